//! Hard cases for stories, `tests/stories/*.md`: each is grouped by itself as its author says. The format stands in
//! the README there.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

mod common;

use assert_cmd::Command;
use common::report;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Reports of one case and which of them tell one story.
#[derive(Default)]
struct Case {
    name: String,
    reports: Vec<Map<String, Value>>,
    stories: BTreeSet<BTreeSet<String>>,
}

/// The cases of a file.
fn cases(text: &str) -> Vec<Case> {
    text.split("\n## ").skip(1).map(case).collect()
}

fn case(text: &str) -> Case {
    let (told, stories) = text.split_once("\nstories:\n").expect("a case ends with its stories");
    let mut parts = told.split("\n### ");
    let name = parts.next().and_then(|head| head.lines().next()).unwrap_or_default().to_owned();
    let names = |line: &str| line.trim_start_matches("- ").split_whitespace().map(str::to_owned).collect();
    let stories = stories.lines().filter(|line| line.starts_with("- ")).map(names).collect();
    Case { name, reports: parts.map(report).collect(), stories }
}

/// The stories that `group` finds in a case.
fn grouped(case: &Case) -> BTreeSet<BTreeSet<String>> {
    let lines: String =
        case.reports.iter().map(|report| Value::from(report.clone()).to_string() + "\n").collect();
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    let out =
        command.args(["group", "--format", "jsonl"]).write_stdin(lines).output().expect("the program starts");
    assert!(out.status.success(), "{}: {}", case.name, String::from_utf8_lossy(&out.stderr));
    let mut stories: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(out.stdout).expect("lines are UTF-8").lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let field = |name: &str| line[name].as_str().expect("a string").to_owned();
        stories.entry(field("story")).or_default().insert(field("id"));
    }
    stories.into_values().collect()
}

/// All cases, by file.
fn all() -> Vec<(String, Vec<Case>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.retain(|file| file.file_name().is_some_and(|name| name != "README.md"));
    files.sort();
    let read = |file: &Path| fs::read_to_string(file).expect("a file of cases is text");
    files
        .iter()
        .map(|file| (file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), cases(&read(file))))
        .collect()
}

/// Files begin with this from which nothing is learnt.
const KEPT: &str = "kept";
/// Cases that are grouped as their author says. Most of the others tell one event in words, or two in names, that only
/// a reader who knows the world can tell.
const RIGHT: usize = 75;
/// The same of the files that nothing is learnt from; the last one holds small collections.
const KEPT_RIGHT: [(&str, usize); 3] = [("kept", 16), ("kept-clean", 16), ("kept-small", 19)];

/// How many of these cases are grouped as their author says, and how many there are; prints the others.
fn right(files: &[(String, Vec<Case>)], asked: impl Fn(&str) -> bool) -> (usize, usize) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (file, cases) in files.iter().filter(|(file, _)| asked(file)) {
        for case in cases {
            count += 1;
            let reports: usize = case.stories.iter().map(BTreeSet::len).sum();
            assert_eq!(reports, case.reports.len(), "{}: each report is part of one story", case.name);
            let found = grouped(case);
            if found != case.stories {
                wrong.push(format!("{file}/{}: {found:?} instead of {:?}", case.name, case.stories));
            }
        }
    }
    println!("{} of {count} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
    (count - wrong.len(), count)
}

#[test]
fn cases_are_grouped_as_their_author_says() {
    let files = all();
    let (known, count) = right(&files, |file| !file.starts_with(KEPT));
    assert!(count >= 80, "only {count} cases");
    assert!(known >= RIGHT, "{known} cases right, should be {RIGHT}");
    for (kept, floor) in KEPT_RIGHT {
        let (right, count) = right(&files, |file| file == kept);
        assert!(count >= 20, "only {count} cases of {kept}");
        assert!(right >= floor, "{right} cases of {kept} right, should be {floor}");
    }
}
