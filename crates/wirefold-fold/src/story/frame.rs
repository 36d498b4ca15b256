//! Whether two reports are told in one mould: the same words in the same order, other names between them.
//!
//! Two beginnings are laid beside each other by their longest common subsequence. What stands between the words that
//! both have is what each puts there.

use wirefold_text::normal::Token;

use super::profile::{Kind, Profile, kind_of};

/// Content words of a title, and of a text's beginning, that are laid beside each other.
const TITLE: usize = 16;
const OPENING: usize = 36;

/// A word of a beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    /// Equal for equal words.
    term: u32,
    kind: Kind,
}

/// How a report begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Frame {
    title: Vec<Step>,
    opening: Vec<Step>,
}

/// What stands where in two beginnings that were laid beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Laid {
    /// The share of words, other than names and numbers, that both have in one order, of the beginning that has fewer.
    pub(crate) frame: f32,
    /// Names that both have there.
    pub(crate) kept: u8,
    /// Places where each has a name of its own.
    pub(crate) swapped: u8,
    /// Places where each has a number of its own.
    pub(crate) numbers: u8,
}

impl Frame {
    /// Given the content words of the title and of the text, and what kinds they are.
    pub(crate) fn of(title: &[Token], text: &[Token], profile: &Profile) -> Self {
        let steps = |words: &[Token], most: usize| {
            let words = &words[..words.len().min(most)];
            words
                .iter()
                .map(|word| Step { term: (word.term >> 32) as u32, kind: kind_of(profile, word.term) })
                .collect()
        };
        Self { title: steps(title, TITLE), opening: steps(text, OPENING) }
    }

    /// Titles, laid beside each other.
    pub(crate) fn titles(&self, other: &Self) -> Laid {
        laid(&self.title, &other.title, true)
    }

    /// Openings, laid beside each other.
    pub(crate) fn openings(&self, other: &Self) -> Laid {
        laid(&self.opening, &other.opening, false)
    }
}

/// Lays two beginnings beside each other; whether they end where they end.
fn laid(a: &[Step], b: &[Step], whole: bool) -> Laid {
    let mut laid = Laid::default();
    let longest = longest(a, b);
    let (mut i, mut j, mut words, mut from) = (0, 0, 0, (0, 0));
    while i < a.len() && j < b.len() {
        if a[i].term == b[j].term {
            laid.between(&a[from.0..i], &b[from.1..j]);
            // What one report calls a name is one.
            match (a[i].kind, b[j].kind) {
                (Kind::Name, _) | (_, Kind::Name) => laid.kept += 1,
                (Kind::Word, Kind::Word) => words += 1,
                _ => {}
            }
            (i, j) = (i + 1, j + 1);
            from = (i, j);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    if whole && from != (0, 0) {
        laid.between(&a[from.0..], &b[from.1..]);
    }
    let of = |steps: &[Step]| steps.iter().filter(|step| step.kind == Kind::Word).count();
    laid.frame = words as f32 / of(a).min(of(b)).max(2) as f32;
    laid
}

/// The length of the longest common subsequence of what follows each pair of places.
fn longest(a: &[Step], b: &[Step]) -> [[u8; OPENING + 1]; OPENING + 1] {
    let mut longest = [[0; OPENING + 1]; OPENING + 1];
    for (i, one) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            longest[i][j] = if one.term == other.term {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    longest
}

impl Laid {
    /// Counts what each has between two words that both have.
    fn between(&mut self, a: &[Step], b: &[Step]) {
        let both = |kind: Kind| [a, b].iter().all(|steps| steps.iter().any(|step| step.kind == kind));
        self.swapped += u8::from(both(Kind::Name));
        self.numbers += u8::from(both(Kind::Number));
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, laid};
    use crate::story::profile::Kind;

    #[test]
    fn a_share_counts_what_both_call_a_word() {
        let steps = |kinds: [Kind; 3]| (1..).zip(kinds).map(|(term, kind)| Step { term, kind }).collect();
        let words: Vec<Step> = steps([Kind::Word; 3]);
        let names: Vec<Step> = steps([Kind::Name, Kind::Name, Kind::Word]);
        for (a, b) in [(&words, &names), (&names, &words)] {
            let laid = laid(a, b, true);
            assert_eq!((laid.frame.to_bits(), laid.kept), (0.5_f32.to_bits(), 2));
        }
        assert_eq!(laid(&words, &words, true).frame.to_bits(), 1.0_f32.to_bits());
    }
}
