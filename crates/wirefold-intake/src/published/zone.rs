//! Time zones of dates of publication (`data/zones.tsv`).

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// What a zone's letters or numbers say.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Zone {
    /// So far from UTC.
    Fixed(Offset),
    /// As far as the day has it: "ET".
    Rule(TimeZone),
    /// Letters that mean several zones: "IST".
    Several,
}

impl Zone {
    /// The zone of a word in small letters: "edt", "gmt+3", "+05:30", "et".
    pub(super) fn named(word: &str) -> Option<Self> {
        offset(word).map(Self::Fixed).or_else(|| by_letters(word))
    }

    /// How far from UTC its clocks stand at a time of theirs.
    pub(super) fn offset_at(&self, time: DateTime) -> Option<Offset> {
        match self {
            Self::Fixed(offset) => Some(*offset),
            Self::Rule(zone) => Some(zone.to_ambiguous_zoned(time).compatible().ok()?.offset()),
            Self::Several => None,
        }
    }

    /// Whether it is UTC itself, as "GMT" in "GMT +3" seems to say.
    pub(super) fn is_utc(&self) -> bool {
        *self == Self::Fixed(Offset::UTC)
    }
}

/// "+0530", "gmt-3".
fn offset(word: &str) -> Option<Offset> {
    let number = word.strip_prefix("gmt").or_else(|| word.strip_prefix("utc")).unwrap_or(word);
    let sign = match number.chars().next()? {
        '+' => 1,
        '-' | '−' | '–' => -1,
        _ => return None,
    };
    let digits: String = number.chars().skip(1).filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(digits.len().min(2))?;
    let minutes = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    Offset::from_seconds(sign * (hours.parse::<i32>().ok()? * 3600 + minutes * 60)).ok()
}

fn by_letters(word: &str) -> Option<Zone> {
    let (_, meaning) = table().find(|(letters, _)| *letters == word)?;
    if meaning == "?" {
        return Some(Zone::Several);
    }
    if meaning.contains(',') {
        return TimeZone::posix(meaning).ok().map(Zone::Rule);
    }
    let (hours, minutes) = meaning.split_once(':').unwrap_or((meaning, "0"));
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = minutes.parse().ok()?;
    Offset::from_seconds(hours * 3600 + hours.signum() * minutes * 60).ok().map(Zone::Fixed)
}

fn table() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/zones.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::{Zone, by_letters, table};
    use jiff::civil::date;

    #[test]
    fn every_line_of_the_table_is_a_zone() {
        for (letters, meaning) in table() {
            assert!(by_letters(letters).is_some(), "{letters}\t{meaning}");
            assert_eq!(table().filter(|(other, _)| *other == letters).count(), 1, "{letters} stands twice");
        }
    }

    #[test]
    fn eastern_time_is_what_the_day_has() {
        let eastern = Zone::named("et").expect("a zone");
        let hours =
            |month| eastern.offset_at(date(2024, month, 4).at(15, 15, 0, 0)).expect("known").seconds() / 3600;
        assert_eq!((hours(2), hours(7)), (-5, -4));
    }
}
