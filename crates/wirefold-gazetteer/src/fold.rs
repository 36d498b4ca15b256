//! One spelling for the many ways of writing a name.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `name` in the form under which tables are searched: lower case without
/// diacritics, full stops and apostrophes, hyphens as blanks, no leading "the".
///
/// ```
/// assert_eq!(wirefold_gazetteer::folded("the Élysée"), "elysee");
/// assert_eq!(wirefold_gazetteer::folded("Guinea-Bissau"), "guinea bissau");
/// ```
#[must_use]
pub fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        push(&mut out, c);
    }
    let trimmed = out.trim_end();
    trimmed.strip_prefix("the ").unwrap_or(trimmed).to_owned()
}

/// Appends what is left of one character.
fn push(out: &mut String, c: char) {
    match c {
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'ı' => out.push('i'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        _ if c.is_alphanumeric() || c == '&' => out.push(c),
        _ if is_gap(c) && !out.is_empty() && !out.ends_with(' ') => out.push(' '),
        _ => {}
    }
}

/// Whether a character parts the words of a name.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | ',' | '/')
}

/// The letters of `name`, if all of them are capitals: "US" for "U.S.".
pub(crate) fn abbreviation(name: &str) -> Option<String> {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let letters: String = name.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    (letters.len() >= 2 && letters.chars().all(char::is_uppercase)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::{abbreviation, folded};

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("Türkiye", "Turkiye"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
            ("Łódź", "Lodz"),
            ("The  Hague ", "Hague"),
        ] {
            assert_eq!(folded(a), folded(b));
        }
        assert_eq!(folded("¡…!"), "");
    }

    #[test]
    fn only_capitals_abbreviate() {
        assert_eq!(abbreviation("the U.S.").as_deref(), Some("US"));
        assert_eq!(abbreviation("us"), None);
        assert_eq!(abbreviation("U"), None);
    }
}
