//! GDELT 2.0 Mentions: 16 tab-separated columns without a header, one line for each
//! sentence that tells a coded event.
//!
//! `Extras`, which GDELT keeps free, holds what GDELT does not know:
//! `origins=2;origin=AFP;relation=copy;copy_of=ID`: how many independent origins the
//! event has, and where this report's text comes from. Offsets that are not known are
//! -1, as in GDELT.

use super::fact::{Fact, Told, Who, facts};
use super::gdelt::{added, number};
use super::tsv::line;
use crate::Recorded;
use crate::contract::{EvidenceOut, SpanOut};

/// GDELT's kinds of sources: a web page, and something cited without an address.
const WEB: &str = "1";
const CITATION: &str = "2";

/// The sentences that tell the coded events of a record as a GDELT 2.0 mentions table.
#[must_use]
pub fn gdelt_mentions(recorded: &Recorded) -> String {
    let mut out = String::new();
    for fact in facts(recorded).filter(Fact::is_coded) {
        for proof in &fact.event.evidence {
            if let Some(told) = fact.reports.iter().find(|t| t.report.id == proof.report) {
                line(&mut out, row(&fact, told, proof).iter().map(String::as_str));
            }
        }
    }
    out
}

fn row(fact: &Fact<'_>, told: &Told<'_>, proof: &EvidenceOut) -> [String; 16] {
    let none = String::new;
    let source = match told.host() {
        Some(host) => [WEB, host, told.report.url.as_deref().unwrap_or_default()],
        None => [CITATION, told.report.outlet.as_deref().unwrap_or_default(), &told.report.id],
    };
    let [kind, name, identifier] = source.map(str::to_owned);
    let trigger = &fact.event.trigger;
    let action =
        (trigger.report == proof.report && within(&trigger.span, &proof.span)).then_some(trigger.span.start);
    [
        number(fact).to_string(),
        added(fact),
        told.stamp().unwrap_or_default(),
        kind,
        name,
        identifier,
        told.sentence(proof).map_or_else(none, |at| (at + 1).to_string()),
        offset(fact.actors.first().and_then(|who| named_at(who, proof))),
        offset(fact.other().and_then(|who| named_at(who, proof))),
        offset(action),
        "1".to_owned(),
        format!("{:.0}", fact.event.confidence * 100.0),
        told.source.map_or_else(none, |s| s.text.chars().count().to_string()),
        none(),
        none(),
        extras(fact, told),
    ]
}

fn offset(at: Option<usize>) -> String {
    at.map_or_else(|| "-1".to_owned(), |at| at.to_string())
}

fn within(inner: &SpanOut, outer: &SpanOut) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Where a sentence names somebody: whoever only belongs to an entity ("Turkish police") is not where that is named.
fn named_at(who: &Who<'_>, proof: &EvidenceOut) -> Option<usize> {
    let itself = who.entity.filter(|_| !who.belongs());
    let own = std::iter::once(&who.party.evidence).chain(itself.iter().flat_map(|e| &e.evidence));
    own.filter(|e| e.report == proof.report && within(&e.span, &proof.span)).map(|e| e.span.start).next()
}

fn extras(fact: &Fact<'_>, told: &Told<'_>) -> String {
    let report = told.report;
    let fields = [
        Some(("origins", fact.event.origins.to_string())),
        report.origin.as_ref().map(|o| ("origin", o.name.clone())),
        report.relation.clone().map(|kind| ("relation", kind)),
        report.copy_of.clone().map(|id| ("copy_of", id)),
    ];
    let told = fields.into_iter().flatten().map(|(key, value)| format!("{key}={}", value.replace(';', ",")));
    told.collect::<Vec<_>>().join(";")
}
