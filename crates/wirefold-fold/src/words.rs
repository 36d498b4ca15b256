//! The words of reports: read once, and again only if they are not held any more, or could not be packed.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use wirefold_report::Report;
use wirefold_text::normal::{Normaliser, Packed, Token};

use crate::copies::{Shelf, Words};

/// So many words of the reports read last are held, ten bytes each: 320 MiB.
const MOST_HELD: usize = 1 << 25;
/// What holding a report costs besides, in words.
const OF_REPORT: usize = 8;

/// Reads reports, and holds the words of those read last: what shares its text is seldom far apart.
pub(crate) struct Reader {
    normalisers: Normalisers,
    /// Of consecutive reports; `None` where words can't be packed.
    held: VecDeque<Option<Packed>>,
    /// The number of the first.
    first: usize,
    /// Words held, and how many there is room for.
    words: usize,
    room: usize,
}

impl Default for Reader {
    fn default() -> Self {
        let (normalisers, held) = (Normalisers::default(), VecDeque::new());
        Self { normalisers, held, first: 0, words: 0, room: MOST_HELD }
    }
}

impl Reader {
    /// A report's words.
    pub(crate) fn read(&self, report: &Report) -> Vec<Token> {
        self.normalisers.tokens(report)
    }

    /// Holds the words of the next report, and forgets those of the first where there is no more room.
    pub(crate) fn hold(&mut self, next: Option<Packed>) {
        let words = |packed: &Option<Packed>| OF_REPORT + packed.as_ref().map_or(0, Packed::len);
        self.words += words(&next);
        self.held.push_back(next);
        while self.words > self.room
            && let Some(forgotten) = self.held.pop_front()
        {
            self.words -= words(&forgotten);
            self.first += 1;
        }
    }

    /// The words of these reports.
    pub(crate) fn words<S: Shelf + ?Sized>(&self, shelf: &S, needed: BTreeSet<usize>) -> Words {
        let needed: Vec<usize> = needed.into_iter().collect();
        let held =
            |number: usize| self.held.get(number.checked_sub(self.first)?)?.as_ref().map(Packed::tokens);
        let words = |number: usize| held(number).unwrap_or_else(|| self.read(&shelf.report(number)));
        needed.into_par_iter().map(|number| (number, words(number))).collect()
    }
}

/// One normaliser a thread: each remembers the words that it has seen.
struct Normalisers(Vec<Mutex<Normaliser>>);

impl Default for Normalisers {
    fn default() -> Self {
        Self((0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect())
    }
}

impl Normalisers {
    fn tokens(&self, report: &Report) -> Vec<Token> {
        let thread = rayon::current_thread_index().map_or(0, |thread| 1 + thread);
        let mut own = self.0[thread % self.0.len()].lock().unwrap_or_else(PoisonError::into_inner);
        own.tokens(&report.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, Reader};
    use wirefold_report::Report;

    #[test]
    fn words_are_the_same_whether_they_are_held_or_not() {
        let far = format!("Tugs{}came at dawn", " ".repeat(100));
        let texts =
            ["The ferry Astrid ran aground", &far, "Nobody was hurt at all", "It sails again on Friday"];
        let reports = texts.map(|text| Report::new(text, text));
        let shelf: Vec<&Report> = reports.iter().collect();
        let mut reader = Reader { room: 34, ..Reader::default() };
        let read: Vec<_> = reports.iter().map(|report| reader.read(report)).collect();
        read.iter().for_each(|tokens| reader.hold(Packed::of(tokens)));
        assert_eq!((reader.first, reader.held.len(), reader.words), (1, 3, 34), "the first is forgotten");
        let words = reader.words(shelf.as_slice(), (0..4).collect());
        assert!((0..4).all(|number| words[&number] == read[number]));
    }
}
