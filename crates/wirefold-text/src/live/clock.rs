//! Clock times that a line begins with.

use super::Clock;

/// What stands in a line beside the time of its entry is no longer than this, or belongs to the entry.
const LONGEST_LABEL: usize = 24;

/// A clock time at the start of some text.
pub(super) struct Time {
    /// Bytes of it, with what says which half of the day, and in which zone.
    pub(super) length: usize,
    pub(super) clock: Clock,
    /// It has a colon, a half of the day, or a zone: no other number has.
    pub(super) is_marked: bool,
}

/// Length of the time that a line begins with, how it is written, and what it means.
pub(super) fn head(line: &str) -> Option<(usize, String, Clock)> {
    let start = line.len() - line.trim_start_matches([' ', '\t', '[', '(', '*', '•', '-']).len();
    let rest = &line[start..];
    let time = time(rest)?;
    let mut length = start + time.length;
    let behind = line[length..].trim_start();
    let ends_so = behind.starts_with([']', ')', '–', '—', '|']) || behind.is_empty();
    let ends = line[length..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '%');
    if !(time.is_marked || ends_so) || !ends {
        return None;
    }
    let written = line[start..length].trim().to_owned();
    length += line[length..].len()
        - line[length..].trim_start_matches([']', ')', ' ', ':', '-', '–', '—', '|', '*']).len();
    let rest = line[length..].trim();
    (rest.is_empty() || rest.len() > LONGEST_LABEL).then_some((length, written, time.clock))
}

/// The zone that a time is stated in: the letters behind it, or "(London time)".
pub(super) fn stated_zone(time: &str, behind: &str) -> Option<String> {
    let letters = time.rsplit(' ').next().filter(|last| last.bytes().all(|b| b.is_ascii_uppercase()));
    let bracket = || behind.trim_start().strip_prefix('(')?.split_once(')').map(|(inside, _)| inside.trim());
    let place = || bracket().filter(|inside| inside.len() <= LONGEST_LABEL && inside.ends_with("time"));
    letters.or_else(place).map(str::to_owned)
}

/// The clock time that some text begins with.
pub(super) fn time(text: &str) -> Option<Time> {
    let (hours, after) = number(text)?;
    let colon = after.strip_prefix([':', '.', 'h'])?;
    let (minutes, after) = number(colon)?;
    let two_digits = colon.len() - after.len() == 2;
    let (half, after) = half(after);
    let zone = zone(after);
    if !two_digits || minutes > 59 || hours > 23 || (half.is_some() && hours > 12) {
        return None;
    }
    let hours = match half {
        Some(true) if hours < 12 => hours + 12,
        Some(false) if hours == 12 => 0,
        _ => hours,
    };
    let has_colon = text.as_bytes().get(text.len() - colon.len() - 1) == Some(&b':');
    let is_marked = has_colon || half.is_some() || zone > 0;
    Some(Time { length: text.len() - after.len() + zone, clock: (hours, minutes), is_marked })
}

/// A number of one or two digits, and what follows it.
fn number(text: &str) -> Option<(u8, &str)> {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits)?.parse().ok().filter(|_| digits <= 2)?;
    Some((number, &text[digits..]))
}

/// Whether a.m. (`false`) or p.m. (`true`) follows, and what comes after.
fn half(text: &str) -> (Option<bool>, &str) {
    let trimmed = text.trim_start_matches([' ', '\u{a0}']);
    let written =
        [("a.m.", false), ("p.m.", true), ("a.m .", false), ("p.m .", true), ("am", false), ("pm", true)];
    for (written, afternoon) in written {
        if trimmed.get(..written.len()).is_some_and(|start| start.eq_ignore_ascii_case(written)) {
            return (Some(afternoon), &trimmed[written.len()..]);
        }
    }
    (None, text)
}

/// Length of the time zone that follows.
fn zone(text: &str) -> usize {
    let trimmed = text.trim_start_matches(' ');
    let letters = trimmed.bytes().take(5).take_while(u8::is_ascii_uppercase).count();
    let ends = trimmed[letters..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if (2..=4).contains(&letters) && ends { text.len() - trimmed.len() + letters } else { 0 }
}
