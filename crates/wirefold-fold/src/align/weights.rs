//! How much a word says.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};
use wirefold_text::normal::{Normaliser, Token, TokenKind};

/// The weight of a function word: enough to tell "not" from nothing.
const FUNCTION_WEIGHT: f64 = 0.06;
/// A word as frequent as this, per million, says as little as a function word.
const EVERYWHERE: f64 = 10_000.0;
/// Words that general English does not list are taken to be this frequent.
const UNLISTED: f64 = 5.0;
/// Numbers are what reports are compared by.
const NUMBER_GAIN: f64 = 1.15;

static GENERAL: LazyLock<Weights> = LazyLock::new(Weights::of_general_english);

/// Weights of words: rare words say more. 1 is the weight of a word unknown to
/// general English, 0 that of a word that stands everywhere.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// For each word its weight.
    listed: FxHashMap<u64, f64>,
}

impl Weights {
    /// Weights from the frequencies of words in general English.
    #[must_use]
    pub fn general() -> &'static Self {
        &GENERAL
    }

    fn of_general_english() -> Self {
        let mut normaliser = Normaliser::default();
        // How often each word stands in a million; then its weight.
        let mut listed: FxHashMap<u64, f64> = FxHashMap::default();
        let rows = include_str!("../../data/background.tsv").lines().filter(|line| !line.starts_with('#'));
        for (word, count) in rows.filter_map(|row| row.split_once('\t')) {
            let count: f64 = count.parse().expect("the table's second column is a number");
            for token in normaliser.tokens(word) {
                *listed.entry(token.term).or_default() += count;
            }
        }
        for listed in listed.values_mut() {
            *listed = weight_of(listed.max(UNLISTED));
        }
        Self { listed }
    }

    /// The weight of a word, 0 to a little over 1.
    #[must_use]
    pub fn of(&self, token: &Token) -> f64 {
        match token.kind() {
            TokenKind::Function => FUNCTION_WEIGHT,
            TokenKind::Number => NUMBER_GAIN,
            TokenKind::Content => self.of_stem(token.term),
        }
    }

    /// The weight of a content word by its stem.
    #[must_use]
    pub fn of_stem(&self, stem: u64) -> f64 {
        self.listed.get(&stem).copied().unwrap_or(1.0)
    }

    /// These weights as they are, for sentences that stand in no text.
    pub(crate) fn alone(&self) -> Local<'_> {
        Local { general: self, spread: FxHashMap::default(), rarity: vec![1.0] }
    }

    /// These weights, lowered for words that many of the given sentences share:
    /// in a text about one person the person's name tells sentences apart no more.
    pub(crate) fn within<'t>(&self, sentences: impl Iterator<Item = &'t [Token]>) -> Local<'_> {
        let mut spread: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(512, FxBuildHasher);
        let mut terms: Vec<u64> = Vec::new();
        let mut count = 0_u32;
        for sentence in sentences {
            count += 1;
            terms.clear();
            terms.extend(sentence.iter().filter(|t| t.is_content()).map(|t| t.term));
            terms.sort_unstable();
            terms.dedup();
            for term in &terms {
                *spread.entry(*term).or_insert(0) += 1;
            }
        }
        let most = spread.values().copied().max().unwrap_or(0);
        Local { general: self, spread, rarity: (0..=most).map(|spread| rarity(spread, count)).collect() }
    }
}

/// 1 for the rarest words, little for those that stand everywhere.
fn weight_of(per_million: f64) -> f64 {
    ((EVERYWHERE / per_million).ln() / (EVERYWHERE / UNLISTED).ln()).max(FUNCTION_WEIGHT)
}

/// Weights for the sentences of two texts.
pub(crate) struct Local<'w> {
    general: &'w Weights,
    /// How many of the sentences hold a word.
    spread: FxHashMap<u64, u32>,
    /// What that makes of its weight.
    rarity: Vec<f64>,
}

impl Local<'_> {
    /// The weight of a word in these texts.
    pub(crate) fn of(&self, token: &Token) -> f64 {
        let spread = self.spread.get(&token.term).copied().unwrap_or(0);
        self.general.of(token) * self.rarity[spread as usize]
    }
}

/// 1 for a word of at most two sentences (one of either text), less for more.
fn rarity(spread: u32, count: u32) -> f64 {
    let (spread, count) = (f64::from(spread), f64::from(count));
    if spread <= 2.0 || count <= 4.0 {
        return 1.0;
    }
    (((count + 1.0) / spread).ln() / ((count + 1.0) / 2.0).ln()).clamp(0.2, 1.0)
}
