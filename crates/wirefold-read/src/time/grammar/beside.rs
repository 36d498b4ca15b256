//! Periods that another date places, and years that are called so.

use super::super::lexicon::{Lex, Unit};
use super::super::meaning::{Counted, From, Meaning, Stated};
use super::duration::period;
use super::{Match, Reader};
use wirefold_report::{TimeKind, TimeMod};

impl Reader<'_> {
    /// "the week of March 6", "the day before last Tuesday", "the weekend after Easter"
    pub(super) fn beside(&self, i: usize) -> Option<Match> {
        const TIES: &[(&str, i32)] = &[("of", 0), ("beginning", 0), ("before", -1), ("after", 1)];
        let at = self.skip(i, &["the"]);
        let Some(Lex::Unit { unit, plural: false }) = self.lex(at).filter(|_| at > i) else { return None };
        let (by, of) = self.any_phrase(at + 1, TIES)?;
        let day = self
            .dated(of)
            .or_else(|| self.stepped(of))
            .or_else(|| self.weekday_alone(of))
            .or_else(|| self.holiday(of))
            .or_else(|| self.deictic(of))?;
        let fits = match &day.meaning {
            Meaning::Stated(s) => s.day.is_some() || s.holiday.is_some(),
            Meaning::Weekday { part: None, .. } => true,
            Meaning::Step { unit: Unit::Day, part: None, .. } => true,
            _ => false,
        };
        let placed = unit >= Unit::Day && unit <= Unit::Week && !(unit == Unit::Day && by == 0);
        (fits && placed).then(|| Match::new(i, day.end, near_weekend(unit, by, day.meaning)))
    }

    /// "two weeks from Monday", "a month from today"
    pub(super) fn counted_from(&self, i: usize) -> Option<Match> {
        let (count, at) = self.count(i)?;
        let Some(Lex::Unit { unit, .. }) = self.lex(at) else { return None };
        let of = at + 2;
        let whole = count.filter(|n| n.fract() == 0.0 && *n < 10_000.0 && self.word(at + 1) == "from")?;
        let day = self.deictic(of).or_else(|| self.weekday_alone(of)).or_else(|| self.stepped(of))?;
        let placed = matches!(
            day.meaning,
            Meaning::Weekday { part: None, .. } | Meaning::Step { unit: Unit::Day, part: None, .. }
        );
        let meaning = Meaning::Beside { unit, by: whole as i32, of: Box::new(day.meaning) };
        (placed && unit >= Unit::Day).then(|| Match::new(i, day.end, meaning))
    }

    /// "the first week of October", "the last Friday in May", "the last day of 2017"
    pub(super) fn nth_of(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["the"]);
        let (nth, noun) = match self.word(at) {
            "last" => (-1_i64, at + 1),
            _ => {
                let (nth, end) = crate::scan::ordinal(self.tokens, at)?;
                (i64::from(nth), end)
            }
        };
        let nth = i8::try_from(nth).ok().filter(|n| *n <= 53)?;
        let what = match self.lex(noun)? {
            Lex::Unit { unit: Unit::Day, plural: false } => Counted::Days,
            Lex::Unit { unit: Unit::Week, plural: false } => Counted::Weeks,
            Lex::Weekday { number, plural: false, short: false } => Counted::Weekdays(number),
            _ => return None,
        };
        let of = Some(noun + 1).filter(|&k| matches!(self.word(k), "of" | "in"))? + 1;
        if let Some(found) = self.each_period(i, of) {
            return Some(found);
        }
        let period = self
            .dated(of)
            .or_else(|| self.short_month(of))
            .or_else(|| self.stepped(of))
            .or_else(|| self.the_period(of))
            .or_else(|| self.year_alone(of))?;
        let holds = match &period.meaning {
            Meaning::Stated(s) => s.day.is_none() && (s.month.is_some() || s.year.is_some()),
            Meaning::Step { unit, .. } => matches!(unit, Unit::Month | Unit::Year),
            _ => false,
        };
        let meaning = Meaning::Nth { nth, what, of: Box::new(period.meaning) };
        holds.then(|| Match::new(i, period.end, meaning))
    }

    /// "each month" after "the first Monday of".
    fn each_period(&self, i: usize, of: usize) -> Option<Match> {
        let Some(Lex::Unit { unit, plural: false }) = self.lex(of + 1) else { return None };
        let kind = TimeKind::Set;
        let set = matches!(self.word(of), "each" | "every") && unit >= Unit::Week;
        set.then(|| Match::new(i, of + 2, Meaning::Fixed { kind, value: period(1.0, unit) }))
    }

    /// "Oct" where nothing but a month can stand.
    fn short_month(&self, i: usize) -> Option<Match> {
        let (month, _, end) = self.month(i)?;
        Some(Match::new(i, end, Meaning::Stated(Stated { month: Some(month), ..Stated::default() })))
    }

    fn year_alone(&self, i: usize) -> Option<Match> {
        let (year, end) = self.year(i)?;
        Some(Match::new(i, end, Meaning::Stated(Stated { year: Some(year), ..Stated::default() })))
    }

    /// "2016 November", "2016 November 5"
    pub(super) fn year_first(&self, i: usize) -> Option<Match> {
        let (year, at) = self.year(i)?;
        let (month, short, at) = self.month(self.skip(at, &["-"]))?;
        let (day, end) = self.day(at).map_or((None, at), |(day, end)| (Some(day), end));
        let stated = Stated { year: Some(year), month: Some(month), day, ..Stated::default() };
        // "In 1998 Mar Roxas": a short name needs its day.
        (!short || day.is_some()).then(|| Match::new(i, end, Meaning::Stated(stated)))
    }

    /// "Labor Day weekend", "Easter week"
    pub(super) fn around_holiday(&self, i: usize) -> Option<Match> {
        let feast = self.holiday(i)?;
        let unit = match self.lex(feast.end)? {
            Lex::Unit { unit: unit @ (Unit::Week | Unit::Weekend), plural: false } => unit,
            _ => return None,
        };
        let (year, end) = self.year_after(feast.end + 1);
        let mut day = feast.meaning;
        if let Meaning::Stated(stated) = &mut day {
            stated.year = stated.year.or(year);
        }
        Some(Match::new(i, end, near_weekend(unit, 0, day)))
    }

    /// "the year 2000", "the 1988 period"
    pub(super) fn numbered_year(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["the"]);
        let (year, end) = if self.word(at) == "year" {
            self.year(at + 1)?
        } else {
            let (year, end) = self.year(at).filter(|_| at > i)?;
            (year, self.phrase(end, "period")?)
        };
        Some(Match::new(i, end, Meaning::Stated(Stated { year: Some(year), ..Stated::default() })))
    }

    /// "year-end", "the year's end", "year end"
    pub(super) fn year_end(&self, i: usize) -> Option<Match> {
        const ENDS: &[(&str, ())] = &[("year - end", ()), ("year end", ()), ("year ' s end", ())];
        let at = self.skip(i, &["the"]);
        let ((), end) = self.any_phrase(at, ENDS)?;
        let meaning = Meaning::Step { unit: Unit::Year, by: 0, from: From::Report, part: None };
        Some(Match::new(i, end, meaning).with(TimeMod::End))
    }
}

/// A period beside a day. The weekend of a Monday is the one before it.
fn near_weekend(unit: Unit, by: i32, day: Meaning) -> Meaning {
    let of = if unit == Unit::Weekend && by == 0 {
        Meaning::Beside { unit: Unit::Day, by: -1, of: Box::new(day) }
    } else {
        day
    };
    Meaning::Beside { unit, by, of: Box::new(of) }
}
