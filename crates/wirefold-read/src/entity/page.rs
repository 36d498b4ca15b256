//! The report as the joining of names needs it.

use super::tree::Tree;
use wirefold_report::{Block, BlockKind, Sentence, Span};
use wirefold_text::quote::quoted;

/// A report's sentences with their trees and sections.
pub(crate) struct Page<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) trees: Vec<Tree<'a>>,
    /// For each sentence how many headings stand before it.
    section: Vec<usize>,
    /// Everything in quotation marks, in order.
    quoted: Vec<Span>,
    /// Whether several speak in turn, each after a label.
    transcript: bool,
    /// What stands before the first sentence of the first paragraph that has something there: "OSLO (Northwire) —".
    pub(crate) dateline: Option<&'a str>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(text: &'a str, blocks: &[Block], sentences: &'a [Sentence]) -> Self {
        let mut headings = 0;
        let section_of_block: Vec<usize> = blocks
            .iter()
            .map(|block| {
                headings += usize::from(matches!(block.kind, BlockKind::Heading | BlockKind::Title));
                headings
            })
            .collect();
        let section =
            sentences.iter().map(|s| section_of_block.get(s.block).copied().unwrap_or(headings)).collect();
        let quoted = blocks.iter().flat_map(|block| quoted(text, block.span)).map(|q| q.inner).collect();
        let transcript = is_transcript(text, blocks);
        let dateline = sentences.iter().find_map(|s| {
            let block = blocks.get(s.block).filter(|block| block.span.start < s.span.start)?;
            text.get(block.span.start as usize..s.span.start as usize).filter(|lead| !lead.trim().is_empty())
        });
        Self {
            text,
            sentences,
            trees: sentences.iter().map(Tree::new).collect(),
            section,
            quoted,
            transcript,
            dateline,
        }
    }

    /// The sentence that holds the span's start.
    pub(crate) fn sentence_at(&self, span: Span) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.span.start <= span.start);
        let i = after.checked_sub(1)?;
        (span.start < self.sentences[i].span.end).then_some(i)
    }

    /// The words of the sentence that overlap the span: first and last.
    pub(crate) fn words_at(&self, sentence: usize, span: Span) -> Option<(usize, usize)> {
        let words = &self.sentences[sentence].words;
        let first = words.partition_point(|w| w.span.end <= span.start);
        let after = words.partition_point(|w| w.span.start < span.end);
        (first < after).then(|| (first, after - 1))
    }

    /// Whether two sentences stand under the same heading.
    pub(crate) fn same_section(&self, a: usize, b: usize) -> bool {
        self.section[a] == self.section[b]
    }

    /// Whether several speak in turn, each after a label ("ANNA BERG: …").
    pub(crate) fn is_transcript(&self) -> bool {
        self.transcript
    }

    /// Which quotation a word stands in, if in any.
    pub(crate) fn quote_at(&self, sentence: usize, word: usize) -> Option<usize> {
        let span = self.sentences[sentence].words[word].span;
        let i = self.quoted.partition_point(|q| q.end <= span.start);
        self.quoted.get(i).is_some_and(|q| q.contains(span)).then_some(i)
    }

    /// The word in lower case.
    pub(crate) fn lower(&self, sentence: usize, word: usize) -> String {
        self.sentences[sentence].words[word].span.of(self.text).to_lowercase()
    }

    /// The words `from..to` in lower case.
    pub(crate) fn lowers(&self, sentence: usize, words: std::ops::Range<usize>) -> Vec<String> {
        words.map(|i| self.lower(sentence, i)).collect()
    }
}

/// Whether some paragraphs begin with the label of who speaks: a short name or
/// letter in capitals and a colon, more than once.
fn is_transcript(text: &str, blocks: &[Block]) -> bool {
    const LONGEST: usize = 40;
    let labels = blocks.iter().filter(|block| {
        let paragraph = block.span.of(text);
        paragraph.split_once(':').is_some_and(|(label, _)| {
            let short = label.len() <= LONGEST && label.split_whitespace().count() <= 4;
            short && label.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        })
    });
    labels.count() > 1
}
