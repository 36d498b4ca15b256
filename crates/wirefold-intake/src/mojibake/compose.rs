//! Letters that are spelled in two characters: a letter and a mark that stands above or below it.

use super::Placed;
use unicode_normalization::char::compose;

/// Whether a character is a mark on the one before.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The characters with letters and their marks as one where Unicode has one for both (NFC).
pub(super) fn composed(text: &str, characters: Vec<Placed>) -> Vec<Placed> {
    if !characters.iter().any(|one| is_mark(one.c)) {
        return characters;
    }
    let mut out: Vec<Placed> = Vec::with_capacity(characters.len());
    for one in characters {
        let is_beside = out.last().is_some_and(|last| last.end == one.start);
        // A letter of ASCII that stands for itself is no part of the list.
        let plain =
            one.start.checked_sub(1).map(|at| text.as_bytes()[at]).filter(|b| !is_beside && b.is_ascii());
        match (out.last_mut().filter(|_| is_mark(one.c) && is_beside), plain.filter(|_| is_mark(one.c))) {
            (Some(last), _) if compose(last.c, one.c).is_some() => {
                last.c = compose(last.c, one.c).unwrap_or(last.c);
                last.end = one.end;
            }
            (None, Some(letter)) => match compose(char::from(letter), one.c) {
                Some(c) => out.push(Placed { c, start: one.start - 1, end: one.end }),
                None => out.push(one),
            },
            _ => out.push(one),
        }
    }
    out
}
