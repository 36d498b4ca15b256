//! Entries of live reports: stretches of a text that begin with a clock time of their own.

use wirefold_report::{Report, Span};

/// So many entries make a live report.
const FEWEST: usize = 2;
/// What stands in a line beside the time of its entry is no longer than this, or belongs to the entry.
const LONGEST_LABEL: usize = 24;

/// An entry of a live report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The time as the report writes it ("14:05", "9.10 a.m. GMT").
    pub time: String,
    /// The clock time, hours and minutes.
    pub clock: (u8, u8),
    /// What it says, without the time.
    pub span: Span,
}

/// The entries of a live report, in the order of the text; none if it is not one.
#[must_use]
pub fn entries(report: &Report) -> Vec<Entry> {
    let text = report.text.as_str();
    let mut heads: Vec<(usize, usize, String, (u8, u8))> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((length, time, clock)) = head(line) {
            heads.push((at, at + length, time, clock));
        }
        at += line.len();
    }
    if heads.len() < FEWEST {
        return Vec::new();
    }
    let ends: Vec<usize> = heads.iter().skip(1).map(|head| head.0).chain([text.len()]).collect();
    let entry = |((_, from, time, clock), end): ((usize, usize, String, (u8, u8)), usize)| {
        let body = &text[from..end];
        let start = from + (body.len() - body.trim_start().len());
        Entry { time, clock, span: Span::new(start, start + body.trim().len()) }
    };
    heads.into_iter().zip(ends).map(entry).filter(|entry| !entry.span.of(text).is_empty()).collect()
}

/// Length of the time that a line begins with, how it is written, and what it means.
fn head(line: &str) -> Option<(usize, String, (u8, u8))> {
    let start = line.len() - line.trim_start_matches([' ', '\t', '[', '(', '*', '•', '-']).len();
    let rest = &line[start..];
    let (hours, after) = number(rest)?;
    let colon = after.strip_prefix([':', '.', 'h'])?;
    let (minutes, after) = number(colon)?;
    let two_digits = colon.len() - after.len() == 2;
    let (half, after) = half(after);
    let zone = zone(after);
    let mut length = line.len() - after.len() + zone;
    // Only clock times are written with a colon.
    let marked =
        half.is_some() || zone > 0 || line[length..].trim_start().starts_with([']', ')', '–', '—', '|']);
    let is_time = rest.as_bytes().get(rest.len() - colon.len() - 1) == Some(&b':')
        || marked
        || line[length..].trim().is_empty();
    let ends = line[length..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '%');
    if !is_time || !two_digits || minutes > 59 || hours > 23 || (half.is_some() && hours > 12) || !ends {
        return None;
    }
    let time = line[start..length].trim().to_owned();
    length += line[length..].len()
        - line[length..].trim_start_matches([']', ')', ' ', ':', '-', '–', '—', '|', '*']).len();
    let alone = line[length..].trim().is_empty() || line[length..].trim().len() > LONGEST_LABEL;
    let hours = match half {
        Some(true) if hours < 12 => hours + 12,
        Some(false) if hours == 12 => 0,
        _ => hours,
    };
    alone.then_some((length, time, (hours, minutes)))
}

/// A number of one or two digits, and what follows it.
fn number(text: &str) -> Option<(u8, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits)?.parse().ok().filter(|_| digits <= 2)?;
    Some((number, &text[digits..]))
}

/// Whether a.m. (`false`) or p.m. (`true`) follows, and what comes after.
fn half(text: &str) -> (Option<bool>, &str) {
    let trimmed = text.trim_start_matches([' ', '\u{a0}']);
    for (written, afternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        if trimmed.get(..written.len()).is_some_and(|start| start.eq_ignore_ascii_case(written)) {
            return (Some(afternoon), &trimmed[written.len()..]);
        }
    }
    (None, text)
}

/// Length of the time zone that follows.
fn zone(text: &str) -> usize {
    let trimmed = text.trim_start_matches(' ');
    let letters = trimmed.bytes().take_while(u8::is_ascii_uppercase).count();
    let ends = trimmed[letters..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if (2..=4).contains(&letters) && ends { text.len() - trimmed.len() + letters } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::entries;
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
}
