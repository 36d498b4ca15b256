//! Who said what, from raw text: cases of our own in `quotes/cases.md`.

use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// A case of the file: its heading, its text, its lines.
struct Case<'a> {
    name: &'a str,
    text: String,
    expected: Vec<&'a str>,
}

fn cases(file: &str) -> Vec<Case<'_>> {
    file.split("\n## ").skip(1).map(case).collect()
}

fn case(source: &str) -> Case<'_> {
    let mut lines = source.lines();
    let name = lines.next().unwrap_or_default();
    let text: Vec<&str> =
        lines.clone().filter_map(|line| line.strip_prefix('>')).map(str::trim_start).collect();
    let expected = lines.filter_map(|line| line.strip_prefix("- ")).filter(|&line| line != "nothing");
    Case { name, text: text.join("\n"), expected: expected.collect() }
}

/// What the program says of all texts, one value each.
fn annotated(cases: &[Case<'_>]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wirefold"))
        .args(["annotate", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = String::new();
    for case in cases {
        let _ = writeln!(input, "{}", json!({ "id": case.name, "text": case.text }));
    }
    let mut pipe = child.stdin.take().expect("standard input is a pipe");
    pipe.write_all(input.as_bytes()).expect("the program reads");
    drop(pipe);
    let out = child.wait_with_output().expect("the program ends");
    assert!(out.status.success());
    let said = String::from_utf8(out.stdout).expect("output is UTF-8");
    said.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The quotes as the file writes them.
fn found(said: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let name = |id: &Value| {
        let entities = list(&said["entities"]);
        let entity = entities.iter().find(|e| !id.is_null() && e["id"] == *id);
        entity.and_then(|e| e["name"].as_str()).unwrap_or("-").to_owned()
    };
    let line = |quote: &Value| {
        let content: Vec<String> =
            list(&quote["content"]).iter().filter_map(|s| s["text"].as_str().map(str::to_owned)).collect();
        let kind = quote["kind"].as_str().unwrap_or_default();
        format!("{kind} | {} | {}", name(&quote["speaker"]), content.join(" … "))
    };
    list(&said["quotes"]).iter().map(line).collect()
}

#[test]
fn quotes() {
    let cases = cases(include_str!("quotes/cases.md"));
    let said = annotated(&cases);
    assert_eq!(said.len(), cases.len());
    let mut wrong = String::new();
    for (case, said) in cases.iter().zip(&said) {
        let found = found(said);
        let missed = case.expected.iter().any(|&want| !found.iter().any(|got| got == want));
        let false_one =
            found.iter().any(|got| !got.starts_with("indirect") && !case.expected.contains(&got.as_str()));
        if missed || false_one {
            let _ = writeln!(wrong, "{}\n  want {:#?}\n  got {found:#?}", case.name, case.expected);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
