//! Weights of eight bits in the order in which the matrix product reads them.

/// Columns of a block: one 512-bit vector holds four weights of each.
pub(crate) const BLOCK: usize = 16;
/// Columns that are multiplied together at least.
pub(crate) const PAIR: usize = 2 * BLOCK;
/// The depth is filled up with zeros to a multiple of this, the bytes of a tile's row.
const DEPTH: usize = 64;
/// Bytes of a cache line. A vector that crosses two lines takes twice as long to load.
const LINE: usize = 64;
/// Neighbouring weights of a column that are multiplied in one go where they allow it.
const RUN: usize = 8;
/// Products of bytes with weights add up to 16 bits as long as the weights of either sign add up to no more than this:
/// 255 × 128 < 2¹⁵.
const CALM: i32 = 128;

/// A matrix of 8-bit weights. Block after block of 16 columns; in a block, of each four neighbouring weights those
/// of the first column, then those of the second: the order in which VNNI and AMX instructions want them.
#[derive(Debug)]
pub(crate) struct Packed {
    depth: usize,
    columns: usize,
    /// The weights from `start` on, which lies at the beginning of a cache line.
    values: Vec<i8>,
    start: usize,
    /// Of each block, where its runs of [`RUN`] begin, the calm ones first, and how many are calm.
    runs: Vec<(Vec<u16>, usize)>,
}

impl Packed {
    /// Packs a matrix that is given column after column, each `depth` long.
    ///
    /// # Panics
    /// When the matrix is no whole number of columns.
    pub(crate) fn new(matrix: &[i8], depth: usize) -> Self {
        assert!(depth > 0 && matrix.len().is_multiple_of(depth), "whole columns");
        let (padded, columns) =
            (depth.next_multiple_of(DEPTH), (matrix.len() / depth).next_multiple_of(PAIR));
        let mut values = vec![0; padded * columns + LINE];
        let start = values.as_ptr().align_offset(LINE).min(LINE);
        for (at, column) in matrix.chunks_exact(depth).enumerate() {
            let block = &mut values[start + at / BLOCK * BLOCK * padded..][..BLOCK * padded];
            for (four, from) in block.chunks_exact_mut(4 * BLOCK).zip(column.chunks(4)) {
                four[at % BLOCK * 4..][..from.len()].copy_from_slice(from);
            }
        }
        let runs = values[start..].chunks_exact(BLOCK * padded).map(runs).collect();
        Self { depth: padded, columns, values, start, runs }
    }

    /// Weights of a column, a multiple of 64.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Columns, a multiple of [`PAIR`].
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Of each block, where its runs of [`RUN`] neighbouring weights begin: those first whose products with bytes,
    /// two and two added, can be added to each other in 16 bits, and then the rest.
    pub(crate) fn runs(&self) -> &[(Vec<u16>, usize)] {
        &self.runs
    }

    /// All weights.
    pub(crate) fn values(&self) -> &[i8] {
        &self.values[self.start..][..self.columns * self.depth]
    }
}

/// The runs of a block, the calm ones first, and how many they are.
fn runs(block: &[i8]) -> (Vec<u16>, usize) {
    let starts = 0..block.len() / BLOCK / RUN;
    let calm = |&start: &usize| is_calm(&block[start * RUN * BLOCK..][..RUN * BLOCK]);
    let (mut order, rest): (Vec<usize>, Vec<usize>) = starts.partition(calm);
    let calm = order.len();
    order.extend(rest);
    let order = order.into_iter().map(|run| u16::try_from(run * RUN).expect("layers are not that deep"));
    (order.collect(), calm)
}

/// Whether the sums of the first and the third, and of the second and the fourth pair of each column fit 16 bits.
fn is_calm(run: &[i8]) -> bool {
    let (first, second) = run.split_at(run.len() / 2);
    let calm = |(a, b): (&[i8], &[i8])| {
        let weights = [a[0], a[1], b[0], b[1]].map(i32::from);
        let up: i32 = weights.iter().map(|&w| w.max(0)).sum();
        let down: i32 = weights.iter().map(|&w| w.min(0)).sum();
        up <= CALM && down >= -CALM
    };
    first.chunks_exact(2).zip(second.chunks_exact(2)).all(calm)
}

#[cfg(test)]
mod tests {
    use super::Packed;

    #[test]
    fn four_neighbours_of_a_column_stay_together() {
        let matrix: Vec<i8> = (0..17).flat_map(|column| [column, column, column, column, -column]).collect();
        let packed = Packed::new(&matrix, 5);
        assert_eq!((packed.depth(), packed.columns()), (64, 32));
        assert_eq!(packed.values()[..8], [0, 0, 0, 0, 1, 1, 1, 1]);
        assert_eq!(packed.values()[64 + 4..64 + 8], [-1, 0, 0, 0], "the fifth weight of the second column");
        assert_eq!(packed.values()[64 * 16..][..4], [16; 4], "the second block");
    }

    #[test]
    fn runs_whose_weights_are_small_come_first() {
        let mut matrix = [32i8; 64];
        assert_eq!(Packed::new(&matrix, 64).runs()[0], ((0..64).step_by(8).collect(), 8));
        matrix[12] = 33;
        matrix[16..18].fill(-63);
        let packed = Packed::new(&matrix, 64);
        let (order, calm) = &packed.runs()[0];
        assert_eq!((order.as_slice(), *calm), (&[0, 16, 24, 32, 40, 48, 56, 8][..], 7));
        matrix[20..22].fill(-63);
        assert_eq!(Packed::new(&matrix, 64).runs()[0].1, 6);
    }
}
