//! How many died or were hurt, are missing or were arrested, in reports that tell
//! it in words of their own.
//!
//! Sentences of independent reports are rarely alike enough to be compared word
//! by word, but a story has one toll as a rule. A report that names several (of
//! several attacks, or of several days) is compared only for an event that it
//! shares with another report.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{
    Known,
    number::{Counted, counted, differing, is_count, stems},
};
use crate::{story::SentenceId, token::Token};
use wirefold_report::{Difference, Event, StoryEvent, Upos};
use wirefold_text::normal::Normaliser;

type Toll = fn(&Event) -> Option<u64>;

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    let tolls: [Toll; 2] = [|e| e.killed, |e| e.injured];
    for toll in tolls {
        for event in known.events.iter().filter(|e| e.reports.len() > 1) {
            compare(known, &of_event(known, event, toll), may_be_one_subject, found);
        }
        compare(known, &of_reports(known, toll), |a, b| is_main_subject(known, a, b), found);
    }
    for kind in KINDS.iter() {
        compare(known, &by_words(known, &kind.words), is_one_subject, found);
    }
}

/// What is counted when a toll is.
struct Kind {
    name: &'static str,
    /// Stems of the words that say so.
    words: BTreeSet<u64>,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let mut normaliser = Normaliser::default();
    let lines = include_str!("tolls.txt").lines().filter(|line| !line.starts_with('#'));
    let mut kind = |(name, words): (&'static str, &str)| {
        let words = normaliser.tokens(words).iter().map(|t| t.term).collect();
        Kind { name, words }
    };
    lines.filter_map(|line| line.split_once('\t')).map(&mut kind).collect()
});

/// The first number of each report that stands beside a word of the kind: what
/// a report knows, it says first.
fn by_words<'s, 'a>(known: &Known<'s, 'a>, words: &BTreeSet<u64>) -> Vec<Counted<'s, 'a>> {
    let mut tolls = Vec::new();
    for (report, telling) in known.story.tellings.iter().enumerate() {
        let ids = (0..telling.tokens.len()).map(|sentence| SentenceId { report, sentence });
        let told = ids.filter(|&id| known.story.tokens(id).iter().any(|t| words.contains(&t.term)));
        tolls.extend(told.flat_map(|id| counted(known.story, id)).find(|c| is_toll(c, words)));
    }
    tolls
}

/// Whether a number stands for people or things of the kind: it counts them, or
/// a word of the kind stands near.
fn is_toll(counted: &Counted<'_, '_>, words: &BTreeSet<u64>) -> bool {
    const NEAR: usize = 5;
    let quantity = counted.quantity;
    if quantity.measure().is_some() || quantity.change.is_some() {
        return false;
    }
    let place = |at: u32| counted.sentence.partition_point(|t| t.span().start < at);
    let (start, end) = (place(quantity.span.start), place(quantity.span.end));
    let near = start.saturating_sub(NEAR)..(end + NEAR).min(counted.sentence.len());
    let counts_up = || {
        let of = |t: &&Token<'_>| quantity.things().is_some_and(|of| of.contains(t.span()));
        counted.sentence.iter().filter(of).any(|t| is_count(&t.lemma))
    };
    counted.sentence[near].iter().any(|t| words.contains(&t.term)) || counts_up()
}

/// Whether two numbers stand beside words of different tolls: so many dead, so
/// many missing.
pub(super) fn of_two_kinds(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let told = |c: &Counted<'_, '_>| KINDS.iter().any(|kind| is_toll(c, &kind.words));
    told(one) && told(other) && name_of_both(one, other).is_none()
}

/// What the toll is called that both numbers stand for.
pub(super) fn name_of_both(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> Option<&'static str> {
    let both = |kind: &&Kind| is_toll(one, &kind.words) && is_toll(other, &kind.words);
    KINDS.iter().find(both).map(|kind| kind.name)
}

/// Whether two numbers count people of two sorts: "three children" and "two women" are no two tolls. Whoever counts
/// people or victims may count everybody.
fn of_two_sorts(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    static ANYBODY: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("anybody.txt")));
    let sorted = |c: &Counted<'_, '_>| !c.nouns().is_empty() && c.nouns().is_disjoint(&ANYBODY);
    sorted(one) && sorted(other) && !one.shares_noun(other)
}

/// Whether two sentences speak of one thing: they have a name and other words in
/// common, and not names alone.
fn is_one_subject(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    const FEWEST: usize = 2;
    let shared = |upos: fn(Upos) -> bool| terms(one, upos).intersection(&terms(other, upos)).count();
    shared(|u| u == Upos::Propn) > 0 && shared(|u| !matches!(u, Upos::Num | Upos::Propn)) >= FEWEST
}

/// Whether two reports open with their tolls, or tell them of one thing: further down a report tells of much else.
fn is_main_subject(known: &Known<'_, '_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    const LEAD: usize = 3;
    let opens =
        |c: &Counted<'_, '_>| known.story.sentence_at(c.evidence).is_some_and(|id| id.sentence < LEAD);
    opens(one) && opens(other) && may_be_one_subject(one, other) || is_one_subject(one, other)
}

/// Whether nothing shows that two sentences speak of two things: each has names, and none in common.
fn may_be_one_subject(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (ours, theirs) = (names(one), names(other));
    ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs)
}

/// Stems of a sentence's names; what opens it may be any word.
fn names(counted: &Counted<'_, '_>) -> BTreeSet<u64> {
    let words = counted.sentence.iter().skip(1);
    words.filter(|t| t.is_content() && t.word.upos == Upos::Propn).map(|t| t.term).collect()
}

/// Stems of a sentence's content words of some kind.
fn terms(counted: &Counted<'_, '_>, upos: impl Fn(Upos) -> bool) -> BTreeSet<u64> {
    let content = counted.sentence.iter().filter(|t| t.is_content() && upos(t.word.upos));
    content.map(|t| t.term).collect()
}

/// Compares each toll with the first and with the one before it.
fn compare(
    known: &Known<'_, '_>,
    tolls: &[Counted<'_, '_>],
    fit: impl Fn(&Counted<'_, '_>, &Counted<'_, '_>) -> bool,
    found: &mut Vec<Difference>,
) {
    let pairs = tolls.windows(2).map(|w| (&w[0], &w[1]));
    let with_first = tolls.iter().skip(2).map(|t| (&tolls[0], t));
    for (one, other) in pairs.chain(with_first) {
        let differ = one.quantity.value != other.quantity.value && !of_two_sorts(one, other);
        if differ && one.evidence.report != other.evidence.report && fit(one, other) {
            found.extend(differing(known.story, one, other));
        }
    }
}

/// The toll of an event in each of the sentences that tell it.
fn of_event<'s, 'a>(known: &Known<'s, 'a>, event: &StoryEvent, toll: Toll) -> Vec<Counted<'s, 'a>> {
    let sentences = event.evidence.iter().filter_map(|e| known.story.sentence_at(*e));
    let stated = |id: SentenceId| {
        let told = &known.story.tellings[id.report].annotation.events;
        let own = told.iter().filter(|e| e.sentence == id.sentence && e.kind == event.event.kind);
        stated_in(known, id, own.filter_map(toll).next()?)
    };
    sentences.filter_map(stated).collect()
}

/// The toll of each report that names only one.
fn of_reports<'s, 'a>(known: &Known<'s, 'a>, toll: Toll) -> Vec<Counted<'s, 'a>> {
    let mut tolls = Vec::new();
    for (report, telling) in known.story.tellings.iter().enumerate() {
        let told = || telling.annotation.events.iter().filter_map(|e| Some((e.sentence, toll(e)?)));
        let values: BTreeSet<u64> = told().map(|(_, n)| n).collect();
        let first = told().next().filter(|_| values.len() == 1);
        let inside = first.filter(|(sentence, _)| *sentence < telling.tokens.len());
        tolls.extend(inside.and_then(|(sentence, n)| stated_in(known, SentenceId { report, sentence }, n)));
    }
    tolls
}

fn stated_in<'s, 'a>(known: &Known<'s, 'a>, id: SentenceId, toll: u64) -> Option<Counted<'s, 'a>> {
    counted(known.story, id).into_iter().find(|c| c.quantity.value == toll as f64)
}
