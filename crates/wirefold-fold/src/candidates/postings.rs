//! Features and the reports that have them.

use super::lists::{Lists, Place};

/// A feature of more reports than this says little of any of them.
const COMMON: usize = 48;
/// A common feature keeps its first reports, which may be where a text comes from, and its last.
const NEAREST: usize = 4;
/// Two bits of a head tell what it leads to.
const KIND: u32 = 3 << 30;
const EMPTY: u32 = KIND;
/// A feature that is about to get its first report.
const CLAIMED: u32 = KIND | 1;
const ONE: u32 = 0;
const LIST: u32 = 1 << 30;
const COMMON_ONE: u32 = 2 << 30;

/// What is known of a feature: nothing, its one report, the list of its reports, or that it is common.
#[derive(Clone, Copy, Debug)]
struct Slot {
    feature: u32,
    head: u32,
}

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
#[derive(Clone, Debug)]
pub(super) struct Postings {
    slots: Vec<Slot>,
    used: usize,
    lists: Lists,
    common: Vec<Common>,
    /// The slots of the features in hand.
    places: Vec<usize>,
}

impl Default for Postings {
    fn default() -> Self {
        let slots = vec![Slot { feature: 0, head: EMPTY }; 1 << 12];
        Self { slots, used: 0, lists: Lists::default(), common: Vec::new(), places: Vec::new() }
    }
}

impl Postings {
    /// Adds a report to its features, each given once; `found` is told of each feature what it is and which
    /// reports before had it.
    pub(super) fn add(
        &mut self,
        report: u32,
        features: impl ExactSizeIterator<Item = u32> + Clone,
        mut found: impl FnMut(usize, Spread, &[u32]),
    ) {
        while (self.used + features.len()) * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        self.fetch_slots(features.clone());
        places.extend(features.map(|feature| self.claim(feature)));
        self.fetch_lists(&places);
        let mut reports = Vec::with_capacity(COMMON);
        for (index, &place) in places.iter().enumerate() {
            reports.clear();
            let spread = self.add_at(place, report, &mut reports);
            found(index, spread, &reports);
        }
        self.places = places;
    }

    /// Fetches slots at once, so that looking at them one after the other does not wait for memory each time.
    fn fetch_slots(&self, features: impl Iterator<Item = u32>) {
        let slots = features.map(|feature| self.slots[place(feature, self.slots.len())].head);
        std::hint::black_box(slots.fold(0, |touched, head| touched ^ head));
    }

    /// The same with the lists of slots.
    fn fetch_lists(&self, places: &[usize]) {
        let heads = places.iter().map(|&place| self.slots[place].head);
        let lists = heads.filter(|head| head & KIND == LIST).map(|head| Place::of(head & !KIND));
        std::hint::black_box(lists.fold(0, |touched, list| touched ^ self.lists.length(list)));
    }

    fn add_at(&mut self, place: usize, report: u32, found: &mut Vec<u32>) -> Spread {
        let head = self.slots[place].head;
        let at = head & !KIND;
        match head & KIND {
            KIND => self.slots[place].head = ONE | checked(report),
            ONE => {
                found.push(at);
                self.slots[place].head = LIST | checked(self.lists.begin([at, report]).number());
            }
            LIST => {
                let list = Place::of(at);
                found.extend(self.lists.reports(list));
                if found.len() >= COMMON {
                    self.lists.free(list);
                    self.common.push(Common::of(found, report));
                    self.slots[place].head = COMMON_ONE | checked((self.common.len() - 1) as u32);
                    return Spread::NowCommon;
                }
                self.slots[place].head = LIST | checked(self.lists.add(list, report).number());
            }
            _ => {
                self.common[at as usize].add(report, found);
                return Spread::Common;
            }
        }
        Spread::Rare
    }

    /// The slot of a feature, taken if it is new.
    fn claim(&mut self, feature: u32) -> usize {
        let at = self.slot(feature);
        let slot = &mut self.slots[at];
        if slot.head == EMPTY {
            *slot = Slot { feature, head: CLAIMED };
            self.used += 1;
        }
        at
    }

    /// Where a feature is, or would be put.
    fn slot(&self, feature: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = place(feature, self.slots.len());
        while self.slots[at].head != EMPTY && self.slots[at].feature != feature {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![Slot { feature: 0, head: EMPTY }; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot.head != EMPTY {
                let at = self.slot(slot.feature);
                self.slots[at] = slot;
            }
        }
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

    fn add(&mut self, report: u32, found: &mut Vec<u32>) {
        found.extend(self.first);
        found.extend(self.last);
        self.last[self.at as usize] = report;
        self.at = (self.at + 1) % NEAREST as u32;
    }
}

/// Features are hashes: their upper bits spread over the table.
fn place(feature: u32, slots: usize) -> usize {
    ((u64::from(feature) * slots as u64) >> 32) as usize
}

fn checked(at: u32) -> u32 {
    assert!(at < 1 << 30, "an index holds fewer than 2^30 reports and lists");
    at
}

#[cfg(test)]
mod tests {
    use super::{COMMON, NEAREST, Postings, Spread};

    fn found(postings: &mut Postings, report: u32, feature: u32) -> (Spread, Vec<u32>) {
        let mut found = (Spread::Rare, Vec::new());
        postings.add(report, [feature].into_iter(), |_, spread, reports| found = (spread, reports.to_vec()));
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
            postings.add(report, features(report).collect::<Vec<_>>().into_iter(), |_, spread, reports| {
                assert_eq!(spread, Spread::Rare);
                shared += reports.len();
            });
            assert_eq!(shared, if report == 0 { 0 } else { 25 });
        }
    }
}
