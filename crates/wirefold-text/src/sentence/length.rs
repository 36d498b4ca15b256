//! No sentence is longer than the reader can afford.

use crate::word::{Kind, Token};

/// A sentence of more tokens is cut.
const MOST: usize = 160;
/// A part is at least this long where there is a choice.
const FEWEST: usize = 80;

/// Hands `tokens` on, in parts if they are too many.
pub(super) fn cut<'k>(text: &str, tokens: &'k [Token], mut hand_on: impl FnMut(&'k [Token])) {
    let mut rest = tokens;
    while rest.len() > MOST {
        let (part, more) = rest.split_at(place(text, rest));
        hand_on(part);
        rest = more;
    }
    if !rest.is_empty() {
        hand_on(rest);
    }
}

/// How many tokens the first part gets: as many as end at the strongest mark.
fn place(text: &str, tokens: &[Token]) -> usize {
    (FEWEST..MOST)
        .max_by_key(|&last| (strength(text, &tokens[last], &tokens[last + 1]), last))
        .map_or(MOST, |last| last + 1)
}

fn strength(text: &str, last: &Token, next: &Token) -> u8 {
    match (last.kind, last.of(text)) {
        (Kind::Stop | Kind::Question | Kind::Ellipsis, _) => 5,
        (_, ";") => 4,
        _ if next.kind == Kind::Bullet => 4,
        (_, ":" | "—" | "--" | "|") => 3,
        (_, ",") => 2,
        _ => u8::from(next.gap),
    }
}
