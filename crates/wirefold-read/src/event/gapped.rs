//! Deeds of one verb, each with a day of its own: "killed 14 people in Borno *on Monday* and nine in Yobe *on Tuesday*".
//!
//! What is left out of the second clause is the verb (gapping; Huddleston & Pullum, "The Cambridge Grammar of the English
//! Language", 2002, chapter 15 §4.2), so the lexicon sees one word that tells it all.

use super::{
    party::{Parties, same},
    setting::{self, Moment},
    toll::counted,
    trigger::Trigger,
};
use crate::Context;
use wirefold_report::{Event, EventType, Party, Span};

/// What each of those to whom something was done has of the sentence: up to the next of them.
struct Share {
    party: Party,
    stretch: Span,
    day: String,
}

/// An event for each recipient, where each has a day of its own, and not all the same.
pub(super) fn split(
    context: &Context<'_>,
    parties: &Parties<'_>,
    moments: &[Moment],
    triggers: &[Trigger],
    event: Event,
) -> Vec<Event> {
    let verb = |trigger: &&Trigger| trigger.verb == Some(trigger.word);
    let told = triggers.iter().find(|trigger| parties.tree.span(trigger.word) == event.trigger);
    let Some(trigger) = told.filter(verb) else { return vec![event] };
    let Some(shares) = shares(parties, moments, trigger, &event) else { return vec![event] };
    let part = |share: Share| {
        let tolls = event.kind == EventType::Assault && event.killed.or(event.injured).is_some();
        let toll =
            if tolls { counted(context, parties.tree, trigger, share.stretch) } else { Default::default() };
        Event {
            recipients: vec![share.party],
            date: Some(share.day),
            place: setting::place_within(context, parties, share.stretch, (event.kind, &share.party)),
            killed: toll.killed,
            injured: toll.injured,
            ..event.clone()
        }
    };
    shares.into_iter().map(part).collect()
}

fn shares(parties: &Parties<'_>, moments: &[Moment], trigger: &Trigger, event: &Event) -> Option<Vec<Share>> {
    let tree = parties.tree;
    let each_other = event.recipients.iter().any(|p| event.actors.iter().any(|q| same(p, q)));
    if event.recipients.len() < 2 || each_other {
        return None;
    }
    let mut struck = event.recipients.clone();
    struck.sort_by_key(|party| party.span);
    let after = |party: &Party| party.span.start >= event.trigger.end;
    let end = (trigger.word + 1..tree.len()).find(|&w| tree.is_verb(w) || tree.lemma(w) == ";");
    let end = end.map_or(tree.sentence.span.end, |w| tree.span(w).start);
    let ends = struck.iter().skip(1).map(|party| party.span.start).chain([end]);
    let share = |(party, end): (&Party, u32)| {
        let stretch = Span { start: party.span.start, end };
        let mut own = moments.iter().filter_map(|moment| moment.day_within(tree, stretch));
        let day = own.next().filter(|_| after(party) && own.next().is_none())?;
        Some(Share { party: *party, stretch, day: day.to_owned() })
    };
    let shares: Vec<Share> = struck.iter().zip(ends).map(share).collect::<Option<_>>()?;
    shares.windows(2).any(|two| two[0].day != two[1].day).then_some(shares)
}
