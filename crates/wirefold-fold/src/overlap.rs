//! The measure of fingerprint tools, exactly.

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher as _;

/// Words of a shingle.
const WORDS: usize = 5;

/// What two texts share of their runs of five words: letters, digits and underscores in lower case, each run
/// counted once (Broder 1997). It is what MinHash tools estimate, given for comparison with them; nothing is
/// decided by it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Shared runs by all runs of either text (Jaccard), 0 to 1.
    pub jaccard: f64,
    /// Shared runs by the runs of the text that has fewer, 0 to 1.
    pub containment: f64,
}

impl Overlap {
    /// The overlap of two texts; 0 where one has fewer than five words.
    #[must_use]
    pub fn of(a: &str, b: &str) -> Self {
        let (a, b) = (runs(a), runs(b));
        let shared = a.iter().filter(|run| b.contains(run)).count() as f64;
        let part = |whole: usize| if whole == 0 { 0.0 } else { shared / whole as f64 };
        Self { jaccard: part(a.len() + b.len() - shared as usize), containment: part(a.len().min(b.len())) }
    }
}

fn runs(text: &str) -> FxHashSet<u64> {
    let words: Vec<u64> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(hash)
        .collect();
    let mixed = |run: &[u64]| {
        run.iter().fold(0_u64, |state, word| {
            let state = (state ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            state ^ (state >> 29)
        })
    };
    words.windows(WORDS).map(mixed).collect()
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        word.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
    } else {
        hasher.write(word.to_lowercase().as_bytes());
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::Overlap;

    #[test]
    fn runs_of_five_words_are_counted_once() {
        let same = Overlap::of("One two, three four FIVE six.", "one two three four five six");
        assert_eq!(same, Overlap { jaccard: 1.0, containment: 1.0 });
        let part = Overlap::of("a b c d e f g", "x a b c d e f");
        assert_eq!(part, Overlap { jaccard: 0.5, containment: 2.0 / 3.0 });
        assert_eq!(Overlap::of("too few words", "too few words"), Overlap::default());
        assert_eq!(Overlap::of("", ""), Overlap::default());
        let repeated = Overlap::of("a b c d e a b c d e", "a b c d e");
        assert_eq!(repeated, Overlap { jaccard: 0.2, containment: 1.0 });
    }
}
