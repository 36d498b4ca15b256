//! Tables and fonts that lay a page out, as pages did before style sheets.
//!
//! The search for the article takes cells out of their table, and what parses its finding drops a cell that stands in
//! none: the last word of one cell would run into the first of the next.

use dom_query::{Document, NodeRef, Selection};

/// What a table of data has in no cell.
const IN_LAYOUT: &str =
    "td p, td div, td table, td ul, td h1, td h2, td h3, td blockquote, td center, td br + br";

/// Makes blocks of the rows and cells of tables that hold paragraphs, spans of fonts, and `<pre>` of elements whose
/// style keeps line ends; headings lose their names, and the rest of a text is shown.
pub(crate) fn flatten(page: &Document) {
    page.select("font").rename("span");
    for node in page.select(r#"p[style*="white-space"], div[style*="white-space"]"#).nodes() {
        let style = node.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        if style.contains("white-space:pre") {
            node.rename("pre");
        }
    }
    // The search for the article takes "subheader" for the head of a page.
    page.select("h2, h3, h4").remove_attrs(&["class", "id"]);
    for node in page.select(r#"[style*="display"]"#).nodes() {
        if goes_on(node) {
            node.remove_attr("style");
        }
    }
    for inside in page.select(IN_LAYOUT).nodes() {
        let around = |node: &NodeRef<'_>| node.has_name("td") || node.has_name("table");
        if let Some(table) =
            ancestor(*inside, around).and_then(|cell| ancestor(cell, |n| n.has_name("table")))
        {
            table.rename("div");
            rows(table);
        }
    }
}

/// Whether an element that is not shown yet holds the rest of the text before it, as below a button "Read more".
fn goes_on(node: &NodeRef<'_>) -> bool {
    const PARAGRAPHS: usize = 2;
    const LOOKED_AT: usize = 6;
    let style = node.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let before =
        std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling).filter(NodeRef::is_element);
    style.contains("display:none")
        && before.take(LOOKED_AT).filter(|before| before.has_name("p")).count() >= PARAGRAPHS
        && is_prose(node)
}

/// Whether an element has paragraphs, and asks for nothing: notes that are shown later are no text.
fn is_prose(node: &NodeRef<'_>) -> bool {
    const LONG: usize = 200;
    const FEWEST: usize = 2;
    let inside = Selection::from(*node);
    let paragraphs = inside.select("p");
    let lengths =
        paragraphs.nodes().iter().map(|p| p.text().trim().len()).filter(|length| *length >= LONG / 4);
    let lengths: Vec<usize> = lengths.collect();
    lengths.len() >= FEWEST
        && lengths.iter().sum::<usize>() >= LONG
        && !inside.select("form, button, input").exists()
}

/// The nearest node around one that is such.
fn ancestor<'a>(node: NodeRef<'a>, is_such: impl Fn(&NodeRef<'a>) -> bool) -> Option<NodeRef<'a>> {
    std::iter::successors(node.parent(), NodeRef::parent).find(is_such)
}

/// Renames what belongs to a table: its sections, rows and cells, not those of a table within.
fn rows(part: NodeRef<'_>) {
    const PARTS: [&str; 6] = ["tbody", "thead", "tfoot", "tr", "td", "th"];
    for child in part.children() {
        if PARTS.iter().any(|name| child.has_name(name)) {
            let is_cell = child.has_name("td") || child.has_name("th");
            child.rename("div");
            if !is_cell {
                rows(child);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::flatten;
    use crate::html::blocks::text_of;
    use dom_query::Document;

    fn check(html: &str, text: &str) {
        let page = Document::from(html);
        flatten(&page);
        assert_eq!(text_of(page.root()), text, "{html}");
    }

    #[test]
    fn cells_that_lay_out_are_blocks() {
        check("<table><tr><td>Home<td><p>Rain fell.</p><td>Ads</table>", "Home\n\nRain fell.\n\nAds");
        check("<table><tr><td>Menu<td><table><tr><td>a<br><br>b<td>c</table></table>", "Menu\n\na\n\nb\n\nc");
    }

    #[test]
    fn styles_keep_line_ends() {
        check(
            "<div style='color:red; white-space: pre-wrap'>Rain fell.\nIt stopped.</div>",
            "Rain fell.\nIt stopped.",
        );
        check("<div style='white-space: nowrap'>Rain fell.\nIt stopped.</div>", "Rain fell. It stopped.");
    }

    #[test]
    fn the_rest_of_a_text_is_shown() {
        let long = "Rain fell. ".repeat(20);
        let rest = format!("<div style='display: none'><p>{long}</p><p>{long}</p></div>");
        let note = format!("<div style='display: none'>Please share this story. {long}<p>{long}</p></div>");
        for (html, is_shown) in [
            (format!("<p>a</p><p>b</p>{rest}"), true),
            (format!("<p>a</p>{rest}"), false),
            (format!("<p>a</p><p>b</p>{note}"), false),
        ] {
            let page = Document::from(html.as_str());
            flatten(&page);
            assert_eq!(page.select("[style]").exists(), !is_shown, "{html}");
        }
    }

    #[test]
    fn cells_that_hold_data_stay_on_their_line() {
        check("<table><tr><td>Dead<td>12<tr><td>Missing<td>3</table>", "Dead 12\n\nMissing 3");
        check("<table><tr><td><p>Toll:</p><table><tr><td>Dead<td>12</table></table>", "Toll:\n\nDead 12");
    }
}
