//! Sentences that say the same in other words.
//!
//! Reports written apart, and good translators, share few words. How alike two of their sentences must be depends on
//! the company: in reports of one event all are somewhat alike, so that their common theme is taken off first, and
//! two sentences are partners if each is the other's best rather than because they are near. Sentences that stand at
//! other places of their texts must be surer of each other, and so must those of long texts: among many, some are
//! alike by chance.

use std::sync::LazyLock;

use super::meaning::{Direction, cosines_off_theme};
use super::signs::Signs;
use super::statement::Statement;
use super::table::{Table, probability};

static WEIGHTS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../data/company.tsv")));

/// From this probability on two sentences are partners.
const ENOUGH: f64 = 0.5;
/// A second partner stands this near to the first.
const NEAR: usize = 2;
/// How many partners of a sentence are looked at closely: those that it prefers.
const MOST_PARTNERS: usize = 8;
/// How much more alike a partner must be to be preferred e times as much.
const TEMPERATURE: f64 = 0.14;

/// Two sentences that say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reworded {
    /// Index of the sentence in the one text.
    pub a: usize,
    /// Index of the sentence in the other.
    pub b: usize,
    /// How likely they say the same, 0 to 1.
    pub probability: f64,
}

/// What speaks for two sentences of two texts, among all others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Company {
    /// Index of the sentence in the one text.
    pub a: usize,
    /// Index of the sentence in the other.
    pub b: usize,
    /// How far the two alone state the same, in log-odds ([`Signs::log_odds`]).
    pub likeness: f64,
    /// How much they prefer each other to all others by what they mean, 0 to 1.
    pub preference: f64,
    /// How far apart they stand, in lengths of their texts.
    pub distance: f64,
    /// The logarithm of the number of sentences of the longer text.
    pub size: f64,
}

impl Company {
    /// Each figure with its name.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let Self { likeness, preference, distance, size, .. } = *self;
        [("likeness", likeness), ("preference", preference), ("distance", distance), ("size", size)]
            .into_iter()
    }

    fn probability(&self) -> f64 {
        probability(WEIGHTS.log_odds(self.named()))
    }
}

/// Pairs the sentences of two texts that say the same, beside those that are known to, the likeliest first. Sentences
/// whose meaning nobody told have no partners.
#[must_use]
pub fn reworded(a: &[Statement<'_>], b: &[Statement<'_>], known: &[(usize, usize)]) -> Vec<Reworded> {
    let mut partners = Partners::of(known, a.len(), b.len());
    let likely = companies(a, b).into_iter();
    let mut likely: Vec<Reworded> =
        likely.map(|c| Reworded { a: c.a, b: c.b, probability: c.probability() }).collect();
    likely.retain(|pair| pair.probability >= ENOUGH);
    likely.sort_by(|x, y| y.probability.total_cmp(&x.probability).then((x.a, x.b).cmp(&(y.a, y.b))));
    likely.retain(|pair| partners.join_if_allowed(pair.a, pair.b));
    likely
}

/// The pairs of sentences that are worth a look, in order.
#[must_use]
pub fn companies(a: &[Statement<'_>], b: &[Statement<'_>]) -> Vec<Company> {
    let (Some(said_a), Some(said_b)) = (meanings(a), meanings(b)) else { return Vec::new() };
    let preference = preferences(&cosines_off_theme(&said_a, &said_b), b.len());
    let size = (a.len().max(b.len()) as f64).ln();
    let place = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
    let chosen = preferred(&preference, a.len(), b.len());
    let company = |(i, j): (usize, usize)| Company {
        a: i,
        b: j,
        likeness: Signs::of(&a[i], &b[j]).log_odds(),
        preference: preference[i * b.len() + j],
        distance: (place(i, a.len()) - place(j, b.len())).abs(),
        size,
    };
    chosen.into_iter().map(company).collect()
}

/// What the sentences mean; none where nobody told it of some, or there are none.
fn meanings<'s>(statements: &'s [Statement<'_>]) -> Option<Vec<&'s Direction>> {
    let meanings: Vec<&Direction> = statements.iter().map(|s| s.meaning.as_ref()).collect::<Option<_>>()?;
    (!meanings.is_empty()).then_some(meanings)
}

/// For each sentence of either text the pairs with those that it prefers, in order.
fn preferred(preference: &[f64], rows: usize, columns: usize) -> Vec<(usize, usize)> {
    let mut chosen = Vec::new();
    let mut best = |mut pairs: Vec<(usize, usize)>| {
        let of = |&(i, j): &(usize, usize)| preference[i * columns + j];
        pairs.sort_by(|x, y| of(y).total_cmp(&of(x)).then(x.cmp(y)));
        pairs.truncate(MOST_PARTNERS);
        chosen.extend(pairs);
    };
    (0..rows).for_each(|i| best((0..columns).map(|j| (i, j)).collect()));
    (0..columns).for_each(|j| best((0..rows).map(|i| (i, j)).collect()));
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// How much two sentences prefer each other to all others: the geometric mean of both shares (softmax).
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

/// Which sentences of either text have partners, and where these stand.
struct Partners {
    of_a: Vec<Vec<usize>>,
    of_b: Vec<Vec<usize>>,
}

impl Partners {
    fn of(known: &[(usize, usize)], a: usize, b: usize) -> Self {
        let mut partners = Self { of_a: vec![Vec::new(); a], of_b: vec![Vec::new(); b] };
        known.iter().filter(|(i, j)| *i < a && *j < b).for_each(|&(i, j)| partners.join(i, j));
        partners
    }

    fn join(&mut self, i: usize, j: usize) {
        self.of_a[i].push(j);
        self.of_b[j].push(i);
    }

    /// A sentence may be told in several, which then stand close together; but one of
    /// several is not itself told in several.
    fn join_if_allowed(&mut self, i: usize, j: usize) -> bool {
        let near = |partners: &[usize], other: usize| partners.iter().any(|p| p.abs_diff(other) <= NEAR);
        let allowed = match (self.of_a[i].is_empty(), self.of_b[j].is_empty()) {
            (true, true) => true,
            (false, true) => near(&self.of_a[i], j),
            (true, false) => near(&self.of_b[j], i),
            (false, false) => false,
        };
        if allowed {
            self.join(i, j);
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::{Statement, preferences, reworded};
    use wirefold_report::{Meaning, Span};
    use wirefold_text::normal::Normaliser;

    fn ready<'m>(text: &'static str, meanings: &'m [Meaning]) -> Vec<Statement<'m>> {
        let (mut normaliser, span) = (Normaliser::default(), Span::new(0, text.len()));
        meanings.iter().map(|m| Statement::new(text, span, Some(m), &mut normaliser)).collect()
    }

    /// The partners of sentences that share no word, by what they mean alone.
    fn found(a: &[Meaning], b: &[Meaning]) -> Vec<(usize, usize)> {
        let (a, b) = (ready("The harbour was closed.", a), ready("Ships cannot land today.", b));
        reworded(&a, &b, &[]).into_iter().map(|pair| (pair.a, pair.b)).collect()
    }

    fn meanings(rows: &[[i8; 4]]) -> Vec<Meaning> {
        rows.iter().map(|row| Meaning(row.as_slice().into())).collect()
    }

    #[test]
    fn each_sentence_finds_the_one_that_says_the_same() {
        let a = meanings(&[[127, 0, 0, 60], [0, 127, 0, 60], [0, 0, 127, 60]]);
        let b = meanings(&[[10, 120, 0, 60], [120, 0, 10, 60]]);
        let mut found = found(&a, &b);
        found.sort_unstable();
        assert_eq!(found, [(0, 1), (1, 0)]);
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
        assert_eq!(found(&told(1..7), &told(7..13)), []);
        assert_eq!(found(&told(1..7), &told(6..12)), [(5, 0)], "one matter is common to both");
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
        assert_eq!(found(&[], &meanings(&[[1, 0, 0, 0]])), []);
        assert!(found(&meanings(&[[0; 4]]), &meanings(&[[0; 4]])).len() <= 1);
    }
}
