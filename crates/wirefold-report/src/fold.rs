//! Who copies whom, where the text comes from, which reports tell one story.

use crate::Span;

/// The outcome of folding a batch: one entry per report, in input order, and all
/// related pairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fold {
    /// Index of each report's story, numbered by first report.
    pub story: Vec<usize>,
    /// The earliest report that each report shares its text with.
    pub copy_of: Vec<Option<usize>>,
    /// How each report relates to its `copy_of`.
    pub kind: Vec<Option<RelationKind>>,
    /// Where each report's text was first written, if that is known.
    pub origin: Vec<Option<Origin>>,
    /// Share of each report's text that no earlier related report has, 0 to 1.
    pub own_share: Vec<f64>,
    /// All related pairs, ordered by `(a, b)`.
    pub relations: Vec<Relation>,
}

/// Two reports that share their underlying text.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Index of one report.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// How near the texts are; `None` where they were judged unrelated.
    pub kind: Option<RelationKind>,
    /// 0 to 1; comparable across pairs.
    pub similarity: f64,
    /// What they share, in order of `a`.
    pub shared: Vec<SharedPassage>,
}

/// A passage that stands in two reports, word for word or reworded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharedPassage {
    /// Where it stands in the one.
    pub a: Span,
    /// Where it stands in the other.
    pub b: Span,
    /// 1 where it is word for word the same.
    pub similarity: f64,
}

/// How two reports with one underlying text relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// Nearly the same text.
    Copy,
    /// The same underlying text reworked, cut, extended or separately translated.
    Rewrite,
}

impl RelationKind {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Rewrite => "rewrite",
        }
    }
}

/// Where a text was first written.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The agency's short name ("AFP"), or the outlet's; of a text by several all names, joined by
    /// [`JOINT`](Self::JOINT).
    pub name: String,
    /// How it is known.
    pub basis: OriginBasis,
    /// Where the report's text says so, or the longest passage that it shares; empty where metadata say so.
    pub evidence: Vec<Span>,
}

impl Origin {
    /// What joins the names of those who wrote a text together.
    pub const JOINT: &'static str = ", ";

    /// The names of all who wrote it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.name.split(Self::JOINT)
    }
}

/// How an origin is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OriginBasis {
    /// A credit, by-line or dateline.
    Credit,
    /// The text speaks of it as its own ("told AFP", "an AFP journalist").
    InText,
    /// The input's metadata name it.
    Metadata,
    /// The report shares its text with one whose origin is known.
    SharedText,
}

impl OriginBasis {
    /// The name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::InText => "in_text",
            Self::Metadata => "metadata",
            Self::SharedText => "shared_text",
        }
    }
}
