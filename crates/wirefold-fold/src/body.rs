//! A report prepared for comparison.

use std::ops::Range;

use wirefold_report::{Report, Span};
use wirefold_text::normal::{Normaliser, Token};
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
    pub(crate) fn of(report: &Report, normaliser: &mut Normaliser) -> Self {
        let text = report.text.as_str();
        let mut body = Self::default();
        for sentence in split(report.title.as_deref(), text).sentences {
            let start = body.tokens.len();
            body.tokens.extend(normaliser.tokens_in(text, sentence.span));
            body.words.push(start..body.tokens.len());
            body.sentences.push(sentence.span);
        }
        body.borrowed = within(&body.tokens, &borrowed::spans(text));
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
        self.tokens[words.start].span.cover(self.tokens[words.end - 1].span)
    }
}

/// For each word whether it lies in one of the spans; both are in order.
fn within(tokens: &[Token], spans: &[Span]) -> Vec<bool> {
    let mut at = 0;
    tokens
        .iter()
        .map(|token| {
            while spans.get(at).is_some_and(|span| span.end <= token.span.start) {
                at += 1;
            }
            spans.get(at).is_some_and(|span| span.contains(token.span))
        })
        .collect()
}
