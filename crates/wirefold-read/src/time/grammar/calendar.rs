//! Dates that name something of the calendar.

use super::super::lexicon::{self, Led, Lex};
use super::super::meaning::{Meaning, Stated, Year};
use super::{Match, Reader};
use crate::scan::{self, Shape};

impl Reader<'_> {
    /// "2023-10-17"
    pub(super) fn iso(&self, i: usize) -> Option<Match> {
        let year = self.digits(i).filter(|_| self.token(i).is_some_and(|t| t.text.len() == 4))?;
        let sign = self.word(i + 1);
        if !matches!(sign, "-" | "/") || self.word(i + 3) != sign || !(i + 1..i + 5).all(|k| self.glued(k)) {
            return None;
        }
        let (month, day) = (self.month_number(i + 2)?, self.day_number(i + 4)?);
        let stated =
            Stated { year: full_year(year), month: Some(month), day: Some(day), ..Stated::default() };
        Some(Match::new(i, i + 5, Meaning::Stated(stated)))
    }

    /// "18/10/2023", "18.10.2023"
    pub(super) fn slashed(&self, i: usize) -> Option<Match> {
        let sign = self.word(i + 1);
        if !matches!(sign, "/" | "." | "-") || self.word(i + 3) != sign {
            return None;
        }
        if !(i + 1..i + 5).all(|k| self.glued(k)) {
            return None;
        }
        let (first, second, year) = (self.digits(i)?, self.digits(i + 2)?, self.digits(i + 4)?);
        let year = match self.token(i + 4)?.text.len() {
            4 => full_year(year),
            2 if sign == "/" => Some(Year::Is(century_of(year))),
            _ => return None,
        };
        let date = |month: u32, day: u32| {
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            let right = (1..=12).contains(&month) && (1..=31).contains(&day);
            right.then(|| Stated { year, month: Some(month), day: Some(day), ..Stated::default() })
        };
        let meaning = match (date(second, first), date(first, second)) {
            (Some(european), Some(american)) if sign == "/" && first != second => {
                Meaning::Either(european, american)
            }
            (Some(stated), _) | (None, Some(stated)) => Meaning::Stated(stated),
            (None, None) => return None,
        };
        Some(Match::new(i, i + 5, meaning))
    }

    /// "October 18, 2023", "Tuesday, 17 October", "the 5th of May", "March 1998", "in June"
    pub(super) fn dated(&self, i: usize) -> Option<Match> {
        let (weekday, at) = match self.weekday(i) {
            Some((day, at)) => (Some(day), self.skip(at, &[","])),
            None => (None, i),
        };
        // "the 5th of May"; the article of "the October 18 talks" is the noun's.
        let the = self.skip(at, &["the"]);
        let found = self.month_first(at).or_else(|| self.day_first(the));
        let (mut stated, end) = match found {
            Some(found) => found,
            None if weekday.is_none() => self.month_alone(at)?,
            None => return None,
        };
        stated.weekday = weekday;
        Some(Match::new(i, end, Meaning::Stated(stated)))
    }

    /// "October 18[, 2023]", "October 2023"
    fn month_first(&self, i: usize) -> Option<(Stated, usize)> {
        let (month, short, at) = self.month(i)?;
        let the = self.skip(at, &["the"]);
        if let Some((day, after)) = self.day(the).or_else(|| self.day_in_words(the)) {
            let (year, end) = self.year_after(after);
            return Some((Stated { year, month: Some(month), day: Some(day), ..Stated::default() }, end));
        }
        let joined = self.skip(at, &[",", "of", "in", "-"]);
        let (year, end) =
            self.year(joined).or_else(|| self.relative_year(joined)).or_else(|| self.year(at))?;
        let known = !short || self.token(i)?.capital();
        known.then_some((Stated { year: Some(year), month: Some(month), ..Stated::default() }, end))
    }

    /// "18 October[, 2023]", "the 18th of October"
    fn day_first(&self, i: usize) -> Option<(Stated, usize)> {
        let (day, at) = self.day(i)?;
        let at = self.skip(at, &["of"]);
        let at = self.skip(at, &["-"]);
        let (month, _, at) = self.month(at)?;
        let (year, end) = self.year_after(at);
        Some((Stated { year, month: Some(month), day: Some(day), ..Stated::default() }, end))
    }

    /// A month's name by itself; "May" and "March" only where a month is due.
    fn month_alone(&self, i: usize) -> Option<(Stated, usize)> {
        let (month, short, at) = self.month(i)?;
        let token = self.token(i)?;
        let doubtful = matches!(token.lower.as_str(), "may" | "march");
        // "since Feb": without its dot, only where no name can be meant.
        let bare = lexicon::leads(Led::Month, self.before(i))
            && !self.token(at).is_some_and(crate::scan::Token::capital);
        let ranged = self.word(at) == "-" && self.month(at + 1).is_some();
        let plausible = token.capital() && (!short || at > i + 1 || bare || ranged);
        let attribute = self.before(i) == "the"
            && self
                .token(at)
                .is_some_and(|t| t.shape == Shape::Word && !t.capital() && !lexicon::function_word(&t.lower));
        let due = !doubtful || attribute || lexicon::leads(Led::Month, self.before(i));
        let name = self.token(at).is_some_and(|t| doubtful && t.capital() && t.shape == Shape::Word);
        (plausible && due && !name).then_some((Stated { month: Some(month), ..Stated::default() }, at))
    }

    /// "the third quarter of 1989", "third-quarter", "Q3 2023", "the second half of last year"
    pub(super) fn division(&self, i: usize) -> Option<Match> {
        const QUARTERS: [&str; 4] = ["Q1", "Q2", "Q3", "Q4"];
        const HALVES: [&str; 2] = ["H1", "H2"];
        let (mut year, mut at) = self.possessive_year(i).map_or((None, i), |(y, at)| (Some(y), at));
        at = self.skip(at, &["the"]);
        if let (None, Some((stated, after))) = (year, self.year(at)) {
            (year, at) = (Some(stated), self.skip(after, &["-"]));
        }
        let fiscal = self.skip(at, &["fiscal"]);
        let (number, mut end) = self.division_number(fiscal)?;
        // The article of "the third-quarter loss" is the noun's.
        let start = if self.before(end - 1) == "-" && year.is_none() { at } else { i };
        let half = self.word(end - 1) == "half";
        let division = if half { HALVES.get(number - 1)? } else { QUARTERS.get(number - 1)? };
        if year.is_none() {
            let from = self.skip(end, &["of", ",", "in", "-"]);
            let from = self.skip(from, &["fiscal"]);
            if let Some((stated, after)) = self.year(from).or_else(|| self.relative_year(from)) {
                (year, end) = (Some(stated), after);
            }
        }
        if half && year.is_none() {
            return None;
        }
        let stated = Stated { year, division: Some(division), ..Stated::default() };
        Some(Match::new(start, end, Meaning::Stated(stated)))
    }

    /// "third quarter", "Q3", "first half"; with the place after it.
    pub(super) fn division_number(&self, i: usize) -> Option<(usize, usize)> {
        if matches!(self.word(i), "last" | "latter") && self.word(i + 1) == "half" {
            return Some((2, i + 2));
        }
        if self.word(i) == "q" && self.glued(i + 1) {
            return Some((self.digits(i + 1).filter(|n| (1..=4).contains(n))? as usize, i + 2));
        }
        let (number, at) = scan::ordinal(self.tokens, i)?;
        let at = self.skip(at, &["-"]);
        let at = self.skip(at, &["fiscal"]);
        let name = self.word(at);
        let fits = name == "quarter" && number <= 4 || name == "half" && number <= 2;
        (fits && number > 0).then_some((number as usize, at + 1))
    }

    /// "this year's", "last year's", "1998's"
    fn possessive_year(&self, i: usize) -> Option<(Year, usize)> {
        let (year, at) = self.relative_year(i).or_else(|| self.year(i))?;
        (self.word(at) == "'" && self.word(at + 1) == "s").then_some((year, at + 2))
    }

    /// "summer 2007", "the spring of 1794", "the winter", "in autumn"
    pub(super) fn season(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["the"]);
        let Some(Lex::Season(season)) = self.lex(at) else { return None };
        let from = self.skip(at + 1, &["of", ",", "in", "-"]);
        let year = self.year(from).or_else(|| self.relative_year(from));
        let due = at > i && !matches!(self.word(at), "spring" | "fall")
            || matches!(
                self.before(i),
                "in" | "by" | "since" | "until" | "during" | "early" | "late" | "mid" | "-"
            ) && (self.word(at) != "fall" || at > i);
        if year.is_none() && (!due || self.word(at).ends_with('s')) {
            return None;
        }
        let end = year.map_or(at + 1, |(year, end)| self.next_year_cut(year, end).unwrap_or(end));
        let stated = Stated { year: year.map(|(y, _)| y), division: Some(season), ..Stated::default() };
        Some(Match::new(i, end, Meaning::Stated(stated)))
    }

    /// "-22" after "the winter of 2021": the place after it.
    fn next_year_cut(&self, year: Year, end: usize) -> Option<usize> {
        let Year::Is(year) = year else { return None };
        let joined = matches!(self.word(end), "-" | "/") && self.glued(end) && self.glued(end + 1);
        let next = self.token(end + 1).filter(|t| joined && t.text.len() == 2)?.digits()?;
        (i64::from(next) == i64::from((year + 1) % 100)).then_some(end + 2)
    }

    /// "Christmas", "New Year's Eve 1999"
    pub(super) fn holiday(&self, i: usize) -> Option<Match> {
        let token = self.token(i).filter(|t| t.capital())?;
        let mut name = token.lower.to_string();
        let mut best = lexicon::holiday(&name).map(|rule| (rule, i + 1));
        for k in i + 1..i + 7 {
            let Some(next) = self.token(k) else { break };
            if !self.glued(k) {
                name.push(' ');
            }
            name.push_str(&next.lower);
            best = lexicon::holiday(&name).map(|rule| (rule, k + 1)).or(best);
        }
        let (rule, at) = best?;
        let (year, end) = self.year_after(at);
        let stated = Stated { year, holiday: Some(rule), ..Stated::default() };
        Some(Match::new(i, end, Meaning::Stated(stated)))
    }

    /// "the 1990s", "the '80s", "the nineties"
    pub(super) fn decade(&self, i: usize) -> Option<Match> {
        const WORDS: [&str; 8] =
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        let mut at = self.skip(i, &["the"]);
        if let Some(tens) = WORDS.iter().position(|w| *w == self.word(at)).filter(|_| at > i) {
            return Some(years(i, at + 1, format!("19{}", tens + 2)));
        }
        let short = self.word(at) == "'";
        at += usize::from(short);
        let token = self.token(at)?;
        let after = self.skip(at + 1, &["'"]);
        let plural = self.word(after) == "s" && (at + 1..=after).all(|k| self.glued(k));
        let number = token.digits().filter(|_| plural && token.text.ends_with('0'))?;
        match token.text.len() {
            4 if (1000..2100).contains(&number) => Some(years(i, after + 1, format!("{}", number / 10))),
            2 if short || at > i => Some(years(i, after + 1, format!("19{}", number / 10))),
            _ => None,
        }
    }

    /// "the 20th century", "the fourth century BC"
    pub(super) fn century(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["the"]);
        let (number, at) = scan::ordinal(self.tokens, at)?;
        let at = self.skip(at, &["-"]);
        if !matches!(self.word(at), "century" | "centuries") || !(1..=40).contains(&number) {
            return None;
        }
        match self.era(at + 1) {
            Some((true, end)) => Some(years(i, end, format!("BC{:02}", number - 1))),
            era => Some(years(i, era.map_or(at + 1, |(_, end)| end), format!("{:02}", number - 1))),
        }
    }

    /// "1998", "fiscal 1989", "480 BC", "nineteen ninety-six"
    pub(super) fn lone_year(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["fiscal"]);
        if let Some(found) = self.year_tail(i) {
            return Some(found);
        }
        let (year, end) = self.year(at)?;
        if at == i && !self.stands_as_year(i, end) {
            return None;
        }
        Some(Match::new(i, end, Meaning::Stated(Stated { year: Some(year), ..Stated::default() })))
    }

    /// The second year of "1998-99".
    fn year_tail(&self, i: usize) -> Option<Match> {
        let token = self.token(i).filter(|t| t.text.len() == 2 && self.glued(i) && self.before(i) == "-")?;
        let first = i.checked_sub(2).filter(|_| self.glued(i - 1)).and_then(|k| self.tokens.get(k))?;
        let start = i32::try_from(first.digits().filter(|_| first.text.len() == 4)?).ok()?;
        let year = start - start % 100 + i32::try_from(token.digits()?).ok()?;
        let free =
            !self.glued(i + 1) || self.token(i + 1).is_none_or(|t| t.shape == Shape::Sign && t.text != "-");
        let right = (1000..2100).contains(&start) && year > start && free && self.lone_year(i - 2).is_some();
        let stated = Stated { year: Some(Year::Is(year)), ..Stated::default() };
        right.then(|| Match::new(i, i + 1, Meaning::Stated(stated)))
    }

    /// Whether a four-digit number counts years rather than things.
    fn stands_as_year(&self, i: usize, end: usize) -> bool {
        let Some(number) = self.digits(i) else { return true };
        if end > i + 1 {
            return true;
        }
        let before = self.before(i);
        if matches!(before, "$" | "£" | "€" | "¥" | "#" | "no" | "/" | ":" | "." | "about" | "some" | "over")
        {
            return false;
        }
        if lexicon::leads(Led::Number, before) {
            return false;
        }
        let next = self.token(end);
        let counted = next.is_some_and(|t| {
            let plural =
                t.lower.len() > 4 && t.lower.ends_with('s') || t.lower == "people" || t.lower == "men";
            t.shape == Shape::Word && !t.capital() && plural
        });
        if counted && (number % 100 == 0 || !(1900..2040).contains(&number)) {
            return false;
        }
        let ranged = self.word(end) == "-" && self.digits(end + 1).is_some() || self.word(end) == ":";
        let due = lexicon::leads(Led::Year, before) || ranged || before.is_empty();
        (1900..2040).contains(&number)
            || due && (1500..2100).contains(&number)
            || before == "in" && number > 1000
    }

    /// A year with its era, at `i`.
    pub(super) fn year(&self, i: usize) -> Option<(Year, usize)> {
        if self.word(i) == "'" {
            let token = self.token(i + 1).filter(|t| t.text.len() == 2 && self.glued(i + 1))?;
            let free = (!self.glued(i + 2) || self.token(i + 2).is_some_and(|t| t.shape == Shape::Sign))
                && !matches!(self.lex(i + 2), Some(Lex::Unit { .. }));
            return token.digits().filter(|_| free).map(|n| (Year::Is(century_of(n)), i + 2));
        }
        if self.word(i) == "ad" && self.token(i)?.text == "AD" && self.digits(i + 1).is_some() {
            return self
                .digits(i + 1)
                .filter(|n| *n < 2100)
                .and_then(|n| Some((Year::Is(i32::try_from(n).ok()?), i + 2)));
        }
        self.year_in_figures(i).or_else(|| self.year_in_words(i))
    }

    fn year_in_figures(&self, i: usize) -> Option<(Year, usize)> {
        let number = i32::try_from(self.digits(i)?).ok()?;
        if i > 0 && self.glued(i) && self.tokens[i - 1].shape == Shape::Word {
            return None;
        }
        if let Some((before_christ, end)) = self.era(i + 1).filter(|_| number < 4000) {
            return Some((Year::Is(if before_christ { 1 - number } else { number }), end));
        }
        if self.token(i)?.text.len() != 4 || !(1000..2100).contains(&number) {
            return None;
        }
        let tail = self.token(i + 1).filter(|_| self.glued(i + 1));
        let clock = self.word(i + 1) == ":" && self.glued(i + 1) && self.glued(i + 2);
        let glued_word =
            clock || tail.is_some_and(|t| t.shape == Shape::Word || matches!(t.text, "%" | "/" | "°"));
        let unit = matches!(self.lex(i + 1), Some(Lex::Unit { plural: true, .. }));
        (!glued_word && !unit).then_some((Year::Is(number), i + 1))
    }

    /// "nineteen ninety-six", "two thousand and five" (after "year", "in", "of")
    fn year_in_words(&self, i: usize) -> Option<(Year, usize)> {
        let first = self.cardinal(i).filter(|n| !n.figures)?;
        if (18.0..=20.0).contains(&first.value) {
            let rest = self.cardinal(first.end).filter(|n| !n.figures && (10.0..100.0).contains(&n.value))?;
            return Some((Year::Is((first.value * 100.0 + rest.value) as i32), rest.end));
        }
        // "October two thousand and five", "6 April, seventeen hundred thirty three"
        let dated =
            |k: usize| k > 0 && (self.month(k - 1).is_some() || self.day(k - 1).is_some_and(|d| d.1 == k));
        let month_before = dated(i) || self.before(i) == "," && i > 0 && dated(i - 1);
        let due = month_before || matches!(self.before(i), "year" | "in" | "of" | "since" | "by");
        let free = self
            .token(first.end)
            .is_none_or(|t| t.shape != Shape::Word || lexicon::function_word(&t.lower) || t.capital());
        let range = if month_before { 1500.0..2040.0 } else { 2000.0..2040.0 };
        (due && free && range.contains(&first.value)).then_some((Year::Is(first.value as i32), first.end))
    }

    /// BC (true) or AD, at `i`.
    fn era(&self, i: usize) -> Option<(bool, usize)> {
        let token = self.token(i)?;
        if !token.capital() {
            return None;
        }
        match token.lower.as_str() {
            "bc" | "bce" => Some((true, i + 1)),
            "ad" | "ce" if token.text.len() == 2 => Some((false, i + 1)),
            "b" => Some((true, self.phrase(i, "b . c .")?)),
            _ => None,
        }
    }

    /// ", 2023" or "2023" or "of last year" after a day, else nothing.
    pub(super) fn year_after(&self, i: usize) -> (Option<Year>, usize) {
        let at = self.skip(i, &[",", "of", "in"]);
        match self.year(at).or_else(|| self.relative_year(at)) {
            Some((year, end)) => (Some(year), end),
            None => (None, i),
        }
    }

    /// "last year", "this year", "next year", "that year", "the same year"
    fn relative_year(&self, i: usize) -> Option<(Year, usize)> {
        const YEARS: &[(&str, Year)] = &[
            ("last year", Year::Step(-1)),
            ("this year", Year::Step(0)),
            ("next year", Year::Step(1)),
            ("that year", Year::Story),
            ("that same year", Year::Story),
            ("the same year", Year::Story),
        ];
        self.any_phrase(i, YEARS)
    }

    /// A month's name: its number, whether it is short, and the place after it.
    pub(super) fn month(&self, i: usize) -> Option<(i8, bool, usize)> {
        let Some(Lex::Month { number, short }) = self.lex(i) else { return None };
        let token = self.token(i)?;
        if !token.capital() && (short || matches!(token.lower.as_str(), "may" | "march")) {
            return None;
        }
        let dot = short && self.word(i + 1) == "." && self.glued(i + 1);
        Some((number, short, i + 1 + usize::from(dot)))
    }

    /// A weekday's name and the place after it; short ones need a dot or a comma.
    pub(super) fn weekday(&self, i: usize) -> Option<(i8, usize)> {
        let Some(Lex::Weekday { number, short, plural: false }) = self.lex(i) else { return None };
        if !short {
            return Some((number, i + 1));
        }
        let capital = self.token(i)?.capital();
        if capital && matches!(self.word(i + 1), "." | ",") {
            return Some((number, i + 2));
        }
        let dated = scan::ordinal(self.tokens, i + 1).is_some() && self.digits(i + 1).is_some();
        (capital && dated).then_some((number, i + 1))
    }

    /// A day of the month, in figures or as an ordinal.
    pub(super) fn day(&self, i: usize) -> Option<(i8, usize)> {
        if let Some((number, end)) = scan::ordinal(self.tokens, i) {
            return Some((i8::try_from(number).ok().filter(|d| (1..=31).contains(d))?, end));
        }
        let day = self.day_number(i).filter(|_| !matches!(self.before(i), "$" | "£" | "€" | "¥"))?;
        let next = self.token(i + 1);
        let glued = next.filter(|_| self.glued(i + 1));
        let clock = self.word(i + 1) == ":" && self.glued(i + 2) && self.digits(i + 2).is_some();
        let taken = clock || glued.is_some_and(|t| t.shape == Shape::Word || matches!(t.text, "%" | "/"));
        let percent =
            next.is_some_and(|t| matches!(t.lower.as_str(), "percent" | "million" | "billion" | "%"));
        (!taken && !percent).then_some((day, i + 1))
    }

    /// "May twenty one": only where nothing is counted.
    fn day_in_words(&self, i: usize) -> Option<(i8, usize)> {
        let number = self.cardinal(i).filter(|n| !n.figures && (1.0..=31.0).contains(&n.value))?;
        let free = self.token(number.end).is_none_or(|t| t.shape != Shape::Word);
        free.then_some((number.value as i8, number.end))
    }

    fn day_number(&self, i: usize) -> Option<i8> {
        let token = self.token(i).filter(|t| t.text.len() <= 2)?;
        i8::try_from(token.digits()?).ok().filter(|d| (1..=31).contains(d))
    }

    fn month_number(&self, i: usize) -> Option<i8> {
        self.day_number(i).filter(|m| *m <= 12)
    }
}

fn years(start: usize, end: usize, span: String) -> Match {
    Match::new(start, end, Meaning::Stated(Stated { span_of_years: Some(span), ..Stated::default() }))
}

fn full_year(number: u32) -> Option<Year> {
    i32::try_from(number).ok().map(Year::Is)
}

/// The year that two digits stand for.
fn century_of(two: u32) -> i32 {
    let two = i32::try_from(two % 100).expect("below 100");
    if two < 40 { 2000 + two } else { 1900 + two }
}
