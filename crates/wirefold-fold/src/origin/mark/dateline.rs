//! Datelines: "OSLO (Northwire) —".
//!
//! Of an agency that is listed, a place in small letters, brackets and other dashes will do, and a page that lost
//! its line breaks may have its dateline anywhere. A name that is not on the list must stand where and as the
//! dateline of a report does, and must be no place, party or day.

use wirefold_gazetteer::{cities, country_named, country_of_demonym, region};
use wirefold_report::Span;

use super::{Place, quotation};
use crate::origin::agency::{Agencies, Kind};
use crate::origin::words::{MONTHS, NO_AGENCY, PICTURE_WORDS, PLACE_SMALL, words};

/// A place before a name is no longer than so many characters.
const LONGEST_PLACE: usize = 60;
/// The dateline of an agency that is not on the list stands before so many bytes of its text.
const HEAD: usize = 600;
/// So many words follow it in its line.
const FEWEST_WORDS: usize = 4;

/// Names in brackets that seem to close a dateline.
pub(crate) struct Dateline<'t> {
    names: &'t str,
    /// The names with their brackets.
    pub(super) span: Span,
    /// What stands before them in the line; `None` if the line began long before.
    line: Option<&'t str>,
    /// All that stands before them, and the part that may hold a place.
    before: &'t str,
    near: &'t str,
    /// Whether a dash, not another sign, comes next.
    dashed: bool,
    /// Whether it ends its line: then it must be all of it.
    ends_line: bool,
    /// What follows it in the line.
    rest: &'t str,
}

/// Everything in a text that looks like a dateline.
pub(super) fn all(text: &str) -> impl Iterator<Item = Dateline<'_>> {
    memchr::memchr3_iter(b'(', b'[', b'/', text.as_bytes()).filter_map(|open| at(text, open))
}

fn at(text: &str, open: usize) -> Option<Dateline<'_>> {
    let inner = &text[open + 1..];
    let closing = match text.as_bytes()[open] {
        b'(' => ')',
        b'[' => ']',
        _ => '/',
    };
    let close = inner.char_indices().take(40).find(|(_, c)| *c == closing).map(|(at, _)| at)?;
    let names = inner[..close].trim();
    let after = inner[close + 1..].trim_start_matches([' ', '\u{a0}']);
    let after = behind_date(after);
    let sign = after.chars().next().unwrap_or('\n');
    let is_end = match closing {
        '/' => sign == '.' && text[..open].ends_with(". "),
        _ => matches!(sign, '—' | '–' | '-' | '―' | '_' | ':' | '\n' | '#'),
    };
    if !is_end || !may_be_names(names) {
        return None;
    }
    let before = &text[..open];
    let start = before.char_indices().rev().nth(LONGEST_PLACE).map_or(0, |(at, _)| at);
    let near = &before[start..];
    let line = near.rfind(['\n', '#', '|']).map(|at| at + 1).or((start == 0).then_some(0));
    let line = line.map(|at| near[at..].trim());
    Some(Dateline {
        names,
        span: Span::new(open, open + close + 2),
        line,
        before,
        near,
        dashed: matches!(sign, '—' | '–' | '-' | '―'),
        ends_line: matches!(sign, '\n' | '#'),
        rest: line_start(after.trim_start_matches(['—', '–', '-', '―', '_', ':', '.', ' ', '\n', '#'])),
    })
}

/// "OSLO (Northwire) *May 3, 2031* —": what follows a date that a sign of a dateline closes; else all of it.
fn behind_date(after: &str) -> &str {
    const LONGEST: usize = 20;
    let line = &after[..after.floor_char_boundary(LONGEST)];
    let end = line.find(['—', '–', '-', '―', ':']).unwrap_or(0);
    let mut date = words(&line[..end]);
    let is_date = date.next().is_some_and(|word| MONTHS.has(word))
        && date.all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    if is_date { &after[end..] } else { after }
}

/// As much of a line as tells whether a report begins there.
fn line_start(text: &str) -> &str {
    text[..text.floor_char_boundary(4 * LONGEST_PLACE)].lines().next().unwrap_or_default()
}

/// One to six words that names may consist of.
fn may_be_names(names: &str) -> bool {
    let lettered = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '&' | '/' | '\'' | '’' | ',' | ';' | '*')
    };
    let begins = names.starts_with(char::is_uppercase) || names.starts_with("dpa");
    let letters = || names.chars().filter(|c| c.is_alphabetic()).count();
    begins && names.chars().all(lettered) && letters() >= 2 && (1..=6).contains(&names.split(' ').count())
}

/// Whether a few capitalised words end this text, of which the first stands in capitals.
fn ends_in_capitals(place: &str, names: &str) -> bool {
    let words: Vec<&str> =
        place.split([' ', '/', ',', '\u{a0}', '(', ')']).filter(|word| !word.is_empty()).collect();
    let capitalised = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let first = words.iter().rposition(|word| !capitalised(word)).map_or(0, |at| at + 1);
    let Some(capitals) = words[first..].iter().position(|word| is_in_capitals(word)) else { return false };
    words.len() - first - capitals <= 6 && !explains(&words, names)
}

fn is_in_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !word.contains(char::is_lowercase)
}

/// "NATO (North Atlantic Treaty Organization)", "Agence France-Presse (AFP)": one is short for the other.
fn explains(words: &[&str], names: &str) -> bool {
    let initials = |words: &mut dyn Iterator<Item = &str>| -> String {
        words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
    };
    let by_names = initials(&mut names.split([' ', '-']));
    let by_words = initials(&mut words.iter().flat_map(|word| word.split('-')));
    words.last().is_some_and(|word| *word == by_names) || by_words == names || by_words.ends_with(names)
}

impl<'t> Dateline<'t> {
    /// Whether a few capitalised words stand right before the names, of which the first is in capitals.
    fn is_in_capitals(&self) -> bool {
        ends_in_capitals(self.line.unwrap_or(self.near), self.names) && !quotation::is_open(self.before)
    }

    /// The listed agencies that it names: all that it names are listed, and its place may be one.
    pub(super) fn listed<'a>(&self, agencies: &'a Agencies) -> Vec<&'a str> {
        let names = agencies.all_of(self.names);
        let below = self.ends_line
            && (self.span.start as usize > HEAD
                || self.line.is_none_or(str::is_empty)
                || self.rest.is_empty());
        if names.is_empty() || below {
            return Vec::new();
        }
        let in_line = || self.line.is_some_and(|place| is_place(place, self.names, agencies));
        // "Ana Ruiz (Northwire)" on a line of its own is a caption's, "Sources (Northwire):" is none.
        let is_place = if self.dashed || self.is_in_capitals() { in_line() } else { self.is_known_place() };
        if !self.ends_line && self.is_in_capitals() || is_place { names } else { Vec::new() }
    }

    /// Whether the line begins with a city or country that is known, or with nothing.
    fn is_known_place(&self) -> bool {
        let place = self.line.map(first_words);
        place.is_some_and(|place| {
            place.is_empty() || country_named(&place).is_some() || !cities(&place).is_empty()
        })
    }

    /// An agency that is not on the list, and the place before its name.
    fn unlisted(&self) -> Option<(&'t str, &'t str)> {
        let place = self.line.filter(|place| self.dashed && !place.is_empty() && self.is_in_capitals())?;
        let known = !Agencies::known().all_of(self.names).is_empty();
        (!known && opens_dateline(place) && may_be_agency(self.names)).then_some((self.names, place))
    }

    fn opens_report(&self) -> bool {
        let begins = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '\'');
        self.span.start as usize <= HEAD
            && self.rest.starts_with(begins)
            && self.rest.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
    }
}

/// An agency that is not on the list and whose dateline opens a report.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unlisted {
    /// Its name.
    pub(crate) name: String,
    /// The place before it.
    pub(crate) place: String,
    /// The name with its brackets.
    pub(crate) span: Span,
}

/// The agency whose dateline opens the report. Lists ("SMITH John (Labour) - 11,200") have many such lines, of
/// various names.
pub(crate) fn unlisted(text: &str) -> Option<Unlisted> {
    let end = text.floor_char_boundary(HEAD + 8 * LONGEST_PLACE);
    let first = all(&text[..end]).find(|line| line.unlisted().is_some()).filter(Dateline::opens_report)?;
    let (name, place) = first.unlisted()?;
    let mut lines = all(text).filter_map(|line| line.unlisted());
    let alone = lines.all(|(other, _)| other == name);
    alone.then(|| Unlisted { name: name.to_owned(), place: first_words(place), span: first.span })
}

/// The place without a date.
fn first_words(place: &str) -> String {
    place.split(',').next().unwrap_or_default().trim().to_owned()
}

/// Whether a line up to here holds nothing but a place, and perhaps a date, in whatever letters.
fn is_place(place: &str, names: &str, agencies: &Agencies) -> bool {
    let all: Vec<&str> = words(place).collect();
    let fits =
        |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || PLACE_SMALL.has(word);
    let opens = all.first().is_none_or(|word| word.starts_with(char::is_uppercase));
    let is_name =
        || agencies.named_exactly(place.trim_start_matches("The ").trim_start_matches("the ")).is_some();
    all.len() <= 7
        && opens
        && all.iter().all(fits)
        && !all.iter().any(|word| PICTURE_WORDS.has(word))
        && !explains(&all, names)
        && !is_name()
}

/// "KYIV, Ukraine, May 3", "RIO DE JANEIRO May 3": words in capitals, then what follows a comma, or a date.
fn opens_dateline(place: &str) -> bool {
    let head = place.split(',').next().unwrap_or_default();
    let mut words =
        words(head).skip_while(|word| !word.contains(char::is_lowercase) || PLACE_SMALL.has(word));
    let begins = place.split([' ', '/', ',']).next().is_some_and(|word| word.chars().any(char::is_uppercase));
    let is_date = |word: &str| MONTHS.has(word) || word.starts_with(char::is_numeric);
    begins && words.all(is_date)
}

/// "BRENNE, AFP —", "AFP —", "(AFP) BRENNE —": the listed name of an agency where a dateline has it, without
/// brackets of its own or before the place.
pub(super) fn without_brackets(place: &Place<'_>) -> Option<Span> {
    let line = (place.before.chars().count() < LONGEST_PLACE).then_some(place.before.trim())?;
    let is_dash = |text: &str| text.trim_start_matches([' ', '\u{a0}']).starts_with(['—', '–', '-', '―']);
    if (place.name.start as usize) > HEAD || place.kind == Kind::Outlet || begins_late(place) {
        return None;
    }
    let after = place.after.strip_prefix(')').filter(|_| line == "(");
    if let Some(after) = after {
        let place_end = after.find(['—', '–', '-', '―'])?;
        let is_place = is_in_capitals(after[..place_end].trim()) && opens_dateline(after[..place_end].trim());
        return is_place.then_some(place.name);
    }
    let opens =
        line.is_empty() || line.ends_with(',') && opens_dateline(line) && !line.contains(char::is_lowercase);
    (opens && is_dash(place.after) && place.after.trim_start().starts_with([' ', '—', '–', '-']))
        .then_some(place.name)
}

/// Whether the line goes on further back than what is looked at.
fn begins_late(place: &Place<'_>) -> bool {
    let start = place.name.start as usize - place.before.len();
    !matches!(place.text[..start].chars().next_back(), None | Some('\n' | '#'))
}

fn may_be_agency(name: &str) -> bool {
    let place =
        || country_named(name).is_some() || region(name).is_some() || country_of_demonym(name).is_some();
    let one = !name.contains(['/', ',', ';']);
    let is_state = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let word = |word: &str| PICTURE_WORDS.has(word) || MONTHS.has(word);
    one && !is_state
        && name.split(' ').count() <= 4
        && !NO_AGENCY.has(name)
        && !words(name).any(word)
        && !place()
}
