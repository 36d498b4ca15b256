//! Is a page safe to parse as a tree?
//!
//! The standard's tree builder looks through the open elements at every tag and
//! copies unclosed formatting elements into every new block, so that a hostile
//! page of a few megabytes costs hours or all the memory there is. Browsers cap
//! the depth at 512. This scan estimates depth and cost from the tags alone, in
//! one pass; a page past the bounds is read by [`strip`](super::strip) instead.

use super::tags::{Tag, tags};
use std::collections::HashMap;

/// Deepest nesting that is parsed; what browsers allow.
const DEPTH: usize = 512;
/// Sum over all tags of the elements open there. A long live page (100,000 tags
/// at depth 25) stays at an eighth of it.
const COST: usize = 20_000_000;
/// Longest page that is parsed.
const LENGTH: usize = 32 << 20;

/// Elements that never stay open: void ones, and those that their siblings or
/// parents close, whose nesting shows in the elements around them.
const NOT_OPEN: [&str; 32] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "rt",
    "rp", "html", "head", "body", "image", "frame",
];

/// Elements past which an end tag does not look for its start tag.
const BARRIERS: [&str; 11] =
    ["table", "td", "th", "caption", "template", "object", "applet", "marquee", "svg", "math", "select"];

/// Elements that the parser opens again in every block until they are closed.
const FORMATTING: [&str; 15] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "button",
];

/// Whether the page stays within the bounds.
pub(crate) fn within(html: &str) -> bool {
    if html.len() > LENGTH {
        return false;
    }
    let mut open = Open::default();
    let mut cost = 0_usize;
    for tag in tags(html) {
        open.take(&tag);
        let depth = open.stack.len() + open.formatting;
        cost += depth;
        if depth > DEPTH || cost > COST {
            return false;
        }
    }
    true
}

#[derive(Default)]
struct Open {
    stack: Vec<String>,
    /// How many of each name are in the stack.
    named: HashMap<String, usize>,
    formatting: usize,
}

impl Open {
    fn take(&mut self, tag: &Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        if NOT_OPEN.contains(&name.as_str()) || (tag.self_closing && self.foreign()) {
            return;
        }
        match (FORMATTING.contains(&name.as_str()), tag.closing) {
            (true, false) => self.formatting += 1,
            (true, true) => self.formatting = self.formatting.saturating_sub(1),
            (false, false) => self.push(name),
            (false, true) => self.pop(&name),
        }
    }

    /// Only inside SVG and MathML does `/>` close an element.
    fn foreign(&self) -> bool {
        ["svg", "math"].iter().any(|name| self.named.get(*name).is_some_and(|&n| n > 0))
    }

    fn push(&mut self, name: String) {
        if matches!(name.as_str(), "td" | "th") {
            self.close_cell();
        }
        *self.named.entry(name.clone()).or_default() += 1;
        self.stack.push(name);
    }

    /// A cell ends where the next one of its table begins.
    fn close_cell(&mut self) {
        let cell = self.stack.iter().rposition(|open| matches!(open.as_str(), "td" | "th" | "table"));
        if let Some(at) = cell.filter(|&at| self.stack[at] != "table") {
            self.close_from(at);
        }
    }

    fn close_from(&mut self, at: usize) {
        for closed in self.stack.drain(at..) {
            *self.named.entry(closed).or_default() -= 1;
        }
    }

    fn pop(&mut self, name: &str) {
        if self.named.get(name).is_none_or(|&n| n == 0) {
            return;
        }
        for at in (0..self.stack.len()).rev() {
            if self.stack[at] == name {
                self.close_from(at);
                return;
            }
            if BARRIERS.contains(&self.stack[at].as_str()) && !BARRIERS.contains(&name) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn ordinary_pages_pass() {
        let item =
            "<div class=post><h2>10:05</h2><p>Text <b>bold</b> and <a href=x>link</a><br>more<p>again</div>";
        assert!(within(&format!("<html><body>{}</body></html>", item.repeat(20_000))));
        assert!(within(&"<p>one<li>two<td>three".repeat(50_000)));
    }

    #[test]
    fn hostile_pages_do_not() {
        assert!(!within(&"<div>".repeat(100_000)));
        assert!(!within(&"<div><table><td></div>".repeat(1_000)));
        assert!(!within(&"<font size=1><font size=2>".repeat(1_000)));
        assert!(!within(&format!("{}{}", "<i><b><u>".repeat(100), "<p>x".repeat(200_000))));
        assert!(!within(&"<svg><g>".repeat(1_000)));
        assert!(!within(&"<x>".repeat(1_000)));
    }
}
