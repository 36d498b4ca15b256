//! The word lists of `data/`, read once.

use super::lexicon::Lexicon;
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

static ABBREVIATIONS: LazyLock<Lexicon<Abbreviation>> = LazyLock::new(|| {
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
static PREFIXES: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lines(include_str!("../../data/prefixes.txt")).collect());
static UNITS: LazyLock<Lexicon<()>> = LazyLock::new(|| lines(include_str!("../../data/units.txt")).collect());
static DOMAINS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lines(include_str!("../../data/domains.txt")).collect());
static AGENCIES: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lines(include_str!("../../data/agencies.txt")).collect());
static SPEECH: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lines(include_str!("../../data/speech.txt")).collect());
static STARTERS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lines(include_str!("../../data/starters.txt")).collect());
static LETTERED: LazyLock<Lexicon<()>> =
    LazyLock::new(|| lines(include_str!("../../data/lettered.txt")).collect());
static EMOTICONS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut all: Vec<&str> = lines(include_str!("../../data/emoticons.txt")).collect();
    all.sort_by_key(|sign| std::cmp::Reverse(sign.len()));
    all
});
static CLITICS: LazyLock<Lexicon<usize>> = LazyLock::new(|| {
    pairs(include_str!("../../data/clitics.tsv"))
        .filter_map(|(form, length)| Some((form, length.parse().ok()?)))
        .collect()
});

/// The class of a word that may keep its full stop.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    ABBREVIATIONS.get_folded(word)
}

/// Whether a first part stays with what follows its hyphen.
pub(crate) fn is_prefix(part: &str) -> bool {
    PREFIXES.get_folded(part).is_some()
}

/// Whether letters after a number are a unit.
pub(crate) fn is_unit(letters: &str) -> bool {
    UNITS.get_folded(letters).is_some()
}

/// Whether a label is the last part of web addresses.
pub(crate) fn is_domain(label: &str) -> bool {
    DOMAINS.get(label).is_some()
}

/// Whether a word is a verb of speech.
pub(crate) fn is_speech(word: &str) -> bool {
    SPEECH.get(word).is_some()
}

/// Whether a word is an agency's short name.
pub(crate) fn is_agency(word: &str) -> bool {
    AGENCIES.get(word).is_some()
}

/// Whether a capitalised word is one that no name begins with.
pub(crate) fn is_starter(word: &str) -> bool {
    STARTERS.get_folded(word).is_some()
}

/// Whether kinds of what a word names are told apart by letters.
pub(crate) fn is_lettered(word: &str) -> bool {
    LETTERED.get_folded(word).is_some()
}

/// The bytes that emoticons begin with.
pub(crate) fn emoticon_firsts() -> &'static [bool; 256] {
    static FIRSTS: LazyLock<[bool; 256]> = LazyLock::new(|| {
        let mut firsts = [false; 256];
        for sign in EMOTICONS.iter() {
            firsts[usize::from(sign.as_bytes()[0])] = true;
        }
        firsts
    });
    &FIRSTS
}

/// Length in bytes of the emoticon that `rest` begins with.
pub(crate) fn emoticon(rest: &str) -> Option<usize> {
    let sign = EMOTICONS.iter().find(|sign| rest.starts_with(**sign))?;
    let ends = rest[sign.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '/');
    ends.then_some(sign.len())
}

/// Length of the first of two words that are written as one.
pub(crate) fn clitic(word: &str) -> Option<usize> {
    CLITICS.get_folded(word)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_line_of_the_lists_is_understood() {
        let lines = |file| super::lines(file).count();
        assert_eq!(super::ABBREVIATIONS.entries().len(), lines(include_str!("../../data/abbreviations.tsv")));
        assert_eq!(super::CLITICS.entries().len(), lines(include_str!("../../data/clitics.tsv")));
        for (form, first) in super::CLITICS.entries() {
            assert!(*first < form.len(), "{form} has a second word");
        }
    }
}
