//! What a page says of itself in JSON-LD (schema.org).

mod body;
mod graph;

use super::{entities, metadata};
use crate::loose;
pub(super) use body::clock;
use dom_query::Document;
use graph::Graph;
use serde_json::{Deserializer, Map, Value};

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
pub(crate) struct LinkedData {
    report: Map<String, Value>,
    /// The page that the report stands on, where it is an object of its own.
    page: Map<String, Value>,
    graph: Graph,
}

impl LinkedData {
    /// Reads the page's JSON-LD blocks and picks the report that has the page's address, or else the first; a
    /// `WebPage` only if nothing better is there. Broken blocks are passed over.
    pub(crate) fn of(page: &Document) -> Self {
        let mut graph = Graph::default();
        for script in page.select(r#"script[type="application/ld+json"]"#).nodes() {
            if let Some(value) = parsed(&script.text()) {
                graph.add(value);
            }
        }
        let address = metadata::stated_address(page);
        let is_here = |object: &Map<String, Value>| {
            address.as_deref().is_some_and(|address| graph.addresses(object).any(|other| other == address))
        };
        let ranked = graph.objects().iter().filter_map(|object| Some((rank(object)?, object)));
        let best = ranked.min_by_key(|(is_page, object)| (*is_page, !is_here(object)));
        let report = best.map(|(_, object)| object.clone()).unwrap_or_default();
        let page = graph.objects().iter().find(|object| rank(object) == Some(true)).cloned();
        Self { report, page: page.unwrap_or_default(), graph }
    }

    /// A field's text: the string itself, or the name of the thing that it is; of
    /// several, all, joined by commas.
    pub(crate) fn text(&self, field: &str) -> Option<String> {
        Some(entities::decoded(&self.graph.name_of(self.report.get(field)?)?)).filter(|text| !text.is_empty())
    }

    /// The same, said of the report or, where it says nothing, of its page.
    pub(crate) fn text_of_either(&self, field: &str) -> Option<String> {
        let of_page = || self.graph.name_of(self.page.get(field)?).filter(|text| !text.is_empty());
        self.text(field).or_else(of_page)
    }

    /// The report's text, as far as it is stated: paragraphs parted by empty lines.
    pub(crate) fn body(&self) -> Option<String> {
        body::of(&self.report)
    }
}

/// A block's value. Some pages wrap it in a comment, or have line ends in its strings.
fn parsed(script: &str) -> Option<Value> {
    let json = script.trim().trim_start_matches("//").trim_start();
    let json = json.strip_prefix("<![CDATA[").or_else(|| json.strip_prefix("<!--")).unwrap_or(json);
    // What closes the comment stands behind the value.
    let first = |json: &str| Deserializer::from_str(json).into_iter::<Value>().next()?.ok();
    first(json).or_else(|| first(&loose::mended(json).0))
}

/// Whether an object is a page (`true`) or a report; `None` for all others.
fn rank(object: &Map<String, Value>) -> Option<bool> {
    types(object.get("@type")?)
        .filter_map(|name| REPORTS.iter().position(|report| *report == name))
        .min()
        .map(|place| place == REPORTS.len() - 1)
}

/// Names of types, without the vocabulary that they stand in.
fn types(value: &Value) -> impl Iterator<Item = &str> {
    let one = value.as_str().into_iter();
    let names = one.chain(value.as_array().into_iter().flatten().filter_map(Value::as_str));
    names.map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::parsed;
    use serde_json::json;

    #[test]
    fn blocks_are_read_as_pages_write_them() {
        for script in [r#"{"a": 1}"#, "//<![CDATA[\n{\"a\": 1}\n//]]>", "<!-- {\"a\": 1} -->", "{\"a\": 1};"]
        {
            assert_eq!(parsed(script), Some(json!({"a": 1})), "{script}");
        }
        assert_eq!(parsed("{\"a\": \"x\ny\"}"), Some(json!({"a": "x\ny"})));
        assert_eq!(parsed("[[1]]"), Some(json!([[1]])));
        assert_eq!(parsed("{ this is broken }"), None);
        assert_eq!(parsed(""), None);
    }
}
