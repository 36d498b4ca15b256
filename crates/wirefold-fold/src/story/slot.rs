//! What stands beside a certain word early in a report: the ferry *Orsa*, minister *Demir*, *nine* dead. Reports of two
//! events told in one mould fill the same places with other names and numbers.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use wirefold_text::normal::{Normaliser, Token, TokenKind};

/// Tokens of the title, and of the text, in which it is looked for.
const BEGINNING: usize = 90;
/// Places of a report that are kept, the first ones.
const MOST: usize = 48;

/// Words that say where something is, if a name follows.
static WHERE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let words = "in at near off outside around";
    Normaliser::default().tokens(words).iter().map(|token| token.term).collect()
});

/// What stands beside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    /// A name after it.
    NameAfter,
    /// A number before it.
    Number,
    /// A name before it.
    NameBefore,
    /// A name before it, which is a name itself: a given name, or what a name is the name of.
    NameOfName,
}

/// A name or a number beside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    kind: Beside,
    /// Equal for equal words.
    beside: u32,
    /// Equal for equal names or numbers.
    filler: u32,
}

/// What a report has in such places, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots(Vec<Slot>);

/// Of the words that two reports have both put a name or a number beside: beside how many stands the same, and beside
/// how many another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Agreement {
    pub(crate) agree: u8,
    pub(crate) differ: u8,
}

impl Slots {
    /// Adds those of a title or a text, given its tokens and whether capitals tell names in it, and tells which names say
    /// where something is.
    pub(crate) fn add(&mut self, text: &str, tokens: &[Token], cased: bool, mut is_place: impl FnMut(u64)) {
        let tokens = &tokens[..tokens.len().min(BEGINNING)];
        let mut in_place = false;
        for pair in tokens.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            let together = is_together(text, one, next);
            let is_name = next.is_capital() && next.is_content();
            in_place =
                together && is_name && if one.is_capital() { in_place } else { WHERE.contains(&one.term) };
            if cased && together && is_name && one.is_capital() && one.is_content() {
                self.keep(Slot { kind: Beside::NameOfName, beside: half(next.term), filler: half(one.term) });
            }
            if in_place {
                is_place(next.term);
            } else if together && is_name && !one.is_capital() && one.kind() == TokenKind::Content {
                self.keep(Slot { kind: Beside::NameAfter, beside: half(one.term), filler: half(next.term) });
            } else if together
                && one.is_capital()
                && one.is_content()
                && !next.is_capital()
                && next.kind() == TokenKind::Content
            {
                self.keep(Slot { kind: Beside::NameBefore, beside: half(next.term), filler: half(one.term) });
            } else if together && one.kind() == TokenKind::Number && next.kind() == TokenKind::Content {
                self.keep(Slot { kind: Beside::Number, beside: half(next.term), filler: half(one.term) });
            }
        }
    }

    fn keep(&mut self, slot: Slot) {
        if self.0.len() < MOST
            && let Err(at) = self.0.binary_search(&slot)
        {
            self.0.insert(at, slot);
        }
    }

    /// How two reports' names after words, their numbers, and their names before words and before names agree.
    pub(crate) fn agreement(&self, other: &Self) -> [Agreement; 4] {
        let mut found = [Agreement::default(); 4];
        for group in self.0.chunk_by(|x, y| (x.kind, x.beside) == (y.kind, y.beside)) {
            let of = |slot: &Slot| (slot.kind, slot.beside);
            let from = other.0.partition_point(|slot| of(slot) < of(&group[0]));
            let to = other.0.partition_point(|slot| of(slot) <= of(&group[0]));
            if from == to {
                continue;
            }
            let found = &mut found[group[0].kind as usize];
            if group.iter().any(|slot| other.0[from..to].contains(slot)) {
                found.agree += 1;
            } else {
                found.differ += 1;
            }
        }
        found
    }
}

/// Whether nothing but a space stands between two tokens.
fn is_together(text: &str, one: &Token, next: &Token) -> bool {
    &text[one.span().end as usize..next.span().start as usize] == " "
}

/// Half of a hash is enough.
fn half(term: u64) -> u32 {
    (term >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Slots};
    use wirefold_text::normal::Normaliser;

    fn of(text: &str) -> (Slots, usize) {
        let (mut slots, mut places) = (Slots::default(), 0);
        let tokens = Normaliser::default().tokens(text);
        slots.add(text, &tokens, true, |_| places += 1);
        (slots, places)
    }

    #[test]
    fn one_mould_is_filled_with_other_names() {
        let (orsa, places) =
            of("The ferry Orsa drifted off New Stromboli with 310 people, said captain Greco.");
        let (vela, _) = of("The ferry Vela drifted off Bonifacio with 310 people, said captain Bruno.");
        assert_eq!(places, 2, "New Stromboli");
        let agreement = |agree: u8, differ: u8| Agreement { agree, differ };
        assert_eq!(
            orsa.agreement(&vela),
            [agreement(0, 2), agreement(1, 0), agreement(0, 1), agreement(0, 0)]
        );
        assert_eq!(
            orsa.agreement(&orsa),
            [agreement(2, 0), agreement(1, 0), agreement(1, 0), agreement(1, 0)]
        );
        assert_eq!(orsa.agreement(&Slots::default()), [agreement(0, 0); 4]);
    }

    #[test]
    fn a_surname_is_not_a_person() {
        let agreement = |a: &str, b: &str| of(a).0.agreement(&of(b).0)[3];
        assert_eq!(agreement("Helen Ward wept.", "It was Helen Ward."), Agreement { agree: 1, differ: 0 });
        assert_eq!(
            agreement("Helen Ward wept.", "Martin Ward was silent."),
            Agreement { agree: 0, differ: 1 }
        );
    }
}
