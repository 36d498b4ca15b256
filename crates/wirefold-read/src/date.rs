//! The day of a report.
//!
//! Where the source states no date, the text may still pin one down. Every day
//! near a full date of the text is tried as the report's own, and each thing the
//! text says of days speaks for or against it: a date told as ahead cannot lie
//! behind; a weekday told as past *and* as ahead is the day of writing; "until
//! Wednesday" next to "October 18, 2023, when talks will take place" ties the
//! weekdays to the calendar. Without such a tie nothing is inferred: a text that
//! only looks back at a date may be written years later. Where the source states one, the
//! text may still show that it was written on the day after ([`stamp`]).

mod lent;
mod stamp;

use crate::time::{Found, Lead, Meaning, Tense};
use jiff::ToSpan;
use jiff::civil::Date;
use wirefold_report::{DateBasis, DocumentDate, Report, Span};

/// How far from a full date its report may lie, in days.
const REACH: i64 = 14;
/// How many full dates are tried. A text with more is a chronicle.
const FULL_DATES: usize = 20;
/// What a candidate must score, and by how much it must lead.
const ENOUGH: f64 = 4.0;
const LEAD: f64 = 1.5;
/// What a printed date after the candidate costs it.
const LATER: f64 = 3.0;
/// A date line stands within so many bytes of the beginning.
const TOP: u32 = 400;

/// The day that the source states or the text pins down.
#[must_use]
pub fn infer(report: &Report, found: &[Found]) -> DocumentDate {
    if let Some(published) = &report.published {
        let stated = published.date;
        return stamp::next_day(&report.text, published, found).map_or(
            DocumentDate { value: Some(stated), basis: DateBasis::Metadata, evidence: Vec::new() },
            |(day, evidence)| DocumentDate {
                value: Some(day),
                basis: DateBasis::Inferred,
                evidence: vec![evidence],
            },
        );
    }
    let inferred = date_line(&report.text, found).or_else(|| weigh(&report.text, found));
    inferred.map_or_else(DocumentDate::default, |(day, evidence)| DocumentDate {
        value: Some(day),
        basis: DateBasis::Inferred,
        evidence,
    })
}

/// The day of a report that states and pins down none, by that of its story.
#[must_use]
pub fn lend(story: Date, found: &[Found]) -> DocumentDate {
    DocumentDate { value: Some(lent::day(story, found)), basis: DateBasis::Story, evidence: Vec::new() }
}

/// "Published: 17 October 2023", or a line near the top that is nothing but a
/// date and its like.
fn date_line(text: &str, found: &[Found]) -> Option<(Date, Vec<Span>)> {
    let top: Vec<(Date, Span)> = found
        .iter()
        .take_while(|f| f.span.start < TOP)
        .filter_map(|f| Some((f.meaning.full_day()?, f.span)))
        .filter(|(_, span)| announces(text, *span))
        .collect();
    let (day, span) = *top.first()?;
    top.iter().all(|(other, _)| (*other - day).get_days().abs() <= 1).then(|| (day, vec![span]))
}

/// Whether the words before a date on its line say that it is the report's, or
/// the line holds little else.
fn announces(text: &str, span: Span) -> bool {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |i| i + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |i| span.end as usize + i);
    let before = text[start..span.start as usize].to_lowercase();
    let announced =
        ["published", "posted", "updated", "released", "issued", "first published", "last modified", "date:"]
            .iter()
            .any(|word| {
                before.trim_end_matches([':', ' ', '-', ',']).ends_with(word)
                    || before.contains(&format!("{word}:"))
            });
    // A line of its own: the date, perhaps a weekday, a clock time, a place.
    let rest = text[start..end].len() - span.len();
    let alone = rest < 25 && (start > 0 || end < text.len());
    announced && before.len() < 60 || alone || opens(text, start, span, end)
}

/// "OSLO, 4 June 2021 (AP) — The …", "Oslo, 4 June 2021. By our correspondent": names of places alone before the date, and
/// behind it an agency, a dash or a full stop; "4 June 2021 (AP) - The …" and "Oslo (AP) 4 June 2021: The …", too.
fn opens(text: &str, start: usize, span: Span, end: usize) -> bool {
    const PLACE: usize = 40;
    let before = text[start..span.start as usize].trim();
    let behind = text[span.end as usize..end].trim_start();
    let name = |word: &str| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
    let ends = behind.starts_with(". ")
        || behind.trim_start_matches(',').trim_start().starts_with(['(', '—', '–', '-']);
    let is_mark = |rest: &str| rest.trim_start().starts_with(['—', '–', '-', ':']);
    let agency = behind.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if before.is_empty() && agency.is_some_and(|(name, rest)| name.len() <= PLACE && is_mark(rest)) {
        return true;
    }
    let is_signed = before.len() <= PLACE && before.ends_with(')') && before.contains('(');
    if is_signed && before.split_whitespace().all(name) && is_mark(behind) {
        return true;
    }
    let apart = before.ends_with(',') || before.len() > 2 && !before.contains(char::is_lowercase);
    apart && before.len() <= PLACE && before.split_whitespace().all(name) && ends
}

/// A weekday as the text uses it.
#[derive(Clone, Copy)]
struct Weekday {
    day: i8,
    /// Told as past, as ahead, or neither.
    direction: Direction,
    span: Span,
    sentence: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Past,
    Ahead,
    Open,
}

fn direction(found: &Found) -> Direction {
    match (found.lead, found.tense) {
        (Lead::Since, _) => Direction::Past,
        (Lead::Until | Lead::By, tense) if tense != Tense::Past => Direction::Ahead,
        (_, Tense::Future | Tense::Infinitive) => Direction::Ahead,
        (_, Tense::Past) => Direction::Past,
        // "begins on Tuesday": a day that is told of in the present is not over.
        (_, Tense::Present) => Direction::Ahead,
        _ => Direction::Open,
    }
}

/// What the text says of days.
struct Statements {
    weekdays: Vec<Weekday>,
    full: Vec<(Date, Direction, Span)>,
    /// Full dates that stand next to "today" or "yesterday", with the offset.
    deictic: Vec<(Date, Span)>,
    /// Where the first weekday of the report stands.
    first_sentence: Option<usize>,
}

impl Statements {
    fn of(text: &str, found: &[Found]) -> Self {
        let weekdays: Vec<Weekday> = found
            .iter()
            .filter_map(|f| match f.meaning {
                Meaning::Weekday { day, step: None, week: None, .. } => {
                    Some(Weekday { day, direction: direction(f), span: f.span, sentence: f.sentence })
                }
                _ => None,
            })
            .collect();
        let full: Vec<(Date, Direction, Span)> = found
            .iter()
            .filter_map(|f| Some((f.meaning.full_day()?, direction(f), f.span)))
            .take(FULL_DATES)
            .collect();
        let first_sentence = weekdays.iter().find_map(|w| w.sentence);
        Self { weekdays, full, deictic: deictic(text, found), first_sentence }
    }

    /// The days to try, in order.
    fn candidates(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self
            .full
            .iter()
            .flat_map(|(day, ..)| (-REACH..=REACH).filter_map(|n| day.checked_add(n.days()).ok()))
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// What speaks for `day`, with the evidence; `None` if the text rules it out.
    fn score(&self, day: Date) -> Option<(f64, bool, Vec<Span>)> {
        let (mut score, mut tied, mut evidence) = (0.0, false, Vec::new());
        for (date, direction, _) in &self.full {
            let impossible =
                *direction == Direction::Ahead && *date < day || *direction == Direction::Past && *date > day;
            if impossible {
                return None;
            }
            // A date that is printed without any tense (a caption, the line under a
            // message) is hardly later than the report.
            if *direction == Direction::Open && *date > day {
                score -= LATER;
            }
        }
        for (date, span) in &self.deictic {
            if *date == day {
                (score, tied) = (score + 6.0, true);
                evidence.push(*span);
            }
        }
        score += self.pins(day, &mut evidence);
        let (tie, spans) = self.ties(day);
        tied |= tie > 0.0;
        evidence.extend(spans);
        let nearest = self.full.iter().map(|(date, ..)| (*date - day).get_days().abs()).min().unwrap_or(0);
        Some((score + tie - 0.3 * f64::from(nearest), tied, evidence))
    }

    /// Weekdays that say which weekday `day` is.
    fn pins(&self, day: Date, evidence: &mut Vec<Span>) -> f64 {
        let today = day.weekday().to_monday_one_offset();
        let mut score = 0.0;
        for number in 1..=7 {
            let told =
                |direction| self.weekdays.iter().filter(move |w| w.day == number && w.direction == direction);
            if told(Direction::Past).next().is_some() && told(Direction::Ahead).next().is_some() {
                score += if number == today { 4.0 } else { -4.0 };
                if number == today {
                    evidence.extend(told(Direction::Past).chain(told(Direction::Ahead)).map(|w| w.span));
                }
            }
        }
        // A report's first "on Tuesday" is most often the day of writing, or the day before.
        if let Some(first) =
            self.weekdays.iter().find(|w| w.sentence.is_some() && w.sentence == self.first_sentence)
        {
            let ago = (today - first.day).rem_euclid(7);
            if first.direction == Direction::Past && self.first_sentence.is_some_and(|s| s < 3) {
                score += [3.0, 1.0].get(ago as usize).copied().unwrap_or(-0.5);
                if ago == 0 {
                    evidence.push(first.span);
                }
            }
        }
        score - self.weekdays.iter().map(|w| distance(w, today)).sum::<f64>() * 0.1
    }

    /// Weekdays ahead that fall on a full date ahead: the tie to the calendar.
    fn ties(&self, day: Date) -> (f64, Vec<Span>) {
        let today = day.weekday().to_monday_one_offset();
        let mut spans = Vec::new();
        for (date, direction, span) in &self.full {
            let days = (*date - day).get_days();
            if *direction != Direction::Ahead || !(0..7).contains(&days) {
                continue;
            }
            for weekday in self.weekdays.iter().filter(|w| w.direction == Direction::Ahead) {
                if (weekday.day - today).rem_euclid(7) == i8::try_from(days).unwrap_or(-1) {
                    spans.extend([*span, weekday.span]);
                }
            }
        }
        (if spans.is_empty() { 0.0 } else { 2.0 }, spans)
    }
}

/// How many days lie between a weekday, as told, and today.
fn distance(weekday: &Weekday, today: i8) -> f64 {
    f64::from(match weekday.direction {
        Direction::Past => (today - weekday.day).rem_euclid(7),
        Direction::Ahead => (weekday.day - today).rem_euclid(7),
        Direction::Open => 0,
    })
}

/// Full dates that the next or the previous expression calls today, yesterday
/// or tomorrow: "today, 17 October 2023". The date under a quoted message belongs to
/// that message, and a line break ends it.
fn deictic(text: &str, found: &[Found]) -> Vec<(Date, Span)> {
    found
        .windows(2)
        .filter(|pair| pair[1].span.start.saturating_sub(pair[0].span.end) <= 3)
        .filter(|pair| {
            let between = text.get(pair[0].span.end as usize..pair[1].span.start as usize);
            between.is_some_and(|b| !b.contains('\n'))
        })
        .filter_map(|pair| {
            let (a, b) = (&pair[0], &pair[1]);
            let (date, by) = match (a.meaning.full_day(), b.meaning.full_day()) {
                (None, Some(date)) => (date, days_away(&a.meaning)?),
                (Some(date), None) => (date, days_away(&b.meaning)?),
                _ => return None,
            };
            Some((date.checked_sub(i64::from(by).days()).ok()?, a.span.cover(b.span)))
        })
        .collect()
}

fn days_away(meaning: &Meaning) -> Option<i32> {
    match meaning {
        Meaning::Step { unit: crate::time::Unit::Day, by, from: crate::time::From::Report, .. } => Some(*by),
        _ => None,
    }
}

/// The candidate that the text's statements favour, if one stands out.
fn weigh(text: &str, found: &[Found]) -> Option<(Date, Vec<Span>)> {
    let statements = Statements::of(text, found);
    let mut scored: Vec<(f64, bool, Date, Vec<Span>)> = statements
        .candidates()
        .into_iter()
        .filter_map(|day| statements.score(day).map(|(score, tied, evidence)| (score, tied, day, evidence)))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    let second = scored.get(1).map_or(f64::NEG_INFINITY, |s| s.0);
    let (score, tied, day, mut evidence) = scored.into_iter().next()?;
    evidence.sort_unstable();
    evidence.dedup();
    (tied && score >= ENOUGH && score - second >= LEAD).then_some((day, evidence))
}

#[cfg(test)]
mod tests {
    use super::infer;
    use crate::{Reading, time::recognise};
    use wirefold_report::{DateBasis, Published, Report};

    fn check(text: &str, expected: Option<&str>) {
        let report = Report::new("r", text);
        let reading = Reading::without_model(text, wirefold_text::split_blocks(text));
        let date = infer(&report, &recognise(text, &reading.sentences));
        assert_eq!(date.value.map(|d| d.to_string()).as_deref(), expected, "{text}");
        assert_eq!(date.basis == DateBasis::Inferred, expected.is_some());
        assert_eq!(date.evidence.is_empty(), expected.is_none(), "evidence goes with every inferred date");
    }

    #[test]
    fn a_date_ahead_and_weekdays_pin_the_day() {
        check(
            "The minister landed in Lima on Monday, where a summit will open on Monday.\n\n\
             The port is closed until Thursday.\n\n\
             On May 16, 2019 the two sides will sign the treaty, the ministry said.",
            Some("2019-05-13"),
        );
    }

    #[test]
    fn a_date_behind_pins_nothing() {
        check("A court in Oslo ruled on Tuesday on the fire of March 3, 2009, which killed four.", None);
        check("The minister landed in Lima on Monday. The summit lasts until Thursday.", None);
        check("", None);
    }

    #[test]
    fn a_line_of_its_own_states_the_day() {
        check(
            "Bridge reopens\nPublished: 4 June 2021\nThe bridge was opened to traffic.",
            Some("2021-06-04"),
        );
    }

    #[test]
    fn an_agency_signs_a_dateline_without_a_place_or_before_its_day() {
        for opened in
            ["March 23, 2025 (AFP) - ", "Riga (AFP) March 23, 2025 - ", "Kathmandu (ANI) March 23, 2025: "]
        {
            check(&format!("{opened}Police arrested 14 people in Lyon on Sunday."), Some("2025-03-23"));
        }
    }

    #[test]
    fn a_dateline_states_the_day() {
        for text in [
            "Turku, 4 June 2021. From our own correspondent.\n\nThe bridge was opened to traffic.",
            "TURKU, Finland, June 4, 2021 (AP) — The bridge was opened to traffic.",
            "TURKU, June 4, 2021 - The bridge was opened to traffic.",
        ] {
            check(text, Some("2021-06-04"));
        }
        check("The bridge of Turku, opened on 4 June 2021 (after years of work), is closed again.", None);
        check("On 4 June 2021 - years late - the bridge was opened.", None);
    }

    /// A stamp, the text, and the day that it speaks from.
    fn stamped(stamp: &str, text: &str, expected: &str) {
        let mut report = Report::new("r", text);
        let date = stamp[..10].parse().expect("a day");
        report.published = Some(Published { date, instant: stamp.parse().ok(), source: stamp.to_owned() });
        let reading = Reading::without_model(text, wirefold_text::split_blocks(text));
        let found = infer(&report, &recognise(text, &reading.sentences));
        assert_eq!(found.value.map(|d| d.to_string()).as_deref(), Some(expected), "{stamp} {text}");
        assert_eq!(found.basis == DateBasis::Metadata, date.to_string() == expected, "{stamp} {text}");
    }

    #[test]
    fn a_stamp_may_be_a_day_early() {
        // The dateline's day.
        stamped("2031-03-04", "TURKU, March 5 (AP) — The bridge was opened.", "2031-03-05");
        stamped("2031-03-06", "TURKU, March 5 (AP) — The bridge was opened.", "2031-03-06");
        stamped("2031-03-04", "The bridge of Turku opens on March 5 (AP) — at last.", "2031-03-04");
        // What its place's clocks show.
        stamped("2031-03-04T21:00:00Z", "TOKYO (AP) — Parliament chose a speaker.", "2031-03-05");
        stamped("2031-03-04T09:00:00Z", "TOKYO (AP) — Parliament chose a speaker.", "2031-03-04");
        stamped("2031-03-04T21:00:00Z", "LIMA (AP) — Parliament chose a speaker.", "2031-03-04");
        stamped("2031-03-04T21:00:00Z", "TOKYO, Ohio (AP) — The council chose a speaker.", "2031-03-04");
        stamped("2031-03-04T21:00:00Z", "Tokyo is quiet (so far) — at least downtown.", "2031-03-04");
        // Its first weekday: 4 March 2031 is a Tuesday.
        stamped("2031-03-04", "Police stormed the bank early Wednesday.", "2031-03-05");
        stamped("2031-03-04", "Police stormed the bank last Wednesday.", "2031-03-04");
        stamped("2031-03-04", "Police stormed the bank on a Wednesday in winter.", "2031-03-04");
        stamped("2031-03-04", "The bank will be opened on Wednesday.", "2031-03-04");
        stamped("2031-03-04", "Police came on Monday. They had stormed a bank on Wednesday.", "2031-03-04");
        stamped("2031-03-04", "Police stormed the bank on Wednesday. They left it yesterday.", "2031-03-04");
    }

    #[test]
    fn today_with_a_date_is_the_day() {
        check(
            "The union said that today, 4 June 2021, its members will vote. It met on Monday.",
            Some("2021-06-04"),
        );
    }
}
