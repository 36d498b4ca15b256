//! What of a page is no part of its report: buttons, links, captions' credits.

use super::pattern::Patterns;
use super::shape::Shape;
use crate::word::lists;
use std::sync::LazyLock;

static FURNITURE: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::read(include_str!("../../data/furniture.tsv")));

/// Whether a block is furniture.
pub(super) fn is_furniture(shape: &Shape<'_>) -> bool {
    shape.words.is_empty()
        || FURNITURE.mark(shape)
        || is_credit(shape)
        || is_caption(shape)
        || is_address(shape)
}

/// "Jane Doe, AP", "John Doe | Getty Images".
fn is_credit(shape: &Shape<'_>) -> bool {
    let short = (2..=9).contains(&shape.words.len()) && !shape.is_closed() && !shape.has_verb();
    let split = shape.text.contains([',', '|', '/', '—', '–']);
    short && split && shape.capitals() > 0.9 && credits(&shape.words)
}

/// A caption: text, then its picture's credit in brackets.
fn is_caption(shape: &Shape<'_>) -> bool {
    let Some(open) = shape.text.trim_end_matches('.').strip_suffix(')').and_then(|text| text.rfind('('))
    else {
        return false;
    };
    let words: Vec<&str> = super::shape::words(&shape.text[open..]).collect();
    let credit = words.len() <= 9 && shape.text[open..].contains(['/', ',', '|']) || words.len() == 1;
    credit && credits(&words)
}

/// Whether the last words name an agency.
fn credits(words: &[&str]) -> bool {
    let mut last = words.iter().rev().take(3).flat_map(|word| word.split('/'));
    last.any(|word| lists::is_agency(word) || matches!(word, "Images" | "IMAGES"))
}

fn is_address(shape: &Shape<'_>) -> bool {
    let one = shape.words.len() == 1;
    one && (shape.folded.contains("://") || shape.folded.contains('@') || shape.folded.starts_with("www."))
}
