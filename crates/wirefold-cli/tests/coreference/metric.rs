//! MUC (Vilain et al. 1995), B-cubed (Bagga & Baldwin 1998) and CEAF-e (Luo 2005) as
//! Pradhan et al., "Scoring coreference partitions of predicted mentions" (2014),
//! define them where key and response do not have the same mentions. The CoNLL score
//! is the mean of the three F1.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use std::collections::{BTreeMap, BTreeSet};

/// Mentions that speak of one.
pub(crate) type Cluster<M> = BTreeSet<M>;

/// Counts that add up over documents.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ratio {
    precision: (f64, f64),
    recall: (f64, f64),
}

impl Ratio {
    fn add(&mut self, other: Self) {
        self.precision = (self.precision.0 + other.precision.0, self.precision.1 + other.precision.1);
        self.recall = (self.recall.0 + other.recall.0, self.recall.1 + other.recall.1);
    }

    pub(crate) fn precision(self) -> f64 {
        share(self.precision)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.recall)
    }

    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

fn share((part, whole): (f64, f64)) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// The three measures and the finding of mentions, over any number of documents.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) muc: Ratio,
    pub(crate) b_cubed: Ratio,
    pub(crate) ceaf_e: Ratio,
    pub(crate) mentions: Ratio,
}

impl Score {
    /// Adds a document. Clusters of one mention are left out on both sides.
    pub(crate) fn add<M: Ord + Clone>(&mut self, key: &[Cluster<M>], response: &[Cluster<M>]) {
        let several = |all: &[Cluster<M>]| -> Vec<Cluster<M>> {
            all.iter().filter(|cluster| cluster.len() > 1).cloned().collect()
        };
        let (key, response) = (several(key), several(response));
        self.muc.add(Ratio { precision: muc(&response, &key), recall: muc(&key, &response) });
        self.b_cubed.add(Ratio { precision: b_cubed(&response, &key), recall: b_cubed(&key, &response) });
        let alike = alike(&key, &response);
        self.ceaf_e
            .add(Ratio { precision: (alike, count(response.len())), recall: (alike, count(key.len())) });
        let all = |clusters: &[Cluster<M>]| clusters.iter().flatten().cloned().collect::<BTreeSet<M>>();
        let (wanted, found) = (all(&key), all(&response));
        let both = count(wanted.intersection(&found).count());
        self.mentions
            .add(Ratio { precision: (both, count(found.len())), recall: (both, count(wanted.len())) });
    }

    /// The mean F1 of the three measures, per cent.
    pub(crate) fn conll(self) -> f64 {
        100.0 * (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of mentions")]
fn count(n: usize) -> f64 {
    n as f64
}

fn owners<M: Ord + Clone>(clusters: &[Cluster<M>]) -> BTreeMap<M, usize> {
    clusters.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |m| (m.clone(), i))).collect()
}

/// Links of `clusters` that `other` has, and all its links.
fn muc<M: Ord + Clone>(clusters: &[Cluster<M>], other: &[Cluster<M>]) -> (f64, f64) {
    let owner = owners(other);
    let mut sum = (0.0, 0.0);
    for cluster in clusters {
        let alone = cluster.iter().filter(|m| !owner.contains_key(m)).count();
        let parts: BTreeSet<usize> = cluster.iter().filter_map(|m| owner.get(m).copied()).collect();
        sum.0 += count(cluster.len() - alone - parts.len());
        sum.1 += count(cluster.len() - 1);
    }
    sum
}

/// For each mention the share of its cluster that it has in `other`, summed; and the mentions.
fn b_cubed<M: Ord + Clone>(clusters: &[Cluster<M>], other: &[Cluster<M>]) -> (f64, f64) {
    let owner = owners(other);
    let mut sum = (0.0, 0.0);
    for cluster in clusters {
        for mention in cluster {
            let both = owner.get(mention).map_or(0, |&o| cluster.intersection(&other[o]).count());
            sum.0 += count(both) / count(cluster.len());
            sum.1 += 1.0;
        }
    }
    sum
}

/// How alike the clusters are that the best one-to-one assignment brings together.
fn alike<M: Ord + Clone>(key: &[Cluster<M>], response: &[Cluster<M>]) -> f64 {
    const UNIT: f64 = 1e9;
    let (few, many) = if key.len() <= response.len() { (key, response) } else { (response, key) };
    if few.is_empty() {
        return 0.0;
    }
    let phi =
        |a: &Cluster<M>, b: &Cluster<M>| 2.0 * count(a.intersection(b).count()) / count(a.len() + b.len());
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and a unit")]
    let weights =
        Matrix::from_fn(few.len(), many.len(), |(i, j)| (phi(&few[i], &many[j]) * UNIT).round() as i64);
    let (_, assigned) = kuhn_munkres(&weights);
    assigned.iter().enumerate().map(|(i, &j)| phi(&few[i], &many[j])).sum()
}

/// Clusters of single letters: "abc de".
fn letters(clusters: &str) -> Vec<Cluster<char>> {
    clusters.split(' ').map(|cluster| cluster.chars().collect()).collect()
}

fn scored(key: &str, response: &str) -> Score {
    let mut score = Score::default();
    score.add(&letters(key), &letters(response));
    score
}

fn close(got: f64, want: f64) {
    assert!((got - want).abs() < 5e-5, "{got} is {want}");
}

/// The example of Pradhan et al. 2014.
#[test]
fn partitions_of_predicted_mentions() {
    let score = scored("abc defg", "ab cd fghi");
    close(score.muc.recall(), 0.4);
    close(score.muc.precision(), 0.4);
    close(score.b_cubed.recall(), 35.0 / 12.0 / 7.0);
    close(score.b_cubed.precision(), 0.5);
    close(score.ceaf_e.recall(), 0.65);
    close(score.ceaf_e.precision(), 1.3 / 3.0);
    close(score.mentions.recall(), 6.0 / 7.0);
    close(score.conll() / 100.0, (0.4 + 5.0 / 11.0 + 0.52) / 3.0);
}

/// The two responses of Bagga & Baldwin 1998, which MUC holds equally good.
#[test]
fn wrong_joins_of_large_clusters_weigh_more() {
    let key = "12345 67 89ABC";
    let (small, large) = (scored(key, "12345 6789ABC"), scored(key, "1234589ABC 67"));
    for score in [small, large] {
        close(score.muc.precision(), 0.9);
        close(score.muc.recall(), 1.0);
        close(score.b_cubed.recall(), 1.0);
    }
    close(small.b_cubed.precision(), 16.0 / 21.0);
    close(large.b_cubed.precision(), 7.0 / 12.0);
}

/// The assignment has to be the best as a whole, not greedy.
#[test]
fn clusters_are_assigned_one_to_one() {
    // "abcd" is most like "abcde", but then "efgh" has nobody.
    let score = scored("abcd ef", "abef cd");
    close(score.ceaf_e.f1(), (2.0 * 2.0 / 6.0 + 2.0 * 2.0 / 6.0) / 2.0);
    close(scored("ab cd", "ab cd").conll(), 100.0);
    close(scored("ab cd", "a b").conll(), 0.0);
}
