//! Numbers, ranges and vague numbers as quantities write them.

use super::unit;
use crate::scan::{self, Gap, Shape, Token};

/// A number of the text: tokens `start..end`, bytes from `from`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) from: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: f64,
    pub(super) high: Option<f64>,
    pub(super) unit: Option<String>,
    /// "dozens": the number is a lower end.
    pub(super) open: bool,
    pub(super) figures: bool,
    /// A share of a group: "two-thirds", "one in five".
    pub(super) share: bool,
}

/// Tokens and their text.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token<'a>],
}

impl<'a> Scan<'a> {
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).filter(|t| t.gap != Gap::Break).map_or("", |t| &t.lower)
    }

    pub(super) fn back(&self, i: usize, by: usize) -> &'a str {
        match i.checked_sub(by) {
            Some(j) if self.tokens[j + 1..=i].iter().all(|t| t.gap != Gap::Break) => &self.tokens[j].lower,
            _ => "",
        }
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.gap == Gap::None)
    }

    /// The quantity that begins at token `i`, with its range and unit.
    pub(super) fn number(&self, i: usize) -> Option<Number> {
        let mut number = self.vague(i).or_else(|| self.share(i)).or_else(|| self.simple(i))?;
        self.range(&mut number);
        Some(number)
    }

    fn plain(&self, i: usize, end: usize, value: f64) -> Number {
        let (from, figures) = (self.tokens[i].start, self.tokens[i].shape == Shape::Number);
        Number { from, start: i, end, value, high: None, unit: None, open: false, figures, share: false }
    }

    /// "hundreds of", "tens of thousands", "dozens", "scores of"
    fn vague(&self, i: usize) -> Option<Number> {
        let size = |word: &str| match word {
            "tens" => Some(10.0),
            "hundreds" => Some(100.0),
            "thousands" => Some(1e3),
            "millions" => Some(1e6),
            "billions" => Some(1e9),
            "trillions" => Some(1e12),
            _ => None,
        };
        let word = self.word_or_first(i);
        match word {
            "dozens" => return Some(Number { open: true, ..self.plain(i, i + 1, 24.0) }),
            "scores" if self.word(i + 1) == "of" => {
                return Some(Number { open: true, ..self.plain(i, i + 1, 40.0) });
            }
            _ => {}
        }
        let mut factor = size(word)?;
        let mut end = i + 1;
        while let Some(next) = size(self.word(end + 1)).filter(|_| self.word(end) == "of") {
            factor *= next;
            end += 2;
        }
        let counted =
            matches!(self.word(end), "of") || self.tokens.get(end).is_some_and(|t| t.shape == Shape::Word);
        let fixed = matches!(self.back(i, 1), "the" | "by" | "in") && self.word(end) != "of";
        let mut number = Number { high: Some(factor * 10.0), ..self.plain(i, end, factor) };
        if self.word(end) == "of"
            && let Some((unit, after)) = unit::unit_at(self.tokens, self.text, end + 1, false)
        {
            (number.unit, number.end) = (Some(unit), after);
        }
        (counted && !fixed).then_some(number)
    }

    fn word_or_first(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &t.lower)
    }

    /// "two-thirds", "half the", "a third of", "one in five", "three out of four"
    fn share(&self, i: usize) -> Option<Number> {
        let word = self.word_or_first(i);
        if word == "half"
            && matches!(self.word(i + 1), "of" | "the" | "its" | "their" | "all" | "his" | "our")
        {
            return Some(Number { share: true, ..self.plain(i, i + 1, 0.5) });
        }
        if word == "half"
            && self.word(i + 1) == "a"
            && scan::scale(self.word(i + 2)).is_some_and(|s| s > 100.0)
        {
            let value = scan::scale(self.word(i + 2)).unwrap_or(1.0) / 2.0;
            return Some(self.plain(i, i + 3, value));
        }
        if matches!(word, "a" | "one") && self.word(i + 2) == "of" {
            let value = scan::share(self.word(i + 1)).or_else(|| inverse(self.word(i + 1)))?;
            return Some(Number { share: true, ..self.plain(i, i + 2, value) });
        }
        let top = scan::cardinal(self.tokens, i).filter(|n| n.value.fract() == 0.0 && n.value < 100.0)?;
        self.ratio(i, top).or_else(|| {
            let at = top.end + usize::from(self.word(top.end) == "-");
            let part = self.word(at).strip_suffix('s').filter(|_| !top.figures && top.value > 1.0);
            let value = scan::share(self.word(at)).or_else(|| inverse(part?)).filter(|_| !top.figures)?;
            let number = Number { share: true, ..self.plain(i, at + 1, top.value * value) };
            (top.value * value < 1.0).then_some(number)
        })
    }

    /// "one in five", "three out of four", "one of four"
    fn ratio(&self, i: usize, top: scan::Numeral) -> Option<Number> {
        let at = match (self.word(top.end), self.word(top.end + 1)) {
            ("out", "of") => top.end + 2,
            ("in", _) => top.end + 1,
            _ => return None,
        };
        let all = self.word(at) == "every";
        let bottom = scan::cardinal(self.tokens, at + usize::from(all)).filter(|n| n.value.fract() == 0.0)?;
        let right = bottom.value > top.value
            && bottom.value < 10_000.0
            && (!top.figures || self.word(top.end) == "out");
        right.then(|| Number { share: true, ..self.plain(i, bottom.end, top.value / bottom.value) })
    }

    /// A cardinal with its sign, currency, glued scale and unit.
    fn simple(&self, i: usize) -> Option<Number> {
        let token = self.tokens.get(i)?;
        let mut number = if let Some(value) = scan::vulgar(token.text) {
            self.plain(i, i + 1, value)
        } else if let Some((value, end)) = scan::simple_fraction(self.tokens, i) {
            self.plain(i, end, value)
        } else {
            let cardinal = scan::cardinal(self.tokens, i)?;
            self.plain(i, cardinal.end, cardinal.value)
        };
        if token.shape == Shape::Number
            && token.text.len() > 1
            && self.back(i, 1) == "."
            && self.leading_point(i)
        {
            number.value /= 10f64.powi(i32::try_from(token.text.len()).unwrap_or(0));
            number.from = self.tokens[i - 1].start;
        }
        let money = unit::money_before(self.text, number.from);
        if let Some((code, from)) = money {
            (number.unit, number.from) = (Some(code.to_owned()), from);
        }
        self.negative(&mut number);
        self.scale_letter(&mut number, money.is_some());
        self.unit(&mut number, money.is_some());
        number.value.is_finite().then_some(number)
    }

    /// ".5": a point with nothing before it.
    fn leading_point(&self, i: usize) -> bool {
        self.glued(i) && !self.glued(i - 1)
    }

    /// "-5", "minus 5", "minus-5"
    fn negative(&self, number: &mut Number) {
        let i = number.start;
        let hyphen = self.back(i, 1) == "-" && self.glued(i);
        if hyphen && self.back(i, 2) == "minus" && self.glued(i - 1) {
            number.from = self.tokens[i - 2].start;
        } else if hyphen && !self.glued(i - 1) && self.tokens[i - 1].text != "—" || self.back(i, 1) == "minus"
        {
            number.from = self.tokens[i - 1].start;
        } else {
            return;
        }
        number.value = -number.value;
    }

    /// "$50m", "4.3M sales", "2.7m viewers", "8 B people", "$3k"
    fn scale_letter(&self, number: &mut Number, money: bool) {
        let Some(token) = self.tokens.get(number.end).filter(|t| t.gap != Gap::Break) else { return };
        let factor = match token.text {
            "m" | "M" => 1e6,
            "k" | "K" => 1e3,
            "b" | "B" => 1e9,
            "t" | "T" => 1e12,
            _ => return,
        };
        let glued = token.gap == Gap::None;
        let next = self.tokens.get(number.end + 1);
        let noun = next.is_some_and(|t| t.shape == Shape::Word && t.gap == Gap::Space && !is_small(&t.lower));
        let fits = match token.text {
            _ if money => glued || matches!(token.text, "B" | "M"),
            "M" | "B" => noun || self.word(number.end + 1) == "and",
            "m" | "K" | "k" | "b" => glued && noun,
            _ => false,
        };
        if fits && number.figures {
            number.value *= factor;
            number.end += 1;
        }
    }

    fn unit(&self, number: &mut Number, money: bool) {
        let Some((unit, end)) = unit::unit_at(self.tokens, self.text, number.end, money) else {
            if money {
                self.rate_of_money(number);
            }
            return;
        };
        // "$5 million" has its unit; "US$5 a barrel" keeps the rate.
        if money && !unit.starts_with(char::is_uppercase) {
            return;
        }
        (number.unit, number.end) = (Some(unit), end);
    }

    /// "$14.95 a month"
    fn rate_of_money(&self, number: &mut Number) {
        let per = matches!(self.word(number.end), "per" | "a" | "an" | "/");
        let of = self.word(number.end + 1);
        let unit = crate::time::is_unit(of)
            || matches!(
                of,
                "share"
                    | "barrel"
                    | "gallon"
                    | "litre"
                    | "tonne"
                    | "ton"
                    | "gram"
                    | "ounce"
                    | "person"
                    | "head"
            );
        if let (true, Some(name)) = (per && unit, number.unit.as_mut()) {
            name.push_str(" per ");
            name.push_str(of);
            number.end += 2;
        }
    }

    /// Joins the second end: "5 to 7 percent", "$89-$93 billion", "between 4 and 5".
    fn range(&self, number: &mut Number) {
        if number.high.is_some() || number.share {
            return;
        }
        let between = self.back(number.start, 1) == "between" || self.back_at(number.from) == "between";
        let from = self.back_at(number.from) == "from";
        let tie = self.word(number.end);
        let dash = tie == "-";
        let tied = dash || matches!(tie, "to" | "or") || between && tie == "and";
        if !tied {
            return;
        }
        let mut at = number.end + 1;
        at += usize::from(dash && self.word(at) == "to");
        at += usize::from(!dash && self.word(at) == "-" && self.glued(at));
        while self.tokens.get(at).is_some_and(|t| t.shape != Shape::Number) && self.is_money_sign(at) {
            at += 1;
        }
        let Some(other) = self.simple(at) else { return };
        if !self.same_kind(number, &other, tie, from || between) {
            return;
        }
        let (mut low, high) = (number.value, other.value);
        low = self.shared_scale(low, high, number, &other);
        (number.value, number.high, number.end) = (low, Some(high), other.end);
        number.unit = other.unit.or(number.unit.take());
    }

    fn is_money_sign(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.text.len() <= 3 && token.capital() || matches!(token.text, "$" | "€" | "£" | "¥")
    }

    /// The word before byte `from`.
    fn back_at(&self, from: usize) -> &'a str {
        let index = self.tokens.partition_point(|t| t.end <= from);
        index.checked_sub(1).map_or("", |i| &self.tokens[i].lower)
    }

    /// Whether two numbers are ends of one range: no scores, no unlike units.
    fn same_kind(&self, one: &Number, other: &Number, tie: &str, announced: bool) -> bool {
        let units = match (&one.unit, &other.unit) {
            (Some(a), Some(b)) => a == b,
            (Some(a), None) => announced || a.len() == 3 && a.chars().all(char::is_uppercase),
            (None, Some(_)) if tie == "to" && !announced => one.value < other.value && one.figures,
            _ => true,
        };
        let rising = other.value > one.value || one.value < 1000.0 && other.value >= 1000.0 || announced;
        let score =
            tie == "-" && one.unit.is_none() && other.unit.is_none() && !self.counts(other.end) && !announced;
        let word_or = tie != "or" || other.value - one.value <= one.value && !one.figures;
        units && rising && !score && word_or && other.value >= 0.0
    }

    /// Whether a noun that can be counted follows.
    pub(super) fn counts(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.shape == Shape::Word && t.gap == Gap::Space && !is_small(&t.lower))
    }

    /// "four to five thousand": the first end shares the second's scale.
    fn shared_scale(&self, low: f64, high: f64, one: &Number, other: &Number) -> f64 {
        let scale = self.tokens[other.start..other.end]
            .iter()
            .filter_map(|t| {
                scan::scale(&t.lower).or(match t.text {
                    "m" | "M" if high >= 1e6 => Some(1e6),
                    _ => None,
                })
            })
            .product::<f64>();
        let bare = self.tokens[one.start..one.end].iter().all(|t| scan::scale(&t.lower).is_none());
        if bare && scale > 1.0 && low < 1000.0 && low * scale <= high.max(low) * 1.0e1 {
            low * scale
        } else {
            low
        }
    }
}

/// "fifth" → 1/5 for shares in words.
fn inverse(word: &str) -> Option<f64> {
    scan::ordinal_word(word).filter(|v| *v > 2.0 && *v <= 10.0).map(|v| 1.0 / v)
}

/// Words too small to be counted.
pub(super) fn is_small(word: &str) -> bool {
    const WORDS: [&str; 86] = [
        "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "and", "or",
        "but", "nor", "is", "was", "are", "were", "be", "been", "has", "had", "have", "will", "would", "can",
        "could", "may", "might", "must", "should", "do", "does", "did", "that", "which", "who", "whom",
        "this", "these", "those", "it", "its", "he", "she", "they", "them", "his", "her", "their", "we",
        "you", "i", "our", "my", "your", "not", "than", "then", "when", "where", "while", "if", "because",
        "after", "before", "since", "until", "during", "between", "against", "about", "over", "under", "up",
        "down", "out", "off", "so", "there", "per", "away", "ago",
    ];
    WORDS.contains(&word)
}
