//! Names where there are no sentences.

#![allow(clippy::unwrap_used)] // helpers of tests fail by panicking

use wirefold_read::{Depth, Queue, Reader, interpret};
use wirefold_report::{Annotation, EntityKind, Report};

const LISTED: &str = "The rowing club of Norvane presented its crew for the season on Monday, officials said.\n\n\
    Bow seats\n1. Amara Okafor\n2. Jonas Lindqvist\n\nThe club has won the regatta twice.";
fn read(text: &str, depth: Depth) -> Annotation {
    let report = Report { text: text.to_owned(), ..Report::default() };
    let reports = [report];
    let readings = Reader::open(1).unwrap().read(Queue::of(&reports, depth), &|_| {}).unwrap();
    interpret(&reports[0], &readings[0], None)
}

fn names<'a>(annotation: &Annotation, text: &'a str) -> Vec<(&'a str, EntityKind)> {
    annotation.mentions.iter().filter(|m| m.named).map(|m| (m.span.of(text), m.kind)).collect()
}

#[test]
fn lists_are_read_for_their_names_alone() {
    let annotation = read(LISTED, Depth::Full);
    let found = names(&annotation, LISTED);
    assert!(found.contains(&("Amara Okafor", EntityKind::Person)), "{found:?}");
    assert!(found.contains(&("Jonas Lindqvist", EntityKind::Person)), "{found:?}");
    assert!(annotation.sentences.iter().all(|s| !s.span.of(LISTED).contains("Okafor")));
    assert!(annotation.mentions.is_sorted_by_key(|m| m.span.start));
    let lead = read(LISTED, Depth::Lead);
    assert!(names(&lead, LISTED).iter().all(|(name, _)| !name.contains("Okafor")), "the lead is sentences");
}
