//! A word of a text in comparable form.

use wirefold_report::Span;

use super::seen::Found;

/// A word of a text in comparable form: 16 bytes, since millions of them are made and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Equal for words that count as one (xxh3 of the folded stem).
    pub term: u64,
    start: u32,
    /// Its length in bytes, and below it what the lowest bits say.
    length_and_marks: u32,
}

/// The bits of a token's kind, the one that tells a capital, and where its length begins.
const KIND_BITS: u32 = 3;
const CAPITAL: u32 = 1 << 2;
const LENGTH_AT: u32 = 3;
/// Bytes of the longest word that a token can be.
pub(super) const LONGEST: usize = (u32::MAX >> LENGTH_AT) as usize;

impl Token {
    /// A word no longer than [`LONGEST`].
    #[inline]
    pub(super) fn new(span: Span, (term, kind): Found, capital: bool) -> Self {
        Self::marked(span, term, kind as u32 | if capital { CAPITAL } else { 0 })
    }

    /// The same word once more: its [`marks`](Self::marks) as they were.
    #[inline]
    pub(super) fn marked(span: Span, term: u64, marks: u32) -> Self {
        Self { term, start: span.start, length_and_marks: (span.end - span.start) << LENGTH_AT | marks }
    }

    /// Its kind and whether it has a capital, in three bits.
    #[inline]
    pub(super) fn marks(&self) -> u32 {
        self.length_and_marks & ((1 << LENGTH_AT) - 1)
    }

    /// What was found out about it since it was made.
    #[inline]
    pub(super) fn complete(&mut self, (term, kind): Found) {
        self.term = term;
        self.length_and_marks = self.length_and_marks & !KIND_BITS | kind as u32;
    }

    /// Where it stands, without a possessive ending.
    #[inline]
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.start + (self.length_and_marks >> LENGTH_AT) }
    }

    /// What kind of word it is.
    #[inline]
    #[must_use]
    pub fn kind(&self) -> TokenKind {
        TokenKind::of(self.length_and_marks & KIND_BITS)
    }

    /// Whether it is written with a capital.
    #[inline]
    #[must_use]
    pub fn is_capital(&self) -> bool {
        self.length_and_marks & CAPITAL != 0
    }

    /// Whether it says something about the subject: no function word.
    #[inline]
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.length_and_marks & KIND_BITS != TokenKind::Function as u32
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

impl TokenKind {
    /// The kind of a number.
    #[inline]
    pub(super) fn of(number: u32) -> Self {
        match number {
            0 => Self::Function,
            1 => Self::Number,
            _ => Self::Content,
        }
    }
}
