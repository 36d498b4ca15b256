//! The first sentences of a report: which words stand in which, whether they speak of one thing, and how many are headed
//! like items of a list.

use rustc_hash::FxHashMap;
use wirefold_text::normal::Token;

/// Sentences that are looked at.
pub(crate) const SENTENCES: usize = 16;
/// Content words of a sentence after the last of which a colon makes them its heading.
const HEADING: usize = 3;

/// The first sentences of a text.
#[derive(Default)]
pub(crate) struct Sentences {
    /// The sentence of each content word, as far as they are looked at.
    of_words: Vec<u8>,
    /// Sentences that have a heading of their own: "Gotland: a cable is cut."
    headed: usize,
}

impl Sentences {
    /// Given a text and its content words.
    pub(crate) fn of(text: &str, words: &[Token]) -> Self {
        let mut found = Self::default();
        let (mut sentence, mut end, mut before) = (0, 0, 0);
        for word in words {
            let between = &text[end..word.span().start as usize];
            end = word.span().end as usize;
            if between.contains(['.', '!', '?', '\n']) {
                (sentence, before) = (sentence + 1, 0);
            } else if (1..=HEADING).contains(&before) && between.contains(": ") {
                (found.headed, before) = (found.headed + 1, HEADING);
            }
            if usize::from(sentence) >= SENTENCES {
                break;
            }
            before += 1;
            found.of_words.push(sentence);
        }
        found
    }

    /// How many they are.
    pub(crate) fn count(&self) -> usize {
        self.of_words.last().map_or(1, |last| usize::from(*last) + 1)
    }

    /// A bit for the sentence that a content word stands in; none if it is not looked at.
    pub(crate) fn bit(&self, word: usize) -> u16 {
        self.of_words.get(word).map_or(0, |sentence| 1 << sentence)
    }

    /// The share of them that have a heading.
    pub(crate) fn headed(&self) -> f32 {
        self.headed as f32 / self.count() as f32
    }

    /// The share of them that have a word in common with another: little of a round-up's. A sentence with and one
    /// without are as good as there from the start: of little nothing is known.
    pub(crate) fn connected(&self, words: &[Token]) -> f32 {
        let mut first: FxHashMap<u64, u8> = FxHashMap::default();
        let mut linked = 0_u16;
        for (word, &sentence) in words.iter().zip(&self.of_words) {
            let first = *first.entry(word.term).or_insert(sentence);
            if first != sentence {
                linked |= 1 << first | 1 << sentence;
            }
        }
        (linked.count_ones() as f32 + 1.0) / (self.count() as f32 + 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Sentences;
    use wirefold_text::normal::{Normaliser, Token};

    fn words(text: &str) -> Vec<Token> {
        let mut words = Normaliser::default().tokens(text);
        words.retain(Token::is_content);
        words
    }

    fn connected(text: &str) -> f32 {
        let words = words(text);
        Sentences::of(text, &words).connected(&words)
    }

    #[test]
    fn a_round_up_is_hardly_connected() {
        let report =
            "A ferry sank off Chios. The ferry had left Izmir at noon. Divers found its bell off Chios.";
        let round_up = "A ferry sank off Chios. Kenya banned plastic cups. The euro fell against the yen.";
        assert!(connected(report) > 0.75, "{}", connected(report));
        assert!(connected(round_up) < 0.25, "{}", connected(round_up));
        assert_eq!(connected("").to_bits(), (1.0_f32 / 3.0).to_bits());
    }

    #[test]
    fn items_of_a_list_are_headed() {
        let headed = |text: &str| {
            let words = words(text);
            Sentences::of(text, &words).headed().to_bits()
        };
        assert_eq!(headed("Chios: a ferry sinks. Narva: the bridge is shut."), 1.0_f32.to_bits());
        assert_eq!(
            headed("The ferry from Izmir carried two things of note: olives. It sank."),
            0.0_f32.to_bits()
        );
    }

    #[test]
    fn words_stand_in_sentences() {
        let text = "A ferry sank. Divers found its bell.";
        let words = words(text);
        let sentences = Sentences::of(text, &words);
        assert_eq!((sentences.count(), sentences.bit(0), sentences.bit(2), sentences.bit(9)), (2, 1, 2, 0));
    }
}
