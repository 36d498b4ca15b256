//! The events of a record as the tools load them that people already have.
//!
//! One event is one row, however many reports tell it; beside each format's own
//! counts of mentions stands the number of independent `origins`, in extra columns
//! at the end or where the format leaves room.
//!
//! | function | format | what goes in |
//! |---|---|---|
//! | [`polecat`] | POLECAT, 40 columns and ours | coded events |
//! | [`gdelt_events`], [`gdelt_mentions`] | GDELT 2.0 | coded events |
//! | [`plover`] | PLOVER 2.0, JSON | all events |
//! | [`csv`], [`parquet`] | a table of our own columns | all events |
//! | [`json_ld`] | schema.org, Web Annotation, PROV | reports, events, quotes |
//!
//! *Coded* are the events that the coders of those data sets would have coded: what
//! happened, and agreements on what is still ahead. What is denied, feared or only
//! asked for would count there as having happened.

mod cameo;
mod columns;
mod csv;
mod fact;
mod fips;
mod gdelt;
mod json_ld;
mod mentions;
mod parquet;
mod plover;
mod polecat;
mod tsv;

pub use csv::csv;
pub use gdelt::gdelt_events;
pub use json_ld::json_ld;
pub use mentions::gdelt_mentions;
pub use parquet::parquet;
pub use plover::plover;
pub use polecat::polecat;

/// The lines of a table, without comments, split at tabs.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let told = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    told.map(|line| line.split('\t').collect())
}
