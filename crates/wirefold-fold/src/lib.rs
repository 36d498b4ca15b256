//! Copies, origins, stories: who shares whose text, where it was first written,
//! and which reports tell one event.
//!
//! Folding comes before reading because it is cheap and makes the dear step
//! small. [`fold`] takes a batch; [`judge`] judges given pairs; [`align`] is the
//! measure behind both and finds the sentences of two reports that say the same.
//!
//! ```
//! use wirefold_fold::{FoldOptions, fold};
//! use wirefold_report::Report;
//!
//! let text = "OSLO (Northwire) — The ferry line Fjordlink said on Monday that it would sell two of its \
//!             oldest ships and hire ninety sailors before the summer.";
//! let reports = [
//!     Report::new("a", text),
//!     Report::new("b", text.replace("OSLO (Northwire) — ", "").replace("on Monday ", "")),
//!     Report::new("c", "Snow closed three mountain roads in Setesdal overnight, the police said."),
//! ];
//! let fold = fold(&reports, &FoldOptions::default(), &mut |_| {});
//! assert_eq!(fold.copy_of, [None, Some(0), None]);
//! assert_eq!(fold.story, [0, 0, 1]);
//! assert_eq!(fold.origin[1].as_ref().map(|origin| origin.name.as_str()), Some("Northwire"));
//! ```

pub mod align;
mod body;
mod borrowed;
mod candidates;
mod common;
mod copies;
mod decide;
mod hashes;
mod inset;
mod lineage;
mod mould;
mod near;
mod origin;
pub mod outline;
mod overlap;
mod passage;
mod rest;
mod reworded;
mod story;
mod words;

pub use copies::{Copies, Shared, Shelf};
pub use decide::Evidence;
pub use lineage::{Lineage, in_order};
pub use origin::{Known, Origins, Stated, by_text, came_before, has_all_of, stated_in};
pub use overlap::Overlap;
pub use story::{ASKED, Change, Compared, Considered, Ledger, Placed, Reason, SIGNS, Signs, Stories, Window};

use wirefold_report::{Fold, Relation, Report, SharedPassage};

/// What to fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldOptions {
    /// Look for shared text.
    pub copies: bool,
    /// Group reports that tell one event; else a story is a text and all that goes back to it.
    pub stories: bool,
    /// How long a story stays open.
    pub window: Window,
    /// Tell which words made a report join a story.
    pub explain: bool,
}

impl Default for FoldOptions {
    fn default() -> Self {
        Self { copies: true, stories: true, window: Window::default(), explain: false }
    }
}

/// How the stories of a batch came about.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// The reports in order of publication, which is the order in which they came.
    pub order: Vec<usize>,
    /// For each report in that order where it was put and why. Reports in it are numbered in that order, too.
    pub placed: Vec<Placed>,
    /// What became of it.
    pub ledger: Ledger,
}

/// Folds a batch: related pairs, origins, stories. `progress` is told how many of
/// the reports are done; it never gets a smaller number than before.
pub fn fold(reports: &[Report], options: &FoldOptions, progress: &mut dyn FnMut(usize)) -> Fold {
    fold_with_course(reports, options, progress).0
}

/// The same, and how the stories came about: nothing of that if they were not asked for.
pub fn fold_with_course(
    reports: &[Report],
    options: &FoldOptions,
    progress: &mut dyn FnMut(usize),
) -> (Fold, Course) {
    let mut fold = if options.copies { copies(reports, progress) } else { unrelated(reports.len()) };
    fold.origin = origin::of(reports, &fold.relations);
    let mut course = Course::default();
    if options.stories {
        course = stories(reports, &fold.relations, options);
        fold.story = in_input(&course);
    } else {
        fold.story = story::by_copies(&fold.copy_of);
    }
    progress(reports.len());
    (fold, course)
}

/// Puts each report into a story as it comes.
fn stories(reports: &[Report], relations: &[Relation], options: &FoldOptions) -> Course {
    let order = lineage::in_order(reports);
    let mut place = vec![0; reports.len()];
    for (at, &report) in order.iter().enumerate() {
        place[report] = at;
    }
    let mut related = vec![Vec::new(); reports.len()];
    for relation in relations {
        let (a, b) = (place[relation.a], place[relation.b]);
        related[a.max(b)].push(a.min(b));
    }
    related.iter_mut().for_each(|earlier| earlier.sort_unstable());
    let ordered: Vec<&Report> = order.iter().map(|&i| &reports[i]).collect();
    let mut stories = Stories::new(options.window).explaining(options.explain);
    let placed = stories.add(ordered.as_slice(), &related);
    Course { order, placed, ledger: stories.ledger().clone() }
}

/// Index of each report's story, reports in the order of the input, stories numbered by first report.
fn in_input(course: &Course) -> Vec<usize> {
    let mut story = vec![0; course.order.len()];
    for (at, &report) in course.order.iter().enumerate() {
        story[report] = course.ledger.story_of(at);
    }
    story::numbered(story.into_iter())
}

fn unrelated(reports: usize) -> Fold {
    Fold {
        copy_of: vec![None; reports],
        kind: vec![None; reports],
        own_share: vec![1.0; reports],
        ..Fold::default()
    }
}

/// The related pairs and what follows from them, in the order of the input.
fn copies(reports: &[Report], progress: &mut dyn FnMut(usize)) -> Fold {
    let order = lineage::in_order(reports);
    let ordered: Vec<&Report> = order.iter().map(|&i| &reports[i]).collect();
    let told = Copies::default().add(ordered.as_slice(), ordered.len(), progress);
    let mut fold = unrelated(reports.len());
    for (shared, &i) in told.iter().zip(&order) {
        fold.own_share[i] = shared.lineage.own_share;
        if let Some((first, kind)) = shared.lineage.copy_of {
            (fold.copy_of[i], fold.kind[i]) = (Some(order[first]), Some(kind));
        }
    }
    let relations = told.into_iter().flat_map(|shared| shared.relations);
    fold.relations = relations.map(|relation| placed(relation, &order)).collect();
    fold.relations.sort_by_key(|relation| (relation.a, relation.b));
    fold
}

/// A relation with the places of the input instead of those in the order of publication, `a < b`.
fn placed(relation: Relation, order: &[usize]) -> Relation {
    let (a, b) = (order[relation.a], order[relation.b]);
    if a < b {
        return Relation { a, b, ..relation };
    }
    let mut shared: Vec<SharedPassage> =
        relation.shared.iter().map(|p| SharedPassage { a: p.b, b: p.a, ..*p }).collect();
    shared.sort_by_key(|p| (p.a, p.b));
    Relation { a: b, b: a, shared, ..relation }
}

/// Judges given pairs, in their order; `kind` is `None` where the two are unrelated.
#[must_use]
pub fn judge(reports: &[Report], pairs: &[(usize, usize)]) -> Vec<Relation> {
    copies::judge(&reports.iter().collect::<Vec<_>>(), pairs)
}
