//! The dated parts of a story, from the past to what lies ahead.

mod words;

use std::collections::BTreeSet;

use crate::{entity::Entities, story::Story, when::Days};
use jiff::civil::Date;
use wirefold_report::{Evidence, Status, StoryEvent, TimeKind, TimelineEntry};

/// Dates that only sentences without an event name, at most.
const MOST_BACKGROUND: usize = 24;

/// Every dated event, and the dates that sentences without one name.
pub(crate) fn of(
    story: &Story<'_>,
    events: &[StoryEvent],
    entities: &Entities,
    today: Option<Date>,
) -> Vec<TimelineEntry> {
    let mut entries: Vec<(Days, TimelineEntry)> = events
        .iter()
        .enumerate()
        .filter(|(_, e)| e.event.status != Status::Denied && e.event.status != Status::Hypothetical)
        .filter_map(|(i, event)| dated_event(story, entities, i, event, today))
        .collect();
    entries.extend(background(story, events, &entries, today));
    entries.sort_by(|(a, x), (b, y)| {
        (x.ahead, a.first, a.last, x.event, x.evidence.first()).cmp(&(
            y.ahead,
            b.first,
            b.last,
            y.event,
            y.evidence.first(),
        ))
    });
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn dated_event(
    story: &Story<'_>,
    entities: &Entities,
    index: usize,
    event: &StoryEvent,
    today: Option<Date>,
) -> Option<(Days, TimelineEntry)> {
    let when = event.event.date.clone()?;
    let days = Days::of(&when)?;
    let entry = TimelineEntry {
        when,
        what: words::of_event(story, entities, event),
        event: Some(index),
        ahead: event.event.status == Status::Future && today.is_none_or(|t| days.last >= t),
        evidence: event.evidence.clone(),
    };
    Some((days, entry))
}

/// Days and months that are told of, but not as the date of an event. Each is
/// told once, in the words of the report that tells it first.
fn background(
    story: &Story<'_>,
    events: &[StoryEvent],
    dated: &[(Days, TimelineEntry)],
    today: Option<Date>,
) -> Vec<(Days, TimelineEntry)> {
    let in_it = |entry: &TimelineEntry| entry.event.map_or(&[][..], |e| &events[e].evidence[..]).to_vec();
    let told: BTreeSet<Evidence> = dated.iter().flat_map(|(_, entry)| in_it(entry)).collect();
    let mut known: BTreeSet<Days> = dated.iter().map(|(days, _)| *days).collect();
    let mut found = Vec::new();
    for (report, telling) in story.tellings.iter().enumerate() {
        for time in telling.annotation.times.iter().filter(|t| t.kind == TimeKind::Date) {
            let Some(days) = Days::of(&time.value).filter(|d| d.length() <= 366) else { continue };
            let Some(id) = story.sentence_at(Evidence { report, span: time.span }) else { continue };
            let is_today = days.is_day() && today == Some(days.first);
            if is_today || told.contains(&story.evidence(id)) || known.contains(&days) {
                continue;
            }
            let Some(what) = words::of_date(story, id, time.span) else { continue };
            known.insert(days);
            let entry = TimelineEntry {
                when: time.value.clone(),
                what,
                event: None,
                ahead: today.is_some_and(|t| days.first > t),
                evidence: vec![story.evidence(id)],
            };
            found.push((days, entry));
        }
    }
    found.truncate(MOST_BACKGROUND);
    found
}
