//! All that is known of a report when its events are decided.

use crate::time::Days;
use jiff::civil::Date;
use wirefold_report::{Entity, Mention, Quantity, Quote, Sentence, TimeExpression};

/// What the earlier stages found in one report.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of Annotation")]
pub struct Context<'a> {
    pub text: &'a str,
    pub date: Option<Date>,
    /// Those of a live report's entries.
    pub days: &'a Days,
    pub sentences: &'a [Sentence],
    pub mentions: &'a [Mention],
    pub entities: &'a [Entity],
    pub times: &'a [TimeExpression],
    pub quantities: &'a [Quantity],
    pub quotes: &'a [Quote],
    pub pairs: &'a [crate::event::Judged],
    pub senses: &'a [crate::event::Sense],
    pub casts: &'a [crate::event::Casts],
}
