//! Sentences that say the same in other words.
//!
//! Reports written apart, and good translators, share few words. How alike two of their sentences must be depends on
//! the company: in reports of one event all are somewhat alike, so that their common theme is taken off first, and
//! two sentences are partners if each is the other's best rather than because they are near. Sentences that stand at
//! other places of their texts must be surer of each other; those whose neighbours are alike need not be so sure.

use std::sync::LazyLock;

use super::meaning::{Direction, cosines_off_theme};
use super::partners::Partners;
use super::preference::Preferences;
use super::signs::in_common;
use super::statement::Statement;
use super::table::{Table, probability};

static WEIGHTS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../data/company.tsv")));

/// From this probability on two sentences are partners.
const ENOUGH: f64 = 0.5;
/// How many partners of a sentence are looked at closely: those that it prefers.
const MOST_PARTNERS: usize = 8;

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
    /// How alike the two are by themselves, 0 to 1.
    pub meaning: f64,
    /// How much they prefer each other to all others by what they mean: the logarithm of their share of either's choice.
    pub preference: f64,
    /// How much more alike they are than each is to the likest of the others: that of the surer of the two.
    pub margin: f64,
    /// That of the less sure.
    pub least_margin: f64,
    /// Whether each is the other's likest, 0 or 1.
    pub mutual: f64,
    /// How much their neighbours prefer each other, 0 to 1.
    pub beside: f64,
    /// How far apart they stand, in lengths of their texts.
    pub distance: f64,
    /// The logarithm of the number of words of the shorter and of the longer sentence.
    pub shorter: f64,
    /// See `shorter`.
    pub longer: f64,
    /// Whether both have numbers, and none in common, 0 or 1.
    pub other_numbers: f64,
    /// Whether both have names, and none in common, 0 or 1.
    pub other_names: f64,
    /// Whether one of them opens its text, 0 or 1.
    pub opening: f64,
    /// Whether both of them do, 0 or 1.
    pub both_open: f64,
}

impl Company {
    fn of((a, i): (&[Statement<'_>], usize), (b, j): (&[Statement<'_>], usize), among: &Preferences) -> Self {
        let place = |at: usize, of: usize| (at as f64 + 0.5) / of as f64;
        let told = |so: bool| f64::from(u8::from(so));
        let words = |length: usize| (length as f64 + 1.0).ln();
        let (one, other) = (&a[i], &b[j]);
        let (least_margin, margin) = among.margins(i, j);
        Self {
            a: i,
            b: j,
            meaning: alike(one, other),
            preference: among.log_share(i, j),
            margin,
            least_margin,
            mutual: told(least_margin >= 0.0),
            beside: among.beside(i, j),
            distance: (place(i, a.len()) - place(j, b.len())).abs(),
            shorter: words(one.length.min(other.length)),
            longer: words(one.length.max(other.length)),
            other_numbers: told(differ(&one.numbers, &other.numbers)),
            other_names: told(differ(&one.names, &other.names)),
            opening: told(i == 0 || j == 0),
            both_open: told(i == 0 && j == 0),
        }
    }

    /// Each figure with its name.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f64)> + use<> {
        [
            ("meaning", self.meaning),
            ("preference", self.preference),
            ("margin", self.margin),
            ("least_margin", self.least_margin),
            ("mutual", self.mutual),
            ("beside", self.beside),
            ("distance", self.distance),
            ("shorter", self.shorter),
            ("longer", self.longer),
            ("other_numbers", self.other_numbers),
            ("other_names", self.other_names),
            ("opening", self.opening),
            ("both_open", self.both_open),
        ]
        .into_iter()
    }

    fn probability(&self) -> f64 {
        probability(WEIGHTS.log_odds(self.named()))
    }
}

fn alike(one: &Statement<'_>, other: &Statement<'_>) -> f64 {
    let meanings = one.meaning.as_ref().zip(other.meaning.as_ref());
    meanings.map_or(0.0, |(x, y)| x.cosine(y).clamp(0.0, 1.0))
}

/// Whether both lists name something, and nothing that the other names.
fn differ(one: &[u64], other: &[u64]) -> bool {
    !one.is_empty() && !other.is_empty() && in_common(one, other) == 0
}

/// Pairs the sentences of two texts that say the same, beside those that are known to, the likeliest first. Sentences
/// whose meaning nobody told have no partners.
#[must_use]
pub fn reworded(a: &[Statement<'_>], b: &[Statement<'_>], known: &[(usize, usize)]) -> Vec<Reworded> {
    let mut partners = Partners::of(known, a.len(), b.len());
    let companies = companies(a, b).into_iter();
    let mut likely: Vec<Reworded> =
        companies.map(|c| Reworded { a: c.a, b: c.b, probability: c.probability() }).collect();
    likely.retain(|pair| pair.probability >= ENOUGH);
    likely.sort_by(|x, y| y.probability.total_cmp(&x.probability).then((x.a, x.b).cmp(&(y.a, y.b))));
    likely.retain(|pair| partners.join_if_allowed(pair.a, pair.b));
    likely
}

/// The pairs of sentences that are worth a look, in order.
#[must_use]
pub fn companies(a: &[Statement<'_>], b: &[Statement<'_>]) -> Vec<Company> {
    let (Some(said_a), Some(said_b)) = (meanings(a), meanings(b)) else { return Vec::new() };
    let among = Preferences::of(cosines_off_theme(&said_a, &said_b), b.len());
    let company = |(i, j): (usize, usize)| Company::of((a, i), (b, j), &among);
    among.preferred(MOST_PARTNERS).into_iter().map(company).collect()
}

/// What the sentences mean; none where nobody told it of some, or there are none.
fn meanings<'s>(statements: &'s [Statement<'_>]) -> Option<Vec<&'s Direction>> {
    let meanings: Vec<&Direction> = statements.iter().map(|s| s.meaning.as_ref()).collect::<Option<_>>()?;
    (!meanings.is_empty()).then_some(meanings)
}

#[cfg(test)]
mod tests {
    use super::{Statement, companies, reworded};
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
    fn other_figures_and_names_are_told() {
        let said = meanings(&[[90, 20, 0, 0]]);
        let told = |a: &'static str, b: &'static str| companies(&ready(a, &said), &ready(b, &said))[0];
        let one = told("In all, 14 people died in Lyon.", "In all, 31 people died in Bern.");
        assert!((one.other_numbers - 1.0).abs() < 1e-9 && (one.other_names - 1.0).abs() < 1e-9);
        let one = told("In all, 14 people died in Lyon.", "In Lyon 14 people died, nobody knows why.");
        assert!(one.other_numbers.abs() < 1e-9 && one.other_names.abs() < 1e-9);
        assert!(one.longer > one.shorter && (one.both_open - 1.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(found(&[], &meanings(&[[1, 0, 0, 0]])), []);
        assert!(found(&meanings(&[[0; 4]]), &meanings(&[[0; 4]])).len() <= 1);
    }
}
