//! Sentences that say the same in other words.

use super::{Link, Links, Pair, Sign};
use crate::story::{SentenceId, Story};
use rayon::prelude::*;
use wirefold_fold::align::{self, Statement};
use wirefold_text::normal::Normaliser;

/// Sentences of a report that are looked at.
const MOST_SENTENCES: usize = 256;

impl Links {
    /// Adds what meaning tells where words do not.
    pub(crate) fn reword(self, story: &Story<'_>) -> Self {
        let reword = |normaliser: &mut Normaliser, &pair: &Pair| self.reworded(story, pair, normaliser);
        let more: Vec<Vec<Link>> = self.compared.par_iter().map_init(Normaliser::default, reword).collect();
        let Self { mut all, compared, .. } = self;
        all.extend(more.concat());
        Self::new(story, compared, all)
    }

    fn reworded(&self, story: &Story<'_>, pair: Pair, normaliser: &mut Normaliser) -> Vec<Link> {
        let known: Vec<(usize, usize)> =
            self.between(pair).iter().map(|link| (link.a.sentence, link.b.sentence)).collect();
        let (a, b) = (statements(story, pair.a, normaliser), statements(story, pair.b, normaliser));
        let id = |report, sentence| SentenceId { report, sentence };
        let link = |found: align::Reworded| Link {
            a: id(pair.a, found.a),
            b: id(pair.b, found.b),
            similarity: found.probability,
            by: Sign::Meaning,
        };
        align::reworded(&a, &b, &known).into_iter().map(link).collect()
    }
}

/// The sentences of a report whose meaning was read.
fn statements<'s>(story: &Story<'s>, report: usize, normaliser: &mut Normaliser) -> Vec<Statement<'s>> {
    let telling = &story.tellings[report];
    let read = telling.annotation.sentences.iter().zip(telling.annotation.meanings.iter());
    let text = telling.report.text.as_str();
    read.take(MOST_SENTENCES).map(|(s, said)| Statement::new(text, s.span, Some(said), normaliser)).collect()
}
