//! What is only recalled: "its offensive", beside the report of the day on which
//! it began.

use std::collections::BTreeMap;

use super::{PartyKey, Told, same};
use crate::story::Story;
use wirefold_report::{EventType, Place, Status, Upos};

/// Dated events of one type that a recalled one is compared with.
const MOST_COMPARED: usize = 200;

/// Joins each event that is only named, without day, place or toll, with the one
/// dated event of its type and parties. Where the story has several of these, it
/// may be any of them and stays by itself.
pub(super) fn join(story: &Story<'_>, events: &mut Vec<Vec<Told<'_>>>) {
    let mut dated: BTreeMap<EventType, Vec<usize>> = BTreeMap::new();
    for (i, tellings) in events.iter().enumerate().filter(|(_, t)| t.iter().any(|t| t.days.is_some())) {
        let of_type = dated.entry(tellings[0].event.kind).or_default();
        if of_type.len() < MOST_COMPARED {
            of_type.push(i);
        }
    }
    let recalled: Vec<(usize, usize)> = (0..events.len())
        .filter(|&i| events[i].iter().all(|t| is_recalled(story, t)))
        .filter_map(|i| {
            let of_type = dated.get(&events[i][0].event.kind)?;
            let mut same = of_type.iter().filter(|&&other| is_one(&events[i], &events[other]));
            let only = *same.next()?;
            same.next().is_none().then_some((i, only))
        })
        .collect();
    for &(from, to) in &recalled {
        let tellings = std::mem::take(&mut events[from]);
        events[to].extend(tellings);
    }
    events.retain(|tellings| !tellings.is_empty());
}

/// Named by no verb, and nothing said of it but who and to whom.
fn is_recalled(story: &Story<'_>, told: &Told<'_>) -> bool {
    let event = told.event;
    // Whose land it was done to says no more than to whom.
    let is_theirs = |place: &Place| event.recipients.iter().any(|party| party.span.contains(place.span));
    let says_more = told.date.is_some()
        || event.place.as_ref().is_some_and(|place| !is_theirs(place))
        || event.killed.is_some()
        || event.injured.is_some()
        || event.status != Status::Happened;
    let word = |id| story.tokens(id).iter().find(|t| t.span().overlaps(event.trigger));
    let told_as = told.sentence.and_then(word).map(|t| t.word.upos);
    !says_more && told_as.is_some_and(|upos| !matches!(upos, Upos::Verb | Upos::Aux))
}

fn is_one(recalled: &[Told<'_>], dated: &[Told<'_>]) -> bool {
    let (one, other) = (&recalled[0], &dated[0]);
    let happened = dated.iter().all(|t| t.event.status == Status::Happened);
    happened
        && same::modes_fit(one, other, false)
        && are_same(&one.actors, &other.actors)
        && are_same(&one.recipients, &other.recipients)
}

fn are_same(one: &[PartyKey], other: &[PartyKey]) -> bool {
    let within = |a: &[PartyKey], b: &[PartyKey]| a.iter().all(|p| b.iter().any(|q| same::is_one(p, q)));
    !one.is_empty() && !other.is_empty() && within(one, other) && within(other, one)
}
