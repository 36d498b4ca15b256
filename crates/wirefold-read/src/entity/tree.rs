//! A sentence's tree, turned so that it can be walked from the top.

use wirefold_report::{Sentence, Span, Word};

/// The words of a sentence with the words that depend on each.
///
/// Built in linear time, whatever the heads say: words on a cycle (a broken
/// tree) are kept and count as tops.
#[derive(Clone, Debug)]
pub(crate) struct Tree<'a> {
    pub(crate) words: &'a [Word],
    /// The dependents of all words, those of one head together, in order.
    dependents: Vec<usize>,
    /// Where the dependents of each word begin; one more at the end.
    starts: Vec<usize>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(sentence: &'a Sentence) -> Self {
        let words = sentence.words.as_slice();
        let mut starts = vec![0; words.len() + 1];
        for head in (0..words.len()).filter_map(|i| head(words, i)) {
            starts[head + 1] += 1;
        }
        for i in 0..words.len() {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut dependents = vec![0; starts[words.len()]];
        for (i, head) in (0..words.len()).filter_map(|i| Some((i, head(words, i)?))) {
            dependents[next[head]] = i;
            next[head] += 1;
        }
        Self { words, dependents, starts }
    }

    /// The words that depend directly on word `i`, in order.
    pub(crate) fn children(&self, i: usize) -> &[usize] {
        &self.dependents[self.starts[i]..self.starts[i + 1]]
    }

    /// The first dependent of `i` in one of the relations. A relation without
    /// subtype stands for all of its subtypes.
    pub(crate) fn child(&self, i: usize, relations: &[&str]) -> Option<usize> {
        self.children(i).iter().copied().find(|&c| self.is(c, relations))
    }

    /// Whether word `i` depends on its head in one of the relations.
    pub(crate) fn is(&self, i: usize, relations: &[&str]) -> bool {
        let word = &self.words[i];
        relations.iter().any(|&r| word.deprel == r || (!r.contains(':') && word.relation() == r))
    }

    /// Word `i` and all below it, in order of the text, without the branches
    /// that `leave` names (the top is always kept).
    pub(crate) fn below(&self, i: usize, leave: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut inside = vec![i];
        let mut seen = vec![false; self.words.len()];
        seen[i] = true;
        let mut at = 0;
        while at < inside.len() {
            for &c in self.children(inside[at]) {
                if !seen[c] && !leave(c) {
                    seen[c] = true;
                    inside.push(c);
                }
            }
            at += 1;
        }
        inside.sort_unstable();
        inside
    }

    /// The heads above word `i`, nearest first; ends at the top or where the
    /// tree turns in a circle.
    pub(crate) fn above(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |&h| self.head(h)).take(self.words.len())
    }

    /// The head of word `i`.
    pub(crate) fn head(&self, i: usize) -> Option<usize> {
        head(self.words, i)
    }

    /// The word among `range` whose head lies outside of it.
    pub(crate) fn top_of(&self, range: std::ops::RangeInclusive<usize>) -> usize {
        range
            .clone()
            .find(|&i| self.head(i).is_none_or(|head| !range.contains(&head)))
            .unwrap_or(*range.end())
    }

    /// From the first of the words to the last.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        self.words[first].span.cover(self.words[last].span)
    }
}

fn head(words: &[Word], i: usize) -> Option<usize> {
    words[i].head.filter(|&head| head < words.len() && head != i)
}

/// The word in lower case.
pub(crate) fn lower(text: &str, word: &Word) -> String {
    word.span.of(text).to_lowercase()
}
