//! Numbers that count and measure nothing: labels, names, scores, ordinals, years.

use super::lexicon::Tells;
use super::number::{Number, Scan};
use crate::scan::{Gap, Shape};
use std::collections::HashSet;
use std::sync::LazyLock;
use wirefold_report::{Span, TimeExpression, TimeKind};

impl Scan<'_> {
    /// Where to go on after a number that is no quantity: behind all of it.
    pub(super) fn after_label(&self, i: usize) -> usize {
        if self.tokens[i].shape != Shape::Number {
            return i + 1;
        }
        let mut end = i + 1;
        while self.glued(end)
            && self
                .tokens
                .get(end)
                .is_some_and(|t| matches!(t.text, ":" | "/" | "-" | "–") || t.shape == Shape::Number)
        {
            end += 1;
        }
        end
    }

    /// Labels, names, scores, ordinals, pronouns.
    pub(super) fn is_no_quantity(&self, number: &Number) -> bool {
        let bare = number.unit.is_none() && number.high.is_none();
        if bare
            && (self.is_day(number)
                || self.is_label(number)
                || self.is_jersey(number)
                || self.is_year(number))
        {
            return true;
        }
        self.is_in_word(number)
            || self.tail_rejects(number)
            || self.is_pronoun(number)
            || self.is_name_part(number)
            || self.is_half_of_time(number)
    }

    /// "COVID-19", "V-6", "#3", "1:36"
    fn is_in_word(&self, number: &Number) -> bool {
        let i = number.start;
        let before = self.back(i, 1);
        if number.from < self.tokens[i].start {
            let first = self.tokens.partition_point(|t| t.start < number.from);
            let shouted = first.checked_sub(1).is_some_and(|k| {
                let text = self.tokens[k].text;
                text.len() > 1 && text.chars().all(char::is_uppercase)
            });
            return number.value < 0.0 && number.unit.is_none() && before == "-" && shouted;
        }
        let glued = self.glued(i) && i > 0;
        glued
            && (self.tokens[i - 1].shape == Shape::Word
                || matches!(before, "/" | ":" | "#" | "." | "_" | "@") && number.unit.is_none()
                || before == "-"
                    && self.glued(i - 1)
                    && i > 1
                    && !matches!(self.back(i, 2), "minus" | "sub" | "mid" | ")" | "to"))
    }

    /// What follows makes it an ordinal, a clock time or part of a name.
    fn tail_rejects(&self, number: &Number) -> bool {
        let Some(next) = self.tokens.get(number.end).filter(|t| t.gap == Gap::None) else { return false };
        let letters = next.shape == Shape::Word && number.figures && number.unit.is_none();
        let digit_after =
            self.tokens.get(number.end + 1).is_some_and(|t| t.shape == Shape::Number && t.gap == Gap::None);
        let score = matches!(next.lower.as_str(), ":" | "/" | "-")
            && digit_after
            && number.high.is_none()
            && number.figures;
        letters || score && number.unit.is_none()
    }

    /// "one" as a pronoun or article is no number at all; "one of the two men" is.
    fn is_pronoun(&self, number: &Number) -> bool {
        let one = self.tokens[number.start].lower == "one"
            && number.end == number.start + 1
            && number.high.is_none();
        let before = self.back(number.start, 1);
        one && number.unit.is_none()
            && !self.is_one_of(number.end)
            && (!self.counts(number.end)
                || matches!(before, "no" | "the" | "any" | "this" | "that" | "every" | "each" | "another")
                || matches!(self.word(number.end), "another" | "day" | "thing" | "time"))
    }

    /// "of the largest", "of my local shops" after "one".
    fn is_one_of(&self, at: usize) -> bool {
        self.word(at) == "of"
            && matches!(
                self.word(at + 1),
                "the" | "these" | "those" | "my" | "his" | "her" | "its" | "our" | "their" | "your"
            )
            && self.tokens.get(at + 2).is_some_and(|t| t.shape == Shape::Word)
    }

    /// "Section 427", "iPhone 11", "the Stoxx 600", "Kick Six": the number is part of a name.
    fn is_label(&self, number: &Number) -> bool {
        static LABELS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
            include_str!("../../data/quantity/labels.txt")
                .lines()
                .filter(|l| !l.is_empty() && !l.starts_with('#'))
                .collect()
        });
        let i = number.start;
        let single = number.end == i + 1 && number.from == self.tokens[i].start;
        let bare = number.figures && single && !self.tokens[i].text.contains(',');
        if single && !number.figures && self.tokens[i].capital() {
            return i > 0 && self.tokens[i - 1].capital() && self.tokens[i].gap == Gap::Space;
        }
        if !bare {
            return false;
        }
        let before = self.back(i, 1);
        if self.is_dialled(i, number.end) || self.is_named_group(i) {
            return true;
        }
        if LABELS.contains(before) || before == "." && self.back(i, 2) == "no" {
            return true;
        }
        let Some(previous) = i.checked_sub(1).map(|k| &self.tokens[k]) else { return false };
        let named = previous.shape == Shape::Word
            && previous.text.contains(char::is_uppercase)
            && self.tokens[i].gap == Gap::Space;
        let opens = i < 2 || matches!(self.back(i, 2), "." | "\"" | "?" | "!" | "");
        named && !opens && !self.is_plural(number.end)
    }

    /// "called 911": three figures that nothing follows are a number to call.
    fn is_dialled(&self, i: usize, end: usize) -> bool {
        Tells::Dialled.is_told_by(self.back(i, 1)) && self.tokens[i].text.len() == 3 && !self.counts(end)
    }

    /// "the Group of 20"
    fn is_named_group(&self, i: usize) -> bool {
        let named = i.checked_sub(2).map(|k| self.tokens[k].text) == Some("Group");
        named && self.back(i, 1) == "of" && self.back(i, 3) == "the"
    }

    /// Whether token `i` is a common noun in the plural.
    fn is_plural(&self, i: usize) -> bool {
        self.counts(i)
            && self.tokens.get(i).is_some_and(|t| {
                !t.capital() && (t.lower.ends_with('s') || Tells::Plural.is_told_by(&t.lower))
            })
    }

    /// "787 Dreamliner", "two new 737 Max jets": a model before its name.
    fn is_name_part(&self, number: &Number) -> bool {
        let i = number.start;
        let bare = number.figures
            && number.unit.is_none()
            && number.end == i + 1
            && self.tokens[i].digits().is_some_and(|d| d >= 10);
        let capital = |k: usize| {
            self.tokens.get(k).is_some_and(|t| t.shape == Shape::Word && t.capital() && t.gap == Gap::Space)
        };
        if !bare || !capital(number.end) {
            return false;
        }
        let mut at = number.end;
        while capital(at) {
            at += 1;
        }
        let street = Tells::Street.is_told_by(&self.tokens[at - 1].lower);
        let between =
            |k: usize| k == 1 || !super::number::is_small(self.back(i, 1)) && !self.is_plural(i - 1);
        let counted_before = (1..=2).any(|k| {
            k <= i
                && between(k)
                && crate::scan::cardinal(self.tokens, i - k).is_some_and(|n| n.end + k == i + 1)
        });
        let name_alone = self.tokens[i].digits().is_some_and(|d| d >= 100)
            && at == number.end + 1
            && self.tokens.get(at).is_none_or(|t| t.shape != Shape::Number)
            && !self.tokens[at - 1].lower.ends_with('s')
            && !self.is_plural(at);
        counted_before || name_alone || street
    }

    /// "Quarterback Jim Doe (4)"
    fn is_jersey(&self, number: &Number) -> bool {
        let i = number.start;
        self.back(i, 1) == "("
            && self.word(number.end) == ")"
            && number.figures
            && i > 1
            && self.tokens[i - 2].capital()
            && self.tokens[i].digits().is_some_and(|d| d < 100)
    }

    /// "by 2120", "the 1988 quarter": four figures where a year stands.
    fn is_year(&self, number: &Number) -> bool {
        let i = number.start;
        let year = number.end == i + 1
            && number.figures
            && number.from == self.tokens[i].start
            && self.tokens[i].text.len() == 4
            && self.tokens[i].digits().is_some_and(|d| (1500..2200).contains(&d));
        let dated =
            matches!(self.back(i, 1), "in" | "by" | "since" | "until" | "till" | "before" | "after" | "mid");
        let alone = !self.is_plural(number.end)
            && self
                .tokens
                .get(number.end)
                .is_none_or(|t| t.shape != Shape::Word || super::number::is_small(&t.lower));
        let period = Tells::Year.is_told_by(self.word(number.end));
        year && (dated && alone || period)
    }

    /// "oct. 25": a day behind its month, where it was not read as a date.
    fn is_day(&self, number: &Number) -> bool {
        const MONTHS: [&str; 12] =
            ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];
        let i = number.start;
        let month = self.back(i, 1) == "." && MONTHS.contains(&self.back(i, 2));
        month && number.figures && number.end == i + 1 && (1.0..32.0).contains(&number.value)
    }

    /// "the second half of the year" is no 0.5.
    fn is_half_of_time(&self, number: &Number) -> bool {
        let before = self.back(number.start, 1);
        number.share
            && self.tokens[number.start].lower == "half"
            && (crate::scan::ordinal_word(before).is_some()
                || matches!(before, "latter" | "other" | "last" | "next" | "this"))
    }
}

/// Whether a time expression takes the number: dates, clock times and sets do,
/// and so does "two years ago"; a length of time ("three hours", "every 33
/// years") is a quantity.
pub(super) fn is_dated(times: &[TimeExpression], span: Span, number: &Number) -> bool {
    let from = times.partition_point(|t| t.span.end <= span.start);
    times[from..].iter().take_while(|t| t.span.start < span.end).any(|time| {
        let of_time = number.unit.as_deref().is_some_and(crate::time::is_unit);
        let length = matches!(time.kind, TimeKind::Duration | TimeKind::Set) && of_time;
        let rate = time.kind == TimeKind::Set && !time.span.contains(span);
        let measure = number.unit.is_some() && !of_time;
        !(length || rate || measure && (time.span.len() < span.len() || !time.span.contains(span)))
    })
}
