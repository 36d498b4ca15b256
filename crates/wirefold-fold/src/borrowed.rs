//! Which stretches of a text are somebody else's words.
//!
//! Quotations, statements, transcripts, what stands below a colon, captions that came with a picture, posts
//! shown in the text, lists of links, what a poll says of its method: two reports may both hold them and still have
//! been written apart.

mod links;
mod statement;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use wirefold_report::Span;
use wirefold_text::quote::quotations;

/// A quotation longer than this, in bytes, was most likely never closed.
const LONGEST_QUOTATION: u32 = 2_000;
/// How near to a line's end its picture credit stands.
const CREDIT_REACH: usize = 60;
/// A longer line is no caption, and no post.
const LONGEST_CAPTION: usize = 900;

/// What the credits of pictures hold, in small letters.
static CREDITS: LazyLock<AhoCorasick> =
    LazyLock::new(|| phrases(include_str!("../data/picture_credits.txt")));

/// What a line holds in which a poll or an outlet tells how it works.
static METHODS: LazyLock<AhoCorasick> = LazyLock::new(|| phrases(include_str!("../data/method_lines.txt")));

fn phrases(list: &str) -> AhoCorasick {
    let phrases = list.lines().filter(|line| !line.starts_with('#'));
    // Many bytes are looked at together only where the leftmost match is asked for, in the letters' very case.
    let leftmost = MatchKind::LeftmostFirst;
    AhoCorasick::builder().match_kind(leftmost).build(phrases).expect("a few short phrases")
}

/// The stretches of a text that may be somebody else's words, each list in order and not overlapping.
pub(crate) struct Stretches {
    /// Those that are.
    pub(crate) others: Vec<Span>,
    /// Lines below one that ends with a colon: statements, and whole items that were taken from another report.
    pub(crate) announced: Vec<Span>,
}

/// Stretches of borrowed words.
pub(crate) fn stretches(text: &str) -> Stretches {
    let lines: Vec<Span> = lines(text).collect();
    let line = |at: usize| lines.get(at).map_or("", |line| line.of(text));
    let methods = with_methods(text, &lines);
    let is_shown = |at: usize| {
        let words = line(at);
        let before = at.checked_sub(1).map_or("", line);
        let stands = || is_signature(line(at + 1)) || is_doubled(words, before, line(at + 1));
        let says_so = || methods[at] || ends_signed(words) || is_turn(words) || is_caption(words);
        words.len() <= LONGEST_CAPTION && (stands() || says_so())
    };
    let is_announced = |at: usize| {
        line(at).len() <= LONGEST_CAPTION && at.checked_sub(1).is_some_and(|before| announces(line(before)))
    };
    let (shown, prose): (Vec<usize>, Vec<usize>) = (0..lines.len()).partition(|&at| is_shown(at));
    let (announced, told): (Vec<usize>, Vec<usize>) = prose.iter().partition(|at| is_announced(**at));
    let lines_at = |places: Vec<usize>| places.into_iter().map(|at| lines[at]).collect::<Vec<Span>>();
    let (prose, announced, told) = (lines_at(prose), lines_at(announced), lines_at(told));
    let quoted = quotations(text, &prose).into_iter().flatten().map(|part| part.inner);
    let quoted: Vec<Span> = quoted.filter(|inner| inner.end - inner.start <= LONGEST_QUOTATION).collect();
    let mut found: Vec<Span> = shown.into_iter().map(|at| lines[at]).collect();
    found.extend(repeating(text, &prose, &quoted));
    found.extend(statement::statement(text, &told, &quoted));
    found.extend(announced.iter().filter(|line| statement::is_personal(text, **line, &quoted)));
    found.extend(prose.iter().flat_map(|line| links::lists(text, *line)));
    found.extend(quoted);
    Stretches { others: merged(found), announced }
}

/// For each line whether a poll or an outlet tells there how it works.
fn with_methods(text: &str, lines: &[Span]) -> Vec<bool> {
    let mut found = vec![false; lines.len()];
    for told in METHODS.find_iter(text) {
        let line = lines.partition_point(|line| line.end as usize <= told.start());
        if let Some(found) = found.get_mut(line) {
            *found = true;
        }
    }
    found
}

/// Letters and digits that a line and a quotation must begin with alike.
const OPENING: usize = 40;

/// Lines that begin as a quotation elsewhere does: statements and posts that are shown whole where the report quotes
/// them as well.
fn repeating(text: &str, prose: &[Span], quoted: &[Span]) -> Vec<Span> {
    let letters = |span: Span| span.of(text).chars().filter(|c| c.is_alphanumeric()).map(small).take(OPENING);
    let quoted: Vec<(Span, String)> =
        quoted.iter().map(|span| (*span, letters(*span).collect::<String>())).collect();
    let long = |(_, opening): &&(Span, String)| opening.len() >= OPENING;
    let quoted: Vec<&(Span, String)> = quoted.iter().filter(long).collect();
    let repeats = |line: &&Span| {
        let repeats = |(quotation, opening): &&(Span, String)| {
            letters(**line).eq(opening.chars()) && !line.contains(*quotation)
        };
        quoted.iter().any(repeats)
    };
    prose.iter().filter(repeats).copied().collect()
}

/// A letter's small form, or the first of those that it consists of.
fn small(letter: char) -> char {
    if letter.is_ascii() {
        letter.to_ascii_lowercase()
    } else {
        letter.to_lowercase().next().unwrap_or(letter)
    }
}

/// The same stretches in order, those that overlap as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup_by(|later, earlier| {
        let overlap = later.start < earlier.end;
        if overlap {
            *earlier = earlier.cover(*later);
        }
        overlap
    });
    spans
}

/// Lines that are not empty; "###" separates paragraphs in copy that lost its line breaks.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut marks = memchr::memchr2_iter(b'\n', b'#', bytes);
    let mut next = Some(0);
    let lines = std::iter::from_fn(move || {
        let start = next?;
        let parts = |at: usize| if bytes[at] == b'\n' { 1 } else { PARAGRAPH.len() };
        let is_end = |&at: &usize| at >= start && (bytes[at] == b'\n' || bytes[at..].starts_with(PARAGRAPH));
        let end = marks.find(is_end);
        next = end.map(|end| end + parts(end));
        Some(Span::new(start, end.unwrap_or(bytes.len())))
    });
    lines.filter(|line| !line.of(text).trim().is_empty())
}

/// What separates paragraphs in one line.
const PARAGRAPH: &[u8] = b"###";

/// Bytes of a signature below a post, or at its end.
const LONGEST_SIGNATURE: usize = 120;

/// "— Jane Miller (@jmiller) May 3, 2021": below a post.
fn is_signature(line: &str) -> bool {
    let line = line.trim();
    line.len() <= LONGEST_SIGNATURE && line.starts_with(DASHES) && has_handle(line)
}

/// The same at the end of the post's own line.
fn ends_signed(line: &str) -> bool {
    let far = line.len().saturating_sub(LONGEST_SIGNATURE);
    let near = &line[line.floor_char_boundary(far.saturating_sub(1))..];
    if !near.as_bytes().contains(&b'@') {
        return false;
    }
    let ends = near.rmatch_indices(DASHES).map(|(at, dash)| &near[at + dash.len()..]);
    ends.take_while(|end| end.len() <= LONGEST_SIGNATURE).any(|end| {
        let name = end.split('(').next().unwrap_or_default();
        name.len() <= LONGEST_NAME && name.trim_start().starts_with(char::is_uppercase) && has_handle(end)
    })
}

/// Bytes of the name in a signature.
const LONGEST_NAME: usize = 60;
const DASHES: [char; 3] = ['—', '–', '-'];

/// "(@jmiller)", or "( @ jmiller )" in text that was cut into words.
fn has_handle(line: &str) -> bool {
    line.match_indices('(').any(|(at, _)| line[at + 1..].trim_start().starts_with('@'))
}

/// A line that stands twice in a row: a picture's caption, and the same for those who can't see the picture.
fn is_doubled(line: &str, before: &str, after: &str) -> bool {
    let line = line.trim();
    line.contains(' ') && (line == before.trim() || line == after.trim())
}

/// A line that ends with a colon: what follows is shown, not told.
fn announces(line: &str) -> bool {
    line.trim_end().ends_with(':')
}

/// "SMITH: I never said that.": one speaker's turn in a transcript.
fn is_turn(line: &str) -> bool {
    let line = line.trim_start();
    let is_name = |c: char| c.is_uppercase() || !c.is_alphanumeric();
    let name_ends = line.find(|c| !is_name(c)).unwrap_or(line.len());
    let Some(colon) = line[..name_ends].find(':') else { return false };
    let name = line[..colon].trim_end();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (3..=40).contains(&name.len()) && letters >= 3 && line[colon + 1..].starts_with(' ')
}

/// A line that ends with the credit of a picture.
fn is_caption(line: &str) -> bool {
    let line = line.trim();
    let end = &line[last_characters(line, CREDIT_REACH + 1)..];
    CREDITS.is_match(&end.to_ascii_lowercase()) || ends_credited(end)
}

/// Where the last characters of a line begin, so many of them.
fn last_characters(line: &str, count: usize) -> usize {
    match line.len().checked_sub(count) {
        // In ASCII bytes are characters: nearly all lines end so.
        Some(start) if line.as_bytes()[start..].is_ascii() => start,
        _ => line.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at),
    }
}

/// Words that a credit consists of at most.
const LONGEST_CREDIT: usize = 8;

/// "A gull over Hvar. Jo Ray / Courier": behind its last sentence a line names a person and, behind a stroke, for whom
/// he took the picture.
fn ends_credited(end: &str) -> bool {
    if !end.as_bytes().contains(&b'/') {
        return false;
    }
    let Some((_, credit)) = end.rsplit_once(['.', '!', '?', ')', '”', '"']) else { return false };
    let Some((who, whom)) = credit.split_once('/') else { return false };
    let named = |words: &str| words.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let count = |words: &str| words.split_whitespace().count();
    named(who)
        && named(whom)
        && count(who) >= 2
        && count(whom) >= 1
        && count(who) + count(whom) <= LONGEST_CREDIT
}

#[cfg(test)]
mod tests {
    use super::{last_characters, stretches};
    use wirefold_report::Span;

    #[test]
    fn the_last_characters_of_a_line_are_counted_whatever_they_are() {
        for (line, count, end) in
            [("Gull", 2, "ll"), ("Gull", 9, "Gull"), ("Möwe", 3, "öwe"), ("öwe", 4, "öwe"), ("", 3, "")]
        {
            assert_eq!(&line[last_characters(line, count)..], end);
        }
    }

    fn borrowed(text: &str) -> Vec<&str> {
        stretches(text).others.into_iter().map(|span| span.of(text).trim()).collect()
    }

    #[test]
    fn what_stands_below_a_colon_is_a_statement_or_a_text_of_another() {
        let text =
            "The mayor’s office wrote:\nThe bridge was closed at noon.\nHe added:\nWe thank you.\nIt rained.";
        let found = stretches(text);
        let said = |spans: Vec<Span>| spans.into_iter().map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(said(found.announced), ["The bridge was closed at noon.", "We thank you."]);
        assert_eq!(said(found.others), ["We thank you."]);
    }

    #[test]
    fn a_name_and_a_paper_behind_the_last_sentence_are_a_credit() {
        let caption = "Boats lie on the quay at Pula on Sunday. JO RAY / COURIER";
        assert_eq!(borrowed(&format!("{caption}\nRain fell.")), [caption]);
        assert_eq!(borrowed("The road leads north. It was mended in spring / summer."), [""; 0]);
        assert_eq!(borrowed("Boats left. The line Pula / Zadar was shut."), [""; 0]);
    }

    #[test]
    fn quotations_end_with_their_mark_or_their_line() {
        assert_eq!(borrowed("He said “no” and \"maybe\" to «oui»."), ["no", "maybe", "oui"]);
        assert_eq!(borrowed("“It goes on.\nNo quote here."), ["It goes on."]);
        assert_eq!(borrowed("\"\" “"), [""; 0]);
        assert_eq!(borrowed("“It #goes on.####No quote here.###"), ["It #goes on."]);
    }

    #[test]
    fn captions_and_posts_are_borrowed_whole() {
        assert_eq!(
            borrowed("Boats left. ### Boats at Pula (AP Photo/Jo Ray) ### Rain fell."),
            ["Boats at Pula (AP Photo/Jo Ray)"]
        );
        assert_eq!(borrowed("`` No , '' he said . It 's over ."), ["No ,"]);
        assert_eq!(
            borrowed("ROY : I never saw it .\nShe left. Note: it rained."),
            ["ROY : I never saw it ."]
        );
        let shown = "We will close both bridges at noon today and open them again at six.";
        assert_eq!(
            borrowed(&format!("\"{shown}\" he said.\nIt rained.\n{shown} Thank you!\nShe left.")),
            [shown, &format!("{shown} Thank you!")]
        );
        let post = "Vote tomorrow ! ... — Jane Miller ( @ jmiller ) May 3 , 2021";
        assert_eq!(borrowed(&format!("He wrote twice.\n{post}\nShe lost.")), [post]);
        assert_eq!(
            borrowed("It sank.\nA gull over Hvar\nA gull over Hvar\nIt rained."),
            ["A gull over Hvar", "A gull over Hvar"]
        );
        assert_eq!(
            borrowed("Voters want bridges.\nThe poll has a margin of error of four points.\nMayors don't."),
            ["The poll has a margin of error of four points."]
        );
        assert_eq!(
            borrowed("Vote tomorrow!\n— Jane Miller (@jmiller) May 3, 2021\nShe lost."),
            ["Vote tomorrow!", "— Jane Miller (@jmiller) May 3, 2021"]
        );
    }

    #[test]
    fn a_mark_that_is_never_closed_takes_no_long_text() {
        assert!(stretches(&format!("\"{}", "word ".repeat(100_000))).others.is_empty());
    }
}
