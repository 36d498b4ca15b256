//! Where the reports of a story differ.
//!
//! Every kind of difference is found by a file of its own, over the sentences
//! that say the same in two reports ([`Knot`](crate::align::Knot)). Synonyms in
//! running prose are no difference: only what a reader would have to choose
//! between, or would want to know was reworded, is reported.

mod befallen;
mod comparable;
mod corrected;
mod hedging;
mod measure;
mod name;
mod number;
mod omission;
mod paraphrase;
mod place;
mod range;
mod rank;
mod revised;
mod speaker;
mod stated;
mod step;
mod tense;
mod time;
mod toll;
mod wording;

use std::collections::BTreeMap;

use crate::{NumberSigns, align::Links, entity::Entities, groups::Groups, quote::Quotes, story::Story};
use wirefold_report::{Difference, DifferenceItem, DifferenceKind, DifferenceStatus, Evidence, StoryEvent};

/// What is known of a story when its differences are looked for.
pub(crate) struct Known<'s, 'a> {
    pub story: &'s Story<'a>,
    pub links: &'s Links,
    pub entities: &'s Entities,
    pub quotes: &'s Quotes,
    pub events: &'s [StoryEvent],
    /// Of which report each is a later version.
    pub versions: &'s [Option<usize>],
}

/// All differences, what matters most first.
pub(crate) fn find(known: &Known<'_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for &pair in &known.links.compared {
        for knot in known.links.knots(pair) {
            number::find(known, &knot, &mut found);
            time::find(known, &knot, &mut found);
            wording::find(known, &knot, &mut found);
            tense::find(known, &knot, &mut found);
            hedging::find(known, &knot, &mut found);
        }
    }
    wording::find_said(known, &mut found);
    toll::find(known, &mut found);
    revised::find(known, &mut found);
    stated::find(known, &mut found);
    place::find(known, &mut found);
    name::find(known, &mut found);
    speaker::find(known, &mut found);
    corrected::settle(known.versions, &mut found);
    let mut found = joined(found);
    omission::find(known, &mut found);
    rank::sort(&mut found);
    found
}

/// The signs of numbers that may be values of one attribute.
pub(crate) fn number_signs(known: &Known<'_, '_>) -> Vec<NumberSigns> {
    let mut all = Vec::new();
    stated::for_each_pair(known, |candidates| {
        all.extend(candidates.iter().map(|candidate| NumberSigns {
            evidence: candidate.evidence(),
            ruled_out: candidate.are_two(known.story),
            compatible: candidate.can_both_hold(),
            signs: stated::NAMES.into_iter().zip(candidate.signs).collect(),
        }));
    });
    all
}

/// One thing that two reports say differently.
fn two(
    kind: DifferenceKind,
    status: DifferenceStatus,
    items: [(Evidence, String); 2],
    explanation: String,
) -> Difference {
    let items = items.map(|(evidence, value)| DifferenceItem { evidence, value });
    Difference { kind, status, items: items.to_vec(), explanation }
}

/// Differences of one kind and status that meet in one place are one difference
/// over more reports.
fn joined(found: Vec<Difference>) -> Vec<Difference> {
    let mut groups = Groups::new(found.len());
    let mut first: BTreeMap<(DifferenceKind, u8, Evidence), usize> = BTreeMap::new();
    for (i, difference) in found.iter().enumerate() {
        for item in &difference.items {
            let place = (difference.kind, rank::gravity(difference.status), item.evidence);
            groups.join(*first.entry(place).or_insert(i), i);
        }
    }
    let mut merged: Vec<Difference> = Vec::new();
    for (difference, group) in found.into_iter().zip(groups.numbered()) {
        if group == merged.len() {
            merged.push(difference);
            continue;
        }
        let known = &mut merged[group];
        for item in difference.items {
            if !known.items.iter().any(|i| i.evidence == item.evidence) {
                known.items.push(item);
            }
        }
    }
    for difference in &mut merged {
        difference.items.sort_by_key(|i| i.evidence);
    }
    merged
}

/// Marks each event with the differences that lie in the sentences that tell it.
pub(crate) fn mark(events: &mut [StoryEvent], differences: &[Difference]) {
    use DifferenceKind::{Addition, Hedging, Name, Omission, QuoteWording};
    for event in events {
        let told =
            |e: Evidence| event.evidence.iter().any(|s| s.report == e.report && s.span.contains(e.span));
        let about = |d: &Difference| match d.kind {
            Omission | Addition | Name | QuoteWording => false,
            Hedging => d.items.iter().any(|i| event.evidence.contains(&i.evidence)),
            _ => d.items.iter().any(|i| told(i.evidence)),
        };
        event.differs = (0..differences.len()).filter(|&i| about(&differences[i])).collect();
    }
}
