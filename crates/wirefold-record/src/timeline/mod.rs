//! The dated parts of a story, from the past to what lies ahead.

mod words;

use std::collections::BTreeSet;

use crate::{entity::Entities, story::Story, when::Days};
use jiff::civil::Date;
use wirefold_report::{Evidence, Span, Status, StoryEvent, TimeKind, TimelineEntry};

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
    for report in 0..story.len() {
        for (time, when) in dates(story, report) {
            let Some(days) = Days::of(&when).filter(|d| is_one_date(&when, *d)) else { continue };
            let Some(id) = story.sentence_at(Evidence { report, span: time }) else { continue };
            // Most that a report says of its own day is who spoke to it.
            let is_today = days.is_day() && today == Some(days.first) && !words::is_news(story, id, time);
            if is_today || told.contains(&story.evidence(id)) || known.contains(&days) {
                continue;
            }
            let Some(what) = words::of_date(story, id, time) else { continue };
            known.insert(days);
            let entry = TimelineEntry {
                when,
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

/// The dates of a report with the values that they tell; one that ends a stretch which another begins ("between 2016 and
/// 2019", "2016-2019") is told with that.
fn dates(story: &Story<'_>, report: usize) -> Vec<(Span, String)> {
    let annotation = story.tellings[report].annotation;
    let mut found: Vec<(Span, String)> = Vec::new();
    for time in annotation.times.iter().filter(|t| t.kind == TimeKind::Date) {
        match found.last_mut().filter(|(from, _)| is_stretch(story, report, *from, time.span)) {
            Some((from, value)) => {
                *from = from.cover(time.span);
                *value = format!("{value}/{}", time.value);
            }
            None => found.push((time.span, time.value.clone())),
        }
    }
    found
}

/// How words begin that tell of a date put elsewhere.
const MOVED: [&str; 9] =
    ["move", "moving", "postpone", "delay", "change", "changing", "reschedul", "push", "shift"];

/// Whether two dates are the ends of one stretch: "between … and …", "from … to …".
fn is_stretch(story: &Story<'_>, report: usize, from: Span, to: Span) -> bool {
    let text = &story.tellings[report].report.text;
    let before = text[..from.start as usize].split_whitespace().next_back().unwrap_or_default();
    let between = text.get(from.end as usize..to.start as usize).map(str::trim).unwrap_or_default();
    let led_by = |word: &str| before.eq_ignore_ascii_case(word);
    // "Moved from May 3 to May 10" is no stretch.
    let mut near = text[..from.start as usize].split_whitespace().rev().skip(1).take(4);
    let is_moved = near.any(|word| MOVED.iter().any(|stem| word.to_lowercase().starts_with(stem)));
    matches!(between, "-" | "–")
        || led_by("between") && between == "and"
        || led_by("from") && !is_moved && matches!(between, "to" | "until" | "through")
}

/// Whether a date is a year at most, or a stretch that is told by both its ends.
fn is_one_date(value: &str, days: Days) -> bool {
    const YEAR: i32 = 366;
    days.length() <= YEAR || value.contains('/')
}
