//! What words beside a number say of it, as `data/quantity` lists them.

use crate::scan::table;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a noun beside a number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    Street,
    Year,
    Plural,
    Sum,
    Time,
    Member,
}

impl Tells {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "street" => Self::Street,
            "year" => Self::Year,
            "plural" => Self::Plural,
            "sum" => Self::Sum,
            "time" => Self::Time,
            "member" => Self::Member,
            _ => return None,
        })
    }

    /// Whether the noun (lower case) tells it.
    pub(super) fn is_told_by(self, noun: &str) -> bool {
        NOUNS.get(noun).is_some_and(|told| told.contains(&self))
    }
}

static NOUNS: LazyLock<HashMap<&'static str, Vec<Tells>>> = LazyLock::new(|| {
    let mut nouns: HashMap<&'static str, Vec<Tells>> = HashMap::new();
    for row in table(include_str!("../../data/quantity/nouns.tsv")) {
        let [told, noun] = row.as_slice() else { continue };
        nouns.entry(noun).or_default().extend(Tells::named(told));
    }
    nouns
});

/// Whether a verb's object is counted for its own sake: people killed, hurt, arrested, saved.
pub(super) fn is_toll(lemma: &str) -> bool {
    static VERBS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| table(include_str!("../../data/quantity/tolls.txt")).map(|row| row[0]).collect());
    VERBS.contains(lemma)
}

#[cfg(test)]
mod tests {
    use super::{NOUNS, Tells, is_toll, table};

    #[test]
    fn every_row_is_read() {
        let rows = table(include_str!("../../data/quantity/nouns.tsv")).count();
        assert_eq!(NOUNS.values().map(Vec::len).sum::<usize>(), rows);
        assert!(Tells::Year.is_told_by("season") && Tells::Time.is_told_by("season"));
        assert!(!Tells::Sum.is_told_by("road") && is_toll("kill") && !is_toll("hire"));
    }
}
