//! The day of a report that names none, in a story whose day is known.

use super::{Direction, direction};
use crate::time::{Found, From, Lead, Meaning};
use jiff::{ToSpan, civil::Date};

/// Sentences of a report that say when what it tells was said or done.
const LEAD: usize = 3;

/// The story's day or, where the report's first weekday is told as past and is the next day's, that day: "said on Wednesday" in
/// a story of Tuesday is hardly the Wednesday of the week before. Of days further on nobody knows.
pub(super) fn day(story: Date, found: &[Found]) -> Date {
    let weekday = |f: &Found| match f.meaning {
        Meaning::Weekday { day, step: None, week: None, from: From::Report, .. } => Some(day),
        _ => None,
    };
    let told = found.iter().filter(|f| f.sentence.is_some_and(|s| s < LEAD));
    // "Since Wednesday" may be long ago.
    let plain = told.filter(|f| f.lead != Lead::Since);
    let mut days = plain.filter_map(|f| Some((weekday(f)?, direction(f))));
    let Some((first, Direction::Past)) = days.next() else { return story };
    let later = (first - story.weekday().to_monday_one_offset()).rem_euclid(7);
    if later == 1 { story.checked_add(1.days()).unwrap_or(story) } else { story }
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
