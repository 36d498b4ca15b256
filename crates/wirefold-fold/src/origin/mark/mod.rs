//! Where a text says who wrote it.
//!
//! A name alone proves little: reports cite agencies, print their pictures, quote
//! what was told to a broadcaster. Only places count in which a text speaks of its
//! own making: datelines ("OSLO (Northwire) —"), by-lines, copyright lines, and an
//! agency's house style ("told Northwire", "a Northwire reporter").

mod dateline;
mod house;
mod line;
mod picture;
mod quotation;

use wirefold_report::{OriginBasis, Span};

use super::agency::{Agencies, Kind, Named};
pub(crate) use dateline::{Unlisted, unlisted};
pub(crate) use line::are_names;
pub(crate) use picture::is_picture;

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
    /// Tells which of the names of one place comes first.
    at: usize,
}

/// How far around a name its meaning is looked for.
const REACH: usize = 48;

/// A name in a text and what stands beside it in its line.
struct Place<'t> {
    text: &'t str,
    name: Span,
    kind: Kind,
    before: &'t str,
    after: &'t str,
}

impl Place<'_> {
    /// Where the text just before the name begins.
    fn line_start(&self) -> usize {
        self.name.start as usize - self.before.len()
    }
}

/// All marks of a text, in order. `own` is the agency that the dateline of
/// the report of this number taught.
pub(crate) fn find(text: &str, agencies: &Agencies, own: Option<&Unlisted>, number: usize) -> Vec<Mark> {
    let mark = |name: &str, strength, span: Span, at| Mark { name: name.to_owned(), strength, span, at };
    let mut marks: Vec<Mark> =
        own.map(|own| mark(&own.name, Strength::Dateline, own.span, 0)).into_iter().collect();
    for line in dateline::all(text) {
        let listed = line.listed(agencies);
        let in_order = listed.into_iter().enumerate();
        marks.extend(in_order.map(|(at, name)| mark(name, Strength::Dateline, line.span, at)));
    }
    for named in agencies.find(text).filter(|named| named.since <= number) {
        if let Some((strength, span)) = strength(text, named, agencies) {
            marks.push(mark(named.short, strength, span, named.span.start as usize));
        }
    }
    marks.extend(line::last_line(text, agencies).map(|(name, span)| mark(name, Strength::Byline, span, 0)));
    marks.sort_by(|x, y| (&x.name, x.span, x.strength).cmp(&(&y.name, y.span, y.strength)));
    marks.dedup_by(|later, earlier| earlier.name == later.name && earlier.span.overlaps(later.span));
    marks.sort_by_key(|mark| (mark.span, mark.at));
    marks
}

/// What a name's surroundings make of it, and where they say so.
fn strength(text: &str, named: Named<'_>, agencies: &Agencies) -> Option<(Strength, Span)> {
    let (before, after) = (before(text, named.span), after(text, named.span));
    let place = Place { text, name: named.span, kind: named.kind, before, after };
    if picture::is_cited(before, after) {
        return None;
    }
    let wire = named.kind == Kind::Wire;
    let in_text = |span| (Strength::InText, span);
    let byline = |span| (Strength::Byline, span);
    let told = || wire.then(|| house::told(&place)).flatten().map(in_text);
    let credited = || line::credit(&place, agencies);
    if let Some(mark) = told().or_else(credited) {
        return Some(mark);
    }
    let dateline = dateline::without_brackets(&place).map(|span| (Strength::Dateline, span));
    if dateline.is_some() || picture::is_picture(before, after) {
        return dateline;
    }
    let stated =
        line::copyright(&place).or_else(|| line::owed(&place)).or_else(|| line::sign_off(&place, agencies));
    let contributed = || line::contribution(&place).map(|span| (Strength::Contribution, span));
    let staff = || wire.then(|| house::staff(&place)).flatten().map(in_text);
    stated.map(byline).or_else(contributed).or_else(staff)
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
