//! Lines to paragraphs.
//!
//! A text has one line a paragraph, or blank lines between paragraphs whose lines
//! are wrapped at some width, or both. Lines are joined where the text is wrapped:
//! where most lines could not have held the first word of the next one.

use crate::Span;

/// Lines of a wrapped text are no longer than this many characters.
const WIDEST: usize = 110;
/// Lines of a wrapped text are at least this long, the last of a paragraph apart.
const NARROWEST: usize = 40;
/// Press copy ends, and some archives part paragraphs, with this mark alone.
const END_MARK: &str = "###";

struct Line {
    span: Span,
    /// Length in characters.
    width: usize,
    /// White space before it, in bytes.
    indent: usize,
    /// A blank line stands before it.
    apart: bool,
}

/// The paragraphs of a text, without surrounding white space, in order.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let width = wrapped_at(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &lines {
        match (before, paragraphs.last_mut()) {
            (Some(b), Some(last)) if !line.apart && goes_on(text, b, line, width) => {
                *last = last.cover(line.span);
            }
            _ => paragraphs.push(line.span),
        }
        before = Some(line);
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = false;
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let length = next_break(rest);
        let line = &rest[..length];
        if line.trim().is_empty() {
            apart = true;
        } else {
            push_line(start, line, apart, &mut lines);
            apart = false;
        }
        start += length + break_length(&rest[length..]);
    }
    lines
}

/// Where the first line of `rest` ends.
fn next_break(rest: &str) -> usize {
    let may_break = |b: u8| matches!(b, 0x0a..=0x0d | 0xc2 | 0xe2);
    let mut at = 0;
    while let Some(ahead) = rest.as_bytes()[at..].iter().position(|&b| may_break(b)) {
        at += ahead;
        match rest[at..].chars().next() {
            Some('\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') => return at,
            c => at += c.map_or(1, char::len_utf8),
        }
    }
    rest.len()
}

fn break_length(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}

fn push_line(start: usize, line: &str, apart: bool, lines: &mut Vec<Line>) {
    let mut apart = apart;
    let mut from = start;
    for part in line.split(END_MARK) {
        let core = part.trim();
        if !core.is_empty() {
            let indent = part.len() - part.trim_start().len();
            let span = Span::new(from + indent, from + indent + core.len());
            lines.push(Line { span, width: core.chars().count(), indent, apart });
        }
        apart = true;
        from += part.len() + END_MARK.len();
    }
}

/// The width that a text is wrapped at, if it is.
fn wrapped_at(text: &str, lines: &[Line]) -> Option<usize> {
    let widest = lines.iter().map(|l| l.width).max().unwrap_or(0);
    if !(NARROWEST..=WIDEST).contains(&widest) {
        return None;
    }
    let pairs = lines.windows(2).filter(|pair| !pair[1].apart);
    let (mut full, mut all) = (0, 0);
    for pair in pairs {
        all += 1;
        full += usize::from(is_full(text, &pair[0], &pair[1], widest));
    }
    (all >= 2 && full * 3 >= all * 2).then_some(widest)
}

/// Whether the first word of `next` had no room in `line`.
fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = next.span.of(text).split_whitespace().next().map_or(0, |word| word.chars().count());
    line.width + 1 + word > width.saturating_sub(4)
}

fn goes_on(text: &str, line: &Line, next: &Line, width: Option<usize>) -> bool {
    if let Some(width) = width {
        let indented = next.indent >= 2 && next.indent > line.indent;
        return !indented && is_full(text, line, next, width);
    }
    // A stray break inside a sentence.
    let open = line.span.of(text).ends_with(|c: char| c.is_lowercase() || c == ',');
    let small = next.span.of(text).starts_with(char::is_lowercase);
    open && small && line.width >= NARROWEST
}
