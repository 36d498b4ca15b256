//! From related pairs to what each report took from earlier ones.

use jiff::Timestamp;
use jiff::tz::TimeZone;
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
    order.sort_by_key(|&i| {
        let moment = moment(&reports[i]);
        (moment.is_none(), moment)
    });
    order
}

/// When a report was published, comparable across time zones. One of which only the day is known comes after those
/// of that day, and is marked by `true`.
pub(crate) fn moment(report: &Report) -> Option<(Timestamp, bool)> {
    let published = report.published.as_ref()?;
    let end = || published.date.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok();
    let end_of_day = || end().map_or(Timestamp::MAX, |end| end.timestamp());
    Some(published.instant.map_or_else(|| (end_of_day(), true), |instant| (instant, false)))
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
    use super::{in_order, own_share};
    use jiff::civil::date;
    use wirefold_report::{Published, Report, Span};
    use wirefold_text::normal::Normaliser;

    #[test]
    fn the_instant_counts_before_the_day_on_which_it_was_there() {
        let published = |day: i8, instant: Option<&str>| {
            let instant = instant.map(|instant| instant.parse().expect("a timestamp"));
            let published = Published { date: date(2023, 10, day), instant, source: String::new() };
            Report { published: Some(published), ..Report::default() }
        };
        let late = published(17, Some("2023-10-18T03:30:00Z"));
        let early = published(18, Some("2023-10-17T23:00:00Z"));
        let reports = [Report::default(), late, published(18, None), early, published(17, None)];
        assert_eq!(in_order(&reports), [3, 4, 1, 2, 0]);
    }

    #[test]
    fn a_reworded_passage_is_partly_own() {
        let tokens = Normaliser::default().tokens("One two three four. Five six seven eight.");
        let (first, second) = (Span::new(0, 19), Span::new(20, 41));
        assert!((own_share(&tokens, vec![(first, 1.0)]) - 0.5).abs() < 1e-9);
        assert!((own_share(&tokens, vec![(second, 0.5), (second, 0.2)]) - 0.75).abs() < 1e-9);
        assert!((own_share(&tokens, Vec::new()) - 1.0).abs() < 1e-9);
    }
}
