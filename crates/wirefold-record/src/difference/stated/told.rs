//! Which numbers stand in one difference already.

use std::collections::BTreeMap;

use crate::story::{SentenceId, Story};
use wirefold_report::{Difference, Evidence, Span};

/// The values of the differences that were found, by sentence: a story has many, and nearly all stand elsewhere.
pub(super) struct Told<'s, 'a> {
    story: &'s Story<'a>,
    by_sentence: BTreeMap<SentenceId, Vec<(Span, usize)>>,
    differences: usize,
}

impl<'s, 'a> Told<'s, 'a> {
    pub(super) fn new(story: &'s Story<'a>, found: &[Difference]) -> Self {
        let mut told = Self { story, by_sentence: BTreeMap::new(), differences: 0 };
        found.iter().for_each(|difference| told.add(difference));
        told
    }

    pub(super) fn add(&mut self, difference: &Difference) {
        for Evidence { report, span } in difference.items.iter().map(|item| item.evidence) {
            for sentence in self.story.tellings[report].sentences_in(span) {
                let within = self.by_sentence.entry(SentenceId { report, sentence }).or_default();
                within.push((span, self.differences));
            }
        }
        self.differences += 1;
    }

    /// Whether both numbers stand in one difference.
    pub(super) fn has(&self, numbers: [(SentenceId, Evidence); 2]) -> bool {
        let [one, other] = numbers.map(|(sentence, value)| self.around(sentence, value));
        // They come in the order in which they were found.
        let other: Vec<usize> = other.collect();
        one.into_iter().any(|difference| other.binary_search(&difference).is_ok())
    }

    /// The differences in which a value stands.
    fn around(&self, sentence: SentenceId, value: Evidence) -> impl Iterator<Item = usize> {
        let values = self.by_sentence.get(&sentence).into_iter().flatten();
        values.filter(move |(span, _)| span.overlaps(value.span)).map(|&(_, difference)| difference)
    }
}
