//! What elements are called, and what little text they hold.

use dom_query::NodeRef;

/// Words in names of elements that hold other reports than the page's, or what readers say.
const OTHERS: [&str; 30] = [
    "related",
    "teaser",
    "teasers",
    "recommended",
    "recommendations",
    "recirc",
    "promo",
    "sidebar",
    "trending",
    "popular",
    "latest",
    "comment",
    "comments",
    "card",
    "cards",
    "carousel",
    "more",
    "next",
    "read",
    "viewed",
    "also",
    "reply",
    "replies",
    "timeline",
    "chronology",
    "caption",
    "captions",
    "gallery",
    "event",
    "events",
];

/// The words of an element's class, id and the like, in small letters: "articleBody--wide" is "article", "body", "wide".
pub(super) fn names(node: &NodeRef<'_>) -> Vec<String> {
    const MOST: usize = 60;
    let mut words = Vec::new();
    for name in ["class", "id", "itemprop", "data-testid", "data-component"] {
        let Some(value) = node.attr(name) else { continue };
        let mut word = String::new();
        for c in value.chars() {
            if c.is_ascii_uppercase() && word.ends_with(|last: char| last.is_ascii_lowercase())
                || !c.is_alphanumeric()
            {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            if c.is_alphanumeric() {
                word.push(c.to_ascii_lowercase());
            }
            if words.len() >= MOST {
                return words;
            }
        }
        words.extend((!word.is_empty()).then_some(word));
    }
    words
}

/// Whether an element holds something else than the report.
pub(super) fn is_other(node: &NodeRef<'_>) -> bool {
    const ELEMENTS: [&str; 10] =
        ["article", "aside", "nav", "li", "form", "figure", "figcaption", "blockquote", "table", "dl"];
    ELEMENTS.iter().any(|name| node.has_name(name))
        || names(node).iter().any(|name| OTHERS.contains(&name.as_str()))
}

/// Whether a node stands among links to other reports or what readers say, not in an entry of a live report.
pub(super) fn is_of_others(node: &NodeRef<'_>) -> bool {
    const ENTRIES: [&str; 5] = ["live", "post", "entry", "update", "updates"];
    const STEPS: usize = 12;
    std::iter::successors(node.parent(), NodeRef::parent).take(STEPS).any(|around| {
        let names = names(&around);
        let has = |words: &[&str]| names.iter().any(|name| words.contains(&name.as_str()));
        ["aside", "nav", "form"].iter().any(|name| around.has_name(name)) || has(&OTHERS) && !has(&ENTRIES)
    })
}

/// The text under a node in a line, unless it has more than so many bytes, or very many nodes.
pub(super) fn short_text(node: &NodeRef<'_>, longest: usize) -> Option<String> {
    const MOST_NODES: usize = 200;
    let mut text = String::new();
    for (seen, inside) in node.descendants_it().enumerate() {
        if inside.is_text() {
            text.push_str(&inside.text());
        } else {
            text.push(' ');
        }
        if seen > MOST_NODES || text.len() > 4 * longest {
            return None;
        }
    }
    Some(wirefold_text::one_line(&text)).filter(|text| text.len() <= longest)
}

#[cfg(test)]
mod tests {
    use super::{is_other, names, short_text};
    use dom_query::Document;

    #[test]
    fn names_fall_into_words() {
        let page = Document::from("<div class='articleBody--wide c-more_stories' id=x1></div>");
        let found = names(page.select("div").nodes().first().expect("there"));
        assert_eq!(found, ["article", "body", "wide", "c", "more", "stories", "x1"]);
        assert!(is_other(page.select("div").nodes().first().expect("there")));
    }

    #[test]
    fn only_short_texts_are_told() {
        let page = Document::from("<p>By <b>Jo</b><i>Roe</i></p>");
        let node = page.select("p");
        let node = node.nodes().first().expect("there");
        assert_eq!(short_text(node, 20).as_deref(), Some("By Jo Roe"));
        assert_eq!(short_text(node, 5), None);
    }
}
