//! The pair of reports that wirefold was founded on, where it lies beside the checkout: one agency text, twice
//! translated. Only the shape of the answer is checked here; no word of the texts is known to the program or its tests.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The two reports, if they are there.
fn pair() -> Option<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    (files.len() == 2).then_some(files)
}

fn record(files: &[PathBuf]) -> Value {
    let out = Command::cargo_bin("wirefold")
        .expect("the program was built")
        .args(["read", "--format", "json"])
        .args(files)
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("the record is JSON")
}

#[test]
fn one_story_one_origin_and_what_differs() {
    let Some(files) = pair() else {
        println!("skipped: the founding pair does not lie beside this checkout");
        return;
    };
    let record = record(&files);
    let stories = record["stories"].as_array().expect("a list");
    assert_eq!(stories.len(), 1, "one story");
    let story = &stories[0];
    assert_eq!(story["counts"], serde_json::json!({"reports": 2, "outlets": null, "origins": 1}));
    assert_eq!((&story["date"], &story["date_basis"]), (&"2023-10-17".into(), &"inferred".into()));
    let relations: Vec<&Value> =
        story["reports"].as_array().expect("a list").iter().map(|r| &r["relation"]).collect();
    assert_eq!(relations, [&Value::Null, &"rewrite".into()]);

    let count = |list: &str| story[list].as_array().expect("a list").len();
    assert!((17..=20).contains(&count("alignment")), "{} aligned sentences", count("alignment"));
    assert!((16..=27).contains(&count("events")), "{} events", count("events"));
    assert!(count("differences") <= 16, "{} differences", count("differences"));

    let differences = story["differences"].as_array().expect("a list");
    let of = |kind: &str, status: &str| {
        differences
            .iter()
            .filter(|d| d["kind"] == kind && (status.is_empty() || d["status"] == status))
            .count()
    };
    let rows = [
        ("quote_speaker", "conflict", 1),
        ("quote_wording", "wording", 4),
        ("tense", "compatible", 1),
        ("number", "compatible", 1),
        ("name", "compatible", 3),
        ("time", "compatible", 1),
        ("omission", "", 1),
    ];
    let missing: Vec<_> = rows.iter().filter(|(kind, status, least)| of(kind, status) < *least).collect();
    assert!(missing.len() <= 1, "missing: {missing:?}");
}
