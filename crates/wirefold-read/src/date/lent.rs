//! The day of a report that names none, in a story whose day is known.

use super::{Direction, direction};
use crate::time::{Found, From, Meaning};
use jiff::{ToSpan, civil::Date};

/// So many days after its story's day a report may have been written and still lead with that story.
const LATER: i8 = 3;
/// Sentences of a report that say when what it tells was said or done.
const LEAD: usize = 3;

/// The story's day or, where the report's first weekday is told as past and had just come some days later, that day: "on
/// Wednesday" of a report in a story of Tuesday is hardly the Wednesday of the week before.
pub(super) fn day(story: Date, found: &[Found]) -> Date {
    let weekday = |f: &Found| match f.meaning {
        Meaning::Weekday { day, step: None, week: None, from: From::Report, .. } => Some(day),
        _ => None,
    };
    let told = found.iter().filter(|f| f.sentence.is_some_and(|s| s < LEAD));
    let mut days = told.filter_map(|f| Some((weekday(f)?, direction(f))));
    let Some((first, Direction::Past)) = days.next() else { return story };
    let later = (first - story.weekday().to_monday_one_offset()).rem_euclid(7);
    match (1..=LATER).contains(&later) {
        true => story.checked_add(i64::from(later).days()).unwrap_or(story),
        false => story,
    }
}

#[cfg(test)]
mod tests {
    use super::day;
    use crate::{Reading, time::recognise};
    use jiff::civil::date;

    fn lent(text: &str) -> String {
        let reading = Reading::without_model(text, wirefold_text::split_blocks(text));
        day(date(2024, 5, 14), &recognise(text, &reading.sentences)).to_string()
    }

    #[test]
    fn a_weekday_that_had_just_come_is_the_reports_day() {
        assert_eq!(lent("The mayor resigned on Wednesday after Tuesday's fire."), "2024-05-15");
        assert_eq!(lent("The mayor resigned on Tuesday."), "2024-05-14");
        assert_eq!(lent("The mayor resigned on Monday."), "2024-05-14");
        assert_eq!(lent("The mayor will resign on Wednesday."), "2024-05-14");
        assert_eq!(lent("The mayor resigned."), "2024-05-14");
    }
}
