//! Two numbers that are the ends of one: "5 to 7 percent", "between 4 and 5".

use super::number::{Number, Scan};
use crate::scan;

impl Scan<'_> {
    /// Joins the second end: "5 to 7 percent", "$89-$93 billion", "0-to-60-mph".
    pub(super) fn range(&self, number: &mut Number) {
        if number.high.is_some() || number.share || number.times {
            return;
        }
        let start = self.back_at(number.from);
        let (between, from) = (start == "between", start == "from");
        if start == "by" && self.word(number.end) == "to" {
            return;
        }
        let Some((at, tie)) = self.tie(number, between) else { return };
        let Some(other) = self.simple(at) else { return };
        if !self.same_kind(number, &other, tie, from || between) {
            return;
        }
        number.value = self.shared_scale(number, &other);
        (number.high, number.end) = (Some(other.value), other.end);
        number.unit = other.unit.or(number.unit.take());
        number.currency = other.currency.or(number.currency);
    }

    /// Where the second number begins, and what ties it to the first.
    fn tie(&self, number: &Number, between: bool) -> Option<(usize, &'static str)> {
        let (tie, dash) = match self.word(number.end) {
            "-" => ("-", true),
            "to" => ("to", false),
            "or" => ("or", false),
            "and" if between => ("and", false),
            _ => return None,
        };
        let mut at = number.end + 1;
        let to = dash && self.word(at) == "to";
        at += usize::from(to);
        at += usize::from((!dash || to) && self.word(at) == "-" && self.glued(at));
        while self.tokens.get(at).is_some_and(|t| t.shape != scan::Shape::Number) && self.is_money_sign(at) {
            at += 1;
        }
        Some((at, if to { "to" } else { tie }))
    }

    fn is_money_sign(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.text.len() <= 3 && token.capital() || matches!(token.text, "$" | "€" | "£" | "¥")
    }

    /// The word before byte `from`.
    fn back_at(&self, from: usize) -> &str {
        let index = self.tokens.partition_point(|t| t.end() <= from);
        index.checked_sub(1).map_or("", |i| &self.tokens[i].lower)
    }

    /// Whether two numbers are ends of one range: no scores, no unlike units.
    fn same_kind(&self, one: &Number, other: &Number, tie: &str, announced: bool) -> bool {
        let units = match (&one.unit, &other.unit) {
            (Some(a), Some(b)) => a == b || one.currency.is_some() && one.currency == other.currency,
            (Some(_), None) => announced || one.currency.is_some(),
            (None, Some(_)) if tie == "to" && !announced => one.value < other.value && one.figures,
            _ => true,
        };
        let rising = other.value > one.value || one.value < 1000.0 && other.value >= 1000.0 || announced;
        let score =
            tie == "-" && one.unit.is_none() && other.unit.is_none() && !self.counts(other.end) && !announced;
        let word_or = tie != "or" || other.value - one.value <= one.value && !one.figures;
        units && rising && !score && word_or && other.value >= 0.0
    }

    /// "four to five thousand": the first end shares the second's scale.
    fn shared_scale(&self, one: &Number, other: &Number) -> f64 {
        let (low, high) = (one.value, other.value);
        let scale = self.tokens[other.start..other.end]
            .iter()
            .filter_map(|t| {
                scan::scale(&t.lower).or((matches!(t.text, "m" | "M") && high >= 1e6).then_some(1e6))
            })
            .product::<f64>();
        let bare = self.tokens[one.start..one.end].iter().all(|t| scan::scale(&t.lower).is_none());
        let shares = bare && scale > 1.0 && low < 1000.0 && low * scale <= high.max(low) * 10.0;
        if shares { low * scale } else { low }
    }
}
