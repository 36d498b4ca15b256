//! Which pairs of reports are worth comparing.
//!
//! Two reports are compared if they share enough pairs of neighbouring content
//! words, weighed by how rare their words are. Function words are left out and
//! words are stemmed, so that a text that was translated twice or reworded still
//! shares many. Pairs of words that many reports have (names of the day, boilerplate, templates) say
//! little: they weigh less, and propose only the first and the last of those reports.
//! Reports are added one at a time, and what is proposed for one depends only on those before it.

mod lists;
mod postings;
mod sketch;

pub(crate) use sketch::Sketch;

use postings::{Postings, Spread};
use rustc_hash::FxHashSet;
use sketch::{LEVELS, level};

/// What a pair must have in common at least: the geometric mean of either report's share.
const LEAST_SHARE: f32 = 0.11;
/// Less than its square, whatever was rounded.
const SURELY_LESS: f32 = 0.99 * LEAST_SHARE * LEAST_SHARE;
/// A report is compared with no more than this many earlier ones, those aside that are near it or near one of those.
const MOST: usize = 64;
/// Reports that have this much in common are near.
const NEAR: f32 = 0.3;
/// So many near reports are remembered of each.
const MOST_NEAR: usize = 512;
/// What a common feature's weight is multiplied by.
const COMMON_SHARE: f32 = 0.1;

/// An earlier report worth comparing with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) report: usize,
    /// The weight of the features that both have, by the geometric mean of either's weight.
    pub(crate) share: f32,
}

/// What is asked of every report that is met, in one place.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    /// The weight of what it has in common with the report that is being added; zero between calls.
    common: f32,
    /// The weight of its features at its own level and the next.
    wholes: [f32; 2],
    level: u8,
}

impl Score {
    fn weigh(&mut self, totals: &[f32; LEVELS]) {
        let level = usize::from(self.level);
        self.wholes = [totals[level], totals[(level + 1).min(LEVELS - 1)]];
    }
}

/// The reports so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    postings: Postings,
    /// For each report and level the weight of its features of that level and sparser ones.
    totals: Vec<[f32; LEVELS]>,
    /// For each report those near it: what leads from one copy of a text to all others, of which common
    /// features know only the first and the last.
    near: Vec<Vec<u32>>,
    scores: Vec<Score>,
    /// Room for the reports met by the one that is being added.
    touched: Vec<u32>,
}

impl Index {
    /// Adds a report; tells which earlier ones it may share text with, best first.
    pub(crate) fn add(&mut self, sketch: &Sketch) -> Vec<Candidate> {
        let report = self.totals.len();
        let number = u32::try_from(report).expect("an index holds fewer than 2^32 reports");
        self.scores.push(Score { level: sketch.level as u8, ..Score::default() });
        self.near.push(Vec::new());
        self.totals.push([0.0; LEVELS]);
        let Self { postings, totals, scores, .. } = self;
        let (mut touched, mut met) = (std::mem::take(&mut self.touched), 0);
        postings.add(number, sketch.features.iter().map(|(feature, _)| *feature), |index, spread, found| {
            let (feature, weight) = sketch.features[index];
            if spread == Spread::NowCommon {
                for &holder in found {
                    let total = &mut totals[holder as usize];
                    weigh(total, feature, -(1.0 - COMMON_SHARE) * weight);
                    scores[holder as usize].weigh(total);
                }
            }
            let weight = if spread == Spread::Rare { weight } else { COMMON_SHARE * weight };
            weigh(&mut totals[report], feature, weight);
            // Which of them are new can't be foretold: each is put down, and the next over it if it is none.
            if touched.len() < met + found.len() {
                touched.resize(2 * (met + found.len()), 0);
            }
            for &a in found {
                let common = &mut scores[a as usize].common;
                touched[met] = a;
                met += usize::from(*common == 0.0);
                *common += weight;
            }
        });
        scores[report].weigh(&totals[report]);
        let candidates = self.best(report, &touched[..met]);
        self.touched = touched;
        candidates
    }

    fn best(&mut self, report: usize, touched: &[u32]) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let (totals, own_level) = (self.totals[report], self.scores[report].level);
        for &a in touched {
            let a = a as usize;
            let score = &mut self.scores[a];
            let common = std::mem::take(&mut score.common);
            let level = score.level.max(own_level);
            // Nearly all have levels side by side, and need no look at their totals.
            let above = usize::from(level - score.level);
            let whole =
                score.wholes.get(above).copied().unwrap_or_else(|| self.totals[a][usize::from(level)]);
            let square = whole * totals[usize::from(level)];
            // Nearly all are told by that, without a root.
            if common * common < SURELY_LESS * square {
                continue;
            }
            let share = common / square.sqrt();
            if share >= LEAST_SHARE {
                candidates.push(Candidate { report: a, share });
            }
        }
        candidates.sort_by(|x, y| y.share.total_cmp(&x.share).then(x.report.cmp(&y.report)));
        let near = candidates.partition_point(|candidate| candidate.share >= NEAR);
        candidates.truncate(MOST.max(near.min(MOST_NEAR)));
        let near = near.min(candidates.len());
        let others = self.near_those(&candidates, near);
        self.remember(report, &candidates[..near]);
        candidates.extend(others);
        candidates
    }

    /// Reports near to the first of the candidates that are none themselves, each with the share of the one that
    /// leads there.
    fn near_those(&self, candidates: &[Candidate], first: usize) -> Vec<Candidate> {
        let mut met: FxHashSet<usize> = candidates.iter().map(|candidate| candidate.report).collect();
        let mut others = Vec::new();
        for candidate in &candidates[..first] {
            for &other in &self.near[candidate.report] {
                if others.len() < MOST_NEAR && met.insert(other as usize) {
                    others.push(Candidate { report: other as usize, share: candidate.share });
                }
            }
        }
        others
    }

    fn remember(&mut self, report: usize, near: &[Candidate]) {
        for candidate in near {
            self.near[report].push(candidate.report as u32);
            let back = &mut self.near[candidate.report];
            if back.len() < MOST_NEAR {
                back.push(report as u32);
            }
        }
    }
}

fn weigh(totals: &mut [f32; LEVELS], feature: u32, weight: f32) {
    for total in &mut totals[..=level(feature)] {
        *total += weight;
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Sketch};
    use std::collections::BTreeSet;
    use wirefold_text::normal::Normaliser;

    fn proposed(texts: &[String]) -> Vec<Vec<usize>> {
        let (mut normaliser, mut index) = (Normaliser::default(), Index::default());
        let mut add = |text: &String| {
            let sketch = Sketch::of(&normaliser.tokens(text));
            index.add(&sketch).iter().map(|candidate| candidate.report).collect()
        };
        texts.iter().map(&mut add).collect()
    }

    #[test]
    fn a_text_that_everybody_carries_leads_to_all_who_carry_it() {
        let text = "The lock keepers of Terneuzen ended their strike on Monday after the province offered them longer breaks.";
        let found = proposed(&vec![text.to_owned(); 90]);
        assert!(
            (1..90)
                .all(|b| found[b].iter().collect::<BTreeSet<_>>()
                    == (0..b).collect::<Vec<_>>().iter().collect())
        );
    }

    #[test]
    fn reworded_reports_are_proposed_and_others_are_not() {
        let texts = [
            "The Danish parliament voted on Thursday to raise the pension age to seventy, drawing protests from trade unions in Copenhagen.",
            "Heavy snow closed the Brenner pass for six hours; lorry drivers waited in long queues on both sides of the border.",
            "Trade unions protested in Copenhagen on Thursday after Denmark's parliament had voted for raising the pension age to seventy.",
            "",
        ];
        assert_eq!(proposed(&texts.map(str::to_owned)), [vec![], vec![], vec![0], vec![]]);
    }

    #[test]
    fn a_text_is_found_inside_one_of_four_times_its_length() {
        let sentences = |from: usize| -> String {
            (from..from + 60)
                .map(|i| {
                    format!("Skipper {i} of harbour {} landed crate {} of fish {}. ", i * 7, i * 31, i * 13)
                })
                .collect()
        };
        let short = sentences(0);
        let long = (1..4).fold(short.clone(), |text, part| text + &sentences(part * 100));
        assert_eq!(proposed(&[long, short]), [vec![], vec![0]]);
    }
}
