//! The output contract, version 1: what the program prints.
//!
//! Inside, spans count bytes; here they count Unicode code points of the report's
//! own text and carry the text that they cover, as in the W3C Web Annotation
//! `TextPositionSelector`. Missing is `null`. Fields may be added, never change
//! their meaning.

mod annotation;
mod code;
mod compare;
mod group;
mod own_words;
mod record;
mod similar;
mod site;
mod span;
mod story_line;
mod story_report;

pub use annotation::{
    AnnotationLine, ChainOut, DateOut, EntityOut, EventOut, MentionOut, PartyOut, PlaceOut, QuantityOut,
    QuoteOut, ReferenceOut, RoleOut, SentenceOut, TimeOut, annotation_line,
};
pub use code::{CodeAsk, CodeLine, GivenSpan, code_line};
pub use compare::{Comparison, OnlyOut, comparison};
pub(crate) use group::round;
pub use group::{
    ConsideredOut, GroupLine, LogLine, PairLine, SharedOut, WhyOut, group_line, group_lines, pair_line,
    pair_line_between, story_id,
};
pub use record::{
    AlignmentOut, CountsOut, DifferenceOut, EvidenceOut, ItemOut, RecordOut, SkippedOut, StoryEntityOut,
    StoryEventOut, StoryOut, StoryPartyOut, StoryQuoteOut, StoryRoleOut, TimelineOut, VariantOut, story,
};
pub use similar::{SimilarAsk, SimilarLine};
pub use site::{SiteOut, WhereaboutsOut};
pub use span::{CodePoints, SpanOut};
pub use story_line::{EntryOut, StandingOut, StoryCountsOut, StoryLine, story_line};
pub use story_report::{FieldOut, OriginOut, ReportOut};

/// An id as a line gives it: a string, or a number, which is kept as it is written.
fn given_id<'de, D: serde::Deserializer<'de>>(id: D) -> Result<Option<String>, D::Error> {
    use serde::de::Error as _;
    match serde::Deserialize::deserialize(id)? {
        serde_json::Value::Null => Ok(None),
        serde_json::Value::String(id) => Ok(Some(id)),
        serde_json::Value::Number(id) => Ok(Some(id.to_string())),
        _ => Err(D::Error::custom("\"id\" is neither a string nor a number")),
    }
}
