//! A number that a report itself sets against another.
//!
//! "Six ferries, not four", "2,600, well below the 4,000 that the union claims",
//! "17 on Monday, from nine a day earlier": who writes so knows the other number.
//! Where another report has it, of the same thing, the two belong together,
//! however unlike their sentences are.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{
    Known,
    comparable::is_of_before,
    measure::is_one_unit,
    number::{Counted, counted, has_value, listed},
    step, two,
};
use crate::{
    story::{SentenceId, Story},
    token::Token,
};
use wirefold_report::{Difference, DifferenceKind, DifferenceStatus, Upos};

/// Bytes between two numbers that are set against each other, at most.
const CLOSE: usize = 60;
/// Content words that the sentences around one number must share.
const FEWEST_SHARED: usize = 2;
/// Words before a number in which it is said to be new.
const NEWS: usize = 8;
/// Numbers of a story that are looked for elsewhere.
const MOST_REVISED: usize = 400;
/// Higher numbers are told by themselves.
const UNMISTAKABLE: f64 = 1000.0;

static DISPUTING: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("disputing.txt")).collect());

/// What measures rather than disputes.
static MEASURING: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("measuring.txt")).collect());

static CLAIMED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("claimed.txt")).collect());

/// How a report sets its number against another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Against {
    /// It says that the other is wrong.
    Wrong,
    /// It says that the other was right before.
    Before,
}

/// A number with the other one that its sentence names.
struct Revised<'s, 'a> {
    id: SentenceId,
    own: Counted<'s, 'a>,
    other: Counted<'s, 'a>,
    against: Against,
    /// The value that holds, and the other.
    values: [f64; 2],
}

impl<'s, 'a> Revised<'s, 'a> {
    fn new(id: SentenceId, own: Counted<'s, 'a>, other: Counted<'s, 'a>, against: Against) -> Self {
        let values = [own.quantity.value, other.quantity.value];
        Self { id, own, other, against, values }
    }

    /// "From 5 to 6 percent", read as one quantity.
    fn step(story: &Story<'_>, id: SentenceId, own: Counted<'s, 'a>, other: Counted<'s, 'a>) -> Option<Self> {
        let (low, high, before) = (own.quantity.value, own.quantity.high?, step::before(story, &own)?);
        let values = [if before == low { high } else { low }, before];
        Some(Self { id, own, other, against: Against::Before, values })
    }
}

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    let told: Vec<(SentenceId, Vec<Counted<'_, '_>>)> = sentences(known)
        .into_iter()
        .map(|id| (id, counted(known.story, id)))
        .filter(|(_, numbers)| !numbers.is_empty())
        .collect();
    for revised in told.iter().flat_map(|(id, _)| revisions(known, *id)).take(MOST_REVISED) {
        for report in (0..known.story.len()).filter(|&r| r != revised.id.report) {
            let start = told.partition_point(|(id, _)| id.report < report);
            let end = told.partition_point(|(id, _)| id.report <= report);
            found.extend(met(known, &revised, &told[start..end]));
        }
    }
}

fn sentences(known: &Known<'_, '_>) -> Vec<SentenceId> {
    let tellings = known.story.tellings.iter().enumerate();
    let of =
        |(report, count): (usize, usize)| (0..count).map(move |sentence| SentenceId { report, sentence });
    tellings.map(|(report, telling)| (report, telling.tokens.len())).flat_map(of).collect()
}

fn revisions<'s, 'a>(known: &Known<'s, 'a>, id: SentenceId) -> Vec<Revised<'s, 'a>> {
    let story: &'s Story<'a> = known.story;
    let numbers = || counted(story, id);
    let mut found: Vec<Revised<'s, 'a>> = Vec::new();
    for (first, second) in numbers().into_iter().zip(numbers().into_iter().skip(1)) {
        if !is_one_unit(first.quantity, second.quantity) || first.quantity.value == second.quantity.value {
            continue;
        }
        match relation(known, &first, &second) {
            Some((against, true)) => found.push(Revised::new(id, first, second, against)),
            Some((against, false)) => found.push(Revised::new(id, second, first, against)),
            None => {}
        }
    }
    let steps = numbers().into_iter().zip(numbers());
    found.extend(steps.filter_map(|(own, other)| Revised::step(story, id, own, other)));
    found
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// How the words between two numbers set them against each other, and whether
/// the first is the one that holds.
fn relation(
    known: &Known<'_, '_>,
    first: &Counted<'_, '_>,
    second: &Counted<'_, '_>,
) -> Option<(Against, bool)> {
    let text = &known.story.tellings[first.evidence.report].report.text;
    let (end, start) = (first.evidence.span.end as usize, second.evidence.span.start as usize);
    let is_between = |t: &Token<'_>| end <= t.span().start as usize && t.span().end as usize <= start;
    let between = text.get(end..start).filter(|t| t.len() <= CLOSE)?.to_lowercase();
    let words: Vec<&str> =
        between.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    let after = text.get(second.evidence.span.end as usize..)?.split_whitespace();
    let is_earlier = after.clone().take(4).map(bare).any(|w| w == "earlier");
    let is_claimed = after.take(6).map(bare).any(|w| CLAIMED.contains(w));
    match words.as_slice() {
        ["to"] if step::leads_from(known.story, first) => Some((Against::Before, false)),
        // "A third of them came from three states" has a verb of its own between.
        // And "dozens of authors from nine schools" are not nine that became dozens.
        [.., "from"]
            if !first.sentence.iter().any(|t| is_between(t) && t.word.upos == Upos::Verb)
                && first.may_count_with(second) =>
        {
            Some((Against::Before, true))
        }
        all if is_earlier && all.contains(&"after") => Some((Against::Before, true)),
        all if all.iter().any(|w| MEASURING.contains(w)) && !is_claimed => None,
        all if all.iter().any(|w| DISPUTING.contains(w)) && is_of_number(all) => {
            if is_of_now(first) {
                return Some((Against::Before, true));
            }
            first.may_count_with(second).then_some((Against::Wrong, true))
        }
        _ => None,
    }
}

/// "Four, not nine", "not the nine that": what is not "enough to reach nine" does not say that nine is wrong.
fn is_of_number(between: &[&str]) -> bool {
    let after = between.iter().skip_while(|word| **word != "not").skip(1);
    after
        .clone()
        .all(|word| matches!(*word, "the" | "a" | "some" | "about" | "just" | "only" | "as" | "many"))
}

/// "Now only six, not eight": what a report tells as new does not make the old wrong.
fn is_of_now(counted: &Counted<'_, '_>) -> bool {
    let before = counted.sentence.iter().filter(|t| t.span().end <= counted.evidence.span.start);
    before.rev().take(NEWS).any(|t| t.lemma == "now")
}

/// The other number where another report tells it of the same thing.
fn met(
    known: &Known<'_, '_>,
    revised: &Revised<'_, '_>,
    told: &[(SentenceId, Vec<Counted<'_, '_>>)],
) -> Option<Difference> {
    let around = terms_around(known, revised.id);
    let mut best: Option<(usize, &Counted<'_, '_>)> = None;
    for (id, numbers) in told {
        for number in numbers.iter().filter(|n| is_other(revised, n)) {
            let shared = terms_around(known, *id).intersection(&around).count();
            let one_noun = number.shares_noun(&revised.own) || number.shares_noun(&revised.other);
            // "Seven bullets rather than 10" says nothing of 10 rounds.
            let few = shared >= FEWEST_SHARED && revised.against == Against::Before;
            let enough = few || number.quantity.value >= UNMISTAKABLE;
            let score = shared + if one_noun { FEWEST_SHARED } else { 0 };
            if (one_noun || enough) && best.is_none_or(|(known, _)| score > known) {
                best = Some((score, number));
            }
        }
    }
    let (_, number) = best?;
    let later = known.story.later(number.evidence.report, revised.id.report);
    let has_both = has_value(known.story, number.evidence.report, revised.values[0], &revised.own, number);
    let in_order = match revised.against {
        // A report that has both numbers, or one as the first of several, says nothing against either.
        Against::Wrong => !has_both && !is_of_before(number),
        Against::Before => !has_both && later != Some(number.evidence.report),
    };
    in_order.then(|| difference(known, number, revised))
}

fn is_other(revised: &Revised<'_, '_>, number: &Counted<'_, '_>) -> bool {
    let (a, b) = (number.quantity, revised.other.quantity);
    a.value == revised.values[1] && a.high.is_none() && a.change.is_none() && is_one_unit(a, b)
}

/// Stems of the content words of a sentence and the one before it.
fn terms_around(known: &Known<'_, '_>, id: SentenceId) -> BTreeSet<u64> {
    use Upos::{Noun, Propn, Verb};
    let before = id.sentence.checked_sub(1).map(|sentence| SentenceId { sentence, ..id });
    let tokens = before.into_iter().chain([id]).flat_map(|id| known.story.tokens(id));
    tokens
        .filter(|t| matches!(t.word.upos, Noun | Propn | Verb))
        .map(|t| t.term)
        .filter(|t| *t != 0)
        .collect()
}

fn difference(known: &Known<'_, '_>, other: &Counted<'_, '_>, revised: &Revised<'_, '_>) -> Difference {
    let (x, y) = (known.story.text(other.evidence), known.story.text(revised.own.evidence));
    let items = [(other.evidence, x.to_owned()), (revised.own.evidence, y.to_owned())];
    let (status, explanation) = match revised.against {
        Against::Wrong => (
            DifferenceStatus::Conflict,
            format!("One report sets “{y}” against “{x}”, which the other tells."),
        ),
        Against::Before => {
            (DifferenceStatus::Update, format!("One report tells of a change since: “{y}” after “{x}”."))
        }
    };
    two(DifferenceKind::Number, status, items, explanation)
}
