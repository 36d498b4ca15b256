//! Dates of publication, in the spellings that feeds, pages and databases use.

pub(crate) mod spelled;
mod zone;

use jiff::civil::{Date, Time};
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};
use std::fmt::{self, Display, Formatter};
use wirefold_report::Published;

use spelled::spelled;

/// Reads a date of publication; `None` if it is not certain which day is meant.
///
/// Understood are ISO 8601 (extended and compact, with or without time and zone),
/// RFC 2822, seconds or milliseconds since 1970, `YYYYMMDD[HHMMSS]` (GDELT, WARC),
/// `YYYY/MM/DD`, and dates with the month as a word ("Tuesday, 17 October 2023",
/// "Updated 9:30 a.m. ET, Oct. 17, 2023"). `03/04/2023` is left unread: half the
/// world means March. Letters that mean several zones ("IST") leave the instant open.
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

/// The first date that stands in a line with other words: "By Jo Roe | Updated 9:30 a.m. ET, Oct. 17, 2023".
pub(crate) fn date_in(line: &str) -> Option<Published> {
    const LONGEST: usize = 24;
    /// Words that may be a month, at most: "May Roe, 4 June 2031".
    const PLACES: usize = 3;
    /// Words of a date before its month, or before its day in figures, and from there on.
    const BEFORE: usize = 6;
    const BEHIND: usize = 9;
    if let Some(whole) = parse_published(line) {
        return Some(whole);
    }
    let starts = line.char_indices().filter(|(at, c)| {
        !c.is_whitespace() && line[..*at].chars().next_back().is_none_or(char::is_whitespace)
    });
    let words: Vec<(usize, usize)> = starts
        .map(|(at, _)| (at, at + line[at..].find(char::is_whitespace).unwrap_or(line.len() - at)))
        .take(LONGEST)
        .collect();
    let may_hold = |(start, end): &(usize, usize)| {
        let word = line[*start..*end].trim_matches(|c: char| !c.is_alphanumeric());
        spelled::is_month(&word.to_lowercase()) || is_figures(word)
    };
    let places = words.iter().enumerate().filter(|(_, word)| may_hold(word)).map(|(at, _)| at);
    places.take(PLACES).find_map(|at| {
        let ends = at..words.len().min(at + BEHIND);
        // The longest first: it has the time as well.
        let mut stretches: Vec<(usize, usize)> = (at.saturating_sub(BEFORE)..=at)
            .flat_map(|from| ends.clone().map(move |to| (from, to)))
            .collect();
        stretches.sort_by_key(|(from, to)| std::cmp::Reverse(to - from));
        stretches.into_iter().find_map(|(from, to)| {
            let stretch = &line[words[from].0..words[to].1];
            parse_published(stretch.trim_matches(|c: char| "|,;·•–—-() ".contains(c)))
        })
    })
}

/// "2023-10-17", "2023/10/17T09:30".
fn is_figures(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() >= 10 && bytes[..4].iter().all(u8::is_ascii_digit) && matches!(bytes[4], b'-' | b'/')
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
    fn dates_stand_among_other_words() {
        for (line, date) in [
            ("By Jo Roe | Updated 9:30 a.m. ET, Oct. 17, 2023", Some("2023-10-17T09:30:00-04:00")),
            ("Jo Roe, Tuesday, 17 October 2023 15.15 BST 4 min read", Some("2023-10-17T15:15:00+01:00")),
            ("Lisbon, 2023-10-17 (Lusa)", Some("2023-10-17")),
            ("Published March 3, 2024 Updated March 4, 2024", Some("2024-03-03")),
            ("By May Roe, 17 October 2023", Some("2023-10-17")),
            ("March winds of 2024", None),
            ("By Jo Roe", None),
            ("", None),
        ] {
            assert_eq!(super::date_in(line).map(|found| found.source).as_deref(), date, "{line}");
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
