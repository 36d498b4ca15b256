//! What kind of thing happened, by the words that tell it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use wirefold_text::normal::{Normaliser, Token};

/// Words of the text that tell the event, and words in which others are spoken of.
const CORE: usize = 28;
const BEGINNING: usize = 120;

/// The bit of its kind for each word.
static KINDS: LazyLock<FxHashMap<u64, u64>> = LazyLock::new(|| {
    let mut kinds: FxHashMap<u64, u64> = FxHashMap::default();
    let mut normaliser = Normaliser::default();
    let rows = include_str!("../../data/event_kinds.tsv").lines().filter(|row| !row.starts_with('#'));
    for (bit, row) in rows.enumerate() {
        let words = row.split_once('\t').expect("a row is a kind and words").1;
        for token in words.split(' ').flat_map(|word| normaliser.tokens(word)) {
            *kinds.entry(token.term).or_default() |= 1 << bit;
        }
    }
    kinds
});

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
        let kinds = &*KINDS;
        let of = |words: &[Token]| {
            words.iter().filter_map(|word| kinds.get(&word.term)).fold(0, |found, kind| found | kind)
        };
        let (core, rest) = text[..text.len().min(BEGINNING)].split_at(text.len().min(CORE));
        let core = of(title) | of(core);
        Self { core, all: core | of(rest) }
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
    use super::Happening;
    use wirefold_text::normal::Normaliser;

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
}
