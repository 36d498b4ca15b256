//! How rare a feature is: what general English says, and what the reports in sight have shown.

use std::collections::VecDeque;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::profile::{Feature, Kind, Profile};

/// General English counts as much as this many reports.
const BACKGROUND: f32 = 1_000.0;
/// The words of a report, where frequencies per word become frequencies per report.
const REPORT_WORDS: f32 = 400.0;
/// When so many reports are in sight, a feature that one alone has counts for half: what nobody shares tells in a
/// small collection how much a report differs from others, in a large one only how long it is.
const FEW: f32 = 50.0;

/// So many reports that have a feature count each, more only if they tell other stories: a story of hundreds of
/// reports would make its own names common.
const COUNTED: usize = 16;
/// A feature that so many of [`BACKGROUND`] reports have is common, whatever stories its holders tell.
const COMMON: f32 = 50.0;

/// By how many reports have something: ln of how many others than one have it, nothing if there is one other.
static LN_OTHERS: LazyLock<[f32; 256]> =
    LazyLock::new(|| std::array::from_fn(|holders| (holders.saturating_sub(1).max(1) as f32).ln()));

/// A feature that reports in sight have.
#[derive(Debug, Default)]
struct Entry {
    key: u32,
    /// How many reports of general English as large as [`BACKGROUND`] hold it.
    expected: f32,
    /// The reports that have it, in order.
    holders: VecDeque<u32>,
    /// How many of the holders tell which story, if there are more of them than count each.
    told: Option<Box<FxHashMap<u32, u32>>>,
}

/// How widespread a feature is: apart from the rest, for it is asked for most often.
#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    /// `ln(expected + holders)`, the latter as far as they count.
    ln: f32,
    /// How many reports have it, at most 255.
    holders: u8,
}

impl Entry {
    /// Adds a report whose story is yet to be told.
    fn add(&mut self, report: u32, tales: &Tales) -> Spread {
        if self.told.is_none() && self.holders.len() == COUNTED && self.expected < COMMON {
            let mut told = FxHashMap::default();
            self.holders.iter().for_each(|&holder| *told.entry(tales.of(holder)).or_default() += 1);
            self.told = Some(Box::new(told));
        }
        self.holders.push_back(report);
        self.spread()
    }

    fn remove_first(&mut self, story: u32) -> Spread {
        self.holders.pop_front();
        self.untell(story);
        if self.holders.len() <= COUNTED {
            self.told = None;
        }
        self.spread()
    }

    fn retell(&mut self, from: u32, to: u32) -> Spread {
        self.untell(from);
        if let Some(told) = &mut self.told {
            *told.entry(to).or_default() += 1;
        }
        self.spread()
    }

    fn untell(&mut self, story: u32) {
        if let Some(told) = &mut self.told
            && let Some(count) = told.get_mut(&story)
        {
            *count -= 1;
            if *count == 0 {
                told.remove(&story);
            }
        }
    }

    fn spread(&self) -> Spread {
        let counted = self.told.as_ref().map_or(self.holders.len(), |told| told.len().max(COUNTED));
        Spread { ln: (self.expected + counted as f32).ln(), holders: self.holders.len().min(255) as u8 }
    }

    /// How many of the holders tell this story.
    fn holders_of(&self, story: u32, tales: &Tales) -> u32 {
        if let Some(told) = &self.told {
            return told.get(&story).copied().unwrap_or(0);
        }
        self.holders.iter().map(|&holder| u32::from(tales.of(holder) == story)).sum()
    }
}

/// Which story each report in sight tells.
#[derive(Debug, Default)]
struct Tales {
    base: u32,
    stories: VecDeque<u32>,
}

impl Tales {
    /// The story of a report that is yet to be placed.
    const UNKNOWN: u32 = u32::MAX;

    fn of(&self, report: u32) -> u32 {
        self.stories[(report - self.base) as usize]
    }
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
    pub(crate) core: bool,
    pub(crate) place_name: bool,
    /// The first sentences that it stands in, a bit for each.
    pub(crate) sentences: u16,
    pub(crate) rest: u8,
    /// Weighed count, at most 255.
    pub(crate) times: u8,
}

/// The features of the reports in sight.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    places: FxHashMap<u32, u32>,
    entries: Vec<Entry>,
    /// In the order of the entries.
    spreads: Vec<Spread>,
    free: Vec<u32>,
    tales: Tales,
    reports: usize,
    /// `ln(BACKGROUND + reports)`.
    all: f32,
    /// What a feature of one report counts.
    alone: f32,
    /// `1 / ln(reports - 1)`.
    all_others: f32,
}

impl Seen {
    /// Takes a report in, of which it is yet to be seen what story it tells. Reports come in order, without gaps.
    pub(crate) fn take(&mut self, report: u32, profile: &Profile) -> Vec<Held> {
        if self.tales.stories.is_empty() {
            self.tales.base = report;
        }
        self.tales.stories.push_back(Tales::UNKNOWN);
        self.count(self.reports + 1);
        self.fetch(profile);
        profile.iter().map(|feature| self.hold(report, feature)).collect()
    }

    /// Fetches what is known of features at once, so that looking at them one after the other does not wait for memory
    /// each time.
    fn fetch(&self, profile: &Profile) {
        let places = profile.iter().filter_map(|feature| self.places.get(&feature.key));
        let entries: Vec<&Entry> = places.map(|place| &self.entries[*place as usize]).collect();
        let held: usize = entries.iter().map(|entry| entry.holders.len()).sum();
        let last = entries.iter().filter_map(|entry| entry.holders.back());
        std::hint::black_box((held, last.fold(0, |touched, holder| touched ^ holder)));
    }

    /// Takes down that a report tells this story.
    pub(crate) fn tell(&mut self, report: u32, features: &[Held], story: u32) {
        let at = (report - self.tales.base) as usize;
        let before = std::mem::replace(&mut self.tales.stories[at], story);
        for feature in features {
            let entry = &mut self.entries[feature.place as usize];
            if entry.told.is_some() {
                self.spreads[feature.place as usize] = entry.retell(before, story);
            }
        }
    }

    /// The story that a report in sight tells.
    pub(crate) fn story_of(&self, report: u32) -> u32 {
        self.tales.of(report)
    }

    /// Lets go of the earliest report in sight.
    pub(crate) fn let_go(&mut self, features: &[Held]) {
        self.count(self.reports - 1);
        let Some(story) = self.tales.stories.pop_front() else { return };
        for feature in features {
            let entry = &mut self.entries[feature.place as usize];
            self.spreads[feature.place as usize] = entry.remove_first(story);
            if entry.holders.is_empty() {
                self.places.remove(&entry.key);
                self.free.push(feature.place);
            }
        }
        self.tales.base += 1;
    }

    /// How many reports are in sight.
    pub(crate) fn reports(&self) -> usize {
        self.reports
    }

    fn count(&mut self, reports: usize) {
        self.reports = reports;
        self.all = (BACKGROUND + reports as f32).ln();
        self.alone = FEW / (FEW + reports as f32);
        self.all_others = (reports.max(3) as f32 - 1.0).ln().recip();
    }

    fn hold(&mut self, report: u32, feature: &Feature) -> Held {
        let place = self.place(feature);
        let entry = &mut self.entries[place as usize];
        self.spreads[place as usize] = entry.add(report, &self.tales);
        Held {
            key: feature.key,
            place,
            kind: feature.kind,
            title: feature.title > 0,
            lead: feature.lead > 0,
            opening: feature.opening,
            core: feature.core,
            place_name: feature.place,
            sentences: feature.sentences,
            rest: feature.rest,
            times: feature.times().min(255) as u8,
        }
    }

    fn place(&mut self, feature: &Feature) -> u32 {
        if let Some(place) = self.places.get(&feature.key) {
            return *place;
        }
        let expected = BACKGROUND * (feature.per_million * REPORT_WORDS / 1e6).min(1.0);
        let entry = Entry { key: feature.key, expected, ..Entry::default() };
        let place = self.free.pop().unwrap_or_else(|| {
            self.entries.push(Entry::default());
            self.spreads.push(Spread::default());
            u32::try_from(self.entries.len() - 1).expect("fewer features than 2^32 are in sight")
        });
        self.entries[place as usize] = entry;
        self.places.insert(feature.key, place);
        place
    }

    /// How central features are to a story: their cosine with the story's reports on average, but for how long
    /// these are. Of the story's `reports` the one that the features are of does not count.
    pub(crate) fn centrality(&self, features: &[Held], report: u32, story: u32, reports: usize) -> f32 {
        let own = u32::from(self.tales.of(report) == story);
        let others = (reports as f32 - own as f32).max(1.0);
        let (mut shared, mut norm) = (0.0, 0.0);
        for feature in features {
            let entry = &self.entries[feature.place as usize];
            if entry.expected >= COMMON || feature.kind == Kind::Root {
                continue;
            }
            let holders = entry.holders_of(story, &self.tales).saturating_sub(own) as f32;
            let rarity = self.plain(feature.place);
            let weight = (1.0 + f32::from(feature.times.max(1)).ln()) * rarity;
            shared += weight * rarity * holders / others;
            norm += weight * weight;
        }
        if norm > 0.0 { shared / norm.sqrt() } else { 0.0 }
    }

    /// Inverse document frequency, however many have it.
    pub(crate) fn plain(&self, place: u32) -> f32 {
        (self.all - self.spreads[place as usize].ln).max(0.0)
    }

    /// Inverse document frequency; less for what one report alone has.
    pub(crate) fn rarity(&self, place: u32) -> f32 {
        self.plain(place) * if self.spreads[place as usize].holders < 2 { self.alone } else { 1.0 }
    }

    /// How much a feature that two reports share is theirs alone: 1 if no other has it, 0 if all in sight have.
    pub(crate) fn exclusive(&self, place: u32) -> f32 {
        1.0 - LN_OTHERS[usize::from(self.spreads[place as usize].holders)] * self.all_others
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
