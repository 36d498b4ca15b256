//! The fullest telling of an event, with what the others add.

use std::collections::BTreeSet;

use super::Told;
use crate::{entity::Entities, story::Story, when::Days};
use wirefold_report::{Event, Evidence, Party, StoryEvent};

pub(crate) fn of(story: &Story<'_>, entities: &Entities, tellings: &[Told<'_>]) -> StoryEvent {
    let fullest = fullest(tellings);
    let (report, event) = (fullest.report, completed(fullest.event, tellings));
    let reports: BTreeSet<usize> = tellings.iter().map(|t| t.report).collect();
    let evidence: BTreeSet<Evidence> =
        tellings.iter().filter_map(|t| t.sentence).map(|s| story.evidence(s)).collect();
    let said_by = std::iter::once(fullest).chain(tellings);
    StoryEvent {
        actors: parties(entities, fullest, tellings, |e| &e.actors),
        recipients: parties(entities, fullest, tellings, |e| &e.recipients),
        according_to: said_by
            .filter_map(|t| t.event.according_to.and_then(|id| entities.of(t.report, id)))
            .next(),
        origins: story.origins(reports.iter().copied()),
        reports: reports.into_iter().collect(),
        evidence: evidence.into_iter().collect(),
        differs: Vec::new(),
        event,
        report,
    }
}

/// The telling that leaves least open; of several the surest, then the first.
fn fullest<'t, 'a>(tellings: &'t [Told<'a>]) -> &'t Told<'a> {
    let said = |t: &Told<'_>| {
        let e = t.event;
        let named = |parties: &[Party]| parties.iter().any(|p| p.entity.is_some());
        [!e.actors.is_empty(), !e.recipients.is_empty(), named(&e.actors), named(&e.recipients)]
            .into_iter()
            .chain([e.date.is_some(), e.place.is_some(), e.mode.is_some()])
            .chain([e.killed.is_some(), e.injured.is_some(), e.according_to.is_some()])
            .filter(|known| *known)
            .count()
    };
    let rank = |t: &Told<'_>| (said(t), t.event.confidence);
    let mut best = &tellings[0];
    for telling in &tellings[1..] {
        let (a, b) = (rank(telling), rank(best));
        if a.0 > b.0 || (a.0 == b.0 && a.1 > b.1) {
            best = telling;
        }
    }
    best
}

/// What needs no span of its own may come from another telling.
fn completed(event: &Event, tellings: &[Told<'_>]) -> Event {
    let others = || tellings.iter().map(|t| t.event).filter(|e| e.kind == event.kind);
    let mut full = event.clone();
    full.mode = full.mode.or_else(|| others().find_map(|e| e.mode.clone()));
    full.killed = full.killed.or_else(|| others().find_map(|e| e.killed));
    full.injured = full.injured.or_else(|| others().find_map(|e| e.injured));
    full.date = narrowest(tellings).or(full.date);
    let contexts: BTreeSet<String> = others().flat_map(|e| e.contexts.iter().cloned()).collect();
    full.contexts = contexts.into_iter().collect();
    full
}

/// The date that says most.
fn narrowest(tellings: &[Told<'_>]) -> Option<String> {
    let dated = tellings.iter().filter_map(|t| Some((t.days?, t.event.date.clone()?)));
    dated.min_by_key(|(days, _): &(Days, String)| days.length()).map(|(_, date)| date)
}

type Parties = Vec<(Option<usize>, Evidence)>;

fn parties(
    entities: &Entities,
    fullest: &Told<'_>,
    tellings: &[Told<'_>],
    side: impl Fn(&Event) -> &Vec<Party>,
) -> Parties {
    let told_by = std::iter::once(fullest).chain(tellings).find(|t| !side(t.event).is_empty());
    let Some(told) = told_by else { return Vec::new() };
    let shown = |p: &Party| {
        let entity = p.entity.and_then(|id| entities.of(told.report, id));
        (entity, Evidence { report: told.report, span: p.span })
    };
    side(told.event).iter().map(shown).collect()
}
