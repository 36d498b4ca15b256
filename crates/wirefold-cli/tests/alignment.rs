//! Which sentences of two reports say the same: pairs of reports of our own writing, linked by
//! hand (`alignment/README.md` has the rules), from raw text by `wirefold compare`. The 60 pairs,
//! those in `learning` and those in `fresh` taught what a few signs count for (`train/alignment.py`),
//! those in `learning` also the branch that tells likeness (`train/likeness_reports.py`); the 40
//! in `kept` only judge.
//!
//! A link is right if the gold links the same two sentences. Where the program cuts the
//! text otherwise, a span of its stands for every gold sentence that it mostly covers
//! or mostly lies in.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A sentence of A and one of B, counted from 0.
type Link = (usize, usize);

struct Pair {
    name: String,
    /// How the second report came about: the name of the file.
    kind: String,
    sentences: [Vec<String>; 2],
    links: BTreeSet<Link>,
}

impl Pair {
    /// One pair as the format of `alignment/README.md` writes it.
    fn parse(kind: &str, section: &str) -> Self {
        let (name, rest) = section.split_once('\n').expect("a name stands alone");
        let mut pair = Self {
            name: name.to_owned(),
            kind: kind.to_owned(),
            sentences: Default::default(),
            links: BTreeSet::new(),
        };
        let mut side = 0;
        for line in rest.lines() {
            if let Some(link) = line.strip_prefix("- ") {
                pair.links.extend(links(link));
            } else if line == "A" || line == "B" {
                side = usize::from(line == "B");
            } else if let Some((number, sentence)) = line.split_once(". ").filter(|(n, _)| is_number(n)) {
                assert_eq!(number, (pair.sentences[side].len() + 1).to_string(), "{name}");
                pair.sentences[side].push(sentence.to_owned());
            }
        }
        let exist = |&(a, b): &Link| a < pair.sentences[0].len() && b < pair.sentences[1].len();
        assert!(!pair.links.is_empty() && pair.links.iter().all(exist), "{name}");
        pair
    }

    fn text(&self, side: usize) -> String {
        self.sentences[side].join(" ")
    }

    /// Where the sentences of one side stand in its text, in code points.
    fn places(&self, side: usize) -> Vec<Range<usize>> {
        let mut at = 0;
        let place = |sentence: &String| {
            let start = at;
            at += sentence.chars().count() + 1;
            start..at - 1
        };
        self.sentences[side].iter().map(place).collect()
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `A1 A2 = B3`: each on the left with each on the right.
fn links(line: &str) -> Vec<Link> {
    let (left, right) = line.split_once(" = ").expect("a link has two sides");
    let numbers = |side: &str, letter: char| -> Vec<usize> {
        let number = |id: &str| id.strip_prefix(letter)?.parse::<usize>().ok()?.checked_sub(1);
        side.split(' ').map(|id| number(id).expect("a sentence is a letter and a number from 1")).collect()
    };
    let (left, right) = (numbers(left, 'A'), numbers(right, 'B'));
    left.iter().flat_map(|&a| right.iter().map(move |&b| (a, b))).collect()
}

fn pairs(folder: &Path) -> Vec<Pair> {
    let entries = fs::read_dir(folder).expect("the set lies beside the test").flatten();
    let of_set = |p: &PathBuf| p.extension().is_some_and(|e| e == "md") && !p.ends_with("README.md");
    let mut files: Vec<PathBuf> = entries.map(|e| e.path()).filter(of_set).collect();
    files.sort();
    let read = |file: &PathBuf| -> Vec<Pair> {
        let text = fs::read_to_string(file).expect("a file of the set is UTF-8");
        let kind = file.file_stem().expect("a file has a name").to_string_lossy();
        text.split("\n## ").skip(1).map(|section| Pair::parse(&kind, section)).collect()
    };
    files.iter().flat_map(read).collect()
}

/// The sentences that a span mostly covers or mostly lies in.
fn meant(evidence: &Value, places: &[Range<usize>]) -> Vec<usize> {
    let bound = |end: &str| evidence[end].as_u64().expect("a span has two bounds") as usize;
    let span = bound("start")..bound("end");
    let shared = |place: &Range<usize>| span.end.min(place.end).saturating_sub(span.start.max(place.start));
    let met = |place: &Range<usize>| 2 * shared(place) > place.len().min(span.len());
    (0..places.len()).filter(|&i| met(&places[i])).collect()
}

/// What `wirefold compare` links.
fn found(pair: &Pair, folder: &Path) -> BTreeSet<Link> {
    let file = |side: usize| {
        let id = ["a", "b"][side];
        let path = folder.join(format!("{id}.jsonl"));
        let line = json!({"id": id, "text": pair.text(side)});
        fs::write(&path, line.to_string()).expect("the folder can be written to");
        path
    };
    let out = Command::new(env!("CARGO_BIN_EXE_wirefold"))
        .args(["compare", "--format", "json"])
        .args([file(0), file(1)])
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{}: {}", pair.name, String::from_utf8_lossy(&out.stderr));
    let said: Value = serde_json::from_slice(&out.stdout).expect("a comparison is JSON");
    let mut found = BTreeSet::new();
    for link in said["story"]["alignment"].as_array().expect("a list") {
        let side = |end: &str| usize::from(link[end]["report"] == "b");
        let ends = [("a", side("a")), ("b", side("b"))];
        let [left, right] = ends.map(|(end, side)| meant(&link[end], &pair.places(side)));
        for (x, y) in left.iter().flat_map(|&x| right.iter().map(move |&y| (x, y))) {
            found.insert(if side("a") == 0 { (x, y) } else { (y, x) });
        }
    }
    found
}

/// The floor of a set of pairs; one that has none is measured all the same.
fn floor(root: &Path, name: &str) -> f64 {
    let floors = fs::read_to_string(root.join("floors.toml")).expect("floors.toml lies at the root");
    let floors: toml::Table = floors.parse().expect("floors.toml is well-formed");
    floors["alignment"].get(name).map_or(0.0, |floor| floor.as_float().expect("a floor is a number"))
}

/// Links found and right, found, and right.
#[derive(Clone, Copy, Default)]
struct Count {
    both: usize,
    told: usize,
    right: usize,
}

impl Count {
    fn add(&mut self, pair: &Pair, found: &BTreeSet<Link>) {
        self.both += pair.links.intersection(found).count();
        self.told += found.len();
        self.right += pair.links.len();
    }

    fn f1(self) -> f64 {
        percent(2 * self.both, self.right + self.told)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// F1 over a set of pairs. Prints what is wrong, and the figures by kind.
fn measured(name: &str, pairs: &[Pair]) -> f64 {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (mut all, mut kinds, mut errors) = (Count::default(), BTreeMap::new(), String::new());
    for pair in pairs {
        let found = found(pair, folder.path());
        all.add(pair, &found);
        kinds.entry(&pair.kind).or_insert_with(Count::default).add(pair, &found);
        for (sign, wrong) in
            [("missed", pair.links.difference(&found)), ("false ", found.difference(&pair.links))]
        {
            for &(a, b) in wrong {
                let (one, other) = (&pair.sentences[0][a], &pair.sentences[1][b]);
                let _ = writeln!(errors, "{} {sign} A{} {one}\n  B{} {other}", pair.name, a + 1, b + 1);
            }
        }
    }
    let (precision, recall) = (percent(all.both, all.told), percent(all.both, all.right));
    println!("{errors}{name}: f1 {:.2}, precision {precision:.2}, recall {recall:.2}", all.f1());
    kinds.iter().for_each(|(kind, count)| println!("  {kind} {:.2}", count.f1()));
    all.f1()
}

#[test]
fn alignment() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let set = here.join("tests/alignment");
    for (name, folder, size) in [("f1", set.clone(), 60), ("kept_f1", set.join("kept"), 40)] {
        let pairs = pairs(&folder);
        assert_eq!(pairs.len(), size, "the set is whole");
        let (f1, floor) = (measured(name, &pairs), floor(&here.join("../.."), name));
        assert!(f1 >= floor, "{name}: {f1:.2} is below the floor of floors.toml");
    }
}

#[test]
fn what_is_learnt_from_is_whole_and_judges_nothing() {
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/alignment");
    let names =
        |folder: &str| -> BTreeSet<String> { pairs(&set.join(folder)).into_iter().map(|p| p.name).collect() };
    let judging: BTreeSet<String> = names("").union(&names("kept")).cloned().collect();
    for (folder, size) in [("learning", 145), ("fresh", 262)] {
        let names = names(folder);
        assert_eq!(names.len(), size, "each pair has a name of its own");
        assert!(names.is_disjoint(&judging));
    }
}
