//! CAMEO codes and the Goldstein scale for PLOVER's types and modes.

use super::fact::{Fact, Who};
use super::rows;
use std::collections::HashMap;
use std::sync::LazyLock;
use wirefold_gazetteer::international;

/// A code of the CAMEO scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cameo(pub(super) &'static str);

struct Line {
    kind: &'static str,
    mode: &'static str,
    condition: &'static str,
    code: &'static str,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let line = |row: Vec<&'static str>| match row.as_slice() {
        &[kind, mode, condition, code] => Some(Line { kind, mode, condition, code }),
        _ => None,
    };
    rows(include_str!("../../data/export/cameo.tsv")).filter_map(line).collect()
});

static GOLDSTEIN: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let value = |row: Vec<&'static str>| Some((*row.first()?, row.get(1)?.parse().ok()?));
    rows(include_str!("../../data/export/goldstein.tsv")).filter_map(value).collect()
});

static SECTORS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    rows(include_str!("../../data/export/sectors.tsv"))
        .filter_map(|r| Some((*r.first()?, *r.get(1)?)))
        .collect()
});

impl Cameo {
    /// The code of an event.
    pub(super) fn of(fact: &Fact<'_>) -> Option<Self> {
        let event = fact.event;
        let contexts: Vec<&str> = event.contexts.iter().map(String::as_str).collect();
        let trigger = &event.trigger.span.text;
        Self::find(&event.kind, event.mode.as_deref(), fact.is_ahead(), &contexts, trigger)
    }

    fn find(kind: &str, mode: Option<&str>, ahead: bool, contexts: &[&str], trigger: &str) -> Option<Self> {
        let trigger = trigger.to_lowercase();
        let holds = |condition: &str| match condition {
            "*" => true,
            "ahead" => ahead,
            _ => match condition.strip_prefix("words: ") {
                Some(words) => words.split(", ").any(|word| trigger.starts_with(word)),
                None => contexts.contains(&condition),
            },
        };
        let fits = |line: &&Line| {
            line.kind == kind && (line.mode == "*" || Some(line.mode) == mode) && holds(line.condition)
        };
        LINES.iter().find(fits).map(|line| Self(line.code))
    }

    /// The first two digits: the class of action.
    pub(super) fn root(self) -> &'static str {
        &self.0[..2]
    }

    /// The first three digits.
    pub(super) fn base(self) -> &'static str {
        &self.0[..3]
    }

    /// GDELT's quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
    pub(super) fn quad(self) -> u8 {
        match self.root() {
            "01" | "02" | "03" | "04" | "05" => 1,
            "06" | "07" | "08" => 2,
            "09" | "10" | "11" | "12" | "13" => 3,
            _ => 4,
        }
    }

    /// Its value on the Goldstein scale.
    pub(super) fn goldstein(self) -> Option<f64> {
        GOLDSTEIN.get(self.0).copied()
    }
}

/// The CAMEO codes of an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ActorCode {
    /// ISO 3166-1 alpha-3.
    pub(super) country: Option<&'static str>,
    pub(super) group: Option<&'static str>,
    pub(super) kind: Option<&'static str>,
}

impl ActorCode {
    pub(super) fn of(who: &Who<'_>) -> Self {
        let mut names = std::iter::once(&who.party.name).chain(who.entity.iter().flat_map(|e| &e.aliases));
        let known = names.find_map(|name| international(name));
        let sector = who.sector().and_then(|sector| SECTORS.get(sector).copied());
        Self {
            country: who.country().map(|c| c.code).filter(|_| known.is_none()),
            group: known.map(|body| body.code),
            kind: known.map(|body| body.sector).or(sector),
        }
    }

    /// All of them, one after the other: "RUSGOV", "IGOUNO".
    pub(super) fn whole(self) -> String {
        [self.country, self.kind.filter(|_| self.group.is_some()), self.group]
            .into_iter()
            .chain([self.kind.filter(|_| self.group.is_none())])
            .flatten()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cameo, GOLDSTEIN, LINES, SECTORS, rows};
    use wirefold_report::EventType;

    #[test]
    fn cases() {
        for row in rows(include_str!("../../data/export/cameo_cases.tsv")) {
            let &[kind, mode, status, contexts, trigger, code, quad, goldstein] = row.as_slice() else {
                panic!("eight columns: {row:?}")
            };
            let contexts: Vec<&str> = contexts.split(' ').collect();
            let mode = Some(mode).filter(|m| *m != "-");
            let found = Cameo::find(kind, mode, status == "future", &contexts, trigger);
            let got = found.map(|c| (c.0, c.quad().to_string(), c.goldstein().map(|g| g.to_string())));
            assert_eq!(got, Some((code, quad.to_owned(), Some(goldstein.to_owned()))), "{row:?}");
        }
    }

    #[test]
    fn every_type_has_a_code_and_every_code_a_value() {
        for kind in EventType::ALL {
            assert!(Cameo::find(kind.name(), None, false, &[], "").is_some(), "{}", kind.name());
        }
        for line in LINES.iter() {
            assert!(EventType::from_name(line.kind).is_some(), "{}", line.kind);
            assert!(GOLDSTEIN.contains_key(line.code), "{}", line.code);
            assert!((3..=4).contains(&line.code.len()), "{}", line.code);
        }
    }

    #[test]
    fn every_table_is_read_whole() {
        let lines = |table: &'static str| rows(table).count();
        assert_eq!(LINES.len(), lines(include_str!("../../data/export/cameo.tsv")));
        assert_eq!(GOLDSTEIN.len(), lines(include_str!("../../data/export/goldstein.tsv")));
        assert_eq!(SECTORS.len(), lines(include_str!("../../data/export/sectors.tsv")));
    }
}
