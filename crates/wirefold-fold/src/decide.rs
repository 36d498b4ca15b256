//! Whether two reports share their underlying text, and how nearly.
//!
//! Two reports of one event quote the same speech, carry the same statement, use
//! the same picture with its caption: none of that makes one a copy of the other.
//! So only a report's own words count: those of its body's sentences that are no
//! quotation, caption or shown post. How much of its own words each report has in common with the other is taken twice:
//! in runs of equal words, and in sentences that say the same in other words; without any longer run the sentences
//! must say nearly all (see [`reworded`]). Of the two reports' shares the geometric mean decides: a short text that was cut
//! from a long one keeps a high share of its own, a stock paragraph that stands in
//! two long texts keeps none of either.

use std::collections::BTreeSet;

use wirefold_report::{Relation, RelationKind, Report, SharedPassage};
use wirefold_text::normal::Token;

use crate::align::{self, Aligned, Weights};
use crate::body::Body;
use crate::copies::Bodies;
use crate::mould;
use crate::passage::{self, Run};
use crate::reworded;

/// From here on two reports share their underlying text. Calibrated, like
/// [`COPY`], on pairs of articles that were judged by hand.
const RELATED: f64 = 0.17;
/// From here on they are nearly the same text.
const COPY: f64 = 0.58;
/// Of nearly the same texts neither has more than the rest of this for itself: it would be cut or extended.
const LEAST_OF_EITHER: f64 = 0.7;
/// Fewer own words than this in common prove nothing.
const LEAST_WORDS: f64 = 12.0;
/// A word-for-word run outside aligned sentences is told from this length on.
const SHORTEST_TOLD: usize = 8;

/// What two reports have in common, as shares of either report's own words (no
/// quotations, captions or shown posts).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Share of `a`'s and of `b`'s own words in runs that the other has word for word.
    pub verbatim: (f64, f64),
    /// Share of `a`'s and of `b`'s own words, by weight, that aligned sentences explain.
    pub aligned: (f64, f64),
    /// Own words of `a` and of `b`.
    pub own: (usize, usize),
}

impl Evidence {
    /// How near the texts are, 0 to 1.
    #[must_use]
    pub fn similarity(&self) -> f64 {
        let mean = |shares: (f64, f64)| (shares.0 * shares.1).sqrt();
        f64::midpoint(mean(self.verbatim), mean(self.aligned)).clamp(0.0, 1.0)
    }

    /// Whether they share their underlying text, and how nearly.
    #[must_use]
    pub fn kind(&self) -> Option<RelationKind> {
        let words = |share: (f64, f64)| (share.0 * self.own.0 as f64).max(share.1 * self.own.1 as f64);
        if self.similarity() < RELATED || words(self.verbatim).max(words(self.aligned)) < LEAST_WORDS {
            return None;
        }
        let is_copy = self.similarity() >= COPY && self.weaker() >= LEAST_OF_EITHER;
        Some(if is_copy { RelationKind::Copy } else { RelationKind::Rewrite })
    }

    /// What the report that has less in common has in common, of its own words.
    fn weaker(&self) -> f64 {
        f64::midpoint(self.verbatim.0, self.aligned.0).min(f64::midpoint(self.verbatim.1, self.aligned.1))
    }
}

/// Two reports laid side by side.
pub(crate) struct Compared {
    pub(crate) evidence: Evidence,
    runs: Vec<Run>,
    aligned: Vec<Aligned>,
}

impl Compared {
    pub(crate) fn of(a: (&Report, &Body), b: (&Report, &Body)) -> Self {
        let runs = passage::runs(&a.1.tokens, &b.1.tokens);
        let (text_a, text_b) = (a.0.text.as_str(), b.0.text.as_str());
        let sentences = (a.1.sentence_tokens(), b.1.sentence_tokens());
        let aligned = align::tokens_of((text_a, &sentences.0), (text_b, &sentences.1), Weights::general());
        let announced = announced(a.1, b.1, &runs);
        let own = (a.1.own_words().saturating_sub(announced.0), b.1.own_words().saturating_sub(announced.1));
        let evidence = Evidence {
            verbatim: verbatim(a.1, b.1, &runs, own),
            aligned: explained(a.1, b.1, &aligned),
            own,
        };
        Self { evidence, runs, aligned }
    }

    /// Whether they are two reports of one matter, with no text underlying both.
    fn are_two(&self, a: (&Report, &Body), b: (&Report, &Body)) -> bool {
        reworded::Pair { a, b, runs: &self.runs, aligned: &self.aligned }.are_two(&self.evidence)
    }

    /// What they share, in order of `a`: aligned sentences, and word-for-word runs
    /// that lie outside of them.
    pub(crate) fn passages(&self, a: &Body, b: &Body) -> Vec<SharedPassage> {
        let sentences = self.aligned.iter().map(|pair| SharedPassage {
            a: a.sentences[pair.a],
            b: b.sentences[pair.b],
            similarity: pair.similarity,
        });
        let aligned = |run: &Run| {
            let (in_a, in_b) = (a.sentence_of(run.a), b.sentence_of(run.b));
            self.aligned.iter().any(|pair| pair.a == in_a && pair.b == in_b)
        };
        let runs = self.runs.iter().filter(|run| run.words >= SHORTEST_TOLD && !aligned(run));
        let runs = runs.map(|run| SharedPassage {
            a: a.span(run.a..run.a + run.words),
            b: b.span(run.b..run.b + run.words),
            similarity: 1.0,
        });
        let mut passages: Vec<SharedPassage> = sentences.chain(runs).collect();
        passages.sort_by_key(|p| (p.a, p.b));
        passages
    }
}

/// Judges one pair.
pub(crate) fn relation((a, b): (usize, usize), bodies: &Bodies<'_>) -> Relation {
    let ((report_a, body_a), (report_b, body_b)) = (&bodies[&a], &bodies[&b]);
    let compared = Compared::of((report_a, body_a), (report_b, body_b));
    let texts = (report_a.text.as_str(), report_b.text.as_str());
    let is_mould = || mould::is_all((texts.0, &body_a.tokens), (texts.1, &body_b.tokens), &compared.runs);
    let kind = compared
        .evidence
        .kind()
        .filter(|_| !is_mould() && !compared.are_two((report_a, body_a), (report_b, body_b)));
    let shared = if kind.is_some() { compared.passages(body_a, body_b) } else { Vec::new() };
    Relation { a, b, kind, similarity: compared.evidence.similarity(), shared }
}

/// Shares of either report's own words that lie in runs of equal words.
fn verbatim(a: &Body, b: &Body, runs: &[Run], own: (usize, usize)) -> (f64, f64) {
    let shared = words_in(runs).filter(|&(i, j)| !a.whose[i].is_others(b.whose[j])).count();
    let share = |whole: usize| if whole == 0 { 0.0 } else { (shared as f64 / whole as f64).min(1.0) };
    (share(own.0), share(own.1))
}

/// How many words of either both announce: each is counted once, though a run of the second text may be met twice.
fn announced(a: &Body, b: &Body, runs: &[Run]) -> (usize, usize) {
    let both = || words_in(runs).filter(|&(i, j)| a.whose[i].is_announced(b.whose[j]));
    (both().count(), both().map(|(_, j)| j).collect::<BTreeSet<_>>().len())
}

/// The places in either text of each word that runs hold.
pub(crate) fn words_in(runs: &[Run]) -> impl Iterator<Item = (usize, usize)> {
    runs.iter().flat_map(|run| (0..run.words).map(|k| (run.a + k, run.b + k)))
}

/// Shares of either report's own weight that aligned sentences explain: by words
/// that are its own in both.
fn explained(a: &Body, b: &Body, aligned: &[Aligned]) -> (f64, f64) {
    let (mut in_a, mut in_b) = (vec![0.0; a.sentences.len()], vec![0.0; b.sentences.len()]);
    let (mut weights_a, mut weights_b) = (a.weights.clone(), b.weights.clone());
    for pair in aligned {
        if a.is_announced(pair.a) && b.is_announced(pair.b) {
            (weights_a[pair.a], weights_b[pair.b]) = (0.0, 0.0);
            continue;
        }
        let weight = shared_weight(&a.own_of(pair.a), &b.own_of(pair.b));
        in_a[pair.a] += weight;
        in_b[pair.b] += weight;
    }
    let share = |weights: &[f64], explained: &[f64]| {
        let part: f64 = explained.iter().zip(weights).map(|(part, whole)| part.min(*whole)).sum();
        let whole: f64 = weights.iter().sum();
        if whole > 0.0 { part / whole } else { 0.0 }
    };
    (share(&weights_a, &in_a), share(&weights_b, &in_b))
}

/// The weight of the words that both lists have; they are ordered by term.
fn shared_weight(mut a: &[Token], mut b: &[Token]) -> f64 {
    let mut weight = 0.0;
    while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (a, b) {
        if x.term == y.term {
            weight += Weights::general().of(x);
        }
        (a, b) = (if x.term <= y.term { rest_a } else { a }, if y.term <= x.term { rest_b } else { b });
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::Evidence;
    use wirefold_report::RelationKind::{Copy, Rewrite};

    #[test]
    fn the_weaker_share_counts_as_much_as_the_stronger() {
        let evidence = |a: f64, b: f64| Evidence { verbatim: (a, b), aligned: (a, b), own: (300, 300) };
        assert_eq!(evidence(0.9, 0.8).kind(), Some(Copy));
        assert_eq!(evidence(1.0, 0.6).kind(), Some(Rewrite), "two fifths were added");
        assert_eq!(evidence(0.9, 0.15).kind(), Some(Rewrite), "cut from a longer text");
        assert_eq!(evidence(0.3, 0.03).kind(), None, "a stock paragraph");
        assert_eq!(Evidence::default().kind(), None);
    }
}
