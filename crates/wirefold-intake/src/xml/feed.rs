//! Feeds: RSS (0.9 to 2.0, with the modules content and Dublin Core) and Atom (RFC 4287).

use roxmltree::Node;
use wirefold_report::{Published, Report};

use super::Items;
use super::element::{attribute, child, children, line, line_of_html, local, paragraphs, raw};
use crate::rendition::is_much_fuller;
use crate::{html, line_ends, parse_published};

/// What a feed says for all of its items.
struct Channel {
    title: Option<String>,
    language: Option<String>,
}

/// The feed's items, in its order. One without an id or address of its own is called `name#n`.
pub(super) fn items(name: &str, root: Node<'_, '_>) -> Items {
    let head = child(root, "channel").unwrap_or(root);
    let channel = Channel {
        title: child(head, "title").and_then(line_of_html),
        language: child(head, "language")
            .and_then(line)
            .or_else(|| attribute(root, ("http://www.w3.org/XML/1998/namespace", "lang"))),
    };
    // RSS 1.0 has its items beside the channel.
    let items = [head, root].into_iter().take(if head == root { 1 } else { 2 });
    let items = items.flat_map(|node| children(node, "item").chain(children(node, "entry")));
    items.enumerate().map(|(at, item)| entry(&format!("{name}#{}", at + 1), item, &channel)).collect()
}

fn entry(name: &str, item: Node<'_, '_>, channel: &Channel) -> (String, Result<Report, String>) {
    let url = link(item);
    let id = ["guid", "id"].into_iter().find_map(|name| line(child(item, name)?));
    let id = id.or_else(|| url.clone()).unwrap_or_else(|| name.to_owned());
    let Some(text) = text(item) else { return (id, Err("no text in this item".to_owned())) };
    let report = Report {
        title: child(item, "title").and_then(line_of_html),
        url,
        outlet: channel.title.clone(),
        published: published(item),
        credit: credit(item),
        language: child(item, "language").and_then(line).or_else(|| channel.language.clone()),
        ..Report::new(&id, text)
    };
    (id, Ok(report))
}

/// The item's address: the text of `link` in RSS, `href` of the alternate `link` in Atom.
fn link(item: Node<'_, '_>) -> Option<String> {
    let address = |link: Node<'_, '_>| {
        let is_itself = link.attribute("rel").is_none_or(|rel| rel == "alternate");
        line(link).or_else(|| attribute(link, "href").filter(|_| is_itself))
    };
    children(item, "link").find_map(address)
}

/// The fullest text that the item has: its content, unless what should describe it says much more.
fn text(item: Node<'_, '_>) -> Option<String> {
    let names = ["encoded", "content", "description", "summary"];
    let texts = names.into_iter().flat_map(|name| children(item, name)).map(content);
    texts
        .filter(|text| !text.is_empty())
        .reduce(|best, text| if is_much_fuller(&text, &best) { text } else { best })
}

/// XHTML, HTML in characters, or plain text.
fn content(node: Node<'_, '_>) -> String {
    if node.children().any(|child| child.is_element()) {
        return paragraphs(node);
    }
    let raw = raw(node);
    let is_html =
        local(node) == "encoded" || node.attribute("type") == Some("html") || raw.contains(['<', '&']);
    if is_html { html::fragment(&raw) } else { line_ends(raw.trim()).into_owned() }
}

fn published(item: Node<'_, '_>) -> Option<Published> {
    let names = ["pubDate", "published", "date", "issued", "updated"];
    names.into_iter().find_map(|name| parse_published(&line(child(item, name)?)?))
}

/// Whom the item names as its source, or its author.
fn credit(item: Node<'_, '_>) -> Option<String> {
    let source = child(item, "source");
    let source = source.and_then(|source| child(source, "title").or(Some(source))).and_then(line_of_html);
    let named = |name| child(item, name).and_then(|node| line_of_html(child(node, "name").unwrap_or(node)));
    source.or_else(|| named("creator")).or_else(|| named("author"))
}
