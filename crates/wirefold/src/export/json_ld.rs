//! JSON-LD: reports as schema.org `NewsArticle`s with PROV derivations, events as
//! `Claim`s, quotes as `Quotation`s, and for each piece of evidence a W3C Web
//! Annotation that selects it by its words and by its code points.
//!
//! No claim is rated: a rating is for people.

use super::fact::{Fact, Told, facts};
use crate::contract::{EvidenceOut, ReportOut, StoryEntityOut, StoryOut, StoryQuoteOut, VariantOut};
use crate::render::view::{event_parties, event_type};
use crate::render::voices::{self, Voice};
use crate::{Recorded, Source};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fmt::Write as _;
use wirefold_text::one_line;

/// Code points before and after a quotation that tell it from others.
const AROUND: usize = 32;

/// A whole record as one JSON-LD document.
#[must_use]
pub fn json_ld(recorded: &Recorded) -> String {
    let linked = Linked { sources: recorded.sources.iter().map(|s| (s.id.as_str(), s)).collect() };
    let mut graph = Vec::new();
    for story in &recorded.record.stories {
        graph.extend(story.reports.iter().map(|r| linked.article(story, r)));
        for (at, quote) in story.quotes.iter().enumerate() {
            linked.quotation(&mut graph, story, at, quote);
        }
    }
    for fact in facts(recorded) {
        linked.claim(&mut graph, &fact);
    }
    let document = json!({ "@context": context(), "@graph": graph });
    let mut text = serde_json::to_string_pretty(&document).expect("a document of texts and numbers");
    text.push('\n');
    text
}

/// The terms of the document, spelt out, so that nothing has to be fetched: schema.org's
/// where nothing else is said, and those of the Web Annotation data model.
fn context() -> Value {
    let oa = |name: &str| format!("http://www.w3.org/ns/oa#{name}");
    let link = |name: &str| json!({ "@id": oa(name), "@type": "@id" });
    let number = |name: &str| json!({ "@id": oa(name), "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger" });
    json!({
        "@vocab": "https://schema.org/",
        "id": "@id",
        "type": "@type",
        "prov": "http://www.w3.org/ns/prov#",
        "wirefold": "https://github.com/wirefold/wirefold#",
        "Annotation": oa("Annotation"),
        "SpecificResource": oa("SpecificResource"),
        "TextQuoteSelector": oa("TextQuoteSelector"),
        "TextPositionSelector": oa("TextPositionSelector"),
        "motivation": link("motivatedBy"),
        "body": link("hasBody"),
        "target": link("hasTarget"),
        "source": link("hasSource"),
        "selector": link("hasSelector"),
        "exact": oa("exact"),
        "prefix": oa("prefix"),
        "suffix": oa("suffix"),
        "start": number("start"),
        "end": number("end"),
    })
}

struct Linked<'a> {
    sources: HashMap<&'a str, &'a Source>,
}

impl Linked<'_> {
    fn article(&self, story: &StoryOut, report: &ReportOut) -> Value {
        let based = report.copy_of.as_deref().and_then(|id| story.reports.iter().find(|r| r.id == id));
        let based = based.map(|r| reference(&article_id(r)));
        let earlier = report.version_of.as_deref().and_then(|id| story.reports.iter().find(|r| r.id == id));
        let origin = report.origin.as_ref().map(|o| {
            json!({ "id": urn("origin", &o.name), "type": ["Organization", "prov:Agent"], "name": o.name })
        });
        let language = self.sources.get(report.id.as_str()).and_then(|s| s.language.as_deref());
        object([
            ("id", json!(article_id(report))),
            ("type", json!(["NewsArticle", "prov:Entity"])),
            ("identifier", json!(report.id)),
            ("headline", json!(report.title.as_deref().map(one_line))),
            ("url", json!(report.url)),
            ("datePublished", json!(report.published)),
            ("inLanguage", json!(language)),
            (
                "publisher",
                json!(report.outlet.as_ref().map(|o| json!({ "type": "Organization", "name": o }))),
            ),
            ("isBasedOn", json!(based)),
            ("prov:wasDerivedFrom", json!(based)),
            ("prov:wasRevisionOf", json!(earlier.map(|r| reference(&article_id(r))))),
            ("wirefold:relation", json!(report.relation)),
            ("wirefold:shareOfOwnText", json!(report.share_of_own_text)),
            ("sourceOrganization", json!(origin)),
            (
                "prov:wasAttributedTo",
                json!(report.origin.as_ref().map(|o| reference(&urn("origin", &o.name)))),
            ),
            ("isPartOf", json!({ "id": urn("story", &story.id), "type": "Collection", "name": story.title })),
        ])
    }

    fn claim(&self, graph: &mut Vec<Value>, fact: &Fact<'_>) {
        let (id, event) = (urn("event", &fact.id), fact.event);
        let first = fact.reports.iter().min_by_key(|t| (t.day().is_none(), t.day()));
        let articles = |told: &Told<'_>| reference(&article_id(told.report));
        let name = format!("{}: {}", event_type(event), event_parties(event));
        graph.push(object([
            ("id", json!(id)),
            ("type", json!(["Claim", "prov:Entity"])),
            ("name", json!(name.trim_end_matches([':', ' ']))),
            ("text", json!(event.evidence.first().map(|e| one_line(&e.span.text)))),
            ("appearance", fact.reports.iter().map(articles).collect()),
            ("firstAppearance", json!(first.map(articles))),
            ("temporalCoverage", json!(event.date)),
            ("spatialCoverage", place(fact)),
            ("isPartOf", reference(&urn("story", &fact.story.id))),
            ("prov:wasDerivedFrom", fact.reports.iter().map(articles).collect()),
            ("wirefold:type", json!(event.kind)),
            ("wirefold:mode", json!(event.mode)),
            ("wirefold:status", json!(event.status)),
            ("wirefold:actor", fact.actors.iter().map(|w| json!(w.name())).collect()),
            ("wirefold:recipient", fact.recipients.iter().map(|w| json!(w.name())).collect()),
            ("wirefold:killed", json!(event.killed)),
            ("wirefold:injured", json!(event.injured)),
            ("wirefold:confidence", json!(event.confidence)),
            ("wirefold:mentions", json!(event.evidence.len())),
            ("wirefold:origins", json!(event.origins)),
        ]));
        for proof in &event.evidence {
            self.annotation(graph, fact.story, &id, proof);
        }
    }

    /// An utterance: a `Quotation` for each speaker that reports name, so that no report is
    /// evidence for a creator it does not name.
    fn quotation(&self, graph: &mut Vec<Value>, story: &StoryOut, at: usize, quote: &StoryQuoteOut) {
        let first = urn("quote", &format!("{}_{at}", story.id));
        for (n, voice) in voices::of_reports(story, quote).iter().enumerate() {
            let id = if n == 0 { first.clone() } else { format!("{first}-{n}") };
            graph.push(object([
                ("id", json!(id)),
                ("type", json!(["Quotation", "prov:Entity"])),
                ("text", json!(voice.variants.first().map(|v| said(v)))),
                ("creator", creator(story, voice)),
                ("wirefold:sameUtteranceAs", if n == 0 { Value::Null } else { reference(&first) }),
                ("isPartOf", reference(&urn("story", &story.id))),
            ]));
            for variant in &voice.variants {
                self.annotation(graph, story, &id, &variant.evidence);
            }
        }
    }

    /// What a span of a report is evidence for.
    fn annotation(&self, graph: &mut Vec<Value>, story: &StoryOut, body: &str, proof: &EvidenceOut) {
        let Some(report) = story.reports.iter().find(|r| r.id == proof.report) else { return };
        let (prefix, suffix) = self.around(proof);
        graph.push(json!({
            "type": "Annotation",
            "motivation": "http://www.w3.org/ns/oa#identifying",
            "body": body,
            "target": {
                "type": "SpecificResource",
                "source": article_id(report),
                "selector": [
                    { "type": "TextQuoteSelector", "exact": proof.span.text, "prefix": prefix, "suffix": suffix },
                    { "type": "TextPositionSelector", "start": proof.span.start, "end": proof.span.end },
                ],
            },
        }));
    }

    /// The text just before and just after a piece of evidence.
    fn around(&self, proof: &EvidenceOut) -> (String, String) {
        let Some(source) = self.sources.get(proof.report.as_str()) else { return Default::default() };
        let before = proof.span.start.saturating_sub(AROUND);
        let prefix = source.text.chars().skip(before).take(proof.span.start - before).collect();
        let suffix = source.text.chars().skip(proof.span.end).take(AROUND).collect();
        (prefix, suffix)
    }
}

/// The words of a quotation; what stands between its parts is left out.
fn said(variant: &VariantOut) -> String {
    variant.content.iter().map(|s| one_line(&s.text)).collect::<Vec<_>>().join(" … ")
}

fn creator(story: &StoryOut, voice: &Voice<'_>) -> Value {
    let Some(name) = &voice.name else { return Value::Null };
    let is_among = |all: &[StoryEntityOut]| all.iter().any(|e| Some(e.id.as_str()) == voice.entity);
    let kind = if is_among(&story.people) {
        "Person"
    } else if is_among(&story.organizations) {
        "Organization"
    } else {
        "Thing"
    };
    json!({ "type": kind, "name": name })
}

fn place(fact: &Fact<'_>) -> Value {
    let Some(place) = fact.place() else { return Value::Null };
    let at = place.latitude.zip(place.longitude);
    object([
        ("type", json!("Place")),
        ("name", json!(one_line(&place.span.text))),
        (
            "address",
            json!(place.country.as_ref().map(|c| json!({ "type": "PostalAddress", "addressCountry": c }))),
        ),
        ("geo", json!(at.map(|(n, e)| json!({ "type": "GeoCoordinates", "latitude": n, "longitude": e })))),
        (
            "sameAs",
            json!(fact.site().and_then(|s| s.geonames).map(|id| format!("https://sws.geonames.org/{id}/"))),
        ),
    ])
}

fn reference(id: &str) -> Value {
    json!({ "id": id })
}

/// A report's address, if it has one on the web; else a name made of its id.
fn article_id(report: &ReportOut) -> String {
    let web = report.url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    web.map_or_else(
        || urn("report", &report.id),
        |url| escaped(url, |c| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c)),
    )
}

fn urn(kind: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    format!("urn:wirefold:{kind}:{}", escaped(name, plain))
}

/// Percent-encoded, but for what may stand.
fn escaped(text: &str, may_stand: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if may_stand(c) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// An object without what is not known.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let empty = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
    let known: Map<String, Value> =
        fields.into_iter().filter(|(_, v)| !empty(v)).map(|(name, value)| (name.to_owned(), value)).collect();
    Value::Object(known)
}

#[cfg(test)]
mod tests {
    use super::urn;

    #[test]
    fn ids_are_names_of_resources() {
        assert_eq!(urn("report", "a/b 1é"), "urn:wirefold:report:a%2Fb%201%C3%A9");
    }
}
