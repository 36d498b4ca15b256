//! Sentences of a block: where its tokens are cut into sentences.

mod boundary;
mod dateline;
mod length;

use crate::word::{Token, tokens};
use crate::{Block, Span, Split};

/// The sentences of a block, in order.
pub(crate) fn sentences(text: &str, block: &Block, index: usize) -> Vec<Split> {
    let mut tokens = tokens(text, block.span);
    let lead = dateline::length(text, &tokens);
    tokens.drain(..lead);
    let mut found = Vec::new();
    let mut start = 0;
    for end in boundary::ends(text, &tokens) {
        length::cut(text, &tokens[start..end], |part| found.push(split(part, index)));
        start = end;
    }
    found
}

fn split(tokens: &[Token], block: usize) -> Split {
    let words: Vec<Span> = tokens.iter().map(|t| Span::new(t.start, t.end)).collect();
    let span = words[0].cover(words[words.len() - 1]);
    Split { span, block, words }
}
