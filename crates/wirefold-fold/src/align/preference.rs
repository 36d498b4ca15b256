//! How much each sentence of one text prefers each of another to all others there, by how alike they are.

/// How much more alike a partner must be to be preferred e times as much.
const TEMPERATURE: f64 = 0.14;

/// Every sentence of one text (a row) against every one of another (a column).
pub(super) struct Preferences {
    /// How alike they are, row by row.
    cosines: Vec<f64>,
    columns: usize,
    of_rows: Vec<Choice>,
    of_columns: Vec<Choice>,
}

/// What a sentence can choose from.
#[derive(Clone, Copy)]
struct Choice {
    /// The weights of all, in sum.
    total: f64,
    /// How alike the likest is, and the next.
    best: f64,
    second: f64,
}

impl Choice {
    const NONE: Self = Self { total: 0.0, best: f64::NEG_INFINITY, second: f64::NEG_INFINITY };

    fn with(self, cosine: f64) -> Self {
        Self {
            total: self.total + (cosine / TEMPERATURE).exp(),
            best: self.best.max(cosine),
            second: self.second.max(cosine.min(self.best)),
        }
    }

    /// How much more alike one is than the likest of the others; 0 where there is no other.
    fn margin(self, cosine: f64) -> f64 {
        let other = if cosine < self.best { self.best } else { self.second };
        if other.is_finite() { cosine - other } else { 0.0 }
    }
}

impl Preferences {
    pub(super) fn of(cosines: Vec<f64>, columns: usize) -> Self {
        let of_row = |row: &[f64]| row.iter().fold(Choice::NONE, |all, &cosine| all.with(cosine));
        let of_rows = cosines.chunks(columns).map(of_row).collect();
        let mut of_columns = vec![Choice::NONE; columns];
        for row in cosines.chunks(columns) {
            of_columns.iter_mut().zip(row).for_each(|(all, &cosine)| *all = all.with(cosine));
        }
        Self { cosines, columns, of_rows, of_columns }
    }

    fn rows(&self) -> usize {
        self.of_rows.len()
    }

    /// How alike two are.
    pub(super) fn cosine(&self, row: usize, column: usize) -> f64 {
        self.cosines[row * self.columns + column]
    }

    /// How much two prefer each other to all others: the logarithm of the geometric mean of both shares (softmax).
    pub(super) fn log_share(&self, row: usize, column: usize) -> f64 {
        let totals = self.of_rows[row].total.ln() + self.of_columns[column].total.ln();
        self.cosine(row, column) / TEMPERATURE - totals / 2.0
    }

    /// How much more alike two are than the row is to the likest of the others, and than the column is; the lesser first.
    pub(super) fn margins(&self, row: usize, column: usize) -> (f64, f64) {
        let cosine = self.cosine(row, column);
        let margins = (self.of_rows[row].margin(cosine), self.of_columns[column].margin(cosine));
        (margins.0.min(margins.1), margins.0.max(margins.1))
    }

    /// How much the sentences just before both, or just after both, prefer each other, 0 to 1.
    pub(super) fn beside(&self, row: usize, column: usize) -> f64 {
        let before = row.checked_sub(1).zip(column.checked_sub(1));
        let after = (row + 1 < self.rows() && column + 1 < self.columns).then_some((row + 1, column + 1));
        let shares = before.into_iter().chain(after).map(|(i, j)| self.log_share(i, j).exp());
        shares.fold(0.0, f64::max)
    }

    /// For each row and each column the `most` pairs that it prefers, in order.
    pub(super) fn preferred(&self, most: usize) -> Vec<(usize, usize)> {
        let mut chosen = Vec::new();
        let mut best = |pairs: Vec<(usize, usize)>| {
            let mut pairs: Vec<_> = pairs.into_iter().map(|(i, j)| (self.log_share(i, j), (i, j))).collect();
            pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            chosen.extend(pairs.into_iter().take(most).map(|(_, pair)| pair));
        };
        (0..self.rows()).for_each(|i| best((0..self.columns).map(|j| (i, j)).collect()));
        (0..self.columns).for_each(|j| best((0..self.rows()).map(|i| (i, j)).collect()));
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::Preferences;

    #[test]
    fn preference_is_shared_out() {
        assert!(Preferences::of(vec![0.4], 1).log_share(0, 0).abs() < 1e-9);
        let halved = Preferences::of(vec![0.4, 0.4], 2);
        assert!((halved.log_share(0, 0).exp() - 0.5f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn what_stands_out_has_a_margin() {
        let two = Preferences::of(vec![0.9, 0.2, 0.3, 0.8], 2);
        let (least, most) = two.margins(0, 0);
        assert!((least - 0.6).abs() < 1e-9 && (most - 0.7).abs() < 1e-9);
        assert!(two.margins(0, 1).0 < 0.0);
        assert!(Preferences::of(vec![0.4], 1).margins(0, 0).0.abs() < 1e-9);
    }

    #[test]
    fn neighbours_support_each_other() {
        let two = Preferences::of(vec![0.9, 0.0, 0.0, 0.9], 2);
        assert!(two.beside(0, 0) > 0.9 && two.beside(0, 1) < 1e-9);
    }

    #[test]
    fn the_best_of_each_are_looked_at() {
        let two = Preferences::of(vec![0.9, 0.1, 0.2, 0.8, 0.3, 0.3], 2);
        assert_eq!(two.preferred(1), [(0, 0), (1, 1), (2, 1)]);
    }
}
