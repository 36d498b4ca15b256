//! Words before they are spans: with what the sentence splitter wants to know.

/// What a token may mean to the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, digits and all that has no say in it.
    Word,
    /// A word with its full stop that stands before a name ("Mr.").
    TitleAbbreviation,
    /// A word with its full stop that may also end a sentence ("Inc.").
    Abbreviation,
    /// A letter with its full stop ("J.").
    Initial,
    /// A single full stop.
    Stop,
    /// Question and exclamation marks.
    Question,
    /// "...", "…".
    Ellipsis,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// An opening quotation mark.
    OpenQuote,
    /// A closing quotation mark (or an apostrophe that stands like one).
    CloseQuote,
    /// A face made of marks; it stands behind a sentence.
    Emoticon,
    /// A line drawn with marks.
    Rule,
    /// A mark that begins an item of a list.
    Bullet,
    /// Dashes, commas and other marks.
    Mark,
}

/// A word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Whether white space stands before it.
    pub(crate) gap: bool,
    /// What it may mean to the end of a sentence.
    pub(crate) kind: Kind,
}

impl Token {
    /// Its form.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Its first character.
    pub(crate) fn first(&self, text: &str) -> char {
        self.of(text).chars().next().unwrap_or(' ')
    }

    /// Whether it is made of marks only.
    pub(crate) fn is_mark(&self) -> bool {
        use Kind::{Abbreviation, Initial, TitleAbbreviation, Word};
        !matches!(self.kind, Word | Abbreviation | TitleAbbreviation | Initial)
    }
}
