//! The parts of a person's name: given names, family name, mark of generation.
//!
//! All words are in folded form ([`fold`](crate::normal::fold)), without titles.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::normal::fold;

/// Short form to the full names that it stands for.
static FULL: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut full: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let lines = include_str!("../data/given_forms.tsv").lines().filter(|line| !line.starts_with('#'));
    for (name, short) in lines.filter_map(|line| line.split_once('\t')) {
        for short in short.split_whitespace() {
            full.entry(fold(short)).or_default().push(fold(name));
        }
    }
    full
});

/// A person's name taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonName<'n> {
    /// Given names and family name.
    pub words: &'n [String],
    /// "jr", "iii": which of several of that name in one family.
    pub generation: Option<&'n str>,
}

impl<'n> PersonName<'n> {
    /// Takes the words of a name apart. A mark alone is a name.
    #[must_use]
    pub fn of(words: &'n [String]) -> Self {
        match words.split_last() {
            Some((last, before)) if !before.is_empty() && is_generation(last) => {
                Self { words: before, generation: Some(last.trim_end_matches('.')) }
            }
            _ => Self { words, generation: None },
        }
    }

    /// Whether the marks let both be of one person: father and son have one name but
    /// for the mark. It may be left out together with the initial in the middle ("Samuel
    /// B. Oduya Jr.", "Sam Oduya").
    #[must_use]
    pub fn generations_fit(self, other: Self) -> bool {
        let formal = |name: Self| name.words.len() > 2;
        match (self.generation, other.generation) {
            (Some(_), None) => formal(self) && !formal(other),
            (None, Some(_)) => formal(other) && !formal(self),
            (one, other) => one == other,
        }
    }
}

fn is_generation(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// A family name without the Arabic article, also as it sounds before some letters: those of that name are called with it and
/// without.
///
/// ```
/// use wirefold_text::person::without_article;
///
/// assert_eq!(without_article("al-Sudani"), "Sudani");
/// assert_eq!(without_article("Al-Hashimi"), "Hashimi");
/// assert_eq!(without_article("Alami"), "Alami");
/// ```
#[must_use]
pub fn without_article(name: &str) -> &str {
    const ARTICLES: [&str; 9] = ["al", "el", "ad", "an", "ar", "as", "ash", "at", "az"];
    const SHORTEST: usize = 3;
    let parted =
        name.split_once('-').filter(|(article, _)| ARTICLES.contains(&article.to_lowercase().as_str()));
    parted.map(|(_, bare)| bare).filter(|bare| bare.chars().count() >= SHORTEST).unwrap_or(name)
}

/// Whether one given name is a short form of the other, or both are of a third.
///
/// ```
/// use wirefold_text::person::is_short_form;
///
/// assert!(is_short_form("liz", "elizabeth") && is_short_form("bob", "rob"));
/// assert!(!is_short_form("anna", "anne"));
/// ```
#[must_use]
pub fn is_short_form(one: &str, other: &str) -> bool {
    let full = |name: &str| FULL.get(name).map_or(&[][..], Vec::as_slice);
    let (of_one, of_other) = (full(one), full(other));
    let is = |all: &[String], name: &str| all.iter().any(|n| n == name);
    is(of_one, other) || is(of_other, one) || of_one.iter().any(|name| is(of_other, name))
}

#[cfg(test)]
mod tests {
    use super::{FULL, PersonName, is_short_form};

    fn words(name: &str) -> Vec<String> {
        name.split(' ').map(crate::normal::fold).collect()
    }

    #[test]
    fn father_and_son_stay_two() {
        let fit = |one: &str, other: &str| {
            PersonName::of(&words(one)).generations_fit(PersonName::of(&words(other)))
        };
        for (one, other, same) in [
            ("Samuel B. Oduya Jr.", "Sam Oduya", true),
            ("Samuel B. Oduya Jr.", "Samuel B. Oduya Jr", true),
            ("Samuel Oduya Jr.", "Samuel Oduya", false),
            ("Samuel Oduya Jr.", "Samuel Oduya Sr.", false),
            ("Samuel B. Oduya Jr.", "Samuel B. Oduya", false),
            ("Samuel B. Oduya", "Samuel Oduya", true),
        ] {
            assert_eq!(fit(one, other), same, "{one}, {other}");
            assert_eq!(fit(other, one), same, "{other}, {one}");
        }
        assert_eq!(PersonName::of(&words("Jr.")).words.len(), 1);
    }

    #[test]
    fn every_short_form_is_one_of_its_name() {
        assert!(FULL.len() > 150);
        for (short, names) in FULL.iter() {
            for name in names {
                assert!(short != name && is_short_form(short, name) && is_short_form(name, short));
            }
        }
        for (one, other) in [("tony", "toni"), ("john", "joan"), ("", ""), ("mike", "mark")] {
            assert!(!is_short_form(one, other), "{one}, {other}");
        }
    }
}
