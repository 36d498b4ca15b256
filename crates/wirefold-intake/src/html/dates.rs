//! The day of a page's report: what the page states of it, or what the report shows beside its heading.
//!
//! Pages show many days: of teasers, of comments, of other reports below. Only those count that stand in the element
//! of the report, or near its heading.

use super::linked_data::LinkedData;
use super::metadata::meta;
use super::shown::{is_other, names, short_text};
use crate::parse_published;
use crate::published::date_in;
use crate::published::spelled;
use dom_query::{Document, NodeRef, Selection};
use wirefold_report::Published;

/// What `<meta>` elements that state the day are called.
const STATED: [&str; 12] = [
    "article:published_time",
    "article:published",
    "datePublished",
    "date",
    "pubdate",
    "publish-date",
    "publishdate",
    "parsely-pub-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "sailthru.date",
];
/// Words in names of elements that show a day.
const SHOWING: [&str; 12] = [
    "date",
    "time",
    "timestamp",
    "datetime",
    "published",
    "publish",
    "pubdate",
    "dateline",
    "posted",
    "updated",
    "byline",
    "meta",
];

/// Elements that are looked at for a day, at most.
const MOST_LOOKED_AT: usize = 200;
/// Elements around the heading that a day may stand in.
const BESIDE: usize = 5;
/// Steps from the heading to the elements beside which the day may stand.
const STEPS: usize = 4;

/// When the report was published, as the page states it; else as it shows it. When it was changed last is another day:
/// the text may state its own.
pub(super) fn published(page: &Document, linked: &LinkedData) -> Option<Published> {
    let read = |date: String| parse_published(&date);
    let stated = || STATED.iter().filter_map(|name| meta(page, name)).find_map(read);
    linked
        .text_of_either("datePublished")
        .and_then(read)
        .or_else(stated)
        .or_else(|| shown(page))
        .or_else(|| linked.text_of_either("dateCreated").and_then(read))
}

/// What a day that is shown tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tells {
    Published,
    Nothing,
    Updated,
}

/// The day that the report shows. Where the page has an element of a report, what stands outside of it tells of other
/// things: the day on which the page was fetched.
fn shown(page: &Document) -> Option<Published> {
    let headings = page.select("h1");
    let mut headings: Vec<NodeRef<'_>> =
        headings.nodes().iter().filter(|node| !is_within(node, &["nav", "aside"])).copied().collect();
    headings.sort_by_key(|node| (!is_within(node, &["article"]), !is_within(node, &["main"])));
    let heading = headings.first().copied();
    let mut looking = Looking::default();
    if let Some(heading) = heading
        .filter(|heading| is_within(heading, &["article", "main"]) || !page.select("article, main").exists())
    {
        looking.near(heading);
    }
    if let Some(article) = article(page, heading) {
        looking.within(article, false);
    }
    looking.found.into_iter().min_by_key(|(tells, _)| *tells).map(|(_, date)| date)
}

/// The element of the report: the one that its heading stands in, or else the one that has most of the text.
fn article<'a>(page: &'a Document, heading: Option<NodeRef<'a>>) -> Option<NodeRef<'a>> {
    let around = heading.and_then(|heading| ancestors(heading).find(|node| node.has_name("article")));
    around.or_else(|| {
        let all = page.select("article");
        let is_outermost = |node: &&NodeRef<'_>| !is_within(node, &["article", "aside", "nav", "li"]);
        let mut outermost: Vec<(usize, NodeRef<'a>)> =
            all.nodes().iter().filter(is_outermost).map(|node| (node.text().len(), *node)).collect();
        outermost.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        let second = outermost.get(1).map_or(0, |(length, _)| *length);
        // A heading in the main part, and beside it an article that has little of it: a link to another report.
        let main = heading.and_then(|heading| ancestors(heading).find(|node| node.has_name("main")));
        let whole = main.map_or(0, |main| main.text().len());
        let is_report = |length: usize| length > 2 * second && 2 * length > whole;
        outermost.first().filter(|(length, _)| is_report(*length)).map(|(_, node)| *node)
    })
}

fn ancestors(node: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
    std::iter::successors(node.parent(), NodeRef::parent)
}

fn is_within(node: &NodeRef<'_>, elements: &[&str]) -> bool {
    ancestors(*node).any(|around| elements.iter().any(|name| around.has_name(name)))
}

#[derive(Default)]
struct Looking {
    found: Vec<(Tells, Published)>,
    looked_at: usize,
}

impl Looking {
    /// Looks beside the heading, and beside what the heading stands in, up to the report's element.
    fn near(&mut self, heading: NodeRef<'_>) {
        let mut node = heading;
        for _ in 0..STEPS {
            let before = std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling);
            let after = std::iter::successors(node.next_sibling(), NodeRef::next_sibling);
            let elements = |node: &NodeRef<'_>| node.is_element();
            let beside: Vec<NodeRef<'_>> =
                after.filter(elements).take(BESIDE).chain(before.filter(elements).take(2)).collect();
            let is_about =
                |one: &NodeRef<'_>| !is_other(one) && short_text(one, 400).is_some() && !is_link(one);
            beside.into_iter().filter(is_about).for_each(|one| self.within(one, true));
            let Some(parent) = node
                .parent()
                .filter(|parent| !["article", "main", "body"].iter().any(|name| parent.has_name(name)))
            else {
                return;
            };
            node = parent;
        }
    }

    /// Looks at the elements under a node that may show a day: `all` of them, or those that are called so and all of its
    /// head and foot.
    fn within(&mut self, root: NodeRef<'_>, all: bool) {
        let mut stack = vec![(root, all)];
        while let Some((node, all)) = stack.pop() {
            let all = all || node.has_name("header") || node.has_name("footer");
            if self.looked_at > MOST_LOOKED_AT || !node.is_element() || node.id != root.id && is_other(&node)
            {
                continue;
            }
            if self.look(&node, all) {
                continue;
            }
            stack.extend(node.children_it(true).map(|child| (child, all)));
        }
    }

    /// Whether the element shows a day.
    fn look(&mut self, node: &NodeRef<'_>, all: bool) -> bool {
        const LONGEST: usize = 120;
        let names = names(node);
        let called = names.iter().any(|name| SHOWING.contains(&name.as_str()));
        if !(node.has_name("time") || called || all) {
            return false;
        }
        self.looked_at += 1;
        let of_machines = ["datetime", "content"].iter().find_map(|name| node.attr(name));
        let text = short_text(node, LONGEST).unwrap_or_default();
        // The days in it are told by what they stand in, if that tells them.
        let shows = |child: &NodeRef<'_>| {
            child.has_name("time") || short_text(child, LONGEST).and_then(|text| date_in(&text)).is_some()
        };
        if of_machines.is_none() && node.element_children().iter().any(shows) {
            return false;
        }
        let around = node.parent().and_then(|parent| short_text(&parent, LONGEST)).unwrap_or_default();
        let is_named = called || node.has_name("time");
        let of_text = || date_in(&text).filter(|_| is_line(&text));
        let date = of_machines.and_then(|date| parse_published(&date)).or_else(of_text);
        let Some(date) = date.filter(|_| !is_in_prose(node, is_named) && !has_label(&around)) else {
            return false;
        };
        self.found.push((tells(&names, &text, &around), date));
        true
    }
}

/// Whether an element is a link to another report, as it has a heading or a long link in it.
fn is_link(one: &NodeRef<'_>) -> bool {
    const LONG: usize = 40;
    let inside = Selection::from(*one);
    let is_long = |link: &NodeRef<'_>| link.text().trim().len() > LONG;
    inside.select("h2, h3, h4").exists() || inside.select("a").nodes().iter().any(is_long)
}

/// Whether what stands around an element goes on: "On <time>Monday</time>, the mayor …" tells of another day. `is_named`:
/// the element is called a day.
fn is_in_prose(node: &NodeRef<'_>, is_named: bool) -> bool {
    const LONGEST: usize = 120;
    const NEAR: usize = 3;
    const INLINE: [&str; 9] = ["span", "b", "strong", "em", "i", "a", "time", "small", "u"];
    let is_inline = INLINE.iter().any(|name| node.has_name(name));
    let parent = node.parent().filter(|_| is_inline && !is_named);
    let paragraph = ancestors(*node).take(NEAR).find(|around| around.has_name("p"));
    let is_alone = |around: &NodeRef<'_>| short_text(around, LONGEST).is_some_and(|text| is_line(&text));
    let is_told = |p: &NodeRef<'_>| short_text(p, LONGEST).is_none_or(|text| is_sentence(&text));
    let is_block = |around: &NodeRef<'_>| {
        ["article", "main", "body", "header", "footer", "section"].iter().any(|name| around.has_name(name))
    };
    match paragraph {
        Some(p) if is_named => is_told(&p),
        Some(p) => !is_alone(&p),
        None => parent.is_some_and(|parent| !is_block(&parent) && !is_alone(&parent)),
    }
}

/// Whether words before a day say that it is not the one of publication.
fn has_label(around: &str) -> bool {
    const LABELS: [&str; 11] = [
        "when",
        "born",
        "died",
        "expires",
        "starts",
        "begins",
        "ends",
        "opens",
        "photo",
        "photograph",
        "copyright",
    ];
    let lower = around.to_lowercase();
    lower.contains('©') || lower.split(|c: char| !c.is_alphanumeric()).any(|word| LABELS.contains(&word))
}

/// Whether a line is nothing but a day and its time, who wrote, and words like "published"; parts that a bar or a dot
/// sets off may be short ones of another kind: "Jo Roe | March 4, 2024 | 3 min read".
fn is_line(line: &str) -> bool {
    const FEW: usize = 6;
    line.split(['|', '·', '•']).all(|part| match date_in(part) {
        None => part.split_whitespace().count() <= FEW && !has_label(part),
        Some(_) => is_day_and_writer(part),
    })
}

/// Whether every word belongs to a day, or stands behind "by" as names do.
fn is_day_and_writer(part: &str) -> bool {
    const IN_NAMES: [&str; 7] = ["and", "of", "the", "for", "in", "de", "van"];
    const ABOUT: [&str; 4] = ["written", "story", "reported", "reporting"];
    let mut is_writer = false;
    part.split(|c: char| c.is_whitespace() || ",;()–—/".contains(c)).all(|raw| {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        is_writer |= lower == "by";
        let is_name = word.starts_with(char::is_uppercase) || IN_NAMES.contains(&lower.as_str());
        word.is_empty()
            || spelled::is_of_date(&lower)
            || word.chars().all(|c| c.is_ascii_uppercase())
            || lower == "by"
            || ABOUT.contains(&lower.as_str())
            || is_writer && is_name
    })
}

/// Whether a line tells something that happened on a day, rather than names the day.
fn is_sentence(line: &str) -> bool {
    const SHORT: usize = 6;
    line.ends_with(['.', '!', '?', '”', '"'])
        && line.split(' ').count() > SHORT
        && parse_published(line).is_none()
}

fn tells(names: &[String], text: &str, around: &str) -> Tells {
    let begins = |words: &[&str]| {
        [text, around].iter().any(|text| words.iter().any(|word| text.to_lowercase().starts_with(word)))
    };
    let called = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.starts_with(word)));
    if begins(&["published", "posted", "first published"]) {
        Tells::Published
    } else if called(&["updat", "modif", "datemodif"])
        || begins(&["updated", "last updated", "last modified", "modified", "edited"])
    {
        Tells::Updated
    } else if called(&["publi", "pubdate", "datepubl", "posted"]) {
        Tells::Published
    } else {
        Tells::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::shown;
    use dom_query::Document;

    fn check(html: &str, date: Option<&str>) {
        let found = shown(&Document::from(html)).map(|found| found.source);
        assert_eq!(found.as_deref(), date, "{html}");
    }

    #[test]
    fn days_beside_the_heading() {
        check("<h1>Pier</h1><span>March 4, 2024</span><p>Rain.</p>", Some("2024-03-04"));
        check(
            "<article><header><h1>Pier</h1></header><div>By Jo Roe · Updated 3:15 p.m. ET, March 4, 2024</div></article>",
            Some("2024-03-04T15:15:00-05:00"),
        );
        check(
            "<h1>Pier</h1><div class=meta><span>Updated March 5, 2024</span><span>Published March 4, 2024</span></div>",
            Some("2024-03-04"),
        );
        check("<h1>Pier</h1><p>Rain fell on March 4, 2024, and it fell hard.</p>", None);
    }

    #[test]
    fn days_that_are_told_do_not_count() {
        for beside in [
            "<p class=standfirst>The mayor was born on 4 March 1930 in Oslo</p>",
            "<p class=standfirst>The mayor was born on <b>4 March 1930</b> in Oslo</p>",
            "<p>Born 4 March 1930; died 2 May 2024</p>",
            "<figure><img><figcaption>4 March 1930</figcaption></figure>",
            "<div class=timeline><p class=date>1 May 1990</p></div>",
            "<p>When 12 June 2031</p>",
            "<div class=facts><span>When</span> <span class=date>12 June 2031</span></div>",
            "<div class=also><span>Buses for Sund</span> <span class=date>5 May 2024</span></div>",
            "<div class=meta>Bob, 5 May 2024: it rains here as well</div>",
            "<footer>Photo by Jo, June 12, 1999</footer>",
        ] {
            check(&format!("<article><h1>Pier</h1>{beside}<p>Rain.</p></article>"), None);
        }
    }

    #[test]
    fn the_report_is_asked_before_the_page() {
        check(
            "<header><h1>Daily News</h1><span class=date>May 9, 2024</span></header>\
             <article><h2>Pier</h2><p class=byline>By Jo Roe, March 4, 2024</p><p>Rain.</p></article>",
            Some("2024-03-04"),
        );
        check("<h1>Daily News</h1><span>May 9, 2024</span><main><p>Rain.</p></main>", None);
    }

    #[test]
    fn a_last_change_is_no_publication() {
        let page =
            Document::from("<meta name=lastmod content=2024-03-05><p>OSLO, March 4, 2024 (Reuters) - Rain.");
        assert_eq!(super::published(&page, &super::LinkedData::of(&page)), None);
    }

    #[test]
    fn days_of_other_reports_do_not_count() {
        let teasers = "<div class=more-stories><time datetime=2020-01-01>1 Jan</time></div>\
                       <ul><li><time datetime=2020-02-02>2 Feb</time></li></ul>";
        check(&format!("<main><article><h1>Pier</h1><p>Rain.</p></article>{teasers}</main>"), None);
        check(
            &format!(
                "{teasers}<main><article><h1>Pier</h1>{teasers}<p>Rain.</p>\
                 <footer><p class=date>4 March 2024</p></footer></article></main>"
            ),
            Some("2024-03-04"),
        );
        let long =
            "<p>Rain fell on the pier, and it went on to fall on the town behind it for days.</p>".repeat(6);
        check(
            &format!(
                "<div><h1>Pier</h1></div><article><time datetime=2024-03-04></time>{long}</article><aside><article>{teasers}</article></aside>"
            ),
            Some("2024-03-04"),
        );
        check(
            &format!(
                "<article><h1>Pier</h1>{long}<footer><p>First published 4 March 2024 15.15 BST</p></footer></article>"
            ),
            Some("2024-03-04T15:15:00+01:00"),
        );
        check(
            "<article><h2>One</h2><time datetime=2020-01-01></time></article><article><h2>Two</h2></article>",
            None,
        );
        check(
            "<article><h1>Pier</h1><p>It was <time datetime=2020-01-01>that day</time> that the rain fell, and it fell so hard that nobody could leave the house or think of leaving.</p></article>",
            None,
        );
    }
}
