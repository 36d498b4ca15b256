//! What stands for a report while candidates are looked for.

use wirefold_text::normal::Token;
use wirefold_text::shingle;

use crate::align::Weights;
use crate::hashes;

/// A report keeps about half as many features at least, and no more than about this many.
const KEPT: usize = 96;
/// Levels of sampling that totals are kept for; a report on the last one holds tens of thousands of words.
pub(super) const LEVELS: usize = 10;

/// A sample of a report's pairs of neighbouring content words.
///
/// The larger a report, the fewer of its features are kept: one of two, four, eight …, always those whose
/// hash says so. What two reports share is then measured on the sparser of the two samples, as in scaled
/// MinHash (Irber et al. 2022), so that a short text is found in a long one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sketch {
    /// The features kept and their weights, ordered, each once.
    pub(super) features: Vec<(u32, f32)>,
    /// How sparse the sample is: 1 of 2 to the power of this.
    pub(super) level: usize,
}

impl Sketch {
    /// The sketch of a report of these words.
    pub(crate) fn of(tokens: &[Token]) -> Self {
        let sampled = sparseness(tokens.iter().filter(|token| token.is_content()).count());
        let kept = kept(tokens, |feature| level(feature) >= sampled);
        let weights = Weights::general();
        let weight =
            |pair: [u32; 2]| pair.iter().map(|at| weights.of(&tokens[*at as usize])).sum::<f64>() as f32;
        let features: Vec<(u32, f32)> =
            kept.into_iter().map(|(feature, pair)| (feature, weight(pair))).collect();
        let mut features = hashes::in_order(&features);
        features.dedup_by_key(|(feature, _)| *feature);
        Self { features, level: sampled }
    }
}

/// The pairs of neighbouring content words that a sample holds.
fn kept(tokens: &[Token], is_kept: impl Fn(u32) -> bool) -> Vec<(u32, [u32; 2])> {
    let mut pairs = vec![(0, [0; 2]); tokens.len()];
    // Which are kept can't be foretold: each is put down, and the next over it if it is not.
    let mut held = 0;
    for (hash, pair) in shingle::content_pairs(tokens) {
        // Half of a hash is enough to tell the features of a report apart; texts have fewer words than 2^32.
        let feature = hash as u32;
        pairs[held] = (feature, pair.map(|at| at as u32));
        held += usize::from(is_kept(feature));
    }
    pairs.truncate(held);
    pairs
}

/// The level at which a report of so many content words is sampled.
fn sparseness(words: usize) -> usize {
    let mut level = 0;
    while level + 1 < LEVELS && words >> level > KEPT {
        level += 1;
    }
    level
}

/// The sparsest sample that a feature belongs to.
pub(super) fn level(feature: u32) -> usize {
    (feature.wrapping_mul(0x9E37_79B1).leading_zeros() as usize).min(LEVELS - 1)
}
