//! What a time expression says before anybody knows the report's day.

use super::lexicon::Unit;
use wirefold_report::{Span, TimeKind, TimeMod};

/// A time expression before it is anchored.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub meaning: Meaning,
    /// TIMEX3 modifier ("early", "shortly before").
    pub modifier: Option<TimeMod>,
    /// Index of the sentence it stands in; `None` in a heading or by-line.
    pub sentence: Option<usize>,
    /// The tense in which the sentence tells what happens then.
    pub tense: Tense,
    /// The word before it, where that bears on its direction.
    pub lead: Lead,
}

/// The tense of the word that governs a time expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// "met", "has met".
    Past,
    /// "meets", "is meeting".
    Present,
    /// "will meet", "is to meet".
    Future,
    /// "to meet" below a word that plans nothing: mostly ahead, but "they had to flee".
    Infinitive,
    /// What a verb of the past asks for or was done for: "invited them to talks on Tuesday", "went there to meet
    /// them on Tuesday".
    Asked,
    /// What a verb of the past sets a day for: "called a strike for Friday".
    Due,
    /// It cannot be told.
    #[default]
    Unknown,
}

/// A word before a time expression that points somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// "until", "through".
    Until,
    /// "by".
    By,
    /// "since".
    Since,
    /// "as soon as", "effective".
    Ahead,
    /// "to", a dash: the end of a range.
    To,
    /// Any other, or none.
    #[default]
    Other,
}

/// Where a relative expression counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The report's day ("two days ago").
    Report,
    /// The time last told of ("two days later").
    Story,
}

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A calendar date, as far as it is stated.
    Stated(Stated),
    /// Two readings of "04/05/2023": day first, and month first.
    Either(Stated, Stated),
    /// A weekday, with "last" (-1), "this" (0), "next" (1) or nothing before it.
    Weekday {
        /// Monday is 1.
        day: i8,
        /// How many weeks away it is said to be.
        step: Option<i32>,
        /// "week" that it is put in: "Tuesday of last week".
        week: Option<i32>,
        /// Part of the day ("MO").
        part: Option<&'static str>,
        /// Counted from there: "the following Monday".
        from: From,
    },
    /// A period near the anchor: "last month", "yesterday", "the following year".
    Step {
        /// Which kind of period.
        unit: Unit,
        /// How many periods away.
        by: i32,
        /// Counted from there.
        from: From,
        /// Part of the day ("NI").
        part: Option<&'static str>,
    },
    /// A period that another date places: "the week of March 6", "the day before
    /// last Tuesday".
    Beside {
        /// Which kind of period.
        unit: Unit,
        /// How many periods from the one that holds `of`.
        by: i32,
        /// The date that places it.
        of: Box<Meaning>,
    },
    /// One of the weeks, weekdays or days of a period: "the first week of May".
    Nth {
        /// 1 is the first, -1 the last.
        nth: i8,
        /// What is counted.
        what: Counted,
        /// The period.
        of: Box<Meaning>,
    },
    /// So many units away: "two years ago".
    Shift {
        /// How many; `None` for "several".
        count: Option<f64>,
        /// Of what.
        unit: Unit,
        /// Towards the past.
        back: bool,
        /// Counted from there.
        from: From,
    },
    /// A time of the day.
    Clock {
        /// When.
        clock: Clock,
        /// On which day, where the expression says so.
        day: Option<Box<Meaning>>,
    },
    /// A value that needs no anchor: durations, sets, PAST_REF.
    Fixed {
        /// TIMEX3 type.
        kind: TimeKind,
        /// TIMEX3 value.
        value: String,
    },
}

/// What is counted within a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// "the first day of".
    Days,
    /// "the last week of".
    Weeks,
    /// "the second Tuesday in": Monday is 1.
    Weekdays(i8),
}

/// A year, as far as it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// Astronomical: 1 BC is 0 here.
    Is(i32),
    /// This (0), last (-1), next (1) year.
    Step(i32),
    /// The year told of ("of that year").
    Story,
}

/// A calendar date, as far as it is stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// The year.
    pub year: Option<Year>,
    /// January is 1.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
    /// Monday is 1.
    pub weekday: Option<i8>,
    /// "Q3", "H1", "SU" … within the year.
    pub division: Option<&'static str>,
    /// A rule of the holiday table.
    pub holiday: Option<&'static str>,
    /// "last March" (-1), "this March" (0), "next March" (1).
    pub step: Option<i32>,
    /// Part of the day ("MO").
    pub part: Option<&'static str>,
    /// A decade ("199"), or a century ("19"), in place of a year.
    pub span_of_years: Option<String>,
}

/// A time of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24.
    pub hour: i8,
    /// 0 to 59, where it is stated.
    pub minute: Option<i8>,
    /// The zone that it is stated in.
    pub zone: Zone,
}

/// The zone of a clock time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Not stated: that of the place told of, if at all.
    Unstated,
    /// "local time".
    Local,
    /// An IANA name or a fixed offset.
    Named(String),
}

impl Meaning {
    /// The stated full day (year, month and day), if this is one.
    #[must_use]
    pub fn full_day(&self) -> Option<jiff::civil::Date> {
        let Self::Stated(Stated { year: Some(Year::Is(year)), month: Some(month), day: Some(day), .. }) =
            self
        else {
            return None;
        };
        jiff::civil::Date::new(i16::try_from(*year).ok()?, *month, *day).ok()
    }
}
