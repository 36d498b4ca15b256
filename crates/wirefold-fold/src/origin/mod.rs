//! Where a text was first written.

mod agency;
mod mark;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use wirefold_report::{Origin, OriginBasis, Relation, Report};

use crate::copies::Shelf;
use agency::{Agencies, Kind};
use mark::{Mark, Strength};

/// The origin of every report: what its metadata or its text say; failing that,
/// the origin of the report that it shares most of its text with. Reports of which
/// nothing is known have none.
pub(crate) fn of(reports: &[Report], relations: &[Relation]) -> Vec<Option<Origin>> {
    let stated = all_stated(&reports.iter().collect::<Vec<_>>());
    let mut origins = stated.clone();
    for (report, likeness) in nearest_stated(reports, &stated, relations) {
        let source = likeness.1;
        if let Some(Some(origin)) = stated.get(source) {
            origins[report] = Some(Origin {
                name: origin.name.clone(),
                basis: OriginBasis::SharedText,
                evidence: Vec::new(),
            });
        }
    }
    origins
}

/// The names of the origins that numbered reports state themselves.
#[must_use]
pub fn stated_origins<S: Shelf + ?Sized>(shelf: &S, numbers: Range<usize>) -> Vec<Option<String>> {
    const PART: usize = 4096;
    let mut names = Vec::with_capacity(numbers.len());
    for start in numbers.clone().step_by(PART) {
        let part: Vec<_> =
            (start..numbers.end.min(start + PART)).map(|number| shelf.report(number)).collect();
        let stated = all_stated(&part.iter().map(|report| &**report).collect::<Vec<_>>());
        names.extend(stated.into_iter().map(|origin| origin.map(|origin| origin.name)));
    }
    names
}

fn all_stated(reports: &[&Report]) -> Vec<Option<Origin>> {
    let agencies = Agencies::known().with(&learnt(reports));
    reports.par_iter().map(|report| stated(report, &agencies)).collect()
}

/// For each report without an origin of its own the most similar one that has one.
fn nearest_stated(
    reports: &[Report],
    stated: &[Option<Origin>],
    relations: &[Relation],
) -> BTreeMap<usize, (f64, usize)> {
    let mut nearest: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for relation in relations {
        for (report, other) in [(relation.a, relation.b), (relation.b, relation.a)] {
            if stated[report].is_some() || stated[other].is_none() || came_before(reports, report, other) {
                continue;
            }
            let known = nearest.entry(report).or_insert((relation.similarity, other));
            if relation.similarity > known.0 {
                *known = (relation.similarity, other);
            }
        }
    }
    nearest
}

/// Whether a report is known to have come before another, and so can't have its text from there.
fn came_before(reports: &[Report], one: usize, other: usize) -> bool {
    let key = |i: usize| reports[i].published.as_ref().map(|p| (p.date, p.instant.is_none(), p.instant, i));
    key(one).zip(key(other)).is_some_and(|(one, other)| one < other)
}

/// Names in datelines of the batch that are not on the list. One that an outlet
/// of another name prints sells its text.
fn learnt(reports: &[&Report]) -> BTreeMap<String, Kind> {
    let unlisted = |report: &&Report| -> Vec<(String, bool)> {
        let lines = mark::datelines(&report.text).filter(|line| line.opens_line);
        let unlisted = lines.filter(|line| Agencies::known().named_exactly(line.name).is_none());
        let is_own = |name| report.outlet.as_deref().is_some_and(|outlet| is_part(outlet, name));
        unlisted.map(|line| (line.name.to_owned(), is_own(line.name))).collect()
    };
    let found: Vec<(String, bool)> = reports.par_iter().flat_map_iter(unlisted).collect();
    let mut names = BTreeMap::new();
    for (name, is_own) in found {
        let kind = names.entry(name).or_insert(Kind::Cited);
        if !is_own {
            *kind = Kind::Wire;
        }
    }
    names
}

fn is_part(outlet: &str, name: &str) -> bool {
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (outlet, name) = (plain(outlet), plain(name));
    outlet.contains(&name) || name.contains(&outlet)
}

/// What a report itself says.
fn stated(report: &Report, agencies: &Agencies) -> Option<Origin> {
    from_metadata(report, agencies).or_else(|| from_text(report, agencies))
}

fn from_metadata(report: &Report, agencies: &Agencies) -> Option<Origin> {
    let credited =
        report.credit.as_deref().and_then(|credit| agencies.find(credit).next().map(|named| named.short));
    let publisher = || report.outlet.as_deref().and_then(|outlet| agencies.of_outlet(outlet));
    let name = credited.or_else(publisher)?;
    Some(Origin { name: name.to_owned(), basis: OriginBasis::Metadata, evidence: Vec::new() })
}

/// The name with the strongest marks, then with the most, then the first.
fn from_text(report: &Report, agencies: &Agencies) -> Option<Origin> {
    let marks = mark::find(&report.text, agencies);
    let strongest = marks.iter().map(|mark| mark.strength).max()?;
    let of_strongest: Vec<&Mark> = marks.iter().filter(|mark| mark.strength == strongest).collect();
    let count = |name: &str| of_strongest.iter().filter(|mark| mark.name == name).count();
    let most = of_strongest.iter().map(|mark| count(&mark.name)).max()?;
    let name = of_strongest.iter().map(|mark| mark.name.as_str()).find(|name| count(name) == most)?;
    let evidence = marks
        .iter()
        .filter(|mark| {
            mark.name == name && (mark.strength > Strength::Contribution || strongest == mark.strength)
        })
        .map(|mark| mark.span)
        .collect();
    Some(Origin { name: name.to_owned(), basis: strongest.basis(), evidence })
}

#[cfg(test)]
mod tests;
