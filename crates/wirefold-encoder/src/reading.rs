//! What the encoder says of a sentence, decoded.

use std::ops::Range;

use smol_str::SmolStr;
use wirefold_report::Label;

use crate::{Casts, Direction, Pair, Parties, Sense};

/// A sentence read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// One for each word of the sentence.
    pub words: Vec<Word>,
    /// What the words name, in the order of the text; never overlapping.
    pub mentions: Vec<Mention>,
    /// What is attributed to whom, in the order of the cues; absent where the weights were trained on no attributions.
    pub quotes: Option<Vec<Quote>>,
    /// What was asked of pairs of parties, in the order in which it was asked.
    pub pairs: Vec<Pair>,
    /// What was asked of words, in their order.
    pub senses: Vec<Sense>,
    /// Who acts and is acted upon in what words tell, in their order; none of parts that name nobody.
    pub casts: Casts,
    /// What the sentence says as a whole; absent where nobody asked, there are no words or the weights can't tell.
    pub direction: Option<Direction>,
}

/// A word in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Universal part-of-speech tag.
    pub upos: Label,
    /// Penn Treebank tag.
    pub xpos: Label,
    /// Morphological features as Universal Dependencies write them: `Number=Sing|Person=3`, or `_`.
    pub features: Label,
    /// The dictionary form; names keep their capitals.
    pub lemma: SmolStr,
    /// The word this one depends on: 0 for the root, `i` for the word `i - 1`. Heads form a tree with one root.
    pub head: usize,
    /// The relation to the head, with its subtype; `root` where `head` is 0 and nowhere else.
    pub relation: Label,
}

/// Words that name something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words.
    pub words: Range<usize>,
    /// The kind of thing, such as `person`.
    pub kind: &'static str,
}

/// Words that attribute something. Parts may be interrupted; a source or content may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words that say so: "said", "according to".
    pub cue: Range<usize>,
    /// Who says it.
    pub source: Vec<Range<usize>>,
    /// What is said.
    pub content: Vec<Range<usize>>,
}

impl Quote {
    /// The same, `by` words further on.
    fn moved(self, by: usize) -> Self {
        let moved = |words: Range<usize>| words.start + by..words.end + by;
        let all = |parts: Vec<Range<usize>>| parts.into_iter().map(moved).collect();
        Self { cue: moved(self.cue), source: all(self.source), content: all(self.content) }
    }
}

impl Pair {
    /// The same, `by` words further on.
    fn moved(self, by: usize) -> Self {
        let Parties { actor, recipient } = self.parties;
        let moved = |words: Vec<usize>| words.into_iter().map(|word| word + by).collect();
        Self { parties: Parties { actor: moved(actor), recipient: moved(recipient) }, ..self }
    }
}

impl Reading {
    /// Puts a part of a long sentence behind those before it: its root depends on theirs.
    pub(crate) fn append(&mut self, part: Self, beside: Label) {
        if self.words.is_empty() {
            *self = part;
            return;
        }
        let offset = self.words.len();
        self.direction = match (self.direction.take(), &part.direction) {
            (Some(own), Some(other)) => Some(own.joined(offset, other, part.words.len())),
            (own, other) => own.or_else(|| other.clone()),
        };
        self.pairs.extend(part.pairs.into_iter().map(|pair| pair.moved(offset)));
        let moved = |sense: Sense| Sense { word: sense.word + offset, ..sense };
        self.senses.extend(part.senses.into_iter().map(moved));
        self.casts.append(part.casts, offset);
        let root = self.words.iter().position(|word| word.head == 0);
        self.words.extend(part.words.into_iter().map(|word| match (word.head, root) {
            (0, Some(root)) => Word { head: root + 1, relation: beside, ..word },
            (0, None) => word,
            (head, _) => Word { head: head + offset, ..word },
        }));
        if let Some(quotes) = part.quotes {
            let all = self.quotes.get_or_insert_default();
            all.extend(quotes.into_iter().map(|quote| quote.moved(offset)));
        }
        self.mentions.extend(part.mentions.into_iter().map(|mention| {
            let words = mention.words.start + offset..mention.words.end + offset;
            Mention { words, ..mention }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Casts, Label, Mention, Pair, Parties, Quote, Reading, Sense, Word};
    use crate::Cast;

    fn word(head: usize, relation: &str) -> Word {
        let [upos, xpos, features, relation] = ["X", "FW", "_", relation].map(Label::from);
        Word { upos, xpos, features, lemma: "".into(), head, relation }
    }

    #[test]
    fn parts_become_one_tree() {
        let part = || Reading {
            words: vec![word(2, "det"), word(0, "root")],
            mentions: vec![Mention { words: 1..2, kind: "place" }],
            quotes: Some(vec![Quote { cue: 1..2, source: vec![0..1, 1..2], content: Vec::new() }]),
            pairs: vec![Pair { parties: Parties { actor: vec![0], recipient: vec![1] }, roots: Vec::new() }],
            senses: vec![Sense { word: 1, scores: Vec::new() }],
            casts: Casts {
                parties: vec![0],
                told: vec![Cast { word: 1, scores: vec![[0.5, 1.0]], first: 0, nobody: [0.0; 2] }],
            },
            direction: None,
        };
        let mut whole = Reading::default();
        whole.append(part(), "parataxis".into());
        whole.append(part(), "parataxis".into());
        let arcs: Vec<_> = whole.words.iter().map(|w| (w.head, w.relation.name())).collect();
        assert_eq!(arcs, [(2, "det"), (0, "root"), (4, "det"), (2, "parataxis")]);
        assert_eq!(whole.mentions[1].words, 3..4);
        assert_eq!(whole.pairs[1].parties, Parties { actor: vec![2], recipient: vec![3] });
        assert_eq!(whole.senses.iter().map(|s| s.word).collect::<Vec<_>>(), [1, 3]);
        let played = [1, 3].map(|word| whole.casts.of(word).and_then(|(_, mut parties)| parties.next()));
        assert_eq!(played, [Some((0, [0.5, 1.0])), Some((2, [0.5, 1.0]))]);
        let second = Quote { cue: 3..4, source: vec![2..3, 3..4], content: Vec::new() };
        assert_eq!(whole.quotes.map(|quotes| quotes[1].clone()), Some(second));
    }
}
