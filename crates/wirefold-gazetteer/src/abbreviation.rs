//! How newspapers shorten the names of states and provinces.

use crate::{
    country::rows,
    region::{Region, region_of_division},
};
use std::{collections::HashMap, sync::OnceLock};

/// The state or province of an abbreviation as it stands behind a city: "Calif.", "N.Y.", "Ont.", "TX".
///
/// Two letters can be a country's as well ("DE"), and words ("IN", "OR", "ME"): ask for them only where the city that
/// stands before them lies in that state.
///
/// ```
/// use wirefold_gazetteer::state_abbreviated;
/// let name = |letters| state_abbreviated(letters).map(|region| region.name);
/// assert_eq!(name("Calif."), Some("California"));
/// assert_eq!(name("TX"), Some("Texas"));
/// assert_eq!(name("Ont."), Some("Ontario"));
/// assert_eq!(name("Wash"), None);
/// ```
#[must_use]
pub fn state_abbreviated(letters: &str) -> Option<&'static Region> {
    static SHORT: OnceLock<HashMap<&'static str, (&'static str, &'static str)>> = OnceLock::new();
    let short = SHORT.get_or_init(|| {
        rows(include_str!("../data/abbreviations.tsv"))
            .filter_map(|row| Some((*row.first()?, (*row.get(1)?, *row.get(2)?))))
            .collect()
    });
    if let Some(&(country, division)) = short.get(letters) {
        return region_of_division(country, division);
    }
    let postal = letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_uppercase());
    region_of_division("USA", letters).filter(|_| postal)
}

/// Whether a place in that country and division (GeoNames' code) is also told to be in another country, by ISO 3166-1
/// alpha-3: Sevastopol in Russia, Taipei in China.
///
/// ```
/// assert!(wirefold_gazetteer::is_also_told_in("UKR", "20", "RUS"));
/// assert!(!wirefold_gazetteer::is_also_told_in("UKR", "15", "RUS"));
/// ```
#[must_use]
pub fn is_also_told_in(country: &str, division: &str, other: &str) -> bool {
    static CLAIMS: OnceLock<Vec<[&'static str; 3]>> = OnceLock::new();
    let claims = CLAIMS.get_or_init(|| {
        rows(include_str!("../data/claims.tsv")).filter_map(|row| row.try_into().ok()).collect()
    });
    claims
        .iter()
        .any(|&[own, part, told]| own == country && told == other && (part.is_empty() || part == division))
}

#[cfg(test)]
mod tests {
    use super::{is_also_told_in, rows, state_abbreviated};
    use crate::country::country;

    #[test]
    fn every_abbreviation_is_a_region() {
        for row in rows(include_str!("../data/abbreviations.tsv")) {
            let found = state_abbreviated(row[0]).map(|r| (r.country.code, r.division));
            assert_eq!(found, Some((row[1], Some(row[2]))), "{row:?}");
        }
    }

    #[test]
    fn every_claim_names_two_countries() {
        for row in rows(include_str!("../data/claims.tsv")) {
            assert!(country(row[0]).is_some() && country(row[2]).is_some(), "{row:?}");
            assert!(is_also_told_in(row[0], row[1], row[2]), "{row:?}");
        }
    }
}
