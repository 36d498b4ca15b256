//! What the record says of each report of a story.

use serde::{Deserialize, Serialize};

use super::span::SpanOut;

/// A report's place in the story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct ReportOut {
    pub id: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub copy_of: Option<String>,
    pub relation: Option<String>,
    /// The report of the same house of which it is a later version.
    pub version_of: Option<String>,
    pub origin: Option<OriginOut>,
    pub share_of_own_text: f64,
    /// What stands outside of all passages shared with earlier reports of the story; null where it shares its text with
    /// none of them.
    pub own_text: Option<Vec<SpanOut>>,
}

/// Where a text was first written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct OriginOut {
    pub name: String,
    pub basis: String,
    pub evidence: Vec<SpanOut>,
    /// Where metadata name it: which field, and what stands there.
    pub stated_in: Option<FieldOut>,
}

/// A field of a report's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldOut {
    /// Its name.
    pub field: String,
    /// What stands there.
    pub text: String,
}
