//! Times that recur.

use super::super::lexicon::Lex;
use super::super::meaning::Meaning;
use super::duration::period;
use super::{Match, Reader};
use crate::scan::Shape;
use wirefold_report::TimeKind;

impl Reader<'_> {
    /// "every Tuesday", "daily", "each year", "twice a week", "per day", "Mondays"
    pub(super) fn recurring(&self, i: usize) -> Option<Match> {
        let set =
            |end, value: String| Some(Match::new(i, end, Meaning::Fixed { kind: TimeKind::Set, value }));
        match self.lex(i) {
            Some(Lex::Set(value)) if !self.is_name(i) && !self.is_paper(i) => {
                return set(i + 1, value.to_owned());
            }
            Some(Lex::Weekday { number, plural: true, .. }) => {
                return set(i + 1, format!("XXXX-WXX-{number}"));
            }
            _ => {}
        }
        if let Some((_, at)) = self.any_phrase(i, &[("every", ()), ("each", ())]) {
            let (value, end) = self.recurring_noun(at)?;
            return set(end, value);
        }
        let at = self.times_a(i)?;
        let Some(Lex::Unit { unit, plural: false }) = self.lex(at) else { return None };
        set(at + 1, period(1.0, unit))
    }

    /// "the party daily Pravda": a word of frequency before a name is a newspaper.
    fn is_paper(&self, i: usize) -> bool {
        let next = self.token(i + 1).filter(|t| t.shape == Shape::Word && t.capital());
        next.is_some() && self.lex(i + 1).is_none()
    }

    /// "Friday mornings", "in the evenings"
    pub(super) fn parts_of_days(&self, i: usize) -> Option<Match> {
        let plural = |k: usize| match self.lex(k) {
            Some(Lex::Part(part)) if self.word(k).ends_with('s') => Some(part),
            _ => None,
        };
        let (day, at) = match self.lex(i) {
            Some(Lex::Weekday { number, short: false, .. }) => (format!("XXXX-WXX-{number}"), i + 1),
            _ => ("XXXX-XX-XX".to_owned(), self.skip(i, &["the"])),
        };
        // "on Monday and Tuesday nights"
        let shared = matches!(self.word(at), "and" | "or" | ",")
            && matches!(self.lex(at + 1), Some(Lex::Weekday { short: false, .. }));
        if let Some(part) = plural(at + 2).filter(|_| shared && day.contains('W')) {
            let value = format!("{day}T{part}");
            return Some(Match::new(i, at, Meaning::Fixed { kind: TimeKind::Set, value }));
        }
        let due = day.contains('W') || matches!(self.before(i), "on" | "in");
        let part = plural(at).filter(|_| due && self.word(at + 1) != "of")?;
        let meaning = Meaning::Fixed { kind: TimeKind::Set, value: format!("{day}T{part}") };
        Some(Match::new(i, at + 1, meaning))
    }

    /// A capitalised "Daily" inside a line is part of a newspaper's name.
    fn is_name(&self, i: usize) -> bool {
        let named = |k: usize| self.token(k).is_some_and(crate::scan::Token::capital);
        named(i) && (named(i + 1) || i > 0 && named(i - 1))
    }

    /// After "every": the value of the set and where it ends.
    fn recurring_noun(&self, at: usize) -> Option<(String, usize)> {
        if let Some((count, noun)) = self.cardinal(at).map(|n| (n.value, n.end)) {
            let Some(Lex::Unit { unit, .. }) = self.lex(noun) else { return None };
            return Some((period(count, unit), noun + 1));
        }
        let other = self.word(at) == "other";
        let at = self.skip(at, &["other", "single"]);
        Some(match self.lex(at)? {
            Lex::Unit { unit, plural: false } => (period(if other { 2.0 } else { 1.0 }, unit), at + 1),
            Lex::Weekday { number, short: false, plural: false } => match self.part(at + 1) {
                Some(part) => (format!("XXXX-WXX-{number}T{part}"), at + 2),
                None => (format!("XXXX-WXX-{number}"), at + 1),
            },
            Lex::Month { number, short: false } => (format!("XXXX-{number:02}"), at + 1),
            Lex::Season(season) => (format!("XXXX-{season}"), at + 1),
            Lex::Part(part) => (format!("XXXX-XX-XXT{part}"), at + 1),
            _ => return None,
        })
    }

    /// "twice a", "three times a", "per", "$5 a": the place of the unit after it.
    fn times_a(&self, i: usize) -> Option<usize> {
        const TIMES: [&str; 2] = ["twice a", "once a"];
        if let Some(at) = TIMES.iter().find_map(|p| self.phrase(i, p)) {
            return Some(at);
        }
        if self.word(i) == "per" {
            return Some(i + 1);
        }
        if matches!(self.word(i), "a" | "an") {
            let rated = (1..=3).any(|k| {
                i.checked_sub(k).and_then(|j| self.tokens.get(j)).is_some_and(|t| {
                    t.shape == Shape::Number
                        || matches!(
                            t.lower.as_str(),
                            "times" | "percent" | "million" | "billion" | "%" | "cents" | "$"
                        )
                })
            });
            let beyond = matches!(self.word(i + 2), "ago" | "earlier" | "later" | "before" | "after");
            return (rated && !beyond).then_some(i + 1);
        }
        let number = self.cardinal(i)?;
        self.phrase(number.end, "times a").or_else(|| self.phrase(number.end, "times per"))
    }
}
