//! By-lines, credits and lines that hold a date or a place and no more.

use super::pattern::Patterns;
use super::shape::Shape;
use crate::calendar::{MONTHS, WEEKDAYS};
use crate::word::lexicon::Lexicon;
use crate::word::lists;
use std::sync::LazyLock;

static DATE_WORDS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lists::lines(include_str!("../../data/date-words.txt")).collect());
static BYLINES: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(include_str!("../../data/bylines.tsv")));

/// Whether a block is a by-line or its like.
pub(super) fn is_byline(shape: &Shape<'_>) -> bool {
    let sentence = || shape.words.len() > 10 && shape.has_verb() && !shape.folded.contains("contributed");
    (BYLINES.mark(shape) && !sentence())
        || is_by(shape)
        || is_signature(shape)
        || is_date(shape)
        || is_dateline(shape)
        || is_place_and_day(shape)
}

/// "Oslo, 4 June 2021. From our own correspondent.": a place and a day, and nobody does anything.
fn is_place_and_day(shape: &Shape<'_>) -> bool {
    const PLACE: usize = 3;
    const LONGEST: usize = 16;
    let Some((line, rest)) = shape.text.split_once('.').filter(|(line, _)| line.contains(',')) else {
        return false;
    };
    let words: Vec<&str> = super::shape::words(line).collect();
    let place = words
        .iter()
        .take_while(|word| word.starts_with(char::is_uppercase) && !is_calendar(&word.to_lowercase()));
    let place = place.count();
    let day = &words[place..];
    let of_days =
        |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) || is_calendar(&word.to_lowercase());
    (1..=PLACE).contains(&place)
        && day.len() >= 2
        && day.iter().all(of_days)
        && day.iter().any(|word| is_calendar(&word.to_lowercase()))
        && shape.words.len() <= LONGEST
        // "May" is a month here.
        && !Shape::of(rest).is_some_and(|rest| rest.has_verb())
}

/// "By Jane Doe and John Doe, Example News".
fn is_by(shape: &Shape<'_>) -> bool {
    let mut words = shape.words.iter();
    let by = words.next().is_some_and(|w| matches!(*w, "By" | "BY" | "by"));
    let named = words.next().is_some_and(|w| w.starts_with(|c: char| c.is_uppercase()));
    by && named && shape.words.len() <= 20 && !shape.is_closed() && shape.capitals() > 0.6
}

/// "— Jane Doe (@jdoe) July 1, 2030".
fn is_signature(shape: &Shape<'_>) -> bool {
    if shape.words.len() > 16 {
        return false;
    }
    let dash = shape.text.starts_with(['—', '–', '-']);
    let handle = shape.text.contains("(@") || shape.text.contains("( @");
    handle && (dash || shape.capitals() > 0.9)
}

/// "Updated 3:40 p.m. ET, Mon July 1, 2030": words of dates and times only.
fn is_date(shape: &Shape<'_>) -> bool {
    let dated = |word: &str| {
        let word = word.to_lowercase();
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        number || DATE_WORDS.get(&word).is_some() || is_calendar(&word)
    };
    let told =
        |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) || is_calendar(&word.to_lowercase());
    let line = shape.words.len() <= 14 && shape.words.iter().all(|w| dated(w));
    line && shape.words.iter().any(told)
        || matches!(shape.folded.as_str(), "today" | "yesterday" | "one hour ago")
}

/// A month or a day of the week, or three or four letters of one ("sept" is such).
fn is_calendar(word: &str) -> bool {
    let is = |name: &&str| *name == word || (word.len() <= 4 && name.starts_with(word));
    word.len() >= 3 && MONTHS.iter().chain(&WEEKDAYS).any(is)
}

/// "OSLO (AP) —" or "OSLO _" with no text behind it.
fn is_dateline(shape: &Shape<'_>) -> bool {
    if shape.words.len() > 8 {
        return false;
    }
    let place =
        shape.text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '-' | '_'));
    let dash = place.len() < shape.text.len();
    let bracket = place.ends_with(')') && place.contains('(');
    let shouted = dash && !place.contains(char::is_lowercase);
    (bracket || shouted) && shape.capitals() > 0.9 && !shape.has_verb()
}
