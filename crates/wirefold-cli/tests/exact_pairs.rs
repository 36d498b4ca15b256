//! Copies against an exact join: every pair of articles that shares half of its runs of five words must be among the
//! pairs that `group` finds, and what it says of their overlap must be true.
//!
//! The articles lie beside the checkout; without them the test says so and passes.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

use assert_cmd::Command;
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{BufRead as _, BufReader};
use std::path::Path;

const THRESHOLD: f64 = 0.5;
const FLOOR: f64 = 0.99;
/// A run in more articles than this is boilerplate: the exact join leaves it out of the count of candidates only.
const BOILERPLATE: usize = 500;

type Pairs = BTreeMap<(String, String), f64>;

#[test]
fn pairs_that_share_half_of_their_runs_are_found() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/copies/articles.jsonl.gz");
    if !corpus.is_file() {
        println!("skipped: the articles do not lie beside this checkout");
        return;
    }
    let exact = exact(&corpus);
    let found = found(&corpus);
    let near: Pairs = found.into_iter().filter(|(_, jaccard)| *jaccard >= THRESHOLD).collect();
    let both = exact.keys().filter(|pair| near.contains_key(*pair)).count() as f64;
    let (recall, precision) = (both / exact.len() as f64, both / near.len() as f64);
    println!("{} pairs, recall {recall:.4}, precision {precision:.4}", exact.len());
    assert!(exact.len() > 100 && recall >= FLOOR && precision >= FLOOR);
}

/// The pairs of `group --pairs` with the overlap that it states.
fn found(corpus: &Path) -> Pairs {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("pairs.jsonl");
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    command.args(["group", "--no-stories", "--format", "jsonl", "--pairs"]).arg(&file).arg(corpus);
    command.assert().success();
    let text = fs::read_to_string(&file).expect("the pairs were written");
    let pair = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let id = |side: &str| line[side].as_str().expect("a pair has ids").to_owned();
        (ordered(id("a"), id("b")), line["jaccard5"].as_f64().expect("a pair has its overlap"))
    };
    text.lines().map(pair).collect()
}

/// Every pair at or above the threshold, by the runs themselves.
fn exact(corpus: &Path) -> Pairs {
    let lines =
        BufReader::new(MultiGzDecoder::new(File::open(corpus).expect("the articles can be read"))).lines();
    let mut articles: Vec<(String, Vec<u64>)> = Vec::new();
    for line in lines {
        let article: Value =
            serde_json::from_str(&line.expect("a line can be read")).expect("a line is JSON");
        let text = |name: &str| article[name].as_str().expect("an article has an id and a text");
        articles.push((text("id").to_owned(), runs(text("text"))));
    }
    let mut holders: HashMap<u64, Vec<u32>> = HashMap::new();
    for (i, (_, runs)) in (0..).zip(&articles) {
        for run in runs {
            holders.entry(*run).or_default().push(i);
        }
    }
    let mut shared: HashMap<(u32, u32), usize> = HashMap::new();
    for list in holders.values().filter(|list| list.len() > 1 && list.len() <= BOILERPLATE) {
        for (k, b) in list.iter().enumerate() {
            for a in &list[..k] {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let mut pairs = Pairs::new();
    for ((a, b), count) in shared {
        let ((id_a, runs_a), (id_b, runs_b)) = (&articles[a as usize], &articles[b as usize]);
        let jaccard = count as f64 / (runs_a.len() + runs_b.len() - count) as f64;
        if jaccard >= THRESHOLD {
            pairs.insert(ordered(id_a.clone(), id_b.clone()), jaccard);
        }
    }
    pairs
}

/// Hashes of a text's runs of five words, each once.
fn runs(text: &str) -> Vec<u64> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let hash = |run: &[&str]| {
        let mut hasher = DefaultHasher::new();
        run.iter().for_each(|word| {
            hasher.write(word.as_bytes());
            hasher.write_u8(0);
        });
        hasher.finish()
    };
    let mut runs: Vec<u64> = words.windows(5).map(hash).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

fn ordered(a: String, b: String) -> (String, String) {
    if a < b { (a, b) } else { (b, a) }
}
