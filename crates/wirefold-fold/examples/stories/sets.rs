//! Reports whose stories are known: hard cases, development sets, and the same with something missing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read as _;

use serde_json::Value;
use wirefold_report::{Published, Report};

use crate::Failure;

/// Reports and the number of each one's story.
#[derive(Clone, Default)]
pub(crate) struct Set {
    pub(crate) reports: Vec<Report>,
    pub(crate) story: Vec<usize>,
}

impl Set {
    /// What it holds of these stories.
    fn of(&self, stories: &BTreeSet<usize>) -> Self {
        let kept: Vec<usize> = (0..self.story.len()).filter(|&i| stories.contains(&self.story[i])).collect();
        Self {
            reports: kept.iter().map(|&i| self.reports[i].clone()).collect(),
            story: kept.iter().map(|&i| self.story[i]).collect(),
        }
    }
}

/// Words of a report that was cut to its lead, and of one that is hardly more than a sentence or two.
const LEAD: usize = 90;
const BRIEF: usize = 40;
/// What [`variants`] are called, in their order.
pub(crate) const VARIANTS: [&str; 9] = [
    "as it is",
    "no dates",
    "no titles",
    "neither",
    "leads alone",
    "leads, no dates",
    "briefs",
    "briefs, no dates",
    "briefs, neither",
];

/// A hard case, and the file that it stands in.
pub(crate) struct Case {
    pub(crate) file: String,
    name: String,
    pub(crate) set: Set,
}

impl Case {
    /// Whether nothing may be learnt from it.
    pub(crate) fn is_kept(&self) -> bool {
        self.file.starts_with("kept")
    }

    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.file, self.name)
    }
}

/// The cases of a folder; the README there tells their format.
pub(crate) fn cases(folder: &str) -> Result<Vec<Case>, Failure> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failure>>()?;
    files.retain(|file| file.file_name().is_some_and(|name| name != "README.md"));
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for text in std::fs::read_to_string(&path)?.split("\n## ").skip(1) {
            let name = text.lines().next().unwrap_or_default().to_owned();
            let set = case(text).ok_or_else(|| format!("{file}/{name} is no case"))?;
            cases.push(Case { file: file.clone(), name, set });
        }
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

/// The reports of a file and their stories by the key.
pub(crate) fn read(file: &str, key: &str) -> Result<Set, Failure> {
    let (mut numbers, mut story_of) = (BTreeMap::new(), HashMap::new());
    for line in std::fs::read_to_string(key)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        let (id, next) = (line["id"].as_str().unwrap_or_default().to_owned(), numbers.len());
        story_of.insert(id, *numbers.entry(line["story"].to_string()).or_insert(next));
    }
    let reports = reports(file)?;
    let story = reports.iter().map(|report| story_of.get(&report.id).copied());
    let story = story.collect::<Option<_>>().ok_or("a report without a story")?;
    Ok(Set { reports, story })
}

/// The reports of a file, one a line, gzip-compressed.
pub(crate) fn reports(file: &str) -> Result<Vec<Report>, Failure> {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(file)?).read_to_string(&mut text)?;
    text.lines().map(|line| Ok(report(&serde_json::from_str(line)?))).collect()
}

fn report(line: &Value) -> Report {
    let field = |name: &str| line[name].as_str().map(str::to_owned);
    let published = field("published")
        .and_then(|source| Some(Published { date: source.get(..10)?.parse().ok()?, instant: None, source }));
    let (id, text) = (field("id").unwrap_or_default(), field("text").unwrap_or_default());
    Report { title: field("title"), published, ..Report::new(id, text) }
}

/// A set as it is and with something missing.
pub(crate) fn variants(set: &Set) -> Vec<Set> {
    let changed = |change: &dyn Fn(&mut Report)| {
        let mut set = set.clone();
        set.reports.iter_mut().for_each(change);
        set
    };
    let cut = |report: &mut Report, words: usize| {
        let end = report.text.match_indices(' ').nth(words).map_or(report.text.len(), |(at, _)| at);
        report.text.truncate(end);
    };
    vec![
        set.clone(),
        changed(&|report| report.published = None),
        changed(&|report| report.title = None),
        changed(&|report| (report.published, report.title) = (None, None)),
        changed(&|report| cut(report, LEAD)),
        changed(&|report| {
            cut(report, LEAD);
            report.published = None;
        }),
        changed(&|report| cut(report, BRIEF)),
        changed(&|report| {
            cut(report, BRIEF);
            report.published = None;
        }),
        changed(&|report| {
            cut(report, BRIEF);
            (report.published, report.title) = (None, None);
        }),
    ]
}

/// Cases each by itself, each story of several reports by itself, and all together.
pub(crate) fn together(cases: &[Case]) -> Vec<Set> {
    let (mut sets, mut all) = (Vec::new(), Set::default());
    for set in cases.iter().map(|case| &case.set) {
        sets.push(set.clone());
        let stories: BTreeSet<usize> = set.story.iter().copied().collect();
        if stories.len() > 1 {
            let alone = stories.iter().map(|story| set.of(&BTreeSet::from([*story])));
            sets.extend(alone.filter(|set| set.reports.len() > 1));
        }
        let next = all.story.iter().max().map_or(0, |last| last + 1);
        all.reports.extend(set.reports.iter().cloned());
        all.story.extend(set.story.iter().map(|story| next + story));
    }
    sets.push(all);
    sets
}

/// All of a set, and parts of it that hold whole stories.
pub(crate) fn parts(set: &Set) -> Vec<Set> {
    let mut parts = vec![set.clone()];
    for (size, times) in [(1, 100), (4, 60), (10, 30), (30, 8), (100, 3), (300, 3)] {
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
    set.of(&taken)
}
