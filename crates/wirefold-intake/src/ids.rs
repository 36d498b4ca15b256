//! Ids that are unique within one run.

use std::collections::{HashMap, HashSet};

use wirefold_report::Report;

/// Hands out ids, each once.
///
/// An id that was handed out before comes back as `id#2`, `id#3` and so on: both
/// reports are kept, and which one bears the suffix follows from the order of the
/// input alone.
#[derive(Debug, Default)]
struct UniqueIds {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl UniqueIds {
    /// The id itself if it is still free, else the first free `id#n`.
    fn claim(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let n = self.next.entry(id.clone()).or_insert(2);
        loop {
            let candidate = format!("{id}#{n}");
            *n += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// Gives reports ids of which each stands once; tells of each that got another what its own was and where it stands.
/// Nearly always there are none, which is told without a copy of any.
pub fn make_unique(reports: &mut [Report]) -> Vec<(usize, String)> {
    let mut met = HashSet::with_capacity(reports.len());
    if reports.iter().all(|report| met.insert(report.id.as_str())) {
        return Vec::new();
    }
    let mut ids = UniqueIds::default();
    let mut renamed = Vec::new();
    for (at, report) in reports.iter_mut().enumerate() {
        let claimed = ids.claim(report.id.clone());
        if claimed != report.id {
            renamed.push((at, std::mem::replace(&mut report.id, claimed)));
        }
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::{UniqueIds, make_unique};
    use wirefold_report::Report;

    #[test]
    fn reports_keep_the_ids_that_nobody_else_has() {
        let reports = |ids: &[&str]| ids.iter().map(|id| Report::new(*id, "")).collect::<Vec<_>>();
        let mut different = reports(&["a", "b", "a#2"]);
        assert_eq!(make_unique(&mut different), []);
        assert_eq!(different, reports(&["a", "b", "a#2"]));
        let mut alike = reports(&["a", "b", "a", "a"]);
        assert_eq!(make_unique(&mut alike), [(2, "a".to_owned()), (3, "a".to_owned())]);
        assert_eq!(alike, reports(&["a", "b", "a#2", "a#3"]));
    }

    #[test]
    fn the_second_of_an_id_is_marked() {
        let mut ids = UniqueIds::default();
        let claimed: Vec<String> =
            ["a", "b", "a", "a#2", "a"].iter().map(|id| ids.claim((*id).to_owned())).collect();
        assert_eq!(claimed, ["a", "b", "a#2", "a#2#2", "a#3"]);
    }
}
