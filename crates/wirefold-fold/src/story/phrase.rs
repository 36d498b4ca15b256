//! Words and phrases that say one thing each, looked for among the words of a report.

use rustc_hash::FxHashMap;
use wirefold_text::normal::{Normaliser, Token};

/// The words that must follow a phrase's first, and the bit of what it says.
type Phrase = (Box<[u64]>, u64);

/// Phrases by their first word.
#[derive(Default)]
pub(super) struct Phrases(FxHashMap<u64, Vec<Phrase>>);

impl Phrases {
    /// Adds a phrase that says what the bit stands for. All its words must follow one another; a word of the closed
    /// classes says nothing by itself.
    pub(super) fn add(&mut self, normaliser: &mut Normaliser, phrase: &str, bit: u64) {
        let terms: Vec<u64> = normaliser.tokens(phrase).iter().map(|token| token.term).collect();
        if let [first, more @ ..] = &terms[..] {
            self.0.entry(*first).or_default().push((more.into(), bit));
        }
    }

    /// The bits of all phrases that stand among these words.
    pub(super) fn found(&self, words: &[Token]) -> u64 {
        let mut found = 0;
        for (at, word) in words.iter().enumerate() {
            for (more, bit) in self.0.get(&word.term).into_iter().flatten() {
                found |= bit * u64::from(begins(&words[at + 1..], more));
            }
        }
        found
    }
}

/// Whether words begin with these terms.
fn begins(words: &[Token], terms: &[u64]) -> bool {
    words.len() >= terms.len() && words.iter().zip(terms).all(|(word, term)| word.term == *term)
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use wirefold_text::normal::Normaliser;

    #[test]
    fn a_phrase_is_found_as_a_whole() {
        let mut normaliser = Normaliser::default();
        let mut phrases = Phrases::default();
        phrases.add(&mut normaliser, "walk-out", 1);
        phrases.add(&mut normaliser, "strike", 2);
        let mut found = |text: &str| phrases.found(&normaliser.tokens(text));
        assert_eq!(found("The walk-out began at noon."), 1);
        assert_eq!(found("They went out for a walk."), 0);
        assert_eq!(found("Strikes and walk"), 2);
    }
}
