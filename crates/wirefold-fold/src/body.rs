//! A report prepared for comparison.

use std::ops::Range;

use wirefold_report::{Report, Span};
use wirefold_text::normal::Token;
use wirefold_text::split;

use crate::align::Weights;
use crate::borrowed;

/// The words of a report's body: no title, heading, by-line or furniture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    /// The words, in order.
    pub(crate) tokens: Vec<Token>,
    /// The sentences.
    pub(crate) sentences: Vec<Span>,
    /// Which words each sentence holds.
    words: Vec<Range<usize>>,
    /// Which words are somebody else's: quotations, captions, posts.
    pub(crate) borrowed: Vec<bool>,
    /// For each sentence the weight of its own words.
    pub(crate) weights: Vec<f64>,
}

impl Body {
    /// The body of a report of these words.
    pub(crate) fn of(report: &Report, tokens: &[Token]) -> Self {
        let text = report.text.as_str();
        let mut body = Self::default();
        let mut left = tokens;
        for sentence in split(report.title.as_deref(), text).sentences {
            let span = sentence.span;
            let start = left.partition_point(|token| token.span().start < span.start);
            let end = left.partition_point(|token| token.span().end <= span.end);
            let (inside, rest) = (left.get(start..end).unwrap_or_default(), &left[end.max(start)..]);
            let first = body.tokens.len();
            body.tokens.extend(inside);
            body.words.push(first..body.tokens.len());
            body.sentences.push(span);
            left = rest;
        }
        body.borrowed = nobodys(&body.tokens, text);
        body.weights = body.words.iter().map(|words| body.own_weight(words.clone())).collect();
        body
    }

    fn own_weight(&self, words: Range<usize>) -> f64 {
        let own = words.filter(|word| !self.borrowed[*word]);
        own.map(|word| Weights::general().of(&self.tokens[word])).sum()
    }

    /// The words of each sentence.
    pub(crate) fn sentence_tokens(&self) -> Vec<&[Token]> {
        self.words.iter().map(|words| &self.tokens[words.clone()]).collect()
    }

    /// The words of a sentence that are its own, ordered by term.
    pub(crate) fn own_of(&self, sentence: usize) -> Vec<Token> {
        let own = self.words[sentence].clone().filter(|word| !self.borrowed[*word]);
        let mut tokens: Vec<Token> = own.map(|word| self.tokens[word]).collect();
        tokens.sort_unstable_by_key(|token| token.term);
        tokens
    }

    /// How many words are its own.
    pub(crate) fn own_words(&self) -> usize {
        self.borrowed.iter().filter(|borrowed| !**borrowed).count()
    }

    /// The sentence that holds a word.
    pub(crate) fn sentence_of(&self, word: usize) -> usize {
        self.words.partition_point(|words| words.end <= word)
    }

    /// From the first to the last of some words.
    pub(crate) fn span(&self, words: Range<usize>) -> Span {
        self.tokens[words.start].span().cover(self.tokens[words.end - 1].span())
    }
}

/// Words looked at together to tell a list from prose.
const WINDOW: usize = 24;
/// Prose has more function words than this in any window; lists of names have next to none.
const LIST: usize = 3;

/// For each word whether it is nobody's own: in a quotation, a caption or a shown post, or in a list, which says
/// nothing in anybody's words.
pub(crate) fn nobodys(tokens: &[Token], text: &str) -> Vec<bool> {
    let mut found = within(tokens, &borrowed::spans(text));
    // Where the words begin that stand behind each function word, and those behind the text's start and end.
    let mut behind = vec![0; tokens.len() + 2];
    let mut held = 1;
    for (at, token) in tokens.iter().enumerate() {
        behind[held] = at + 1;
        held += usize::from(!token.is_content());
    }
    behind[held] = tokens.len() + 1;
    let mut fill = |from: usize, next: usize| {
        if next - from > WINDOW {
            found[from..next - 1].fill(true);
        }
    };
    match held {
        0..=LIST => fill(0, tokens.len() + 1),
        _ => behind[..=held].array_windows::<{ LIST + 2 }>().for_each(|run| fill(run[0], run[LIST + 1])),
    }
    found
}

/// For each word whether it lies in one of the spans; both are in order.
fn within(tokens: &[Token], spans: &[Span]) -> Vec<bool> {
    let mut found = vec![false; tokens.len()];
    for span in spans {
        let start = tokens.partition_point(|token| token.span().start < span.start);
        let end = start + tokens[start..].partition_point(|token| token.span().end <= span.end);
        found[start..end].fill(true);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::nobodys;
    use wirefold_text::normal::Normaliser;

    #[test]
    fn lists_are_nobodys_own_words() {
        let list = "Albania, Andorra, Austria, Belgium, Bulgaria, Croatia, Cyprus, Denmark, Estonia, Finland, France, \
            Germany, Greece, Hungary, Iceland, Ireland, Italy, Latvia, Lithuania, Luxembourg, Malta, Monaco, Norway, \
            Poland, Portugal, Romania, Serbia, Spain, Sweden, Turkey";
        let prose = "The council said that it would sell the ferry to a cooperative of its neighbours, who mean to \
            repair the roof of the old terminal before the storms come in from the west and the north.";
        let shares = [list, prose].map(|text| {
            let flags = nobodys(&Normaliser::default().tokens(text), text);
            flags.iter().filter(|nobodys| **nobodys).count() as f64 / flags.len() as f64
        });
        assert_eq!(shares, [1.0, 0.0]);
    }
}
