//! What a sentence means, as a direction: how alike two are is the cosine of the angle between them.

use wirefold_report::Meaning;

/// The share of the common theme that is taken off.
const THEME: f32 = 0.5;

/// A vector of length 1; the zero vector points nowhere.
#[derive(Clone, Debug)]
pub(super) struct Direction(Vec<f32>);

impl Direction {
    pub(super) fn of(meaning: &Meaning) -> Self {
        Self::along(meaning.0.iter().map(|&x| f32::from(x)).collect())
    }

    fn along(mut values: Vec<f32>) -> Self {
        let length = dot(&values, &values).sqrt();
        if length > 0.0 {
            values.iter_mut().for_each(|x| *x /= length);
        }
        Self(values)
    }

    /// -1 to 1; 0 where one points nowhere.
    pub(super) fn cosine(&self, other: &Self) -> f64 {
        f64::from(dot(&self.0, &other.0))
    }

    fn without(&self, theme: &[f32]) -> Self {
        Self::along(self.0.iter().zip(theme).map(|(x, t)| x - THEME * t).collect())
    }
}

/// How alike each sentence of one text is to each of another, row by row, beyond what all of them have in common.
pub(super) fn cosines_off_theme(a: &[&Direction], b: &[&Direction]) -> Vec<f64> {
    let theme = theme(a, b);
    let off = |side: &[&Direction]| -> Vec<Direction> { side.iter().map(|d| d.without(&theme)).collect() };
    let (a, b) = (off(a), off(b));
    a.iter().flat_map(|x| b.iter().map(|y| x.cosine(y))).collect()
}

/// What the sentences of both texts say on the whole, either text counting half.
fn theme(a: &[&Direction], b: &[&Direction]) -> Vec<f32> {
    let mut theme = vec![0.0; a.first().map_or(0, |direction| direction.0.len())];
    for side in [a, b] {
        #[expect(clippy::cast_precision_loss, reason = "few sentences are looked at")]
        let share = 0.5 / side.len() as f32;
        for direction in side {
            theme.iter_mut().zip(&direction.0).for_each(|(sum, x)| *sum += share * x);
        }
    }
    theme
}

/// Summed in a fixed order, eight sums at a time.
fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    for (x, y) in x.chunks(8).zip(y.chunks(8)) {
        sums.iter_mut().zip(x.iter().zip(y)).for_each(|(sum, (x, y))| *sum += x * y);
    }
    sums.iter().sum()
}
