//! Deeds by unknown hands: "three were killed in an ambush", "a bomb killed two soldiers", "two editors were arrested".
//!
//! PLOVER codes violence whose doer nobody names; what harms people without anybody's doing (a quake, a crash) is none.

use super::{
    arguments::Sides,
    lexicon::lexicon,
    merge::absorb,
    party::{Parties, same},
    status::standing,
    tree::Tree,
    trigger::{Trigger, WIDE, obliques},
};
use wirefold_report::{Event, EventType, Party, Status, Upos};

/// Whether a verb tells a deed done to somebody, and leaves open by whom.
pub(super) fn is_by_unknown(tree: &Tree<'_>, trigger: &Trigger, sides: &Sides, status: Status) -> bool {
    let Some(verb) = trigger.verb else { return false };
    let open = sides.actors.is_empty() && !sides.recipients.is_empty() && status == Status::Happened;
    open && match trigger.frame.kind {
        EventType::Assault => {
            (tree.passive(verb) || is_weapon_of(tree, verb)) && is_meant(tree, trigger, verb)
        }
        // "Was arrested", "was convicted", "were freed": only a state does that, or whoever holds them.
        EventType::Coerce | EventType::Sanction | EventType::Retreat => {
            let to_somebody = matches!(trigger.frame.mode, Some("arrest" | "deport" | "convict" | "release"));
            // A player is released from a contract, a patient from hospital.
            let else_where = |w: usize| !lexicon().is_party("custody", tree.lemma(w));
            let from = obliques(tree, verb, "from").any(else_where);
            let held = trigger.frame.mode != Some("release") || !from;
            // "Those who are convicted", "saved from being deported" tell of no one.
            let once = trigger.frame.mode == Some("arrest") || is_told_of_once(tree, verb);
            to_somebody && held && once && trigger.noun.is_none() && tree.passive(verb)
                || is_embargoed(tree, trigger, verb)
        }
        _ => false,
    } && doer(tree, verb).is_none_or(|word| is_means(tree, word))
}

/// "New sanctions were imposed on Kenya": some state did.
fn is_embargoed(tree: &Tree<'_>, trigger: &Trigger, verb: usize) -> bool {
    trigger.noun.is_some_and(|noun| lexicon().nouns.contains_key(tree.lemma(noun)))
        && trigger.frame.mode == Some("discontinue")
        && tree.passive(verb)
        && is_told_of_once(tree, verb)
}

/// Whether a passive tells what befell somebody: "was convicted", "has been freed".
fn is_told_of_once(tree: &Tree<'_>, verb: usize) -> bool {
    tree.kids(verb).any(|k| tree.deprel(k) == "aux:pass" && matches!(tree.xpos(k), "VBD" | "VBN"))
}

/// What the clause names as doing it.
fn doer(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.agent(verb).map(|word| tree.antecedent(word))
}

/// Whether the verb's subject is a weapon or a deed: "a *bomb* killed two".
fn is_weapon_of(tree: &Tree<'_>, verb: usize) -> bool {
    doer(tree, verb).is_some_and(|word| is_means(tree, word))
}

/// Whether harm was meant: the verb says so, or a weapon or a violent deed stands with it.
fn is_meant(tree: &Tree<'_>, trigger: &Trigger, verb: usize) -> bool {
    trigger.frame.mode.is_some_and(|mode| lexicon().is_small("violent", mode))
        || lexicon().is_party("murderous", tree.lemma(verb))
        || is_weapon_of(tree, verb)
        || tree.below(verb, WIDE).into_iter().any(|word| is_means(tree, word))
}

/// Whether a word names a weapon or a violent deed, and no attack of the heart or of a shark.
pub(super) fn is_means(tree: &Tree<'_>, word: usize) -> bool {
    let such = |class| lexicon().is_party(class, tree.lemma(word));
    let unmeant = |k: usize| lexicon().is_party("unmeant", tree.lemma(k));
    // A quake strikes as well, but makes no strike.
    such("weapon") || such("violence") && tree.is_nominal(word) && !tree.kids(word).any(unmeant)
}

/// Those who did the violent deed in which this one happened: "was killed in a *shootout with police*", "the slaughter of …
/// during *attacks by rebels*". Not those whom it struck.
pub(super) fn doers_around(parties: &Parties<'_>, trigger: &Trigger, struck: &[Party]) -> Vec<Party> {
    let tree = parties.tree;
    let around = |w: &usize| {
        let within = matches!(tree.preposition(*w), Some("in" | "during" | "by" | "amid"));
        within && tree.is_nominal(*w) && lexicon().is_party("violence", tree.lemma(*w))
    };
    let top = trigger.verb.unwrap_or(trigger.word);
    // "Two were hurt before the robbers died in a shootout with police": that is another clause; what is joined or shares
    // the subject is not.
    let apart =
        |a: usize| matches!(tree.relation(a), "advcl" | "ccomp" | "acl") && tree.own_subject(a).is_some();
    let in_clause = |w: &usize| !tree.ancestors(*w).take_while(|&a| a != top).any(apart);
    let deeds = tree.below(top, WIDE).into_iter().filter(|w| around(w) && in_clause(w));
    let beside =
        |deed: usize| tree.kids(deed).filter(|&k| matches!(tree.preposition(k), Some("by" | "with")));
    let found = deeds.flat_map(beside).map(|k| parties.direct(k));
    found.map(|all| apart_from(all, parties, struck)).find(|all| !all.is_empty()).unwrap_or_default()
}

/// Whoever is held to have done a deed that a noun tells: "was charged with five counts of the *murder* of …", "is serving a
/// life term for the *killing* of …", "his role in the *killing* of …".
pub(super) fn held_for(parties: &Parties<'_>, trigger: &Trigger, struck: &[Party]) -> Vec<Party> {
    let tree = parties.tree;
    let told = |class: &str, w: usize| lexicon().is_status(class, tree.lemma(w));
    let led = |w: usize, by: &[&str]| tree.preposition(w).is_some_and(|p| by.contains(&p));
    // "The kidnapping and *murder* of …".
    let first = tree.head(trigger.word).filter(|_| tree.relation(trigger.word) == "conj");
    let mut at = first.unwrap_or(trigger.word);
    let mut guilt = None;
    while trigger.is_nominal() && led(at, &["of", "for", "with", "over", "in", "on"]) {
        let Some(noun) = tree.head(at).filter(|&w| told("guilt", w) && !tree.is_verb(w)) else { break };
        let owner = tree.owner(noun).filter(|&o| told("share", noun) || tree.upos(o) == Upos::Pron);
        if let Some(owner) = owner {
            return apart_from(parties.of(owner, false), parties, struck);
        }
        (at, guilt) = (noun, Some(noun));
    }
    let verb = tree.head(at).filter(|&v| tree.is_verb(v) && trigger.is_nominal());
    let Some(verb) = verb.filter(|&v| is_held_so(tree, v)) else { return Vec::new() };
    let carried = guilt.filter(|&noun| tree.relation(noun) == "obj").or_else(|| tree.kid(verb, "obj"));
    let carried = carried.is_some_and(|noun| told("guilt", noun));
    let held = match () {
        () if told("charging", verb) && led(at, &["of", "for", "with", "over"]) => tree.patient(verb),
        () if told("facing", verb) && carried => tree.subject(verb),
        () => None,
    };
    apart_from(held.map_or_else(Vec::new, |w| parties.of(w, false)), parties, struck)
}

/// Whether a verb of judgement is told as a fact, and the judgement as no wrong one.
fn is_held_so(tree: &Tree<'_>, verb: usize) -> bool {
    let wrongly = |k: usize| tree.relation(k) == "advmod" && lexicon().is_status("wrongly", tree.lemma(k));
    standing(tree, verb).status == Status::Happened && !tree.kids(verb).any(wrongly)
}

/// Those who are not among others.
fn apart_from(found: Vec<Party>, parties: &Parties<'_>, others: &[Party]) -> Vec<Party> {
    found.into_iter().filter(|party| !others.iter().any(|other| parties.same(other, party))).collect()
}

/// Joins what a sentence tells of violence by nobody with what it tells of violence by somebody that struck nobody but
/// a `place`, or else into one deed: "nine were killed and 30 hurt when a bomb exploded". Only what is told `together` is
/// one deed.
pub(super) fn gather(
    events: &mut Vec<Event>,
    place: impl Fn(&Event) -> bool,
    together: impl Fn(&Event, &Event) -> bool,
) {
    let open: Vec<Event> =
        events.extract_if(.., |e| e.kind == EventType::Assault && e.actors.is_empty()).collect();
    for event in open {
        let struck =
            |e: &Event| e.kind == EventType::Assault && e.status == Status::Happened && together(e, &event);
        let known = events.iter().position(|e| struck(e) && !e.actors.is_empty() && place(e));
        let home = known.or_else(|| events.iter().position(|e| struck(e) && e.actors.is_empty()));
        let Some(home) = home else {
            events.push(event);
            continue;
        };
        // "Rebels attacked the camp, the third attack this month": it falls on nobody who does it.
        let mut event = event;
        event.recipients.retain(|p| events[home].actors.iter().all(|doer| !same(p, doer)));
        // Those who were hurt say more than where.
        if place(&event) && !events[home].recipients.is_empty() {
            absorb(&mut events[home], Event { recipients: Vec::new(), ..event });
        } else {
            if place(&events[home]) && !event.recipients.is_empty() {
                events[home].recipients.clear();
            }
            absorb(&mut events[home], event);
        }
    }
}
