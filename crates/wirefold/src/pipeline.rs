//! The way of the data: reports → fold → stories → annotations → record.

use crate::conllu;
use crate::contract::{
    AnnotationLine, CodePoints, Comparison, GroupLine, PairLine, RecordOut, SpanOut, StoryOut,
    annotation_line, comparison, group_lines, pair_line, story, story_id,
};
use crate::progress::{Progress, Stage};
use jiff::civil::Date;
use rayon::prelude::*;
use std::num::NonZero;
use std::thread;
use wirefold_read::{Queue, Reader, Reading, interpret};
use wirefold_record::StoryFold;
use wirefold_report::{Annotation, DateBasis, Fold, Published, Relation, Report};

pub use wirefold_fold::FoldOptions;
pub use wirefold_read::Depth;

/// The name of the weights that the reading model runs.
const MODEL: &str = "reader-3";

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
}

impl Grouping {
    /// One line a report, in input order; `reports` are those that were grouped.
    pub fn lines<'a>(&'a self, reports: &'a [Report]) -> impl Iterator<Item = GroupLine> + 'a {
        group_lines(reports, &self.fold)
    }

    /// All related pairs, a line each, made in parts on all threads.
    pub fn pairs<'a>(&'a self, reports: &'a [Report]) -> impl Iterator<Item = PairLine> + 'a {
        const PART: usize = 4096;
        self.fold.relations.chunks(PART).flat_map(move |part| {
            part.par_iter().map(|relation| pair_line(reports, relation)).collect::<Vec<_>>()
        })
    }
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
    /// The sentences of its body, in order.
    pub sentences: Vec<SpanOut>,
}

/// The whole way, with the reading model loaded.
#[derive(Debug)]
pub struct Pipeline {
    reader: Reader,
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
        Grouping { fold: fold_by(reports, options, progress) }
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
        let readings = self.readings(&dated, progress)?;
        Ok(dated.iter().zip(&readings).map(|(report, reading)| interpret(report, reading, None)).collect())
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
        let fold = fold(&reports, progress);
        let readings = self.readings(&reports, progress)?;
        let members = members(&reports, &fold);
        progress.begin(Stage::Merge, members.len());
        let mut stories = Vec::with_capacity(members.len());
        for story in &members {
            stories.push(tell(&reports, &readings, &fold, story));
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
        let mut fold = fold(&reports, progress);
        let relation = judged(&reports, &fold);
        fold.story = vec![0, 0];
        let readings = self.readings(&reports, progress)?;
        let said = annotations(&reports, &readings, &[0, 1]);
        let both: Vec<&Report> = reports.iter().collect();
        let record =
            wirefold_record::merge(&both, &said.iter().collect::<Vec<_>>(), &StoryFold::of(&fold, &[0, 1]));
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
        let readings = self.read_to(depth, reports, progress)?;
        Ok(reports.iter().zip(&readings).map(|(report, reading)| conllu::document(report, reading)).collect())
    }

    fn readings(&self, reports: &[Report], progress: &dyn Progress) -> Result<Vec<Reading>, Error> {
        self.read_to(self.options.depth, reports, progress)
    }

    fn read_to(
        &self,
        depth: Depth,
        reports: &[Report],
        progress: &dyn Progress,
    ) -> Result<Vec<Reading>, Error> {
        let queue = Queue::of(reports, depth);
        progress.begin(Stage::Read, queue.len());
        Ok(self.reader.read(queue, &|sentences| progress.done(sentences))?)
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

fn fold(reports: &[Report], progress: &dyn Progress) -> Fold {
    fold_by(reports, &FoldOptions::default(), progress)
}

fn fold_by(reports: &[Report], options: &FoldOptions, progress: &dyn Progress) -> Fold {
    progress.begin(Stage::Fold, reports.len());
    let mut before = 0;
    wirefold_fold::fold(reports, options, &mut |done| {
        progress.done(done - before);
        before = done;
    })
}

/// The relation of the first two reports, related or not.
fn judged(reports: &[Report], fold: &Fold) -> Relation {
    let known = fold.relations.iter().find(|r| (r.a, r.b) == (0, 1)).cloned();
    known.unwrap_or_else(|| wirefold_fold::judge(reports, &[(0, 1)]).remove(0))
}

/// The reports of each story, in order of publication, undated ones last, then of input.
fn members(reports: &[Report], fold: &Fold) -> Vec<Vec<usize>> {
    let stories = fold.story.iter().max().map_or(0, |&last| last + 1);
    let mut members = vec![Vec::new(); stories];
    for (report, &story) in fold.story.iter().enumerate() {
        members[story].push(report);
    }
    for story in &mut members {
        story.sort_by_key(|&i| {
            let published = reports[i].published.as_ref();
            (published.is_none(), published.map(|p| (p.date, p.instant)))
        });
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

fn tell(reports: &[Report], readings: &[Reading], fold: &Fold, members: &[usize]) -> StoryOut {
    let said = annotations(reports, readings, members);
    let own: Vec<&Report> = members.iter().map(|&i| &reports[i]).collect();
    let record =
        wirefold_record::merge(&own, &said.iter().collect::<Vec<_>>(), &StoryFold::of(fold, members));
    let first = members.iter().min().expect("a story has a report");
    story(story_id(&reports[*first]), &own, &record)
}

fn source(report: &Report, reading: &Reading) -> Source {
    let points = CodePoints::of(&report.text);
    Source {
        id: report.id.clone(),
        title: report.title.clone(),
        sentences: reading.sentences.iter().map(|s| points.span(s.span)).collect(),
    }
}
