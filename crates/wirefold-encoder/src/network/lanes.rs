//! Arithmetic of floats that gives the same bits on every machine.
//!
//! Sums run in a fixed number of lanes and are put together in a fixed order, whatever the vector width. Where a
//! product and a sum are fused, `mul_add` says so: it is rounded once on every machine, by an instruction or, where
//! there is none, by the system's library. Exponential and error function are polynomials of our own, because the
//! library's differ from one machine to the next. All is inlined into the steps that
//! [`Processor::run`](super::processor::Processor::run) compiles for each vector width.

/// Lanes of a sum.
pub(crate) const LANES: usize = 16;

/// 1.5 · 2²³: adding it leaves a small float rounded to the nearest whole number in the low bits.
const ROUND: f32 = 12_582_912.0;

/// eˣ with a relative error of 2e-7; below -87 it stays at e⁻⁸⁷.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 87.0 { 87.0 } else { x };
    let shifted = x.mul_add(std::f32::consts::LOG2_E, ROUND);
    let whole = shifted - ROUND;
    let rest = whole.mul_add(-LN2_LOW, whole.mul_add(-LN2_HIGH, x));
    // Least maximal relative error on ±ln 2 / 2, degree 6.
    let mut value = 0.001_383_675_3;
    for factor in [0.008_374_815, 0.041_668_23, 0.166_664_2, 0.499_999_9, 1.0, 1.0] {
        value = f32::mul_add(value, rest, factor);
    }
    let power = (shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits());
    value * f32::from_bits(power)
}

/// The Gaussian error linear unit x·Φ(x), with an error of at most 6e-6. Φ is a polynomial in x² on ±5, written
/// around the middle of that range, where its coefficients are small.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    const LIMIT: f32 = 5.0;
    const FACTORS: [f32; 12] = [
        -0.001_103_292_6,
        0.003_202_747_3,
        -0.003_874_710_3,
        0.005_097_452_6,
        -0.010_172_143,
        0.016_920_375,
        -0.023_623_84,
        0.031_354_122,
        -0.040_391_95,
        0.051_525_62,
        -0.070_298_24,
        0.141_363_74,
    ];
    let near = if x < -LIMIT { -LIMIT } else { x };
    let near = if near > LIMIT { LIMIT } else { near };
    let t = (near * near).mul_add(2.0 / (LIMIT * LIMIT), -1.0);
    let mut value = FACTORS[0];
    for factor in &FACTORS[1..] {
        value = value.mul_add(t, *factor);
    }
    x * near.mul_add(value, 0.5)
}

/// Folds lanes into one value, in a fixed order: the upper half onto the lower one, again and again. Each step has a
/// length that the compiler knows, so that lanes stay in registers.
#[inline(always)]
fn fold(lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32 + Copy) -> f32 {
    let [a, b]: [f32; 2] = halved(halved::<8, 4>(halved::<LANES, 8>(lanes, join), join), join);
    join(a, b)
}

/// The upper half joined to the lower one.
#[inline(always)]
fn halved<const WHOLE: usize, const HALF: usize>(
    lanes: [f32; WHOLE],
    join: impl Fn(f32, f32) -> f32 + Copy,
) -> [f32; HALF] {
    let mut found = [0.0; HALF];
    for i in 0..HALF {
        found[i] = join(lanes[i], lanes[i + HALF]);
    }
    found
}

/// Joins the elements lane by lane.
#[inline(always)]
fn reduce(row: &[f32], start: f32, join: impl Fn(f32, f32) -> f32 + Copy) -> [f32; LANES] {
    let mut lanes = [start; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] = join(lanes[i], chunk[i]);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane = join(*lane, x);
    }
    lanes
}

/// The sum of what `value` makes of each element.
#[inline(always)]
pub(crate) fn sum(row: &[f32], value: impl Fn(f32) -> f32 + Copy) -> f32 {
    fold(reduce(row, 0.0, |sum, x| sum + value(x)), |a, b| a + b)
}

/// The sum of products of two rows.
#[inline(always)]
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (a, b) = (left.chunks_exact(LANES), right.chunks_exact(LANES));
    let rests = a.remainder().iter().zip(b.remainder());
    for (a, b) in a.zip(b) {
        for i in 0..LANES {
            lanes[i] = a[i].mul_add(b[i], lanes[i]);
        }
    }
    for (lane, (a, b)) in lanes.iter_mut().zip(rests) {
        *lane = a.mul_add(*b, *lane);
    }
    fold(lanes, |a, b| a + b)
}

/// The smallest and the largest element, or 0 where that is smaller or larger.
#[inline(always)]
pub(crate) fn range(row: &[f32]) -> (f32, f32) {
    let (mut low, mut high) = ([0.0; LANES], [0.0; LANES]);
    let (mut low_too, mut high_too) = ([0.0; LANES], [0.0; LANES]);
    // Two of each, because one has to wait for its own last step.
    let chunks = row.chunks_exact(2 * LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        let (a, b) = chunk.split_at(LANES);
        for i in 0..LANES {
            low[i] = smaller(low[i], a[i]);
        }
        for i in 0..LANES {
            high[i] = larger(high[i], a[i]);
        }
        for i in 0..LANES {
            low_too[i] = smaller(low_too[i], b[i]);
        }
        for i in 0..LANES {
            high_too[i] = larger(high_too[i], b[i]);
        }
    }
    let (rest_low, rest_high) = (reduce(rest, 0.0, smaller), reduce(rest, 0.0, larger));
    for i in 0..LANES {
        low[i] = smaller(smaller(low[i], low_too[i]), rest_low[i]);
        high[i] = larger(larger(high[i], high_too[i]), rest_high[i]);
    }
    (fold(low, smaller), fold(high, larger))
}

/// The largest element, or `least` where that is larger.
#[inline(always)]
pub(crate) fn largest(row: &[f32], least: f32) -> f32 {
    fold(reduce(row, least, larger), larger)
}

#[inline(always)]
fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{dot, exp, gelu, range, sum};

    /// Φ by Simpson's rule, the plain way.
    fn gaussian(x: f64) -> f64 {
        let (steps, density) = (2000, |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt());
        let width = x / f64::from(steps);
        let weight = |i| if i == 0 || i == steps { 1.0 } else { f64::from(2 + i % 2 * 2) };
        0.5 + (0..=steps).map(|i| weight(i) * density(f64::from(i) * width)).sum::<f64>() * width / 3.0
    }

    proptest! {
        #[test]
        fn exp_is_near(x in -80.0f32..80.0) {
            let true_value = f64::from(x).exp();
            prop_assert!((f64::from(exp(x)) / true_value - 1.0).abs() < 4e-7, "{} {true_value}", exp(x));
        }

        #[test]
        fn gelu_is_near(x in -9.0f32..9.0) {
            let true_value = f64::from(x) * gaussian(f64::from(x));
            prop_assert!((f64::from(gelu(x)) - true_value).abs() < 1e-5, "{} {true_value}", gelu(x));
        }

        #[test]
        fn sums_and_ranges_are_those_of_the_row(row in prop::collection::vec(-3.0f32..3.0, 0..70)) {
            let (low, high) = range(&row);
            prop_assert_eq!(low, row.iter().copied().fold(0.0, f32::min));
            prop_assert_eq!(high, row.iter().copied().fold(0.0, f32::max));
            prop_assert!((sum(&row, |x| x) - row.iter().sum::<f32>()).abs() < 1e-3);
            prop_assert!((dot(&row, &row) - row.iter().map(|x| x * x).sum::<f32>()).abs() < 1e-2);
        }
    }

    #[test]
    fn the_far_ends_stay_finite() {
        assert!(exp(-1e30) < 1e-37 && exp(1e30).is_finite());
        assert!(gelu(-1e4).abs() < 1e-2 && (gelu(1e4) - 1e4).abs() < 1e-2);
    }
}
