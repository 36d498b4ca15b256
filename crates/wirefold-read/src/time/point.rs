//! Points and stretches of the calendar, and their TIMEX3 values.

use super::lexicon::Unit;
use super::meaning::Counted;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

/// A stretch of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Point {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday before it.
    Weekend(Date),
    Month(i32, i8),
    /// "Q3", "H1", "SU" of a year.
    Division(i32, &'static str),
    Year(i32),
    /// First digits of its years: "199", "19", "BC04".
    Years(String),
}

impl Point {
    /// The TIMEX3 value.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Day(date) => date.to_string(),
            Self::Week(monday) => week(*monday),
            Self::Weekend(monday) => format!("{}-WE", week(*monday)),
            Self::Month(y, m) => format!("{}-{m:02}", year(*y)),
            Self::Division(y, part) => format!("{}-{part}", year(*y)),
            Self::Year(y) => year(*y),
            Self::Years(digits) => digits.clone(),
        }
    }

    /// The year it lies in, if one.
    pub(super) fn year(&self) -> Option<i32> {
        match self {
            Self::Day(date) | Self::Week(date) | Self::Weekend(date) => Some(i32::from(date.year())),
            Self::Month(y, _) | Self::Division(y, _) | Self::Year(y) => Some(*y),
            Self::Years(_) => None,
        }
    }

    /// Year and month, if it lies in one month.
    fn month(&self) -> Option<(i32, i8)> {
        match self {
            Self::Day(date) | Self::Week(date) | Self::Weekend(date) => {
                Some((i32::from(date.year()), date.month()))
            }
            Self::Month(y, m) => Some((*y, *m)),
            _ => None,
        }
    }

    /// A day of it from which weeks can be counted.
    pub(super) fn day(&self) -> Option<Date> {
        match self {
            Self::Day(date) | Self::Week(date) | Self::Weekend(date) => Some(*date),
            _ => None,
        }
    }

    /// The period of kind `unit` that lies `by` periods from this one's.
    pub(super) fn step(&self, unit: Unit, by: i64) -> Option<Self> {
        let by32 = i32::try_from(by).ok()?;
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => match self {
                Self::Day(date) => Self::Day(add(*date, by.checked_mul(1)?, 1)?),
                _ => return None,
            },
            Unit::Weekend => Self::Weekend(add(monday(self.day()?), by, 7)?),
            Unit::Week => Self::Week(add(monday(self.day()?), by, 7)?),
            Unit::Fortnight => Self::Week(add(monday(self.day()?), by, 14)?),
            Unit::Month => {
                let (y, m) = self.month()?;
                let months = y.checked_mul(12)?.checked_add(i32::from(m) - 1)?.checked_add(by32)?;
                Self::Month(months.div_euclid(12), i8::try_from(months.rem_euclid(12) + 1).ok()?)
            }
            Unit::Quarter => {
                let quarters = self.quarter()?.checked_add(by32)?;
                Self::Division(
                    quarters.div_euclid(4),
                    ["Q1", "Q2", "Q3", "Q4"][quarters.rem_euclid(4) as usize],
                )
            }
            Unit::Year => Self::Year(self.year()?.checked_add(by32)?),
            Unit::Decade => Self::Years(format!("{}", self.year()?.div_euclid(10).checked_add(by32)?)),
            Unit::Century => Self::Years(format!("{}", self.year()?.div_euclid(100).checked_add(by32)?)),
            Unit::Millennium => Self::Years(format!("{}", self.year()?.div_euclid(1000).checked_add(by32)?)),
        })
    }

    /// Quarters since year 0.
    fn quarter(&self) -> Option<i32> {
        match self {
            Self::Division(y, part) => {
                let number = part.strip_prefix('Q')?.parse::<i32>().ok()?;
                Some(y.checked_mul(4)? + number - 1)
            }
            _ => self.month().and_then(|(y, m)| Some(y.checked_mul(4)? + i32::from(m - 1) / 3)),
        }
    }

    /// The same stretch `by` years away.
    pub(super) fn years_away(&self, by: i32) -> Option<Self> {
        match self {
            Self::Division(y, part) => Some(Self::Division(y.checked_add(by)?, part)),
            _ => Some(Self::Year(self.year()?.checked_add(by)?)),
        }
    }
}

/// The day near `date` that is both that day of the month and that weekday; on
/// the side that is asked for, if there is one within two months.
pub(super) fn meeting(date: Date, (day, weekday): (i8, i8), ahead: bool) -> Option<Date> {
    let fits =
        |n: i64| add(date, n, 1).filter(|d| d.day() == day && d.weekday().to_monday_one_offset() == weekday);
    let (past, future) = ((-62..=0).rev().find_map(fits), (0..=62).find_map(fits));
    if ahead { future.or(past) } else { past.or(future) }
}

/// The `nth` day, weekday or week of a month or year (-1: the last).
///
/// The first week of a year is ISO's; that of a month is the one with its fourth
/// day, by the same rule.
pub(super) fn nth(period: &Point, nth: i8, what: Counted) -> Option<Point> {
    let date = |y: i32, m: i8| Date::new(i16::try_from(y).ok()?, m, 1).ok();
    let (first, last) = match period {
        Point::Month(y, m) => (date(*y, *m)?, date(*y, *m)?.last_of_month()),
        Point::Year(y) => (date(*y, 1)?, date(*y, 12)?.last_of_month()),
        _ => return None,
    };
    let ahead = i64::from(nth) - 1;
    let found = match (what, nth > 0) {
        (Counted::Days, true) => Point::Day(add(first, ahead, 1)?),
        (Counted::Days, false) => Point::Day(last),
        (Counted::Weeks, true) => Point::Week(monday(add(add(first, 3, 1)?, ahead, 7)?)),
        (Counted::Weeks, false) => Point::Week(monday(add(last, -3, 1)?)),
        (Counted::Weekdays(day), true) => Point::Day(add(nearest_weekday(first, day, true)?, ahead, 7)?),
        (Counted::Weekdays(day), false) => Point::Day(nearest_weekday(last, day, false)?),
    };
    found.day().filter(|d| *d <= last).map(|_| found)
}

/// `date` plus `count` times `days`, if that is a date.
pub(super) fn add(date: Date, count: i64, days: i64) -> Option<Date> {
    let days = count.checked_mul(days).filter(|d| d.abs() < 3_000_000)?;
    date.checked_add(Length::new().try_days(days).ok()?).ok()
}

/// The Monday on or before a date.
pub(super) fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(back.days()).unwrap_or(date)
}

/// The first `weekday` on or after (`+1`) or on or before (`-1`) a date.
pub(super) fn nearest_weekday(date: Date, weekday: i8, forward: bool) -> Option<Date> {
    let here = i64::from(date.weekday().to_monday_one_offset());
    let ahead = (i64::from(weekday) - here).rem_euclid(7);
    add(date, if forward { ahead } else { ahead - 7 * i64::from(ahead > 0) }, 1)
}

fn week(monday: Date) -> String {
    let iso = monday.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

/// Four digits, or "BC0480".
pub(super) fn year(y: i32) -> String {
    if y > 0 { format!("{y:04}") } else { format!("BC{:04}", 1 - y) }
}

/// The day of a holiday rule in a year.
pub(super) fn holiday(rule: &str, y: i32) -> Option<Date> {
    let y = i16::try_from(y).ok()?;
    if let Some(days) = rule.strip_prefix("easter") {
        return add(easter(y)?, days.parse().ok()?, 1);
    }
    if let Some((month, day)) = rule.split_once('-') {
        return Date::new(y, month.parse().ok()?, day.parse().ok()?).ok();
    }
    if let Some((rule, days)) = rule.split_once('+') {
        return add(holiday(rule, i32::from(y))?, days.parse().ok()?, 1);
    }
    let mut parts = rule.split(' ');
    let nth: i8 = parts.next()?.get(..1)?.parse().ok()?;
    let weekday = Weekday::from_monday_one_offset(parts.next()?.parse().ok()?).ok()?;
    let first = Date::new(y, parts.next()?.parse().ok()?, 1).ok()?;
    if nth == 5 {
        first.nth_weekday_of_month(-1, weekday).ok()
    } else {
        first.nth_weekday_of_month(nth, weekday).ok()
    }
}

/// Gregorian Easter (the anonymous algorithm of 1876, as in Meeus,
/// *Astronomical Algorithms*, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The first day of a stretch.
pub(super) fn first_day(point: &Point) -> Option<Date> {
    let date = |y: i32, m: i8| Date::new(i16::try_from(y).ok()?, m, 1).ok();
    match point {
        Point::Day(day) | Point::Week(day) | Point::Weekend(day) => Some(*day),
        Point::Month(y, m) => date(*y, *m),
        Point::Year(y) => date(*y, 1),
        Point::Division(y, part) => date(
            *y,
            match *part {
                "Q1" | "H1" => 1,
                "Q2" => 4,
                "Q3" | "H2" => 7,
                "Q4" => 10,
                "SP" => 3,
                "SU" => 6,
                "FA" => 9,
                _ => 12,
            },
        ),
        Point::Years(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Point, Unit, holiday, nearest_weekday};
    use jiff::civil::date;

    #[test]
    fn holidays_fall_where_the_calendar_says() {
        assert_eq!(holiday("easter+0", 2024), Some(date(2024, 3, 31)));
        assert_eq!(holiday("easter-2", 2000), Some(date(2000, 4, 21)));
        assert_eq!(holiday("4th 4 11", 1999), Some(date(1999, 11, 25)));
        assert_eq!(holiday("5th 1 5", 2023), Some(date(2023, 5, 29)));
        assert_eq!(holiday("12-25", 2023), Some(date(2023, 12, 25)));
    }

    #[test]
    fn steps_cross_years() {
        let day = Point::Day(date(2023, 1, 3));
        assert_eq!(day.step(Unit::Month, -1).map(|p| p.value()).as_deref(), Some("2022-12"));
        assert_eq!(day.step(Unit::Week, -1).map(|p| p.value()).as_deref(), Some("2022-W52"));
        assert_eq!(day.step(Unit::Quarter, -1).map(|p| p.value()).as_deref(), Some("2022-Q4"));
        assert_eq!(day.step(Unit::Day, i64::MAX), None);
        assert_eq!(nearest_weekday(date(2023, 10, 17), 3, true), Some(date(2023, 10, 18)));
        assert_eq!(nearest_weekday(date(2023, 10, 17), 3, false), Some(date(2023, 10, 11)));
    }
}
