//! Conflicts between two reports of our own writing, as `wirefold compare` tells them from raw text: how many of those in
//! `conflicts/true.md` it finds, and how many it finds in `conflicts/none.md`, where nothing contradicts anything.
//!
//! `## NAME` opens a case, `### ID` each of its two reports, whose fields end at an empty line. A true case ends with
//! `conflict: ONE | OTHER`: words that the two values hold.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

mod common;

use assert_cmd::Command;
use common::report;
use serde_json::{Map, Value};
use std::fs;

/// True conflicts that must be found at least, of 41.
const LEAST_FOUND: usize = 37;

struct Case<'a> {
    name: &'a str,
    reports: Vec<Map<String, Value>>,
    /// What the two reports say differently.
    expected: Option<(&'a str, &'a str)>,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let opened = text.strip_prefix("## ").expect("a file opens with a case");
    opened.split("\n## ").map(case).collect()
}

fn case(text: &str) -> Case<'_> {
    let (told, conflict) = text.split_once("\nconflict: ").map_or((text, None), |(t, c)| (t, Some(c)));
    let mut parts = told.split("\n### ");
    let name = parts.next().unwrap_or_default().trim();
    let reports: Vec<_> = parts.map(report).collect();
    assert_eq!(reports.len(), 2, "{name} has two reports");
    let expected = conflict.map(|line| line.trim().split_once(" | ").expect("a conflict has two sides"));
    Case { name, reports, expected }
}

/// The values of each conflict that is told of a case.
fn conflicts(case: &Case<'_>) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let files: Vec<_> = case
        .reports
        .iter()
        .enumerate()
        .map(|(number, report)| {
            let file = folder.path().join(format!("{number}.jsonl"));
            fs::write(&file, Value::from(report.clone()).to_string()).expect("a file can be written");
            file
        })
        .collect();
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    let out = command.args(["compare", "--format", "json"]).args(files).output().expect("the program starts");
    assert!(out.status.success(), "{}: {}", case.name, String::from_utf8_lossy(&out.stderr));
    let record: Value = serde_json::from_slice(&out.stdout).expect("it prints JSON");
    let all = record["story"]["differences"].as_array().expect("a record has differences");
    let items = |difference: &Value| -> Vec<String> {
        let items = difference["items"].as_array().into_iter().flatten();
        items.map(|item| item["value"].as_str().unwrap_or_default().to_owned()).collect()
    };
    all.iter().filter(|difference| difference["status"] == "conflict").map(items).collect()
}

fn is_told(told: &[Vec<String>], (one, other): (&str, &str)) -> bool {
    let has = |values: &[String], words: &str| values.iter().any(|value| value.contains(words));
    told.iter().any(|values| has(values, one) && has(values, other))
}

#[test]
fn conflicts_that_are_there_are_told_and_no_others() {
    let real = cases(include_str!("conflicts/true.md"));
    let none = cases(include_str!("conflicts/none.md"));
    let (mut found, mut wrong) = (0, 0);
    for case in &real {
        let told = conflicts(case);
        let right = case.expected.is_some_and(|expected| is_told(&told, expected));
        found += usize::from(right);
        if !right {
            println!("missed: {}: {told:?}", case.name);
        }
    }
    for case in &none {
        let told = conflicts(case);
        wrong += told.len();
        if !told.is_empty() {
            println!("false: {}: {told:?}", case.name);
        }
    }
    println!("{found} of {} found, {wrong} false in {} cases", real.len(), none.len());
    assert!(found >= LEAST_FOUND && wrong == 0, "{found} found, {wrong} false");
}
