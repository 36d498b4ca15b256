//! When two spellings name one.
//!
//! Names differ between reports by what is left out ("Okafor"), by diacritics,
//! by transliteration ("Andrei", "Andrey") and by acronym. What none of these
//! explains is another name: two people of one surname stay two.

use std::collections::BTreeSet;

use super::apart;
use wirefold_gazetteer::{country_named, country_of_demonym};
use wirefold_report::EntityKind;
use wirefold_text::normal::fold;
use wirefold_text::person::{PersonName, is_short_form};

/// Longer names than this are compared as written only.
const MOST_PARTS: usize = 12;

/// How two names relate, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// They name two, for all that their letters say.
    None,
    /// One leaves out parts of the other.
    Part,
    /// One is made of the other's initials.
    Acronym,
    /// Two spellings.
    Variant,
    /// The same after folding.
    Same,
}

/// A name in comparable form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub written: String,
    /// Its words, folded, without articles and titles.
    pub parts: Vec<String>,
    /// Its initials: of all its words, of those with a capital, and of these without a country that they begin with ("FTC" is
    /// the "U.S. Federal Trade Commission").
    initials: [String; 3],
    country: Option<&'static str>,
}

impl Name {
    pub(crate) fn new(written: &str) -> Self {
        let words = || words_of(written);
        // "Anna A. Berg": an initial, no article.
        let kept = |(i, w): &(usize, &str)| (*i > 0 && *w == "A") || !is_dropped(&fold(w));
        let parts = words().enumerate().filter(kept).map(|(_, w)| fold(w)).collect();
        let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        let initials = [
            initials(words()),
            initials(words().filter(capital)),
            initials(words_of(without_country(written)).filter(capital)),
        ];
        let country = country_named(written).map(|c| c.code);
        Self { written: written.to_owned(), parts, initials, country }
    }

    /// How this name relates to another of the same kind of thing.
    pub(crate) fn likeness(&self, other: &Self, kind: EntityKind) -> Likeness {
        if self.parts.is_empty() || other.parts.is_empty() {
            return if self.written == other.written { Likeness::Same } else { Likeness::None };
        }
        if self.parts == other.parts {
            return Likeness::Same;
        }
        if self.country.is_some() || other.country.is_some() {
            return if self.country == other.country { Likeness::Same } else { self.acronym(other) };
        }
        if self.parts.len().max(other.parts.len()) > MOST_PARTS {
            return self.acronym(other);
        }
        match kind {
            EntityKind::Person => person(&self.parts, &other.parts),
            _ if apart::by_words(&self.parts, &other.parts) => self.acronym(other),
            EntityKind::Place => spelling(&self.parts, &other.parts),
            _ => organization(&self.parts, &other.parts).max(self.acronym(other)),
        }
    }

    fn acronym(&self, other: &Self) -> Likeness {
        let made_of = |short: &Self, long: &Self| {
            // "US" is a country, whoever has these initials.
            long.parts.len() > 1
                && short.country.is_none()
                && short.letters().is_some_and(|l| long.initials.contains(&l))
        };
        if made_of(self, other) || made_of(other, self) { Likeness::Acronym } else { Likeness::None }
    }

    /// The letters of an acronym, in lower case.
    fn letters(&self) -> Option<String> {
        let letters: String = self.written.chars().filter(|c| *c != '.').take(9).collect();
        let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
        ((2..=8).contains(&letters.len()) && capitals * 2 > letters.len()).then(|| letters.to_lowercase())
    }

    /// Two names that are alike have one of these in common.
    pub(crate) fn keys(&self) -> Vec<String> {
        let parts = &self.parts[..self.parts.len().min(MOST_PARTS)];
        let mut keys = vec![self.parts.concat()];
        for part in parts {
            let letters: Vec<char> = part.chars().collect();
            if letters.len() >= 4 {
                keys.push(format!("{}-", letters[..3].iter().collect::<String>()));
                keys.push(format!("-{}", letters[letters.len() - 3..].iter().collect::<String>()));
            }
            keys.push(part.clone());
        }
        let acronyms = self.letters().into_iter().chain(self.initials.clone());
        keys.extend(parts.iter().map(|p| consonants(p)).filter(|c| c.len() >= 2).map(|c| format!("{c}~")));
        keys.extend(acronyms.filter(|l| (2..=8).contains(&l.len())).map(|l| format!("{l}.")));
        keys.extend(self.country.map(str::to_owned));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

fn words_of(written: &str) -> impl Iterator<Item = &str> {
    written.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)).filter(|w| !w.is_empty())
}

/// What follows a country's name or adjective at the start of a name, where enough does for an acronym of its own.
fn without_country(written: &str) -> &str {
    const FEWEST: usize = 3;
    const LONGEST: usize = 3;
    let written = written.strip_prefix("the ").or_else(|| written.strip_prefix("The ")).unwrap_or(written);
    let gaps = written.match_indices(' ').map(|(at, _)| at).take(LONGEST);
    let names_country = |at: &usize| {
        let first = written[..*at].trim_end_matches("'s").trim_end_matches("’s");
        country_named(first).or_else(|| country_of_demonym(first)).is_some()
    };
    let rest = gaps.filter(names_country).last().map(|at| &written[at + 1..]);
    rest.filter(|rest| words_of(rest).count() >= FEWEST).unwrap_or(written)
}

fn initials<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.filter_map(|w| w.chars().next()).flat_map(char::to_lowercase).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

fn is_dropped(part: &str) -> bool {
    matches!(part, "the" | "a" | "an" | "mr" | "mrs" | "ms" | "dr" | "sir")
}

/// The same number of parts, at least one of them equal and the others spelled
/// alike; or a single long one spelled alike.
fn spelling(one: &[String], other: &[String]) -> Likeness {
    if one.len() != other.len() {
        return joined(one, other);
    }
    let equal = one.iter().zip(other).filter(|(a, b)| a == b).count();
    let alike = one.iter().zip(other).all(|(a, b)| alike(a, b));
    let single = one.len() == 1 && one[0].chars().count() >= 6;
    let sounds = |parts: &[String]| parts.iter().map(|p| consonants(p).len()).sum::<usize>();
    let one_sound = sounds(one) >= 5 && one.iter().zip(other).all(|(a, b)| consonants(a) == consonants(b));
    if alike && (equal > 0 || single || one_sound) { Likeness::Variant } else { Likeness::None }
}

/// "Mc Gregor" and "McGregor": the same letters in other words.
fn joined(one: &[String], other: &[String]) -> Likeness {
    if one.concat() == other.concat() { Likeness::Variant } else { Likeness::None }
}

fn person(one: &[String], other: &[String]) -> Likeness {
    let (a, b) = (PersonName::of(one), PersonName::of(other));
    match a.generation == b.generation {
        true => unmarked(a.words, b.words),
        false if a.generations_fit(b) => unmarked(a.words, b.words).min(Likeness::Part),
        false => Likeness::None,
    }
}

/// Two names without marks of generation.
fn unmarked(one: &[String], other: &[String]) -> Likeness {
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    let begins = |s: &str, l: &str| is_initial_of(s, l) || is_initial_of(l, s) || is_short_form(s, l);
    if long.len() == short.len() {
        let other_form = long.len() > 1 && long[1..] == short[1..] && begins(&short[0], &long[0]);
        return if other_form { Likeness::Part } else { spelling(one, other) };
    }
    if joined(one, other) == Likeness::Variant {
        return Likeness::Variant;
    }
    let ends = |part: &String| alike(part, &long[long.len() - 1]) || alike(part, &long[0]);
    let within = in_order(short, long, |s, l| alike(s, l) || begins(s, l));
    if within && ends(&short[short.len() - 1]) { Likeness::Part } else { Likeness::None }
}

fn organization(one: &[String], other: &[String]) -> Likeness {
    let words = |parts: &[String]| -> BTreeSet<String> {
        parts.iter().filter(|p| !is_link(p)).map(|p| p.trim_end_matches("'s").to_owned()).collect()
    };
    let (one_set, other_set) = (words(one), words(other));
    let few = one_set.len().min(other_set.len()) < 2;
    match spelling(one, other) {
        Likeness::None if few => Likeness::None,
        Likeness::None if one_set == other_set => Likeness::Variant,
        Likeness::None if one_set.is_subset(&other_set) || other_set.is_subset(&one_set) => Likeness::Part,
        like => like,
    }
}

/// Words that join the parts of an organisation's name.
fn is_link(part: &str) -> bool {
    matches!(part, "of" | "for" | "and" | "on" | "in" | "de" | "du" | "des" | "la" | "le")
}

fn in_order(short: &[String], long: &[String], fits: impl Fn(&str, &str) -> bool) -> bool {
    let mut rest = long.iter();
    short.iter().all(|part| rest.any(|l| fits(part, l)))
}

fn is_initial_of(initial: &str, part: &str) -> bool {
    initial.chars().count() == 1 && part.starts_with(initial)
}

/// Spellings of one word: a letter or two apart, or with the same consonants.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let sound = consonants(one);
    let starts_alike = one.chars().next().map(is_vowel) == other.chars().next().map(is_vowel);
    near(one, other)
        || (sound.len() >= 3
            && starts_alike
            && one.chars().count().abs_diff(other.chars().count()) <= 3
            && sound == consonants(other))
}

/// The consonants of a folded word, those that systems of transliteration write
/// differently taken together ("Rashad", "Rəşad"; "Youssef", "Yusuf").
fn consonants(word: &str) -> String {
    let mut sounds = String::new();
    for c in word.chars() {
        let sound = match c {
            c if is_vowel(c) || c == '\'' => continue,
            'h' if !sounds.is_empty() => continue,
            'q' | 'c' => 'k',
            'w' => 'v',
            c => c,
        };
        if !sounds.ends_with(sound) {
            sounds.push(sound);
        }
    }
    sounds
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ə')
}

/// Whether two folded words may be spellings of one: one letter apart, two in
/// words of seven letters and more.
pub(crate) fn near(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let allowed = match a.len().min(b.len()) {
        0..=3 => return false,
        4..=6 => 1,
        7..=40 => 2,
        _ => return false,
    };
    a.len().abs_diff(b.len()) <= allowed && distance(&a, &b) <= allowed
}

/// Levenshtein, "Binary codes capable of correcting deletions, insertions, and
/// reversals", 1966.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Name};
    use wirefold_report::EntityKind::{self, Organization, Person, Place};

    fn likeness(kind: EntityKind, one: &str, other: &str) -> Likeness {
        let (a, b) = (Name::new(one), Name::new(other));
        let likeness = a.likeness(&b, kind);
        assert_eq!(likeness, b.likeness(&a, kind), "{one} / {other} is symmetric");
        let found = a.keys().iter().any(|key| b.keys().contains(key));
        assert!(found || likeness == Likeness::None, "{one} / {other} have a key in common");
        likeness
    }

    #[test]
    fn names_of_one_are_told_from_names_of_two() {
        use Likeness::{Acronym, None, Part, Same, Variant};
        for (kind, one, other, expected) in [
            (Person, "Jörg Müller", "Jorg Muller", Same),
            (Person, "Aleksei Navalny", "Aleksey Navalny", Variant),
            (Person, "Zelenskyy", "Zelensky", Variant),
            (Person, "Rashad Velizade", "Rəşad Vəlizadə", Variant),
            (Person, "Mohammed Rashid", "Muhammad Rasheed", Variant),
            (Person, "Lina Olsen", "Alan Olsson", None),
            (Person, "Ban Ki-moon", "Ban Kimoon", Variant),
            (Person, "Anna Berg", "Berg", Part),
            (Person, "Mao Zedong", "Mao", Part),
            (Person, "A. Berg", "Anna Berg", Part),
            (Person, "Anna Berg", "Erik Berg", None),
            (Person, "Anna Berg", "Anna Lund", None),
            (Person, "Kim", "Kit", None),
            (Person, "Tom Berg", "Thomas Berg", Part),
            (Person, "Tom Berg", "Thomas A. Berg Jr.", Part),
            (Person, "Thomas Berg Jr.", "Thomas Berg", None),
            (Person, "Tom Berg", "Tim Berg", None),
            (Organization, "the World Health Organization", "WHO", Acronym),
            (Organization, "Bank of Norway", "BoN", Acronym),
            (Organization, "the U.S. Federal Trade Commission", "FTC", Acronym),
            (Organization, "United Kingdom Civil Aviation Authority", "CAA", Acronym),
            (Organization, "Norway's Marine Safety Board", "MSB", Acronym),
            (Organization, "Norwegian Coast Guard", "CG", None),
            (Organization, "Norwegian Marine Safety Board", "FSB", None),
            (Organization, "World Health Organisation", "World Health Organization", Variant),
            (Organization, "Oslo Peace Institute", "Oslo Institute", Part),
            (Organization, "Oslo Institute", "Bergen Institute", None),
            (Organization, "Lund Peace Institute", "Peace Institute of Lund", Variant),
            (Organization, "Swedish ministry of trade", "trade ministry", Part),
            (Place, "United States", "U.S.", Same),
            (Organization, "U.S.", "Union of Sailors", None),
            (Organization, "US", "University of Skien", None),
            (Organization, "U.S.A.", "Union of Scottish Anglers", None),
            (Organization, "UOS", "Union of Sailors", Acronym),
            (Place, "Iran", "Iraq", None),
            (EntityKind::Group, "Kurdish", "Turkish", None),
            (EntityKind::Group, "Democrats", "Democratic", None),
            (EntityKind::Other, "Tuesday", "Thursday", None),
            (Organization, "Northern Harbour Union", "Southern Harbour Union", None),
            (Place, "Northern Province", "Southern Province", None),
            (Place, "Kharkiv", "Kharkov", Variant),
        ] {
            assert_eq!(likeness(kind, one, other), expected, "{one} / {other}");
        }
    }
}
