//! The value of what cannot be anchored.

use super::lexicon::Unit;
use super::meaning::Meaning;

/// What is known without an anchor: "XXXX-WXX-2", "XXXX-10-18".
pub(super) fn value(meaning: &Meaning) -> String {
    let with = |value: String, part: &Option<&'static str>| match part {
        Some(part) => format!("{value}T{part}"),
        None => value,
    };
    match meaning {
        Meaning::Weekday { day, part, .. } => with(format!("XXXX-WXX-{day}"), part),
        Meaning::Step { unit, part, .. } => with(open_unit(*unit).to_owned(), part),
        Meaning::Shift { unit, .. } => open_unit(*unit).to_owned(),
        Meaning::Stated(stated) => match (stated.month, stated.day, stated.division) {
            (Some(month), Some(day), _) => format!("XXXX-{month:02}-{day:02}"),
            (Some(month), None, _) => format!("XXXX-{month:02}"),
            (_, _, Some(division)) => format!("XXXX-{division}"),
            _ if stated.holiday.is_some() => open_holiday(stated.holiday),
            _ => "XXXX".to_owned(),
        },
        _ => "XXXX".to_owned(),
    }
}

fn open_holiday(rule: Option<&'static str>) -> String {
    match rule.filter(|r| r.len() == 5) {
        Some(fixed) => format!("XXXX-{fixed}"),
        None => "XXXX-XX-XX".to_owned(),
    }
}

fn open_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    }
}
