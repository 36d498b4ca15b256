//! Texts that stand in one another word for word, but for a word here and there.
//!
//! Most copies are: cut at the end, given another lead, a word changed by a desk. Their runs of equal words tell
//! all that aligned sentences could, and need no sentences to be found.

use std::ops::Range;

use wirefold_report::{Relation, Report, SharedPassage, Span};
use wirefold_text::normal::Token;

use crate::body::{self, Whose, whose};
use crate::decide::Evidence;
use crate::mould;
use crate::passage::Run;

/// Texts of which this much stands in runs that both have are nearly the same.
const NEARLY_SAME: f64 = 0.5;
/// Texts of which this much stands in the other are the same, whosever words they are.
const SAME: f64 = 0.9;
/// The same for texts that say next to nothing themselves: an interview, a speech …
const SAME_QUOTED: f64 = 0.7;
/// … since so much of them is quoted.
const NEARLY_ALL: f64 = 0.75;
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

/// Whose the words of two texts are: their own, if they are the same but for a few words, or say next to nothing
/// themselves and quote the same.
fn whose_are(texts: (Worded<'_>, Worded<'_>), runs: &[Run]) -> (Vec<Whose>, Vec<Whose>) {
    let (a, b) = (texts.0.tokens, texts.1.tokens);
    let shared: usize = runs.iter().map(|run| run.words).sum();
    let part = shared as f64 / a.len().max(b.len()).max(1) as f64;
    let own = || (vec![Whose::Own; a.len()], vec![Whose::Own; b.len()]);
    if part >= SAME {
        return own();
    }
    let (whose_a, whose_b) = (texts.0.whose(), texts.1.whose());
    let others = |whose: &[Whose]| whose.iter().filter(|whose| **whose == Whose::Others).count();
    let says_little = |whose: &[Whose]| others(whose) as f64 >= NEARLY_ALL * whose.len() as f64;
    if part >= SAME_QUOTED && says_little(&whose_a) && says_little(&whose_b) {
        own()
    } else {
        (whose_a, whose_b)
    }
}

/// The relation of two texts that are nearly the same.
pub(crate) fn relation((a, b): (usize, usize), texts: (Worded<'_>, Worded<'_>), runs: &[Run]) -> Relation {
    let (whose_a, whose_b) = whose_are(texts, runs);
    let passages = joined(runs, GAP);
    let (verbatim, announced) = counted((&whose_a, &whose_b), runs);
    let altered: usize = passages.iter().map(|passage| passage.altered).sum();
    let own = [&whose_a, &whose_b].map(|whose| body::own(whose).saturating_sub(announced));
    let share = |own: usize, shared: usize| {
        if own == 0 { 0.0 } else { (shared as f64 / own as f64).min(1.0) }
    };
    let shares = |shared| (share(own[0], shared), share(own[1], shared));
    let evidence = Evidence {
        verbatim: shares(verbatim),
        // Of the words between the runs of a passage about half say the same.
        aligned: shares(verbatim + altered / 2),
        own: (own[0], own[1]),
    };
    let sides = [texts.0, texts.1].map(|text| (text.report.text.as_str(), text.tokens));
    let kind = evidence.kind().filter(|_| !mould::is_all(sides[0], sides[1], runs));
    let told = passages.into_iter().filter(|passage| kind.is_some() && passage.words >= SHORTEST);
    let shared = told.map(|passage| passage.told(texts.0.tokens, texts.1.tokens)).collect();
    Relation { a, b, kind, similarity: evidence.similarity(), shared }
}

/// How many words of the runs are the reports' own, and how many both announce.
fn counted((a, b): (&[Whose], &[Whose]), runs: &[Run]) -> (usize, usize) {
    let (mut verbatim, mut announced) = (0, 0);
    for run in runs {
        let words = a[run.a..][..run.words].iter().zip(&b[run.b..][..run.words]);
        for (a, b) in words {
            verbatim += usize::from(!a.is_others(*b));
            announced += usize::from(a.is_announced(*b));
        }
    }
    (verbatim, announced)
}

impl Worded<'_> {
    /// For each word whose it is.
    fn whose(&self) -> Vec<Whose> {
        whose(self.tokens, &self.report.text)
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
        let interview =
            kind(format!("“{speech}” {}", words(200)[..40].to_owned()), format!("{} “{speech}”", &own[..40]));
        assert!(interview.kind.is_some(), "next to nothing but a quotation, twice");
        let item = kind(own.clone(), format!("From our partners:\n{own}\nWe thank them."));
        assert!(item.kind.is_some(), "what one announces is the other's own");
        let statement =
            kind(format!("He said:\n{own}\n{}", words(200)), format!("They wrote:\n{own}\n{}", words(300)));
        assert_eq!(statement.kind, None, "what both announce is neither's");
    }
}
