//! Blocks, sentences and words: what a report's text is made of.

use crate::{Label, Span};
use smol_str::SmolStr;

/// What a block of text is. Only [`Body`](BlockKind::Body) blocks hold
/// statements of the report; the sentences of the others are read only where a
/// treebank of the whole text is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Body,
    /// The report's own title, repeated in the text.
    Title,
    /// A section heading inside the text.
    Heading,
    /// A by-line, credit or dateline that stands alone.
    Byline,
    /// Captions, "read more", share buttons, copyright lines.
    Furniture,
}

impl BlockKind {
    /// The name in CoNLL-U comments.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Title => "title",
            Self::Heading => "heading",
            Self::Byline => "byline",
            Self::Furniture => "furniture",
        }
    }
}

/// A paragraph, heading or other block. Blocks do not overlap and are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// One sentence of a block, most often of a body block.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// From its first word to its last, closing quotation marks included.
    pub span: Span,
    /// Index of its block.
    pub block: usize,
    /// Its words, in order. Never empty.
    pub words: Vec<Word>,
}

/// What a sentence says, as a direction in a space in which sentences that say the
/// same lie close together. Only angles count, and only between meanings that the same
/// weights read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning(pub Box<[i8]>);

/// One syntactic word in the sense of Universal Dependencies.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Dictionary form; the form itself where the reader does not know better.
    pub lemma: SmolStr,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag ("VBD").
    pub xpos: Label,
    /// Morphological features as Universal Dependencies write them ("Number=Sing|Person=3"), or "_".
    pub features: Label,
    /// Index of the governing word in the same sentence; `None` for the root.
    pub head: Option<usize>,
    /// Universal Dependencies relation, with subtype ("nsubj:pass").
    pub deprel: Label,
}

impl Sentence {
    /// The words that depend directly on the word at `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len()).filter(move |&i| self.words[i].head == Some(head))
    }

    /// The root of the tree; the first word if no word is marked as root.
    #[must_use]
    pub fn root(&self) -> usize {
        self.words.iter().position(|w| w.head.is_none()).unwrap_or(0)
    }

    /// The word at `top` and everything below it, in order of the text.
    #[must_use]
    pub fn subtree(&self, top: usize) -> Vec<usize> {
        let mut inside = vec![false; self.words.len()];
        inside[top] = true;
        let mut grown = true;
        while grown {
            grown = false;
            for (i, word) in self.words.iter().enumerate() {
                if !inside[i] && word.head.is_some_and(|h| inside[h]) {
                    inside[i] = true;
                    grown = true;
                }
            }
        }
        (0..self.words.len()).filter(|&i| inside[i]).collect()
    }
}

impl Word {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    #[must_use]
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or(&self.deprel)
    }
}

/// The 17 universal parts of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of Universal Dependencies")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// All of them, in alphabetical order of their names.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// The name in CoNLL-U.
    #[must_use]
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
            "PUNCT", "SCONJ", "SYM", "VERB", "X",
        ];
        NAMES[self as usize]
    }

    /// The tag of that name, if it is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Upos;

    #[test]
    fn names_and_tags_are_inverse() {
        for tag in Upos::ALL {
            assert_eq!(Upos::from_name(tag.name()), Some(tag));
        }
        assert_eq!(Upos::from_name("VERBS"), None);
    }
}
