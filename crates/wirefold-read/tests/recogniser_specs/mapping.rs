//! The specs' notation as TIMEX3.
//!
//! - A point is the same string. `X` stands for any digit: what the reader resolved
//!   must fit, and lie within a year of what the spec lists.
//! - `T17`, `T17:00` and `2016-11-07T17:00` are one time of day; ours always has
//!   minutes. Mid-morning and mid-afternoon are parts of the day in TIMEX3.
//! - A stretch `(A,B,P)` is one expression with TIMEX3's value for it (a month, a
//!   quarter, a decade); or two with the values of A and B, as coarse as they are
//!   said, B inclusive or the day after; or the length P, where the words state a
//!   length ("the next 3 days"); or the end alone, where the other end is the
//!   moment of speaking ("2 days hence").
//! - A date counted in weeks, months or years ("2 years ago") is as coarse as its
//!   unit, and "in three weeks" may stay the duration that it says; of "three weeks
//!   after Christmas" TIMEX3 marks the length and the feast.
//! - "next Sunday" is the coming one or that of the next week: the specs hold with
//!   the second, TimeML's corpora with the first.
//! - The n-th week of a month is the ISO week of the spec's first day. `FY2018` is
//!   2018, `SU` the summer of some year, `P2WE` two weekends of two days.
//! - Of "9 a.m. on Sundays" TIMEX3 marks the clock time and the set.
//! - Lengths are compared by what they amount to (P1Y6M, P1.5Y); of "a few" and
//!   "several", which the specs take for three, TIMEX3 leaves the number open.

use super::Expected;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

type Found = (String, String);

/// Whether `found` says what is expected.
pub(crate) fn says(e: &Expected, found: &[Found]) -> bool {
    if let Some(inside) = e.timex.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        let parts: Vec<&str> = inside.split(',').collect();
        return matches!(parts.as_slice(), [a, b, rest @ ..] if stretch(e, (a, b), rest.first().copied(), found));
    }
    if e.timex.starts_with('P') && e.timex.bytes().any(|b| b.is_ascii_digit()) {
        return found.iter().any(|(_, v)| same_length(&e.timex, v)) || vague(e, found);
    }
    let split = |(day, clock): (&str, &str)| {
        let any = |test: &dyn Fn(&str) -> bool| found.iter().any(|(_, v)| test(v));
        any(&|v| v == day)
            && any(&|v| v.split_once('T').is_some_and(|(_, at)| clock_of(at, "") == clock_of(clock, "")))
    };
    found.iter().any(|(_, v)| point(e, &e.timex, v) || feast_or_week(e, v))
        || e.timex.split_once('T').is_some_and(split)
        || counted(e, found)
}

fn stretch(e: &Expected, (a, b): (&str, &str), length: Option<&str>, found: &[Found]) -> bool {
    let any = |test: &dyn Fn(&str) -> bool| found.iter().any(|(_, v)| test(v));
    let whole = any(&|v| interval(v).is_some_and(|(from, to)| day_is(e, a, from) && day_is(e, b, to)));
    let now = e.text.to_lowercase().contains("now");
    let begins = any(&|v| point(e, a, v) || interval(v).is_some_and(|(from, _)| day_is(e, a, from)));
    let ends = any(&|v| last(e, b, v));
    let said = now && any(&|v| v == "PRESENT_REF") && (begins || ends);
    let from_now = (e.text.contains("hence") || e.text.contains("from today")) && ends;
    let states_length = length.is_some_and(|p| any(&|v| same_length(p, v)));
    whole
        || begins && ends && found.len() > 1
        || said
        || from_now
        || states_length
        || vague(e, found)
        || counted(e, found)
}

/// "a few hours": the specs take three, TIMEX3 leaves it open.
fn vague(e: &Expected, found: &[Found]) -> bool {
    let few = ["few", "several", "couple", "some"].iter().any(|w| e.text.contains(w));
    few && found.iter().any(|(_, v)| v.contains('X') && v.starts_with('P') || v.ends_with("_REF"))
}

/// B itself, or the day before, or a stretch that begins or ends with it.
fn last(e: &Expected, b: &str, value: &str) -> bool {
    point(e, b, value) || interval(value).is_some_and(|(from, to)| day_is(e, b, from) || day_is(e, b, to))
}

/// Whether a day fits a mask, in a year near those that the spec lists.
fn day_is(e: &Expected, mask: &str, day: Date) -> bool {
    let value = day.to_string();
    masked(mask, &value) && (!mask.starts_with("XXXX") || near(e, &value))
}

/// A point, with `X` for what is open.
fn point(e: &Expected, mask: &str, value: &str) -> bool {
    let listed = || e.resolutions.iter().any(|r| r.get(..value.len()) == Some(value));
    if mask == value
        || mask.contains('X') && (masked(mask, value) && near(e, value) || mask.contains('W') && listed())
    {
        return true;
    }
    match (mask.split_once('T'), value.split_once('T')) {
        (Some((day, clock)), Some((on, at))) => {
            let right = day.is_empty() || point(e, day, on) || next_week(e, day, on) || on.contains('X');
            right && clock_of(clock, &e.text) == clock_of(at, "")
        }
        _ => value.contains('X') && masked(value, mask) || next_week(e, mask, value),
    }
}

fn near(e: &Expected, value: &str) -> bool {
    let year = |s: &str| s.get(..4).and_then(|y| y.parse::<i32>().ok());
    year(value).is_some_and(|y| e.resolutions.iter().filter_map(|r| year(r)).any(|r| (r - y).abs() <= 1))
}

/// "next Sunday" a week later.
fn next_week(e: &Expected, mask: &str, value: &str) -> bool {
    let days = mask.parse::<Date>().ok().zip(value.parse::<Date>().ok());
    let apart = days.map(|(a, b)| (a - b).get_days().abs());
    apart == Some(7) && ["next", "previous", "last"].iter().any(|w| e.text.to_lowercase().contains(w))
}

/// "XXXX-10-W01", "SU", "FY2018".
fn feast_or_week(e: &Expected, value: &str) -> bool {
    let season = e.timex.len() == 2 && value.ends_with(&format!("-{}", e.timex));
    let fiscal = e.timex.strip_prefix("FY") == Some(value);
    let week = e.timex.contains("-W0")
        && e.resolutions.iter().any(|r| {
            let first = r.get(..10).and_then(|d| d.parse::<Date>().ok()).map(Date::iso_week_date);
            first.is_some_and(|w| value == format!("{:04}-W{:02}", w.year(), w.week()))
        });
    season || fiscal || week
}

/// "17", "17:00" and "17:00:00" alike.
fn clock_of(clock: &str, said: &str) -> String {
    match clock {
        "10" if said.to_lowercase().contains("morning") => return "MO".to_owned(),
        "14" if said.to_lowercase().contains("afternoon") => return "AF".to_owned(),
        _ if !clock.starts_with(|c: char| c.is_ascii_digit()) => return clock.to_owned(),
        _ => {}
    }
    let mut parts = clock.split(':');
    let hour = parts.next().unwrap_or("00");
    let (minute, second) = (parts.next().unwrap_or("00"), parts.next().unwrap_or("00"));
    format!("{}:{minute}:{second}", if hour == "24" { "00" } else { hour })
}

fn masked(mask: &str, value: &str) -> bool {
    mask.len() == value.len() && mask.bytes().zip(value.bytes()).all(|(m, v)| m == b'X' || m == v)
}

/// First day, and the day after the last, of a TIMEX3 date.
fn interval(value: &str) -> Option<(Date, Date)> {
    let date = |y: i16, m: i8| Date::new(y, m, 1).ok();
    let Some((year, rest)) = value.split_once('-') else {
        let number: i16 = value.parse().ok()?;
        let years = [0, 0, 100, 10, 1].get(value.len()).copied().filter(|n| *n > 0)?;
        return Some((date(number.checked_mul(years)?, 1)?, date((number + 1).checked_mul(years)?, 1)?));
    };
    let y: i16 = year.parse().ok()?;
    let months = |m: i8, n: i32| Some((date(y, m)?, date(y, m)?.checked_add(n.months()).ok()?));
    match rest {
        "Q1" => months(1, 3),
        "Q2" => months(4, 3),
        "Q3" => months(7, 3),
        "Q4" => months(10, 3),
        "H1" => months(1, 6),
        "H2" => months(7, 6),
        _ if rest.len() == 2 => months(rest.parse().ok()?, 1),
        _ if rest.starts_with('W') => {
            let week: i8 = rest.get(1..3)?.parse().ok()?;
            let monday = ISOWeekDate::new(y, week, Weekday::Monday).ok()?.date();
            let start = if rest.ends_with("-WE") { monday.checked_add(5.days()).ok()? } else { monday };
            Some((start, monday.checked_add(7.days()).ok()?))
        }
        _ => value.parse::<Date>().ok().and_then(|d| Some((d, d.tomorrow().ok()?))),
    }
}

/// Dates counted in units: as coarse as the unit, or the length itself.
fn counted(e: &Expected, found: &[Found]) -> bool {
    let text = e.text.to_lowercase();
    let coarse = |value: &str| {
        let unit = match value.len() {
            4 => "year",
            7 => "month",
            _ if value.contains('W') => "week",
            3 => "decade",
            2 => "centur",
            _ => return false,
        };
        let fits = text.contains(unit) || unit == "week" && text.contains("fortnight");
        let day = e.timex.trim_start_matches('(').get(..10).and_then(|d| d.parse::<Date>().ok());
        fits && day.zip(interval(value)).is_some_and(|(d, (from, to))| from <= d && d < to)
    };
    found.iter().any(|(kind, v)| coarse(v) || kind == "DURATION" && states(&text, v)) || vague(e, found)
}

/// Whether the words state that length: its number and its unit.
fn states(text: &str, length: &str) -> bool {
    const WORDS: [&str; 11] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    if length == "P2W" && text.contains("fortnight") {
        return true;
    }
    let number: String = length.chars().filter(char::is_ascii_digit).collect();
    let word = number.parse::<usize>().ok().and_then(|n| WORDS.get(n)).copied().unwrap_or("-");
    let unit = match length.chars().last() {
        Some('Y') => "year",
        Some('W') => "week",
        Some('D') => "day",
        Some('H') => "hour",
        Some('S') => "second",
        Some('M') if length.contains('T') => "minute",
        _ => "month",
    };
    let one = |w: &str| number == "1" && matches!(w, "a" | "an" | "another");
    let counts = text.split(|c: char| !c.is_alphanumeric()).any(|w| w == number || w == word || one(w));
    counts && text.contains(unit)
}

/// Whether two TIMEX3 durations are the same length.
fn same_length(a: &str, b: &str) -> bool {
    let equal = |x: (f64, f64), y: (f64, f64)| (x.0 - y.0).abs() < 1e-6 && (x.1 - y.1).abs() < 1e-6;
    a == b || amount(a).zip(amount(b)).is_some_and(|(x, y)| equal(x, y))
}

/// Months and seconds.
fn amount(value: &str) -> Option<(f64, f64)> {
    let rest = value.strip_prefix('P')?.replace("WE", "E");
    let (mut months, mut seconds, mut clock, mut number) = (0.0, 0.0, false, String::new());
    for c in rest.chars() {
        match c {
            '0'..='9' | '.' => {
                number.push(c);
                continue;
            }
            'T' => {
                clock = true;
                continue;
            }
            _ => {}
        }
        let n: f64 = number.parse().ok()?;
        number.clear();
        match (c, clock) {
            ('Y', _) => months += 12.0 * n,
            ('M', false) => months += n,
            ('Q', _) => months += 3.0 * n,
            ('W', _) => seconds += 604_800.0 * n,
            ('E', _) => seconds += 172_800.0 * n,
            ('D', _) => seconds += 86_400.0 * n,
            ('H', _) => seconds += 3600.0 * n,
            ('M', true) => seconds += 60.0 * n,
            ('S', _) => seconds += n,
            _ => return None,
        }
    }
    Some((months, seconds))
}
