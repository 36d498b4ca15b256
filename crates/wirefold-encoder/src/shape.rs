//! The class of a word's letter case, which the uncased vocabulary loses.

use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// The row of the shape table for padding and for the marks at both ends of a sentence.
pub(crate) const NO_WORD: i32 = 0;
/// How many shapes there are.
pub(crate) const COUNT: usize = 8;

/// 1 with digits but no letter, 2 with neither, 3 all lower, 4 one capital, 5 all capitals, 6 `Title`, 7 `miXed`.
#[must_use]
pub fn shape_of(word: &str) -> i32 {
    if !word.chars().any(is_letter) {
        return if word.chars().any(is_number) { 1 } else { 2 };
    }
    let cased = || word.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
    let capitals = cased().filter(|c| c.is_uppercase()).count();
    let starts_upper = word.chars().next().is_some_and(char::is_uppercase);
    match capitals {
        0 => 3,
        n if n == cased().count() => 4 + i32::from(word.chars().nth(1).is_some()),
        1 if starts_upper => 6,
        _ => 7,
    }
}

fn is_letter(c: char) -> bool {
    use Category::{LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter};
    matches!(
        get_general_category(c),
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

fn is_number(c: char) -> bool {
    matches!(
        get_general_category(c),
        Category::DecimalNumber | Category::LetterNumber | Category::OtherNumber
    )
}

#[cfg(test)]
mod tests {
    use super::shape_of;

    #[test]
    fn each_class_has_its_row() {
        let cases = [
            ("2023", 1),
            ("—", 2),
            ("tanks", 3),
            ("U", 4),
            ("NATO", 5),
            ("U.S.", 5),
            ("Kyiv", 6),
            ("McKay", 7),
        ];
        for (word, row) in cases {
            assert_eq!(shape_of(word), row, "{word}");
        }
    }
}
