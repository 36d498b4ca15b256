//! What signs count for: a table of their names and weights, in natural logarithms of odds.

use rustc_hash::FxHashMap;

/// The name of what is added whatever the signs.
const CONSTANT: &str = "constant";

/// Weights by the names of signs.
pub(super) struct Table(FxHashMap<&'static str, f64>);

impl Table {
    /// Reads one of our own data files: a name and a weight a line.
    pub(super) fn read(text: &'static str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let entry = |line: &'static str| {
            let (name, value) = line.split_once('\t').expect("a sign has a weight");
            (name, value.parse().expect("weights are numbers"))
        };
        Self(lines.map(entry).collect())
    }

    /// What signs come to together.
    pub(super) fn log_odds(&self, signs: impl Iterator<Item = (&'static str, f64)>) -> f64 {
        let weight = |name: &str| self.0.get(name).copied().expect("every sign has its weight");
        signs.fold(weight(CONSTANT), |sum, (name, value)| sum + value * weight(name))
    }
}

/// The probability that log-odds stand for.
pub(super) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
