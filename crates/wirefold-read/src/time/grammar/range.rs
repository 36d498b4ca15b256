//! Ranges whose ends share a month, and days that a weekday alone places.

use super::super::meaning::{Meaning, Stated};
use super::{Match, Reader};
use crate::scan::{self, Shape};

/// How many tokens a day of the month takes at most: "the twenty - seventh".
const DAY_TOKENS: usize = 4;

impl Reader<'_> {
    const TIES: [&'static str; 7] = ["-", "to", "and", "or", "through", "till", "until"];

    /// The day of a range whose month stands with its other end: "15 to 22
    /// February", "October 19-21", "April 9th through 17th".
    pub(super) fn day_in_range(&self, i: usize) -> Option<Match> {
        self.before_its_month(i).or_else(|| self.after_its_month(i))
    }

    /// "15" in "15 to 22 February"
    fn before_its_month(&self, i: usize) -> Option<Match> {
        let the = self.skip(i, &["the"]);
        let (day, end) = self.day(the)?;
        let tied = Self::TIES.contains(&self.word(end));
        let (_, at) = self.day(self.skip(end + 1, &["the"])).filter(|(other, _)| tied && *other > day)?;
        let (month, _, at) = self.month(self.skip(at, &["of"]))?;
        let stated =
            Stated { year: self.year_after(at).0, month: Some(month), day: Some(day), ..Stated::default() };
        Some(Match::new(i, end, Meaning::Stated(stated)))
    }

    /// "21" in "October 19-21"
    fn after_its_month(&self, i: usize) -> Option<Match> {
        let the = self.skip(i, &["the"]);
        let (day, end) = self.day(the)?;
        if i < 3 || !Self::TIES.contains(&self.before(i)) || self.month(self.skip(end, &["of"])).is_some() {
            return None;
        }
        let (month, first) = self.month_and_day_before(i - 1)?;
        let counted = self.token(end).is_some_and(|t| t.shape == Shape::Word && t.lower.ends_with('s'));
        let (year, after) = self.year_after(end);
        let stated = Stated { year, month: Some(month), day: Some(day), ..Stated::default() };
        (first < day && !counted)
            .then(|| Match::new(i, if year.is_some() { after } else { end }, Meaning::Stated(stated)))
    }

    /// The month and the day that end right before token `tie`.
    fn month_and_day_before(&self, tie: usize) -> Option<(i8, i8)> {
        let starts = (tie.saturating_sub(DAY_TOKENS)..tie).rev();
        starts.filter(|&k| k > 0).find_map(|k| {
            let (day, _) = self.day(k).filter(|(_, end)| *end == tie)?;
            let back = if self.before(k) == "the" { k - 1 } else { k };
            let back = back.checked_sub(if self.before(back) == "." { 2 } else { 1 })?;
            let (month, _, end) = self.month(back)?;
            (end <= k).then_some((month, day))
        })
    }

    /// "Friday the 13th", "Mon 13th": the month is the one where they meet.
    pub(super) fn weekday_with_day(&self, i: usize) -> Option<Match> {
        let (weekday, at) = self.weekday(i)?;
        let at = self.skip(self.skip(at, &[","]), &["the"]);
        let (number, end) = scan::ordinal(self.tokens, at)?;
        let day = i8::try_from(number).ok().filter(|d| (1..=31).contains(d))?;
        let free = !matches!(self.word(end), "of" | "-") && self.month(end).is_none();
        let counted =
            self.token(end).is_some_and(|t| t.shape == Shape::Word && !t.capital() && t.lower.len() > 4);
        let stated = Stated { day: Some(day), weekday: Some(weekday), ..Stated::default() };
        (free && !counted).then(|| Match::new(i, end, Meaning::Stated(stated)))
    }
}
