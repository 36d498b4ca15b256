//! TIMEX3 values as stretches of days.

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Days {
    /// The days that a DATE or TIME value covers; `None` for durations, sets,
    /// references ("PAST_REF") and values with unknown digits.
    #[must_use]
    pub fn of(value: &str) -> Option<Self> {
        if let Some((from, to)) = value.split_once('/') {
            let (from, to) = (Self::of(from)?, Self::of(to)?);
            return (from.first <= to.last).then_some(Self { first: from.first, last: to.last });
        }
        let day = value.split('T').next().unwrap_or(value);
        let parts: Vec<&str> = day.split('-').collect();
        let year: i16 = match (parts[0].len(), parts[0].chars().all(|c| c.is_ascii_digit())) {
            (4, true) => parts[0].parse().ok()?,
            (3, true) if parts.len() == 1 => return decade(parts[0].parse().ok()?),
            _ => return None,
        };
        match parts[1..] {
            [] => Self::new(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
            [part] => part_of_year(year, part),
            [week, "WE"] if week.starts_with('W') => {
                iso_week(year, week).map(|w| Self { first: at(w.last, -1), ..w })
            }
            [month, day] => {
                let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
                Self::new(date, date)
            }
            _ => None,
        }
    }

    fn new(first: Date, last: Date) -> Option<Self> {
        Some(Self { first, last })
    }

    pub(crate) fn is_day(self) -> bool {
        self.first == self.last
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Days from the first to the last.
    pub(crate) fn length(self) -> i32 {
        self.last.since(self.first).map_or(0, |span| span.get_days())
    }
}

fn at(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}

fn decade(decade: i16) -> Option<Days> {
    let first = decade.checked_mul(10)?;
    Days::new(Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?)
}

fn part_of_year(year: i16, part: &str) -> Option<Days> {
    let months = |first: i8, count: i8| {
        let last = Date::new(year, first + count - 1, 1).ok()?.last_of_month();
        Days::new(Date::new(year, first, 1).ok()?, last)
    };
    match part {
        "SP" => months(3, 3),
        "SU" => months(6, 3),
        "FA" | "AU" => months(9, 3),
        "WI" => {
            let last = Date::new(year.checked_add(1)?, 2, 1).ok()?.last_of_month();
            Days::new(Date::new(year, 12, 1).ok()?, last)
        }
        "H1" => months(1, 6),
        "H2" => months(7, 6),
        _ if part.starts_with('W') => iso_week(year, part),
        _ if part.starts_with('Q') => match part[1..].parse::<i8>() {
            Ok(quarter @ 1..=4) => months(quarter * 3 - 2, 3),
            _ => None,
        },
        _ => match part.parse::<i8>() {
            Ok(month @ 1..=12) => months(month, 1),
            _ => None,
        },
    }
}

fn iso_week(year: i16, week: &str) -> Option<Days> {
    let number: i8 = week.strip_prefix('W')?.parse().ok()?;
    let monday = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
    Days::new(monday, at(monday, 6))
}

#[cfg(test)]
mod tests {
    use super::Days;

    #[test]
    fn values_cover_their_days() {
        for (value, expected) in [
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2024-05-06", Some(("2024-05-06", "2024-05-06"))),
            ("2024-05-06T09:30", Some(("2024-05-06", "2024-05-06"))),
            ("2024-05-06TMO", Some(("2024-05-06", "2024-05-06"))),
            ("2024-W01", Some(("2024-01-01", "2024-01-07"))),
            ("2024-W01-WE", Some(("2024-01-06", "2024-01-07"))),
            ("2024-Q3", Some(("2024-07-01", "2024-09-30"))),
            ("2023-WI", Some(("2023-12-01", "2024-02-29"))),
            ("199", Some(("1990-01-01", "1999-12-31"))),
            ("2024-05-06/2024-05-09", Some(("2024-05-06", "2024-05-09"))),
            ("XXXX-WXX-2", None),
            ("PAST_REF", None),
            ("P3D", None),
            ("2024-13", None),
            ("2024-02-30", None),
            ("T09:30", None),
            ("", None),
            ("-", None),
            ("2024-Qé", None),
        ] {
            let days = Days::of(value).map(|d| (d.first.to_string(), d.last.to_string()));
            assert_eq!(days, expected.map(|(a, b)| (a.to_owned(), b.to_owned())), "{value}");
        }
    }
}
