//! Which quotes of independent reports give one utterance, from raw text: cases of our own in `sayings/cases.md`.

use assert_cmd::Command;
use serde_json::Value;

/// A case of the file: its heading, its two reports, the utterances.
struct Case<'a> {
    name: &'a str,
    texts: [&'a str; 2],
    expected: Vec<&'a str>,
}

fn case(source: &str) -> Case<'_> {
    let mut lines = source.lines();
    let name = lines.next().unwrap_or_default();
    let text = |mark: &str| source.lines().find_map(|line| line.strip_prefix(mark)).expect("a report").trim();
    let texts = [text("a>"), text("b>")];
    Case { name, texts, expected: lines.filter_map(|line| line.strip_prefix("- ")).collect() }
}

/// The utterances of the record: who spoke, and in how many reports.
fn utterances(case: &Case<'_>) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = ["a", "b"].map(|id| folder.path().join(id).with_extension("txt"));
    for (path, text) in paths.iter().zip(case.texts) {
        std::fs::write(path, text).expect("a report is written");
    }
    let out = Command::cargo_bin("wirefold")
        .expect("the program is built")
        .args(["compare", "--format", "json", "--document-date", "2031-06-11"])
        .args(&paths)
        .output()
        .expect("the program runs");
    let compared: Value = serde_json::from_slice(&out.stdout).expect("output is JSON");
    let quotes = compared["story"]["quotes"].as_array().expect("quotes");
    let line = |quote: &Value| {
        let speaker = quote["speaker_name"].as_str().unwrap_or("-");
        format!("{speaker} × {}", quote["variants"].as_array().map_or(0, Vec::len))
    };
    quotes.iter().map(line).collect()
}

#[test]
fn what_two_say_is_two_utterances() {
    let source = include_str!("sayings/cases.md");
    let wrong: Vec<String> = source
        .split("\n## ")
        .skip(1)
        .map(case)
        .filter_map(|case| {
            let found = utterances(&case);
            (found != case.expected).then(|| format!("{}: {found:?}", case.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
