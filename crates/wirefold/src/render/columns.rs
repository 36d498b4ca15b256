//! Two texts in two columns of a terminal, their changed words coloured.

use super::diff::Piece;
use super::page::{Page, Tone};
use std::fmt::Write as _;
use textwrap::core::display_width;

/// Terminals narrower than this show one text below the other.
const LEAST: usize = 72;
/// What stands between the columns.
const GUTTER: &str = " │ ";

/// A word, and whether it is changed.
type Word<'p> = (&'p str, bool);

/// How a cell's words are coloured.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub(super) plain: Tone,
    pub(super) changed: Tone,
}

impl Page<'_> {
    /// Whether two columns have room beside one another.
    pub(super) fn is_wide(&self) -> bool {
        self.style.width >= LEAST
    }

    /// Two cells beside one another; a cell of nothing stays blank, and so does a row of
    /// two such.
    pub(super) fn columns(&mut self, cells: [&[Piece]; 2], inks: [Ink; 2]) {
        let width = (self.style.width - GUTTER.chars().count()) / 2;
        let [left, right] = cells.map(|pieces| lines(pieces, width));
        for at in 0..left.len().max(right.len()).max(1) {
            let cell = |lines: &[Vec<Word<'_>>], ink| {
                lines.get(at).map_or((String::new(), 0), |line| self.inked(line, ink))
            };
            let ((left, used), (right, _)) = (cell(&left, inks[0]), cell(&right, inks[1]));
            let line = format!("{left}{}{GUTTER}{right}", " ".repeat(width - used));
            let _ = writeln!(self.text, "{}", line.trim_end());
        }
    }

    /// One cell over the whole width, behind a mark.
    pub(super) fn marked(&mut self, mark: &str, pieces: &[Piece], ink: Ink) {
        let lead = display_width(mark) + 3;
        for (at, line) in lines(pieces, self.style.width.saturating_sub(lead).max(1)).iter().enumerate() {
            let head = if at == 0 { format!("  {mark} ") } else { " ".repeat(lead) };
            let (line, _) = self.inked(line, ink);
            let _ = writeln!(self.text, "{}", format!("{head}{line}").trim_end());
        }
    }

    /// A line's words as they are written, and how many columns they take.
    fn inked(&self, line: &[Word<'_>], ink: Ink) -> (String, usize) {
        let (mut text, mut used) = (String::new(), 0);
        for (at, (word, changed)) in line.iter().enumerate() {
            if at > 0 {
                text.push(' ');
                used += 1;
            }
            let code = if *changed { ink.changed.code() } else { ink.plain.code() };
            if self.style.color && !code.is_empty() {
                let _ = write!(text, "\u{1b}[{code}m{word}\u{1b}[0m");
            } else {
                text.push_str(word);
            }
            used += display_width(word);
        }
        (text, used)
    }
}

/// The words in lines of at most `width` columns. A word longer than that is cut.
fn lines(pieces: &[Piece], width: usize) -> Vec<Vec<Word<'_>>> {
    let (mut lines, mut used): (Vec<Vec<Word<'_>>>, usize) = (Vec::new(), 0);
    for (word, changed) in words(pieces, width) {
        let room = display_width(word);
        match lines.last_mut() {
            Some(line) if used + 1 + room <= width => {
                line.push((word, changed));
                used += 1 + room;
            }
            _ => {
                lines.push(vec![(word, changed)]);
                used = room;
            }
        }
    }
    lines
}

fn words(pieces: &[Piece], width: usize) -> impl Iterator<Item = Word<'_>> {
    let all = pieces.iter().flat_map(|(text, changed)| text.split_whitespace().map(move |w| (w, *changed)));
    all.flat_map(move |(word, changed)| cut(word, width).map(move |part| (part, changed)))
}

/// A word in parts of at most `width` columns each.
fn cut(word: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut used = 0;
        let fits = |c: char| {
            used += display_width(c.encode_utf8(&mut [0; 4]));
            used <= width
        };
        let end = rest.chars().take_while({
            let mut fits = fits;
            move |&c| fits(c)
        });
        let end: usize = end.map(char::len_utf8).sum();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let (part, after) = rest.split_at(end.max(first));
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::{Ink, Page, Tone};
    use crate::render::Style;

    const INK: Ink = Ink { plain: Tone::Plain, changed: Tone::Warn };

    fn drawn(width: usize, color: bool, cells: [&str; 2]) -> String {
        let style = Style { color, width, evidence: false };
        let mut page = Page::new(&style);
        let cells = cells.map(|text| vec![(text.to_owned(), false), ("new".to_owned(), true)]);
        page.columns([&cells[0], &cells[1]], [INK, INK]);
        page.text
    }

    #[test]
    fn cells_stand_beside_one_another() {
        let text = drawn(23, false, ["ships wait off", "a"]);
        assert_eq!(text, "ships wait │ a new\noff new    │\n");
    }

    #[test]
    fn wide_letters_and_long_words_keep_to_the_columns() {
        let text = drawn(23, false, ["北京北京北京 x", "incomprehensibilities"]);
        for line in text.lines() {
            assert!(textwrap::core::display_width(line) <= 23, "{line}");
        }
        assert!(text.contains("北京北京北"), "{text}");
    }

    #[test]
    fn colours_take_no_room() {
        let plain = drawn(40, false, ["one two", "three"]);
        let coloured = drawn(40, true, ["one two", "three"]);
        assert_eq!(coloured.replace("\u{1b}[33m", "").replace("\u{1b}[0m", ""), plain);
        assert_ne!(coloured, plain);
    }
}
