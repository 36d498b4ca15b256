//! How many died or were hurt, are missing or were arrested, in reports that tell
//! it in words of their own.
//!
//! Sentences of independent reports are rarely alike enough to be compared word
//! by word, but a story has one toll as a rule. A report that names several (of
//! several attacks, or of several days) is compared only for an event that it
//! shares with another report.

use std::collections::BTreeSet;

use super::{
    Known, befallen,
    befallen::{KINDS, Kind},
    number::{Counted, counted, differing},
};
use crate::story::SentenceId;
use wirefold_report::{Difference, Event, StoryEvent, Upos};

/// A toll that events have, by the name of its kind.
#[derive(Clone, Copy)]
struct Toll {
    name: &'static str,
    of: fn(&Event) -> Option<u64>,
}

const TOLLS: [Toll; 2] =
    [Toll { name: "the dead", of: |e| e.killed }, Toll { name: "the injured", of: |e| e.injured }];

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    for toll in TOLLS {
        for event in known.events.iter().filter(|e| e.reports.len() > 1) {
            compare(known, &of_event(known, event, toll), |_, _| true, found);
        }
        compare(known, &of_reports(known, toll), |a, b| is_main_subject(known, a, b), found);
    }
    for kind in KINDS.iter() {
        compare(known, &by_words(known, kind), |a, b| is_main_subject(known, a, b), found);
    }
}

/// The first number of each report that is a toll of the kind: what a report knows, it says first.
fn by_words<'s, 'a>(known: &Known<'s, 'a>, kind: &Kind) -> Vec<Counted<'s, 'a>> {
    let mut tolls = Vec::new();
    for (report, telling) in known.story.tellings.iter().enumerate() {
        let ids = (0..telling.tokens.len()).map(|sentence| SentenceId { report, sentence });
        let told = ids.filter(|&id| kind.is_named_in(known.story.tokens(id)));
        tolls.extend(
            told.flat_map(|id| counted(known.story, id)).find(|c| befallen::toll(c) == Some(kind.name)),
        );
    }
    tolls
}

/// Whether two sentences speak of one thing: they have a name and other words in
/// common, and not names and what is counted ("people") alone.
fn is_one_subject(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    const FEWEST: usize = 2;
    let shared = |upos: fn(Upos) -> bool| -> BTreeSet<u64> {
        terms(one, upos).intersection(&terms(other, upos)).copied().collect()
    };
    let words = shared(|u| !matches!(u, Upos::Num | Upos::Propn));
    let beside = words.iter().filter(|term| !(one.nouns().contains(term) && other.nouns().contains(term)));
    !shared(|u| u == Upos::Propn).is_empty() && beside.count() >= FEWEST
}

/// Whether two reports open with their tolls, or tell them of one thing: further down a report tells of much else.
fn is_main_subject(known: &Known<'_, '_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    const LEAD: usize = 3;
    let opens =
        |c: &Counted<'_, '_>| known.story.sentence_at(c.evidence).is_some_and(|id| id.sentence < LEAD);
    opens(one) && opens(other) || is_one_subject(one, other)
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
        let differ = one.quantity.value != other.quantity.value;
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
        stated_in(known, id, own.filter_map(toll.of).next()?, toll.name)
    };
    sentences.filter_map(stated).collect()
}

/// The toll of each report that names only one.
fn of_reports<'s, 'a>(known: &Known<'s, 'a>, toll: Toll) -> Vec<Counted<'s, 'a>> {
    let mut tolls = Vec::new();
    for (report, telling) in known.story.tellings.iter().enumerate() {
        let told = || telling.annotation.events.iter().filter_map(|e| Some((e.sentence, (toll.of)(e)?)));
        let values: BTreeSet<u64> = told().map(|(_, n)| n).collect();
        let first = told().next().filter(|_| values.len() == 1);
        let inside = first.filter(|(sentence, _)| *sentence < telling.tokens.len());
        tolls.extend(
            inside.and_then(|(sentence, n)| stated_in(known, SentenceId { report, sentence }, n, toll.name)),
        );
    }
    tolls
}

/// The number of a sentence that tells a toll; not one that the tree gives to another kind.
fn stated_in<'s, 'a>(
    known: &Known<'s, 'a>,
    id: SentenceId,
    toll: u64,
    name: &str,
) -> Option<Counted<'s, 'a>> {
    let told = |c: &Counted<'_, '_>| befallen::toll(c).is_none_or(|own| own == name);
    counted(known.story, id).into_iter().find(|c| c.quantity.value == toll as f64 && told(c))
}
