//! Boxes beside and within the report: links to other reports, prompts, captions, pull quotes (`data/boxes.tsv`).

use super::blocks::text_of;
use super::shown::{names, short_text};
use dom_query::{Document, NodeRef, Selection};
use std::collections::{HashMap, HashSet};
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

/// A box holds at most this part of the page's text, and so do all boxes together.
const LARGEST_PART: usize = 3;

/// Words in names of elements that hold the report, unless they are short: "share-story-body".
const OWN: [&str; 5] = ["body", "story", "article", "content", "text"];
const SHORT: usize = 100;

/// So long is prose, and not a line beside the report.
const PROSE: usize = 200;

/// What a box of a name is.
#[derive(Debug)]
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

/// Takes such boxes out of the page, and links to other reports below the one that its heading stands in.
pub(super) fn remove(page: &Document) {
    page.select("[placeholder]:not(input):not(textarea), [fallback]").remove();
    remove_other_reports(page);
    remove_named(page);
    for node in page.select("p, li, h2, h3, h4, div, aside").nodes() {
        if is_link_to_other(node) {
            node.remove_from_parent();
        }
    }
    open_heads(page);
}

/// Takes out what is called a box. Where the prose in all of them is much of the page's text, the names are those of
/// the report's own paragraphs, and only boxes of links go.
fn remove_named(page: &Document) {
    const MOST_CUED: usize = 1800;
    let most = text_of(page.root()).len() / LARGEST_PART;
    let (mut prose, mut cued) = (0, 0);
    let mut known = HashSet::new();
    let mut boxes: Vec<(NodeRef<'_>, bool)> = Vec::new();
    for node in page.select(BOXES).nodes() {
        let ancestors = std::iter::successors(node.parent(), NodeRef::parent);
        if ancestors.into_iter().any(|around| known.contains(&around.id)) {
            continue;
        }
        let Some((kind, length)) = box_of(node, most) else { continue };
        known.insert(node.id);
        let of_links = is_mostly_links(node, length);
        if !of_links {
            *(if kind.cue { &mut cued } else { &mut prose }) += length;
        }
        boxes.push((*node, of_links));
    }
    let is_told = prose > most || cued > most.max(MOST_CUED);
    boxes
        .iter()
        .filter(|(_, of_links)| *of_links || !is_told)
        .for_each(|(node, _)| node.remove_from_parent());
}

/// Whether at least half of a node's text is in links.
fn is_mostly_links(node: &NodeRef<'_>, length: usize) -> bool {
    2 * linked(node, length) >= length
}

/// How much of a node's text is in links of at most so many bytes.
fn linked(node: &NodeRef<'_>, longest: usize) -> usize {
    let links = Selection::from(*node).select("a");
    links.nodes().iter().filter_map(|link| short_text(link, longest)).map(|text| text.len()).sum()
}

/// A line that is a link to another report and says so: "Read more: Five piers that may be next".
fn is_link_to_other(line: &NodeRef<'_>) -> bool {
    const LONGEST: usize = 250;
    let Some(text) = short_text(line, LONGEST) else { return false };
    let lower = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let Some(cue) = LINK_CUES.iter().find(|cue| lower.starts_with(**cue)) else { return false };
    linked(line, LONGEST) + cue.len() + 4 >= text.len()
}

/// The kind of box that an element is, and the length of its text.
fn box_of(node: &NodeRef<'_>, most: usize) -> Option<(&'static Kind, usize)> {
    let names = names(node);
    let pairs = (0..names.len().saturating_sub(1)).map(|at| (at, 2));
    let stretches = (0..names.len()).map(|at| (at, 1)).chain(pairs);
    let mut kinds = stretches
        .filter_map(|(at, count)| {
            Some((KINDS.get(names[at..at + count].join(" ").as_str())?, at..at + count))
        })
        .peekable();
    if kinds.peek().is_none() || holds_report(node) {
        return None;
    }
    kinds.find_map(|(kind, named)| {
        // What asks for money may be most of a page that shows a beginning.
        let text = short_text(node, if kind.cue { kind.longest } else { kind.longest.min(most) })?;
        let is_own = |(at, name): (usize, &String)| !named.contains(&at) && OWN.contains(&name.as_str());
        let spared =
            text.len() > SHORT && names.iter().enumerate().any(is_own) && !is_mostly_links(node, text.len());
        let is_box = if kind.cue { is_prompt(node, &text) } else { !has_longer_like(node, kind.longest) };
        (!spared && is_box).then_some((kind, text.len()))
    })
}

/// Whether an element asks to subscribe, and is no part of a report that is called after who sees it.
fn is_prompt(node: &NodeRef<'_>, text: &str) -> bool {
    let is_prose = |node: &NodeRef<'_>| short_text(node, PROSE).is_none();
    let holds_prose = || {
        let paragraphs = Selection::from(*node).select("p");
        paragraphs.nodes().iter().any(|p| is_prose(p) && !has_cue(&p.text()))
    };
    has_cue(text)
        && !(node.has_name("p") && text.len() > PROSE)
        && !((node.has_name("p") || text.len() > PROSE) && has_longer_like(node, PROSE))
        && !holds_prose()
}

/// Whether an element near by has the same class and more text than that: entries of a live report are called alike.
fn has_longer_like(node: &NodeRef<'_>, longest: usize) -> bool {
    const BESIDE: usize = 6;
    let Some(class) = node.attr("class") else { return false };
    let is_such = |other: &NodeRef<'_>| {
        other.is_element()
            && other.attr("class").as_ref() == Some(&class)
            && short_text(other, longest).is_none()
    };
    let before = std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling).take(BESIDE);
    let after = std::iter::successors(node.next_sibling(), NodeRef::next_sibling).take(BESIDE);
    before.chain(after).any(|other| is_such(&other))
}

/// Whether a text has one of the words by which its reader is asked to pay.
fn has_cue(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    CUES.iter().any(|cue| {
        lower.match_indices(cue).any(|(at, cue)| {
            !is_letter(lower[..at].chars().next_back()) && !is_letter(lower[at + cue.len()..].chars().next())
        })
    })
}

/// Whether a report may stand within.
fn holds_report(node: &NodeRef<'_>) -> bool {
    const MOST_NODES: usize = 400;
    let is_report = |inside: NodeRef<'_>| ["article", "main", "h1"].iter().any(|name| inside.has_name(name));
    node.descendants_it().take(MOST_NODES).any(is_report)
}

/// Pages go on with links to the next reports below the one that was asked for.
fn remove_other_reports(page: &Document) {
    const FEWEST: usize = 400;
    let headings = page.select("h1");
    let mut reports: Vec<NodeRef<'_>> = headings.nodes().iter().filter_map(|node| outermost(*node)).collect();
    reports.dedup_by_key(|report| report.id);
    let [report] = reports[..] else { return };
    let articles = page.select("article");
    let is_other = |other: &&NodeRef<'_>| other.id != report.id && outermost(**other).is_none();
    let others: Vec<&NodeRef<'_>> = articles.nodes().iter().filter(is_other).collect();
    if text_of(report).len() >= FEWEST {
        others.into_iter().filter(|other| is_other_report(other)).for_each(NodeRef::remove_from_parent);
    }
}

/// Whether an article is no more than a link to another report: little but links, or a heading that is one over a few
/// lines. A post of a live report and the rest of a text are articles as well.
fn is_other_report(article: &NodeRef<'_>) -> bool {
    const FEW_LINES: usize = 400;
    let Some(text) = short_text(article, 2 * FEW_LINES) else { return false };
    let headings = Selection::from(*article).select("h2 a, h3 a, h4 a, a h2, a h3, a h4");
    is_mostly_links(article, text.len()) || text.len() < FEW_LINES && headings.exists()
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
        check(
            "<article><h1>Pier</h1>STORY</article><article><h2><a>Buses</a></h2>Three came.</article>",
            &["Pier"],
        );
        check("<article><h1>Pier</h1>By Jo Roe</article><article>STORY</article>", &["Pier", "By Jo Roe"]);
        check("<h1>Live</h1><article>One.</article><article>STORY</article>", &["Live", "One."]);
        check(
            "<article><a href=x>Before.</a></article><main><article><h1>Pier</h1>STORY<article>Post.</article></article></main>",
            &["Pier", "Post."],
        );
    }

    #[test]
    fn paragraphs_of_the_report_are_no_boxes() {
        for page in [
            "<p class=newsletter__text>TOLD</p>",
            "<div class='post share-post' id=related-3><p>TOLD</p></div>",
            "<section class=read-more-section><p>TOLD</p></section>",
            "<p class=paywall>TOLD TOLD Who did not register may subscribe.</p>",
            "<article><h2>Ten</h2><p>TOLD TOLD TOLD TOLD TOLD</p></article>",
        ] {
            let told = text_of(Document::from(STORY).root());
            let entry = page.replace("TOLD", &told);
            let page = Document::from(format!("<h1>Pier</h1>{}", entry.repeat(12)));
            let before = text_of(page.root());
            remove(&page);
            assert_eq!(text_of(page.root()), before, "{entry}");
        }
        let told = "Rain fell on the pier, and nobody is registered to vote there; the blog in question says that it \
                    fell on the town as well.";
        let twice = told.repeat(2);
        check(
            &format!("STORY<div class='share post'>It ended.</div><div class='share post'>{twice}</div>"),
            &["It ended.", &twice],
        );
        for name in ["media-caption-story", "c-article-body video-player-wrap", "share-story-body", "paywall"]
        {
            check(&format!("STORY<div class='{name}'><p>{told}</p></div>"), &[told]);
        }
    }

    #[test]
    fn articles_that_go_on_stay() {
        let post = STORY.repeat(6);
        let page = Document::from(format!(
            "<article><h1>Live</h1>{post}</article><article><h2><a href=x>Ten</a></h2>{post}</article>\
             <article><p>It ended.</p></article><article><a href=y>Buses for Sund</a></article>"
        ));
        remove(&page);
        let text = text_of(page.root());
        assert_eq!(text.matches("Rain fell").count(), 12);
        assert!(text.contains("It ended.") && !text.contains("Buses"), "{text}");
    }

    #[test]
    fn every_row_is_read() {
        let rows = include_str!("../../data/boxes.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(KINDS.len(), rows, "no name stands twice");
        assert!(KINDS.keys().all(|words| (1..=2).contains(&words.split(' ').count())));
    }
}
