//! Passages that stand word for word in two texts.

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
    runs_in(a, b, &Places::of(b))
}

/// The same where the places of `b`'s seeds are known already.
pub(crate) fn runs_in(a: &[Token], b: &[Token], places: &Places) -> Vec<Run> {
    let seeds = shingle::of_words::<SEED>(a);
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

/// Where each seed stands in a text: an open table of first places.
pub(crate) struct Places {
    seeds: Vec<u64>,
    /// The first place of a seed, or `NONE`; a power of two of them, at least twice as many as there are seeds.
    first: Vec<u32>,
    /// For each place the next of the same seed, or `NONE`.
    next: Vec<u32>,
}

impl Places {
    /// Those of a text.
    pub(crate) fn of(tokens: &[Token]) -> Self {
        let seeds = shingle::of_words::<SEED>(tokens);
        let slots = (2 * seeds.len()).next_power_of_two();
        let mut places = Self { first: vec![NONE; slots], next: vec![NONE; seeds.len()], seeds };
        for at in (0..places.seeds.len()).rev() {
            let slot = places.slot(places.seeds[at]);
            let at_number = u32::try_from(at).expect("a text has fewer words than 2^32");
            places.next[at] = std::mem::replace(&mut places.first[slot], at_number);
        }
        places
    }

    /// Where a seed is, or would be put.
    fn slot(&self, seed: u64) -> usize {
        let mask = self.first.len() - 1;
        // Seeds are sums of products: their upper bits are mixed best.
        let mut slot = (seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.first[slot] != NONE && self.seeds[self.first[slot] as usize] != seed {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The first few places of a seed.
    fn of_seed(&self, seed: u64) -> impl Iterator<Item = usize> {
        let next = |at: u32| (at != NONE).then_some(at);
        let first = next(self.first[self.slot(seed)]);
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
