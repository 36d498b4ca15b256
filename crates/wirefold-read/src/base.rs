//! Bases of inflected forms, for where the reader's lemma is wrong.

/// Endings of regular English inflection with what stands in their place.
const ENDINGS: [(&str, &[&str]); 10] = [
    ("", &[""]),
    ("ies", &["y"]),
    ("ied", &["y"]),
    ("ing", &["", "e"]),
    ("ed", &["", "e"]),
    ("es", &["", "e"]),
    ("s", &[""]),
    ("men", &["man"]),
    ("d", &[""]),
    ("’s", &[""]),
];

/// What a form (lower case) may be a regular form of, itself first.
pub(crate) fn bases(form: &str) -> Vec<String> {
    let mut made = Vec::new();
    for (ending, tails) in ENDINGS {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        made.extend(tails.iter().map(|tail| format!("{stem}{tail}")));
        let mut letters = stem.chars().rev();
        if letters.next() == letters.next() && !ending.is_empty() {
            made.extend(stem.char_indices().next_back().map(|(end, _)| stem[..end].to_owned()));
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::bases;

    #[test]
    fn forms_have_their_bases() {
        let pairs = [
            ("denies", "deny"),
            ("denied", "deny"),
            ("admitting", "admit"),
            ("blames", "blame"),
            ("urging", "urge"),
            ("banned", "ban"),
            ("agreed", "agree"),
            ("passes", "pass"),
            ("fishermen", "fisherman"),
        ];
        for (form, base) in pairs {
            assert!(bases(form).iter().any(|b| b == base), "{form}");
        }
        assert_eq!(bases("s"), Vec::<String>::new());
    }
}
