//! Where a text says who wrote it.
//!
//! A name alone proves little: reports cite agencies, print their pictures, quote
//! what was told to a broadcaster. Only places count in which a text speaks of its
//! own making: datelines ("OSLO (Northwire) —"), by-lines, copyright lines, and an
//! agency's house style ("told Northwire", "a Northwire reporter").

use wirefold_report::{OriginBasis, Span};

use super::agency::{Agencies, Kind, Named};

/// How well a place proves who wrote the text; the greater the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// It "contributed to this report".
    Contribution,
    /// The text speaks of it as its own.
    InText,
    /// A by-line, a copyright line, a credit that stands alone.
    Byline,
    /// A dateline.
    Dateline,
}

impl Strength {
    pub(crate) fn basis(self) -> OriginBasis {
        if self == Self::InText { OriginBasis::InText } else { OriginBasis::Credit }
    }
}

/// A place where a text says who wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) name: String,
    pub(crate) strength: Strength,
    pub(crate) span: Span,
}

/// A line longer than this is no by-line.
const LONGEST_LINE: usize = 160;
/// How far around a name its meaning is looked for.
const REACH: usize = 48;

/// All marks of a text, in order.
pub(crate) fn find(text: &str, agencies: &Agencies) -> Vec<Mark> {
    let mut marks: Vec<Mark> = datelines(text)
        .filter_map(|line| {
            let name = agencies.named_exactly(line.name).or(line.opens_line.then_some(line.name))?;
            Some(Mark { name: name.to_owned(), strength: Strength::Dateline, span: line.span })
        })
        .collect();
    for named in agencies.find(text) {
        if let Some((strength, span)) = strength(text, named) {
            marks.push(Mark { name: named.short.to_owned(), strength, span });
        }
    }
    marks.sort_by_key(|mark| (mark.span, mark.strength));
    marks.dedup_by(|later, earlier| earlier.name == later.name && earlier.span.overlaps(later.span));
    marks
}

/// A name in parentheses that seems to close a dateline.
pub(crate) struct Dateline<'t> {
    pub(crate) name: &'t str,
    /// The name with its parentheses.
    pub(crate) span: Span,
    /// Whether it opens its line, as a dateline should. Pages that lost their line
    /// breaks have datelines elsewhere: such a one must name a listed agency.
    pub(crate) opens_line: bool,
}

/// Everything in a text that looks like a dateline.
pub(crate) fn datelines(text: &str) -> impl Iterator<Item = Dateline<'_>> {
    memchr::memchr_iter(b'(', text.as_bytes()).filter_map(|open| {
        let rest = &text[open + 1..];
        let close = rest.char_indices().take(40).find(|(_, c)| *c == ')').map(|(at, _)| at)?;
        let name = rest[..close].trim();
        let after = rest[close + 1..].trim_start_matches([' ', '\u{a0}']);
        if !after.starts_with(['—', '–', '-', '―']) || !is_name(name) {
            return None;
        }
        let opens_line = ends_place(&text[..open], name)?;
        Some(Dateline { name, span: Span::new(open, open + close + 2), opens_line })
    })
}

/// One to four words that a name may consist of.
fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let lettered =
        name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '&' | '/' | '\'' | '’'));
    let capital = name.starts_with(char::is_uppercase) || name == "dpa";
    (1..=4).contains(&words) && lettered && capital && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Whether the text up to here may name the place of a dateline, and if so, whether
/// it is all that its line holds: a few capitalised words of which the first stands
/// in capitals. A place may also be missing.
fn ends_place(before: &str, name: &str) -> Option<bool> {
    const LONGEST_PLACE: usize = 60;
    let start = before.char_indices().rev().nth(LONGEST_PLACE).map_or(0, |(at, _)| at);
    let near = &before[start..];
    let line_start = near.rfind(['\n', '#', '|']).map(|at| at + 1).or((start == 0).then_some(0));
    let place = near[line_start.unwrap_or(0)..].trim();
    if place.is_empty() {
        return Some(false);
    }
    let words: Vec<&str> = place.split([' ', '/', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let in_capitals = |word: &&str| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !word.contains(char::is_lowercase)
    };
    let capitalised = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let first = words.iter().rposition(|word| !capitalised(word)).map_or(0, |at| at + 1);
    let first = first + words[first..].iter().position(in_capitals)?;
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let explains = words.last().is_some_and(|word| *word == initials);
    (!explains && words.len() - first <= 6).then_some(line_start.is_some() && first == 0)
}

/// What a name's surroundings make of it.
fn strength(text: &str, named: Named<'_>) -> Option<(Strength, Span)> {
    let (before, after) = (before(text, named.span), after(text, named.span));
    if is_picture(before, after) || is_cited(before, after) {
        return None;
    }
    let line = line_around(text, named.span);
    if let Some(line) = line.filter(|line| is_credit_line(line.of(text), named.span.of(text))) {
        return Some((Strength::Byline, line));
    }
    if is_copyright(before) {
        return Some((Strength::Byline, line.unwrap_or(named.span)));
    }
    if after.contains("contributed to this")
        || ends_with_any(before, &["reporting by", "Reporting by", "material from"])
    {
        return Some((Strength::Contribution, named.span));
    }
    (named.kind == Kind::Wire)
        .then(|| in_text(text, named.span, before, after))
        .flatten()
        .map(|span| (Strength::InText, span))
}

/// The text just before, within its line.
fn before(text: &str, span: Span) -> &str {
    let all = &text[..span.start as usize];
    let start = all.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
    let near = &all[start..];
    near.rfind('\n').map_or(near, |at| &near[at + 1..])
}

/// The text just after, within its line.
fn after(text: &str, span: Span) -> &str {
    let all = &text[span.end as usize..];
    let end = all.char_indices().nth(REACH).map_or(all.len(), |(at, _)| at);
    all[..end].split('\n').next().unwrap_or_default()
}

/// The line that holds a name, if it is short enough for a by-line.
fn line_around(text: &str, span: Span) -> Option<Span> {
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let from = before.char_indices().rev().nth(LONGEST_LINE).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(LONGEST_LINE).map_or(after.len(), |(at, _)| at);
    let start = before[from..].rfind(['\n', '#']).map(|at| from + at + 1).or((from == 0).then_some(0))?;
    let end = after[..to].find(['\n', '#']).or((to == after.len()).then_some(to))? + span.end as usize;
    let line = &text[start..end];
    let start = start + line.len() - line.trim_start().len();
    (line.trim().len() <= LONGEST_LINE).then(|| Span::new(start, start + line.trim().len()))
}

/// Credits of pictures and films.
fn is_picture(before: &str, after: &str) -> bool {
    const BEFORE: [&str; 14] = [
        "photo",
        "picture",
        "image",
        "photograph",
        "video",
        "pool",
        "via",
        "courtesy",
        "getty",
        "/",
        "photos by",
        "photo by",
        "file)",
        "footage",
    ];
    const AFTER: [&str; 9] = ["photo", "/", "image", "via", "getty", "file", "video", "pool", "archive"];
    let before = before.to_lowercase();
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | ')'));
    let before = before
        .trim_end_matches(" by")
        .trim_end_matches(" copyright")
        .trim_end_matches(" credit")
        .trim_end_matches(':');
    let after = after.to_lowercase();
    BEFORE.iter().any(|word| before.ends_with(word))
        || AFTER.iter().any(|word| after.trim_start_matches([' ', ',', '|']).starts_with(word))
}

/// "the Interfax news agency": so others speak of it.
fn is_cited(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches(['\'', '’', 's', ' ']).to_lowercase();
    let before = before.trim_end().to_lowercase();
    after.starts_with("news agency")
        || ends_with_any(
            &before,
            &["news agency", "newswire", "agencies", "state-run", "according to", "news service"],
        )
}

fn ends_with_any(text: &str, endings: &[&str]) -> bool {
    let text = text.trim_end_matches([' ', ':']).trim_end_matches(" the").trim_end_matches(" The").trim_end();
    endings.iter().any(|ending| text.ends_with(ending))
}

/// A short line that names who wrote the text, and little else.
fn is_credit_line(line: &str, name: &str) -> bool {
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (line, name) = (bare(line), bare(name));
    let rest = line.strip_prefix("the ").unwrap_or(&line);
    if rest == name
        || rest.strip_suffix("staff").is_some_and(|r| bare(r) == name)
        || rest.strip_suffix("news").is_some_and(|r| bare(r) == name)
    {
        return true;
    }
    let credits = ["by ", "source", "from ", "written by ", "report by ", "author"];
    let ends_sentence = line.contains(". ") || line.split_whitespace().count() > 16;
    credits.iter().any(|word| line.starts_with(word)) && !ends_sentence
}

/// "© 2023 NAME", "Copyright 2018 The NAME".
fn is_copyright(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches("The").trim_end_matches("by").trim_end();
    let year = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' '));
    let has_year = before.len() - year.len() >= 4;
    let lower = year.to_lowercase();
    has_year
        && (lower.ends_with('©')
            || lower.ends_with("(c)")
            || lower.ends_with("copyright")
            || lower.ends_with("copyright:"))
}

/// Where "a journalist from" begins, if the text ends in it.
fn staff_of(text: &str, staff: &[&str]) -> Option<usize> {
    let mut words = text.rsplit(' ');
    let link = words.next().filter(|word| matches!(*word, "from" | "of" | "for" | "with" | "at"))?;
    let noun = words.next().filter(|word| staff.contains(word))?;
    let article = words.next().filter(|word| matches!(word.to_lowercase().as_str(), "a" | "an"))?;
    Some(text.len() - link.len() - noun.len() - article.len() - 2)
}

/// "told NAME", "a NAME journalist", "NAME has learned", with all its words.
fn in_text(text: &str, name: Span, before: &str, after: &str) -> Option<Span> {
    const STAFF: [&str; 9] = [
        "journalist",
        "reporter",
        "correspondent",
        "photographer",
        "team",
        "tally",
        "count",
        "analysis",
        "poll",
    ];
    const TOLD: [&str; 4] = ["told", "tells", "said to", "confirmed to"];
    let trimmed = before.trim_end();
    let trimmed =
        trimmed.strip_suffix(" the").or_else(|| trimmed.strip_suffix(" The")).unwrap_or(trimmed).trim_end();
    let word_start = |word: &str| name.start as usize - before.len() + trimmed.len() - word.len();
    if let Some(told) = TOLD.iter().find(|told| trimmed.ends_with(&format!(" {told}")) || trimmed == **told) {
        return Some(Span::new(word_start(told), name.end as usize));
    }
    if let Some(start) = staff_of(trimmed, &STAFF) {
        return Some(Span::new(name.start as usize - before.len() + start, name.end as usize));
    }
    let article =
        trimmed.rsplit(' ').next().filter(|word| matches!(word.to_lowercase().as_str(), "a" | "an"));
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let next_end = name.end as usize + (after.len() - after.trim_start().len()) + next.len();
    debug_assert!(text.is_char_boundary(next_end), "words end at character boundaries");
    match article {
        Some(article) if STAFF.contains(&next) => Some(Span::new(word_start(article), next_end)),
        _ if after.starts_with(" has learned") => Some(name),
        _ => None,
    }
}
