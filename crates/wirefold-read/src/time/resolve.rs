//! From what an expression says to its TIMEX3 value.

use super::entry::Days;
use super::lexicon::Unit;
use super::meaning::{Found, From, Lead, Meaning, Stated, Tense, Year};
use super::point::{self, Point, first_day};
use super::{instant, open};
use jiff::civil::Date;
use wirefold_report::{TimeExpression, TimeKind, TimeMod};

/// Gives every expression its value, in order of the text.
pub(super) fn resolve(
    found: &[Found],
    day: Option<Date>,
    of_entries: &Days,
    places: &instant::Places<'_>,
) -> Vec<TimeExpression> {
    let history = is_history(found, day);
    let told = first_year(found).filter(|_| history);
    let mut resolver = Resolver { day, told, aside: None, history, begun: None };
    let mut days: Vec<Option<Date>> = Vec::with_capacity(found.len());
    let mut out = Vec::with_capacity(found.len());
    for (i, expression) in found.iter().enumerate() {
        resolver.day = of_entries.at(expression.span).or(day);
        let meaning = with_partner(found, i).or_else(|| resolver.before_partner(found, i));
        let same_sentence = i > 0 && found[i - 1].sentence == expression.sentence;
        resolver.aside = resolver.aside.take().filter(|_| same_sentence);
        resolver.begun = begun(found, &days, i);
        let resolved = resolver.one(expression, meaning.as_ref().unwrap_or(&expression.meaning));
        days.push(resolved.day);
        out.push(TimeExpression {
            span: expression.span,
            kind: resolved.kind,
            value: resolved.value,
            modifier: expression.modifier,
            utc: None,
        });
    }
    let reported = instant::Reported { day: day.filter(|_| !resolver.history), of_entries };
    instant::settle(found, &days, &reported, places, &mut out);
    out
}

/// Days for which a report may be held back, so that what it says will be is over.
const NEWS: i32 = 3;

/// The value of one expression, and its day if it is one.
struct Resolved {
    kind: TimeKind,
    value: String,
    day: Option<Date>,
}

struct Resolver {
    /// The report's day.
    day: Option<Date>,
    /// The stretch of the calendar last told of.
    told: Option<Point>,
    /// The stretch that the same sentence has looked aside at.
    aside: Option<Point>,
    /// The text tells of years long past, so that dates without a year belong
    /// to the year told of.
    history: bool,
    /// The first day of the range that the expression ends.
    begun: Option<Date>,
}

/// The day right before "to" and this expression: "from Monday to Friday".
fn begun(found: &[Found], days: &[Option<Date>], i: usize) -> Option<Date> {
    let before = i.checked_sub(1).filter(|&k| found[k].sentence == found[i].sentence)?;
    let gap = found[i].span.start.saturating_sub(found[before].span.end);
    let ends = matches!(found[i].lead, Lead::To | Lead::Until) && gap <= 9;
    let weekday = matches!(found[before].meaning, Meaning::Weekday { .. });
    days[before].filter(|_| ends && weekday)
}

/// Whether most of what the text dates lies in years away from the report's.
fn is_history(found: &[Found], day: Option<Date>) -> bool {
    let near = |y: i32| day.is_some_and(|d| (y - i32::from(d.year())).abs() <= 1);
    let (mut far, mut close) = (0, 0);
    for found in found {
        match &found.meaning {
            Meaning::Beside { .. } => close += 3,
            Meaning::Stated(Stated { year: Some(Year::Is(y)), .. }) if !near(*y) => far += 1,
            Meaning::Stated(Stated { year: Some(_), .. }) => close += 1,
            Meaning::Weekday { .. } | Meaning::Shift { from: From::Report, .. } => close += 3,
            Meaning::Step { from: From::Report, by, unit, .. }
                if *by != 0 || matches!(unit, Unit::Week | Unit::Month) =>
            {
                close += 3;
            }
            _ => {}
        }
    }
    far >= 5 && far > close
}

/// The first year that a text names.
fn first_year(found: &[Found]) -> Option<Point> {
    found.iter().find_map(|f| match &f.meaning {
        Meaning::Stated(Stated { year: Some(Year::Is(y)), .. }) => Some(Point::Year(*y)),
        _ => None,
    })
}

/// A date that lacks the month or year that the other end of its range states:
/// "15 to 22 February", "June - August 1944".
fn with_partner(found: &[Found], i: usize) -> Option<Meaning> {
    let Meaning::Stated(first) = &found[i].meaning else { return None };
    let next = found.get(i + 1)?;
    let Meaning::Stated(second) = &next.meaning else { return None };
    let near = next.span.start.saturating_sub(found[i].span.end) <= 9 && next.sentence == found[i].sentence;
    let year = second.year?;
    if !near
        || first.step.is_some()
        || first.year.is_some()
        || first.month.is_none()
        || second.month.is_none()
    {
        return None;
    }
    let later = (first.month, first.day) > (second.month, second.day);
    let year = match year {
        Year::Is(y) if later => Year::Is(y - 1),
        other => other,
    };
    Some(Meaning::Stated(Stated { year: Some(year), ..first.clone() }))
}

impl Resolver {
    /// The first end of a range without any year lies before its other end: "from
    /// August to October".
    fn before_partner(&self, found: &[Found], i: usize) -> Option<Meaning> {
        let (Meaning::Stated(first), Meaning::Stated(second)) =
            (&found[i].meaning, &found.get(i + 1)?.meaning)
        else {
            return None;
        };
        let next = &found[i + 1];
        let open = |s: &Stated| s.year.is_none() && s.month.is_some() && s.step.is_none();
        let tied = next.span.start.saturating_sub(found[i].span.end) <= 9
            && next.sentence == found[i].sentence
            && matches!(next.lead, Lead::To | Lead::Until);
        if !tied || !open(first) || !open(second) || self.history {
            return None;
        }
        let year = self.point(next, &next.meaning)?.year()?;
        let later = (first.month, first.day) > (second.month, second.day);
        Some(Meaning::Stated(Stated { year: Some(Year::Is(year - i32::from(later))), ..first.clone() }))
    }

    fn one(&mut self, found: &Found, meaning: &Meaning) -> Resolved {
        let plain = |value: String| Resolved { kind: TimeKind::Date, value, day: None };
        let (point, part) = match meaning {
            Meaning::Fixed { kind, value } => {
                return Resolved { kind: *kind, value: value.clone(), day: None };
            }
            Meaning::Clock { clock, day } => {
                let on = day.as_deref().and_then(|meaning| self.point(found, meaning));
                let date =
                    on.as_ref().and_then(|p| if let Point::Day(date) = p { Some(*date) } else { None });
                self.tell(on);
                let value = instant::value(date, clock);
                return Resolved { kind: TimeKind::Time, value, day: date };
            }
            Meaning::Stated(stated) => (self.point(found, meaning), stated.part),
            Meaning::Weekday { part, .. } | Meaning::Step { part, .. } => (self.point(found, meaning), *part),
            _ => (self.point(found, meaning), None),
        };
        let Some(point) = point else { return plain(open::value(meaning)) };
        let value = match part {
            Some(part) => format!("{}T{part}", point.value()),
            None => point.value(),
        };
        let kind = if part.is_some() { TimeKind::Time } else { TimeKind::Date };
        let day = if let Point::Day(date) = point { Some(date) } else { None };
        // "Last year", "a year earlier" compare; they do not move the story.
        let compares = matches!(
            meaning,
            Meaning::Shift { unit: Unit::Year, .. } | Meaning::Step { unit: Unit::Year | Unit::Quarter, .. }
        );
        // Nor does "this day" in a history: it is the writer's.
        let writers = matches!(
            meaning,
            Meaning::Shift { from: From::Report, .. }
                | Meaning::Step { from: From::Report, unit: Unit::Day, .. }
        );
        let moves = if self.history { !writers } else { !compares };
        if moves {
            self.tell(Some(point));
        }
        Resolved { kind, value, day }
    }

    fn tell(&mut self, point: Option<Point>) {
        // "As in 1614": a lone year far from those told of is a look aside.
        let aside = |p: &Point| match (p, self.told.as_ref().and_then(Point::year)) {
            (Point::Year(y), Some(told)) => (y - told).abs() > 10,
            _ => false,
        };
        let Some(point) = point.filter(|p| !matches!(p, Point::Years(_))) else { return };
        match aside(&point) {
            true => self.aside = Some(point),
            false => (self.told, self.aside) = (Some(point), None),
        }
    }

    /// Where on the calendar `meaning` lies, as far as that can be known.
    fn point(&self, found: &Found, meaning: &Meaning) -> Option<Point> {
        match meaning {
            Meaning::Stated(stated) => self.stated(found, stated),
            Meaning::Either(european, american) => self.either(found, european, american),
            Meaning::Weekday { day, step, week, from, .. } => {
                self.weekday(found, *day, (*step, *from), *week)
            }
            Meaning::Step { unit, by, from, .. } => self.step(found, *unit, i64::from(*by), *from),
            Meaning::Shift { count, unit, back: false, from: From::Story } => {
                self.later(*count, *unit, found.tense)
            }
            Meaning::Shift { count, unit, back, from } => self.shift(*count, *unit, *back, *from),
            Meaning::Nth { nth, what, of } => point::nth(&self.point(found, of)?, *nth, *what),
            Meaning::Beside { unit, by, of } => self.point(found, of)?.step(*unit, i64::from(*by)),
            Meaning::Clock { .. } | Meaning::Fixed { .. } => None,
        }
    }

    /// What relative expressions count from.
    fn anchor(&self, from: From) -> Option<Point> {
        let report = self.day.map(Point::Day);
        match from {
            From::Report => report,
            From::Story => self.told.clone().or(report),
        }
    }

    fn step(&self, found: &Found, unit: Unit, by: i64, from: From) -> Option<Point> {
        // Quarters are reported on when they are over.
        if unit == Unit::Quarter && from == From::Story && by % 4 == 0 {
            return match &self.told {
                Some(told @ Point::Division(_, part)) if part.starts_with('Q') => told.step(unit, by),
                _ => Point::Day(self.day?).step(unit, by - 1),
            };
        }
        let from = if self.history && unit >= Unit::Week { From::Story } else { from };
        let anchor = self.anchor(from)?;
        let today = anchor.day().map_or(7, |d| d.weekday().to_monday_one_offset());
        let over = match found.tense {
            Tense::Past => today < 6,
            Tense::Unknown => today < 4,
            _ => false,
        };
        let past_weekend = unit == Unit::Weekend && by == 0 && found.lead != Lead::Ahead && over;
        // "up 8% since year-end": the end of the year before.
        let past_end = unit == Unit::Year
            && by == 0
            && found.lead == Lead::Since
            && found.modifier == Some(TimeMod::End);
        anchor.step(unit, by - i64::from(past_weekend || past_end))
    }

    /// "two years ago": units as coarse as the count is told in.
    fn shift(&self, count: Option<f64>, unit: Unit, back: bool, from: From) -> Option<Point> {
        let by = whole(count?)? * if back { -1 } else { 1 };
        // A quarter's results are compared with the same quarter "a year ago".
        if let (Unit::Year, -1, Some(told @ Point::Division(..))) = (unit, by, &self.told) {
            return told.years_away(-1);
        }
        let from = if unit == Unit::Year && back && !self.history { From::Report } else { from };
        shifted(&self.anchor(from)?, by, unit)
    }

    /// "six years later": counted from what the sentence looks aside at, if it does;
    /// what has happened by then does not lie ahead of the report.
    fn later(&self, count: Option<f64>, unit: Unit, tense: Tense) -> Option<Point> {
        let anchor = self.aside.clone().or_else(|| self.anchor(From::Story))?;
        let then = shifted(&anchor, whole(count?)?, unit)?;
        let ahead = first_day(&then).zip(self.day).is_some_and(|(then, day)| then > day);
        (!(ahead && tense == Tense::Past)).then_some(then)
    }

    fn either(&self, found: &Found, european: &Stated, american: &Stated) -> Option<Point> {
        let (one, two) = (self.stated(found, european)?, self.stated(found, american)?);
        let far = |p: &Point| p.day().zip(self.day).map(|(p, day)| (p - day).get_days().abs());
        match (far(&one), far(&two)) {
            (Some(a), Some(b)) if a <= 31 && b > 31 => Some(one),
            (Some(a), Some(b)) if b <= 31 && a > 31 => Some(two),
            // Nobody can tell: only the year is sure.
            _ => one.year().map(Point::Year),
        }
    }

    fn weekday(
        &self,
        found: &Found,
        day: i8,
        (step, from): (Option<i32>, From),
        week: Option<i32>,
    ) -> Option<Point> {
        let here = match (&self.told, self.history || from == From::Story) {
            (Some(Point::Day(told)), true) => *told,
            _ => self.day?,
        };
        if let Some(by) = week {
            let monday = point::add(point::monday(here), i64::from(by), 7)?;
            return point::add(monday, i64::from(day) - 1, 1).map(Point::Day);
        }
        if let (Some(begun), None) = (self.begun, step) {
            return point::nearest_weekday(begun, day, true).map(Point::Day);
        }
        let date = match step {
            Some(by) if by < 0 => point::nearest_weekday(point::add(here, -1, 1)?, day, false),
            Some(by) if by > 0 => point::nearest_weekday(point::add(here, 1, 1)?, day, true),
            _ => {
                let ahead = self.ahead(found) && !self.was_yesterday(found, here, day);
                point::nearest_weekday(here, day, ahead || is_called_for(found, here, day))
            }
        };
        date.map(Point::Day)
    }

    /// The weekday of yesterday after a mere infinitive ("had to flee on Friday") is
    /// yesterday, not the same weekday six days on.
    fn was_yesterday(&self, found: &Found, here: Date, day: i8) -> bool {
        let yesterday = point::add(here, -1, 1).is_some_and(|y| y.weekday().to_monday_one_offset() == day);
        yesterday && found.tense == Tense::Infinitive && matches!(found.lead, Lead::Other | Lead::To)
    }

    /// Whether an expression points ahead of the report.
    fn ahead(&self, found: &Found) -> bool {
        match found.lead {
            Lead::Until | Lead::Ahead => true,
            Lead::To => matches!(found.tense, Tense::Future | Tense::Infinitive),
            Lead::By => found.tense != Tense::Past,
            Lead::Since => false,
            Lead::Other => {
                let meets = found.tense == Tense::Present && matches!(found.meaning, Meaning::Weekday { .. });
                matches!(found.tense, Tense::Future | Tense::Infinitive) || meets
            }
        }
    }

    fn stated(&self, found: &Found, stated: &Stated) -> Option<Point> {
        if let Some(years) = &stated.span_of_years {
            return Some(Point::Years(years.clone()));
        }
        let year = match stated.year {
            Some(Year::Is(y)) => y,
            Some(Year::Step(by)) => i32::from(self.day?.year()) + by,
            Some(Year::Story) => self.told.as_ref().and_then(Point::year)?,
            None => return self.without_year(found, stated),
        };
        in_year(stated, year)
    }

    /// A date whose year the text leaves to the reader.
    fn without_year(&self, found: &Found, stated: &Stated) -> Option<Point> {
        if let (None, Some(day), Some(weekday)) = (stated.month, stated.day, stated.weekday) {
            return point::meeting(self.day?, (day, weekday), self.ahead(found)).map(Point::Day);
        }
        if let (true, Some(year), None) =
            (self.history, self.told.as_ref().and_then(Point::year), stated.step)
        {
            return in_year(stated, year + self.turn_of_year(stated));
        }
        let day = self.day?;
        let this = i32::from(day.year());
        let start = |y: i32| in_year(stated, y).and_then(|p| first_day(&p));
        if let Some(step) = stated.step {
            let year = match step {
                0 => this,
                s if s < 0 => (this - 1..=this)
                    .rev()
                    .find(|&y| start(y).is_some_and(|d| ends_before(stated, d, day)))?,
                _ => (this..=this + 1).find(|&y| start(y).is_some_and(|d| d > day))?,
            };
            return in_year(stated, year);
        }
        let past = (this - 4..=this).rev().find(|&y| start(y).is_some_and(|d| d <= day))?;
        let future = (this..=this + 4).find(|&y| start(y).is_some_and(|d| d >= day))?;
        in_year(stated, self.choose(found, stated, (past, future), (start(past)?, start(future)?)))
    }

    /// A story goes forward: after December, "in January" is the next year's.
    fn turn_of_year(&self, stated: &Stated) -> i32 {
        let told = match self.told {
            Some(Point::Day(date)) => date.month(),
            Some(Point::Month(_, month)) => month,
            _ => return 0,
        };
        i32::from(told >= 11 && stated.month.is_some_and(|m| m <= 2))
    }

    /// The past or the coming one, by tense and by distance.
    fn choose(&self, found: &Found, stated: &Stated, years: (i32, i32), starts: (Date, Date)) -> i32 {
        let day = self.day.unwrap_or(starts.0);
        let (ago, ahead) = ((day - starts.0).get_days(), (starts.1 - day).get_days());
        let exact = stated.day.is_some() || stated.holiday.is_some();
        let quarter = stated.division.is_some_and(|d| d.starts_with('Q'));
        let open = !exact && !quarter && !same_stretch(stated, starts.0, day);
        let future = match (found.tense, self.ahead(found)) {
            // "In September", written in August, is the coming one whatever the verb:
            // the one before would be called last year's. That of the year itself, written in
            // December, would not.
            _ if open && found.lead == Lead::Other && ago > 300 && ahead < 45 => {
                found.tense != Tense::Past || starts.0.year() != day.year()
            }
            // And the one just over is meant after a mere infinitive, or "through".
            (tense, true) if open && tense != Tense::Future && ago < 125 && ahead > 200 => false,
            (Tense::Infinitive, true) if exact && ago < 125 && ahead > 200 => false,
            _ if exact && ago > 300 && ahead < 45 => true,
            // "They will talk after Easter" is no slip of the tree.
            (Tense::Future, true) if stated.holiday.is_some() && ago > 14 => true,
            (Tense::Future, true) if exact && ago > NEWS => true,
            _ if exact && ahead > 300 && ago < 45 => false,
            (_, true) if quarter => ago > 190,
            (_, true) => exact || !same_stretch(stated, starts.0, day),
            (Tense::Past, _) => false,
            // "The record set on Aug. 6", written in February, was set last year.
            _ if exact => ahead < ago && ahead < 120,
            _ => !same_stretch(stated, starts.0, day) && ahead < 125 && ago > 150,
        };
        if future { years.1 } else { years.0 }
    }
}

/// Whether what was called for that weekday lies ahead: where the day is not said to be the
/// one that it was set for, the nearer of the two.
fn is_called_for(found: &Found, here: Date, day: i8) -> bool {
    let days_ahead = (day - here.weekday().to_monday_one_offset()).rem_euclid(7);
    found.tense == Tense::Due || found.tense == Tense::Asked && days_ahead <= 3
}

/// A count of units that a calendar can hold.
fn whole(count: f64) -> Option<i64> {
    let count = count.floor();
    (0.0..1e6).contains(&count).then_some(count as i64)
}

/// So many units away.
fn shifted(anchor: &Point, by: i64, unit: Unit) -> Option<Point> {
    let scale = match unit {
        Unit::Decade => 10,
        Unit::Century => 100,
        Unit::Millennium => 1000,
        _ => return anchor.step(unit, by),
    };
    anchor.step(Unit::Year, by * scale)
}

/// Whether the month or season that began at `start` still lasts on `day`.
fn same_stretch(stated: &Stated, start: Date, day: Date) -> bool {
    let length = if stated.division.is_some() { 92 } else { 31 };
    (0..length).contains(&(day - start).get_days())
}

/// Whether the stretch that begins at `start` is over on `day`.
fn ends_before(stated: &Stated, start: Date, day: Date) -> bool {
    start < day && (stated.day.is_some() || stated.holiday.is_some() || !same_stretch(stated, start, day))
}

/// What is stated, in that year.
fn in_year(stated: &Stated, year: i32) -> Option<Point> {
    if let Some(rule) = stated.holiday {
        return point::holiday(rule, year).map(Point::Day);
    }
    if let Some(division) = stated.division {
        return Some(Point::Division(year, division));
    }
    Some(match (stated.month, stated.day) {
        (Some(month), Some(day)) => match Date::new(i16::try_from(year).ok()?, month, day) {
            Ok(date) if year > 0 => Point::Day(date),
            _ => Point::Month(year, month),
        },
        (Some(month), None) => Point::Month(year, month),
        _ => Point::Year(year),
    })
}
