//! International bodies.

use crate::{
    country::{alternatives, rows},
    fold::folded,
};
use std::{collections::HashMap, sync::OnceLock};

/// A body of several countries, or one that is known in many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct International {
    /// Its CAMEO code: "UNO".
    pub code: &'static str,
    /// PLOVER sector: "IGO" or "NGO".
    pub sector: &'static str,
}

fn bodies() -> &'static HashMap<String, International> {
    static BODIES: OnceLock<HashMap<String, International>> = OnceLock::new();
    BODIES.get_or_init(|| {
        let mut bodies = HashMap::new();
        for row in rows(include_str!("../data/international.tsv")) {
            let &[names, code, sector] = row.as_slice() else { continue };
            bodies.extend(alternatives(names).map(|name| (key(name), International { code, sector })));
        }
        bodies
    })
}

/// Abbreviations keep their capitals: "WHO" is no "who".
pub(crate) fn key(name: &str) -> String {
    let letters = name.replace('.', "");
    let name = letters.strip_prefix("the ").or_else(|| letters.strip_prefix("The ")).unwrap_or(&letters);
    if name.chars().any(char::is_lowercase) { folded(name) } else { name.to_owned() }
}

/// The international body of that name.
///
/// ```
/// use wirefold_gazetteer::international;
/// assert_eq!(international("the U.N.").map(|body| body.code), Some("UNO"));
/// assert_eq!(international("World Bank").map(|body| body.sector), Some("IGO"));
/// assert_eq!(international("Amnesty International").map(|body| body.sector), Some("NGO"));
/// assert_eq!(international("who"), None);
/// ```
#[must_use]
pub fn international(name: &str) -> Option<International> {
    bodies().get(&key(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::{alternatives, international, rows};

    #[test]
    fn every_row_is_read_in_full() {
        for row in rows(include_str!("../data/international.tsv")) {
            for name in alternatives(row[0]) {
                assert_eq!(international(name).map(|b| (b.code, b.sector)), Some((row[1], row[2])), "{name}");
            }
        }
    }

    #[test]
    fn abbreviations_keep_their_capitals() {
        assert_eq!(international("U.N."), international("the United Nations"));
        assert_eq!(international("african union"), international("The African Union"));
        assert_eq!(international("eu"), None);
        assert_eq!(international("Oslo Bank"), None);
    }
}
