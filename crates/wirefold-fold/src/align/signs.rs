//! Signs that two sentences state the same, and what they come to together.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use wirefold_text::normal::{Normaliser, Token, TokenKind, fold};

use super::measure::{Bag, Match};
use super::weights::Weights;

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
    /// Those of two sentences, whose meaning the encoder has compared.
    #[must_use]
    pub fn of(a: &str, b: &str, meaning: f64) -> Self {
        let mut normaliser = Normaliser::default();
        let (tokens_a, tokens_b) = (normaliser.tokens(a), normaliser.tokens(b));
        let local = Weights::general().within([tokens_a.as_slice(), &tokens_b].into_iter());
        let (bag_a, bag_b) = (Bag::new(a, &tokens_a, &local), Bag::new(b, &tokens_b, &local));
        let shared = Match::of(&bag_a, &bag_b, |_| true, |_| true);
        let terms = |tokens: &[Token], wanted: fn(usize, &Token) -> bool| -> Vec<u64> {
            let chosen = tokens.iter().enumerate().filter(|(at, token)| wanted(*at, token));
            chosen.map(|(_, token)| token.term).collect()
        };
        let both = |wanted| dice(terms(&tokens_a, wanted), terms(&tokens_b, wanted));
        let (shorter, longer) = (tokens_a.len().min(tokens_b.len()), tokens_a.len().max(tokens_b.len()));
        Self {
            words: shared.dice(&bag_a, &bag_b),
            held: shared.containment(&bag_a, &bag_b),
            order: dice(neighbours(&tokens_a), neighbours(&tokens_b)),
            letters: dice(threes(a), threes(b)),
            numbers: both(|_, token| token.kind == TokenKind::Number),
            names: both(|at, token| at > 0 && token.capital && token.is_content()),
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
        (self.probability() / equal.probability()).min(1.0)
    }

    fn probability(&self) -> f64 {
        let sum: f64 = self.named().map(|(name, value)| value * weight(name)).sum();
        1.0 / (1.0 + (-(weight("constant") + sum)).exp())
    }

    /// Each sign with its name.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f64)> {
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

/// What a sign counts for, in natural logarithms of odds.
fn weight(name: &str) -> f64 {
    static WEIGHTS: LazyLock<FxHashMap<&'static str, f64>> = LazyLock::new(|| {
        let lines = include_str!("../../data/similarity.tsv").lines();
        let entry = |line: &'static str| {
            let (name, value) = line.split_once('\t').expect("a sign has a weight");
            (name, value.parse().expect("weights are numbers"))
        };
        lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(entry).collect()
    });
    WEIGHTS.get(name).copied().expect("every sign has its weight")
}

fn neighbours(tokens: &[Token]) -> Vec<u64> {
    let pair = |pair: &[Token]| pair[0].term.rotate_left(1) ^ pair[1].term;
    tokens.windows(2).map(pair).collect()
}

fn threes(text: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = fold(text).chars().collect();
    letters.windows(3).map(|run| [run[0], run[1], run[2]]).collect()
}

/// Twice what is shared by all there is (Dice 1945), each item as often as it comes.
fn dice<T: Ord>(mut a: Vec<T>, mut b: Vec<T>) -> f64 {
    let all = a.len() + b.len();
    if all == 0 {
        return 1.0;
    }
    a.sort_unstable();
    b.sort_unstable();
    let (mut left, mut right, mut shared) = (a.as_slice(), b.as_slice(), 0);
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
    2.0 * f64::from(shared) / all as f64
}

#[cfg(test)]
mod tests {
    use super::{Signs, dice};

    #[test]
    fn equal_sentences_show_every_sign() {
        let text = "Two ministers of Chad met 14 envoys in Bern.";
        let signs = Signs::of(text, text, 1.0);
        assert!(signs.named().all(|(_, value)| (value - 1.0).abs() < 1e-9), "{signs:?}");
        assert!(signs.similarity() > 0.9);
    }

    #[test]
    fn other_numbers_and_other_matters_count_less() {
        let one = "A ferry sank off Samar, leaving 14 people missing.";
        let near = Signs::of(one, "A ferry sank off Samar, leaving 31 people missing.", 0.9);
        let far = Signs::of(one, "Shares in the bank fell after its chairman resigned.", 0.1);
        assert!(near.numbers < 0.1 && near.names > 0.9);
        assert!(near.similarity() > far.similarity() + 0.3);
        assert!(far.similarity() < 0.3);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert!(Signs::of("", "", 0.0).similarity().is_finite());
        assert!((dice(vec![1, 1, 2], vec![1, 2, 2]) - 4.0 / 6.0).abs() < 1e-9);
    }
}
