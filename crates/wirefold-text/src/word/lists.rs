//! The word lists of `data/`, read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// When a word keeps the full stop behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Always; something follows.
    Link,
    /// With a capital; a name follows.
    Title,
    /// Always.
    Plain,
    /// Before a number.
    Number,
    /// After a comma, a hyphen or an opening bracket.
    State,
}

/// The lines of a data file that say something.
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with("# "))
}

fn pairs(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(file).filter_map(|line| line.split_once('\t'))
}

static ABBREVIATIONS: LazyLock<BTreeMap<&str, Abbreviation>> = LazyLock::new(|| {
    pairs(include_str!("../../data/abbreviations.tsv"))
        .filter_map(|(form, class)| {
            let class = match class {
                "link" => Abbreviation::Link,
                "title" => Abbreviation::Title,
                "plain" => Abbreviation::Plain,
                "number" => Abbreviation::Number,
                "state" => Abbreviation::State,
                _ => return None,
            };
            Some((form, class))
        })
        .collect()
});
static PREFIXES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/prefixes.txt")).collect());
static UNITS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/units.txt")).collect());
static DOMAINS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/domains.txt")).collect());
static AGENCIES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/agencies.txt")).collect());
static SPEECH: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/speech.txt")).collect());
static STARTERS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| lines(include_str!("../../data/starters.txt")).collect());
static EMOTICONS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut all: Vec<&str> = lines(include_str!("../../data/emoticons.txt")).collect();
    all.sort_by_key(|sign| std::cmp::Reverse(sign.len()));
    all
});
static CLITICS: LazyLock<BTreeMap<&str, usize>> = LazyLock::new(|| {
    pairs(include_str!("../../data/clitics.tsv"))
        .filter_map(|(form, length)| Some((form, length.parse().ok()?)))
        .collect()
});

/// No listed word is longer; saves folding the case of monsters.
const LONGEST: usize = 24;

fn folded(word: &str) -> Option<String> {
    (word.len() <= LONGEST).then(|| word.to_lowercase())
}

/// The class of a word that may keep its full stop.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    ABBREVIATIONS.get(folded(word)?.as_str()).copied()
}

/// Whether a first part stays with what follows its hyphen.
pub(crate) fn is_prefix(part: &str) -> bool {
    folded(part).is_some_and(|part| PREFIXES.contains(part.as_str()))
}

/// Whether letters after a number are a unit.
pub(crate) fn is_unit(letters: &str) -> bool {
    folded(letters).is_some_and(|letters| UNITS.contains(letters.as_str()))
}

/// Whether a label is the last part of web addresses.
pub(crate) fn is_domain(label: &str) -> bool {
    DOMAINS.contains(label)
}

/// Whether a word is a verb of speech.
pub(crate) fn is_speech(word: &str) -> bool {
    SPEECH.contains(word)
}

/// Whether a word is an agency's short name.
pub(crate) fn is_agency(word: &str) -> bool {
    AGENCIES.contains(word)
}

/// Whether a capitalised word is one that no name begins with.
pub(crate) fn is_starter(word: &str) -> bool {
    folded(word).is_some_and(|word| STARTERS.contains(word.as_str()))
}

/// Length in bytes of the emoticon that `rest` begins with.
pub(crate) fn emoticon(rest: &str) -> Option<usize> {
    let sign = EMOTICONS.iter().find(|sign| rest.starts_with(**sign))?;
    let ends = rest[sign.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '/');
    ends.then_some(sign.len())
}

/// Length of the first of two words that are written as one.
pub(crate) fn clitic(word: &str) -> Option<usize> {
    CLITICS.get(folded(word)?.as_str()).copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_of_the_lists_is_understood() {
        let lines = |file| super::lines(file).count();
        assert_eq!(super::ABBREVIATIONS.len(), lines(include_str!("../../data/abbreviations.tsv")));
        assert_eq!(super::CLITICS.len(), lines(include_str!("../../data/clitics.tsv")));
        for (form, first) in super::CLITICS.iter() {
            assert!(*first < form.len(), "{form} has a second word");
        }
    }
}
