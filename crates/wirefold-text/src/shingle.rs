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

/// Every two neighbouring content words, function words between them left out, with their hash.
pub fn content_pairs(tokens: &[Token]) -> impl Iterator<Item = (u64, [&Token; 2])> {
    // Which words are content words is hard to foretell: each is put down, and the next over it if it is none.
    let mut content: Vec<&Token> = tokens.iter().collect();
    let mut held = 0;
    for token in tokens {
        content[held] = token;
        held += usize::from(token.is_content());
    }
    (1..held).map(move |at| {
        let pair = [content[at - 1], content[at]];
        (hash(pair.map(|token| token.term)), pair)
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
    use super::{content_pairs, hash, of_words};
    use crate::normal::Normaliser;

    #[test]
    fn order_and_length_count() {
        assert_ne!(hash([1, 2]), hash([2, 1]));
        assert_ne!(hash([1]), hash([1, 0]));
        let tokens = Normaliser::default().tokens("one two three four five six");
        assert_eq!(of_words(&tokens, 5).len(), 2);
        assert!(of_words(&tokens, 7).is_empty());
        let tokens = Normaliser::default().tokens("Gulls and the terns of Hvar");
        let pairs: Vec<u64> = content_pairs(&tokens).map(|(pair, _)| pair).collect();
        assert_eq!(pairs, [hash([tokens[0].term, tokens[3].term]), hash([tokens[3].term, tokens[5].term])]);
        assert_eq!(content_pairs(&tokens[..3]).count(), 0);
    }
}
