//! Where a number is cut from the unit that it is written to.

use super::lists;

/// Where (in bytes) "10km", "7:30pm", "65bn" are cut; `None` for "20th", "5G".
pub(crate) fn unit_cut(word: &str) -> Option<usize> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'))?;
    (lists::is_unit(&word[digits..]) && !is_model(&word[digits..])).then_some(digits)
}

/// A capital alone is a name's part ("3D", "5G", "747C"), not a unit.
fn is_model(letters: &str) -> bool {
    letters.len() == 1 && letters.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::unit_cut;

    #[test]
    fn units_are_cut_off() {
        for (word, cut) in [("10km", Some(2)), ("7:30pm", Some(4)), ("1.5bn", Some(3)), ("9AM", Some(1))] {
            assert_eq!(unit_cut(word), cut, "{word}");
        }
        for word in ["20th", "1980s", "5G", "3D", "42", "km", "B2B", "737Max"] {
            assert_eq!(unit_cut(word), None, "{word}");
        }
    }
}
