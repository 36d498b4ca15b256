//! Pairs and triples of reports of one event, whose sentences were linked for the alignment: by themselves they are the
//! smallest collections there are, a few together small ones.

use std::collections::BTreeMap;

use wirefold_report::Report;

use crate::Failure;
use crate::series::published;
use crate::sets::Set;
use crate::stream::mixed;

/// The parts of the folder that may teach.
const TEACHING: [&str; 2] = ["learning", "fresh"];
/// So many events lie in a set.
const EVENTS: [usize; 3] = [1, 2, 5];
/// The reports of an event come within so many days.
const DAYS: u64 = 3;
/// Events of one set begin within so many days.
const APART: u64 = 20;

/// Sets of events, without dates and with made-up ones; no report has a title.
pub(crate) fn sets(folder: &str) -> Result<Vec<Set>, Failure> {
    let mut events = Vec::new();
    for part in TEACHING {
        let files = std::fs::read_dir(format!("{folder}/{part}"))?;
        let mut files: Vec<_> = files.map(|entry| Ok(entry?.path())).collect::<Result<_, Failure>>()?;
        files.sort();
        for file in files {
            events.extend(events_of(&std::fs::read_to_string(file)?));
        }
    }
    let sizes = EVENTS.iter().flat_map(|&size| [(size, false), (size, true)]);
    Ok(sizes.flat_map(|(size, dated)| events.chunks(size).map(move |events| set(events, dated))).collect())
}

/// The texts of each event of a file; those of "name-2" are of the event of "name".
fn events_of(file: &str) -> Vec<Vec<String>> {
    let mut events: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for pair in file.split("\n## ").skip(1) {
        let name = pair.lines().next().unwrap_or_default();
        let event =
            events.entry(name.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit())).or_default();
        let told = pair.split_once("\nlinks:").map_or(pair, |(told, _)| told);
        for text in told.split("\nA\n").nth(1).into_iter().flat_map(|told| told.split("\nB\n")).map(text) {
            if !event.contains(&text) {
                event.push(text);
            }
        }
    }
    events.into_values().collect()
}

/// Numbered sentences, as a text.
fn text(sentences: &str) -> String {
    let bare = sentences.lines().filter_map(|line| line.split_once(". ")).map(|(_, sentence)| sentence);
    bare.collect::<Vec<_>>().join(" ")
}

fn set(events: &[Vec<String>], dated: bool) -> Set {
    let mut set = Set::default();
    for (story, texts) in events.iter().enumerate() {
        let begin = mixed(texts.iter().map(|text| text.len() as u64).sum()) % APART;
        for (at, text) in texts.iter().enumerate() {
            let day = begin + mixed(text.len() as u64) % DAYS;
            let mut report = Report::new(format!("{story}-{at}"), text.clone());
            report.published = i64::try_from(day).ok().filter(|_| dated).and_then(published);
            set.reports.push(report);
            set.story.push(story);
        }
    }
    set
}
