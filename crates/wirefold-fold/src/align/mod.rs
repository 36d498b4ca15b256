//! Which sentences of two texts say the same.
//!
//! Two reports may go back to one text that each of them cut, extended, reordered
//! or translated on its own. Their sentences are then alike, not equal, and one
//! may have been split in two. [`sentences`] pairs them off: every two sentences
//! that share a telling word are measured ([`similarity`]); a pair gains by
//! standing next to pairs that are alike; the best pairs are taken first, and each
//! lays claim to the words that it explains. What a sentence has left over may
//! still be claimed by a neighbour of its partner: that is how a split or merged
//! sentence gets its second partner. The order of sentences is evidence, not law.
//!
//! ```
//! use wirefold_fold::align::{self, Side};
//! use wirefold_report::Span;
//!
//! let a = "Rain fell all day. The mayor of Lund closed both bridges on Friday.";
//! let b = "Both of the bridges in Lund were closed by its mayor on Friday.";
//! let aligned = align::sentences(
//!     &Side { text: a, sentences: &[Span::new(0, 18), Span::new(19, a.len())] },
//!     &Side { text: b, sentences: &[Span::new(0, b.len())] },
//! );
//! assert_eq!(aligned.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>(), [(1, 0)]);
//! ```

mod company;
mod likeness;
mod meaning;
mod measure;
mod pairing;
mod partners;
mod preference;
mod signs;
mod statement;
mod table;
mod weights;

pub use company::{Company, Reworded, companies, reworded};
pub use measure::similarity;
pub use signs::Signs;
pub use statement::Statement;
pub use weights::Weights;

use wirefold_report::Span;
use wirefold_text::normal::{Normaliser, Token};

use measure::Bag;

/// One of the two texts, with its sentences in order.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The text that the spans count in.
    pub text: &'a str,
    /// Its sentences.
    pub sentences: &'a [Span],
}

/// Two sentences that say the same, in whole or in part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aligned {
    /// Index of the sentence in the one text.
    pub a: usize,
    /// Index of the sentence in the other.
    pub b: usize,
    /// How much of their words they share, 0 to 1; 1 where all are the same.
    pub similarity: f64,
    /// How much of `a` stands in `b`, by the weight of its words.
    pub share_a: f64,
    /// How much of `b` stands in `a`.
    pub share_b: f64,
}

/// Pairs the sentences of two texts, ordered by `(a, b)`. A sentence may have no
/// partner, one, or several.
#[must_use]
pub fn sentences(a: &Side<'_>, b: &Side<'_>) -> Vec<Aligned> {
    sentences_by(a, b, &mut Normaliser::default(), Weights::general())
}

/// The same with weights of one's own and a normaliser that is kept between calls.
#[must_use]
pub fn sentences_by(
    a: &Side<'_>,
    b: &Side<'_>,
    normaliser: &mut Normaliser,
    weights: &Weights,
) -> Vec<Aligned> {
    let tokens = |side: &Side<'_>, normaliser: &mut Normaliser| -> Vec<_> {
        side.sentences.iter().map(|s| normaliser.tokens_in(side.text, *s)).collect()
    };
    let (tokens_a, tokens_b) = (tokens(a, normaliser), tokens(b, normaliser));
    let slices_a: Vec<&[Token]> = tokens_a.iter().map(Vec::as_slice).collect();
    let slices_b: Vec<&[Token]> = tokens_b.iter().map(Vec::as_slice).collect();
    tokens_of((a.text, &slices_a), (b.text, &slices_b), weights)
}

/// The same for sentences that have their tokens already.
pub(crate) fn tokens_of(a: (&str, &[&[Token]]), b: (&str, &[&[Token]]), weights: &Weights) -> Vec<Aligned> {
    let local = weights.within(a.1.iter().chain(b.1).copied());
    let bags = |text, tokens: &[&[Token]]| -> Vec<Bag<'_>> {
        tokens.iter().map(|t| Bag::new(text, t, &local)).collect()
    };
    pairing::pair(&bags(a.0, a.1), &bags(b.0, b.1))
}

#[cfg(test)]
mod tests;
