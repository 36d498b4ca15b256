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
mod decide;
mod lineage;
mod origin;
mod passage;
mod story;

pub use decide::Evidence;

use rayon::prelude::*;
use wirefold_report::{Fold, Relation, Report};
use wirefold_text::normal::Normaliser;

use body::Body;

/// What to fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldOptions {
    /// Look for shared text.
    pub copies: bool,
    /// Group reports that tell one event, beyond those that share their text.
    pub stories: bool,
}

impl Default for FoldOptions {
    fn default() -> Self {
        Self { copies: true, stories: true }
    }
}

/// Folds a batch: related pairs, origins, stories. `progress` is told how many of
/// the reports are done; it never gets a smaller number than before.
pub fn fold(reports: &[Report], options: &FoldOptions, progress: &mut dyn FnMut(usize)) -> Fold {
    let bodies = bodies(reports);
    let mut relations = Vec::new();
    if options.copies {
        let candidates = candidates::of(reports);
        for batch in candidates.chunks(4096) {
            let judged: Vec<Relation> =
                batch.par_iter().filter_map(|c| decide::related(reports, &bodies, (c.a, c.b))).collect();
            relations.extend(judged);
            progress(batch.last().map_or(0, |candidate| candidate.b));
        }
    }
    relations.sort_by_key(|relation| (relation.a, relation.b));
    let mut fold = lineage::trace(reports, &bodies, relations);
    fold.origin = origin::of(reports, &fold.relations);
    fold.story = story::group(reports, &fold.relations, options.stories);
    progress(reports.len());
    fold
}

/// Judges given pairs, in their order; `kind` is `None` where the two are unrelated.
#[must_use]
pub fn judge(reports: &[Report], pairs: &[(usize, usize)]) -> Vec<Relation> {
    let bodies = bodies(reports);
    pairs.par_iter().map(|&pair| decide::relation(reports, &bodies, pair)).collect()
}

fn bodies(reports: &[Report]) -> Vec<Body> {
    reports
        .par_iter()
        .map_init(Normaliser::default, |normaliser, report| Body::of(report, normaliser))
        .collect()
}
