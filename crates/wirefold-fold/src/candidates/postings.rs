//! Features and the reports that have them.

use super::lists::{Lists, Place};
use super::slots::{Held, Slots};

/// A feature of more reports than this says little of any of them.
const COMMON: usize = 48;
/// A common feature keeps its first reports, which may be where a text comes from, and its last.
const NEAREST: usize = 4;
/// Two bits of a feature's head tell what it leads to: one report, a list of reports, or that it is common.
const KIND: u32 = 3 << 30;
const ONE: u32 = 1 << 30;
const LIST: u32 = 2 << 30;
const COMMON_ONE: u32 = 3 << 30;

/// The first and the last reports of a common feature.
#[derive(Clone, Copy, Debug)]
struct Common {
    first: [u32; NEAREST],
    /// A ring.
    last: [u32; NEAREST],
    at: u32,
}

/// What a feature is, with one more report added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    /// The reports found are all that have it.
    Rare,
    /// It became common with this report; the reports found are all that had it.
    NowCommon,
    /// The reports found are some that have it.
    Common,
}

/// A table from features to reports. Reports are added in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    slots: Slots,
    lists: Lists,
    common: Vec<Common>,
    /// The slots of the features in hand …
    held: Vec<Held>,
    /// … and the lists that they lead to.
    wanted: Vec<Place>,
}

impl Postings {
    /// Adds a report to its features, each given once. The reports before that have them are put behind those `met`;
    /// `told` is told of each feature what it is and which these are.
    pub(super) fn add(
        &mut self,
        report: u32,
        features: impl Iterator<Item = u32> + Clone,
        met: &mut Vec<u32>,
        mut told: impl FnMut(usize, Spread, &[u32]),
    ) {
        let mut held = std::mem::take(&mut self.held);
        self.slots.fetch(features.clone());
        self.slots.claim(features, &mut held);
        self.fetch_lists(&held);
        for (index, &slot) in held.iter().enumerate() {
            let from = met.len();
            let (head, spread) = self.add_to(slot.head(), report, met);
            self.slots.set(slot, head);
            told(index, spread, &met[from..]);
        }
        self.held = held;
    }

    fn fetch_lists(&mut self, held: &[Held]) {
        self.wanted.resize(held.len(), Place::of(0));
        // Which of them are lists can't be foretold: each is put down, and the next over it if it is none.
        let mut lists = 0;
        for slot in held {
            self.wanted[lists] = Place::of(slot.head() & !KIND);
            lists += usize::from(slot.head() & KIND == LIST);
        }
        self.lists.fetch(&self.wanted[..lists]);
    }

    /// Adds a report to what a head leads to; tells the new head.
    fn add_to(&mut self, head: u32, report: u32, met: &mut Vec<u32>) -> (u32, Spread) {
        let at = head & !KIND;
        let head = match head & KIND {
            ONE => {
                met.push(at);
                LIST | checked(self.lists.begin([at, report]).number())
            }
            LIST => {
                let list = Place::of(at);
                let reports = self.lists.reports(list);
                met.extend_from_slice(reports);
                if reports.len() >= COMMON {
                    self.common.push(Common::of(reports, report));
                    self.lists.free(list);
                    let head = COMMON_ONE | checked((self.common.len() - 1) as u32);
                    return (head, Spread::NowCommon);
                }
                LIST | checked(self.lists.add(list, report).number())
            }
            COMMON_ONE => {
                self.common[at as usize].add(report, met);
                return (head, Spread::Common);
            }
            _ => ONE | checked(report),
        };
        (head, Spread::Rare)
    }
}

impl Common {
    /// `reports` are at least twice as many as are kept of either end.
    fn of(reports: &[u32], report: u32) -> Self {
        let (mut first, mut last) = ([0; NEAREST], [report; NEAREST]);
        first.copy_from_slice(&reports[..NEAREST]);
        last[..NEAREST - 1].copy_from_slice(&reports[reports.len() + 1 - NEAREST..]);
        Self { first, last, at: 0 }
    }

    fn add(&mut self, report: u32, met: &mut Vec<u32>) {
        met.extend_from_slice(&self.first);
        met.extend_from_slice(&self.last);
        self.last[self.at as usize] = report;
        self.at = (self.at + 1) % NEAREST as u32;
    }
}

fn checked(at: u32) -> u32 {
    assert!(at < 1 << 30, "an index holds fewer than 2^30 reports, and pieces of lists");
    at
}

#[cfg(test)]
mod tests {
    use super::{COMMON, NEAREST, Postings, Spread};

    fn found(postings: &mut Postings, report: u32, feature: u32) -> (Spread, Vec<u32>) {
        let (mut found, mut met) = ((Spread::Rare, Vec::new()), vec![7]);
        postings.add(report, [feature].into_iter(), &mut met, |_, spread, of| found = (spread, of.to_vec()));
        assert_eq!(met[1..], found.1);
        found.1.sort_unstable();
        found
    }

    #[test]
    fn a_rare_feature_leads_to_all_and_a_common_one_to_the_first_and_the_last() {
        let mut postings = Postings::default();
        for report in 0..COMMON as u32 {
            assert_eq!(found(&mut postings, report, 7), (Spread::Rare, (0..report).collect()));
        }
        let common = COMMON as u32;
        assert_eq!(found(&mut postings, common, 7), (Spread::NowCommon, (0..common).collect()));
        for report in common + 1..common + 9 {
            let last = report - NEAREST as u32..report;
            assert_eq!(
                found(&mut postings, report, 7),
                (Spread::Common, (0..NEAREST as u32).chain(last).collect())
            );
        }
    }

    #[test]
    fn the_table_grows() {
        let mut postings = Postings::default();
        let features = |report: u32| (0..50_u32).map(move |i| (report * 25 + i).wrapping_mul(0x9E37_79B1));
        for report in 0..2_000 {
            let mut shared = 0;
            postings.add(report, features(report), &mut Vec::new(), |_, spread, reports| {
                assert_eq!(spread, Spread::Rare);
                shared += reports.len();
            });
            assert_eq!(shared, if report == 0 { 0 } else { 25 });
        }
    }
}
