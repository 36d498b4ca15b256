//! A statement that stands in no marks.
//!
//! A report speaks of others. Where one that does has lines that say "I" or "we" outside of quotation marks, these are
//! somebody's words, set as paragraphs: a statement, a letter, a speech. What stands between two such lines belongs
//! to them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use wirefold_report::Span;
use wirefold_text::window::{Window, word_starts};

/// Between two lines of a statement that say "I" stand fewer lines than this.
const NEAR: usize = 4;
/// Two thirds of a report at most are somebody's words; else they are the writer's.
const MOST: f64 = 2.0 / 3.0;

static FIRST_PERSON: LazyLock<FirstPerson> = LazyLock::new(|| {
    let list = include_str!("../../data/first_person.txt").lines().filter(|line| !line.starts_with('#'));
    let mut first_person = FirstPerson { words: FxHashSet::default(), openings: [false; 256] };
    for word in list {
        first_person.words.insert(Window::at(word.as_bytes(), 0).first(word.len()));
        first_person.openings[usize::from(word.as_bytes()[0])] = true;
    }
    first_person
});

/// The words by which a writer or speaker names himself: a few letters of ASCII each.
struct FirstPerson {
    words: FxHashSet<u128>,
    /// For each byte whether one of them begins with it.
    openings: [bool; 256],
}

impl FirstPerson {
    /// Where one of them stands in a line.
    fn places<'l>(&'l self, line: &'l str) -> impl Iterator<Item = usize> + 'l {
        let may_be = |at: &usize| self.openings[usize::from(line.as_bytes()[*at])];
        word_starts(line.as_bytes()).filter(may_be).filter(|&at| self.is_at(line, at))
    }

    fn is_at(&self, line: &str, at: usize) -> bool {
        let window = Window::at(line.as_bytes(), at);
        let letters = window.letters();
        letters < Window::LENGTH
            && self.words.contains(&window.first(letters))
            && !line[at + letters..].starts_with(char::is_alphanumeric)
            && !line[..at].ends_with(char::is_alphanumeric)
    }
}

/// The lines of a report's statement; none if it has none, or several. `lines` are those that are not shown as
/// somebody's words by other signs, `quoted` the stretches in quotation marks; both are in order.
pub(super) fn statement<'l>(text: &str, lines: &'l [Span], quoted: &[Span]) -> &'l [Span] {
    let mut personal = (0..lines.len()).filter(|&at| is_personal(text, lines[at], quoted));
    let Some(first) = personal.next().filter(|first| *first > 0) else { return &[] };
    let mut last = first;
    for at in personal {
        if at - last > NEAR {
            // Whoever says "I" all over a report is its writer.
            return &[];
        }
        last = at;
    }
    let length = |lines: &[Span]| lines.iter().map(|line| line.len()).sum::<usize>() as f64;
    let statement = &lines[first..=last];
    if length(statement) > MOST * length(lines) { &[] } else { statement }
}

/// Whether a line says "I" or "we" outside of quotation marks.
pub(super) fn is_personal(text: &str, line: Span, quoted: &[Span]) -> bool {
    FIRST_PERSON.places(line.of(text)).any(|at| {
        let at = line.start + at as u32;
        let quotation = quoted.partition_point(|span| span.end <= at);
        quoted.get(quotation).is_none_or(|span| span.start > at)
    })
}

#[cfg(test)]
mod tests {
    use super::{Window, statement};
    use wirefold_report::Span;
    use wirefold_text::quote::quotations;

    fn found(text: &str) -> Vec<&str> {
        let mut start = 0;
        let lines: Vec<Span> = text
            .split('\n')
            .map(|line| {
                let span = Span::new(start, start + line.len());
                start += line.len() + 1;
                span
            })
            .collect();
        let quoted: Vec<Span> =
            quotations(text, &lines).into_iter().flatten().map(|part| part.inner).collect();
        statement(text, &lines, &quoted).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn first_persons_are_short_words_of_plain_letters() {
        let list = include_str!("../../data/first_person.txt").lines().filter(|line| !line.starts_with('#'));
        let is_short = |word: &str| {
            (1..Window::LENGTH).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        };
        assert!({ list }.all(is_short));
    }

    #[test]
    fn a_statement_is_all_between_the_lines_that_say_i() {
        let report = "The mayor of Pula resigned on Friday after a dispute over the new harbour.\nHe leaves after two years.\n“I am tired,” he said.\n\
            The council meets on Monday.\nIt will choose a successor.\nI thank all who helped me.\nThe harbour was \
            rebuilt.\nIt will serve our children.";
        let expected =
            ["I thank all who helped me.", "The harbour was rebuilt.", "It will serve our children."];
        assert_eq!(found(report), expected);
    }

    #[test]
    fn a_writer_who_says_i_speaks_for_himself() {
        let letter = "I left Pula on Friday.\nThe ferry was late.\nNobody told us why.\nIt rained.";
        assert_eq!(found(letter), [""; 0]);
        let column = "The ferry was late.\nI waited.\nWe all waited.\nMy coat was wet.";
        assert_eq!(found(column), [""; 0]);
        let aside = "The ferry was late.\nI waited.\nIt rained.\nGulls cried.\nIt rained.\nIt got dark.\nI left.\nThe \
            ferry came at noon and left at one, said the harbour master of Pula, who keeps the book of the ships.";
        assert_eq!(found(aside), [""; 0]);
    }
}
