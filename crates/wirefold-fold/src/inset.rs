//! A passage set into two texts: a box of background, an excerpt of a document or of an older piece.
//!
//! Whoever copies a text takes its beginning, or more than one stretch of it. Reports that have one unbroken passage
//! in common, further down in either, and hardly another phrase, each tell a matter of their own around it.

use wirefold_text::normal::Token;

use crate::near;
use crate::passage::{self, Run};

/// Words that such a passage has at least: what is shorter may be a quotation in reports that were reworded.
const SHORTEST: usize = 80;
/// Part of all equal words that stands in it.
const NEARLY_ALL: f64 = 0.95;
/// Texts that consist of it for the most part, by the geometric mean of the two parts, are one text with two beginnings.
const MOST: f64 = 0.5;
/// Part of either text that comes before it.
const BEFORE: f64 = 0.2;
/// A passage is unbroken with no more words than this changed in one place.
const GAP: usize = 3;

/// Whether one such passage is all that two texts have in common word for word. Where the reports are of two weeks,
/// another beginning makes another report, however short.
pub(crate) fn is_all(a: &[Token], b: &[Token], runs: &[Run], are_weeks_apart: impl Fn() -> bool) -> bool {
    let shared: usize = runs.iter().map(|run| run.words).sum();
    let passages = near::joined(runs, GAP);
    let Some(longest) = passages.iter().max_by_key(|passage| passage.words) else { return false };
    let is_late = |start: usize, text: &[Token]| start as f64 >= BEFORE * text.len() as f64;
    longest.words >= SHORTEST
        && longest.words as f64 >= NEARLY_ALL * shared as f64
        && is_late(longest.a.start, a)
        && is_late(longest.b.start, b)
        && (passage::share(runs, a, b) < MOST || are_weeks_apart())
}

#[cfg(test)]
mod tests {
    use super::is_all;
    use crate::passage;
    use wirefold_text::normal::Normaliser;

    fn words(from: usize, count: usize) -> String {
        (from..from + count).map(|i| format!("the w{i}")).collect::<Vec<_>>().join(" ")
    }

    fn is_inset(a: &[String], b: &[String]) -> bool {
        let mut normaliser = Normaliser::default();
        let (a, b) = (normaliser.tokens(&a.join(" ")), normaliser.tokens(&b.join(" ")));
        is_all(&a, &b, &passage::runs(&a, &b), || false)
    }

    #[test]
    fn one_passage_further_down_is_set_in() {
        let (inset, one, other) = (words(0, 60), words(1_000, 100), words(2_000, 100));
        assert!(is_inset(&[one.clone(), inset.clone()], &[other.clone(), inset.clone(), words(3_000, 9)]));
        assert!(
            !is_inset(&[one.clone(), inset.clone()], &[inset.clone(), other.clone()]),
            "it begins with it"
        );
        assert!(
            !is_inset(&[words(1_000, 30), inset.clone()], &[words(2_000, 30), inset.clone()]),
            "most of both"
        );
        let (short, more) = (words(0, 20), words(4_000, 8));
        assert!(!is_inset(&[one.clone(), short.clone()], &[other.clone(), short]), "a quotation");
        let another = [other, inset.clone(), words(3_000, 50), more.clone()];
        assert!(!is_inset(&[one, more, words(5_000, 9), inset], &another), "two passages");
    }
}
