//! The product of rows of bytes with a matrix of 8-bit weights.
//!
//! Every way of multiplying gives the same integers: sums of products are exact in 32 bits, and the one instruction
//! that works in 16 (`vpmaddubsw`) can't overflow with weights of seven bits: 2 × 255 × 63 < 2¹⁵. Two of its results
//! are added in 16 bits only where the weights leave room for that ([`Packed::runs`]).

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;
use std::ops::Range;

#[cfg(target_arch = "x86_64")]
use super::tiles;
use super::{GROUP, Processor};
use crate::network::packed::{BLOCK, PAIR, Packed};

impl Processor {
    /// Multiplies rows of unsigned bytes with some columns of a matrix.
    ///
    /// `rows` holds whole groups of [`GROUP`] rows, each as long as the matrix is deep; `sums` gets a row of
    /// `columns.len()` for each. `columns` begins and ends at a multiple of [`PAIR`].
    pub(crate) fn product(self, rows: &[u8], matrix: &Packed, columns: Range<usize>, sums: &mut [i32]) {
        let (depth, width) = (matrix.depth(), columns.len());
        let count = rows.len() / depth;
        assert!(count.is_multiple_of(GROUP) && rows.len() == count * depth, "whole groups of rows");
        assert!(columns.start.is_multiple_of(PAIR) && width.is_multiple_of(PAIR), "whole pairs of blocks");
        assert_eq!(sums.len(), count * width, "a sum for each row and column");
        let weights = &matrix.values()[columns.start * depth..columns.end * depth];
        let runs = &matrix.runs()[columns.start / BLOCK..columns.end / BLOCK];
        match self {
            // SAFETY: the processor has the features (`available`), and the assertions above say how much memory
            // stands behind the slices; `Packed` promises a depth in whole multiples of 64.
            #[cfg(target_arch = "x86_64")]
            Self::Tiles => unsafe { tiles::product(rows, weights, depth, width, sums) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { product_avx512(rows, weights, depth, width, sums) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni => unsafe { product_avxvnni(rows, weights, runs, depth, width, sums) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { product_avx2(rows, weights, runs, depth, width, sums) },
            Self::Portable => product_portable(rows, weights, depth, width, sums),
        }
    }
}

fn product_portable(rows: &[u8], weights: &[i8], depth: usize, width: usize, sums: &mut [i32]) {
    for (row, sums) in rows.chunks_exact(depth).zip(sums.chunks_exact_mut(width)) {
        for (block, sums) in weights.chunks_exact(depth * BLOCK).zip(sums.chunks_exact_mut(BLOCK)) {
            let mut found = [0i32; BLOCK];
            for (values, weights) in row.chunks_exact(4).zip(block.chunks_exact(4 * BLOCK)) {
                for (sum, weights) in found.iter_mut().zip(weights.chunks_exact(4)) {
                    *sum += (0..4).map(|i| i32::from(values[i]) * i32::from(weights[i])).sum::<i32>();
                }
            }
            sums.copy_from_slice(&found);
        }
    }
}

/// Four neighbouring bytes of a row, as the vector instructions want them.
///
/// # Safety
/// `at` points to four readable bytes.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn four(at: *const u8) -> i32 {
    // SAFETY: the caller's.
    unsafe { at.cast::<i32>().read_unaligned() }
}

/// Eight rows by two blocks at a time: sixteen sums stay in registers.
///
/// # Safety
/// The bounds that [`Processor::product`] asserts, and a depth in whole multiples of 64.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn product_avx512(rows: &[u8], weights: &[i8], depth: usize, width: usize, sums: &mut [i32]) {
    const ROWS: usize = 8;
    for (rows, sums) in rows.chunks_exact(ROWS * depth).zip(sums.chunks_exact_mut(ROWS * width)) {
        for (at, pair) in weights.chunks_exact(depth * PAIR).enumerate() {
            let mut found = [[_mm512_setzero_si512(); 2]; ROWS];
            for k in (0..depth).step_by(16) {
                for k in [k, k + 4, k + 8, k + 12] {
                    // SAFETY: a block holds 16 bytes for each of `depth`, rows are that long, and `k + 4` is no more,
                    // because `depth` is a multiple of 16.
                    unsafe {
                        let left = _mm512_loadu_si512(pair.as_ptr().add(k * BLOCK).cast());
                        let right = _mm512_loadu_si512(pair.as_ptr().add((depth + k) * BLOCK).cast());
                        for (row, found) in found.iter_mut().enumerate() {
                            let values = _mm512_set1_epi32(four(rows.as_ptr().add(row * depth + k)));
                            found[0] = _mm512_dpbusd_epi32(found[0], values, left);
                            found[1] = _mm512_dpbusd_epi32(found[1], values, right);
                        }
                    }
                }
            }
            for (row, found) in found.into_iter().enumerate() {
                let sums = &mut sums[row * width + at * PAIR..][..PAIR];
                // SAFETY: 32 sums are there, by the line above.
                unsafe {
                    _mm512_storeu_si512(sums.as_mut_ptr().cast(), found[0]);
                    _mm512_storeu_si512(sums.as_mut_ptr().add(BLOCK).cast(), found[1]);
                }
            }
        }
    }
}

/// The product with 256-bit vectors: four rows by one block at a time; `dot` adds four products to each sum, `two`
/// eight, where the weights are calm ([`Packed::runs`]).
#[cfg(target_arch = "x86_64")]
macro_rules! product_256 {
    ($name:ident, $features:literal, $dot:expr, $two:expr) => {
        /// # Safety
        /// The bounds that [`Processor::product`] asserts.
        #[target_feature(enable = $features)]
        unsafe fn $name(
            rows: &[u8],
            weights: &[i8],
            runs: &[(Vec<u16>, usize)],
            depth: usize,
            width: usize,
            sums: &mut [i32],
        ) {
            const ROWS: usize = 4;
            for (at, (block, (runs, calm))) in weights.chunks_exact(depth * BLOCK).zip(runs).enumerate() {
                let (calm, rest) = runs.split_at(*calm);
                for (rows, sums) in rows.chunks_exact(ROWS * depth).zip(sums.chunks_exact_mut(ROWS * width)) {
                    let mut found = [[_mm256_setzero_si256(); 2]; ROWS];
                    for &k in calm {
                        let k = usize::from(k);
                        // SAFETY: a block holds 16 bytes for each of `depth`, a run ends within it, and rows are
                        // that long.
                        unsafe {
                            let weights = block.as_ptr().add(k * BLOCK).cast::<__m256i>();
                            let [a, b, c, d] = [0, 1, 2, 3].map(|i| _mm256_loadu_si256(weights.add(i)));
                            for (row, found) in found.iter_mut().enumerate() {
                                let values = rows.as_ptr().add(row * depth + k);
                                let values = [values, values.add(4)].map(|at| _mm256_set1_epi32(four(at)));
                                found[0] = $two(found[0], values, [a, c]);
                                found[1] = $two(found[1], values, [b, d]);
                            }
                        }
                    }
                    for k in rest.iter().flat_map(|&k| [usize::from(k), usize::from(k) + 4]) {
                        // SAFETY: as above.
                        unsafe {
                            let left = _mm256_loadu_si256(block.as_ptr().add(k * BLOCK).cast());
                            let right = _mm256_loadu_si256(block.as_ptr().add(k * BLOCK + 32).cast());
                            for (row, found) in found.iter_mut().enumerate() {
                                let values = _mm256_set1_epi32(four(rows.as_ptr().add(row * depth + k)));
                                found[0] = $dot(found[0], values, left);
                                found[1] = $dot(found[1], values, right);
                            }
                        }
                    }
                    for (row, found) in found.into_iter().enumerate() {
                        let sums = &mut sums[row * width + at * BLOCK..][..BLOCK];
                        // SAFETY: 16 sums are there, by the line above.
                        unsafe {
                            _mm256_storeu_si256(sums.as_mut_ptr().cast(), found[0]);
                            _mm256_storeu_si256(sums.as_mut_ptr().add(8).cast(), found[1]);
                        }
                    }
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
product_256!(
    product_avxvnni,
    "avx2,avxvnni",
    _mm256_dpbusd_avx_epi32,
    |sum, [near, far]: [__m256i; 2], [a, b]: [__m256i; 2]| _mm256_dpbusd_avx_epi32(
        _mm256_dpbusd_avx_epi32(sum, near, a),
        far,
        b
    )
);
#[cfg(target_arch = "x86_64")]
product_256!(
    product_avx2,
    "avx2",
    |sum, values, weights| {
        let pairs = _mm256_maddubs_epi16(values, weights);
        _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
    },
    |sum, [near, far]: [__m256i; 2], [a, b]: [__m256i; 2]| {
        let pairs = _mm256_add_epi16(_mm256_maddubs_epi16(near, a), _mm256_maddubs_epi16(far, b));
        _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
    }
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::network::packed::Packed;
    use crate::network::processor::{GROUP, Processor};

    /// The product as it stands in the books.
    fn plain(rows: &[u8], matrix: &[i8], depth: usize) -> Vec<i32> {
        let rows = rows.chunks(depth);
        let dot = |row: &[u8], column: &[i8]| -> i32 {
            row.iter().zip(column).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
        };
        rows.flat_map(|row| matrix.chunks(depth).map(move |column| dot(row, column))).collect()
    }

    fn check(rows: &[u8], matrix: &[i8], depth: usize) {
        let packed = Packed::new(matrix, depth);
        let (width, count) = (packed.columns(), rows.len() / depth);
        let mut padded = vec![7; count * packed.depth()];
        for (to, from) in padded.chunks_mut(packed.depth()).zip(rows.chunks(depth)) {
            to[..depth].copy_from_slice(from);
        }
        let columns = matrix.len() / depth;
        for way in Processor::available() {
            let mut sums = vec![-1; count * width];
            way.product(&padded, &packed, 0..width, &mut sums);
            let found: Vec<i32> = sums.chunks(width).flat_map(|row| row[..columns].to_vec()).collect();
            assert_eq!(found, plain(rows, matrix, depth), "{way:?}");
        }
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        for weight in [63, -63] {
            check(&[255; GROUP * 1536], &[weight; 33 * 1536], 1536);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn all_ways_give_the_plain_sums(
            (depth, rows, matrix) in (1usize..200, 1usize..5, 1usize..80).prop_flat_map(|(depth, groups, columns)| (
                Just(depth),
                prop::collection::vec(any::<u8>(), depth * groups * GROUP),
                prop::collection::vec(-63i8..=63, depth * columns),
            )),
        ) {
            check(&rows, &matrix, depth);
        }
    }
}
