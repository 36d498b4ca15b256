//! Attention of each sentence to itself: of each head a softmax of scaled products (Vaswani et al. 2017).

use std::ops::Range;

use super::lanes::{LANES, exp, largest, sum};
use super::processor::{Processor, Rows, Step, TOGETHER};

/// The score of a place that is no key.
const FAR: f32 = -1e30;

/// Room for one head of one sentence; kept from call to call.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// Keys, a row for each of the head's dimensions.
    keys: Vec<f32>,
    /// Scores of some queries.
    scores: Vec<f32>,
    /// What some queries look at.
    sums: Vec<f32>,
}

/// Attention within sentences that lie one after the other.
pub(crate) struct Attend<'a> {
    pub(crate) cpu: Processor,
    /// Rows of queries, keys and values, `3 * width` wide.
    pub(crate) rows: &'a [f32],
    /// The rows of each sentence.
    pub(crate) sentences: &'a [Range<usize>],
    pub(crate) heads: usize,
    pub(crate) width: usize,
    pub(crate) room: &'a mut Room,
    /// The answer: rows of `width`.
    pub(crate) to: &'a mut [f32],
}

impl Step for Attend<'_> {
    #[inline(always)]
    fn run(self) {
        let size = self.width / self.heads;
        for sentence in self.sentences.iter().filter(|sentence| !sentence.is_empty()) {
            let rows = &self.rows[sentence.start * 3 * self.width..sentence.end * 3 * self.width];
            let to = &mut self.to[sentence.start * self.width..sentence.end * self.width];
            for head in 0..self.heads {
                one_head(self.cpu, rows, self.width, head * size..(head + 1) * size, self.room, to);
            }
        }
    }
}

/// One head of one sentence; `columns` are its columns of the queries.
#[inline(always)]
fn one_head(
    cpu: Processor,
    rows: &[f32],
    width: usize,
    columns: Range<usize>,
    room: &mut Room,
    to: &mut [f32],
) {
    let (length, size) = (rows.len() / (3 * width), columns.len());
    let padded = length.next_multiple_of(LANES);
    room.gather(rows, width, &columns, padded);
    let values = Rows { values: &rows[2 * width + columns.start..], apart: 3 * width, width: size };
    let scale = 1.0 / (size as f32).sqrt();
    for start in (0..length).step_by(TOGETHER) {
        let mut queries = [&rows[..0]; TOGETHER];
        for (i, query) in queries.iter_mut().enumerate() {
            let row = (start + i).min(length - 1) * 3 * width;
            *query = &rows[row + columns.start..row + columns.end];
        }
        cpu.mix(queries, Rows { values: &room.keys, apart: padded, width: padded }, &mut room.scores);
        let mut shares = [0.0; TOGETHER];
        for (share, row) in shares.iter_mut().zip(room.scores.chunks_exact_mut(padded)).take(length - start) {
            row[length..].fill(FAR);
            *share = softmax(row, scale);
        }
        let mut weights = [&room.scores[..0]; TOGETHER];
        for (weights, row) in weights.iter_mut().zip(room.scores.chunks_exact(padded)) {
            *weights = &row[..length];
        }
        cpu.mix(weights, values, &mut room.sums);
        for (i, sums) in room.sums.chunks_exact(size).enumerate().take(length - start) {
            let to = &mut to[(start + i) * width + columns.start..][..size];
            for (y, x) in to.iter_mut().zip(sums) {
                *y = x * shares[i];
            }
        }
    }
}

impl Room {
    /// Lays the keys out, and makes room for what some queries give.
    #[inline(always)]
    fn gather(&mut self, rows: &[f32], width: usize, columns: &Range<usize>, padded: usize) {
        let size = columns.len();
        self.keys.resize(size * padded, 0.0);
        self.scores.resize(TOGETHER * padded, 0.0);
        self.sums.resize(TOGETHER * size, 0.0);
        for (at, row) in rows.chunks_exact(3 * width).enumerate() {
            let key = &row[width + columns.start..width + columns.end];
            for (keys, &value) in self.keys.chunks_exact_mut(padded).zip(key) {
                keys[at] = value;
            }
        }
    }
}

/// Scores to weights before they are divided by their sum; returns one over that.
#[inline(always)]
fn softmax(row: &mut [f32], scale: f32) -> f32 {
    let top = largest(row, FAR);
    for x in row.iter_mut() {
        *x = exp((*x - top) * scale);
    }
    1.0 / sum(row, |x| x)
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init)] // sentences are ranges of rows, and one sentence is one range
mod tests {
    use proptest::prelude::*;

    use super::{Attend, Room};
    use crate::network::processor::Processor;

    const WIDTH: usize = 64;

    /// Attention as the paper writes it, in double precision.
    fn plain(rows: &[f32], heads: usize) -> Vec<f64> {
        let (length, size) = (rows.len() / (3 * WIDTH), WIDTH / heads);
        let at = |row: usize, kind: usize, head: usize, i: usize| {
            f64::from(rows[row * 3 * WIDTH + kind * WIDTH + head * size + i])
        };
        let mut found = Vec::new();
        for query in 0..length {
            for head in 0..heads {
                let dot = |key| (0..size).map(|i| at(query, 0, head, i) * at(key, 1, head, i)).sum::<f64>();
                let weights: Vec<f64> =
                    (0..length).map(|key| (dot(key) / (size as f64).sqrt()).exp()).collect();
                let total: f64 = weights.iter().sum();
                found.extend((0..size).map(|i| {
                    weights.iter().enumerate().map(|(key, w)| w / total * at(key, 2, head, i)).sum::<f64>()
                }));
            }
        }
        found
    }

    fn attend(cpu: Processor, rows: &[f32], sentences: &[std::ops::Range<usize>], heads: usize) -> Vec<f32> {
        let mut to = vec![0.0; rows.len() / 3];
        cpu.run(Attend {
            cpu,
            rows,
            sentences,
            heads,
            width: WIDTH,
            room: &mut Room::default(),
            to: &mut to,
        });
        to
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn it_is_what_the_paper_says(
            rows in (1usize..40).prop_flat_map(|n| prop::collection::vec(-2.0f32..2.0, n * 3 * WIDTH)),
            heads in prop::sample::select(vec![1usize, 2, 4]),
        ) {
            let whole = [0..rows.len() / (3 * WIDTH)];
            let found = attend(Processor::best(), &rows, &whole, heads);
            prop_assert!(found.iter().zip(plain(&rows, heads)).all(|(&a, b)| (f64::from(a) - b).abs() < 1e-5));
            for cpu in Processor::available() {
                prop_assert_eq!(&attend(cpu, &rows, &whole, heads), &found, "{:?}", cpu);
            }
        }

        #[test]
        fn sentences_do_not_see_each_other(
            rows in (4usize..40).prop_flat_map(|n| prop::collection::vec(-2.0f32..2.0, n * 3 * WIDTH)),
        ) {
            let (cpu, length) = (Processor::best(), rows.len() / (3 * WIDTH));
            let (left, right) = rows.split_at(3 * 3 * WIDTH);
            let apart = [attend(cpu, left, &[0..3], 2), attend(cpu, right, &[0..length - 3], 2)].concat();
            prop_assert_eq!(attend(cpu, &rows, &[0..3, 3..3, 3..length], 2), apart);
        }
    }
}
