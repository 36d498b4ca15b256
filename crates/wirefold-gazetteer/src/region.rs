//! Regions that news names without their country.

use crate::{
    country::{Country, alternatives, country, rows},
    fold::folded,
};
use std::{collections::HashMap, sync::OnceLock};

/// A part of a country: "Gaza Strip", "Crimea", "Texas".
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The name that the table puts first.
    pub name: &'static str,
    /// Whose territory it is under international law.
    pub country: &'static Country,
    /// IANA zone, where it has one.
    pub zone: Option<&'static str>,
    /// Degrees north and east of about its middle, where known.
    pub position: Option<(f64, f64)>,
    /// Its code, where it is a first-order division: "CA".
    pub division: Option<&'static str>,
    /// Its number in GeoNames, where known.
    pub geonames: Option<u32>,
    /// Inhabitants of its cities, rounded down to thousands, where it is one of the many divisions.
    pub population: Option<u32>,
}

#[derive(Default)]
struct Regions {
    all: Vec<Region>,
    by_name: HashMap<String, usize>,
    /// First-order divisions besides those of `by_name`.
    divisions: HashMap<String, Vec<usize>>,
    by_people: HashMap<String, usize>,
    /// By country and division.
    by_division: HashMap<(&'static str, &'static str), usize>,
}

fn regions() -> &'static Regions {
    static REGIONS: OnceLock<Regions> = OnceLock::new();
    REGIONS.get_or_init(load)
}

fn load() -> Regions {
    let mut made = Regions::default();
    let tables = [include_str!("../data/regions.tsv"), include_str!("../data/states.tsv")];
    for row in tables.into_iter().flat_map(rows) {
        made.add(&row);
    }
    for row in rows(include_str!("../data/divisions.tsv")) {
        made.add_division(&row);
    }
    made
}

impl Regions {
    fn add(&mut self, row: &[&'static str]) {
        let (Some(&names), Some(country)) = (row.first(), row.get(1).and_then(|code| country(code))) else {
            return;
        };
        let number = |i: usize| row.get(i).and_then(|field| field.parse::<f64>().ok());
        let zone = row.get(2).copied().filter(|zone| !zone.is_empty());
        let i = self.all.len();
        for name in alternatives(names) {
            self.by_name.entry(folded(name)).or_insert(i);
        }
        for word in row.get(5).copied().map(alternatives).into_iter().flatten() {
            self.by_people.entry(folded(word)).or_insert(i);
            self.by_people.entry(folded(&format!("{word}s"))).or_insert(i);
        }
        let name = alternatives(names).next().unwrap_or(names);
        let division = row.get(6).copied().filter(|code| !code.is_empty());
        if let Some(division) = division {
            self.by_division.entry((country.code, division)).or_insert(i);
        }
        self.all.push(Region {
            name,
            country,
            zone,
            position: number(3).zip(number(4)),
            division,
            geonames: row.get(7).and_then(|id| id.parse().ok()),
            population: None,
        });
    }

    /// A division that is no region of the other tables, or the code of one that is.
    fn add_division(&mut self, row: &[&'static str]) {
        let &[name, code, .., division, _, thousands] = row else { return };
        let (Some(country), Ok(thousands)) = (country(code), thousands.parse::<u32>()) else { return };
        let key = folded(name);
        let known = self.by_name.get(&key).copied().filter(|&i| self.all[i].country.code == code);
        if let Some(known) = known {
            self.all[known].division.get_or_insert(division);
            self.by_division.entry((country.code, division)).or_insert(known);
            return;
        }
        let i = self.all.len();
        self.divisions.entry(key).or_default().push(i);
        self.by_division.entry((country.code, division)).or_insert(i);
        let population = Some(thousands * 1000);
        let (zone, position, geonames, division) = (None, None, None, Some(division));
        self.all.push(Region { name, country, zone, position, division, geonames, population });
    }
}

/// Words for what a division is, which may stand behind its name: "Idlib province", "Kano State".
const KINDS: [&str; 16] = [
    "province",
    "state",
    "region",
    "oblast",
    "governorate",
    "prefecture",
    "district",
    "county",
    "department",
    "canton",
    "krai",
    "voivodeship",
    "territory",
    "regency",
    "division",
    "parish",
];

/// A name without the word behind it that says what kind of a division it is; `None` where there is no such word.
///
/// ```
/// assert_eq!(wirefold_gazetteer::without_kind("Idlib province"), Some("Idlib"));
/// assert_eq!(wirefold_gazetteer::without_kind("Idlib"), None);
/// ```
#[must_use]
pub fn without_kind(name: &str) -> Option<&str> {
    let (before, last) = name.rsplit_once(' ')?;
    KINDS.contains(&last.to_lowercase().as_str()).then_some(before)
}

/// Every region of that name: the one of [`region`] and first-order divisions of other countries.
///
/// ```
/// let lands: Vec<_> = wirefold_gazetteer::regions_named("Punjab").map(|r| r.country.code).collect();
/// assert_eq!(lands, ["IND", "PAK"]);
/// ```
pub fn regions_named(name: &str) -> impl Iterator<Item = &'static Region> {
    let regions = regions();
    let key = folded(name);
    let divisions = regions.divisions.get(&key).map_or(&[][..], Vec::as_slice);
    regions.by_name.get(&key).into_iter().chain(divisions).map(|&i| &regions.all[i])
}

/// The region of that name. Names that are a country's as well ("Georgia") are
/// here as regions; ask for the country first.
///
/// ```
/// let gaza = wirefold_gazetteer::region("the Gaza Strip").expect("it is listed");
/// assert_eq!((gaza.country.code, gaza.zone), ("PSE", Some("Asia/Gaza")));
/// ```
#[must_use]
pub fn region(name: &str) -> Option<&'static Region> {
    let regions = regions();
    regions.by_name.get(&folded(name)).map(|&i| &regions.all[i])
}

/// The region that is the first-order division of that code, of a country by ISO 3166-1 alpha-3.
///
/// ```
/// let texas = wirefold_gazetteer::region_of_division("USA", "TX");
/// assert_eq!(texas.map(|region| region.name), Some("Texas"));
/// assert_eq!(wirefold_gazetteer::region_of_division("PER", "TX"), None);
/// ```
#[must_use]
pub fn region_of_division(country: &str, division: &str) -> Option<&'static Region> {
    regions().by_division.get(&(country, division)).map(|&i| &regions().all[i])
}

/// The region whose people are called so, by the folded word.
pub(crate) fn region_of_people(folded: &str) -> Option<&'static Region> {
    let regions = regions();
    regions.by_people.get(folded).map(|&i| &regions.all[i])
}

#[cfg(test)]
mod tests {
    use super::{region, region_of_division, regions, regions_named, rows};

    #[test]
    fn every_row_is_read_in_full() {
        for row in rows(include_str!("../data/regions.tsv")) {
            assert!((6..=7).contains(&row.len()), "{row:?}");
            let found = region(row[0].split('|').next().unwrap_or_default())
                .map(|r| (r.country.code, r.zone, r.position.is_some()));
            assert_eq!(found, Some((row[1], Some(row[2]), true)), "{row:?}");
        }
        assert!(regions().all.len() > 100, "the states are there too");
    }

    #[test]
    fn every_division_is_found() {
        for row in rows(include_str!("../data/divisions.tsv")) {
            let found =
                regions_named(row[0]).find(|r| r.country.code == row[1] && r.division == Some(row[6]));
            let known = region_of_division(row[1], row[6]);
            assert!(found.is_some() || known.is_some(), "{row:?}");
        }
        assert_eq!(region("Lombardy"), None, "a division is none of those that need no country");
        assert_eq!(regions_named("Lombardy").next().map(|r| r.country.code), Some("ITA"));
    }
}
