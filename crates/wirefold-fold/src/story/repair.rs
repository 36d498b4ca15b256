//! Puts right what a new report shows to be wrong.
//!
//! A report may be the link between two stories that seemed to tell different events, or show that a report was put
//! where another story was yet to come, or that what two reports have in common others have as well. The stories that it
//! touches, if they are small, are laid out anew with all that is known now.

use std::collections::BTreeMap;

use super::change::{Change, number};
use super::home::{Home, STANDING, Usual, standing};
use super::linkage;
use super::place::{ASKED, SOLID, Stories};

/// Reports laid out anew at once, at most.
const MOST_REPORTS: usize = 24;

/// Reports of two stories must be so much more alike to come together than to stay so: what is as like one story as
/// another doesn't go to and fro.
const STAYING: f32 = 0.4;

/// What is put into groups.
#[derive(Clone, Copy)]
struct Part {
    /// The report, or the first one of a solid story.
    first: u32,
    /// The story that it is of.
    story: u32,
    /// How many reports it holds: several make a solid story.
    reports: usize,
}

/// Lays out the reports of these stories anew, the first and as many others as are small enough; tells and does
/// what that changes. Stories of many reports stay together: they are as like a report as their nearest reports are,
/// and as like each other as the reports that speak for the smaller are like the larger, on average.
pub(crate) fn repair(stories: &mut Stories, touched: &[usize], usual: &mut Usual) -> Vec<Change> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut reports, mut looked_at) = (0, 0);
    for story in touched.iter().map(|story| number(*story)) {
        let members = &stories.stories[&story];
        let speaking = members.len().min(STANDING);
        if reports + speaking > MOST_REPORTS {
            continue;
        }
        reports += speaking;
        looked_at += 1;
        if members.len() < SOLID {
            parts.extend(members.iter().map(|&first| Part { first, story, reports: 1 }));
        } else {
            parts.push(Part { first: members[0], story, reports: members.len() });
        }
    }
    // Of one story there is something new to be seen once it has a third report.
    if parts.len() < 2 || looked_at < 2 && parts.len() < 3 {
        return Vec::new();
    }
    parts.sort_unstable_by_key(|part| part.first);
    let weights: Vec<usize> = parts.iter().map(|part| part.reports).collect();
    let staying = |a: Part, b: Part| if a.story == b.story { 0.0 } else { STAYING };
    let mut alike = |a: Part, b: Part| likeness(stories, usual, a, b) - staying(a, b);
    let groups = linkage::joined(&weights, ASKED, |a, b| alike(parts[a], parts[b]));
    let groups: Vec<Vec<Part>> =
        groups.into_iter().map(|group| group.into_iter().map(|at| parts[at]).collect()).collect();
    rearrange(stories, &groups)
}

/// How like two parts are.
fn likeness(stories: &mut Stories, usual: &mut Usual, a: Part, b: Part) -> f32 {
    let (small, large) = if a.reports <= b.reports { (a, b) } else { (b, a) };
    if large.reports == 1 {
        return stories.likeness(small.first, large.first);
    }
    let standing = match small.reports {
        1 => vec![small.first],
        _ => standing(&stories.stories[&small.story]).collect(),
    };
    let homes: Vec<Home> =
        standing.into_iter().map(|report| stories.at_home(report, large.story, usual)).collect();
    Home::mean(&homes).likeness()
}

/// Makes the given groups the stories that there are; those that are stories already stay untouched.
fn rearrange(stories: &mut Stories, groups: &[Vec<Part>]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut named = Vec::with_capacity(groups.len());
    let mut next = stories.ledger.stories();
    for (group, inherited) in groups.iter().zip(heirs(groups)) {
        let story = inherited.first().map_or(next, |story| *story as usize);
        if inherited.is_empty() {
            let (founder, from) = (group[0].first as usize, group[0].story as usize);
            changes.push(Change::Split { story, founder, from });
            next += 1;
        }
        let merged = inherited.iter().skip(1);
        changes.extend(merged.map(|&merged| Change::Merged { story: merged as usize, into: story }));
        let moved = group.iter().filter(|part| !inherited.contains(&part.story));
        changes.extend(moved.map(|part| Change::Moved { report: part.first as usize, into: story }));
        named.push(number(story));
    }
    if changes.is_empty() {
        return changes;
    }
    for change in &changes {
        stories.ledger.note(*change);
    }
    let members: Vec<Vec<u32>> = groups.iter().map(|group| members(stories, group)).collect();
    for part in groups.iter().flatten() {
        stories.stories.remove(&part.story);
    }
    for ((story, group), members) in named.into_iter().zip(groups).zip(members) {
        for part in group.iter().filter(|part| part.story != story) {
            let of_part = |report: &&u32| part.reports > 1 || **report == part.first;
            members.iter().filter(of_part).for_each(|report| stories.tell(*report, story));
        }
        stories.stories.insert(story, members);
    }
    changes
}

/// The reports of a group, in order.
fn members(stories: &Stories, group: &[Part]) -> Vec<u32> {
    let mut members = Vec::with_capacity(group.iter().map(|part| part.reports).sum());
    for part in group {
        match part.reports {
            1 => members.push(part.first),
            _ => members.extend_from_slice(&stories.stories[&part.story]),
        }
    }
    members.sort_unstable();
    members
}

/// For each group the stories, the earliest first, most of whose reports it holds: it goes on under the name of the
/// first of them.
fn heirs(groups: &[Vec<Part>]) -> Vec<Vec<u32>> {
    let mut shares: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for part in group {
            shares.entry(part.story).or_insert_with(|| vec![0; groups.len()])[at] += part.reports;
        }
    }
    let mut heirs = vec![Vec::new(); groups.len()];
    for (story, shares) in shares {
        let most = (0..groups.len()).rev().max_by_key(|at| shares[*at]).expect("a story has reports");
        heirs[most].push(story);
    }
    heirs
}
