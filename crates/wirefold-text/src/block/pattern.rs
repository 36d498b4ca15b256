//! Phrases that mark a block, and where in it they stand.

use super::shape::Shape;
use crate::word::lists;

enum Place {
    Is,
    Starts,
    Has,
}

/// A list of such phrases.
pub(super) struct Patterns(Vec<(Place, &'static str)>);

impl Patterns {
    /// Reads a data file.
    pub(super) fn read(file: &'static str) -> Self {
        let read = |line: &'static str| {
            let (place, words) = line.split_once('\t')?;
            let place = match place {
                "is" => Place::Is,
                "starts" => Place::Starts,
                "has" => Place::Has,
                _ => return None,
            };
            Some((place, words))
        };
        Self(lists::lines(file).filter_map(read).collect())
    }

    /// Whether one of them marks the block.
    pub(super) fn mark(&self, shape: &Shape<'_>) -> bool {
        let core = shape.folded.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '_'));
        let short = shape.words.len() <= 40;
        self.0.iter().any(|(place, words)| match place {
            Place::Is => core == *words,
            Place::Starts => short && begins(&shape.folded, words),
            Place::Has => shape.folded.contains(words),
        })
    }
}

/// Begins with these words and not merely with their letters.
fn begins(folded: &str, words: &str) -> bool {
    let Some(rest) = folded.strip_prefix(words) else { return false };
    let whole = words.ends_with(|c: char| !c.is_alphabetic());
    whole || !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::Patterns;
    use crate::word::lists;

    #[test]
    fn every_line_is_understood() {
        for file in [include_str!("../../data/furniture.tsv"), include_str!("../../data/bylines.tsv")] {
            assert_eq!(Patterns::read(file).0.len(), lists::lines(file).count());
        }
    }
}
