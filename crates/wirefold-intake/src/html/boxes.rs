//! Boxes beside and within the report: links to other reports, prompts, captions, pull quotes (`data/boxes.tsv`).

use super::blocks::text_of;
use super::shown::{names, short_text};
use dom_query::{Document, NodeRef, Selection};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Elements that boxes are.
const BOXES: &str = "div[class], div[id], section[class], section[id], ul[class], ol[class], p[class], span[class], \
                     blockquote[class], figure[class], form[class], h2[class], h3[class], h4[class]";

/// Words by which a text asks its reader to pay or to register.
const CUES: [&str; 7] =
    ["subscribe", "subscriber", "subscription", "log in", "sign in", "register", "free trial"];

/// What a line begins with that is a link to another report.
const LINK_CUES: [&str; 12] = [
    "read more",
    "read also",
    "also read",
    "read next",
    "read:",
    "related",
    "see also",
    "more:",
    "watch:",
    "listen:",
    "don’t miss",
    "more on this",
];

/// A box holds at most this part of the page's text.
const LARGEST_PART: usize = 3;

/// What a box of a name is.
struct Kind {
    longest: usize,
    cue: bool,
}

static KINDS: LazyLock<HashMap<&str, Kind>> = LazyLock::new(|| {
    let rows = include_str!("../../data/boxes.tsv").lines().filter(|line| !line.starts_with('#'));
    let kind = |row: &'static str| {
        let mut columns = row.split('\t');
        let words = columns.next().unwrap_or_default();
        let longest = columns.next().and_then(|bytes| bytes.parse().ok()).expect("a row has its most bytes");
        (words, Kind { longest, cue: columns.next() == Some("cue") })
    };
    rows.map(kind).collect()
});

/// Takes such boxes out of the page, and whole other reports below the one that its heading stands in.
pub(super) fn remove(page: &Document) {
    page.select("[placeholder]:not(input):not(textarea), [fallback]").remove();
    remove_other_reports(page);
    let most = text_of(page.root()).len() / LARGEST_PART;
    for node in page.select(BOXES).nodes() {
        if is_box(node, most) {
            node.remove_from_parent();
        }
    }
    for node in page.select("p, li, h2, h3, h4, div, aside").nodes() {
        if is_link_to_other(node) {
            node.remove_from_parent();
        }
    }
    open_heads(page);
}

/// A line that is a link to another report and says so: "Read more: Five piers that may be next".
fn is_link_to_other(line: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 250;
    let Some(text) = short_text(line, LONGEST) else { return false };
    let lower = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let Some(cue) = LINK_CUES.iter().find(|cue| lower.starts_with(**cue)) else { return false };
    let linked: usize = Selection::from(*line)
        .select("a")
        .nodes()
        .iter()
        .filter_map(|link| short_text(link, LONGEST))
        .map(|text| text.len())
        .sum();
    linked + cue.len() + 4 >= text.len()
}

fn is_box(node: &NodeRef<'_>, most: usize) -> bool {
    let names = names(node);
    let pairs = names.windows(2).map(|pair| pair.join(" "));
    let kinds = names.iter().filter_map(|name| KINDS.get(name.as_str()));
    let mut kinds = kinds.chain(pairs.filter_map(|pair| KINDS.get(pair.as_str()))).peekable();
    if kinds.peek().is_none() || holds_report(node) {
        return false;
    }
    kinds.any(|kind| {
        // What asks for money may be most of a page that shows a beginning.
        let text = short_text(node, if kind.cue { kind.longest } else { kind.longest.min(most) });
        text.is_some_and(|text| !kind.cue || CUES.iter().any(|cue| text.to_lowercase().contains(cue)))
    })
}

/// Whether a report may stand within.
fn holds_report(node: &NodeRef<'_>) -> bool {
    const MOST_NODES: usize = 400;
    let is_report = |inside: NodeRef<'_>| ["article", "main", "h1"].iter().any(|name| inside.has_name(name));
    node.descendants_it().take(MOST_NODES).any(is_report)
}

/// Pages go on with the next reports below the one that was asked for.
fn remove_other_reports(page: &Document) {
    const FEWEST: usize = 400;
    const LARGER: usize = 2;
    let headings = page.select("h1");
    let mut reports: Vec<NodeRef<'_>> = headings.nodes().iter().filter_map(|node| outermost(*node)).collect();
    reports.dedup_by_key(|report| report.id);
    let [report] = reports[..] else { return };
    let articles = page.select("article");
    let is_other = |other: &&NodeRef<'_>| other.id != report.id && outermost(**other).is_none();
    let others: Vec<&NodeRef<'_>> = articles.nodes().iter().filter(is_other).collect();
    // The heading may stand in an element of its own, the report in the next.
    let length = text_of(report).len();
    if length >= FEWEST && others.iter().all(|other| text_of(**other).len() < LARGER * length) {
        others.iter().for_each(|other| other.remove_from_parent());
    }
}

/// The outermost report around a node.
fn outermost(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let ancestors = std::iter::successors(node.parent(), NodeRef::parent);
    ancestors.filter(|node| node.has_name("article")).last()
}

/// The search for the article passes over what stands in its `<header>` and `<footer>`. What is told there goes beside
/// the text: the lines below the heading, and what was corrected.
fn open_heads(page: &Document) {
    const CORRECTIONS: [&str; 5] =
        ["correction", "clarification", "this article was amended", "this story has been", "editor’s note"];
    for head in page.select("article header").nodes() {
        for child in head.children() {
            head.insert_before(&child);
        }
        head.remove_from_parent();
    }
    for line in page.select("article footer p").nodes() {
        let text = short_text(line, 1000).unwrap_or_default().to_lowercase().replace('\'', "’");
        let foot = std::iter::successors(line.parent(), NodeRef::parent).find(|node| node.has_name("footer"));
        if let Some(foot) = foot.filter(|_| CORRECTIONS.iter().any(|start| text.starts_with(start))) {
            foot.insert_before(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KINDS, remove};
    use crate::html::blocks::text_of;
    use dom_query::Document;

    const STORY: &str = "<p>Rain fell on the pier, and it went on to fall on the town behind it for days, said the mayor.</p>";

    fn check(html: &str, want: &[&str]) {
        let story = STORY.repeat(8);
        let page = Document::from(html.replace("STORY", &story));
        remove(&page);
        let text = text_of(page.root());
        let told = text_of(Document::from(STORY).root());
        let rest: Vec<&str> = text.split("\n\n").filter(|paragraph| *paragraph != told).collect();
        assert_eq!(rest, want, "{html}");
        assert_eq!(text.matches(&told).count(), 8, "{html}");
    }

    #[test]
    fn boxes_go_and_the_report_stays() {
        check("STORY<div class='c-newsletterSignup'><p>Get the briefing.</p></div>", &[]);
        check(
            "<div class='post related-on'>STORY</div><section id=related_articles>Rents rise</section>",
            &[],
        );
        check("STORY<p class=wp-caption-text>At dawn.</p><p class=text>At noon.</p>", &["At noon."]);
        check("<div class=paywall>STORY</div><div class=paywall>Subscribe now, or log in.</div>", &[]);
        check("STORY<div class=paywall>The mayor left.</div>", &["The mayor left."]);
        check("STORY<div class=related><h1>Pier closed</h1></div>", &["Pier closed"]);
        check("STORY<amp-iframe><div placeholder>Loading</div></amp-iframe>", &[]);
        check(
            "STORY<p><b>Read more: </b><a href=x>How it fell</a></p><p>READ ALSO: <a>Five piers</a>.</p>",
            &[],
        );
        check(
            "STORY<p>Read more of his <a href=x>books</a>, she said.</p>",
            &["Read more of his books, she said."],
        );
        check("<p class=caption>Short.</p><p class=teaser-text>Page.</p>STORY", &["Page."]);
    }

    #[test]
    fn other_reports_below_go() {
        check("<article><h1>Pier</h1>STORY</article><article><h2>Buses</h2>Three came.</article>", &["Pier"]);
        check("<article><h1>Pier</h1>By Jo Roe</article><article>STORY</article>", &["Pier", "By Jo Roe"]);
        check("<h1>Live</h1><article>One.</article><article>STORY</article>", &["Live", "One."]);
        check(
            "<article>Before.</article><main><article><h1>Pier</h1>STORY<article>Post.</article></article></main>",
            &["Pier", "Post."],
        );
    }

    #[test]
    fn every_row_is_read() {
        let rows = include_str!("../../data/boxes.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(KINDS.len(), rows, "no name stands twice");
        assert!(KINDS.keys().all(|words| (1..=2).contains(&words.split(' ').count())));
    }
}
