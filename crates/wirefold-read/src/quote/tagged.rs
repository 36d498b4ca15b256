//! Attributions as the encoder tags them, tied to the tree.

use super::{attribution::Attribution, clause::Clause, complete::Parts, lexicon};
use std::ops::Range;
use wirefold_encoder::Quote;
use wirefold_report::Upos;

/// The attribution that the encoder saw in a sentence. Its content is empty where a
/// cue of speech stands alone; other cues without content are nothing.
pub(super) fn attribution(clause: &Clause<'_>, quote: &Quote) -> Option<Attribution> {
    let tree = clause.tree;
    let inside = |part: &Range<usize>| part.end <= tree.words.len();
    let words = |parts: &[Range<usize>]| {
        parts.iter().filter(|p| inside(p)).cloned().flatten().collect::<Vec<usize>>()
    };
    let mut parts = Parts {
        cue: words(std::slice::from_ref(&quote.cue)),
        source: words(&quote.source),
        content: words(&quote.content),
    };
    parts.content.retain(|word| !parts.cue.contains(word) && !parts.source.contains(word));
    parts.complete(tree);
    join_doubled_verb(clause, &mut parts);
    let Parts { cue, source, content } = parts;
    let frames = || cue.iter().filter_map(|&i| lexicon::verb(&tree.words[i].lemma, &clause.lower(i)));
    let speech = frames().any(|frames| frames.speech);
    let speaker = match (source.first(), source.last()) {
        (Some(&first), Some(&last)) => Some(tree.top_of(first..=last)),
        _ => own_subject(clause, &cue),
    };
    // "known as “the bridge”": a name that nobody gives.
    let names = source.is_empty() && frames().any(|frames| frames.naming);
    let done = !speech && is_somebody_named(clause, &cue, &content);
    let says = !content.is_empty() || speech && speaker.is_some();
    (says && !names && !done && !cue.is_empty()).then_some(Attribution {
        sentence: clause.sentence,
        content,
        cue,
        source,
        speaker,
        speech,
    })
}

/// "Thanked *the adviser, Ana Ruiz*": to whom something is done, and nothing that is said.
fn is_somebody_named(clause: &Clause<'_>, cue: &[usize], content: &[usize]) -> bool {
    let tree = clause.tree;
    let (Some(&first), Some(&last)) = (content.first(), content.last()) else { return false };
    let top = tree.top_of(first..=last);
    let word = |at: usize| &tree.words[at];
    let object = word(top).deprel == "obj" && word(top).head.is_some_and(|head| cue.contains(&head));
    let done =
        |&at: &usize| matches!(&*word(at).lemma, "thank" | "summon" | "appoint" | "greet" | "congratulate");
    let named = [top, last].into_iter().any(|at| word(at).upos == Upos::Propn);
    let plain = |&at: &usize| {
        matches!(word(at).upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Punct | Upos::Cconj)
    };
    object && cue.iter().any(done) && named && content.iter().all(plain)
}

/// "…,” said announced Moscow": a translator's second verb of speech belongs to the
/// first, not to who speaks.
fn join_doubled_verb(clause: &Clause<'_>, parts: &mut Parts) {
    let verb = |w: usize| {
        let word = &clause.tree.words[w];
        let frames = lexicon::verb(&word.lemma, &clause.lower(w));
        word.upos == Upos::Verb && frames.is_some_and(|frames| frames.speech)
    };
    let [Some(cue), Some(&next), Some(_)] = [parts.cue.last(), parts.source.first(), parts.source.get(1)]
    else {
        return;
    };
    if next == cue + 1 && verb(*cue) && verb(next) {
        parts.cue.push(next);
        parts.source.remove(0);
    }
}

/// The same where each of the two verbs was tagged for itself: one attribution with
/// the source of either, or the phrase behind both.
pub(super) fn join_doubled_tags(clause: &Clause<'_>, found: Vec<Attribution>) -> Vec<Attribution> {
    let mut joined: Vec<Attribution> = Vec::with_capacity(found.len());
    for second in found {
        let follows = |first: &&mut Attribution| {
            let (Some(&end), [next]) = (first.cue.last(), second.cue.as_slice()) else { return false };
            end + 1 == *next
                && first.speech
                && second.speech
                && first.content.iter().any(|w| second.content.contains(w))
        };
        let Some(first) = joined.last_mut().filter(follows) else {
            joined.push(second);
            continue;
        };
        let verb = second.cue[0];
        let frames = lexicon::verb(&clause.tree.words[verb].lemma, &clause.lower(verb));
        let behind = || frames.and_then(|frames| clause.tag(verb, frames));
        let sourced = [&*first, &second].into_iter().find(|a| !a.source.is_empty()).cloned();
        let Attribution { source, speaker, .. } = sourced.or_else(behind).unwrap_or_default();
        first.cue.push(verb);
        (first.source, first.speaker) = (source, speaker);
        let (cue, source) = (&first.cue, &first.source);
        first.content.retain(|w| !cue.contains(w) && !source.contains(w));
    }
    joined
}

/// Who says it where no source is tagged: the subject that the cue's verb shares
/// with one before ("he left and then added").
fn own_subject(clause: &Clause<'_>, cue: &[usize]) -> Option<usize> {
    let (&first, &last) = (cue.first()?, cue.last()?);
    let verb = clause.tree.top_of(first..=last);
    let active = clause.tree.words[verb].upos == Upos::Verb && !clause.is_passive(verb);
    clause.subject(verb, false).filter(|s| active && !cue.contains(s))
}
