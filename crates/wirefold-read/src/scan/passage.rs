//! The stretches of a text that stand for themselves, so that the tokens of a long one need not all be held at once.

use super::{Token, is_blank, tokens_within};
use std::ops::Range;
use wirefold_report::Span;

/// A passage that is longer ends at the next line that ends a sentence, and one that is twice as long at the next line: the
/// tokens of one are held in memory.
const LONG: usize = 1 << 16;

/// The stretches of a text between empty lines, in bytes, very long ones in parts: no number or time goes on beyond one.
pub(crate) fn passages(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut at, mut goes_on): (Vec<Range<usize>>, _, _) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let is_empty = line.chars().all(is_blank);
        match found.last_mut().filter(|last| goes_on && !is_over(&text[Range::clone(last)])) {
            _ if is_empty => {}
            Some(last) => last.end = end,
            None => found.push(at..end),
        }
        (at, goes_on) = (end, !is_empty);
    }
    found
}

fn is_over(passage: &str) -> bool {
    let ends = || passage.trim_end().ends_with(['.', '!', '?', '"', '”', '’', '|', ';', ':']);
    passage.len() >= LONG && (passage.len() >= 2 * LONG || ends())
}

/// The tokens of the passages that are looked at, one after the other.
pub(crate) struct Passages<'t> {
    text: &'t str,
    all: Vec<Range<usize>>,
    /// Those whose tokens are at hand.
    cut: Range<usize>,
    tokens: Vec<Token<'t>>,
}

impl<'t> Passages<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, all: passages(text), cut: 0..0, tokens: Vec::new() }
    }

    /// The tokens of the passage that a span stands in; of all where it stands in several.
    pub(crate) fn tokens_around(&mut self, span: Span) -> &[Token<'t>] {
        let (start, end) = (span.start as usize, span.end as usize);
        let first = self.all.partition_point(|passage| passage.end <= start);
        let behind = self.all.partition_point(|passage| passage.start < end);
        if self.cut != (first..behind) {
            let own = self.all.get(first..behind).unwrap_or_default();
            let bytes = own.first().map_or(0, |p| p.start)..own.last().map_or(0, |p| p.end);
            (self.cut, self.tokens) = (first..behind, tokens_within(self.text, bytes));
        }
        &self.tokens
    }
}

#[cfg(test)]
mod tests {
    use super::{LONG, Passages, passages};
    use crate::scan::{tokens, tokens_within};
    use wirefold_report::Span;

    #[test]
    fn passages_end_at_empty_lines_and_where_they_are_long() {
        let text = "\n One\ntwo.\r\n \u{feff}\t\r\n\nThree – 4th\n";
        let words = |passage| tokens_within(text, passage).iter().map(|t| t.text).collect::<Vec<_>>();
        let found = passages(text);
        assert_eq!(
            found.iter().cloned().map(words).collect::<Vec<_>>(),
            [vec!["One", "two", "."], vec!["Three", "–", "4", "th"]]
        );
        let whole = tokens(text);
        let parts: Vec<_> = found.into_iter().flat_map(|passage| tokens_within(text, passage)).collect();
        assert_eq!(parts, whole, "the same tokens, at the same places");
        let mut at_hand = Passages::of(text);
        let at = |words: &str| {
            let start = text.find(words).expect("it is there");
            Span::new(start, start + words.len())
        };
        for (span, length) in [(at("two"), 3), (at("."), 3), (at("4"), 4), (at("4"), 4), (at(text), 7)] {
            assert_eq!(at_hand.tokens_around(span).len(), length, "{span:?}");
        }
        let cut = |line: &str| {
            let text = line.repeat(3 * LONG / line.len());
            let found = passages(&text);
            assert_eq!(found.last().map(|last| last.end), Some(text.len()));
            found.iter().map(|passage| passage.len() / LONG).collect::<Vec<_>>()
        };
        assert_eq!(cut("Ends here.\n"), [1, 1, 0]);
        assert_eq!(cut("Goes on over\n"), [2, 0], "at a sentence's end where there is one");
    }
}
