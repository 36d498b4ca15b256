//! The signs of pairs of reports that tell one event or do not, to learn `src/story/likeness.tsv` from.
//!
//! ```text
//! story_signs CASES REPORTS.jsonl.gz KEY.jsonl …   a pair a line: its weight, whether both tell one story, each sign
//! ```
//!
//! `CASES` is the folder of hard cases (`crates/wirefold-cli/tests/stories`), each streamed by itself; those of
//! `kept.md` are kept for judging.
//! `KEY.jsonl` says `{"id","story"}`. Each set is streamed several times: as it is, without dates, without titles, cut
//! to the lead, and in parts of 30, 100 and 300 reports, so that what is learnt holds in all of these.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{BufWriter, Read as _, Write as _};

use serde_json::Value;
use wirefold_fold::{SIGNS, Stories, Window, in_order};
use wirefold_report::{Published, Report};

type Failure = Box<dyn std::error::Error>;

/// Reports and the number of each one's story.
#[derive(Clone, Default)]
struct Set {
    reports: Vec<Report>,
    story: Vec<usize>,
}

/// How much a pair of a case counts: there are few of them.
const CASE: u32 = 5;
/// Words of a report that was cut to its lead.
const LEAD: usize = 90;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "weight\tsame\t{}", SIGNS.join("\t"))?;
    for case in cases(&arguments.next().ok_or("usage: story_signs CASES REPORTS.jsonl.gz KEY.jsonl …")?)? {
        write(&mut out, CASE, &case)?;
    }
    while let (Some(reports), Some(key)) = (arguments.next(), arguments.next()) {
        let set = read(&reports, &key)?;
        for part in variants(&set).iter().flat_map(parts) {
            write(&mut out, 1, &part)?;
        }
    }
    Ok(out.flush()?)
}

/// The cases of a folder; the README there tells their format.
fn cases(folder: &str) -> Result<Vec<Set>, Failure> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failure>>()?;
    files.retain(|file| file.file_name().is_some_and(|name| name != "README.md" && name != "kept.md"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file)?;
        cases.extend(
            text.split("\n## ")
                .skip(1)
                .map(case)
                .collect::<Option<Vec<Set>>>()
                .ok_or("not a file of cases")?,
        );
    }
    Ok(cases)
}

fn case(text: &str) -> Option<Set> {
    let (told, stories) = text.split_once("\nstories:\n")?;
    let stories: Vec<Vec<&str>> = stories.lines().map(|line| line.split_whitespace().collect()).collect();
    let mut set = Set::default();
    for part in told.split("\n### ").skip(1) {
        let (head, text) = part.split_once("\n\n")?;
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let id = head.lines().next()?.trim();
        let line = serde_json::json!({"id": id, "text": text.trim(), "title": field("title: "), "published": field("published: ")});
        set.reports.push(report(&line));
        set.story.push(stories.iter().position(|story| story.contains(&id))?);
    }
    Some(set)
}

fn read(reports: &str, key: &str) -> Result<Set, Failure> {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(reports)?).read_to_string(&mut text)?;
    let (mut numbers, mut story_of) = (BTreeMap::new(), HashMap::new());
    for line in std::fs::read_to_string(key)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let next = numbers.len();
        story_of.insert(line["id"].to_string(), *numbers.entry(line["story"].to_string()).or_insert(next));
    }
    let mut set = Set::default();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line)?;
        set.story.push(*story_of.get(&line["id"].to_string()).ok_or("a report without a story")?);
        set.reports.push(report(&line));
    }
    Ok(set)
}

fn report(line: &Value) -> Report {
    let field = |name: &str| line[name].as_str().map(str::to_owned);
    let published = field("published")
        .and_then(|source| Some(Published { date: source.get(..10)?.parse().ok()?, instant: None, source }));
    let (id, text) = (field("id").unwrap_or_default(), field("text").unwrap_or_default());
    Report { title: field("title"), published, ..Report::new(id, text) }
}

/// A set as it is and with something missing.
fn variants(set: &Set) -> Vec<Set> {
    let changed = |change: &dyn Fn(&mut Report)| {
        let mut set = set.clone();
        set.reports.iter_mut().for_each(change);
        set
    };
    let short = |report: &mut Report| {
        let end = report.text.match_indices(' ').nth(LEAD).map_or(report.text.len(), |(at, _)| at);
        report.text.truncate(end);
    };
    vec![
        set.clone(),
        changed(&|report| report.published = None),
        changed(&|report| report.title = None),
        changed(&|report| (report.published, report.title) = (None, None)),
        changed(&short),
        changed(&|report| {
            short(report);
            report.published = None;
        }),
    ]
}

/// All of a set, and parts of it that hold whole stories.
fn parts(set: &Set) -> Vec<Set> {
    let mut parts = vec![set.clone()];
    for (size, times) in [(30, 8), (100, 3), (300, 3)] {
        parts.extend((0..times).map(|time| part(set, size, time)));
    }
    parts
}

fn part(set: &Set, size: usize, time: u64) -> Set {
    let mut stories: Vec<usize> = set.story.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let seed = size as u64 * 31 + time;
    stories.sort_by_key(|&story| (story as u64 + 1 + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15 ^ seed << 7));
    let (mut taken, mut reports) = (BTreeSet::new(), 0);
    for story in stories {
        if reports < size && taken.insert(story) {
            reports += set.story.iter().filter(|other| **other == story).count();
        }
    }
    let kept: Vec<usize> = (0..set.story.len()).filter(|&i| taken.contains(&set.story[i])).collect();
    Set {
        reports: kept.iter().map(|&i| set.reports[i].clone()).collect(),
        story: kept.iter().map(|&i| set.story[i]).collect(),
    }
}

fn write(out: &mut impl std::io::Write, weight: u32, set: &Set) -> Result<(), Failure> {
    let order = in_order(&set.reports);
    let ordered: Vec<&Report> = order.iter().map(|&i| &set.reports[i]).collect();
    let placed = Stories::new(Window::default()).add(ordered.as_slice(), &vec![Vec::new(); order.len()]);
    for (b, one) in placed.iter().enumerate() {
        for compared in &one.compared {
            let same = set.story[order[compared.report]] == set.story[order[b]];
            let signs: Vec<String> = compared.signs.iter().map(|sign| format!("{sign:.4}")).collect();
            writeln!(out, "{weight}\t{}\t{}", u8::from(same), signs.join("\t"))?;
        }
    }
    Ok(())
}
