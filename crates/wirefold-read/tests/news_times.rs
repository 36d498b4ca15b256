//! Executes `cases/news_times.md`: short reports with their times in brackets.

mod common;

use common::annotate;
use wirefold_report::TimeExpression;

/// One report of the file.
struct Case {
    day: Option<&'static str>,
    /// The quoted paragraph, with its marks.
    marked: String,
}

/// The quoted paragraphs, each with the day that the line before states.
fn cases(source: &'static str) -> Vec<Case> {
    let (mut out, mut day, mut marked): (Vec<Case>, Option<&str>, String) = (Vec::new(), None, String::new());
    for line in source.lines().chain([""]) {
        if let Some(rest) = line.strip_prefix("Report ") {
            day = rest.strip_prefix("of ").and_then(|d| d.get(..10));
        } else if let Some(quoted) = line.strip_prefix("> ") {
            if !marked.is_empty() {
                marked.push(' ');
            }
            marked.push_str(quoted);
        } else if !marked.is_empty() {
            out.push(Case { day, marked: std::mem::take(&mut marked) });
        }
    }
    out
}

/// The text without marks, and what they say: "yesterday DATE 2024-03-11".
fn unmarked(marked: &str) -> (String, Vec<String>) {
    let (mut text, mut expected, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, after)) = rest.split_once('[') {
        let (words, after) = after.split_once("]{").expect("a mark has its value");
        let (value, after) = after.split_once('}').expect("a mark ends");
        text.push_str(before);
        text.push_str(words);
        expected.push(format!("{words} {value}"));
        rest = after;
    }
    text.push_str(rest);
    (text, expected)
}

fn shown(time: &TimeExpression, text: &str) -> String {
    let modifier = time.modifier.map_or(String::new(), |m| format!(" {}", m.name()));
    let utc = time.utc.map_or(String::new(), |u| format!(" ={u}"));
    format!("{} {} {}{modifier}{utc}", time.span.of(text), time.kind.name(), time.value)
}

#[test]
fn news_times() {
    let cases = cases(include_str!("cases/news_times.md"));
    assert!(cases.len() > 30, "the file is read whole");
    let mut wrong = Vec::new();
    for case in &cases {
        let (text, expected) = unmarked(&case.marked);
        let found: Vec<String> = annotate(&text, case.day).times.iter().map(|t| shown(t, &text)).collect();
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
