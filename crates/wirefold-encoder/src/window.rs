//! Sentences cut to what the encoder reads at once, and windows put together to batches.
//!
//! A sentence is one window, but for the very long (lists, tables, lost full stops): those are read in parts, each
//! with some words of context on both sides, and each part gets a tree of its own.

use std::ops::Range;

use crate::network::Input;
use crate::pieces::Pieces;
use crate::shape::{NO_WORD, shape_of};

/// Pieces of a sentence that is read in one go; the training saw no longer ones.
const WHOLE: usize = 250;
/// Pieces of one part of a longer sentence.
const PART: usize = 180;
/// Pieces of context on each side of a part.
const CONTEXT: usize = 34;
/// Pieces of the largest window, `[CLS]` and `[SEP]` included.
pub(crate) const LONGEST: usize = WHOLE + 2;
const _: () = assert!(PART + 2 * CONTEXT <= WHOLE);
/// Pieces of the largest batch but for windows that are longer alone: it bounds the memory of a run, and holds
/// enough rows for each matrix to be fetched seldom.
const LARGEST: usize = 512;
/// Pieces of the smallest batch that is worth a thread.
const SMALLEST: usize = 64;

/// A stretch of a sentence as the encoder reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// The sentence's place in the caller's list.
    pub(crate) sentence: usize,
    /// The words whose scores are wanted.
    pub(crate) words: Range<usize>,
    /// Those and the words of context.
    pub(crate) seen: Range<usize>,
    /// Pieces, `[CLS]` and `[SEP]` included.
    pub(crate) pieces: usize,
}

impl Window {
    /// The place of the root's and the words' rows among those of `seen`: the root, which stands for `[CLS]`,
    /// comes first.
    pub(crate) fn own_rows(&self) -> Range<usize> {
        let start = 1 + self.words.start - self.seen.start;
        start..start + self.words.len()
    }
}

/// The windows of one sentence; none if it has no words.
pub(crate) fn windows(sentence: usize, words: &[&str], pieces: &Pieces) -> Vec<Window> {
    let lengths: Vec<usize> = words.iter().map(|word| pieces.of_word(word).len()).collect();
    let parts = parts(&lengths).into_iter();
    parts
        .map(|words| {
            let before = within(lengths[..words.start].iter().rev());
            let after = within(lengths[words.end..].iter());
            let seen = words.start - before..words.end + after;
            Window { sentence, words, pieces: 2 + lengths[seen.clone()].iter().sum::<usize>(), seen }
        })
        .collect()
}

/// Cuts a sentence into parts that fit.
fn parts(lengths: &[usize]) -> Vec<Range<usize>> {
    let room = if lengths.iter().sum::<usize>() <= WHOLE { WHOLE } else { PART };
    let (mut found, mut start, mut used) = (Vec::new(), 0, 0);
    for (word, &pieces) in lengths.iter().enumerate() {
        if used + pieces > room {
            found.push(start..word);
            (start, used) = (word, 0);
        }
        used += pieces;
    }
    if start < lengths.len() {
        found.push(start..lengths.len());
    }
    found
}

/// How many of the next words fit into the context.
fn within<'a>(lengths: impl Iterator<Item = &'a usize>) -> usize {
    let used = lengths.scan(0, |used, length| {
        *used += length;
        Some(*used)
    });
    used.take_while(|&used| used <= CONTEXT).count()
}

/// Cuts windows, in their order, into batches that keep `threads` at work.
pub(crate) fn batches(windows: &[Window], threads: usize) -> Vec<&[Window]> {
    let total: usize = windows.iter().map(|window| window.pieces).sum();
    let room = (total / (4 * threads)).clamp(SMALLEST, LARGEST);
    let (mut found, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, window) in windows.iter().enumerate() {
        if start < at && used + window.pieces > room {
            found.push(&windows[start..at]);
            (start, used) = (at, 0);
        }
        used += window.pieces;
    }
    if start < windows.len() {
        found.push(&windows[start..]);
    }
    found
}

/// Windows as the network takes them: one after the other, without padding.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    ids: Vec<i32>,
    shapes: Vec<i32>,
    /// The pieces of each window.
    pub(crate) sentences: Vec<Range<usize>>,
    /// The places of `[CLS]` and of each word's first piece.
    pub(crate) first: Vec<usize>,
    /// The stretch of `first` that belongs to each window.
    pub(crate) rows: Vec<Range<usize>>,
}

impl Batch {
    pub(crate) fn new(windows: &[Window], sentences: &[&[&str]], pieces: &Pieces) -> Self {
        let mut batch = Self::default();
        for window in windows {
            batch.push(&sentences[window.sentence][window.seen.clone()], pieces);
        }
        batch
    }

    fn push(&mut self, words: &[&str], pieces: &Pieces) {
        let (start, row) = (self.ids.len(), self.first.len());
        self.first.push(start);
        self.piece(pieces.start, NO_WORD);
        for word in words {
            self.first.push(self.ids.len());
            let shape = shape_of(word);
            pieces.of_word(word).into_iter().for_each(|id| self.piece(id, shape));
        }
        self.piece(pieces.end, NO_WORD);
        self.sentences.push(start..self.ids.len());
        self.rows.push(row..self.first.len());
    }

    fn piece(&mut self, id: i32, shape: i32) {
        self.ids.push(id);
        self.shapes.push(shape);
    }

    pub(crate) fn input(&self) -> Input<'_> {
        Input { ids: &self.ids, shapes: &self.shapes, sentences: &self.sentences, asked: &self.first }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::{Batch, LARGEST, LONGEST, batches, windows};
    use crate::pieces::Pieces;

    fn pieces() -> &'static Pieces {
        static PIECES: OnceLock<Pieces> = OnceLock::new();
        PIECES.get_or_init(|| Pieces::new(wirefold_models::ENGLISH.vocabulary).unwrap())
    }

    #[test]
    fn a_sentence_is_one_window() {
        let words: [&str; 3] = ["Ministers", "met", "."];
        let found = windows(0, &words, pieces());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].pieces, found[0].own_rows()), (5, 1..4));
        let batch = Batch::new(&found, &[&words], pieces());
        assert_eq!((batch.ids.len(), &batch.first[..]), (5, &[0, 1, 2, 3][..]));
    }

    #[test]
    fn no_words_no_window() {
        assert!(windows(0, &[], pieces()).is_empty());
        assert!(batches(&[], 2).is_empty());
    }

    #[test]
    fn windows_lie_one_after_the_other() {
        let sentences: [&[&str]; 2] = [&["Rain", "."], &["Wirefold"]];
        let all: Vec<_> = (0..2).flat_map(|i| windows(i, sentences[i], pieces())).collect();
        let batch = Batch::new(&all, &sentences, pieces());
        assert_eq!(batch.sentences, [0..4, 4..8]);
        assert_eq!((batch.first, batch.rows), (vec![0, 1, 2, 4, 5], vec![0..3, 3..5]));
    }

    proptest! {
        #[test]
        fn parts_cover_every_word_once(lengths in prop::collection::vec(1usize..40, 0..120)) {
            let words: Vec<String> = lengths.iter().map(|&n| "*".repeat(n)).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let found = windows(3, &words, pieces());
            let covered: Vec<usize> = found.iter().flat_map(|w| w.words.clone()).collect();
            prop_assert_eq!(covered, (0..words.len()).collect::<Vec<_>>());
            for window in &found {
                prop_assert!(window.pieces <= LONGEST);
                prop_assert!(window.seen.start <= window.words.start && window.words.end <= window.seen.end);
            }
        }

        #[test]
        fn batches_keep_every_window_and_stay_small(
            lengths in prop::collection::vec(1usize..200, 0..60),
            threads in 1usize..9,
        ) {
            let words: Vec<Vec<&str>> = lengths.iter().map(|&n| vec!["word"; n]).collect();
            let all: Vec<_> = words.iter().enumerate().flat_map(|(i, s)| windows(i, s, pieces())).collect();
            let found = batches(&all, threads);
            prop_assert_eq!(found.concat(), all.clone());
            let size = |batch: &[super::Window]| batch.iter().map(|w| w.pieces).sum::<usize>();
            prop_assert!(found.iter().all(|b| b.len() == 1 || size(b) <= LARGEST));
        }
    }
}
