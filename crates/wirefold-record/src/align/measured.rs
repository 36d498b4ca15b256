//! The links of a story, by the fold's own measure.

use super::{Link, Links, Pair, Sign, plan};
use crate::story::{SentenceId, Story};
use rayon::prelude::*;
use wirefold_fold::align::{self, Side, Weights};
use wirefold_report::Span;
use wirefold_text::normal::Normaliser;

/// Reports that share no text may still tell one thing in words of their own,
/// and may share words by chance: only surer pairs count.
const ENOUGH_IF_INDEPENDENT: f64 = 0.55;

impl Links {
    pub(crate) fn measure(story: &Story<'_>) -> Self {
        let pairs = plan(story);
        let sentences: Vec<Vec<Span>> =
            story.tellings.iter().map(|t| t.annotation.sentences.iter().map(|s| s.span).collect()).collect();
        let compare = |normaliser: &mut Normaliser, &pair: &Pair| -> Vec<Link> {
            let side = |report: usize| Side {
                text: story.tellings[report].report.text.as_str(),
                sentences: &sentences[report],
            };
            let aligned = align::sentences_by(&side(pair.a), &side(pair.b), normaliser, Weights::general());
            let enough = if pair.related { 0.0 } else { ENOUGH_IF_INDEPENDENT };
            aligned.iter().filter(|l| l.similarity >= enough).map(|l| link(pair, l)).collect()
        };
        let links: Vec<Vec<Link>> = pairs.par_iter().map_init(Normaliser::default, compare).collect();
        Self::new(story, pairs, links.concat())
    }
}

fn link(pair: Pair, found: &align::Aligned) -> Link {
    Link {
        a: SentenceId { report: pair.a, sentence: found.a },
        b: SentenceId { report: pair.b, sentence: found.b },
        similarity: found.similarity,
        by: Sign::Words,
    }
}
