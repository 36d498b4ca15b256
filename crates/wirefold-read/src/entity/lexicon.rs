//! The word lists of entities: roles, relations, forms of address, bodies.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};
use wirefold_gazetteer::{international, known_body};

/// Grammatical gender, as far as words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
}

/// What a noun for a person tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RoleNoun {
    /// PLOVER sector.
    pub(crate) sector: &'static str,
    /// Whether a country or body fills it.
    pub(crate) office: bool,
    /// Whether any body may have one: the sector is that of the body.
    pub(crate) any: bool,
    /// Whether it tells no sector without a body or a country.
    pub(crate) bare: bool,
    pub(crate) gender: Option<Gender>,
}

/// What a form of address tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Honorific {
    pub(crate) gender: Option<Gender>,
    pub(crate) sector: Option<&'static str>,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

fn gender(field: Option<&&str>) -> Option<Gender> {
    match field {
        Some(&"m") => Some(Gender::Male),
        Some(&"f") => Some(Gender::Female),
        _ => None,
    }
}

fn filled(field: Option<&&'static str>) -> Option<&'static str> {
    field.copied().filter(|text| !text.is_empty())
}

/// The role noun of those words (lower case, singular): "foreign minister".
pub(crate) fn role(noun: &str) -> Option<RoleNoun> {
    static ROLES: OnceLock<HashMap<&'static str, RoleNoun>> = OnceLock::new();
    let load = || {
        rows(include_str!("../../data/entity/roles.tsv"))
            .filter_map(|row| {
                let filling = filled(row.get(2))?;
                let (office, bare) = (filling.starts_with("office"), filling.ends_with("body"));
                let (any, sector) = (bare || filling.ends_with("any"), filled(row.get(1))?);
                Some((row[0], RoleNoun { sector, office, any, bare, gender: gender(row.get(3)) }))
            })
            .collect()
    };
    ROLES.get_or_init(load).get(shared_office(noun)).copied()
}

/// "co-chairman" is a chairman.
fn shared_office(noun: &str) -> &str {
    noun.strip_prefix("co-").unwrap_or(noun)
}

fn list(table: &'static str) -> HashSet<&'static str> {
    table.lines().map(str::trim).filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

/// Whether a word (lower case, singular) names people by what they do: one of the
/// list, or one whose ending tells ("glaciologist", "fisherman").
pub(crate) fn is_occupation(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    const ENDINGS: [&str; 16] = [
        "ologist", "ician", "woman", "person", "eer", "wright", "smith", "herd", "maker", "keeper", "holder",
        "fighter", "worker", "grower", "layer", "rescuer",
    ];
    let words = WORDS.get_or_init(|| list(include_str!("../../data/entity/occupations.txt")));
    let word = shared_office(word);
    words.contains(word)
        || ((word.len() > 7 && ENDINGS.iter().any(|ending| word.ends_with(ending))
            || word.len() > 5 && (word.ends_with("man") || word.ends_with("ist")))
            && may_be_person(word)
            && relation(word).is_none())
}

/// Whether a noun right before a name may say what the person is; hours, things and
/// relatives don't.
pub(crate) fn may_be_person(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    !WORDS.get_or_init(|| list(include_str!("../../data/entity/no_roles.txt"))).contains(word)
}

/// Whether a word is a military, clerical or noble rank, or its abbreviation.
pub(crate) fn is_rank(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS
        .get_or_init(|| list(include_str!("../../data/entity/ranks.txt")))
        .contains(word.trim_end_matches('.'))
}

/// The PLOVER sector of those who have a rank ("Gen.", "Sen."), where the abbreviation tells it; police and soldiers share
/// the lower ones.
pub(crate) fn sector_of_rank(word: &str) -> Option<&'static str> {
    const SHARED: [&str; 4] = ["sgt", "lt", "capt", "maj"];
    let word = word.trim_end_matches('.').to_lowercase();
    honorific(&word).and_then(|title| title.sector).filter(|_| !SHARED.contains(&word.as_str()))
}

/// The noun for whoever does what a verb (lemma) tells to a body: who heads it is its head.
pub(crate) fn doer(verb: &str) -> Option<&'static str> {
    static DOERS: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let load = || rows(include_str!("../../data/entity/doers.tsv")).map(|row| (row[0], row[1])).collect();
    DOERS.get_or_init(load).get(verb).copied()
}

/// Whether a word (lower case) before "secretary" or "minister" names what the office is for: "treasury".
pub(crate) fn is_portfolio(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| list(include_str!("../../data/entity/portfolios.txt"))).contains(word)
}

/// Whether what follows "to", "for" or "in" after this noun is its scope: an
/// ambassador to Berlin acts for somebody else.
pub(crate) fn is_scoped(noun: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| list(include_str!("../../data/entity/scoped.txt"))).contains(noun)
}

/// What words tell one office from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Offices {
    /// Somebody else's than his who has it now.
    Another,
    /// Held once.
    Past,
    /// A lesser one.
    Below,
    /// Whoever heads a state or government.
    Leader,
    /// That of a head of state or government.
    Head,
    /// Anybody's who serves a country.
    Servant,
}

impl Offices {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "another" => Self::Another,
            "past" => Self::Past,
            "below" => Self::Below,
            "leader" => Self::Leader,
            "head" => Self::Head,
            "servant" => Self::Servant,
            _ => return None,
        })
    }

    /// Whether a word (lower case) tells it.
    pub(crate) fn has(self, word: &str) -> bool {
        static WORDS: OnceLock<HashSet<(Offices, &'static str)>> = OnceLock::new();
        let load = || {
            rows(include_str!("../../data/entity/offices.tsv"))
                .filter_map(|row| Some((Self::named(row[0])?, filled(row.get(1))?)))
                .collect()
        };
        WORDS.get_or_init(load).contains(&(self, word))
    }
}

/// The gender of a noun that tells who somebody is by another ("counterpart").
pub(crate) fn relation(noun: &str) -> Option<Option<Gender>> {
    static RELATIONS: OnceLock<HashMap<&'static str, Option<Gender>>> = OnceLock::new();
    let load = || {
        rows(include_str!("../../data/entity/relations.tsv"))
            .map(|row| (row[0], gender(row.get(2))))
            .collect()
    };
    RELATIONS.get_or_init(load).get(noun).copied()
}

/// The gender that a noun for one of somebody's family tells, if any ("wife", "cousin"): `None` if it is
/// no such noun.
pub(crate) fn kin(noun: &str) -> Option<Option<Gender>> {
    static KIN: OnceLock<HashMap<&'static str, Option<Gender>>> = OnceLock::new();
    let load =
        || rows(include_str!("../../data/entity/kin.tsv")).map(|row| (row[0], gender(row.get(1)))).collect();
    KIN.get_or_init(load).get(noun).copied()
}

/// Whether a noun for a relative is a form of address of the clergy as well ("Father NAME").
pub(crate) fn clerical(noun: &str) -> bool {
    static CLERICAL: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let load = || {
        let marked =
            rows(include_str!("../../data/entity/kin.tsv")).filter(|row| row.get(2) == Some(&"clerical"));
        marked.map(|row| row[0]).collect()
    };
    CLERICAL.get_or_init(load).contains(noun)
}

/// The gender that a noun for a person tells, if any ("widow", "clerk"): `None`
/// if it is no noun for a person.
pub(crate) fn person(noun: &str) -> Option<Option<Gender>> {
    static PEOPLE: OnceLock<HashMap<&'static str, Option<Gender>>> = OnceLock::new();
    let load = || {
        rows(include_str!("../../data/entity/people.tsv")).map(|row| (row[0], gender(row.get(1)))).collect()
    };
    let told = PEOPLE.get_or_init(load).get(noun).copied();
    told.or_else(|| relation(noun)).or_else(|| role(noun).map(|role| role.gender))
}

/// The gender that a given name (folded) tells.
pub(crate) fn given_name(name: &str) -> Option<Gender> {
    static NAMES: OnceLock<HashMap<String, Gender>> = OnceLock::new();
    let load = || {
        rows(include_str!("../../data/entity/given_names.tsv"))
            .filter_map(|row| Some((row[0].to_lowercase(), gender(row.get(1))?)))
            .collect()
    };
    NAMES.get_or_init(load).get(name).copied()
}

/// What a form of address tells: "Mr.", "gen".
pub(crate) fn honorific(word: &str) -> Option<Honorific> {
    static HONORIFICS: OnceLock<HashMap<String, Honorific>> = OnceLock::new();
    let load = || {
        rows(include_str!("../../data/entity/honorifics.tsv"))
            .map(|row| {
                (row[0].to_lowercase(), Honorific { gender: gender(row.get(1)), sector: filled(row.get(2)) })
            })
            .collect()
    };
    HONORIFICS.get_or_init(load).get(&word.trim_end_matches('.').to_lowercase()).copied()
}

/// What a noun for a body or group tells.
#[derive(Clone, Copy)]
struct Body {
    sector: &'static str,
    /// Whether it tells that only in the name of an organization.
    in_names: bool,
}

fn body_noun(noun: &str) -> Option<Body> {
    static BODIES: OnceLock<HashMap<&'static str, Body>> = OnceLock::new();
    let load = || {
        rows(include_str!("../../data/entity/bodies.tsv"))
            .filter_map(|row| {
                let in_names = row.get(2) == Some(&"name");
                Some((row[0], Body { sector: filled(row.get(1))?, in_names }))
            })
            .collect()
    };
    BODIES.get_or_init(load).get(noun).copied()
}

/// The PLOVER sector that a noun for a body or group tells in a name: "ministry", "security force".
pub(crate) fn body(noun: &str) -> Option<&'static str> {
    body_noun(noun).map(|body| body.sector)
}

/// Whether a noun names a body without telling of what sort: "the group".
pub(crate) fn is_any_body(noun: &str) -> bool {
    body_noun(noun).is_some_and(|body| body.in_names)
}

/// The PLOVER sector that an organization's name tells by the noun that it is
/// about: the last one, or the last before "of".
pub(crate) fn sector_of_name<'w>(words: impl Iterator<Item = &'w str>) -> Option<&'static str> {
    let head: Vec<String> =
        words.take_while(|w| !matches!(*w, "of" | "for" | "in")).map(str::to_owned).collect();
    longest(&head, body).map(|(_, sector)| sector)
}

/// The PLOVER sector of a body that is known by its name, or of an office of one that is intergovernmental ("the U.N.
/// Human Rights Council"). `told` is what its own nouns tell.
pub(crate) fn of_known_body(name: &str, told: Option<&'static str>) -> Option<&'static str> {
    const LONGEST: usize = 2;
    let known = international(name).map(|body| body.sector);
    let known = known.or_else(|| known_body(name).map(|body| body.sector));
    known.or_else(|| {
        let name = name.strip_prefix("the ").unwrap_or(name);
        let mut starts =
            name.match_indices(' ').take(LONGEST).filter_map(|(at, _)| international(&name[..at]));
        let serves = matches!(told, Some("GOV" | "LEG" | "MIL" | "JUD"));
        starts.find(|body| serves && body.sector == "IGO").map(|body| body.sector)
    })
}

/// The PLOVER sector of the body or of whoever holds the role that those words (lower case, singular) name.
pub(crate) fn sector_of_noun(noun: &str) -> Option<&'static str> {
    body(noun).or_else(|| role(noun).map(|role| role.sector))
}

/// `word` without a regular plural ending, in the forms that it could have.
pub(crate) fn singulars(word: &str) -> impl Iterator<Item = String> + '_ {
    let men = word.strip_suffix("men").map(|stem| format!("{stem}man"));
    let ies = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let es = word.strip_suffix("es").map(str::to_owned);
    let s = word.strip_suffix('s').map(str::to_owned);
    [Some(word.to_owned()), men, ies, s, es].into_iter().flatten()
}

/// The longest entry that ends with the last of `words` (lower case): how many
/// words it takes and what `look` finds for it.
pub(crate) fn longest<T>(words: &[String], look: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    const LONGEST: usize = 5;
    let (last, before) = words.split_last()?;
    (0..=before.len().min(LONGEST - 1)).rev().find_map(|n| {
        let lead = before[before.len() - n..].iter().map(|word| format!("{word} ")).collect::<String>();
        singulars(last).find_map(|last| look(&format!("{lead}{last}"))).map(|found| (n + 1, found))
    })
}

#[cfg(test)]
mod tests {
    use super::{
        Gender, Offices, body, gender, given_name, honorific, is_any_body, kin, longest, of_known_body,
        person, relation, role, rows, sector_of_name,
    };

    #[test]
    fn bodies_that_are_known() {
        let sector = |name: &str| {
            let lower = name.to_lowercase();
            of_known_body(name, sector_of_name(lower.split_whitespace()))
        };
        for (name, expected) in [
            ("the World Bank", Some("IGO")),
            ("U.N. Security Council", Some("IGO")),
            ("the U.N. Human Rights Council", Some("IGO")),
            ("African Union Commission", Some("IGO")),
            ("EU Harbour Bank", None),
            ("Oslo City Council", None),
            ("Red Cross", Some("NGO")),
            ("Red Cross Council", None),
        ] {
            assert_eq!(sector(name), expected, "{name}");
        }
    }

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn the_longest_role_is_found() {
        let found = |text: &str| longest(&words(text), role).map(|(n, role)| (n, role.sector));
        assert_eq!(found("our foreign ministers"), Some((2, "GOV")));
        assert_eq!(found("us secretary of state"), Some((3, "GOV")));
        assert_eq!(found("policewomen"), None);
        assert_eq!(found("two congressmen"), Some((1, "LEG")));
    }

    #[test]
    fn tables_are_read_whole() {
        for row in rows(include_str!("../../data/entity/roles.tsv")) {
            assert!(role(row[0]).is_some_and(|r| r.sector.len() == 3), "{row:?}");
            let (filling, more) = row[2].split_once(' ').unwrap_or((row[2], "any"));
            assert!(["office", "trade"].contains(&filling) && ["any", "body"].contains(&more), "{row:?}");
        }
        for row in rows(include_str!("../../data/entity/offices.tsv")) {
            assert!(Offices::named(row[0]).is_some_and(|told| told.has(row[1])), "{row:?}");
        }
        for row in rows(include_str!("../../data/entity/bodies.tsv")) {
            assert!(body(row[0]).is_some_and(|sector| sector.len() == 3), "{row:?}");
            assert_eq!(is_any_body(row[0]), row.len() == 3, "{row:?}");
        }
        for row in rows(include_str!("../../data/entity/given_names.tsv")) {
            assert!(row.len() == 2 && given_name(&row[0].to_lowercase()).is_some(), "{row:?}");
        }
        for row in rows(include_str!("../../data/entity/people.tsv")) {
            assert!(
                person(row[0]).is_some_and(|told| told == gender(row.get(1)) || row.len() == 1),
                "{row:?}"
            );
        }
        for row in rows(include_str!("../../data/entity/kin.tsv")) {
            assert_eq!(kin(row[0]), Some(gender(row.get(1))), "{row:?}");
            assert!(row.get(1).is_none_or(|told| gender(Some(told)).is_some()), "{row:?}");
        }
        assert_eq!(honorific("Mrs.").and_then(|h| h.gender), Some(Gender::Female));
        assert_eq!(relation("brother"), Some(Some(Gender::Male)));
        assert_eq!(relation("counterpart"), Some(None));
    }
}
