//! How much of their words two sentences share.

use wirefold_text::normal::{Normaliser, Token};
use wirefold_text::shingle;

use super::{
    likeness,
    weights::{Local, Weights},
};

/// Sentences with more words left over than this are compared by equal words only.
const MOST_LEFT_OVER: usize = 60;

/// How far two sentences state the same, 0 to 1, by what their words tell: rare
/// words, names and numbers count for more, function words for little; words of
/// one stem count as one, and words that look alike count in part.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f64 {
    let mut normaliser = Normaliser::default();
    let (tokens_a, tokens_b) = (normaliser.tokens(a), normaliser.tokens(b));
    let local = Weights::general().within([tokens_a.as_slice(), &tokens_b].into_iter());
    let (a, b) = (Bag::new(a, &tokens_a, &local), Bag::new(b, &tokens_b, &local));
    let shared = Match::of(&a, &b, |_| true, |_| true);
    shared.dice(&a, &b)
}

/// The words of one sentence with their weights, ordered by term.
pub(crate) struct Bag<'t> {
    text: &'t str,
    words: Vec<(Token, f64)>,
    /// The sum of the weights.
    pub(crate) total: f64,
}

impl<'t> Bag<'t> {
    pub(crate) fn new(text: &'t str, tokens: &[Token], weights: &Local<'_>) -> Self {
        let mut words: Vec<(Token, f64)> = tokens.iter().map(|t| (*t, weights.of(t))).collect();
        words.sort_unstable_by_key(|(t, _)| (t.term, t.span().start));
        let total = words.iter().map(|(_, w)| w).sum();
        Self { text, words, total }
    }

    /// The words, ordered by term.
    pub(crate) fn words(&self) -> &[(Token, f64)] {
        &self.words
    }

    /// Equal for sentences of the same words, in whatever order.
    pub(crate) fn fingerprint(&self) -> u64 {
        shingle::hash(self.words.iter().map(|(token, _)| token.term))
    }

    fn spelling(&self, word: usize) -> &'t str {
        self.words[word].0.span().of(self.text)
    }

    /// The first letter of a word, in lower case.
    fn initial(&self, word: usize) -> char {
        let first = self.spelling(word).chars().next();
        first.map_or(' ', |c| c.to_lowercase().next().unwrap_or(c))
    }
}

/// Which words of two bags match.
#[derive(Clone, Debug, Default)]
pub(crate) struct Match {
    /// Matched words of either bag, and how alike they are.
    pub(crate) pairs: Vec<(usize, usize, f64)>,
    /// The weight of what matches.
    pub(crate) weight: f64,
    /// How many of the matched words are no function words.
    pub(crate) content: usize,
}

impl Match {
    /// Matches equal words first, then the words left over that look alike; only
    /// those words that are free on either side.
    pub(crate) fn of(
        a: &Bag<'_>,
        b: &Bag<'_>,
        free_a: impl Fn(usize) -> bool,
        free_b: impl Fn(usize) -> bool,
    ) -> Self {
        let (mut found, left_a, left_b) = Self::equal(a, b, free_a, free_b);
        found.add_alike(a, b, &left_a, &left_b);
        found
    }

    /// What equal words alone make, without telling which they are.
    pub(crate) fn of_equal(a: &Bag<'_>, b: &Bag<'_>) -> Self {
        let mut found = Self::default();
        let (mut left_a, mut left_b) = (a.words.as_slice(), b.words.as_slice());
        while let ([(x, weight_x), rest_a @ ..], [(y, weight_y), rest_b @ ..]) = (left_a, left_b) {
            if x.term == y.term {
                found.weight += weight_x.min(*weight_y);
                found.content += usize::from(x.is_content());
            }
            (left_a, left_b) = (
                if x.term <= y.term { rest_a } else { left_a },
                if y.term <= x.term { rest_b } else { left_b },
            );
        }
        found
    }

    /// Matches equal words; tells also which words are left over.
    fn equal(
        a: &Bag<'_>,
        b: &Bag<'_>,
        free_a: impl Fn(usize) -> bool,
        free_b: impl Fn(usize) -> bool,
    ) -> (Self, Vec<usize>, Vec<usize>) {
        let mut found = Self::default();
        let (mut left_a, mut left_b) = (Vec::new(), Vec::new());
        let (mut i, mut j) = (0, 0);
        while i < a.words.len() || j < b.words.len() {
            if i < a.words.len() && !free_a(i) {
                i += 1;
                continue;
            }
            if j < b.words.len() && !free_b(j) {
                j += 1;
                continue;
            }
            let (term_a, term_b) = (a.words.get(i).map(|w| w.0.term), b.words.get(j).map(|w| w.0.term));
            match (term_a, term_b) {
                (Some(x), Some(y)) if x == y => {
                    found.add(a, b, i, j, 1.0);
                    i += 1;
                    j += 1;
                }
                (Some(x), y) if y.is_none_or(|y| x < y) => {
                    left_a.push(i);
                    i += 1;
                }
                _ => {
                    left_b.push(j);
                    j += 1;
                }
            }
        }
        (found, left_a, left_b)
    }

    fn add(&mut self, a: &Bag<'_>, b: &Bag<'_>, i: usize, j: usize, alike: f64) {
        self.pairs.push((i, j, alike));
        self.weight += alike * a.words[i].1.min(b.words[j].1);
        self.content += usize::from(a.words[i].0.is_content());
    }

    fn add_alike(&mut self, a: &Bag<'_>, b: &Bag<'_>, left_a: &[usize], left_b: &[usize]) {
        let wordy = |bag: &Bag<'_>, left: &[usize]| -> Vec<(usize, char)> {
            use wirefold_text::normal::TokenKind::Content;
            let content = left.iter().filter(|&&i| bag.words[i].0.kind() == Content);
            content.map(|&i| (i, bag.initial(i))).collect()
        };
        let (left_a, left_b) = (wordy(a, left_a), wordy(b, left_b));
        if left_a.len() > MOST_LEFT_OVER || left_b.len() > MOST_LEFT_OVER {
            return;
        }
        let mut alike: Vec<(f64, usize, usize)> = Vec::new();
        for &(i, initial_a) in &left_a {
            for &(j, initial_b) in &left_b {
                if initial_a != initial_b {
                    continue;
                }
                let likeness = likeness::of(a.spelling(i), b.spelling(j));
                if likeness > 0.0 {
                    alike.push((likeness, i, j));
                }
            }
        }
        alike.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let (mut taken_a, mut taken_b) = (Vec::new(), Vec::new());
        for (likeness, i, j) in alike {
            if !taken_a.contains(&i) && !taken_b.contains(&j) {
                taken_a.push(i);
                taken_b.push(j);
                self.add(a, b, i, j, likeness);
            }
        }
    }

    /// Twice what is shared by all there is (Dice 1945).
    pub(crate) fn dice(&self, a: &Bag<'_>, b: &Bag<'_>) -> f64 {
        let all = a.total + b.total;
        if all > 0.0 { (2.0 * self.weight / all).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// How much of the smaller sentence the larger one holds.
    pub(crate) fn containment(&self, a: &Bag<'_>, b: &Bag<'_>) -> f64 {
        let smaller = a.total.min(b.total);
        if smaller > 0.0 { (self.weight / smaller).clamp(0.0, 1.0) } else { 0.0 }
    }
}
