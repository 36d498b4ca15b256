//! NewsML-G2 (IPTC): items of text, alone or in a message.

use roxmltree::Node;
use wirefold_report::Report;

use super::Items;
use super::element::{at, attribute, child, children, line, local, paragraphs, raw};
use crate::rendition::{is_aside, is_much_fuller};
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
        title: child(item, "contentMeta").and_then(headline),
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

/// The content that has the most text, of those that are said to be no summary or caption if there are any; marked up,
/// or in characters. Of an item without content its description is the text.
fn text(item: Node<'_, '_>) -> Option<String> {
    let set = child(item, "contentSet");
    let marked = set.into_iter().flat_map(|set| children(set, "inlineXML")).map(|node| {
        let body = node.descendants().find(|node| matches!(local(*node), "body.content" | "body"));
        (node, paragraphs(body.unwrap_or(node)))
    });
    let plain = set.into_iter().flat_map(|set| children(set, "inlineData")).map(|node| {
        let raw = raw(node);
        let is_html = node.attribute("contenttype").is_some_and(|kind| kind.contains("html"));
        (node, if is_html { html::fragment(&raw) } else { line_ends(raw.trim()).into_owned() })
    });
    let is_part = |node: Node<'_, '_>| {
        ["rendition", "role"].iter().any(|name| node.attribute(*name).is_some_and(is_aside))
    };
    let mut best: Option<(bool, String)> = None;
    for (node, text) in marked.chain(plain).filter(|(_, text)| !text.is_empty()) {
        let is_part = is_part(node);
        let is_better = best.as_ref().is_none_or(|(part, known)| {
            *part && !is_part || *part == is_part && is_much_fuller(&text, known)
        });
        if is_better {
            best = Some((is_part, text));
        }
    }
    best.map(|(_, text)| text).or_else(|| described(item))
}

/// What an item of text without content says of itself.
fn described(item: Node<'_, '_>) -> Option<String> {
    let class = at(item, &["itemMeta", "itemClass"]).and_then(|node| attribute(node, "qcode"));
    let is_text = class.is_none_or(|class| class.ends_with("text") || class.ends_with("composite"));
    let meta = child(item, "contentMeta").filter(|_| is_text)?;
    let texts = children(meta, "description").map(paragraphs).filter(|text| !text.is_empty());
    texts.max_by_key(String::len)
}

/// The headline that is not said to stand below another.
fn headline(meta: Node<'_, '_>) -> Option<String> {
    let is_below = |node: &Node<'_, '_>| {
        node.attribute("role").is_some_and(|role| is_aside(role) || role.to_ascii_lowercase().contains("sub"))
    };
    children(meta, "headline").min_by_key(is_below).and_then(line)
}
