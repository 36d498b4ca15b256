//! Lengths of time.

use super::super::lexicon::{self, Led, Lex, Unit};
use super::super::meaning::Meaning;
use super::{Match, Reader};
use crate::scan::Shape;
use wirefold_report::{TimeKind, TimeMod};

/// Words that say on which side of a number the true one lies.
const BOUNDS: &[(&str, TimeMod)] = &[
    ("no more than", TimeMod::EqualOrLess),
    ("not more than", TimeMod::EqualOrLess),
    ("no less than", TimeMod::EqualOrMore),
    ("up to", TimeMod::EqualOrLess),
    ("at most", TimeMod::EqualOrLess),
    ("more than", TimeMod::MoreThan),
    ("over", TimeMod::MoreThan),
    ("at least", TimeMod::EqualOrMore),
    ("under", TimeMod::LessThan),
    ("less than", TimeMod::LessThan),
    ("fewer than", TimeMod::LessThan),
    ("nearly", TimeMod::LessThan),
    ("almost", TimeMod::LessThan),
    ("just over", TimeMod::MoreThan),
    ("just under", TimeMod::LessThan),
    ("about", TimeMod::Approx),
    ("around", TimeMod::Approx),
    ("roughly", TimeMod::Approx),
    ("approximately", TimeMod::Approx),
    ("some", TimeMod::Approx),
];

impl Reader<'_> {
    /// A bound word and the place after it.
    pub(super) fn bound(&self, i: usize) -> Option<(TimeMod, usize)> {
        self.any_phrase(i, BOUNDS)
    }

    /// "more than two years", "nearly an hour"; also before "two years ago".
    pub(super) fn bounded_duration(&self, i: usize) -> Option<Match> {
        let (modifier, at) = self.bound(i)?;
        let shifted = self.shifted(i);
        let counted = self.cardinal(at).is_some() || matches!(self.word(at), "a" | "an" | "half");
        let length = self.duration(at).filter(|_| counted).map(|m| Match { start: i, ..m.with(modifier) });
        match (shifted, length) {
            (Some(s), Some(l)) if l.end > s.end => Some(l),
            (Some(s), _) => Some(s),
            (None, length) => length,
        }
    }

    /// How many: a number, "a", "a couple of", or something vague (`None`).
    pub(super) fn count(&self, i: usize) -> Option<(Option<f64>, usize)> {
        const PHRASES: &[(&str, Option<f64>)] = &[
            ("a couple of", Some(2.0)),
            ("a couple", Some(2.0)),
            ("couple of", Some(2.0)),
            ("a few", None),
            ("a number of", None),
            ("several", None),
            ("some", None),
            ("few", None),
            ("many", None),
            ("a great many", None),
            ("half an", Some(0.5)),
            ("half a", Some(0.5)),
            ("a half", Some(0.5)),
            ("half", Some(0.5)),
            ("one and a half", Some(1.5)),
            ("another", Some(1.0)),
        ];
        if let Some(found) = self.any_phrase(i, PHRASES) {
            return Some((found.0, found.1));
        }
        if let Some(number) = self.cardinal(i) {
            return Some((Some(number.value), number.end));
        }
        matches!(self.word(i), "a" | "an").then_some((Some(1.0), i + 1))
    }

    /// "three days", "the past two months", "a year and a half", "several weeks"
    pub(super) fn duration(&self, i: usize) -> Option<Match> {
        const STEPS: [&str; 12] = [
            "past",
            "last",
            "next",
            "first",
            "previous",
            "following",
            "coming",
            "final",
            "preceding",
            "latest",
            "recent",
            "upcoming",
        ];
        let the = self.skip(i, &["the"]);
        let at = self.skip(the, &STEPS);
        let stepped = at > the;
        if stepped
            && matches!(self.word(at - 1), "recent" | "coming" | "upcoming" | "following" | "preceding")
            && let Some(found) = self.plural(i, at)
        {
            return Some(found);
        }
        if let Some(found) = self.between_counts(i, at) {
            return Some(found);
        }
        if let Some(found) = self.whole_period(i) {
            return Some(found);
        }
        let Some((count, noun)) = self.count(at) else { return self.bare_plural(i, the) };
        let noun = self.skip(
            noun,
            &[
                "more",
                "full",
                "long",
                "whole",
                "straight",
                "consecutive",
                "further",
                "fiscal",
                "additional",
                "trading",
                "business",
                "working",
            ],
        );
        let Some(Lex::Unit { unit, plural }) = self.lex(noun) else { return None };
        self.fits(i, at, (count, stepped), plural).then_some(())?;
        let age = self.word(noun + 1) == "old";
        let share = unit == Unit::Quarter && !(stepped && plural);
        if age || share {
            return None;
        }
        let (count, end) = self.and_a_half(count, noun + 1);
        let meaning = count.map_or_else(|| vague(unit), |n| self.length(n, unit));
        // The article of "the two day rally" is the noun's.
        let start = if !stepped && !plural { at } else { i };
        let mut found = Match::new(start, end, meaning);
        if let (Some(count), Some((value, after))) =
            (count, count.and_then(|_| self.rest_of_length(end, unit)))
            && let Meaning::Fixed { value: whole, .. } = self.length(count, unit)
        {
            let value = joined(&whole, &value);
            found = Match::new(start, after, Meaning::Fixed { kind: TimeKind::Duration, value });
        }
        let end = found.end;
        Some(match self.phrase(end, "or so") {
            Some(after) if !matches!(self.word(after), "ago" | "later" | "earlier") => {
                Match { end: after, ..found.with(TimeMod::Approx) }
            }
            _ => found,
        })
    }

    /// "and three months" after "two years": its value, and where it ends.
    fn rest_of_length(&self, end: usize, above: Unit) -> Option<(String, usize)> {
        let at = self.skip(self.skip(end, &[","]), &["and"]);
        let number = self.cardinal(at)?;
        let Some(Lex::Unit { unit, .. }) = self.lex(number.end) else { return None };
        let next = self.word(number.end + 1);
        let fits = unit < above && !matches!(next, "ago" | "later" | "earlier" | "from" | "old" | "-");
        if !fits {
            return None;
        }
        let value = period(number.value, unit);
        Some(match self.rest_of_length(number.end + 1, unit) {
            Some((rest, end)) => (joined(&value, &rest), end),
            None => (value, number.end + 1),
        })
    }

    /// "two to three weeks", "five or six hours", "the next 12-18 months": the
    /// smaller length, with the modifier that says so.
    fn between_counts(&self, i: usize, at: usize) -> Option<Match> {
        let low = self.cardinal(at)?;
        let modifier = match self.word(low.end) {
            "to" | "-" => TimeMod::EqualOrMore,
            "or" => TimeMod::Approx,
            _ => return None,
        };
        let high = self.cardinal(low.end + 1)?;
        let Some(Lex::Unit { unit, plural: true }) = self.lex(high.end) else { return None };
        let right = low.value < high.value && high.value < 1000.0 && self.word(high.end + 1) != "old";
        right.then(|| Match::new(i, high.end + 1, self.length(low.value, unit)).with(modifier))
    }

    /// Whether "a year" is a length here and not a rate ("$5 a year"), and
    /// number and noun agree.
    fn fits(&self, i: usize, at: usize, (count, stepped): (Option<f64>, bool), plural: bool) -> bool {
        let single = matches!(self.word(at), "a" | "an");
        if single && !stepped && at == i {
            let distance = matches!(self.word(at + 2), "after" | "before")
                && self.token(at + 3).is_some_and(|t| t.shape == Shape::Word);
            let as_long = i > 1 && self.before(i) == "as" && self.before(i - 1) == "long";
            return lexicon::leads(Led::Length, self.before(i))
                || distance
                || as_long
                || self.word(at + 2) == "and" && self.word(at + 3) == "a";
        }
        // "one day" is as often a date; "two day" is speech for "two-day".
        !(count == Some(1.0)
            && self.word(at) == "one"
            && self.word(at + 1) == "day"
            && !matches!(self.before(i), "in" | "by" | "for" | "than" | "least" | "within"))
            && (plural || count.is_some_and(|n| n < 100.0))
    }

    /// "all day", "the whole week", "full-year"
    fn whole_period(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["the", "a"]);
        let whole = matches!(self.word(at), "all" | "full" | "whole");
        let noun = self.skip(at + 1, &["-"]);
        let Some(Lex::Unit { unit, plural: false }) = self.lex(noun) else { return None };
        // "the full year" is the one told of.
        let due = at == i || self.word(at) == "whole" || self.word(i) == "a";
        (whole && due && unit >= Unit::Day && unit <= Unit::Year && unit != Unit::Quarter)
            .then(|| Match::new(i, noun + 1, self.length(1.0, unit)))
    }

    /// "and a half" after the unit.
    fn and_a_half(&self, count: Option<f64>, end: usize) -> (Option<f64>, usize) {
        let half = self.phrase(end, "and a half").or_else(|| self.phrase(end, "and half"));
        match (count, half) {
            (Some(n), Some(after)) => (Some(n + 0.5), after),
            (count, _) => (count, end),
        }
    }

    /// "recent months", "the coming weeks"
    fn plural(&self, i: usize, at: usize) -> Option<Match> {
        let Some(Lex::Unit { unit, plural: true }) = self.lex(at) else { return None };
        Some(Match::new(i, at + 1, vague(unit)))
    }

    /// "for years", "within weeks"
    fn bare_plural(&self, i: usize, at: usize) -> Option<Match> {
        let Some(Lex::Unit { unit, plural: true }) = self.lex(at) else { return None };
        let due = at == i && lexicon::leads(Led::Lengths, self.before(i)) || self.word(at + 1) == "of";
        if let Some(found) = self.weeks_around(i, at, unit) {
            return Some(found);
        }
        let share = self.before(i) == "-";
        let hours = unit >= Unit::Minute && matches!(self.before(i), "for" | "within" | "lasted");
        (due && !share && (unit >= Unit::Day || hours) && unit != Unit::Weekend)
            .then(|| Match::new(i, at + 1, vague(unit)))
    }

    /// "the weeks ahead", "in the days before the vote", "the years that followed"
    fn weeks_around(&self, i: usize, at: usize, unit: Unit) -> Option<Match> {
        let ahead = matches!(self.word(at + 1), "ahead" | "since");
        let around = matches!(self.word(at + 1), "before" | "after" | "following" | "leading" | "preceding")
            || self.phrase(at + 1, "that followed").is_some()
            || self.phrase(at + 1, "to come").is_some();
        let whole = if self.word(at + 1) == "ahead" { at + 2 } else { at + 1 };
        // The article of "the days before the vote" goes with all that follows.
        let start = if around { at } else { i };
        (at > i && (ahead || around) && unit >= Unit::Hour).then(|| Match::new(start, whole, vague(unit)))
    }

    /// "three-day", "10-year-long", "decades-long", "yearlong"; not the age in
    /// "35-year-old".
    pub(super) fn hyphenated(&self, i: usize) -> Option<Match> {
        let (count, at) = match self.lex(i) {
            Some(Lex::Unit { .. }) => (Some(1.0), i),
            _ if self.word(i) == "several" && self.word(i + 1) == "-" && self.glued(i + 2) => (None, i + 2),
            _ => {
                let number = self.cardinal(i)?;
                if self.word(number.end) != "-" || !self.glued(number.end) {
                    return None;
                }
                (Some(number.value), number.end + 1)
            }
        };
        let Some(Lex::Unit { unit, plural }) = self.lex(at) else { return None };
        let long = self.phrase(at + 1, "- long").filter(|_| self.glued(at + 1));
        let old = self.word(at + 1) == "-" && self.glued(at + 1) && self.word(at + 2) == "old";
        let lasting = old && lexicon::leads(Led::Lasting, self.word(at + 3));
        if old && !lasting
            || self.word(at + 1) == "old"
            || at == i && long.is_none() && !(lasting && plural)
            || unit == Unit::Quarter
        {
            return None;
        }
        let meaning = match count {
            Some(count) if at > i || !plural => self.length(count, unit),
            _ => vague(unit),
        };
        let end = if lasting { at + 3 } else { long.unwrap_or(at + 1) };
        Some(Match::new(i, end, meaning))
    }

    /// A length of `count` units as a TIMEX3 duration.
    pub(super) fn length(&self, count: f64, unit: Unit) -> Meaning {
        Meaning::Fixed { kind: TimeKind::Duration, value: period(count, unit) }
    }
}

/// One duration after another: P2Y and P3M are P2Y3M.
fn joined(whole: &str, rest: &str) -> String {
    let rest = rest.strip_prefix('P').unwrap_or(rest);
    match rest.strip_prefix('T') {
        Some(clock) if whole.contains('T') => format!("{whole}{clock}"),
        _ => format!("{whole}{rest}"),
    }
}

/// TIMEX3 duration of `count` units: P3D, PT1H30M, P20Y.
pub(super) fn period(count: f64, unit: Unit) -> String {
    let (count, code, clock) = match unit {
        Unit::Second => (count, 'S', true),
        Unit::Minute => (count, 'M', true),
        Unit::Hour => (count, 'H', true),
        Unit::Day => (count, 'D', false),
        Unit::Weekend => (count * 2.0, 'D', false),
        Unit::Week => (count, 'W', false),
        Unit::Fortnight => (count * 2.0, 'W', false),
        Unit::Month => (count, 'M', false),
        Unit::Quarter => (count, 'Q', false),
        Unit::Year => (count, 'Y', false),
        Unit::Decade => (count * 10.0, 'Y', false),
        Unit::Century => (count * 100.0, 'Y', false),
        Unit::Millennium => (count * 1000.0, 'Y', false),
    };
    let prefix = if clock { "PT" } else { "P" };
    let whole = count.trunc();
    if count == whole {
        return format!("{prefix}{whole}{code}");
    }
    let rest = if count - whole == 0.5 { half(unit) } else { None };
    match rest {
        Some(rest) if whole == 0.0 => {
            format!("P{}", if clock { format!("T{rest}") } else { rest.to_owned() })
        }
        Some(rest) => format!("{prefix}{whole}{code}{rest}"),
        None => format!("{prefix}{count}{code}"),
    }
}

/// Half a unit in the next smaller ones.
fn half(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Minute => Some("30S"),
        Unit::Hour => Some("30M"),
        Unit::Day => Some("T12H"),
        Unit::Year => Some("6M"),
        _ => None,
    }
}

/// So many units, nobody says how many: PXD, PTXH.
pub(super) fn vague(unit: Unit) -> Meaning {
    let value = match unit {
        Unit::Second => "PTXS",
        Unit::Minute => "PTXM",
        Unit::Hour => "PTXH",
        Unit::Day | Unit::Weekend => "PXD",
        Unit::Week | Unit::Fortnight => "PXW",
        Unit::Month => "PXM",
        Unit::Quarter => "PXQ",
        Unit::Year => "PXY",
        Unit::Decade => "PXDE",
        Unit::Century => "PXCE",
        Unit::Millennium => "PXML",
    };
    Meaning::Fixed { kind: TimeKind::Duration, value: value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Unit, period};

    #[test]
    fn lengths_are_written_as_timex3_writes_them() {
        for (count, unit, expected) in [
            (3.0, Unit::Day, "P3D"),
            (0.5, Unit::Hour, "PT30M"),
            (2.5, Unit::Year, "P2Y6M"),
            (0.5, Unit::Year, "P6M"),
            (2.0, Unit::Decade, "P20Y"),
            (1.2, Unit::Second, "PT1.2S"),
        ] {
            assert_eq!(period(count, unit), expected);
        }
    }
}
