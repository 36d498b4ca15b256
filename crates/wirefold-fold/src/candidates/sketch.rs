//! What stands for a report while candidates are looked for.

use wirefold_text::normal::Token;
use wirefold_text::shingle;

use crate::align::Weights;

/// Neighbouring content words that make a feature.
const WORDS: usize = 2;
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
        let content: Vec<Token> = tokens.iter().filter(|token| token.is_content()).copied().collect();
        let sampled = sparseness(content.len());
        let mut kept: Vec<(u32, &[Token])> = content
            .windows(WORDS)
            .map(|run| (feature(run), run))
            .filter(|(f, _)| level(*f) >= sampled)
            .collect();
        kept.sort_unstable_by_key(|(feature, _)| *feature);
        kept.dedup_by_key(|(feature, _)| *feature);
        let weight = |run: &[Token]| run.iter().map(|token| Weights::general().of(token)).sum::<f64>() as f32;
        let features = kept.into_iter().map(|(feature, run)| (feature, weight(run))).collect();
        Self { features, level: sampled }
    }
}

/// The level at which a report of so many content words is sampled.
fn sparseness(words: usize) -> usize {
    let mut level = 0;
    while level + 1 < LEVELS && words >> level > KEPT {
        level += 1;
    }
    level
}

fn feature(run: &[Token]) -> u32 {
    shingle::hash(run.iter().map(|token| token.term)) as u32
}

/// The sparsest sample that a feature belongs to.
pub(super) fn level(feature: u32) -> usize {
    (feature.wrapping_mul(0x9E37_79B1).leading_zeros() as usize).min(LEVELS - 1)
}
