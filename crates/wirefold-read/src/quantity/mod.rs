//! Quantities: how many or how much, of what, how exactly, up or down.
//!
//! Years, dates, clock times, ordinals, labels ("Section 427") and scores are
//! numbers but no quantities. Units and what a quantity is said of follow the CQE
//! scheme (Almasian et al. 2023): a measure has its unit, money its ISO 4217 code,
//! and the unit of a count is the noun that it counts.

mod age;
mod bound;
mod carry;
mod concept;
mod counted;
mod lexicon;
mod nearby;
mod number;
mod range;
mod reject;
#[cfg(test)]
mod tests;
mod tree;
mod unit;

use crate::scan::Passages;
use concept::Kind;
use counted::Noun;
use number::{Number, Scan};
use tree::Tree;
use wirefold_report::{Bound, Change, Quantity, Sentence, Span, TimeExpression};

/// A number that counts or measures, before it is known what.
#[derive(Clone)]
struct Found {
    number: Number,
    /// The number and its unit, without bound words.
    core: Span,
    /// Tokens, bound words included.
    start: usize,
    end: usize,
    bound: Bound,
    change: Option<Change>,
    noun: Option<Noun>,
}

/// Finds the quantities of a text, in order.
#[must_use]
pub fn find(text: &str, sentences: &[Sentence], times: &[TimeExpression]) -> Vec<Quantity> {
    let mut passages = Passages::of(text);
    let mut out: Vec<Quantity> = Vec::new();
    for sentence in sentences {
        let scan = Scan { text, tokens: passages.tokens_around(sentence.span) };
        let mut found = scan.numbers(sentence, times);
        if found.is_empty() {
            continue;
        }
        let mut tree = Tree::new(text, sentence, &found);
        for quantity in &mut found {
            quantity.noun = scan.counted(sentence, tree.as_ref(), quantity);
            scan.widen(quantity);
            quantity.change = quantity.change.or_else(|| tree.as_ref()?.changed_by(quantity.core));
        }
        carry::carry(&scan, &mut found);
        if let Some(tree) = tree.as_mut() {
            tree.note_counted(&found);
        }
        let mut of = None;
        for quantity in &found {
            let own = scan.said_of(sentence, tree.as_ref(), quantity);
            of = own.or_else(|| of.filter(|_| scan.goes_on(quantity)));
            out.push(scan.quantity(quantity, of));
        }
    }
    out
}

impl Scan<'_> {
    /// The numbers of a sentence that count or measure.
    fn numbers(&self, sentence: &Sentence, times: &[TimeExpression]) -> Vec<Found> {
        let (start, end) = (sentence.span.start as usize, sentence.span.end as usize);
        let mut found: Vec<Found> = Vec::new();
        let mut i = self.tokens.partition_point(|t| t.start < start);
        while i < self.tokens.len() && self.tokens[i].start < end {
            match self.number_said(i, times, sentence) {
                Some(this) => {
                    i = this.end.max(i + 1);
                    let fresh = found.last().is_none_or(|last| last.end <= this.start);
                    found.extend(fresh.then_some(this));
                }
                None => i = self.after_label(i),
            }
        }
        found
    }

    fn number_said(&self, i: usize, times: &[TimeExpression], sentence: &Sentence) -> Option<Found> {
        let mut number = self.number(i)?;
        let last = self.tokens.get(number.end - 1)?;
        if last.end() > sentence.span.end as usize {
            return None;
        }
        if let Some((unit, end)) = self.age(&number) {
            (number.unit, number.end) = (Some(unit), end);
        }
        let core = Span::new(number.from, self.tokens.get(number.end - 1)?.end());
        if self.is_no_quantity(&number) || reject::is_dated(times, core, &number) {
            return None;
        }
        let (bound, start, end) = self.bound(&number);
        let change = self.change(&number, start);
        Some(Found { number, core, start, end, bound, change, noun: None })
    }

    /// What a number without a unit counts.
    fn counted(&self, sentence: &Sentence, tree: Option<&Tree<'_>>, found: &Found) -> Option<Noun> {
        let number = &found.number;
        if number.unit.is_some() || number.times {
            return None;
        }
        match tree {
            Some(tree) => tree.counted(tree.place(found.core)?),
            None => nearby::counted(self, sentence, number).map(|span| Noun::plain(self.text, span)),
        }
    }

    /// A count with a rate: "3,000 tests per day".
    fn widen(&self, found: &mut Found) {
        let Some(noun) = found.noun.as_mut() else { return };
        let end = self.tokens.partition_point(|t| t.end() <= noun.span.end as usize);
        let per = self.word(end) == "per";
        if let Some((of, _)) = unit::rate(self, end).filter(|_| per) {
            noun.name = format!("{} per {of}", noun.name);
        }
    }

    fn said_of(&self, sentence: &Sentence, tree: Option<&Tree<'_>>, found: &Found) -> Option<Span> {
        let unit = found.number.unit.as_deref().unwrap_or_default();
        let kind = match unit {
            _ if found.number.currency.is_some() || unit == "percent" => Kind::Amount,
            _ if crate::time::is_unit(unit) => Kind::Time,
            _ => Kind::Other,
        };
        match (tree, &found.noun) {
            (Some(tree), Some(noun)) if !noun.lent => tree.holder(noun),
            (Some(tree), _) => tree.measured(tree.place(found.core)?, kind),
            (None, Some(_)) => None,
            (None, None) => nearby::measured(self, sentence, &found.number),
        }
    }

    /// Whether a number says more of what the one before is said of: "8 miles (13
    /// km)", "$5bn, up $2bn".
    fn goes_on(&self, found: &Found) -> bool {
        found.change.is_some() || (1..=3).any(|k| self.back(found.start, k) == "(")
    }

    fn quantity(&self, found: &Found, of: Option<Span>) -> Quantity {
        let number = &found.number;
        let start = self.tokens[found.start].start.min(number.from);
        let last = self.tokens[found.end.max(number.end) - 1].end();
        let noun = found.noun.as_ref();
        Quantity {
            span: Span::new(start, last),
            value: number.high.map_or(number.value, |h| h.min(number.value)),
            high: number.high.map(|h| h.max(number.value)),
            bound: found.bound,
            change: found.change,
            unit: number.unit.clone().or_else(|| noun.filter(|_| !number.share).map(|n| n.name.clone())),
            currency: number.currency,
            counted: noun.map(|n| n.span),
            of,
        }
    }
}
