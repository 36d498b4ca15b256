//! What a sentence says in so many words, so that nothing else that is heard in it counts.

use super::{
    lexicon::lexicon,
    tree::Tree,
    trigger::{Trigger, obliques},
};
use wirefold_report::EventType;

/// "Sends missiles *to Kenya*": arms that somebody is given help whoever gets them, however much the sentence sounds of war.
pub(super) fn is_handed_over(trigger: &Trigger) -> bool {
    trigger.frame.kind == EventType::Aid && trigger.noun.is_some() && !trigger.frame.required.is_empty()
}

/// "To strike", and nobody in particular: to stop work.
pub(super) fn stops_work(tree: &Tree<'_>, verb: usize) -> bool {
    let at = |p: &str| obliques(tree, verb, p).next().is_some();
    let aimed = ["at", "on", "against", "in", "with", "inside"].into_iter().any(at);
    tree.lemma(verb) == "strike" && tree.kid(verb, "obj").is_none() && !aimed && !tree.passive(verb)
}

/// "*Troops* withdrew from the town": whoever moves out yields it, and breaks off nothing.
pub(super) fn moves_out(tree: &Tree<'_>, trigger: &Trigger) -> bool {
    let armed = |w: usize| lexicon().is_party("armed", tree.lemma(w));
    trigger.frame.kind == EventType::Retreat
        && trigger.frame.mode == Some("withdraw")
        && trigger.verb.and_then(|verb| tree.agent(verb)).is_some_and(armed)
}

/// "Sent 2,000 troops *to the border*": they help nobody there.
pub(super) fn is_massed(tree: &Tree<'_>, trigger: &Trigger) -> bool {
    let line = |w: usize| matches!(tree.lemma(w), "border" | "frontier" | "front" | "boundary");
    let sites = [trigger.verb, trigger.noun].into_iter().flatten();
    trigger.frame.kind == EventType::Mobilize
        && sites
            .into_iter()
            .any(|site| ["to", "along", "near", "on"].iter().any(|p| obliques(tree, site, p).any(line)))
}
