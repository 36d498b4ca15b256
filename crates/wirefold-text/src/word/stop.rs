//! Whether a full stop belongs to the word before it.

use super::lists::{self, Abbreviation};
use super::token::{Kind, Token};

/// A word, the tokens up to it, and what stands behind its full stop.
pub(super) struct Candidate<'a> {
    /// The report's text.
    pub(super) text: &'a str,
    /// The tokens so far; the word is the last of them.
    pub(super) tokens: &'a [Token],
    /// The word without its clitics cut off.
    pub(super) word: &'a str,
    /// The rest of the block behind the full stop.
    pub(super) rest: &'a str,
}

impl Candidate<'_> {
    /// What the word becomes with the full stop; `None` if that stands for itself.
    pub(super) fn kind(&self) -> Option<Kind> {
        let ahead = Ahead::of(self.rest);
        if is_dotted(self.word) {
            return Some(Kind::Abbreviation);
        }
        let listed = lists::abbreviation(self.word).and_then(|class| self.listed(class, ahead));
        listed.or_else(|| self.is_initial(ahead).then_some(Kind::Initial))
    }

    fn before(&self) -> Option<&Token> {
        self.tokens.len().checked_sub(2).map(|i| &self.tokens[i])
    }

    fn listed(&self, class: Abbreviation, ahead: Ahead<'_>) -> Option<Kind> {
        let capital = self.word.starts_with(char::is_uppercase);
        match class {
            Abbreviation::Link => Some(Kind::TitleAbbreviation),
            // "St." and "Sen." stand before names; "the gen." ends a sentence.
            Abbreviation::Title => (capital && !ahead.is_end()).then_some(Kind::TitleAbbreviation),
            Abbreviation::Plain => Some(Kind::Abbreviation),
            Abbreviation::Number => ahead.is_number().then_some(Kind::TitleAbbreviation),
            Abbreviation::State => {
                let placed = self.before().is_some_and(|b| matches!(b.of(self.text), "," | "-" | "(" | "–"));
                (capital && placed).then_some(Kind::Abbreviation)
            }
        }
    }

    /// "J." in "J. Smith", not "B." in "plan B. The" or "type B. Given once".
    fn is_initial(&self, ahead: Ahead<'_>) -> bool {
        let mut letters = self.word.chars();
        let Some(first) = letters.next().filter(|c| c.is_alphabetic()) else { return false };
        if letters.next().is_some() {
            return false;
        }
        if !first.is_uppercase() {
            return matches!(first, 'c' | 'b' | 'd' | 'r' | 'p') && ahead.is_number();
        }
        if self.before().is_some_and(|b| lists::is_lettered(b.of(self.text))) {
            return false;
        }
        // "I" is more often the pronoun, unless a name is under way.
        let named = || {
            let before = self.before();
            before.is_none_or(|b| b.is_mark() || b.kind != Kind::Word || b.first(self.text).is_uppercase())
        };
        ahead.is_name() && (first != 'I' || named())
    }
}

/// What stands behind a full stop.
#[derive(Clone, Copy)]
struct Ahead<'t> {
    rest: &'t str,
}

impl<'t> Ahead<'t> {
    fn of(rest: &'t str) -> Self {
        let spaces = rest.char_indices().take(4).find(|(_, c)| !c.is_whitespace());
        Self { rest: spaces.map_or("", |(at, _)| &rest[at..]) }
    }

    fn is_end(self) -> bool {
        self.rest.is_empty()
    }

    fn is_number(self) -> bool {
        self.rest.trim_start_matches('#').starts_with(|c: char| c.is_ascii_digit())
    }

    fn word(self) -> &'t str {
        let end = self
            .rest
            .find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
            .unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    /// A capitalised word that is no usual beginning of a sentence, or a mark
    /// that goes on.
    fn is_name(self) -> bool {
        match self.rest.chars().next() {
            Some(c) if c.is_uppercase() => !lists::is_starter(self.word()),
            Some(',' | '-' | ';' | ':' | ')' | '&') => true,
            Some(c) => c.is_ascii_digit(),
            _ => false,
        }
    }
}

/// "U.S", "p.m", "Ph.D": single letters (or "Ph") with stops between.
pub(super) fn is_dotted(word: &str) -> bool {
    word.len() <= 16
        && word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            let letter = chars.next().is_some_and(char::is_alphabetic);
            letter && (chars.next().is_none() || matches!(part, "Ph" | "Sc" | "Ed" | "Litt" | "Phil"))
        })
}
