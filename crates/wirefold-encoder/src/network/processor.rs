//! What depends on the processor: the 8-bit matrix product, and the vector width that other loops are compiled for.
//!
//! The only file of this house with `unsafe` in it. Three things need it: vector instructions that the build's
//! baseline lacks are called after the processor said that it has them; their loads and stores take pointers, whose
//! bounds [`Processor::product`] checks once for a whole product; and the tile instructions (AMX) are written in
//! assembly because the language has no stable names for them.
//!
//! Every way of multiplying gives the same integers: sums of products are exact in 32 bits, and the one instruction
//! that works in 16 (`vpmaddubsw`) can't overflow with weights of seven bits: 2 × 255 × 63 < 2¹⁵. Two of its results
//! are added in 16 bits only where the weights leave room for that ([`Packed::runs`]).
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;
use std::ops::Range;

use super::packed::{BLOCK, PAIR, Packed};

/// Rows of activations are multiplied in groups of this many.
pub(crate) const GROUP: usize = 16;

/// The ways of multiplying, the fastest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Processor {
    /// Tiles of 16 × 64 bytes (AMX).
    #[cfg(target_arch = "x86_64")]
    Tiles,
    /// AVX-512 with VNNI.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// AVX2 with FMA and VNNI.
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// AVX2 with FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Whatever the build's baseline is.
    Portable,
}

/// Work that is compiled once for each vector width. `run` must be `#[inline(always)]`, and so must what it calls:
/// loops are `for` loops, because a closure given to `for_each` is compiled for the build's baseline.
pub(crate) trait Step {
    /// Does the work.
    fn run(self);
}

impl Processor {
    /// The fastest that this machine can do.
    pub(crate) fn best() -> Self {
        Self::available()[0]
    }

    /// All that this machine can do.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn available() -> Vec<Self> {
        let wide = is_x86_feature_detected!("fma")
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni");
        let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let ways = [
            (Self::Tiles, wide && tiles::granted()),
            (Self::Avx512, wide),
            (Self::AvxVnni, avx2 && is_x86_feature_detected!("avxvnni")),
            (Self::Avx2, avx2),
            (Self::Portable, true),
        ];
        ways.into_iter().filter(|&(_, has)| has).map(|(way, _)| way).collect()
    }

    /// All that this machine can do.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) fn available() -> Vec<Self> {
        vec![Self::Portable]
    }

    /// Does work with the vectors that the processor has.
    #[inline]
    pub(crate) fn run(self, step: impl Step) {
        match self {
            // SAFETY: these variants exist only where the processor has the features (`available`).
            #[cfg(target_arch = "x86_64")]
            Self::Tiles | Self::Avx512 => unsafe { run_wide(step) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni | Self::Avx2 => unsafe { run_avx2(step) },
            Self::Portable => step.run(),
        }
    }

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

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,fma")]
fn run_wide(step: impl Step) {
    step.run();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn run_avx2(step: impl Step) {
    step.run();
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
/// The bounds that [`Processor::product`] asserts.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn product_avx512(rows: &[u8], weights: &[i8], depth: usize, width: usize, sums: &mut [i32]) {
    const ROWS: usize = 8;
    for (rows, sums) in rows.chunks_exact(ROWS * depth).zip(sums.chunks_exact_mut(ROWS * width)) {
        for (at, pair) in weights.chunks_exact(depth * PAIR).enumerate() {
            let mut found = [[_mm512_setzero_si512(); 2]; ROWS];
            for k in (0..depth).step_by(4) {
                // SAFETY: a block holds 16 bytes for each of `depth`; `k + 4 <= depth` and rows are that long.
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

/// Tile instructions (AMX), which Linux grants to a process that asks.
#[cfg(target_arch = "x86_64")]
mod tiles {
    use std::arch::asm;
    use std::arch::x86_64::__cpuid_count;
    use std::sync::OnceLock;

    use super::super::packed::{BLOCK, PAIR};
    use super::GROUP;

    /// `ldtilecfg`'s operand: all eight tiles have 16 rows of 64 bytes.
    #[repr(C, align(64))]
    struct Shape {
        palette: u8,
        start: u8,
        reserved: [u8; 14],
        bytes: [u16; 16],
        rows: [u8; 16],
    }

    static SHAPE: Shape = Shape {
        palette: 1,
        start: 0,
        reserved: [0; 14],
        bytes: [64, 64, 64, 64, 64, 64, 64, 64, 0, 0, 0, 0, 0, 0, 0, 0],
        rows: [16, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0],
    };

    /// Whether the processor has 8-bit tiles and the system lets this process use them; asked once.
    pub(super) fn granted() -> bool {
        static GRANTED: OnceLock<bool> = OnceLock::new();
        *GRANTED.get_or_init(|| {
            const AMX_TILE_AND_INT8: u32 = 3 << 24;
            __cpuid_count(0, 0).eax >= 7
                && __cpuid_count(7, 0).edx & AMX_TILE_AND_INT8 == AMX_TILE_AND_INT8
                && ask()
        })
    }

    /// `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`: Linux 5.16 and later.
    #[cfg(all(target_os = "linux", target_pointer_width = "64"))]
    fn ask() -> bool {
        const ARCH_PRCTL: i64 = 158;
        const ARCH_REQ_XCOMP_PERM: i64 = 0x1023;
        const XFEATURE_XTILEDATA: i64 = 18;
        let answer: i64;
        // SAFETY: this call changes nothing but what the process may use, and takes no pointer.
        unsafe {
            asm!("syscall", inlateout("rax") ARCH_PRCTL => answer, in("rdi") ARCH_REQ_XCOMP_PERM,
                in("rsi") XFEATURE_XTILEDATA, lateout("rcx") _, lateout("r11") _, options(nostack));
        }
        answer == 0
    }

    #[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
    fn ask() -> bool {
        false
    }

    /// # Safety
    /// The bounds that [`super::Processor::product`] asserts, and tiles granted.
    pub(super) unsafe fn product(rows: &[u8], weights: &[i8], depth: usize, width: usize, sums: &mut [i32]) {
        // SAFETY: the operand is a whole, aligned and valid shape.
        unsafe { asm!("ldtilecfg [{}]", in(reg) &raw const SHAPE, options(nostack, readonly)) };
        let groups = rows.len() / (GROUP * depth);
        for at in 0..width / PAIR {
            for group in (0..groups).step_by(2) {
                // The last group of an odd number is multiplied with itself twice.
                let other = if group + 1 < groups { GROUP } else { 0 };
                let (row, sum) = (group * GROUP * depth, group * GROUP * width + at * PAIR);
                // SAFETY: 32 rows of `depth` bytes from `row` (or 16, read twice), 32 columns from `at * PAIR`,
                // and as many sums: all within the bounds that the caller asserts.
                unsafe {
                    square(
                        [rows.as_ptr().add(row), rows.as_ptr().add(row + other * depth)],
                        weights.as_ptr().add(at * PAIR * depth),
                        depth,
                        [sums.as_mut_ptr().add(sum), sums.as_mut_ptr().add(sum + other * width)],
                        width,
                    );
                }
            }
        }
        // SAFETY: no tile is needed any more.
        unsafe { asm!("tilerelease", options(nostack, nomem)) };
    }

    /// Twice 16 rows by twice 16 columns.
    ///
    /// # Safety
    /// Tiles are configured; each of `rows` has 16 rows of `depth` bytes, `weights` two blocks of that depth, and
    /// each of `sums` 16 rows of 32, `width` apart.
    #[inline(always)]
    unsafe fn square(
        rows: [*const u8; 2],
        weights: *const i8,
        depth: usize,
        sums: [*mut i32; 2],
        width: usize,
    ) {
        // SAFETY: the caller's.
        unsafe {
            asm!(
                "tilezero tmm0", "tilezero tmm1", "tilezero tmm2", "tilezero tmm3",
                "2:",
                "tileloadd tmm4, [{upper} + {depth}*1]",
                "tileloadd tmm6, [{left} + {line}*1]",
                "tileloadd tmm7, [{right} + {line}*1]",
                "tdpbusd tmm0, tmm4, tmm6",
                "tileloadd tmm5, [{lower} + {depth}*1]",
                "tdpbusd tmm1, tmm4, tmm7",
                "tdpbusd tmm2, tmm5, tmm6",
                "tdpbusd tmm3, tmm5, tmm7",
                "add {upper}, 64", "add {lower}, 64", "add {left}, 1024", "add {right}, 1024",
                "dec {steps}",
                "jnz 2b",
                "tilestored [{first} + {apart}*1], tmm0",
                "tilestored [{first} + {apart}*1 + 64], tmm1",
                "tilestored [{second} + {apart}*1], tmm2",
                "tilestored [{second} + {apart}*1 + 64], tmm3",
                upper = inout(reg) rows[0] => _, lower = inout(reg) rows[1] => _, depth = in(reg) depth,
                left = inout(reg) weights => _, right = inout(reg) weights.add(BLOCK * depth) => _,
                line = in(reg) 64usize, steps = inout(reg) depth / 64 => _,
                first = in(reg) sums[0], second = in(reg) sums[1], apart = in(reg) width * 4,
                out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
                out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
                options(nostack)
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{GROUP, Processor};
    use crate::network::packed::Packed;

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
