//! What later reports know better.
//!
//! A toll rises, a fire spreads: a sentence with the earlier figure is central still, but no longer so. The sentence that
//! tells the figure now is told instead, in its place.

use std::collections::BTreeSet;

use wirefold_report::Report;
use wirefold_text::normal::{Normaliser, Token, TokenKind};

use super::{Candidate, Told};

/// Words of a report that say what a later one knows better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outdated {
    /// The words.
    pub told: Told,
    /// Those that stand for them now.
    pub now: Told,
}

/// Numbers the sentences in the order in which they are told: one with words that stand for others takes the place of the
/// sentence that has these.
pub(super) fn put_in_order(sentences: &mut [Candidate], outdated: &[Outdated]) {
    sentences.iter_mut().enumerate().for_each(|(at, sentence)| sentence.order = at);
    for figure in outdated {
        let Some(old) = sentences.iter().position(|sentence| sentence.holds(&figure.told)) else { continue };
        let now = sentences.iter_mut().filter(|sentence| sentence.holds(&figure.now));
        now.for_each(|sentence| sentence.order = sentence.order.min(old));
    }
}

impl Candidate {
    /// Whether it is a sentence with words for which others stand that one of the candidates has.
    pub(super) fn is_outdated(&self, all: &[Self], outdated: &[Outdated]) -> bool {
        let is_told = |now: &Told| all.iter().any(|other| other.holds(now) && !other.holds_any(outdated));
        outdated.iter().any(|figure| self.holds(&figure.told) && is_told(&figure.now))
    }

    fn holds(&self, told: &Told) -> bool {
        self.report == told.report && self.span.contains(told.span)
    }

    fn holds_any(&self, outdated: &[Outdated]) -> bool {
        outdated.iter().any(|figure| self.holds(&figure.told))
    }
}

/// The figures that are outdated and nowhere told as what stands for them.
pub(super) fn figures(
    reports: &[&Report],
    outdated: &[Outdated],
    normaliser: &mut Normaliser,
) -> BTreeSet<u64> {
    let mut tokens = |told: Told| normaliser.tokens_in(&reports[told.report].text, told.span);
    let mut old = BTreeSet::new();
    let mut now = BTreeSet::new();
    for figure in outdated {
        let told = tokens(figure.told);
        // Numbers that are written out are words like others.
        let has_digits = told.iter().any(|token| token.kind() == TokenKind::Number);
        let is_figure =
            |token: &&Token| token.is_content() && (token.kind() == TokenKind::Number || !has_digits);
        old.extend(told.iter().filter(is_figure).map(|token| token.term));
        now.extend(tokens(figure.now).iter().map(|token| token.term));
    }
    old.difference(&now).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{Outdated, Told};
    use crate::outline::of;
    use wirefold_report::{Report, Span};

    fn report(title: &str, text: &str) -> Report {
        Report { title: Some(title.to_owned()), ..Report::new(title, text) }
    }

    #[test]
    fn figures_are_told_as_they_are_known_now() {
        let reports = [
            report(
                "Nine dead as ferry Astrid sinks off Kalmar",
                "The ferry Astrid sank off Kalmar on Tuesday and killed nine people, the coast guard said.",
            ),
            report(
                "Divers search ferry Astrid off Kalmar",
                "The ferry Astrid sank off Kalmar on Tuesday and killed 14 people, the coast guard said now.",
            ),
        ];
        let told = |report: usize, words: &str| {
            let start = reports[report].text.find(words).expect("words of the report");
            Told { report, span: Span::new(start, start + words.len()) }
        };
        let outline = |outdated: &[Outdated]| {
            let outline = of(&reports.iter().collect::<Vec<_>>(), &[false; 2], outdated);
            (outline.title, outline.summary.iter().map(|told| told.report).collect::<Vec<_>>())
        };
        assert_eq!(outline(&[]), (Some(0), vec![0, 1]));
        let risen = Outdated { told: told(0, "nine people"), now: told(1, "14 people") };
        assert_eq!(outline(&[risen]), (Some(1), vec![1]));
        let there_and_back = [risen, Outdated { told: risen.now, now: risen.told }];
        assert_eq!(outline(&there_and_back).1, [0, 1], "what stands for it is outdated itself");
    }

    #[test]
    fn the_sentence_with_the_new_figure_takes_the_place_of_the_old_one() {
        let reports = [
            report(
                "Ferry sinks",
                "The ferry Astrid sank off Kalmar on Tuesday and killed nine people. Greta Holm, the harbour master of \
                 Kalmar, said that the fog had been thick.",
            ),
            report(
                "Toll rises",
                "Divers found 14 dead people in the ferry Astrid off Kalmar, the coast guard said.",
            ),
        ];
        let told = |report: usize, words: &str| {
            let start = reports[report].text.find(words).expect("words of the report");
            Told { report, span: Span::new(start, start + words.len()) }
        };
        let risen = Outdated { told: told(0, "nine"), now: told(1, "14") };
        let outline = of(&reports.iter().collect::<Vec<_>>(), &[false; 2], &[risen]);
        assert_eq!(outline.summary.iter().map(|told| told.report).collect::<Vec<_>>(), [1, 0]);
    }
}
