//! Layer norm (Ba, Kiros and Hinton 2016), with what is added before it.

use super::lanes::sum;
use super::processor::Step;

/// As in BERT.
const EPSILON: f32 = 1e-12;

/// Gain and offset of each column.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Norm {
    pub(crate) fn width(&self) -> usize {
        self.weight.len()
    }

    #[inline(always)]
    pub(crate) fn apply(&self, row: &mut [f32]) {
        let share = 1.0 / row.len() as f32;
        let mean = sum(row, |x| x) * share;
        let variance = sum(row, |x| (x - mean) * (x - mean)) * share;
        let factor = 1.0 / (variance + EPSILON).sqrt();
        for ((x, &weight), &bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *x = (*x - mean) * factor * weight + bias;
        }
    }
}

/// Adds rows to rows and norms the sums: `rows = norm(rows + added)`.
pub(crate) struct AddNorm<'a> {
    pub(crate) norm: &'a Norm,
    pub(crate) rows: &'a mut [f32],
    pub(crate) added: &'a [f32],
}

impl Step for AddNorm<'_> {
    #[inline(always)]
    fn run(self) {
        let width = self.norm.width();
        for (row, added) in self.rows.chunks_exact_mut(width).zip(self.added.chunks_exact(width)) {
            for (x, y) in row.iter_mut().zip(added) {
                *x += y;
            }
            self.norm.apply(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AddNorm, Norm};
    use crate::network::processor::Processor;

    #[test]
    fn rows_get_mean_nought_and_variance_one_before_gain_and_offset() {
        let norm = Norm { weight: vec![2.0; 40], bias: vec![1.0; 40] };
        let added: Vec<f32> = (0..80u8).map(f32::from).collect();
        let mut first = None;
        for cpu in Processor::available() {
            let mut rows = vec![0.5; 80];
            cpu.run(AddNorm { norm: &norm, rows: &mut rows, added: &added });
            let mean = rows[40..].iter().sum::<f32>() / 40.0;
            let spread = rows[40..].iter().map(|x| (x - mean).powi(2)).sum::<f32>() / 40.0;
            assert!((mean - 1.0).abs() < 1e-5 && (spread - 4.0).abs() < 1e-4, "{mean} {spread}");
            assert_eq!(first.get_or_insert_with(|| rows.clone()), &rows, "{cpu:?}");
        }
    }
}
