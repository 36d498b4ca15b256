//! Whether two values can both be true: hedged, rounded, or within each other's bounds.

use super::{befallen, comparable, number::Counted};
use wirefold_report::{Bound, Quantity};

pub(super) fn can_both_hold(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (x, y) = (one.quantity, other.quantity);
    if x.bound == Bound::About && y.bound == Bound::About && x.high.is_none() && y.high.is_none() {
        // Each rounds what is counted: "some 800,000" and "some 700,000" round two numbers.
        return (x.value - y.value).abs() <= slack(x.value).max(slack(y.value));
    }
    let (a, b) = (range(one), range(other));
    // Few are counted one by one: 30 pages are no rounder than 31, but 460 may be 457. People who died or were hurt are
    // counted longer.
    const COUNTED_SINGLY: f64 = 400.0;
    const TOLL: f64 = 1000.0;
    let singly = if befallen::toll(one).is_some() { TOLL } else { COUNTED_SINGLY };
    let may_be_round = x.measure().is_some() || x.value.abs().max(y.value.abs()) >= singly;
    let rounded = may_be_round && is_rounded(x.value, y.value) && x.high.is_none() && y.high.is_none();
    let loosely = befallen::toll(one).is_none() && x.high.is_none() && y.high.is_none();
    a.0 <= b.1 && b.0 <= a.1
        || rounded
        || is_share_rounded(x, y)
        || loosely && is_round_figure(x.value.abs(), y.value.abs())
}

/// Whether one of two values is a round figure for the other: "300 girls", who are 276; "80,000" of 84,000.
fn is_round_figure(one: f64, other: f64) -> bool {
    /// Fewer are counted one by one.
    const FEWEST: f64 = 100.0;
    /// A figure that is further off is of something else.
    const OFF: f64 = 0.1;
    let (coarse, fine) = if last_digit(one) > last_digit(other) { (one, other) } else { (other, one) };
    let digit = first_digit(fine);
    fine >= FEWEST && (fine / digit).round() * digit == coarse && (fine - coarse).abs() <= OFF * coarse
}

/// What one is worth at the first digit of a value: ten thousand of 84,000.
fn first_digit(value: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 10.0 <= value {
        unit *= 10.0;
    }
    unit
}

/// Whether one of two shares is the other without its decimals: "6.5 points" and "7 points".
fn is_share_rounded(one: &Quantity, other: &Quantity) -> bool {
    /// Of less than so much half a point is much.
    const MUCH: f64 = 5.0;
    let share = |q: &Quantity| {
        q.unit.as_deref().is_some_and(|unit| unit.contains("percent") || unit.contains("point"))
    };
    let rounds_to = |fine: &Quantity, coarse: &Quantity| {
        fine.value.fract() != 0.0 && coarse.value == fine.value.round() && coarse.value.abs() >= MUCH
    };
    let plain = one.high.is_none() && other.high.is_none();
    plain && share(one) && share(other) && (rounds_to(one, other) || rounds_to(other, one))
}

/// Whether one of two values is the other, rounded or cut to its last digit: 43 million and 43,885,310.
fn is_rounded(one: f64, other: f64) -> bool {
    /// A digit that is worth more of the value than this is no rounding: ten is not twelve.
    const COARSEST: f64 = 0.05;
    let (coarse, fine) = if last_digit(one) > last_digit(other) { (one, other) } else { (other, one) };
    let unit = last_digit(coarse).min(COARSEST * coarse.abs());
    let off = fine.abs() - coarse.abs();
    last_digit(fine) < last_digit(coarse) && (off.abs() <= unit / 2.0 || (0.0..unit).contains(&off))
}

/// What one is worth at the last digit of a value that is not nought: a thousand of 43,000, a tenth of 6.4.
fn last_digit(value: f64) -> f64 {
    const FINEST: f64 = 0.001;
    const WHOLE: f64 = 1e-6;
    let is_whole = |unit: f64| {
        let times = value / unit;
        (times - times.round()).abs() < WHOLE * times.abs().max(1.0)
    };
    let mut unit = FINEST;
    while is_whole(unit * 10.0) && unit * 10.0 <= value.abs() {
        unit *= 10.0;
    }
    unit
}

/// How far "about" may be off: a tenth, or what rounding to the last digit that is told hides, a quarter at most ("roughly 20"
/// may be 23; Krifka, "Approximate interpretation of number words", 2007).
fn slack(value: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 10.0 <= value.abs() && (value / (unit * 10.0)).fract() == 0.0 {
        unit *= 10.0;
    }
    (unit / 2.0).min(value.abs() / 4.0).max(value.abs() / 10.0)
}

/// The values that a stated number leaves open. "About" leaves a little, "38 other senators" whom they are counted beside.
fn range(counted: &Counted<'_, '_>) -> (f64, f64) {
    let quantity = counted.quantity;
    if comparable::is_beside_others(counted) || comparable::is_exceeded(counted) {
        return (quantity.value, f64::INFINITY);
    }
    let (low, high) = (quantity.value, quantity.high.unwrap_or(quantity.value));
    match quantity.bound {
        Bound::Exact => (low, high),
        Bound::More | Bound::AtLeast => (low, f64::INFINITY),
        Bound::Less | Bound::AtMost => (f64::NEG_INFINITY, high),
        Bound::About => (low - slack(low), high + slack(high)),
    }
}
