//! How often words and the roots of names occur in general English, and numbers that are written as words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use wirefold_text::normal::Normaliser;
use wirefold_text::shingle;

/// How many in a million words those are of which the table says nothing.
pub(crate) const UNLISTED: f32 = 0.5;

/// Letters of a name that make its root.
const ROOT: usize = 5;

/// How many in a million words each term is.
static LISTED: LazyLock<FxHashMap<u64, f32>> = LazyLock::new(|| {
    let mut normaliser = Normaliser::default();
    summed(|word| Some(normaliser.tokens(word).first()?.term))
});

/// How many in a million words those of each root are.
static ROOTS: LazyLock<FxHashMap<u64, f32>> = LazyLock::new(|| summed(root));

/// The table's counts, added up by what a word is.
fn summed(mut of: impl FnMut(&str) -> Option<u64>) -> FxHashMap<u64, f32> {
    let mut sums: FxHashMap<u64, f32> = FxHashMap::default();
    for (word, count) in rows(include_str!("../../data/frequencies.tsv")) {
        let count: f32 = count.parse().expect("the table's second column is a number");
        if let Some(key) = of(word) {
            *sums.entry(key).or_default() += count;
        }
    }
    sums
}

/// The term of the digits for the term of each word.
static NUMBERS: LazyLock<FxHashMap<u64, u64>> = LazyLock::new(|| {
    let mut normaliser = Normaliser::default();
    let mut term = |word: &str| normaliser.tokens(word).first().expect("a word or a number is a token").term;
    rows(include_str!("../../data/number_words.tsv"))
        .map(|(word, digits)| (term(word), term(digits)))
        .collect()
});

/// A table's words, and what stands beside them.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// What the first letters of a name count as, if it has so many: "Nepal" and "Nepalese" have one root.
pub(crate) fn root(name: &str) -> Option<u64> {
    let letters = name.chars().take(ROOT).flat_map(char::to_lowercase).map(u64::from);
    let letters: Vec<u64> = letters.collect();
    (letters.len() >= ROOT).then(|| shingle::hash(letters))
}

/// How often words of a root occur in a million words of general English: the same whichever of them is met first.
pub(crate) fn root_per_million(root: u64) -> f32 {
    ROOTS.get(&root).map_or(UNLISTED, |count| count.max(UNLISTED))
}

/// How often a term occurs in a million words of general English.
pub(crate) fn per_million(term: u64) -> f32 {
    LISTED.get(&term).map_or(UNLISTED, |count| count.max(UNLISTED))
}

/// The term of the same number in digits, if this is the term of a number word.
pub(crate) fn in_digits(term: u64) -> Option<u64> {
    NUMBERS.get(&term).copied()
}

#[cfg(test)]
mod tests {
    use super::{UNLISTED, in_digits, per_million, root, root_per_million};
    use wirefold_text::normal::Normaliser;

    fn term(word: &str) -> u64 {
        Normaliser::default().tokens(word)[0].term
    }

    #[test]
    fn names_and_rare_words_are_rarer_than_common_ones() {
        assert!(per_million(term("minister")) > 10.0 * per_million(term("landslide")));
        assert!(per_million(term("France")) > per_million(term("Samarkand")));
        assert_eq!(per_million(term("Zzyzxia")).to_bits(), UNLISTED.to_bits());
    }

    #[test]
    fn a_country_and_its_people_have_one_root() {
        assert_eq!(root("Nepal"), root("NEPALESE"));
        assert_eq!(root("Peru"), None);
        let nepal = root_per_million(root("Nepal").unwrap_or_default());
        assert!(nepal >= per_million(term("Nepal")) + per_million(term("Nepalese")));
        assert_eq!(root_per_million(root("Zzyzxia").unwrap_or_default()).to_bits(), UNLISTED.to_bits());
    }

    #[test]
    fn a_number_is_one_in_words_and_in_digits() {
        assert_eq!(in_digits(term("Fourteen")), Some(term("14")));
        assert_eq!(in_digits(term("ninety")), Some(term("90")));
        assert_eq!(in_digits(term("none")), None);
    }
}
