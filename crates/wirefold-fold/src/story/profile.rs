//! What a report is about, as weighted features.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use wirefold_report::Report;
use wirefold_text::normal::{Normaliser, Token};
use wirefold_text::shingle;

use crate::align::Weights;

/// A word of the title counts as often as this.
const TITLE: f64 = 4.0;
/// A word of the lead counts as often as this.
const LEAD: f64 = 2.0;
/// Content words that make up the lead.
const LEAD_WORDS: usize = 100;
/// Content words that are read at all: what a report is about it says early on.
const MOST_WORDS: usize = 2_000;
/// The heaviest features that are kept.
const KEPT: usize = 150;
/// General English counts as much as this many reports.
const BACKGROUND: f64 = 300.0;
/// In a batch of this size a feature that no other report has counts for half.
const FEW: f64 = 50.0;
/// The words of a report, where frequencies per word become frequencies per report.
const REPORT_WORDS: f64 = 400.0;
/// How many reports in a million hold a given pair of neighbouring words.
const PAIR_PER_MILLION: f64 = 500.0;

/// Features of one report, ordered, with weights of unit length.
pub(crate) type Profile = Vec<(u64, f64)>;

/// Features of one report with what is needed to weigh them: how often they occur,
/// and in how many reports in a million of general English.
type Counts = Vec<(u64, f64, f64)>;

/// The profile of every report.
pub(crate) fn of(reports: &[Report]) -> Vec<Profile> {
    let counts: Vec<Counts> =
        reports.par_iter().map_init(Normaliser::default, |n, report| counts(report, n)).collect();
    let mut spread: FxHashMap<u64, u32> = FxHashMap::default();
    for (feature, _, _) in counts.iter().flatten() {
        *spread.entry(*feature).or_insert(0) += 1;
    }
    let total = reports.len() as f64;
    counts.into_par_iter().map(|counts| profile(&counts, &spread, total)).collect()
}

fn counts(report: &Report, normaliser: &mut Normaliser) -> Counts {
    let title = content(normaliser.tokens(report.title.as_deref().unwrap_or_default()));
    let mut body = content(normaliser.tokens(beginning(&report.text)));
    body.truncate(MOST_WORDS);
    let lead = &body[..body.len().min(LEAD_WORDS)];
    let mut counts: FxHashMap<u64, (f64, f64)> = FxHashMap::default();
    let mut add = |feature: u64, times: f64, per_million: f64| {
        counts.entry(feature).or_insert((0.0, per_million)).0 += times;
    };
    for (words, times) in [(title.as_slice(), TITLE), (lead, LEAD), (&body[lead.len()..], 1.0)] {
        for token in words {
            add(token.term, times, Weights::general().per_million(token) * REPORT_WORDS);
        }
    }
    for (words, times) in [(title.as_slice(), TITLE), (lead, LEAD)] {
        for pair in words.windows(2) {
            add(shingle::hash([pair[0].term, pair[1].term]), times, PAIR_PER_MILLION);
        }
    }
    let mut counts: Counts =
        counts.into_iter().map(|(feature, (times, common))| (feature, times, common)).collect();
    counts.sort_unstable_by_key(|(feature, _, _)| *feature);
    counts
}

fn content(tokens: Vec<Token>) -> Vec<Token> {
    tokens.into_iter().filter(Token::is_content).collect()
}

/// As much of a text as is read.
fn beginning(text: &str) -> &str {
    const MOST_BYTES: usize = 40_000;
    let end = (MOST_BYTES..text.len()).find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(text.len()).min(text.len())]
}

fn profile(counts: &Counts, spread: &FxHashMap<u64, u32>, reports: f64) -> Profile {
    let mut weighed: Vec<(f64, u64)> = counts
        .iter()
        .map(|&(feature, times, per_million)| {
            let here = f64::from(spread[&feature]);
            ((1.0 + times.ln()) * rarity(here, per_million, reports), feature)
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    weighed.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    weighed.truncate(KEPT);
    let length = weighed.iter().map(|(weight, _)| weight * weight).sum::<f64>().sqrt();
    let mut profile: Profile =
        weighed.into_iter().map(|(weight, feature)| (feature, weight / length)).collect();
    profile.sort_unstable_by_key(|(feature, _)| *feature);
    profile
}

/// Inverse document frequency, with general English as so many reports more. A
/// feature of a single report tells nothing in a large batch.
fn rarity(here: f64, per_million: f64, reports: f64) -> f64 {
    let everywhere = (per_million / 1e6).min(1.0);
    let rarity = ((reports + BACKGROUND) / (here + BACKGROUND * everywhere)).ln().max(0.0);
    if here < 2.0 { rarity * FEW / (reports + FEW) } else { rarity }
}
