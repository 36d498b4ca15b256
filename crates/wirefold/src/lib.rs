//! wirefold reads news reports, folds copies and rewrites of one text, groups the
//! reports of one event and writes the record: who did what to whom, when, where,
//! according to whom, how many independent origins say so, and where the reports
//! differ, every statement with the span that it came from.
//!
//! This crate is the facade: [`intake`] turns bytes into reports, [`Pipeline`]
//! takes them all the way, [`contract`] is what comes out, and [`render`] is how
//! people see it.
//!
//! ```no_run
//! use wirefold::{Options, Pipeline, intake};
//!
//! let taken = intake::read("a.txt", b"Ministers met in Oslo on Monday.", &intake::Options::default());
//! let pipeline = Pipeline::open(Options::default())?;
//! let record = pipeline.read(&taken.reports, &wirefold::Quiet)?;
//! println!("{}", record.record.stories.len());
//! # Ok::<(), wirefold::Error>(())
//! ```
//!
//! **Invariants.** Nothing from here down reads the clock, the environment or the
//! network. The same input and options give the same bytes, whatever the number
//! of threads.

mod book;
mod conllu;
pub mod contract;
pub mod export;
mod ongoing;
mod pipeline;
mod progress;
pub mod render;
mod small;

pub use ongoing::{Added, Earlier, Ongoing, OngoingOptions, Remembered};
pub use pipeline::{Comparing, Depth, Error, FoldOptions, Grouping, Options, Pipeline, Recorded, Source};
pub use progress::{Progress, Quiet, Stage};
pub use wirefold_fold::{Shelf, Window, in_order};
pub use wirefold_intake as intake;
pub use wirefold_record::LEAST_SURE;
pub use wirefold_report::{Problem, Report};
