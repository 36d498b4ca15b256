//! The names of stories, and the log of what became of them.
//!
//! A story is called after the report that opened it and keeps that name whoever joins. A name once given stands for
//! a story for ever: where stories were merged, the later name leads to the earlier.

use crate::contract::{ConsideredOut, LogLine, WhyOut, round, story_id};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use wirefold_fold::{ASKED, Change, Course, Ledger, Placed, Reason, in_order};
use wirefold_report::{Fold, Report};

/// Stories told of that a report might have joined.
const TOLD: usize = 3;

/// Names by the numbers that the ledger gives to stories.
#[derive(Debug, Default)]
pub(crate) struct Book {
    names: Vec<String>,
    numbers: HashMap<String, usize>,
    /// Where the names of earlier runs lead that stand for no story any more.
    merged: HashMap<String, String>,
}

impl Book {
    /// The book of a batch, and its log.
    pub(crate) fn of(reports: &[Report], course: &Course) -> (Self, Vec<LogLine>) {
        let mut book = Self::default();
        let report = |at: usize| Cow::Borrowed(&reports[course.order[at]]);
        let placed = course.placed.iter().enumerate();
        let log =
            placed.flat_map(|(at, one)| book.note(at as u64, &report(at), &one.changes, report)).collect();
        (book, log)
    }

    /// The name of a story by number, as it was given.
    pub(crate) fn name(&self, story: usize) -> &str {
        &self.names[story]
    }

    /// The story that a name stands for now, if it was ever given.
    pub(crate) fn resolve(&self, name: &str, ledger: &Ledger) -> Option<usize> {
        let mut at = name;
        while let Some(into) = self.merged.get(at) {
            at = into;
        }
        self.numbers.get(at).map(|&story| ledger.resolve(story))
    }

    /// Takes down what a report brought about. `report` gives the report of a number.
    pub(crate) fn note<'r>(
        &mut self,
        at: u64,
        by: &Report,
        changes: &[Change],
        report: impl Fn(usize) -> Cow<'r, Report>,
    ) -> Vec<LogLine> {
        let mut lines = Vec::with_capacity(changes.len());
        for change in changes {
            let mut line = LogLine { at, report: by.id.clone(), ..LogLine::default() };
            match *change {
                Change::Created { .. } => {
                    line.change = "created".to_owned();
                    line.story = self.give(by);
                }
                Change::Joined { story } => {
                    line.change = "joined".to_owned();
                    line.story = self.name(story).to_owned();
                }
                Change::Merged { story, into } => {
                    line.change = "merged".to_owned();
                    line.story = self.name(story).to_owned();
                    line.into = Some(self.name(into).to_owned());
                }
                Change::Split { founder, from, .. } => {
                    line.change = "split".to_owned();
                    line.story = self.give(&report(founder));
                    line.from = Some(self.name(from).to_owned());
                }
                Change::Moved { report: moved, into } => {
                    line.change = "moved".to_owned();
                    line.story = self.name(into).to_owned();
                    line.moved = Some(report(moved).id.clone());
                }
            }
            lines.push(line);
        }
        lines
    }

    /// Why a report was put where it is. `id` gives the id of a report by number.
    pub(crate) fn why(&self, placed: &Placed, id: impl Fn(usize) -> String) -> WhyOut {
        let (reason, with) = match placed.reason {
            Reason::New => ("new", None),
            Reason::SharedText(with) => ("shared_text", Some(id(with))),
            Reason::Alike => ("alike", None),
        };
        let considered = placed.considered.iter().take(TOLD).map(|one| ConsideredOut {
            story: self.name(one.story).to_owned(),
            likeness: round(f64::from(one.likeness)),
            nearest: id(one.nearest),
            shared: one.shared.clone(),
        });
        WhyOut {
            reason: reason.to_owned(),
            with,
            asked: f64::from(ASKED),
            considered: considered.collect(),
            log: Vec::new(),
        }
    }

    /// Gives the next story a name.
    fn give(&mut self, founder: &Report) -> String {
        let first = story_id(founder);
        let again = (2_usize..).map(|n| format!("{first}-{n}"));
        let name = std::iter::once(first.clone())
            .chain(again)
            .find(|name| !self.numbers.contains_key(name) && !self.merged.contains_key(name))
            .expect("there is always another number");
        self.keep(name.clone());
        name
    }

    fn keep(&mut self, name: String) {
        self.numbers.insert(name.clone(), self.names.len());
        self.names.push(name);
    }

    /// The book and the ledger that a log leads to, for reports of these ids in the order of their numbers. Reports
    /// of which the log knows nothing belong to no story: `None`.
    pub(crate) fn replayed(log: &[LogLine], ids: &[&str]) -> Option<(Self, Ledger)> {
        let mut book = Self::default();
        let (mut order, mut story_of): (Vec<&str>, HashMap<&str, &str>) = Default::default();
        for line in log {
            match (line.change.as_str(), &line.into, &line.moved) {
                ("created" | "joined", ..) => {
                    story_of.insert(&line.report, &line.story);
                }
                ("merged", Some(into), _) => {
                    book.merged.insert(line.story.clone(), into.clone());
                }
                ("moved", _, Some(moved)) => {
                    story_of.insert(moved, &line.story);
                }
                _ => {}
            }
            if matches!(line.change.as_str(), "created" | "split") {
                order.push(&line.story);
            }
        }
        for name in order {
            if !book.merged.contains_key(name) && !book.numbers.contains_key(name) {
                book.keep(name.to_owned());
            }
        }
        let none = Ledger::default();
        let story = |id: &&str| book.resolve(story_of.get(id)?, &none);
        let stories: Option<Vec<usize>> = ids.iter().map(story).collect();
        let ledger = Ledger::of(&stories?, book.names.len());
        Some((book, ledger))
    }
}

/// Adds to each explanation what the log says of its report: what it brought about and what moved it.
pub(crate) fn add_log<'w>(whys: impl Iterator<Item = (&'w str, &'w mut WhyOut)>, log: &[LogLine]) {
    let mut by_report: HashMap<&str, &mut WhyOut> = whys.collect();
    for line in log {
        for id in [Some(&line.report), line.moved.as_ref()].into_iter().flatten() {
            if let Some(why) = by_report.get_mut(id.as_str()) {
                why.log.push(line.clone());
            }
        }
    }
}

/// The names of a fold's stories, by index. Where no stories were asked for, each is called after its first report.
pub(crate) fn story_names(reports: &[Report], fold: &Fold, course: &Course, book: &Book) -> Vec<String> {
    let stories = fold.story.iter().max().map_or(0, |last| last + 1);
    let mut names = vec![String::new(); stories];
    if course.placed.is_empty() {
        let mut first = vec![None; stories];
        for report in in_order(reports) {
            first[fold.story[report]].get_or_insert(report);
        }
        let name = |first: &Option<usize>| first.map(|report| story_id(&reports[report])).unwrap_or_default();
        first.par_iter().map(name).collect_into_vec(&mut names);
    }
    for (at, &report) in course.order.iter().enumerate() {
        book.name(course.ledger.story_of(at)).clone_into(&mut names[fold.story[report]]);
    }
    names
}
