//! Lines that say who wrote the text: by-lines, credits that stand alone, copyright lines, sign-offs.

use wirefold_report::Span;

use super::{Place, Strength, quotation};
use crate::origin::agency::{Agencies, Kind};
use crate::origin::words::{
    BARE_TAIL, BYLINE, BYLINE_SMALL, CONTRIBUTED, CONTRIBUTION, CONTRIBUTION_FIRST, NOT_BYLINE, OF_ITSELF,
    OWED, PICTURE_WORDS, SOURCE, words,
};

/// A line longer than this is no by-line.
const LONGEST: usize = 160;
/// More words make a sentence.
const MOST_WORDS: usize = 18;
/// How far from its beginning a text, below what pages put there, has a line that is a name and little more.
const TOP: usize = 1200;
/// How far from its end it has one, and no sentence comes any more.
const EDGE: usize = 400;
/// A last paragraph shorter than this may be a caption.
const SHORTEST_PARAGRAPH: usize = 120;

/// A short line and a name in it.
struct Line<'t> {
    text: &'t str,
    span: Span,
    /// What stands before the name in the line, and what after.
    head: &'t str,
    tail: &'t str,
    kind: Kind,
}

/// What the line of a name makes of it, and where that is said.
pub(super) fn credit(place: &Place<'_>, agencies: &Agencies) -> Option<(Strength, Span)> {
    let line = Line::around(place)?;
    if line.is_picture(agencies) {
        return None;
    }
    if line.is_byline()
        || line.is_source()
        || line.stands_alone()
        || line.is_signature()
        || line.is_of_place()
    {
        return Some((Strength::Byline, line.span));
    }
    line.is_contribution().then_some((Strength::Contribution, line.span))
}

impl<'t> Line<'t> {
    fn around(place: &Place<'t>) -> Option<Self> {
        let (text, name) = (place.text, place.name);
        let span = around(text, name)?;
        let head = &text[span.start as usize..name.start as usize];
        let tail = &text[name.end as usize..span.end as usize];
        Some(Self { text, span, head: head.trim(), tail: tail.trim(), kind: place.kind })
    }

    /// Whether the line credits a picture: it says so, or a slash joins a person to an agency.
    fn is_picture(&self, agencies: &Agencies) -> bool {
        let listed = |text: &str| agencies.find(text).next().is_some();
        let before = self.head.strip_suffix('/').is_some_and(|head| !listed(head));
        let after = self.tail.strip_prefix('/').is_some_and(|tail| !listed(tail) && !self.is_desk(tail));
        before || after || words(self.head).chain(words(self.tail)).any(|word| PICTURE_WORDS.has(word))
    }

    /// "AFP/brn", the last line: who wrote it, and who sent it on.
    fn is_desk(&self, tail: &str) -> bool {
        let tail = tail.trim_end_matches([')', ']', '.']);
        let one_case = |is: fn(char) -> bool| tail.chars().all(is);
        (1..=5).contains(&tail.len())
            && (one_case(char::is_uppercase) || one_case(char::is_lowercase))
            && bare(self.head).is_empty()
            && self.text[self.span.end as usize..].trim().is_empty()
    }

    /// "By Jane Miller, AFP".
    fn is_byline(&self) -> bool {
        let own = self.head.trim_start_matches(|c: char| !c.is_alphanumeric());
        let head = own.to_lowercase();
        let dated = head.trim_end_matches(" the").ends_with(" by").then_some(own);
        let rest = BYLINE.beginning(&head).map(|by| own.get(by.len()..).unwrap_or_default()).or(dated);
        rest.is_some_and(|rest| are_names(rest) && self.ends_name()) && self.is_short()
    }

    /// "Source: AFP", "From AFP".
    fn is_source(&self) -> bool {
        let head = bare(self.head);
        SOURCE.has(&head) && self.ends_name() && self.is_short()
            || matches!(head.as_str(), "from" | "from the")
                && (only(self.tail, |word| BARE_TAIL.has(word)) || self.is_of_person())
    }

    /// Whether names follow at most, and the name does not go on ("Reuters Institute").
    fn ends_name(&self) -> bool {
        let next = self.tail.split([' ', '-']).next().unwrap_or_default();
        let goes_on = is_name(next)
            && next.contains(char::is_lowercase)
            && !BYLINE_SMALL.has(next)
            && !BARE_TAIL.has(next);
        !goes_on && are_names(self.tail)
    }

    /// "CNN's Jane Miller".
    fn is_of_person(&self) -> bool {
        let person = self.tail.strip_prefix("'s ").or_else(|| self.tail.strip_prefix("’s "));
        person.is_some_and(|person| !person.ends_with('.') && are_names(person)) && self.is_short()
    }

    fn is_headless(&self) -> bool {
        matches!(bare(self.head).as_str(), "" | "the")
    }

    /// A name and no more, where a text begins or ends; under the first picture it credits that.
    fn stands_alone(&self) -> bool {
        let alone = self.is_headless() && only(self.tail, |word| BARE_TAIL.has(word));
        let desk = self.tail.strip_prefix('/').is_some_and(|tail| self.is_desk(tail));
        // Pictures are credited in short.
        let in_full = || self.span.of(self.text).split_whitespace().count() > 1;
        desk || alone && (self.is_last() || (self.is_first() || in_full()) && !self.is_below_caption())
    }

    /// "Jane Miller | AFP", "JANE MILLER, Associated Press".
    fn is_signature(&self) -> bool {
        let head = self.head.strip_suffix(['|', ',', '–', '—', '-', '·', '•']);
        let is_person = |head: &str| {
            let count = words(head).count();
            let capital = |word: &str| word.starts_with(char::is_uppercase) || word == "and";
            (2..=10).contains(&count) && only(head, capital) && !head.contains(['.', ':', '?', '!', '"', '“'])
        };
        self.is_first()
            && !self.is_below_caption()
            && head.is_some_and(is_person)
            && only(self.tail, |word| BARE_TAIL.has(word))
    }

    /// "AFP, Brenne", "Reuters | London".
    fn is_of_place(&self) -> bool {
        let tail = self.tail.strip_prefix(['|', ',', '–', '—', '-', '·', '•']);
        let is_place = |tail: &str| (1..=4).contains(&words(tail).count()) && are_names(tail);
        let ends = !self.tail.ends_with(['.', '?', '!']);
        self.kind != Kind::Outlet
            && self.is_first()
            && ends
            && self.is_headless()
            && tail.is_some_and(is_place)
    }

    /// "(With inputs from PTI)", "With AP".
    fn is_contribution(&self) -> bool {
        let first = words(self.head).next().is_some_and(|word| CONTRIBUTION_FIRST.has(word));
        first && only(self.head, |word| CONTRIBUTION.has(word) || is_name(word)) && are_names(self.tail)
    }

    fn is_short(&self) -> bool {
        let line = self.span.of(self.text);
        !line.contains(". ") && line.split_whitespace().count() <= MOST_WORDS
    }

    fn is_first(&self) -> bool {
        self.span.start as usize <= TOP
    }

    fn is_last(&self) -> bool {
        let rest = &self.text[self.span.end as usize..];
        rest.len() <= EDGE && !rest.lines().any(|line| line.trim_end().ends_with('.'))
    }

    /// Whether a sentence stands in the line right above, and the text goes on below.
    fn is_below_caption(&self) -> bool {
        let above = self.text[..self.span.start as usize].trim_end_matches([' ', '(', '\u{a0}']);
        let above = above.strip_suffix('\n').unwrap_or_default();
        above.ends_with(['.', '!', '?', '”', '"']) && !self.text[self.span.end as usize..].trim().is_empty()
    }
}

/// The line that holds a name, if it is short enough for a by-line.
fn around(text: &str, span: Span) -> Option<Span> {
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let from = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
    let to = after.floor_char_boundary(LONGEST);
    let break_before = memchr::memrchr2(b'\n', b'#', &before.as_bytes()[from..]);
    let start = break_before.map(|at| from + at + 1).or((from == 0).then_some(0))?;
    let break_after = memchr::memchr2(b'\n', b'#', &after.as_bytes()[..to]);
    let end = break_after.or((to == after.len()).then_some(to))? + span.end as usize;
    let line = &text[start..end];
    let start = start + line.len() - line.trim_start().len();
    (line.trim().len() <= LONGEST).then(|| Span::new(start, start + line.trim().len()))
}

fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn only(text: &str, fits: impl Fn(&str) -> bool) -> bool {
    words(text).all(fits)
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// Whether nothing but names, dates and what joins them stands here.
pub(crate) fn are_names(text: &str) -> bool {
    only(text, |word| {
        (is_name(word) || BYLINE_SMALL.has(word)) && !NOT_BYLINE.has(word.split('-').next().unwrap_or(word))
    })
}

/// "© 2023 NAME", "Copyright 2018 The NAME"; without a year where it is all that one of the last lines says.
pub(super) fn copyright(place: &Place<'_>) -> Option<Span> {
    let line = around(place.text, place.name);
    let before = place.before.trim_end().trim_end_matches("The").trim_end_matches("the");
    let before = before.trim_end().trim_end_matches("by").trim_end_matches([' ', ',']);
    let year = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–'));
    let has_year = before.len() - year.len() >= 4;
    let lower = year.to_lowercase();
    let sign = ["©", "(c)", "copyright", "copyright:", "c."].iter().find(|sign| lower.ends_with(**sign))?;
    // Other letters than these may grow in small form: then nothing is said.
    let opening = year.get(..year.len().checked_sub(sign.len())?)?;
    let opening = ["copyright", "©"].iter().fold(opening.trim_end(), |text, sign| {
        let cut = text.len().saturating_sub(sign.len());
        text.get(cut..).filter(|end| end.eq_ignore_ascii_case(sign)).map_or(text, |_| text[..cut].trim_end())
    });
    let begins = opening.is_empty()
        || opening.ends_with(['.', '!', '?', '|', '(', ')', '[', ']', '#', '-', '–', '—', '/']);
    let last = || {
        let line = line.filter(|line| line.end as usize + EDGE >= place.text.len());
        line.is_some_and(|line| {
            opening.is_empty()
                && only(&place.text[place.name.end as usize..line.end as usize], |w| BARE_TAIL.has(w))
        })
    };
    (begins && (has_year || *sign != "c." && last())).then(|| line.unwrap_or(place.name))
}

/// "… the mayor said. (AFP)", "… the mayor said. — AFP": at the end of one of the last paragraphs.
pub(super) fn sign_off(place: &Place<'_>, agencies: &Agencies) -> Option<Span> {
    let (text, name) = (place.text, place.name);
    if text.len() - name.end as usize > EDGE + LONGEST {
        return None;
    }
    let end = text[name.end as usize..].find('\n').map_or(text.len(), |at| name.end as usize + at);
    let tail = text[name.end as usize..end].trim();
    let lead = place.before.trim_end();
    let (start, end) = if let Some(open) = lead.rfind('(').filter(|_| tail.contains(')')) {
        let close = name.end as usize + text[name.end as usize..end].find(')')?;
        let start = place.line_start() + open;
        let alone = !agencies.all_of(&text[start + 1..close]).is_empty();
        alone.then_some(()).filter(|()| only(&text[close..end], |_| false))?;
        (start, close + 1)
    } else {
        let dash = lead.trim_end_matches(['—', '–', '-']);
        (dash.len() < lead.len() && only(tail, |_| false)).then_some(())?;
        (place.line_start() + dash.len(), name.end as usize)
    };
    let above = text[..start].trim_end();
    let ends = above.ends_with(['.', '!', '?', '”', '"']) || text[start..].contains(").");
    let paragraph = start - above.rfind('\n').map_or(0, |at| at + 1);
    let last = text.len() - end <= EDGE;
    (ends && last && paragraph >= SHORTEST_PARAGRAPH).then(|| Span::new(start, end))
}

/// "AFP contributed to this report"; "Additional reporting by AFP".
pub(super) fn contribution(place: &Place<'_>) -> Option<Span> {
    let sentence = sentence(place);
    let said = sentence.of(place.text);
    if CONTRIBUTED.iter().any(|words| said.contains(words)) {
        return Some(sentence);
    }
    let head = &place.text[sentence.start as usize..place.name.start as usize];
    let head = head.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let owes = head.contains("reporting by") || head.contains("material from");
    let opens = OF_ITSELF.beginning(&head).is_some()
        || words(&head).next().is_some_and(|word| CONTRIBUTION_FIRST.has(word)) && sentence_is_credit(&head);
    (owes && opens).then_some(sentence)
}

/// "Additional reporting by", "Reporting by Reuters and": no sentence of its own.
fn sentence_is_credit(head: &str) -> bool {
    let by = ["reporting by", "material from"].iter().filter_map(|words| head.find(words)).min();
    by.is_some_and(|by| only(&head[..by], |word| CONTRIBUTION.has(word)))
}

/// The sentence of a name, as far as it is near.
fn sentence(place: &Place<'_>) -> Span {
    const ENDS: [char; 4] = ['.', '!', '?', '\n'];
    let (text, name) = (place.text, place.name);
    let from = text.floor_char_boundary((name.start as usize).saturating_sub(LONGEST));
    let near = &text[from..name.start as usize];
    let near = &near[near.rfind(ENDS).map_or(0, |at| at + 1)..];
    let rest = &text[name.end as usize..];
    let to = rest.floor_char_boundary(LONGEST);
    let rest = &rest[..rest[..to].find(ENDS).unwrap_or(to)];
    Span::new(name.start as usize - near.trim_start().len(), name.end as usize + rest.trim_end().len())
}

/// "This article was first published by NAME": what a text says of itself.
pub(super) fn owed(place: &Place<'_>) -> Option<Span> {
    let before = place.before.to_lowercase();
    let before = before.trim_end_matches([' ', ':']).trim_end_matches(" the").trim_end();
    OWED.ending(before)?;
    let start = place.text.floor_char_boundary((place.name.start as usize).saturating_sub(LONGEST));
    let near = &place.text[start..place.name.start as usize];
    let from = near.rfind(['\n', '.', '!', '?']).map_or(0, |at| at + 1);
    let from = from + near[from..].len() - near[from..].trim_start_matches([' ', '(', '[', '*']).len();
    OF_ITSELF.beginning(&near[from..].to_lowercase())?;
    (!quotation::is_open(near)).then(|| Span::new(start + from, place.name.end as usize))
}

/// The last line of a text where it is the name of an agency and no more, be it a common word as well.
pub(super) fn last_line<'a>(text: &str, agencies: &'a Agencies) -> Option<(&'a str, Span)> {
    let end = text.trim_end();
    let start = end.rfind('\n')? + 1;
    let line = end[start..].trim_matches(|c: char| !c.is_alphanumeric());
    let name = agencies.named_exactly(line).filter(|_| !line.is_empty())?;
    Some((name, Span::new(start, end.len())))
}
