//! Which reports in sight might tell the same event as a new one.

use super::profile::Kind;
use super::seen::{Held, Seen};

/// Reports proposed at most.
const MOST: usize = 12;
/// Holders of one feature that are looked at, the latest ones …
const HOLDERS: usize = 128;
/// … and of all features together: rare features come first.
const LOOKED_AT: usize = 1_500;

/// What is summed up for each report in sight, kept from one search to the next.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    by_report: Vec<f32>,
    touched: Vec<u32>,
}

impl Scores {
    /// The reports from number `base` on that share the most with the features of a report, best first, of those
    /// that are asked for.
    pub(crate) fn near(
        &mut self,
        seen: &Seen,
        base: u32,
        features: &[Held],
        asked: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let mut rare: Vec<(f32, &Held)> = features
            .iter()
            .filter(|feature| feature.kind != Kind::Root && seen.holders(feature.place).len() > 1)
            .map(|feature| (seen.rarity(feature.place), feature))
            .collect();
        rare.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.key.cmp(&y.1.key)));
        let mut left = LOOKED_AT;
        for (rarity, feature) in rare {
            let weight = rarity * rarity * part_weight(feature);
            let holders = seen.holders(feature.place).iter().rev().take(HOLDERS.min(left));
            left -= holders.len();
            for &report in holders.filter(|&&report| asked(report)) {
                self.add(report - base, weight);
            }
        }
        self.best(base)
    }

    fn add(&mut self, place: u32, weight: f32) {
        let at = place as usize;
        if at >= self.by_report.len() {
            self.by_report.resize(at + 1, 0.0);
        }
        if self.by_report[at] == 0.0 {
            self.touched.push(place);
        }
        self.by_report[at] += weight;
    }

    fn best(&mut self, base: u32) -> Vec<u32> {
        let take = |place: u32| (std::mem::take(&mut self.by_report[place as usize]), base + place);
        let mut found: Vec<(f32, u32)> = self.touched.drain(..).map(take).collect();
        let order = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
        if found.len() > MOST {
            found.select_nth_unstable_by(MOST, order);
            found.truncate(MOST);
        }
        found.sort_unstable_by(order);
        found.into_iter().map(|(_, report)| report).collect()
    }
}

/// What stands in the title counts most, what stands in the lead more than the rest.
fn part_weight(feature: &Held) -> f32 {
    match (feature.title, feature.lead) {
        (true, _) => 4.0,
        (_, true) => 2.0,
        _ => 1.0,
    }
}
