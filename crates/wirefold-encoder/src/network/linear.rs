//! Linear layers: 8-bit weights with activations quantised row by row, or weights of full precision.

use super::lanes::{gelu, range};
use super::packed::{PAIR, Packed};
use super::processor::{GROUP, Processor, Step};

/// Columns that are multiplied at once, with [`Processor::tile`] rows.
const PANEL: usize = 2 * PAIR;

/// What becomes of a layer's outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finish {
    /// Nothing more.
    Plain,
    /// The Gaussian error linear unit.
    Gelu,
}

/// `y = W x + b` for rows of `x`.
#[derive(Debug)]
pub(crate) struct Linear {
    inputs: usize,
    outputs: usize,
    bias: Vec<f32>,
    weights: Weights,
}

#[derive(Debug)]
enum Weights {
    /// Eight bits: `scale` and the sum of the weights of each column.
    Quantised { matrix: Packed, scale: Vec<f32>, sums: Vec<i32> },
    /// Full precision: a row of `outputs` for each input.
    Full(Vec<f32>),
}

/// Rows as a layer takes them: bytes, in whole groups of [`GROUP`], where its weights have eight bits, and as they are
/// where not.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    bytes: Vec<u8>,
    steps: Vec<f32>,
    zeros: Vec<i32>,
    floats: Vec<f32>,
}

impl Prepared {
    /// Leaves no rows.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.steps.clear();
        self.zeros.clear();
        self.floats.clear();
    }
}

/// Room for the prepared rows and the sums of one block; kept from call to call.
#[derive(Debug, Default)]
pub(crate) struct Room {
    prepared: Prepared,
    pub(super) sums: Vec<i32>,
}

impl Linear {
    /// A layer of 8-bit weights, given output after output. `weights` stay within ±63.
    pub(crate) fn quantised(weights: &[i8], scale: &[f32], bias: &[f32]) -> Self {
        let (inputs, outputs) = (weights.len() / bias.len(), bias.len());
        let matrix = Packed::new(weights, inputs);
        let mut sums: Vec<i32> =
            weights.chunks(inputs).map(|column| column.iter().map(|&w| i32::from(w)).sum()).collect();
        sums.resize(matrix.columns(), 0);
        let scale = filled(scale, matrix.columns());
        let bias = filled(bias, matrix.columns());
        Self { inputs, outputs, bias, weights: Weights::Quantised { matrix, scale, sums } }
    }

    /// A layer of full precision, its weights given output after output.
    pub(crate) fn full(weights: &[f32], bias: &[f32]) -> Self {
        let (inputs, outputs) = (weights.len() / bias.len(), bias.len());
        let transposed = (0..inputs).flat_map(|i| weights[i..].iter().step_by(inputs).copied()).collect();
        Self { inputs, outputs, bias: bias.to_vec(), weights: Weights::Full(transposed) }
    }

    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Sends rows through the layer; `to` gets a row of `outputs` for each row of `inputs` in `from`.
    pub(crate) fn apply(
        &self,
        cpu: Processor,
        from: &[f32],
        finish: Finish,
        room: &mut Room,
        to: &mut [f32],
    ) {
        let rows = cpu.rows();
        for (from, to) in from.chunks(rows * self.inputs).zip(to.chunks_mut(rows * self.outputs)) {
            let Room { prepared, sums } = room;
            prepared.clear();
            self.prepare(cpu, from, prepared);
            self.apply_prepared(cpu, prepared, 0, finish, sums, to);
        }
    }

    /// Appends rows of `inputs` as this layer takes them. There are whole groups of [`GROUP`] before.
    pub(crate) fn prepare(&self, cpu: Processor, from: &[f32], to: &mut Prepared) {
        let Weights::Quantised { matrix, .. } = &self.weights else {
            to.floats.extend_from_slice(from);
            return;
        };
        let (start, depth) = (to.steps.len(), matrix.depth());
        let end = start + (from.len() / self.inputs).next_multiple_of(GROUP);
        to.bytes.resize(end * depth, 0);
        to.steps.resize(end, 0.0);
        to.zeros.resize(end, 0);
        cpu.run(Quantise {
            from,
            inputs: self.inputs,
            depth,
            bytes: &mut to.bytes[start * depth..],
            steps: &mut to.steps[start..],
            zeros: &mut to.zeros[start..],
        });
    }

    /// Sends prepared rows through the layer, from `start` on, which begins a group, and as many as `to` has room for.
    pub(crate) fn apply_prepared(
        &self,
        cpu: Processor,
        from: &Prepared,
        start: usize,
        finish: Finish,
        products: &mut Vec<i32>,
        to: &mut [f32],
    ) {
        debug_assert!(start.is_multiple_of(GROUP), "groups are whole");
        let end = start + to.len() / self.outputs;
        let (matrix, scale, sums) = match &self.weights {
            Weights::Quantised { matrix, scale, sums } => (matrix, scale, sums),
            Weights::Full(weights) => {
                let from = &from.floats[start * self.inputs..end * self.inputs];
                return cpu.run(Full { inputs: self.inputs, from, weights, bias: &self.bias, finish, to });
            }
        };
        let (depth, end) = (matrix.depth(), end.next_multiple_of(GROUP));
        let (bytes, steps) = (&from.bytes[start * depth..end * depth], &from.steps[start..end]);
        let tile = cpu.tile();
        for first in (0..matrix.columns()).step_by(PANEL) {
            let columns = first..(first + PANEL).min(matrix.columns());
            let ranges = steps.chunks(tile).zip(from.zeros[start..end].chunks(tile));
            let tiles = bytes.chunks(tile * depth).zip(to.chunks_mut(tile * self.outputs));
            for ((bytes, to), (steps, zeros)) in tiles.zip(ranges) {
                products.resize(bytes.len() / depth * columns.len(), 0);
                cpu.product(bytes, matrix, columns.clone(), products);
                cpu.run(Panel {
                    products,
                    steps,
                    zeros,
                    scale: &scale[columns.clone()],
                    sums: &sums[columns.clone()],
                    bias: &self.bias[columns.clone()],
                    finish,
                    start: columns.start,
                    outputs: self.outputs,
                    to,
                });
            }
        }
    }
}

fn filled(values: &[f32], length: usize) -> Vec<f32> {
    let mut values = values.to_vec();
    values.resize(length, 0.0);
    values
}

/// Rows to bytes: each row gets a step and a zero of its own such that 0..255 spans its values and 0.0 is met.
struct Quantise<'a> {
    from: &'a [f32],
    inputs: usize,
    depth: usize,
    bytes: &'a mut [u8],
    steps: &'a mut [f32],
    zeros: &'a mut [i32],
}

impl Step for Quantise<'_> {
    #[inline(always)]
    fn run(self) {
        let rows = self.from.chunks_exact(self.inputs).zip(self.bytes.chunks_exact_mut(self.depth));
        for ((from, bytes), (step, zero)) in rows.zip(self.steps.iter_mut().zip(self.zeros)) {
            let (low, high) = range(from);
            *step = ((high - low) / 255.0).max(1e-12);
            let (inverse, offset) = (1.0 / *step, nearest(-low / *step));
            *zero = i32::from(offset as u8);
            for (byte, &x) in bytes.iter_mut().zip(from) {
                // 2²³ leaves a whole number from 0 to 255 in the lowest byte.
                *byte = (clamped(x * inverse + offset) + 8_388_608.0).to_bits() as u8;
            }
        }
    }
}

#[inline(always)]
fn nearest(x: f32) -> f32 {
    (clamped(x) + 8_388_608.0) - 8_388_608.0
}

#[inline(always)]
fn clamped(x: f32) -> f32 {
    let x = if x < 0.0 { 0.0 } else { x };
    if x > 255.0 { 255.0 } else { x }
}

/// Sums of products to outputs, for some rows and columns.
struct Panel<'a> {
    products: &'a [i32],
    steps: &'a [f32],
    zeros: &'a [i32],
    scale: &'a [f32],
    sums: &'a [i32],
    bias: &'a [f32],
    finish: Finish,
    /// The first of the columns.
    start: usize,
    outputs: usize,
    to: &'a mut [f32],
}

impl Step for Panel<'_> {
    #[inline(always)]
    fn run(self) {
        let width = self.scale.len();
        let rows = self.products.chunks_exact(width).zip(self.to.chunks_exact_mut(self.outputs));
        for ((products, to), (&step, &zero)) in rows.zip(self.steps.iter().zip(self.zeros)) {
            let end = to.len().min(self.start + width);
            let columns = to[self.start..end].iter_mut().zip(products);
            let factors = self.scale.iter().zip(self.sums).zip(self.bias);
            for ((y, &product), ((&scale, &sum), &bias)) in columns.zip(factors) {
                let value = ((product - zero * sum) as f32 * step).mul_add(scale, bias);
                *y = if self.finish == Finish::Gelu { gelu(value) } else { value };
            }
        }
    }
}

/// Rows through weights of full precision.
struct Full<'a> {
    inputs: usize,
    from: &'a [f32],
    weights: &'a [f32],
    bias: &'a [f32],
    finish: Finish,
    to: &'a mut [f32],
}

impl Step for Full<'_> {
    #[inline(always)]
    fn run(self) {
        let width = self.bias.len();
        for (from, to) in self.from.chunks_exact(self.inputs).zip(self.to.chunks_exact_mut(width)) {
            to.copy_from_slice(self.bias);
            for (&x, weights) in from.iter().zip(self.weights.chunks_exact(width)) {
                for (y, &w) in to.iter_mut().zip(weights) {
                    *y = x.mul_add(w, *y);
                }
            }
            if self.finish == Finish::Gelu {
                for y in to {
                    *y = gelu(*y);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Finish, Linear, Prepared, Room};
    use crate::network::processor::Processor;

    fn run(layer: &Linear, cpu: Processor, rows: &[f32], finish: Finish) -> Vec<f32> {
        let mut to = vec![0.0; rows.len() / layer.inputs() * layer.outputs()];
        layer.apply(cpu, rows, finish, &mut Room::default(), &mut to);
        to
    }

    fn case() -> impl Strategy<Value = (usize, Vec<i8>, Vec<f32>, Vec<f32>)> {
        // Small weights are calm, large ones are not.
        (1usize..130, 1usize..150, 1usize..70, 1i8..=63).prop_flat_map(|(inputs, outputs, rows, most)| {
            (
                Just(inputs),
                prop::collection::vec(-most..=most, inputs * outputs),
                prop::collection::vec(-2.0f32..2.0, outputs),
                prop::collection::vec(-4.0f32..4.0, inputs * rows),
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn every_processor_gives_the_same_bits((inputs, weights, bias, rows) in case()) {
            let scale: Vec<f32> = bias.iter().map(|b| 0.001 + b.abs() / 100.0).collect();
            let layer = Linear::quantised(&weights, &scale, &bias);
            let full: Vec<f32> = weights.iter().map(|&w| f32::from(w) * 0.01).collect();
            let full = Linear::full(&full, &bias);
            prop_assert_eq!(layer.inputs(), inputs);
            for layer in [&layer, &full] {
                let expected = run(layer, Processor::Portable, &rows, Finish::Gelu);
                for cpu in Processor::available() {
                    prop_assert_eq!(&run(layer, cpu, &rows, Finish::Gelu), &expected, "{:?}", cpu);
                }
            }
        }

        #[test]
        fn eight_bits_are_near_full_precision((inputs, weights, bias, rows) in case()) {
            let scale = vec![0.01; bias.len()];
            let full: Vec<f32> = weights.iter().map(|&w| f32::from(w) * 0.01).collect();
            let near = run(&Linear::quantised(&weights, &scale, &bias), Processor::best(), &rows, Finish::Plain);
            let exact = run(&Linear::full(&full, &bias), Processor::best(), &rows, Finish::Plain);
            // Half a step of at most 8 / 255 for each input, at weights of at most 0.63.
            let bound = inputs as f32 * 0.63 * 8.0 / 255.0 / 2.0 + 1e-3;
            prop_assert!(near.iter().zip(&exact).all(|(a, b)| (a - b).abs() < bound));
        }
    }

    #[test]
    fn rows_may_be_prepared_before_they_are_sent_through() {
        let weights: Vec<i8> = (0..100 * 40).map(|i| ((i * 37) % 127 - 63) as i8).collect();
        let (scale, bias) = ([0.01; 40], [0.5; 40]);
        let full: Vec<f32> = weights.iter().map(|&w| f32::from(w) * 0.01).collect();
        for layer in [Linear::quantised(&weights, &scale, &bias), Linear::full(&full, &bias)] {
            for cpu in Processor::available() {
                let (mut prepared, mut products) = (Prepared::default(), Vec::new());
                for count in [1, 16, 65, 130, 513] {
                    let rows: Vec<f32> =
                        (0..count * 100).map(|i| ((i * 61) % 257) as f32 / 32.0 - 4.0).collect();
                    let whole = run(&layer, cpu, &rows, Finish::Plain);
                    let alone = rows.chunks(100).flat_map(|row| run(&layer, cpu, row, Finish::Plain));
                    assert_eq!(alone.collect::<Vec<_>>(), whole, "{cpu:?}, {count} rows one by one");
                    prepared.clear();
                    rows.chunks(cpu.rows() * 100).for_each(|rows| layer.prepare(cpu, rows, &mut prepared));
                    let mut to = vec![0.0; whole.len()];
                    for (at, to) in to.chunks_mut(cpu.rows() * 40).enumerate() {
                        let start = at * cpu.rows();
                        layer.apply_prepared(cpu, &prepared, start, Finish::Plain, &mut products, to);
                    }
                    assert_eq!(to, whole, "{cpu:?}, {count} rows prepared");
                }
            }
        }
    }

    #[test]
    fn rows_of_zeros_give_the_bias() {
        let layer = Linear::quantised(&[1, 2, 3, 4], &[0.5, 0.5], &[1.0, -1.0]);
        assert_eq!(
            run(&layer, Processor::best(), &[0.0; 6], Finish::Plain),
            [1.0, -1.0, 1.0, -1.0, 1.0, -1.0]
        );
    }
}
