//! Agencies that are not on the list, learnt from the datelines of reports as they come.

use std::collections::BTreeMap;

use wirefold_report::Report;

use super::agency::Agencies;
use super::mark::Unlisted;

/// Names that datelines taught. One such line may be anything; an agency's name stands behind several places.
#[derive(Clone, Debug, Default)]
pub(super) struct Learnt {
    /// The first place behind which each name was seen, and the number of the report from which on it counts.
    names: BTreeMap<String, (String, Option<usize>)>,
    /// How many of them count.
    known: usize,
}

/// What a report's own dateline teaches: an outlet that names itself there sells nothing.
pub(super) fn taught(report: &Report, own: Option<&Unlisted>) -> Option<(String, String)> {
    let own = own?;
    let is_own = report.outlet.as_deref().is_some_and(|outlet| is_part(outlet, &own.name));
    (!is_own).then(|| (own.name.clone(), own.place.clone()))
}

impl Learnt {
    /// Takes down what the report of a number teaches.
    pub(super) fn take(&mut self, (name, place): (String, String), report: usize) {
        let (first, since) = self.names.entry(name).or_insert_with(|| (place.clone(), None));
        if *first != place && since.is_none() {
            *since = Some(report);
            self.known += 1;
        }
    }

    pub(super) fn known(&self) -> usize {
        self.known
    }

    /// The listed agencies and those learnt, which count from their report on.
    pub(super) fn agencies(&self) -> Agencies {
        let known = self.names.iter().filter_map(|(name, (_, since))| Some((name.as_str(), (*since)?)));
        Agencies::known().with(known)
    }
}

fn is_part(outlet: &str, name: &str) -> bool {
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (outlet, name) = (plain(outlet), plain(name));
    outlet.contains(&name) || name.contains(&outlet)
}

#[cfg(test)]
mod tests {
    use super::Learnt;

    #[test]
    fn a_name_counts_from_its_second_place_on() {
        let mut learnt = Learnt::default();
        let line = |name: &str, place: &str| (name.to_owned(), place.to_owned());
        learnt.take(line("Northwire", "OSLO"), 0);
        learnt.take(line("Northwire", "OSLO"), 1);
        learnt.take(line("Southwire", "LIMA"), 2);
        assert_eq!(learnt.known(), 0);
        learnt.take(line("Northwire", "KYIV"), 3);
        let found: Vec<_> = learnt.agencies().find("told Northwire").map(|named| named.since).collect();
        assert_eq!((learnt.known(), found), (1, vec![3]));
        learnt.take(line("Northwire", "RIGA"), 4);
        assert_eq!(learnt.known(), 1);
    }
}
