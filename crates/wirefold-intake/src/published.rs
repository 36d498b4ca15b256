//! Dates of publication, in the spellings that feeds, pages and databases use.

use jiff::civil::{Date, Time, Weekday};
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};
use std::fmt::{self, Display, Formatter};
use wirefold_report::Published;
use wirefold_text::calendar::{MONTHS, WEEKDAYS};

/// Reads a date of publication; `None` if it is not certain which day is meant.
///
/// Understood are ISO 8601 (extended and compact, with or without time and zone),
/// RFC 2822, seconds or milliseconds since 1970, `YYYYMMDD[HHMMSS]` (GDELT, WARC),
/// `YYYY/MM/DD`, and dates with the month as a word ("Tuesday, 17 October 2023",
/// "Oct. 17, 2023 9:30 a.m. EDT"). `03/04/2023` is left unread: half the world
/// means March.
///
/// ```
/// let published = wirefold_intake::parse_published("Tue, 17 Oct 2023 23:30:00 -0400").unwrap();
/// assert_eq!(published.date.to_string(), "2023-10-17");
/// assert_eq!(published.instant.unwrap().to_string(), "2023-10-18T03:30:00Z");
/// assert_eq!(published.source, "2023-10-17T23:30:00-04:00");
/// ```
#[must_use]
pub fn parse_published(source: &str) -> Option<Published> {
    let text = source.trim();
    if text.len() > 100 {
        return None;
    }
    let read = digits_only(text)
        .or_else(|| iso(text))
        .or_else(|| rfc(text))
        .or_else(|| spelled(text))
        .filter(|read| (1000..=9000).contains(&read.date.year()))?;
    let stated = if is_iso(text) { text.to_owned() } else { read.to_string() };
    Some(Published { date: read.date, instant: read.instant(), source: stated })
}

/// A day as its source states it, with the time and its distance from UTC where it does.
struct Reading {
    date: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

impl Reading {
    fn day(date: Date) -> Self {
        Self { date, time: None, offset: None }
    }

    fn instant(&self) -> Option<Timestamp> {
        self.offset?.to_timestamp(self.date.to_datetime(self.time?)).ok()
    }
}

/// ISO 8601.
impl Display for Reading {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let Some(time) = self.time else { return write!(to, "{}", self.date) };
        write!(to, "{}T{time}", self.date)?;
        match self.offset {
            None => Ok(()),
            Some(Offset::UTC) => to.write_str("Z"),
            Some(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(to, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

/// Whether a date is spelled in the extended form of ISO 8601 already.
fn is_iso(text: &str) -> bool {
    let day = text.get(..10).is_some_and(|day| day.parse::<Date>().is_ok());
    day && (text.len() == 10 || text[10..].starts_with('T')) && !text.contains(char::is_whitespace)
}

fn iso(text: &str) -> Option<Reading> {
    let slashes =
        text.get(..10).filter(|head| head.as_bytes()[4] == b'/').map(|_| text.replacen('/', "-", 2));
    let text = slashes.as_deref().unwrap_or(text);
    let stripped =
        text.strip_suffix(" UTC").or_else(|| text.strip_suffix(" GMT")).map(|head| format!("{head}Z"));
    // "2023-10-17 09:30:00 +0200": the space before the zone is not ISO.
    let joined = stripped.unwrap_or_else(|| text.replacen(" +", "+", 1).replacen(" -", "-", 1));
    let pieces = temporal::DateTimeParser::new().parse_pieces(&joined).ok()?;
    Some(Reading { date: pieces.date(), time: pieces.time(), offset: pieces.to_numeric_offset() })
}

fn rfc(text: &str) -> Option<Reading> {
    let zoned: Zoned = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text).ok()?;
    Some(Reading { date: zoned.date(), time: Some(zoned.time()), offset: Some(zoned.offset()) })
}

/// `20231017`, `20231017013000`, or the seconds or milliseconds of the Unix clock.
fn digits_only(text: &str) -> Option<Reading> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        8 => Some(Reading::day(civil(text)?)),
        14 => {
            let part = |from: usize| text[from..from + 2].parse::<i8>().ok();
            let time = Time::new(part(8)?, part(10)?, part(12)?, 0).ok()?;
            Some(Reading { date: civil(&text[..8])?, time: Some(time), offset: Some(Offset::UTC) })
        }
        9 | 10 => Some(clock(Timestamp::from_second(text.parse().ok()?).ok()?)),
        12 | 13 => Some(clock(Timestamp::from_millisecond(text.parse().ok()?).ok()?)),
        _ => None,
    }
}

fn clock(instant: Timestamp) -> Reading {
    let at = Offset::UTC.to_datetime(instant);
    Reading { date: at.date(), time: Some(at.time()), offset: Some(Offset::UTC) }
}

fn civil(digits: &str) -> Option<Date> {
    let month = digits[4..6].parse().ok()?;
    Date::new(digits[..4].parse().ok()?, month, digits[6..8].parse().ok()?).ok()
}

/// A date with its month as a word, and what stands around it.
#[derive(Default)]
struct Words {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<Time>,
    afternoon: Option<bool>,
    offset: Option<Offset>,
    weekday: Option<Weekday>,
}

fn spelled(text: &str) -> Option<Reading> {
    let mut found = Words::default();
    let plain = text.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    for word in plain.split(|c: char| c.is_whitespace() || ",;|()–—".contains(c)).filter(|w| !w.is_empty())
    {
        found.take(word.trim_end_matches('.'))?;
    }
    let date = Date::new(found.year?, found.month?, found.day?).ok()?;
    if found.weekday.is_some_and(|day| day != date.weekday()) {
        return None;
    }
    Some(Reading { date, time: found.time(), offset: found.offset })
}

impl Words {
    /// Puts one word in its place; `None` if it has none, or if the place is taken.
    fn take(&mut self, word: &str) -> Option<()> {
        if let Some(month) = month(word) {
            return put(&mut self.month, month);
        }
        if let Some(day) = weekday(word) {
            return put(&mut self.weekday, day);
        }
        if let Some(offset) = zone(word) {
            return put(&mut self.offset, offset);
        }
        if word.contains(':') {
            return self.take_time(word);
        }
        match word {
            "am" | "pm" => put(&mut self.afternoon, word == "pm"),
            "on" | "at" | "of" | "the" | "published" | "updated" | "posted" | "hrs" | "h" => Some(()),
            _ => self.take_number(word),
        }
    }

    fn take_number(&mut self, word: &str) -> Option<()> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if !matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th") {
            return None;
        }
        match digits.len() {
            1 | 2 => put(&mut self.day, digits.parse().ok()?),
            4 => put(&mut self.year, digits.parse().ok()?),
            _ => None,
        }
    }

    fn take_time(&mut self, word: &str) -> Option<()> {
        let digits = word.trim_end_matches("am").trim_end_matches("pm");
        if digits.len() < word.len() {
            put(&mut self.afternoon, word.ends_with("pm"))?;
        }
        let mut parts = digits.split(':').map(|part| part.parse::<i8>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        put(&mut self.time, Time::new(hour, minute, second, 0).ok()?)
    }

    fn time(&self) -> Option<Time> {
        let time = self.time?;
        let hour = match (self.afternoon, time.hour()) {
            (None, hour) => hour,
            (Some(pm), 12) => 12 * i8::from(pm),
            (Some(pm), hour) => hour + 12 * i8::from(pm),
        };
        Time::new(hour, time.minute(), time.second(), 0).ok()
    }
}

fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.is_none().then(|| *place = Some(value))
}

fn month(word: &str) -> Option<i8> {
    abbreviated(&MONTHS, word).and_then(|at| i8::try_from(at + 1).ok())
}

fn weekday(word: &str) -> Option<Weekday> {
    abbreviated(&WEEKDAYS, word)
        .and_then(|at| Weekday::from_monday_one_offset(i8::try_from(at + 1).ok()?).ok())
}

/// The name that the word is, or abbreviates to three or four letters.
fn abbreviated(names: &[&str], word: &str) -> Option<usize> {
    let short = (3..=4).contains(&word.len());
    names.iter().position(|name| *name == word || (short && name.starts_with(word)))
}

/// Zones that are written as letters: those of RFC 2822, and European ones whose
/// letters mean one offset only.
fn zone(word: &str) -> Option<Offset> {
    const ZONES: [(&str, i8); 15] = [
        ("z", 0),
        ("utc", 0),
        ("gmt", 0),
        ("est", -5),
        ("edt", -4),
        ("cst", -6),
        ("cdt", -5),
        ("mst", -7),
        ("mdt", -6),
        ("pst", -8),
        ("pdt", -7),
        ("cet", 1),
        ("cest", 2),
        ("eet", 2),
        ("eest", 3),
    ];
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == word) {
        return Some(Offset::constant(*hours));
    }
    let number = word.strip_prefix("gmt").or_else(|| word.strip_prefix("utc")).unwrap_or(word);
    let sign = match number.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = number[1..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(digits.len().min(2))?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().unwrap_or(0) * 60;
    Offset::from_seconds(sign * seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::parse_published;

    #[test]
    fn spellings() {
        for case in include_str!("../tests/cases/published.tsv").lines().filter(|l| !l.starts_with('#')) {
            let mut fields = case.split('\t');
            let (source, date, instant) =
                (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap());
            let found = parse_published(source);
            let shown = found.as_ref().map_or("-".to_owned(), |p| p.date.to_string());
            assert_eq!(shown, date, "day of {source:?}");
            let at = found.as_ref().and_then(|p| p.instant).map_or("-".to_owned(), |i| i.to_string());
            assert_eq!(at, instant, "instant of {source:?}");
            let Some(found) = found else { continue };
            assert!(super::is_iso(&found.source), "{source:?} comes out as {:?}", found.source);
            assert_eq!(parse_published(&found.source).as_ref(), Some(&found), "{source:?} again");
        }
    }

    #[test]
    fn what_is_stated_comes_out_in_iso() {
        for (source, stated) in [
            ("2023-10-17T09:30:00.250+08:00", "2023-10-17T09:30:00.250+08:00"),
            (" 2023-10-17 ", "2023-10-17"),
            ("2023-10-17 09:30:00 +0800", "2023-10-17T09:30:00+08:00"),
            ("1697506200", "2023-10-17T01:30:00Z"),
            ("Tue, 17 Oct 2023 23:30:00 -0330", "2023-10-17T23:30:00-03:30"),
            ("Oct. 17, 2023, 9:30 p.m.", "2023-10-17T21:30:00"),
        ] {
            assert_eq!(parse_published(source).map(|p| p.source).as_deref(), Some(stated));
        }
    }
}
