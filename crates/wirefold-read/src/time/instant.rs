//! The day, the zone and the instant of clock times.

use super::entry::Days;
use super::meaning::{Clock, Found, Meaning, Zone};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use wirefold_report::{Entity, EntityKind, Mention, Sentence, Span, TimeExpression};

/// Where a report's events take place, as far as clock times need it.
pub(super) struct Places<'a> {
    pub(super) text: &'a str,
    pub(super) sentences: &'a [Sentence],
    pub(super) mentions: &'a [Mention],
    pub(super) entities: &'a [Entity],
}

/// The value of a clock time: "2023-10-17T09:30", "TXX" parts left open.
pub(super) fn value(day: Option<Date>, clock: &Clock) -> String {
    let day = day.map_or("XXXX-XX-XX".to_owned(), |d| d.to_string());
    format!("{day}T{:02}:{:02}", clock.hour, clock.minute.unwrap_or(0))
}

/// The day that a report, or its entry, is written on.
pub(super) struct Reported<'a> {
    pub(super) day: Option<Date>,
    pub(super) of_entries: &'a Days,
}

/// Gives clock times the day that the sentence or the one before tells of, and
/// the instant where a zone is known.
pub(super) fn settle(
    found: &[Found],
    days: &[Option<Date>],
    reported: &Reported<'_>,
    places: &Places<'_>,
    out: &mut [TimeExpression],
) {
    let mut instants: Vec<Option<Timestamp>> = vec![None; found.len()];
    let mut on: Vec<Option<Date>> = days.to_vec();
    for i in 0..found.len() {
        let Meaning::Clock { clock, .. } = &found[i].meaning else { continue };
        let of_entry = || reported.of_entries.at(found[i].span);
        let heads = || reported.of_entries.headed_by(found[i].span);
        let told = || day_told(found, days, i, reported.of_entries, places);
        on[i] = days[i].or_else(heads).or_else(told).or_else(of_entry).or(reported.day);
        out[i].value = value(on[i], clock);
        let zone = zone(&clock.zone, found[i].span, places);
        instants[i] = on[i].zip(zone).and_then(|(day, zone)| instant(day, clock, &zone));
    }
    for i in 0..found.len().saturating_sub(1) {
        if let Some(day) = day_behind(found, days, i, places, &instants) {
            let Meaning::Clock { clock, .. } = &found[i].meaning else { continue };
            (on[i], instants[i], out[i].value) = (Some(day), instants[i + 1], value(Some(day), clock));
            continue;
        }
        pair(found, (i, i + 1), &on, places.text, &mut instants);
    }
    for (expression, instant) in out.iter_mut().zip(instants) {
        expression.utc = instant;
    }
}

/// The day nearest before or after in the sentence, else in the three sentences
/// before. "Saturday's vote" there says which vote, not when the story goes on.
fn day_told(
    found: &[Found],
    days: &[Option<Date>],
    i: usize,
    entries: &Days,
    places: &Places<'_>,
) -> Option<Date> {
    let entry = entries.part(found[i].span);
    let sentence = found[i].sentence?;
    let same = |k: usize| found[k].sentence == Some(sentence);
    let near = |k: usize| found[k].span.start.abs_diff(found[i].span.start);
    let around = (i.saturating_sub(6)..(i + 7).min(found.len()))
        .filter(|&k| k != i && same(k) && days[k].is_some())
        .min_by_key(|&k| near(k));
    if let Some(k) = around {
        return days[k];
    }
    (0..i)
        .rev()
        .take(12)
        .take_while(|&k| found[k].sentence.is_some_and(|s| s + 3 >= sentence))
        .take_while(|&k| entries.part(found[k].span) == entry)
        .filter(|&k| !places.says_which(found[k].span))
        .find_map(|k| days[k])
}

fn zone(zone: &Zone, at: Span, places: &Places<'_>) -> Option<TimeZone> {
    match zone {
        Zone::Unstated => None,
        Zone::Local => places.local(at).and_then(named),
        Zone::Named(name) => named(name),
    }
}

/// A zone by IANA name or fixed offset ("+05:30"), from the bundled database.
fn named(name: &str) -> Option<TimeZone> {
    let Some((hours, minutes)) = name.strip_prefix(['+', '-']).and_then(|n| n.split_once(':')) else {
        return TimeZone::get(name).ok();
    };
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let signed = if name.starts_with('-') { -seconds } else { seconds };
    Offset::from_seconds(signed).ok().map(TimeZone::fixed)
}

fn civil_time(day: Date, clock: &Clock) -> Option<civil::DateTime> {
    if clock.hour == 24 {
        return day.tomorrow().ok().map(|d| d.at(0, 0, 0, 0));
    }
    civil::Time::new(clock.hour, clock.minute.unwrap_or(0), 0, 0).ok().map(|time| day.to_datetime(time))
}

fn instant(day: Date, clock: &Clock, zone: &TimeZone) -> Option<Timestamp> {
    let ambiguous = zone.to_ambiguous_zoned(civil_time(day, clock)?);
    ambiguous.unambiguous().ok().map(|zoned| zoned.timestamp())
}

/// The day of a clock time behind which the same instant stands with a day of its own: "6:24 a.m. local time (6:24 p.m. ET
/// Saturday)" is of Sunday.
fn day_behind(
    found: &[Found],
    days: &[Option<Date>],
    i: usize,
    places: &Places<'_>,
    instants: &[Option<Timestamp>],
) -> Option<Date> {
    let Meaning::Clock { clock, .. } = &found[i].meaning else { return None };
    let joined = is_joined(found, i, places.text) && days[i].is_none() && days[i + 1].is_some();
    let there = instants[i + 1]?.to_zoned(zone(&clock.zone, found[i].span, places).filter(|_| joined)?);
    let same = there.hour() == clock.hour % 24 && there.minute() == clock.minute.unwrap_or(0);
    same.then(|| there.date())
}

/// Whether two times stand as two statements of one instant.
fn is_joined(found: &[Found], first: usize, text: &str) -> bool {
    let range = found[first].span.end as usize..found[first + 1].span.start as usize;
    matches!(text.get(range).unwrap_or("").trim(), "(" | "," | "/" | "or")
}

/// "7:15 p.m. (1:15 p.m. Rome time)" are two statements of one instant: what
/// one of them lacks, the other tells.
fn pair(
    found: &[Found],
    (a, b): (usize, usize),
    on: &[Option<Date>],
    text: &str,
    instants: &mut [Option<Timestamp>],
) {
    let (Meaning::Clock { clock: first, .. }, Meaning::Clock { clock: second, .. }) =
        (&found[a].meaning, &found[b].meaning)
    else {
        return;
    };
    let Some(day) = on[a].filter(|_| is_joined(found, a, text)) else { return };
    match (instants[a], &second.zone) {
        (Some(known), Zone::Named(_)) if first.zone != Zone::Unstated => {
            instants[b] = shifted_day(day, second).into_iter().find(|t| *t == known).or(instants[b]);
            if instants[b] == Some(known) {
                return;
            }
        }
        _ => {}
    }
    if instants[a].is_none() {
        instants[a] = shifted_day(day, second).into_iter().find(|t| plausible(day, first, *t));
        instants[b] = instants[a].or(instants[b]);
    }
}

/// The second clock's instants on the day before, the day itself, the day after:
/// the nearest first.
fn shifted_day(day: Date, clock: &Clock) -> Vec<Timestamp> {
    let Zone::Named(name) = &clock.zone else { return Vec::new() };
    let Some(zone) = named(name) else { return Vec::new() };
    let days = [Some(day), day.yesterday().ok(), day.tomorrow().ok()];
    days.into_iter().flatten().filter_map(|day| instant(day, clock, &zone)).collect()
}

/// Whether some zone of the earth (UTC−12 to UTC+14, in quarter hours) shows
/// that clock at that instant.
fn plausible(day: Date, clock: &Clock, instant: Timestamp) -> bool {
    let Some(local) = civil_time(day, clock) else { return false };
    let Ok(as_utc) = TimeZone::UTC.to_zoned(local) else { return false };
    let seconds = as_utc.timestamp().as_second() - instant.as_second();
    (-12 * 3600..=14 * 3600).contains(&seconds) && seconds % 900 == 0
}

impl Places<'_> {
    /// Whether an expression only tells a thing from others ("Saturday's vote").
    fn says_which(&self, at: Span) -> bool {
        self.text
            .get(at.end as usize..)
            .is_some_and(|rest| rest.starts_with("'s ") || rest.starts_with("’s "))
    }

    /// The zone of the place where the sentence at `at` plays.
    fn local(&self, at: Span) -> Option<&'static str> {
        let index = self.sentences.partition_point(|s| s.span.end <= at.start);
        let sentence = self.sentences.get(index).filter(|s| s.span.overlaps(at))?;
        capital_told(sentence.span.of(self.text)).or_else(|| self.zone_in(sentence.span)).or_else(|| {
            (index.saturating_sub(3)..index).rev().find_map(|k| self.zone_in(self.sentences[k].span))
        })
    }

    /// The zone of the first place in a sentence that something happens at: a
    /// city, else a country with one zone; after "in", "at", "to" first.
    fn zone_in(&self, within: Span) -> Option<&'static str> {
        let here: Vec<&Mention> =
            self.mentions.iter().filter(|m| within.contains(m.span) && self.is_place(m)).collect();
        let (located, other): (Vec<&Mention>, Vec<&Mention>) =
            here.into_iter().partition(|m| self.is_located(m.span));
        let zone = |m: &&Mention| self.zone_of(m);
        located.iter().find_map(zone).or_else(|| other.iter().find_map(zone))
    }

    fn is_place(&self, mention: &Mention) -> bool {
        mention.kind == EntityKind::Place
            || self.entities.get(mention.entity.0).is_some_and(|e| e.kind == EntityKind::Place)
    }

    /// Whether a preposition of place stands right before.
    fn is_located(&self, span: Span) -> bool {
        let before = self.text[..span.start as usize].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        matches!(
            word.to_lowercase().as_str(),
            "in" | "at" | "near" | "to" | "outside" | "from" | "into" | "around"
        )
    }

    fn zone_of(&self, mention: &Mention) -> Option<&'static str> {
        let name = mention.span.of(self.text);
        wirefold_gazetteer::country_named(name).map_or_else(
            || wirefold_gazetteer::zone_of_city(name),
            |country| wirefold_gazetteer::zone_of_country(country.code).filter(|z| z.only).map(|z| z.name),
        )
    }
}

/// "the Chinese capital": the zone of the capital that a sentence speaks of.
fn capital_told(sentence: &str) -> Option<&'static str> {
    let words: Vec<&str> =
        sentence.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphabetic())).collect();
    words.windows(2).find_map(|pair| {
        let country = wirefold_gazetteer::country_of_demonym(pair[0]).filter(|_| pair[1] == "capital")?;
        wirefold_gazetteer::zone_of_country(country.code).map(|zone| zone.name)
    })
}
