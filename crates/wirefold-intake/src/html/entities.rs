//! Character references in what is not markup.

use super::blocks;
use dom_query::Document;

/// A text in a line with its character references replaced: "Ferry &amp; pier".
pub(crate) fn decoded(text: &str) -> String {
    if is_escaped(text) { wirefold_text::one_line(&unescaped(text)) } else { text.to_owned() }
}

/// The same with its lines.
pub(crate) fn decoded_lines(text: &str) -> String {
    if is_escaped(text) { unescaped(text) } else { text.to_owned() }
}

/// Replaces all character references once, and leaves the rest as it is.
pub(crate) fn unescaped(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        if !is_escaped(line) {
            return line.to_owned();
        }
        let page = Document::fragment(line.replace('<', "&lt;"));
        blocks::text_of(page.root())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a reference may stand in it.
fn is_escaped(text: &str) -> bool {
    text.find('&').is_some_and(|at| text[at..].contains(';'))
}
