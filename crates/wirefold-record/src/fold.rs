//! What the fold says about the reports of one story.

use std::collections::BTreeMap;

use wirefold_report::{Fold, Origin, Relation, RelationKind};

/// The part of a [`Fold`] that concerns one story. Reports are named by their
/// place in the story: in order of publication, then of input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryFold {
    /// The earliest report of the story that each shares its text with.
    pub copy_of: Vec<Option<usize>>,
    /// How each relates to its `copy_of`.
    pub kind: Vec<Option<RelationKind>>,
    /// Where each report's text was first written.
    pub origin: Vec<Option<Origin>>,
    /// Share of each report's text that no earlier related report has.
    pub own_share: Vec<f64>,
    /// The related pairs, both of whose reports belong to the story.
    pub relations: Vec<Relation>,
}

impl StoryFold {
    /// What is known of `reports` reports that share nothing.
    #[must_use]
    pub fn unrelated(reports: usize) -> Self {
        Self {
            copy_of: vec![None; reports],
            kind: vec![None; reports],
            origin: vec![None; reports],
            own_share: vec![1.0; reports],
            relations: Vec::new(),
        }
    }

    /// The part of `fold` that concerns `members`, which are indices in it, in
    /// the story's order. A report that `fold` does not know is unrelated.
    #[must_use]
    pub fn of(fold: &Fold, members: &[usize]) -> Self {
        let place: BTreeMap<usize, usize> = members.iter().enumerate().map(|(i, &m)| (m, i)).collect();
        let local = |report: &Option<usize>| report.and_then(|r| place.get(&r).copied());
        let mut part = Self::unrelated(members.len());
        for (i, &member) in members.iter().enumerate() {
            part.copy_of[i] = fold.copy_of.get(member).and_then(local);
            part.kind[i] = fold.kind.get(member).copied().flatten().filter(|_| part.copy_of[i].is_some());
            part.origin[i] = fold.origin.get(member).cloned().flatten();
            part.own_share[i] = fold.own_share.get(member).copied().unwrap_or(1.0);
        }
        part.relations = fold.relations.iter().filter_map(|r| in_story(r, &place)).collect();
        part
    }

    /// How two reports relate, whichever way round the pair is kept.
    #[must_use]
    pub fn relation(&self, one: usize, other: usize) -> Option<&Relation> {
        self.relations.iter().find(|r| (r.a, r.b) == (one, other) || (r.a, r.b) == (other, one))
    }
}

fn in_story(relation: &Relation, place: &BTreeMap<usize, usize>) -> Option<Relation> {
    let (a, b) = (*place.get(&relation.a)?, *place.get(&relation.b)?);
    Some(Relation { a, b, ..relation.clone() })
}

#[cfg(test)]
mod tests {
    use super::StoryFold;
    use wirefold_report::{Fold, Relation, RelationKind};

    #[test]
    fn a_story_keeps_what_lies_within_it() {
        let pair = |a, b| Relation { a, b, kind: Some(RelationKind::Copy), similarity: 0.9, shared: vec![] };
        let fold = Fold {
            story: vec![0, 1, 0, 1],
            copy_of: vec![None, None, Some(0), Some(1)],
            kind: vec![None, None, Some(RelationKind::Copy), Some(RelationKind::Rewrite)],
            origin: vec![None; 4],
            own_share: vec![1.0, 1.0, 0.2, 0.5],
            relations: vec![pair(0, 2), pair(1, 3), pair(2, 3)],
        };
        let story = StoryFold::of(&fold, &[3, 1]);
        assert_eq!(story.copy_of, [Some(1), None]);
        assert_eq!(story.kind, [Some(RelationKind::Rewrite), None]);
        assert_eq!(story.relations.len(), 1);
        assert!(story.relation(0, 1).is_some() && story.relation(1, 0).is_some());
    }
}
