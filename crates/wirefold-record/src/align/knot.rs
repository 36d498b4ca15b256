//! Sentences of two reports that are linked with each other, one-to-one as a
//! rule, one-to-many where a sentence was split.

use super::{Link, Links, Pair, Sign};
use crate::groups::Groups;
use crate::story::SentenceId;

/// The sentences of either report that together tell one thing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Knot {
    pub a: Vec<SentenceId>,
    pub b: Vec<SentenceId>,
    /// The highest similarity of its links.
    pub similarity: f64,
    /// Whether the two reports share their text.
    pub related: bool,
}

impl Links {
    /// The knots of one pair of reports, in order of `a`. Differences are told by
    /// them: only sentences whose words show that they tell one thing are held
    /// against each other.
    pub(crate) fn knots(&self, pair: Pair) -> Vec<Knot> {
        let links: Vec<Link> =
            self.between(pair).iter().filter(|link| link.by == Sign::Words).copied().collect();
        let mut groups = Groups::new(links.len());
        for i in (1..links.len()).filter(|&i| links[i].a == links[i - 1].a) {
            groups.join(i, i - 1);
        }
        let mut by_b: Vec<usize> = (0..links.len()).collect();
        by_b.sort_by_key(|&i| (links[i].b, i));
        for two in by_b.windows(2).filter(|p| links[p[0]].b == links[p[1]].b) {
            groups.join(two[0], two[1]);
        }
        let mut knots: Vec<Knot> = Vec::new();
        for (link, group) in links.iter().zip(groups.numbered()) {
            if group == knots.len() {
                knots.push(Knot { a: Vec::new(), b: Vec::new(), similarity: 0.0, related: pair.related });
            }
            let knot = &mut knots[group];
            knot.a.push(link.a);
            knot.b.push(link.b);
            knot.similarity = knot.similarity.max(link.similarity);
        }
        for knot in &mut knots {
            knot.a.sort_unstable();
            knot.a.dedup();
            knot.b.sort_unstable();
            knot.b.dedup();
        }
        knots
    }
}
