//! What depends on the processor: the 8-bit matrix product, mixtures of rows, how many rows are worked at together, and
//! the vector width that other loops are compiled for.
//!
//! The only folder of this house with `unsafe` in it. Three things need it: vector instructions that the build's
//! baseline lacks are called after the processor said that it has them; their loads and stores take pointers, whose
//! bounds [`Processor::product`] and [`Processor::mix`] check once for a whole call; and the tile instructions (AMX) are
//! written in assembly because the language has no stable names for them.
#![allow(unsafe_code)]

mod mix;
mod product;
#[cfg(target_arch = "x86_64")]
mod tiles;

pub(crate) use mix::{Rows, TOGETHER};

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

    /// Rows that go through a layer together, a multiple of [`GROUP`]: few enough for what comes next to find the results
    /// in a near cache, many enough for the weights to be fetched seldom. Tiles multiply so fast that fetching counts for
    /// more.
    pub(crate) fn rows(self) -> usize {
        if self.has_tiles() { 16 * GROUP } else { 4 * GROUP }
    }

    /// Rows that are multiplied at once, a multiple of [`GROUP`]; they and their sums stay in the nearest cache. Tiles
    /// have to be set up for each time.
    pub(crate) fn tile(self) -> usize {
        if self.has_tiles() { 4 * GROUP } else { 2 * GROUP }
    }

    #[cfg(target_arch = "x86_64")]
    fn has_tiles(self) -> bool {
        self == Self::Tiles
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn has_tiles(self) -> bool {
        false
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
