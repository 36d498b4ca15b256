//! Dates that count from the report's day or from the time told of.

use super::super::lexicon::{self, Lex, Unit};
use super::super::meaning::{From, Meaning, Stated, Year};
use super::{Match, Reader};
use crate::scan::Shape;
use wirefold_report::{TimeKind, TimeMod};

impl Reader<'_> {
    /// "yesterday", "tomorrow morning", "tonight", "the day before yesterday"
    pub(super) fn deictic(&self, i: usize) -> Option<Match> {
        const FAR: &[(&str, i32)] = &[
            ("the day before yesterday", -2),
            ("the day after tomorrow", 2),
            ("day before yesterday", -2),
            ("day after tomorrow", 2),
        ];
        let step = |by, part| Meaning::Step { unit: Unit::Day, by, from: From::Report, part };
        if let Some((by, end)) = self.any_phrase(i, FAR) {
            return Some(Match::new(i, end, step(by, None)));
        }
        let Some(Lex::Deictic { days, night }) = self.lex(i) else { return None };
        if night {
            return Some(Match::new(i, i + 1, step(days, Some("NI"))));
        }
        let part = self.part(i + 1);
        Some(Match::new(i, i + 1 + usize::from(part.is_some()), step(days, part)))
    }

    /// "last week", "this morning", "next Tuesday", "last March", "the following day"
    pub(super) fn stepped(&self, i: usize) -> Option<Match> {
        let the = self.skip(i, &["the"]);
        let double = ["that same", "this same", "this coming", "this past", "this very"];
        let at = double.iter().find_map(|p| self.phrase(the, p)).map_or(the, |end| end - 1);
        let word = self.word(at);
        let (by, mut story) = lexicon::step(word)?;
        story |= word == "next" && the > i || word == "same" || self.word(the) == "that";
        if matches!(word, "same") && at == i {
            return None;
        }
        let by = match (word, self.word(the)) {
            ("past", "this") => -1,
            ("coming", "this") => 1,
            _ => by,
        };
        let from = if story { From::Story } else { From::Report };
        let noun = self.skip(at + 1, &["fiscal", "calendar"]);
        self.stepped_noun(i, noun, by, from)
    }

    fn stepped_noun(&self, i: usize, at: usize, by: i32, from: From) -> Option<Match> {
        let Some(lex) = self.lex(at) else { return self.stepped_holiday(i, at, by) };
        let meaning = match lex {
            Lex::Unit { unit, plural: false } => return self.stepped_unit(i, at, (by, from), unit),
            Lex::Weekday { number, plural: false, short: false } => {
                let part = self.part(at + 1);
                let end = at + 1 + usize::from(part.is_some());
                let meaning = Meaning::Weekday { day: number, step: Some(by), week: None, part, from };
                return Some(Match::new(i, end, meaning));
            }
            Lex::Month { number, short } if self.token(at)?.capital() && !(short && self.glued(at + 1)) => {
                Meaning::Stated(Stated { month: Some(number), step: Some(by), ..Stated::default() })
            }
            Lex::Season(season) if !self.word(at).ends_with('s') => {
                Meaning::Stated(Stated { division: Some(season), step: Some(by), ..Stated::default() })
            }
            Lex::Part(part) => {
                let by = if by < 0 && from == From::Report { -1 } else { by };
                Meaning::Step { unit: Unit::Day, by, from, part: Some(part) }
            }
            _ => return None,
        };
        Some(Match::new(i, at + 1, meaning))
    }

    /// "last Thanksgiving", "next Easter"
    fn stepped_holiday(&self, i: usize, at: usize, by: i32) -> Option<Match> {
        let mut found = self.holiday(at)?;
        let Meaning::Stated(stated) = &mut found.meaning else { return None };
        if stated.year.is_some() {
            return None;
        }
        stated.step = Some(by);
        found.start = i;
        Some(found)
    }

    /// The period itself. "The past month" is a month long, not the month before.
    fn stepped_unit(&self, i: usize, at: usize, (by, from): (i32, From), unit: Unit) -> Option<Match> {
        let latest_quarter = unit == Unit::Quarter && self.before(at) == "latest";
        if unit < Unit::Day || latest_quarter || self.word(at + 1) == "-" && self.glued(at + 1) {
            return None;
        }
        let the_last = self.before(at) == "last" && self.word(i) == "the" && unit != Unit::Weekend;
        if self.before(at) == "past" || the_last {
            return Some(Match::new(i, at + 1, self.length(1.0, unit)));
        }
        let part = self.part(at + 1).filter(|_| unit == Unit::Day);
        let end = at + 1 + usize::from(part.is_some());
        let found = Match::new(i, end, Meaning::Step { unit, by, from, part });
        Some(match self.phrase(end, "or so") {
            Some(end) => Match { end, ..found.with(TimeMod::Approx) },
            None => found,
        })
    }

    /// "the day before", "the week after", "a day earlier", "the same day", "year-earlier"
    pub(super) fn neighbour(&self, i: usize) -> Option<Match> {
        const TAILS: &[(&str, i32)] = &[("before", -1), ("after", 1), ("earlier", -1), ("later", 1)];
        let at = self.skip(i, &["the"]);
        if let Some(found) = self.year_earlier(i, at) {
            return Some(found);
        }
        if self.phrase(at, "weekend").is_some() && at > i {
            return Some(Match::new(i, at + 1, weekend()));
        }
        if at == i {
            return None;
        }
        if let Some(found) = self.the_quarter(i, at).or_else(|| self.the_year(i, at)) {
            return Some(found);
        }
        let Some(Lex::Unit { unit, plural: false }) = self.lex(at) else { return None };
        if let Some(found) = self.present_period(i, at, unit) {
            return Some(found);
        }
        let (by, end) = self.any_phrase(at + 1, TAILS)?;
        let alone = self.token(end).is_none_or(|t| t.shape == Shape::Sign)
            || matches!(by, -1 | 1) && self.word(end) == "the";
        let by_the = self.word(end) == "the";
        (alone && !by_the && unit >= Unit::Day)
            .then(|| Match::new(i, end, Meaning::Step { unit, by, from: From::Story, part: None }))
    }

    /// "for the week", "the year after next"
    fn present_period(&self, i: usize, at: usize, unit: Unit) -> Option<Match> {
        let step = |by, end| Match::new(i, end, Meaning::Step { unit, by, from: From::Report, part: None });
        if unit < Unit::Day {
            return None;
        }
        if let Some(((), end)) = self.any_phrase(at + 1, &[("after next", ()), ("after the next", ())]) {
            return Some(step(2, end));
        }
        let alone = self.token(at + 1).is_none_or(|t| t.shape == Shape::Sign && t.text != "-");
        (alone && self.before(i) == "for" && matches!(unit, Unit::Week | Unit::Month))
            .then(|| step(0, at + 1))
    }

    /// "mid-morning", "by mid afternoon"
    pub(super) fn middle_of_day(&self, i: usize) -> Option<Match> {
        let at = self.skip(i + 1, &["-"]);
        let Some(Lex::Part(part)) = self.lex(at).filter(|_| self.word(i) == "mid") else { return None };
        let day = self.deictic(at + 1).map(|m| (m.meaning, m.end));
        let (by, from, end) = match day {
            Some((Meaning::Step { unit: Unit::Day, by, from, part: None }, end)) => (by, from, end),
            _ => (0, From::Story, at + 1),
        };
        let meaning = Meaning::Step { unit: Unit::Day, by, from, part: Some(part) };
        Some(Match::new(i, end, meaning).with(TimeMod::Mid))
    }

    /// "the quarter", "the latest quarter", "the latest period": the one told of.
    fn the_quarter(&self, i: usize, at: usize) -> Option<Match> {
        let latest = self.skip(at, &["latest", "recent"]);
        let quarter = self.word(latest) == "quarter" || latest > at && self.word(latest) == "period";
        let share = matches!(self.word(latest + 1), "of" | "-") || matches!(self.before(i), "than" | "about");
        if !quarter || share {
            return None;
        }
        const AGO: &[(&str, ())] = &[("a year ago", ()), ("a year earlier", ())];
        let step = |by| Meaning::Step { unit: Unit::Quarter, by, from: From::Story, part: None };
        if let Some(((), end)) = self.any_phrase(latest + 1, AGO) {
            return Some(Match::new(i, end, step(-4)));
        }
        let meaning = self.quarter_ended(latest + 1).unwrap_or_else(|| step(0));
        Some(Match::new(i, latest + 1, meaning))
    }

    /// After "the quarter": "ended July 31" places it, by the day in its middle.
    fn quarter_ended(&self, i: usize) -> Option<Meaning> {
        const HALF: i32 = 45;
        let at = i + usize::from(matches!(self.word(i), "ended" | "ending"));
        let Meaning::Stated(end) = self.dated(at).filter(|_| at > i)?.meaning else { return None };
        let of = Box::new(Meaning::Stated(end.clone()));
        let middle = Box::new(Meaning::Beside { unit: Unit::Day, by: -HALF, of });
        end.day.map(|_| Meaning::Beside { unit: Unit::Quarter, by: 0, of: middle })
    }

    /// "for the year ended July 2" is a length; "the full year" is this one.
    fn the_year(&self, i: usize, at: usize) -> Option<Match> {
        let noun = self.skip(at, &["full", "fiscal", "whole"]);
        if self.word(noun) != "year" {
            return None;
        }
        if matches!(self.word(noun + 1), "ended" | "ending" | "to") || noun > at && self.word(at) == "fiscal"
        {
            return Some(Match::new(i, noun + 1, self.length(1.0, Unit::Year)));
        }
        let due =
            noun > at || matches!(self.before(i), "of" | "for") && self.before(i.saturating_sub(1)) != "time";
        let meaning = Meaning::Step { unit: Unit::Year, by: 0, from: From::Report, part: None };
        due.then(|| Match::new(i, noun + 1, meaning))
    }

    /// "the year-ago quarter", "year-earlier", "the year-earlier period"
    fn year_earlier(&self, i: usize, at: usize) -> Option<Match> {
        let at = self.skip(at, &["comparable"]);
        let end = self.phrase(at, "year - earlier").or_else(|| self.phrase(at, "year - ago"))?;
        if self.word(end) == "quarter" {
            let meaning = Meaning::Step { unit: Unit::Quarter, by: -4, from: From::Story, part: None };
            return Some(Match::new(i, end + 1, meaning));
        }
        if let Some((number, end)) =
            self.division_number(end).filter(|(_, end)| self.word(end - 1) == "quarter")
        {
            const QUARTERS: [&str; 4] = ["Q1", "Q2", "Q3", "Q4"];
            let division = QUARTERS.get(number - 1).copied();
            let stated = Stated { year: Some(Year::Step(-1)), division, ..Stated::default() };
            return Some(Match::new(i, end, Meaning::Stated(stated)));
        }
        let meaning = Meaning::Shift { count: Some(1.0), unit: Unit::Year, back: true, from: From::Report };
        // The article of "the year-ago results" is the noun's.
        Some(match self.word(end) {
            "period" => Match::new(i, end + 1, meaning),
            _ => Match::new(at, end, meaning),
        })
    }

    /// "Tuesday", "Friday morning", "Monday of last week"
    pub(super) fn weekday_alone(&self, i: usize) -> Option<Match> {
        const WEEKS: &[(&str, i32)] = &[
            ("of last week", -1),
            ("last week", -1),
            ("of this week", 0),
            ("of next week", 1),
            ("next week", 1),
        ];
        if self.before(i) == "black" && self.word(i) != "sunday" {
            return None;
        }
        let Some(Lex::Weekday { number, short: false, plural: false }) = self.lex(i) else { return None };
        let part = self.part(i + 1);
        let mut end = i + 1 + usize::from(part.is_some());
        let week = self.any_phrase(end, WEEKS);
        end = week.map_or(end, |(_, end)| end);
        let week = week.map(|(by, _)| by);
        Some(Match::new(i, end, Meaning::Weekday { day: number, step: None, week, part, from: From::Report }))
    }

    /// "two days ago", "three weeks later", "a month earlier", "a week or so ago"
    pub(super) fn shifted(&self, i: usize) -> Option<Match> {
        const TAILS: &[(&str, (bool, From))] = &[
            ("ago", (true, From::Report)),
            ("from now", (false, From::Report)),
            ("hence", (false, From::Report)),
            ("earlier", (true, From::Story)),
            ("previously", (true, From::Story)),
            ("later", (false, From::Story)),
            ("afterwards", (false, From::Story)),
            ("afterward", (false, From::Story)),
        ];
        let (modifier, from_word) = self.bound(i).map_or((None, i), |(m, at)| (Some(m), at));
        let (count, at) = match self.lex(i) {
            Some(Lex::Unit { plural: true, .. }) => (None, i),
            _ => self.count(from_word)?,
        };
        let Some(Lex::Unit { unit, .. }) = self.lex(at) else { return None };
        let vague = self.phrase(at + 1, "or so");
        let at = vague.unwrap_or(at + 1);
        let ((back, from), end) = self.any_phrase(at, TAILS)?;
        let meaning = match count {
            None => {
                let value = if back { "PAST_REF" } else { "FUTURE_REF" };
                Meaning::Fixed { kind: TimeKind::Date, value: value.to_owned() }
            }
            count => Meaning::Shift { count, unit, back, from },
        };
        let found = Match::new(i, end, meaning);
        Some(match modifier.or(vague.map(|_| TimeMod::Approx)) {
            Some(modifier) => found.with(modifier),
            None => found,
        })
    }

    /// "now", "currently", "recent years", "the past", "the coming weeks"
    pub(super) fn reference(&self, i: usize) -> Option<Match> {
        const PHRASES: &[(&str, &str)] = &[
            ("right now", "PRESENT_REF"),
            ("at present", "PRESENT_REF"),
            ("at the moment", "PRESENT_REF"),
            ("at this time", "PRESENT_REF"),
            ("at this moment", "PRESENT_REF"),
            ("these days", "PRESENT_REF"),
            ("as soon as possible", "FUTURE_REF"),
            ("the foreseeable future", "FUTURE_REF"),
            ("the near term", "FUTURE_REF"),
            ("the short term", "FUTURE_REF"),
            ("the long term", "FUTURE_REF"),
            ("the near future", "FUTURE_REF"),
            ("the future", "FUTURE_REF"),
            ("the recent past", "PAST_REF"),
            ("the past", "PAST_REF"),
        ];
        let fixed = |end, value: &str| {
            let meaning = Meaning::Fixed { kind: TimeKind::Date, value: value.to_owned() };
            Some(Match::new(i, end, meaning))
        };
        let some_day = matches!(self.before(i), "will" | "may" | "might" | "could" | "would");
        if let Some(end) = self.phrase(i, "one day").filter(|_| some_day) {
            return fixed(end, "FUTURE_REF");
        }
        if let Some((value, end)) = self.any_phrase(i, PHRASES) {
            let qualifies =
                self.token(end).is_some_and(|t| t.shape == Shape::Word && !lexicon::function_word(&t.lower));
            return if qualifies && value != "PRESENT_REF" { None } else { fixed(end, value) };
        }
        let from = self.skip(i, &["more"]);
        if self.word(from) == "recent" && self.word(from + 1) == "years" {
            return fixed(from + 2, "PAST_REF");
        }
        match self.lex(from)? {
            // "soon after", "as soon as" place nothing by themselves.
            Lex::Reference(_)
                if self.word(from) == "soon"
                    && (matches!(self.word(from + 1), "as" | "after" | "enough" | "afterwards")
                        || matches!(self.before(from), "as" | "how" | "too")) =>
            {
                None
            }
            Lex::Reference(value) if from == i || value == "PAST_REF" => fixed(from + 1, value),
            _ => None,
        }
    }

    /// "the morning", "that night" after a preposition; "overnight" is no date.
    pub(super) fn part_of_day(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["the"]);
        let Some(Lex::Part(part)) = self.lex(at) else { return None };
        let due = matches!(self.before(i), "in" | "during" | "by" | "until");
        if at > i
            && self.word(at + 1) == "of"
            && let Some(found) = self.part_of_date(i, at + 2, part)
        {
            return Some(found);
        }
        if at == i && part == "NI" && self.before(i) == "at" && self.word(i) == "night" {
            let meaning = Meaning::Fixed { kind: TimeKind::Time, value: "XXXX-XX-XXTNI".to_owned() };
            return Some(Match::new(i, i + 1, meaning));
        }
        // "at dawn on Thursday"
        let edge = matches!(self.word(i), "dawn" | "daybreak" | "dusk" | "nightfall");
        if edge && matches!(self.before(i), "at" | "before" | "since" | "until" | "by") {
            let told = Meaning::Step { unit: Unit::Day, by: 0, from: From::Story, part: Some(part) };
            let of = self.skip(i + 1, &["on"]);
            return self.part_of_date(i, of, part).or_else(|| Some(Match::new(i, i + 1, told)));
        }
        if at == i || !due || self.word(at).ends_with('s') || matches!(part, "MI" | "DT") {
            return None;
        }
        if self.word(at + 1) == "of" {
            return None;
        }
        let meaning = Meaning::Step { unit: Unit::Day, by: 0, from: From::Story, part: Some(part) };
        Some(Match::new(i, at + 1, meaning))
    }

    /// "the night of 5 May"
    fn part_of_date(&self, i: usize, of: usize, part: &'static str) -> Option<Match> {
        let mut found = self.dated(of).or_else(|| self.weekday_alone(of)).or_else(|| self.deictic(of))?;
        match &mut found.meaning {
            Meaning::Stated(stated) if stated.day.is_some() => stated.part = Some(part),
            Meaning::Weekday { part: slot, .. } | Meaning::Step { part: slot, .. } => *slot = Some(part),
            _ => return None,
        }
        found.start = i;
        Some(found)
    }

    /// "morning" … right after a day's name.
    pub(super) fn part(&self, i: usize) -> Option<&'static str> {
        match self.lex(i) {
            Some(Lex::Part(part)) if !self.word(i).ends_with('s') => Some(part),
            _ => None,
        }
    }
}

fn weekend() -> Meaning {
    Meaning::Step { unit: Unit::Weekend, by: 0, from: From::Report, part: None }
}
