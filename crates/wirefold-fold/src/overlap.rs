//! The measure of fingerprint tools, exactly.

use rustc_hash::FxHashSet;

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
    let mixed = |run: &[u64]| {
        run.iter().fold(0_u64, |state, word| {
            let state = (state ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            state ^ (state >> 29)
        })
    };
    words(text).windows(WORDS).map(mixed).collect()
}

/// The words' hashes, in order.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut rest = text;
    while !rest.is_empty() {
        let ends = |byte: u8| !(byte.is_ascii_alphanumeric() || byte == b'_');
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        if rest.as_bytes().get(length).is_none_or(u8::is_ascii) {
            if length > 0 {
                words.push(hash(&rest.as_bytes()[..length]));
            }
            rest = rest.get(length + 1..).unwrap_or_default();
        } else {
            rest = other_word(rest, &mut words);
        }
    }
    words
}

/// Takes the word that a text begins with, if it begins with one, and what ends it; it may hold any letters.
fn other_word<'t>(text: &'t str, words: &mut Vec<u64>) -> &'t str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    if end > 0 {
        words.push(hash(text[..end].to_lowercase().as_bytes()));
    }
    let mut rest = text[end..].chars();
    rest.next();
    rest.as_str()
}

/// Of letters in lower case; those of ASCII may be capitals.
fn hash(word: &[u8]) -> u64 {
    let add =
        |state: u64, byte: &u8| (state ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3);
    let sum = word.iter().fold(0xCBF2_9CE4_8422_2325, add);
    sum ^ (sum >> 32)
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
