//! Tables of scores.

/// A borrowed table of scores (logits), one row a word.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    width: usize,
    values: &'a [f32],
}

impl<'a> Rows<'a> {
    /// A table from its values, row after row.
    ///
    /// # Panics
    /// When `values` is no whole number of rows.
    #[must_use]
    pub fn new(width: usize, values: &'a [f32]) -> Self {
        assert!(width > 0 && values.len().is_multiple_of(width), "values must be whole rows");
        Self { width, values }
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The scores of one word.
    ///
    /// # Panics
    /// When there is no such row.
    #[must_use]
    pub fn row(&self, word: usize) -> &'a [f32] {
        &self.values[word * self.width..][..self.width]
    }
}

/// The place of the highest score, the first of several; 0 in an empty row.
#[must_use]
pub fn best(row: &[f32]) -> usize {
    (1..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })
}

#[cfg(test)]
mod tests {
    use super::{Rows, best};

    #[test]
    fn rows_are_cut_by_width() {
        let rows = Rows::new(2, &[0.0, 1.0, 3.0, 2.0]);
        assert_eq!((rows.len(), rows.row(1)), (2, &[3.0, 2.0][..]));
        assert_eq!((best(rows.row(0)), best(rows.row(1))), (1, 0));
    }
}
