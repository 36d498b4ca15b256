//! What a report says of its own kind near its beginning: that such a thing has happened before, that it looks back
//! over years, that its writer speaks for himself, that it goes over several events.

use std::sync::LazyLock;

use wirefold_text::normal::{Normaliser, Token};

use super::phrase::Phrases;

/// Words of the title, and of the text, that are looked at.
const BEGINNING: usize = 60;

/// Kinds in the order of their bits.
const KINDS: [&str; 4] = ["again", "years", "voice", "several"];

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let (mut phrases, mut normaliser) = (Phrases::default(), Normaliser::default());
    for row in include_str!("../../data/report_forms.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (kind, words) = row.split_once('\t').expect("a row is a kind and words");
        let bit = KINDS.iter().position(|one| *one == kind).expect("a kind that is told apart");
        phrases.add(&mut normaliser, words, 1 << bit);
    }
    phrases
});

/// What a report says of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(u64);

impl Form {
    /// Given the words of the title and of the text.
    pub(crate) fn of(title: &[Token], text: &[Token]) -> Self {
        let found = |words: &[Token]| PHRASES.found(&words[..words.len().min(BEGINNING)]);
        Self(found(title) | found(text))
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

    /// Whether it goes over several events.
    pub(crate) fn is_several(self) -> bool {
        self.0 & 1 << 3 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use wirefold_text::normal::Normaliser;

    fn of(text: &str) -> [bool; 4] {
        let form = Form::of(&[], &Normaliser::default().tokens(text));
        [form.is_again(), form.is_years(), form.is_voice(), form.is_several()]
    }

    #[test]
    fn reports_tell_their_kind() {
        assert_eq!(of("A bridge fell in Kars on Monday."), [false; 4]);
        assert_eq!(of("A bridge fell in Kars, a week after one fell in Ordu."), [true, false, false, false]);
        assert_eq!(of("Ten years ago the bridge of Kars fell."), [false, true, false, false]);
        assert_eq!(of("Comment. The bridge could have stood."), [false, false, true, false]);
        assert_eq!(of("The week in brief. Kars mourns."), [false, false, false, true]);
    }
}
