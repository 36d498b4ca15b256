//! Sentences that say the same in other words.
//!
//! Reports written apart, and good translators, share few words. What the encoder
//! takes a sentence to say is alike all the same. How alike two sentences must be
//! depends on the company: in reports of one event all are somewhat alike, so that
//! their common theme is taken off first, and two sentences are partners if each
//! is the other's best rather than because they are near. Sentences that stand at
//! other places of their reports must be surer of each other, and so must those of
//! long reports: among many, some are alike by chance.
//!
//! The weights were fitted to the set of `wirefold-cli/tests/alignment`.

use super::{Link, Links, Pair, Sign};
use crate::story::{SentenceId, Story};
use rayon::prelude::*;
use wirefold_report::Meaning;

/// Log-odds that two sentences say the same: to begin with, where either report has
/// only one; for the cosine of their meanings, for how much each prefers the other,
/// and for standing at opposite ends.
const BASE: f64 = -1.5;
const COSINE: f64 = 3.8;
const PREFERENCE: f64 = 4.7;
const DISTANCE: f64 = -3.0;
/// From this probability on they are partners.
const ENOUGH: f64 = 0.5;
/// A second partner stands this near to the first.
const NEAR: usize = 2;
/// The share of the common theme that is taken off.
const THEME: f32 = 0.5;
/// How much more alike a partner must be to be preferred e times as much.
const TEMPERATURE: f64 = 0.1;
/// Sentences of a report that are looked at.
const MOST_SENTENCES: usize = 256;

impl Links {
    /// Adds what meaning tells where words do not.
    pub(crate) fn reword(self, story: &Story<'_>) -> Self {
        let more: Vec<Vec<Link>> = self.compared.par_iter().map(|&pair| self.reworded(story, pair)).collect();
        let Self { mut all, compared, .. } = self;
        all.extend(more.concat());
        Self::new(story, compared, all)
    }

    fn reworded(&self, story: &Story<'_>, pair: Pair) -> Vec<Link> {
        let meanings = |report: usize| {
            let all = &story.tellings[report].annotation.meanings;
            &all[..all.len().min(MOST_SENTENCES)]
        };
        let (a, b) = (meanings(pair.a), meanings(pair.b));
        let mut partners = Partners::of(self.between(pair), a.len(), b.len());
        let mut taken = Vec::new();
        for (probability, i, j) in likely(a, b) {
            if partners.allow(i, j) {
                partners.join(i, j);
                let id = |report, sentence| SentenceId { report, sentence };
                let (a, b) = (id(pair.a, i), id(pair.b, j));
                taken.push(Link { a, b, similarity: probability, by: Sign::Meaning });
            }
        }
        taken
    }
}

/// Which sentences of either report have partners, and where these stand.
struct Partners {
    of_a: Vec<Vec<usize>>,
    of_b: Vec<Vec<usize>>,
}

impl Partners {
    fn of(known: &[Link], a: usize, b: usize) -> Self {
        let mut partners = Self { of_a: vec![Vec::new(); a], of_b: vec![Vec::new(); b] };
        let inside = |link: &&Link| link.a.sentence < a && link.b.sentence < b;
        known.iter().filter(inside).for_each(|link| partners.join(link.a.sentence, link.b.sentence));
        partners
    }

    fn join(&mut self, i: usize, j: usize) {
        self.of_a[i].push(j);
        self.of_b[j].push(i);
    }

    /// A sentence may be told in several, which then stand close together; but one of
    /// several is not itself told in several.
    fn allow(&self, i: usize, j: usize) -> bool {
        let near = |partners: &[usize], other: usize| partners.iter().any(|p| p.abs_diff(other) <= NEAR);
        match (self.of_a[i].is_empty(), self.of_b[j].is_empty()) {
            (true, true) => true,
            (false, true) => near(&self.of_a[i], j),
            (true, false) => near(&self.of_b[j], i),
            (false, false) => false,
        }
    }
}

/// The pairs of sentences that are likely enough, the likeliest first.
fn likely(a: &[Meaning], b: &[Meaning]) -> Vec<(f64, usize, usize)> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let (a, b) = (Directions::of(a), Directions::of(b));
    let theme = a.theme(&b);
    let preference = preferences(&a.without(&theme).cosines(&b.without(&theme)), b.len());
    let cosine = a.cosines(&b);
    // The chance that any two sentences are partners falls with the number of sentences.
    let base = BASE - (a.len().max(b.len()) as f64).ln();
    let place = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
    let mut likely = Vec::new();
    for i in 0..a.len() {
        for j in 0..b.len() {
            let at = i * b.len() + j;
            let distance = (place(i, a.len()) - place(j, b.len())).abs();
            let odds = base + COSINE * cosine[at] + PREFERENCE * preference[at] + DISTANCE * distance;
            likely.push((1.0 / (1.0 + (-odds).exp()), i, j));
        }
    }
    likely.retain(|(probability, ..)| *probability >= ENOUGH);
    likely.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    likely
}

/// How much two sentences prefer each other to all others: the geometric mean of
/// both shares (softmax).
fn preferences(cosines: &[f64], columns: usize) -> Vec<f64> {
    let weights: Vec<f64> = cosines.iter().map(|c| (c / TEMPERATURE).exp()).collect();
    let mut by_column = vec![0.0; columns];
    for row in weights.chunks_exact(columns) {
        by_column.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
    }
    let rows = weights.chunks_exact(columns).flat_map(|row| {
        let by_row: f64 = row.iter().sum();
        row.iter().zip(&by_column).map(move |(weight, column)| weight / (by_row * column).sqrt())
    });
    rows.collect()
}

/// Meanings as vectors of length 1, one a row.
struct Directions {
    rows: Vec<Vec<f32>>,
}

impl Directions {
    fn of(meanings: &[Meaning]) -> Self {
        let row = |meaning: &Meaning| unit(meaning.0.iter().map(|&x| f32::from(x)).collect());
        Self { rows: meanings.iter().map(row).collect() }
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    /// What the sentences of both reports say on the whole, either report counting half.
    fn theme(&self, other: &Self) -> Vec<f32> {
        let mut theme = vec![0.0; self.rows[0].len()];
        for side in [self, other] {
            #[expect(clippy::cast_precision_loss, reason = "few sentences are looked at")]
            let share = 0.5 / side.len() as f32;
            for row in &side.rows {
                theme.iter_mut().zip(row).for_each(|(sum, x)| *sum += share * x);
            }
        }
        theme
    }

    fn without(&self, theme: &[f32]) -> Self {
        let row = |row: &Vec<f32>| unit(row.iter().zip(theme).map(|(x, t)| x - THEME * t).collect());
        Self { rows: self.rows.iter().map(row).collect() }
    }

    /// Row by row, with each row of the other.
    fn cosines(&self, other: &Self) -> Vec<f64> {
        self.rows.iter().flat_map(|x| other.rows.iter().map(|y| f64::from(dot(x, y)))).collect()
    }
}

fn unit(mut row: Vec<f32>) -> Vec<f32> {
    let length = dot(&row, &row).sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|x| *x /= length);
    }
    row
}

/// Summed in a fixed order, eight sums at a time.
fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    for (x, y) in x.chunks(8).zip(y.chunks(8)) {
        sums.iter_mut().zip(x.iter().zip(y)).for_each(|(sum, (x, y))| *sum += x * y);
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::{likely, preferences};
    use wirefold_report::Meaning;

    fn meanings(rows: &[[i8; 4]]) -> Vec<Meaning> {
        rows.iter().map(|row| Meaning(row.as_slice().into())).collect()
    }

    #[test]
    fn each_sentence_finds_the_one_that_says_the_same() {
        let a = meanings(&[[127, 0, 0, 60], [0, 127, 0, 60], [0, 0, 127, 60]]);
        let b = meanings(&[[10, 120, 0, 60], [120, 0, 10, 60]]);
        let found: Vec<_> = likely(&a, &b).into_iter().map(|(_, i, j)| (i, j)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.contains(&(0, 1)) && found.contains(&(1, 0)));
    }

    /// Six sentences of one theme, each with a matter of its own.
    fn told(matters: std::ops::Range<usize>) -> Vec<Meaning> {
        let sentence = |matter: usize| {
            let mut values = [0; 13];
            (values[0], values[matter]) = (70, 100);
            Meaning(values.into())
        };
        matters.map(sentence).collect()
    }

    #[test]
    fn a_common_theme_links_nothing() {
        assert!(likely(&told(1..7), &told(7..13)).is_empty());
        assert_eq!(likely(&told(1..7), &told(6..12)).len(), 1, "one matter is common to both");
    }

    #[test]
    fn preference_is_shared_out() {
        let alone = preferences(&[0.4], 1);
        assert!((alone[0] - 1.0).abs() < 1e-9);
        let halved = preferences(&[0.4, 0.4], 2);
        assert!((halved[0] - 0.5f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert!(likely(&[], &meanings(&[[1, 0, 0, 0]])).is_empty());
        assert!(likely(&meanings(&[[0; 4]]), &meanings(&[[0; 4]])).len() <= 1);
    }
}
