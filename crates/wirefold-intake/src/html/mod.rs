//! A page to the report that it carries.

pub(crate) mod blocks;
mod bounds;
mod boxes;
mod consent;
mod dates;
pub(crate) mod entities;
mod layout;
mod linked_data;
mod metadata;
mod shown;
mod strip;
mod tags;

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use wirefold_report::Report;

use crate::mojibake;

/// Most elements of a page that the article is searched in; past it, all visible
/// text is taken.
const SEARCHED: usize = 100_000;

/// The report of a page, or why there is none. Never fails on odd markup: a page
/// that is not safe to parse gives the text between its tags.
pub(crate) fn read(id: &str, html: &str) -> Result<Report, String> {
    let report = if bounds::within(html) { parsed(id, html) } else { Report::new(id, strip::strip(html)) };
    if report.text.is_empty() {
        return Err("no text in this page (is it made by a script, or a login form?)".to_owned());
    }
    Ok(report)
}

/// The text of a piece of HTML that stands in something else: paragraphs parted by empty lines.
pub(crate) fn fragment(html: &str) -> String {
    if bounds::within(html) { blocks::text_of(Document::fragment(html).root()) } else { strip::strip(html) }
}

fn parsed(id: &str, html: &str) -> Report {
    let page = Document::from(html);
    let about = metadata::of(&page);
    metadata::say_clock(&page, &about);
    metadata::remove_shown(&page, &about);
    consent::remove(&page);
    boxes::remove(&page);
    layout::flatten(&page);
    let visible = blocks::text_of(page.root());
    let beside_heading = beside_heading(&page);
    let is_fragment = |text: &str| is_fragment(text, &visible) && !beside_heading.contains(text);
    let found = article(page).filter(|text| !is_fragment(text));
    let text = match (found, about.body) {
        (Some(found), Some(body)) if is_fuller(&body, &found) => body,
        (Some(found), _) => found,
        (None, body) => body.unwrap_or(visible),
    };
    let text = without_title(text, about.title.as_deref());
    let report = Report {
        title: about.title,
        url: about.url,
        outlet: about.outlet,
        published: about.published,
        credit: about.credit,
        language: about.language,
        ..Report::new(id, text)
    };
    // The text is made here: nobody's offsets count in what it was before.
    Report { given: None, ..mojibake::mend(report) }
}

/// The text of the element that the page's only heading stands in, unless that is the whole page.
fn beside_heading(page: &Document) -> String {
    let headings = page.select("h1");
    let [heading] = headings.nodes() else { return String::new() };
    let parent = heading.parent().filter(|parent| !["body", "main"].iter().any(|name| parent.has_name(name)));
    parent.map(blocks::text_of).unwrap_or_default()
}

/// The text without the title that it repeats, unless that is all there is.
fn without_title(text: String, title: Option<&str>) -> String {
    let rest = title.and_then(|title| text.strip_prefix(title)?.strip_prefix("\n\n"));
    match rest {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// The article's text, if the page has one.
fn article(page: Document) -> Option<String> {
    let config = Config { max_elements_to_parse: SEARCHED, disable_json_ld: true, ..Config::default() };
    let mut search = Readability::with_document(page, None, Some(config)).ok()?;
    let found = search.parse().ok()?;
    let text = blocks::text_of(Document::fragment(found.content).root());
    (!text.is_empty()).then_some(text)
}

/// Whether the text that a page states is the report much more wholly than the one that it shows: the page is made by
/// a script, or shows the beginning.
fn is_fuller(stated: &str, shown: &str) -> bool {
    const NEXT_TO_NOTHING: usize = 250;
    const BEGINNING: usize = 40;
    const LOOKED_FOR: usize = 20;
    if stated.len() > 2 * shown.len() || shown.len() < NEXT_TO_NOTHING && stated.len() > shown.len() {
        return true;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let stated_letters = letters(stated);
    let (mut held, mut all) = (0, 0);
    let beginnings = shown.split("\n\n").map(letters).filter(|letters| letters.len() >= BEGINNING);
    for paragraph in beginnings.take(LOOKED_FOR) {
        let beginning = &paragraph[..paragraph.floor_char_boundary(BEGINNING)];
        all += 1;
        held += usize::from(stated_letters.contains(beginning));
    }
    stated.len() * 4 > shown.len() * 5 && all > 0 && held * 10 >= all * 8
}

/// The search may settle on a caption or a teaser: next to nothing of a page that
/// has little else.
fn is_fragment(text: &str, visible: &str) -> bool {
    text.len() < 200 && visible.len() < 2_000 && text.len() * 4 < visible.len()
}
