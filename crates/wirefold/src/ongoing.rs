//! Grouping that goes on where an earlier run stopped.

use crate::book::{Book, add_log};
use crate::contract::{GroupLine, LogLine, PairLine, WhyOut, pair_line_between, story_id};
use crate::progress::{Progress, Stage};
use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wirefold_fold::{
    Copies, Origins, Shared, Shelf, Stated, Stories, Window, by_text, came_before, has_all_of,
};
use wirefold_report::Relation;

/// What is kept of a report besides its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// The line that `group` printed for it, without passed-through fields. Its story is the one that it was put into
    /// first.
    pub line: GroupLine,
    /// Whether its origin stands in the report itself; else it follows from shared text.
    pub stated: bool,
    /// An agency that wirefold does not know and whose dateline opens it, and the place of that dateline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<(String, String)>,
    /// The ids of the reports besides that of its line's `copy_of` with which it shares text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// What it did to the stories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogLine>,
}

/// What a report that was added shares with those before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// Its line, and what is to be kept of it.
    pub remembered: Remembered,
    /// All related pairs in which it is the later one.
    pub pairs: Vec<PairLine>,
    /// Why it was put where it is, if that was asked for.
    pub why: Option<WhyOut>,
}

/// What earlier runs left.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Of each report on the shelf, from number 0.
    pub remembered: Vec<Remembered>,
    /// The days of their publication.
    pub days: Vec<Option<Date>>,
    /// What was done to stories by reports that are there no more.
    pub log: Vec<LogLine>,
}

/// How reports that are added are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OngoingOptions {
    /// By event, with stories open as long as this; else a story is a text and all that goes back to it.
    pub window: Option<Window>,
    /// Tell why each is put where it is.
    pub explain: bool,
}

/// What is held in memory of a report's line: of millions of reports, most are no copies.
struct Known {
    id: Box<str>,
    /// The story that it was put into first; empty where the ledger tells its story.
    story: Box<str>,
    copy_of: Option<Box<str>>,
    relation: Option<Box<str>>,
    origin: Option<Box<str>>,
    stated: bool,
    /// The numbers of the earlier reports that it shares text with, besides its `copy_of`.
    related: Box<[u32]>,
}

/// Reports grouped one after the other. A story is called after the report that opened it, and keeps its name
/// whoever joins.
#[derive(Default)]
pub struct Ongoing {
    copies: Copies,
    origins: Origins,
    known: Vec<Known>,
    numbers: HashMap<String, usize>,
    stories: Option<(Stories, Book)>,
    explain: bool,
    /// The reports that ever came.
    count: u64,
}

impl Ongoing {
    /// Goes on after reports that were added in an earlier run and are on the shelf.
    ///
    /// Returns `None` if stories are asked for and the earlier runs did not group by event.
    pub fn restored<S: Shelf + ?Sized>(
        shelf: &S,
        mut earlier: Earlier,
        options: OngoingOptions,
        progress: &dyn Progress,
    ) -> Option<Self> {
        let total = earlier.remembered.len();
        progress.begin(Stage::Fold, total);
        let mut log = std::mem::take(&mut earlier.log);
        log.extend(earlier.remembered.iter_mut().flat_map(|one| std::mem::take(&mut one.log)));
        log.sort_by_key(|line| line.at);
        let mut ongoing = Self {
            explain: options.explain,
            count: log.last().map_or(0, |line| line.at + 1).max(total as u64),
            ..Self::default()
        };
        if let Some(window) = options.window {
            let ids: Vec<&str> = earlier.remembered.iter().map(|one| one.line.id.as_str()).collect();
            let (book, ledger) = Book::replayed(&log, &ids)?;
            let stories = Stories::restored(window, ledger, &earlier.days, shelf).explaining(options.explain);
            ongoing.stories = Some((stories, book));
        }
        ongoing.copies.restore(shelf, total, &mut steps(progress, 0));
        for one in earlier.remembered {
            ongoing.origins.restore(one.dateline.clone());
            ongoing.remember(one);
        }
        Some(ongoing)
    }

    /// How many reports were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The number and line of the report of an id, with the story that it is part of now.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<(usize, GroupLine)> {
        self.numbers.get(id).map(|&number| (number, self.line(number)))
    }

    fn line(&self, number: usize) -> GroupLine {
        let known = &self.known[number];
        let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        let ledger = self.stories.as_ref();
        let now = ledger.map(|(stories, book)| book.name(stories.ledger().story_of(number)));
        GroupLine {
            id: known.id.to_string(),
            story: now.unwrap_or(&known.story).to_owned(),
            copy_of: owned(&known.copy_of),
            relation: owned(&known.relation),
            origin: owned(&known.origin),
            why: None,
            extra: serde_json::Map::new(),
        }
    }

    /// The stories that names, new or old, stand for now, and the numbers of their reports that are still there.
    /// Names that no story ever had are left out.
    #[must_use]
    pub fn stories<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> BTreeMap<String, Vec<usize>> {
        let Some((stories, book)) = &self.stories else { return self.by_copies(names) };
        let ledger = stories.ledger();
        let wanted: BTreeSet<usize> =
            names.into_iter().filter_map(|name| book.resolve(name, ledger)).collect();
        let mut found: BTreeMap<String, Vec<usize>> =
            wanted.iter().map(|&story| (book.name(story).to_owned(), Vec::new())).collect();
        for (number, story) in (0..self.len()).map(|number| (number, ledger.story_of(number))) {
            if wanted.contains(&story) {
                found.entry(book.name(story).to_owned()).or_default().push(number);
            }
        }
        found
    }

    fn by_copies<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> BTreeMap<String, Vec<usize>> {
        let wanted: BTreeSet<&str> = names.into_iter().collect();
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, one) in self.known.iter().enumerate() {
            if wanted.contains(&*one.story) {
                found.entry(one.story.to_string()).or_default().push(number);
            }
        }
        found
    }

    /// Adds the shelf's reports from number [`len`](Self::len) up to `end`, which should be in order of
    /// publication; tells of each what it shares with those before it.
    pub fn add<S: Shelf + ?Sized>(&mut self, shelf: &S, end: usize, progress: &dyn Progress) -> Vec<Added> {
        let first = self.len();
        progress.begin(Stage::Fold, end - first);
        let shared = self.copies.add(shelf, end, &mut steps(progress, first));
        let stated = self.origins.add(shelf, end);
        let told = self.place(shelf, &shared);
        let pairs = pairs(shelf, first, &shared);
        let mut added = Vec::with_capacity(shared.len());
        let shared = (first..).zip(shared).zip(pairs);
        for ((((number, shared), pairs), stated), (story, log, why)) in shared.zip(stated).zip(told) {
            let mut remembered = self.remembered_of(shelf, number, &shared, stated);
            if let Some(story) = story {
                remembered.line.story = story;
            }
            self.remember(remembered.clone());
            remembered.log = log;
            added.push(Added { remembered, pairs, why });
        }
        added
    }

    /// Puts the reports that were just compared into stories: the name of each one's story, what that brought about,
    /// and why.
    fn place<S: Shelf + ?Sized>(
        &mut self,
        shelf: &S,
        shared: &[Shared],
    ) -> Vec<(Option<String>, Vec<LogLine>, Option<WhyOut>)> {
        let Some((stories, book)) = &mut self.stories else {
            return vec![(None, Vec::new(), None); shared.len()];
        };
        let first = stories.ledger().len();
        let related: Vec<Vec<usize>> =
            shared.iter().map(|one| one.relations.iter().map(|relation| relation.a).collect()).collect();
        let placed = stories.add(shelf, &related);
        let id = |number: usize| shelf.report(number).id.clone();
        let mut told = Vec::with_capacity(placed.len());
        for (number, one) in (first..).zip(&placed) {
            let log =
                book.note(self.count, &shelf.report(number), &one.changes, |number| shelf.report(number));
            self.count += 1;
            let why = self.explain.then(|| book.why(one, id));
            told.push((log.first().map(|line| line.story.clone()), log, why));
        }
        if self.explain {
            let log: Vec<LogLine> = told.iter().flat_map(|(_, log, _)| log.clone()).collect();
            let ids: Vec<String> = (first..first + told.len()).map(id).collect();
            let whys = told.iter_mut().filter_map(|(.., why)| why.as_mut());
            add_log(ids.iter().map(String::as_str).zip(whys), &log);
        }
        told
    }

    fn remember(&mut self, Remembered { line, stated, related, .. }: Remembered) {
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        let story = if self.stories.is_some() { String::new() } else { line.story };
        // Reports that were forgotten have no number any more.
        let related = related.iter().filter_map(|id| u32::try_from(*self.numbers.get(id)?).ok());
        let known = Known {
            id: line.id.as_str().into(),
            story: story.into_boxed_str(),
            copy_of: boxed(line.copy_of),
            relation: boxed(line.relation),
            origin: boxed(line.origin),
            stated,
            related: related.collect(),
        };
        self.numbers.insert(line.id, self.known.len());
        self.known.push(known);
    }

    fn remembered_of<S: Shelf + ?Sized>(
        &self,
        shelf: &S,
        number: usize,
        shared: &Shared,
        stated: Stated,
    ) -> Remembered {
        let report = shelf.report(number);
        let copy_of = shared.lineage.copy_of.map(|(first, kind)| (&self.known[first], kind));
        let own = stated.origin.map(|origin| origin.name);
        let is_stated = own.is_some();
        let line = GroupLine {
            id: report.id.clone(),
            story: copy_of.map_or_else(|| story_id(&report), |(first, _)| first.story.to_string()),
            copy_of: copy_of.map(|(first, _)| first.id.to_string()),
            relation: copy_of.map(|(_, kind)| kind.name().to_owned()),
            origin: own.or_else(|| self.origin_by_text(shelf, number, shared)),
            why: None,
            extra: serde_json::Map::new(),
        };
        let first = shared.lineage.copy_of.map(|(first, _)| first);
        let others = shared.relations.iter().map(|relation| relation.a).filter(|&a| Some(a) != first);
        let related = others.map(|a| self.known[a].id.to_string()).collect();
        Remembered { line, stated: is_stated, dateline: stated.dateline, related, log: Vec::new() }
    }

    /// The origin of the report that the text of this one follows.
    fn origin_by_text<S: Shelf + ?Sized>(&self, shelf: &S, number: usize, shared: &Shared) -> Option<String> {
        let came_later = |relation: &Relation| came_before(&shelf.report(number), &shelf.report(relation.a));
        let known = |relation: &Relation| match &self.known[relation.a] {
            Known { origin: None, .. } => wirefold_fold::Known::Nothing,
            _ if came_later(relation) => wirefold_fold::Known::Nothing,
            Known { stated: true, .. } => wirefold_fold::Known::Stated,
            _ if has_all_of(relation, relation.a, shelf.report(relation.a).text.len()) => {
                wirefold_fold::Known::Followed
            }
            _ => wirefold_fold::Known::Nothing,
        };
        let from = by_text(&shared.relations.iter().collect::<Vec<_>>(), known, |relation| relation.a)?;
        self.known[from.a].origin.as_deref().map(str::to_owned)
    }

    /// For each of these reports those among them that it shares text with, by their places in the list.
    #[must_use]
    pub fn related(&self, numbers: &[usize]) -> Vec<Vec<usize>> {
        let places: HashMap<usize, usize> =
            numbers.iter().enumerate().map(|(at, &number)| (number, at)).collect();
        let of_one = |&number: &usize| {
            let known = &self.known[number];
            let first = known.copy_of.as_deref().and_then(|id| self.numbers.get(id)).copied();
            let all = first.into_iter().chain(known.related.iter().map(|&one| one as usize));
            all.filter_map(|one| places.get(&one).copied()).collect()
        };
        numbers.iter().map(of_one).collect()
    }
}

/// For each report from number `first` on the related pairs in which it is the later one.
fn pairs<S: Shelf + ?Sized>(shelf: &S, first: usize, shared: &[Shared]) -> Vec<Vec<PairLine>> {
    let of_one = |(at, shared): (usize, &Shared)| {
        let later = shelf.report(first + at);
        let pair = |relation: &Relation| pair_line_between([&shelf.report(relation.a), &later], relation);
        shared.relations.iter().map(pair).collect()
    };
    shared.par_iter().enumerate().map(of_one).collect()
}

/// Turns counts of all that is done into steps.
fn steps(progress: &dyn Progress, first: usize) -> impl FnMut(usize) + '_ {
    let mut before = first;
    move |done| {
        progress.done(done - before);
        before = done;
    }
}
