//! Bodies whose name does not say what they are.

use crate::{
    country::{Country, alternatives, country, rows},
    international::key,
};
use std::{collections::HashMap, sync::OnceLock};

/// An agency, armed group, party, union or medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// Whose it is, where the name is that of one country's alone.
    pub country: Option<&'static Country>,
    /// PLOVER sector: "SPY", "REB", "PTY".
    pub sector: &'static str,
}

/// The body of that name. Abbreviations must stand in capitals.
///
/// ```
/// let body = wirefold_gazetteer::known_body("the FBI").expect("it is listed");
/// assert_eq!((body.country.map(|c| c.code), body.sector), (Some("USA"), "COP"));
/// assert_eq!(wirefold_gazetteer::known_body("Hezbollah").map(|b| b.sector), Some("REB"));
/// assert_eq!(wirefold_gazetteer::known_body("ice"), None);
/// ```
#[must_use]
pub fn known_body(name: &str) -> Option<Body> {
    static BODIES: OnceLock<HashMap<String, Body>> = OnceLock::new();
    let bodies = BODIES.get_or_init(|| {
        let mut bodies = HashMap::new();
        for row in rows(include_str!("../data/bodies.tsv")) {
            let &[names, code, sector] = row.as_slice() else { continue };
            let body = Body { country: country(code), sector };
            bodies.extend(alternatives(names).map(|name| (key(name), body)));
        }
        bodies
    });
    bodies.get(&key(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::{alternatives, country, known_body, rows};

    #[test]
    fn every_row_is_read_in_full() {
        for row in rows(include_str!("../data/bodies.tsv")) {
            for name in alternatives(row[0]) {
                let found = known_body(name).map(|b| (b.country, b.sector));
                assert_eq!(found, Some((country(row[1]), row[2])), "{name}");
            }
            assert!(row[1] == "-" || country(row[1]).is_some(), "{row:?}");
        }
    }
}
