//! What a sentence says as a direction: sentences that say the same point the same way.
//!
//! The mean of the words' states on a branch of its own, through one layer, at unit length (Reimers and Gurevych
//! 2019), trained on judged pairs of sentences and on a larger model's sense of likeness. It is kept in eight bits a
//! number: the cosine of two directions then differs from the exact one by less than a hundredth.

use std::ops::Range;

use crate::EncoderError;
use crate::heads::{mean, through};
use crate::network::{Branch, Finish, Kept, Linear, Network, Processor, Scratch, Tensors, dot};

/// What a sentence says, to be held against others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    values: Box<[i8]>,
}

impl Direction {
    /// From numbers of any length; the zero vector points nowhere.
    fn of(values: &[f32]) -> Self {
        let largest = values.iter().fold(0.0f32, |most, x| most.max(x.abs()));
        let scale = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "scaled into ±127")]
        let values = values.iter().map(|x| (x * scale).round() as i8).collect();
        Self { values }
    }

    /// The direction's coordinates, the largest of which is ±127.
    #[must_use]
    pub fn into_values(self) -> Box<[i8]> {
        self.values
    }

    /// What two parts of one sentence say together, each for as many words as it has.
    pub(crate) fn joined(&self, words: usize, other: &Self, others: usize) -> Self {
        let unit = |direction: &Self, words: usize| -> Vec<f32> {
            let values: Vec<f32> = direction.values.iter().map(|&x| f32::from(x)).collect();
            let length = dot(&values, &values).sqrt().max(1.0);
            #[expect(clippy::cast_precision_loss, reason = "a sentence has fewer words than that")]
            values.iter().map(|x| x / length * words as f32).collect()
        };
        let (a, b) = (unit(self, words), unit(other, others));
        Self::of(&a.iter().zip(&b).map(|(x, y)| x + y).collect::<Vec<_>>())
    }
}

/// The head for likeness.
#[derive(Debug)]
pub(crate) struct Likeness {
    branch: Branch,
    layer: Linear,
}

/// Sentences of a batch that are asked what they say.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// Their pieces in the batch.
    pieces: Vec<Range<usize>>,
    /// The places of their own words' first pieces, counted from their first piece.
    words: Vec<Vec<usize>>,
}

impl Asked {
    /// Asks one more sentence: its pieces in the batch, and the first pieces of its words there.
    pub(crate) fn push(&mut self, pieces: Range<usize>, words: &[usize]) {
        self.words.push(words.iter().map(|word| word - pieces.start).collect());
        self.pieces.push(pieces);
    }

    /// The places of the sentences once they lie one after the other.
    fn together(&self) -> Vec<Range<usize>> {
        let mut end = 0;
        let place = |pieces: &Range<usize>| {
            end += pieces.len();
            end - pieces.len()..end
        };
        self.pieces.iter().map(place).collect()
    }
}

impl Likeness {
    /// Takes what lies under `heads.likeness`.
    pub(crate) fn load(tensors: &Tensors, network: &Network) -> Result<Self, EncoderError> {
        const NAME: &str = "heads.likeness";
        let layer = tensors.sized_linear(NAME, network.width(), None)?;
        Ok(Self { branch: Branch::load(tensors, NAME, network)?, layer })
    }

    /// Which states the network must keep for [`read`](Self::read).
    pub(crate) fn needs<'a>(&self, asked: &'a Asked) -> Kept<'a> {
        Kept { layers: self.branch.above(), sentences: &asked.pieces }
    }

    /// What the sentences say, from the states that the network kept of them.
    pub(crate) fn read(&self, cpu: Processor, asked: &Asked, scratch: &mut Scratch) -> Vec<Direction> {
        if asked.pieces.is_empty() {
            return Vec::new();
        }
        let (width, places) = (self.layer.inputs(), asked.together());
        let states = self.branch.states(cpu, &places, scratch);
        let mean = |(place, words): (&Range<usize>, &Vec<usize>)| {
            mean(states, width, words.iter().map(|word| place.start + word))
        };
        let means: Vec<f32> = places.iter().zip(&asked.words).flat_map(mean).collect();
        let directions = through(&self.layer, cpu, &means, Finish::Plain, &mut scratch.linear);
        directions.values.chunks_exact(directions.width).map(Direction::of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Direction;

    fn cosine(a: &[f32], b: &[f32]) -> f32 {
        let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(a, b)| a * b).sum::<f32>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(1e-9)
    }

    fn likeness(a: &Direction, b: &Direction) -> f32 {
        let [a, b] = [a, b].map(|d| d.values.iter().map(|&x| f32::from(x)).collect::<Vec<_>>());
        cosine(&a, &b)
    }

    #[test]
    fn the_cosine_survives_eight_bits() {
        let (a, b) = ([0.5f32, -0.25, 0.125, 0.75], [0.4f32, 0.3, -0.5, 0.6]);
        assert!((likeness(&Direction::of(&a), &Direction::of(&b)) - cosine(&a, &b)).abs() < 0.01);
        assert!(likeness(&Direction::of(&[0.0; 4]), &Direction::of(&a)).abs() < 1e-6);
    }

    #[test]
    fn parts_count_by_their_words() {
        let (a, b) = (Direction::of(&[1.0, 0.0]), Direction::of(&[0.0, 1.0]));
        let joined = a.joined(3, &b, 1);
        assert!(likeness(&joined, &a) > 0.9 && likeness(&joined, &b) > 0.2);
    }
}
