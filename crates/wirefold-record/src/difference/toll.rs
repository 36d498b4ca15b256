//! How many died or were hurt, by the events of reports that tell it in words of
//! their own.
//!
//! Sentences of independent reports are rarely alike enough to be compared word
//! by word, but a story has one toll as a rule. A report that names several (of
//! several attacks, or of several days) is compared only for an event that it
//! shares with another report.

use std::collections::BTreeSet;

use super::{
    Known,
    number::{Counted, counted, differing},
};
use crate::story::SentenceId;
use wirefold_report::{Difference, Event, StoryEvent};

type Toll = fn(&Event) -> Option<u64>;

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    let tolls: [Toll; 2] = [|e| e.killed, |e| e.injured];
    for toll in tolls {
        for event in known.events.iter().filter(|e| e.reports.len() > 1) {
            compare(known, &of_event(known, event, toll), found);
        }
        compare(known, &of_reports(known, toll), found);
    }
}

/// Compares each toll with the first and with the one before it.
fn compare(known: &Known<'_, '_>, tolls: &[Counted<'_, '_>], found: &mut Vec<Difference>) {
    let pairs = tolls.windows(2).map(|w| (&w[0], &w[1]));
    let with_first = tolls.iter().skip(2).map(|t| (&tolls[0], t));
    for (one, other) in pairs.chain(with_first) {
        let differ = one.quantity.value != other.quantity.value;
        if differ && one.evidence.report != other.evidence.report {
            found.push(differing(known.story, one, other));
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
