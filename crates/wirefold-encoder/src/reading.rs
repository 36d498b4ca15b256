//! What the encoder says of a sentence, decoded.

use std::ops::Range;

/// A sentence read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// One for each word of the sentence.
    pub words: Vec<Word>,
    /// What the words name, in the order of the text; never overlapping.
    pub mentions: Vec<Mention>,
}

/// A word in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Universal part-of-speech tag.
    pub upos: &'static str,
    /// Penn Treebank tag.
    pub xpos: &'static str,
    /// The dictionary form; names keep their capitals.
    pub lemma: String,
    /// The word this one depends on: 0 for the root, `i` for the word `i - 1`. Heads form a tree with one root.
    pub head: usize,
    /// The relation to the head, with its subtype; `root` where `head` is 0 and nowhere else.
    pub relation: &'static str,
    /// How sure the encoder is of head and relation together, 0 to 1.
    pub certainty: f32,
}

/// Words that name something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words.
    pub words: Range<usize>,
    /// The kind of thing, such as `person`.
    pub kind: &'static str,
    /// How sure the encoder is of kind and ends, 0 to 1.
    pub certainty: f32,
}

impl Reading {
    /// Puts a part of a long sentence behind those before it: its root depends on theirs.
    pub(crate) fn append(&mut self, part: Self, beside: &'static str) {
        let offset = self.words.len();
        let root = self.words.iter().position(|word| word.head == 0);
        self.words.extend(part.words.into_iter().map(|word| match (word.head, root) {
            (0, Some(root)) => Word { head: root + 1, relation: beside, ..word },
            (0, None) => word,
            (head, _) => Word { head: head + offset, ..word },
        }));
        self.mentions.extend(part.mentions.into_iter().map(|mention| {
            let words = mention.words.start + offset..mention.words.end + offset;
            Mention { words, ..mention }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Mention, Reading, Word};

    fn word(head: usize, relation: &'static str) -> Word {
        Word { upos: "X", xpos: "FW", lemma: String::new(), head, relation, certainty: 1.0 }
    }

    #[test]
    fn parts_become_one_tree() {
        let part = || Reading {
            words: vec![word(2, "det"), word(0, "root")],
            mentions: vec![Mention { words: 1..2, kind: "place", certainty: 0.5 }],
        };
        let mut whole = Reading::default();
        whole.append(part(), "parataxis");
        whole.append(part(), "parataxis");
        let arcs: Vec<_> = whole.words.iter().map(|w| (w.head, w.relation)).collect();
        assert_eq!(arcs, [(2, "det"), (0, "root"), (4, "det"), (2, "parataxis")]);
        assert_eq!(whole.mentions[1].words, 3..4);
    }
}
