//! Where a text was first written.

mod agency;
mod learnt;
mod mark;
mod metadata;
mod shared;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use wirefold_report::{Origin, OriginBasis, Relation, Report};

use crate::copies::Shelf;
use crate::lineage::in_order;
use agency::Agencies;
use learnt::Learnt;
use mark::{Mark, Strength, Unlisted};

pub use metadata::stated_in;
pub use shared::{Known, by_text, came_before, has_all_of};

/// The origin of every report: what its metadata or its text say; failing that,
/// the origin of the report that it shares most of its text with. Reports of which
/// nothing is known have none.
pub(crate) fn of(reports: &[Report], relations: &[Relation]) -> Vec<Option<Origin>> {
    let order = in_order(reports);
    let ordered: Vec<&Report> = order.iter().map(|&i| &reports[i]).collect();
    let stated = Origins::default().add(ordered.as_slice(), ordered.len());
    let mut origins = vec![None; reports.len()];
    for (&report, stated) in order.iter().zip(stated) {
        origins[report] = stated.origin;
    }
    shared::spread(&mut origins, reports, &order, relations);
    origins
}

/// The origins that reports state themselves, as they come.
#[derive(Debug, Default)]
pub struct Origins {
    learnt: Learnt,
    /// The listed agencies and those learnt so far; `None` if none was.
    agencies: Option<Arc<Agencies>>,
    came: usize,
}

/// What a report states itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// Its origin.
    pub origin: Option<Origin>,
    /// An agency that is not on the list and whose dateline opens the report, and the place of that dateline.
    pub dateline: Option<(String, String)>,
}

impl Origins {
    /// What the reports from the number of those that came up to `end` state, in order of publication.
    pub fn add<S: Shelf + ?Sized>(&mut self, shelf: &S, end: usize) -> Vec<Stated> {
        const PART: usize = 4096;
        let mut all = Vec::with_capacity(end.saturating_sub(self.came));
        while self.came < end {
            let part: Vec<_> =
                (self.came..end.min(self.came + PART)).map(|number| shelf.report(number)).collect();
            all.extend(self.add_part(&part.iter().map(|report| &**report).collect::<Vec<_>>()));
        }
        all
    }

    /// Goes on after a report of an earlier run, which had such a dateline.
    pub fn restore(&mut self, dateline: Option<(String, String)>) {
        if let Some(dateline) = dateline {
            self.learnt.take(dateline, self.came);
        }
        self.came += 1;
    }

    fn add_part(&mut self, reports: &[&Report]) -> Vec<Stated> {
        let own: Vec<Option<Unlisted>> =
            reports.par_iter().map(|report| mark::unlisted(&report.text)).collect();
        let taught: Vec<Option<(String, String)>> =
            reports.iter().zip(&own).map(|(report, own)| learnt::taught(report, own.as_ref())).collect();
        let known = self.agencies.as_ref().map_or(0, |_| self.learnt.known());
        for (at, dateline) in taught.iter().enumerate() {
            if let Some(dateline) = dateline {
                self.learnt.take(dateline.clone(), self.came + at);
            }
        }
        if self.learnt.known() > known {
            self.agencies = Some(Arc::new(self.learnt.agencies()));
        }
        let agencies = self.agencies.as_deref().unwrap_or_else(|| Agencies::known());
        let first = self.came;
        self.came += reports.len();
        let origins: Vec<Option<Origin>> = (reports, &own)
            .into_par_iter()
            .enumerate()
            .map(|(at, (report, own))| stated(report, own.as_ref(), agencies, first + at))
            .collect();
        let stated = origins.into_iter().zip(taught);
        stated.map(|(origin, dateline)| Stated { origin, dateline }).collect()
    }
}

/// What a report itself says, the one of a number.
fn stated(report: &Report, own: Option<&Unlisted>, agencies: &Agencies, number: usize) -> Option<Origin> {
    let credited = metadata::credited(report, Agencies::known());
    if !credited.is_empty() {
        return Some(by_metadata(joined(&credited)));
    }
    let text = from_text(&mark::find(&report.text, agencies, own, number));
    let credit = |(strength, _): &(Strength, Origin)| *strength >= Strength::Byline;
    let published =
        || metadata::publisher(report, Agencies::known()).map(|name| by_metadata(name.to_owned()));
    if text.as_ref().is_some_and(credit) {
        return text.map(|(_, origin)| origin);
    }
    published().or(text.map(|(_, origin)| origin))
}

fn by_metadata(name: String) -> Origin {
    Origin { name, basis: OriginBasis::Metadata, evidence: Vec::new() }
}

fn joined(names: &[impl AsRef<str>]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(Origin::JOINT)
}

/// The name with the strongest marks, then with the most, then the first; with it those that the same place names.
fn from_text(marks: &[Mark]) -> Option<(Strength, Origin)> {
    let strongest = marks.iter().map(|mark| mark.strength).max()?;
    let of_strongest: Vec<&Mark> = marks.iter().filter(|mark| mark.strength == strongest).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in &of_strongest {
        *counts.entry(&mark.name).or_default() += 1;
    }
    let most = counts.values().max()?;
    let first = of_strongest.iter().find(|mark| counts[mark.name.as_str()] == *most)?;
    let mut names: Vec<&str> = Vec::new();
    for mark in of_strongest.iter().filter(|mark| mark.span == first.span) {
        if !names.contains(&mark.name.as_str()) {
            names.push(&mark.name);
        }
    }
    let counts = |mark: &&Mark| mark.strength > Strength::Contribution || strongest == mark.strength;
    let own = marks.iter().filter(|mark| names.contains(&mark.name.as_str())).filter(counts);
    let mut evidence: Vec<_> = own.map(|mark| mark.span).collect();
    evidence.dedup();
    Some((strongest, Origin { name: joined(&names), basis: strongest.basis(), evidence }))
}

#[cfg(test)]
mod tests;
