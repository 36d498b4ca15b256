//! `wirefold similar`: how far two sentences state the same.

use serde::{Deserialize, Serialize};

/// One line that `similar` takes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct SimilarAsk {
    #[serde(default, deserialize_with = "super::given_id")]
    pub id: Option<String>,
    pub a: String,
    pub b: String,
}

/// One line that `similar` prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct SimilarLine {
    pub id: String,
    /// 0 (nothing in common) to 1 (the same).
    pub score: f64,
}
