//! The words by which texts say who wrote them, read from a table.

use std::sync::LazyLock;

/// The words of a list, in lower case.
pub(super) struct Words(LazyLock<Vec<&'static str>>);

macro_rules! lists {
    ($($name:ident: $list:literal;)*) => {
        $(pub(super) static $name: Words = Words(LazyLock::new(|| list($list)));)*

        #[cfg(test)]
        const ALL: &[(&str, &Words)] = &[$(($list, &$name)),*];
    };
}

lists! {
    TOLD: "told";
    STAFF: "staff";
    STAFF_MANY: "staff_many";
    IS_NEWS: "is_news";
    BEFELL: "befell";
    BEFELL_MANY: "befell_many";
    OTHER_TIME: "other_time";
    DENIAL: "denial";
    NEGATION: "negation";
    PICTURE_BEFORE: "picture_before";
    PICTURE_AFTER: "picture_after";
    PICTURE_WORDS: "picture_words";
    CITED_AFTER: "cited_after";
    CITED_BEFORE: "cited_before";
    OTHER_BODY: "other_body";
    BYLINE: "byline";
    SOURCE: "source";
    BYLINE_SMALL: "byline_small";
    NOT_BYLINE: "not_byline";
    BARE_TAIL: "bare_tail";
    CONTRIBUTION: "contribution";
    CONTRIBUTION_FIRST: "contribution_first";
    CONTRIBUTED: "contributed";
    OF_ITSELF: "of_itself";
    OWED: "owed";
    PLACE_SMALL: "place_small";
    MONTHS: "months";
    NO_AGENCY: "no_agency";
    EDITION: "edition";
}

fn list(name: &str) -> Vec<&'static str> {
    let rows = include_str!("../../data/credit_words.tsv").lines().filter_map(|line| line.split_once('\t'));
    rows.filter(|(list, _)| *list == name).flat_map(|(_, words)| words.split('|')).collect()
}

impl Words {
    /// Whether a word is one of these, whatever its case.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// The one that a text in lower case ends in as a word of its own.
    pub(super) fn ending(&self, text: &str) -> Option<&'static str> {
        self.0.iter().copied().find(|word| ends_in(text, word))
    }

    /// The one that a text in lower case begins with as a word of its own.
    pub(super) fn beginning(&self, text: &str) -> Option<&'static str> {
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        self.0.iter().copied().find(|word| text.strip_prefix(word).is_some_and(ends))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().copied()
    }
}

fn ends_in(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// The words of a text, without the punctuation around them.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '|' | '(' | ')' | '[' | ']'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{ALL, list, words};

    #[test]
    fn every_list_has_words_in_lower_case() {
        for (name, known) in ALL {
            assert!(known.iter().count() > 0, "{name}");
            assert!(known.iter().all(|word| word == word.to_lowercase()), "{name}");
            assert_eq!(list(name).len(), known.iter().count());
        }
        let rows = include_str!("../../data/credit_words.tsv").lines().filter(|line| line.contains('\t'));
        assert_eq!(rows.filter(|row| !row.starts_with('#')).count(), ALL.len());
    }

    #[test]
    fn words_stand_without_their_punctuation() {
        assert_eq!(words("(With AP, Reuters)").collect::<Vec<_>>(), ["With", "AP", "Reuters"]);
    }
}
