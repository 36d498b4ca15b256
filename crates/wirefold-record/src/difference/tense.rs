//! One thing told before, while and after it happens.

use super::{Known, two};
use crate::{
    align::Knot,
    story::{SentenceId, Story},
    token::Token,
};
use wirefold_report::{Difference, DifferenceKind, DifferenceStatus, Evidence, Sentence, Span, Upos};

/// When a verb puts what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    Past,
    Present,
    Future,
}

/// Verbs of a sentence that are compared.
const MOST_VERBS: usize = 100;

struct Verb<'s, 'a> {
    id: SentenceId,
    token: &'s Token<'a>,
    tense: Tense,
}

pub(super) fn find(known: &Known<'_, '_>, knot: &Knot, found: &mut Vec<Difference>) {
    let story = known.story;
    let verbs = |ids: &[SentenceId]| -> Vec<Verb<'_, '_>> {
        ids.iter().flat_map(|&id| verbs_of(story, id)).collect()
    };
    let (a, b) = (verbs(&knot.a), verbs(&knot.b));
    for one in &a {
        let mut same = b.iter().filter(|v| is_one_verb(story, one, v));
        let (Some(other), None) = (same.next(), same.next()) else { continue };
        let once = a.iter().filter(|v| is_one_verb(story, v, other)).count() == 1;
        let past = [one.tense, other.tense].iter().filter(|t| **t == Tense::Past).count();
        let differ = finite(story, one) != finite(story, other);
        if once && differ && past == 1 && share_a_dependent(story, one, other) {
            found.push(difference(story, one, other));
        }
    }
}

/// Whether two verbs are one: by their dictionary form, or, where the reader may
/// not know that of an irregular one ("begins", "began"), by their beginning and
/// their place in the sentence.
fn is_one_verb(story: &Story<'_>, one: &Verb<'_, '_>, other: &Verb<'_, '_>) -> bool {
    let (a, b) = (one.token, other.token);
    if a.lemma == b.lemma {
        return true;
    }
    let head = |v: &Verb<'_, '_>| {
        let sentence = story.tokens(v.id);
        v.token.word.head.and_then(|h| sentence.iter().find(|t| t.index == h)).map(|t| t.term)
    };
    let beginning = |t: &Token<'_>| t.form.chars().take(2).collect::<String>();
    beginning(a) == beginning(b)
        && a.word.deprel == b.word.deprel
        && head(one).is_some()
        && head(one) == head(other)
        && share_a_dependent(story, one, other)
}

/// The finite verbs of a sentence, but for those in quotation marks and those
/// that only say who speaks: their tense is a matter of style.
fn verbs_of<'s, 'a>(story: &'s Story<'a>, id: SentenceId) -> Vec<Verb<'s, 'a>> {
    let telling = &story.tellings[id.report];
    let sentence = story.sentence(id);
    let verbs = story.tokens(id).iter().filter(|t| t.word.upos == Upos::Verb);
    verbs
        .filter(|t| !telling.is_quoted(t.span()) && !telling.has_cue(t.span()))
        .take(MOST_VERBS)
        .filter_map(|token| Some(Verb { id, token, tense: tense(sentence, token.index)? }))
        .collect()
}

/// The tense of a verb by its form and its auxiliaries, by Penn Treebank tags.
fn tense(sentence: &Sentence, verb: usize) -> Option<Tense> {
    let helpers: Vec<usize> =
        sentence.children(verb).filter(|&i| i < verb && sentence.words[i].relation() == "aux").collect();
    let lemma = |i: &usize| sentence.words[*i].lemma.to_lowercase();
    if helpers.iter().any(|i| matches!(lemma(i).as_str(), "will" | "shall")) {
        return Some(Tense::Future);
    }
    let finite = helpers.first().copied().unwrap_or(verb);
    match (sentence.words[finite].xpos.as_ref(), sentence.words[verb].xpos.as_ref()) {
        ("VBD", _) => Some(Tense::Past),
        ("VBZ" | "VBP", "VBN") if helpers.iter().any(|i| lemma(i) == "have") => Some(Tense::Past),
        ("VBZ" | "VBP", _) => Some(Tense::Present),
        _ => None,
    }
}

/// Whether something that depends on the two verbs is the same: their subject,
/// object or time.
fn share_a_dependent(story: &Story<'_>, one: &Verb<'_, '_>, other: &Verb<'_, '_>) -> bool {
    let dependents = |v: &Verb<'_, '_>| -> Vec<u64> {
        let below = |t: &&Token<'_>| t.word.head == Some(v.token.index) && t.is_content();
        story.tokens(v.id).iter().filter(below).map(|t| t.term).collect()
    };
    let known = dependents(other);
    dependents(one).iter().any(|term| known.contains(term))
}

fn difference(story: &Story<'_>, one: &Verb<'_, '_>, other: &Verb<'_, '_>) -> Difference {
    let (a, b) = (phrase(story, one), phrase(story, other));
    let (x, y) = (story.text(a), story.text(b));
    let explanation = format!("Told at two points in time: “{x}” and “{y}”.");
    let items = [(a, x.to_owned()), (b, y.to_owned())];
    two(DifferenceKind::Tense, DifferenceStatus::Compatible, items, explanation)
}

/// The verb with its auxiliaries, in lower case: "hit" is of the present and of the past.
fn finite(story: &Story<'_>, verb: &Verb<'_, '_>) -> String {
    let own = verb.token.span();
    let span = Span { start: start(story, verb), end: own.end };
    story.text(Evidence { report: verb.id.report, span }).to_lowercase()
}

/// Where the verb begins, or its first auxiliary.
fn start(story: &Story<'_>, verb: &Verb<'_, '_>) -> u32 {
    let sentence = story.sentence(verb.id);
    let own = verb.token.span();
    let helpers = sentence.children(verb.token.index).map(|i| &sentence.words[i]);
    let before = helpers.filter(|w| w.relation() == "aux" && w.span.start < own.start);
    before.map(|w| w.span.start).min().unwrap_or(own.start)
}

/// The verb with its auxiliaries and a time that follows it closely.
fn phrase(story: &Story<'_>, verb: &Verb<'_, '_>) -> Evidence {
    const CLOSE: u32 = 30;
    let sentence = story.sentence(verb.id);
    let own = verb.token.span();
    let times = &story.tellings[verb.id.report].annotation.times;
    let after = times.partition_point(|t| t.span.start < own.end);
    let time = times.get(after).map(|t| t.span);
    let time = time.filter(|t| t.start <= own.end + CLOSE && t.end <= sentence.span.end);
    let end = time.map_or(own.end, |t| t.end);
    Evidence { report: verb.id.report, span: Span { start: start(story, verb), end } }
}
