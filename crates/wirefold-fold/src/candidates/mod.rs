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
mod slots;

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

/// What nearly every report that is met is told by, in one place and as few bytes as will do, since it is met at
/// random.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    /// The weight of what it has in common with the report that is being added; zero between calls.
    common: f32,
    /// Its level and, above that, the weight of its features at the next level and at its own, rounded down.
    known: u32,
}

impl Score {
    const LEVEL_BITS: u32 = 4;
    const WEIGHT_BITS: u32 = 14;
    /// Bits of a positive number that rounding takes.
    const ROUNDED: u32 = 31 - Self::WEIGHT_BITS;

    fn of(level: usize) -> Self {
        Self { common: 0.0, known: level as u32 }
    }

    fn level(self) -> usize {
        (self.known & ((1 << Self::LEVEL_BITS) - 1)) as usize
    }

    fn weigh(&mut self, totals: &[f32; LEVELS]) {
        let level = self.level();
        let rounded = |level: usize| totals[level.min(LEVELS - 1)].max(0.0).to_bits() >> Self::ROUNDED;
        let weights = rounded(level) << Self::WEIGHT_BITS | rounded(level + 1);
        self.known = weights << Self::LEVEL_BITS | level as u32;
    }

    /// The weight of its features at a level that is not below its own, or less.
    fn least(self, level: usize) -> f32 {
        let shift = match level - self.level() {
            0 => Self::LEVEL_BITS + Self::WEIGHT_BITS,
            1 => Self::LEVEL_BITS,
            _ => return 0.0,
        };
        f32::from_bits((self.known >> shift & ((1 << Self::WEIGHT_BITS) - 1)) << Self::ROUNDED)
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
    /// Room for the reports met by the one that is being added, as often as they are met …
    met: Vec<u32>,
    /// … with the weight of what they are met by, and each once.
    weights: Vec<f32>,
    touched: Vec<u32>,
}

impl Index {
    /// Adds a report; tells which earlier ones it may share text with, best first.
    pub(crate) fn add(&mut self, sketch: &Sketch) -> Vec<Candidate> {
        let report = self.totals.len();
        let number = u32::try_from(report).expect("an index holds fewer than 2^32 reports");
        self.scores.push(Score::of(sketch.level));
        self.near.push(Vec::new());
        self.totals.push([0.0; LEVELS]);
        let Self { postings, totals, scores, met, weights, .. } = self;
        met.clear();
        weights.clear();
        let features = sketch.features.iter().map(|(feature, _)| *feature);
        postings.add(number, features, met, |index, spread, found| {
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
            weights.resize(weights.len() + found.len(), weight);
        });
        scores[report].weigh(&totals[report]);
        let touched = self.touch();
        self.best(report, touched)
    }

    /// Adds up what each report that is met has in common; tells how many there are.
    fn touch(&mut self) -> usize {
        if self.touched.len() < self.met.len() {
            self.touched.resize(2 * self.met.len(), 0);
        }
        let mut touched = 0;
        // All in one run, so that the ways to memory overlap.
        for (&a, &weight) in self.met.iter().zip(&self.weights) {
            let common = &mut self.scores[a as usize].common;
            // Which of them are new can't be foretold: each is put down, and the next over it if it is none.
            self.touched[touched] = a;
            touched += usize::from(*common == 0.0);
            *common += weight;
        }
        touched
    }

    /// The best of the first `touched`.
    fn best(&mut self, report: usize, touched: usize) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let (totals, own_level) = (self.totals[report], self.scores[report].level());
        for &a in &self.touched[..touched] {
            let a = a as usize;
            let score = &mut self.scores[a];
            let common = std::mem::take(&mut score.common);
            let level = score.level().max(own_level);
            // Nearly all are told by that, without a root or a look at their totals.
            if common * common < SURELY_LESS * score.least(level) * totals[level] {
                continue;
            }
            let square = self.totals[a][level] * totals[level];
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
    use super::{Index, LEVELS, Score, Sketch};
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
    fn weights_are_rounded_down_a_little() {
        let mut totals = [0.0; LEVELS];
        for (level, total) in totals.iter_mut().enumerate() {
            *total = 700.3 / (level * level + 1) as f32;
        }
        for level in 0..LEVELS {
            let mut score = Score::of(level);
            score.weigh(&totals);
            assert_eq!(score.level(), level);
            for (asked, total) in totals.iter().enumerate().skip(level).take(2) {
                let part = score.least(asked) / total;
                assert!((0.98..=1.0).contains(&part), "{level} {asked}: {part}");
            }
        }
        assert!(Score::of(2).least(5).abs() < f32::EPSILON, "not known");
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
