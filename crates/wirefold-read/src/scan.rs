//! A text as words, numbers and signs, and the numbers that words write.
//!
//! Time and quantity grammars read surface tokens rather than syntactic words:
//! "9:30", "$5m" and "mid-1990s" must not depend on how a treebank cuts them.

mod passage;

pub(crate) use passage::{Passages, passages};

use smol_str::{SmolStr, StrExt as _};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters.
    Word,
    /// Digits, with separators inside ("1,400", "2.5").
    Number,
    /// One character that is neither.
    Sign,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// White space with at most one line break.
    Space,
    /// An empty line, or the start of the passage.
    Break,
}

/// One token of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'t> {
    pub(crate) start: usize,
    pub(crate) text: &'t str,
    pub(crate) lower: SmolStr,
    pub(crate) shape: Shape,
    pub(crate) gap: Gap,
}

impl Token<'_> {
    /// Where it ends.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it begins with a capital letter.
    pub(crate) fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// The value of plain digits ("07"), `None` for "1,400" or "2.5".
    pub(crate) fn digits(&self) -> Option<u32> {
        if self.shape == Shape::Number && self.text.len() <= 9 { self.text.parse().ok() } else { None }
    }
}

/// Cuts a text into tokens. Linear in its length.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    tokens_within(text, 0..text.len())
}

/// The same of a part of it, without what stands before or behind; places are those of the whole.
pub(crate) fn tokens_within(text: &str, part: Range<usize>) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(part.len() / 5);
    let text = &text[..part.end];
    let mut at = part.start;
    let mut gap = Gap::Break;
    while let Some(c) = text[at..].chars().next() {
        if is_blank(c) {
            let end = run(text, at, is_blank);
            let lines = text[at..end].matches('\n').count();
            gap = gap.max(if lines > 1 { Gap::Break } else { Gap::Space });
            at = end;
            continue;
        }
        let (end, shape) = if c.is_ascii_digit() {
            (number_end(text, at), Shape::Number)
        } else if c.is_alphabetic() {
            (word_end(text, at), Shape::Word)
        } else {
            (at + c.len_utf8(), Shape::Sign)
        };
        let piece = &text[at..end];
        out.push(Token { start: at, text: piece, lower: lower(piece), shape, gap });
        (at, gap) = (end, Gap::None);
    }
    out
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Lower case with one kind of apostrophe and hyphen.
fn lower(piece: &str) -> SmolStr {
    match piece {
        "’" | "‘" | "`" | "´" => "'".into(),
        "–" | "—" | "‐" | "‑" | "−" | "‒" => "-".into(),
        "“" | "”" | "„" => "\"".into(),
        _ if piece.is_ascii() => piece.to_ascii_lowercase_smolstr(),
        // It knows that a sigma at the end is another letter.
        _ => piece.to_lowercase().into(),
    }
}

fn run(text: &str, from: usize, inside: impl Fn(char) -> bool) -> usize {
    text[from..].char_indices().find(|&(_, c)| !inside(c)).map_or(text.len(), |(i, _)| from + i)
}

/// Letters; "o'clock" is one word.
fn word_end(text: &str, from: usize) -> usize {
    let end = run(text, from, char::is_alphabetic);
    let rest = &text[end..];
    if text[from..end].eq_ignore_ascii_case("o") {
        for tail in ["'clock", "’clock"] {
            if rest.get(..tail.len()).is_some_and(|r| r.eq_ignore_ascii_case(tail)) {
                return end + tail.len();
            }
        }
    }
    end
}

/// Digits, groups of three after commas, one decimal point. "18.10.2023" is
/// three numbers: with a second point it is no decimal.
fn number_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let digits = |mut i: usize| {
        while bytes.get(i).is_some_and(u8::is_ascii_digit) {
            i += 1;
        }
        i
    };
    let mut end = digits(from);
    if let Some(lakhs) = lakhs_end(bytes, from, end) {
        end = lakhs;
    }
    let mut groups = end - from <= 3;
    while groups && bytes.get(end) == Some(&b',') {
        let next = digits(end + 1);
        groups = next == end + 4;
        if groups {
            end = next;
        }
    }
    if bytes.get(end) == Some(&b'.') {
        let next = digits(end + 1);
        let another = bytes.get(next) == Some(&b'.') && bytes.get(next + 1).is_some_and(u8::is_ascii_digit);
        let before = from > 1 && bytes[from - 1] == b'.' && bytes[from - 2].is_ascii_digit();
        if next > end + 1 && !another && !before {
            end = next;
        }
    }
    end
}

/// One past "12,34,567": groups of two before the last one of three, as India
/// writes lakhs and crores.
fn lakhs_end(bytes: &[u8], from: usize, first: usize) -> Option<usize> {
    let group = |at: usize, n: usize| {
        bytes.get(at) == Some(&b',')
            && (1..=n).all(|k| bytes.get(at + k).is_some_and(u8::is_ascii_digit))
            && !bytes.get(at + n + 1).is_some_and(u8::is_ascii_digit)
    };
    let mut at = first;
    while group(at, 2) {
        at += 3;
    }
    (first - from <= 2 && at > first && group(at, 3)).then_some(at + 4)
}

/// A number and the token after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// Its value.
    pub(crate) value: f64,
    /// Index one past its last token.
    pub(crate) end: usize,
    /// Written in figures, at least at its beginning.
    pub(crate) figures: bool,
}

/// One word of the numeral table.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    /// one … nineteen
    Unit(f64),
    /// twenty … ninety
    Ten(f64),
    /// hundred, thousand, million …
    Scale(f64),
    /// half, third, quarter (as a share)
    Share(f64),
    /// first, second …
    Ordinal(f64),
}

static PARTS: LazyLock<HashMap<&'static str, Part>> = LazyLock::new(|| {
    table(include_str!("../data/quantity/numerals.tsv"))
        .filter_map(|row| {
            let value = row.get(2)?.parse().ok()?;
            let part = match *row.get(1)? {
                "unit" => Part::Unit(value),
                "ten" => Part::Ten(value),
                "scale" => Part::Scale(value),
                "share" => Part::Share(value),
                _ => Part::Ordinal(value),
            };
            Some((row[0], part))
        })
        .collect()
});

/// The rows of a tab-separated data file, without comments and empty lines.
pub(crate) fn table(source: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    source.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// The ordinal that one token names: "third" is 3.
pub(crate) fn ordinal_word(word: &str) -> Option<f64> {
    match PARTS.get(word) {
        Some(Part::Ordinal(value)) => Some(*value),
        _ => None,
    }
}

/// The ordinal at `i`: "third", "twenty-first", "21st". With its end.
pub(crate) fn ordinal(tokens: &[Token<'_>], i: usize) -> Option<(u32, usize)> {
    let token = tokens.get(i)?;
    if let Some(value) = token.digits() {
        let suffix = tokens.get(i + 1)?;
        let glued = suffix.gap == Gap::None && matches!(suffix.lower.as_str(), "st" | "nd" | "rd" | "th");
        return glued.then_some((value, i + 2));
    }
    if let Some(Part::Ten(ten)) = PARTS.get(token.lower.as_str()) {
        let hyphen = tokens.get(i + 1).is_some_and(|t| t.lower == "-");
        let at = i + 1 + usize::from(hyphen);
        let unit = ordinal_word(&tokens.get(at)?.lower)?;
        return (unit < 10.0).then_some(((ten + unit) as u32, at + 1));
    }
    ordinal_word(&token.lower).map(|v| (v as u32, i + 1))
}

/// The share that a word names: "third" is 1/3.
pub(crate) fn share(word: &str) -> Option<f64> {
    match word {
        "half" => Some(0.5),
        "quarter" | "quarters" | "fourth" | "fourths" => Some(0.25),
        "third" | "thirds" => Some(1.0 / 3.0),
        _ => match PARTS.get(word) {
            Some(Part::Share(value)) => Some(*value),
            _ => None,
        },
    }
}

/// The factor of a scale word or glued letter: "million", "m", "bn".
pub(crate) fn scale(word: &str) -> Option<f64> {
    match PARTS.get(word) {
        Some(Part::Scale(value)) => Some(*value),
        _ => None,
    }
}

/// The cardinal number at token `i`: "1,400", "2.5 million", "2 1/2",
/// "twenty-eight thousand six hundred", "a hundred", "half a million".
pub(crate) fn cardinal(tokens: &[Token<'_>], i: usize) -> Option<Numeral> {
    let token = tokens.get(i)?;
    if token.shape == Shape::Number {
        return Some(figures(tokens, i));
    }
    words(tokens, i)
}

fn parse_figures(text: &str) -> f64 {
    text.replace(',', "").parse().unwrap_or(f64::INFINITY)
}

fn figures(tokens: &[Token<'_>], i: usize) -> Numeral {
    let mut value = parse_figures(tokens[i].text);
    let mut end = i + 1;
    if let Some((extra, after)) = fraction(tokens, end) {
        value += extra;
        end = after;
    }
    while let Some(factor) = tokens.get(end).filter(|t| t.gap <= Gap::Space).and_then(|t| scale(&t.lower)) {
        value *= factor;
        end += 1;
    }
    Numeral { value, end, figures: true }
}

/// "1/2" or "½" after a whole number ("2 1/2"), at token `i`.
fn fraction(tokens: &[Token<'_>], i: usize) -> Option<(f64, usize)> {
    let sign = tokens.get(i)?;
    if let Some(value) = vulgar(sign.text) {
        return Some((value, i + 1));
    }
    let hyphen = usize::from(sign.lower == "-");
    simple_fraction(tokens, i + hyphen).filter(|&(v, _)| v < 1.0 && sign.gap <= Gap::Space)
}

/// "3/4" at token `i`, its numerator first.
pub(crate) fn simple_fraction(tokens: &[Token<'_>], i: usize) -> Option<(f64, usize)> {
    let (top, slash, bottom) = (tokens.get(i)?.digits()?, tokens.get(i + 1)?, tokens.get(i + 2)?);
    let glued = matches!(slash.text, "/" | "⁄") && slash.gap == Gap::None && bottom.gap == Gap::None;
    let below = bottom.digits()?;
    let another = tokens.get(i + 3).is_some_and(|t| t.text == "/" && t.gap == Gap::None);
    (glued && below > 0 && !another).then(|| (f64::from(top) / f64::from(below), i + 3))
}

/// The value of a one-character fraction.
pub(crate) fn vulgar(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅕" => 0.2,
        "⅛" => 0.125,
        _ => return None,
    })
}

/// A number in words. "a" and "an" only before a scale ("a hundred").
fn words(tokens: &[Token<'_>], i: usize) -> Option<Numeral> {
    let (mut total, mut group, mut at, mut seen) = (0.0, 0.0, i, false);
    let mut last = f64::INFINITY;
    while let Some(token) = tokens.get(at) {
        if seen && token.gap == Gap::Break {
            break;
        }
        match PARTS.get(token.lower.as_str()) {
            Some(&Part::Unit(v)) if last > v && last >= 20.0 => (group, last) = (group + v, v),
            Some(&Part::Ten(v)) if last >= 100.0 => (group, last) = (group + v, v),
            Some(&Part::Scale(v)) if token.lower.len() > 2 && (seen || lone(tokens, i)) => {
                let base = if group == 0.0 && !seen { 1.0 } else { group };
                if v == 100.0 {
                    group = base * v;
                } else {
                    total = if base == 0.0 { total * v } else { total + base * v };
                    group = 0.0;
                }
                last = v;
            }
            None if !seen && matches!(token.lower.as_str(), "a" | "an") => {
                tokens
                    .get(at + 1)
                    .and_then(|t| scale(&t.lower))
                    .filter(|_| tokens[at + 1].lower.len() > 2)?;
                (group, last) = (1.0, 1.0);
            }
            None if seen && joins(tokens, at) => {
                at += 1;
                continue;
            }
            _ => break,
        }
        seen = true;
        at += 1;
    }
    let mut value = total + group;
    let mut end = at;
    let follows = |k: usize, word: &str| tokens.get(end + k).is_some_and(|t| t.lower == word);
    if seen && follows(0, "and") && follows(1, "a") && follows(2, "half") {
        (value, end) = (value + 0.5, end + 3);
    }
    seen.then_some(Numeral { value, end, figures: false })
}

/// A scale word may begin a number only where something vague stands before it
/// ("several hundred" is read elsewhere); "hundred days" counts as 100.
fn lone(tokens: &[Token<'_>], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| matches!(t.lower.as_str(), "hundred" | "thousand" | "million" | "billion"))
}

/// Whether the token at `at` ties two number words: "twenty-one", "a hundred and six".
fn joins(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return false };
    let number =
        matches!(PARTS.get(next.lower.as_str()), Some(Part::Unit(_) | Part::Ten(_) | Part::Scale(_)));
    let before = at > 0 && PARTS.get(tokens[at - 1].lower.as_str()).is_some();
    match tokens[at].lower.as_str() {
        "-" => {
            let tens = at > 0 && matches!(PARTS.get(tokens[at - 1].lower.as_str()), Some(Part::Ten(_)));
            let scaled = matches!(PARTS.get(next.lower.as_str()), Some(Part::Scale(_)));
            number && (tens || scaled) && next.gap == Gap::None
        }
        "and" => before && number && scale(&tokens[at - 1].lower).is_some() && next.lower.len() > 2,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{cardinal, ordinal, tokens};

    fn value(text: &str) -> Option<f64> {
        cardinal(&tokens(text), 0).map(|n| n.value)
    }

    #[test]
    fn numbers_in_figures_and_words() {
        for (text, expected) in [
            ("1,400 people", 1400.0),
            ("1.4 bn", 1.4e9),
            ("2 1/2 years", 2.5),
            ("twenty-eight thousand six hundred forty-two", 28642.0),
            ("a hundred and six", 106.0),
            ("a million Gazans", 1e6),
            ("two and a half hours", 2.5),
            ("five hundred thousand", 500_000.0),
            ("thirty five", 35.0),
            ("seven. Eight", 7.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        for text in ["a man", "and", "hundreds of", "m", "half"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals() {
        assert_eq!(ordinal(&tokens("twenty-first century"), 0), Some((21, 3)));
        assert_eq!(ordinal(&tokens("18th of May"), 0), Some((18, 2)));
        assert_eq!(ordinal(&tokens("18 May"), 0), None);
    }

    #[test]
    fn dates_with_points_are_three_numbers() {
        let found: Vec<_> = tokens("on 18.10.2023 at 9.30").iter().map(|t| t.text.to_owned()).collect();
        assert_eq!(found, ["on", "18", ".", "10", ".", "2023", "at", "9.30"]);
    }

    #[test]
    fn hostile_text_is_cut_without_a_panic() {
        for text in ["", "\u{feff}", "1,,,,2..3", "½½½", "9:9:9:", "’’’o’clock", "٣ مايو", "a\u{301}1"]
        {
            let found = tokens(text);
            for i in 0..found.len() {
                let _ = (cardinal(&found, i), ordinal(&found, i));
            }
        }
    }
}
