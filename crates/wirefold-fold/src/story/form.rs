//! What a report says of its own kind near its beginning: that such a thing has happened before, that it looks back
//! over years, that its writer speaks for himself.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use wirefold_text::normal::{Normaliser, Token};

/// Words of the title, and of the text, that are looked at.
const BEGINNING: usize = 60;

/// Kinds in the order of their bits.
const KINDS: [&str; 3] = ["again", "years", "voice"];

/// Phrases by their first word: the other words, and a bit.
type Phrases = FxHashMap<u64, Vec<(Vec<u64>, u8)>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    let mut normaliser = Normaliser::default();
    for row in include_str!("../../data/report_forms.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (kind, words) = row.split_once('\t').expect("a row is a kind and words");
        let bit = KINDS.iter().position(|one| *one == kind).expect("a kind that is told apart");
        let mut terms = normaliser.tokens(words).into_iter().map(|token| token.term);
        let first = terms.next().expect("a phrase has words");
        phrases.entry(first).or_default().push((terms.collect(), 1 << bit));
    }
    phrases
});

/// What a report says of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(u8);

impl Form {
    /// Given the words of the title and of the text.
    pub(crate) fn of(title: &[Token], text: &[Token]) -> Self {
        let phrases = &*PHRASES;
        let mut found = 0;
        for words in [title, text] {
            let words = &words[..words.len().min(BEGINNING)];
            for (at, word) in words.iter().enumerate() {
                let rest = &words[at + 1..];
                for (more, bit) in phrases.get(&word.term).into_iter().flatten() {
                    let follows = rest.len() >= more.len()
                        && rest.iter().zip(more).all(|(word, term)| word.term == *term);
                    found |= bit * u8::from(follows);
                }
            }
        }
        Self(found)
    }

    /// Whether it says that something of the kind has happened before.
    pub(crate) fn is_again(self) -> bool {
        self.0 & 1 != 0
    }

    /// Whether it looks back over years.
    pub(crate) fn is_years(self) -> bool {
        self.0 & 1 << 1 != 0
    }

    /// Whether its writer speaks for himself.
    pub(crate) fn is_voice(self) -> bool {
        self.0 & 1 << 2 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use wirefold_text::normal::Normaliser;

    fn of(text: &str) -> [bool; 3] {
        let form = Form::of(&[], &Normaliser::default().tokens(text));
        [form.is_again(), form.is_years(), form.is_voice()]
    }

    #[test]
    fn reports_tell_their_kind() {
        assert_eq!(of("A bridge fell in Kars on Monday."), [false; 3]);
        assert_eq!(of("A bridge fell in Kars, a week after one fell in Ordu."), [true, false, false]);
        assert_eq!(of("Ten years ago the bridge of Kars fell."), [false, true, false]);
        assert_eq!(of("Comment. The bridge could have stood."), [false, false, true]);
    }
}
