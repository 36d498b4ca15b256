//! Lists of links that got into the text.
//!
//! Pages hang a list of other headlines on a name. Where their text is taken without its marks, the name stands there
//! again and the first headline sticks to it: "the mayor Jo Ray Josephine ( Jo ) RayBakers close for a day Ferry
//! aground off Hvar said". Such headlines are of other days and matters. Nothing tells where they end: the rest of the
//! line is not told from them.

use wirefold_report::Span;

/// The name stands again within so many words.
const NEAR: usize = 10;
/// Letters that the last word of a name has at least.
const LETTERS: usize = 3;

/// The list of links of a line, with all that follows it there.
pub(super) fn list(text: &str, line: Span) -> Option<Span> {
    let within = line.of(text);
    if !has_turn(within) {
        return None;
    }
    let words: Vec<(usize, &str)> = words(within).collect();
    let (start, name) = (0..words.len()).find_map(|at| named(&words, at)).map(|before| words[before])?;
    Some(Span::new(line.start as usize + start + name.len(), line.end as usize))
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
    use super::list;
    use wirefold_report::Span;

    fn found(line: &str) -> Option<&str> {
        list(line, Span::new(0, line.len())).map(|span| span.of(line).trim())
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
