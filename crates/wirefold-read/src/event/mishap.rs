//! Harm that nobody did: "an outbreak killed 52", "a coach fell into a gorge, killing twelve".
//!
//! Whoever kills is a party, or uses what kills: a weapon, an attack, troops. What merely kills - a quake, a crash, a
//! crane - is no party, and neither is where it happened or whose it was.

use super::{
    lexicon::lexicon,
    party::Parties,
    toll::is_harm,
    tree::Tree,
    trigger::{Trigger, verb_trigger},
    unknown::is_means,
};
use wirefold_report::{EntityKind, EventType, Upos};

/// Whether what a verb of harm names as doing it is somebody, or something with which somebody does it.
pub(super) fn may_harm(parties: &Parties<'_>, trigger: &Trigger, word: usize) -> bool {
    let tree = parties.tree;
    let harm = trigger.verb.filter(|&verb| {
        trigger.frame.kind == EventType::Assault && !trigger.carried && is_harm(tree.lemma(verb))
    });
    let Some(verb) = harm else { return true };
    let word = tree.antecedent(word);
    let deed = deed_before(tree, verb);
    // Gunmen who burst in and a missile that falls are no accident.
    let is_armed = || lexicon().is_party("actor", tree.lemma(word)) || is_used_to_harm(tree, word);
    if deed.is_some_and(|deed| is_mishap(tree, deed)) {
        return tree.upos(word) == Upos::Noun && is_armed();
    }
    if is_craft(parties, word) {
        return deed.and_then(|deed| verb_trigger(tree, deed)).is_some_and(|deed| strikes(tree, &deed));
    }
    if is_named_disaster(tree, word) {
        return false;
    }
    tree.upos(word) != Upos::Noun
        || parties.naming(word).is_some_and(|m| m.kind == EntityKind::Person)
        || is_armed()
        || are_many(tree, word)
}

/// "*Hurricane* Ana".
fn is_named_disaster(tree: &Tree<'_>, word: usize) -> bool {
    let disaster = |w: usize| lexicon().contexts(tree.lemma(w)).contains(&"disasters");
    let before = |k: &usize| *k < word && matches!(tree.relation(*k), "nmod" | "compound" | "flat");
    tree.upos(word) == Upos::Propn && (disaster(word) || tree.kids(word).filter(before).any(disaster))
}

/// "Waves of fighters": people, whatever they are counted in.
fn are_many(tree: &Tree<'_>, word: usize) -> bool {
    let people = |k: usize| {
        tree.preposition(k) == Some("of")
            && tree.xpos(k) == "NNS"
            && lexicon().is_party("actor", tree.lemma(k))
    };
    tree.kids(word).any(people)
}

/// Whether what carries people is said to bomb, shell or attack.
pub(super) fn is_armed_craft(tree: &Tree<'_>, trigger: &Trigger, word: usize) -> bool {
    lexicon().is_party("craft", tree.lemma(tree.antecedent(word))) && strikes(tree, trigger)
}

/// Whether a verb tells an attack, and not just what came of something.
fn strikes(tree: &Tree<'_>, trigger: &Trigger) -> bool {
    const ARMED: [&str; 4] = ["explosives", "heavy-weapons", "aerial", "firearms"];
    let meant = lexicon().is_party("murderous", tree.lemma(trigger.word));
    trigger.frame.kind == EventType::Assault
        && (meant || trigger.frame.mode.is_some_and(|mode| ARMED.contains(&mode)))
}

/// The verb of what the harm came of: "*fell* into a gorge, killing twelve".
fn deed_before(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let outcome = matches!(tree.relation(verb), "advcl" | "conj") && tree.own_subject(verb).is_none();
    tree.head(verb).filter(|&head| outcome && head < verb && tree.is_verb(head))
}

/// Whether a verb tells an accident: something fell or sank, and nobody felled or sank it.
fn is_mishap(tree: &Tree<'_>, verb: usize) -> bool {
    lexicon().is_status("mishap", tree.lemma(verb)) && tree.kid(verb, "obj").is_none()
}

/// Whether a nominal is what carries people, or a thing of a make ("a Boeing").
fn is_craft(parties: &Parties<'_>, word: usize) -> bool {
    let tree = parties.tree;
    let one = || tree.has_kid(word, "det", &["a", "an"]);
    let made = |kind| kind == EntityKind::Organization;
    lexicon().is_party("craft", tree.lemma(word))
        || tree.upos(word) == Upos::Propn && one() && parties.mention(word).is_some_and(|m| made(m.kind))
}

/// Whether a noun is a weapon, a hostile deed, or fire that somebody opens ("Kenyan fire", but no other).
fn is_used_to_harm(tree: &Tree<'_>, word: usize) -> bool {
    let lemma = tree.lemma(word);
    let hostile = |kind: EventType| kind.quad() == 4;
    let deed = lexicon().nouns.get(lemma).is_some_and(|all| all.iter().any(|e| hostile(e.frame.kind)));
    let armed = |k: usize| {
        k < word
            && (tree.upos(k) == Upos::Adj && tree.form(k).starts_with(char::is_uppercase)
                || lexicon().is_party("armed", tree.lemma(k)))
    };
    deed || is_means(tree, word)
        || lexicon().is_party("force", lemma)
        || lemma == "fire" && tree.kids(word).any(armed)
}
