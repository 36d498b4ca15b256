//! Phrases that mark a block, and where in it they stand.

use super::shape::Shape;
use crate::word::lexicon::Lexicon;
use crate::word::lists;
use aho_corasick::AhoCorasick;

/// A list of such phrases.
pub(super) struct Patterns {
    /// What a block may be as a whole.
    whole: Lexicon<()>,
    /// What a block may begin with, by its first byte.
    starts: Vec<Vec<&'static str>>,
    /// What a block may contain.
    has: AhoCorasick,
}

impl Patterns {
    /// Reads a data file.
    pub(super) fn read(file: &'static str) -> Self {
        let mut starts = vec![Vec::new(); 256];
        for words in at_place(file, "starts") {
            starts[usize::from(words.as_bytes()[0])].push(words);
        }
        let has = AhoCorasick::new(at_place(file, "has")).expect("a list of phrases is small enough");
        Self { whole: at_place(file, "is").collect(), starts, has }
    }

    /// Whether one of them marks the block.
    pub(super) fn mark(&self, shape: &Shape<'_>) -> bool {
        let core = shape.folded.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '_'));
        let short = shape.words.len() <= 40;
        self.whole.get(core).is_some()
            || (short && self.starts(&shape.folded))
            || self.has.is_match(&shape.folded)
    }

    fn starts(&self, folded: &str) -> bool {
        let first = folded.as_bytes().first();
        first.is_some_and(|&b| self.starts[usize::from(b)].iter().any(|words| begins(folded, words)))
    }
}

/// The phrases of a data file that stand at one place of a block.
fn at_place(file: &'static str, place: &str) -> impl Iterator<Item = &'static str> {
    let lines = lists::lines(file).filter_map(|line| line.split_once('\t'));
    lines.filter_map(move |(at, words)| (at == place).then_some(words))
}

/// Begins with these words and not merely with their letters.
fn begins(folded: &str, words: &str) -> bool {
    let Some(rest) = folded.strip_prefix(words) else { return false };
    let whole = words.ends_with(|c: char| !c.is_alphabetic());
    whole || !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::at_place;
    use crate::word::lists;

    #[test]
    fn every_line_is_understood() {
        for file in [include_str!("../../data/furniture.tsv"), include_str!("../../data/bylines.tsv")] {
            let understood: usize =
                ["is", "starts", "has"].map(|place| at_place(file, place).count()).iter().sum();
            assert_eq!(understood, lists::lines(file).count());
        }
    }
}
