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
        for other in rest.iter().filter(|o| o.0.report != first.0.report) {
            if are_apart(known, first, other) && is_held_once(known, event, first.0, other.0) {
                found.push(difference(known, first.0, other.0));
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

type Told<'a> = (Evidence, &'a Place);

fn places<'a>(known: &Known<'_, 'a>, event: &StoryEvent) -> Vec<Told<'a>> {
    let mut places: Vec<Told<'a>> = Vec::new();
    for evidence in &event.evidence {
        let Some(SentenceId { report, sentence }) = known.story.sentence_at(*evidence) else { continue };
        let told = &known.story.tellings[report].annotation.events;
        let own = told.iter().filter(|e| e.sentence == sentence && e.kind == event.event.kind);
        let mut stated =
            own.filter_map(|e| e.place.as_ref().filter(|place| !is_party(known, report, e, place)));
        let first = stated.find(|place| !is_of_clock(known, report, place));
        places.extend(first.map(|place| (Evidence { report, span: place.span }, place)));
    }
    places
}

/// Whether a place is but the land that did it or to which it was done: "fired rockets at *Chad*".
fn is_party(known: &Known<'_, '_>, report: usize, event: &Event, place: &Place) -> bool {
    let land = is_wide(known, &(Evidence { report, span: place.span }, place));
    land && event.actors.iter().chain(&event.recipients).any(|party| party.span.overlaps(place.span))
}

/// Whether a place says only whose clock a time is told by: "9 a.m. in Paris".
fn is_of_clock(known: &Known<'_, '_>, report: usize, place: &Place) -> bool {
    const CLOSE: u32 = 4;
    let times = &known.story.tellings[report].annotation.times;
    let beside = |time: &TimeExpression| {
        time.span.overlaps(place.span)
            || (time.span.end <= place.span.start && place.span.start - time.span.end <= CLOSE)
    };
    times.iter().any(|time| time.kind == TimeKind::Time && beside(time))
}

fn are_apart(known: &Known<'_, '_>, one: &Told<'_>, other: &Told<'_>) -> bool {
    if fold(known.story.text(one.0)) == fold(known.story.text(other.0)) {
        return false;
    }
    match (&one.1.country, &other.1.country) {
        (Some(a), Some(b)) if a != b => true,
        (Some(_), Some(_)) => {
            kilometres(one.1, other.1).is_some_and(|km| km > NEAR_KM)
                && !is_wide(known, one)
                && !is_wide(known, other)
        }
        _ => false,
    }
}

/// Whether a place is its whole country.
fn is_wide(known: &Known<'_, '_>, place: &Told<'_>) -> bool {
    wirefold_gazetteer::country_named(known.story.text(place.0)).is_some()
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
