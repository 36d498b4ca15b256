//! Places whose name stands for those who govern from there.

use crate::{
    country::{Country, alternatives, countries, country, rows},
    fold::folded,
};
use std::{collections::HashMap, sync::OnceLock};

/// A seat of power: a capital, a palace, a parliament.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Whose.
    pub country: &'static Country,
    /// PLOVER sector of those who sit there: "GOV", "MIL", "LEG", "SPY".
    pub sector: &'static str,
}

fn seats() -> &'static HashMap<String, Option<Seat>> {
    static SEATS: OnceLock<HashMap<String, Option<Seat>>> = OnceLock::new();
    SEATS.get_or_init(load)
}

fn load() -> HashMap<String, Option<Seat>> {
    let mut seats = HashMap::new();
    for row in rows(include_str!("../data/seats.tsv")) {
        let &[names, code, sector] = row.as_slice() else { continue };
        for name in alternatives(names) {
            seats.insert(folded(name), country(code).map(|country| Seat { country, sector }));
        }
    }
    for country in &countries().all {
        if !country.capital.is_empty() && folded(country.capital) != folded(country.name) {
            seats.entry(folded(country.capital)).or_insert(Some(Seat { country, sector: "GOV" }));
        }
    }
    seats
}

/// The seat of power of that name, with its sector.
#[must_use]
pub fn seat(name: &str) -> Option<Seat> {
    seats().get(&folded(name)).copied().flatten()
}

/// The country whose government that name can stand for.
///
/// ```
/// let code = |name| wirefold_gazetteer::government_seat(name).map(|c| c.code);
/// assert_eq!(code("Moscow"), Some("RUS"));
/// assert_eq!(code("the White House"), Some("USA"));
/// assert_eq!(code("the Élysée"), Some("FRA"));
/// assert_eq!(code("Lyon"), None);
/// ```
#[must_use]
pub fn government_seat(name: &str) -> Option<&'static Country> {
    seat(name).map(|seat| seat.country)
}

#[cfg(test)]
mod tests {
    use super::{government_seat, rows, seat};
    use crate::country::{alternatives, country};

    #[test]
    fn every_row_is_a_seat_or_takes_one_out() {
        for row in rows(include_str!("../data/seats.tsv")) {
            for name in alternatives(row[0]) {
                assert_eq!(
                    seat(name).map(|s| (s.country.code, s.sector)),
                    country(row[1]).map(|c| (c.code, row[2])),
                    "{name}"
                );
            }
        }
        assert_eq!(government_seat("Brussels"), None, "mostly the European Union");
    }

    #[test]
    fn capitals_are_seats() {
        for (name, code) in [("Paris", "FRA"), ("Tehran", "IRN"), ("Addis Ababa", "ETH"), ("kyiv", "UKR")] {
            assert_eq!(government_seat(name).map(|c| c.code), Some(code));
        }
        assert_eq!(government_seat("Singapore"), None, "the country's own name");
    }
}
