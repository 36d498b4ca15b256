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

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use wirefold_report::Span;
use xxhash_rust::xxh3::xxh3_64;

use crate::window::Window;
use seen::{Found, Key, Seen};

/// Plain words that are looked up together.
const TOGETHER: usize = 32;

/// Longer words are folded but not stemmed: no English word is longer.
const LONGEST_STEMMED: usize = 48;

static CLOSED_CLASS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("normal/closed_class.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// A word of a text in comparable form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, without a possessive ending.
    pub span: Span,
    /// Equal for words that count as one (xxh3 of the folded stem).
    pub term: u64,
    /// What kind of word it is.
    pub kind: TokenKind,
    /// Whether it is written with a capital.
    pub capital: bool,
}

impl Token {
    /// Whether it says something about the subject: no function word.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.kind != TokenKind::Function
    }
}

/// Kinds of words that comparison tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word of the closed classes.
    Function,
    /// Written in digits.
    Number,
    /// Any other word.
    Content,
}

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
        let offset = within.start as usize;
        let mut tokens = Vec::with_capacity(part.len() / 6);
        let mut plain: Vec<(usize, Key)> = Vec::with_capacity(TOGETHER);
        let mut at = 0;
        while at < part.len() {
            let window = Window::at(part.as_bytes(), at);
            if let Some(length) = plain_word(window) {
                plain.push((tokens.len(), Key::plain(window, length)));
                let span = Span::new(offset + at, offset + at + length);
                tokens.push(Token { span, term: 0, kind: TokenKind::Content, capital: window.is_capital() });
                if plain.len() == TOGETHER {
                    self.look_up(text, &mut plain, &mut tokens);
                }
                // What ended the word is no part of the next.
                at += length + 1;
            } else if window.is_gap() {
                at += 1;
            } else {
                let Some((start, end)) = next_word(part, at) else { break };
                tokens.push(self.token(without_possessive(&part[start..end]), offset + start));
                at = end;
            }
        }
        self.look_up(text, &mut plain, &mut tokens);
        tokens
    }

    /// Completes the tokens of plain words, given their places.
    fn look_up(&mut self, text: &str, plain: &mut Vec<(usize, Key)>, tokens: &mut [Token]) {
        self.seen.fetch(plain.iter().map(|(_, key)| *key));
        for (at, key) in plain.drain(..) {
            let token = &mut tokens[at];
            let known = self.seen.get(key);
            (token.term, token.kind) = known.unwrap_or_else(|| self.look_into(token.span.of(text), key));
        }
    }

    /// The token of any word.
    fn token(&mut self, word: &str, start: usize) -> Token {
        let (term, kind) = self.normal(word);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        Token { span: Span::new(start, start + word.len()), term, kind, capital }
    }

    fn normal(&mut self, word: &str) -> Found {
        if let Some(key) = Key::of(word) {
            return self.seen.get(key).unwrap_or_else(|| self.look_into(word, key));
        }
        self.seen.get_long(word).unwrap_or_else(|| {
            let found = self.analyse(word);
            self.seen.keep_long(word, found);
            found
        })
    }

    #[cold]
    fn look_into(&mut self, word: &str, key: Key) -> Found {
        let found = self.analyse(word);
        self.seen.keep(key, found);
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

/// Length of the plain word that a window begins with: letters of ASCII, and behind
/// them, still in sight, a byte of ASCII that surely ends the word.
fn plain_word(window: Window) -> Option<usize> {
    let letters = window.letters();
    if letters == 0 || letters == 16 {
        return None;
    }
    let ends = match window.byte(letters) {
        b'\'' | b'`' | b'0'..=b'9' | 0x80.. => false,
        b'.' => !window.byte(letters - 1).is_ascii_uppercase(),
        _ => true,
    };
    ends.then_some(letters)
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
        Normaliser::default().tokens(text).iter().map(|t| t.span.of(text)).collect()
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
    }

    #[test]
    fn kinds_are_told_apart() {
        let kinds: Vec<_> =
            Normaliser::default().tokens("The 40 boats didn't sail").iter().map(|t| t.kind).collect();
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
