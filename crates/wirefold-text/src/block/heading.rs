//! Section headings.
//!
//! A heading is short and does not end as a sentence does. That a sentence lacks
//! its full stop happens too, and losing a sentence is worse than reading a
//! heading: what has a finite verb and is not set like a headline stays body.

use super::shape::Shape;

/// A heading without a verb has at most so many words.
const LONGEST: usize = 12;
/// One that is set like a headline may have so many.
const LONGEST_HEADLINE: usize = 20;
/// A shorter line is no sentence even if some word of it looks like a verb.
const SHORTEST_SENTENCE: usize = 4;

/// Whether a block is a heading.
pub(super) fn is_heading(shape: &Shape<'_>) -> bool {
    let count = shape.words.len();
    if count == 0
        || count > LONGEST_HEADLINE
        || shape.is_closed()
        || is_item(shape)
        || is_quoted(shape)
        || is_running(shape)
    {
        return false;
    }
    if shape.text.ends_with(':') {
        return count <= SHORTEST_SENTENCE && (shape.is_shouted() || !shape.has_verb());
    }
    if shape.text.ends_with([',', ';']) || is_entry(shape) {
        return false;
    }
    let headline = count >= 3 && shape.capitals() > 0.85 || shape.is_shouted();
    if headline {
        return true;
    }
    count <= LONGEST && (!shape.has_verb() || count < SHORTEST_SENTENCE || is_question(shape))
}

/// A list's item: a mark or number, then text.
fn is_item(shape: &Shape<'_>) -> bool {
    let marked = shape.text.starts_with(['-', '–', '—', '•', '*', '·', '●', '▪', '►', '>', '⦁', '◦', '‣']);
    let counted = shape.words.first().is_some_and(|w| w.len() <= 2 && w.bytes().all(|b| b.is_ascii_digit()))
        && shape.text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    (marked || counted) && shape.words.len() > 3
}

/// Begins with a small letter, or holds the end of a sentence.
fn is_running(shape: &Shape<'_>) -> bool {
    let small = shape.text.starts_with(char::is_lowercase);
    let ends = |(at, _): (usize, &str)| {
        let before = shape.text[..at].ends_with(|c: char| c.is_lowercase());
        let behind = shape.text[at + 2..].starts_with(char::is_uppercase);
        before && behind && shape.text[..at].split_whitespace().count() >= SHORTEST_SENTENCE
    };
    small || shape.text.match_indices(". ").any(ends)
}

/// "Injured: 74": a table's line, which states something.
fn is_entry(shape: &Shape<'_>) -> bool {
    let number = shape.words.last().is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    number && shape.words.len() <= 6 && shape.text.contains(": ")
}

/// A line that is a quotation, or holds one with its speaker.
fn is_quoted(shape: &Shape<'_>) -> bool {
    let opens = shape.text.starts_with(['“', '"', '«', '„', '‘']) || shape.text.starts_with("``");
    opens && shape.words.len() >= SHORTEST_SENTENCE
}

/// "Why it matters": begins like a question and ends without its mark.
fn is_question(shape: &Shape<'_>) -> bool {
    let first = shape.words.first().map(|w| w.to_lowercase());
    matches!(first.as_deref(), Some("why" | "how" | "what" | "who" | "where" | "when" | "what's" | "what’s"))
}
