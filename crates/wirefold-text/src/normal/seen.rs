//! The words met so far, each with what was found out about it.
//!
//! A word of at most 15 bytes is looked for in a few slots only, and takes the
//! place of another where they are full: whatever the text, a word costs no more
//! than a few comparisons, or being looked into anew. Most words have seven bytes
//! or fewer: those lie in a table of their own, whose slots are so small that
//! words that are met often stay in the processor's caches.

use super::TokenKind;
use std::collections::HashMap;

/// So many slots lie together, in one line of the processor's caches or, those of longer words, in two side by side.
const LINE: usize = 4;
/// So many lines are searched for a word.
const NEAR: usize = 3;
/// Bounds the memory of a run over texts full of made-up words.
const MOST_SEEN: usize = 1 << 18;
const FEWEST_BITS: u32 = 6;
const MOST_BITS: u32 = 16;

/// A word's term and kind.
pub(super) type Found = (u64, TokenKind);

/// A word's bytes with zeros behind them, of which the last is one: no word holds a zero.
pub(super) trait Key: Copy + Eq {
    /// Stands for no word.
    const NONE: Self;

    /// The first line of a table of `1 << bits`.
    fn line(self, bits: u32) -> usize;

    /// Whether it is this word, whatever its last byte.
    fn is(self, word: Self) -> bool;

    /// The same with a number in its last byte.
    fn with_last(self, last: u8) -> Self;

    /// The number in its last byte.
    fn last(self) -> u8;
}

const LAST: u32 = 56;
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Words of up to seven bytes.
impl Key for u64 {
    const NONE: Self = 0;

    #[inline]
    fn line(self, bits: u32) -> usize {
        (self.wrapping_mul(MIX) >> (64 - bits)) as usize
    }

    #[inline]
    fn is(self, word: Self) -> bool {
        (self ^ word) << 8 == 0
    }

    #[inline]
    fn with_last(self, last: u8) -> Self {
        self << 8 >> 8 | u64::from(last) << LAST
    }

    #[inline]
    fn last(self) -> u8 {
        (self >> LAST) as u8
    }
}

/// Words of up to 15 bytes, the first eight first.
impl Key for [u64; 2] {
    const NONE: Self = [0; 2];

    #[inline]
    fn line(self, bits: u32) -> usize {
        (self[0] ^ self[1].wrapping_mul(0xD6E8_FEB8_6659_FD93)).line(bits)
    }

    #[inline]
    fn is(self, word: Self) -> bool {
        (self[0] ^ word[0]) | (self[1] ^ word[1]) << 8 == 0
    }

    #[inline]
    fn with_last(self, last: u8) -> Self {
        [self[0], self[1].with_last(last)]
    }

    #[inline]
    fn last(self) -> u8 {
        self[1].last()
    }
}

/// The key of a short word, as the number that its bytes are, the first the lowest.
pub(super) fn short(word: &str) -> Option<u64> {
    let mut bytes = [0; 8];
    bytes[..7].get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(u64::from_le_bytes(bytes))
}

/// The key of a word of up to 15 bytes.
pub(super) fn middling(word: &str) -> Option<[u64; 2]> {
    let mut bytes = [0; 16];
    bytes[..15].get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(halves(u128::from_le_bytes(bytes)))
}

/// The key that 16 bytes are.
pub(super) fn halves(bytes: u128) -> [u64; 2] {
    [bytes as u64, (bytes >> 64) as u64]
}

/// A word, with its kind in the last byte, and its term.
#[derive(Clone, Copy)]
struct Slot<K> {
    key: K,
    term: u64,
}

/// Slots that lie together.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line<K>([Slot<K>; LINE]);

/// Words of one length and what is known of them.
struct Table<K> {
    bits: u32,
    lines: Vec<Line<K>>,
    held: usize,
}

impl<K: Key> Default for Table<K> {
    fn default() -> Self {
        Self { bits: FEWEST_BITS, lines: empty(FEWEST_BITS), held: 0 }
    }
}

fn empty<K: Key>(bits: u32) -> Vec<Line<K>> {
    vec![Line([Slot { key: K::NONE, term: 0 }; LINE]); 1 << bits]
}

impl<K: Key> Slot<K> {
    #[inline]
    fn found(&self) -> Found {
        (self.term, TokenKind::of(u32::from(self.key.last())))
    }
}

impl<K: Key> Table<K> {
    /// Fetches the first lines of some words at once, so that looking for them one after the other does not wait
    /// for memory each time.
    #[inline]
    fn fetch(&self, keys: impl Iterator<Item = K>) {
        let touched = keys.fold(0, |touched, key| {
            let Line(slots) = &self.lines[key.line(self.bits)];
            touched ^ slots[0].term ^ slots[LINE - 1].term
        });
        std::hint::black_box(touched);
    }

    #[inline(always)]
    fn get(&self, key: K) -> Option<Found> {
        let Line(line) = &self.lines[key.line(self.bits)];
        // Which of its slots holds a word can't be foretold, so that all are looked at.
        let place = |(at, slot): (usize, &Slot<K>)| if slot.key.is(key) { 1 + at } else { 0 };
        match line.iter().enumerate().map(place).sum::<usize>() {
            0 => self.get_behind(key),
            place => Some(line[place - 1].found()),
        }
    }

    /// Looks for a word behind its first line.
    #[cold]
    fn get_behind(&self, key: K) -> Option<Found> {
        let slot = self.near(key).flat_map(|line| &self.lines[line].0).find(|slot| slot.key.is(key));
        slot.map(Slot::found)
    }

    /// The lines in which a word may stand.
    fn near(&self, key: K) -> impl Iterator<Item = usize> + use<K> {
        let (first, mask) = (key.line(self.bits), self.lines.len() - 1);
        (first..first + NEAR).map(move |line| line & mask)
    }

    fn keep(&mut self, key: K, (term, kind): Found) {
        if 4 * self.held >= 3 * LINE * self.lines.len() && self.bits < MOST_BITS {
            self.grow();
        }
        self.place(Slot { key: key.with_last(kind as u8), term });
    }

    fn grow(&mut self) {
        self.bits += 1;
        self.held = 0;
        let before = std::mem::replace(&mut self.lines, empty(self.bits));
        for slot in before.into_iter().flat_map(|line| line.0).filter(|slot| slot.key != K::NONE) {
            self.place(slot);
        }
    }

    fn place(&mut self, slot: Slot<K>) {
        let key = slot.key.with_last(0);
        let free = |line: &usize| self.lines[*line].0.iter().position(|slot| slot.key == K::NONE);
        let found = self.near(key).find_map(|line| free(&line).map(|at| (line, at)));
        self.held += usize::from(found.is_some());
        let (line, at) = found.unwrap_or((key.line(self.bits), 0));
        self.lines[line].0[at] = slot;
    }
}

/// What is known of the words met so far.
#[derive(Default)]
pub(super) struct Seen {
    short: Table<u64>,
    middling: Table<[u64; 2]>,
    long: HashMap<Box<str>, Found>,
}

impl Seen {
    /// Fetches what is known of words, given their keys, before they are looked for.
    #[inline]
    pub(super) fn fetch(&self, short: impl Iterator<Item = u64>, middling: impl Iterator<Item = [u64; 2]>) {
        self.short.fetch(short);
        self.middling.fetch(middling);
    }

    /// What was found out about a short word.
    #[inline]
    pub(super) fn get_short(&self, key: u64) -> Option<Found> {
        self.short.get(key)
    }

    /// What was found out about a word of eight to 15 bytes.
    #[inline]
    pub(super) fn get_middling(&self, key: [u64; 2]) -> Option<Found> {
        self.middling.get(key)
    }

    /// What was found out about a word.
    pub(super) fn get(&self, word: &str) -> Option<Found> {
        if let Some(key) = short(word) {
            return self.short.get(key);
        }
        middling(word).map_or_else(|| self.long.get(word).copied(), |key| self.middling.get(key))
    }

    /// Keeps what was found out about a word.
    pub(super) fn keep(&mut self, word: &str, found: Found) {
        if let Some(key) = short(word) {
            self.short.keep(key, found);
        } else if let Some(key) = middling(word) {
            self.middling.keep(key, found);
        } else {
            if self.long.len() >= MOST_SEEN {
                self.long.clear();
            }
            self.long.insert(word.into(), found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key as _, MOST_BITS, Seen, Table, halves, middling, short};
    use crate::normal::TokenKind::{self, Content, Function, Number};

    #[test]
    fn a_word_is_found_again_or_unknown() {
        let mut table = Table::default();
        for n in 1..=(1_u64 << (MOST_BITS + 1)) {
            table.keep(n, (n, Content));
            assert_eq!(table.get(n), Some((n, Content)));
        }
        assert_eq!(table.lines.len(), 1 << MOST_BITS, "memory is bounded");
        for n in 1..=(1 << (MOST_BITS + 1)) {
            assert!(table.get(n).is_none_or(|found| found == (n, Content)));
        }
    }

    #[test]
    fn words_without_room_take_the_place_of_others() {
        let mut table = Table::default();
        let crowded: Vec<u64> = (1..).filter(|key: &u64| key.line(MOST_BITS) == 5).take(40).collect();
        for key in crowded {
            table.keep(key, (7, Number));
            assert_eq!(table.get(key), Some((7, Number)));
        }
    }

    #[test]
    fn keys_are_words() {
        assert_eq!(short("ab"), Some(0x6261));
        assert!(short("sevenby").is_some() && short("eightbyt").is_none());
        assert_eq!(middling("eightbyt"), Some([u64::from_le_bytes(*b"eightbyt"), 0]));
        assert!(middling("fifteen-bytes-o").is_some() && middling("sixteen-bytes-ok").is_none());
        assert_eq!(halves(0x6261), [0x6261, 0]);
    }

    #[test]
    fn words_of_any_length_are_kept_with_their_kind() {
        let mut seen = Seen::default();
        for (word, found) in [("of", Function), ("2024", Number), ("ferry", Content)] {
            let words = [word.to_owned(), word.repeat(3), word.repeat(9)];
            for (term, word) in (1..).zip(&words) {
                assert_eq!(seen.get(word), None);
                seen.keep(word, (term, found));
            }
            let kept: Vec<Option<(u64, TokenKind)>> = words.iter().map(|word| seen.get(word)).collect();
            assert_eq!(kept, [1, 2, 3].map(|term| Some((term, found))), "{word}");
        }
    }
}
