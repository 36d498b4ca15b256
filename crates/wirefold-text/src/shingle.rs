//! Shingles: hashes of neighbouring words (Broder, "On the resemblance and
//! containment of documents", 1997).
//!
//! ```
//! use wirefold_text::{normal::Normaliser, shingle};
//!
//! let mut normaliser = Normaliser::default();
//! let one = normaliser.tokens("The ferry left the harbour at noon");
//! let other = normaliser.tokens("At noon the ferry left the harbour");
//! assert_eq!(shingle::of_words(&one, 5)[0], shingle::of_words(&other, 5)[2]);
//! ```

use crate::normal::Token;

/// One hash for a sequence of terms; the order counts.
#[must_use]
pub fn hash(terms: impl IntoIterator<Item = u64>) -> u64 {
    terms.into_iter().fold(0x9E37_79B9_7F4A_7C15, |state, term| {
        let mixed = (state.rotate_left(23) ^ term).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ (mixed >> 32)
    })
}

/// A hash of every run of `n` words, in order: a polynomial in their terms, so that the factors of a run do not
/// wait for one another.
#[must_use]
pub fn of_words(tokens: &[Token], n: usize) -> Vec<u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let n = n.max(1);
    let factors: Vec<u64> =
        std::iter::successors(Some(BASE), |factor| Some(factor.wrapping_mul(BASE))).take(n).collect();
    let add = |sum: u64, (token, factor): (&Token, &u64)| sum.wrapping_add(token.term.wrapping_mul(*factor));
    tokens.windows(n).map(|run| run.iter().zip(&factors).fold(0, add)).collect()
}

#[cfg(test)]
mod tests {
    use super::{hash, of_words};
    use crate::normal::Normaliser;

    #[test]
    fn order_and_length_count() {
        assert_ne!(hash([1, 2]), hash([2, 1]));
        assert_ne!(hash([1]), hash([1, 0]));
        let tokens = Normaliser::default().tokens("one two three four five six");
        assert_eq!(of_words(&tokens, 5).len(), 2);
        assert!(of_words(&tokens, 7).is_empty());
    }
}
