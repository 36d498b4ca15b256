//! The quotations of a report: what stands in quotation marks.

use wirefold_report::{Sentence, Span};
use wirefold_text::quote::{Quoted, quotations};

/// All quotations, in order, each part (a paragraph of it) by itself.
pub(super) struct Marks {
    parts: Vec<Part>,
}

/// One part of a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) outer: Span,
    pub(super) inner: Span,
    /// Whether it goes on with the part before it, from the paragraph above.
    pub(super) continues: bool,
}

impl Marks {
    pub(super) fn new(text: &str, sentences: &[Sentence]) -> Self {
        let mut blocks: Vec<Span> = Vec::new();
        let mut last = None;
        for sentence in sentences {
            match blocks.last_mut().filter(|_| last == Some(sentence.block)) {
                Some(block) => *block = block.cover(sentence.span),
                None => blocks.push(sentence.span),
            }
            last = Some(sentence.block);
        }
        let part = |(i, q): (usize, Quoted)| Part { outer: q.outer, inner: q.inner, continues: i > 0 };
        let parts = quotations(text, &blocks)
            .into_iter()
            .flat_map(|all| all.into_iter().enumerate().map(part))
            .collect();
        Self { parts }
    }

    /// The quotation that holds at least part of the span, and its number.
    pub(super) fn touching(&self, span: Span) -> impl Iterator<Item = (usize, &Part)> + '_ {
        let first = self.parts.partition_point(|p| p.outer.end <= span.start);
        self.parts.iter().enumerate().skip(first).take_while(move |(_, p)| p.outer.start < span.end)
    }

    /// The quotation that the span lies in.
    pub(super) fn around(&self, span: Span) -> Option<(usize, &Part)> {
        self.touching(span).find(|(_, part)| part.outer.contains(span))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &Part)> + '_ {
        self.parts.iter().enumerate()
    }
}
