//! A sentence made ready to be held against others.

use wirefold_report::{Meaning, Span};
use wirefold_text::normal::{Normaliser, Token, TokenKind, fold};

use super::meaning::Direction;
use super::measure::Bag;
use super::weights::Weights;

/// A sentence with all that is compared of it, counted out once: the work of a pair is then that of merging lists.
pub struct Statement<'t> {
    pub(super) bag: Bag<'t>,
    /// The numbers among its words, sorted.
    pub(super) numbers: Vec<u64>,
    /// Its words with a capital but for the first, sorted.
    pub(super) names: Vec<u64>,
    /// Pairs of neighbouring words, sorted.
    pub(super) order: Vec<u64>,
    /// Runs of three letters, sorted.
    pub(super) letters: Vec<[char; 3]>,
    /// How many words it has.
    pub(super) length: usize,
    /// What the encoder takes it to say, where it was asked.
    pub(super) meaning: Option<Direction>,
}

impl<'t> Statement<'t> {
    /// The sentence in `span` of `text`, and what the encoder takes it to say.
    #[must_use]
    pub fn new(text: &'t str, span: Span, meaning: Option<&Meaning>, normaliser: &mut Normaliser) -> Self {
        let tokens = normaliser.tokens_in(text, span);
        let chosen = |wanted: fn(usize, &Token) -> bool| -> Vec<u64> {
            let chosen = tokens.iter().enumerate().filter(|(at, token)| wanted(*at, token));
            sorted(chosen.map(|(_, token)| token.term).collect())
        };
        let pair = |pair: &[Token]| pair[0].term.rotate_left(1) ^ pair[1].term;
        let letters: Vec<char> = fold(span.of(text)).chars().collect();
        Self {
            numbers: chosen(|_, token| token.kind() == TokenKind::Number),
            names: chosen(|at, token| at > 0 && token.is_capital() && token.is_content()),
            order: sorted(tokens.windows(2).map(pair).collect()),
            letters: sorted(letters.windows(3).map(|run| [run[0], run[1], run[2]]).collect()),
            length: tokens.len(),
            bag: Bag::new(text, &tokens, &Weights::general().alone()),
            meaning: meaning.map(Direction::of),
        }
    }
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items
}
