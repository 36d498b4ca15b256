//! What matters most.

use wirefold_report::{Difference, DifferenceKind, DifferenceStatus};

/// Order of the statuses, gravest first. A wording can be compatible, too.
pub(crate) fn gravity(status: DifferenceStatus) -> u8 {
    match status {
        DifferenceStatus::Conflict => 0,
        DifferenceStatus::Update => 1,
        DifferenceStatus::Wording | DifferenceStatus::Compatible => 2,
    }
}

/// What a reader must decide on comes before what is only worded or left out
/// otherwise, and that before what can stand side by side.
fn importance(difference: &Difference) -> u8 {
    match (difference.status, difference.kind) {
        (DifferenceStatus::Conflict, _) => 0,
        (DifferenceStatus::Update, _) => 1,
        (DifferenceStatus::Wording, _) => 2,
        (DifferenceStatus::Compatible, DifferenceKind::Omission | DifferenceKind::Addition) => 3,
        (DifferenceStatus::Compatible, _) => 4,
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

/// By importance, then by kind, then by the number of reports concerned, then as
/// they came: in order of the text, or of size.
pub(crate) fn sort(differences: &mut [Difference]) {
    differences.sort_by_key(|d| (importance(d), weight(d.kind), std::cmp::Reverse(reports(d))));
}

fn reports(difference: &Difference) -> usize {
    let mut reports: Vec<usize> = difference.items.iter().map(|i| i.evidence.report).collect();
    reports.sort_unstable();
    reports.dedup();
    reports.len()
}
