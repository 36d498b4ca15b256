//! What a report's text is made of: blocks, sentences, words; and the parts that
//! comparisons of texts need: normalised terms, shingles, quotations.
//!
//! ```
//! use wirefold_text::split;
//!
//! let text = "By Jane Doe\nOSLO (AP) — Ministers didn't meet. \u{201c}Not yet,\u{201d} said one.";
//! let layout = split(None, text);
//! let sentences: Vec<&str> = layout.sentences.iter().map(|s| s.span.of(text)).collect();
//! assert_eq!(sentences, ["Ministers didn't meet.", "\u{201c}Not yet,\u{201d} said one."]);
//! let words: Vec<&str> = layout.sentences[0].words.iter().map(|w| w.of(text)).collect();
//! assert_eq!(words, ["Ministers", "did", "n't", "meet", "."]);
//! ```
//!
//! **Invariants.** Any string is laid out, in time linear in its length. Blocks,
//! sentences and words are in order, do not overlap and lie on character
//! boundaries. A sentence has at most 160 words and a word at most 400 bytes, so
//! that reading one costs no more than is planned for.

mod block;
pub mod calendar;
pub mod live;
pub mod normal;
pub mod person;
pub mod quote;
mod sentence;
pub mod shingle;
pub mod window;
mod word;

use wirefold_report::{Block, BlockKind, Span};

/// What a text is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// All of the text that is not white space, in order.
    pub blocks: Vec<Block>,
    /// The sentences, in order: those of the body blocks, unless more was asked for.
    pub sentences: Vec<Split>,
}

/// A sentence and its words, not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// From its first word to its last, closing quotation marks included.
    pub span: Span,
    /// Index of its block in [`Layout::blocks`].
    pub block: usize,
    /// Its words, in order. Never empty.
    pub words: Vec<Span>,
}

/// The text with white space of any kind, line breaks and tabs among it, as single spaces.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lays out a report: blocks, and the sentences and words of its body.
#[must_use]
pub fn split(title: Option<&str>, text: &str) -> Layout {
    laid_out(text, block::blocks(title, text), |kind| kind == BlockKind::Body)
}

/// The same with the sentences of every block: headings, by-lines and furniture
/// keep their kind, and their words are there as well, as treebanks have them.
#[must_use]
pub fn split_whole(title: Option<&str>, text: &str) -> Layout {
    laid_out(text, block::blocks(title, text), |_| true)
}

fn laid_out(text: &str, blocks: Vec<Block>, read: impl Fn(BlockKind) -> bool) -> Layout {
    let wanted = blocks.iter().enumerate().filter(|(_, block)| read(block.kind));
    let sentences = wanted.flat_map(|(index, block)| sentence::sentences(text, block, index)).collect();
    Layout { blocks, sentences }
}

/// The same with every block taken for body: for texts that are known to hold
/// nothing else (treebanks, single sentences, titles).
#[must_use]
pub fn split_blocks(text: &str) -> Layout {
    let spans = block::paragraphs(text);
    let blocks = spans.into_iter().map(|span| Block { span, kind: BlockKind::Body }).collect();
    laid_out(text, blocks, |_| true)
}
