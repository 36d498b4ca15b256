//! What the fold says about the reports of one story.

use std::collections::BTreeMap;

use wirefold_report::{Fold, Origin, Relation, RelationKind, SharedPassage, Span};

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

    /// Of each of so many reports the stretches of its text that it shares with earlier ones, in order; `None` where it
    /// shares its text with none.
    #[must_use]
    pub fn taken(&self, reports: usize) -> Vec<Option<Vec<Span>>> {
        let mut taken: Vec<Option<Vec<Span>>> = vec![None; reports];
        for relation in self.relations.iter().filter(|relation| relation.kind.is_some()) {
            let later = relation.a.max(relation.b);
            let own = |shared: &SharedPassage| if relation.a == later { shared.a } else { shared.b };
            taken[later].get_or_insert_default().extend(relation.shared.iter().map(own));
        }
        taken.iter_mut().flatten().for_each(|spans| spans.sort_unstable());
        taken
    }

    /// How two reports relate, whichever way round the pair is kept.
    #[must_use]
    pub fn relation(&self, one: usize, other: usize) -> Option<&Relation> {
        self.relations.iter().find(|r| (r.a, r.b) == (one, other) || (r.a, r.b) == (other, one))
    }
}

/// Marks that belong to what stands before them …
const CLOSING: [char; 11] = ['.', ',', ';', '!', '?', ')', ']', '”', '-', '–', '—'];
/// … and to what stands behind them.
const OPENING: [char; 6] = ['(', '[', '“', '-', '–', '—'];

/// What lies between some stretches of a text, which are in order, where it says anything.
pub(crate) fn between(taken: &[Span], text: &str) -> Vec<Span> {
    let starts = std::iter::once(0).chain(taken.iter().map(|span| span.end as usize));
    let ends = taken.iter().map(|span| span.start as usize).chain([text.len()]);
    let mut reached = 0;
    let mut found = Vec::new();
    for (start, end) in starts.zip(ends) {
        reached = reached.max(start);
        if end <= reached {
            continue;
        }
        let rest = &text[reached..end];
        let own = rest.trim_start_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c));
        if own.contains(char::is_alphanumeric) {
            let from = end - own.len();
            let own = own.trim_end_matches(|c: char| c.is_whitespace() || OPENING.contains(&c));
            found.push(Span::new(from, from + own.len()));
        }
    }
    found
}

fn in_story(relation: &Relation, place: &BTreeMap<usize, usize>) -> Option<Relation> {
    let (a, b) = (*place.get(&relation.a)?, *place.get(&relation.b)?);
    Some(Relation { a, b, ..relation.clone() })
}

#[cfg(test)]
mod tests {
    use super::{StoryFold, between};
    use wirefold_report::{Fold, Relation, RelationKind, SharedPassage, Span};

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

    #[test]
    fn own_text_is_what_no_earlier_report_has() {
        let text = "The ferry sank. Tugs came at dawn, and left. Nobody was hurt (MT).";
        let shared = |b: &str| {
            let start = text.find(b).expect("a part of the text");
            SharedPassage { a: Span::new(0, b.len()), b: Span::new(start, start + b.len()), similarity: 1.0 }
        };
        let told = |parts: &[&str]| {
            let shared = parts.iter().map(|part| shared(part)).collect();
            let relation =
                Relation { a: 0, b: 1, kind: Some(RelationKind::Rewrite), similarity: 0.5, shared };
            let story = StoryFold { relations: vec![relation], ..StoryFold::unrelated(3) };
            let taken = story.taken(3);
            let spans = between(taken[1].as_ref().expect("it shares its text"), text);
            assert_eq!(taken[2], None, "it shares nothing");
            spans.iter().map(|span| span.of(text)).collect::<Vec<_>>()
        };
        let parts = ["The ferry sank", "Tugs came at dawn", "at dawn"];
        assert_eq!(told(&parts), ["and left. Nobody was hurt (MT)."]);
        assert_eq!(told(&[&text[..text.len() - 1]]), [""; 0]);
        assert_eq!(told(&["The ferry sank. Tugs came at dawn", "MT"]), ["and left. Nobody was hurt"]);
        assert_eq!(told(&["Tugs came at dawn, and left. Nobody was hurt (MT)."]), ["The ferry sank."]);
    }
}
