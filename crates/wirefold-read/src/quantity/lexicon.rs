//! What words beside a number say of it, as `data/quantity` lists them.

use crate::scan::table;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word beside a number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    Street,
    Year,
    Plural,
    Sum,
    Time,
    Member,
    Dialled,
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
            "dialled" => Self::Dialled,
            _ => return None,
        })
    }

    /// Whether the word (lower case) tells it.
    pub(super) fn is_told_by(self, word: &str) -> bool {
        BESIDE.get(word).is_some_and(|told| told.contains(&self))
    }
}

static BESIDE: LazyLock<HashMap<&'static str, Vec<Tells>>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Vec<Tells>> = HashMap::new();
    for row in table(include_str!("../../data/quantity/beside.tsv")) {
        let [told, word] = row.as_slice() else { continue };
        words.entry(word).or_default().extend(Tells::named(told));
    }
    words
});

/// Whether a verb's object is counted for its own sake: people killed, hurt, arrested, saved.
pub(super) fn is_toll(lemma: &str) -> bool {
    static VERBS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| table(include_str!("../../data/quantity/tolls.txt")).map(|row| row[0]).collect());
    VERBS.contains(lemma)
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, Tells, is_toll, table};

    #[test]
    fn every_row_is_read() {
        let rows = table(include_str!("../../data/quantity/beside.tsv")).count();
        assert_eq!(BESIDE.values().map(Vec::len).sum::<usize>(), rows);
        assert!(Tells::Year.is_told_by("season") && Tells::Time.is_told_by("season"));
        assert!(!Tells::Sum.is_told_by("road") && is_toll("kill") && !is_toll("hire"));
    }
}
