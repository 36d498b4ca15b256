//! Quotes and other attributions: what is said, the word that says so, and who says it.
//!
//! In the sense of PolNeAR (Newell, Margolin & Ruths 2018): direct and indirect
//! speech, and also what people think, want or expect. The trees show most of
//! them ([`clause`]); quotation marks show what the trees miss and where speech
//! goes on over several sentences ([`marks`], [`spread`]).

mod according;
mod attribution;
mod beside;
mod clause;
mod complete;
mod described;
mod fragment;
mod introduced;
mod lexicon;
mod marks;
mod own_words;
mod signed;
mod sounded;
mod speaker;
mod spread;
mod tag;
mod tagged;
mod turn;

use crate::{TitleReading, entity::tree::Tree};
use attribution::{Attribution, runs};
use clause::Clause;
pub use described::describe;
use marks::Marks;
pub use own_words::attribute;
use speaker::Speakers;
use spread::Told;
use wirefold_report::{Entity, Mention, Quote, QuoteKind, Sentence, Span};

/// Finds the quotes of a text, in order of their first word of content.
#[must_use]
pub fn find(
    text: &str,
    sentences: &[Sentence],
    tagged: Option<&[(usize, wirefold_encoder::Quote)]>,
    mentions: &[Mention],
    entities: &[Entity],
) -> Vec<Quote> {
    let marks = Marks::new(text, sentences);
    let speakers = Speakers::new(text, mentions, entities);
    let trees: Vec<Tree<'_>> = sentences.iter().map(Tree::new).collect();
    let mut told = Vec::new();
    for (sentence, tree) in trees.iter().enumerate() {
        let clause = Clause { text, tree, marks: &marks, sentence };
        let mut found = match tagged {
            Some(tagged) => {
                let tags = tagged.iter().skip(tagged.partition_point(|&(at, _)| at < sentence));
                let tags = tags.take_while(|&&(at, _)| at == sentence);
                let found = tags.filter_map(|(_, quote)| tagged::attribution(&clause, quote)).collect();
                with_missed_speech(&clause, tagged::join_doubled_tags(&clause, found))
            }
            None => clause::attributions(&clause),
        };
        beside::part(tree, &mut found);
        for attribution in without_echoes(tree, found) {
            let quote = quote(text, tree, &marks, &speakers, &attribution);
            told.extend(quote.map(|quote| Told {
                quote,
                sentence,
                speech: attribution.speech,
                verbatim: false,
            }));
        }
    }
    let page = spread::Page { text, sentences, trees: &trees, marks: &marks, speakers: &speakers };
    let said = |told: Told| match told.verbatim {
        true => told.quote,
        false => Quote { kind: kind(text, &marks, &told.quote.content), ..told.quote },
    };
    let mut told = page.spread(told);
    told.sort_by_key(|t| (t.quote.content.first().copied(), t.quote.cue.first().copied()));
    turn::keep(text, sentences, &speakers, &mut told);
    told.into_iter().map(said).collect()
}

/// Finds the quotes of a title: it names people as the report does, by a part of their
/// name.
#[must_use]
pub fn in_title(text: &str, title: &TitleReading, entities: &[Entity]) -> Vec<Quote> {
    let mut quotes = find(text, &title.sentences, Some(&title.quotes), &[], &[]);
    let names = speaker::Names::new(entities);
    for quote in &mut quotes {
        if let [source] = quote.source.as_slice() {
            quote.speaker = names.called(source.of(text));
        }
    }
    quotes
}

/// Adds what the tree shows of quotations that the tags leave out.
fn with_missed_speech(clause: &Clause<'_>, mut found: Vec<Attribution>) -> Vec<Attribution> {
    let words = clause.tree.words;
    let quoted = |w: &usize| clause.marks.around(words[*w].span).is_some();
    let missed: Vec<usize> = (0..words.len())
        .filter(quoted)
        .filter(|w| found.iter().all(|a| a.content.binary_search(w).is_err()))
        .collect();
    if missed.is_empty() {
        return found;
    }
    // A content that leaves out the quotation of its own sentence gives way to the tree's.
    let poor = |f: &Attribution, w: &usize| {
        f.cue.contains(w) && !f.source.is_empty() && !f.content.iter().any(quoted)
    };
    let taken = |f: &Attribution, w: &usize| f.is_whole() && f.holds(*w) && !poor(f, w);
    let more: Vec<Attribution> = clause::attributions(clause)
        .into_iter()
        .filter(|a| {
            a.speech && a.speaker.is_some() && a.content.iter().any(|w| missed.binary_search(w).is_ok())
        })
        .filter(|a| !a.cue.iter().any(|w| quoted(w) || found.iter().any(|f| taken(f, w))))
        .collect();
    // A cue whose content was not tagged is told whole by the tree.
    found.retain(|f| {
        let told = |w: &usize| more.iter().any(|a| a.holds(*w) && (!f.is_whole() || a.cue.contains(w)));
        !f.cue.iter().any(told)
    });
    found.extend(more);
    found
}

/// Leaves out attributions without a source whose content one with a source has
/// too (two verbs side by side), and those that say a part of another once more.
fn without_echoes(tree: &Tree<'_>, found: Vec<Attribution>) -> Vec<Attribution> {
    let sourced: Vec<Vec<usize>> =
        found.iter().filter(|a| !a.source.is_empty()).map(|a| a.content.clone()).collect();
    let echoes = |a: &Attribution| {
        a.source.is_empty()
            && sourced.iter().any(|s| {
                a.content.iter().filter(|w| s.binary_search(w).is_ok()).count() * 2 > a.content.len()
            })
    };
    let kept: Vec<Attribution> = found.into_iter().filter(|a| !echoes(a)).collect();
    let spoken: Vec<bool> = kept.iter().map(|a| kept.iter().all(|other| !a.repeats(other, tree))).collect();
    kept.into_iter().zip(spoken).filter_map(|(a, spoken)| spoken.then_some(a)).collect()
}

/// The attribution as spans of the report.
fn quote(
    text: &str,
    tree: &Tree<'_>,
    marks: &Marks,
    speakers: &Speakers<'_>,
    found: &Attribution,
) -> Option<Quote> {
    let mut content = runs(text, tree, &found.content);
    let (cue, source) = (runs(text, tree, &found.cue), runs(text, tree, &found.source));
    // What the quoted themselves attribute is theirs, not the report's.
    if cue.is_empty() || cue.iter().any(|&c| marks.around(c).is_some()) {
        return None;
    }
    spread::over_quotation(marks, &mut content, &cue);
    let speaker = speakers.of(tree, found);
    Some(Quote { kind: QuoteKind::Indirect, content, cue, source, speaker })
}

/// Whether all, some or none of the content stands in quotation marks.
fn kind(text: &str, marks: &Marks, content: &[Span]) -> QuoteKind {
    let (mut inside, mut outside) = (false, false);
    for &span in content {
        let mut at = span.start;
        for (_, part) in marks.touching(span) {
            outside |= part.outer.start > at && says(text, Span { start: at, end: part.outer.start });
            inside = true;
            at = part.outer.end;
        }
        outside |= at < span.end && says(text, Span { start: at, end: span.end });
    }
    match (inside, outside) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

fn says(text: &str, span: Span) -> bool {
    span.of(text).contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
