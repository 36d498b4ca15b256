//! Signs that two sentences state the same, and what they come to together.

use std::sync::LazyLock;

use super::measure::Match;
use super::statement::Statement;
use super::table::{Table, probability};

static WEIGHTS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../data/similarity.tsv")));

/// Signs that two sentences state the same, each 0 to 1, more where they are more alike.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signs {
    /// How much of their words they share ([`similarity`](super::similarity)).
    pub words: f64,
    /// How much of the smaller sentence the larger one holds.
    pub held: f64,
    /// How many of their pairs of neighbouring words they share.
    pub order: f64,
    /// How many of their runs of three letters they share.
    pub letters: f64,
    /// How many of their numbers they share; 1 where neither has any.
    pub numbers: f64,
    /// How many of their words with a capital they share; 1 where neither has any.
    pub names: f64,
    /// The shorter sentence's words by the longer one's.
    pub length: f64,
    /// The cosine of what the encoder takes the sentences to say, by its
    /// reading of the whole sentence rather than of single words.
    pub meaning: f64,
}

impl Signs {
    /// Those of two sentences.
    #[must_use]
    pub fn of(a: &Statement<'_>, b: &Statement<'_>) -> Self {
        let shared = Match::of(&a.bag, &b.bag, |_| true, |_| true);
        let (shorter, longer) = (a.length.min(b.length), a.length.max(b.length));
        let meaning = a.meaning.as_ref().zip(b.meaning.as_ref()).map_or(0.0, |(a, b)| a.cosine(b));
        Self {
            words: shared.dice(&a.bag, &b.bag),
            held: shared.containment(&a.bag, &b.bag),
            order: dice(&a.order, &b.order),
            letters: dice(&a.letters, &b.letters),
            numbers: dice(&a.numbers, &b.numbers),
            names: dice(&a.names, &b.names),
            length: if longer == 0 { 1.0 } else { shorter as f64 / longer as f64 },
            meaning: meaning.clamp(0.0, 1.0),
        }
    }

    /// How far the sentences state the same, 0 to 1; 1 where they are equal.
    #[must_use]
    pub fn similarity(&self) -> f64 {
        let equal = Self {
            words: 1.0,
            held: 1.0,
            order: 1.0,
            letters: 1.0,
            numbers: 1.0,
            names: 1.0,
            length: 1.0,
            meaning: 1.0,
        };
        (probability(self.log_odds()) / probability(equal.log_odds())).min(1.0)
    }

    /// The same in log-odds, as they were learnt.
    #[must_use]
    pub fn log_odds(&self) -> f64 {
        WEIGHTS.log_odds(self.named())
    }

    /// Each sign with its name.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f64)> + use<> {
        let Self { words, held, order, letters, numbers, names, length, meaning } = *self;
        [
            ("words", words),
            ("held", held),
            ("order", order),
            ("letters", letters),
            ("numbers", numbers),
            ("names", names),
            ("length", length),
            ("meaning", meaning),
        ]
        .into_iter()
    }
}

/// Twice what is shared by all there is (Dice 1945), each item as often as it comes; both lists are sorted.
fn dice<T: Ord>(a: &[T], b: &[T]) -> f64 {
    let all = a.len() + b.len();
    if all == 0 { 1.0 } else { 2.0 * in_common(a, b) as f64 / all as f64 }
}

/// How many items two sorted lists share, each as often as it comes.
pub(super) fn in_common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut left, mut right, mut shared) = (a, b, 0);
    while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (left, right) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => left = rest_a,
            std::cmp::Ordering::Greater => right = rest_b,
            std::cmp::Ordering::Equal => {
                shared += 1;
                (left, right) = (rest_a, rest_b);
            }
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::{Signs, dice};
    use crate::align::Statement;
    use wirefold_report::{Meaning, Span};
    use wirefold_text::normal::Normaliser;

    fn signs(a: (&str, [i8; 2]), b: (&str, [i8; 2])) -> Signs {
        let (mut normaliser, meanings) = (Normaliser::default(), [a.1, b.1].map(|v| Meaning(v.into())));
        let [a, b] = [(a.0, &meanings[0]), (b.0, &meanings[1])]
            .map(|(text, said)| Statement::new(text, Span::new(0, text.len()), Some(said), &mut normaliser));
        Signs::of(&a, &b)
    }

    #[test]
    fn equal_sentences_show_every_sign() {
        let text = "Two ministers of Chad met 14 envoys in Bern.";
        let signs = signs((text, [90, 20]), (text, [90, 20]));
        assert!(signs.named().all(|(_, value)| (value - 1.0).abs() < 1e-9), "{signs:?}");
        assert!(signs.similarity() > 0.9);
    }

    #[test]
    fn other_numbers_and_other_matters_count_less() {
        let one = ("A ferry sank off Samar, leaving 14 people missing.", [127, 0]);
        let near = signs(one, ("A ferry sank off Samar, leaving 31 people missing.", [127, 20]));
        let far = signs(one, ("Shares in the bank fell after its chairman resigned.", [10, 127]));
        assert!(near.numbers < 0.1 && near.names > 0.9);
        assert!(near.similarity() > far.similarity() + 0.3);
        assert!(far.similarity() < 0.3);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert!(signs(("", [0, 0]), ("", [0, 0])).similarity().is_finite());
        assert!((dice(&[1, 1, 2], &[1, 2, 2]) - 4.0 / 6.0).abs() < 1e-9);
        assert!(signs(("", [0, 0]), ("", [1, 0])).meaning == 0.0);
    }
}
