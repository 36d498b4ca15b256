//! Bytes to code points, at the edge.

use serde::{Deserialize, Serialize};
use wirefold_report::Span;

/// A span as it leaves the program: `text[start:end]` in Python gives `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanOut {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// What it covers.
    pub text: String,
}

/// Turns byte offsets of one text into code points.
///
/// Keeps one count every [`STEP`] bytes, so that a look-up costs a short scan
/// and the table an eightieth of the text.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    marks: Vec<u32>,
}

const STEP: usize = 256;

impl<'a> CodePoints<'a> {
    /// Counts the code points of `text`.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut seen = 0u32;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(seen);
            seen += starts_in(chunk);
        }
        Self { text, marks }
    }

    /// The number of code points before byte `at`.
    ///
    /// # Panics
    /// If `at` lies past the end of the text.
    #[must_use]
    pub fn before(&self, at: usize) -> usize {
        assert!(at <= self.text.len(), "offset {at} lies outside a text of {} bytes", self.text.len());
        let mark = at / STEP;
        let Some(&seen) = self.marks.get(mark) else {
            let last = self.marks.len().saturating_sub(1);
            return self
                .marks
                .last()
                .map_or(0, |&s| (s + starts_in(&self.text.as_bytes()[last * STEP..])) as usize);
        };
        (seen + starts_in(&self.text.as_bytes()[mark * STEP..at])) as usize
    }

    /// The span with its text.
    #[must_use]
    pub fn span(&self, span: Span) -> SpanOut {
        let range = span.range();
        SpanOut {
            start: self.before(range.start),
            end: self.before(range.end),
            text: self.text[range].to_owned(),
        }
    }

    /// The spans with their texts.
    #[must_use]
    pub fn spans(&self, spans: &[Span]) -> Vec<SpanOut> {
        spans.iter().map(|&s| self.span(s)).collect()
    }
}

/// How many code points start in these bytes of UTF-8.
fn starts_in(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|&&b| (b & 0xC0) != 0x80).count();
    u32::try_from(count).expect("reports are shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::{CodePoints, Span};

    #[test]
    fn offsets_count_code_points_wherever_they_fall() {
        let text = "Škoda – “né” 😀 ".repeat(60);
        let points = CodePoints::of(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.before(byte), count);
        }
        assert_eq!(points.before(text.len()), text.chars().count());
        assert_eq!(CodePoints::of("").before(0), 0);
    }

    #[test]
    fn a_span_carries_its_text() {
        let span = CodePoints::of("né à Oslo").span(Span::new(7, 11));
        assert_eq!((span.start, span.end, span.text.as_str()), (5, 9, "Oslo"));
    }
}
