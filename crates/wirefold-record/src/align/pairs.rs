//! Which pairs of reports are compared sentence by sentence.
//!
//! A story may have hundreds of reports, and most pairs of them would say
//! nothing new. A report is compared with the earliest one that it shares text
//! with and with the [`NEAREST`] reports most like it. The earliest reports of
//! independent origins are compared with each other: with the first of all and
//! with the [`HEADS`] before them. The work grows with the number of reports,
//! not with that of their pairs.

use std::collections::BTreeSet;

use crate::story::Story;
use wirefold_report::Relation;

/// Related reports that each report is compared with besides the earliest.
const NEAREST: usize = 2;
/// Earlier independent reports that an independent report is compared with.
const HEADS: usize = 4;

/// Two reports to compare, `a` before `b` in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub a: usize,
    pub b: usize,
    /// Whether they share their text.
    pub related: bool,
}

impl Pair {
    fn new(one: usize, other: usize, related: bool) -> Self {
        Self { a: one.min(other), b: one.max(other), related }
    }
}

/// The pairs to compare, in order.
pub(crate) fn plan(story: &Story<'_>) -> Vec<Pair> {
    let mut pairs: BTreeSet<Pair> = related(story).collect();
    let mut heads: Vec<usize> = Vec::new();
    for report in 0..story.len() {
        if story.origin_of[report] == heads.len() {
            let recent = heads.iter().rev().take(HEADS);
            pairs.extend(heads.first().into_iter().chain(recent).map(|&head| Pair::new(head, report, false)));
            heads.push(report);
        }
    }
    one_origin(story, &heads, &mut pairs);
    pairs.into_iter().collect()
}

/// Reports of one named agency that share no text are compared as independent
/// ones are: with the earliest of them.
fn one_origin(story: &Story<'_>, heads: &[usize], pairs: &mut BTreeSet<Pair>) {
    for report in 0..story.len() {
        let head = heads[story.origin_of[report]];
        let known = pairs.contains(&Pair::new(head, report, true));
        if head != report && !known && story.fold.copy_of.get(report).copied().flatten().is_none() {
            pairs.insert(Pair::new(head, report, false));
        }
    }
}

fn related<'s>(story: &'s Story<'_>) -> impl Iterator<Item = Pair> + 's {
    let inside = |r: &&Relation| r.kind.is_some() && r.a.max(r.b) < story.len() && r.a != r.b;
    let mut partners: Vec<Vec<(usize, f64)>> = vec![Vec::new(); story.len()];
    for relation in story.fold.relations.iter().filter(inside) {
        partners[relation.a].push((relation.b, relation.similarity));
        partners[relation.b].push((relation.a, relation.similarity));
    }
    for list in &mut partners {
        list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        list.truncate(NEAREST);
    }
    (0..story.len()).flat_map(move |report| {
        let earliest = story.fold.copy_of.get(report).copied().flatten();
        let earliest = earliest.filter(|e| *e < story.len() && *e != report);
        let nearest: Vec<usize> = partners[report].iter().map(|(other, _)| *other).collect();
        earliest.into_iter().chain(nearest).map(move |other| Pair::new(report, other, true))
    })
}

#[cfg(test)]
mod tests {
    use super::plan;
    use crate::{StoryFold, story::Story};
    use wirefold_report::{Annotation, Relation, RelationKind, Report};

    fn planned(reports: usize, fold: &StoryFold) -> Vec<(usize, usize, bool)> {
        let texts: Vec<Report> = (0..reports).map(|i| Report::new(i.to_string(), "")).collect();
        let annotation = Annotation::default();
        let story = Story::new(&texts.iter().collect::<Vec<_>>(), &vec![&annotation; reports], fold);
        plan(&story).iter().map(|p| (p.a, p.b, p.related)).collect()
    }

    #[test]
    fn copies_meet_their_source_and_sources_meet_each_other() {
        let mut fold = StoryFold::unrelated(4);
        fold.copy_of = vec![None, Some(0), None, Some(0)];
        assert_eq!(planned(4, &fold), [(0, 1, true), (0, 2, false), (0, 3, true)]);
    }

    #[test]
    fn the_work_is_linear_in_the_reports() {
        const REPORTS: usize = 300;
        let mut fold = StoryFold::unrelated(REPORTS);
        assert!(planned(REPORTS, &fold).len() <= REPORTS * 5);
        for a in 0..REPORTS {
            for b in a + 1..REPORTS {
                let kind = Some(RelationKind::Copy);
                fold.relations.push(Relation { a, b, kind, similarity: 0.9, shared: Vec::new() });
            }
        }
        assert!(planned(REPORTS, &fold).len() <= REPORTS * 3);
    }
}
