//! The nouns of wirefold.
//!
//! Every other crate speaks in these words. There is no algorithm here and no
//! input or output: a [`Report`] is one text by one outlet, a [`Span`] is a
//! stretch of its text, an [`Annotation`] is what one report says, and a
//! [`Record`] is what all the reports of one story say together.
//!
//! ```
//! use wirefold_report::{Report, Span};
//!
//! let report = Report::new("r1", "Ministers met in Oslo.");
//! let oslo = Span::new(17, 21);
//! assert_eq!(oslo.of(&report.text), "Oslo");
//! ```
//!
//! **Invariants.** A span counts *bytes* of its report's own `text`, lies on
//! character boundaries and is never empty unless it says so. Code points, which
//! the output contract speaks in, are made at the edge, by the facade.

mod annotation;
mod event;
mod fold;
mod label;
mod record;
mod report;
mod site;
mod span;
mod syntax;
mod time;

pub use annotation::{
    Annotation, Bound, Chain, Change, DateBasis, DocumentDate, Entity, EntityId, EntityKind, Mention,
    Quantity, Quote, QuoteKind, Role,
};
pub use event::{Event, EventType, Party, Place, Status};
pub use fold::{Fold, Origin, OriginBasis, Relation, RelationKind, SharedPassage};
pub use label::Label;
pub use record::{
    Alignment, Difference, DifferenceItem, DifferenceKind, DifferenceStatus, Evidence, QuoteVariant, Record,
    StoryEntity, StoryEvent, StoryParty, StoryQuote, StoryReport, TimelineEntry,
};
pub use report::{Given, Problem, Published, Report};
pub use site::{Site, SiteKind, Whereabouts};
pub use span::Span;
pub use syntax::{Block, BlockKind, Meaning, Sentence, Upos, Word};
pub use time::{TimeExpression, TimeKind, TimeMod};
