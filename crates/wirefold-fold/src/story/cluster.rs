//! Average linkage over a sparse graph.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

/// How alike two reports are, `a < b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) likeness: f64,
}

/// Two groups that may be joined; the heap gives the most alike first, and of
/// equals the one with the earliest reports.
#[derive(Clone, Copy, PartialEq)]
struct Join {
    likeness: f64,
    a: usize,
    b: usize,
    /// Sizes when it was put on the heap; it is stale once either has grown.
    sizes: (usize, usize),
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> Ordering {
        self.likeness.total_cmp(&other.likeness).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups, each named by its first report.
struct Groups {
    leader: Vec<usize>,
    size: Vec<usize>,
    /// For each group the groups that its reports are alike to, with the sum of likeness.
    sums: Vec<HashMap<usize, f64>>,
}

/// Index of each report's group, numbered by first report. `together` are pairs
/// that belong to one group whatever their likeness; others are joined, most alike
/// first, while two groups' reports are alike on average by at least `alike`.
pub(crate) fn average_linkage(
    reports: usize,
    together: impl Iterator<Item = (usize, usize)>,
    edges: &[Edge],
    alike: f64,
) -> Vec<usize> {
    let mut groups = Groups {
        leader: (0..reports).collect(),
        size: vec![1; reports],
        sums: vec![HashMap::new(); reports],
    };
    for (a, b) in together {
        groups.unite(a, b);
    }
    for edge in edges {
        let (a, b) = (groups.find(edge.a), groups.find(edge.b));
        if a != b {
            *groups.sums[a].entry(b).or_insert(0.0) += edge.likeness;
            *groups.sums[b].entry(a).or_insert(0.0) += edge.likeness;
        }
    }
    groups.join_while(alike);
    groups.numbered()
}

impl Groups {
    fn find(&mut self, report: usize) -> usize {
        let mut at = report;
        while self.leader[at] != at {
            self.leader[at] = self.leader[self.leader[at]];
            at = self.leader[at];
        }
        at
    }

    fn unite(&mut self, a: usize, b: usize) -> usize {
        let (a, b) = (self.find(a), self.find(b));
        let (first, second) = (a.min(b), a.max(b));
        if first != second {
            self.leader[second] = first;
            self.size[first] += self.size[second];
        }
        first
    }

    fn join(&self, a: usize, b: usize, sum: f64) -> Join {
        let (a, b) = (a.min(b), a.max(b));
        let sizes = (self.size[a], self.size[b]);
        Join { likeness: sum / (sizes.0 * sizes.1) as f64, a, b, sizes }
    }

    fn join_while(&mut self, alike: f64) {
        let mut heap: BinaryHeap<Join> = BinaryHeap::new();
        for a in 0..self.sums.len() {
            let later = self.sums[a].iter().filter(|(b, _)| **b > a);
            heap.extend(later.map(|(b, sum)| self.join(a, *b, *sum)).filter(|join| join.likeness >= alike));
        }
        while let Some(next) = heap.pop() {
            let current = self.leader[next.a] == next.a && self.leader[next.b] == next.b;
            if !current || next.sizes != (self.size[next.a], self.size[next.b]) {
                continue;
            }
            let joined = self.merge(next.a, next.b);
            let around: BTreeMap<usize, f64> = self.sums[joined].iter().map(|(c, sum)| (*c, *sum)).collect();
            heap.extend(
                around.into_iter().map(|(c, sum)| self.join(joined, c, sum)).filter(|j| j.likeness >= alike),
            );
        }
    }

    /// Joins two groups and adds up what other groups have in common with them.
    fn merge(&mut self, a: usize, b: usize) -> usize {
        let first = self.unite(a, b);
        let second = a.max(b);
        let taken = std::mem::take(&mut self.sums[second]);
        self.sums[first].remove(&second);
        for (other, sum) in taken {
            if other == first {
                continue;
            }
            *self.sums[first].entry(other).or_insert(0.0) += sum;
            self.sums[other].remove(&second);
            *self.sums[other].entry(first).or_insert(0.0) += sum;
        }
        first
    }

    fn numbered(mut self) -> Vec<usize> {
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        (0..self.leader.len())
            .map(|report| {
                let leader = self.find(report);
                let next = numbers.len();
                *numbers.entry(leader).or_insert(next)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, average_linkage};

    #[test]
    fn groups_join_while_they_are_alike_on_average() {
        let edges = [(0, 1, 0.9), (1, 2, 0.5), (0, 2, 0.1), (3, 4, 0.4)];
        let edges: Vec<Edge> = edges.into_iter().map(|(a, b, likeness)| Edge { a, b, likeness }).collect();
        assert_eq!(average_linkage(5, std::iter::empty(), &edges, 0.35), [0, 0, 1, 2, 2]);
        assert_eq!(average_linkage(5, std::iter::empty(), &edges, 0.29), [0, 0, 0, 1, 1]);
        assert_eq!(average_linkage(5, [(2, 4)].into_iter(), &[], 0.1), [0, 1, 2, 3, 2]);
        assert!(average_linkage(0, std::iter::empty(), &edges[..0], 0.1).is_empty());
    }
}
