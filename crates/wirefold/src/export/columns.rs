//! The columns of our own table, for CSV and Parquet.

use super::cameo::Cameo;
use super::fact::{Fact, Who};
use crate::render::view::entity_name;
use jiff::civil::Date;
use wirefold_text::one_line;

/// A cell; empty where no report says it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(Option<String>),
    Whole(Option<i64>),
    Real(Option<f64>),
    Day(Option<Date>),
}

/// A column. Its cells are all of one kind.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) cell: fn(&Fact<'_>) -> Cell,
}

const fn column(name: &'static str, cell: fn(&Fact<'_>) -> Cell) -> Column {
    Column { name, cell }
}

/// All columns, in order. Lists are joined by `; `.
pub(super) const COLUMNS: [Column; 43] = [
    column("event_id", |f| text(&f.id)),
    column("story_id", |f| text(&f.story.id)),
    column("story_title", |f| text(&one_line(&f.story.title))),
    column("type", |f| text(&f.event.kind)),
    column("mode", |f| Cell::Text(f.event.mode.clone())),
    column("quad", |f| Cell::Whole(Some(f.event.quad.into()))),
    column("contexts", |f| list(f.event.contexts.iter().cloned())),
    column("status", |f| text(&f.event.status)),
    column("date", |f| Cell::Text(f.event.date.clone())),
    column("first_day", |f| Cell::Day(f.days().map(|d| d.first))),
    column("last_day", |f| Cell::Day(f.days().map(|d| d.last))),
    column("actor", |f| list(f.actors.iter().map(Who::name))),
    column("actor_country", |f| each(&f.actors, |w| w.country().map(|c| c.code))),
    column("actor_sector", |f| each(&f.actors, Who::sector)),
    column("actor_role", |f| each(&f.actors, Who::title)),
    column("recipient", |f| list(f.recipients.iter().map(Who::name))),
    column("recipient_country", |f| each(&f.recipients, |w| w.country().map(|c| c.code))),
    column("recipient_sector", |f| each(&f.recipients, Who::sector)),
    column("recipient_role", |f| each(&f.recipients, Who::title)),
    column("according_to", |f| {
        let name = f.event.according_to.as_deref().and_then(|id| entity_name(f.story, id));
        Cell::Text(name.map(one_line))
    }),
    column("place", |f| Cell::Text(f.place().map(|p| one_line(&p.span.text)))),
    column("place_resolved", |f| Cell::Text(f.site().map(|s| s.name.clone()))),
    column("place_country", |f| Cell::Text(f.place().and_then(|p| p.country.clone()))),
    column("latitude", |f| Cell::Real(f.place().and_then(|p| p.latitude))),
    column("longitude", |f| Cell::Real(f.place().and_then(|p| p.longitude))),
    column("geonames", |f| Cell::Whole(f.site().and_then(|s| s.geonames).map(i64::from))),
    column("killed", |f| whole(f.event.killed)),
    column("injured", |f| whole(f.event.injured)),
    column("cameo", |f| Cell::Text(Cameo::of(f).map(|c| c.0.to_owned()))),
    column("goldstein", |f| Cell::Real(Cameo::of(f).and_then(Cameo::goldstein))),
    column("confidence", |f| Cell::Real(Some(f.event.confidence))),
    column("mentions", |f| count(f.event.evidence.len())),
    column("reports", |f| count(f.event.reports.len())),
    column("outlets", |f| Cell::Whole(f.outlets().and_then(|n| i64::try_from(n).ok()))),
    column("origins", |f| count(f.event.origins)),
    column("origin_names", |f| list(f.origin_names().into_iter().map(str::to_owned))),
    column("differs", |f| count(f.event.differs.len())),
    column("first_published", |f| Cell::Day(f.first_published())),
    column("report_ids", |f| list(f.event.reports.iter().cloned())),
    column("urls", |f| list(f.urls().into_iter().map(str::to_owned))),
    column("trigger", |f| text(&one_line(&f.event.trigger.span.text))),
    column("sentence", |f| Cell::Text(f.event.evidence.first().map(|e| one_line(&e.span.text)))),
    column("evidence", |f| {
        list(f.event.evidence.iter().map(|e| format!("{}:{}-{}", e.report, e.span.start, e.span.end)))
    }),
];

fn text(value: &str) -> Cell {
    Cell::Text(Some(value.to_owned()))
}

fn count(number: usize) -> Cell {
    Cell::Whole(i64::try_from(number).ok())
}

fn whole(number: Option<u64>) -> Cell {
    Cell::Whole(number.and_then(|n| i64::try_from(n).ok()))
}

fn list(values: impl Iterator<Item = String>) -> Cell {
    let all: Vec<String> = values.collect();
    Cell::Text((!all.is_empty()).then(|| all.join("; ")))
}

/// One value a party, in their order; nothing if no party has one.
fn each<'a, 'f>(parties: &'f [Who<'a>], value: impl Fn(&'f Who<'a>) -> Option<&'a str>) -> Cell {
    let all: Vec<Option<&str>> = parties.iter().map(value).collect();
    let known = all.iter().any(Option::is_some);
    Cell::Text(known.then(|| all.iter().map(|v| v.unwrap_or_default()).collect::<Vec<_>>().join("; ")))
}
