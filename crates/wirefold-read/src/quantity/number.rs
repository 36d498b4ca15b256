//! Numbers, ranges and vague numbers as quantities write them.

use super::unit;
use crate::scan::{self, Gap, Shape, Token};
use std::collections::HashSet;
use std::sync::LazyLock;

/// How "plus or minus" is written.
const MARGINS: [&[&str]; 7] = [
    &["plus", "or", "minus"],
    &["plus", "-", "or", "-", "minus"],
    &["plus", "and", "minus"],
    &["+", "or", "-"],
    &["+", "/", "-"],
    &["+", "/", "–"],
    &["±"],
];

/// A number of the text: tokens `start..end`, bytes from `from`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) from: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: f64,
    pub(super) high: Option<f64>,
    pub(super) unit: Option<String>,
    /// The ISO 4217 code of the money that it is an amount of, a rate included.
    pub(super) currency: Option<&'static str>,
    /// "dozens": the number is a lower end.
    pub(super) open: bool,
    pub(super) figures: bool,
    /// A share of a group: "two-thirds", "one in five".
    pub(super) share: bool,
    /// A factor: "sixfold", "three times".
    pub(super) times: bool,
}

/// Tokens and their text.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token<'a>],
}

impl Number {
    /// Takes the unit that was read behind the number.
    fn take(&mut self, unit: unit::Unit) {
        (self.unit, self.currency, self.end) = (Some(unit.name), unit.currency, unit.end);
    }
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
        let mut number =
            self.vague(i).or_else(|| self.share(i)).or_else(|| self.fold(i)).or_else(|| self.simple(i))?;
        self.range(&mut number);
        Some(number)
    }

    fn plain(&self, i: usize, end: usize, value: f64) -> Number {
        let (from, figures) = (self.tokens[i].start, self.tokens[i].shape == Shape::Number);
        let (high, unit, currency) = (None, None, None);
        let (open, share, times) = (false, false, false);
        Number { from, start: i, end, value, high, unit, currency, open, figures, share, times }
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
            && let Some(unit) = unit::unit_at(self, end + 1, &number)
        {
            number.take(unit);
        }
        (counted && !fixed).then_some(number)
    }

    fn word_or_first(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &t.lower)
    }

    /// "sixfold", "a 10-fold rise"
    fn fold(&self, i: usize) -> Option<Number> {
        let times = |end, value| Some(Number { times: true, ..self.plain(i, end, value) });
        if let Some(stem) = self.word_or_first(i).strip_suffix("fold") {
            let value = scan::cardinal(&scan::tokens(stem), 0).filter(|_| !stem.is_empty())?.value;
            return times(i + 1, value);
        }
        let number = scan::cardinal(self.tokens, i)?;
        let at = number.end + usize::from(self.word(number.end) == "-");
        (self.word(at) == "fold").then(|| times(at + 1, number.value))?
    }

    /// "two-thirds", "half the", "a third of", "half a mile", "one in five"
    fn share(&self, i: usize) -> Option<Number> {
        self.half(i).or_else(|| self.part(i))
    }

    fn half(&self, i: usize) -> Option<Number> {
        if self.word_or_first(i) != "half" {
            return None;
        }
        let article = matches!(self.word(i + 1), "a" | "an");
        let at = i + 1 + usize::from(article);
        if scan::scale(self.word(at)).is_some_and(|s| s > 100.0) {
            return Some(self.scaled(i, at, 0.5));
        }
        let whole =
            matches!(self.word(i + 1), "of" | "the" | "its" | "their" | "all" | "his" | "our" | "her");
        let mut number = Number { share: whole, ..self.plain(i, i + 1, 0.5) };
        if !whole {
            number.take(unit::unit_at(self, at, &number).filter(|_| article)?);
        }
        Some(number)
    }

    /// "half a million", "three quarters billion": a part of a scale, with its unit.
    fn scaled(&self, i: usize, at: usize, part: f64) -> Number {
        let mut number = self.plain(i, at + 1, part * scan::scale(self.word(at)).unwrap_or(1.0));
        self.unit(&mut number);
        number
    }

    /// "a third of the land", "three quarters", "one out of four", "a quarter of an hour"
    fn part(&self, i: usize) -> Option<Number> {
        let word = self.word_or_first(i);
        let one = usize::from(matches!(word, "a" | "one"));
        if one == 1 || matches!(word, "quarter") {
            let value = scan::share(self.word(i + one)).or_else(|| inverse(self.word(i + one)));
            let end = i + one + 1;
            match value {
                Some(value) if self.word(end) == "of" && one == 1 => {
                    return Some(self.part_of(i, end, value));
                }
                Some(value) if scan::scale(self.word(end)).is_some_and(|s| s > 100.0) => {
                    return Some(self.scaled(i, end, value));
                }
                _ => {}
            }
        }
        let top = scan::cardinal(self.tokens, i).filter(|n| n.value.fract() == 0.0 && n.value < 100.0)?;
        self.ratio(i, top).or_else(|| {
            let at = top.end + usize::from(self.word(top.end) == "-");
            let part = self.word(at).strip_suffix('s').filter(|_| !top.figures && top.value > 1.0);
            let value = scan::share(self.word(at)).or_else(|| inverse(part?)).filter(|_| !top.figures)?;
            if scan::scale(self.word(at + 1)).is_some_and(|s| s > 100.0) {
                return Some(self.scaled(i, at + 1, top.value * value));
            }
            (top.value * value < 1.0).then(|| self.part_of(i, at + 1, top.value * value))
        })
    }

    /// A share of a group, or a part of one unit: "a quarter of an hour".
    fn part_of(&self, i: usize, end: usize, value: f64) -> Number {
        let mut number = Number { share: true, ..self.plain(i, end, value) };
        self.one_unit(&mut number);
        number
    }

    /// "1/16 of a pint", "a third of a US gallon": the unit behind "of a".
    fn one_unit(&self, number: &mut Number) {
        let end = number.end;
        if self.word(end) != "of" || !matches!(self.word(end + 1), "a" | "an") {
            return;
        }
        let nation = matches!(self.word(end + 2), "us" | "uk" | "british" | "imperial");
        // "33,000 of a $ 45,000 fee": the sign is the next number's.
        let figure =
            |at: usize| self.tokens.get(at).is_some_and(|t| t.text.starts_with(|c: char| c.is_ascii_digit()));
        let unit = unit::unit_at(self, end + 2 + usize::from(nation), number);
        if let Some(unit) = unit.filter(|unit| !figure(unit.end)) {
            number.take(unit);
            number.share = false;
        }
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
    pub(super) fn simple(&self, i: usize) -> Option<Number> {
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
        if let Some((name, code, from)) = money {
            (number.unit, number.currency, number.from) = (Some(name.to_owned()), code, from);
        }
        self.negative(&mut number);
        self.scale_letter(&mut number);
        self.unit(&mut number);
        self.millions_of(&mut number);
        self.small_change(&mut number);
        self.one_unit(&mut number);
        number.times = number.unit.is_none() && self.word(number.end) == "times";
        number.value.is_finite().then_some(number)
    }

    /// ".5": a point with nothing before it.
    fn leading_point(&self, i: usize) -> bool {
        self.glued(i) && !self.glued(i - 1)
    }

    /// Where "plus or minus" begins before token `i`, however it is written: a margin lies on both sides.
    fn margin(&self, i: usize) -> Option<usize> {
        let ends =
            |words: &[&str]| words.iter().rev().enumerate().all(|(k, word)| self.back(i, k + 1) == *word);
        MARGINS.iter().find(|words| ends(words)).and_then(|words| i.checked_sub(words.len()))
    }

    /// "-5", "minus 5", "minus-5"
    fn negative(&self, number: &mut Number) {
        let i = number.start;
        if let Some(start) = self.margin(i) {
            number.from = self.tokens[start].start;
            return;
        }
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
    fn scale_letter(&self, number: &mut Number) {
        let money = number.unit.is_some();
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
        let long = matches!(
            self.word(number.end + 1),
            "tall" | "long" | "high" | "wide" | "deep" | "thick" | "away" | "apart" | "below" | "above"
        );
        let fits = match token.text {
            "m" if long => false,
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

    fn unit(&self, number: &mut Number) {
        if number.unit.is_some() {
            // "$5 million" has its unit; "US$5 a barrel" keeps the rate.
            unit::rate_of(self, number);
        } else if let Some(unit) = unit::unit_at(self, number.end, number) {
            number.take(unit);
            self.late_scale(number);
        }
    }

    /// "75 USD million": the scale behind the code.
    fn late_scale(&self, number: &mut Number) {
        let scale = scan::scale(self.word(number.end)).filter(|s| *s >= 1e3);
        if let (Some(scale), Some(_)) = (scale, number.currency) {
            number.value *= scale;
            number.end += 1;
        }
    }

    /// "120 MEUR": millions of a currency.
    fn millions_of(&self, number: &mut Number) {
        let Some(token) = self.tokens.get(number.end).filter(|_| number.unit.is_none()) else { return };
        if let Some(code) = token.text.strip_prefix('M').and_then(unit::currency) {
            number.value *= 1e6;
            number.take(unit::Unit { name: code.to_owned(), currency: Some(code), end: number.end + 1 });
        }
    }

    /// "3 dollars 50 cents", "thirteen dollars and forty-five cents"
    fn small_change(&self, number: &mut Number) {
        let whole = number.currency.is_some() && number.value.fract() == 0.0;
        let joined = usize::from(self.word(number.end) == "and");
        let at = number.end + joined;
        let Some(cents) = scan::cardinal(self.tokens, at).filter(|n| whole && n.value < 100.0) else {
            return;
        };
        let named = matches!(self.word(cents.end), "cent" | "cents" | "pence" | "p");
        let bare = joined == 0
            && cents.value >= 10.0
            && !self.tokens[at - 1].text.ends_with(|c: char| c.is_ascii_digit())
            && self.tokens.get(cents.end).is_none_or(|t| t.shape == Shape::Sign && t.text != "$")
            && self.tokens.get(at).is_some_and(|t| t.gap == Gap::Space);
        if named || bare {
            number.value += cents.value / 100.0;
            number.end = cents.end + usize::from(named);
        }
    }

    /// Whether a noun that can be counted follows.
    pub(super) fn counts(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.shape == Shape::Word && t.gap == Gap::Space && !is_small(&t.lower))
    }
}

/// "fifth" → 1/5 for shares in words.
fn inverse(word: &str) -> Option<f64> {
    scan::ordinal_word(word).filter(|v| *v > 2.0 && *v <= 10.0).map(|v| 1.0 / v)
}

/// Words too small to be counted.
pub(super) fn is_small(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        scan::table(include_str!("../../data/quantity/small_words.txt")).map(|row| row[0]).collect()
    });
    WORDS.contains(word)
}
