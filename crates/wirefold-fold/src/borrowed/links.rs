//! Lists of links that got into the text.
//!
//! Pages hang a list of other headlines on a name. Where their text is taken without its marks, the name stands there
//! again and the first headline sticks to it: "the mayor Jo Ray Josephine ( Jo ) RayBakers close for a day Ferry
//! aground off Hvar said". Such headlines are of other days and matters. Nothing tells where they end: the rest of the
//! line is not told from them, but for a line that goes on and on, as in texts that lost their line breaks.

use std::ops::Range;

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
    let (mut found, mut from) = (Vec::new(), 0);
    for turn in turns(within) {
        let word = within[..turn].rfind(char::is_whitespace).map_or(0, |end| end + 1);
        let word = within.ceil_char_boundary(word);
        if word < from {
            continue;
        }
        let Some(start) = named(within, word..turn + 1) else { continue };
        let end = end_of_list(within, start);
        found.push(Span::new(line.start as usize + start, line.start as usize + end));
        // Nothing else is told of the word itself.
        from = end.max(turn + 1);
    }
    found
}

/// Where the list that begins at `start` ends at the latest.
fn end_of_list(line: &str, start: usize) -> usize {
    let sure = line.len().min(start + LONGEST);
    let stop = line.as_bytes()[sure..].array_windows().position(|pair| pair == b". ");
    stop.map_or(line.len(), |stop| sure + stop + 1)
}

/// Bytes that are looked at together.
const TOGETHER: usize = 64;

/// Where a small letter stands before a capital. Hardly any text has such places: many bytes at once are passed over.
fn turns(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let parts =
        (0..bytes.len()).step_by(TOGETHER).map(|at| (at, &bytes[at..bytes.len().min(at + TOGETHER + 1)]));
    parts.filter(|(_, part)| has_turn(part)).flat_map(|(at, part)| {
        let pairs = part.array_windows().enumerate();
        pairs.filter(|(_, pair)| is_turn(**pair) != 0).map(move |(in_part, _)| at + in_part)
    })
}

fn has_turn(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    pairs.fold(0, |found, (before, after)| found | is_turn([*before, *after])) != 0
}

/// 1 or 0.
fn is_turn([before, after]: [u8; 2]) -> u8 {
    u8::from(before.wrapping_sub(b'a') < 26) & u8::from(after.wrapping_sub(b'A') < 26)
}

/// Where the last word of a name ends that stands again at `word`, with a headline that sticks to it.
fn named(line: &str, word: Range<usize>) -> Option<usize> {
    let name = &line[word.clone()];
    if name.len() < LETTERS {
        return None;
    }
    let before = line[..word.start].rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let named = before.take(NEAR).find(|before| *before == name)?;
    Some(named.as_ptr() as usize - line.as_ptr() as usize + named.len())
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
