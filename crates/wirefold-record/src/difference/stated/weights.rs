//! How likely two numbers are values of one attribute.

use std::sync::LazyLock;

use super::signs::{NAMES, Signs};

static WEIGHTS: LazyLock<(f64, Signs)> = LazyLock::new(|| {
    let lines = include_str!("weights.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    let all: Vec<(&str, f64)> =
        rows.map(|(name, value)| (name, value.parse().expect("weights are numbers"))).collect();
    let of = |name: &str| all.iter().find(|(n, _)| *n == name).expect("every sign has its weight").1;
    (of("constant"), NAMES.map(of))
});

/// What signs come to together, in natural logarithms of odds.
pub(super) fn log_odds(signs: &Signs) -> f64 {
    let (constant, weights) = &*WEIGHTS;
    constant + signs.iter().zip(weights).map(|(sign, weight)| sign * weight).sum::<f64>()
}
