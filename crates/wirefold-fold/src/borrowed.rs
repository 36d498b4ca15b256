//! Which stretches of a text are somebody else's words.
//!
//! Quotations, statements and transcripts that stand below a colon, captions that came with a picture, posts
//! shown in the text: two reports may both hold them and still have been written apart.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use wirefold_report::Span;
use wirefold_text::quote::quotations;

/// A quotation longer than this, in bytes, was most likely never closed.
const LONGEST_QUOTATION: u32 = 2_000;
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
    let is_shown = |at: usize| {
        let line = |at: usize| lines.get(at).map_or("", |line| line.of(text));
        let (words, next_signs) = (line(at), is_signature(line(at + 1)));
        let announced = at > 0 && announces(line(at - 1));
        words.len() <= LONGEST_CAPTION
            && (next_signs || announced || is_signature(words) || is_turn(words) || is_caption(words))
    };
    let (shown, prose): (Vec<usize>, Vec<usize>) = (0..lines.len()).partition(|&at| is_shown(at));
    let prose: Vec<Span> = prose.into_iter().map(|at| lines[at]).collect();
    let mut found: Vec<Span> = shown.into_iter().map(|at| lines[at]).collect();
    found.extend(
        quotations(text, &prose)
            .into_iter()
            .flatten()
            .map(|part| part.inner)
            .filter(|inner| inner.end - inner.start <= LONGEST_QUOTATION),
    );
    found.sort_unstable();
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

/// A line that ends with a colon: what follows is shown, not told.
fn announces(line: &str) -> bool {
    line.trim_end().ends_with(':')
}

/// "SMITH: I never said that.": one speaker's turn in a transcript.
fn is_turn(line: &str) -> bool {
    let Some((name, said)) = line.trim_start().split_once(':') else { return false };
    let name = name.trim_end();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_name = |c: char| c.is_uppercase() || !c.is_alphanumeric();
    (3..=40).contains(&name.len()) && letters >= 3 && name.chars().all(is_name) && said.starts_with(' ')
}

/// A line that ends with the credit of a picture.
fn is_caption(line: &str) -> bool {
    let line = line.trim();
    let from = line.char_indices().rev().nth(CREDIT_REACH).map_or(0, |(at, _)| at);
    CREDITS.is_match(&line[from..])
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
        assert_eq!(borrowed("`` No , '' he said . It 's over ."), ["No ,"]);
        assert_eq!(
            borrowed("The mayor’s office wrote:\nWe closed the bridge at noon.\nIt rained."),
            ["We closed the bridge at noon."]
        );
        assert_eq!(
            borrowed("ROY : I never saw it .\nShe left. Note: it rained."),
            ["ROY : I never saw it ."]
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
