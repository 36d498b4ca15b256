//! Banners that ask for consent: on many pages the first text, and no part of any report.

use dom_query::{Document, NodeRef};

/// Elements that banners are made of.
const BOXES: &str = "div[class], div[id], section[class], section[id], dialog, form[class], form[id]";

/// What pages call them, in one word of a class or an id …
const NAMES: [&str; 4] = ["cookiebanner", "cookieconsent", "cookienotice", "cookiebar"];
/// … or in two words beside each other.
const ABOUT: [&str; 5] = ["cookie", "cookies", "consent", "gdpr", "ccpa"];
const SHAPES: [&str; 12] = [
    "bar",
    "banner",
    "notice",
    "popup",
    "modal",
    "overlay",
    "dialog",
    "prompt",
    "message",
    "wrapper",
    "container",
    "consent",
];

/// Bytes of the longest banner: a page may be about cookies.
const LONGEST: usize = 1_500;

/// Nodes of a banner, at most.
const MOST_NODES: usize = 400;

/// Takes banners out of the page, unless the article stands within.
pub(super) fn remove(page: &Document) {
    for node in page.select(BOXES).nodes() {
        let mut names = ["class", "id"].iter().filter_map(|at| node.attr(at));
        if names.any(|names| is_banner(&names)) && is_small(node) {
            node.remove_from_parent();
        }
    }
}

/// Whether the element holds little text and nothing that an article stands in.
fn is_small(node: &NodeRef<'_>) -> bool {
    let mut length = 0;
    for (seen, inside) in node.descendants_it().enumerate() {
        let article = ["article", "main", "h1"].iter().any(|name| inside.has_name(name));
        length += if inside.is_text() { inside.text().len() } else { 0 };
        if article || length > LONGEST || seen > MOST_NODES {
            return false;
        }
    }
    true
}

/// "site-cookie-banner", "CookieConsent", but not "post tag-cookies".
fn is_banner(names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| {
        let name = name.to_ascii_lowercase();
        let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        let pair = |pair: &[&str]| ABOUT.contains(&pair[0]) && SHAPES.contains(&pair[1]);
        words.iter().any(|word| NAMES.contains(word)) || words.windows(2).any(pair)
    })
}

#[cfg(test)]
mod tests {
    use super::remove;
    use crate::html::blocks::text_of;
    use dom_query::Document;

    #[test]
    fn banners_go_and_articles_stay() {
        for (html, text) in [
            ("<div class='site-cookie-bar'>We use them. <a>Accept</a></div><p>Rain fell.</p>", "Rain fell."),
            ("<section id=CookieConsent>Agree?</section><p>Rain fell.</p>", "Rain fell."),
            ("<div class=cookie><article>How to bake a biscuit.</article></div>", "How to bake a biscuit."),
            ("<p class=cookies-intro>Sweet.</p><p class=lead>Bake.</p>", "Sweet.\n\nBake."),
            ("<div class='post tag-gdpr cookies'>A law on cookies.</div>", "A law on cookies."),
            ("<div class=story>Rain fell.</div>", "Rain fell."),
        ] {
            let page = Document::from(html);
            remove(&page);
            assert_eq!(text_of(page.root()), text, "{html}");
        }
    }
}
