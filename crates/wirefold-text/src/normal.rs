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

mod seen;
mod token;

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use wirefold_report::Span;
use xxhash_rust::xxh3::xxh3_64;

use crate::window::Window;
use seen::{Found, Seen};

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
        // Spans are narrow: what lies within one is no longer than that.
        let span = |start: usize, end: usize| Span {
            start: within.start + start as u32,
            end: within.start + end as u32,
        };
        let mut tokens = Vec::with_capacity(part.len() / 5);
        let mut plain = Plain::default();
        let mut at = 0;
        while at < part.len() {
            let window = Window::at(part.as_bytes(), at);
            if let Some((length, end)) = plain_word(part.as_bytes(), at, window) {
                plain.add(tokens.len(), window, length);
                tokens.push(Token::new(span(at, at + length), UNKNOWN, window.is_capital()));
                if plain.is_full() {
                    self.look_up(text, &mut plain, &mut tokens);
                }
                at += end;
            } else if let Some(gap) = gap(window) {
                at += gap;
            } else {
                let Some((start, end)) = next_word(part, at) else { break };
                let end = part.floor_char_boundary(end.min(start + token::LONGEST));
                let word = without_possessive(&part[start..end]);
                tokens.push(self.token(word, span(start, start + word.len())));
                at = end;
            }
        }
        self.look_up(text, &mut plain, &mut tokens);
        tokens
    }

    /// Completes the tokens of plain words.
    fn look_up(&mut self, text: &str, plain: &mut Plain, tokens: &mut [Token]) {
        self.seen.fetch(plain.short.iter().map(|(_, key)| *key), plain.middling.iter().map(|(_, key)| *key));
        for (at, key) in plain.short.drain(..) {
            let (token, known) = (&mut tokens[at], self.seen.get_short(key));
            token.complete(known.unwrap_or_else(|| self.look_into(token.span().of(text))));
        }
        for (at, key) in plain.middling.drain(..) {
            let (token, known) = (&mut tokens[at], self.seen.get_middling(key));
            token.complete(known.unwrap_or_else(|| self.look_into(token.span().of(text))));
        }
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

/// Plain words that are looked up together: the places of their tokens, and their keys.
#[derive(Default)]
struct Plain {
    short: Vec<(usize, u64)>,
    middling: Vec<(usize, [u64; 2])>,
}

impl Plain {
    /// Adds the word with which a window begins.
    #[inline]
    fn add(&mut self, at: usize, window: Window, length: usize) {
        if length <= SHORT {
            self.short.push((at, window.first_of_eight(length)));
        } else {
            self.middling.push((at, seen::halves(window.first(length))));
        }
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.short.len() + self.middling.len() >= TOGETHER
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

/// Length of the plain word that a window at `at` begins with, and where what surely ends it ends: letters of ASCII,
/// and behind them, still in sight, a byte of ASCII or a mark that is no part of any word.
#[inline]
fn plain_word(bytes: &[u8], at: usize, window: Window) -> Option<(usize, usize)> {
    let letters = window.letters();
    if letters == 0 || letters == 16 {
        return None;
    }
    match ENDS[usize::from(window.byte(letters))] {
        End::Surely => Some((letters, letters + 1)),
        End::NotBehindCapitals if !window.byte(letters - 1).is_ascii_uppercase() => {
            Some((letters, letters + 1))
        }
        End::IfMark if ends_as_mark(&bytes[at + letters..]) => Some((letters, letters + MARK)),
        _ => None,
    }
}

/// What a byte behind letters says.
#[derive(Clone, Copy)]
enum End {
    Never,
    Surely,
    /// A point may stand in an abbreviation.
    NotBehindCapitals,
    /// It may begin a mark of [`MARK`] bytes.
    IfMark,
}

static ENDS: [End; 256] = {
    let mut ends = [End::Never; 256];
    let mut byte = 0;
    while byte < 0x80 {
        ends[byte] = match byte as u8 {
            b'\'' | b'`' | b'0'..=b'9' => End::Never,
            b'.' => End::NotBehindCapitals,
            _ => End::Surely,
        };
        byte += 1;
    }
    ends[0xE2] = End::IfMark;
    ends
};

/// Bytes of the marks from U+2000 to U+203F: spaces, dashes, quotation marks, none of them a letter or digit.
const MARK: usize = 3;

/// Whether some bytes begin with such a mark that joins nothing, as apostrophes do.
fn ends_as_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, last, ..] if !matches!(last, 0x98 | 0x99))
}

/// How many bytes at the start of a window belong to no word, if that is told at a glance.
#[inline]
fn gap(window: Window) -> Option<usize> {
    let is_mark = (window.byte(0), window.byte(1)) == (0xE2, 0x80);
    if is_mark { Some(MARK) } else { window.is_gap().then_some(1) }
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
