//! Clock times as they are said: "half past seven", "seven thirty p.m.", "at 8
//! last night", "tomorrow morning at 7".

use super::super::meaning::{Clock, Meaning, Zone};
use super::{Match, Reader};

impl Reader<'_> {
    /// "half past seven", "a quarter to eight p.m.", "20 minutes past five",
    /// "seven thirty p.m.", "1140 a.m.": hour, minute, and the place after them.
    pub(super) fn spoken(&self, i: usize) -> Option<(i8, Option<i8>, usize)> {
        self.past_the_hour(i).or_else(|| self.hour_and_minutes(i))
    }

    /// "half past seven", "a quarter to eight", "ten minutes past 9"
    fn past_the_hour(&self, i: usize) -> Option<(i8, Option<i8>, usize)> {
        const PARTS: &[(&str, u32)] =
            &[("half", 30), ("a quarter", 15), ("quarter", 15), ("three quarters", 45)];
        let part = self.any_phrase(i, PARTS);
        let (minutes, at, sure) = match part {
            Some((minutes, at)) => (minutes, at, true),
            None => {
                let number = self.cardinal(i).filter(|n| (1.0..60.0).contains(&n.value))?;
                let named = matches!(self.word(number.end), "minutes" | "minute");
                (number.value as u32, number.end + usize::from(named), named)
            }
        };
        let back = match self.word(at) {
            "past" => false,
            "to" if minutes != 30 => true,
            _ => return None,
        };
        let hour = self.cardinal(at + 1).filter(|n| n.end == at + 2 && (1.0..=12.0).contains(&n.value))?;
        let half = self.half_of_day(hour.end);
        // "They voted ten to nine", "from three to five p.m."
        if !sure && (back || half.is_none()) {
            return None;
        }
        let (late, end) = half.map_or((None, hour.end), |(late, end)| (late, end));
        let base = full_hour(hour.value as u32, late);
        let total = if back { base * 60 + 1440 - minutes } else { base * 60 + minutes } % 1440;
        Some((i8::try_from(total / 60).ok()?, i8::try_from(total % 60).ok(), end))
    }

    /// "seven thirty p.m.", "1140 a.m."
    fn hour_and_minutes(&self, i: usize) -> Option<(i8, Option<i8>, usize)> {
        let first = self.cardinal(i)?;
        let (hour, minutes, at) = if first.figures {
            let number = self.digits(i).filter(|n| (100..1260).contains(n) && n % 100 < 60)?;
            (number / 100, number % 100, i + 1)
        } else {
            let at = self.skip(first.end, &["-"]);
            let second = self.cardinal(at).filter(|n| !n.figures && (10.0..60.0).contains(&n.value))?;
            let hour = (1.0..=12.0).contains(&first.value).then_some(first.value as u32)?;
            (hour, second.value as u32, second.end)
        };
        let (late, end) = self.half_day(at)?;
        Some((i8::try_from(full_hour(hour, Some(late))).ok()?, i8::try_from(minutes).ok(), end))
    }

    /// "a.m.", "o'clock", "in the evening": which half of the day, where they say it.
    fn half_of_day(&self, i: usize) -> Option<(Option<bool>, usize)> {
        const TAILS: &[(&str, Option<bool>)] = &[
            ("o'clock", None),
            ("o’clock", None),
            ("in the morning", Some(false)),
            ("in the afternoon", Some(true)),
            ("in the evening", Some(true)),
        ];
        self.half_day(i).map(|(late, end)| (Some(late), end)).or_else(|| self.any_phrase(i, TAILS))
    }

    /// "at 8 last night", "at 7:30 this evening"
    pub(super) fn hour_then_part(&self, i: usize) -> Option<Match> {
        let (hour, minute, at) = self.bare_hour(i)?;
        let due = minute.is_some()
            || matches!(self.before(i), "at" | "around" | "about" | "from" | "until" | "and" | "to" | "-");
        let (day, part, end) = self.day_with_part(self.skip(at, &["on"])).filter(|_| due)?;
        Some(self.clock_in_part(i, end, (hour, minute), (day, part)))
    }

    /// "tomorrow morning at 7", "tonight at 7:30"
    pub(super) fn part_then_hour(&self, i: usize) -> Option<Match> {
        let (day, part, at) = self.day_with_part(i)?;
        let at = Some(self.skip(at, &[","])).filter(|&k| matches!(self.word(k), "at" | "around"))? + 1;
        let (hour, minute, end) = self.bare_hour(at)?;
        let marked = self.half_day(end).is_some() || matches!(self.word(end), "percent" | "%" | ",");
        (!marked || self.word(end) == ",").then(|| self.clock_in_part(i, end, (hour, minute), (day, part)))
    }

    /// The first hour of "from 5 to 6 p.m.", "between 1:30 and 3 p.m.", "between 7
    /// and 9 last night": its half of the day stands with the second.
    pub(super) fn hour_of_range(&self, i: usize) -> Option<Match> {
        let (hour, minute, end) = self.bare_hour(i)?;
        if !matches!(self.word(end), "to" | "-" | "and" | "until" | "till") {
            return None;
        }
        let (second, _, after) = self.bare_hour(end + 1)?;
        if let Some((day, part, _)) = self.day_with_part(after) {
            return Some(self.clock_in_part(i, end, (hour, minute), (day, part)));
        }
        let (Some(late), after) = self.half_of_day(after)? else { return None };
        // "11 to 1 p.m." begins before noon.
        let late = late && (hour <= second || hour == 12);
        let (zone, after) = self.zone(after).unwrap_or((Zone::Unstated, after));
        let day = self.day_of_clock(after).map(|(day, _)| Box::new(day));
        let hour = i8::try_from(full_hour(hour, Some(late))).ok()?;
        Some(Match::new(i, end, Meaning::Clock { clock: Clock { hour, minute, zone }, day }))
    }

    fn clock_in_part(
        &self,
        start: usize,
        end: usize,
        (hour, minute): (u32, Option<i8>),
        (day, part): (Meaning, &'static str),
    ) -> Match {
        // An hour of the night before five is one of the next morning's.
        let late = match part {
            "AF" | "EV" => true,
            "NI" => hour >= 5 && hour != 12,
            _ => false,
        };
        let hour = i8::try_from(full_hour(hour, Some(late))).unwrap_or(0);
        let clock = Clock { hour, minute, zone: Zone::Unstated };
        Match::new(start, end, Meaning::Clock { clock, day: Some(Box::new(day)) })
    }

    /// "7", "seven", "7:30": an hour of the twelve without its half of the day.
    fn bare_hour(&self, i: usize) -> Option<(u32, Option<i8>, usize)> {
        let number = self.cardinal(i).filter(|n| n.end == i + 1 && (1.0..=12.0).contains(&n.value))?;
        let colon = self.word(i + 1) == ":" && self.glued(i + 1) && self.glued(i + 2);
        let minutes =
            self.token(i + 2).filter(|t| colon && t.text.len() == 2).and_then(crate::scan::Token::digits);
        let minute = minutes.filter(|m| *m < 60).and_then(|m| i8::try_from(m).ok());
        let end = if minute.is_some() { i + 3 } else { i + 1 };
        (number.value.fract() == 0.0).then_some((number.value as u32, minute, end))
    }

    /// "this morning", "Friday evening", "tonight": the day alone, the part, the place after.
    fn day_with_part(&self, i: usize) -> Option<(Meaning, &'static str, usize)> {
        let found = self
            .deictic(i)
            .or_else(|| self.weekday_alone(i))
            .or_else(|| self.stepped(i))
            .or_else(|| self.part_of_day(i))?;
        let mut day = found.meaning;
        let part = match &mut day {
            Meaning::Weekday { part, .. } | Meaning::Step { part, .. } => part.take()?,
            _ => return None,
        };
        Some((day, part, found.end))
    }
}

/// The hour of 24; 12 o'clock belongs to the half that begins with it.
fn full_hour(hour: u32, late: Option<bool>) -> u32 {
    match late {
        Some(late) if hour <= 12 => hour % 12 + 12 * u32::from(late),
        _ => hour % 24,
    }
}
