//! How well reports are put into stories: BCubed (Bagga and Baldwin 1998) on sets whose stories are known.

use std::collections::{BTreeMap, HashMap};

use wirefold_fold::{Copies, Stories, Window, in_order};
use wirefold_report::Report;

use crate::Failure;
use crate::sets::{self, Case, Set, VARIANTS};

/// Orders against the dates in which the reports are tried.
const SHUFFLES: u64 = 5;
/// Variants in which kept cases are tried: with and without dates and titles.
const KEPT_VARIANTS: usize = 4;

/// Prints the scores of each set in each form, and which cases are grouped as they should be.
#[allow(clippy::print_stdout, reason = "an example that measures tells what it measured")]
pub(crate) fn print(folder: &str, pairs: &[&str]) -> Result<(), Failure> {
    for pair in pairs.chunks_exact(2) {
        let set = sets::read(pair[0], pair[1])?;
        println!("{}: BCubed precision, recall, F1", pair[0].rsplit('/').next().unwrap_or_default());
        for (name, variant) in VARIANTS.iter().zip(sets::variants(&set)) {
            println!("  {name:<18}{}", scored(&variant, &in_order(&variant.reports)));
        }
        for seed in 1..=SHUFFLES {
            println!(
                "  {:<18}{}",
                format!("shuffled {seed}"),
                scored(&set, &shuffled(set.reports.len(), seed))
            );
        }
    }
    let (kept, known): (Vec<Case>, Vec<Case>) = sets::cases(folder)?.into_iter().partition(Case::is_kept);
    let wrong: Vec<&Case> = known.iter().filter(|case| !is_right(&case.set)).collect();
    println!("cases: {} of {} right", known.len() - wrong.len(), known.len());
    wrong.iter().for_each(|case| println!("  {}: {}", case.name(), laid_out(case)));
    for cases in kept.chunk_by(|one, next| one.file == next.file) {
        println!("{}: right of {}, and mean F1", cases[0].file, cases.len());
        for (variant, name) in VARIANTS.iter().take(KEPT_VARIANTS).enumerate() {
            let sets: Vec<Set> =
                cases.iter().map(|case| sets::variants(&case.set).swap_remove(variant)).collect();
            let right = sets.iter().filter(|set| is_right(set)).count();
            let f1: f64 = sets.iter().map(|set| bcubed(set, &in_order(&set.reports))[2]).sum();
            println!("  {name:<18}{right} {:.1}", 100.0 * f1 / sets.len() as f64);
        }
    }
    Ok(())
}

fn is_right(set: &Set) -> bool {
    let order = in_order(&set.reports);
    let found = grouped(set, &order);
    let told: Vec<usize> = order.iter().map(|&report| set.story[report]).collect();
    let pairs = |stories: &[usize]| -> Vec<bool> {
        stories.iter().flat_map(|one| stories.iter().map(move |other| one == other)).collect()
    };
    pairs(&found) == pairs(&told)
}

/// The stories that were found, as the ids of their reports, each with the number of the story that it tells.
fn laid_out(case: &Case) -> String {
    let order = in_order(&case.set.reports);
    let mut stories: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (&report, story) in order.iter().zip(grouped(&case.set, &order)) {
        let told = format!("{}={}", case.set.reports[report].id, case.set.story[report] + 1);
        stories.entry(story).or_default().push(told);
    }
    stories.into_values().map(|story| story.join(" ")).collect::<Vec<_>>().join(" | ")
}

/// The story of each report, in the order in which they come; reports that share their text are found, too.
fn grouped(set: &Set, order: &[usize]) -> Vec<usize> {
    let ordered: Vec<&Report> = order.iter().map(|&i| &set.reports[i]).collect();
    let shared = Copies::default().add(ordered.as_slice(), ordered.len(), &mut |_| {});
    let related: Vec<Vec<usize>> =
        shared.iter().map(|one| one.relations.iter().map(|relation| relation.a).collect()).collect();
    let mut stories = Stories::new(Window::default());
    stories.add(ordered.as_slice(), &related);
    (0..ordered.len()).map(|report| stories.ledger().story_of(report)).collect()
}

fn scored(set: &Set, order: &[usize]) -> String {
    let [precision, recall, f1] = bcubed(set, order).map(|one| 100.0 * one);
    format!("{precision:.1} {recall:.1} {f1:.2}")
}

/// Precision, recall and F1.
fn bcubed(set: &Set, order: &[usize]) -> [f64; 3] {
    let found = grouped(set, order);
    let told: Vec<usize> = order.iter().map(|&report| set.story[report]).collect();
    let (mut together, mut of_found, mut of_told) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (one, other) in found.iter().zip(&told) {
        *together.entry((one, other)).or_insert(0.0) += 1.0;
        *of_found.entry(one).or_insert(0.0) += 1.0;
        *of_told.entry(other).or_insert(0.0) += 1.0;
    }
    let mean = |of: &dyn Fn(&usize, &usize) -> f64| {
        found.iter().zip(&told).map(|(one, other)| together[&(one, other)] / of(one, other)).sum::<f64>()
            / found.len().max(1) as f64
    };
    let (precision, recall): (f64, f64) = (mean(&|one, _| of_found[one]), mean(&|_, other| of_told[other]));
    [precision, recall, 2.0 * precision * recall / (precision + recall)]
}

/// An order that has nothing to do with the dates.
fn shuffled(reports: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports).collect();
    order.sort_by_key(|&report| crate::stream::mixed(seed << 32 | report as u64));
    order
}
