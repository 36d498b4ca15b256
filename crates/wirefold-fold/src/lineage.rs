//! From related pairs to what each report took from earlier ones.

use jiff::Timestamp;
use jiff::civil::Date;
use wirefold_report::{Relation, RelationKind, Report, Span};
use wirefold_text::normal::Token;

/// What a report took from earlier ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lineage {
    /// The first report that it shares its text with, and how near the two are.
    pub copy_of: Option<(usize, RelationKind)>,
    /// Share of its words that no earlier related report has, 0 to 1.
    pub own_share: f64,
}

impl Default for Lineage {
    fn default() -> Self {
        Self { copy_of: None, own_share: 1.0 }
    }
}

/// `related` are all relations to earlier reports, in which the report is `b`.
pub(crate) fn of(tokens: &[Token], related: &[Relation]) -> Lineage {
    let Some(first) = related.iter().min_by_key(|relation| relation.a) else { return Lineage::default() };
    let taken = related.iter().flat_map(|relation| relation.shared.iter().map(|p| (p.b, p.similarity)));
    Lineage { copy_of: first.kind.map(|kind| (first.a, kind)), own_share: own_share(tokens, taken.collect()) }
}

/// The reports in order of publication; those of which it is not known come last, in the order of the input.
#[must_use]
pub fn in_order(reports: &[Report]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    let key = |&i: &usize| -> (bool, Option<Date>, bool, Option<Timestamp>) {
        let published = reports[i].published.as_ref();
        let instant = published.and_then(|p| p.instant);
        (published.is_none(), published.map(|p| p.date), instant.is_none(), instant)
    };
    order.sort_by_key(key);
    order
}

/// Share of a report's words that are its own: a word in a passage that it shares
/// counts as far as the passage was reworded.
fn own_share(tokens: &[Token], mut taken: Vec<(Span, f64)>) -> f64 {
    taken.sort_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
    let mut open: Vec<(Span, f64)> = Vec::new();
    let (mut at, mut own) = (0, 0.0);
    for token in tokens {
        while let Some(passage) = taken.get(at).filter(|(span, _)| span.start <= token.span().start) {
            open.retain(|(span, likeness)| span.end > passage.0.end || *likeness > passage.1);
            open.push(*passage);
            at += 1;
        }
        open.retain(|(span, _)| span.end > token.span().start);
        own += 1.0 - open.iter().map(|(_, likeness)| *likeness).fold(0.0, f64::max);
    }
    if tokens.is_empty() { 1.0 } else { own / tokens.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::own_share;
    use wirefold_report::Span;
    use wirefold_text::normal::Normaliser;

    #[test]
    fn a_reworded_passage_is_partly_own() {
        let tokens = Normaliser::default().tokens("One two three four. Five six seven eight.");
        let (first, second) = (Span::new(0, 19), Span::new(20, 41));
        assert!((own_share(&tokens, vec![(first, 1.0)]) - 0.5).abs() < 1e-9);
        assert!((own_share(&tokens, vec![(second, 0.5), (second, 0.2)]) - 0.75).abs() < 1e-9);
        assert!((own_share(&tokens, Vec::new()) - 1.0).abs() < 1e-9);
    }
}
