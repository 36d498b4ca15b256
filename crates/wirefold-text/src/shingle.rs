//! Shingles: hashes of neighbouring words (Broder, "On the resemblance and
//! containment of documents", 1997).
//!
//! ```
//! use wirefold_text::{normal::Normaliser, shingle};
//!
//! let mut normaliser = Normaliser::default();
//! let one = normaliser.tokens("The ferry left the harbour at noon");
//! let other = normaliser.tokens("A ferry had left its harbour after noon");
//! assert_eq!(shingle::of_content(&one, 3), shingle::of_content(&other, 3));
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

/// Every run of `n` words, in order.
#[must_use]
pub fn of_words(tokens: &[Token], n: usize) -> Vec<u64> {
    tokens.windows(n.max(1)).map(|run| hash(run.iter().map(|t| t.term))).collect()
}

/// Every run of `n` words that are no function words, in order: what stands
/// between them may differ, as it does where a sentence was reworded.
#[must_use]
pub fn of_content(tokens: &[Token], n: usize) -> Vec<u64> {
    let content: Vec<u64> = tokens.iter().filter(|t| t.is_content()).map(|t| t.term).collect();
    content.windows(n.max(1)).map(|run| hash(run.iter().copied())).collect()
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
