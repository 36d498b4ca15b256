//! What matters most.

use wirefold_report::{Difference, DifferenceKind, DifferenceStatus};

/// Order of the statuses, gravest first.
pub(crate) fn gravity(status: DifferenceStatus) -> u8 {
    match status {
        DifferenceStatus::Conflict => 0,
        DifferenceStatus::Update => 1,
        DifferenceStatus::Wording | DifferenceStatus::Compatible => 2,
    }
}

fn weight(kind: DifferenceKind) -> u8 {
    match kind {
        DifferenceKind::Number => 0,
        DifferenceKind::QuoteSpeaker => 1,
        DifferenceKind::Time => 2,
        DifferenceKind::Place => 3,
        DifferenceKind::QuoteWording => 4,
        DifferenceKind::Hedging => 6,
        DifferenceKind::Tense => 7,
        DifferenceKind::Name => 8,
        DifferenceKind::Omission => 5,
        DifferenceKind::Addition => 9,
    }
}

/// Conflicts, updates, then the others; by kind, then by the number of reports
/// concerned, then as they came: in order of the text, or of size.
pub(crate) fn sort(differences: &mut [Difference]) {
    differences.sort_by_key(|d| (gravity(d.status), weight(d.kind), std::cmp::Reverse(reports(d))));
}

fn reports(difference: &Difference) -> usize {
    let mut reports: Vec<usize> = difference.items.iter().map(|i| i.evidence.report).collect();
    reports.sort_unstable();
    reports.dedup();
    reports.len()
}
