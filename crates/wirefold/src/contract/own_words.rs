//! What a party is called that no name names.

use wirefold_report::StoryEntity;
use wirefold_text::one_line;

/// The words that name a party of its own, with the name of its owner for "its": "its troops", "Chile's troops".
pub(super) fn of(words: &str, whose: Option<&StoryEntity>) -> String {
    let words = one_line(words);
    // Of "his Chadian allies" the words say themselves whose they are, and "his" is somebody else's.
    match (words.split_once(' '), whose) {
        (Some((first, rest)), Some(entity)) if is_possessive(first) && !hold_a_name(rest, entity) => {
            format!("{}'s {rest}", entity.name)
        }
        _ => words,
    }
}

/// Whether they say whose they are: by a name, or by "its". Of "fighters of this group" the reader doesn't know which.
pub(super) fn say_whose(words: &str, whose: &StoryEntity) -> bool {
    words.split_whitespace().next().is_some_and(is_possessive) || hold_a_name(&one_line(words), whose)
}

fn is_possessive(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "its" | "his" | "her" | "their")
}

fn hold_a_name(words: &str, entity: &StoryEntity) -> bool {
    std::iter::once(&entity.name).chain(&entity.aliases).any(|name| words.contains(name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{of, say_whose};
    use wirefold_report::{EntityKind, StoryEntity, Whereabouts};

    #[test]
    fn a_party_is_called_by_its_words_and_whose_it_is() {
        let league = StoryEntity {
            kind: EntityKind::Organization,
            named: true,
            name: "Harbour League".to_owned(),
            aliases: vec!["League".to_owned()],
            roles: Vec::new(),
            country: None,
            sector: None,
            whereabouts: Whereabouts::default(),
            members: Vec::new(),
            evidence: Vec::new(),
        };
        let called = |words: &str| of(words, Some(&league));
        assert_eq!(called("its\n pilots"), "Harbour League's pilots");
        assert_eq!(called("his League colleagues"), "his League colleagues");
        assert_eq!(called("pilots of the League"), "pilots of the League");
        assert_eq!(of("its pilots", None), "its pilots");
        let say = |words: &str| say_whose(words, &league);
        assert!(say("its pilots") && say("the Harbour\nLeague chief"));
        assert!(!say("waves of pilots from this association"));
    }
}
