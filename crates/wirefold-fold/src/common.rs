//! How much of what they say two texts have in common, by the weight of its words, wherever it stands.

use wirefold_text::normal::Token;
use wirefold_text::shingle;

use crate::align::Weights;
use crate::hashes;

/// Features and their weights, ordered.
pub(crate) type Weighed = Vec<(u64, f64)>;

/// The content words of a text, each as often as it stands there.
pub(crate) fn words(tokens: &[Token]) -> Weighed {
    let content = tokens.iter().filter(|token| token.is_content());
    let mut words: Weighed = content.map(|token| (token.term, Weights::general().of(token))).collect();
    words.sort_unstable_by_key(|(term, _)| *term);
    words
}

/// Its pairs of neighbouring content words, each once.
pub(crate) fn pairs(tokens: &[Token]) -> Weighed {
    let weights = Weights::general();
    let weight = |pair: [usize; 2]| pair.iter().map(|at| weights.of(&tokens[*at])).sum();
    let pairs: Weighed = shingle::content_pairs(tokens).map(|(hash, pair)| (hash, weight(pair))).collect();
    let mut pairs = hashes::in_order(&pairs);
    pairs.dedup_by_key(|(pair, _)| *pair);
    pairs
}

/// The weight of what both have, by the geometric mean of the weight of all that either has: 0 to 1.
pub(crate) fn share(a: &[(u64, f64)], b: &[(u64, f64)]) -> f64 {
    let whole = |features: &[(u64, f64)]| features.iter().map(|(_, weight)| weight).sum::<f64>();
    let mean = (whole(a) * whole(b)).sqrt();
    let (mut left_a, mut left_b, mut shared) = (a, b, 0.0);
    while let ([(x, weight), rest_a @ ..], [(y, _), rest_b @ ..]) = (left_a, left_b) {
        if x == y {
            shared += weight;
        }
        (left_a, left_b) = (if x <= y { rest_a } else { left_a }, if y <= x { rest_b } else { left_b });
    }
    if mean > 0.0 { shared / mean } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{pairs, share, words};
    use wirefold_text::normal::Normaliser;

    #[test]
    fn what_is_equal_is_shared_wherever_it_stands() {
        let mut normaliser = Normaliser::default();
        let mut tokens = |text: &str| normaliser.tokens(text);
        let (one, turned, other) = (
            tokens("Tugs pulled the ferry Astrid free"),
            tokens("Free Astrid, the ferry that tugs pulled"),
            tokens("Bakers close"),
        );
        assert!((share(&words(&one), &words(&turned)) - 1.0).abs() < 1e-9);
        assert!(share(&pairs(&one), &pairs(&turned)) < 0.5);
        assert!(share(&words(&one), &words(&other)).abs() < 1e-9);
        assert!(share(&[], &words(&one)).abs() < 1e-9);
    }
}
