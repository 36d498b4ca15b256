//! The day of what is said at a meeting.
//!
//! A report that told when two sides met goes on with what they said to each
//! other without naming the day again: narrative moves on from the time that was
//! last set (Kamp & Reyle, "From Discourse to Logic", 1993, chapter 5).

use super::setting;
use crate::Context;
use std::collections::BTreeSet;
use wirefold_report::{EntityId, Event, EventType, Party, Sentence, Status, Upos};

/// How many sentences after a meeting still tell what was said there.
const REACH: usize = 3;

/// Gives words spoken between the sides of a meeting the day of the meeting.
/// `events` are in the order of the text.
pub(super) fn lend_dates(context: &Context<'_>, events: &mut [Event]) {
    let mut meeting: Option<Meeting> = None;
    let mut at = 0;
    for (index, sentence) in context.sentences.iter().enumerate() {
        let here = at + events[at..].iter().take_while(|event| event.sentence <= index).count();
        let told = &mut events[at..here];
        at = here;
        if let Some(found) = told.iter().rev().find_map(|event| Meeting::of(context, event)) {
            meeting = Some(found);
        } else if setting::is_dated(context, sentence.span) || !is_past(sentence) {
            meeting = None;
        } else if let Some(set) = meeting.as_ref().filter(|m| index <= m.sentence + REACH) {
            for event in told.iter_mut().filter(|event| set.hears(context, event)) {
                event.date = Some(set.date.clone());
            }
        }
    }
}

/// What a sentence tells of "since then" began on the day that was told last.
pub(super) fn lend_starts(context: &Context<'_>, events: &mut [Event]) {
    let mut last: Option<(usize, String)> = None;
    for event in events {
        let index = event.sentence;
        let open = event.status == Status::Happened && event.date.is_none();
        let near = last.as_ref().filter(|(told, _)| *told < index && index <= told + REACH);
        if let Some((_, day)) =
            near.filter(|_| open && opens_since_then(&context.sentences[index], context.text))
        {
            event.date = Some(day.clone());
        } else if let Some(day) = event.date.clone() {
            last = Some((index, day));
        }
    }
}

fn opens_since_then(sentence: &Sentence, text: &str) -> bool {
    let mut words = sentence.words.iter().map(|word| word.span.of(text));
    words.next().is_some_and(|w| w.eq_ignore_ascii_case("since")) && words.next() == Some("then")
}

/// A meeting that took place on a known day.
struct Meeting {
    sentence: usize,
    date: String,
    sides: BTreeSet<Side>,
}

/// Whoever speaks for a country at a meeting speaks for its side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Country(String),
    Alone(EntityId),
}

fn side(context: &Context<'_>, party: &Party) -> Option<Side> {
    let id = party.entity?;
    let country = context.entities.get(id.0)?.country.clone();
    Some(country.map_or(Side::Alone(id), Side::Country))
}

fn sides(context: &Context<'_>, parties: &[Party]) -> Option<BTreeSet<Side>> {
    parties.iter().map(|party| side(context, party)).collect()
}

impl Meeting {
    fn of(context: &Context<'_>, event: &Event) -> Option<Self> {
        if event.kind != EventType::Consult || event.status != Status::Happened {
            return None;
        }
        let mut all = sides(context, &event.actors)?;
        all.extend(sides(context, &event.recipients)?);
        let day = event.date.clone().filter(|date| date.len() == "2024-05-17".len());
        Some(Self { sentence: event.sentence, date: day?, sides: all }).filter(|m| m.sides.len() > 1)
    }

    /// Whether the event is something that one side said to another.
    fn hears(&self, context: &Context<'_>, event: &Event) -> bool {
        use EventType::{Accuse, Reject, Request, Support};
        let words = matches!(event.kind, Accuse | Reject | Request | Support);
        let among = |parties: &[Party]| {
            sides(context, parties).filter(|sides| !sides.is_empty() && sides.is_subset(&self.sides))
        };
        let (Some(actors), Some(recipients)) = (among(&event.actors), among(&event.recipients)) else {
            return false;
        };
        words && event.date.is_none() && event.status == Status::Happened && actors.is_disjoint(&recipients)
    }
}

/// Whether the main clause is told in the simple past, as a narrative is.
fn is_past(sentence: &Sentence) -> bool {
    let root = sentence.words.iter().find(|word| word.head.is_none());
    root.is_some_and(|word| word.upos == Upos::Verb && word.xpos == "VBD")
}
