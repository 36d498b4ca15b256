//! Weights of eight bits in the order in which the matrix product reads them.

/// Columns of a block: one 512-bit vector holds four weights of each.
pub(crate) const BLOCK: usize = 16;
/// Columns that are multiplied together at least.
pub(crate) const PAIR: usize = 2 * BLOCK;
/// The depth is filled up with zeros to a multiple of this, the bytes of a tile's row.
const DEPTH: usize = 64;

/// A matrix of 8-bit weights. Block after block of 16 columns; in a block, of each four neighbouring weights those
/// of the first column, then those of the second: the order in which VNNI and AMX instructions want them.
#[derive(Debug)]
pub(crate) struct Packed {
    depth: usize,
    columns: usize,
    values: Vec<i8>,
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
        let mut values = vec![0; padded * columns];
        for (at, column) in matrix.chunks_exact(depth).enumerate() {
            let block = &mut values[at / BLOCK * BLOCK * padded..][..BLOCK * padded];
            for (four, from) in block.chunks_exact_mut(4 * BLOCK).zip(column.chunks(4)) {
                four[at % BLOCK * 4..][..from.len()].copy_from_slice(from);
            }
        }
        Self { depth: padded, columns, values }
    }

    /// Weights of a column, a multiple of 64.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Columns, a multiple of [`PAIR`].
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// All weights.
    pub(crate) fn values(&self) -> &[i8] {
        &self.values
    }
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
}
