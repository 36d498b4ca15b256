//! Political events: who does what to whom.
//!
//! A trigger (a verb, or a noun with or without a light verb) is looked up in the
//! lexicon of `data/event`; its frame says where the parties stand in the tree;
//! the words around it say whether it happened, when, where and according to whom.
//! Types, modes and what counts as which follow PLOVER 2.0 (Halterman et al.,
//! "PLOVER and POLECAT: A New Political Event Ontology and Dataset", 2023).

mod affected;
mod anchor;
mod arguments;
mod beside;
mod bystander;
mod cast;
mod claim;
mod clause;
mod confidence;
mod content;
mod doer;
mod duty;
mod enough;
mod gapped;
mod lexicon;
mod literal;
mod means;
mod merge;
mod mishap;
mod ontology;
mod pair;
mod party;
mod plain;
mod private;
mod purpose;
mod sense;
mod sentence;
mod setting;
mod status;
mod supposed;
mod together;
mod toll;
mod tree;
mod trigger;
mod unknown;
mod victims;

#[cfg(test)]
mod tests;

pub use cast::Casts;
pub(crate) use cast::may_act;
pub use confidence::{Shown, Signs, shown};
pub use pair::{Coded, Judged, Shares};
pub(crate) use pair::{Given, code, propose, top};
pub use sense::Sense;
pub(crate) use sense::may_tell;

use crate::Context;
use std::collections::BTreeMap;
use wirefold_report::{EntityId, Event, EventType, Party, Status};

/// Finds the events of a text, in order.
#[must_use]
pub fn find(context: &Context<'_>) -> Vec<Event> {
    let quotes = setting::Quoted::new(context.quotes);
    let states = party::states(context.entities);
    let (mut events, mut partial) = (Vec::new(), Vec::new());
    let (mut read, mut claims) = (BTreeMap::new(), Vec::new());
    for (index, sentence) in context.sentences.iter().enumerate() {
        let Some(laid) = sentence::Laid::out(context, sentence) else { continue };
        let (whole, part) = sentence::read(context, &quotes, &states, index, &laid);
        let parties = party::Parties::new(context, &laid.tree, &states);
        claims.extend(claim::claim(context, &parties, &laid.tree, index));
        if !whole.is_empty() || !part.is_empty() {
            read.insert(index, laid);
        }
        events.extend(whole);
        partial.extend(part);
    }
    let known = Doers::new(&events);
    // What a noun recalls ("the invasion of …") was told before; of what a verb tells nobody may know the doer.
    let recalled = |event: &Event| {
        let tree = read.get(&event.sentence).map(|laid: &sentence::Laid<'_>| &laid.tree);
        tree.is_some_and(|t| t.word_at(event.trigger).is_some_and(|w| !t.is_verb(w)))
    };
    let told = partial.into_iter();
    events.extend(told.map(|event| if recalled(&event) { known.complete(event) } else { event }));
    events.sort_by_key(|event| (event.sentence, event.trigger));
    claim::own(context, &claims, &mut events);
    setting::forget_days_ahead(context, &mut events);
    anchor::lend_dates(context, &mut events);
    anchor::lend_starts(context, &mut events);
    confidence::judge(context, &read, &mut events);
    party::tell_sectors(context, &read, &mut events);
    events
}

/// Who is said to have done what to whom. An event of which a sentence names only
/// the recipient ("the invasion of …") takes its actor from the report's other
/// sentences, if these agree; else it stays open who did it.
struct Doers {
    by_deed: BTreeMap<(EventType, EntityId), Vec<Party>>,
}

impl Doers {
    fn new(events: &[Event]) -> Self {
        let mut by_deed: BTreeMap<_, Vec<Party>> = BTreeMap::new();
        for event in events.iter().filter(|e| e.status == Status::Happened) {
            let named = event.actors.iter().filter(|p| p.entity.is_some());
            for recipient in event.recipients.iter().filter_map(|p| p.entity) {
                by_deed.entry((event.kind, recipient)).or_default().extend(named.clone());
            }
        }
        Self { by_deed }
    }

    fn complete(&self, mut event: Event) -> Event {
        let deeds = event.recipients.iter().filter_map(|p| self.by_deed.get(&(event.kind, p.entity?)));
        let mut doers = deeds.flatten().copied();
        if let Some(first) = doers.next()
            && doers.all(|other| other.entity == first.entity)
        {
            event.actors.push(first);
        }
        event
    }
}
