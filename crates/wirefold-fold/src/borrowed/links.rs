//! Lists of links that got into the text.
//!
//! Pages hang a list of other headlines on a name. Where their text is taken without its marks, the name stands there
//! again and the first headline sticks to it: "the mayor Jo Ray Josephine ( Jo ) RayBakers close for a day Ferry
//! aground off Hvar MORE said". Such headlines are of other days and matters.

use wirefold_report::Span;

/// The name stands again within so many words.
const NEAR: usize = 10;
/// The word that ends a list, if there is one within [`LONGEST`] words; else it goes on to the end of its line.
const MORE: &str = "MORE";
const LONGEST: usize = 120;
/// Letters that the last word of a name has at least.
const LETTERS: usize = 3;

/// The lists of links of a line, in order.
pub(super) fn lists(text: &str, line: Span) -> Vec<Span> {
    let within = line.of(text);
    if !within.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase()) {
        return Vec::new();
    }
    let words: Vec<(usize, &str)> = words(within).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(named) = named(&words, at) else {
            at += 1;
            continue;
        };
        let more = words[at..].iter().take(LONGEST).position(|(_, word)| *word == MORE);
        let last = more.map_or(words.len() - 1, |more| at + more);
        let offset = line.start as usize;
        let (start, end) = (words[named].0 + words[named].1.len(), words[last].0 + words[last].1.len());
        found.push(Span::new(offset + start, offset + end));
        at = last + 1;
    }
    found
}

/// Words between white space, with where they begin.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
}

/// The last word of the name that stands again, with a headline that sticks to it, at `at`.
fn named(words: &[(usize, &str)], at: usize) -> Option<usize> {
    let bytes = words[at].1.as_bytes();
    let turns = bytes
        .windows(2)
        .enumerate()
        .filter(|(_, two)| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    turns.map(|(end, _)| &words[at].1[..=end]).filter(|name| name.len() >= LETTERS).find_map(|name| {
        let near = at.saturating_sub(NEAR)..at;
        near.rev().find(|&before| words[before].1 == name)
    })
}

#[cfg(test)]
mod tests {
    use super::lists;
    use wirefold_report::Span;

    fn check(line: &str, expected: &[&str]) {
        let found: Vec<&str> =
            lists(line, Span::new(0, line.len())).into_iter().map(|span| span.of(line).trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headlines_that_stick_to_a_name_are_found_up_to_their_end() {
        check(
            "Mayor Jo Ray Josephine ( Jo ) RayBakers close for a day Ferry aground MORE said that Ann Lund Ann \
             LundTugs free ferry MORE agreed .",
            &[
                "Josephine ( Jo ) RayBakers close for a day Ferry aground MORE",
                "Ann LundTugs free ferry MORE",
            ],
        );
        check("Mayor Jo Ray Jo RayBakers close for a day", &["Jo RayBakers close for a day"]);
    }

    #[test]
    fn names_with_a_capital_inside_stick_to_nothing() {
        check("Mr McKay of MacArthur met the DeVos family on YouTube and told BuzzFeed MORE .", &[]);
    }
}
