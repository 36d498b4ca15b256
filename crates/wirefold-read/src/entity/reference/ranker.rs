//! Which of the candidates a pronoun takes up: a log-linear model over signs, as
//! in Denis & Baldridge, "Specialized models and ranking for coreference
//! resolution" (2008). Candidates of one thread add up.

use super::{
    cue::Cue,
    pronoun::{Class, Function},
};
use std::{collections::HashMap, sync::OnceLock};

/// How likely an antecedent must be.
const SURE: f64 = 0.5;
/// How likely it must be where there has to be one.
const SURE_OF_SOMEBODY: f64 = 0.4;

/// The columns of the table: what a sign weighs for pronouns of a kind, and what
/// it weighs more for those of a function.
pub(super) const COLUMNS: [&str; 10] =
    ["he", "it", "they", "subject", "object", "possessive", "reflexive", "I", "we", "you"];

type Weights = Vec<[f64; COLUMNS.len()]>;

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let rows: HashMap<&str, Vec<f64>> = table().collect();
        let row = |name: &str| {
            let mut weights = [0.0; COLUMNS.len()];
            for (weight, value) in weights.iter_mut().zip(rows.get(name).into_iter().flatten()) {
                *weight = *value;
            }
            weights
        };
        Cue::ALL.iter().map(|(_, name)| row(name)).collect()
    })
}

fn table() -> impl Iterator<Item = (&'static str, Vec<f64>)> {
    let lines = include_str!("../../../data/entity/antecedent.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, values) = line.split_once('\t')?;
        Some((name, values.split('\t').filter_map(|v| v.parse().ok()).collect()))
    })
}

/// The sum of what the signs weigh.
fn score(class: Class, function: Function, cues: &[Cue]) -> f64 {
    let weights = weights();
    let (kind, function) = (class.column(), function.column());
    cues.iter().map(|&cue| weights[cue as usize][kind] + weights[cue as usize][function]).sum()
}

/// The thread that clearly wins over all others and over there being none; `open`
/// holds the signs for that, or nothing where there has to be one.
pub(super) fn choose(
    class: Class,
    function: Function,
    open: Option<&[Cue]>,
    candidates: &[(usize, Vec<Cue>)],
) -> Option<usize> {
    let mut mass: Vec<(usize, f64)> = Vec::new();
    let mut total = open.map_or(0.0, |open| score(class, function, open).exp());
    for (thread, cues) in candidates {
        let weight = score(class, function, cues).exp();
        total += weight;
        match mass.iter_mut().find(|(known, _)| known == thread) {
            Some((_, sum)) => *sum += weight,
            None => mass.push((*thread, weight)),
        }
    }
    let best = mass.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let sure = if open.is_some() { SURE } else { SURE_OF_SOMEBODY };
    (best.1 >= sure * total).then_some(best.0)
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Cue, table};

    #[test]
    fn the_table_weighs_every_sign_and_no_other() {
        let names: Vec<&str> = table().map(|(name, _)| name).collect();
        let signs: Vec<&str> = Cue::ALL.iter().map(|&(_, name)| name).collect();
        assert_eq!(names, signs);
        for (name, values) in table() {
            assert_eq!(values.len(), COLUMNS.len(), "{name}");
            assert!(values.iter().all(|value| value.is_finite()), "{name}");
        }
    }
}
