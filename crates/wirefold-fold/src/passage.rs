//! Passages that stand word for word in two texts.

use rustc_hash::{FxBuildHasher, FxHashMap};
use wirefold_text::normal::Token;
use wirefold_text::shingle;

/// Words that open a passage must match in a run of this many.
const SEED: usize = 4;
/// A run of words must be this long to count as a passage.
const SHORTEST: usize = 5;
/// A seed that stands more often than this in a text is looked up at its first places only.
const MOST_PLACES: usize = 4;

/// No place.
const NONE: u32 = u32::MAX;

/// A run of equal words: where it starts in either text, and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) words: usize,
}

/// The longest runs of words that both texts have, in order of `a`, not
/// overlapping in `a`.
pub(crate) fn runs(a: &[Token], b: &[Token]) -> Vec<Run> {
    let places = Places::of(b);
    let seeds = shingle::of_words(a, SEED);
    let mut found = Vec::new();
    let mut at = 0;
    while at < seeds.len() {
        let longest = places
            .of_seed(seeds[at])
            .map(|b_at| Run { a: at, b: b_at, words: common(&a[at..], &b[b_at..]) })
            .fold(
                None,
                |best: Option<Run>, run| {
                    if best.is_none_or(|b| run.words > b.words) { Some(run) } else { best }
                },
            );
        match longest.filter(|run| run.words >= SHORTEST) {
            Some(run) => {
                at += run.words;
                found.push(run);
            }
            None => at += 1,
        }
    }
    found
}

/// The part of either text's words that stands in the runs: the geometric mean of the two parts.
pub(crate) fn share(runs: &[Run], a: &[Token], b: &[Token]) -> f64 {
    let shared: usize = runs.iter().map(|run| run.words).sum();
    shared as f64 / ((a.len() * b.len()) as f64).sqrt().max(1.0)
}

/// Where each seed stands in a text.
struct Places {
    first: FxHashMap<u64, u32>,
    /// For each place the next of the same seed, or `NONE`.
    next: Vec<u32>,
}

impl Places {
    fn of(tokens: &[Token]) -> Self {
        let seeds = shingle::of_words(tokens, SEED);
        let first = FxHashMap::with_capacity_and_hasher(seeds.len(), FxBuildHasher);
        let mut places = Self { first, next: vec![NONE; seeds.len()] };
        for (at, seed) in seeds.into_iter().enumerate().rev() {
            let at_number = u32::try_from(at).expect("a text has fewer words than 2^32");
            places.next[at] = places.first.insert(seed, at_number).unwrap_or(NONE);
        }
        places
    }

    /// The first few places of a seed.
    fn of_seed(&self, seed: u64) -> impl Iterator<Item = usize> {
        let next = |at: u32| (at != NONE).then_some(at);
        let first = self.first.get(&seed).copied();
        std::iter::successors(first, move |&at| next(self.next[at as usize]))
            .map(|at| at as usize)
            .take(MOST_PLACES)
    }
}

fn common(a: &[Token], b: &[Token]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x.term == y.term).count()
}

#[cfg(test)]
mod tests {
    use super::{Run, runs};
    use wirefold_text::normal::Normaliser;

    #[test]
    fn runs_are_found_wherever_they_stand() {
        let mut normaliser = Normaliser::default();
        let a = normaliser.tokens("At noon the old bridge at Arnhem was closed to all traffic. It rained.");
        let b = normaliser.tokens("It rained. The old bridge at Arnhem was closed in March.");
        assert_eq!(runs(&a, &b), [Run { a: 2, b: 2, words: 7 }]);
        assert!(runs(&a, &[]).is_empty());
    }

    #[test]
    fn repeated_words_cost_no_more_than_a_few_looks() {
        let words = "again ".repeat(200_000);
        let tokens = Normaliser::default().tokens(&words);
        assert_eq!(runs(&tokens, &tokens).len(), 1);
    }
}
