//! Another place of the same event.

use super::{Known, two};
use crate::story::SentenceId;
use wirefold_report::{
    Difference, DifferenceKind, DifferenceStatus, Event, EventType, Evidence, Place, StoryEvent,
    TimeExpression, TimeKind,
};
use wirefold_text::normal::fold;

/// Places of one country nearer than this are one place named more or less
/// narrowly.
const NEAR_KM: f64 = 60.0;

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    for event in known.events.iter().filter(|e| e.reports.len() > 1) {
        let places = places(known, event);
        let Some((first, rest)) = places.split_first() else { continue };
        for other in rest.iter().filter(|o| o.report() != first.report()) {
            let alike = first.is_party == other.is_party && are_apart(known, first, other);
            if alike && is_held_once(known, event, first.evidence, other.evidence) {
                found.push(difference(known, first.evidence, other.evidence));
            }
        }
    }
}

/// Whether an event is one that the same parties seldom have twice, or its sentences say the same: two leaders meet here and
/// there.
fn is_held_once(known: &Known<'_, '_>, event: &StoryEvent, one: Evidence, other: Evidence) -> bool {
    let meets = matches!(event.event.kind, EventType::Agree | EventType::Consult | EventType::Cooperate);
    let sentences = known.story.sentence_at(one).zip(known.story.sentence_at(other));
    !meets || sentences.is_some_and(|(one, other)| known.links.aligned(one, other))
}

/// A place as one report tells it.
struct Told<'a> {
    evidence: Evidence,
    place: &'a Place,
    /// Whether it is what it was aimed at, or who did it: "shelled *Homs*", and not "fired from *Homs*".
    is_party: bool,
}

impl<'a> Told<'a> {
    fn of(event: &'a Event, report: usize) -> Option<Self> {
        let place = event.place.as_ref()?;
        let is_party = event.actors.iter().chain(&event.recipients).any(|p| p.span.overlaps(place.span));
        Some(Self { evidence: Evidence { report, span: place.span }, place, is_party })
    }

    fn report(&self) -> usize {
        self.evidence.report
    }
}

fn places<'a>(known: &Known<'_, 'a>, event: &StoryEvent) -> Vec<Told<'a>> {
    let mut places: Vec<Told<'a>> = Vec::new();
    for evidence in &event.evidence {
        let Some(SentenceId { report, sentence }) = known.story.sentence_at(*evidence) else { continue };
        let told = &known.story.tellings[report].annotation.events;
        let own = told.iter().filter(|e| e.sentence == sentence && e.kind == event.event.kind);
        let stated = own.filter_map(|event| Told::of(event, report));
        let is_vague = |t: &Told<'_>| is_of_clock(known, t) || t.is_party && is_wide(known, t);
        places.extend(stated.filter(|t| !is_vague(t)).take(1));
    }
    places
}

/// Whether a place says only whose clock a time is told by: "9 a.m. in Paris".
fn is_of_clock(known: &Known<'_, '_>, told: &Told<'_>) -> bool {
    const CLOSE: u32 = 4;
    let (times, span) = (&known.story.tellings[told.report()].annotation.times, told.place.span);
    let beside = |time: &TimeExpression| {
        time.span.overlaps(span) || (time.span.end <= span.start && span.start - time.span.end <= CLOSE)
    };
    times.iter().any(|time| time.kind == TimeKind::Time && beside(time))
}

fn are_apart(known: &Known<'_, '_>, one: &Told<'_>, other: &Told<'_>) -> bool {
    if fold(known.story.text(one.evidence)) == fold(known.story.text(other.evidence)) {
        return false;
    }
    match (&one.place.country, &other.place.country) {
        (Some(a), Some(b)) if a != b => true,
        (Some(_), Some(_)) => {
            kilometres(one.place, other.place).is_some_and(|km| km > NEAR_KM)
                && !is_wide(known, one)
                && !is_wide(known, other)
        }
        _ => false,
    }
}

/// Whether a place is its whole country.
fn is_wide(known: &Known<'_, '_>, place: &Told<'_>) -> bool {
    wirefold_gazetteer::country_named(known.story.text(place.evidence)).is_some()
}

/// Great-circle distance (haversine).
fn kilometres(one: &Place, other: &Place) -> Option<f64> {
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let ((lat_a, long_a), (lat_b, long_b)) = (one.whereabouts.position()?, other.whereabouts.position()?);
    let (lat_a, lat_b) = (lat_a.to_radians(), lat_b.to_radians());
    let across = (long_b - long_a).to_radians() / 2.0;
    let up = (lat_b - lat_a) / 2.0;
    let h = up.sin().powi(2) + lat_a.cos() * lat_b.cos() * across.sin().powi(2);
    Some(2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin())
}

fn difference(known: &Known<'_, '_>, one: Evidence, other: Evidence) -> Difference {
    let (a, b) = (known.story.text(one), known.story.text(other));
    let explanation = format!("The reports place it differently: {a} and {b}.");
    let items = [(one, a.to_owned()), (other, b.to_owned())];
    two(DifferenceKind::Place, DifferenceStatus::Conflict, items, explanation)
}
