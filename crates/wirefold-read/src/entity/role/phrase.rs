//! A noun phrase that says what somebody is: country, body, the role itself, its scope.

use super::super::{
    cast::FoundRole,
    lexicon::{
        Gender, RoleNoun, body, is_any_body, is_portfolio, is_scoped, of_known_body, role, sector_of_name,
        sector_of_rank,
    },
};
use super::land::{part_of_country, whole_country, without_country};
use super::line::{Line, NameAt, REACH, RoleAt};
use wirefold_gazetteer::{Country, country_named, country_of_demonym, international, known_body, seat};
use wirefold_report::{EntityKind, Upos};
use wirefold_text::calendar::{MONTHS, WEEKDAYS};
use wirefold_text::one_line;

/// A role phrase of a sentence: `start..end`, with its head noun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase {
    pub(crate) start: usize,
    pub(crate) head: RoleAt,
    pub(crate) end: usize,
}

/// Words before a role that are no part of it.
const DROPPED: [&str; 31] = [
    "the", "a", "an", "his", "her", "its", "their", "my", "our", "'s", "’s", "'", "’", "current", "fellow",
    "new", "newly", "one", "same", "local", "veteran", "longtime", "young", "old", "year", "-", "–", "‑",
    "also", "then", "own",
];
/// Words that put a role into the past.
const PAST: [&str; 8] = ["former", "ex", "then", "late", "retired", "ousted", "deposed", "onetime"];
/// Participles after a hyphen: "London-based" tells no country.
pub(crate) const BOUND: [&str; 11] = [
    "based",
    "born",
    "backed",
    "led",
    "trained",
    "appointed",
    "educated",
    "speaking",
    "old",
    "installed",
    "style",
];

impl Phrase {
    /// Reads the phrase that begins at `start`, ending before `limit` at the latest.
    /// Its head is the last noun before a preposition or the end.
    pub(crate) fn starting(line: &Line<'_>, start: usize, limit: usize) -> Option<Self> {
        let limit = limit.min(line.len()).min(start + REACH);
        let mut end = start;
        while end < limit && (line.nominal(end) || lead_word(line, end, start)) && !line.is_person(end) {
            end += 1;
        }
        // "chairman of the board" ends before "of"; "John's wife" begins with a person.
        let head = line.role_at(end.checked_sub(1)?, start).filter(|head| head.first >= start)?;
        let reading = Reading::of(line, start, head, limit);
        Some(Self { start, head, end: reading.end })
    }

    /// What it says.
    pub(crate) fn role(&self, line: &Line<'_>, past: bool) -> FoundRole {
        Reading::of(line, self.start, self.head, self.end).found(past)
    }
}

/// Articles and such, which a phrase may only begin with.
fn lead_word(line: &Line<'_>, i: usize, start: usize) -> bool {
    let lead = (start..i).all(|j| line.upos(j) == Upos::Det || line.upos(j) == Upos::Adv);
    lead && (line.upos(i) == Upos::Det
        || line.is(i, &["his", "her", "its", "their", "also", "the", "a", "an", "currently", "newly"]))
        || line.is(i, &["newly", "acting", "outgoing", "incoming"])
}

/// A role phrase while it is read.
struct Reading<'l, 'a> {
    line: &'l Line<'a>,
    start: usize,
    head: RoleAt,
    before: String,
    scope: String,
    past: bool,
    country: Option<&'static Country>,
    organization: Option<String>,
    end: usize,
}

impl<'l, 'a> Reading<'l, 'a> {
    fn of(line: &'l Line<'a>, start: usize, head: RoleAt, limit: usize) -> Self {
        let (before, scope) = (String::new(), String::new());
        let (country, organization, past, end) = (None, None, false, head.last + 1);
        let mut reading = Self { line, start, head, before, scope, past, country, organization, end };
        reading.modifiers();
        reading.complements(limit);
        reading
    }

    fn found(self, past: bool) -> FoundRole {
        let noun = self.head.noun;
        let past = if self.past || past { "former " } else { "" };
        let role = self.line.written(self.head.first, self.head.last, false);
        FoundRole {
            role: format!("{past}{}{role}{}", self.before, self.scope),
            country: self.country.map(|c| c.code),
            sector: self.sector(),
            organization: self.organization,
            gender: noun.and_then(|noun| noun.gender).or_else(|| gender_of(&role)),
            evidence: vec![self.line.tree().span(self.start, self.end.max(self.head.last + 1) - 1)],
        }
    }

    fn sector(&self) -> Option<&'static str> {
        let told = self.organization.as_deref().and_then(|name| {
            let told = sector_of_name(name.to_lowercase().split_whitespace());
            seat(name).map(|seat| seat.sector).or_else(|| of_known_body(name, told)).or(told)
        });
        let Some(noun) = self.whole().or(self.head.noun) else {
            let rank =
                || (self.head.first..=self.head.last).rev().find_map(|i| sector_of_rank(self.line.form(i)));
            return rank().or(told).or_else(|| self.beside());
        };
        let own = Some(if self.is_state_attorney() { "JUD" } else { noun.sector });
        if self.organization.is_some() {
            // A party's senator is a senator, an ambassador to a body of many countries serves his own.
            let kept = match told {
                None | Some("PTY") => true,
                Some("IGO") => self.line.is(self.head.last, &["ambassador"]),
                Some(_) => false,
            };
            return if kept && !noun.any { own } else { told };
        }
        // Who leads a group may be anybody, and so may be a director of whom no more is told.
        let of_any_body = noun.office && self.before_head().any(|word| is_any_body(&word));
        let bare = noun.bare && !self.is_representative();
        let open = bare && (self.country.is_none() || !noun.office) || self.is_somebodys_deputy();
        let beside =
            self.beside().filter(|&beside| beside == "OPP" || !matches!(noun.sector, "COP" | "JUD" | "LEG"));
        beside.or(own.filter(|_| !of_any_body && !open))
    }

    /// "Representative NAME", who sits in a parliament.
    fn is_representative(&self) -> bool {
        self.line.is(self.head.last, &["representative"]) && self.line.capital(self.head.last)
    }

    /// "U.S. attorney", who prosecutes.
    fn is_state_attorney(&self) -> bool {
        self.line.is(self.head.last, &["attorney"]) && self.country.is_some() && self.organization.is_none()
    }

    /// The role noun with what it is for: "secretary of state", "chief of police".
    fn whole(&self) -> Option<RoleNoun> {
        let noun = self.line.written(self.head.first, self.head.last, false);
        role(&format!("{noun}{}", self.scope).to_lowercase()).filter(|_| !self.scope.is_empty())
    }

    /// The plain words before the role noun, the last first.
    fn before_head(&self) -> impl Iterator<Item = String> {
        let plain = (self.start..self.head.first).rev().filter(|&i| self.line.name_at(i).is_none());
        plain.map(|i| self.line.lower(i))
    }

    /// The sector of a body before the noun: "police spokesman", "army chief".
    fn beside(&self) -> Option<&'static str> {
        self.before_head().filter(|word| !is_any_body(word)).find_map(|word| body(&word))
    }

    /// "His deputy": of whoever he is.
    fn is_somebodys_deputy(&self) -> bool {
        self.line.is(self.head.last, &["deputy"]) && self.line.is(self.start, &["his", "her", "their"])
    }

    /// What stands before the role noun: country, body, and words that narrow the role.
    fn modifiers(&mut self) {
        let mut i = self.start;
        while i < self.head.first {
            i = match self.line.name_at(i) {
                Some(name) if name.last < self.head.first => self.name_before(name),
                _ => self.word_before(i),
            };
        }
    }

    /// A name before the role noun. Returns where to go on.
    fn name_before(&mut self, name: NameAt) -> usize {
        let after = name.last + 1;
        if self.line.hyphen(after) && self.line.is(after + 1, &BOUND) {
            return after + 2;
        }
        let text = self.text(name.first, name.last);
        let acts = seat(&text).map(|seat| seat.country);
        let own = country_named(&text).filter(|_| !name.doubtful).or_else(|| country_of_demonym(&text));
        let country = own.or(name.country.filter(|_| self.line.clitic(after)));
        if acts.is_some() && name.kind != EntityKind::Person {
            self.country = self.country.or(acts);
            if !is_capital(name, acts) {
                self.belongs_to(&text);
            }
        } else if let Some(country) = country.filter(|_| name.kind != EntityKind::Organization) {
            self.country = self.country.or(Some(country));
        } else if let (EntityKind::Place, Some((country, rest))) = (name.kind, part_of_country(&text)) {
            self.country = self.country.or(Some(country)); // "U.S. District Judge"
            self.before.push_str(&format!("{} ", rest.to_lowercase()));
        } else if matches!(name.kind, EntityKind::Place | EntityKind::Person) {
            self.before.push_str(&format!("{text} "));
        } else if after == self.head.first
            && has_portfolio(&self.line.lower(self.head.last))
            && (!is_ministry(&text) || is_portfolio(&text.to_lowercase()))
        {
            let (country, rest) = without_country(&text); // "Mexican Navy Secretary"
            self.country = self.country.or(country);
            self.before.push_str(&format!("{} ", rest.to_lowercase()));
        } else {
            self.belongs_to(&text);
        }
        after
    }

    /// A plain word before the role noun. Returns where to go on.
    fn word_before(&mut self, i: usize) -> usize {
        let (line, word) = (self.line, self.line.lower(i));
        // "U.S. Treasury Secretary": the name of the body goes on into the office.
        let into = line.name_at(i).is_some_and(|name| name.first == i && name.last >= self.head.first);
        let opens = || country_named(line.form(i)).filter(|_| into);
        if let Some(country) = line.country_at(i).or_else(opens) {
            if line.hyphen(i + 1) && line.is(i + 2, &BOUND) {
                return i + 3;
            }
            self.country = self.country.or(Some(country));
            return i + 1;
        }
        if word == "country" && line.clitic(i + 1) {
            self.country = self.country.or_else(|| self.country_spoken_of(i));
            return i + 2;
        }
        if line.clitic(i + 1)
            && line.upos(i) == Upos::Noun
            && !line.capital(i)
            && !line.is(i + 1, &["'", "’"])
        {
            return i + 2; // "the bill's author"
        }
        let day = WEEKDAYS.contains(&word.as_str()) || MONTHS.contains(&word.as_str());
        if day && line.is(i + 1, &[",", "and"]) {
            // "On Friday, President NAME": the day opens the sentence.
            self.before.clear();
            return i + 2;
        }
        if PAST.contains(&word.as_str()) {
            self.past = true;
        } else if let Some(rest) = word.strip_prefix("ex-") {
            self.past = true;
            let form = line.form(i);
            let name = &form[form.len() - rest.len()..];
            match international(name).is_some() || known_body(name).is_some() {
                true => self.belongs_to(name),
                false => self.before.push_str(&format!("{rest} ")),
            }
        } else if line.is(i + 1, &["-", "‑"]) && line.upos(i) == Upos::Num {
            return i + 3; // "51-year-old", "two-term"
        } else if line.clitic(i) && self.before.ends_with("s ") {
            self.before.truncate(self.before.len() - 1); // "miners' leader"
            self.before.push_str("' ");
        } else if !DROPPED.contains(&word.as_str()) && line.upos(i) != Upos::Num {
            let joined = line.glued(i) && line.hyphen(i + 1) && i + 2 < self.head.first;
            let end = if joined { i + 2 } else { i };
            if line.is(i, &[","]) {
                self.before.truncate(self.before.trim_end().len());
            }
            self.before.push_str(&line.written(i, end, false));
            let glued = line.glued(end) && line.hyphen(end + 1);
            self.before.push_str(if glued { "-" } else { " " });
            return end + 1;
        }
        i + 1
    }

    /// The last country that the report named before word `i` of this sentence.
    fn country_spoken_of(&self, i: usize) -> Option<&'static Country> {
        (0..i).rev().find_map(|j| self.line.country_at(j)).or_else(|| self.line.country_of_sentence_before())
    }

    fn belongs_to(&mut self, name: &str) {
        let (country, name) = without_country(name);
        self.country = self.country.or(country);
        if self.organization.is_none() && !name.is_empty() {
            self.organization = Some(name.to_owned());
        }
    }

    fn text(&self, first: usize, last: usize) -> String {
        one_line(self.line.tree().span(first, last).of(self.line.page().text))
    }

    /// What follows the role noun: "of the Y Centre", "in international
    /// relations at Z University (China)".
    fn complements(&mut self, limit: usize) {
        while self.end < limit && (self.line.upos(self.end) == Upos::Adp || self.line.is(self.end, &["to"])) {
            let stop = self.group_end(self.end + 1, limit);
            if stop == self.end + 1 || !self.group(self.end + 1, stop) {
                break;
            }
            self.end = stop;
        }
        let bracket = self.end;
        if self.line.is(bracket, &["("])
            && self.line.is(bracket + 2, &[")"])
            && bracket + 2 < limit
            && let Some(country) = self.line.country_at(bracket + 1).filter(|_| self.organization.is_some())
        {
            self.country = self.country.or(Some(country));
            self.end = bracket + 3;
        }
    }

    /// One past the noun phrase that begins at `start`.
    fn group_end(&self, start: usize, limit: usize) -> usize {
        let line = self.line;
        let mut end = start;
        while end < limit {
            let listed = line.is(end, &["and", "&"])
                && line.nominal(end + 1)
                && !line.person_in(end + 1..end + 2)
                && line.role_at(end + 1, end + 1).is_none()
                && line.upos(end - 1) != Upos::Adp;
            let inside = line.name_at(end).is_some_and(|n| n.kind != EntityKind::Person && n.first <= end);
            let lead = line.upos(end) == Upos::Det || line.is(end, &["his", "her", "its", "their"]);
            if !(inside
                || listed
                || (lead && end == start)
                || line.nominal(end) && !line.is(end, &[",", "and"]))
                || line.is_person(end)
            {
                break;
            }
            end += 1;
        }
        end
    }

    /// One preposition (before `start`) and the noun phrase after it; whether it belongs to the role.
    fn group(&mut self, start: usize, end: usize) -> bool {
        let line = self.line;
        let preposition = line.lower(start - 1);
        let scoped =
            is_scoped(&line.lower(self.head.last)) && matches!(preposition.as_str(), "to" | "for" | "in");
        let article = usize::from(line.upos(start) == Upos::Det && start + 1 < end);
        let core = start + article;
        let phrase = self.text(core, end - 1);
        let of_the_next = end < line.len() && line.is_person(end) && line.role_at(end - 1, core).is_some();
        if of_the_next {
            return false; // "chief of staff for Sen. NAME"
        }
        if scoped {
            return self.keep(start - 1, end);
        }
        let country = whole_country(line, core, end);
        if line.upos(core) == Upos::Num || is_time(line, core, &preposition) {
            return false;
        }
        match preposition.as_str() {
            "of" | "for" | "in" | "from" if country.is_some() => {
                self.country = self.country.or(country);
                true
            }
            "in" | "from" if self.is_place(core) => true,
            "of" | "at" | "for" | "with" | "from" => match self.body_in(core, end, &preposition) {
                Some(name) => {
                    self.belongs_to(&name);
                    true
                }
                None if matches!(preposition.as_str(), "at" | "with") && line.capital(core) => {
                    self.belongs_to(&phrase);
                    true
                }
                None => matches!(preposition.as_str(), "of" | "for") && self.keep(start - 1, end),
            },
            "in" | "on" => self.keep(start - 1, end),
            _ => false,
        }
    }

    /// The scope stays with the role: "minister of health", "ambassador to Berlin".
    fn keep(&mut self, first: usize, end: usize) -> bool {
        let mut first = first;
        // "In the", "of a scandal-": what follows was not read.
        if self.line.upos(end - 1) == Upos::Det || self.line.hyphen(end - 1) {
            return false;
        }
        if self.line.upos(first + 1) == Upos::Det && first + 2 < end {
            self.scope.push_str(&format!(" {}", self.line.lower(first)));
            first += 2;
            self.scope.push_str(&format!(" the {}", self.line.written(first, end - 1, true)));
        } else {
            self.scope.push_str(&format!(" {}", self.line.written(first, end - 1, true)));
        }
        true
    }

    fn is_place(&self, core: usize) -> bool {
        self.line.name_at(core).is_some_and(|name| name.kind == EntityKind::Place)
    }

    /// The body that a phrase names: an organisation, or "Ukraine's air force".
    fn body_in(&self, core: usize, end: usize, preposition: &str) -> Option<String> {
        let line = self.line;
        let named = (core..end).find_map(|i| line.name_at(i).filter(|n| n.kind == EntityKind::Organization));
        if let Some(name) = named.filter(|name| name.last < end) {
            let last = if name.last + 2 >= end { end - 1 } else { name.last };
            let based = (core..name.first).any(|i| line.hyphen(i));
            return Some(self.text(if preposition == "of" && !based { core } else { name.first }, last));
        }
        let lead = (core..end).find(|&i| line.country_at(i).is_none() && !line.clitic(i))?;
        let described = body(&line.lower(end - 1)).is_some()
            || line.upos(end - 1) == Upos::Noun && (lead > core || (core..end - 1).any(|i| line.capital(i)));
        let capitals =
            line.capital(end - 1) && line.name_at(end - 1).is_none_or(|n| n.kind != EntityKind::Place);
        let office = self.head.noun.is_some_and(|noun| noun.office)
            && is_portfolio_office(&line.lower(self.head.last));
        ((described || capitals) && !office && !self.is_place(lead)).then(|| self.text(core, end - 1))
    }
}

/// Offices that a department stands before: "Navy Secretary".
fn has_portfolio(noun: &str) -> bool {
    matches!(noun, "minister" | "secretary" | "undersecretary" | "commissioner")
}

fn is_ministry(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    matches!(last.as_str(), "ministry" | "department" | "office" | "union" | "house") || !name.contains(' ')
}

/// Offices whose "of" names what they are for rather than whom.
fn is_portfolio_office(noun: &str) -> bool {
    matches!(
        noun,
        "minister" | "secretary" | "undersecretary" | "mayor" | "governor" | "bishop" | "archbishop"
    )
}

/// Whether the seat's name is that of a place (a capital), not of an institution.
fn is_capital(name: NameAt, acts: Option<&'static Country>) -> bool {
    name.kind == EntityKind::Place && acts.is_some_and(|country| name.country == Some(country))
}

/// Whether a preposition says a time with a word: "in May", "on Monday", "for years".
fn is_time(line: &Line<'_>, at: usize, preposition: &str) -> bool {
    match preposition {
        "in" => line.is(at, &MONTHS) || line.is(at, &["recent", "early", "late", "mid"]),
        "on" | "from" | "to" => line.is(at, &WEEKDAYS) || line.is(at, &MONTHS),
        _ => false,
    }
}

fn gender_of(role: &str) -> Option<Gender> {
    let last = role.rsplit([' ', '-']).next()?;
    if last.ends_with("woman") || last.ends_with("wife") || matches!(last, "midwife" | "actress" | "waitress")
    {
        return Some(Gender::Female);
    }
    (last.ends_with("man") && last != "human").then_some(Gender::Male)
}
