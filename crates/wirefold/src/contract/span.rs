//! Bytes to code points, at the edge.

use serde::{Deserialize, Serialize};
use wirefold_report::{Given, Report, Span};

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

/// Turns byte offsets of one report's text into code points of the text as it was given.
///
/// Keeps one count every [`STEP`] bytes, so that a look-up costs a short scan
/// and the table an eightieth of the text.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    marks: Vec<u32>,
    given: Option<&'a Given>,
}

const STEP: usize = 256;

impl<'a> CodePoints<'a> {
    /// Counts the code points of a report.
    #[must_use]
    pub fn of(report: &'a Report) -> Self {
        let given = report.given.as_ref();
        Self { given, ..Self::of_text(report.given_text()) }
    }

    fn of_text(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut seen = 0u32;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(seen);
            seen += starts_in(chunk);
        }
        Self { text, marks, given: None }
    }

    /// The number of code points before byte `at` of the report's text.
    ///
    /// # Panics
    /// If `at` lies past the end of the text.
    #[must_use]
    pub fn before(&self, at: usize) -> usize {
        self.count(self.place(at))
    }

    /// Where byte `at` of the report's text lies in the text as it was given.
    fn place(&self, at: usize) -> usize {
        self.given.map_or(at, |given| given.place(at))
    }

    fn count(&self, at: usize) -> usize {
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
        let range = self.place(span.range().start)..self.place(span.range().end);
        SpanOut {
            start: self.count(range.start),
            end: self.count(range.end),
            text: self.text[range].to_owned(),
        }
    }

    /// The spans with their texts.
    #[must_use]
    pub fn spans(&self, spans: &[Span]) -> Vec<SpanOut> {
        spans.iter().map(|&s| self.span(s)).collect()
    }
}

/// Bytes that are counted together.
const PART: usize = 128;

/// How many code points start in these bytes of UTF-8.
fn starts_in(bytes: &[u8]) -> u32 {
    // So few bytes at a time that a byte holds their number: many are counted together.
    let in_part = |part: &[u8]| part.iter().map(|b| u8::from((b & 0xC0) != 0x80)).sum::<u8>();
    bytes.chunks(PART).map(|part| u32::from(in_part(part))).sum()
}

#[cfg(test)]
mod tests {
    use super::{CodePoints, Given, Report, Span};

    #[test]
    fn offsets_count_code_points_wherever_they_fall() {
        let text = "Škoda – “né” 😀 ".repeat(60);
        let report = Report::new("a", text.as_str());
        let points = CodePoints::of(&report);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.before(byte), count);
        }
        assert_eq!(points.before(text.len()), text.chars().count());
        assert_eq!(CodePoints::of(&Report::default()).before(0), 0);
    }

    #[test]
    fn a_span_carries_its_text() {
        let span = CodePoints::of(&Report::new("a", "né à Oslo")).span(Span::new(7, 11));
        assert_eq!((span.start, span.end, span.text.as_str()), (5, 9, "Oslo"));
    }

    #[test]
    fn a_span_counts_in_the_text_as_it_was_given() {
        let given = Given { text: "nÃ© in Oslo".to_owned(), moved: vec![(3, 5)] };
        let report = Report { given: Some(given), ..Report::new("a", "né in Oslo") };
        let points = CodePoints::of(&report);
        let spans = points.spans(&[Span::new(0, 3), Span::new(7, 11)]);
        let told: Vec<_> = spans.iter().map(|s| (s.start, s.end, s.text.as_str())).collect();
        assert_eq!(told, [(0, 3, "nÃ©"), (7, 11, "Oslo")]);
    }
}
