//! By what two numbers look like values of one attribute.

use super::super::{Known, comparable, number::Counted};
use super::statement::{AGE, Statement, Weighed};
use wirefold_fold::align::Weights;
use wirefold_report::{Bound, Meaning};

/// The names of the signs, in order.
pub(crate) const NAMES: [&str; 41] = [
    "noun",
    "other noun",
    "attribute",
    "toll",
    "verb",
    "near",
    "clause",
    "sentence",
    "meaning",
    "aligned",
    "named",
    "named apart",
    "one owner",
    "two owners",
    "rivals",
    "ratio",
    "narrower",
    "recalled",
    "dated apart",
    "ahead",
    "both ahead",
    "share",
    "money",
    "duration",
    "age",
    "count",
    "bare",
    "place",
    "inexact",
    "small",
    "two subjects",
    "sampled",
    "quoted",
    "noun and verb",
    "attribute and near",
    "attribute and owner",
    "no rivals",
    "days between",
    "restricted apart",
    "one restricted",
    "some",
];

/// What speaks for and against, by [`NAMES`].
pub(crate) type Signs = [f64; NAMES.len()];

/// Signs of two numbers; `rivals` are how many others of each report might be meant.
pub(super) fn of(
    known: &Known<'_, '_>,
    one: &Statement<'_, '_>,
    other: &Statement<'_, '_>,
    rivals: [usize; 2],
) -> Signs {
    let weight = |term: u64| Weights::general().of_stem(term);
    let is = |kind: &str| f64::from(u8::from(one.kind == kind));
    let flag = |is: bool| f64::from(u8::from(is));
    let (a, b) = (&one.counted, &other.counted);
    let (few, many) = if a.quantity.value < b.quantity.value { (a, b) } else { (b, a) };
    let near = one.near.intersection(&other.near).filter(|term| Some(**term) != one.noun);
    let shared_near = near.map(|term| weight(*term)).sum::<f64>().min(2.0);
    let named = one.named.intersection(&other.named).count();
    let owners = one.owner.zip(other.owner);
    let verb = one.verb.filter(|_| one.verb == other.verb).map_or(0.0, weight);
    let is_restricted = |s: &Statement<'_, '_>| s.is_number() && !s.restricted.is_empty();
    let is_inexact = |c: &Counted<'_, '_>| c.quantity.bound != Bound::Exact || c.quantity.high.is_some();
    [
        one.noun.filter(|_| one.shares_noun(other)).map_or(0.0, |noun| 0.3 + weight(noun)),
        flag(one.noun.is_some() && other.noun.is_some() && one.noun != other.noun),
        one.shares_attribute(other),
        flag(one.shares_toll(other)),
        verb,
        shared_near,
        cosine(&one.clause, &other.clause),
        cosine(&one.sentence, &other.sentence),
        meaning(known, one, other),
        flag(known.links.aligned(one.id, other.id)),
        named.min(2) as f64 / 2.0,
        flag(named == 0 && !one.named.is_empty() && !other.named.is_empty()),
        flag(owners.is_some_and(|(a, b)| a == b)),
        flag(owners.is_some_and(|(a, b)| a != b)),
        rivals.iter().map(|n| (1.0 + *n as f64).ln()).sum(),
        (many.quantity.value / few.quantity.value).abs().max(1.0).ln().min(4.0),
        flag(comparable::is_part(few, many)),
        flag(comparable::is_recalled(known.story, a) != comparable::is_recalled(known.story, b)),
        flag(comparable::are_dated_apart(known.story, a, b)),
        flag(one.is_ahead != other.is_ahead),
        flag(one.is_ahead && other.is_ahead),
        is("share"),
        is("money"),
        is("duration"),
        is(AGE),
        is("count"),
        is("bare"),
        (one.place - other.place).abs(),
        flag(is_inexact(a) || is_inexact(b)),
        flag(few.quantity.value < 4.0 && one.kind == "count"),
        flag(comparable::have_two_subjects(a, b)),
        flag(comparable::is_of_sample(known.story, a) || comparable::is_of_sample(known.story, b)),
        flag(one.is_quoted || other.is_quoted),
        flag(one.shares_noun(other) && verb > 0.0),
        one.shares_attribute(other) * shared_near,
        one.shares_attribute(other) * flag(owners.is_some_and(|(a, b)| a == b)),
        flag(rivals == [0, 0]),
        days_between(known, one, other),
        flag(is_restricted(one) && is_restricted(other) && one.restricted.is_disjoint(&other.restricted)),
        flag(is_restricted(one) != is_restricted(other)),
        flag(one.is_some != other.is_some),
    ]
}

/// The logarithm of the days that lie between the two reports, and one more; at most 2.
fn days_between(known: &Known<'_, '_>, one: &Statement<'_, '_>, other: &Statement<'_, '_>) -> f64 {
    let day = |s: &Statement<'_, '_>| known.story.day(s.id.report);
    let days = day(one).zip(day(other)).and_then(|(a, b)| a.until(b).ok());
    days.map_or(0.0, |span| (1.0 + f64::from(span.get_days().abs())).ln().min(2.0))
}

/// The cosine of two sets of weighed words.
fn cosine(one: &Weighed, other: &Weighed) -> f64 {
    let norm = |words: &Weighed| words.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    let find = |term: u64| other.binary_search_by_key(&term, |(t, _)| *t).is_ok();
    let shared: f64 = one.iter().filter(|(term, _)| find(*term)).map(|(_, w)| w * w).sum();
    shared / (norm(one) * norm(other)).max(1e-9)
}

/// How near the encoder takes the two sentences to be; 0 where their meanings were not read.
fn meaning(known: &Known<'_, '_>, one: &Statement<'_, '_>, other: &Statement<'_, '_>) -> f64 {
    let said =
        |s: &Statement<'_, '_>| known.story.tellings[s.id.report].annotation.meanings.get(s.id.sentence);
    let (Some(a), Some(b)) = (said(one), said(other)) else { return 0.0 };
    let dot = |a: &Meaning, b: &Meaning| -> f64 {
        a.0.iter().zip(b.0.iter()).map(|(x, y)| i64::from(*x) * i64::from(*y)).sum::<i64>() as f64
    };
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(1.0)
}
