//! Lists of links that got into the text.
//!
//! Pages hang a list of other headlines on a name. Where their text is taken without its marks, the name stands there
//! again and the first headline sticks to it: "the mayor Jo Ray Josephine ( Jo ) RayBakers close for a day Ferry
//! aground off Hvar said". Such headlines are of other days and matters. Nothing tells where they end: the rest of the
//! line is not told from them, but for a line that goes on and on, as in texts that lost their line breaks.

use wirefold_report::Span;

/// The name stands again within so many words.
const NEAR: usize = 10;
/// Letters that the last word of a name has at least.
const LETTERS: usize = 3;

/// A list ends with the first sentence that ends behind so many bytes, if not with its line.
const LONGEST: usize = 600;

/// The lists of links of a line, each with what follows it there.
pub(super) fn lists(text: &str, line: Span) -> Vec<Span> {
    let within = line.of(text);
    if !has_turn(within) {
        return Vec::new();
    }
    let words: Vec<(usize, &str)> = words(within).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    let next = |from: usize| (from..words.len()).find_map(|at| Some((at, named(&words, at)?)));
    while let Some((repeated, before)) = next(at) {
        let start = words[before].0 + words[before].1.len();
        let end = end_of_list(within, start);
        found.push(Span::new(line.start as usize + start, line.start as usize + end));
        at = words.partition_point(|(start, _)| *start < end).max(repeated + 1);
    }
    found
}

/// Where the list that begins at `start` ends at the latest.
fn end_of_list(line: &str, start: usize) -> usize {
    let sure = line.len().min(start + LONGEST);
    let stop = line.as_bytes()[sure..].array_windows().position(|pair| pair == b". ");
    stop.map_or(line.len(), |stop| sure + stop + 1)
}

/// Words between white space, with where they begin.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
}

/// Where a small letter stands before a capital.
fn turns(text: &str) -> impl Iterator<Item = usize> {
    let pairs = text.as_bytes().array_windows().enumerate();
    pairs.filter(|(_, pair)| is_turn(**pair)).map(|(at, _)| at)
}

/// Whether there is such a place; every pair is looked at, which many at once can be.
fn has_turn(text: &str) -> bool {
    text.as_bytes().array_windows().fold(false, |found, pair| found | is_turn(*pair))
}

fn is_turn([before, after]: [u8; 2]) -> bool {
    before.is_ascii_lowercase() & after.is_ascii_uppercase()
}

/// The last word of the name that stands again, with a headline that sticks to it, at `at`.
fn named(words: &[(usize, &str)], at: usize) -> Option<usize> {
    let word = words[at].1;
    turns(word).map(|end| &word[..=end]).filter(|name| name.len() >= LETTERS).find_map(|name| {
        let near = at.saturating_sub(NEAR)..at;
        near.rev().find(|&before| words[before].1 == name)
    })
}

#[cfg(test)]
mod tests {
    use super::lists;
    use wirefold_report::Span;

    fn found(line: &str) -> Option<&str> {
        lists(line, Span::new(0, line.len())).first().map(|span| span.of(line).trim())
    }

    #[test]
    fn a_text_without_line_breaks_goes_on_behind_a_list() {
        let list = "Mayor Jo Ray Jo RayBakers close for a day Ferry aground said that he agreed . ";
        let prose = "The council met on Monday and sold the old ferry . ".repeat(30);
        let text = format!("{list}{prose}{list}{prose}");
        let spans = lists(&text, Span::new(0, text.len()));
        assert_eq!(spans.len(), 2);
        assert!(spans.iter().all(|span| span.of(&text).starts_with(" Jo RayBakers") && span.len() < 700));
    }

    #[test]
    fn headlines_that_stick_to_a_name_are_found() {
        assert_eq!(
            found(
                "Mayor Jo Ray Josephine ( Jo ) RayBakers close for a day Ferry aground said that he agreed ."
            ),
            Some("Josephine ( Jo ) RayBakers close for a day Ferry aground said that he agreed .")
        );
        assert_eq!(found("Mayor Jo Ray Jo RayBakers close for a day"), Some("Jo RayBakers close for a day"));
    }

    #[test]
    fn names_with_a_capital_inside_stick_to_nothing() {
        assert_eq!(found("Mr McKay of MacArthur met the DeVos family on YouTube and told BuzzFeed ."), None);
    }
}
