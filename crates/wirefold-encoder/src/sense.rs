//! What words tell: scores of event types, and of whether it happened, for chosen words of a sentence that was just read.
//!
//! One layer over a word's state and the mean of its sentence's. The states of words are gone once a batch is read, so
//! that words are asked about while it is at hand: see [`Encoder::read_asked`].
//!
//! [`Encoder::read_asked`]: crate::Encoder::read_asked

use std::ops::Range;

use crate::EncoderError;
use crate::heads::{WordStates, through};
use crate::network::{Finish, Linear, Processor, Room, Tensors};

/// What the encoder says of a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Sense {
    /// The word, by its number in the sentence.
    pub word: usize,
    /// How much speaks for each type and status, in natural logarithms, in the order of [`Labels::senses`](crate::Labels::senses).
    pub scores: Vec<f32>,
}

/// The head for words.
#[derive(Debug)]
pub(crate) struct Senses(Linear);

impl Senses {
    /// Takes the tensors under `heads.sense.`; `width` is that of a word's state.
    pub(crate) fn load(tensors: &Tensors, width: usize, senses: usize) -> Result<Self, EncoderError> {
        Ok(Self(tensors.sized_linear("heads.sense", 2 * width, Some(senses))?))
    }

    /// Scores words of a sentence, or of its part, which has the rows `own` of the states.
    pub(crate) fn read(
        &self,
        cpu: Processor,
        states: &WordStates,
        own: Range<usize>,
        asked: &[usize],
        room: &mut Room,
    ) -> Vec<Sense> {
        if asked.is_empty() {
            return Vec::new();
        }
        let whole = states.table.mean(own.clone());
        let beside = |&word: &usize| [states.table.row(own.start + word), &whole].concat();
        let rows: Vec<f32> = asked.iter().flat_map(beside).collect();
        let scores = through(&self.0, cpu, &rows, Finish::Plain, room);
        let rows = scores.values.chunks_exact(scores.width);
        asked.iter().zip(rows).map(|(&word, row)| Sense { word, scores: row.to_vec() }).collect()
    }
}
