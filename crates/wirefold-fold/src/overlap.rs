//! The measure of fingerprint tools, exactly.

use wirefold_text::window::{Stretch, Window};

/// Words of a shingle.
const WORDS: usize = 5;

/// What two texts share of their runs of five words: letters, digits and underscores in lower case, each run
/// counted once (Broder 1997). It is what MinHash tools estimate, given for comparison with them; nothing is
/// decided by it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Shared runs by all runs of either text (Jaccard), 0 to 1.
    pub jaccard: f64,
    /// Shared runs by the runs of the text that has fewer, 0 to 1.
    pub containment: f64,
}

impl Overlap {
    /// The overlap of two texts; 0 where one has fewer than five words.
    #[must_use]
    pub fn of(a: &str, b: &str) -> Self {
        let (a, b) = (words(a), words(b));
        let mut met = Met::with_room(a.len() + b.len());
        let of_a = runs(&a).filter(|run| met.add(*run, OF_A).is_none()).count();
        let (mut of_b, mut shared) = (0, 0);
        for run in runs(&b) {
            match met.add(run, OF_B) {
                Some(OF_B) => {}
                Some(_) => (of_b, shared) = (of_b + 1, shared + 1),
                None => of_b += 1,
            }
        }
        let part = |whole: usize| if whole == 0 { 0.0 } else { f64::from(shared) / whole as f64 };
        Self { jaccard: part(of_a + of_b - shared as usize), containment: part(of_a.min(of_b)) }
    }
}

/// A run's last bit tells which of two texts it was met in last.
const OF_A: u64 = 0;
const OF_B: u64 = 1;

/// The runs met so far: an open table.
struct Met {
    /// Zero where there is none.
    slots: Vec<u64>,
}

impl Met {
    fn with_room(runs: usize) -> Self {
        Self { slots: vec![0; (2 * runs).next_power_of_two().max(2)] }
    }

    /// Adds a run as one of `text`; tells of which text it was one before.
    #[inline]
    fn add(&mut self, run: u64, text: u64) -> Option<u64> {
        let (wanted, mask) = (run | OF_B, self.slots.len() - 1);
        let mut at = (run >> 32) as usize & mask;
        while self.slots[at] != 0 && self.slots[at] | OF_B != wanted {
            at = (at + 1) & mask;
        }
        let before = std::mem::replace(&mut self.slots[at], (wanted ^ OF_B) | text);
        (before != 0).then_some(before & OF_B)
    }
}

/// The hashes of a text's runs of words.
fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    // The last bit is free, and the one before keeps a run from looking like an empty slot.
    words.windows(WORDS).map(|run| run.iter().copied().fold(0, mixed) << 2 | 2)
}

#[inline]
fn mixed(state: u64, part: u64) -> u64 {
    let state = (state ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state ^ (state >> 29)
}

/// The words' hashes, in order.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < text.len() {
        at += take(text, at, &mut words);
    }
    words
}

/// Takes the words that begin in the stretch at `at`, but for one that may not end in it; tells how far it got.
fn take(text: &str, at: usize, words: &mut Vec<u64>) -> usize {
    let stretch = Stretch::at(text.as_bytes(), at);
    let (plain, others) = (stretch.alphanumeric() | stretch.any_of([b'_']), stretch.others());
    let mut from = 0;
    while from < Stretch::LENGTH && (plain | others) >> from != 0 {
        let start = from + ((plain | others) >> from).trailing_zeros() as usize;
        let length = (plain >> start).trailing_ones() as usize;
        let end = start + length;
        if end >= Stretch::LENGTH && start > 0 {
            return start;
        }
        if (1..Window::LENGTH).contains(&length) && others >> end & 1 == 0 {
            words.push(hashed(0, small(Window::at(text.as_bytes(), at + start), length)));
            from = end;
        } else {
            from = other_word(text, at + start, words) - at;
        }
    }
    from.max(Stretch::LENGTH)
}

/// Takes the word that begins at `at`, if one does, whatever its letters; tells where what ended it ends.
fn other_word(text: &str, at: usize, words: &mut Vec<u64>) -> usize {
    let rest = &text[at..];
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    if end > 0 {
        words.push(hash(&rest[..end].to_lowercase()));
    }
    at + end + rest[end..].chars().next().map_or(0, char::len_utf8)
}

/// Of a word in lower case.
fn hash(word: &str) -> u64 {
    let bytes = if word.is_ascii() { small } else { Window::first };
    word.as_bytes()
        .chunks(Window::LENGTH - 1)
        .fold(0, |state, part| hashed(state, bytes(Window::at(part, 0), part.len())))
}

/// The first bytes of a window, letters, digits and underscores of ASCII, with small letters for capitals.
#[inline]
fn small(window: Window, length: usize) -> u128 {
    // One bit makes letters small, digits have it, and the underscore turns into what is none of these.
    Window::at(&[0x20; Window::LENGTH], 0).first(length) | window.first(length)
}

/// The hash so far, with some bytes added.
#[inline]
fn hashed(state: u64, bytes: u128) -> u64 {
    mixed(mixed(state, bytes as u64), (bytes >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::Overlap;

    #[test]
    fn runs_of_five_words_are_counted_once() {
        let same = Overlap::of("One two, three four FIVE six.", "one two three four five six");
        assert_eq!(same, Overlap { jaccard: 1.0, containment: 1.0 });
        let part = Overlap::of("a b c d e f g", "x a b c d e f");
        assert_eq!(part, Overlap { jaccard: 0.5, containment: 2.0 / 3.0 });
        assert_eq!(Overlap::of("too few words", "too few words"), Overlap::default());
        assert_eq!(Overlap::of("", ""), Overlap::default());
        let long = Overlap::of(
            "a Fifteen_letters Counterrevolutionaries’ Ärger ÉTÉ—2",
            "A fifteen_letters counterrevolutionaries ärger été 2",
        );
        assert_eq!(long.jaccard, 1.0, "however long a word is, and whatever follows it");
        let repeated = Overlap::of("a b c d e a b c d e", "a b c d e");
        assert_eq!(repeated, Overlap { jaccard: 0.2, containment: 1.0 });
    }
}
