//! Lines that hold a day, and perhaps a time, and nothing else.

use super::{Clock, clock};
use crate::calendar::{MONTHS, WEEKDAYS};
use jiff::civil::Date;

/// A day as a line names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Day {
    /// Monday is 1.
    weekday: Option<i8>,
    month: Option<i8>,
    day: Option<i8>,
    year: Option<i16>,
}

pub(super) struct Stamp {
    pub(super) day: Day,
    pub(super) time: Option<(String, Clock)>,
}

/// Bytes of the longest such line.
const LONGEST: usize = 60;
/// Words that stand beside a day and say nothing of it.
const NOISE: [&str; 10] =
    ["on", "at", "of", "the", "updated", "posted", "published", "update", "local", "time"];

/// A line as a day.
pub(super) fn read(line: &str) -> Option<Stamp> {
    let mut rest = line.trim();
    let first = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next()?;
    if rest.len() > LONGEST || !(first.is_ascii_digit() || first.is_ascii_alphabetic()) {
        return None;
    }
    let (mut day, mut time) = (Day::default(), None);
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() {
            break;
        }
        if let Some(found) = clock::time(rest).filter(|found| found.is_marked && time.is_none()) {
            time = Some((rest[..found.length].trim().to_owned(), found.clock));
            rest = &rest[found.length..];
            continue;
        }
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        day.take(&rest[..length].to_lowercase())?;
        rest = &rest[length..];
    }
    // "Sun" alone may be the weather.
    let named = line.trim().trim_end_matches(':').to_lowercase();
    let weekday = day.weekday.is_some() && (time.is_some() || WEEKDAYS.contains(&named.as_str()));
    (weekday || day.month.is_some() && day.day.is_some()).then_some(Stamp { day, time })
}

impl Day {
    /// Puts a word in its place; `None` if it has none.
    fn take(&mut self, word: &str) -> Option<()> {
        fn put<T>(place: &mut Option<T>, value: Option<T>) -> Option<()> {
            *place = Some(value.filter(|_| place.is_none())?);
            Some(())
        }
        let number = |text: &str| text.parse::<i16>().ok();
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        match (digits.len(), &word[digits.len()..]) {
            (4, "") => put(&mut self.year, number(digits)),
            (1 | 2, "" | "st" | "nd" | "rd" | "th") => {
                put(&mut self.day, number(digits).and_then(|day| i8::try_from(day).ok()))
            }
            (0, word) if NOISE.contains(&word) => Some(()),
            (0, word) => match (place(&MONTHS, word), place(&WEEKDAYS, word)) {
                (Some(month), _) => put(&mut self.month, Some(month)),
                (None, weekday) => put(&mut self.weekday, weekday),
            },
            _ => None,
        }
    }

    /// The day that is meant, near another that is known; a weekday alone is the nearest such.
    pub(super) fn near(&self, known: Option<Date>) -> Option<Date> {
        match (self.month, self.day) {
            (Some(month), Some(day)) => {
                let in_year = |year: i16| Date::new(year, month, day).ok().filter(|date| self.is_on(*date));
                if let Some(year) = self.year {
                    return in_year(year);
                }
                let known = known?;
                let years = [0, -1, 1].into_iter().filter_map(|by| in_year(known.year().checked_add(by)?));
                years.min_by_key(|date| distance(*date, known))
            }
            (None, None) if self.year.is_none() => {
                let known = known?;
                let days = (-3..=3).filter_map(|by| known.checked_add(jiff::Span::new().days(by)).ok());
                { days }.find(|date| self.is_on(*date))
            }
            _ => None,
        }
    }

    fn is_on(&self, date: Date) -> bool {
        self.weekday.is_none_or(|day| date.weekday().to_monday_one_offset() == day)
    }
}

fn distance(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}

/// The place of the name that a word is, or abbreviates to three or four letters, from 1 on.
fn place(names: &[&str], word: &str) -> Option<i8> {
    let short = (3..=4).contains(&word.len());
    let at = names.iter().position(|name| *name == word || (short && name.starts_with(word)))?;
    i8::try_from(at + 1).ok()
}
