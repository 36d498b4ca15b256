//! Which reports are near one another.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use wirefold_report::Report;

use super::cluster::Edge;
use super::profile::Profile;

/// Pairs less alike than this are taken to have nothing in common.
const LEAST: f64 = 0.02;

/// Days between two reports, up to and including, and what that makes of their
/// likeness; without both dates it stays as it is.
const BY_DAYS: [(i32, f64); 4] = [(1, 1.15), (3, 1.0), (7, 0.75), (14, 0.5)];
/// The same for up to two months, and for more.
const LATER: [(i32, f64); 2] = [(60, 0.3), (i32::MAX, 0.12)];

/// All pairs of reports that have enough in common, ordered.
pub(crate) fn edges(reports: &[Report], profiles: &[Profile]) -> Vec<Edge> {
    let mut holders: FxHashMap<u64, Vec<(u32, f32)>> = FxHashMap::default();
    for (report, profile) in profiles.iter().enumerate() {
        let report = u32::try_from(report).expect("a batch has fewer reports than 2^32");
        for (feature, weight) in profile {
            holders.entry(*feature).or_default().push((report, *weight as f32));
        }
    }
    holders.retain(|_, list| list.len() > 1);
    let before = |scores: &mut Vec<f64>, b: usize| {
        let mut touched = Vec::new();
        for (feature, weight) in &profiles[b] {
            let Some(list) = holders.get(feature) else { continue };
            for (a, other) in list.iter().take_while(|(a, _)| (*a as usize) < b) {
                let score = &mut scores[*a as usize];
                if *score == 0.0 {
                    touched.push(*a as usize);
                }
                *score += weight * f64::from(*other);
            }
        }
        touched.sort_unstable();
        let edge = |a: usize| Edge {
            a,
            b,
            likeness: std::mem::take(&mut scores[a]) * by_days(&reports[a], &reports[b]),
        };
        touched.into_iter().map(edge).filter(|edge| edge.likeness >= LEAST).collect::<Vec<_>>()
    };
    (0..reports.len()).into_par_iter().map_init(|| vec![0.0; reports.len()], before).flatten_iter().collect()
}

fn by_days(a: &Report, b: &Report) -> f64 {
    let (Some(a), Some(b)) = (&a.published, &b.published) else { return 1.0 };
    let days = a.date.since(b.date).map_or(i32::MAX, |span| span.get_days().abs());
    let steps = BY_DAYS.iter().chain(&LATER);
    steps.filter(|(most, _)| days <= *most).map(|(_, factor)| *factor).next().unwrap_or(1.0)
}
