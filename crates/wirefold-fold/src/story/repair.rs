//! Puts right what a new report shows to be wrong.
//!
//! A report may be the link between two stories that seemed to tell different events, or show that a report was put
//! where another story was yet to come. The stories that it touches, if they are small, are laid out anew with all
//! that is known now.

use std::collections::BTreeMap;

use super::change::{Change, number};
use super::linkage;
use super::place::{ASKED, Stories};

/// Reports laid out anew at once, at most.
const MOST_REPORTS: usize = 24;
/// Stories of so many reports are not taken apart any more.
const SOLID: usize = 8;
/// Reports that speak for a story.
const SPEAKING: usize = 8;

/// Lays out the reports of these stories anew, the first and as many others as are small enough; tells and does
/// what that changes. Stories of many reports stay together: of them some speak for all.
pub(crate) fn repair(stories: &mut Stories, touched: &[usize]) -> Vec<Change> {
    let mut parts: Vec<Vec<u32>> = Vec::new();
    let mut silent: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let (mut reports, mut looked_at) = (0, 0);
    for story in touched {
        let members = &stories.stories[&number(*story)];
        let speaking: Vec<u32> = members.iter().copied().step_by(members.len().div_ceil(SPEAKING)).collect();
        if reports + speaking.len() > MOST_REPORTS {
            continue;
        }
        reports += speaking.len();
        looked_at += 1;
        if members.len() < SOLID {
            parts.extend(members.iter().map(|&report| vec![report]));
        } else {
            silent.insert(members[0], members.iter().copied().filter(|r| !speaking.contains(r)).collect());
            parts.push(speaking);
        }
    }
    if looked_at < 2 {
        return Vec::new();
    }
    parts.sort_unstable();
    let mut anew = linkage::joined(parts, ASKED, |a, b| stories.likeness(a, b));
    for group in &mut anew {
        let others: Vec<u32> = group.iter().filter_map(|report| silent.remove(report)).flatten().collect();
        group.extend(others);
        group.sort_unstable();
    }
    anew.sort_unstable();
    rearrange(stories, anew)
}

/// Makes the given groups of reports the stories that there are.
fn rearrange(stories: &mut Stories, groups: Vec<Vec<u32>>) -> Vec<Change> {
    let before: BTreeMap<u32, u32> = groups
        .iter()
        .flatten()
        .map(|&report| (report, number(stories.ledger.story_of(report as usize))))
        .collect();
    let mut changes = Vec::new();
    let mut named = Vec::with_capacity(groups.len());
    let mut next = stories.ledger.stories();
    for (group, inherited) in groups.iter().zip(heirs(&groups, &before)) {
        let story = inherited.first().map_or(next, |story| *story as usize);
        if inherited.is_empty() {
            let founder = group[0] as usize;
            changes.push(Change::Split { story, founder, from: before[&group[0]] as usize });
            next += 1;
        }
        let merged = inherited.iter().skip(1);
        changes.extend(merged.map(|&merged| Change::Merged { story: merged as usize, into: story }));
        let moved = group.iter().filter(|report| !inherited.contains(&before[report]));
        changes.extend(moved.map(|&report| Change::Moved { report: report as usize, into: story }));
        named.push(number(story));
    }
    for change in &changes {
        stories.ledger.note(*change);
    }
    for old in before.values() {
        stories.stories.remove(old);
    }
    stories.stories.extend(named.into_iter().zip(groups));
    changes
}

/// For each group the stories, the earliest first, most of whose reports it holds: it goes on under the name of the
/// first of them.
fn heirs(groups: &[Vec<u32>], before: &BTreeMap<u32, u32>) -> Vec<Vec<u32>> {
    let mut shares: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for report in group {
            shares.entry(before[report]).or_insert_with(|| vec![0; groups.len()])[at] += 1;
        }
    }
    let mut heirs = vec![Vec::new(); groups.len()];
    for (story, shares) in shares {
        let most = (0..groups.len()).rev().max_by_key(|at| shares[*at]).expect("a story has reports");
        heirs[most].push(story);
    }
    heirs
}
