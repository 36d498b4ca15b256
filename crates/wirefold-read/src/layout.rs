//! Blocks, sentences and words of a report, without anything that a model says of them.

use crate::Reading;
use wirefold_report::{Sentence, Span, Upos, Word};
use wirefold_text::Layout;

impl Reading {
    /// What a layout of the text shows without a model: enough for the grammars of
    /// times and quantities, with no name, tree or attribution in it.
    #[must_use]
    pub fn without_model(text: &str, layout: Layout) -> Self {
        let words = |spans: Vec<Span>| spans.into_iter().map(|span| bare(text, span)).collect();
        let sentences = layout.sentences.into_iter();
        let sentences =
            sentences.map(|s| Sentence { span: s.span, block: s.block, words: words(s.words) }).collect();
        Self { blocks: layout.blocks, sentences, ..Self::default() }
    }
}

fn bare(text: &str, span: Span) -> Word {
    Word {
        span,
        lemma: span.of(text).into(),
        upos: Upos::X,
        xpos: "".into(),
        features: "_".into(),
        head: None,
        deprel: "".into(),
    }
}
