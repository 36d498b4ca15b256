//! PLOVER 2.0 event records, one JSON object a line.
//!
//! Field names are PLOVER's. `date` is the day to file the event under (see
//! `docs/exports.md`); what PLOVER has no name for stands at the end: `status`,
//! `confidence`, `mentions`, `reports`, `origins` and `sources`, all the reports that
//! tell it with where their text comes from.

use super::cameo::Cameo;
use super::fact::{Fact, Told, Who, facts};
use crate::Recorded;
use crate::contract::EvidenceOut;
use serde_json::{Map, Value, json};

/// All events of a record as PLOVER records.
#[must_use]
pub fn plover(recorded: &Recorded) -> String {
    facts(recorded).map(|fact| format!("{}\n", record(&fact))).collect()
}

fn record(fact: &Fact<'_>) -> Value {
    let event = fact.event;
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            fields.insert(name.to_owned(), value);
        }
    };
    put("id", json!(fact.id));
    put("date", json!(fact.day().map(|d| d.to_string())));
    let end = fact.days().filter(|d| d.first != d.last && !fact.is_ahead());
    put("enddate", json!(end.map(|d| d.last.to_string())));
    put("has_event", json!(event.status != "denied"));
    // PLOVER asks for an actor: of a deed whose doer nobody names the sector is "unknown".
    let unknown = || json!([{ "sector": "UNK" }]);
    let actors: Value = fact.actors.iter().map(entity).collect();
    put("actor", if fact.actors.is_empty() { unknown() } else { actors });
    put("recipient", fact.recipients.iter().map(entity).collect());
    put("event", json!(event.kind));
    put("mode", json!(event.mode));
    put("quad_code", json!(event.quad));
    put("event_scale", json!(Cameo::of(fact).and_then(Cameo::goldstein)));
    put("context", json!(event.contexts));
    put("event_text", json!(event.trigger.span.text));
    put("event_loc", location(fact));
    put("dead", json!(event.killed));
    put("injured", json!(event.injured));
    put("link", json!(fact.urls().first()));
    put("text", json!(event.evidence.first().map(|e| &e.span.text)));
    put("text_info", event.evidence.first().map_or(Value::Null, |e| text_info(fact, e)));
    put("cite_info", fact.reports.first().map_or(Value::Null, cite_info));
    put("coder", json!(concat!("wirefold ", env!("CARGO_PKG_VERSION"))));
    put("status", json!(event.status));
    put("event_date", json!(event.date));
    put("confidence", json!(event.confidence));
    put("mentions", json!(event.evidence.len()));
    put("reports", json!(event.reports.len()));
    put("origins", json!(event.origins));
    put("sources", fact.reports.iter().map(source).collect());
    Value::Object(fields)
}

fn entity(who: &Who<'_>) -> Value {
    let code = who.country().map(|c| c.code);
    filled([
        ("code", json!(code)),
        ("sector", json!(who.sector())),
        ("entity_text", json!(who.raw())),
        ("identifier_text", json!(who.name())),
        ("office", json!(who.title())),
    ])
}

fn location(fact: &Fact<'_>) -> Value {
    let Some(place) = fact.place() else { return Value::Null };
    let site = fact.site();
    let kind = |wanted: &str| site.filter(|s| s.kind == wanted).map(|s| &s.name);
    filled([
        ("extracted_place", json!(place.span.text)),
        ("resolved_place", json!(site.map(|s| &s.name))),
        ("geonameid", json!(site.and_then(|s| s.geonames))),
        ("lat", json!(place.latitude)),
        ("lon", json!(place.longitude)),
        ("city", json!(kind("city"))),
        ("province", json!(kind("region"))),
        ("country", json!(fact.place_country().map(|c| c.name))),
        ("country_code", json!(place.country)),
        ("resolution", json!(site.map(|s| &s.kind))),
    ])
}

/// Which sentence of its report tells it, and where that stands, in code points.
fn text_info(fact: &Fact<'_>, proof: &EvidenceOut) -> Value {
    let told = fact.reports.iter().find(|t| t.report.id == proof.report);
    let sentence = told.and_then(|t| t.sentence(proof));
    filled([
        ("sequence", json!(sentence.map(|at| at + 1))),
        ("start", json!(proof.span.start)),
        ("end", json!(proof.span.end)),
        ("text_story", json!(proof.report)),
    ])
}

fn cite_info(told: &Told<'_>) -> Value {
    let report = told.report;
    filled([
        ("citation", json!(report.id)),
        ("url", json!(report.url)),
        ("title", json!(report.title)),
        ("language", json!(told.language())),
        ("publication", json!(report.outlet)),
        ("date", json!(told.day().map(|d| d.to_string()))),
    ])
}

fn source(told: &Told<'_>) -> Value {
    let mut cited = cite_info(told);
    let report = told.report;
    if let Some(fields) = cited.as_object_mut() {
        fields.insert("origin".to_owned(), json!(report.origin.as_ref().map(|o| &o.name)));
        fields.insert("relation".to_owned(), json!(report.relation));
        fields.insert("copy_of".to_owned(), json!(report.copy_of));
    }
    cited
}

/// An object without what is not known.
fn filled<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let known = fields.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(known.map(|(name, value)| (name.to_owned(), value)).collect())
}
