//! From likeness to pairs of sentences.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Aligned;
use super::measure::{Bag, Match};

/// How many partners a sentence is measured against.
const MOST_PARTNERS: usize = 8;
/// A word in more sentences than this proposes no partners.
const MOST_SENTENCES: usize = 48;
/// What the pairs before and after add for each unit of their own likeness.
const NEIGHBOUR_GAIN: f64 = 0.12;
/// From here on two sentences are taken to say the same.
const ENOUGH: f64 = 0.46;
/// Neighbours help no pair that is less alike than this.
const LEAST: f64 = 0.32;
/// By equal words alone a pair must be as alike as this to be looked at closely.
const LEAST_EQUAL: f64 = 0.15;
/// How much of a second partner must be explained.
const ENOUGH_OF_REST: f64 = 0.5;
/// The least weight of shared words: two rare words, or more of common ones.
const LEAST_WEIGHT: f64 = 1.2;
/// Shared words of this weight are full evidence that one sentence holds the other.
const FULL_WEIGHT: f64 = 4.0;
/// A second partner stands this near to the first.
const NEAR: usize = 2;

/// A proposed pair.
#[derive(Clone, Copy)]
struct Proposal {
    a: usize,
    b: usize,
    supported: f64,
}

type Likeness = BTreeMap<(usize, usize), f64>;

/// Pairs sentences off, best first.
pub(crate) fn pair(a: &[Bag<'_>], b: &[Bag<'_>]) -> Vec<Aligned> {
    let likeness = measured(a, b);
    let mut proposals: Vec<Proposal> = likeness
        .iter()
        .filter(|(_, own)| **own >= LEAST)
        .map(|(&(a, b), own)| Proposal {
            a,
            b,
            supported: own + NEIGHBOUR_GAIN * neighbours(&likeness, a, b),
        })
        .collect();
    proposals.sort_by(|x, y| y.supported.total_cmp(&x.supported).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut aligned = take_best(a, b, &proposals);
    aligned.sort_by_key(|pair| (pair.a, pair.b));
    aligned
}

/// Every pair worth a look, with its likeness.
fn measured(a: &[Bag<'_>], b: &[Bag<'_>]) -> Likeness {
    let mut holders: Vec<(u64, usize)> = Vec::new();
    for (j, bag) in b.iter().enumerate() {
        holders.extend(bag.words().iter().filter(|(t, _)| t.is_content()).map(|(t, _)| (t.term, j)));
    }
    holders.sort_unstable();
    holders.dedup();
    let (mut likeness, same_a, same_b) = same(a, b);
    let mut shared = vec![0.0; b.len()];
    for (i, bag) in a.iter().enumerate().filter(|(i, _)| !same_a[*i]) {
        for j in partners(bag, &holders, &mut shared).into_iter().filter(|j| !same_b[*j]) {
            if like(&Match::of_equal(bag, &b[j]), bag, &b[j]) >= LEAST_EQUAL {
                likeness.insert((i, j), like(&Match::of(bag, &b[j], |_| true, |_| true), bag, &b[j]));
            }
        }
    }
    likeness
}

/// Sentences of the same words that either text has once need no measuring. Tells
/// the pairs, and for either text which sentences they are.
fn same(a: &[Bag<'_>], b: &[Bag<'_>]) -> (Likeness, Vec<bool>, Vec<bool>) {
    let mut places: FxHashMap<u64, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
    for (i, bag) in a.iter().enumerate() {
        places.entry(bag.fingerprint()).or_default().0.push(i);
    }
    for (j, bag) in b.iter().enumerate() {
        places.entry(bag.fingerprint()).or_default().1.push(j);
    }
    let (mut pairs, mut in_a, mut in_b) = (Likeness::new(), vec![false; a.len()], vec![false; b.len()]);
    for (in_one, in_other) in places.values() {
        if let (&[i], &[j]) = (in_one.as_slice(), in_other.as_slice())
            && a[i].total >= LEAST_WEIGHT
        {
            pairs.insert((i, j), 1.0);
            (in_a[i], in_b[j]) = (true, true);
        }
    }
    (pairs, in_a, in_b)
}

/// The sentences that share the greatest weight of words with one. `shared` holds
/// zeros, before and after.
fn partners(bag: &Bag<'_>, holders: &[(u64, usize)], shared: &mut [f64]) -> Vec<usize> {
    let mut touched: Vec<usize> = Vec::new();
    let mut last = None;
    for (token, weight) in bag.words().iter().filter(|(t, _)| t.is_content()) {
        if last.replace(token.term) == Some(token.term) {
            continue;
        }
        let start = holders.partition_point(|(term, _)| *term < token.term);
        let length = holders[start..]
            .iter()
            .take(MOST_SENTENCES + 1)
            .take_while(|(term, _)| *term == token.term)
            .count();
        if length > MOST_SENTENCES {
            continue;
        }
        for &(_, j) in &holders[start..start + length] {
            if shared[j] == 0.0 {
                touched.push(j);
            }
            shared[j] += weight;
        }
    }
    let mut ranked: Vec<(f64, usize)> =
        touched.into_iter().map(|j| (std::mem::take(&mut shared[j]), j)).collect();
    ranked.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    ranked.truncate(MOST_PARTNERS);
    ranked.into_iter().map(|(_, j)| j).collect()
}

/// Likeness of two sentences, of which one may hold no more than a part of the
/// other: Dice's coefficient, raised where the smaller lies wholly in the larger.
fn like(shared: &Match, a: &Bag<'_>, b: &Bag<'_>) -> f64 {
    if shared.weight < LEAST_WEIGHT && shared.dice(a, b) < 0.9 {
        return 0.0;
    }
    let evidence = (shared.weight / FULL_WEIGHT).min(1.0);
    0.6 * shared.dice(a, b) + 0.4 * shared.containment(a, b) * evidence
}

/// How alike the best pairs just before and just after are, in sum.
fn neighbours(likeness: &Likeness, a: usize, b: usize) -> f64 {
    let best = |steps: &[(isize, isize)]| {
        steps
            .iter()
            .filter_map(|(da, db)| Some((a.checked_add_signed(*da)?, b.checked_add_signed(*db)?)))
            .filter_map(|pair| likeness.get(&pair))
            .fold(0.0, |best: f64, own| best.max(*own))
    };
    best(&[(-1, -1), (-2, -1), (-1, -2)]) + best(&[(1, 1), (2, 1), (1, 2)])
}

/// What has been taken so far.
struct Claims<'b> {
    bags: &'b [Bag<'b>],
    partners: Vec<Vec<usize>>,
    words: Vec<Vec<bool>>,
}

impl<'b> Claims<'b> {
    fn none(bags: &'b [Bag<'b>]) -> Self {
        let words = bags.iter().map(|bag| vec![false; bag.words().len()]).collect();
        Self { bags, partners: vec![Vec::new(); bags.len()], words }
    }

    fn allows(&self, sentence: usize, partner: usize) -> bool {
        let near = |&taken: &usize| taken.abs_diff(partner) <= NEAR;
        self.partners[sentence].is_empty() || self.partners[sentence].iter().any(near)
    }

    fn is_taken(&self, sentence: usize) -> bool {
        !self.partners[sentence].is_empty()
    }

    /// The weight of the words not yet explained.
    fn rest(&self, sentence: usize) -> f64 {
        let words = self.bags[sentence].words().iter().zip(&self.words[sentence]);
        words.filter(|(_, claimed)| !**claimed).map(|((_, weight), _)| weight).sum()
    }
}

fn take_best(a: &[Bag<'_>], b: &[Bag<'_>], proposals: &[Proposal]) -> Vec<Aligned> {
    let (mut claims_a, mut claims_b) = (Claims::none(a), Claims::none(b));
    let mut aligned = Vec::new();
    for proposal in proposals {
        let (i, j) = (proposal.a, proposal.b);
        if proposal.supported < ENOUGH || !claims_a.allows(i, j) || !claims_b.allows(j, i) {
            continue;
        }
        let fresh = Match::of(&a[i], &b[j], |w| !claims_a.words[i][w], |w| !claims_b.words[j][w]);
        let to_explain = match (claims_a.is_taken(i), claims_b.is_taken(j)) {
            (false, false) => 0.0,
            (true, false) => b[j].total,
            (false, true) => a[i].total,
            (true, true) => claims_a.rest(i).max(claims_b.rest(j)),
        };
        if to_explain > 0.0 && !explains(&fresh, to_explain) {
            continue;
        }
        for &(x, y, _) in &fresh.pairs {
            claims_a.words[i][x] = true;
            claims_b.words[j][y] = true;
        }
        claims_a.partners[i].push(j);
        claims_b.partners[j].push(i);
        let whole = Match::of(&a[i], &b[j], |_| true, |_| true);
        let share = |bag: &Bag<'_>| if bag.total > 0.0 { (whole.weight / bag.total).min(1.0) } else { 0.0 };
        let (share_a, share_b) = (share(&a[i]), share(&b[j]));
        aligned.push(Aligned { a: i, b: j, similarity: whole.dice(&a[i], &b[j]), share_a, share_b });
    }
    aligned
}

/// Whether what two sentences share beyond their other partners is enough to make
/// them partners too: the newcomer must be part of its partner, mostly.
fn explains(fresh: &Match, weight: f64) -> bool {
    fresh.weight >= LEAST_WEIGHT && fresh.content >= 2 && fresh.weight >= ENOUGH_OF_REST * weight
}
