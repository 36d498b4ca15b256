//! Codes of places by FIPS 10-4, the standard that GDELT follows.
//!
//! The gazetteer has GeoNames' codes. Most of its divisions keep those of the standard;
//! where a country was divided anew, or goes by letters of its own, the standard's code
//! is told where it has the same division, and nothing where it has not.

use super::rows;
use std::{collections::HashMap, sync::LazyLock};
use wirefold_gazetteer::Country;

/// Country and division, to the standard's code.
type Codes = HashMap<(&'static str, &'static str), &'static str>;

static AREAS: LazyLock<Codes> = LazyLock::new(|| codes(include_str!("../../data/export/areas.tsv")));
static DIVISIONS: LazyLock<Codes> = LazyLock::new(|| codes(include_str!("../../data/export/divisions.tsv")));

fn codes(table: &'static str) -> Codes {
    let row = |row: Vec<&'static str>| match row.as_slice() {
        &[country, divisions, code] => Some((country, divisions, code)),
        _ => None,
    };
    let each = rows(table).filter_map(row);
    each.flat_map(|(country, divisions, code)| divisions.split(' ').map(move |d| ((country, d), code)))
        .collect()
}

/// The code of the country that a place lies in: Gaza and the West Bank have one each.
pub(super) fn country(land: &Country, division: Option<&str>) -> &'static str {
    let area = division.and_then(|division| AREAS.get(&(land.code, division)));
    area.copied().or(land.fips).unwrap_or_default()
}

/// The code of a first-order division within its country; nothing where the standard has none.
pub(super) fn division<'a>(land: &Country, division: &'a str) -> &'a str {
    if AREAS.contains_key(&(land.code, division)) {
        return "";
    }
    let other = DIVISIONS.get(&(land.code, division)).or_else(|| DIVISIONS.get(&(land.code, "*")));
    match other {
        Some(&code) => code.trim_matches('-'),
        None if has_its_form(land, division) => division,
        None => "",
    }
}

/// Only the divisions of the United States have letters alone.
fn has_its_form(land: &Country, division: &str) -> bool {
    let has_digit = division.bytes().any(|b| b.is_ascii_digit());
    division.len() == 2 && (has_digit || land.code == "USA")
}

#[cfg(test)]
mod tests {
    use super::{AREAS, DIVISIONS, country, division};
    use wirefold_gazetteer::country as land;

    #[test]
    fn divisions_are_those_of_the_standard() {
        for (code, theirs, expected) in [
            ("RUS", "48", "48"),
            ("USA", "TX", "TX"),
            ("KEN", "05", "05"),
            ("FRA", "11", "A8"),
            ("FRA", "44", ""),
            ("CHE", "GE", "07"),
            ("GBR", "ENG", ""),
            ("BEL", "BRU", "11"),
            ("PHL", "NCR", ""),
            ("PHL", "07", ""),
            ("XKX", "10097360", ""),
            ("SRB", "SE", ""),
            ("PSE", "GZ", ""),
        ] {
            let land = land(code).expect("the country is known");
            assert_eq!(division(land, theirs), expected, "{code} {theirs}");
        }
    }

    #[test]
    fn parts_that_count_as_countries() {
        let palestine = land("PSE").expect("the country is known");
        assert_eq!(country(palestine, Some("GZ")), "GZ");
        assert_eq!(country(palestine, Some("WE")), "WE");
        assert_eq!(country(palestine, None), "WE");
        let peru = land("PER").expect("the country is known");
        assert_eq!(country(peru, Some("15")), "PE");
    }

    #[test]
    fn tables_speak_of_known_countries() {
        for (code, _) in AREAS.keys().chain(DIVISIONS.keys()) {
            assert!(land(code).is_some(), "{code}");
        }
        for code in AREAS.values().chain(DIVISIONS.values()) {
            assert!(*code == "-" || code.len() == 2, "{code}");
        }
    }
}
