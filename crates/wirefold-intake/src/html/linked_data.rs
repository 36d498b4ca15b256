//! What a page says of itself in JSON-LD (schema.org).

use dom_query::Document;
use serde_json::{Map, Value};

/// Types of schema.org that are a report (`Article` and what derives from it).
const REPORTS: [&str; 13] = [
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "AskPublicNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "Report",
    "LiveBlogPosting",
    "BlogPosting",
    "SocialMediaPosting",
    "WebPage",
];

/// The fields of the page's report object; empty if there is none.
#[derive(Debug, Default)]
pub(crate) struct LinkedData(Map<String, Value>);

impl LinkedData {
    /// Reads the page's JSON-LD blocks and picks the first that is a report, a
    /// `WebPage` only if nothing better is there. Broken blocks are passed over.
    pub(crate) fn of(page: &Document) -> Self {
        let mut best: Option<(usize, Map<String, Value>)> = None;
        for script in page.select(r#"script[type="application/ld+json"]"#).nodes() {
            let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
            for object in objects(value) {
                if let Some(rank) =
                    rank(&object).filter(|rank| best.as_ref().is_none_or(|(least, _)| rank < least))
                {
                    best = Some((rank, object));
                }
            }
        }
        Self(best.map(|(_, object)| object).unwrap_or_default())
    }

    /// A field's text: the string itself, or the name of the thing that it is; of
    /// several, all, joined by commas.
    pub(crate) fn text(&self, field: &str) -> Option<String> {
        name_of(self.0.get(field)?).filter(|text| !text.is_empty())
    }
}

/// The objects of a block: itself, the members of a list, those of an `@graph`.
fn objects(value: Value) -> Vec<Map<String, Value>> {
    match value {
        Value::Array(items) => items.into_iter().flat_map(objects).collect(),
        Value::Object(mut object) => match object.remove("@graph") {
            Some(graph) => objects(graph),
            None => vec![object],
        },
        _ => Vec::new(),
    }
}

fn rank(object: &Map<String, Value>) -> Option<usize> {
    let is = |name: &str| REPORTS.iter().position(|report| *report == name);
    match object.get("@type")? {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(|name| is(name.as_str()?)).min(),
        _ => None,
    }
    .map(|place| usize::from(place == REPORTS.len() - 1))
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Object(thing) => thing.get("name").and_then(name_of),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
