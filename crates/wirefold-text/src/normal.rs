//! Words made comparable, each with the span it came from.
//!
//! Two texts that say the same seldom spell it the same: "Jürgen" and "Jurgen",
//! "6,250" and "6250", "governor" and "governors". A [`Token`] carries a
//! [`term`](Token::term), equal for words that count as one after folding case,
//! diacritics, apostrophes and digit grouping, and after stemming (Porter's
//! English stemmer, Snowball edition). Text in other scripts and languages is
//! folded and left unstemmed where the stemmer has nothing to say.
//!
//! ```
//! use wirefold_text::normal::Normaliser;
//!
//! let mut normaliser = Normaliser::default();
//! let terms = |text: &str, n: &mut Normaliser| n.tokens(text).iter().map(|t| t.term).collect::<Vec<_>>();
//! let one = terms("Jürgen’s 6,250 governors", &mut normaliser);
//! assert_eq!(one, terms("JURGEN 6250 governor", &mut normaliser));
//! ```

mod packed;
mod seen;
mod token;

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use wirefold_report::Span;
use xxhash_rust::xxh3::xxh3_64;

use crate::window::{Stretch, Window};
use seen::{Found, Seen};

pub use packed::Packed;
pub use token::{Token, TokenKind};

/// Plain words that are looked up together.
const TOGETHER: usize = 48;
/// Bytes of a short word.
const SHORT: usize = 7;

/// What is known of a word before it is looked up.
const UNKNOWN: Found = (0, TokenKind::Content);

/// Longer words are folded but not stemmed: no English word is longer.
const LONGEST_STEMMED: usize = 48;

static CLOSED_CLASS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("normal/closed_class.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Turns texts into tokens. Holds the words seen so far, so that each is folded
/// and stemmed once: keep one per thread.
pub struct Normaliser {
    stemmer: Stemmer,
    seen: Seen,
}

impl Default for Normaliser {
    fn default() -> Self {
        Self { stemmer: Stemmer::new(Algorithm::English), seen: Seen::default() }
    }
}

impl Normaliser {
    /// All words of a text, in order.
    pub fn tokens(&mut self, text: &str) -> Vec<Token> {
        self.tokens_in(text, Span::new(0, text.len()))
    }

    /// The words of one stretch of a text, in order; spans count in the whole text.
    pub fn tokens_in(&mut self, text: &str, within: Span) -> Vec<Token> {
        let part = within.of(text);
        let mut words = Words { part, from: within.start, tokens: Vec::with_capacity(part.len() / 5) };
        let mut plain = Plain::default();
        let mut at = 0;
        while at < part.len() {
            at += self.take(&mut words, at, &mut plain);
            if plain.is_full() {
                self.look_up(text, &mut plain, &mut words.tokens);
            }
        }
        self.look_up(text, &mut plain, &mut words.tokens);
        words.tokens
    }

    /// Takes the words that begin in the stretch at `at`, but for one that may not end in it; tells how far it got.
    fn take(&mut self, words: &mut Words<'_>, at: usize, plain: &mut Plain) -> usize {
        let bytes = words.part.as_bytes();
        let stretch = Stretch::at(bytes, at);
        let letters = stretch.letters();
        let no_gap = stretch.alphanumeric() | stretch.others();
        let ends = !(no_gap | stretch.any_of([b'.', b'\'', b'`']));
        let mut from = 0;
        while from < Stretch::LENGTH && no_gap >> from != 0 {
            let start = from + (no_gap >> from).trailing_zeros() as usize;
            let length = (letters >> start).trailing_ones() as usize;
            let end = start + length;
            if end >= Stretch::LENGTH && start > 0 {
                return start;
            }
            let is_plain = (1..=LONGEST_PLAIN).contains(&length);
            if is_plain && (ends >> end & 1 == 1 || ends_plain(&bytes[at + start..], length)) {
                let (word, window) = (at + start, Window::at(bytes, at + start));
                plain.add(words.tokens.len(), window, length);
                words.tokens.push(Token::new(words.span(word, word + length), UNKNOWN, window.is_capital()));
                from = end;
            } else if length == 0 && is_mark(&bytes[at + start..]) {
                from = start + MARK;
            } else if let Some(end) = self.take_any(words, at + start) {
                from = end - at;
            } else {
                return words.part.len() - at;
            }
        }
        from.max(Stretch::LENGTH)
    }

    /// Takes the next word at or after `at`, whatever it is made of; tells where it ends.
    fn take_any(&mut self, words: &mut Words<'_>, at: usize) -> Option<usize> {
        let (start, end) = next_word(words.part, at)?;
        let end = words.part.floor_char_boundary(end.min(start + token::LONGEST));
        let word = without_possessive(&words.part[start..end]);
        words.tokens.push(self.token(word, words.span(start, start + word.len())));
        Some(end)
    }

    /// Completes the tokens of plain words.
    fn look_up(&mut self, text: &str, plain: &mut Plain, tokens: &mut [Token]) {
        let (short, middling) = (&plain.short[..plain.shorts], &plain.middling[..plain.middlings]);
        self.seen.fetch(short.iter().map(|(_, key)| *key), middling.iter().map(|(_, key)| *key));
        for (at, key) in short {
            let (token, known) = (&mut tokens[*at as usize], self.seen.get_short(*key));
            token.complete(known.unwrap_or_else(|| self.look_into(token.span().of(text))));
        }
        for (at, key) in middling {
            let (token, known) = (&mut tokens[*at as usize], self.seen.get_middling(*key));
            token.complete(known.unwrap_or_else(|| self.look_into(token.span().of(text))));
        }
        (plain.shorts, plain.middlings) = (0, 0);
    }

    /// The token of any word.
    fn token(&mut self, word: &str, span: Span) -> Token {
        let found = self.seen.get(word).unwrap_or_else(|| self.look_into(word));
        Token::new(span, found, word.chars().next().is_some_and(char::is_uppercase))
    }

    #[cold]
    fn look_into(&mut self, word: &str) -> Found {
        let found = self.analyse(word);
        self.seen.keep(word, found);
        found
    }

    fn analyse(&self, word: &str) -> Found {
        if let Some(letters) = acronym(word) {
            return (xxh3_64(letters.as_bytes()), TokenKind::Content);
        }
        let folded = fold(word);
        if folded.starts_with(|c: char| c.is_numeric()) {
            return (xxh3_64(number(&folded).as_bytes()), TokenKind::Number);
        }
        if is_function_word(&folded) {
            return (xxh3_64(folded.as_bytes()), TokenKind::Function);
        }
        let stem =
            if folded.len() <= LONGEST_STEMMED { self.stemmer.stem(&folded) } else { folded.as_str().into() };
        (xxh3_64(stem.as_bytes()), TokenKind::Content)
    }
}

/// A stretch of a text and its words so far.
struct Words<'t> {
    part: &'t str,
    /// Where it begins in the text.
    from: u32,
    tokens: Vec<Token>,
}

impl Words<'_> {
    /// Of the whole text. Spans are narrow: what lies within one is no longer than that.
    #[inline]
    fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.from + start as u32, end: self.from + end as u32 }
    }
}

/// Plain words that are looked up together: the places of their tokens, and their keys.
struct Plain {
    short: [(u32, u64); Plain::ROOM],
    shorts: usize,
    middling: [(u32, [u64; 2]); Plain::ROOM],
    middlings: usize,
}

impl Default for Plain {
    fn default() -> Self {
        let (short, middling) = ([(0, 0); Self::ROOM], [(0, [0; 2]); Self::ROOM]);
        Self { short, shorts: 0, middling, middlings: 0 }
    }
}

impl Plain {
    /// Those that are looked up together, and those of one stretch more.
    const ROOM: usize = TOGETHER + Stretch::LENGTH / 2;

    /// Adds the word with which a window begins.
    #[inline]
    fn add(&mut self, at: usize, window: Window, length: usize) {
        // Texts have fewer words than 2^32. How long the next word is can't be foretold: it is put down as either.
        let (at, is_short) = (at as u32, length <= SHORT);
        self.short[self.shorts] = (at, window.first_of_eight(length.min(SHORT)));
        self.middling[self.middlings] = (at, window.first_in_halves(length.max(SHORT + 1)));
        self.shorts += usize::from(is_short);
        self.middlings += usize::from(!is_short);
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.shorts + self.middlings >= TOGETHER
    }
}

/// The word in lower case, without diacritics, with a plain apostrophe.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            c if is_apostrophe(c) => folded.push('\''),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

fn is_function_word(folded: &str) -> bool {
    const CLITICS: [&str; 6] = ["n't", "'re", "'ve", "'ll", "'d", "'m"];
    CLOSED_CLASS.contains(folded)
        || CLITICS.iter().any(|clitic| folded.ends_with(clitic))
        || (folded.len() == 1 && folded.is_ascii())
}

/// "6,250" as "6250", "9:30" as "9.30", "18th" as "18".
fn number(folded: &str) -> String {
    let plain: String =
        folded.chars().filter(|c| *c != ',').map(|c| if c == ':' { '.' } else { c }).collect();
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|suffix| plain.strip_suffix(suffix));
    match ordinal {
        Some(digits) if digits.chars().all(char::is_numeric) => digits.to_owned(),
        _ => plain,
    }
}

/// "U.S." and "US" as "us."; the point keeps them apart from the pronoun.
fn acronym(word: &str) -> Option<String> {
    if !word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.') {
        return None;
    }
    let dotted = word.contains('.');
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    if letters.len() < 2 || !(dotted || letters.len() == 2) {
        return None;
    }
    let mut folded = letters.to_ascii_lowercase();
    if folded.len() == 2 {
        folded.push('.');
    }
    Some(folded)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`')
}

fn without_possessive(word: &str) -> &str {
    let mut ending = word.char_indices().rev();
    let (Some((_, 's' | 'S')), Some((at, mark))) = (ending.next(), ending.next()) else { return word };
    if is_apostrophe(mark) && at > 0 { &word[..at] } else { word }
}

/// Letters of ASCII that a plain word has at most: it lies in one window with the byte behind it.
const LONGEST_PLAIN: usize = 15;

/// Whether a plain word of so many letters ends with them, though no sign that always ends one stands behind it.
fn ends_plain(bytes: &[u8], letters: usize) -> bool {
    match bytes.get(letters) {
        None => true,
        // A point may stand in an abbreviation.
        Some(b'.') => !bytes[letters - 1].is_ascii_uppercase(),
        Some(_) => ends_as_mark(&bytes[letters..]),
    }
}

/// Bytes of the marks from U+2000 to U+203F: spaces, dashes, quotation marks, none of them a letter or digit.
const MARK: usize = 3;

/// Whether some bytes begin with such a mark that joins nothing, as apostrophes do.
fn ends_as_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, last, ..] if !matches!(last, 0x98 | 0x99))
}

/// Whether some bytes begin with one of these marks.
#[inline]
fn is_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, ..])
}

/// Start and end of the first word at or after `from`.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(char::is_alphanumeric)?;
    let first = text[start..].chars().next()?;
    let mut end = start + first.len_utf8();
    if stands_alone(first) {
        return Some((start, end));
    }
    let mut before = first;
    while let Some(c) = text[end..].chars().next() {
        let joined = (c.is_alphanumeric() && !stands_alone(c)) || is_combining_mark(c);
        let within = || joins(before, c) && text[end + c.len_utf8()..].starts_with(|n| continues(c, n));
        if !(joined || within()) {
            break;
        }
        end += c.len_utf8();
        before = c;
    }
    Some((start, with_last_point(text, start, end)))
}

/// Characters of scripts that are written without spaces are words of their own.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}' | '\u{0E00}'..='\u{0E7F}')
}

fn joins(before: char, mark: char) -> bool {
    match mark {
        ',' | ':' => before.is_ascii_digit(),
        '.' => before.is_ascii_digit() || before.is_ascii_uppercase(),
        mark => is_apostrophe(mark) && before.is_alphabetic(),
    }
}

fn continues(mark: char, next: char) -> bool {
    match mark {
        ',' | ':' => next.is_ascii_digit(),
        '.' => next.is_ascii_digit() || next.is_ascii_uppercase(),
        _ => next.is_alphabetic(),
    }
}

/// "U.S" takes its last point with it.
fn with_last_point(text: &str, start: usize, end: usize) -> usize {
    let word = &text.as_bytes()[start..end];
    let initials = word.len() >= 3
        && word.iter().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_uppercase() } else { *b == b'.' });
    if initials && text[end..].starts_with('.') { end + 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::{Normaliser, TokenKind};

    fn terms(text: &str) -> Vec<u64> {
        Normaliser::default().tokens(text).iter().map(|t| t.term).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        Normaliser::default().tokens(text).iter().map(|t| t.span().of(text)).collect()
    }

    #[test]
    fn spellings_of_one_word_share_a_term() {
        for (one, other) in [
            ("Müller", "MULLER"),
            ("the minister’s", "the minister"),
            ("12,500", "12500"),
            ("9:45", "9.45"),
            ("21st", "21"),
            ("U.N.", "UN"),
            ("trading traded", "trade trades"),
            ("don’t", "don't"),
            ("ferry—noon “ferry”", "ferry noon ferry"),
        ] {
            assert_eq!(terms(one), terms(other), "{one} / {other}");
        }
        assert_ne!(terms("US"), terms("us"), "the country is not the pronoun");
    }

    #[test]
    fn words_keep_their_place() {
        assert_eq!(words("It’s the U.S.-led 3.5% rise."), ["It", "the", "U.S.", "led", "3.5", "rise"]);
        assert_eq!(words("Smith. Then"), ["Smith", "Then"]);
        assert_eq!(words("東京 met"), ["東", "京", "met"]);
        assert_eq!(words("’’ -- ..."), [""; 0]);
        assert_eq!(
            words("“At—noon”…it’s ‘so’ don‐t Al’Ula"),
            ["At", "noon", "it", "so", "don", "t", "Al’Ula"]
        );
    }

    #[test]
    fn kinds_are_told_apart() {
        let kinds: Vec<_> =
            Normaliser::default().tokens("The 40 boats didn't sail").iter().map(super::Token::kind).collect();
        use TokenKind::{Content, Function, Number};
        assert_eq!(kinds, [Function, Number, Content, Function, Content]);
    }

    #[test]
    fn hostile_text_is_read_in_linear_time() {
        for text in
            ["a".repeat(1 << 20), "A.".repeat(1 << 19), "1,".repeat(1 << 19), "e\u{301}".repeat(1 << 18)]
        {
            assert!(!Normaliser::default().tokens(&text).is_empty());
        }
        assert!(Normaliser::default().tokens("").is_empty());
    }
}
