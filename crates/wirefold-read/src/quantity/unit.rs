//! Units and currencies.

use crate::scan::{Gap, Shape, Token, table};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How a spelling may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Sign,
    Glued,
}

struct Units {
    words: HashMap<&'static str, &'static str>,
    signs: HashMap<&'static str, (&'static str, Stand)>,
    /// Signs of currencies, longest first.
    money: Vec<(&'static str, &'static str)>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units { words: HashMap::new(), signs: HashMap::new(), money: Vec::new() };
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
        units.money.extend(signs.split('|').map(|sign| (sign, code)));
        for name in names.split('|') {
            units.words.entry(name).or_insert(code);
        }
    }
    units.money.sort_by_key(|(sign, _)| std::cmp::Reverse(sign.len()));
    units
});

/// The currency whose sign stands right before byte `at`, and where the sign
/// begins: "$", "US$", "HK$ ", "EUR".
pub(super) fn money_before(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let before = text.get(..at)?;
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    if before.len() - trimmed.len() > 1 {
        return None;
    }
    UNITS.money.iter().find_map(|&(sign, code)| {
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
        (!inside && !apart).then_some((code, start))
    })
}

/// Whether a word in lower case spells a unit or is a unit's sign.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.words.contains_key(word) || UNITS.signs.contains_key(word)
}

/// The unit at token `i`, right after a number: its name and the token after it.
/// `money` tells that a currency stood before the number, so that letters are
/// scales and not metres.
pub(super) fn unit_at(tokens: &[Token<'_>], text: &str, i: usize, money: bool) -> Option<(String, usize)> {
    let first = tokens.get(i).filter(|t| t.gap != Gap::Break)?;
    let i = if first.lower == "-" && first.gap == Gap::None { i + 1 } else { i };
    let (name, end) = signed(tokens, text, i, money).or_else(|| spelled(tokens, i))?;
    Some(rate(tokens, name, end))
}

/// A sign such as "km/h", "°C", "%"; up to four tokens without gaps.
fn signed(tokens: &[Token<'_>], text: &str, i: usize, money: bool) -> Option<(&'static str, usize)> {
    let first = tokens.get(i)?;
    (1..=4).rev().find_map(|n| {
        let last = tokens.get(i + n - 1)?;
        if !tokens[i + 1..i + n].iter().all(|t| t.gap == Gap::None) {
            return None;
        }
        // "5m" is a sign, "5 met" is not: letters must end with the token.
        let piece = text.get(first.start..last.end)?;
        let cut = tokens
            .get(i + n)
            .is_some_and(|t| t.gap == Gap::None && t.shape != Shape::Sign && last.shape != Shape::Sign);
        if cut {
            return None;
        }
        if let Some(&(name, stand)) = UNITS.signs.get(piece) {
            let glued = first.gap == Gap::None;
            let fits = glued || stand == Stand::Sign && piece != "pc";
            return (fits && !(money && name.len() > 1 && piece.len() == 1 && piece != "%"))
                .then_some((name, i + n));
        }
        let code = UNITS.money.iter().find(|(sign, _)| *sign == piece && piece != "PS" && !money)?.1;
        (first.shape != Shape::Word || first.capital()).then_some((code, i + n))
    })
}

/// A spelled unit, up to three words: "square metres", "per cent", "US dollars".
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
            && !name.chars().all(char::is_uppercase)
            && piece[0].text.chars().any(char::is_lowercase);
        (!capital || n > 1).then_some((*name, i + n))
    })
}

/// "a year", "per hour", "/month" after a unit.
fn rate(tokens: &[Token<'_>], name: &str, end: usize) -> (String, usize) {
    let word = |k: usize| tokens.get(k).filter(|t| t.gap != Gap::Break).map_or("", |t| t.lower.as_str());
    let hyphen = usize::from(word(end) == "-" && word(end + 1) == "a");
    let at = end + hyphen;
    let per = matches!(word(at), "per" | "a" | "an" | "/");
    let at = at + 1 + usize::from(word(at + 1) == "-");
    let (of, after) = match spelled(tokens, at).filter(|_| per) {
        Some((of, after)) => (of, after),
        None if word(at - 1) == "per" && matches!(word(at), "share" | "person" | "capita" | "head") => {
            (word(at), at + 1)
        }
        None => return (name.to_owned(), end),
    };
    (format!("{name} per {of}"), after)
}

#[cfg(test)]
mod tests {
    use super::{money_before, unit_at};
    use crate::scan::tokens;

    #[test]
    fn units_after_the_number() {
        for (text, expected) in [
            ("50mph", Some("mile per hour")),
            ("80 km/h", Some("kilometre per hour")),
            ("3-inch", Some("inch")),
            ("12 per cent", Some("percent")),
            ("5%", Some("percent")),
            ("37m (121ft)", Some("metre")),
            ("40 square kilometres", Some("square kilometre")),
            ("900 shekels a year", Some("ILS per year")),
            ("7 men", None),
        ] {
            let found = unit_at(&tokens(text), text, 1, false).map(|(name, _)| name);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn currencies_before_the_number() {
        for (text, expected) in
            [("US$", Some("USD")), ("HK$ ", Some("HKD")), ("EUR", Some("EUR")), ("IN", None)]
        {
            assert_eq!(money_before(text, text.len()).map(|(code, _)| code), expected, "{text}");
        }
    }
}
