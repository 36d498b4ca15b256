//! Scores on the development sets against the floors of `floors.toml`.
//!
//! The sets lie beside the checkout and are no part of it. Where they are absent
//! each test says so and passes; where they are there, a figure below its floor
//! fails, and so does a gold file other than the one the floor was set on.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Deserialize)]
struct Floors {
    score: Vec<Score>,
}

#[derive(Deserialize)]
struct Score {
    gold: String,
    sha256: String,
    input: String,
    run: Vec<String>,
    scorer: String,
    floors: BTreeMap<String, f64>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where the development sets and the scorers lie, if they do.
fn shared() -> Option<PathBuf> {
    let shared = root().join("../shared");
    (shared.join("gold").is_dir() && shared.join("score").is_dir()).then_some(shared)
}

fn floors() -> Vec<Score> {
    let text = fs::read_to_string(root().join("floors.toml")).expect("floors.toml lies at the root");
    toml::from_str::<Floors>(&text).expect("floors.toml is well-formed").score
}

/// Measures every score whose gold file lies in `folder`.
fn check(folder: &str) {
    let Some(shared) = shared() else {
        println!("skipped: the development sets do not lie beside this checkout");
        return;
    };
    let wanted: Vec<Score> =
        floors().into_iter().filter(|s| s.gold.starts_with(&format!("{folder}/"))).collect();
    assert!(!wanted.is_empty(), "floors.toml names no set in {folder}");
    let mut fallen = String::new();
    for score in &wanted {
        same_data(&shared, score);
        let figures = measure(&shared, score);
        for (figure, floor) in &score.floors {
            let got =
                figures[figure].as_f64().unwrap_or_else(|| panic!("{} gives no {figure}", score.scorer));
            println!("{}: {figure} {got:.2} (floor {floor:.2})", score.gold);
            if got < *floor {
                let _ = writeln!(fallen, "{}: {figure} {got:.2} is below its floor {floor:.2}", score.gold);
            }
        }
    }
    assert!(fallen.is_empty(), "{fallen}");
}

fn same_data(shared: &Path, score: &Score) {
    let bytes = fs::read(shared.join("gold").join(&score.gold)).expect("the gold file can be read");
    let hash = Sha256::digest(&bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(hash, score.sha256, "{} is not the file that its floor was set on", score.gold);
}

/// Runs the program on the set and the scorer on what it prints.
fn measure(shared: &Path, score: &Score) -> Value {
    let gold = shared.join("gold");
    let run = score.run.iter().map(|part| match part.contains('/') {
        true => gold.join(part).into_os_string(),
        false => part.into(),
    });
    let out = Command::new(env!("CARGO_BIN_EXE_wirefold"))
        .args(run)
        .arg(gold.join(&score.input))
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{}: {}", score.gold, String::from_utf8_lossy(&out.stderr));
    let system =
        std::env::temp_dir().join(format!("wirefold-scores-{}", score.gold.replace(['/', '.'], "-")));
    fs::write(&system, &out.stdout).expect("the temporary folder can be written");
    let scored = Command::new("python3")
        .arg(shared.join("score").join(&score.scorer))
        .arg("--gold")
        .arg(gold.join(&score.gold))
        .arg("--system")
        .arg(&system)
        .output()
        .expect("the scorers need python3");
    let said = String::from_utf8_lossy(&scored.stdout).into_owned();
    assert!(scored.status.success(), "{said}{}", String::from_utf8_lossy(&scored.stderr));
    fs::remove_file(&system).expect("the file was just written");
    serde_json::from_str(said.lines().last().unwrap_or_default()).expect("a scorer's last line is JSON")
}

#[test]
fn copies() {
    check("copies");
}

#[test]
fn stories() {
    check("stories");
}

#[test]
fn syntax() {
    check("ud");
}

#[test]
fn names() {
    check("ner");
}

#[test]
fn times() {
    check("times");
}

#[test]
fn numbers() {
    check("numbers");
}

#[test]
fn quotes() {
    check("quotes");
}

#[test]
fn events() {
    check("events");
}
