//! Which stretches of a text are somebody else's words.
//!
//! Quotations, captions that came with a picture, posts shown in the text: two
//! reports may both hold them and still have been written apart.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use wirefold_report::Span;

/// A quotation longer than this, in bytes, was most likely never closed.
const LONGEST_QUOTATION: usize = 2_000;
/// How near to a line's end its picture credit stands.
const CREDIT_REACH: usize = 60;
/// A longer line is no caption, and no post.
const LONGEST_CAPTION: usize = 900;

/// What the credits of pictures hold.
static CREDITS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let credits = include_str!("../data/picture_credits.txt").lines().filter(|line| !line.starts_with('#'));
    AhoCorasick::builder().ascii_case_insensitive(true).build(credits).expect("a few short phrases")
});

/// Stretches of borrowed words, in order, not overlapping.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let lines: Vec<Span> = lines(text).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let next_signs = lines.get(at + 1).is_some_and(|next| is_signature(next.of(text)));
        let words = line.of(text);
        if words.len() <= LONGEST_CAPTION && (next_signs || is_signature(words) || is_caption(words)) {
            found.push(*line);
        } else {
            quotations(words, line.start as usize, &mut found);
        }
    }
    found
}

/// Lines that are not empty; "###" separates paragraphs in copy that lost its line breaks.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    text.split('\n').flat_map(|line| line.split("###")).filter(|line| !line.trim().is_empty()).map(|line| {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(start, start + line.len())
    })
}

/// "— Jane Miller (@jmiller) May 3, 2021": below a post.
fn is_signature(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 120 && line.starts_with(['—', '–', '-']) && line.contains("(@")
}

/// A line that ends with the credit of a picture.
fn is_caption(line: &str) -> bool {
    let line = line.trim();
    let from = line.char_indices().rev().nth(CREDIT_REACH).map_or(0, |(at, _)| at);
    CREDITS.is_match(&line[from..])
}

/// What stands in quotation marks in one line, without the marks; a quotation that
/// is never closed runs to its end, as it does where it goes on in the next line.
fn quotations(line: &str, offset: usize, found: &mut Vec<Span>) {
    if !line.bytes().any(|byte| byte == b'"' || !byte.is_ascii()) {
        return;
    }
    let mut open: Option<(usize, char)> = None;
    let mut keep = |start: usize, end: usize| {
        if start < end && end - start <= LONGEST_QUOTATION {
            found.push(Span::new(offset + start, offset + end));
        }
    };
    for (at, c) in line.char_indices() {
        match open {
            Some((start, mark)) if closes(mark, c) || at - start > LONGEST_QUOTATION => {
                keep(start, at);
                open = None;
            }
            None if matches!(c, '“' | '"' | '«' | '„' | '「') => open = Some((at + c.len_utf8(), c)),
            _ => {}
        }
    }
    if let Some((start, _)) = open {
        keep(start, line.len());
    }
}

fn closes(open: char, c: char) -> bool {
    match open {
        '“' => matches!(c, '”' | '"'),
        '"' => matches!(c, '"' | '”'),
        '«' => c == '»',
        '„' => matches!(c, '“' | '”'),
        _ => c == '」',
    }
}

#[cfg(test)]
mod tests {
    use super::spans;

    fn borrowed(text: &str) -> Vec<&str> {
        spans(text).into_iter().map(|span| span.of(text).trim()).collect()
    }

    #[test]
    fn quotations_end_with_their_mark_or_their_line() {
        assert_eq!(borrowed("He said “no” and \"maybe\" to «oui»."), ["no", "maybe", "oui"]);
        assert_eq!(borrowed("“It goes on.\nNo quote here."), ["It goes on."]);
        assert_eq!(borrowed("\"\" “"), [""; 0]);
    }

    #[test]
    fn captions_and_posts_are_borrowed_whole() {
        assert_eq!(
            borrowed("Boats left. ### Boats at Pula (AP Photo/Jo Ray) ### Rain fell."),
            ["Boats at Pula (AP Photo/Jo Ray)"]
        );
        assert_eq!(
            borrowed("Vote tomorrow!\n— Jane Miller (@jmiller) May 3, 2021\nShe lost."),
            ["Vote tomorrow!", "— Jane Miller (@jmiller) May 3, 2021"]
        );
    }

    #[test]
    fn a_mark_that_is_never_closed_takes_no_long_text() {
        assert!(spans(&format!("\"{}", "word ".repeat(100_000))).is_empty());
    }
}
