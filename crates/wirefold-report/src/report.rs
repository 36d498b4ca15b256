//! One text by one outlet, and what could not be read of it.

use crate::Span;
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value};

/// One text published by one outlet, with what its source says about it.
///
/// Unknown fields are `None`: the program never guesses metadata into them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Unique within one run.
    pub id: String,
    /// The headline, where the source states it apart from the text.
    pub title: Option<String>,
    /// The body. Every [`Span`](crate::Span) of the report counts in this string.
    pub text: String,
    /// The body as it was given, where its encoding was broken and [`text`](Self::text) is put right.
    pub given: Option<Given>,
    /// Address of the report.
    pub url: Option<String>,
    /// Who published it, as the source states it.
    pub outlet: Option<String>,
    /// When it was published, as the source states it.
    pub published: Option<Published>,
    /// The by-line or credit, where the source states it apart from the text
    /// ("By AFP", a feed's `source` element, HTML author metadata).
    pub credit: Option<String>,
    /// BCP 47 tag, where the source states it.
    pub language: Option<String>,
    /// Fields of the input that wirefold does not know; passed through.
    pub extra: Map<String, Value>,
}

impl Report {
    /// A report of which only the text is known.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The body as it was given.
    #[must_use]
    pub fn given_text(&self) -> &str {
        self.given.as_ref().map_or(&self.text, |given| &given.text)
    }
}

/// A text as it was given, and where the places of the text put right lie in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The text.
    pub text: String,
    /// After each stretch in which the two differ: how many bytes of the text put right and of this one lie before.
    /// In order.
    pub moved: Vec<(u32, u32)>,
}

impl Given {
    /// The byte of the given text at byte `at` of the text put right, both on boundaries of characters.
    #[must_use]
    pub fn place(&self, at: usize) -> usize {
        let passed = self.moved.partition_point(|(better, _)| *better as usize <= at);
        let (better, given) = passed.checked_sub(1).map_or((0, 0), |last| self.moved[last]);
        given as usize + (at - better as usize)
    }

    /// A span of the given text in the text put right; a character that it covers a part of is covered whole.
    #[must_use]
    pub fn found(&self, span: Span, text: &str) -> Span {
        let start = text.floor_char_boundary(self.found_at(span.start as usize));
        Span::new(start, text.ceil_char_boundary(self.found_at(span.end as usize)))
    }

    fn found_at(&self, at: usize) -> usize {
        let passed = self.moved.partition_point(|(_, given)| *given as usize <= at);
        let (better, given) = passed.checked_sub(1).map_or((0, 0), |last| self.moved[last]);
        let place = better as usize + (at - given as usize);
        // Before the end of a stretch that differs, no further than where it ends.
        self.moved.get(passed).map_or(place, |(end, _)| place.min(*end as usize))
    }
}

/// Something that could not be read, with the input it belongs to.
///
/// A problem never ends a run: it is told on stderr and in the record's
/// `skipped`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, line or member ("reports.jsonl:17").
    pub input: String,
    /// One line that says what is wrong and, if possible, what to do.
    pub reason: String,
}

/// A date of publication, as precise as its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The civil date in the source's own zone.
    pub date: Date,
    /// The instant, where the source gives time and zone.
    pub instant: Option<Timestamp>,
    /// The same in ISO 8601: in the source's own spelling where that is such, with its time and zone.
    pub source: String,
}
