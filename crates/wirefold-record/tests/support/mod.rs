//! Stories written by hand: reports, what a reader would see in them, and the
//! record that should come of it, in one readable file.
//!
//! A file is a list of parts, each under a line that starts with `==`:
//!
//! ```text
//! == report ID [outlet=…] [published=DATE] [title=…]      one paragraph a line
//! == read ID                                              what a reader sees, a line each
//! == fold                                                 copies, relations, origins
//! == differences | events | entities | quotes | timeline | alignment | story
//! ```
//!
//! The last kinds are expectations: every line must come out, and no other.
//! Names of spans are their words; `#2` after them means the second occurrence.

pub(crate) mod reading;
pub(crate) mod render;

use std::collections::BTreeMap;

use jiff::civil::Date;
use wirefold_record::{LEAST_SURE, StoryFold, merge};
use wirefold_report::{
    Annotation, Origin, OriginBasis, Published, Record, Relation, RelationKind, Report, SharedPassage,
};

/// A case: the story and what should come of it.
pub(crate) struct Case {
    pub(crate) reports: Vec<Report>,
    pub(crate) annotations: Vec<Annotation>,
    pub(crate) fold: StoryFold,
    pub(crate) expected: BTreeMap<String, Vec<String>>,
}

impl Case {
    pub(crate) fn parse(file: &str) -> Self {
        let parts = parts(file);
        let mut reports: Vec<Report> = Vec::new();
        for (head, body) in parts.iter().filter(|(head, _)| head.starts_with("report ")) {
            reports.push(report(head, &body.join("\n")));
        }
        let lines = |id: &str| -> Vec<String> {
            let head = format!("read {id}");
            parts.iter().filter(|(h, _)| *h == head).flat_map(|(_, body)| body.clone()).collect()
        };
        let annotations = reports.iter().map(|r| reading::annotate(r, &lines(&r.id))).collect();
        let folded: Vec<String> =
            parts.iter().filter(|(h, _)| h == "fold").flat_map(|(_, body)| body.clone()).collect();
        let fold = fold(&reports, &folded);
        let is_input = |head: &str| ["report ", "read ", "fold"].iter().any(|p| head.starts_with(p));
        let expected = parts.into_iter().filter(|(head, _)| !is_input(head)).collect();
        Self { reports, annotations, fold, expected }
    }

    pub(crate) fn record(&self) -> Record {
        let reports: Vec<&Report> = self.reports.iter().collect();
        let annotations: Vec<&Annotation> = self.annotations.iter().collect();
        merge(&reports, &annotations, &self.fold, LEAST_SURE)
    }
}

fn parts(file: &str) -> Vec<(String, Vec<String>)> {
    let mut parts: Vec<(String, Vec<String>)> = Vec::new();
    for line in file.lines() {
        if let Some(head) = line.strip_prefix("== ") {
            parts.push((head.trim().to_owned(), Vec::new()));
        } else if let Some((_, body)) = parts.last_mut().filter(|_| !line.trim().is_empty()) {
            body.push(line.to_owned());
        }
    }
    parts
}

fn report(head: &str, text: &str) -> Report {
    let fields = reading::fields(head.strip_prefix("report ").unwrap());
    let mut report = Report::new(fields.words.clone(), text);
    report.outlet = fields.get("outlet");
    report.title = fields.get("title");
    report.published = fields.get("published").map(|source| Published {
        date: source.parse::<Date>().unwrap(),
        instant: None,
        source,
    });
    report
}

/// Lines such as `copy B of A`, `rewrite B of A`, `origin A AFP`.
fn fold(reports: &[Report], lines: &[String]) -> StoryFold {
    let mut fold = StoryFold::unrelated(reports.len());
    let index = |id: &str| reports.iter().position(|r| r.id == id).unwrap();
    for line in lines {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            [kind @ ("copy" | "rewrite"), later, "of", earlier] => {
                let kind = if kind == "copy" { RelationKind::Copy } else { RelationKind::Rewrite };
                let (a, b) = (index(earlier), index(later));
                fold.copy_of[b] = Some(a);
                fold.kind[b] = Some(kind);
                fold.own_share[b] = 0.2;
                let shared: Vec<SharedPassage> = Vec::new();
                fold.relations.push(Relation { a, b, kind: Some(kind), similarity: 0.8, shared });
            }
            ["origin", report, name] => {
                let (name, basis) = (name.to_owned(), OriginBasis::InText);
                fold.origin[index(report)] = Some(Origin { name, basis, evidence: Vec::new() });
            }
            _ => panic!("no fold: {line}"),
        }
    }
    fold
}
