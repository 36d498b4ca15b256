//! How many independent origins a story has, and from which outlets.

use std::collections::{BTreeMap, BTreeSet};

use crate::{StoryFold, groups::Groups, story::Story};
use wirefold_text::normal::fold;

/// Numbers the independent origins of the reports, by first report.
///
/// Reports that share text have one origin, however they came by it; so have
/// reports that name the same agency, though their texts may have been
/// translated or cut beyond recognition.
pub(crate) fn groups(reports: usize, story: &StoryFold) -> Vec<usize> {
    let mut groups = Groups::new(reports);
    for (report, earlier) in story.copy_of.iter().enumerate().take(reports) {
        if let Some(earlier) = earlier.filter(|e| *e < reports) {
            groups.join(report, earlier);
        }
    }
    for pair in story.relations.iter().filter(|r| r.kind.is_some() && r.a.max(r.b) < reports) {
        groups.join(pair.a, pair.b);
    }
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for (report, origin) in story.origin.iter().enumerate().take(reports) {
        if let Some(origin) = origin {
            let first = *named.entry(fold(origin.name.trim())).or_insert(report);
            groups.join(first, report);
        }
    }
    groups.numbered()
}

/// Number of outlets that the reports name; `None` where none names one.
pub(crate) fn outlets(story: &Story<'_>) -> Option<usize> {
    let named = story.tellings.iter().filter_map(|t| t.report.outlet.as_deref());
    let names: BTreeSet<String> = named.map(|name| fold(name.trim())).filter(|n| !n.is_empty()).collect();
    (!names.is_empty()).then_some(names.len())
}

#[cfg(test)]
mod tests {
    use super::groups;
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
}
