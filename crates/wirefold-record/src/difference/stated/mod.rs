//! Another value of the same attribute, wherever two reports tell it.
//!
//! Reporters tell one thing in sentences of their own: "the quake had a magnitude of 6.4", "Geologists put its strength at
//! 6.2". Every number of a report is taken as the value of an attribute ([`statement`]), numbers of two reports that may be
//! values of one attribute are weighed by many small signs ([`signs`]), and what is likely enough is told. A value that the
//! other report has too is no news to it, and where a report tells many such numbers, none is taken for another.

pub(super) mod ahead;
mod apart;
mod numbers;
mod plural;
mod signs;
mod statement;
mod told;
mod weights;

use std::collections::BTreeSet;

use super::{
    Known, comparable, measure,
    number::{Counted, difference, falls_back, in_order, is_undated, moves_on},
    range::can_both_hold,
};
use crate::{
    align::Pair,
    story::{SentenceId, Story},
    tree::{Tree, relation},
};
use numbers::Numbers;
pub(crate) use signs::NAMES;
pub(crate) use signs::Signs;
use statement::{AGE, Statement, of_report};
use told::Told;
use wirefold_report::{Bound, Difference, DifferenceStatus, Evidence, Upos};

/// Log-odds from which on two numbers are taken to be values of one attribute.
const ENOUGH: f64 = 0.0;
/// So many reports are all held against each other.
const FEW: usize = 8;
/// Numbers up to this are told of too much else to silence others.
const SMALL: f64 = 12.0;
/// Up to so many of a sort are counted of this and that: "four senators" who object are not "five senators" who vote.
const SEVERAL: f64 = 30.0;
/// Of two tolls of one attack the higher is at most so many times the lower where the sentences date them apart.
const ONE_TOLL: f64 = 1.25;

/// Two numbers that may be values of one attribute.
pub(crate) struct Candidate<'r, 's, 'a> {
    one: &'r Statement<'s, 'a>,
    other: &'r Statement<'s, 'a>,
    pub(crate) signs: Signs,
    /// Whether their sentences say the same, and neither report has another number of the kind.
    is_alone: bool,
    /// Whether their sentences say the same.
    is_aligned: bool,
}

impl Candidate<'_, '_, '_> {
    /// Where the two numbers stand.
    pub(crate) fn evidence(&self) -> [Evidence; 2] {
        [self.one.counted.evidence, self.other.counted.evidence]
    }

    /// The two numbers, each with its sentence.
    fn numbers(&self) -> [(SentenceId, Evidence); 2] {
        [self.one, self.other].map(|s| (s.id, s.counted.evidence))
    }

    /// Whether both values can be true.
    pub(crate) fn can_both_hold(&self) -> bool {
        can_both_hold(&self.one.counted, &self.other.counted)
    }

    /// Whether one value is more than twice the other.
    fn is_far_off(&self) -> bool {
        let [a, b] = [self.one, self.other].map(|s| s.counted.quantity.value.abs());
        a.max(b) > 2.0 * a.min(b)
    }

    /// Whether both count some few things, and neither one verb nor like sentences say that these are the same.
    fn is_of_this_and_that(&self) -> bool {
        let (one, other) = (self.one, self.other);
        let few = one.counted.quantity.value.min(other.counted.quantity.value) <= SEVERAL;
        one.kind == "count" && few && !one.has_toll() && !self.is_aligned && one.verb != other.verb
    }

    /// "9,000 nursing jobs", "6,400 harbour employees": two nouns, each of a sort of its own.
    fn is_of_two_trades(&self) -> bool {
        let (one, other) = (self.one, self.other);
        let sorted = !one.sort.is_empty() && !other.sort.is_empty() && one.sort.is_disjoint(&other.sort);
        one.kind == "count" && !one.has_toll() && !one.shares_noun(other) && sorted
    }

    /// Whether there were more of the one and fewer of the other: jobs that were created and jobs that were lost.
    fn is_of_two_ways(&self) -> bool {
        self.one.way.zip(self.other.way).is_some_and(|(one, other)| one != other)
    }

    /// Whether one is all there are, and something was done to just so many as the other: "most of the 140 delegates" and "won
    /// 90 delegates".
    fn is_of_some_and_all(&self) -> bool {
        let (one, other) = (self.one, self.other);
        one.is_whole && !other.is_whole && other.is_object || other.is_whole && !one.is_whole && one.is_object
    }

    /// Whether tolls that are dated apart are too far from each other.
    fn is_of_two_attacks(&self, story: &Story<'_>) -> bool {
        let [a, b] = [self.one, self.other].map(|s| s.counted.quantity.value);
        self.one.shares_toll(self.other)
            && a.max(b) > ONE_TOLL * a.min(b)
            && comparable::are_dated_apart(story, &self.one.counted, &self.other.counted)
    }

    /// "Italy has 80,500 cases", "Spain has 72,000".
    fn is_of_two_places(&self) -> bool {
        self.one.is_number() && self.one.seat.zip(self.other.seat).is_some_and(|(a, b)| a != b)
    }

    /// Whether what a market did is told at two times of a day.
    fn is_of_two_moments(&self) -> bool {
        let is_price = self.one.kind == "share" || self.one.kind.contains(" per ");
        let changes = self.one.counted.quantity.change.is_some();
        (changes || is_price) && (self.one.moves || self.other.moves)
    }

    /// Whether both are ages, and not of one person who can't have had a birthday since.
    fn is_of_two_ages(&self, story: &Story<'_>) -> bool {
        let [a, b] = [self.one, self.other].map(|s| s.counted.quantity.value);
        let [day, other_day] = self.evidence().map(|e| story.day(e.report));
        let is_birthday = (a - b).abs() <= 1.0 && (day.is_none() || day != other_day);
        self.one.kind == AGE && (is_birthday || !self.one.is_age_of_one(self.other))
    }

    /// Whether a measure, share or age is of two persons.
    fn is_of_two_owners(&self) -> bool {
        let (one, other) = (self.one, self.other);
        let apart = one.owner.zip(other.owner).is_some_and(|(a, b)| a != b);
        let persons = one.is_of_person && other.is_of_person;
        !one.is_number() && apart && persons
    }

    /// "30 were arrested in Lima", "28 in Cusco".
    fn is_of_two_cities(&self) -> bool {
        let (one, other) = (&self.one.cities, &self.other.cities);
        self.one.is_number() && !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
    }

    /// Whether nothing in common says of what both are numbers.
    fn is_nameless(&self) -> bool {
        let (one, other) = (self.one, self.other);
        let is_alone = self.is_alone && !one.is_number();
        !is_alone
            && !one.shares_noun(other)
            && one.shares_attribute(other) == 0.0
            && one.near.is_disjoint(&other.near)
    }

    /// Whether something says that two numbers are of two things, however alike all else is: one was wished for or foreseen,
    /// is of another day, of somebody else, of some of those whom the other counts, or of those who happened to be asked.
    pub(crate) fn are_two(&self, story: &Story<'_>) -> bool {
        let (one, other) = (&self.one.counted, &self.other.counted);
        (self.one.is_ahead || self.other.is_ahead) && self.one.verb != self.other.verb
            || self.one.is_ahead != self.other.is_ahead
            || self.one.is_guess
            || self.other.is_guess
            || comparable::is_among_those_asked(story, one)
            || comparable::is_among_those_asked(story, other)
            || comparable::is_of_two_fates(one, other)
            || self.one.has_toll() != self.other.has_toll() && self.one.verb != self.other.verb
            || comparable::are_limits(one, other)
            || comparable::are_of_two_periods(story, one, other)
            || comparable::is_of_later(story, one, other)
            || falls_back(story, one, other)
            || self.is_far_off() && comparable::are_dated_apart(story, one, other)
            || self.is_nameless()
            || self.is_of_two_moments()
            || self.is_of_two_owners()
            || comparable::is_among(one) != comparable::is_among(other)
            || comparable::are_counted_apart(one, other)
            || comparable::goes_on_with_the_past(story, one)
                != comparable::goes_on_with_the_past(story, other)
            || comparable::are_dated_apart(story, one, other)
                && (moves_on(one, other) || moves_on(other, one))
            || comparable::are_told_apart(one, other)
            || self.one.is_of_then != self.other.is_of_then
            || self.one.is_of_long_ago != self.other.is_of_long_ago
            || self.is_of_two_trades()
            || self.is_of_two_ways()
            || self.is_of_some_and_all()
            || self.one.is_repeated != self.other.is_repeated
            || self.one.is_of_several != self.other.is_of_several
            || self.one.is_difference != self.other.is_difference
            || self.is_of_two_cities()
            || self.is_of_two_ages(story)
            || self.is_of_this_and_that()
            || self.is_of_two_attacks(story)
            || self.is_of_two_places()
            || self.one.shares_toll(self.other)
                && comparable::is_recalled(story, one) != comparable::is_recalled(story, other)
    }
}

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    let mut standing = Told::new(known.story, found);
    for_each_pair(known, |mut candidates| {
        let odds = |candidate: &Candidate<'_, '_, '_>| weights::log_odds(&candidate.signs);
        let is_one = |c: &Candidate<'_, '_, '_>| c.one.is_age_of_one(c.other) || odds(c) >= ENOUGH;
        candidates.retain(|candidate| is_one(candidate) && !candidate.are_two(known.story));
        candidates.sort_by(|x, y| odds(y).total_cmp(&odds(x)));
        let mut told: Vec<Evidence> = Vec::new();
        for candidate in candidates {
            let evidence = candidate.evidence();
            if !evidence.iter().any(|e| told.contains(e)) && !standing.has(candidate.numbers()) {
                told.extend(evidence);
                let difference = told_of(known.story, &candidate);
                standing.add(&difference);
                found.push(difference);
            }
        }
    });
}

/// Why two values can both be true.
fn why_both(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> &'static str {
    let limit = |c: &Counted<'_, '_>| !matches!(c.quantity.bound, Bound::Exact | Bound::About);
    if limit(one) || limit(other) { "one only says where it ends" } else { "one is rounder" }
}

/// Calls back with the candidates of every two reports that are compared.
pub(crate) fn for_each_pair(known: &Known<'_, '_>, mut told: impl FnMut(Vec<Candidate<'_, '_, '_>>)) {
    let reports: Vec<Numbers<'_, '_>> =
        (0..known.story.len()).map(|report| Numbers::new(of_report(known, report))).collect();
    for (a, b) in pairs(known) {
        told(candidates(known, &reports[a], &reports[b]));
    }
}

/// The reports to hold against each other, in order: of a few all, of many those that are compared anyway.
fn pairs(known: &Known<'_, '_>) -> BTreeSet<(usize, usize)> {
    let reports = known.story.len();
    if reports <= FEW {
        return (0..reports).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    }
    known.links.compared.iter().map(|&Pair { a, b, .. }| (a, b)).collect()
}

fn candidates<'r, 's, 'a>(
    known: &Known<'_, '_>,
    a: &'r Numbers<'s, 'a>,
    b: &'r Numbers<'s, 'a>,
) -> Vec<Candidate<'r, 's, 'a>> {
    let mut found = Vec::new();
    for (i, one) in a.all.iter().enumerate() {
        for j in b.akin(one) {
            let other = &b.all[j];
            if may_be_one(one, other) && is_news(one, other, b) && is_news(other, one, a) {
                let rivals = [a.rivals[i], b.rivals[j]];
                let signs = signs::of(known, one, other, rivals);
                let is_aligned = known.links.aligned(one.id, other.id);
                let is_alone = is_aligned && rivals == [0, 0];
                found.push(Candidate { one, other, signs, is_alone, is_aligned });
            }
        }
    }
    found
}

/// Whether the report of `other` has not this value as well, or has it from somebody else: "The survey put the magnitude at
/// 6.2. The agency had given it as 6.4."
fn is_news(one: &Statement<'_, '_>, other: &Statement<'_, '_>, others: &Numbers<'_, '_>) -> bool {
    let is_of_another = |known: &Statement<'_, '_>| {
        let is_one =
            known.shares_attribute(other) == 1.0 && known.id != other.id && !known.shares_toll(other);
        is_one && !known.named.is_empty() && !other.named.is_empty() && known.named.is_disjoint(&other.named)
    };
    let is_told = |known: &&Statement<'_, '_>| says_as_much(one, known) || goes_on(known, other);
    others.of_value(one.counted.quantity.value).filter(is_told).all(is_of_another)
}

/// "She brought in 17 changes. *They* were cut to 12": whether a number counts what the sentence before does.
fn goes_on(number: &Statement<'_, '_>, before: &Statement<'_, '_>) -> bool {
    let tree = Tree(number.counted.sentence);
    let is_of_those = || {
        let verb = tree.top_of(number.counted.evidence.span).and_then(|top| tree.verb_above(top));
        let subject = verb.and_then(|verb| tree.kids(verb).find(|kid| relation(kid) == "nsubj"));
        subject.is_some_and(|subject| subject.word.upos == Upos::Pron)
    };
    number.id.report == before.id.report
        && number.id.sentence == before.id.sentence + 1
        && number.noun.is_none()
        && number.is_number()
        && is_of_those()
}

/// Whether another number has the value of one, of what may be the same.
fn says_as_much(one: &Statement<'_, '_>, other: &Statement<'_, '_>) -> bool {
    let (a, b) = (one.counted.quantity, other.counted.quantity);
    let is_one_kind = one.kind == other.kind || one.is_number() && other.is_number();
    is_one_kind
        && a.value == b.value
        && (one.kind != "count"
            || a.value > SMALL
            || one.shares_noun(other)
            || one.shares_attribute(other) > 0.0
            || !one.near.is_disjoint(&other.near)
            // "Three firms were tried: two were fined": two firms.
            || one.noun.is_some_and(|noun| other.sentence.binary_search_by_key(&noun, |(term, _)| *term).is_ok()))
}

/// Whether two numbers may be two values of one attribute.
fn may_be_one(one: &Statement<'_, '_>, other: &Statement<'_, '_>) -> bool {
    let is_named = || one.shares_noun(other) || one.shares_attribute(other) > 0.0;
    let is_one_kind = one.kind == other.kind || one.is_number() && other.is_number();
    is_one_kind
        && one.counted.quantity.value != other.counted.quantity.value
        && !comparable::is_one_behind_a_dash(&one.counted, &other.counted)
        && (is_named() || !one.is_number() || one.kind == "bare" && other.kind == "bare")
        && (one.is_number() || measure::is_one_scale(one.counted.quantity, other.counted.quantity))
        && one.counted.quantity.change == other.counted.quantity.change
}

fn told_of(story: &Story<'_>, candidate: &Candidate<'_, '_, '_>) -> Difference {
    let (one, other) = (&candidate.one.counted, &candidate.other.counted);
    let order = in_order(story, one, other);
    let [old, new] = order.unwrap_or([one, other]);
    let [x, y] = [old, new].map(|counted| with_source(story, counted.evidence));
    let what = candidate.one.subject(candidate.other);
    let about = |link: &str| what.as_ref().map_or_else(String::new, |what| format!("{link} {what}"));
    let moves =
        || moves_on(old, new) || is_counted_on(story, candidate) || has_grown(story, candidate, old, new);
    let (status, explanation) = if order.is_some() && moves() {
        (
            DifferenceStatus::Update,
            format!("The later report has a new value{}: {y} after {x}.", about(" for")),
        )
    } else if candidate.can_both_hold() {
        (
            DifferenceStatus::Compatible,
            format!("{x} and {y}{} can both be true: {}.", about(" for"), why_both(one, other)),
        )
    } else if is_undated(story, one, other) && (moves_on(one, other) || moves_on(other, one)) {
        let why = "it moves on, and not both reports say of which day they are";
        (DifferenceStatus::Compatible, format!("{x} or {y}{}: {why}.", about(" for")))
    } else {
        (DifferenceStatus::Conflict, format!("The reports differ{}: {x} against {y}.", about(" on")))
    };
    difference(story, one, other, status, explanation)
}

/// Whether more things are counted days later: by then there may be more of them.
fn has_grown(
    story: &Story<'_>,
    candidate: &Candidate<'_, '_, '_>,
    old: &Counted<'_, '_>,
    new: &Counted<'_, '_>,
) -> bool {
    const DAYS: i32 = 2;
    let days = story.day(old.evidence.report).zip(story.day(new.evidence.report));
    let apart = days.and_then(|(old, new)| old.until(new).ok()).map_or(0, |span| span.get_days());
    candidate.one.kind == "count" && apart >= DAYS && new.quantity.value > old.quantity.value
}

/// Whether a share is told on two days: votes are counted on.
fn is_counted_on(story: &Story<'_>, candidate: &Candidate<'_, '_, '_>) -> bool {
    let [a, b] = candidate.evidence().map(|e| story.day(e.report));
    candidate.one.kind == "share" && a != b
}

/// A value in quotation marks, with who says so where the report's words for them stand alone: “6.2” (according to the
/// survey). "She" and "his lawyer" do not.
fn with_source(story: &Story<'_>, value: Evidence) -> String {
    const LONGEST: u32 = 60;
    let quotes = &story.tellings[value.report].annotation.quotes;
    let around = quotes.iter().filter(|q| q.content.iter().any(|span| span.contains(value.span)));
    let source = around.filter_map(|q| q.source.first()).find(|span| span.end - span.start <= LONGEST);
    let says = source.and_then(|&span| alone(story, Evidence { span, ..value }));
    let says = says.map(|who| format!(" (according to {who})"));
    format!("“{}”{}", story.text(value), says.unwrap_or_default())
}

/// The words for somebody, as they stand within a sentence, if they need no other to be understood.
fn alone(story: &Story<'_>, who: Evidence) -> Option<String> {
    let telling = &story.tellings[who.report];
    let within = || {
        let tokens = telling.sentences_in(who.span).flat_map(|sentence| &telling.tokens[sentence]);
        tokens.filter(|t| who.span.contains(t.span()))
    };
    let points = within().any(|t| t.word.upos == Upos::Pron);
    let names = within().any(|t| matches!(t.word.upos, Upos::Noun | Upos::Propn));
    let words = story.text(who);
    let article = within().next().filter(|t| t.word.upos == Upos::Det).map_or(0, |t| t.span().len());
    let (article, rest) = words.split_at_checked(article)?;
    (names && !points).then(|| format!("{}{rest}", article.to_lowercase()))
}
