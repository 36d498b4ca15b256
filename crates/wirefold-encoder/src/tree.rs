//! The best dependency tree over arc scores: Chu-Liu/Edmonds with exactly one root.
//!
//! Greedy choice is already a tree for most sentences and is tried first. Otherwise cycles are contracted one by
//! one, each round in O(n²). Of all trees with one root the best is found in one pass: root arcs are lowered by
//! more than any tree can gain, so that a second root never pays.

use crate::rows::Rows;

/// Stands for an arc that may not be.
const NEVER: f64 = -1e12;
/// Where scores are no numbers or out of all proportion.
const LIMIT: f32 = 1e6;

/// Heads of all words: 0 for the root, `i` for the word `i - 1`. `arcs` has a row a word and a column a head,
/// column 0 for the root.
///
/// ```
/// use wirefold_encoder::{rows::Rows, tree};
/// let arcs = [0.0, 0.0, 3.0, /* second word */ 2.0, 1.0, 0.0];
/// assert_eq!(tree::decode(Rows::new(3, &arcs)), [2, 0]);
/// ```
///
/// # Panics
/// When there are not as many columns as words and root together.
#[must_use]
pub fn decode(arcs: Rows<'_>) -> Vec<usize> {
    if arcs.is_empty() {
        return Vec::new();
    }
    assert_eq!(arcs.width(), arcs.len() + 1, "a column for the root and for each word");
    let mut search = Search::new(arcs);
    let greedy = search.greedy();
    let one_root = greedy[1..].iter().filter(|&&head| head == 0).count() == 1;
    if one_root && find_cycle(&greedy, &search.alive).is_none() {
        return greedy[1..].to_vec();
    }
    search.lower_root_arcs();
    search.run()
}

/// An arc of the sentence that an arc between contracted nodes stands for.
#[derive(Clone, Copy)]
struct Arc {
    word: usize,
    head: usize,
}

/// A cycle that became one node.
struct Contraction {
    node: usize,
    cycle: Vec<usize>,
    /// The arcs inside the cycle, one a member.
    inner: Vec<Arc>,
    /// The node that each word belonged to before.
    owner: Vec<usize>,
}

struct Search {
    size: usize,
    /// `scores[word * size + head]`, the root being node 0.
    scores: Vec<f64>,
    arcs: Vec<Arc>,
    alive: Vec<bool>,
    owner: Vec<usize>,
}

impl Search {
    fn new(rows: Rows<'_>) -> Self {
        let size = rows.width();
        let mut scores = vec![NEVER; size * size];
        for word in 1..size {
            for (head, score) in rows.row(word - 1).iter().enumerate().filter(|&(head, _)| head != word) {
                let known = if score.is_nan() { -LIMIT } else { score.clamp(-LIMIT, LIMIT) };
                scores[word * size + head] = f64::from(known);
            }
        }
        let arcs = (0..size * size).map(|i| Arc { word: i / size, head: i % size }).collect();
        Self { size, scores, arcs, alive: vec![true; size], owner: (0..size).collect() }
    }

    fn score(&self, word: usize, head: usize) -> f64 {
        self.scores[word * self.size + head]
    }

    fn nodes(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        (0..self.size).filter(|&node| self.alive[node])
    }

    /// The best head of each node, whatever comes of it.
    fn greedy(&self) -> Vec<usize> {
        let best = |word| {
            let first = usize::from(word == 0);
            self.nodes().fold(first, |best, head| {
                if self.score(word, head) > self.score(word, best) { head } else { best }
            })
        };
        (0..self.size).map(|word| if word > 0 && self.alive[word] { best(word) } else { 0 }).collect()
    }

    fn lower_root_arcs(&mut self) {
        let real = self.scores.iter().copied().filter(|&s| s > NEVER);
        let (low, high) = real.fold((0.0_f64, 0.0_f64), |(low, high), s| (low.min(s), high.max(s)));
        let price = (high - low + 1.0) * self.size as f64;
        for word in 1..self.size {
            self.scores[word * self.size] -= price;
        }
    }

    fn run(mut self) -> Vec<usize> {
        let mut contractions = Vec::new();
        let mut heads = self.greedy();
        while let Some(cycle) = find_cycle(&heads, &self.alive) {
            contractions.push(self.contract(cycle, &heads));
            heads = self.greedy();
        }
        let mut chosen: Vec<Arc> =
            (0..self.size).map(|node| self.arcs[node * self.size + heads[node]]).collect();
        for contraction in contractions.into_iter().rev() {
            contraction.open(&mut chosen);
        }
        chosen[1..].iter().map(|arc| arc.head).collect()
    }

    /// Makes one node of a cycle: an arc out of it is the best of its members', an arc into it costs the
    /// inner arc that it replaces.
    fn contract(&mut self, cycle: Vec<usize>, heads: &[usize]) -> Contraction {
        let node = cycle[0];
        let at = |word, head| word * self.size + head;
        let inner = cycle.iter().map(|&member| self.arcs[at(member, heads[member])]).collect();
        let inner_scores: Vec<f64> = cycle.iter().map(|&member| self.score(member, heads[member])).collect();
        let owner = self.owner.clone();
        let outside: Vec<usize> = self.nodes().filter(|other| !cycle.contains(other)).collect();
        for other in outside {
            let below = best_of(cycle.iter().map(|&member| (self.score(other, member), at(other, member))));
            let above = cycle.iter().zip(&inner_scores);
            let above =
                best_of(above.map(|(&member, inner)| (self.score(member, other) - inner, at(member, other))));
            for (slot, (score, from)) in [(at(other, node), below), (at(node, other), above)] {
                self.scores[slot] = score;
                self.arcs[slot] = self.arcs[from];
            }
        }
        for &member in &cycle[1..] {
            self.alive[member] = false;
        }
        for owner in self.owner.iter_mut().filter(|owner| cycle.contains(owner)) {
            *owner = node;
        }
        Contraction { node, cycle, inner, owner }
    }
}

fn best_of(candidates: impl Iterator<Item = (f64, usize)>) -> (f64, usize) {
    candidates.reduce(|a, b| if b.0 > a.0 { b } else { a }).expect("a cycle has members")
}

impl Contraction {
    /// Every member keeps its inner arc, but for the one that the arc from outside enters.
    fn open(self, chosen: &mut [Arc]) {
        let entering = chosen[self.node];
        let entered = self.owner[entering.word];
        for (&member, &arc) in self.cycle.iter().zip(&self.inner) {
            chosen[member] = if member == entered { entering } else { arc };
        }
    }
}

fn find_cycle(heads: &[usize], alive: &[bool]) -> Option<Vec<usize>> {
    let mut visit = vec![0; heads.len()];
    for start in (1..heads.len()).filter(|&node| alive[node]) {
        let mut node = start;
        while node != 0 && visit[node] == 0 {
            visit[node] = start;
            node = heads[node];
        }
        if node != 0 && visit[node] == start {
            let rest = std::iter::successors(Some(heads[node]), |&next| Some(heads[next]));
            return Some(std::iter::once(node).chain(rest.take_while(|&next| next != node)).collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::decode;
    use crate::rows::Rows;

    fn is_tree(heads: &[usize]) -> bool {
        let reaches_root = |word: usize| {
            let mut node = word;
            for _ in 0..=heads.len() {
                if node == 0 {
                    return true;
                }
                node = heads[node - 1];
            }
            false
        };
        heads.iter().filter(|&&h| h == 0).count() == 1 && (1..=heads.len()).all(reaches_root)
    }

    fn total(rows: Rows<'_>, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(word, &head)| f64::from(rows.row(word)[head])).sum()
    }

    /// The score of the best tree, by trying all.
    fn brute_force(rows: Rows<'_>) -> f64 {
        let (n, mut best) = (rows.len(), f64::NEG_INFINITY);
        for code in 0..(n + 1).pow(u32::try_from(n).unwrap()) {
            let heads: Vec<usize> =
                (0..n).map(|word| code / (n + 1).pow(u32::try_from(word).unwrap()) % (n + 1)).collect();
            if is_tree(&heads) {
                best = best.max(total(rows, &heads));
            }
        }
        best
    }

    fn scores(words: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = (usize, Vec<f32>)> {
        words.prop_flat_map(|n| (Just(n), prop::collection::vec(-10.0f32..10.0, n * (n + 1))))
    }

    proptest! {
        #[test]
        fn no_tree_is_better((n, values) in scores(1..=5)) {
            let rows = Rows::new(n + 1, &values);
            let heads = decode(rows);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert!((total(rows, &heads) - brute_force(rows)).abs() < 1e-4);
        }

        #[test]
        fn long_sentences_come_out_as_trees((n, values) in scores(20..=60)) {
            prop_assert!(is_tree(&decode(Rows::new(n + 1, &values))));
        }

        #[test]
        fn ties_are_trees_too(n in 1usize..40) {
            prop_assert!(is_tree(&decode(Rows::new(n + 1, &vec![0.0; n * (n + 1)]))));
        }

        #[test]
        fn broken_scores_are_trees_too((n, mut values) in scores(3..=12), odd in 0usize..9) {
            values[odd] = f32::NAN;
            values[odd / 2] = f32::INFINITY;
            values[odd / 3] = f32::NEG_INFINITY;
            prop_assert!(is_tree(&decode(Rows::new(n + 1, &values))));
        }
    }

    #[test]
    fn no_words_no_tree() {
        assert!(decode(Rows::new(1, &[])).is_empty());
    }
}
