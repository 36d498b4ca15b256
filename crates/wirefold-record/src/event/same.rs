//! Whether two tellings tell one event.
//!
//! Aligned sentences are strong evidence: there it is enough that nothing speaks
//! against it. Elsewhere type, parties and day must agree; and what is merely
//! said (praise, demands, threats) must be said with the same word, for people
//! praise and threaten more than once a day.

use super::{PartyKey, Told};
use crate::align::Links;
use std::{collections::BTreeSet, sync::LazyLock};
use wirefold_report::{EventType, Status};
use wirefold_text::normal::Normaliser;

/// Stems of the words for what a state fights with.
static ARMED: LazyLock<BTreeSet<u64>> = LazyLock::new(|| {
    let mut normaliser = Normaliser::default();
    let words = include_str!("armed.txt").lines().filter(|line| !line.starts_with('#'));
    words.flat_map(|line| normaliser.tokens(line)).map(|token| token.term).collect()
});

/// How two tellings relate, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// They cannot be one event.
    Contradicts,
    /// Nothing says that they are one.
    Unknown,
    /// Type, parties and day agree.
    Agrees,
    /// Their sentences say the same, too.
    Aligned,
}

pub(crate) fn same(one: &Told<'_>, other: &Told<'_>, links: &Links) -> Match {
    let parties = parties(one, other);
    if !dates_fit(one, other) || !truth_fits(one, other) || befell_others(one, other) {
        return Match::Contradicts;
    }
    let one_word = one.trigger.is_some() && one.trigger == other.trigger;
    if parties == Fit::Differ {
        let reworded = one_word && one.event.kind == other.event.kind && is_aligned(one, other, links);
        return if reworded && only_unnamed_differ(one, other) { Match::Aligned } else { Match::Unknown };
    }
    if is_faint(one, other) && parties != Fit::Both {
        return Match::Unknown;
    }
    if is_aligned(one, other, links) {
        let one_kind = one.event.kind == other.event.kind && modes_fit(one, other, one_word);
        return if one_kind || one_word { Match::Aligned } else { Match::Unknown };
    }
    let agrees = one.event.kind == other.event.kind
        && one.event.status == other.event.status
        && modes_fit(one, other, one_word)
        && places_fit(one, other)
        && told_alike(one, other, parties, one_word);
    if agrees { Match::Agrees } else { Match::Unknown }
}

/// Whether one telling is so unsure that it must not hold others together.
fn is_faint(one: &Told<'_>, other: &Told<'_>) -> bool {
    const FAINT: f64 = 0.3;
    [one, other].iter().any(|told| told.event.confidence < FAINT)
}

/// Whether, apart from type and place, enough speaks for one event.
fn told_alike(one: &Told<'_>, other: &Told<'_>, parties: Fit, one_word: bool) -> bool {
    let one_day = on_one_day(one, other);
    let one_mode = one.event.mode.is_some() && one.event.mode == other.event.mode;
    match parties {
        // "Police" and "protesters" are others every time.
        Fit::Both if !is_named_by_both(one, other) => {
            one_word && (one_day || one_toll(one, other) || one.report == other.report)
        }
        Fit::Both if is_planned(one) => true,
        Fit::Both if is_said(one.event.kind) => one_word && (one_day || is_of_one_matter(one, other)),
        Fit::Both => one_day || one_word && is_of_one_matter(one, other),
        Fit::One => one_day && (one_word || one_mode || one_heavy_toll(one, other)),
        Fit::Open | Fit::Differ => false,
    }
}

/// Whether both name a day, or few days, and in common.
fn on_one_day(one: &Told<'_>, other: &Told<'_>) -> bool {
    const FEW: i32 = 7;
    one.days.zip(other.days).is_some_and(|(a, b)| a.overlaps(b) && a.length().max(b.length()) <= FEW)
}

/// Whether the sentences have more in common than who does it to whom: people praise, threaten and meet each other time and
/// again.
fn is_of_one_matter(one: &Told<'_>, other: &Told<'_>) -> bool {
    const SHARED: usize = 2;
    one.beside.intersection(&other.beside).count() >= SHARED
}

/// Whether both name somebody, and the same: words for people ("police", "the crowd") name nobody.
fn is_named_by_both(one: &Told<'_>, other: &Told<'_>) -> bool {
    let named = |p: &PartyKey| p.entity.is_some() || p.country.is_some();
    let both = |t: &Told<'_>| -> Vec<PartyKey> {
        t.actors.iter().chain(&t.recipients).filter(|p| named(p)).cloned().collect()
    };
    side(&both(one), &both(other)) == Some(true)
}

fn is_aligned(one: &Told<'_>, other: &Told<'_>, links: &Links) -> bool {
    match (one.sentence, other.sentence) {
        (Some(a), Some(b)) => links.aligned(a, b),
        _ => false,
    }
}

/// Types that consist of words only; meetings are no mere words.
fn is_said(kind: EventType) -> bool {
    matches!(kind.quad(), 1 | 3) && kind != EventType::Consult
}

/// A meeting or deal ahead: two parties seldom plan two of them for one day.
fn is_planned(told: &Told<'_>) -> bool {
    told.event.kind == EventType::Agree && told.event.status == Status::Future
}

pub(super) fn modes_fit(one: &Told<'_>, other: &Told<'_>, one_word: bool) -> bool {
    match (&one.event.mode, &other.event.mode) {
        (Some(a), Some(b)) => a == b || one_word,
        _ => true,
    }
}

fn dates_fit(one: &Told<'_>, other: &Told<'_>) -> bool {
    match (one.days, other.days) {
        (Some(a), Some(b)) => a.overlaps(b),
        _ => true,
    }
}

/// What one report denies and another tells is a difference, not one event.
fn truth_fits(one: &Told<'_>, other: &Told<'_>) -> bool {
    (one.event.status == Status::Denied) == (other.event.status == Status::Denied)
}

/// Whether a deed befell people by name, and other people.
fn befell_others(one: &Told<'_>, other: &Told<'_>) -> bool {
    let named = |t: &Told<'_>| !t.recipients.is_empty() && t.recipients.iter().all(|p| p.is_person);
    let bodily = |t: &Told<'_>| matches!(t.event.kind, EventType::Assault | EventType::Coerce);
    let apart = || side(&one.recipients, &other.recipients) == Some(false);
    bodily(one) && bodily(other) && named(one) && named(other) && apart()
}

fn places_fit(one: &Told<'_>, other: &Told<'_>) -> bool {
    let country = |t: &Told<'_>| t.event.place.as_ref().and_then(|p| p.country.clone());
    match (country(one), country(other)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// How the parties of two tellings agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// They name different parties.
    Differ,
    /// Too few are named to tell.
    Open,
    /// The one side agrees, the other is not named by both.
    One,
    /// Both sides agree.
    Both,
}

fn parties(one: &Told<'_>, other: &Told<'_>) -> Fit {
    if is_mutual(one.event.kind) {
        return pooled(one, other);
    }
    match (side(&one.actors, &other.actors), side(&one.recipients, &other.recipients)) {
        // "Struck a printing house, killing seven", "killed seven workers".
        (Some(true) | None, Some(false)) if one_heavy_toll(one, other) && are_nameless(one, other) => {
            Fit::One
        }
        (Some(false), _) | (_, Some(false)) => Fit::Differ,
        (Some(true), Some(true)) => Fit::Both,
        (Some(true), None) if one.recipients.is_empty() && other.recipients.is_empty() => Fit::Both,
        // "Two soldiers" whom nobody says who killed are two others elsewhere.
        (None, Some(true)) if one.actors.is_empty() && other.actors.is_empty() && !one_toll(one, other) => {
            Fit::Open
        }
        (Some(true), None) | (None, Some(true)) => Fit::One,
        (None, None) => Fit::Open,
    }
}

/// Whether two tellings give the same number of dead or hurt, and no other of either.
fn one_toll(one: &Told<'_>, other: &Told<'_>) -> bool {
    let both = |a: Option<u64>, b: Option<u64>| a.zip(b).map(|(a, b)| a == b);
    let tolls = [both(one.event.killed, other.event.killed), both(one.event.injured, other.event.injured)];
    tolls.contains(&Some(true)) && !tolls.contains(&Some(false))
}

/// Whether two tellings give the same number of dead, and one that two attacks of a day seldom have in common, and no two places.
fn one_heavy_toll(one: &Told<'_>, other: &Told<'_>) -> bool {
    const HEAVY: u64 = 5;
    let site = |t: &Told<'_>| t.event.place.as_ref().and_then(|p| p.whereabouts.site.clone());
    let elsewhere = site(one).zip(site(other)).is_some_and(|(a, b)| a != b);
    one.event.killed.is_some_and(|killed| killed >= HEAVY) && one_toll(one, other) && !elsewhere
}

/// In a meeting or agreement, who counts as actor is a matter of wording.
fn is_mutual(kind: EventType) -> bool {
    matches!(kind, EventType::Agree | EventType::Consult | EventType::Cooperate)
}

/// Both sides of a telling. Beside two with names, "his guest" says no more.
fn pool<'t>(told: &'t Told<'_>) -> Vec<&'t PartyKey> {
    let all = told.actors.iter().chain(&told.recipients);
    let named: Vec<&PartyKey> = all.clone().filter(|p| p.entity.is_some() || p.country.is_some()).collect();
    if named.len() > 1 { named } else { all.collect() }
}

fn pooled(one: &Told<'_>, other: &Told<'_>) -> Fit {
    let (a, b) = (pool(one), pool(other));
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let met = few.iter().filter(|p| many.iter().any(|q| is_one(p, q))).count();
    let named_by_side = one.actors.is_empty() != other.actors.is_empty();
    match (few.len(), met) {
        (0, _) => Fit::Open,
        (1, 0) if many.len() == 1 && named_by_side => Fit::Open,
        (n, met) if met < n => Fit::Differ,
        (1, _) if many.len() > 1 => Fit::One,
        _ => Fit::Both,
    }
}

/// Whether the same people act, and nobody who is acted upon has a name: "envoys of
/// ten countries" may be "ten countries".
fn only_unnamed_differ(one: &Told<'_>, other: &Told<'_>) -> bool {
    side(&one.actors, &other.actors) == Some(true) && are_nameless(one, other)
}

/// Whether nobody who is acted upon has a name.
fn are_nameless(one: &Told<'_>, other: &Told<'_>) -> bool {
    let unnamed = |p: &PartyKey| p.entity.is_none() && p.country.is_none();
    one.recipients.iter().chain(&other.recipients).all(unnamed)
}

/// Whether a side names somebody in common; `None` where a telling names nobody.
fn side(one: &[PartyKey], other: &[PartyKey]) -> Option<bool> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    Some(one.iter().any(|p| other.iter().any(|q| is_one(p, q))))
}

pub(super) fn is_one(one: &PartyKey, other: &PartyKey) -> bool {
    if one.entity.is_some() && one.entity == other.entity {
        return !are_two_of_one_home(one, other);
    }
    let one_country = one.country.is_some() && one.country == other.country;
    if one_country && (one.is_state || other.is_state) {
        return !are_two_of_one_home(one, other);
    }
    !one.terms.is_disjoint(&other.terms)
}

/// Whether both belong to a place or a people and are called by words of their own, of which none is the other's, and not of one
/// trade: "Turkish police" and "Turkish villagers".
fn are_two_of_one_home(one: &PartyKey, other: &PartyKey) -> bool {
    // A state's missiles and its forces are one doer.
    let own_words = |p: &PartyKey| p.of_land && !p.terms.is_empty() && !p.terms.is_subset(&ARMED);
    let one_trade = one.sector.is_some() && one.sector == other.sector;
    own_words(one) && own_words(other) && one.terms.is_disjoint(&other.terms) && !one_trade
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belonging(word: u64, of_land: bool) -> PartyKey {
        let terms = [word].into();
        PartyKey {
            entity: Some(0),
            country: None,
            is_state: false,
            is_person: false,
            belongs: true,
            of_land,
            sector: None,
            terms,
        }
    }

    #[test]
    fn officials_of_one_body_are_one_and_people_of_one_land_are_not() {
        assert!(is_one(&belonging(1, false), &belonging(2, false)));
        assert!(!is_one(&belonging(1, true), &belonging(2, true)));
        assert!(is_one(&belonging(1, true), &belonging(1, true)));
    }
}
