//! Mixtures of rows of floats: what attention makes of queries and keys, and of its shares and values.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use super::Processor;
use crate::network::lanes::LANES;

/// Mixtures of rows are made of this many rows of factors at once, so that each row is seldom loaded.
pub(crate) const TOGETHER: usize = 8;

/// Rows of numbers that may lie apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows<'a> {
    /// From the first row on.
    pub(crate) values: &'a [f32],
    /// From the beginning of a row to that of the next.
    pub(crate) apart: usize,
    /// A whole number of [`LANES`].
    pub(crate) width: usize,
}

impl Processor {
    /// Mixtures of rows: `to[i] = Σ factors[i][k] · rows[k]`, added in the order of `k`, each product and sum rounded
    /// once. There is a row for each factor; `to` gets rows of `rows.width`.
    #[inline(always)]
    pub(crate) fn mix(self, factors: [&[f32]; TOGETHER], rows: Rows<'_>, to: &mut [f32]) {
        let Rows { values, apart, width } = rows;
        let depth = factors[0].len();
        assert!(depth > 0 && factors.iter().all(|factors| factors.len() == depth), "a factor for each row");
        assert!(width > 0 && width.is_multiple_of(LANES) && width <= apart, "whole lanes");
        let end = (depth - 1).checked_mul(apart).and_then(|start| start.checked_add(width));
        assert!(end.is_some_and(|end| end <= values.len()), "a row for each factor");
        assert!(to.len() >= TOGETHER * width, "a row for each mixture");
        match self {
            // SAFETY: the processor has the features (`available`); the assertions say what stands behind the slices.
            #[cfg(target_arch = "x86_64")]
            Self::Tiles | Self::Avx512 => unsafe { mix_avx512(factors, rows, to) },
            _ => mix_portable(factors, rows, to),
        }
    }
}

/// Half of the mixtures at a time: so many sums stay in registers.
#[inline(always)]
fn mix_portable(factors: [&[f32]; TOGETHER], rows: Rows<'_>, to: &mut [f32]) {
    let [a, b, c, d, e, f, g, h] = factors;
    let (upper, lower) = to.split_at_mut(TOGETHER / 2 * rows.width);
    mix_half([a, b, c, d], rows, upper);
    mix_half([e, f, g, h], rows, lower);
}

/// Loops over numbers and not over zipped iterators, which the compiler leaves as single multiplications.
#[inline(always)]
fn mix_half(factors: [&[f32]; TOGETHER / 2], Rows { values, apart, width }: Rows<'_>, to: &mut [f32]) {
    for start in (0..width).step_by(LANES) {
        let mut found = [[0.0f32; LANES]; TOGETHER / 2];
        for k in 0..factors[0].len() {
            let row: &[f32; LANES] = values[k * apart + start..][..LANES].try_into().expect("that many");
            for (found, factors) in found.iter_mut().zip(&factors) {
                let factor = factors[k];
                for i in 0..LANES {
                    found[i] = factor.mul_add(row[i], found[i]);
                }
            }
        }
        for (i, found) in found.iter().enumerate() {
            to[i * width + start..][..LANES].copy_from_slice(found);
        }
    }
}

/// All mixtures, two vectors of each at a time where there are two: sixteen sums stay in registers.
///
/// # Safety
/// The bounds that [`Processor::mix`] asserts.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,fma")]
unsafe fn mix_avx512(factors: [&[f32]; TOGETHER], Rows { values, apart, width }: Rows<'_>, to: &mut [f32]) {
    let depth = factors[0].len();
    for start in (0..width).step_by(2 * LANES) {
        // The second of an odd number is the first once more.
        let other = if start + 2 * LANES <= width { LANES } else { 0 };
        let mut found = [[_mm512_setzero_ps(); 2]; TOGETHER];
        for k in 0..depth {
            // SAFETY: there are `depth` rows of `width` and as many factors; a vector begins at `start` and
            // `start + other` and ends within `width`.
            unsafe {
                let row = values.as_ptr().add(k * apart + start);
                let (left, right) = (_mm512_loadu_ps(row), _mm512_loadu_ps(row.add(other)));
                for (found, factors) in found.iter_mut().zip(factors) {
                    let factor = _mm512_set1_ps(*factors.as_ptr().add(k));
                    found[0] = _mm512_fmadd_ps(factor, left, found[0]);
                    found[1] = _mm512_fmadd_ps(factor, right, found[1]);
                }
            }
        }
        for (at, found) in found.into_iter().enumerate() {
            // SAFETY: as above; `to` has a row for each mixture.
            unsafe {
                let to = to.as_mut_ptr().add(at * width + start);
                _mm512_storeu_ps(to.add(other), found[1]);
                _mm512_storeu_ps(to, found[0]);
            }
        }
    }
}
