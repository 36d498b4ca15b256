//! Which pairs of reports are worth comparing.
//!
//! Two reports are compared if they share enough pairs of neighbouring content
//! words, weighed by how rare each such pair is in the batch. Function words are
//! left out and words are stemmed, so that a text that was translated twice or
//! reworded still shares many; pairs of words that many reports have say little
//! and cost much, and propose only a few of those reports.

use rayon::prelude::*;
use wirefold_report::Report;
use wirefold_text::normal::Normaliser;
use wirefold_text::shingle;

/// Neighbouring content words that make a feature.
const WORDS: usize = 2;
/// A feature of more reports than this proposes only the first of them, which may be
/// where the text comes from, and the last before.
const COMMON: usize = 64;
/// How many of either.
const NEAREST: usize = 4;
/// The least share of the smaller report's weight that a pair must have in common.
const LEAST_SHARE: f64 = 0.1;
/// A report is compared with no more than this many earlier ones.
const MOST: usize = 64;
/// Reports handled by one normaliser.
const CHUNK: usize = 32;

/// A pair of reports worth comparing, `a < b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) a: usize,
    pub(crate) b: usize,
    /// The share of the smaller report's weight of features that both have.
    pub(crate) share: f64,
}

/// All candidates, ordered by `(b, share descending, a)`.
pub(crate) fn of(reports: &[Report]) -> Vec<Candidate> {
    let index = Index::of(reports);
    (0..reports.len())
        .into_par_iter()
        .map_init(|| vec![0.0; reports.len()], |scores, b| index.before(b, scores))
        .flatten()
        .collect()
}

/// Features and the reports that have them.
struct Index {
    /// Reports of each feature, feature after feature, each in order.
    holders: Vec<u32>,
    /// Where each feature's reports start in `holders`; one more at the end.
    starts: Vec<u32>,
    /// Features of each report that other reports have too.
    features: Vec<Vec<u32>>,
    /// The weight of all of a report's features.
    totals: Vec<f64>,
    reports: usize,
}

impl Index {
    fn of(reports: &[Report]) -> Self {
        let mut entries = entries(reports);
        entries.par_sort_unstable();
        let mut index = Self {
            holders: Vec::new(),
            starts: vec![0],
            features: vec![Vec::new(); reports.len()],
            totals: vec![0.0; reports.len()],
            reports: reports.len(),
        };
        for group in entries.chunk_by(|x, y| x.0 == y.0) {
            let weight = index.weight(group.len());
            for (_, report) in group {
                index.totals[*report as usize] += weight;
            }
            if group.len() > 1 {
                index.add(group);
            }
        }
        index
    }

    fn add(&mut self, group: &[(u64, u32)]) {
        let feature = u32::try_from(self.starts.len() - 1).expect("there are fewer features than 2^32");
        for (_, report) in group {
            self.features[*report as usize].push(feature);
            self.holders.push(*report);
        }
        self.starts.push(u32::try_from(self.holders.len()).expect("there are fewer entries than 2^32"));
    }

    /// A feature of few reports says more.
    fn weight(&self, holders: usize) -> f64 {
        ((self.reports + 1) as f64 / holders as f64).ln() + 0.5
    }

    /// The candidates among the reports before `b`. `scores` holds zeros, before and after.
    fn before(&self, b: usize, scores: &mut [f64]) -> Vec<Candidate> {
        let mut touched = Vec::new();
        for &feature in &self.features[b] {
            let range = self.starts[feature as usize] as usize..self.starts[feature as usize + 1] as usize;
            let holders = &self.holders[range];
            let weight = self.weight(holders.len());
            let earlier = &holders[..holders.partition_point(|&r| (r as usize) < b)];
            let (first, last) = if holders.len() > COMMON && earlier.len() > 2 * NEAREST {
                (&earlier[..NEAREST], &earlier[earlier.len() - NEAREST..])
            } else {
                (earlier, &earlier[..0])
            };
            for &a in first.iter().chain(last) {
                if scores[a as usize] == 0.0 {
                    touched.push(a as usize);
                }
                scores[a as usize] += weight;
            }
        }
        let mut found: Vec<Candidate> = touched
            .into_iter()
            .map(|a| Candidate {
                a,
                b,
                share: std::mem::take(&mut scores[a]) / self.totals[a].min(self.totals[b]),
            })
            .filter(|candidate| candidate.share >= LEAST_SHARE)
            .collect();
        found.sort_by(|x, y| y.share.total_cmp(&x.share).then(x.a.cmp(&y.a)));
        found.truncate(MOST);
        found
    }
}

/// `(feature, report)` of all reports, each once.
fn entries(reports: &[Report]) -> Vec<(u64, u32)> {
    reports
        .par_chunks(CHUNK)
        .enumerate()
        .flat_map_iter(|(chunk, reports)| {
            let mut normaliser = Normaliser::default();
            let mut entries = Vec::new();
            for (i, report) in reports.iter().enumerate() {
                let number = u32::try_from(chunk * CHUNK + i).expect("a batch has fewer reports than 2^32");
                let mut features = shingle::of_content(&normaliser.tokens(&report.text), WORDS);
                features.sort_unstable();
                features.dedup();
                entries.extend(features.into_iter().map(|feature| (feature, number)));
            }
            entries
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::of;
    use wirefold_report::Report;

    #[test]
    fn a_text_that_everybody_carries_leads_back_to_the_first() {
        let text = "The lock keepers of Terneuzen ended their strike on Monday after the province offered them longer breaks.";
        let reports: Vec<Report> = (0..90).map(|i| Report::new(i.to_string(), text)).collect();
        let found = of(&reports);
        assert!((1..90).all(|b| found.iter().any(|c| c.a == 0 && c.b == b)));
        assert!(found.len() < 90 * 89 / 2, "not all pairs are proposed");
    }

    #[test]
    fn reworded_reports_are_proposed_and_others_are_not() {
        let texts = [
            "The Danish parliament voted on Thursday to raise the pension age to seventy, drawing protests from trade unions in Copenhagen.",
            "Heavy snow closed the Brenner pass for six hours; lorry drivers waited in long queues on both sides of the border.",
            "Trade unions protested in Copenhagen on Thursday after Denmark's parliament had voted for raising the pension age to seventy.",
            "",
        ];
        let reports: Vec<Report> =
            texts.iter().enumerate().map(|(i, text)| Report::new(i.to_string(), *text)).collect();
        let found: Vec<_> = of(&reports).iter().map(|c| (c.a, c.b)).collect();
        assert_eq!(found, [(0, 2)]);
    }
}
