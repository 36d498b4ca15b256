//! Whether a report looks back: it names, early on, a year before that of its publication.

use wirefold_text::normal::{Token, TokenKind};

/// Words of the title, and of the text, that are looked at.
const BEGINNING: usize = 60;
/// Days of four centuries, and their number.
const CENTURIES: i64 = 400;
const DAYS: i64 = 146_097;

/// The years that a report names early on, and the one that it is published in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Years {
    first: Option<u16>,
    published: Option<u16>,
}

impl Years {
    /// Given titles and texts with their words.
    pub(crate) fn of(parts: [(&str, &[Token]); 2]) -> Self {
        let early = parts.into_iter().flat_map(|(text, words)| {
            let words = words[..words.len().min(BEGINNING)].iter();
            words
                .filter(|word| word.kind() == TokenKind::Number)
                .filter_map(|word| year(word.span().of(text)))
        });
        Self { first: early.min(), published: None }
    }

    /// The same of a report of this day, which counts from 1 January 2000.
    pub(crate) fn published(self, day: Option<i32>) -> Self {
        let year = day.map(|day| 2_000 + i64::from(day) * CENTURIES / DAYS);
        Self { published: year.and_then(|year| u16::try_from(year).ok()), ..self }
    }

    /// Whether it names a year before that of its publication; not if that is unknown.
    pub(crate) fn is_past(self) -> bool {
        self.first.zip(self.published).is_some_and(|(first, published)| first < published)
    }
}

/// A year of the last two centuries or of this.
fn year(word: &str) -> Option<u16> {
    let year = (word.len() == 4).then(|| word.parse().ok())?;
    year.filter(|year| (1_800..2_100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::Years;
    use wirefold_text::normal::Normaliser;

    #[test]
    fn a_year_before_the_report_is_past() {
        let of = |text: &str, day| {
            Years::of([("", &[]), (text, &Normaliser::default().tokens(text))]).published(day)
        };
        // 4 March 2031.
        let day = Some(11_385);
        assert!(of("The fine is for the spill of 2013.", day).is_past());
        assert!(!of("The fine is to be paid in 2031.", day).is_past());
        assert!(!of("The fine is for 1,990 barrels and 17 ships.", day).is_past());
        assert!(!of("The fine is for the spill of 2013.", None).is_past());
    }
}
