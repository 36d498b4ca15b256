//! A closed list of words that is asked for every word of a text.

use rustc_hash::FxHashMap;

/// No listed word that is compared in small letters is longer; saves folding the
/// case of monsters.
const LONGEST: usize = 24;

/// Words with what is known of each.
pub(crate) struct Lexicon<V> {
    /// By first byte: bit n is set where a listed word has n bytes (the last bit:
    /// or more). Most words of a text are told from all listed ones by this alone.
    lengths: [u32; 256],
    words: FxHashMap<&'static str, V>,
}

impl<V: Copy> Lexicon<V> {
    /// The value of a word as it stands.
    pub(crate) fn get(&self, word: &str) -> Option<V> {
        let first = *word.as_bytes().first()?;
        if self.lengths[usize::from(first)] & length_bit(word.len()) == 0 {
            return None;
        }
        self.words.get(word).copied()
    }

    /// The value of a word in whatever case.
    #[inline]
    pub(crate) fn get_folded(&self, word: &str) -> Option<V> {
        if word.len() > LONGEST {
            return None;
        }
        if !word.is_ascii() {
            return self.get(&word.to_lowercase());
        }
        let first = word.as_bytes().first()?.to_ascii_lowercase();
        if self.lengths[usize::from(first)] & length_bit(word.len()) == 0 {
            return None;
        }
        self.get_small(word)
    }

    fn get_small(&self, word: &str) -> Option<V> {
        let mut small = [0; LONGEST];
        let small = &mut small[..word.len()];
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        self.words.get(std::str::from_utf8(small).ok()?).copied()
    }
}

fn length_bit(length: usize) -> u32 {
    1 << length.min(31)
}

impl<V> FromIterator<(&'static str, V)> for Lexicon<V> {
    fn from_iter<I: IntoIterator<Item = (&'static str, V)>>(entries: I) -> Self {
        let words: FxHashMap<&str, V> = entries.into_iter().collect();
        let mut lengths = [0; 256];
        for word in words.keys() {
            lengths[usize::from(word.as_bytes()[0])] |= length_bit(word.len());
        }
        Self { lengths, words }
    }
}

impl FromIterator<&'static str> for Lexicon<()> {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

#[cfg(test)]
impl<V> Lexicon<V> {
    /// All entries, in no order.
    pub(crate) fn entries(&self) -> impl ExactSizeIterator<Item = (&&'static str, &V)> {
        self.words.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn words_are_found_in_their_case_or_in_any() {
        let list: Lexicon<()> =
            ["kb", "the", "a-word-that-is-longer-than-thirty-one-bytes"].into_iter().collect();
        for (word, stands, folded) in [
            ("the", true, true),
            ("The", false, true),
            ("THEN", false, false),
            ("\u{212a}b", false, true),
            ("", false, false),
            ("a-word-that-is-longer-than-thirty-one-bytes", true, false),
        ] {
            assert_eq!(
                (list.get(word).is_some(), list.get_folded(word).is_some()),
                (stands, folded),
                "{word}"
            );
        }
    }
}
