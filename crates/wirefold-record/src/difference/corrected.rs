//! What a later version of a report corrects.
//!
//! A house that puts out its report anew stands by the later one: where its versions contradict one another, the later
//! one knows more. Other reports may still contradict either.

use wirefold_report::{Difference, DifferenceStatus};

/// `versions` says of which report each is a later version.
pub(super) fn settle(versions: &[Option<usize>], found: &mut [Difference]) {
    for difference in found.iter_mut().filter(|difference| difference.status == DifferenceStatus::Conflict) {
        let [one, other] = difference.items.as_slice() else { continue };
        let (one, other) =
            if one.evidence.report < other.evidence.report { (one, other) } else { (other, one) };
        if is_version(versions, other.evidence.report, one.evidence.report) {
            let explanation = format!("A later version has “{}” for “{}”.", other.value, one.value);
            (difference.status, difference.explanation) = (DifferenceStatus::Update, explanation);
        }
    }
}

/// Whether a report is a version of an earlier one, or of a version of it.
fn is_version(versions: &[Option<usize>], report: usize, earlier: usize) -> bool {
    let before = |report: &usize| versions.get(*report).copied().flatten().filter(|before| before < report);
    std::iter::successors(before(&report), before).any(|version| version == earlier)
}

#[cfg(test)]
mod tests {
    use super::settle;
    use wirefold_report::{Difference, DifferenceItem, DifferenceKind, DifferenceStatus, Evidence, Span};

    /// What is said where two reports of four have "four" and "three".
    fn told(reports: [usize; 2]) -> (DifferenceStatus, String) {
        let item = |(report, value): (usize, &str)| DifferenceItem {
            evidence: Evidence { report, span: Span::new(0, 1) },
            value: value.to_owned(),
        };
        let items = [(reports[0], "four"), (reports[1], "three")].map(item).to_vec();
        let explanation = "They differ.".to_owned();
        let mut found = [Difference {
            kind: DifferenceKind::Number,
            status: DifferenceStatus::Conflict,
            items,
            explanation,
        }];
        settle(&[None, Some(0), None, Some(1)], &mut found);
        let [difference] = found;
        (difference.status, difference.explanation)
    }

    #[test]
    fn a_later_version_knows_more() {
        let corrected =
            |explanation: &str| (DifferenceStatus::Update, format!("A later version has {explanation}."));
        assert_eq!(told([0, 1]), corrected("“three” for “four”"));
        assert_eq!(told([3, 0]), corrected("“four” for “three”"));
    }

    #[test]
    fn other_reports_contradict() {
        let conflict = (DifferenceStatus::Conflict, "They differ.".to_owned());
        assert_eq!(told([0, 2]), conflict);
        assert_eq!(told([2, 3]), conflict);
    }
}
