//! Whether a sentence says enough to tell an event.

use super::{
    arguments::Sides,
    lexicon::{Slot, lexicon},
    private::keeps_silent,
    tree::Tree,
    trigger::{Trigger, verb_trigger},
    unknown,
};
use wirefold_report::{EventType, Status, Upos};

/// Whether enough is said to tell an event rather than guess one. Where only `is_crowd` acts people protest together.
pub(super) fn told(
    tree: &Tree<'_>,
    trigger: &Trigger,
    sides: &Sides,
    status: Status,
    is_crowd: bool,
) -> bool {
    use EventType::{Accuse, Agree, Aid, Consult, Cooperate, Request, Sanction, Support};
    let frame = trigger.frame;
    let completed = trigger.verb.is_some_and(|verb| tree.completion(verb).is_some());
    let both = !sides.actors.is_empty() && !sides.recipients.is_empty();
    if trigger.is_nominal() {
        let lone = frame.kind == EventType::Assault && !sides.recipients.is_empty();
        // "His visit to Chad on Monday will be short": the two mean to meet.
        let ahead = frame.kind == Consult && status == Status::Future && both;
        return ahead || status == Status::Happened && (both || lone);
    }
    let alone = sides.recipients.is_empty();
    if frame.kind == EventType::Reject && trigger.verb.is_some_and(|verb| keeps_silent(tree, verb, alone)) {
        return false;
    }
    if frame.kind == EventType::Reject && trigger.verb.is_some_and(|verb| spares(tree, verb)) {
        return false;
    }
    if unknown::is_by_unknown(tree, trigger, sides, status) {
        return true;
    }
    let object = trigger.verb.and_then(|verb| tree.kid(verb, "obj"));
    let tells_nothing = |verb| {
        is_usual(tree, verb)
            || defends_own(tree, verb)
            || clears(tree, verb)
            || frame.mode == Some("disapprove") && interviews(tree, verb, sides)
    };
    if trigger.verb.is_some_and(tells_nothing) {
        return false;
    }
    if frame.kind != EventType::Assault && object.is_some_and(|o| is_reflexive(tree, o)) {
        return false;
    }
    if frame.kind == EventType::Protest && sides.recipients.is_empty() && !is_crowd {
        return false;
    }
    let vague = trigger.carried && frame.kind == EventType::Assault && sides.recipients.is_empty();
    if sides.actors.is_empty() || vague || on_a_thing(tree, trigger, sides) {
        return false;
    }
    let undertakes = completed
        && frame.kind == Agree
        && frame.recipient.contains(&Slot::Clause)
        && status == Status::Happened;
    // "Demanded that the president be freed", "demanded his release", "demanded early elections": of whom, nobody says.
    let demands =
        (completed || object.is_some()) && trigger.verb.is_some_and(|verb| tree.lemma(verb) == "demand");
    both || undertakes
        || !(frame.strict
            || frame.mutual
            || matches!(frame.kind, Accuse | Agree | Aid | Consult | Cooperate | Sanction | Support)
            || frame.kind == Request && frame.required.is_empty() && !demands)
}

/// "Declined to *criticize* Chad": whoever will not blame refuses nobody anything.
fn spares(tree: &Tree<'_>, verb: usize) -> bool {
    let inner = tree.complement(verb).and_then(|clause| verb_trigger(tree, clause));
    inner.is_some_and(|inner| inner.frame.kind == EventType::Accuse && inner.frame.mode == Some("disapprove"))
}

/// "It is not unusual for envoys to *meet* lawmakers": told of no one time.
fn is_usual(tree: &Tree<'_>, verb: usize) -> bool {
    let usual = |w: usize| lexicon().is_status("usual", tree.lemma(w));
    let below = matches!(tree.relation(verb), "csubj" | "advcl" | "xcomp" | "ccomp");
    below && tree.head(verb).is_some_and(|above| tree.upos(above) == Upos::Adj && usual(above))
}

/// "Defended his *work*": whoever stands by what is their own supports nobody.
fn defends_own(tree: &Tree<'_>, verb: usize) -> bool {
    let own = |o: usize| {
        let owner = tree.kids(o).find(|&k| tree.deprel(k) == "nmod:poss");
        owner.is_some_and(|k| tree.xpos(k) == "PRP$") && !lexicon().is_party("actor", tree.lemma(o))
    };
    tree.lemma(verb) == "defend" && tree.kid(verb, "obj").is_some_and(own)
}

/// "Claimed that the workers *never* struck": whoever claims that something is not so accuses nobody of it.
fn clears(tree: &Tree<'_>, verb: usize) -> bool {
    let denied = |clause: usize| {
        let object = tree.kid(clause, "obj").filter(|&o| tree.has_kid(o, "det", &["no"]));
        object.is_some() || tree.kids(clause).any(|k| lexicon().is_status("negation", tree.lemma(k)))
    };
    tree.lemma(verb) == "claim" && tree.completion(verb).is_some_and(denied)
}

/// "Lawmakers *questioned* the minister on the raid": whoever is asked is not blamed; what is questioned is.
fn interviews(tree: &Tree<'_>, verb: usize, sides: &Sides) -> bool {
    let asked = tree.patient(verb).map(|w| tree.span(w));
    let is_it =
        |span| sides.recipients.iter().any(|party| party.entity.is_some() && party.span.overlaps(span));
    tree.lemma(verb) == "question" && asked.is_some_and(is_it)
}

/// "Blamed himself": done to nobody else.
fn is_reflexive(tree: &Tree<'_>, word: usize) -> bool {
    tree.upos(word) == Upos::Pron
        && (tree.lemma(word).ends_with("self") || tree.lemma(word).ends_with("selves"))
}

/// "Kills the bill", "fights inflation": violence done to what is nobody.
fn on_a_thing(tree: &Tree<'_>, trigger: &Trigger, sides: &Sides) -> bool {
    let object = trigger.verb.and_then(|verb| tree.kid(verb, "obj"));
    trigger.frame.kind == EventType::Assault
        && sides.recipients.is_empty()
        && object.is_some_and(|o| Some(o) != trigger.noun && tree.upos(o) != Upos::Pron)
}
