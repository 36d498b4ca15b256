//! The fullest telling of an event, with what the others add.

use std::collections::BTreeSet;

use super::Told;
use crate::{entity::Entities, story::Story, when::Days};
use wirefold_report::{EntityKind, Event, Evidence, Mention, Party, Place, Span, StoryEvent, StoryParty};

pub(crate) fn of(story: &Story<'_>, entities: &Entities, tellings: &[Told<'_>]) -> StoryEvent {
    let fullest = fullest(tellings);
    let (report, event) = (fullest.report, completed(fullest, tellings));
    let reports: BTreeSet<usize> = tellings.iter().map(|t| t.report).collect();
    let evidence: BTreeSet<Evidence> =
        tellings.iter().filter_map(|t| t.sentence).map(|s| story.evidence(s)).collect();
    let said_by = std::iter::once(fullest).chain(tellings);
    StoryEvent {
        actors: parties(story, entities, fullest, tellings, |e| &e.actors),
        recipients: parties(story, entities, fullest, tellings, |e| &e.recipients),
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
            .chain([t.date.is_some(), e.place.is_some(), e.mode.is_some()])
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
fn completed(fullest: &Told<'_>, tellings: &[Told<'_>]) -> Event {
    let (report, event) = (fullest.report, fullest.event);
    let others = || tellings.iter().map(|t| t.event).filter(|e| e.kind == event.kind);
    let mut full = event.clone();
    full.mode = full.mode.or_else(|| commonest(others().filter_map(|e| e.mode.clone())));
    full.killed = full.killed.or_else(|| commonest(others().filter_map(|e| e.killed)));
    full.injured = full.injured.or_else(|| commonest(others().filter_map(|e| e.injured)));
    full.date = narrowest(tellings).or(full.date);
    full.place = full.place.or_else(|| place_told_by(report, tellings));
    full.confidence = others().map(|e| e.confidence).fold(full.confidence, f64::max);
    let contexts: BTreeSet<String> = others().flat_map(|e| e.contexts.iter().cloned()).collect();
    full.contexts = contexts.into_iter().collect();
    full
}

/// What most tellings say; of several the first.
fn commonest<T: PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counted.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counted.push((value, 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max()?;
    counted.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

/// The date that says most; of several that say as much, the commonest.
fn narrowest(tellings: &[Told<'_>]) -> Option<String> {
    let dated = || tellings.iter().filter_map(|t| Some((t.days?, t.date?)));
    let least = dated().map(|(days, _): (Days, &str)| days.length()).min()?;
    commonest(dated().filter(|(days, _)| days.length() == least).map(|(_, date)| date.to_owned()))
}

/// A place is a span of the report that the event is shown by.
fn place_told_by(report: usize, tellings: &[Told<'_>]) -> Option<Place> {
    tellings.iter().filter(|t| t.report == report).find_map(|t| t.event.place.clone())
}

/// Whether some mention, of those in order, is just that stretch.
fn is_mention(mentions: &[Mention], span: Span) -> bool {
    let from = mentions.partition_point(|m| m.span.start < span.start);
    mentions[from..].iter().take_while(|m| m.span.start == span.start).any(|m| m.span == span)
}

/// Whether a party belongs to an entity rather than being it ("Turkish police", "the bank's envoy"): it is called by its
/// own words then.
pub(super) fn belongs(story: &Story<'_>, entities: &Entities, report: usize, party: Party) -> bool {
    let entity = party.entity.and_then(|id| entities.of(report, id));
    let mentions = &story.tellings[report].annotation.mentions;
    entity.is_some_and(|e| entities.all[e].kind != EntityKind::Person) && !is_mention(mentions, party.span)
}

fn parties(
    story: &Story<'_>,
    entities: &Entities,
    fullest: &Told<'_>,
    tellings: &[Told<'_>],
    side: impl Fn(&Event) -> &Vec<Party>,
) -> Vec<StoryParty> {
    let told_by = std::iter::once(fullest).chain(tellings).find(|t| !side(t.event).is_empty());
    let Some(told) = told_by else { return Vec::new() };
    let shown = |p: &Party| StoryParty {
        entity: p.entity.and_then(|id| entities.of(told.report, id)),
        belongs: belongs(story, entities, told.report, *p),
        sector: p.sector,
        evidence: Evidence { report: told.report, span: p.span },
    };
    let mut all: Vec<StoryParty> = Vec::new();
    for party in side(told.event).iter().map(shown) {
        let is_known = |known: &StoryParty| {
            let one = known.entity == party.entity && !known.belongs && !party.belongs;
            let same_words = known.evidence == party.evidence && known.entity == party.entity;
            same_words || party.entity.is_some() && one
        };
        if !all.iter().any(is_known) {
            all.push(party);
        }
    }
    all
}
