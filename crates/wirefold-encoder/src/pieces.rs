//! BERT's uncased word pieces, word by word.
//!
//! A word is stripped of control characters and accents, lower-cased, cut at punctuation and at Chinese
//! characters, and each part is matched greedily against the vocabulary.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use unicode_general_category::{GeneralCategory as Category, get_general_category};
use unicode_normalization::UnicodeNormalization;

use crate::EncoderError;

/// Pieces of one word; what a longer word has beyond is left unread.
pub const MAX_WORD_PIECES: usize = 16;
/// A part longer than this is one unknown piece.
const MAX_PART_CHARS: usize = 100;

const CHINESE: [RangeInclusive<char>; 8] = [
    '\u{4E00}'..='\u{9FFF}',
    '\u{3400}'..='\u{4DBF}',
    '\u{20000}'..='\u{2A6DF}',
    '\u{2A700}'..='\u{2B73F}',
    '\u{2B740}'..='\u{2B81F}',
    '\u{2B920}'..='\u{2CEAF}',
    '\u{F900}'..='\u{FAFF}',
    '\u{2F800}'..='\u{2FA1F}',
];

/// The vocabulary, ready for look-ups.
#[derive(Debug)]
pub struct Pieces {
    ids: HashMap<&'static str, i32>,
    pub(crate) start: i32,
    pub(crate) end: i32,
    unknown: i32,
}

impl Pieces {
    /// How many pieces there are.
    pub(crate) fn count(&self) -> usize {
        self.ids.len()
    }

    /// Reads a vocabulary of one piece a line.
    ///
    /// # Errors
    /// When `[CLS]`, `[SEP]` or `[UNK]` is missing.
    pub fn new(vocabulary: &'static str) -> Result<Self, EncoderError> {
        let ids: HashMap<_, _> = vocabulary.lines().zip(0..).collect();
        let id = |piece| ids.get(piece).copied().ok_or(EncoderError::Vocabulary { piece });
        let (start, end, unknown) = (id("[CLS]")?, id("[SEP]")?, id("[UNK]")?);
        Ok(Self { ids, start, end, unknown })
    }

    /// The ids of a word's pieces; never empty, never more than [`MAX_WORD_PIECES`].
    #[must_use]
    pub fn of_word(&self, word: &str) -> Vec<i32> {
        if let Some(&id) = self.ids.get(word).filter(|_| is_plain(word)) {
            return vec![id];
        }
        let mut found = Vec::new();
        for part in parts(&normalise(word)) {
            self.match_part(part, &mut found);
            if found.len() >= MAX_WORD_PIECES {
                break;
            }
        }
        if found.is_empty() {
            found.push(self.unknown);
        }
        found.truncate(MAX_WORD_PIECES);
        found
    }

    /// Whether a lower-case word stands in the vocabulary as a whole.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.ids.contains_key(word)
    }

    /// Greedy longest match; a part that can't be matched to its end is unknown as a whole.
    fn match_part(&self, part: &str, found: &mut Vec<i32>) {
        let before = found.len();
        if part.chars().nth(MAX_PART_CHARS).is_some() {
            found.push(self.unknown);
            return;
        }
        let mut rest = part;
        let mut key = String::new();
        while !rest.is_empty() {
            key.clear();
            if rest.len() < part.len() {
                key.push_str("##");
            }
            let mark = key.len();
            key.push_str(rest);
            let Some(id) = self.longest(&mut key, mark) else {
                found.truncate(before);
                found.push(self.unknown);
                return;
            };
            rest = &rest[key.len() - mark..];
            found.push(id);
        }
    }

    /// Shortens `key` from its end, down to its `##`, until it is a piece.
    fn longest(&self, key: &mut String, mark: usize) -> Option<i32> {
        while key.len() > mark {
            if let Some(&id) = self.ids.get(key.as_str()) {
                return Some(id);
            }
            key.pop();
        }
        None
    }
}

/// Whether the word is its own normal form without a cut; `[CLS]` in a text is no mark.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Lower case without accents and control characters; Chinese characters stand between spaces.
fn normalise(word: &str) -> String {
    let mut spaced = String::with_capacity(word.len());
    for c in word.chars().filter(|&c| !is_dropped(c)) {
        if CHINESE.iter().any(|range| range.contains(&c)) {
            spaced.extend([' ', c, ' ']);
        } else {
            spaced.push(c);
        }
    }
    let bare = spaced.nfd().filter(|&c| get_general_category(c) != Category::NonspacingMark);
    bare.flat_map(char::to_lowercase).collect()
}

fn is_dropped(c: char) -> bool {
    let control = matches!(
        get_general_category(c),
        Category::Control | Category::Format | Category::PrivateUse | Category::Surrogate
    );
    c == '\u{FFFD}' || control && !matches!(c, '\t' | '\n' | '\r')
}

/// Runs between white space and punctuation; each punctuation mark is a part of its own.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|run| {
        run.split_inclusive(is_punctuation).flat_map(|piece| {
            let cut = piece
                .char_indices()
                .next_back()
                .filter(|&(_, c)| is_punctuation(c))
                .map_or(piece.len(), |(i, _)| i);
            [&piece[..cut], &piece[cut..]].into_iter().filter(|part| !part.is_empty())
        })
    })
}

fn is_punctuation(c: char) -> bool {
    use Category::{
        ClosePunctuation, ConnectorPunctuation, DashPunctuation, FinalPunctuation, InitialPunctuation,
        OpenPunctuation, OtherPunctuation,
    };
    c.is_ascii_punctuation()
        || matches!(
            get_general_category(c),
            ClosePunctuation
                | ConnectorPunctuation
                | DashPunctuation
                | FinalPunctuation
                | InitialPunctuation
                | OpenPunctuation
                | OtherPunctuation
        )
}

#[cfg(test)]
mod tests {
    use super::{MAX_WORD_PIECES, Pieces};

    fn pieces_of(word: &str) -> Vec<&'static str> {
        let vocabulary: Vec<_> = wirefold_models::ENGLISH.vocabulary.lines().collect();
        let pieces = Pieces::new(wirefold_models::ENGLISH.vocabulary).unwrap();
        pieces.of_word(word).into_iter().map(|id| vocabulary[usize::try_from(id).unwrap()]).collect()
    }

    #[test]
    fn words_fall_into_known_pieces() {
        assert_eq!(pieces_of("Ministers"), ["ministers"]);
        assert_eq!(pieces_of("wirefold"), ["wire", "##fold"]);
        assert_eq!(pieces_of("Ankara-based"), ["ankara", "-", "based"]);
        assert_eq!(pieces_of("n’t"), ["n", "’", "t"]);
        assert_eq!(pieces_of("Erdoğan"), ["er", "##dog", "##an"]);
    }

    #[test]
    fn nothing_readable_is_one_unknown_piece() {
        for word in ["", "\u{200B}", "\u{FFFD}", "🥰", "[CLS]\u{1F970}"] {
            assert!(pieces_of(word).contains(&"[UNK]"), "{word:?}");
        }
        assert_eq!(pieces_of("[CLS]"), ["[", "cl", "##s", "]"]);
    }

    #[test]
    fn a_long_word_is_cut() {
        assert_eq!(pieces_of(&"*".repeat(300)).len(), MAX_WORD_PIECES);
    }
}
