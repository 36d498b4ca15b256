//! Countries, their names and their people.

use crate::fold::{abbreviation, folded};
use std::{collections::HashMap, sync::OnceLock};

/// A country or dependent territory of ISO 3166-1 (and Kosovo as `XKX`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: &'static str,
    /// ISO 3166-1 alpha-2.
    pub alpha2: &'static str,
    /// Short English name.
    pub name: &'static str,
    /// Its capital; empty where it has none.
    pub capital: &'static str,
    /// Other English names, abbreviations in capitals.
    pub names: Vec<&'static str>,
    /// Adjectives and nouns for its people, without plurals.
    pub people: Vec<&'static str>,
    /// FIPS 10-4, where it has one.
    pub fips: Option<&'static str>,
    /// State number of the Correlates of War project, where it has one.
    pub cow: Option<u16>,
    /// IANA zone of the capital.
    pub(crate) zone: Option<&'static str>,
    /// Whether that is its only zone.
    pub(crate) one_zone: bool,
}

/// Countries and the ways to find them.
pub(crate) struct Countries {
    pub(crate) all: Vec<Country>,
    by_code: HashMap<&'static str, usize>,
    by_name: HashMap<String, usize>,
    by_abbreviation: HashMap<String, usize>,
    by_people: HashMap<String, usize>,
}

/// The lines of a table, without comments, split at tabs.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// The parts of a field with alternatives.
pub(crate) fn alternatives(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|part| !part.is_empty())
}

pub(crate) fn countries() -> &'static Countries {
    static COUNTRIES: OnceLock<Countries> = OnceLock::new();
    COUNTRIES.get_or_init(load)
}

fn load() -> Countries {
    let mut all: Vec<Country> =
        rows(include_str!("../data/countries.tsv")).filter_map(|row| country_of(&row)).collect();
    let by_code: HashMap<_, _> = all.iter().enumerate().map(|(i, c)| (c.code, i)).collect();
    for row in rows(include_str!("../data/nations.tsv")) {
        let Some(&i) = row.first().and_then(|code| by_code.get(code)) else { continue };
        all[i].names = row.get(1).copied().map(alternatives).into_iter().flatten().collect();
        all[i].people = row.get(2).copied().map(alternatives).into_iter().flatten().collect();
    }
    for row in rows(include_str!("../data/cow.tsv")) {
        let Some(&i) = row.first().and_then(|code| by_code.get(code)) else { continue };
        all[i].cow = row.get(1).and_then(|number| number.parse().ok());
    }
    let mut made = Countries {
        all,
        by_code,
        by_name: HashMap::new(),
        by_abbreviation: HashMap::new(),
        by_people: HashMap::new(),
    };
    made.index();
    made
}

fn country_of(row: &[&'static str]) -> Option<Country> {
    let &[code, alpha2, name, capital, zone, one_zone, fips] = row else { return None };
    Some(Country {
        code,
        alpha2,
        name,
        capital,
        names: Vec::new(),
        people: Vec::new(),
        fips: (!fips.is_empty()).then_some(fips),
        cow: None,
        zone: (!zone.is_empty()).then_some(zone),
        one_zone: one_zone == "1",
    })
}

impl Countries {
    fn index(&mut self) {
        for (i, country) in self.all.iter().enumerate() {
            self.by_name.entry(folded(country.name)).or_insert(i);
            for name in &country.names {
                match abbreviation(name) {
                    Some(letters) => self.by_abbreviation.entry(letters).or_insert(i),
                    None => self.by_name.entry(folded(name)).or_insert(i),
                };
            }
            for word in &country.people {
                self.by_people.entry(folded(word)).or_insert(i);
                self.by_people.entry(folded(&format!("{word}s"))).or_insert(i);
            }
        }
    }

    pub(crate) fn by_alpha2(&self, alpha2: &str) -> Option<usize> {
        self.all.iter().position(|c| c.alpha2 == alpha2)
    }
}

/// The country of that ISO 3166-1 alpha-3 code.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    let countries = countries();
    countries.by_code.get(code).map(|&i| &countries.all[i])
}

/// The country of that name. Case and diacritics do not matter, except that
/// abbreviations must stand in capitals ("US", not "us").
///
/// ```
/// let code = |name| wirefold_gazetteer::country_named(name).map(|c| c.code);
/// assert_eq!(code("the United States"), Some("USA"));
/// assert_eq!(code("U.S."), Some("USA"));
/// assert_eq!(code("us"), None);
/// assert_eq!(code("Côte d’Ivoire"), Some("CIV"));
/// ```
#[must_use]
pub fn country_named(name: &str) -> Option<&'static Country> {
    let countries = countries();
    let short = abbreviation(name).and_then(|letters| countries.by_abbreviation.get(&letters));
    short.or_else(|| countries.by_name.get(&folded(name))).map(|&i| &countries.all[i])
}

/// The country whose people or things are called so: "Russian", "Danes".
/// A region's people ("Gazans") belong to the region's country.
///
/// ```
/// let code = |word| wirefold_gazetteer::country_of_demonym(word).map(|c| c.code);
/// assert_eq!(code("Swedes"), Some("SWE"));
/// assert_eq!(code("North Korean"), Some("PRK"));
/// assert_eq!(code("Gazans"), Some("PSE"));
/// ```
#[must_use]
pub fn country_of_demonym(word: &str) -> Option<&'static Country> {
    let countries = countries();
    let key = folded(word);
    countries
        .by_people
        .get(&key)
        .map(|&i| &countries.all[i])
        .or_else(|| crate::region::region_of_people(&key).map(|r| r.country))
}

#[cfg(test)]
mod tests {
    use super::{countries, country, country_named, country_of_demonym, rows};

    #[test]
    fn every_country_is_found_by_its_names() {
        for country in &countries().all {
            for name in std::iter::once(&country.name).chain(&country.names) {
                assert_eq!(country_named(name).map(|c| c.code), Some(country.code), "{name}");
            }
        }
    }

    #[test]
    fn every_row_of_nations_has_its_country() {
        for row in rows(include_str!("../data/nations.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(countries().by_code.contains_key(row[0]), "{row:?}");
        }
    }

    #[test]
    fn codes_of_other_lists() {
        for row in rows(include_str!("../data/cow.tsv")) {
            let number = country(row[0]).and_then(|c| c.cow);
            assert_eq!(number.map(|n| n.to_string()).as_deref(), Some(row[1]), "{row:?}");
        }
        for (code, fips, cow) in [
            ("RUS", Some("RS"), Some(365)),
            ("GBR", Some("UK"), Some(200)),
            ("PSE", Some("WE"), None),
            ("ALA", None, None),
        ] {
            let found = country(code).map(|c| (c.fips, c.cow));
            assert_eq!(found, Some((fips, cow)), "{code}");
        }
    }

    #[test]
    fn people_and_plurals() {
        for (word, code) in [
            ("Russians", "RUS"),
            ("israeli", "ISR"),
            ("Frenchmen", "FRA"),
            ("Burkinabé", "BFA"),
            ("South Koreans", "KOR"),
            ("Congolese", "COD"),
            ("Scots", "GBR"),
        ] {
            assert_eq!(country_of_demonym(word).map(|c| c.code), Some(code), "{word}");
        }
        for word in ["", "Martian", "poles apart", "’"] {
            assert_eq!(country_of_demonym(word), None, "{word}");
        }
    }
}
