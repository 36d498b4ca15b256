//! The closed vocabulary of time.

use crate::scan::table;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// 1/60 minute.
    Second,
    /// 1/60 hour.
    Minute,
    /// 1/24 day.
    Hour,
    /// One day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

impl Unit {
    fn from_code(code: &str) -> Self {
        match code {
            "TS" => Self::Second,
            "TM" => Self::Minute,
            "TH" => Self::Hour,
            "D" => Self::Day,
            "WE" => Self::Weekend,
            "W" => Self::Week,
            "F" => Self::Fortnight,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            _ => Self::Millennium,
        }
    }
}

/// What one word is in the language of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lex {
    Month { number: i8, short: bool },
    Weekday { number: i8, short: bool, plural: bool },
    Unit { unit: Unit, plural: bool },
    Part(&'static str),
    Season(&'static str),
    Set(&'static str),
    Reference(&'static str),
    Deictic { days: i32, night: bool },
    Vague,
}

/// The words of `words.tsv`, except those of class "step".
static WORDS: LazyLock<HashMap<&'static str, Lex>> = LazyLock::new(|| {
    table(include_str!("../../data/time/words.tsv")).filter_map(|row| Some((row[0], lex(&row)?))).collect()
});

fn lex(row: &[&'static str]) -> Option<Lex> {
    let (class, value) = (*row.get(1)?, *row.get(2)?);
    let number = value.parse().unwrap_or(0);
    Some(match class {
        "month" | "month-short" => Lex::Month { number, short: class == "month-short" },
        "weekday" | "weekday-short" => {
            Lex::Weekday { number, short: class == "weekday-short", plural: false }
        }
        "weekdays" => Lex::Weekday { number, short: false, plural: true },
        "unit" | "units" => Lex::Unit { unit: Unit::from_code(value), plural: class == "units" },
        "part" => Lex::Part(value),
        "season" => Lex::Season(value),
        "set" => Lex::Set(value),
        "reference" => Lex::Reference(value),
        "deictic" => Lex::Deictic {
            days: value.trim_end_matches("NI").parse().unwrap_or(0),
            night: value.ends_with("NI"),
        },
        "vague" => Lex::Vague,
        _ => return None,
    })
}

/// What `word` (in lower case) is.
pub(super) fn lookup(word: &str) -> Option<Lex> {
    WORDS.get(word).copied()
}

/// Whether `word` names a unit of time.
pub(super) fn is_unit(word: &str) -> bool {
    matches!(lookup(word), Some(Lex::Unit { .. }))
}

/// Whether a word steps from one period to another: how far, and whether from
/// the time told of ("the following week") rather than the report's ("next week").
pub(super) fn step(word: &str) -> Option<(i32, bool)> {
    static STEPS: LazyLock<HashMap<&'static str, (i32, bool)>> = LazyLock::new(|| {
        table(include_str!("../../data/time/words.tsv"))
            .filter(|row| row.get(1) == Some(&"step"))
            .filter_map(|row| {
                let story = row[2].ends_with('s');
                Some((row[0], (row[2].trim_end_matches('s').parse().ok()?, story)))
            })
            .collect()
    });
    STEPS.get(word).copied()
}

/// The rule of a holiday by its full name in lower case.
pub(super) fn holiday(name: &str) -> Option<&'static str> {
    static HOLIDAYS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        table(include_str!("../../data/time/holidays.tsv"))
            .filter_map(|row| Some((row[0], *row.get(1)?)))
            .collect()
    });
    HOLIDAYS.get(name).copied()
}

/// Whether a word that is no word of time may begin a time ("the", "early").
pub(super) fn opener(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| table(include_str!("../../data/time/openers.txt")).map(|row| row[0]).collect());
    WORDS.contains(word)
}

/// What a word of `contexts.tsv` lets one expect beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Led {
    /// A month without day and year.
    Month,
    /// Four figures that are a year.
    Year,
    /// A number that is a name: of a flight, a road, a room.
    Number,
    /// "a week" as a length.
    Length,
    /// "weeks" as a length.
    Lengths,
    /// Nothing: the word itself is a verb after "to".
    Infinitive,
    /// A date of the past: the word is a noun for what has come about and was not
    /// in the calendar ("Wednesday's ruling").
    Done,
    /// A length: the word is a noun for what lasts ("an eight-month-old truce").
    Lasting,
    /// What comes about: the word says of an infinitive how it went ("unable to").
    Able,
    /// A day for what is asked for: the verb asks people to come.
    Invites,
    /// A day for what is asked for: the verb sets it, or demands it.
    Fixes,
    /// The day to which something is put off, behind "to" or "for".
    Defers,
    /// A day ahead: the noun is of what is called for a day.
    Meeting,
    /// A date of the past for what is done: the verb or adjective speaks of what was.
    Back,
    /// A day ahead for what is called for a day: the verb says that it is to come.
    Awaits,
    /// Nothing of the past: the verb speaks of what may come.
    Foresees,
}

impl Led {
    fn from_name(name: &str) -> Option<Self> {
        const NAMES: [(&str, Led); 16] = [
            ("month", Led::Month),
            ("done", Led::Done),
            ("lasting", Led::Lasting),
            ("able", Led::Able),
            ("invites", Led::Invites),
            ("fixes", Led::Fixes),
            ("defers", Led::Defers),
            ("meeting", Led::Meeting),
            ("back", Led::Back),
            ("awaits", Led::Awaits),
            ("foresees", Led::Foresees),
            ("year", Led::Year),
            ("number", Led::Number),
            ("length", Led::Length),
            ("lengths", Led::Lengths),
            ("infinitive", Led::Infinitive),
        ];
        NAMES.iter().find(|(known, _)| *known == name).map(|&(_, led)| led)
    }
}

/// Whether `word` lets one expect that.
pub(super) fn leads(what: Led, word: &str) -> bool {
    static WORDS: LazyLock<HashSet<(Led, &'static str)>> = LazyLock::new(|| {
        let rows = table(include_str!("../../data/time/contexts.tsv"));
        rows.filter_map(|row| Some((Led::from_name(row[0])?, *row.get(1)?))).collect()
    });
    WORDS.contains(&(what, word))
}

/// Whether a word cannot be the noun that a time before it belongs to.
pub(super) fn function_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        table(include_str!("../../data/time/function_words.txt")).map(|row| row[0]).collect()
    });
    WORDS.contains(word)
}

/// Whether words of time in lower case are a name of something else ("high noon").
pub(super) fn title(name: &str) -> bool {
    static TITLES: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| table(include_str!("../../data/time/titles.txt")).map(|row| row[0]).collect());
    TITLES.contains(name)
}

/// The IANA name or fixed offset of a zone as news writes it, in lower case.
pub(super) fn zone(name: &str) -> Option<&'static str> {
    static ZONES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        table(include_str!("../../data/time/zones.tsv"))
            .filter_map(|row| Some((row[0], *row.get(1)?)))
            .collect()
    });
    ZONES.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::{Led, Lex, Unit, holiday, leads, lookup, step, table, zone};

    #[test]
    fn the_tables_are_read_whole() {
        assert_eq!(lookup("sept"), Some(Lex::Month { number: 9, short: true }));
        assert_eq!(lookup("sundays"), Some(Lex::Weekday { number: 7, short: false, plural: true }));
        assert_eq!(lookup("decades"), Some(Lex::Unit { unit: Unit::Decade, plural: true }));
        assert_eq!(lookup("tonight"), Some(Lex::Deictic { days: 0, night: true }));
        assert_eq!(step("following"), Some((1, true)));
        assert_eq!(holiday("thanksgiving"), Some("4th 4 11"));
        assert_eq!(zone("eastern"), Some("America/New_York"));
        assert_eq!(lookup("table"), None);
        let rows: Vec<_> = table(include_str!("../../data/time/contexts.tsv")).collect();
        assert!(rows.len() > 100, "the file is read whole");
        for row in rows {
            assert!(Led::from_name(row[0]).is_some_and(|led| leads(led, row[1])), "{row:?}");
        }
    }
}
