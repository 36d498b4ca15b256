//! Reports that are stamped with the day before their own.
//!
//! A feed stamps in UTC what was written where the next day had begun, and a page keeps the day on which it was first
//! put out while its text goes on. Without the next day, "on Wednesday" of a report stamped on Tuesday would be the
//! Wednesday of the week before.

use super::{Direction, TOP, direction, opens};
use crate::time::{Found, From, Lead, Meaning, Stated, Tense, Unit, Year};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use wirefold_report::{Published, Span};

/// The day after the one that a report is stamped with, where its text shows that it was written then, and the words
/// that show it: the day of its dateline, the place of its dateline, where that day had begun, or its first weekday.
pub(super) fn next_day(text: &str, published: &Published, found: &[Found]) -> Option<(Date, Span)> {
    let next = published.date.tomorrow().ok()?;
    let span = day_of_dateline(text, found, next)
        .or_else(|| begun_there(text, published, next))
        .or_else(|| first_weekday(text, published, found, next))?;
    Some((next, span))
}

/// "OSLO, Dec 4 (Reuters) - ".
fn day_of_dateline(text: &str, found: &[Found], next: Date) -> Option<Span> {
    let first = found.first().filter(|f| f.span.start < TOP)?;
    let Meaning::Stated(Stated { year, month, day, .. }) = &first.meaning else { return None };
    let same_year = match year {
        Some(Year::Is(year)) => *year == i32::from(next.year()),
        Some(_) => false,
        None => true,
    };
    let is_next = same_year && *month == Some(next.month()) && *day == Some(next.day());
    let start = text[..first.span.start as usize].rfind('\n').map_or(0, |i| i + 1);
    let end = text[first.span.end as usize..].find('\n').map_or(text.len(), |i| first.span.end as usize + i);
    (is_next && opens(text, start, first.span, end)).then_some(first.span)
}

/// "TOKYO (AP) —", where it was that day already when the report was put out.
fn begun_there(text: &str, published: &Published, next: Date) -> Option<Span> {
    let instant = published.instant?;
    let (place, zone) = place_of_dateline(text)?;
    let zone = TimeZone::get(zone).ok()?;
    (zone.to_datetime(instant).date() == next).then_some(place)
}

/// The place before a dateline's agency or dash, with its time zone. One whose country is not the one beside it ("SYDNEY,
/// Nova Scotia") is not known.
fn place_of_dateline(text: &str) -> Option<(Span, &'static str)> {
    const LONGEST: usize = 60;
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next()?;
    let end = [" (", " —", " –", " - "].iter().filter_map(|mark| line.find(mark)).min()?;
    let (before, behind) = line.split_at_checked(end).filter(|_| end <= LONGEST)?;
    let (name, country) =
        before.split_once(',').map_or((before, None), |(name, rest)| (name, Some(rest.trim())));
    let by_agency = behind.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    let is_dash = |rest: &str| rest.trim_start().starts_with(['—', '–', '-']);
    let is_shouted = name.len() > 2 && !name.contains(char::is_lowercase);
    let is_dateline = by_agency.map_or(is_shouted && is_dash(behind), |(_, rest)| is_dash(rest));
    let mut cities = wirefold_gazetteer::cities(name).iter();
    let city = match country {
        None => cities.next(),
        Some(beside) => {
            let country = wirefold_gazetteer::country_named(beside)?;
            cities.find(|city| city.country.code == country.code)
        }
    };
    city.filter(|_| is_dateline).map(|city| (Span::new(start, start + name.len()), city.zone))
}

/// The report's first weekday, told as past near its beginning: hardly a day of the week before, which would be called
/// last Wednesday.
fn first_weekday(text: &str, published: &Published, found: &[Found], next: Date) -> Option<Span> {
    const LEAD: usize = 3;
    // Nowhere is it later than 14 hours before UTC.
    let begun = |instant: Timestamp| {
        (instant + SignedDuration::from_hours(14)).to_zoned(TimeZone::UTC).date() >= next
    };
    if !published.instant.is_none_or(begun) {
        return None;
    }
    let weekday = next.weekday().to_monday_one_offset();
    let plain = |f: &&Found| match f.meaning {
        Meaning::Weekday { day, step: None, week: None, from: From::Report, .. } => day == weekday,
        _ => false,
    };
    let is_weekday = |f: &&Found| matches!(f.meaning, Meaning::Weekday { .. });
    let first = found.iter().find(|f| f.sentence.is_some() && is_weekday(f)).filter(plain)?;
    let told =
        first.tense == Tense::Past && first.lead == Lead::Other && first.sentence.is_some_and(|s| s < LEAD);
    // "Arrested on Wednesday, he died on Monday": the days of a week that is over.
    let other = |f: &&Found| is_weekday(f) && !plain(f) && f.tense == Tense::Past;
    let is_of_last_week = found.iter().any(|f| other(&f));
    let is_ahead = found.iter().filter(plain).any(|f| direction(f) == Direction::Ahead);
    // "On a Friday before the holidays" is any.
    let is_any = text[..first.span.start as usize].ends_with(" a ");
    // "Yesterday" and "tomorrow" count from the day that the stamp names.
    let counts = |f: &Found| matches!(f.meaning, Meaning::Step { unit: Unit::Day, by, from: From::Report, .. } if by != 0);
    (told && !is_any && !is_ahead && !is_of_last_week && !found.iter().any(counts)).then_some(first.span)
}
