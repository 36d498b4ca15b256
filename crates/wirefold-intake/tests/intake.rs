//! Inputs and what is read in them: every file in `tests/cases/intake` is the
//! input's name, the input, and what [`shown`] makes of its intake.

use std::path::Path;
use wirefold_intake::{Intake, Options, read};
use wirefold_report::Report;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/intake");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10, "the cases are not where they should be: {}", folder.display());
    let wrong: Vec<String> =
        files.iter().filter_map(|file| check(&std::fs::read_to_string(file).unwrap())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn check(case: &str) -> Option<String> {
    let (name, rest) = case.split_once('\n').expect("a name on the first line");
    let (input, expected) =
        rest.split_once("\n=====\n").expect("a line of equals signs before the expectation");
    let found = shown(&read(name, input.as_bytes(), &Options::default()));
    (found.trim() != expected.trim()).then(|| format!("{name}\n--- expected\n{expected}\n--- found\n{found}"))
}

fn shown(intake: &Intake) -> String {
    let mut out = String::new();
    for report in &intake.reports {
        show_report(&mut out, report);
    }
    for problem in &intake.problems {
        out += &format!("problem {}: {}\n", problem.input, problem.reason);
    }
    for note in &intake.notes {
        out += &format!("note {}: {}\n", note.input, note.reason);
    }
    out
}

fn show_report(out: &mut String, report: &Report) {
    *out += &format!("report {}\n", report.id);
    let published = report.published.as_ref().map(|p| match p.instant {
        Some(instant) => format!("{} = {instant}", p.date),
        None => p.date.to_string(),
    });
    let fields = [
        ("title", &report.title),
        ("url", &report.url),
        ("outlet", &report.outlet),
        ("published", &published),
        ("language", &report.language),
        ("credit", &report.credit),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            *out += &format!("  {name}: {value}\n");
        }
    }
    if !report.extra.is_empty() {
        *out += &format!("  extra: {}\n", serde_json::Value::Object(report.extra.clone()));
    }
    for line in report.text.lines() {
        *out += &format!("  |{line}\n");
    }
}
