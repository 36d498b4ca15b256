//! An agency's house style: "told AFP", "an AFP journalist", "AFP has learned".

use wirefold_report::Span;

use super::Place;
use super::quotation;
use crate::origin::words::{
    BEFELL, BEFELL_MANY, DENIAL, IS_NEWS, NEGATION, OTHER_TIME, STAFF, STAFF_MANY, TOLD, Words, words,
};

/// Words that count people.
const COUNTED: [&str; 15] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "some", "many",
    "other", "both", "former",
];
/// Words before "told" among which none denies it.
const DENIED_WITHIN: usize = 5;

/// Where a text says that something was told to its writers, with all its words.
pub(super) fn told(place: &Place<'_>) -> Option<Span> {
    let lead = lead(place.before);
    let lower = lead.to_lowercase();
    // Some letters grow in small form: then the two don't fall together.
    let told = TOLD.ending(&lower).filter(|_| lower.len() == lead.len())?;
    let start = lead.len() - told.len();
    let clause = lower[..start].rsplit([',', '.', ';', ':', '”', '"']).next().unwrap_or_default();
    let negates = |word: &str| NEGATION.has(word) || word.ends_with("n't") || word.ends_with("n’t");
    let negated = words(clause).next_back().is_some_and(negates);
    let cited = words(place.after).next().is_some_and(|word| OTHER_TIME.has(word));
    if negated || cited || words(clause).rev().take(DENIED_WITHIN).any(|word| DENIAL.has(word)) {
        return None;
    }
    place.is_own_word().then(|| Span::new(place.line_start() + start, place.name.end as usize))
}

/// Where a text speaks of the agency's own people.
pub(super) fn staff(place: &Place<'_>) -> Option<Span> {
    let found = from_it(place).or_else(|| its(place)).or_else(|| learned(place))?;
    place.is_own_word().then_some(found)
}

/// The text up to a name without its article.
fn lead(before: &str) -> &str {
    let trimmed = before.trim_end();
    trimmed.strip_suffix(" the").or_else(|| trimmed.strip_suffix(" The")).unwrap_or(trimmed).trim_end()
}

/// "a journalist from AFP".
fn from_it(place: &Place<'_>) -> Option<Span> {
    let lead = lead(place.before);
    let mut words = lead.rsplit(' ');
    let link = words.next().filter(|word| matches!(*word, "from" | "of" | "for" | "with" | "at"))?;
    let noun = words.next().filter(|word| STAFF.has(word))?;
    let article = words.next().filter(|word| is_article(word))?;
    let start = lead.len() - link.len() - noun.len() - article.len() - 2;
    writes(&lead[..start], place.after)
        .then(|| Span::new(place.line_start() + start, place.name.end as usize))
}

/// "an AFP journalist", "AFP journalists".
fn its(place: &Place<'_>) -> Option<Span> {
    let after =
        place.after.strip_prefix("'s").or_else(|| place.after.strip_prefix("’s")).unwrap_or(place.after);
    let noun = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let from = place.after.len() - after.trim_start().len() + noun.len();
    let end = place.name.end as usize + from;
    let before = place.before.trim_end();
    let article = before.rsplit(' ').next().filter(|word| is_article(word));
    let start = match article {
        Some(article) if STAFF.has(noun) => before.len() - article.len(),
        None if STAFF_MANY.has(noun) && !counts(before) && !after_any(lead(before), &BEFELL_MANY) => {
            place.before.len()
        }
        _ => return None,
    };
    writes(&place.before[..start], &place.after[from..]).then(|| Span::new(place.line_start() + start, end))
}

/// "Two AFP journalists", "the 12 AFP staff": these are the news.
fn counts(before: &str) -> bool {
    let last = lead(before).rsplit(' ').next().unwrap_or_default().to_lowercase();
    last.starts_with(|c: char| c.is_ascii_digit()) || COUNTED.contains(&last.as_str())
}

/// "AFP has learned".
fn learned(place: &Place<'_>) -> Option<Span> {
    let learned = [" has learned", " has seen"].iter().any(|words| place.after.starts_with(words));
    learned.then_some(place.name)
}

fn is_article(word: &str) -> bool {
    word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an")
}

/// Whether people between these texts tell the news, rather than are it.
fn writes(before: &str, after: &str) -> bool {
    let befell = after_any(before, &BEFELL);
    let is_news = words(after).next().is_some_and(|word| IS_NEWS.has(word));
    !befell && !is_news
}

/// Whether a text ends in one of these words.
fn after_any(before: &str, known: &Words) -> bool {
    words(before).next_back().is_some_and(|word| known.has(word))
}

impl Place<'_> {
    /// Whether the text itself speaks, not somebody whom it quotes.
    fn is_own_word(&self) -> bool {
        !quotation::is_open(&self.text[..self.name.start as usize])
    }
}
