//! Shingles: hashes of neighbouring words (Broder, "On the resemblance and
//! containment of documents", 1997).
//!
//! ```
//! use wirefold_text::{normal::Normaliser, shingle};
//!
//! let mut normaliser = Normaliser::default();
//! let one = normaliser.tokens("The ferry left the harbour at noon");
//! let other = normaliser.tokens("At noon the ferry left the harbour");
//! assert_eq!(shingle::of_words::<5>(&one)[0], shingle::of_words::<5>(&other)[2]);
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

/// Every two neighbouring content words, function words between them left out: their hash and which tokens they are.
pub fn content_pairs(tokens: &[Token]) -> impl Iterator<Item = (u64, [usize; 2])> {
    // Which words are content words is hard to foretell: each is put down, and the next over it if it is none.
    let mut content = vec![0_u32; tokens.len()];
    let mut held = 0;
    for (at, token) in tokens.iter().enumerate() {
        // Texts have fewer words than 2^32.
        content[held] = at as u32;
        held += usize::from(token.is_content());
    }
    (1..held).map(move |at| {
        let pair = [content[at - 1] as usize, content[at] as usize];
        (hash(pair.map(|at| tokens[at].term)), pair)
    })
}

/// A hash of every run of `N` words, in order: a polynomial in their terms, so that the factors of a run do not
/// wait for one another.
#[must_use]
pub fn of_words<const N: usize>(tokens: &[Token]) -> Vec<u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    const { assert!(N > 0, "a run has a word") };
    let mut factors = [BASE; N];
    for at in 1..N {
        factors[at] = factors[at - 1].wrapping_mul(BASE);
    }
    let product = |run: &[Token], at: usize| run[at].term.wrapping_mul(factors[at]);
    tokens.windows(N).map(|run| (0..N).fold(0, |sum: u64, at| sum.wrapping_add(product(run, at)))).collect()
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
        assert_eq!(of_words::<5>(&tokens).len(), 2);
        assert!(of_words::<7>(&tokens).is_empty());
        let tokens = Normaliser::default().tokens("Gulls and the terns of Hvar");
        let pairs: Vec<u64> = content_pairs(&tokens).map(|(pair, _)| pair).collect();
        assert_eq!(pairs, [hash([tokens[0].term, tokens[3].term]), hash([tokens[3].term, tokens[5].term])]);
        assert_eq!(content_pairs(&tokens[..3]).count(), 0);
    }
}
