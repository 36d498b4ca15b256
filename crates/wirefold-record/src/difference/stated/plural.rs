//! The plural of an English noun.

/// Nouns whose plural no rule gives.
const IRREGULAR: [(&str, &str); 9] = [
    ("man", "men"),
    ("child", "children"),
    ("person", "people"),
    ("foot", "feet"),
    ("life", "lives"),
    ("wife", "wives"),
    ("knife", "knives"),
    ("half", "halves"),
    ("aircraft", "aircraft"),
];

/// The plural of a noun in lower case: "countries", "boxes", "policewomen".
pub(super) fn plural(noun: &str) -> String {
    let irregular = IRREGULAR.iter().find_map(|(one, many)| Some((noun.strip_suffix(one)?, many)));
    if let Some((first, many)) = irregular.filter(|(first, _)| !first.ends_with("hu")) {
        return format!("{first}{many}");
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
    match noun.strip_suffix('y') {
        Some(stem) if !ends(&["ay", "ey", "oy", "uy"]) => format!("{stem}ies"),
        _ if ends(&["s", "x", "z", "ch", "sh"]) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn nouns_have_their_plurals() {
        for (one, many) in [
            ("country", "countries"),
            ("day", "days"),
            ("box", "boxes"),
            ("church", "churches"),
            ("bus", "buses"),
            ("policewoman", "policewomen"),
            ("human", "humans"),
            ("grandchild", "grandchildren"),
            ("person", "people"),
            ("house", "houses"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
