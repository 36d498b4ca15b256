//! Where a report belongs, decided as it comes.

use std::collections::{BTreeSet, VecDeque};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use wirefold_text::normal::Normaliser;

use super::change::{Change, Ledger, number};
use super::likeness::{self, Signs};
use super::near::Scores;
use super::profile::{self, Outline, Traits};
use super::repair;
use super::seen::{Held, Seen};
use super::sums::Own;
use crate::copies::Shelf;

/// Reports prepared at a time.
const CHUNK: usize = 1_024;
/// A report joins the story that it is most like if its likeness to the reports there is this on average: log-odds
/// of telling one event, each between the two bounds below. Chosen on development data; see `few/likeness.tsv`.
pub const ASKED: f32 = -1.0;
const LEAST: f32 = -4.0;
const MOST: f32 = 4.0;
/// Of more reports than this only the nearest count, this part of those compared: a long story has many sides.
const FEW: usize = 6;
const NEAREST: f32 = 0.6;
/// Stories of so many reports are not taken apart any more, and what is like them must say what they are about.
pub(crate) const SOLID: usize = 8;
/// What is like a solid story says of what that is about as much as this part of what its own reports say on average;
/// for each e-th that it says less, it is so many log-odds less like the story.
const CENTRAL: f32 = 0.4;
const LESS_CENTRAL: f32 = 4.0;
/// For each e-th that it says more, up to one, it is so many log-odds more like it.
const CENTRAL_ENOUGH: f32 = 3.0;
/// Reports that stand for a solid story.
pub(crate) const STANDING: usize = 8;
/// Stories that a report is as like as this are looked at again when it has come.
const TOUCHED: f32 = -3.0;
/// Stories looked at again at once, at most.
const TOUCHED_STORIES: usize = 5;
/// Reports of a story that a new one is compared with. Of a larger story the nearest are compared.
const COMPARED: usize = 16;

/// Reports with such a cosine of all that they have are copies, whatever else is said of them.
const SAME_WORDS: f32 = 0.9;

/// Stories of which it is told what a report shares with them.
const EXPLAINED: usize = 3;

/// How long a report stays in sight, so that others can join it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Days between two dated reports of one story at most: to the nearest of its reports.
    pub days: u32,
    /// Reports that stay in sight, the latest ones, however old they are or whether they have a date.
    pub reports: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self { days: 14, reports: 20_000 }
    }
}

/// A report in sight.
pub(crate) struct Member {
    pub(crate) features: Vec<Held>,
    /// The day of its publication, counted from an arbitrary one.
    pub(crate) day: Option<i32>,
    pub(crate) traits: Traits,
}

/// What a report was compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The earlier report.
    pub report: usize,
    /// Log-odds that both tell one event.
    pub likeness: f32,
    /// What that rests on, in the order of [`SIGNS`](super::SIGNS).
    pub signs: Signs,
}

/// A story that a report might have joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Considered {
    /// The story, as it was numbered then.
    pub story: usize,
    /// Mean log-odds that its reports and the new one tell one event.
    pub likeness: f32,
    /// Its report that is most like the new one.
    pub nearest: usize,
    /// The rarest words and pairs of words that both have, as the new one spells them; empty unless asked for.
    pub shared: Vec<String>,
}

/// Why a report was put where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// No story in sight was like it enough.
    New,
    /// It shares its text with this report.
    SharedText(usize),
    /// It is like the reports of the story.
    Alike,
}

/// Where a report was put, and what that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Why.
    pub reason: Reason,
    /// The stories that came into question, the most alike first.
    pub considered: Vec<Considered>,
    /// The earlier reports that it has most in common with.
    pub compared: Vec<Compared>,
    /// All that it brought about, in this order.
    pub changes: Vec<Change>,
}

/// Stories as reports come: each joins the story of its event or opens one. What later reports show to be wrong is
/// put right, and the log tells it. Reports come in order of publication; adding them one at a time, in parts or at
/// once comes to the same.
#[derive(Default)]
pub struct Stories {
    window: Window,
    pub(crate) seen: Seen,
    scores: Scores,
    pub(crate) ledger: Ledger,
    /// Number of the first report in sight.
    base: u32,
    in_sight: VecDeque<Member>,
    /// The reports in sight of each story that has any, in order.
    pub(crate) stories: FxHashMap<u32, Vec<u32>>,
    /// The latest day of publication so far.
    today: Option<i32>,
    /// Whether it is told which words reports share.
    explaining: bool,
    /// What reports that were compared have, from the time of the last placement.
    owns: FxHashMap<u32, Own>,
}

impl Stories {
    /// No reports yet.
    #[must_use]
    pub fn new(window: Window) -> Self {
        Self { window, ..Self::default() }
    }

    /// Tells from now on which words a report shares with those of the stories that come into question.
    #[must_use]
    pub fn explaining(self, explaining: bool) -> Self {
        Self { explaining, ..self }
    }

    /// Which story each report is part of.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Adds the reports that come next, one for each list of `related`: the earlier reports that it shares its
    /// text with, the earliest first.
    pub fn add<S: Shelf + ?Sized>(&mut self, shelf: &S, related: &[Vec<usize>]) -> Vec<Placed> {
        let mut placed = Vec::with_capacity(related.len());
        for chunk in related.chunks(CHUNK) {
            let first = self.ledger.len();
            for (prepared, related) in read(shelf, first, chunk.len()).into_iter().zip(chunk) {
                let mut one = self.place(prepared, related);
                if self.explaining {
                    self.explain(shelf, &mut one.considered);
                }
                placed.push(one);
            }
        }
        placed
    }

    /// Goes on after the reports that a ledger knows. Of these only those that are still in sight are read.
    #[must_use]
    pub fn restored<S: Shelf + ?Sized>(
        window: Window,
        ledger: Ledger,
        days: &[Option<Date>],
        shelf: &S,
    ) -> Self {
        let mut stories = Self::new(window);
        let total = ledger.len();
        stories.base = number(stories.first_in_sight(days));
        for first in (stories.base as usize..total).step_by(CHUNK) {
            let most = CHUNK.min(total - first);
            for (report, prepared) in (first..).zip(read(shelf, first, most)) {
                stories.take_in(number(report), prepared);
                let story = number(ledger.story_of(report));
                stories.stories.entry(story).or_default().push(number(report));
                stories.tell(number(report), story);
            }
        }
        stories.ledger = ledger;
        stories
    }

    fn place(&mut self, prepared: Prepared, related: &[usize]) -> Placed {
        let report = number(self.ledger.len());
        let compared = self.meet(report, prepared);
        let mut usual = Usual::default();
        let considered = self.consider(report, &compared, &mut usual);
        let source = related.iter().copied().find(|a| self.is_source(*a, report));
        let (reason, story) = match (source, considered.first()) {
            (Some(source), _) => (Reason::SharedText(source), self.ledger.story_of(source)),
            (None, Some(best)) if best.likeness >= ASKED => (Reason::Alike, best.story),
            _ => (Reason::New, self.ledger.stories()),
        };
        let mut changes =
            vec![if reason == Reason::New { Change::Created { story } } else { Change::Joined { story } }];
        self.ledger.note(changes[0]);
        self.stories.entry(number(story)).or_default().push(report);
        self.tell(report, number(story));
        if source.is_none() {
            let others = considered.iter().filter(|one| one.likeness >= TOUCHED && one.story != story);
            let touched: Vec<usize> =
                std::iter::once(story).chain(others.map(|one| one.story)).take(TOUCHED_STORIES).collect();
            changes.extend(repair::repair(self, &touched, &mut usual));
        }
        self.forget();
        Placed { reason, considered, compared, changes }
    }

    /// Takes a report in and compares it with those that have the most in common with it.
    pub(super) fn meet(&mut self, report: u32, prepared: Prepared) -> Vec<Compared> {
        self.take_in(report, prepared);
        self.owns.clear();
        let mut near = self.near(report, |_, _| true);
        near.retain(|a| self.may_meet(*a, report));
        near.into_iter().map(|a| self.compare(a, report)).collect()
    }

    fn take_in(&mut self, report: u32, Prepared { outline, day }: Prepared) {
        self.in_sight.push_back(Member {
            features: self.seen.take(report, &outline.profile),
            day,
            traits: outline.traits.published(day),
        });
        self.today = self.today.max(day);
    }

    /// Takes down for all that follows what story a report in sight tells.
    pub(crate) fn tell(&mut self, report: u32, story: u32) {
        self.seen.tell(report, &self.in_sight[(report - self.base) as usize].features, story);
    }

    /// The reports in sight that share the most with one of them, of those that are asked for.
    fn near(&mut self, report: u32, asked: impl Fn(&Seen, u32) -> bool) -> Vec<u32> {
        let mut scores = std::mem::take(&mut self.scores);
        let features = &self.member(report).features;
        let near = scores.near(&self.seen, self.base, features, |a| a != report && asked(&self.seen, a));
        self.scores = scores;
        near
    }

    fn member(&self, report: u32) -> &Member {
        &self.in_sight[(report - self.base) as usize]
    }

    fn is_in_sight(&self, report: usize) -> bool {
        report >= self.base as usize
    }

    /// Whether a report has its story from an earlier one that it shares its text with. One mould that was filled twice
    /// is shared text, too: unless nearly all words are the same, signs that speak against one event are heard.
    fn is_source(&mut self, earlier: usize, report: u32) -> bool {
        if !self.is_in_sight(earlier) || !self.may_meet(number(earlier), report) {
            return false;
        }
        let compared = self.compare(number(earlier), report);
        compared.likeness >= ASKED || likeness::cosine(&compared.signs) >= SAME_WORDS
    }

    /// Days between two reports, if both dates are known.
    fn days_between(&self, a: u32, b: u32) -> Option<i32> {
        let (a, b) = (self.member(a).day?, self.member(b).day?);
        Some((a - b).abs())
    }

    /// Whether two reports lie near enough in time to open a story to each other.
    fn may_meet(&self, a: u32, b: u32) -> bool {
        self.days_between(a, b).is_none_or(|days| days.unsigned_abs() <= self.window.days)
    }

    fn compare(&mut self, a: u32, b: u32) -> Compared {
        for report in [a, b] {
            let features = &self.in_sight[(report - self.base) as usize].features;
            self.owns.entry(report).or_insert_with(|| Own::of(&self.seen, features));
        }
        let of = |report: u32| (self.member(report), &self.owns[&report]);
        let signs = likeness::signs(&self.seen, of(a), of(b));
        Compared {
            report: a as usize,
            likeness: likeness::log_odds(&signs, self.seen.reports(), LEAST, MOST),
            signs,
        }
    }

    /// Log-odds that two reports in sight tell one event.
    pub(crate) fn likeness(&mut self, a: u32, b: u32) -> f32 {
        self.compare(a, b).likeness
    }

    /// How at home a report in sight is in a story.
    pub(crate) fn at_home(&mut self, report: u32, story: u32, usual: &mut Usual) -> Home {
        let near = self.near(report, |seen, a| seen.story_of(a) == story);
        let near: Vec<(u32, f32)> = near.into_iter().map(|a| (a, self.likeness(a, report))).collect();
        self.home(report, story, &near, usual)
    }

    /// The same, some of the story's reports being known to be so like it. If the story has many, only these count.
    fn home(&mut self, report: u32, story: u32, near: &[(u32, f32)], usual: &mut Usual) -> Home {
        let reports = self.stories[&story].len();
        let centrality = (reports >= SOLID).then(|| self.centrality(report, story, usual));
        if reports > COMPARED {
            return Home { nearest: mean_of_nearest(near.iter().map(|one| one.1).collect()), centrality };
        }
        let known: FxHashMap<u32, f32> = near.iter().copied().collect();
        let mut members = self.stories[&story].clone();
        members.retain(|a| *a != report);
        let like = |a: u32| known.get(&a).copied().unwrap_or_else(|| self.likeness(a, report));
        Home { nearest: mean_of_nearest(members.into_iter().map(like).collect()), centrality }
    }

    /// How much a report says of what a story is about, as a part of what the story's own reports say of it.
    fn centrality(&self, report: u32, story: u32, usual: &mut Usual) -> f32 {
        let members = &self.stories[&story];
        let of = |a: u32| self.seen.centrality(&self.member(a).features, a, story, members.len());
        let usual = *usual.entry(story).or_insert_with(|| {
            let standing: Vec<f32> = standing(members).map(of).collect();
            standing.iter().sum::<f32>() / standing.len() as f32
        });
        if usual > 0.0 { of(report) / usual } else { 1.0 }
    }

    /// The stories of the compared reports, the most alike first.
    fn consider(&mut self, report: u32, compared: &[Compared], usual: &mut Usual) -> Vec<Considered> {
        let stories: BTreeSet<usize> = compared.iter().map(|one| self.ledger.story_of(one.report)).collect();
        let one = |story: usize| {
            let own = compared.iter().filter(|one| self.ledger.story_of(one.report) == story);
            let own: Vec<(u32, f32)> = own.map(|one| (number(one.report), one.likeness)).collect();
            // Compared reports come in the order of what they share; of equals the first is the nearest.
            let nearest = own.iter().rev().max_by(|x, y| x.1.total_cmp(&y.1)).map_or(0, |one| one.0);
            let likeness = self.home(report, number(story), &own, usual).likeness();
            Considered { story, likeness, nearest: nearest as usize, shared: Vec::new() }
        };
        let mut considered: Vec<Considered> = stories.into_iter().map(one).collect();
        considered.sort_by(|x, y| y.likeness.total_cmp(&x.likeness).then(x.story.cmp(&y.story)));
        considered
    }

    /// Tells what the last report shares with the stories that were most like it.
    fn explain<S: Shelf + ?Sized>(&self, shelf: &S, considered: &mut [Considered]) {
        let last = self.ledger.len() - 1;
        let report = shelf.report(last);
        for one in considered.iter_mut().take(EXPLAINED).filter(|one| self.is_in_sight(one.nearest)) {
            let features = |report: usize| &self.member(number(report)).features;
            let rarest = self.seen.rarest_shared(features(one.nearest), features(last));
            one.shared = profile::spelled(&report, &rarest);
        }
    }

    /// Lets go of reports that have left the window.
    fn forget(&mut self) {
        while self.in_sight.len() > self.window.reports && self.is_past(self.in_sight[0].day) {
            let Some(member) = self.in_sight.pop_front() else { return };
            self.seen.let_go(&member.features);
            let story = number(self.ledger.story_of(self.base as usize));
            let members = self.stories.get_mut(&story).expect("a story in sight has its reports");
            members.remove(0);
            if members.is_empty() {
                self.stories.remove(&story);
            }
            self.base += 1;
        }
    }

    /// Whether a report of this day is too old for others to join it.
    fn is_past(&self, day: Option<i32>) -> bool {
        let (Some(day), Some(today)) = (day, self.today) else { return true };
        today - day > i32::try_from(self.window.days).unwrap_or(i32::MAX)
    }

    /// The first report that is still in sight after reports of these days.
    fn first_in_sight(&mut self, days: &[Option<Date>]) -> usize {
        let mut first = 0;
        for (last, day) in days.iter().enumerate() {
            self.today = self.today.max(day.map(day_of));
            while last + 1 - first > self.window.reports && self.is_past(days[first].map(day_of)) {
                first += 1;
            }
        }
        first
    }
}

/// What the reports of solid stories say of what these are about, on average, as far as it was asked for.
pub(crate) type Usual = FxHashMap<u32, f32>;

/// The reports that stand for a solid story, the latest first.
pub(crate) fn standing(members: &[u32]) -> impl Iterator<Item = u32> + '_ {
    members.iter().rev().step_by(members.len().div_ceil(STANDING)).copied()
}

/// How at home reports are in a story.
#[derive(Clone, Copy)]
pub(crate) struct Home {
    /// Mean log-odds that the nearest of the story's reports tell their event.
    nearest: f32,
    /// How much they say of what the story is about, as a part of what its own reports say, if it is solid.
    centrality: Option<f32>,
}

impl Home {
    /// Of several reports.
    pub(crate) fn mean(homes: &[Self]) -> Self {
        let (mut nearest, mut central) = (0.0, 0.0);
        for home in homes {
            nearest += home.nearest / homes.len() as f32;
            central += home.centrality.unwrap_or_default() / homes.len() as f32;
        }
        let solid = homes.iter().all(|home| home.centrality.is_some());
        Self { nearest, centrality: solid.then_some(central) }
    }

    /// How like the story they are. Of hundreds of reports a few are like anything, so that the nearest do not suffice,
    /// and a report of one side of a long story is like few: what it says of the story's matter speaks for it.
    pub(crate) fn likeness(self) -> f32 {
        /// It is never nothing, so that it has a logarithm.
        const LEAST_CENTRAL: f32 = 0.01;
        let Some(centrality) = self.centrality else { return self.nearest };
        let more = (centrality / CENTRAL).max(LEAST_CENTRAL).ln();
        self.nearest + LESS_CENTRAL * more.min(0.0) + CENTRAL_ENOUGH * more.clamp(0.0, 1.0)
    }
}
/// The mean of as many of these as count, the greatest; the least likeness if there are none.
fn mean_of_nearest(mut all: Vec<f32>) -> f32 {
    if all.is_empty() {
        return LEAST;
    }
    all.sort_unstable_by(|x, y| y.total_cmp(x));
    all.truncate(FEW.max((all.len() as f32 * NEAREST).ceil() as usize));
    all.iter().sum::<f32>() / all.len() as f32
}

/// What is asked of a report before it is placed.
pub(super) struct Prepared {
    outline: Outline,
    day: Option<i32>,
}

/// Prepares so many reports from number `first` on.
pub(super) fn read<S: Shelf + ?Sized>(shelf: &S, first: usize, most: usize) -> Vec<Prepared> {
    let one = |normaliser: &mut Normaliser, report: usize| {
        let report = shelf.report(report);
        let day = report.published.as_ref().map(|published| day_of(published.date));
        Prepared { outline: profile::of(&report, normaliser), day }
    };
    (first..first + most).into_par_iter().map_init(Normaliser::default, one).collect()
}

/// Days are counted from an arbitrary one.
fn day_of(date: Date) -> i32 {
    date.since(Date::constant(2000, 1, 1)).map_or(0, |span| span.get_days())
}
