//! Texts that stand in one another word for word, but for a word here and there.
//!
//! Most copies are: cut at the end, given another lead, a word changed by a desk. Their runs of equal words tell
//! all that aligned sentences could, and need no sentences to be found.

use std::ops::Range;

use wirefold_report::{Relation, Report, SharedPassage, Span};
use wirefold_text::normal::Token;

use crate::body::nobodys;
use crate::decide::Evidence;
use crate::passage::Run;

/// Texts of which this much stands in runs that both have are nearly the same.
const NEARLY_SAME: f64 = 0.5;
/// Texts of which this much stands in the other are the same, whosever words they are.
const SAME: f64 = 0.9;
/// In short texts page furniture may be most of what two have in common: they are always looked at closely.
const FEWEST_WORDS: usize = 80;
/// Runs with no more words than this between them, in either text, are one passage.
const GAP: usize = 12;
/// A passage of fewer words is not told.
const SHORTEST: usize = 8;

/// A report and its words.
#[derive(Clone, Copy)]
pub(crate) struct Worded<'r> {
    pub(crate) report: &'r Report,
    pub(crate) tokens: &'r [Token],
}

/// Whether runs of equal words tell all that two texts share.
pub(crate) fn is_near(a: &[Token], b: &[Token], verbatim: f64) -> bool {
    verbatim >= SAME || verbatim >= NEARLY_SAME && a.len().min(b.len()) >= FEWEST_WORDS
}

/// Whether two texts are the same but for a few words.
fn is_same(a: &[Token], b: &[Token], runs: &[Run]) -> bool {
    let shared: usize = runs.iter().map(|run| run.words).sum();
    shared as f64 >= SAME * a.len().max(b.len()) as f64
}

/// The relation of two texts that are nearly the same.
pub(crate) fn relation((a, b): (usize, usize), texts: (Worded<'_>, Worded<'_>), runs: &[Run]) -> Relation {
    let (own_a, own_b) = if is_same(texts.0.tokens, texts.1.tokens, runs) {
        (vec![true; texts.0.tokens.len()], vec![true; texts.1.tokens.len()])
    } else {
        (texts.0.own(), texts.1.own())
    };
    let passages = joined(runs, GAP);
    let is_own = |i: usize, j: usize| own_a[i] && own_b[j];
    let verbatim =
        runs.iter().map(|run| (0..run.words).filter(|k| is_own(run.a + k, run.b + k)).count()).sum();
    let altered: usize = passages.iter().map(|passage| passage.altered).sum();
    let share = |own: &[bool], shared: usize| {
        let own = own.iter().filter(|own| **own).count();
        if own == 0 { 0.0 } else { (shared as f64 / own as f64).min(1.0) }
    };
    let shares = |shared| (share(&own_a, shared), share(&own_b, shared));
    let evidence = Evidence {
        verbatim: shares(verbatim),
        // Of the words between the runs of a passage about half say the same.
        aligned: shares(verbatim + altered / 2),
        own: (own_a.iter().filter(|own| **own).count(), own_b.iter().filter(|own| **own).count()),
    };
    let kind = evidence.kind();
    let told = passages.into_iter().filter(|passage| kind.is_some() && passage.words >= SHORTEST);
    let shared = told.map(|passage| passage.told(texts.0.tokens, texts.1.tokens)).collect();
    Relation { a, b, kind, similarity: evidence.similarity(), shared }
}

impl Worded<'_> {
    /// For each word whether it is the report's own.
    fn own(&self) -> Vec<bool> {
        nobodys(self.tokens, &self.report.text).into_iter().map(|nobodys| !nobodys).collect()
    }
}

/// Runs that follow one another in both texts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Passage {
    pub(crate) a: Range<usize>,
    pub(crate) b: Range<usize>,
    /// Words in its runs.
    pub(crate) words: usize,
    /// Words between them, in the text that has fewer of them.
    altered: usize,
}

/// Joins runs with at most so many words between them, in their order in the first text.
pub(crate) fn joined(runs: &[Run], gap: usize) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for run in runs {
        let (a, b) = (run.a..run.a + run.words, run.b..run.b + run.words);
        if let Some(last) = passages.last_mut() {
            let gaps = (a.start.checked_sub(last.a.end), b.start.checked_sub(last.b.end));
            if let (Some(gap_a), Some(gap_b)) = gaps
                && gap_a.max(gap_b) <= gap
            {
                (last.a.end, last.b.end) = (a.end, b.end);
                last.words += run.words;
                last.altered += gap_a.min(gap_b);
                continue;
            }
        }
        passages.push(Passage { a, b, words: run.words, altered: 0 });
    }
    passages
}

impl Passage {
    fn told(&self, a: &[Token], b: &[Token]) -> SharedPassage {
        let span = |tokens: &[Token], words: &Range<usize>| -> Span {
            tokens[words.start].span().cover(tokens[words.end - 1].span())
        };
        let similarity = 2.0 * self.words as f64 / (self.a.len() + self.b.len()) as f64;
        SharedPassage { a: span(a, &self.a), b: span(b, &self.b), similarity }
    }
}

#[cfg(test)]
mod tests {
    use super::{GAP, Worded, joined, relation};
    use crate::passage::{self, Run};
    use wirefold_report::{RelationKind, Report};
    use wirefold_text::normal::Normaliser;

    #[test]
    fn runs_that_follow_one_another_in_both_texts_are_one_passage() {
        let runs = [(0, 5, 8), (10, 14, 6), (17, 90, 5), (23, 96, 5), (60, 140, 9)];
        let runs = runs.map(|(a, b, words)| Run { a, b, words });
        let passages: Vec<_> =
            joined(&runs, GAP).into_iter().map(|p| (p.a, p.b, p.words, p.altered)).collect();
        assert_eq!(passages, [(0..16, 5..20, 14, 1), (17..28, 90..101, 10, 1), (60..69, 140..149, 9, 0)]);
    }

    #[test]
    fn quoted_words_prove_nothing_even_where_nothing_was_changed() {
        let words =
            |from: usize| (from..from + 60).map(|i| format!("the w{i}")).collect::<Vec<_>>().join(" ");
        let (speech, own) = (words(0), words(100));
        let mut normaliser = Normaliser::default();
        let mut kind = |one: String, other: String| {
            let reports = [Report::new("a", one), Report::new("b", other)];
            let tokens = [0, 1].map(|i| normaliser.tokens(&reports[i].text));
            let worded = [0, 1].map(|i| Worded { report: &reports[i], tokens: &tokens[i] });
            relation((0, 1), (worded[0], worded[1]), &passage::runs(&tokens[0], &tokens[1]))
        };
        let copied = kind(format!("{speech} {own}"), format!("{speech} {own} And more."));
        assert_eq!(copied.kind, Some(RelationKind::Copy));
        assert_eq!(copied.shared.len(), 1);
        let quoted = kind(format!("“{speech}” {own}"), format!("“{speech}” {}", words(200)));
        assert_eq!((quoted.kind, quoted.shared.len()), (None, 0));
        let same = kind(format!("“{speech}”"), format!("“{speech}”"));
        assert_eq!(same.kind, Some(RelationKind::Copy), "a text that is nothing but a quotation, twice");
    }
}
