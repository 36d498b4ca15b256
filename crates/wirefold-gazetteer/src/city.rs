//! Cities and zones.

use crate::{
    country::{Country, countries, country, rows},
    fold::folded,
};
use std::{collections::HashMap, sync::OnceLock};

/// A city of 30,000 inhabitants or more, or a town ([`towns`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct City {
    /// Its name in GeoNames.
    pub name: &'static str,
    /// Where it lies.
    pub country: &'static Country,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants, rounded down to thousands.
    pub population: u32,
    /// IANA zone.
    pub zone: &'static str,
    /// Its first-order division, by FIPS 10-4 or GeoNames' own code: "48" of Moscow, "CA" of Los Angeles.
    pub division: &'static str,
    /// Its number in GeoNames.
    pub geonames: u32,
}

/// The zone of a country's capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryZone {
    /// IANA name.
    pub name: &'static str,
    /// Whether the whole country (its overseas parts aside) lies in it.
    pub only: bool,
}

fn all() -> &'static HashMap<String, Vec<City>> {
    static CITIES: OnceLock<HashMap<String, Vec<City>>> = OnceLock::new();
    CITIES.get_or_init(load)
}

fn load() -> HashMap<String, Vec<City>> {
    let mut cities = table(include_str!("../data/cities.tsv"));
    add_exonyms(&mut cities);
    for same in cities.values_mut() {
        same.sort_by_key(|city| std::cmp::Reverse(city.population));
    }
    cities
}

/// The cities of a table, by folded name.
fn table(text: &'static str) -> HashMap<String, Vec<City>> {
    let mut cities: HashMap<String, Vec<City>> = HashMap::with_capacity(20_000);
    let mut group: Option<(&'static Country, &'static str)> = None;
    for row in rows(text) {
        match *row.as_slice() {
            [head, zone] => group = head.strip_prefix('=').and_then(by_alpha2).map(|country| (country, zone)),
            [name, latitude, longitude, thousands, division, geonames] => {
                let Some(within) = group else { continue };
                let Some(city) = city(name, [latitude, longitude, thousands, geonames], division, within)
                else {
                    continue;
                };
                cities.entry(folded(name)).or_default().push(city);
            }
            _ => {}
        }
    }
    cities
}

fn by_alpha2(alpha2: &str) -> Option<&'static Country> {
    let countries = countries();
    countries.by_alpha2(alpha2).map(|i| &countries.all[i])
}

fn city(
    name: &'static str,
    [latitude, longitude, thousands, geonames]: [&str; 4],
    division: &'static str,
    (country, zone): (&'static Country, &'static str),
) -> Option<City> {
    let thousands: f64 = thousands.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the table's numbers are small and positive"
    )]
    let population = (thousands * 1000.0) as u32;
    Some(City {
        name,
        country,
        latitude: latitude.parse().ok()?,
        longitude: longitude.parse().ok()?,
        population,
        zone,
        division,
        geonames: geonames.parse().ok()?,
    })
}

fn add_exonyms(cities: &mut HashMap<String, Vec<City>>) {
    for row in rows(include_str!("../data/exonyms.tsv")) {
        let &[english, name, alpha2] = row.as_slice() else { continue };
        let meant = cities.get(&folded(name)).and_then(|same| {
            same.iter()
                .filter(|city| city.country.alpha2 == alpha2)
                .max_by_key(|city| city.population)
                .copied()
        });
        if let Some(city) = meant {
            cities.entry(folded(english)).or_default().push(city);
        }
    }
}

/// The cities of that name, largest first.
///
/// ```
/// let tripoli: Vec<_> = wirefold_gazetteer::cities("Tripoli").iter().map(|c| c.country.code).collect();
/// assert_eq!(&tripoli[..2], ["LBY", "LBN"]);
/// ```
#[must_use]
pub fn cities(name: &str) -> &'static [City] {
    all().get(&folded(name)).map_or(&[], Vec::as_slice)
}

/// The towns of that name that are no [`cities`]: of 15,000 inhabitants, in the United States of 5,000. There are so
/// many that a name means one only where something says where it lies.
///
/// ```
/// let shelby = wirefold_gazetteer::towns("Shelby").iter().map(|t| t.division);
/// assert!(shelby.clone().any(|d| d == "NC") && shelby.clone().any(|d| d == "OH"));
/// ```
#[must_use]
pub fn towns(name: &str) -> &'static [City] {
    static TOWNS: OnceLock<HashMap<String, Vec<City>>> = OnceLock::new();
    let towns = TOWNS.get_or_init(|| table(include_str!("../data/towns.tsv")));
    towns.get(&folded(name)).map_or(&[], Vec::as_slice)
}

/// The zone of the largest city of that name.
///
/// ```
/// assert_eq!(wirefold_gazetteer::zone_of_city("Paris"), Some("Europe/Paris"));
/// ```
#[must_use]
pub fn zone_of_city(name: &str) -> Option<&'static str> {
    cities(name).first().map(|city| city.zone)
}

/// The zone of the capital of a country, by ISO 3166-1 alpha-3 code.
#[must_use]
pub fn zone_of_country(code: &str) -> Option<CountryZone> {
    let country = country(code)?;
    Some(CountryZone { name: country.zone?, only: country.one_zone })
}

#[cfg(test)]
mod tests {
    use super::{CountryZone, all, cities, rows, zone_of_city, zone_of_country};

    #[test]
    fn every_exonym_names_a_city() {
        for row in rows(include_str!("../data/exonyms.tsv")) {
            assert!(cities(row[0]).iter().any(|c| c.country.alpha2 == row[2]), "{row:?}");
        }
    }

    #[test]
    fn the_table_is_read_whole() {
        let table = include_str!("../data/cities.tsv");
        let lines = table.lines().filter(|l| !l.starts_with('#') && !l.starts_with('=')).count();
        let names = all().values().map(Vec::len).sum::<usize>();
        let exonyms = rows(include_str!("../data/exonyms.tsv")).count();
        assert_eq!(names, lines + exonyms);
    }

    #[test]
    fn zones() {
        assert_eq!(zone_of_city("beijing"), Some("Asia/Shanghai"));
        assert_eq!(zone_of_city("Kiev"), Some("Europe/Kyiv"));
        assert_eq!(zone_of_city("Nowhereville"), None);
        assert_eq!(zone_of_country("CHN"), Some(CountryZone { name: "Asia/Shanghai", only: true }));
        assert_eq!(zone_of_country("USA"), Some(CountryZone { name: "America/New_York", only: false }));
    }
}
