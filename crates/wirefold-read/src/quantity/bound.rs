//! How exactly a number is stated, and whether it is a change.

use super::number::{Number, Scan};
use crate::scan::table;
use std::sync::LazyLock;
use wirefold_report::{Bound, Change};

/// Words and what they say.
type Row = (Vec<&'static str>, Bound);

static BOUNDS: LazyLock<(Vec<Row>, Vec<Row>)> = LazyLock::new(|| {
    let rows = |side: &'static str| {
        table(include_str!("../../data/quantity/bounds.tsv"))
            .filter(move |row| row[0] == side)
            .filter_map(|row| Some((row.get(1)?.split(' ').collect(), sign(row.get(2)?))))
            .collect()
    };
    (rows("before"), rows("after"))
});

static CHANGES: LazyLock<Vec<(&'static str, Change)>> = LazyLock::new(|| {
    table(include_str!("../../data/quantity/changes.tsv"))
        .filter_map(|r| Some((*r.get(1)?, if r[0] == "up" { Change::Up } else { Change::Down })))
        .collect()
});

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

/// The change that a word says: "rose" is up.
pub(super) fn change_of(word: &str) -> Option<Change> {
    CHANGES.iter().find(|(verb, _)| *verb == word).map(|(_, change)| *change)
}

impl Scan<'_> {
    /// Bound words around a number: the bound, the first token, one past the last.
    pub(super) fn bound(&self, number: &Number) -> (Bound, usize, usize) {
        let first = self.tokens.partition_point(|t| t.end() <= number.from);
        let ends = |words: &[&str]| {
            words.len() <= first && words.iter().rev().enumerate().all(|(k, w)| self.back(first, k + 1) == *w)
        };
        // "Handed over six": no more than six.
        let is_particle = self.back(first, 1) == "over"
            && matches!(self.back(first, 2), "hand" | "hands" | "handed" | "handing" | "turned" | "turning");
        let best = BOUNDS
            .0
            .iter()
            .filter(|(words, _)| !is_particle && ends(words))
            .max_by_key(|(words, _)| words.len());
        if let Some((words, bound)) = best {
            return (*bound, first - words.len(), number.end);
        }
        if self.back(first, 1) == "-" && self.back(first, 2) == "sub" && self.glued(first) {
            return (Bound::Less, first - 2, number.end);
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
    pub(super) fn change(&self, number: &Number, from: usize) -> Option<Change> {
        if number.value < 0.0 && number.unit.as_deref() == Some("percent") {
            return Some(Change::Down);
        }
        if self.back(from, 1) == "up" && matches!(self.word(from), "to") || self.tokens[from].lower == "up" {
            return None;
        }
        let mut at = from;
        while matches!(
            self.back(at, 1),
            "by" | "another" | "further" | "as" | "much" | "just" | "only" | "sharply" | "steeply"
        ) {
            at -= 1;
        }
        at -= usize::from(self.back(at, 1) == "a" && matches!(self.word(at), "further" | "record"));
        change_of(self.back(at, 1))
    }
}
