//! NewsML-G2 (IPTC): items of text, alone or in a message.

use roxmltree::Node;
use wirefold_report::Report;

use super::Items;
use super::element::{at, attribute, child, children, line, local, paragraphs, raw};
use crate::withdrawn::withdrawn;
use crate::{html, line_ends, parse_published};

/// The items under the root. One without an identifier is called `name#n`.
pub(super) fn items(name: &str, root: Node<'_, '_>) -> Items {
    let items = root.descendants().filter(|node| node.is_element() && local(*node) == "newsItem");
    items.enumerate().map(|(n, item)| report(&format!("{name}#{}", n + 1), item)).collect()
}

fn report(name: &str, item: Node<'_, '_>) -> (String, Result<Report, String>) {
    let id = attribute(item, "guid").unwrap_or_else(|| name.to_owned());
    let meta = |path: &[&'static str]| at(item, path);
    if let Some(status) = meta(&["itemMeta", "pubStatus"]).and_then(|node| attribute(node, "qcode"))
        && let Some(reason) = withdrawn(status.rsplit(':').next().unwrap_or_default())
    {
        return (id, Err(reason));
    }
    let Some(text) = text(item) else { return (id, Err("no text in this item".to_owned())) };
    let published =
        [&["itemMeta", "versionCreated"], &["itemMeta", "firstCreated"], &["contentMeta", "contentCreated"]];
    let credits = ["creditline", "by", "infoSource"];
    let report = Report {
        title: meta(&["contentMeta", "headline"]).and_then(line),
        outlet: meta(&["itemMeta", "provider"]).and_then(party),
        published: published.into_iter().find_map(|path| parse_published(&line(meta(path)?)?)),
        credit: credits.into_iter().find_map(|name| party(meta(&["contentMeta", name])?)),
        language: meta(&["contentMeta", "language"]).and_then(|node| attribute(node, "tag")),
        url: Some(&id).filter(|id| id.starts_with("http")).cloned(),
        ..Report::new(&id, text)
    };
    (id, Ok(report))
}

/// A party's name: stated in words, in an element, or as the end of a code.
fn party(node: Node<'_, '_>) -> Option<String> {
    let stated =
        child(node, "name").and_then(line).or_else(|| line(node)).or_else(|| attribute(node, "literal"));
    stated.or_else(|| attribute(node, "qcode").and_then(|code| code.rsplit(':').next().map(str::to_owned)))
}

/// The first content that has text: marked up, or in characters.
fn text(item: Node<'_, '_>) -> Option<String> {
    let set = child(item, "contentSet")?;
    let marked = children(set, "inlineXML").map(|node| {
        let body = node.descendants().find(|node| matches!(local(*node), "body.content" | "body"));
        paragraphs(body.unwrap_or(node))
    });
    let plain = children(set, "inlineData").map(|node| {
        let raw = raw(node);
        let is_html = node.attribute("contenttype").is_some_and(|kind| kind.contains("html"));
        if is_html { html::fragment(&raw) } else { line_ends(raw.trim()).into_owned() }
    });
    marked.chain(plain).find(|text| !text.is_empty())
}
