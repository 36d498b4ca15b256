//! The words met so far, each with what was found out about it.
//!
//! A word of at most 16 bytes is looked for in a few slots only, and takes the
//! place of another where they are full: whatever the text, a word costs no more
//! than a few comparisons, or being looked into anew.

use super::TokenKind;
use crate::window::Window;
use std::collections::HashMap;

/// So many slots are searched for a word.
const NEAR: usize = 8;
/// Bounds the memory of a run over texts full of made-up words.
const MOST_SEEN: usize = 1 << 18;
const FEWEST_BITS: u32 = 8;
const MOST_BITS: u32 = 18;

/// A word's term and kind.
pub(super) type Found = (u64, TokenKind);

/// A word's bytes, with zeros behind them: no word holds a zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(u128);

impl Key {
    /// The key of a word; `None` if it is too long for one.
    pub(super) fn of(word: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        Some(Self(u128::from_le_bytes(bytes)))
    }

    /// The key of the word of so many bytes that a window begins with.
    pub(super) fn plain(window: Window, length: usize) -> Self {
        Self(window.first(length))
    }

    /// The first slot of a table of `1 << bits`.
    fn slot(self, bits: u32) -> usize {
        let folded = (self.0 as u64) ^ ((self.0 >> 64) as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
    }
}

#[derive(Clone, Copy)]
struct Slot {
    key: Key,
    term: u64,
    kind: TokenKind,
}

const EMPTY: Slot = Slot { key: Key(0), term: 0, kind: TokenKind::Content };

/// What is known of the words met so far.
pub(super) struct Seen {
    bits: u32,
    slots: Vec<Slot>,
    held: usize,
    long: HashMap<Box<str>, Found>,
}

impl Default for Seen {
    fn default() -> Self {
        let slots = vec![EMPTY; 1 << FEWEST_BITS];
        Self { bits: FEWEST_BITS, slots, held: 0, long: HashMap::new() }
    }
}

impl Seen {
    /// Fetches the first slots of some words at once, so that looking for them one after the other does not wait
    /// for memory each time.
    pub(super) fn fetch(&self, keys: impl Iterator<Item = Key>) {
        let touched = keys.fold(0, |touched, key| touched ^ self.slots[key.slot(self.bits)].term);
        std::hint::black_box(touched);
    }

    /// What was found out about a short word.
    pub(super) fn get(&self, key: Key) -> Option<Found> {
        let mask = self.slots.len() - 1;
        let first = key.slot(self.bits);
        for slot in (first..first + NEAR).map(|at| &self.slots[at & mask]) {
            if slot.key == key {
                return Some((slot.term, slot.kind));
            }
            if slot.key == EMPTY.key {
                return None;
            }
        }
        None
    }

    /// Keeps what was found out about a short word.
    pub(super) fn keep(&mut self, key: Key, (term, kind): Found) {
        if 2 * self.held >= self.slots.len() && self.bits < MOST_BITS {
            self.grow();
        }
        self.place(Slot { key, term, kind });
    }

    fn grow(&mut self) {
        self.bits += 1;
        self.held = 0;
        let before = std::mem::replace(&mut self.slots, vec![EMPTY; 1 << self.bits]);
        for slot in before.into_iter().filter(|slot| slot.key != EMPTY.key) {
            self.place(slot);
        }
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let first = slot.key.slot(self.bits);
        let free = (first..first + NEAR).find(|at| self.slots[at & mask].key == EMPTY.key);
        self.held += usize::from(free.is_some());
        self.slots[free.unwrap_or(first) & mask] = slot;
    }

    /// What was found out about a long word.
    pub(super) fn get_long(&self, word: &str) -> Option<Found> {
        self.long.get(word).copied()
    }

    /// Keeps what was found out about a long word.
    pub(super) fn keep_long(&mut self, word: &str, found: Found) {
        if self.long.len() >= MOST_SEEN {
            self.long.clear();
        }
        self.long.insert(word.into(), found);
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, MOST_BITS, Seen};
    use crate::normal::TokenKind::{Content, Number};

    #[test]
    fn a_word_is_found_again_or_unknown() {
        let mut seen = Seen::default();
        for n in 1..=(1 << (MOST_BITS + 1)) {
            seen.keep(Key(n), (n as u64, Content));
            assert_eq!(seen.get(Key(n)), Some((n as u64, Content)));
        }
        assert_eq!(seen.slots.len(), 1 << MOST_BITS, "memory is bounded");
        for n in 1..=(1 << (MOST_BITS + 1)) {
            assert!(seen.get(Key(n)).is_none_or(|found| found == (n as u64, Content)));
        }
    }

    #[test]
    fn words_without_room_take_the_place_of_others() {
        let mut seen = Seen::default();
        let crowded: Vec<Key> = (1..).map(Key).filter(|key| key.slot(MOST_BITS) == 5).take(40).collect();
        for key in &crowded {
            seen.keep(*key, (7, Number));
            assert_eq!(seen.get(*key), Some((7, Number)));
        }
    }

    #[test]
    fn keys_are_words() {
        assert_eq!(Key::of("ab"), Some(Key(0x6261)));
        assert!(Key::of("sixteen-bytes-ok").is_some() && Key::of("seventeen-bytes-x").is_none());
    }
}
