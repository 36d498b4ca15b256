//! Origins that follow from shared text.

use std::cmp::Reverse;

use wirefold_report::{Origin, OriginBasis, Relation, Report, SharedPassage, Span};

use crate::lineage;

/// Share of a text that is nearly all of it.
const NEARLY_ALL: f64 = 0.9;

/// What is known of a report that another one shares its text with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It states its origin itself.
    Stated,
    /// Its origin follows from shared text, and the other one has nearly all of its text.
    Followed,
    /// Nothing.
    Nothing,
}

/// The relation from which a report's origin follows: that to the most similar report that states one; else to the
/// most similar one of which it has nearly all the text, so also what that one has from elsewhere. A report that came
/// later gives none.
///
/// `known` tells what is known of the other report of a relation, `number` the order in which reports came.
pub fn by_text<'r>(
    related: &[&'r Relation],
    known: impl Fn(&Relation) -> Known,
    number: impl Fn(&Relation) -> usize,
) -> Option<&'r Relation> {
    let nearest = |fits: &dyn Fn(&Relation) -> bool| {
        let fitting = related.iter().copied().filter(|relation| fits(relation));
        fitting.max_by(|x, y| {
            x.similarity.total_cmp(&y.similarity).then(Reverse(number(x)).cmp(&Reverse(number(y))))
        })
    };
    let followed = |relation: &Relation| known(relation) == Known::Followed;
    nearest(&|relation| known(relation) == Known::Stated).or_else(|| nearest(&followed))
}

/// Whether a relation's other report has nearly all the text of this one, of so many bytes.
#[must_use]
pub fn has_all_of(relation: &Relation, report: usize, length: usize) -> bool {
    let own = |shared: &SharedPassage| if relation.a == report { shared.a } else { shared.b };
    let shared: usize = relation.shared.iter().map(|shared| own(shared).len()).sum();
    shared as f64 >= NEARLY_ALL * length as f64
}

/// Gives origins to the reports of a batch that state none.
pub(super) fn spread(
    origins: &mut [Option<Origin>],
    reports: &[Report],
    order: &[usize],
    relations: &[Relation],
) {
    let mut number = vec![0; reports.len()];
    order.iter().enumerate().for_each(|(at, &report)| number[report] = at);
    let mut related: Vec<Vec<&Relation>> = vec![Vec::new(); reports.len()];
    for relation in relations {
        related[relation.a].push(relation);
        related[relation.b].push(relation);
    }
    let stated: Vec<bool> = origins.iter().map(Option::is_some).collect();
    for &report in order.iter().filter(|&&report| !stated[report]) {
        let other = |relation: &Relation| if relation.a == report { relation.b } else { relation.a };
        let dated = |one: usize| reports[one].published.is_some();
        let later = |one: usize| number[one] > number[report];
        let known = |relation: &Relation| match other(relation) {
            one if later(one) && dated(one) && dated(report) => Known::Nothing,
            one if stated[one] => Known::Stated,
            one if later(one) || origins[one].is_none() => Known::Nothing,
            one if has_all_of(relation, one, reports[one].text.len()) => Known::Followed,
            _ => Known::Nothing,
        };
        let from = by_text(&related[report], known, |relation| number[other(relation)]);
        let given = from.and_then(|from| {
            let name = origins[other(from)].as_ref()?.name.clone();
            Some(Origin { name, basis: OriginBasis::SharedText, evidence: evidence(from, report) })
        });
        origins[report] = given;
    }
}

/// The longest passage that a report shares with the one that its origin follows from.
fn evidence(relation: &Relation, report: usize) -> Vec<Span> {
    let own = relation.shared.iter().map(|shared| if relation.a == report { shared.a } else { shared.b });
    own.max_by_key(|span| (span.len(), Reverse(span.start))).into_iter().collect()
}

/// Whether a report is known to have come before another, and so can't have its text from there.
#[must_use]
pub fn came_before(one: &Report, other: &Report) -> bool {
    lineage::moment(one).zip(lineage::moment(other)).is_some_and(|(one, other)| one < other)
}
