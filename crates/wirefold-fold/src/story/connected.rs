//! Whether the sentences of a report speak of one thing.

use rustc_hash::FxHashMap;
use wirefold_text::normal::Token;

/// Sentences of which it is asked whether they are connected.
const SENTENCES: usize = 16;

/// The share of a text's first sentences that have a word in common with another of them: little of a round-up's.
/// A sentence with and one without are as good as there from the start: of little nothing is known.
pub(crate) fn share(text: &str, words: &[Token]) -> f32 {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let (mut sentence, mut linked, mut end) = (0, [false; SENTENCES], 0);
    for word in words {
        let start = word.span().start as usize;
        sentence += usize::from(text[end..start].contains(['.', '!', '?', '\n']));
        end = word.span().end as usize;
        if sentence >= SENTENCES {
            break;
        }
        let first = *first.entry(word.term).or_insert(sentence);
        if first != sentence {
            (linked[first], linked[sentence]) = (true, true);
        }
    }
    let linked = linked.iter().filter(|linked| **linked).count() as f32;
    (linked + 1.0) / (SENTENCES.min(sentence + 1) as f32 + 2.0)
}

#[cfg(test)]
mod tests {
    use super::share;
    use wirefold_text::normal::{Normaliser, Token};

    fn of(text: &str) -> f32 {
        let mut words = Normaliser::default().tokens(text);
        words.retain(Token::is_content);
        share(text, &words)
    }

    #[test]
    fn a_round_up_is_hardly_connected() {
        let report =
            "A ferry sank off Chios. The ferry had left Izmir at noon. Divers found its bell off Chios.";
        let round_up = "A ferry sank off Chios. Kenya banned plastic cups. The euro fell against the yen.";
        assert!(of(report) > 0.75, "{}", of(report));
        assert!(of(round_up) < 0.25, "{}", of(round_up));
        assert_eq!(of("").to_bits(), (1.0_f32 / 3.0).to_bits());
    }
}
