//! Times of the day.

use super::super::lexicon::{self, Lex};
use super::super::meaning::{Clock, Meaning, Zone};
use super::{Match, Reader};
use crate::scan::Shape;
use wirefold_report::TimeMod;

impl Reader<'_> {
    /// "6:20 p.m. (local time)", "10:45 GMT", "0930 hrs", "noon", "7 o'clock"
    pub(super) fn clock(&self, i: usize) -> Option<Match> {
        let (hour, minute, at) = self.time_of_day(i)?;
        let (zone, at) = self.zone(at).map_or((Zone::Unstated, at), |(zone, at)| (zone, at));
        let (day, end) = self.day_of_clock(at).map_or((None, at), |(day, end)| (Some(Box::new(day)), end));
        Some(Match::new(i, end, Meaning::Clock { clock: Clock { hour, minute, zone }, day }))
    }

    /// "shortly before 6:20 p.m.", "around noon"
    pub(super) fn near_clock(&self, i: usize) -> Option<Match> {
        const NEAR: &[(&str, TimeMod)] = &[
            ("shortly before", TimeMod::Before),
            ("just before", TimeMod::Before),
            ("a little before", TimeMod::Before),
            ("shortly after", TimeMod::After),
            ("just after", TimeMod::After),
            ("a little after", TimeMod::After),
            ("around", TimeMod::Approx),
            ("about", TimeMod::Approx),
            ("approximately", TimeMod::Approx),
            ("roughly", TimeMod::Approx),
        ];
        let (modifier, at) = self.any_phrase(i, NEAR)?;
        let found = self.clock(at)?;
        Some(Match { start: i, ..found.with(modifier) })
    }

    /// Hour, minute where stated, and the place after them.
    fn time_of_day(&self, i: usize) -> Option<(i8, Option<i8>, usize)> {
        match self.word(i) {
            "noon" | "midday" => return Some((12, Some(0), i + 1)),
            "mid" if self.word(self.skip(i + 1, &["-"])) == "day" => {
                return Some((12, Some(0), self.skip(i + 1, &["-"]) + 1));
            }
            "midnight" => return Some((0, Some(0), i + 1)),
            _ => {}
        }
        self.with_colon(i)
            .or_else(|| self.spoken(i))
            .or_else(|| self.whole_hour(i))
            .or_else(|| self.military(i))
    }

    /// "9:30 p.m.", "9.30pm", "21:30"
    fn with_colon(&self, i: usize) -> Option<(i8, Option<i8>, usize)> {
        let token = self.token(i).filter(|t| t.shape == Shape::Number)?;
        let dotted = token.text.split_once('.').filter(|(_, m)| m.len() == 2);
        let (hour, minute, at) = if let Some((h, m)) = dotted {
            (h.parse().ok()?, m.parse().ok()?, i + 1)
        } else {
            let colon = self.word(i + 1) == ":" && self.glued(i + 1) && self.glued(i + 2);
            let minutes = self.token(i + 2).filter(|t| colon && t.text.len() == 2)?;
            (token.digits()?, minutes.digits()?, i + 3)
        };
        let at = match self.digits(at + 1) {
            Some(seconds) if self.word(at) == ":" && self.glued(at) && seconds < 60 => at + 2,
            _ => at,
        };
        if hour > 24 || minute > 59 || self.is_score(i, at) {
            return None;
        }
        let half = self.half_day(at);
        if dotted.is_some() && half.is_none() {
            return None;
        }
        let (hour, end) = half_hour(hour, half, at)?;
        Some((hour, Some(i8::try_from(minute).ok()?), end))
    }

    /// Lap times and scores: "1:36.6", "ran 4:39 left".
    fn is_score(&self, i: usize, at: usize) -> bool {
        let more =
            matches!(self.word(at), "." | ":" | "-" | "/") && self.glued(at) && self.digits(at + 1).is_some();
        more || matches!(self.word(at), "left" | "remaining" | "mark") || matches!(self.before(i), ":" | "/")
    }

    /// "9 a.m.", "nine o'clock", "4 in the morning"
    fn whole_hour(&self, i: usize) -> Option<(i8, Option<i8>, usize)> {
        let number =
            self.cardinal(i).filter(|n| n.value.fract() == 0.0 && (1.0..=12.0).contains(&n.value))?;
        let hour = number.value as u32;
        if let Some(half) = self.half_day(number.end) {
            let (hour, end) = half_hour(hour, Some(half), number.end)?;
            return Some((hour, None, end));
        }
        const TAILS: &[(&str, bool)] = &[
            ("in the morning", false),
            ("o'clock in the morning", false),
            ("in the afternoon", true),
            ("o'clock in the afternoon", true),
            ("o'clock in the evening", true),
            ("in the evening", true),
            ("at night", true),
        ];
        if let Some((late, end)) = self.any_phrase(number.end, TAILS).filter(|_| self.before(i) != "in") {
            let (hour, end) = half_hour(hour, Some((late, end)), end)?;
            return Some((hour, None, end));
        }
        let clock = matches!(self.word(number.end), "o'clock" | "o’clock");
        clock.then_some((i8::try_from(hour).ok()?, None, number.end + 1))
    }

    /// "0930 hrs", "1045 GMT"
    fn military(&self, i: usize) -> Option<(i8, Option<i8>, usize)> {
        let token = self.token(i).filter(|t| t.text.len() == 4)?;
        let number = token.digits()?;
        let hours = matches!(self.word(i + 1), "hrs" | "hours" | "h");
        let zoned = self.zone(i + 1).is_some_and(|(zone, _)| matches!(zone, Zone::Named(_)));
        let (hour, minute) = (number / 100, number % 100);
        let right = (hours || zoned) && hour <= 24 && minute < 60;
        let end = i + 1 + usize::from(hours);
        right.then_some((i8::try_from(hour).ok()?, Some(i8::try_from(minute).ok()?), end))
    }

    /// "a.m." or "p.m." (true) and the place after it.
    pub(super) fn half_day(&self, i: usize) -> Option<(bool, usize)> {
        const HALVES: &[(&str, bool)] = &[
            ("a . m .", false),
            ("p . m .", true),
            ("a . m", false),
            ("p . m", true),
            ("am", false),
            ("pm", true),
        ];
        self.any_phrase(i, HALVES)
    }

    /// "GMT", "Paris time", "(local time)", "Eastern Standard Time"
    pub(super) fn zone(&self, i: usize) -> Option<(Zone, usize)> {
        let open = self.word(i) == "(";
        let at = i + usize::from(open);
        let (zone, end) = self.zone_name(at)?;
        match (open, self.word(end)) {
            (true, ")") => Some((zone, end + 1)),
            (true, _) => None,
            (false, _) => Some((zone, end)),
        }
    }

    fn zone_name(&self, i: usize) -> Option<(Zone, usize)> {
        if let Some(end) = self.phrase(i, "local time") {
            return Some((Zone::Local, end));
        }
        let token = self.token(i)?;
        let letters = token.text.len() > 1 && token.text.chars().all(char::is_uppercase);
        if let Some(zone) = lexicon::zone(&token.lower).filter(|_| letters) {
            return Some((Zone::Named(zone.to_owned()), i + 1));
        }
        self.time_of_place(i)
    }

    /// Up to four capitalised words before "time": a zone's name, a city, a country.
    fn time_of_place(&self, i: usize) -> Option<(Zone, usize)> {
        let end = (i + 1..i + 7).find(|&k| self.word(k) == "time")?;
        let inside = self.tokens.get(i..end)?;
        let name_like = inside.iter().all(|t| t.capital() || matches!(t.text, "." | "-" | "’" | "'"));
        let name = inside.iter().fold(String::new(), |mut name, t| {
            if t.gap > crate::scan::Gap::None && !name.is_empty() {
                name.push(' ');
            }
            name + t.text
        });
        if !name_like {
            return None;
        }
        let zone = lexicon::zone(&name.to_lowercase())
            .or_else(|| wirefold_gazetteer::zone_of_city(&name))
            .or_else(|| zone_of_land(&name))?;
        Some((Zone::Named(zone.to_owned()), end + 1))
    }

    /// The day right after a clock time: "10 p.m. Wednesday", "9:30 a.m., May 5".
    pub(super) fn day_of_clock(&self, i: usize) -> Option<(Meaning, usize)> {
        let at = self.skip(i, &[","]);
        let at = if self.word(at) == "on" && at == i { at + 1 } else { at };
        let found = self.dated(at).or_else(|| self.weekday_alone(at)).or_else(|| self.deictic(at))?;
        let day = match &found.meaning {
            Meaning::Stated(stated) => stated.day.is_some(),
            _ => !matches!(self.lex(found.end - 1), Some(Lex::Part(_))),
        };
        day.then_some((found.meaning, found.end))
    }
}

fn half_hour(hour: u32, half: Option<(bool, usize)>, at: usize) -> Option<(i8, usize)> {
    let (hour, end) = match half {
        Some((late, end)) if (1..=12).contains(&hour) => (hour % 12 + 12 * u32::from(late), end),
        // "21:30 p.m." says the same twice.
        Some((true, end)) if hour > 12 => (hour, end),
        Some(_) => return None,
        None => (hour, at),
    };
    Some((i8::try_from(hour).ok()?, end))
}

/// The zone of a country with one zone, by its name or its people's.
fn zone_of_land(name: &str) -> Option<&'static str> {
    let land =
        wirefold_gazetteer::country_named(name).or_else(|| wirefold_gazetteer::country_of_demonym(name))?;
    wirefold_gazetteer::zone_of_country(land.code).filter(|zone| zone.only).map(|zone| zone.name)
}
