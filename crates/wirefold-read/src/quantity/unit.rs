//! Units and currencies.

use super::number::{Number, Scan, is_small};
use crate::scan::{Gap, Shape, Token, scale, table};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How a spelling may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Sign,
    Glued,
}

/// A unit as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    /// "metre", "mile per hour", "EUR", "dollar per barrel".
    pub(super) name: String,
    /// ISO 4217 code, for money and rates of it.
    pub(super) currency: Option<&'static str>,
    /// One past its last token.
    pub(super) end: usize,
}

struct Units {
    words: HashMap<&'static str, &'static str>,
    signs: HashMap<&'static str, (&'static str, Stand)>,
    /// Signs of currencies, longest first.
    money: Vec<(&'static str, &'static str)>,
    /// What rates call a currency: "dollar" for USD.
    called: HashMap<&'static str, &'static str>,
    /// Words that say that pounds are money.
    money_words: HashSet<&'static str>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units {
        words: HashMap::new(),
        signs: HashMap::new(),
        money: Vec::new(),
        called: HashMap::new(),
        money_words: include_str!("../../data/quantity/money_words.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect(),
    };
    for row in table(include_str!("../../data/quantity/units.tsv")) {
        let &[name, stand, forms] = row.as_slice() else { continue };
        for form in forms.split('|') {
            match stand {
                "word" => {
                    units.words.entry(form).or_insert(name);
                }
                "sign" => {
                    units.signs.entry(form).or_insert((name, Stand::Sign));
                }
                _ => {
                    units.signs.entry(form).or_insert((name, Stand::Glued));
                }
            }
        }
    }
    for row in table(include_str!("../../data/quantity/currencies.tsv")) {
        let &[code, signs, names] = row.as_slice() else { continue };
        units.money.extend(signs.split('|').filter(|s| *s != "-").map(|sign| (sign, code)));
        units.called.extend(names.split('|').next().map(|name| (code, name)));
        for name in names.split('|') {
            units.words.entry(name).or_insert(code);
        }
    }
    units.money.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    units
});

/// The code, if a unit is a currency that has one.
fn code(name: &'static str) -> Option<&'static str> {
    (name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase())).then_some(name)
}

/// The currency of an ISO 4217 code.
pub(super) fn currency(code: &str) -> Option<&'static str> {
    UNITS.called.keys().copied().find(|known| *known == code && self::code(known).is_some())
}

/// The currency whose sign stands right before byte `at`, its code, and where
/// the sign begins: "$", "US$", "HK$ ", "EUR".
pub(super) fn money_before(text: &str, at: usize) -> Option<(&'static str, Option<&'static str>, usize)> {
    let before = text.get(..at)?;
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    if before.len() - trimmed.len() > 1 {
        return None;
    }
    UNITS.money.iter().find_map(|&(sign, name)| {
        let start = trimmed.len().checked_sub(sign.len())?;
        if trimmed.get(start..)? != sign {
            return None;
        }
        let letters = sign.starts_with(char::is_alphabetic);
        let inside = letters && trimmed[..start].ends_with(char::is_alphanumeric);
        let apart = sign.ends_with(char::is_alphabetic)
            && sign.len() < 3
            && before.len() > trimmed.len()
            && sign != "Rs";
        // "10 $ 30 $": a sign right behind a figure is that figure's.
        let taken = before.len() > trimmed.len()
            && trimmed[..start].trim_end().ends_with(|c: char| c.is_ascii_digit());
        (!inside && !apart && !taken).then_some((name, code(name), start))
    })
}

/// The unit at token `i`, behind a number: "km/h", "square metres", "US dollars a month".
pub(super) fn unit_at(scan: &Scan<'_>, i: usize, number: &Number) -> Option<Unit> {
    let tokens = scan.tokens;
    let first = tokens.get(i).filter(|t| t.gap != Gap::Break)?;
    let hyphen = first.lower == "-" && first.gap == Gap::None;
    let i = i + usize::from(hyphen);
    let (name, end) = spelled(tokens, i)
        .or_else(|| signed(tokens, scan.text, i))
        .or_else(|| pounds(scan, i, hyphen, number))
        .or_else(|| more_time(tokens, i))
        .or_else(|| prime(scan, i, number))?;
    Some(rated(scan, name, end))
}

/// Adds the rate that an amount of money is stated at: "$14.95 a month".
pub(super) fn rate_of(scan: &Scan<'_>, number: &mut Number) {
    let name = number.unit.as_deref().unwrap_or_default();
    let called = UNITS.called.get(name).copied().unwrap_or(name);
    if let Some((of, end)) = rate(scan, number.end) {
        (number.unit, number.end) = (Some(format!("{called} per {of}")), end);
    }
}

fn rated(scan: &Scan<'_>, name: &'static str, end: usize) -> Unit {
    let currency = code(name);
    match rate(scan, end) {
        Some((of, end)) => {
            let called = UNITS.called.get(name).copied().unwrap_or(name);
            Unit { name: format!("{called} per {of}"), currency, end }
        }
        None => Unit { name: name.to_owned(), currency, end },
    }
}

/// A sign such as "km/h", "°C", "%"; up to four tokens without gaps.
fn signed(tokens: &[Token<'_>], text: &str, i: usize) -> Option<(&'static str, usize)> {
    let first = tokens.get(i)?;
    (1..=4).rev().find_map(|n| {
        let last = tokens.get(i + n - 1)?;
        if !tokens[i + 1..i + n].iter().all(|t| t.gap == Gap::None) {
            return None;
        }
        // "5m" is a sign, "5 met" is not: letters must end with the token.
        let piece = text.get(first.start..last.end())?;
        let cut = tokens
            .get(i + n)
            .is_some_and(|t| t.gap == Gap::None && t.shape != Shape::Sign && last.shape != Shape::Sign);
        if cut {
            return None;
        }
        let glued = first.gap == Gap::None;
        if let Some(&(name, stand)) = UNITS.signs.get(piece) {
            return (glued || stand == Stand::Sign && piece != "pc").then_some((name, i + n));
        }
        let (sign, name) = UNITS.money.iter().find(|(sign, _)| *sign == piece && piece != "PS")?;
        let short = sign.len() < 3 && first.shape == Shape::Word && sign.is_ascii() && *sign != "kn";
        let next_is_its_figure =
            tokens.get(i + n).is_some_and(|t| t.shape == Shape::Number && t.gap == Gap::None && !glued);
        (!short && !next_is_its_figure).then_some((*name, i + n))
    })
}

/// A spelled unit, up to five words: "square metres", "per cent", "US dollars".
fn spelled(tokens: &[Token<'_>], i: usize) -> Option<(&'static str, usize)> {
    (1..=5).rev().find_map(|n| {
        let piece = tokens.get(i..i + n)?;
        if piece[1..].iter().any(|t| t.gap == Gap::Break) || piece[0].shape == Shape::Number {
            return None;
        }
        let mut phrase = String::new();
        for (k, token) in piece.iter().enumerate() {
            if k > 0 && token.gap != Gap::None {
                phrase.push(' ');
            }
            phrase.push_str(&token.lower);
        }
        let name = UNITS.words.get(phrase.as_str())?;
        let capital = piece[0].capital()
            && code(name).is_none()
            && piece[0].text.chars().any(char::is_lowercase)
            && tokens.get(i + n).is_some_and(Token::capital);
        (!capital || n > 1).then_some((*name, i + n))
    })
}

/// "an altitude of 30'", "6'": feet, and inches after them, where the mark closes
/// no quotation that stands open.
fn prime(scan: &Scan<'_>, i: usize, number: &Number) -> Option<(&'static str, usize)> {
    const NEAR: usize = 60;
    let token = scan.tokens.get(i).filter(|t| t.gap == Gap::None && number.figures)?;
    let before = &scan.tokens[i.saturating_sub(NEAR)..i];
    let name = match token.text {
        "'" | "’" | "′" if !before.iter().any(|t| t.lower == "'" && t.gap != Gap::None) => "foot",
        "\"" | "″" if before.iter().filter(|t| t.lower == "\"").count() % 2 == 0 => "inch",
        _ => return None,
    };
    let ends = scan.tokens.get(i + 1).is_none_or(|t| t.gap != Gap::None || t.shape != Shape::Word);
    ends.then_some((name, i + 1))
}

/// "two more hours", "50 previous years", "one US gallon"
fn more_time(tokens: &[Token<'_>], i: usize) -> Option<(&'static str, usize)> {
    let word = &tokens.get(i)?.lower;
    let between = matches!(
        word.as_str(),
        "more"
            | "additional"
            | "extra"
            | "further"
            | "full"
            | "whole"
            | "previous"
            | "consecutive"
            | "straight"
            | "long"
            | "solid"
            | "other"
    );
    let nation = matches!(word.as_str(), "us" | "uk" | "imperial" | "british" | "american");
    let found = spelled(tokens, i + 1)?;
    let fits = between && crate::time::is_unit(found.0) || nation && code(found.0).is_none();
    fits.then_some(found)
}

/// "pounds" are money where something is paid or sold near them or the amount is
/// in millions, else a weight; "a 500-pound bomb" is one always.
fn pounds(scan: &Scan<'_>, i: usize, hyphen: bool, number: &Number) -> Option<(&'static str, usize)> {
    const NEAR: usize = 12;
    if !matches!(scan.word(i), "pound" | "pounds") {
        return None;
    }
    let scaled = scan.tokens[number.start..i].iter().any(|t| scale(&t.lower).is_some_and(|s| s >= 1e6));
    let near = &scan.tokens[i.saturating_sub(NEAR)..(i + NEAR).min(scan.tokens.len())];
    let paid = near.iter().any(|t| UNITS.money_words.contains(t.lower.as_str()));
    let money = !hyphen && scan.word(i + 1) != "of" && (scaled || paid);
    Some((if money { "GBP" } else { "pound-mass" }, i + 1))
}

/// "a year", "per hour", "/month" behind a unit: of what, and one past it.
pub(super) fn rate(scan: &Scan<'_>, end: usize) -> Option<(String, usize)> {
    let hyphen = usize::from(scan.word(end) == "-" && scan.word(end + 1) == "a");
    let at = end + hyphen;
    let article = matches!(scan.word(at), "a" | "an");
    let per = matches!(scan.word(at), "per" | "/");
    if !article && !per {
        return None;
    }
    let at = at + 1 + usize::from(scan.word(at + 1) == "-");
    if let Some((of, after)) = spelled(scan.tokens, at).or_else(|| signed(scan.tokens, scan.text, at)) {
        let back = matches!(scan.word(after), "earlier" | "ago" | "before" | "later" | "old" | "on");
        if article && back {
            return None;
        }
        let single = !scan.tokens[after - 1].lower.ends_with('s') || per;
        return (single && of != "percent").then(|| (of.to_owned(), after));
    }
    let word = scan.word(at);
    let thing = per && word != "se" && word != "cent" && scan.tokens[at..].first()?.shape == Shape::Word;
    let usual = matches!(
        word,
        "share" | "head" | "person" | "dozen" | "piece" | "night" | "game" | "tonne" | "pound"
    );
    ((thing && !is_small(word) || usual) && word != "annum")
        .then(|| (word.to_owned(), at + 1))
        .or_else(|| (per && word == "annum").then(|| ("year".to_owned(), at + 1)))
}

#[cfg(test)]
mod tests {
    use crate::scan::table;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_whole_and_every_code_stands_once() {
        let mut codes = HashSet::new();
        for row in table(include_str!("../../data/quantity/currencies.tsv")) {
            let whole = row.len() == 3 && row.iter().all(|cell| cell.split('|').all(|form| !form.is_empty()));
            assert!(whole, "{row:?}");
            assert!(row[2].to_lowercase() == row[2], "names are in lower case: {row:?}");
            assert!(codes.insert(row[0]), "{} twice", row[0]);
        }
        assert!(codes.len() > 150, "the currencies of ISO 4217");
        for row in table(include_str!("../../data/quantity/units.tsv")) {
            let whole = row.len() == 3 && row.iter().all(|cell| cell.split('|').all(|form| !form.is_empty()));
            assert!(whole && matches!(row[1], "word" | "sign" | "glued"), "{row:?}");
        }
    }
}
