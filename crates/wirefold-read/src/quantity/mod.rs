//! Quantities: how many or how much, of what, how exactly, up or down.
//!
//! Years, dates, clock times, ordinals, labels ("Section 427") and scores are
//! numbers but no quantities. Units follow the CQE scheme (Almasian et al. 2023)
//! with ISO 4217 codes for money; plain counts have none: what they count is `of`.

mod counted;
mod number;
mod unit;

use crate::scan::{Gap, Shape, table, tokens};
use number::{Number, Scan};
use std::collections::HashSet;
use std::sync::LazyLock;
use wirefold_report::{Bound, Change, Quantity, Sentence, Span, TimeExpression, TimeKind};

/// Finds the quantities of a text, in order.
#[must_use]
pub fn find(text: &str, sentences: &[Sentence], times: &[TimeExpression]) -> Vec<Quantity> {
    let tokens = tokens(text);
    let scan = Scan { text, tokens: &tokens };
    let mut out: Vec<Quantity> = Vec::new();
    for sentence in sentences {
        let (start, end) = (sentence.span.start as usize, sentence.span.end as usize);
        let mut i = tokens.partition_point(|t| t.start < start);
        while i < tokens.len() && tokens[i].start < end {
            match scan.quantity(i, times, sentence) {
                Some((quantity, after)) => {
                    let fresh = out.last().is_none_or(|last| last.span.end <= quantity.span.start);
                    out.extend(fresh.then_some(quantity));
                    i = after.max(i + 1);
                }
                None => i = scan.after_label(i),
            }
        }
    }
    out
}

impl Scan<'_> {
    fn quantity(&self, i: usize, times: &[TimeExpression], sentence: &Sentence) -> Option<(Quantity, usize)> {
        let number = self.number(i)?;
        let last = self.tokens.get(number.end - 1)?;
        if last.end > sentence.span.end as usize || self.is_no_quantity(&number) {
            return None;
        }
        let whole = Span::new(number.from, last.end);
        if is_dated(times, whole, &number) {
            return None;
        }
        let (bound, from, end) = self.bound(&number);
        let change = self.change(&number, from);
        let span = Span::new(self.tokens[from].start.min(number.from), self.tokens[end - 1].end);
        let unit = self.age(&number).or_else(|| number.unit.clone());
        let of = counted::counted(self, sentence, &number, unit.is_some());
        let low = number.high.map_or(number.value, |h| h.min(number.value));
        let high = number.high.map(|h| h.max(number.value));
        let quantity = Quantity { span, value: low, high, bound, change, unit, of };
        Some((quantity, end))
    }

    /// Where to go on after a number that is no quantity: behind all of it.
    fn after_label(&self, i: usize) -> usize {
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
    fn is_no_quantity(&self, number: &Number) -> bool {
        let i = number.start;
        let token = &self.tokens[i];
        if number.unit.is_none() && number.high.is_none() && self.is_label(number) {
            return true;
        }
        let before = self.back(i, 1);
        let in_word = number.from == token.start
            && self.glued(i)
            && i > 0
            && (self.tokens[i - 1].shape == Shape::Word
                || matches!(before, "/" | ":" | "#" | "." | "_" | "@") && number.unit.is_none()
                || before == "-"
                    && self.glued(i - 1)
                    && i > 1
                    && !matches!(self.back(i, 2), "minus" | "sub" | "mid" | ")"));
        in_word || self.tail_rejects(number) || self.is_pronoun(number)
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

    /// "one" as a pronoun or article, "second" as an ordinal is no number at all.
    fn is_pronoun(&self, number: &Number) -> bool {
        let one = self.tokens[number.start].lower == "one"
            && number.end == number.start + 1
            && number.high.is_none();
        let before = self.back(number.start, 1);
        one && number.unit.is_none()
            && (!self.counts(number.end)
                || matches!(before, "no" | "the" | "any" | "this" | "that" | "every" | "each" | "another")
                || matches!(self.word(number.end), "another" | "day" | "thing" | "time"))
    }

    /// "Section 427", "iPhone 11", "the Stoxx 600": the number is part of a name.
    fn is_label(&self, number: &Number) -> bool {
        static LABELS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
            include_str!("../../data/quantity/labels.txt")
                .lines()
                .filter(|l| !l.is_empty() && !l.starts_with('#'))
                .collect()
        });
        let i = number.start;
        let bare = number.figures && number.end == i + 1 && !self.tokens[i].text.contains(',');
        if !bare || number.from != self.tokens[i].start {
            return false;
        }
        let before = self.back(i, 1);
        if LABELS.contains(before) || before == "." && self.back(i, 2) == "no" {
            return true;
        }
        let Some(previous) = i.checked_sub(1).map(|k| &self.tokens[k]) else { return false };
        let named = previous.shape == Shape::Word
            && previous.text.contains(char::is_uppercase)
            && self.tokens[i].gap == Gap::Space;
        let opens = i < 2 || matches!(self.back(i, 2), "." | "\"" | "?" | "!" | "");
        let plural = self.tokens.get(number.end).is_some_and(|t| {
            t.shape == Shape::Word
                && !t.capital()
                && self.counts(number.end)
                && (t.lower.ends_with('s')
                    || matches!(t.lower.as_str(), "people" | "men" | "women" | "children"))
        });
        named && !opens && !plural
    }

    /// Bound words around a number: the bound, the first token, one past the last.
    fn bound(&self, number: &Number) -> (Bound, usize, usize) {
        static BOUNDS: LazyLock<(Vec<Row>, Vec<Row>)> = LazyLock::new(|| {
            let rows = table(include_str!("../../data/quantity/bounds.tsv"));
            let parsed = rows
                .filter_map(|r| Some((r[0] == "before", r.get(1)?.split(' ').collect(), sign(r.get(2)?))));
            let (before, after): (Vec<_>, Vec<_>) = parsed.partition(|(before, _, _)| *before);
            let strip = |rows: Vec<(bool, Vec<&'static str>, Bound)>| {
                rows.into_iter().map(|(_, w, b)| (w, b)).collect()
            };
            (strip(before), strip(after))
        });
        let first = self.tokens.partition_point(|t| t.end <= number.from);
        let ends = |words: &[&str]| {
            words.len() <= first && words.iter().rev().enumerate().all(|(k, w)| self.back(first, k + 1) == *w)
        };
        let best = BOUNDS.0.iter().filter(|(words, _)| ends(words)).max_by_key(|(words, _)| words.len());
        if let Some((words, bound)) = best {
            return (*bound, first - words.len(), number.end);
        }
        let follows = |words: &[&str]| words.iter().enumerate().all(|(k, w)| self.word(number.end + k) == *w);
        if let Some((words, bound)) = BOUNDS.1.iter().find(|(words, _)| follows(words)) {
            return (*bound, first, number.end + words.len());
        }
        let plus = self.word(number.end) == "+" && self.glued(number.end);
        let bound = if number.open || plus { Bound::AtLeast } else { Bound::Exact };
        (bound, first, number.end + usize::from(plus))
    }

    /// Whether a verb of change stands right before: "rose 5%", "down by some 40".
    fn change(&self, number: &Number, from: usize) -> Option<Change> {
        static CHANGES: LazyLock<Vec<(&'static str, Change)>> = LazyLock::new(|| {
            table(include_str!("../../data/quantity/changes.tsv"))
                .filter_map(|r| Some((*r.get(1)?, if r[0] == "up" { Change::Up } else { Change::Down })))
                .collect()
        });
        if number.value < 0.0 && number.unit.as_deref() == Some("percent") {
            return Some(Change::Down);
        }
        if self.back(from, 1) == "up" && matches!(self.word(from), "to") || self.tokens[from].lower == "up" {
            return None;
        }
        let mut at = from;
        while matches!(
            self.back(at, 1),
            "by" | "another" | "a" | "further" | "as" | "much" | "just" | "only" | "sharply" | "steeply"
        ) {
            at -= 1;
        }
        let word = self.back(at, 1);
        CHANGES.iter().find(|(verb, _)| *verb == word).map(|(_, change)| *change)
    }

    /// "65-year-old", "aged 25", "Maddon, 66,": years of age.
    fn age(&self, number: &Number) -> Option<String> {
        let age = || Some("year of age".to_owned());
        let old = (0..3).any(|k| self.word(number.end + k) == "old")
            && matches!(number.unit.as_deref(), Some("year"));
        if old {
            return age();
        }
        if number.unit.is_some() || !number.figures || !(1.0..120.0).contains(&number.value) {
            return None;
        }
        let before = self.back(number.start, 1);
        let aged = before == "aged"
            || before == "of" && self.back(number.start, 2) == "age"
            || before == "age"
            || matches!(before, "over" | "under") && self.back(number.start, 2) == "age";
        let name = number.start > 1 && before == "," && self.tokens[number.start - 2].capital();
        let apposed = name
            && matches!(self.word(number.end), "," | ".")
            && number.value >= 5.0
            && number.end == number.start + 1;
        if aged || apposed && number.value.fract() == 0.0 { age() } else { None }
    }
}

/// Words and what they say.
type Row = (Vec<&'static str>, Bound);

fn sign(sign: &str) -> Bound {
    match sign {
        ">" => Bound::More,
        ">=" => Bound::AtLeast,
        "<" => Bound::Less,
        "<=" => Bound::AtMost,
        "~" => Bound::About,
        _ => Bound::Exact,
    }
}

/// Whether a time expression takes the number: dates, clock times and sets do,
/// and so does "two years ago"; a length of time ("three hours") is a quantity.
fn is_dated(times: &[TimeExpression], span: Span, number: &Number) -> bool {
    let from = times.partition_point(|t| t.span.end <= span.start);
    times[from..].iter().take_while(|t| t.span.start < span.end).any(|time| {
        let length = time.kind == TimeKind::Duration && number.unit.is_some();
        let rate = time.kind == TimeKind::Set && !time.span.contains(span);
        let money =
            number.unit.as_deref().is_some_and(|u| u.starts_with(char::is_uppercase) || u == "percent");
        !(length || rate || money && !time.span.contains(span))
    })
}
