//! Elements by their names, and their text.

use roxmltree::Node;
use wirefold_text::one_line;

use crate::html;
use crate::html::blocks::{BLOCKS, Builder, HIDDEN};

/// Vocabularies whose elements may stand beside those that have none: RSS 1.0 and 0.9, Atom, the content module, Dublin
/// Core, NewsML-G2, NITF. Others use the same names for other things (`media:title`, `itunes:author`).
const VOCABULARIES: [&str; 8] = [
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://iptc.org/std/nar/2006-10-01/",
    "http://iptc.org/std/NITF/2006-10-18/",
];
/// Blocks of NITF that HTML does not have.
const NITF_BLOCKS: [&str; 4] = ["block", "hl1", "hl2", "body.content"];
/// Elements of NITF and NewsML whose content is not the report's text.
const NITF_HIDDEN: [&str; 3] = ["media", "body.head", "body.end"];

/// An element's name without its prefix.
pub(crate) fn local<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// The children of that name in a vocabulary that is known.
pub(crate) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    let is_known =
        |child: &Node<'_, '_>| child.tag_name().namespace().is_none_or(|uri| VOCABULARIES.contains(&uri));
    node.children().filter(move |child| child.is_element() && local(*child) == name && is_known(child))
}

/// The first child of that name.
pub(crate) fn child<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

/// What lies at the end of a path of names.
pub(crate) fn at<'a, 'input>(node: Node<'a, 'input>, path: &[&'static str]) -> Option<Node<'a, 'input>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// All text under the element in a line.
pub(crate) fn line(node: Node<'_, '_>) -> Option<String> {
    tidy(&raw(node))
}

/// The same, where HTML may stand in it once more: "Caf&amp;eacute; closes".
pub(crate) fn line_of_html(node: Node<'_, '_>) -> Option<String> {
    let raw = raw(node);
    if raw.contains(['<', '&']) { tidy(&html::fragment(&raw)) } else { tidy(&raw) }
}

/// The content of an attribute.
pub(crate) fn attribute<'n, 'm>(
    node: Node<'_, '_>,
    name: impl Into<roxmltree::ExpandedName<'n, 'm>>,
) -> Option<String> {
    tidy(node.attribute(name)?)
}

/// All text under the element as it stands.
pub(crate) fn raw(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// A text in a line, unless there is none.
pub(crate) fn tidy(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|text| !text.is_empty())
}

/// The paragraphs under an element of XHTML or NITF, parted by empty lines.
pub(crate) fn paragraphs(root: Node<'_, '_>) -> String {
    enum Step<'a, 'input> {
        Enter(Node<'a, 'input>),
        Leave,
    }
    let mut text = Builder::default();
    let mut stack: Vec<Step<'_, '_>> = root.children().rev().map(Step::Enter).collect();
    while let Some(step) = stack.pop() {
        let Step::Enter(node) = step else {
            text.paragraph();
            continue;
        };
        let name = local(node);
        match node.text().filter(|_| node.is_text()) {
            Some(words) => text.push(words),
            None if HIDDEN.contains(&name) || NITF_HIDDEN.contains(&name) => text.paragraph(),
            None if name == "br" => text.line(),
            None => {
                if BLOCKS.contains(&name) || NITF_BLOCKS.contains(&name) {
                    text.paragraph();
                    stack.push(Step::Leave);
                }
                stack.extend(node.children().rev().map(Step::Enter));
            }
        }
    }
    text.finish()
}
