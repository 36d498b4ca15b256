//! `wirefold group`: who copies whom, and which reports tell one story.

use super::span::{CodePoints, SpanOut};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wirefold_fold::Overlap;
use wirefold_report::{Fold, Relation, Report};
use xxhash_rust::xxh3::Xxh3;

/// One line of `group --format jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct GroupLine {
    pub id: String,
    pub story: String,
    pub copy_of: Option<String>,
    pub relation: Option<String>,
    pub origin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<WhyOut>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// One line of `group --pairs` and `group --candidates`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct PairLine {
    pub a: String,
    pub b: String,
    pub relation: Option<String>,
    pub similarity: f64,
    pub jaccard5: f64,
    pub containment5: f64,
    pub shared: Vec<SharedOut>,
}

/// A passage that two reports share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct SharedOut {
    pub a: SpanOut,
    pub b: SpanOut,
    pub similarity: f64,
}

/// The name of a story: it depends only on the report that opened it, so it
/// stays the same as others join.
#[must_use]
pub fn story_id(first: &Report) -> String {
    let mut key = Xxh3::new();
    for part in [first.id.as_bytes(), &[0], first.text.as_bytes()] {
        key.update(part);
    }
    format!("s{:016x}", key.digest())
}

/// Why a report was put into its story, and what became of that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct WhyOut {
    /// `new`: no story in sight was like it enough; `shared_text`: with the report `with`; `alike`.
    pub reason: String,
    pub with: Option<String>,
    /// Likeness that a story needs: log-odds of telling one event.
    pub asked: f64,
    pub considered: Vec<ConsideredOut>,
    /// What the report brought about, and what moved it later.
    pub log: Vec<LogLine>,
}

/// A story that a report might have joined when it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct ConsideredOut {
    pub story: String,
    pub likeness: f64,
    pub nearest: String,
    pub shared: Vec<String>,
}

/// One line of the log of stories: what a report brought about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogLine {
    /// Counts the reports as they came.
    pub at: u64,
    /// The report.
    pub report: String,
    /// `created`, `joined`, `merged`, `split`, `moved`.
    pub change: String,
    /// The story that was created, joined, merged into another, split off, or that a report was moved to.
    pub story: String,
    /// The story that it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<String>,
    /// The story that it was split off from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The report that was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
}

/// One line a report, in input order, given the names of the fold's stories.
pub fn group_lines<'a>(
    reports: &'a [Report],
    fold: &'a Fold,
    names: &'a [String],
) -> impl Iterator<Item = GroupLine> + 'a {
    (0..reports.len()).map(move |i| group_line(reports, fold, names, i))
}

/// The line of one of the reports.
#[must_use]
pub fn group_line(reports: &[Report], fold: &Fold, names: &[String], i: usize) -> GroupLine {
    GroupLine {
        id: reports[i].id.clone(),
        story: names[fold.story[i]].clone(),
        copy_of: fold.copy_of[i].map(|at| reports[at].id.clone()),
        relation: fold.kind[i].map(|k| k.name().to_owned()),
        origin: fold.origin[i].as_ref().map(|o| o.name.clone()),
        why: None,
        extra: reports[i].extra.clone(),
    }
}

/// The contract's shape of a related (or judged) pair.
#[must_use]
pub fn pair_line(reports: &[Report], relation: &Relation) -> PairLine {
    pair_line_between([&reports[relation.a], &reports[relation.b]], relation)
}

/// The same with the two reports given.
#[must_use]
pub fn pair_line_between([a, b]: [&Report; 2], relation: &Relation) -> PairLine {
    let (points_a, points_b) = (CodePoints::of(a), CodePoints::of(b));
    let overlap = Overlap::of(&a.text, &b.text);
    PairLine {
        a: a.id.clone(),
        b: b.id.clone(),
        relation: relation.kind.map(|k| k.name().to_owned()),
        similarity: round(relation.similarity),
        jaccard5: round(overlap.jaccard),
        containment5: round(overlap.containment),
        shared: relation
            .shared
            .iter()
            .map(|s| SharedOut {
                a: points_a.span(s.a),
                b: points_b.span(s.b),
                similarity: round(s.similarity),
            })
            .collect(),
    }
}

/// Four decimals: enough to rank by, and free of the last bits' noise.
pub(crate) fn round(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}
