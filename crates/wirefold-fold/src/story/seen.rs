//! How rare a feature is: what general English says, and what the reports in sight have shown.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::profile::{Feature, Kind, Profile};

/// General English counts as much as this many reports.
const BACKGROUND: f32 = 1_000.0;
/// The words of a report, where frequencies per word become frequencies per report.
const REPORT_WORDS: f32 = 400.0;
/// When so many reports are in sight, a feature that one alone has counts for half: what nobody shares tells in a
/// small collection how much a report differs from others, in a large one only how long it is.
const FEW: f32 = 50.0;

/// A feature that reports in sight have.
#[derive(Debug)]
struct Entry {
    key: u32,
    /// How many reports of general English as large as [`BACKGROUND`] hold it.
    expected: f32,
    /// `ln(expected + holders)`.
    spread: f32,
    /// The reports that have it, in order.
    holders: VecDeque<u32>,
}

/// A feature of a report in sight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) key: u32,
    /// Its place among those seen.
    pub(crate) place: u32,
    pub(crate) kind: Kind,
    pub(crate) title: bool,
    pub(crate) lead: bool,
    pub(crate) opening: bool,
    pub(crate) rest: u8,
    /// Weighed count, at most 255.
    pub(crate) times: u8,
}

/// The features of the reports in sight.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    places: FxHashMap<u32, u32>,
    entries: Vec<Entry>,
    free: Vec<u32>,
    reports: usize,
    /// `ln(BACKGROUND + reports)`.
    all: f32,
    /// What a feature of one report counts.
    alone: f32,
}

impl Seen {
    /// Takes a report in.
    pub(crate) fn take(&mut self, report: u32, profile: &Profile) -> Vec<Held> {
        self.count(self.reports + 1);
        profile.iter().map(|feature| self.hold(report, feature)).collect()
    }

    /// Lets go of a report, the earliest in sight.
    pub(crate) fn let_go(&mut self, report: u32, features: &[Held]) {
        self.count(self.reports - 1);
        for feature in features {
            let entry = &mut self.entries[feature.place as usize];
            if entry.holders.front() == Some(&report) {
                entry.holders.pop_front();
            }
            entry.spread = (entry.expected + entry.holders.len() as f32).ln();
            if entry.holders.is_empty() {
                self.places.remove(&entry.key);
                self.free.push(feature.place);
            }
        }
    }

    /// How many reports are in sight.
    pub(crate) fn reports(&self) -> usize {
        self.reports
    }

    fn count(&mut self, reports: usize) {
        self.reports = reports;
        self.all = (BACKGROUND + reports as f32).ln();
        self.alone = FEW / (FEW + reports as f32);
    }

    fn hold(&mut self, report: u32, feature: &Feature) -> Held {
        let place = self.place(feature);
        let entry = &mut self.entries[place as usize];
        entry.holders.push_back(report);
        entry.spread = (entry.expected + entry.holders.len() as f32).ln();
        Held {
            key: feature.key,
            place,
            kind: feature.kind,
            title: feature.title > 0,
            lead: feature.lead > 0,
            opening: feature.opening,
            rest: feature.rest,
            times: feature.times().min(255) as u8,
        }
    }

    fn place(&mut self, feature: &Feature) -> u32 {
        if let Some(place) = self.places.get(&feature.key) {
            return *place;
        }
        let expected = BACKGROUND * (feature.per_million * REPORT_WORDS / 1e6).min(1.0);
        let entry = Entry { key: feature.key, expected, spread: 0.0, holders: VecDeque::new() };
        let place = self.free.pop().unwrap_or_else(|| {
            self.entries.push(Entry { key: 0, expected: 0.0, spread: 0.0, holders: VecDeque::new() });
            u32::try_from(self.entries.len() - 1).expect("fewer features than 2^32 are in sight")
        });
        self.entries[place as usize] = entry;
        self.places.insert(feature.key, place);
        place
    }

    /// Inverse document frequency, however many have it.
    pub(crate) fn plain(&self, place: u32) -> f32 {
        (self.all - self.entries[place as usize].spread).max(0.0)
    }

    /// Inverse document frequency; less for what one report alone has.
    pub(crate) fn rarity(&self, place: u32) -> f32 {
        let alone = self.entries[place as usize].holders.len() < 2;
        self.plain(place) * if alone { self.alone } else { 1.0 }
    }

    /// The features that two reports share, the rarest first.
    pub(crate) fn rarest_shared(&self, a: &[Held], b: &[Held]) -> Vec<u32> {
        let is_shared = |feature: &&Held| a.binary_search_by_key(&feature.key, |held| held.key).is_ok();
        let mut shared: Vec<&Held> = b.iter().filter(is_shared).collect();
        let weight = |feature: &Held| self.rarity(feature.place) * f32::from(feature.times).sqrt();
        shared.sort_by(|x, y| weight(y).total_cmp(&weight(x)).then(x.key.cmp(&y.key)));
        shared.iter().map(|feature| feature.key).collect()
    }

    /// The reports that have a feature, in order.
    pub(crate) fn holders(&self, place: u32) -> &VecDeque<u32> {
        &self.entries[place as usize].holders
    }
}
