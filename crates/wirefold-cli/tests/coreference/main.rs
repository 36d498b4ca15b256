//! Coreference within a report, from raw text, on GUM's development part.
//!
//! **Whose mentions count.** Names and pronouns: gold mentions whose head word is
//! tagged PROPN, or PRON and is a personal pronoun (personal, possessive or
//! reflexive form). GUM marks no relative pronouns; demonstratives ("this shows")
//! mostly take up what was said rather than somebody. The figure `third_person`
//! takes pronouns of the third person alone, as reports use them; `all_persons`
//! takes "I", "we" and "you" too, half of all pronouns in GUM's conversations, vlogs and
//! letters, whose raw text does not say who speaks. Mentions of the program that are headed by any
//! other word are set aside, as those of the gold standard are; a mention of the
//! program that matches none of the gold standard counts as wrong.
//!
//! Matching stands in [`matching`], the measures in [`metric`]. Clusters of one
//! mention are dropped on both sides, after the selection, as in CoNLL-2012.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

mod gum;
mod matching;
mod metric;

use matching::{Found, Heads, found, matched};
use metric::{Cluster, Score};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Deserialize)]
struct Floors {
    coreference: Floor,
}

#[derive(Deserialize)]
struct Floor {
    gold: String,
    sha256: String,
    input: String,
    floors: BTreeMap<String, f64>,
}

/// Which pronouns count beside names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Persons {
    Third,
    All,
}

impl Persons {
    fn counts(self, word: &gum::Word) -> bool {
        const THIRD: [&str; 20] = [
            "he",
            "him",
            "his",
            "himself",
            "she",
            "her",
            "hers",
            "herself",
            "it",
            "its",
            "itself",
            "they",
            "them",
            "their",
            "theirs",
            "themselves",
            "themself",
            "'em",
            "’em",
            "em",
        ];
        const SPEAKING: [&str; 15] = [
            "i",
            "me",
            "my",
            "mine",
            "myself",
            "we",
            "us",
            "our",
            "ours",
            "ourselves",
            "you",
            "your",
            "yours",
            "yourself",
            "yourselves",
        ];
        let form = word.form.to_lowercase();
        let pronoun =
            || THIRD.contains(&form.as_str()) || self == Self::All && SPEAKING.contains(&form.as_str());
        word.upos == "PROPN" || word.upos == "PRON" && pronoun()
    }
}

/// A mention of either side: the head word of the gold mention that it is, or where
/// it stands if it is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mention {
    Gold((usize, usize)),
    Other((usize, usize)),
}

fn key(gold: &[gum::Mention], persons: Persons) -> Vec<Cluster<Mention>> {
    let mut clusters: BTreeMap<&str, Cluster<Mention>> = BTreeMap::new();
    for mention in gold.iter().filter(|m| persons.counts(&m.head)) {
        clusters.entry(&mention.entity).or_default().insert(Mention::Gold(mention.head.span));
    }
    clusters.into_values().collect()
}

fn response(
    words: &[gum::Word],
    gold: &[gum::Mention],
    found: &[Found],
    persons: Persons,
    heads: Heads,
) -> Vec<Cluster<Mention>> {
    let of_gold = matched(found, gold, heads);
    let by_place: BTreeMap<(usize, usize), &gum::Word> = words.iter().map(|w| (w.span, w)).collect();
    let mut clusters: BTreeMap<&BTreeSet<String>, Cluster<Mention>> = BTreeMap::new();
    for (i, mention) in found.iter().enumerate() {
        let (head, is) = match of_gold.get(&i) {
            Some(&j) => (Some(&gold[j].head), Mention::Gold(gold[j].head.span)),
            None => (by_place.get(&mention.head).copied(), Mention::Other(mention.span)),
        };
        if head.is_none_or(|word| persons.counts(word)) {
            clusters.entry(&mention.of).or_default().insert(is);
        }
    }
    clusters.into_values().collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What the program prints for the raw texts, line by line.
fn annotate(input: &Path) -> Vec<Value> {
    let out = Command::new(env!("CARGO_BIN_EXE_wirefold"))
        .args(["annotate", "--format", "jsonl"])
        .arg(input)
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let printed = String::from_utf8(out.stdout).expect("the program prints UTF-8");
    printed.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn assert_same_data(path: &Path, wanted: &str) {
    let bytes = fs::read(path).expect("the gold file can be read");
    let hash = Sha256::digest(&bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(hash, wanted, "the gold file is not the one that the floor was set on");
}

fn show(name: &str, score: Score) {
    let three = |ratio: metric::Ratio| {
        let (p, r) = (100.0 * ratio.precision(), 100.0 * ratio.recall());
        format!("{:.2} ({p:.1} / {r:.1})", 100.0 * ratio.f1())
    };
    println!(
        "{name}: CoNLL F1 {:.2}; F1 (precision / recall): MUC {}, B-cubed {}, CEAF-e {}, mentions {}",
        score.conll(),
        three(score.muc),
        three(score.b_cubed),
        three(score.ceaf_e),
        three(score.mentions)
    );
}

#[test]
fn coreference() {
    let gold_folder = root().join("../shared/gold");
    if !gold_folder.is_dir() {
        println!("skipped: the development sets do not lie beside this checkout");
        return;
    }
    let text = fs::read_to_string(root().join("floors.toml")).expect("floors.toml lies at the root");
    let floor = toml::from_str::<Floors>(&text).expect("floors.toml is well-formed").coreference;
    assert_same_data(&gold_folder.join(&floor.gold), &floor.sha256);
    let lines = annotate(&gold_folder.join(&floor.input));
    let field = |line: &Value, name: &str| line[name].as_str().expect("a field of the contract").to_owned();
    let texts = lines.iter().map(|line| (field(line, "id"), field(line, "text"))).collect();
    let documents = gum::documents(&gold_folder.join(&floor.gold), &texts);
    assert_eq!(documents.len(), lines.len(), "every document is read");
    let mut figures = BTreeMap::new();
    for (name, persons, heads) in [
        ("third_person", Persons::Third, Heads::Mutual),
        ("third_person_same_heads", Persons::Third, Heads::Same),
        ("all_persons", Persons::All, Heads::Mutual),
    ] {
        let mut score = Score::default();
        for line in &lines {
            let words = &documents[&field(line, "id")];
            let gold = gum::mentions(words);
            score.add(&key(&gold, persons), &response(words, &gold, &found(line), persons, heads));
        }
        show(name, score);
        figures.insert(name, score.conll());
    }
    for (name, least) in &floor.floors {
        let got = figures[name.as_str()];
        assert!(got >= *least, "{name} {got:.2} is below its floor {least:.2}");
    }
}
