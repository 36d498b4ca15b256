//! Where a report belongs, decided as it comes.

use std::collections::{BTreeSet, VecDeque};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use wirefold_text::normal::Normaliser;

use super::change::{Change, Ledger, number};
use super::home::Usual;
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
pub(super) const LEAST: f32 = -4.0;
const MOST: f32 = 4.0;
/// Stories of so many reports are not taken apart any more, and what is like them must say what they are about.
pub(crate) const SOLID: usize = 8;
/// Stories that a report is as like as this are looked at again when it has come.
const TOUCHED: f32 = -3.0;
/// Stories looked at again at once, at most.
const TOUCHED_STORIES: usize = 5;
/// Reports with such a cosine of all that they have are copies, whatever else is said of them.
const SAME_WORDS: f32 = 0.9;

/// Of so many reports that share a text with a new one each is asked whether the story is from it.
const SOURCES: usize = 16;

/// Stories of which it is told what a report shares with them.
const EXPLAINED: usize = 3;

/// Whether a report has its story from an earlier one that it shares its text with. One mould that was filled twice
/// is shared text, too: unless nearly all words are the same, signs that speak against one event are heard.
fn is_source(compared: &Compared) -> bool {
    compared.likeness >= ASKED || likeness::cosine(&compared.signs) >= SAME_WORDS
}

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
    pub(super) owns: FxHashMap<u32, Own>,
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
        let source = self.source(report, related, &compared);
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
    pub(super) fn near(&mut self, report: u32, asked: impl Fn(&Seen, u32) -> bool) -> Vec<u32> {
        let mut scores = std::mem::take(&mut self.scores);
        let features = &self.member(report).features;
        let near = scores.near(&self.seen, self.base, features, |a| a != report && asked(&self.seen, a));
        self.scores = scores;
        near
    }

    pub(super) fn member(&self, report: u32) -> &Member {
        &self.in_sight[(report - self.base) as usize]
    }

    fn is_in_sight(&self, report: usize) -> bool {
        report >= self.base as usize
    }

    /// The earlier report, of those that it shares its text with, that a report has its story from. Of many only the
    /// nearest are asked.
    fn source(&mut self, report: u32, related: &[usize], compared: &[Compared]) -> Option<usize> {
        let known = |a: usize| compared.iter().find(|one| one.report == a);
        let mut asked = related.iter().copied().filter(|a| related.len() <= SOURCES || known(*a).is_some());
        asked.find(|&a| match known(a) {
            Some(one) => is_source(one),
            None => {
                self.is_in_sight(a)
                    && self.may_meet(number(a), report)
                    && is_source(&self.compare(number(a), report))
            }
        })
    }

    /// Days between two reports, if both dates are known.
    fn days_between(&self, a: u32, b: u32) -> Option<i32> {
        let (a, b) = (self.member(a).day?, self.member(b).day?);
        Some((a - b).abs())
    }

    /// Whether two reports lie near enough in time to open a story to each other.
    pub(super) fn may_meet(&self, a: u32, b: u32) -> bool {
        self.days_between(a, b).is_none_or(|days| days.unsigned_abs() <= self.window.days)
    }

    /// Compares two reports in sight: the earlier is the first of the pair, whichever is named first.
    pub(super) fn compare(&mut self, a: u32, b: u32) -> Compared {
        let (a, b) = (a.min(b), a.max(b));
        for report in [a, b] {
            let features = &self.in_sight[(report - self.base) as usize].features;
            self.owns.entry(report).or_insert_with(|| Own::of(&self.seen, features));
        }
        let of = |report: u32| (self.member(report), &self.owns[&report]);
        let signs = likeness::signs(&self.seen, of(a), of(b));
        // What has nothing in common was never learnt from: no report comes near it.
        let likeness = match likeness::cosine(&signs) {
            0.0 => LEAST,
            _ => likeness::log_odds(&signs, self.seen.reports(), LEAST, MOST),
        };
        Compared { report: a as usize, likeness, signs }
    }

    /// Log-odds that two reports in sight tell one event, whichever is named first.
    pub(crate) fn likeness(&mut self, a: u32, b: u32) -> f32 {
        self.compare(a, b).likeness
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

#[cfg(test)]
mod tests {
    use super::{SOURCES, Stories, Window};
    use wirefold_report::Report;

    /// Reports told in one mould.
    fn mould(reports: usize) -> Vec<Report> {
        const WHAT: [&str; 4] = ["copper", "timber", "herring", "salt"];
        let told = |n: usize| {
            let (what, port) = (WHAT[n % 4], WHAT[n / 4 % 4]);
            Report::new(
                n.to_string(),
                format!("A ship with {n} tons of {what} left the {port} pier at dawn."),
            )
        };
        (0..reports).map(told).collect()
    }

    fn added(reports: &[Report], related: &[Vec<usize>]) -> Stories {
        let shelf: Vec<&Report> = reports.iter().collect();
        let mut stories = Stories::new(Window::default());
        stories.add(shelf.as_slice(), related);
        stories
    }

    #[test]
    fn a_text_that_hundreds_share_is_compared_with_few() {
        let reports = mould(300);
        let mut related = vec![Vec::new(); 300];
        related[299] = (0..299).collect();
        let compared = added(&reports, &related).owns.len();
        assert!(compared <= 5 * SOURCES, "{compared} reports were looked at");
    }

    #[test]
    fn two_reports_are_as_like_each_other_in_either_order() {
        let mut reports = mould(2);
        reports[1].text.insert_str(0, "Another ship has left a week after the first. ");
        let mut stories = added(&reports, &vec![Vec::new(); 2]);
        let likeness = stories.likeness(0, 1);
        assert_eq!(likeness.to_bits(), stories.likeness(1, 0).to_bits());
        let compared = stories.compare(1, 0);
        let again = super::super::SIGNS.iter().position(|sign| *sign == "again_in_later").unwrap();
        assert_eq!((compared.report, compared.signs[again].to_bits()), (0, 1.0_f32.to_bits()));
    }
}
