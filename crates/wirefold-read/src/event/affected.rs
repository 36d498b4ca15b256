//! Whom a completing clause acts upon: "agreed to send troops to *Kenya*", "refused to help *Chad*".

use super::{
    arguments::{STRAY, first},
    lexicon::lexicon,
    party::Parties,
    trigger::{obliques, verb_trigger},
};
use wirefold_report::Party;

/// Whom a completing clause acts upon: "agreed to *send troops to Kenya*".
pub(super) fn affected(parties: &Parties<'_>, clause: usize) -> Vec<Party> {
    let tree = parties.tree;
    if let Some(inner) = verb_trigger(tree, clause) {
        let found = first(parties, &inner, &inner.frame.recipient, false, &[]);
        if !found.is_empty() {
            return found;
        }
    }
    let mut at = clause;
    for _ in 0..3 {
        let own = |w: &usize| {
            !tree.owner(*w).is_some_and(|o| tree.deprel(o) == "nmod:poss" && is_own(tree.lemma(o)))
        };
        // What is delivered is given to somebody else.
        let given =
            lexicon().is_party("giving", tree.lemma(at)) && obliques(tree, at, "with").next().is_none();
        let patient = tree.patient(at).filter(own).filter(|_| !given);
        for word in patient.into_iter().chain(tree.kid(at, "iobj")) {
            let found = parties.of(word, false);
            if !found.is_empty() {
                return found;
            }
        }
        let sites = [Some(at), tree.kid(at, "obj")];
        for p in STRAY {
            for word in sites.into_iter().flatten().flat_map(|s| obliques(tree, s, p).collect::<Vec<_>>()) {
                let found = parties.of(word, false);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // Nothing is done to those in "refused to say *whether* …".
        let asks = |clause: &usize| tree.has_kid(*clause, "mark", &["whether", "if"]);
        match tree.completion(at).filter(|clause| !asks(clause)) {
            Some(deeper) => at = deeper,
            None => break,
        }
    }
    Vec::new()
}

/// To whom a refusal is given that a clause tells: "refused to *help Chad*", "declined to sign *Chad's* treaty", but not "to
/// discuss the war in Chad".
pub(super) fn refused(parties: &Parties<'_>, clause: usize) -> Vec<Party> {
    let tree = parties.tree;
    if let Some(inner) = verb_trigger(tree, clause) {
        let found = first(parties, &inner, &inner.frame.recipient, false, &[]);
        if !found.is_empty() {
            return found;
        }
    }
    // "To hand her over *to Chad*": what is given goes to somebody else.
    let object = tree.patient(clause).filter(|_| !lexicon().is_party("giving", tree.lemma(clause)));
    let discussed = lexicon().is_status("discussing", tree.lemma(clause));
    let whose =
        |w: usize| tree.owner(w).filter(|_| !discussed).map_or_else(Vec::new, |o| parties.of(o, false));
    let direct = object.into_iter().chain(tree.kid(clause, "iobj")).map(|w| parties.direct(w));
    let owned = object.into_iter().map(whose);
    // "To say sorry *to Chad*".
    let sites = [Some(clause), object, tree.kid(clause, "xcomp")].into_iter().flatten();
    let beside: Vec<usize> = sites
        .flat_map(|site| ["to", "with", "from", "in"].into_iter().flat_map(move |p| obliques(tree, site, p)))
        .collect();
    // "To respond to a request *from Chad*".
    let made = |w: usize| ["from", "by", "of"].into_iter().flat_map(move |p| obliques(tree, w, p));
    let from = beside.iter().flat_map(|&w| made(w).map(|maker| parties.direct(maker)).chain([whose(w)]));
    let beside = beside.iter().map(|&w| parties.direct(w));
    let found = direct.chain(owned).chain(beside).chain(from).find(|found| !found.is_empty());
    // "To stop *shelling Chad*".
    let deeper = || tree.completion(clause).filter(|_| !discussed).map(|inner| affected(parties, inner));
    found.or_else(deeper).unwrap_or_default()
}

fn is_own(lemma: &str) -> bool {
    matches!(
        lemma,
        "its" | "their" | "his" | "her" | "it" | "they" | "he" | "she" | "our" | "we" | "my" | "i"
    )
}
