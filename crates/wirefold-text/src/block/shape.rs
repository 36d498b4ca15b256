//! What a block looks like, before anything is known of what it says.

use crate::word::lexicon::Lexicon;
use crate::word::{chunks, lists};
use std::sync::LazyLock;

/// A longer block is running text, whatever else may be true of it.
pub(super) const LONGEST: usize = 60;

static FINITE: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lists::lines(include_str!("../../data/finite.txt")).collect());

/// A short block and what can be seen of it.
pub(super) struct Shape<'t> {
    /// The block.
    pub(super) text: &'t str,
    /// The same with folded case, curly apostrophes made straight and single
    /// blanks between its words.
    pub(super) folded: String,
    /// Its words, as they stand.
    pub(super) words: Vec<&'t str>,
}

/// Words for a glance: white-space chunks without the marks around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    chunks(text).filter_map(word)
}

fn word(chunk: &str) -> Option<&str> {
    if let [first, .., last] = chunk.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return Some(chunk);
    }
    let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    (!word.is_empty()).then_some(word)
}

/// Chunks of a text in small letters with straight apostrophes and single blanks
/// between.
fn folded(text: &str, chunks: &[&str]) -> String {
    // Greek's final sigma depends on what is around it.
    if text.contains('Σ') {
        return chunks.join(" ").to_lowercase().replace(['’', '‘'], "'");
    }
    let mut folded = String::with_capacity(text.len());
    for (i, chunk) in chunks.iter().enumerate() {
        if i > 0 {
            folded.push(' ');
        }
        if chunk.is_ascii() {
            folded.push_str(chunk);
        } else {
            folded.extend(chunk.chars().map(straight).flat_map(char::to_lowercase));
        }
    }
    folded.make_ascii_lowercase();
    folded
}

fn straight(c: char) -> char {
    if matches!(c, '’' | '‘') { '\'' } else { c }
}

impl<'t> Shape<'t> {
    /// The shape of a block; `None` if it is too long to be anything but body.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        if text.len() > 40 * LONGEST {
            return None;
        }
        let mut parts: Vec<&str> = Vec::with_capacity(2 * LONGEST + 1);
        parts.extend(chunks(text).take(2 * LONGEST + 1));
        let mut words: Vec<&str> = Vec::with_capacity(parts.len());
        words.extend(parts.iter().filter_map(|chunk| word(chunk)));
        if parts.len() > 2 * LONGEST || words.len() > LONGEST {
            return None;
        }
        let folded = folded(text, &parts);
        Some(Self { text, folded, words })
    }

    /// Whether it ends as a sentence does.
    pub(super) fn is_closed(&self) -> bool {
        is_closed(self.text)
    }

    /// Share of its words that begin with a capital, small function words left out.
    pub(super) fn capitals(&self) -> f64 {
        let large = |w: &&&str| w.len() > 3 || w.starts_with(char::is_uppercase);
        let told: Vec<_> = self.words.iter().filter(large).collect();
        let capital = told.iter().filter(|w| !w.starts_with(char::is_lowercase)).count();
        capital as f64 / told.len().max(1) as f64
    }

    /// Whether no small letter is in it.
    pub(super) fn is_shouted(&self) -> bool {
        self.text.chars().any(char::is_alphabetic) && !self.text.chars().any(char::is_lowercase)
    }

    /// Whether some word of it looks like a finite verb.
    pub(super) fn has_verb(&self) -> bool {
        self.words.iter().enumerate().any(|(i, word)| {
            // A first word is a verb only in "It's", "They're".
            if i == 0 && !word.contains(['\'', '’']) {
                return false;
            }
            let word = word.to_lowercase().replace('’', "'");
            FINITE.get(&word).is_some() || (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"))
        })
    }
}

/// Whether a text ends as a sentence does, closing marks after it or not.
pub(super) fn is_closed(text: &str) -> bool {
    let core = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '‘' | ')' | ']' | '}' | '*')
    });
    core.ends_with(['.', '?', '!', '…', '。', '।', '؟'])
}
