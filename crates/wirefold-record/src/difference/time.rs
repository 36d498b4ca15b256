//! Another time of the same thing.
//!
//! Clock times that name one instant are compatible, whatever zone they are
//! given in. Days are compared where each report names one that the other does
//! not, in the same words around it.

use std::collections::BTreeSet;

use super::{Known, two};
use crate::{
    align::Knot,
    story::{SentenceId, Story},
    token::Token,
    tree::{Tree, relation},
    when::Days,
};
use jiff::Timestamp;
use wirefold_report::{
    Difference, DifferenceKind, DifferenceStatus, Evidence, Span, TimeExpression, TimeKind, TimeMod, Upos,
};

/// Times of a sentence that are compared.
const MOST_COMPARED: usize = 50;
/// Words beside two days that must be the same for both to date one thing.
const ALIKE: usize = 2;
/// Days further apart than this are days of two things.
const FURTHEST: i32 = 366;

pub(super) fn find(known: &Known<'_, '_>, knot: &Knot, found: &mut Vec<Difference>) {
    clocks(known.story, knot, found);
    days(known.story, knot, found);
    durations(known.story, knot, found);
}

pub(super) fn times_in<'a>(story: &Story<'a>, id: SentenceId) -> &'a [TimeExpression] {
    let times = &story.tellings[id.report].annotation.times;
    let sentence = story.sentence(id).span;
    let start = times.partition_point(|t| t.span.start < sentence.start);
    let end = times.partition_point(|t| t.span.start < sentence.end);
    &times[start..end.clamp(start, start + MOST_COMPARED)]
}

/// A clock time as a report states it, with what stands in brackets after it.
struct Clock {
    evidence: Evidence,
    instants: BTreeSet<Timestamp>,
    /// "09:30", as stated, zone left aside.
    readings: BTreeSet<String>,
    modifier: Option<TimeMod>,
    /// Stems of what is said to be at that time.
    said: BTreeSet<u64>,
}

/// Stems of the words that a time hangs on: what it is the time of.
fn said_at(story: &Story<'_>, id: SentenceId, span: Span) -> BTreeSet<u64> {
    let tree = Tree(story.tokens(id));
    tree.top_of(span).map(|word| tree.said_with(word)).unwrap_or_default()
}

/// Whether two times are told of one thing; where no tree says of what, they may be.
fn of_one_thing(one: &BTreeSet<u64>, other: &BTreeSet<u64>) -> bool {
    one == other || !one.is_disjoint(other)
}

fn clocks(story: &Story<'_>, knot: &Knot, found: &mut Vec<Difference>) {
    let read =
        |ids: &[SentenceId]| -> Vec<Clock> { ids.iter().flat_map(|&id| clocks_in(story, id)).collect() };
    let (a, mut b) = (read(&knot.a), read(&knot.b));
    let mut left: Vec<Clock> = Vec::new();
    for one in a {
        let meets = |other: &Clock| {
            !one.instants.is_disjoint(&other.instants) || !one.readings.is_disjoint(&other.readings)
        };
        match b.iter().position(meets) {
            Some(j) => found.extend(one_time(story, &one, &b.remove(j))),
            None => left.push(one),
        }
    }
    if let ([one], [other]) = (left.as_slice(), b.as_slice()) {
        found.extend(two_times(story, one, other));
    }
}

fn clocks_in(story: &Story<'_>, id: SentenceId) -> Vec<Clock> {
    let text = &story.tellings[id.report].report.text;
    let mut clocks: Vec<Clock> = Vec::new();
    for time in times_in(story, id) {
        let Some(reading) = reading(time).filter(|_| !only_tells_which(story, id, time.span)) else {
            continue;
        };
        let span = with_brackets(text, time.span, story.sentence(id).span);
        let evidence = Evidence { report: id.report, span };
        let near = |c: &Clock| adjoins(text, c.evidence.span, span);
        match clocks.last_mut().filter(|c| near(c)) {
            Some(clock) => {
                clock.evidence.span = closed(text, clock.evidence.span.cover(span));
                clock.instants.extend(time.utc);
                clock.readings.insert(reading);
            }
            None => clocks.push(Clock {
                evidence,
                instants: time.utc.into_iter().collect(),
                readings: BTreeSet::from([reading]),
                modifier: time.modifier,
                said: said_at(story, id, time.span),
            }),
        }
    }
    clocks
}

/// Whether a time stands before a noun that it tells from others: "her 9 p.m. slot", "the 7.15 train".
fn only_tells_which(story: &Story<'_>, id: SentenceId, time: Span) -> bool {
    let tree = Tree(story.tokens(id));
    let before = |top: &&Token<'_>| {
        tree.head(top).is_some_and(|head| head.word.upos == Upos::Noun && head.index > top.index)
    };
    let top = tree.top_of(time).filter(|top| matches!(relation(top), "compound" | "nummod" | "amod"));
    top.as_ref().is_some_and(before)
}

/// The clock part of a value: "09:30" of "2024-05-06T09:30".
fn reading(time: &TimeExpression) -> Option<String> {
    let (_, clock) = time.value.split_once('T').filter(|_| time.kind == TimeKind::Time)?;
    let reading: String = clock.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    (reading.len() >= 2).then_some(reading)
}

/// Whether two expressions overlap or only brackets stand between them.
fn adjoins(text: &str, one: Span, other: Span) -> bool {
    if one.overlaps(other) {
        return true;
    }
    let (start, end) = (one.end.min(other.end) as usize, one.start.max(other.start) as usize);
    text[start..end].chars().all(|c| !c.is_alphanumeric() && c != '.')
}

/// The span with the bracket that closes one within it.
fn closed(text: &str, span: Span) -> Span {
    let open = span.of(text).matches('(').count() > span.of(text).matches(')').count();
    let closes = open && text[span.end as usize..].starts_with(')');
    Span { start: span.start, end: span.end + u32::from(closes) }
}

/// The span with a bracket that follows it at once, if that speaks of time.
fn with_brackets(text: &str, span: Span, sentence: Span) -> Span {
    let rest = &text[span.end as usize..sentence.end.max(span.end) as usize];
    let bracket = rest.trim_start();
    let skipped = rest.len() - bracket.len();
    let close =
        bracket.find(')').filter(|&c| bracket.starts_with('(') && c <= 60 && bracket[..c].contains("time"));
    match close {
        Some(close) => Span::new(span.start as usize, span.end as usize + skipped + close + 1),
        None => span,
    }
}

/// One time, which at least one report gives in more or other words.
fn one_time(story: &Story<'_>, one: &Clock, other: &Clock) -> Option<Difference> {
    let zones = |c: &Clock| story.text(c.evidence).to_lowercase().contains("time") || c.readings.len() > 1;
    if one.readings == other.readings && (!zones(one) || !zones(other)) {
        return None;
    }
    if one.readings == other.readings && same_letters(story.text(one.evidence), story.text(other.evidence)) {
        return None;
    }
    let shared = one.instants.intersection(&other.instants).next();
    let explanation = match shared {
        Some(instant) => {
            let modifier = one.modifier.or(other.modifier);
            format!("One instant: {}{}.", relative(modifier), utc(*instant))
        }
        None => "The same clock time; one report says more about its zone.".to_owned(),
    };
    Some(difference(story, one, other, DifferenceStatus::Compatible, explanation))
}

fn two_times(story: &Story<'_>, one: &Clock, other: &Clock) -> Option<Difference> {
    if !of_one_thing(&one.said, &other.said) {
        return None;
    }
    let explanation = match (one.instants.first(), other.instants.first()) {
        (Some(a), Some(b)) => format!("Two instants: {} and {}.", utc(*a), utc(*b)),
        (None, None) => "The reports give different clock times.".to_owned(),
        _ => return None,
    };
    Some(difference(story, one, other, DifferenceStatus::Conflict, explanation))
}

fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn relative(modifier: Option<TimeMod>) -> &'static str {
    match modifier {
        Some(TimeMod::Before) => "before ",
        Some(TimeMod::After) => "after ",
        Some(TimeMod::Approx) => "about ",
        _ => "",
    }
}

fn same_letters(one: &str, other: &str) -> bool {
    let letters =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(one) == letters(other)
}

fn difference(
    story: &Story<'_>,
    one: &Clock,
    other: &Clock,
    status: DifferenceStatus,
    explanation: String,
) -> Difference {
    let item = |c: &Clock| (c.evidence, story.text(c.evidence).to_owned());
    two(DifferenceKind::Time, status, [item(one), item(other)], explanation)
}

/// A day that a sentence names, with the words beside it.
struct Named<'a> {
    evidence: Evidence,
    value: &'a str,
    days: Days,
    beside: BTreeSet<u64>,
    /// Stems of what is said to be on it.
    said: BTreeSet<u64>,
    /// Stems of what something was done to since then; empty where nothing is told to go on since.
    since: BTreeSet<u64>,
}

fn days(story: &Story<'_>, knot: &Knot, found: &mut Vec<Difference>) {
    let read =
        |ids: &[SentenceId]| -> Vec<Named<'_>> { ids.iter().flat_map(|&id| days_in(story, id)).collect() };
    let (a, b) = (read(&knot.a), read(&knot.b));
    let only = |list: &[Named<'_>], others: &[Named<'_>]| -> Vec<usize> {
        (0..list.len()).filter(|&i| !others.iter().any(|o| o.days.overlaps(list[i].days))).collect()
    };
    let (only_a, only_b) = (only(&a, &b), only(&b, &a));
    let ([i], [j]) = (only_a.as_slice(), only_b.as_slice()) else { return };
    let (one, other) = (&a[*i], &b[*j]);
    let apart =
        Days { first: one.days.first.min(other.days.first), last: one.days.last.max(other.days.last) };
    // "Wednesday" in both: which day it is was inferred, and not told.
    if same_letters(story.text(one.evidence), story.text(other.evidence)) {
        return;
    }
    // Each report tells of its own day, and they are not of one day.
    if is_news(story, one) && is_news(story, other) && of_two_days(story, one, other) {
        return;
    }
    // "Ran the port since 1995", "has governed the port since 1996": whatever goes on began once.
    let went_on = !one.since.is_disjoint(&other.since);
    let furthest = if went_on { FURTHEST.max(3 * one.days.length()) } else { FURTHEST };
    // One year may be longer than another.
    let of_one_length =
        one.days.length() == other.days.length() || went_on && one.value.len() == other.value.len();
    if !of_one_length
        || apart.length() > furthest
        // A date that hangs on nothing ("— NAME (@handle) May 18") is a stamp.
        || !(went_on || !one.said.is_empty() && of_one_thing(&one.said, &other.said))
        || one.beside.intersection(&other.beside).count() < ALIKE
    {
        return;
    }
    let explanation = format!("The reports give different dates: {} and {}.", one.value, other.value);
    let item = |n: &Named<'_>| (n.evidence, n.value.to_owned());
    found.push(two(DifferenceKind::Time, DifferenceStatus::Conflict, [item(one), item(other)], explanation));
}

/// Whether a day is that of its report, or the one before.
fn is_news(story: &Story<'_>, named: &Named<'_>) -> bool {
    let told = story.day(named.evidence.report).filter(|_| named.days.is_day());
    told.is_some_and(|told| (0..=1).contains(&Days { first: named.days.first, last: told }.length()))
}

/// Whether the reports of two dates are of two days, in the order of the dates.
fn of_two_days(story: &Story<'_>, one: &Named<'_>, other: &Named<'_>) -> bool {
    let day = |named: &Named<'_>| story.day(named.evidence.report);
    day(one).cmp(&day(other)) != std::cmp::Ordering::Equal
        && day(one).cmp(&day(other)) == one.days.first.cmp(&other.days.first)
}

/// Whether a date stands right behind the handle of a post: it is when somebody's clock says that this was posted.
fn is_stamp(story: &Story<'_>, date: Evidence) -> bool {
    const LONGEST: usize = 40;
    let text = &story.tellings[date.report].report.text;
    let end = date.span.start as usize;
    let near = text.floor_char_boundary(end.saturating_sub(2 * LONGEST));
    let before = text[near..end].trim_end();
    let bracket = before.strip_suffix(')').and_then(|before| before.rsplit_once('('));
    let handle = bracket.and_then(|(_, told)| told.trim().strip_prefix('@')).map(str::trim_start);
    handle.is_some_and(|handle| handle.len() <= LONGEST && !handle.contains(' '))
}

/// "The president speaks in Belmar, May 4, 2031": a day that is over, told with its year in the present, is that of a picture.
fn is_of_picture(story: &Story<'_>, id: SentenceId, time: &TimeExpression) -> bool {
    let tree = Tree(story.tokens(id));
    let told = story.text(Evidence { report: id.report, span: time.span });
    let names_year = time.value.get(..4).is_some_and(|year| told.contains(year));
    let verb = tree.top_of(time.span).and_then(|top| tree.verb_above(top));
    let is_present = |verb: &Token<'_>| {
        let helped = tree.kids(verb).any(|kid| relation(kid) == "aux");
        matches!(verb.word.xpos.as_ref(), "VBZ" | "VBP") && !helped
    };
    let today = story.tellings[id.report].annotation.date.value;
    let is_over = today.zip(Days::of(&time.value)).is_none_or(|(today, day)| day.last <= today);
    names_year && is_over && verb.is_some_and(is_present)
}

fn days_in<'a>(story: &Story<'a>, id: SentenceId) -> Vec<Named<'a>> {
    let tokens = story.tokens(id);
    let dated = times_in(story, id).iter().filter(|t| t.kind == TimeKind::Date);
    // "I called him yesterday": what is quoted counts its days from when it was said.
    let counted_from_elsewhere = |time: &&TimeExpression| {
        let told = story.text(Evidence { report: id.report, span: time.span });
        story.tellings[id.report].is_quoted(time.span) && !told.contains(|c: char| c.is_ascii_digit())
    };
    let dated = dated.filter(|t| !is_stamp(story, Evidence { report: id.report, span: t.span }));
    dated
        .filter(|time| !counted_from_elsewhere(time) && !is_of_picture(story, id, time))
        .filter_map(|time| {
            let content = |t: &&crate::token::Token<'_>| t.is_content();
            let before =
                tokens.iter().rev().filter(|t| t.span().end <= time.span.start).filter(content).take(3);
            let after = tokens.iter().filter(|t| t.span().start >= time.span.end).filter(content).take(3);
            Some(Named {
                evidence: Evidence { report: id.report, span: time.span },
                value: &time.value,
                days: Days::of(&time.value)?,
                beside: before.chain(after).map(|t| t.term).collect(),
                said: said_at(story, id, time.span),
                since: gone_on_since(story, id, time.span),
            })
        })
        .collect()
}

/// Stems of the object of what is told to go on since then.
fn gone_on_since(story: &Story<'_>, id: SentenceId, time: Span) -> BTreeSet<u64> {
    let tree = Tree(story.tokens(id));
    let since = tree
        .top_of(time)
        .filter(|top| tree.kids(top).any(|kid| relation(kid) == "case" && kid.lemma == "since"));
    let verb = since.and_then(|top| tree.verb_above(top));
    let objects = verb.into_iter().flat_map(|verb| tree.kids(verb).filter(|kid| relation(kid) == "obj"));
    objects.flat_map(|object| tree.below(object)).filter(|t| t.is_content()).map(|t| t.term).collect()
}

/// "15 years" against "12 years", of what is said with one verb.
fn durations(story: &Story<'_>, knot: &Knot, found: &mut Vec<Difference>) {
    let lasting = |ids: &[SentenceId]| -> Vec<(Evidence, String, BTreeSet<u64>)> {
        let told = |id: SentenceId| {
            let times = times_in(story, id).iter().filter(|time| time.kind == TimeKind::Duration);
            times.map(move |time| {
                let evidence = Evidence { report: id.report, span: time.span };
                (evidence, time.value.clone(), said_at(story, id, time.span))
            })
        };
        ids.iter().flat_map(|&id| told(id)).collect()
    };
    let (ours, theirs) = (lasting(&knot.a), lasting(&knot.b));
    let ([one], [other]) = (ours.as_slice(), theirs.as_slice()) else { return };
    // "P15Y" and "P12Y": of one unit, both counted.
    let unit = |value: &str| value.trim_matches(|c: char| c.is_ascii_digit() || c == 'P').to_owned();
    let counted = |value: &str| value.contains(|c: char| c.is_ascii_digit());
    let is_one = unit(&one.1) == unit(&other.1) && !one.2.is_disjoint(&other.2);
    // What was told as two numbers is told.
    let told = |evidence: Evidence, known: &Difference| {
        known
            .items
            .iter()
            .any(|i| i.evidence.report == evidence.report && i.evidence.span.overlaps(evidence.span))
    };
    let is_told = found.iter().any(|known| told(one.0, known) && told(other.0, known));
    if one.1 == other.1 || !is_one || !counted(&one.1) || !counted(&other.1) || is_told {
        return;
    }
    let (x, y) = (story.text(one.0), story.text(other.0));
    let explanation = format!("The reports give different durations: “{x}” and “{y}”.");
    let items = [(one.0, x.to_owned()), (other.0, y.to_owned())];
    found.push(two(DifferenceKind::Time, DifferenceStatus::Conflict, items, explanation));
}
