//! How an attack was carried out, where what it was carried out with says so.

use super::{
    arguments::Sides,
    lexicon::lexicon,
    party::Parties,
    tree::Tree,
    trigger::{Trigger, obliques},
};

/// Modes of attacks that a weapon tells, the more special first; `parties.txt` has the weapons of each.
const MODES: [&str; 5] = ["suicide-attack", "drone", "aerial", "heavy-weapons", "explosives"];

/// The mode that the weapon of an attack tells, where the verb tells none, or none but that something went off: "a *car bomb*
/// killed five", "*warplanes* bombed the town".
pub(super) fn mode(tree: &Tree<'_>, trigger: &Trigger) -> Option<&'static str> {
    // "Fired rubber bullets".
    let blunt =
        |w: usize| parts(tree, w).any(|k| matches!(tree.lemma(k), "rubber" | "plastic" | "foam" | "bean"));
    if trigger.frame.mode == Some("firearms") && trigger.noun.is_some_and(blunt) {
        return Some("crowd-control");
    }
    let verb = trigger.verb.filter(|_| matches!(trigger.frame.mode, None | Some("explosives")))?;
    let weapons: Vec<usize> = tree
        .agent(verb)
        .into_iter()
        .chain(obliques(tree, verb, "with"))
        .flat_map(|weapon| std::iter::once(weapon).chain(parts(tree, weapon)))
        .collect();
    let tells =
        |mode: &str| weapons.iter().any(|&w| lexicon().is_party(&format!("means-{mode}"), tree.lemma(w)));
    MODES.into_iter().find(|mode| tells(mode))
}

/// "Kenya's *bombing* of the town": states bomb from the air, and nobody else does.
pub(super) fn is_from_the_air(parties: &Parties<'_>, trigger: &Trigger, sides: &Sides) -> bool {
    let bombs = matches!(parties.tree.lemma(trigger.word), "bomb" | "bombing");
    bombs && !sides.actors.is_empty() && sides.actors.iter().all(|party| parties.is_state(party))
}

/// The words that say of which kind something is: "*suicide* bomber", "*car* bomb".
fn parts<'t>(tree: &'t Tree<'_>, noun: usize) -> impl Iterator<Item = usize> + 't {
    tree.kids(noun).filter(|&k| matches!(tree.relation(k), "compound" | "amod"))
}
