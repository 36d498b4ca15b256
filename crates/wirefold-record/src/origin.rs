//! How many independent origins a story has, and from which outlets.

use std::collections::{BTreeMap, BTreeSet};

use crate::{StoryFold, groups::Groups};
use wirefold_report::{Origin, Report};
use wirefold_text::normal::fold;

/// Numbers the independent origins of reports, by first report.
///
/// Reports that share text have one origin, however they came by it; so have
/// reports that name the same agency, though their texts may have been
/// translated or cut beyond recognition. `related` are pairs that share text,
/// `named` the origin of each report as far as it is known.
#[must_use]
pub fn independent<'n>(
    reports: usize,
    related: impl IntoIterator<Item = (usize, usize)>,
    named: impl IntoIterator<Item = Option<&'n str>>,
) -> Vec<usize> {
    let mut groups = Groups::new(reports);
    for (one, other) in related.into_iter().filter(|(one, other)| *one.max(other) < reports) {
        groups.join(one, other);
    }
    let names = |name: Option<&str>| -> Vec<String> {
        name.into_iter().flat_map(|name| name.split(Origin::JOINT)).map(|name| fold(name.trim())).collect()
    };
    let named: Vec<Vec<String>> = named.into_iter().take(reports).map(names).collect();
    let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
    // A text by two agencies is not independent of one of them, which are so of each other.
    for alone in [true, false] {
        for (report, names) in named.iter().enumerate().filter(|(_, names)| (names.len() == 1) == alone) {
            let known = names.iter().find(|name| firsts.contains_key(name.as_str())).or(names.first());
            if let Some(name) = known {
                groups.join(*firsts.entry(name).or_insert(report), report);
            }
        }
    }
    groups.numbered()
}

pub(crate) fn groups(reports: usize, story: &StoryFold) -> Vec<usize> {
    let copies = story.copy_of.iter().enumerate().filter_map(|(report, earlier)| Some((report, (*earlier)?)));
    let related = story.relations.iter().filter(|relation| relation.kind.is_some());
    let pairs = copies.chain(related.map(|relation| (relation.a, relation.b)));
    independent(reports, pairs, story.origin.iter().map(|origin| Some(origin.as_ref()?.name.as_str())))
}

/// Number of outlets that reports name, whatever the case; `None` where none names one.
#[must_use]
pub fn outlets<'r>(reports: impl IntoIterator<Item = &'r Report>) -> Option<usize> {
    let names: BTreeSet<String> = reports.into_iter().filter_map(house).collect();
    (!names.is_empty()).then_some(names.len())
}

/// Who publishes a report, the same however it is written.
pub(crate) fn house(report: &Report) -> Option<String> {
    report.outlet.as_deref().map(|name| fold(name.trim())).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{groups, independent};
    use crate::StoryFold;
    use wirefold_report::{Origin, OriginBasis};

    #[test]
    fn shared_text_and_a_shared_agency_count_once() {
        let mut fold = StoryFold::unrelated(5);
        fold.copy_of[2] = Some(0);
        let agency =
            |name: &str| Some(Origin { name: name.into(), basis: OriginBasis::Credit, evidence: Vec::new() });
        fold.origin[2] = agency("Agency One");
        fold.origin[4] = agency("agency one");
        assert_eq!(groups(5, &fold), [0, 1, 0, 2, 0]);
    }

    #[test]
    fn a_text_by_two_agencies_joins_one_of_them() {
        let named = [Some("AFP"), Some("dpa"), Some("dpa, AFP"), None];
        assert_eq!(independent(4, [], named), [0, 1, 1, 2]);
    }
}
