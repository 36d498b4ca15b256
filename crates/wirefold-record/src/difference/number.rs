//! Another number of the same things.
//!
//! Numbers are compared where two sentences say the same and count the same
//! noun. A hedge or bound apart ("some 130", "around 130") is compatible; a
//! higher count in a later report of something that only grows (or a lower one of
//! something that shrinks) is an update; two
//! values that cannot both be true are a conflict. One length in metres and in
//! feet is compatible.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{
    Known, befallen, comparable,
    measure::{converted, is_one_unit},
    range::can_both_hold,
    step, two,
};
use crate::{
    align::Knot,
    story::{SentenceId, Story},
    token::Token,
    tree::{Tree, relation},
};
use wirefold_report::{Bound, Difference, DifferenceKind, DifferenceStatus, Evidence, Quantity, Upos};
use wirefold_text::normal::{Normaliser, fold};

/// Stems of the words of counts that grow while an event is being reported.
static GROWING: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("growing.txt")));

/// Stems of the words for rising, and for the highest value that something rose to.
static RISING: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("rising.txt")));
static PEAKED: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("peaked.txt")));

/// Stems of the words of counts that shrink as an event goes on.
static SHRINKING: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("shrinking.txt")));

/// The stems of a list of words.
pub(super) fn stems(file: &'static str) -> BTreeSet<u64> {
    let mut normaliser = Normaliser::default();
    listed(file).flat_map(|word| normaliser.tokens(word)).map(|t| t.term).collect()
}

static HEDGES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("number_hedges.txt")).collect());

/// The words of a list: all that stand on lines which are no comment.
pub(super) fn listed(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// Quantities of a sentence that are compared.
const MOST_COMPARED: usize = 100;

/// A quantity in its sentence.
pub(super) struct Counted<'s, 'a> {
    pub evidence: Evidence,
    pub quantity: &'a Quantity,
    /// Stems of the nouns that it counts.
    nouns: BTreeSet<u64>,
    /// Stems of the content words beside it, for one that counts no noun.
    beside: BTreeSet<u64>,
    pub sentence: &'s [Token<'a>],
}

impl<'s, 'a> Counted<'s, 'a> {
    /// Stems of the nouns that it counts.
    pub(super) fn nouns(&self) -> &BTreeSet<u64> {
        &self.nouns
    }

    /// The word that what it counts hangs by, or it itself.
    pub(super) fn top(&self) -> Option<&'s Token<'a>> {
        Tree(self.sentence).top_of(self.quantity.counted.unwrap_or(self.quantity.span))
    }

    /// Whether nothing says that they count different things.
    pub(super) fn may_count_with(&self, other: &Self) -> bool {
        self.nouns.is_empty() || other.nouns.is_empty() || self.shares_noun(other)
    }

    /// Whether both count things of one name.
    pub(super) fn shares_noun(&self, other: &Self) -> bool {
        !self.nouns.is_disjoint(&other.nouns)
    }
}

pub(super) fn find(known: &Known<'_, '_>, knot: &Knot, found: &mut Vec<Difference>) {
    let counted = |ids: &[SentenceId]| ids.iter().flat_map(|&id| counted(known.story, id)).collect();
    let (mut a, mut b): (Vec<Counted<'_, '_>>, Vec<Counted<'_, '_>>) = (counted(&knot.a), counted(&knot.b));
    for (one, other) in take_pairs(&mut a, &mut b, |x, y| converted(x.quantity, y.quantity)) {
        let explanation = "One measure in other units.".to_owned();
        found.push(difference(known.story, &one, &other, DifferenceStatus::Compatible, explanation));
    }
    for (one, other) in take_pairs(&mut a, &mut b, is_one_number) {
        found.extend(hedged(known.story, &one, &other));
        found.extend(changed_since(known.story, &one, &other, &b));
        found.extend(changed_since(known.story, &other, &one, &a));
    }
    if is_clear(&a, &b) {
        for (one, other) in take_pairs(&mut a, &mut b, counts_the_same) {
            found.extend(differing(known.story, &one, &other));
        }
    }
}

pub(super) fn counted<'s, 'a>(story: &'s Story<'a>, id: SentenceId) -> Vec<Counted<'s, 'a>> {
    let annotation = story.tellings[id.report].annotation;
    let sentence = story.sentence(id).span;
    let start = annotation.quantities.partition_point(|q| q.span.start < sentence.start);
    let inside =
        annotation.quantities[start..].iter().take_while(|q| q.span.end <= sentence.end).take(MOST_COMPARED);
    inside
        .map(|quantity| {
            let tokens = story.tokens(id);
            let nominal = |t: &&Token<'_>| matches!(t.word.upos, Upos::Noun | Upos::Propn);
            let of = |t: &&Token<'_>| quantity.things().is_some_and(|of| of.contains(t.span()));
            Counted {
                evidence: Evidence { report: id.report, span: quantity.span },
                quantity,
                nouns: match tokens.iter().filter(of).find(nominal) {
                    Some(noun) if is_count(&noun.lemma) => before(tokens, quantity),
                    Some(noun) if noun.lemma == "member" => members(tokens, noun),
                    _ => tokens.iter().filter(of).filter(nominal).map(|t| t.term).collect(),
                },
                beside: beside(tokens, quantity),
                sentence: tokens,
            }
        })
        .collect()
}

/// Nouns that only say that something is counted.
pub(super) fn is_count(lemma: &str) -> bool {
    matches!(lemma, "number" | "toll" | "total" | "count" | "figure")
}

/// Stems of the nouns before a quantity: "the number of ships waiting rose to 31".
fn before(tokens: &[Token<'_>], quantity: &Quantity) -> BTreeSet<u64> {
    let earlier = tokens.iter().filter(|t| t.span().end <= quantity.span.start);
    earlier.filter(|t| t.word.upos == Upos::Noun && !is_count(&t.lemma)).map(|t| t.term).collect()
}

/// Stems of what members are of: "five members of the presidential *guard*".
fn members(tokens: &[Token<'_>], noun: &Token<'_>) -> BTreeSet<u64> {
    let of = |t: &&Token<'_>| {
        t.word.head == Some(noun.index) && relation(t) == "nmod" && t.word.upos == Upos::Noun
    };
    let whose: BTreeSet<u64> = tokens.iter().filter(of).map(|t| t.term).collect();
    if whose.is_empty() { BTreeSet::from([noun.term]) } else { whose }
}

/// Stems of the nearest content words before and after.
fn beside(tokens: &[Token<'_>], quantity: &Quantity) -> BTreeSet<u64> {
    let content = |t: &&Token<'_>| t.is_content() && t.word.upos != Upos::Num;
    let before = tokens.iter().rev().filter(|t| t.span().end <= quantity.span.start).find(content);
    let after = tokens.iter().filter(|t| t.span().start >= quantity.span.end).find(content);
    before.into_iter().chain(after).map(|t| t.term).collect()
}

fn counts_the_same(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (a, b) = (one.quantity, other.quantity);
    if !is_one_unit(a, b) || a.change != b.change || befallen::toll(one) != befallen::toll(other) {
        return false;
    }
    if one.nouns.is_empty() || other.nouns.is_empty() {
        return !one.beside.is_disjoint(&other.beside);
    }
    !one.nouns.is_disjoint(&other.nouns)
}

/// One value of what may be one thing: where the values agree, it is enough that
/// the words around them do.
fn is_one_number(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let around = |c: &Counted<'_, '_>| -> BTreeSet<u64> { c.nouns.union(&c.beside).copied().collect() };
    one.quantity.value == other.quantity.value
        && is_one_unit(one.quantity, other.quantity)
        && (counts_the_same(one, other) || !around(one).is_disjoint(&around(other)))
}

/// Takes out of both lists the pairs that fit.
fn take_pairs<'s, 'a>(
    a: &mut Vec<Counted<'s, 'a>>,
    b: &mut Vec<Counted<'s, 'a>>,
    fits: impl Fn(&Counted<'_, '_>, &Counted<'_, '_>) -> bool,
) -> Vec<(Counted<'s, 'a>, Counted<'s, 'a>)> {
    let mut pairs = Vec::new();
    let mut i = 0;
    while i < a.len() {
        match b.iter().position(|y| fits(&a[i], y)) {
            Some(j) => pairs.push((a.remove(i), b.remove(j))),
            None => i += 1,
        }
    }
    pairs
}

/// Whether no number could be paired with two.
fn is_clear(a: &[Counted<'_, '_>], b: &[Counted<'_, '_>]) -> bool {
    let partners = |x: &Counted<'_, '_>, list: &[Counted<'_, '_>]| {
        list.iter().filter(|y| counts_the_same(x, y)).count() <= 1
    };
    a.iter().all(|x| partners(x, b)) && b.iter().all(|y| partners(y, a))
}

/// One value, with other words of how exact it is.
fn hedged(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> Option<Difference> {
    let (a, b) = (one.quantity, other.quantity);
    let hedge = |c: &Counted<'_, '_>| hedge(story, c);
    let one_hedge = a.bound == b.bound && (a.bound != Bound::About || hedge(one) == hedge(other));
    if let (None, Some(_)) | (Some(_), None) = (a.high, b.high) {
        return range_since(story, one, other);
    }
    if a.high != b.high || one_hedge {
        return None;
    }
    let (x, y) = (story.text(one.evidence), story.text(other.evidence));
    let what = counted_by_both(story, one, other);
    let number = of_what(what.as_deref(), "One number of {}", "One number");
    let explanation = format!("{number}, hedged in other words: “{x}” and “{y}” can both be true.");
    Some(difference(story, one, other, DifferenceStatus::Compatible, explanation))
}

/// "From 23 to 31", read as a range, where the other report still has 23.
fn range_since(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> Option<Difference> {
    let (old, new) = if one.quantity.high.is_none() { (one, other) } else { (other, one) };
    let text = story.text(new.evidence);
    let later = story.later(old.evidence.report, new.evidence.report);
    let is_change =
        step::before(story, new) == Some(old.quantity.value) && later != Some(old.evidence.report);
    let explanation =
        || format!("One report tells of a change since: “{text}” after “{}”.", story.text(old.evidence));
    is_change.then(|| difference(story, old, new, DifferenceStatus::Update, explanation()))
}

/// The words of a quantity that are no numerals and no counted noun.
fn hedge(story: &Story<'_>, counted: &Counted<'_, '_>) -> String {
    let words: Vec<String> = story
        .text(counted.evidence)
        .split_whitespace()
        .filter(|w| w.chars().all(char::is_alphabetic))
        .map(fold)
        .filter(|w| HEDGES.contains(w.as_str()))
        .collect();
    words.join(" ")
}

/// "From 23 to 31" where the other report still has 23.
fn changed_since(
    story: &Story<'_>,
    old: &Counted<'_, '_>,
    same: &Counted<'_, '_>,
    rest: &[Counted<'_, '_>],
) -> Option<Difference> {
    const CLOSE: usize = 24;
    let report = same.evidence.report;
    let is_first = story.later(old.evidence.report, report) != Some(old.evidence.report);
    if !is_first || !step::leads_from(story, same) {
        return None;
    }
    let text = &story.tellings[report].report.text;
    let leads_to = |new: &&Counted<'_, '_>| {
        let (end, start) = (same.evidence.span.end as usize, new.evidence.span.start as usize);
        let between = text.get(end..start).filter(|t| t.len() <= CLOSE);
        let is_to = between.is_some_and(|t| t.split_whitespace().next_back() == Some("to"));
        is_to && new.quantity.value != old.quantity.value && is_one_unit(new.quantity, same.quantity)
    };
    let new = rest.iter().find(leads_to)?;
    if has_value(story, old.evidence.report, new.quantity.value, new, old) {
        return None;
    }
    let (x, y) = (story.text(old.evidence), story.text(new.evidence));
    let explanation = format!("One report tells of a change since: from “{x}” to “{y}”.");
    Some(difference(story, old, new, DifferenceStatus::Update, explanation))
}

/// Another number of the same; `None` where nothing shows that both reports count one thing.
pub(super) fn differing(
    story: &Story<'_>,
    one: &Counted<'_, '_>,
    other: &Counted<'_, '_>,
) -> Option<Difference> {
    if !comparable::may_be_one(story, one, other) || falls_back(story, one, other) {
        return None;
    }
    let (x, y) = (story.text(one.evidence), story.text(other.evidence));
    let what = counted_by_both(story, one, other);
    let of_what = |known: &str, unknown: &str| of_what(what.as_deref(), known, unknown);
    let moved = in_order(story, one, other).filter(|[old, new]| moves_on(old, new));
    let (status, explanation) = if let Some([old, new]) = moved {
        let (old, new) = (story.text(old.evidence), story.text(new.evidence));
        let says = of_what("The later report counts {} anew:", "The later report has another number:");
        (DifferenceStatus::Update, format!("{says} “{new}” after “{old}”."))
    } else if is_undated(story, one, other) && (moves_on(one, other) || moves_on(other, one)) {
        let explanation =
            format!("“{x}” or “{y}”: the count moves on, and not both reports say of which day they are.");
        (DifferenceStatus::Compatible, explanation)
    } else if can_both_hold(one, other) || is_vague(x) || is_vague(y) {
        let of = of_what(" of {}", "");
        (DifferenceStatus::Compatible, format!("“{x}” and “{y}”{of} can both be true."))
    } else if is_named(one, other)
        && comparable::is_one(story, one, other)
        && !is_told_apart(story, one, other)
    {
        let say = of_what("The reports count {} otherwise:", "The reports differ:");
        (DifferenceStatus::Conflict, format!("{say} “{x}” against “{y}”."))
    } else {
        return None;
    };
    Some(difference(story, one, other, status, explanation))
}

/// Whether one of the reports has the other's number too: whoever knows both tells two things by them.
fn is_told_apart(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    has(story, one.evidence.report, other, one) || has(story, other.evidence.report, one, other)
}

/// Whether a report has a number of another report, of the same things as its own.
fn has(story: &Story<'_>, report: usize, number: &Counted<'_, '_>, own: &Counted<'_, '_>) -> bool {
    has_value(story, report, number.quantity.value, number, own)
}

/// Whether a report has a value of what a number of another report, or its own, is of.
pub(super) fn has_value(
    story: &Story<'_>,
    report: usize,
    value: f64,
    number: &Counted<'_, '_>,
    own: &Counted<'_, '_>,
) -> bool {
    let alike = |known: &Counted<'_, '_>| {
        let counts = |other: &Counted<'_, '_>| {
            known.shares_noun(other)
                || befallen::toll(known).is_some() && befallen::toll(known) == befallen::toll(other)
        };
        known.quantity.value == value
            && is_one_unit(known.quantity, number.quantity)
            && (number.quantity.measure().is_some() || counts(number) || counts(own))
    };
    let sentences = (0..story.tellings[report].tokens.len()).map(|sentence| SentenceId { report, sentence });
    sentences.flat_map(|id| counted(story, id)).any(|known| alike(&known))
}

/// Whether both say what they count, and it is one thing: only then can the numbers contradict each other.
fn is_named(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    befallen::toll(one).is_some() || one.shares_noun(other)
}

/// What two numbers count, in the words of an explanation. Ages, sums and measures count nothing, and nobody counts a name.
fn counted_by_both(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> Option<String> {
    if let Some(toll) = befallen::toll(one) {
        return Some(toll.to_owned());
    }
    let is_shared = |t: &&Token<'_>| one.nouns.contains(&t.term) && other.nouns.contains(&t.term);
    let noun = one.sentence.iter().rfind(is_shared).filter(|t| t.word.upos == Upos::Noun);
    let noun = noun.filter(|_| one.quantity.measure().is_none());
    noun.map(|t| story.text(Evidence { report: one.evidence.report, span: t.span() }).to_lowercase())
}

/// What is said of two numbers, and of what they count if that is known.
fn of_what(what: Option<&str>, known: &str, unknown: &str) -> String {
    what.map_or_else(|| unknown.to_owned(), |what| known.replace("{}", what))
}

pub(super) fn is_undated(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    [one, other].iter().any(|c| story.day(c.evidence.report).is_none())
}

/// Two numbers in the order in which they were counted: as their reports were published, else as one tells that it rose.
pub(super) fn in_order<'c, 's, 'a>(
    story: &Story<'_>,
    one: &'c Counted<'s, 'a>,
    other: &'c Counted<'s, 'a>,
) -> Option<[&'c Counted<'s, 'a>; 2]> {
    match story.later(one.evidence.report, other.evidence.report) {
        Some(later) if later == one.evidence.report => Some([other, one]),
        Some(_) => Some([one, other]),
        None if one.quantity.value < other.quantity.value => has_risen(other).then_some([one, other]),
        None => has_risen(one).then_some([other, one]),
    }
}

/// "The toll *has climbed to* 145": there were fewer before.
fn has_risen(counted: &Counted<'_, '_>) -> bool {
    let before = counted.sentence.partition_point(|t| t.span().start < counted.quantity.span.start);
    let tree = Tree(counted.sentence);
    let verb = counted.top().and_then(|top| tree.verb_above(top));
    let leads_to = before.checked_sub(1).is_some_and(|at| counted.sentence[at].form == "to");
    leads_to && verb.is_some_and(|verb| RISING.contains(&verb.term))
}

pub(super) fn moves_on(old: &Counted<'_, '_>, new: &Counted<'_, '_>) -> bool {
    if is_fixed(old) || is_fixed(new) {
        return false;
    }
    if is_of_now(new) {
        return true;
    }
    let shrinking = |c: &Counted<'_, '_>| c.sentence.iter().any(|t| SHRINKING.contains(&t.term));
    if new.quantity.value < old.quantity.value {
        return shrinking(old) && shrinking(new);
    }
    let growing = |c: &Counted<'_, '_>| c.sentence.iter().any(|t| GROWING.contains(&t.term));
    let has = |c: &Counted<'_, '_>, stems: &BTreeSet<u64>| c.sentence.iter().any(|t| stems.contains(&t.term));
    // The river "rose to" so much, and "peaked at" more: two times of it.
    growing(old) && growing(new) || has(old, &RISING) && !has(old, &PEAKED) && has(new, &PEAKED)
}

/// "3,000 people are still in shelters", "now 3,000": a number that goes on with an earlier one.
fn is_of_now(counted: &Counted<'_, '_>) -> bool {
    let tree = Tree(counted.sentence);
    let Some(top) = counted.top() else {
        return false;
    };
    let heads = std::iter::successors(Some(top), |at| tree.head(at)).take(2);
    let goes_on = |word: &Token<'_>| matches!(word.lemma.as_str(), "still" | "now");
    heads.flat_map(|word| tree.kids(word)).any(|kid| relation(kid) == "advmod" && goes_on(kid))
}

/// Whether a measure tells of what sort somebody or something is: "a 34-year-old man", "the 14-storey tower". That does not
/// grow with what befalls them.
fn is_fixed(counted: &Counted<'_, '_>) -> bool {
    let tree = Tree(counted.sentence);
    let describes = |top: &Token<'_>| matches!(relation(top), "amod" | "compound");
    let written = counted.quantity.measure().is_some();
    written && tree.top_of(counted.quantity.span).is_some_and(describes)
}

/// Whether what only grows is told lower on a later day, by more than a correction: the lower number is of some of it.
pub(super) fn falls_back(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    const CORRECTED: f64 = 0.9;
    let (few, many) = if one.quantity.value < other.quantity.value { (one, other) } else { (other, one) };
    let day = |c: &Counted<'_, '_>| story.day(c.evidence.report);
    let is_later = day(few).zip(day(many)).is_some_and(|(few, many)| few > many);
    is_later
        && few.quantity.value < CORRECTED * many.quantity.value
        && moves_on(few, many)
        && !moves_on(many, few)
}

pub(super) fn difference(
    story: &Story<'_>,
    one: &Counted<'_, '_>,
    other: &Counted<'_, '_>,
    status: DifferenceStatus,
    explanation: String,
) -> Difference {
    let item = |c: &Counted<'_, '_>| (c.evidence, story.text(c.evidence).to_owned());
    two(DifferenceKind::Number, status, [item(one), item(other)], explanation)
}

/// "Thousands of", which says no number.
pub(super) fn is_vague(text: &str) -> bool {
    const ROUND: [&str; 7] =
        ["dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions"];
    text.split_whitespace().any(|word| ROUND.contains(&word.to_lowercase().as_str()))
}
