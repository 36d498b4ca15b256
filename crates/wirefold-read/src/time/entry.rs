//! The day that each part of a report is written on: that of the report or, in a live report, of its entry.

use jiff::civil::Date;
use wirefold_report::{Published, Span};
use wirefold_text::live;

/// Where parts of a live report begin, and their days, in order; none of any other report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days(Vec<Part>);

/// A part of a live report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    start: usize,
    /// Where what it says begins, behind its time.
    body: usize,
    day: Option<Date>,
}

impl Days {
    /// The days of a text that counts from this one; `published` may tell at what time.
    #[must_use]
    pub fn of(text: &str, day: Option<Date>, published: Option<&Published>) -> Self {
        let stated = published.filter(|published| Some(published.date) == day);
        let clock = stated.and_then(|published| live::stated_clock(&published.source));
        let live = live::read(text, day, clock);
        let lines =
            live.days.iter().map(|(start, day)| Part { start: *start, body: *start, day: Some(*day) });
        let entries = live.entries.iter().map(|entry| {
            let body = entry.span.start as usize;
            Part { start: entry.start, body, day: entry.day }
        });
        let mut parts: Vec<Part> = entries.chain(lines).collect();
        parts.sort_unstable();
        Self(parts)
    }

    /// Which part a place lies in: 0 is what stands before the first entry.
    pub(super) fn part(&self, at: Span) -> usize {
        self.0.partition_point(|part| part.start <= at.start as usize)
    }

    /// The day of the part that a place lies in, where it is known from the entry.
    #[must_use]
    pub fn at(&self, place: Span) -> Option<Date> {
        self.holding(place)?.day
    }

    /// The day of an entry whose own time stands at a place.
    pub(super) fn headed_by(&self, place: Span) -> Option<Date> {
        self.holding(place).filter(|part| place.end as usize <= part.body)?.day
    }

    fn holding(&self, place: Span) -> Option<&Part> {
        self.part(place).checked_sub(1).and_then(|part| self.0.get(part))
    }
}

#[cfg(test)]
mod tests {
    use crate::time::{self, Days};
    use wirefold_report::{DateBasis, DocumentDate, Sentence, Span};

    /// A text whose times are told with their values.
    fn check(published: &str, text: &str, expected: &[(&str, &str)]) {
        let day = Some(published.parse().expect("a day"));
        let date = DocumentDate { value: day, basis: DateBasis::Metadata, evidence: Vec::new() };
        let mut at = 0;
        let sentences: Vec<Sentence> = text
            .split_inclusive('\n')
            .map(|line| {
                let span = Span::new(at, at + line.trim_end().len());
                at += line.len();
                Sentence { span, block: 0, words: Vec::new() }
            })
            .collect();
        let found = time::recognise(text, &sentences);
        let days = Days::of(text, day, None);
        let times = time::resolve(text, &sentences, &found, &date, &days, &[], &[]);
        let told: Vec<(&str, &str)> = times.iter().map(|t| (t.span.of(text), t.value.as_str())).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn times_of_entries_count_from_their_day() {
        check(
            "2031-06-04",
            "00:20 The mayor spoke yesterday.\n00:10\nThe fire is out since 11:50 p.m. yesterday.\n23:45\nIt will go on today, until 2 a.m. tomorrow.\n22:05\nA fire broke out.\n",
            &[
                ("00:20", "2031-06-05T00:20"),
                ("yesterday", "2031-06-04"),
                ("00:10", "2031-06-05T00:10"),
                ("11:50 p.m. yesterday", "2031-06-04T23:50"),
                ("23:45", "2031-06-04T23:45"),
                ("today", "2031-06-04"),
                ("2 a.m. tomorrow", "2031-06-05T02:00"),
                ("22:05", "2031-06-04T22:05"),
            ],
        );
        check(
            "2031-06-04",
            "Friday\n09:30\nDivers come back today.\nThursday\n21:40\nThe search goes on.\nWednesday\n20:00\nThe ferry sank at 19:30.\n",
            &[
                ("Friday", "2031-06-06"),
                ("09:30", "2031-06-06T09:30"),
                ("today", "2031-06-06"),
                ("Thursday", "2031-06-05"),
                ("21:40", "2031-06-05T21:40"),
                ("Wednesday", "2031-06-04"),
                ("20:00", "2031-06-04T20:00"),
                ("19:30", "2031-06-04T19:30"),
            ],
        );
    }

    #[test]
    fn other_reports_have_one_day() {
        let days = Days::of("Talks begin today at 16:05.", Some("2031-06-04".parse().expect("a day")), None);
        assert_eq!(days, Days::default());
    }
}
