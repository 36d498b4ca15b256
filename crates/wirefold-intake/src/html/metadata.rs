//! What a page says of itself: title, address, outlet, day, language, by-line.

use super::blocks::text_of;
use super::dates;
use super::linked_data::{LinkedData, clock};
use super::shown::is_of_others;
use crate::parse_published;
use dom_query::{Document, NodeRef};
use wirefold_report::Published;
use wirefold_text::{live::is_clock, one_line};

/// The page's own statements; `None` where it makes none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) language: Option<String>,
    pub(crate) credit: Option<String>,
    /// The text, where the page states that as well.
    pub(crate) body: Option<String>,
}

/// Elements that hold a by-line and nothing else.
const BYLINE_BLOCKS: &str = r#".byline, .article-byline, .c-byline, .author-name, [itemprop="author"]"#;
/// What is longer is not a by-line, whatever the page calls it.
const BYLINE_LENGTH: usize = 120;
/// A link to the author, which may stand in running text.
const AUTHOR_LINK: &str = r#"[rel="author"]"#;

/// Reads JSON-LD, Open Graph, `<meta>` names, microdata and a few habits, in this
/// order of trust.
pub(crate) fn of(page: &Document) -> Metadata {
    let linked = LinkedData::of(page);
    let outlet =
        first([linked.text("publisher"), meta(page, "og:site_name"), meta(page, "application-name")]);
    Metadata {
        title: title(page, &linked).map(|title| without_outlet(&title, outlet.as_deref())),
        url: address(page, &linked),
        published: dates::published(page, &linked),
        language: language(page, &linked),
        credit: credit(page, &linked, outlet.as_deref()),
        body: linked.body(),
        outlet,
    }
}

fn first<const N: usize>(candidates: [Option<String>; N]) -> Option<String> {
    candidates.into_iter().flatten().next()
}

fn tidy(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}

/// The content of the `<meta>` element of that name or property.
pub(super) fn meta(page: &Document, name: &str) -> Option<String> {
    let found = page.select("meta[content]");
    found
        .nodes()
        .iter()
        .find(|node| {
            ["name", "property", "itemprop"]
                .iter()
                .any(|a| node.attr(a).is_some_and(|v| v.eq_ignore_ascii_case(name)))
        })
        .and_then(|node| tidy(&node.attr("content")?))
}

/// The text of the first element that a selector finds.
fn text(page: &Document, selector: &str) -> Option<String> {
    page.select_single(selector).nodes().first().and_then(|node| tidy(&node.text()))
}

pub(super) fn attribute(page: &Document, selector: &str, name: &str) -> Option<String> {
    tidy(&page.select_single(selector).attr(name)?)
}

fn title(page: &Document, linked: &LinkedData) -> Option<String> {
    let heading = || {
        Some(page.select("h1")).filter(|h| h.length() == 1).and_then(|h| tidy(&text_of(*h.nodes().first()?)))
    };
    linked
        .text("headline")
        .and_then(|t| tidy(&t))
        .or_else(|| meta(page, "og:title"))
        .or_else(heading)
        .or_else(|| text(page, "title"))
}

/// "Ferry sinks | The Harbour Post" without the outlet's name.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let cut = outlet.and_then(|outlet| {
        let head = title.strip_suffix(outlet)?.trim_end();
        let head = head.strip_suffix(['|', '-', '–', '—', ':', '·'])?.trim_end();
        (!head.is_empty()).then(|| head.to_owned())
    });
    cut.unwrap_or_else(|| title.to_owned())
}

fn address(page: &Document, linked: &LinkedData) -> Option<String> {
    stated_address(page).or_else(|| {
        let candidates = [linked.text("url"), linked.text("mainEntityOfPage")];
        candidates.into_iter().flatten().find(|url| is_address(url))
    })
}

/// The address that a page has beside its JSON-LD.
pub(super) fn stated_address(page: &Document) -> Option<String> {
    let canonical = attribute(page, r#"link[rel="canonical"]"#, "href");
    [canonical, meta(page, "og:url")].into_iter().flatten().find(|url| is_address(url))
}

fn is_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn language(page: &Document, linked: &LinkedData) -> Option<String> {
    let stated = [
        attribute(page, "html[lang]", "lang"),
        attribute(page, "html", "xml:lang"),
        linked.text_of_either("inLanguage"),
        meta(page, "content-language"),
        meta(page, "og:locale"),
    ];
    stated.into_iter().flatten().map(|tag| tag.replace('_', "-")).find(|tag| is_language_tag(tag))
}

/// The shape of a BCP 47 tag: letters, then parts of letters and digits.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Takes out of the page what it shows of its metadata beside the article: the
/// by-line and the day of publication. They are not sentences of the report.
pub(crate) fn remove_shown(page: &Document, about: &Metadata) {
    for node in page.select(BYLINE_BLOCKS).nodes() {
        if node.text().chars().count() <= BYLINE_LENGTH {
            node.remove_from_parent();
        }
    }
    let is_inline = |node: &NodeRef<'_>| node.parent().is_some_and(|parent| parent.has_name("p"));
    let times = page.select("time[datetime]");
    let shown = times.nodes().iter().find(|node| {
        let date = node.attr("datetime").and_then(|date| parse_published(&date));
        // A clock time alone stands over an entry of a live report.
        date.is_some() && date == about.published && !is_inline(node) && !is_clock(&node.text())
    });
    if let Some(node) = shown {
        node.remove_from_parent();
    }
}

/// Puts the clock times of entries of a live report in the place of how long ago they were ("2h ago"): that is of the
/// hour in which the page was saved. The page's own time, and those of other reports, are no entries'.
pub(crate) fn say_clock(page: &Document, about: &Metadata) {
    const FEWEST: usize = 2;
    let times = page.select("time[datetime]");
    let stated = times.nodes().iter().filter(|node| is_ago(&node.text()) && !is_of_others(node));
    let mut stated: Vec<(NodeRef<'_>, Published)> =
        stated.filter_map(|node| Some((*node, parse_published(&node.attr("datetime")?)?))).collect();
    if let Some(own) = stated.iter().position(|(_, stated)| about.published.as_ref() == Some(stated)) {
        stated.remove(own);
    }
    let entries: Vec<(NodeRef<'_>, String)> =
        stated.into_iter().filter_map(|(node, stated)| Some((node, clock(&stated.source)?))).collect();
    if entries.len() >= FEWEST {
        entries.iter().for_each(|(node, clock)| node.set_text(clock.as_str()));
    }
}

/// "2h ago", "5 minutes ago", "12 m".
fn is_ago(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let short = text.strip_suffix("ago").unwrap_or(&text).trim_end();
    let unit = short.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let is_counted = text.starts_with(|c: char| c.is_ascii_digit());
    is_counted
        && matches!(
            unit,
            "s" | "m" | "h" | "min" | "mins" | "hr" | "hrs" | "minute" | "minutes" | "hour" | "hours"
        )
}

fn without_by(line: &str) -> &str {
    let line = line.trim();
    ["By ", "by ", "BY "].iter().find_map(|by| line.strip_prefix(by)).unwrap_or(line)
}

/// By-line and agency, joined by a semicolon.
fn credit(page: &Document, linked: &LinkedData, outlet: Option<&str>) -> Option<String> {
    let shown = text(page, BYLINE_BLOCKS).filter(|line| line.chars().count() <= BYLINE_LENGTH);
    let candidates = [
        linked.text("author").or_else(|| meta(page, "author")),
        shown.or_else(|| text(page, AUTHOR_LINK)).or_else(|| meta(page, "byl")),
        linked.text("sourceOrganization").or_else(|| linked.text("creditText")),
        meta(page, "source").or_else(|| meta(page, "dc.source")),
        text(page, ".article-source, .credit-line, .news-source"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for part in candidates.into_iter().flatten().filter_map(|part| tidy(without_by(&part))) {
        let said = outlet == Some(part.as_str()) || parts.iter().any(|known| known.contains(&part));
        if !said && !part.starts_with("http") {
            parts.retain(|known| !part.contains(known.as_str()));
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{Metadata, say_clock};
    use crate::parse_published;
    use dom_query::Document;

    #[test]
    fn only_entries_get_their_clock_times() {
        const TIMES: &str = "<time datetime=2031-03-04T10:00:00Z>2h ago</time>\
                             <article class=post><time datetime=2031-03-04T09:30:00Z>3h ago</time></article>\
                             <article class=post><time datetime=20310304>4h ago</time></article>\
                             <ul class=related><li><time datetime=2031-03-04T08:00:00Z>4h ago</time></li></ul>";
        let published = parse_published("2031-03-04T10:00:00Z");
        for (more, want) in [
            ("", ["2h ago", "3h ago", "4h ago", "4h ago"]),
            ("<time datetime=2031-03-04T08:15:00Z>4h ago</time>", ["2h ago", "09:30", "4h ago", "4h ago"]),
        ] {
            let page = Document::from(format!("{TIMES}{more}"));
            say_clock(&page, &Metadata { published: published.clone(), ..Metadata::default() });
            let found: Vec<String> =
                page.select("time").nodes().iter().map(|node| node.text().to_string()).collect();
            assert_eq!(found[..4], want, "{more}");
        }
    }
}
