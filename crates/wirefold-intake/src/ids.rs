//! Ids that are unique within one run.

use std::collections::{HashMap, HashSet};

/// Hands out ids, each once.
///
/// An id that was handed out before comes back as `id#2`, `id#3` and so on: both
/// reports are kept, and which one bears the suffix follows from the order of the
/// input alone.
#[derive(Debug, Default)]
pub struct UniqueIds {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl UniqueIds {
    /// The id itself if it is still free, else the first free `id#n`.
    pub fn claim(&mut self, id: String) -> String {
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

#[cfg(test)]
mod tests {
    use super::UniqueIds;

    #[test]
    fn the_second_of_an_id_is_marked() {
        let mut ids = UniqueIds::default();
        let claimed: Vec<String> =
            ["a", "b", "a", "a#2", "a"].iter().map(|id| ids.claim((*id).to_owned())).collect();
        assert_eq!(claimed, ["a", "b", "a#2", "a#2#2", "a#3"]);
    }
}
