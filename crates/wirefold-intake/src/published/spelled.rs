//! Dates with the month as a word, and what stands around them.

use super::Reading;
use super::zone::Zone;
use jiff::civil::{Date, Time, Weekday};
use wirefold_text::calendar::{MONTHS, WEEKDAYS};

/// Words around a date that say nothing of the day.
const NOISE: [&str; 25] = [
    "on",
    "at",
    "of",
    "the",
    "as",
    "published",
    "updated",
    "posted",
    "modified",
    "edited",
    "created",
    "issued",
    "filed",
    "released",
    "first",
    "last",
    "date",
    "time",
    "local",
    "standard",
    "daylight",
    "hrs",
    "hours",
    "h",
    "originally",
];

/// Most words of a date with what stands around it.
const MOST_WORDS: usize = 20;

#[derive(Default)]
struct Words {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<Time>,
    afternoon: Option<bool>,
    zone: Option<Zone>,
    weekday: Option<Weekday>,
}

/// "Tuesday, 17 October 2023", "Updated 9:30 a.m. ET, Oct. 17, 2023".
pub(super) fn spelled(text: &str) -> Option<Reading> {
    let plain = text.to_lowercase().replace("a.m", "am").replace("p.m", "pm");
    let words: Vec<&str> = plain
        .split(|c: char| c.is_whitespace() || ",;|()[]–—·•@".contains(c))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS + 1)
        .collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let mut found = Words::default();
    for (at, word) in words.iter().enumerate() {
        found.take(word, words.get(at + 1).copied().unwrap_or_default())?;
    }
    let date = Date::new(found.year?, found.month?, found.day?).ok()?;
    if found.weekday.is_some_and(|day| day != date.weekday()) {
        return None;
    }
    let time = found.time();
    let offset = found.zone.zip(time).and_then(|(zone, time)| zone.offset_at(date.to_datetime(time)));
    Some(Reading { date, time, offset })
}

/// Whether a word, in small letters, belongs to a date, its time, or what stands around them.
pub(crate) fn is_of_date(word: &str) -> bool {
    is_month(word)
        || word.starts_with(|c: char| c.is_ascii_digit())
        || abbreviated(&WEEKDAYS, word).is_some()
        || NOISE.contains(&word)
        || ["am", "pm", "a.m", "p.m", "noon", "midnight", "and", "min", "mins", "minute", "read"]
            .contains(&word)
}

impl Words {
    /// Puts one word in its place; `None` if it has none, or if the place is taken.
    fn take(&mut self, word: &str, next: &str) -> Option<()> {
        if let Some(month) = month(word) {
            return put(&mut self.month, month);
        }
        if let Some(day) = weekday(word) {
            return put(&mut self.weekday, day);
        }
        if let Some(zone) = Zone::named(word) {
            return self.take_zone(zone);
        }
        if word.contains([':', '.']) || word.ends_with("am") || word.ends_with("pm") || is_hours(word, next) {
            return self.take_time(word);
        }
        if NOISE.contains(&word) { Some(()) } else { self.take_number(word) }
    }

    fn take_zone(&mut self, zone: Zone) -> Option<()> {
        // "GMT +3" says in two words how far from GMT it is.
        self.zone.take_if(|before| before.is_utc());
        put(&mut self.zone, zone)
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

    /// "9:30", "9.30", "9:30pm", "9am", "0930", and "pm" alone.
    fn take_time(&mut self, word: &str) -> Option<()> {
        let digits = word.trim_end_matches("am").trim_end_matches("pm");
        if digits.len() < word.len() {
            put(&mut self.afternoon, word.ends_with("pm"))?;
        }
        if digits.is_empty() {
            return Some(());
        }
        let parts: Vec<&str> = match digits.split_at_checked(2) {
            Some((hours, minutes)) if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) => {
                vec![hours, minutes]
            }
            _ if digits.contains(':') => digits.split(':').collect(),
            _ => digits.split('.').collect(),
        };
        let is_dotted = digits.contains('.') && !digits.contains(':');
        if is_dotted && (parts.len() != 2 || parts[1].len() != 2) {
            return None;
        }
        let number = |at: usize| parts.get(at).map_or(Some(0), |part: &&str| part.parse::<i8>().ok());
        put(&mut self.time, Time::new(number(0)?, number(1)?, number(2)?, 0).ok()?)
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

/// Whether a number is a time by the word behind it: "9 am", "0930 GMT".
fn is_hours(word: &str, next: &str) -> bool {
    let is_number = word.bytes().all(|b| b.is_ascii_digit());
    match word.len() {
        1 | 2 => is_number && matches!(next, "am" | "pm"),
        4 => is_number && (matches!(next, "hrs" | "hours" | "h") || Zone::named(next).is_some()),
        _ => false,
    }
}

fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.is_none().then(|| *place = Some(value))
}

/// Whether a word in small letters is a month's name, or abbreviates one.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
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
    let short = (3..=5).contains(&word.len());
    names.iter().position(|name| *name == word || (short && name.starts_with(word)))
}
