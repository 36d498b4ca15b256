//! One value after another, told in one breath: "from 23 to 31".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::number::{Counted, listed};
use crate::story::Story;
use wirefold_report::Span;

/// "From 5 to 6 percent", which was read as one quantity.
pub(super) fn is_step(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    let has_to = || story.text(counted.evidence).split_whitespace().any(|word| word == "to");
    counted.quantity.high.is_some() && has_to() && leads_from(story, counted)
}

/// Of such a step the value before; `None` where words do not tell which of the two it is.
pub(super) fn before(story: &Story<'_>, counted: &Counted<'_, '_>) -> Option<f64> {
    let (low, high) = (counted.quantity.value, counted.quantity.high?);
    let first = story.text(counted.evidence).split_whitespace().find_map(numeral)?;
    is_step(story, counted).then(|| told_first(first, [low, high])).flatten()
}

/// Which of two values a numeral tells: "4.1" tells 4,100,000 where a "million" follows.
fn told_first(numeral: f64, values: [f64; 2]) -> Option<f64> {
    const SCALES: [f64; 5] = [1.0, 1e3, 1e6, 1e9, 1e12];
    let tells = |value: f64| SCALES.iter().any(|scale| (numeral * scale - value).abs() <= 1e-9 * value.abs());
    match values.map(tells) {
        [true, false] => Some(values[0]),
        [false, true] => Some(values[1]),
        _ => None,
    }
}

/// The number that a word begins with, behind its signs: 1400 of "$1,400", 4.1 of "4.1m".
fn numeral(word: &str) -> Option<f64> {
    let word = word.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(word.len());
    word[..end].replace(',', "").trim_end_matches('.').parse().ok()
}

/// Whether "from" leads to a number: "48 percent to 35" is a score, "two to three" a guess; and "anywhere from" opens a range.
pub(super) fn leads_from(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    const NEAR: usize = 3;
    static RANGING: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| listed(include_str!("ranging.txt")).collect());
    let own = story.text(counted.evidence).split_whitespace().next();
    let mut before = words_before(story, counted.evidence.span, counted.evidence.report);
    let is_from = |word: &str| word.eq_ignore_ascii_case("from");
    let leads = own.is_some_and(is_from) || before.next().is_some_and(is_from);
    // "Range in age from 7 to 11".
    leads && !before.take(NEAR).any(|word| RANGING.contains(word.to_lowercase().as_str()))
}

/// The words of a report before a span, the nearest first.
fn words_before<'a>(story: &Story<'a>, span: Span, report: usize) -> impl Iterator<Item = &'a str> {
    let text: &'a str = &story.tellings[report].report.text;
    text[..span.start as usize].split_whitespace().rev()
}

#[cfg(test)]
mod tests {
    use super::{numeral, told_first};

    #[test]
    fn a_numeral_tells_the_value_that_it_spells() {
        let first = |word: &str, values| told_first(numeral(word).expect("a numeral"), values);
        assert_eq!(first("10", [1.0, 10.0]), Some(10.0));
        assert_eq!(first("1", [1.0, 10.0]), Some(1.0));
        assert_eq!(first("$5,000", [500.0, 5_000.0]), Some(5_000.0));
        assert_eq!(first("4.1m", [3.2 * 1e6, 4.1 * 1e6]), Some(4.1 * 1e6));
        assert_eq!(first("900,000", [900_000.0, 1.1 * 1e6]), Some(900_000.0));
        assert_eq!(first("1", [1.0, 1_000.0]), None, "it may be a thousand");
        assert_eq!(numeral("nine"), None);
    }
}
