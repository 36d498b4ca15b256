//! Which reports tell one event.
//!
//! Reports of one event share its names, its rare words and the phrases of its
//! title and lead, and are published within days of one another. [`profile`] turns
//! a report into weighted features, [`near`] finds the pairs of reports that share
//! them, and [`cluster`] joins the nearest pairs first, as long as the reports of
//! two groups are alike on average (average linkage; Sokal and Michener 1958).
//! Reports that share their text always tell one story.

mod cluster;
mod near;
mod profile;

use rustc_hash::FxHashMap;
use wirefold_report::{Relation, Report};

/// Reports as alike as this tell one event, in a large batch …
const ALIKE: f64 = 0.157;
/// … and in one of two: few reports do not yet show which words are rare.
const ALIKE_IF_FEW: f64 = 0.06;
/// A batch of this size lies half-way; much smaller ones lie near the lower end.
const FEW: f64 = 45.0;

/// Index of each report's story, numbered by first report.
pub(crate) fn group(reports: &[Report], relations: &[Relation]) -> Vec<usize> {
    let related = relations.iter().map(|relation| (relation.a, relation.b));
    let edges = near::edges(reports, &profile::of(reports));
    cluster::average_linkage(reports.len(), related, &edges, asked(reports.len()))
}

/// The same where a story is a text and all that goes back to it.
pub(crate) fn by_copies(copy_of: &[Option<usize>]) -> Vec<usize> {
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    let root =
        |report: usize| std::iter::successors(Some(report), |&at| copy_of[at]).last().unwrap_or(report);
    (0..copy_of.len())
        .map(|report| {
            let next = numbers.len();
            *numbers.entry(root(report)).or_insert(next)
        })
        .collect()
}

/// How alike reports must be in a batch of `reports`.
fn asked(reports: usize) -> f64 {
    let (count, few) = ((reports as f64).powi(2), FEW.powi(2));
    ALIKE_IF_FEW + (ALIKE - ALIKE_IF_FEW) * count / (count + few)
}

#[cfg(test)]
mod tests;
