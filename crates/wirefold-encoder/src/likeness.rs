//! What a sentence says as a direction: sentences that say the same point the same way.
//!
//! The mean of the words' states through one layer, at unit length, trained on judged pairs of sentences and on the
//! base model's own sense of likeness (Reimers and Gurevych 2019). It is kept in eight bits a number: the cosine of
//! two directions then differs from the exact one by less than a hundredth.

use std::ops::Range;

use crate::EncoderError;
use crate::heads::{WordStates, through};
use crate::network::{Finish, Linear, Processor, Room, Tensors, dot};

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
    layer: Linear,
}

impl Likeness {
    /// Takes `heads.likeness`; `width` is that of a word's state.
    pub(crate) fn load(tensors: &Tensors, width: usize) -> Result<Self, EncoderError> {
        Ok(Self { layer: tensors.sized_linear("heads.likeness", width, None)? })
    }

    /// What the words in each of some stretches of rows say.
    pub(crate) fn read(
        &self,
        cpu: Processor,
        states: &WordStates,
        sentences: &[Range<usize>],
        room: &mut Room,
    ) -> Vec<Direction> {
        let width = states.table.width;
        let mut means = vec![0.0; sentences.len() * width];
        for (mean, rows) in means.chunks_exact_mut(width).zip(sentences) {
            #[expect(clippy::cast_precision_loss, reason = "a window has few words")]
            let part = 1.0 / rows.len().max(1) as f32;
            for row in rows.clone() {
                let state = states.table.row(row);
                mean.iter_mut().zip(state).for_each(|(sum, &x)| *sum = x.mul_add(part, *sum));
            }
        }
        let directions = through(&self.layer, cpu, &means, Finish::Plain, room);
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
