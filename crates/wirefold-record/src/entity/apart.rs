//! Words that are alike in letters and never spellings of one.
//!
//! Letters alone take "Tuesday" for a spelling of "Thursday" and "Islamist" for one of
//! "Islamic". Days, months and directions are closed sets; what a country's people are
//! called is spelled in one way; and two endings on one stem make two words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::name::alike;
use wirefold_gazetteer::{country_named, country_of_demonym};

/// Endings that make another word of one stem.
const ENDINGS: [&str; 5] = ["ic", "ist", "ism", "ian", "al"];

/// The set that a word belongs to.
static SETS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let lines = include_str!("apart.txt").lines().filter(|line| !line.starts_with('#'));
    lines.enumerate().flat_map(|(set, line)| line.split_whitespace().map(move |word| (word, set))).collect()
});

/// Whether two names of as many parts differ by two words that are no spellings of one.
pub(super) fn by_words(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).any(|(a, b)| alike(a, b) && are_two(a, b))
}

/// Whether two folded words are two, however near their letters.
fn are_two(one: &str, other: &str) -> bool {
    let (a, b) = (singular(one), singular(other));
    a != b && (are_of_one_set(a, b) || are_two_peoples(one, other) || have_two_endings(a, b))
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

fn are_of_one_set(one: &str, other: &str) -> bool {
    SETS.get(one).is_some_and(|set| SETS.get(other) == Some(set))
}

/// Whether both are called after countries, and not after one: "Kenya Airways" and "Kenyan Airways" are.
fn are_two_peoples(one: &str, other: &str) -> bool {
    let country =
        |word: &str| country_of_demonym(word).or_else(|| country_named(word)).map(|country| country.code);
    country(one).zip(country(other)).is_some_and(|(a, b)| a != b)
}

fn have_two_endings(one: &str, other: &str) -> bool {
    let stem = |word: &'_ str| ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).map(str::to_owned));
    match (stem(one), stem(other)) {
        (Some(a), Some(b)) => a == b,
        (Some(a), None) => a == other,
        (None, Some(b)) => b == one,
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{SETS, are_two};

    #[test]
    fn words_that_share_letters() {
        for (one, other, expected) in [
            ("tuesday", "thursday", true),
            ("southwest", "southeast", true),
            ("northern", "southern", true),
            ("kurdish", "turkish", true),
            ("islamic", "islamist", true),
            ("iran", "iraq", true),
            ("pakistan", "pakistani", false),
            ("islamism", "islamists", true),
            ("democrats", "democratic", true),
            ("sunday", "sunday", false),
            ("republicans", "republican", false),
            ("communist", "communists", false),
            ("organization", "organisation", false),
            ("kharkiv", "kharkov", false),
            ("zelensky", "zelenskyy", false),
            ("hezbollah", "hizbullah", false),
        ] {
            assert_eq!(are_two(one, other), expected, "{one} / {other}");
            assert_eq!(are_two(other, one), expected, "{other} / {one}");
        }
    }

    #[test]
    fn no_word_is_in_two_sets() {
        let listed = include_str!("apart.txt").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(SETS.len(), listed.flat_map(str::split_whitespace).count());
    }
}
