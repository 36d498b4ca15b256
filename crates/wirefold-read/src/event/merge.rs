//! One event where a sentence tells it twice.

use super::party::same;
use wirefold_report::{Event, EventType, Party, Status};

/// One event where a sentence tells it twice.
pub(super) fn merge(events: Vec<Event>) -> Vec<Event> {
    let mut all: Vec<Event> = Vec::new();
    for event in events {
        match all.iter_mut().find(|old| is_same(old, &event)) {
            Some(old) => absorb(old, event),
            None => all.push(event),
        }
    }
    all
}

fn is_same(a: &Event, b: &Event) -> bool {
    let meet = |x: &[Party], y: &[Party]| x.iter().any(|p| y.iter().any(|q| same(p, q)));
    // Whoever suspends a constitution and arrests a minister does two things; an attack may be told by its weapon and without.
    let modes = a.mode.as_ref().zip(b.mode.as_ref());
    let are_two = a.kind != EventType::Assault && modes.is_some_and(|(a, b)| a != b);
    a.kind == b.kind
        && !are_two
        && meet(&a.actors, &b.actors)
        && (meet(&a.recipients, &b.recipients) || a.recipients.is_empty() || b.recipients.is_empty())
}

pub(super) fn absorb(old: &mut Event, event: Event) {
    let named = |p: &Party| p.entity.is_some();
    // Who died in a battle of two is neither of the two.
    let mutual = !event.actors.is_empty() && event.actors == event.recipients;
    let nameless = !mutual && !old.recipients.iter().any(named);
    if old.recipients.is_empty() || nameless && event.recipients.iter().any(named) {
        old.recipients = event.recipients;
    }
    if old.actors.is_empty() {
        old.actors = event.actors;
    }
    old.mode = old.mode.take().or(event.mode);
    old.date = old.date.take().or(event.date);
    old.place = old.place.take().or(event.place);
    old.killed = old.killed.or(event.killed);
    old.injured = old.injured.or(event.injured);
    if old.status != Status::Happened && event.status == Status::Happened {
        old.status = event.status;
    }
    old.contexts.extend(event.contexts);
    old.contexts.sort_unstable();
    old.contexts.dedup();
}
