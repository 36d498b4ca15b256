//! The days of the week that a report speaks of early on: the day of the event, as a rule.

use std::sync::LazyLock;

use wirefold_text::normal::{Normaliser, Token};

/// Terms of the days' names, Monday first.
static NAMES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
    Normaliser::default().tokens(days).iter().map(|token| token.term).collect()
});

/// Days of the week, and the day of publication that they count from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weekdays {
    /// A bit for each, Monday lowest.
    named: u8,
    published: Option<i32>,
}

impl Weekdays {
    /// The days that are named in a title and so many characters of a text, given their words.
    pub(crate) fn of(title: &[Token], text: &str, words: &[Token], characters: usize) -> Self {
        let end = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
        let early = words.iter().take_while(|word| (word.span().end as usize) <= end);
        let capital = title.iter().chain(early).filter(|word| word.is_capital());
        let day = |word: &Token| NAMES.iter().position(|name| *name == word.term);
        Self { named: capital.filter_map(day).fold(0, |named, day| named | 1 << day), published: None }
    }

    /// The same, named in a report of this day, which counts from 1 January 2000.
    pub(crate) fn published(self, day: Option<i32>) -> Self {
        Self { published: day, ..self }
    }

    /// Whether two reports name the same day; `None` if one of them names none. A day lies in the week that ends
    /// with the publication.
    pub(crate) fn agree(self, other: Self) -> Option<bool> {
        if self.named == 0 || other.named == 0 {
            return None;
        }
        let both = (0..7).filter(|day| (self.named & other.named) >> day & 1 == 1);
        Some(both.into_iter().any(|day| match (self.date(day), other.date(day)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }))
    }

    /// Days between the nearest of the days that two reports name, if both were published and name any.
    pub(crate) fn apart(self, other: Self) -> Option<i32> {
        let dates =
            |of: Self| (0..7).filter(move |day| of.named >> day & 1 == 1).filter_map(move |day| of.date(day));
        dates(self).flat_map(|one| dates(other).map(move |other| (one - other).abs())).min()
    }

    /// The last day of this name up to the publication.
    fn date(self, weekday: i32) -> Option<i32> {
        // 1 January 2000 was a Saturday.
        self.published.map(|published| published - (published + 5 - weekday).rem_euclid(7))
    }
}

#[cfg(test)]
mod tests {
    use super::Weekdays;
    use wirefold_text::normal::Normaliser;

    /// 4 March 2031 is a Tuesday.
    const TUESDAY: i32 = 11_385;

    fn named(text: &str, published: Option<i32>) -> Weekdays {
        Weekdays::of(&[], text, &Normaliser::default().tokens(text), 900).published(published)
    }

    #[test]
    fn days_are_told_apart_by_the_week_that_they_lie_in() {
        let monday = named("The bridge fell on Monday.", Some(TUESDAY));
        assert_eq!(monday.agree(named("Monday's fall of the bridge", Some(TUESDAY + 2))), Some(true));
        assert_eq!(monday.agree(named("It fell on Monday.", Some(TUESDAY + 7))), Some(false));
        assert_eq!(monday.agree(named("It fell on Sunday.", Some(TUESDAY))), Some(false));
        assert_eq!(monday.agree(named("It fell on Monday.", None)), Some(true));
        assert_eq!(monday.agree(named("It fell.", Some(TUESDAY))), None);
        assert_eq!(named("Published Tuesday", Some(TUESDAY)).date(1), Some(TUESDAY));
        assert_eq!(monday.apart(named("It fell on Monday.", Some(TUESDAY + 7))), Some(7));
        assert_eq!(monday.apart(named("It fell on Sunday or Tuesday.", Some(TUESDAY))), Some(1));
        assert_eq!(monday.apart(named("It fell on Monday.", None)), None);
    }
}
