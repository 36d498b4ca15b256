//! Live reports: a text in entries, each under a clock time of its own, perhaps below lines that name days.
//!
//! Entries stand newest first or oldest first, and may go on past midnight. Which day an entry is of, a line above says
//! ("Tuesday, 4 June"), or its own ("June 4, 16:05"); from there on the times say when the next day, or the day before,
//! begins. Takes time linear in the length of the text.

mod clock;
mod days;
mod stamp;

use jiff::civil::Date;
use wirefold_report::{Report, Span};

/// So many entries make a live report.
const FEWEST: usize = 2;

/// Hours and minutes.
pub type Clock = (u8, u8);

/// An entry of a live report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The time as the report writes it ("14:05", "9.10 a.m. GMT").
    pub time: String,
    /// The clock time, hours and minutes.
    pub clock: Clock,
    /// Byte at which the line of the time begins.
    pub start: usize,
    /// What it says, without the time.
    pub span: Span,
    /// Its day, as far as the report tells.
    pub day: Option<Date>,
}

/// A live report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// In the order of the text; none if it is no live report.
    pub entries: Vec<Entry>,
    /// Where lines begin that name a day, and that day.
    pub days: Vec<(usize, Date)>,
}

/// The entries of a live report, in the order of the text; none if it is not one.
#[must_use]
pub fn entries(report: &Report) -> Vec<Entry> {
    let published = report.published.as_ref();
    let day = published.map(|published| published.date);
    read(&report.text, day, published.and_then(|published| stated_clock(&published.source))).entries
}

/// A text as a live report that was published on that `day`, perhaps at a known time.
///
/// ```
/// let text = "00:10\nThe fire is out.\n23:50\nThe fire spreads.\n22:05\nA fire broke out.\n";
/// let live = wirefold_text::live::read(text, Some("2031-06-04".parse().unwrap()), None);
/// let days: Vec<String> = live.entries.iter().filter_map(|entry| Some(entry.day?.to_string())).collect();
/// assert_eq!(days, ["2031-06-05", "2031-06-04", "2031-06-04"]);
/// ```
#[must_use]
pub fn read(text: &str, day: Option<Date>, clock: Option<Clock>) -> Live {
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.extend(Line::of(line, at));
        at += line.len();
    }
    let entries = lines.iter().filter(|line| line.time.is_some()).count();
    if entries < FEWEST {
        return Live::default();
    }
    // A day below the last entry is of the page.
    let last = lines.iter().rposition(|line| line.time.is_some()).unwrap_or_default();
    lines.truncate(last + 1);
    let days = days::of(&lines, day, clock);
    laid_out(text, &lines, &days)
}

/// Whether a text is a clock time and nothing else, as stands over entries.
#[must_use]
pub fn is_clock(text: &str) -> bool {
    let text = text.trim();
    clock::time(text).is_some_and(|time| time.is_marked && time.length == text.len())
}

/// The clock time of a date in ISO 8601.
#[must_use]
pub fn stated_clock(source: &str) -> Option<Clock> {
    let (hours, minutes) = source.get(11..16)?.split_once(':')?;
    Some((hours.parse().ok()?, minutes.parse().ok()?))
}

/// A line that begins an entry or names a day.
struct Line {
    start: usize,
    /// One past what is its time or day.
    end: usize,
    /// The time as it is written, and what it means.
    time: Option<(String, Clock)>,
    day: Option<stamp::Day>,
    /// The zone of the time, where the line states one: "ET", "London time".
    zone: Option<String>,
}

impl Line {
    fn of(line: &str, start: usize) -> Option<Self> {
        if let Some((length, time, clock)) = clock::head(line) {
            let zone = clock::stated_zone(&time, line.get(length..).unwrap_or_default());
            return Some(Self { start, end: start + length, time: Some((time, clock)), day: None, zone });
        }
        let stamp::Stamp { day, time } = stamp::read(line)?;
        Some(Self { start, end: start + line.len(), time, day: Some(day), zone: None })
    }
}

fn laid_out(text: &str, lines: &[Line], days: &[Option<Date>]) -> Live {
    let mut live = Live::default();
    let ends = lines.iter().skip(1).map(|line| line.start).chain([text.len()]);
    for ((line, day), end) in lines.iter().zip(days).zip(ends) {
        let body = text.get(line.end..end).unwrap_or_default();
        let begin = line.end + (body.len() - body.trim_start().len());
        let span = Span::new(begin, begin + body.trim().len());
        match &line.time {
            Some((time, clock)) if !span.is_empty() => {
                let (time, clock) = (time.clone(), *clock);
                live.entries.push(Entry { time, clock, start: line.start, span, day: *day });
            }
            Some(_) => {}
            None => live.days.extend(day.map(|day| (line.start, day))),
        }
    }
    live
}

#[cfg(test)]
mod tests {
    use super::{entries, read};
    use wirefold_report::Report;

    fn check(text: &str, expected: &[(&str, (u8, u8), &str)]) {
        let report = Report::new("live", text);
        let found = entries(&report);
        let found: Vec<(&str, (u8, u8), &str)> =
            found.iter().map(|entry| (entry.time.as_str(), entry.clock, entry.span.of(text))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn live_reports_fall_into_entries() {
        check(
            "All times are local.\n20:15\nThirteen are dead, the institute says.\nThe search goes on.\n14:05\nThe governor is on his way.",
            &[
                ("20:15", (20, 15), "Thirteen are dead, the institute says.\nThe search goes on."),
                ("14:05", (14, 5), "The governor is on his way."),
            ],
        );
        check(
            "[9.10 a.m. GMT] The bridge is closed to all traffic.\n12:30 pm ET — The mayor will speak at one o'clock.\n",
            &[
                ("9.10 a.m. GMT", (9, 10), "The bridge is closed to all traffic."),
                ("12:30 pm ET", (12, 30), "The mayor will speak at one o'clock."),
            ],
        );
    }

    #[test]
    fn other_numbers_begin_no_entry() {
        check(
            "7.10 million tonnes were shipped in the year\n2.25 million tonnes were shipped in the year\n10:75 is no time\n",
            &[],
        );
        check("14:05 One time makes no live report, however long its line is.\n", &[]);
        check("1.30pm\u{e9}\n1:5\n25:00\n", &[]);
    }

    /// Each case is a report as `cases/live.txt` has it: its day and time of publication, its lines, and what its
    /// entries and days are of.
    #[test]
    fn entries_have_their_days() {
        for case in include_str!("../../cases/live.txt").split("\n====\n") {
            let (published, rest) = case.trim_start().split_once('\n').expect("a day first");
            let (text, expected) = rest.split_once("\n----\n").expect("what is expected after the text");
            let day = published.get(..10).and_then(|day| day.parse().ok());
            let live = read(text, day, super::stated_clock(published));
            let entries = live.entries.iter().map(|entry| {
                let day = entry.day.map_or("-".to_owned(), |day| day.to_string());
                format!("{day} {:02}:{:02}", entry.clock.0, entry.clock.1)
            });
            let found = entries.collect::<Vec<_>>().join("\n");
            assert_eq!(found, expected.trim(), "{case}");
        }
    }

    #[test]
    fn clock_times_alone() {
        assert!(["16:05", " 4.05 p.m. ", "16:05 CEST"].iter().all(|text| super::is_clock(text)));
        assert!(!["4 June", "4.05", "16:05 on 4 June", ""].iter().any(|text| super::is_clock(text)));
    }

    #[test]
    fn many_dates_and_times_take_no_longer_than_their_length() {
        let start = std::time::Instant::now();
        for piece in ["June 4, 2031 16:05 ", "16:05\n", "Tuesday\n", "4 June\n16:05 ", "16:05 - ", "June "] {
            let text = piece.repeat(400_000);
            let _ = read(&text, Some("2031-06-04".parse().expect("a day")), None);
        }
        assert!(start.elapsed().as_secs() < 20);
    }
}
