//! Grouping that goes on where an earlier run stopped.

use crate::contract::{GroupLine, PairLine, pair_line_between, story_id};
use crate::progress::{Progress, Stage};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use wirefold_fold::{Copies, Shared, Shelf, stated_origins};
use wirefold_report::Relation;

/// What is kept of a report besides its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// The line that `group` printed for it, without passed-through fields.
    pub line: GroupLine,
    /// Whether its origin stands in the report itself; else it follows from shared text.
    pub stated: bool,
}

/// What a report that was added shares with those before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// Its line, and what is to be kept of it.
    pub remembered: Remembered,
    /// All related pairs in which it is the later one.
    pub pairs: Vec<PairLine>,
}

/// Reports grouped by the text that they share, one after the other. A story is a text and all that goes
/// back to it; it is called after the report that opened it, and keeps its name whoever joins.
#[derive(Default)]
pub struct Ongoing {
    copies: Copies,
    remembered: Vec<Remembered>,
    numbers: HashMap<String, usize>,
}

impl Ongoing {
    /// Goes on after reports that were added in an earlier run: what is remembered of those on the shelf,
    /// from number 0.
    pub fn restored<S: Shelf + ?Sized>(
        shelf: &S,
        remembered: Vec<Remembered>,
        progress: &dyn Progress,
    ) -> Self {
        let mut ongoing = Self::default();
        progress.begin(Stage::Fold, remembered.len());
        ongoing.copies.restore(shelf, remembered.len(), &mut steps(progress, 0));
        for one in remembered {
            ongoing.remember(one);
        }
        ongoing
    }

    /// How many reports were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.remembered.len()
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.remembered.is_empty()
    }

    /// The number and line of the report of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<(usize, &GroupLine)> {
        self.numbers.get(id).map(|&number| (number, &self.remembered[number].line))
    }

    /// Adds the shelf's reports from number [`len`](Self::len) up to `end`, which should be in order of
    /// publication; tells of each what it shares with those before it.
    pub fn add<S: Shelf + ?Sized>(&mut self, shelf: &S, end: usize, progress: &dyn Progress) -> Vec<Added> {
        let first = self.len();
        progress.begin(Stage::Fold, end - first);
        let shared = self.copies.add(shelf, end, &mut steps(progress, first));
        let stated = stated_origins(shelf, first..end);
        let mut added = Vec::with_capacity(shared.len());
        for ((number, shared), stated) in (first..).zip(shared).zip(stated) {
            let remembered = self.remembered_of(shelf, number, &shared, stated.as_ref());
            self.remember(remembered.clone());
            let pair = |relation: &Relation| {
                pair_line_between([&shelf.report(relation.a), &shelf.report(number)], relation)
            };
            added.push(Added { remembered, pairs: shared.relations.iter().map(pair).collect() });
        }
        added
    }

    fn remember(&mut self, one: Remembered) {
        self.numbers.insert(one.line.id.clone(), self.remembered.len());
        self.remembered.push(one);
    }

    fn remembered_of<S: Shelf + ?Sized>(
        &self,
        shelf: &S,
        number: usize,
        shared: &Shared,
        stated: Option<&String>,
    ) -> Remembered {
        let report = shelf.report(number);
        let copy_of = shared.lineage.copy_of.map(|(first, kind)| (&self.remembered[first].line, kind));
        let line = GroupLine {
            id: report.id.clone(),
            story: copy_of.map_or_else(|| story_id(&report), |(first, _)| first.story.clone()),
            copy_of: copy_of.map(|(first, _)| first.id.clone()),
            relation: copy_of.map(|(_, kind)| kind.name().to_owned()),
            origin: stated.cloned().or_else(|| self.origin_by_text(shared)),
            extra: serde_json::Map::new(),
        };
        Remembered { line, stated: stated.is_some() }
    }

    /// The stated origin of the nearest report that the text is shared with.
    fn origin_by_text(&self, shared: &Shared) -> Option<String> {
        let stated = shared.relations.iter().filter(|relation| self.remembered[relation.a].stated);
        let nearest = stated.max_by(|x, y| x.similarity.total_cmp(&y.similarity).then(y.a.cmp(&x.a)))?;
        self.remembered[nearest.a].line.origin.clone()
    }
}

/// Turns counts of all that is done into steps.
fn steps(progress: &dyn Progress, first: usize) -> impl FnMut(usize) + '_ {
    let mut before = first;
    move |done| {
        progress.done(done - before);
        before = done;
    }
}
