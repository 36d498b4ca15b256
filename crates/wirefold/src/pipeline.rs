//! The way of the data: reports → fold → stories → annotations → record.

use crate::book::{Book, add_log, story_names};
use crate::conllu;
use crate::contract::{
    AnnotationLine, CodePoints, Comparison, GroupLine, LogLine, PairLine, RecordOut, SpanOut, StoryLine,
    StoryOut, WhyOut, annotation_line, comparison, group_line, group_lines, pair_line, story, story_line,
};
use crate::progress::{Progress, Stage};
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use std::io;
use std::num::NonZero;
use std::ops::Range;
use std::thread;
use wirefold_read::{Queue, Reader, Reading, interpret};
use wirefold_record::StoryFold;
use wirefold_report::{Annotation, DateBasis, Fold, Published, Relation, Report};

pub use wirefold_fold::FoldOptions;
use wirefold_fold::{Course, in_order};
pub use wirefold_read::Depth;

/// The name of the weights that the reading model runs.
const MODEL: &str = "reader-8";

/// What `annotate` does, in its order.
const STAGES: &[&str] =
    &["sentences", "syntax", "mentions", "entities", "times", "quantities", "quotes", "events"];

/// What a run is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much of each report is read.
    pub depth: Depth,
    /// Threads to read with; `None` for one a core.
    pub threads: Option<usize>,
    /// The day of reports that do not state one.
    pub document_date: Option<Date>,
    /// Events less sure than this, between 0 and 1, stay out of records; `None` for
    /// [`LEAST_SURE`](wirefold_record::LEAST_SURE).
    pub least_sure: Option<f64>,
}

/// Why a run could not be done. Unreadable inputs are no errors but
/// [`Problem`](crate::Problem)s.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The reading model could not be opened or run.
    #[error("the reading model failed: {0}")]
    Model(#[from] wirefold_read::ReadError),
}

/// What `group` finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    fold: Fold,
    /// Names of the stories.
    names: Vec<String>,
    log: Vec<LogLine>,
    /// Why each report is where it is, if that was asked for.
    whys: Vec<WhyOut>,
}

impl Grouping {
    fn of(reports: &[Report], options: &FoldOptions, (fold, course): (Fold, Course)) -> Self {
        let (book, log) = Book::of(reports, &course);
        let names = story_names(reports, &fold, &course, &book);
        let mut whys = Vec::new();
        if options.explain && options.stories {
            let id = |at: usize| reports[course.order[at]].id.clone();
            let mut in_order: Vec<(usize, WhyOut)> =
                course.order.iter().copied().zip(course.placed.iter().map(|one| book.why(one, id))).collect();
            in_order.sort_by_key(|(report, _)| *report);
            whys.extend(in_order.into_iter().map(|(_, why)| why));
            add_log(reports.iter().map(|report| report.id.as_str()).zip(&mut whys), &log);
        }
        Self { fold, names, log, whys }
    }

    /// One line a report, in input order; `reports` are those that were grouped.
    pub fn lines<'a>(&'a self, reports: &'a [Report]) -> impl Iterator<Item = GroupLine> + 'a {
        (0..reports.len()).map(|at| self.line(reports, at))
    }

    fn line(&self, reports: &[Report], at: usize) -> GroupLine {
        GroupLine { why: self.whys.get(at).cloned(), ..group_line(reports, &self.fold, &self.names, at) }
    }

    /// Writes these lines, one JSON object a line.
    ///
    /// # Errors
    /// If `out` can't be written to.
    pub fn write_lines(&self, reports: &[Report], out: &mut impl io::Write) -> io::Result<()> {
        write_json_lines(reports.len(), |at| self.line(reports, at), out)
    }

    /// One line a story, in the order of their first reports.
    pub fn stories<'a>(&'a self, reports: &'a [Report]) -> impl Iterator<Item = StoryLine> + 'a {
        let lines: Vec<GroupLine> = group_lines(reports, &self.fold, &self.names).collect();
        let members = members(reports, &self.fold);
        let related = self.related(&members);
        self.names.iter().zip(members).map(move |(name, members)| {
            let own: Vec<&Report> = members.iter().map(|&i| &reports[i]).collect();
            let said: Vec<GroupLine> = members.iter().map(|&i| lines[i].clone()).collect();
            let related: Vec<Vec<usize>> = members.iter().map(|&i| related[i].clone()).collect();
            story_line(name, &own, &said, &related)
        })
    }

    /// For each report the places among its story's reports of those that it shares text with.
    fn related(&self, members: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut place = vec![0; self.fold.story.len()];
        for (at, &report) in members.iter().flat_map(|story| story.iter().enumerate()) {
            place[report] = at;
        }
        let mut related = vec![Vec::new(); place.len()];
        let story = |report: usize| self.fold.story[report];
        for relation in self.fold.relations.iter().filter(|relation| story(relation.a) == story(relation.b)) {
            related[relation.a].push(place[relation.b]);
        }
        related
    }

    /// What became of the stories, in the order in which it came about.
    #[must_use]
    pub fn log(&self) -> &[LogLine] {
        &self.log
    }

    /// Writes all related pairs, one JSON object a line.
    ///
    /// # Errors
    /// If `out` can't be written to.
    pub fn write_pairs(&self, reports: &[Report], out: &mut impl io::Write) -> io::Result<()> {
        let relations = &self.fold.relations;
        write_json_lines(relations.len(), |at| pair_line(reports, &relations[at]), out)
    }
}

/// Writes so many lines, which are made in parts on all threads.
fn write_json_lines<L: Serialize>(
    count: usize,
    line: impl Fn(usize) -> L + Sync,
    out: &mut impl io::Write,
) -> io::Result<()> {
    const PART: usize = 1024;
    let json = |at: usize| -> io::Result<Vec<u8>> {
        let mut json = serde_json::to_vec(&line(at))?;
        json.push(b'\n');
        Ok(json)
    };
    let made = |part: Range<usize>| part.into_par_iter().map(json).collect::<io::Result<Vec<_>>>();
    let mut lines = Vec::new();
    for start in (0..count).step_by(PART) {
        let mut coming = Ok(Vec::new());
        // Those made before are written meanwhile.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| coming = made(start..count.min(start + PART)));
            write_all(&lines, out)
        })?;
        lines = coming?;
    }
    write_all(&lines, out)
}

fn write_all(lines: &[Vec<u8>], out: &mut impl io::Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| out.write_all(line))
}

/// The record, with the texts that it speaks of.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// The contract's shape.
    pub record: RecordOut,
    /// Every report with its sentences, in input order.
    pub sources: Vec<Source>,
}

/// Two reports side by side, with their texts.
#[derive(Clone, Debug)]
pub struct Comparing {
    /// What they share and how they differ.
    pub comparison: Comparison,
    /// The two texts with their sentences.
    pub sources: [Source; 2],
}

/// A report's text as pages show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The report's id.
    pub id: String,
    /// Its own title, if it has one.
    pub title: Option<String>,
    /// BCP 47 tag of its language, if it states one.
    pub language: Option<String>,
    /// When it was published, if it states that.
    pub published: Option<Published>,
    /// Its text.
    pub text: String,
    /// The sentences of its body, in order.
    pub sentences: Vec<SpanOut>,
}

/// The whole way, with the reading model loaded.
#[derive(Debug)]
pub struct Pipeline {
    pub(crate) reader: Reader,
    options: Options,
}

impl Pipeline {
    /// Loads the reading model.
    ///
    /// # Errors
    /// If the embedded weights cannot be opened: a fault of the build.
    pub fn open(options: Options) -> Result<Self, Error> {
        let threads =
            options.threads.or_else(|| thread::available_parallelism().ok().map(NonZero::get)).unwrap_or(1);
        Ok(Self { reader: Reader::open(threads)?, options })
    }

    /// Who copies whom, and which reports tell one story. Needs no model.
    #[must_use]
    pub fn group(reports: &[Report], options: &FoldOptions, progress: &dyn Progress) -> Grouping {
        Grouping::of(reports, options, fold_by(reports, options, progress))
    }

    /// Judges the given pairs of indices, in their order. Needs no model.
    ///
    /// # Panics
    /// If an index lies outside `reports`.
    #[must_use]
    pub fn judge(reports: &[Report], pairs: &[(usize, usize)]) -> Vec<PairLine> {
        wirefold_fold::judge(reports, pairs).iter().map(|r| pair_line(reports, r)).collect()
    }

    /// What each report says, in input order.
    ///
    /// # Errors
    /// If the model fails.
    pub fn annotate(&self, reports: &[Report], progress: &dyn Progress) -> Result<Vec<Annotation>, Error> {
        let dated = self.dated(reports);
        let readings = self.read_to(self.options.depth, &dated, alone, progress)?;
        Ok(dated.iter().zip(readings).map(|(report, reading)| interpret(report, &reading, None)).collect())
    }

    /// The contract's line for one annotated report.
    #[must_use]
    pub fn line(&self, report: &Report, said: &Annotation) -> AnnotationLine {
        annotation_line(report, said, MODEL, STAGES)
    }

    /// The record of all the stories that the reports tell, those of most reports
    /// first.
    ///
    /// # Errors
    /// If the model fails.
    pub fn read(&self, reports: &[Report], progress: &dyn Progress) -> Result<Recorded, Error> {
        let reports = self.dated(reports);
        let grouping = Self::group(&reports, &FoldOptions::default(), progress);
        let fold = &grouping.fold;
        let members = members(&reports, fold);
        let compared = |report: usize| members[fold.story[report]].len() > 1;
        let readings = self.read_to(self.options.depth, &reports, compared, progress)?;
        progress.begin(Stage::Merge, members.len());
        let mut stories = Vec::with_capacity(members.len());
        for (name, story) in grouping.names.iter().zip(&members) {
            stories.push(self.tell(&reports, &readings, fold, (name, story)));
            progress.done(1);
        }
        stories.sort_by_key(|s| std::cmp::Reverse(s.counts.reports));
        let sources =
            reports.iter().zip(&readings).map(|(report, reading)| source(report, reading)).collect();
        Ok(Recorded { record: RecordOut { stories, skipped: Vec::new() }, sources })
    }

    /// Two reports side by side, whatever story they belong to.
    ///
    /// # Errors
    /// If the model fails.
    pub fn compare(&self, a: &Report, b: &Report, progress: &dyn Progress) -> Result<Comparing, Error> {
        let reports = self.dated(&[a.clone(), b.clone()]);
        let (mut fold, _) = fold_by(&reports, &FoldOptions::default(), progress);
        let relation = judged(&reports, &fold);
        fold.story = vec![0, 0];
        let readings = self.read_to(self.options.depth, &reports, |_| true, progress)?;
        let said = annotations(&reports, &readings, &[0, 1]);
        let both: Vec<&Report> = reports.iter().collect();
        let record = wirefold_record::merge(
            &both,
            &said.iter().collect::<Vec<_>>(),
            &StoryFold::of(&fold, &[0, 1]),
            self.least_sure(),
        );
        let comparison = comparison([both[0], both[1]], [&said[0], &said[1]], &relation, &record);
        let sources = [0, 1].map(|i| source(&reports[i], &readings[i]));
        Ok(Comparing { comparison, sources })
    }

    /// Words, tags and trees of each report as CoNLL-U, headings and by-lines included.
    ///
    /// # Errors
    /// If the model fails.
    pub fn conllu(&self, reports: &[Report], progress: &dyn Progress) -> Result<Vec<String>, Error> {
        let depth = if self.options.depth == Depth::Full { Depth::Whole } else { self.options.depth };
        let readings = self.read_to(depth, reports, alone, progress)?;
        Ok(reports.iter().zip(&readings).map(|(report, reading)| conllu::document(report, reading)).collect())
    }

    /// Reads the reports; `compared` says whose sentences will be held against those of others.
    fn read_to(
        &self,
        depth: Depth,
        reports: &[Report],
        compared: impl Fn(usize) -> bool,
        progress: &dyn Progress,
    ) -> Result<Vec<Reading>, Error> {
        let queue = Queue::of(reports, depth).compared(compared);
        progress.begin(Stage::Read, queue.len());
        Ok(self.reader.read(queue, &|sentences| progress.done(sentences))?)
    }

    fn tell(
        &self,
        reports: &[Report],
        readings: &[Reading],
        fold: &Fold,
        (name, members): (&str, &[usize]),
    ) -> StoryOut {
        let said = annotations(reports, readings, members);
        let own: Vec<&Report> = members.iter().map(|&i| &reports[i]).collect();
        let record = wirefold_record::merge(
            &own,
            &said.iter().collect::<Vec<_>>(),
            &StoryFold::of(fold, members),
            self.least_sure(),
        );
        story(name.to_owned(), &own, &record)
    }

    fn least_sure(&self) -> f64 {
        self.options.least_sure.unwrap_or(wirefold_record::LEAST_SURE)
    }

    /// The reports, with `document_date` for those that state none.
    fn dated(&self, reports: &[Report]) -> Vec<Report> {
        let mut dated = reports.to_vec();
        if let Some(date) = self.options.document_date {
            for report in dated.iter_mut().filter(|r| r.published.is_none()) {
                report.published = Some(Published { date, instant: None, source: date.to_string() });
            }
        }
        dated
    }
}

fn fold_by(reports: &[Report], options: &FoldOptions, progress: &dyn Progress) -> (Fold, Course) {
    progress.begin(Stage::Fold, reports.len());
    let mut before = 0;
    wirefold_fold::fold_with_course(reports, options, &mut |done| {
        progress.done(done - before);
        before = done;
    })
}

/// Compared with no other.
fn alone(_report: usize) -> bool {
    false
}

/// The relation of the first two reports: that of the fold, by which they are marked and their origins counted. Of two
/// that it doesn't relate only how like they are is asked.
fn judged(reports: &[Report], fold: &Fold) -> Relation {
    let known = fold.relations.iter().find(|r| (r.a, r.b) == (0, 1)).cloned();
    let unrelated =
        || Relation { kind: None, shared: Vec::new(), ..wirefold_fold::judge(reports, &[(0, 1)]).remove(0) };
    known.unwrap_or_else(unrelated)
}

/// The reports of each story, in order of publication, undated ones last, then of input.
fn members(reports: &[Report], fold: &Fold) -> Vec<Vec<usize>> {
    let stories = fold.story.iter().max().map_or(0, |&last| last + 1);
    let mut members = vec![Vec::new(); stories];
    for report in in_order(reports) {
        members[fold.story[report]].push(report);
    }
    members
}

/// What each of the story's reports says. A report that names no day takes the
/// story's, if the others agree on one.
fn annotations(reports: &[Report], readings: &[Reading], story: &[usize]) -> Vec<Annotation> {
    let mut said: Vec<Annotation> =
        story.iter().map(|&i| interpret(&reports[i], &readings[i], None)).collect();
    let Some(day) = common_day(&said) else { return said };
    for (annotation, &i) in said.iter_mut().zip(story) {
        if annotation.date.basis == DateBasis::None {
            *annotation = interpret(&reports[i], &readings[i], Some(day));
        }
    }
    said
}

/// The earliest day among the story's reports that have one.
fn common_day(said: &[Annotation]) -> Option<Date> {
    said.iter().filter_map(|a| a.date.value).min()
}

fn source(report: &Report, reading: &Reading) -> Source {
    let points = CodePoints::of(report);
    Source {
        id: report.id.clone(),
        title: report.title.clone(),
        language: report.language.clone(),
        published: report.published.clone(),
        text: report.text.clone(),
        sentences: reading.sentences.iter().map(|s| points.span(s.span)).collect(),
    }
}
