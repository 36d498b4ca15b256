//! From related pairs to what each report took from earlier ones.

use jiff::Timestamp;
use jiff::civil::Date;
use wirefold_report::{Fold, Relation, Report, Span};

use crate::body::Body;

/// Fills in everything that follows from the related pairs and from who came first.
pub(crate) fn trace(reports: &[Report], bodies: &[Body], relations: Vec<Relation>) -> Fold {
    let rank = ranks(reports);
    let mut copy_of: Vec<Option<usize>> = vec![None; reports.len()];
    let mut kind = vec![None; reports.len()];
    let mut taken: Vec<Vec<(Span, f64)>> = vec![Vec::new(); reports.len()];
    for relation in &relations {
        let a_is_first = rank[relation.a] < rank[relation.b];
        let (first, later) = if a_is_first { (relation.a, relation.b) } else { (relation.b, relation.a) };
        taken[later]
            .extend(relation.shared.iter().map(|p| (if a_is_first { p.b } else { p.a }, p.similarity)));
        if copy_of[later].is_none_or(|known| rank[first] < rank[known]) {
            copy_of[later] = Some(first);
            kind[later] = relation.kind;
        }
    }
    let own_share = taken.into_iter().zip(bodies).map(|(taken, body)| own_share(body, taken)).collect();
    Fold { copy_of, kind, own_share, relations, ..Fold::default() }
}

/// Place of each report in the order of publication; those of which it is not
/// known come last, in the order of the input.
fn ranks(reports: &[Report]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    let key = |&i: &usize| -> (bool, Option<Date>, bool, Option<Timestamp>) {
        let published = reports[i].published.as_ref();
        let instant = published.and_then(|p| p.instant);
        (published.is_none(), published.map(|p| p.date), instant.is_none(), instant)
    };
    order.sort_by_key(key);
    let mut ranks = vec![0; reports.len()];
    for (rank, report) in order.into_iter().enumerate() {
        ranks[report] = rank;
    }
    ranks
}

/// Share of a report's words that are its own: a word in a passage that it shares
/// counts as far as the passage was reworded.
fn own_share(body: &Body, mut taken: Vec<(Span, f64)>) -> f64 {
    taken.sort_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
    let mut open: Vec<(Span, f64)> = Vec::new();
    let (mut at, mut own) = (0, 0.0);
    for token in &body.tokens {
        while let Some(passage) = taken.get(at).filter(|(span, _)| span.start <= token.span.start) {
            open.retain(|(span, likeness)| span.end > passage.0.end || *likeness > passage.1);
            open.push(*passage);
            at += 1;
        }
        open.retain(|(span, _)| span.end > token.span.start);
        own += 1.0 - open.iter().map(|(_, likeness)| *likeness).fold(0.0, f64::max);
    }
    if body.tokens.is_empty() { 1.0 } else { own / body.tokens.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::own_share;
    use crate::body::Body;
    use wirefold_report::{Report, Span};
    use wirefold_text::normal::Normaliser;

    #[test]
    fn a_reworded_passage_is_partly_own() {
        let report = Report::new("r", "One two three four. Five six seven eight.");
        let body = Body::of(&report, &mut Normaliser::default());
        let (first, second) = (Span::new(0, 19), Span::new(20, 41));
        assert!((own_share(&body, vec![(first, 1.0)]) - 0.5).abs() < 1e-9);
        assert!((own_share(&body, vec![(second, 0.5), (second, 0.2)]) - 0.75).abs() < 1e-9);
        assert!((own_share(&body, Vec::new()) - 1.0).abs() < 1e-9);
    }
}
