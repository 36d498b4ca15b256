//! What one party does to another: scores of event types for given words of a sentence that was just read.
//!
//! A party is the mean of its words' states. Both together look at the sentence (dot-product attention over its words
//! and root), and a small network over actor, recipient and what they saw scores the types. The states of words are
//! gone once a batch is read, so that pairs are asked for while it is at hand: see [`Encoder::read_asked`].
//!
//! [`Encoder::read_asked`]: crate::Encoder::read_asked

use std::ops::Range;

use crate::EncoderError;
use crate::heads::{Table, WordStates, through};
use crate::network::{Finish, Linear, Processor, Room, Step, Tensors, dot, exp};

/// Two parties, as words of the sentence (or of its part) that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parties {
    /// The words that name who acts; never empty.
    pub actor: Vec<usize>,
    /// The words that name who is acted upon; never empty.
    pub recipient: Vec<usize>,
}

impl Parties {
    /// The same within a part of the sentence, counted from its start; `None` where a party has no word there.
    #[must_use]
    pub fn inside(&self, part: &Range<usize>) -> Option<Self> {
        let within = |words: &[usize]| -> Vec<usize> {
            words.iter().filter(|word| part.contains(word)).map(|word| word - part.start).collect()
        };
        let found = Self { actor: within(&self.actor), recipient: within(&self.recipient) };
        (!found.actor.is_empty() && !found.recipient.is_empty()).then_some(found)
    }
}

/// What the encoder says of two parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Who they are.
    pub parties: Parties,
    /// How probable each type is, in the order of [`Labels::roots`](crate::Labels::roots).
    pub roots: Vec<f32>,
}

/// The head for pairs of parties.
#[derive(Debug)]
pub(crate) struct Pairs {
    query: Linear,
    key: Linear,
    hidden: Linear,
    root: Linear,
}

impl Pairs {
    /// Takes the tensors under `heads.pair.`; `width` is that of a word's state.
    pub(crate) fn load(tensors: &Tensors, width: usize, roots: usize) -> Result<Self, EncoderError> {
        let hidden = tensors.sized_linear("heads.pair.hidden", 3 * width, None)?;
        Ok(Self {
            query: tensors.sized_linear("heads.pair.query", 2 * width, Some(width))?,
            key: tensors.sized_linear("heads.pair.key", width, Some(width))?,
            root: tensors.sized_linear("heads.pair.root", hidden.outputs(), Some(roots))?,
            hidden,
        })
    }

    /// Scores pairs whose words are counted from `own`; the parties look at all `rows` of the window, the root's first.
    pub(crate) fn read(
        &self,
        cpu: Processor,
        states: &WordStates,
        (rows, own): (Range<usize>, Range<usize>),
        asked: Vec<Parties>,
        room: &mut Room,
    ) -> Vec<Pair> {
        let there = |words: &[usize]| !words.is_empty() && words.iter().all(|&word| word < own.len());
        let asked: Vec<Parties> =
            asked.into_iter().filter(|pair| there(&pair.actor) && there(&pair.recipient)).collect();
        if asked.is_empty() {
            return Vec::new();
        }
        let width = states.table.width;
        let seen = &states.table.values[rows.start * width..rows.end * width];
        let mean = |words: &[usize]| states.table.mean(words.iter().map(|word| own.start + word));
        let parties: Vec<f32> =
            asked.iter().flat_map(|pair| [mean(&pair.actor), mean(&pair.recipient)]).flatten().collect();
        let keys = through(&self.key, cpu, seen, Finish::Plain, room);
        let queries = through(&self.query, cpu, &parties, Finish::Plain, room);
        let mut whole = vec![0.0; asked.len() * 3 * width];
        cpu.run(Look { queries: &queries, keys: &keys, states: seen, parties: &parties, to: &mut whole });
        let hidden = through(&self.hidden, cpu, &whole, Finish::Gelu, room);
        let scores = through(&self.root, cpu, &hidden.values, Finish::Plain, room);
        let rows = scores.values.chunks_exact(scores.width);
        asked.into_iter().zip(rows).map(|(parties, row)| Pair { parties, roots: shares(row) }).collect()
    }
}

/// Scores to probabilities that sum to one.
fn shares(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares: Vec<f32> = scores.iter().map(|score| exp(score - most)).collect();
    let all: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= all);
    shares
}

/// Puts beside each pair's parties the mean of what they look at.
struct Look<'a> {
    queries: &'a Table,
    keys: &'a Table,
    states: &'a [f32],
    parties: &'a [f32],
    to: &'a mut [f32],
}

impl Step for Look<'_> {
    #[inline(always)]
    fn run(self) {
        let width = self.queries.width;
        #[expect(clippy::cast_precision_loss, reason = "the width is small")]
        let scale = (width as f32).sqrt().recip();
        let mut looks = vec![0.0; self.states.len() / width];
        let pairs = self.to.chunks_exact_mut(3 * width).zip(self.parties.chunks_exact(2 * width));
        for ((to, parties), query) in pairs.zip(self.queries.values.chunks_exact(width)) {
            to[..2 * width].copy_from_slice(parties);
            let keys = self.keys.values.chunks_exact(width);
            for (look, key) in looks.iter_mut().zip(keys) {
                *look = dot(query, key) * scale;
            }
            let most = looks.iter().copied().fold(f32::MIN, f32::max);
            for look in &mut looks {
                *look = exp(*look - most);
            }
            let all: f32 = looks.iter().sum();
            for (look, state) in looks.iter().zip(self.states.chunks_exact(width)) {
                let part = look / all;
                for (sum, &x) in to[2 * width..].iter_mut().zip(state) {
                    *sum = x.mul_add(part, *sum);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn probabilities_sum_to_one_and_keep_the_order() {
        let found = shares(&[1.0, 3.0, -2.0]);
        assert!((found.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(found[1] > found[0] && found[0] > found[2]);
    }
}
