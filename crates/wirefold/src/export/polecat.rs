//! POLECAT: 40 tab-separated columns with a header, then ours.
//!
//! Empty is `None`, several values are joined by `; `. "Intensity" is the Goldstein
//! value of the CAMEO code that GDELT's export gives, since POLECAT's own scale is not
//! published as a table.

use super::cameo::Cameo;
use super::fact::{Fact, Told, Who, facts};
use super::tsv::line;
use crate::Recorded;
use crate::contract::{SiteOut, StoryEntityOut};
use std::collections::BTreeSet;
use wirefold_gazetteer::region_of_division;

const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// What POLECAT has no column for.
const OURS: [&str; 7] =
    ["Status", "Mentions", "Reports", "Origins", "Origin Names", "Confidence", "Evidence"];

/// The coded events of a record as POLECAT's table.
#[must_use]
pub fn polecat(recorded: &Recorded) -> String {
    let mut out = String::new();
    line(&mut out, COLUMNS.into_iter().chain(OURS));
    for fact in facts(recorded).filter(Fact::is_coded) {
        let fields = row(&fact);
        line(&mut out, fields.iter().map(|f| f.as_deref().unwrap_or("None")));
    }
    out
}

type Field = Option<String>;

fn row(fact: &Fact<'_>) -> Vec<Field> {
    let mut fields = what(fact);
    fields.extend(parties(&fact.actors, None));
    fields.extend(parties(&fact.recipients, fact.other()));
    fields.extend(location(fact));
    fields.extend(publication(fact));
    fields.extend(ours(fact));
    fields
}

fn what(fact: &Fact<'_>) -> Vec<Field> {
    let event = fact.event;
    let quad = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];
    vec![
        Some(fact.id.clone()),
        fact.day().map(|day| day.to_string()),
        Some(event.kind.clone()),
        event.mode.clone(),
        Cameo::of(fact).and_then(Cameo::goldstein).map(|g| g.to_string()),
        quad.get(usize::from(event.quad).wrapping_sub(1)).map(|&q| q.to_owned()),
        joined(event.contexts.iter().cloned()),
    ]
}

/// The eight columns of actors or recipients. Lists stand in one order, so that the
/// second country is the second actor's. `first` is the one whose sector is the primary one, if it has any.
fn parties(parties: &[Who<'_>], first: Option<&Who<'_>>) -> [Field; 8] {
    let each = |value: &dyn Fn(&Who<'_>) -> Field| aligned(parties.iter().map(value).collect());
    let led = parties.first().zip(first).is_some_and(|(one, other)| one.is(other));
    let rest = if led { parties } else { &[] };
    let primary = first.into_iter().chain(rest).find_map(Who::sector);
    [
        each(&|who| Some(who.name())),
        each(&|who| who.country().map(|c| c.code.to_owned())),
        each(&|who| who.country().and_then(|c| c.cow).map(|n| n.to_string())),
        primary.map(str::to_owned),
        each(&|who| who.sector().map(str::to_owned)),
        each(&|who| who.title().map(str::to_owned)),
        each(&|who| Some(who.raw())),
        None,
    ]
}

fn location(fact: &Fact<'_>) -> [Field; 10] {
    let (place, site) = (fact.place(), fact.site());
    let kind = |wanted: &str| site.filter(|s| s.kind == wanted).map(|s| s.name.clone());
    let number = |n: f64| n.to_string();
    [
        site.map(|s| s.name.clone()),
        kind("city"),
        None,
        kind("region").or_else(|| site.and_then(division).map(str::to_owned)),
        place.and_then(|p| p.country.clone()),
        place.and_then(|p| p.latitude).map(number),
        place.and_then(|p| p.longitude).map(number),
        site.and_then(|s| s.geonames).map(|id| id.to_string()),
        place.map(|p| p.span.text.clone()),
        site.map(|s| feature(&s.kind, s.division.is_some()).to_owned()),
    ]
}

/// The name of the first-order division that a city lies in, where the gazetteer has it.
fn division(site: &SiteOut) -> Option<&'static str> {
    Some(region_of_division(&site.country, site.division.as_deref()?)?.name)
}

/// GeoNames' feature code.
fn feature(kind: &str, is_division: bool) -> &'static str {
    match (kind, is_division) {
        ("country", _) => "PCLI",
        ("region", true) => "ADM1",
        ("region", false) => "RGN",
        _ => "PPL",
    }
}

fn publication(fact: &Fact<'_>) -> [Field; 7] {
    let names = |entities: &[StoryEntityOut]| joined(entities.iter().map(|e| e.name.clone()));
    let outlets: BTreeSet<&str> = fact.reports.iter().filter_map(|t| t.report.outlet.as_deref()).collect();
    let languages: BTreeSet<&str> = fact.reports.iter().filter_map(Told::language).map(language).collect();
    [
        joined(outlets.into_iter().map(str::to_owned)),
        fact.first_published().map(|day| day.to_string()),
        names(&fact.story.people),
        names(&fact.story.organizations),
        names(&fact.story.places),
        joined(languages.into_iter().map(str::to_owned)),
        Some(concat!("wirefold ", env!("CARGO_PKG_VERSION")).to_owned()),
    ]
}

/// POLECAT writes languages out; the only one that is read is English.
fn language(tag: &str) -> &str {
    let primary = tag.split('-').next().unwrap_or(tag);
    if primary.eq_ignore_ascii_case("en") { "English" } else { tag }
}

fn ours(fact: &Fact<'_>) -> [Field; 7] {
    let event = fact.event;
    let proof = event.evidence.iter().map(|e| format!("{}:{}-{}", e.report, e.span.start, e.span.end));
    [
        Some(event.status.clone()),
        Some(event.evidence.len().to_string()),
        Some(event.reports.len().to_string()),
        Some(event.origins.to_string()),
        joined(fact.origin_names().into_iter().map(str::to_owned)),
        Some(event.confidence.to_string()),
        joined(proof),
    ]
}

/// The values, if there are any.
fn joined(values: impl Iterator<Item = String>) -> Field {
    let all: Vec<String> = values.collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// One value a party, if any has one.
fn aligned(values: Vec<Field>) -> Field {
    let known = values.iter().any(Option::is_some);
    known.then(|| joined(values.into_iter().map(|v| v.unwrap_or_else(|| "None".to_owned()))))?
}
