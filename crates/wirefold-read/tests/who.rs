//! Who and what raw text speaks of, with the real weights: `cases/who/*.txt`, texts of our own.
//!
//! A case is a line `text: …` with the lines behind it, each one expectation. `NAME#2` is its second mention.

#![allow(clippy::unwrap_used)] // helpers of tests fail by panicking

use wirefold_read::{Depth, Queue, Reader, interpret};
use wirefold_report::{Annotation, Entity, Report};

/// A text and what must come of it.
struct Case<'c> {
    text: &'c str,
    expected: Vec<(&'c str, &'c str)>,
}

fn cases(source: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (what, rest) = line.split_once(": ").expect("what, and the rest");
        match what {
            "text" => cases.push(Case { text: rest, expected: Vec::new() }),
            _ => cases.last_mut().expect("a text stands first").expected.push((what, rest)),
        }
    }
    cases
}

/// What was read of one text.
struct Read<'r> {
    report: &'r Report,
    said: Annotation,
}

impl Read<'_> {
    /// The entity of the mention that a case calls so.
    fn entity(&self, name: &str) -> Result<&Entity, String> {
        let (name, nth) = name.split_once('#').map_or((name, 1), |(name, nth)| (name, nth.parse().unwrap()));
        let mut named = self.said.mentions.iter().filter(|m| m.named && m.span.of(&self.report.text) == name);
        let mention = named.nth(nth - 1).ok_or_else(|| format!("no mention {name}#{nth}"))?;
        Ok(&self.said.entities[mention.entity.0])
    }

    /// `None` where the expectation holds, else what stands there.
    fn fault(&self, what: &str, rest: &str) -> Result<Option<String>, String> {
        if what == "one" || what == "apart" {
            let (a, b) = rest.split_once(" | ").expect("two names");
            let one = std::ptr::eq(self.entity(a)?, self.entity(b)?);
            return Ok((one != (what == "one")).then(|| format!("one is {one}")));
        }
        let (name, want) = rest.split_once(" = ").expect("a name and what it has");
        let entity = self.entity(name)?;
        let plain = |field: &Option<String>| field.as_deref().unwrap_or("-").to_owned();
        let roles: Vec<String> = entity
            .roles
            .iter()
            .map(|r| format!("{} | {} | {}", r.role, plain(&r.country), plain(&r.organization)))
            .collect();
        let got = match what {
            "kind" => entity.kind.name().to_owned(),
            "country" => plain(&entity.country),
            "sector" => plain(&entity.sector),
            "role" if roles.iter().any(|role| role == want) => want.to_owned(),
            "role" => roles.join("; "),
            "site" => entity.whereabouts.site.as_ref().map_or("-".to_owned(), |site| {
                format!("{} {} {}", site.name, site.country, site.division.as_deref().unwrap_or("-"))
            }),
            _ => panic!("no such expectation: {what}"),
        };
        Ok((got != want).then_some(got))
    }
}

fn check(source: &str) {
    let cases = cases(source);
    let report = |case: &Case<'_>| Report { text: case.text.to_owned(), ..Report::default() };
    let reports: Vec<Report> = cases.iter().map(report).collect();
    let readings = Reader::open(1).unwrap().read(Queue::of(&reports, Depth::Full), &|_| {}).unwrap();
    let mut wrong = Vec::new();
    for ((case, report), reading) in cases.iter().zip(&reports).zip(&readings) {
        assert!(!case.expected.is_empty(), "a case expects something: {}", case.text);
        let read = Read { report, said: interpret(report, reading, None) };
        for &(what, rest) in &case.expected {
            match read.fault(what, rest) {
                Ok(None) => {}
                Ok(Some(got)) | Err(got) => {
                    wrong.push(format!("{}\n  {what}: {rest}\n  got {got}", case.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn people() {
    check(include_str!("cases/who/people.txt"));
}

#[test]
fn places() {
    check(include_str!("cases/who/places.txt"));
}

#[test]
fn roles_and_sectors() {
    check(include_str!("cases/who/roles.txt"));
}

#[test]
fn bodies() {
    check(include_str!("cases/who/bodies.txt"));
}
