//! `wirefold compare`: two reports side by side.

use super::group::{round, story_id};
use super::record::{Edge, EvidenceOut, StoryOut};
use super::story_report::OriginOut;
use serde::{Deserialize, Serialize};
use wirefold_report::{Annotation, Evidence, Record, Relation, Report, Span};

/// What two reports share, how they differ and what only one of them says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct Comparison {
    pub a: String,
    pub b: String,
    pub relation: Option<String>,
    pub similarity: f64,
    pub origin: Option<OriginOut>,
    pub only: OnlyOut,
    /// The record of the two as one story, with its differences and alignment.
    pub story: StoryOut,
}

/// Sentences that stand in one report alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct OnlyOut {
    pub a: Vec<EvidenceOut>,
    pub b: Vec<EvidenceOut>,
}

/// The contract's shape of the comparison of `reports[0]` and `reports[1]`, whose
/// record (as one story) and relation are given.
#[must_use]
pub fn comparison(
    reports: [&Report; 2],
    said: [&Annotation; 2],
    relation: &Relation,
    record: &Record,
) -> Comparison {
    let edge = Edge::of(&reports, record);
    let story = super::record::story(story_id(reports[0]), &reports, record);
    let shared = |at: usize| story.reports[at].origin.clone();
    let origin = match (shared(0), shared(1)) {
        (Some(a), Some(b)) => (a.name == b.name).then_some(a),
        (one, other) => relation.kind.and(one.or(other)),
    };
    Comparison {
        a: reports[0].id.clone(),
        b: reports[1].id.clone(),
        relation: relation.kind.map(|k| k.name().to_owned()),
        similarity: round(relation.similarity),
        origin,
        only: OnlyOut { a: only(&edge, 0, said[0], record), b: only(&edge, 1, said[1], record) },
        story,
    }
}

/// The sentences of one report that no alignment touches.
fn only(edge: &Edge<'_>, report: usize, said: &Annotation, record: &Record) -> Vec<EvidenceOut> {
    let aligned: Vec<Span> = record
        .alignment
        .iter()
        .flat_map(|pair| [pair.a, pair.b])
        .filter(|e| e.report == report)
        .map(|e| e.span)
        .collect();
    let alone = said.sentences.iter().filter(|s| !aligned.iter().any(|span| span.overlaps(s.span)));
    alone.map(|s| edge.evidence(Evidence { report, span: s.span })).collect()
}
