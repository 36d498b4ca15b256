//! Sentences cut to what the encoder reads at once, and windows put together to batches.
//!
//! A sentence is one window, but for the very long (lists, tables, lost full stops): those are read in parts, each
//! with some words of context on both sides, and each part gets a tree of its own.

use std::ops::Range;

use crate::pieces::Pieces;
use crate::shape::{NO_WORD, shape_of};

/// Pieces of a sentence that is read in one go; the training saw no longer ones.
const WHOLE: usize = 250;
/// Pieces of one part of a longer sentence.
const PART: usize = 180;
/// Pieces of context on each side of a part.
const CONTEXT: usize = 34;
/// Padded pieces of a batch: bounds the memory of a run, and holds enough work to be quick.
const BATCH: usize = 768;

/// A stretch of a sentence as the encoder reads it.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    /// The sentence's place in the caller's list.
    pub(crate) sentence: usize,
    /// The words whose scores are wanted.
    pub(crate) words: Range<usize>,
    /// Words of context before the first of `words`.
    pub(crate) context: usize,
    pub(crate) ids: Vec<i32>,
    pub(crate) shapes: Vec<i32>,
    /// The place of each word's first piece, context included, `[CLS]` first.
    pub(crate) first: Vec<i32>,
}

/// The windows of one sentence; none if it has no words.
pub(crate) fn windows(sentence: usize, words: &[&str], pieces: &Pieces) -> Vec<Window> {
    let read: Vec<Vec<i32>> = words.iter().map(|word| pieces.of_word(word)).collect();
    let parts = parts(&read);
    parts.into_iter().map(|part| window(sentence, words, &read, part, pieces)).collect()
}

/// Cuts a sentence into parts that fit.
fn parts(read: &[Vec<i32>]) -> Vec<Range<usize>> {
    let total: usize = read.iter().map(Vec::len).sum();
    let room = if total <= WHOLE { WHOLE } else { PART };
    let (mut found, mut start, mut used) = (Vec::new(), 0, 0);
    for (word, pieces) in read.iter().enumerate() {
        if used + pieces.len() > room {
            found.push(start..word);
            (start, used) = (word, 0);
        }
        used += pieces.len();
    }
    if start < read.len() {
        found.push(start..read.len());
    }
    found
}

fn window(sentence: usize, words: &[&str], read: &[Vec<i32>], part: Range<usize>, pieces: &Pieces) -> Window {
    let before = within(read[..part.start].iter().rev());
    let after = within(read[part.end..].iter());
    let (mut ids, mut shapes, mut first) = (vec![pieces.start], vec![NO_WORD], vec![0]);
    for word in part.start - before..part.end + after {
        first.push(length(&ids));
        ids.extend(&read[word]);
        shapes.resize(ids.len(), shape_of(words[word]));
    }
    ids.push(pieces.end);
    shapes.push(NO_WORD);
    Window { sentence, words: part, context: before, ids, shapes, first }
}

/// How many of the next words fit into the context.
fn within<'a>(words: impl Iterator<Item = &'a Vec<i32>>) -> usize {
    let used = words.scan(0, |used, word| {
        *used += word.len();
        Some(*used)
    });
    used.take_while(|&used| used <= CONTEXT).count()
}

fn length(ids: &[i32]) -> i32 {
    i32::try_from(ids.len()).expect("a window is short")
}

/// Several windows of like length, padded to the longest.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) windows: Vec<Window>,
    /// Pieces a row.
    pub(crate) length: usize,
    /// Words a row, `[CLS]` included.
    pub(crate) words: usize,
}

impl Batch {
    fn new(windows: Vec<Window>) -> Self {
        let length = windows.iter().map(|w| w.ids.len()).max().unwrap_or(0);
        let words = windows.iter().map(|w| w.first.len()).max().unwrap_or(0);
        Self { windows, length, words }
    }

    /// A row a window, each padded with 0 to `width`.
    pub(crate) fn padded<'a>(&'a self, width: usize, values: impl Fn(&'a Window) -> &'a [i32]) -> Vec<i32> {
        let mut rows = vec![0; self.windows.len() * width];
        for (row, window) in rows.chunks_mut(width).zip(&self.windows) {
            let values = values(window);
            row[..values.len()].copy_from_slice(values);
        }
        rows
    }

    /// 1 for pieces, 0 for padding.
    pub(crate) fn mask(&self) -> Vec<f32> {
        let row = |window: &Window| {
            let read = window.ids.len();
            (0..self.length).map(move |i| if i < read { 1.0 } else { 0.0 })
        };
        self.windows.iter().flat_map(row).collect()
    }

    /// Places of the words' first pieces in the flattened batch; padding points to the row's `[CLS]`.
    pub(crate) fn first(&self) -> Vec<i32> {
        let mut places = self.padded(self.words, |window| &window.first);
        for (row, places) in places.chunks_mut(self.words).enumerate() {
            let start = i32::try_from(row * self.length).expect("a batch is small");
            places.iter_mut().for_each(|place| *place += start);
        }
        places
    }
}

/// Batches of windows of like length, the longest first. They depend on the windows alone.
pub(crate) fn batches(mut windows: Vec<Window>) -> Vec<Batch> {
    windows.sort_by_key(|w| (std::cmp::Reverse(w.ids.len()), w.sentence, w.words.start));
    let (mut found, mut open): (Vec<Batch>, Vec<Window>) = (Vec::new(), Vec::new());
    for window in windows {
        let longest = open.first().map_or(0, |w| w.ids.len());
        if !open.is_empty() && longest * (open.len() + 1) > BATCH {
            found.push(Batch::new(std::mem::take(&mut open)));
        }
        open.push(window);
    }
    if !open.is_empty() {
        found.push(Batch::new(open));
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::{BATCH, CONTEXT, PART, WHOLE, batches, windows};
    use crate::pieces::Pieces;

    fn pieces() -> &'static Pieces {
        static PIECES: OnceLock<Pieces> = OnceLock::new();
        PIECES.get_or_init(|| Pieces::new(wirefold_models::ENGLISH.vocabulary).unwrap())
    }

    #[test]
    fn a_sentence_is_one_window() {
        let found = windows(0, &["Ministers", "met", "."], pieces());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].ids.len(), &found[0].first[..]), (5, &[0, 1, 2, 3][..]));
    }

    #[test]
    fn no_words_no_window() {
        assert!(windows(0, &[], pieces()).is_empty());
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
                prop_assert!(window.ids.len() <= WHOLE.max(PART + 2 * CONTEXT) + 2);
                prop_assert!(window.first.len() > window.context + window.words.len());
            }
        }

        #[test]
        fn batches_keep_every_window_and_stay_small(lengths in prop::collection::vec(1usize..200, 0..60)) {
            let words: Vec<Vec<&str>> = lengths.iter().map(|&n| vec!["word"; n]).collect();
            let all: Vec<_> = words.iter().enumerate().flat_map(|(i, s)| windows(i, s, pieces())).collect();
            let found = batches(all);
            let mut seen: Vec<usize> = found.iter().flat_map(|b| b.windows.iter().map(|w| w.sentence)).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..lengths.len()).collect::<Vec<_>>());
            prop_assert!(found.iter().all(|b| b.windows.len() == 1 || b.length * b.windows.len() <= BATCH));
        }
    }
}
