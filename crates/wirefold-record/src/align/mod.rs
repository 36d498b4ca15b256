//! Which sentences of different reports say the same.

mod knot;
mod meaning;
mod measured;
mod pairs;
mod rest;

pub(crate) use knot::Knot;
pub(crate) use pairs::{Pair, plan};

use std::collections::BTreeMap;

use crate::{
    groups::Groups,
    story::{SentenceId, Story},
};
use wirefold_report::Alignment;

/// From here on two sentences are taken to tell one thing when sentences of
/// many reports are chained.
const CHAINED: f64 = 0.5;

/// Two sentences that say the same; that of the earlier report first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    pub a: SentenceId,
    pub b: SentenceId,
    /// How much of their words they share; if found by meaning, how likely they say the same.
    pub similarity: f64,
    pub by: Sign,
}

/// What shows that two sentences say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Their words, or what they name.
    Words,
    /// What the encoder takes them to say.
    Meaning,
}

/// All links of a story.
pub(crate) struct Links {
    /// By report of `a`, of `b`, then in order of the text.
    pub all: Vec<Link>,
    /// The pairs of reports that were compared.
    pub compared: Vec<Pair>,
    class: Vec<Vec<usize>>,
    direct: BTreeMap<(SentenceId, SentenceId), f64>,
}

impl Links {
    pub(crate) fn new(story: &Story<'_>, compared: Vec<Pair>, mut all: Vec<Link>) -> Self {
        all.sort_by_key(|l| (l.a.report, l.b.report, l.a.sentence, l.b.sentence));
        let direct = all.iter().map(|l| ((l.a, l.b), l.similarity)).collect();
        let class = classes(story, &all);
        Self { all, compared, class, direct }
    }

    /// Whether two sentences of different reports say the same, directly or by
    /// way of other reports.
    pub(crate) fn aligned(&self, one: SentenceId, other: SentenceId) -> bool {
        let (a, b) = if one.report <= other.report { (one, other) } else { (other, one) };
        self.direct.contains_key(&(a, b)) || (a.report != b.report && self.class(a) == self.class(b))
    }

    /// The number of the class of sentences that a sentence is chained with.
    pub(crate) fn class(&self, id: SentenceId) -> usize {
        self.class[id.report][id.sentence]
    }

    /// The links of one pair of reports.
    pub(crate) fn between(&self, pair: Pair) -> &[Link] {
        let key = |l: &Link| (l.a.report, l.b.report);
        let start = self.all.partition_point(|l| key(l) < (pair.a, pair.b));
        let end = self.all.partition_point(|l| key(l) <= (pair.a, pair.b));
        &self.all[start..end]
    }

    pub(crate) fn record(&self, story: &Story<'_>) -> Vec<Alignment> {
        let shown =
            |l: &Link| Alignment { a: story.evidence(l.a), b: story.evidence(l.b), similarity: l.similarity };
        self.all.iter().map(shown).collect()
    }
}

/// Chains sentences over reports. Only links that are the best of both their
/// ends count, so that a sentence told in two halves elsewhere does not make
/// the halves one.
fn classes(story: &Story<'_>, links: &[Link]) -> Vec<Vec<usize>> {
    let mut offset = vec![0];
    for telling in &story.tellings {
        offset.push(offset[offset.len() - 1] + telling.tokens.len());
    }
    let place = |id: SentenceId| offset[id.report] + id.sentence;
    let mut best: BTreeMap<(SentenceId, usize), f64> = BTreeMap::new();
    for link in links {
        for (end, other) in [(link.a, link.b), (link.b, link.a)] {
            let best = best.entry((end, other.report)).or_insert(0.0);
            *best = best.max(link.similarity);
        }
    }
    let mut groups = Groups::new(offset[story.len()]);
    for link in links.iter().filter(|l| l.similarity >= CHAINED) {
        let is_best = |end, other: SentenceId| best[&(end, other.report)] <= link.similarity;
        if is_best(link.a, link.b) && is_best(link.b, link.a) {
            groups.join(place(link.a), place(link.b));
        }
    }
    let numbers = groups.numbered();
    (0..story.len()).map(|r| numbers[offset[r]..offset[r + 1]].to_vec()).collect()
}
