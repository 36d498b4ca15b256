//! Whom a violent deed struck, where the words that tell it do not say so.

use super::{
    arguments::Sides, lexicon::lexicon, pair::head, party::Parties, toll::is_harm, tree::Tree,
    trigger::Trigger,
};
use wirefold_report::{Party, Upos};

/// Those whom a violent deed drove out or struck by the clause around it: "fled after the shelling", "killed in an air strike",
/// "three people died when soldiers opened fire".
pub(super) fn find(parties: &Parties<'_>, trigger: &Trigger, sides: &mut Sides) {
    let tree = parties.tree;
    let found = match trigger.verb {
        Some(verb) => dying(tree, verb).and_then(|above| tree.own_subject(above)),
        None => befalls(tree, trigger.word)
            .filter(|&v| lexicon().is_party("befallen", tree.lemma(v)))
            .and_then(|verb| {
                // "She killed ten in a raid": it befell the ten.
                let harms = is_harm(tree.lemma(verb)) && tree.kid(verb, "obj").is_some();
                if harms || tree.relation(trigger.word) == "nsubj" {
                    tree.patient(verb)
                } else {
                    tree.subject(verb)
                }
            }),
    };
    let struck = found.map_or_else(Vec::new, |w| parties.of(w, false));
    let apart = |party: &Party| !sides.actors.iter().any(|actor| parties.same(actor, party));
    let struck: Vec<Party> = struck.into_iter().filter(apart).collect();
    if !struck.is_empty() {
        sides.recipients = struck;
    }
}

/// "The bombing of a *church* killed nine": whether what a noun tells fell on a spot, and not on people.
pub(super) fn is_spot(tree: &Tree<'_>, deed: usize, side: &[Party]) -> bool {
    let spot = |w: usize| lexicon().is_party("place", tree.lemma(w));
    !tree.is_verb(deed) && side.iter().all(|party| head(tree, &[party.span]).is_some_and(spot))
}

/// The verb that says that people died of the deed of a clause: "three *died* when soldiers opened fire".
pub(super) fn dying(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let opens = |k: usize| matches!(tree.lemma(k), "when" | "after" | "as");
    let is_occasion = tree.relation(verb) == "advcl" && tree.kids(verb).any(|k| k < verb && opens(k));
    // "Two bombers died when they blew up a hotel": who died did it.
    let by_others = tree.own_subject(verb).is_some_and(|s| tree.upos(s) != Upos::Pron);
    tree.head(verb).filter(|&above| is_occasion && by_others && matches!(tree.lemma(above), "die" | "perish"))
}

/// The verb of which a deed is the subject or the occasion: "left their homes after the shelling".
fn befalls(tree: &Tree<'_>, deed: usize) -> Option<usize> {
    let occasion = matches!(
        tree.preposition(deed),
        Some("after" | "follow" | "following" | "during" | "since" | "amid")
    );
    match tree.relation(deed) {
        "obl" | "nsubj" => tree.head(deed),
        // The tree hangs the occasion on what was left.
        "nmod" if occasion => {
            tree.head(deed).filter(|&noun| tree.relation(noun) == "obj").and_then(|noun| tree.head(noun))
        }
        _ => None,
    }
}
