//! What kind of thing happened, by the words that tell it.

use std::sync::LazyLock;

use wirefold_text::normal::{Normaliser, Token};

use super::phrase::Phrases;

/// Words of the text that tell the event, and words in which others are spoken of.
const CORE: usize = 28;
const BEGINNING: usize = 120;

/// Words and phrases of the kinds, a bit for each kind.
static KINDS: LazyLock<Phrases> = LazyLock::new(|| {
    let (mut kinds, mut normaliser) = (Phrases::default(), Normaliser::default());
    for (bit, (_, phrases)) in rows().enumerate() {
        phrases.for_each(|phrase| kinds.add(&mut normaliser, phrase, 1 << bit));
    }
    kinds
});

/// The kinds of the data file, and the words and phrases of each.
fn rows() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let rows = include_str!("../../data/event_kinds.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.map(|row| {
        let (kind, phrases) = row.split_once('\t').expect("a row is a kind and words");
        (kind, phrases.split(' '))
    })
}

/// The kinds of events that a report speaks of: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Happening {
    /// In the title and where the text begins.
    core: u64,
    /// There and in what follows.
    all: u64,
}

impl Happening {
    /// Given the words of the title and of the text.
    pub(crate) fn of(title: &[Token], text: &[Token]) -> Self {
        let (core, rest) = text[..text.len().min(BEGINNING)].split_at(text.len().min(CORE));
        let core = KINDS.found(title) | KINDS.found(core);
        Self { core, all: core | KINDS.found(rest) }
    }

    /// How many kinds both begin with.
    pub(crate) fn shared(self, other: Self) -> u32 {
        (self.core & other.core).count_ones()
    }

    /// Whether both begin with kinds, and with none in common.
    pub(crate) fn is_apart(self, other: Self) -> bool {
        self.core != 0 && other.core != 0 && self.core & other.core == 0
    }

    /// The share of the kinds that the one begins with, of which the other speaks: the greater share, and the other. Of
    /// what tells no kind half is known.
    pub(crate) fn found(self, other: Self) -> (f32, f32) {
        let share =
            |core: u64, all: u64| ((core & all).count_ones() as f32 + 0.5) / (core.count_ones() as f32 + 1.0);
        let (one, two) = (share(self.core, other.all), share(other.core, self.all));
        (one.max(two), one.min(two))
    }
}

#[cfg(test)]
mod tests {
    use super::{Happening, KINDS, rows};
    use wirefold_text::normal::{Normaliser, Token};

    fn of(text: &str) -> Happening {
        Happening::of(&[], &Normaliser::default().tokens(text))
    }

    #[test]
    fn events_are_of_a_kind() {
        let fire = of("A fire destroyed a mill in Lodz.");
        assert_eq!(fire.shared(of("Flames consumed the mill of Lodz.")), 1);
        assert!(fire.is_apart(of("The mill of Lodz is to be sold: two bidders want to take it over.")));
        assert!(!fire.is_apart(of("Lodz stands by its mill.")));
        assert!(of("").found(fire).1 < 0.3);
    }

    #[test]
    fn no_function_word_tells_a_kind() {
        let mut normaliser = Normaliser::default();
        assert!(rows().count() <= 64, "a bit for each kind");
        for (kind, phrases) in rows() {
            for phrase in phrases {
                let words = normaliser.tokens(phrase);
                assert!(words.iter().any(Token::is_content), "{kind}: {phrase:?} has a content word");
                let alone =
                    |word: &&Token| !word.is_content() && KINDS.found(std::slice::from_ref(*word)) != 0;
                assert_eq!(words.iter().find(alone), None, "{kind}: {phrase:?} by a function word alone");
            }
        }
        assert_eq!(of("He went on, walked down, came out and said no."), Happening::default());
        assert_eq!(of("A walk-out in Lodz.").shared(of("The strike at the mill")), 1);
    }
}
