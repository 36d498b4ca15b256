//! A stretch of one report's text.

use std::ops::Range;

/// A half-open range of bytes in one report's `text`.
///
/// Both ends lie on character boundaries. Use it for anything that points into a
/// report; do not use it for offsets that leave the program: those count code
/// points and carry their text (see the output contract).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end`.
    ///
    /// # Panics
    /// If `end < start`, or if an end lies past 4 GiB (no report is that long).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends where it starts or later: {start}..{end}");
        let narrow = |n: usize| u32::try_from(n).expect("reports are shorter than 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The text that the span covers. `text` must be the report's own.
    ///
    /// # Panics
    /// If the span was not made for this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The same as a range of indices.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span (or is equal to it).
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The part that both spans share, if there is one.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other)
            .then(|| Self { start: self.start.max(other.start), end: self.end.min(other.end) })
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn spans_compare_by_what_they_cover() {
        let outer = Span::new(2, 9);
        assert!(outer.contains(Span::new(2, 9)) && outer.contains(Span::new(4, 5)));
        assert!(!outer.overlaps(Span::new(9, 12)), "touching ends share nothing");
        assert_eq!(outer.intersection(Span::new(7, 12)), Some(Span::new(7, 9)));
        assert_eq!(Span::new(0, 1).cover(Span::new(5, 6)), Span::new(0, 6));
    }

    #[test]
    #[should_panic(expected = "a span ends")]
    fn a_backward_span_is_refused() {
        let _ = Span::new(3, 2);
    }
}
