//! Parties that no slot of a frame names, but words beside it do.

use super::{
    lexicon::lexicon,
    party::Parties,
    tree::Tree,
    trigger::{Trigger, obliques},
};
use wirefold_report::{EventType, Party};

/// Those who do it as well: "Kenya, *together with Chad*, urged …". "Along with Chad, Kenya has …" may be the object's.
pub(super) fn companions(parties: &Parties<'_>, verb: usize) -> Vec<Party> {
    let tree = parties.tree;
    let Some(subject) = tree.own_subject(verb) else { return Vec::new() };
    let joins = |k: &usize| {
        (subject..verb).contains(k)
            && tree.kids(*k).any(|c| tree.relation(c) == "case" && is_comitative(tree, c))
    };
    let sites = [verb, subject].into_iter().filter(|_| !tree.passive(verb));
    sites.flat_map(|site| tree.kids(site)).filter(joins).flat_map(|k| parties.direct(k)).collect()
}

/// "Along with", "together with".
fn is_comitative(tree: &Tree<'_>, word: usize) -> bool {
    let next = word + 1;
    matches!(tree.lemma(word), "along" | "together") && next < tree.len() && tree.lemma(next) == "with"
}

/// To whom a letter or a call goes that asks for something: "wrote *the members* asking for …", "sent a letter *to Kenya* asking …".
pub(super) fn addressees(parties: &Parties<'_>, trigger: &Trigger) -> Vec<Party> {
    let tree = parties.tree;
    let asks = |verb: &usize| {
        let hangs = matches!(tree.relation(*verb), "advcl" | "acl") && tree.xpos(*verb) == "VBG";
        trigger.frame.kind == EventType::Request && hangs && tree.kid(*verb, "obj").is_none()
    };
    let Some(above) = trigger.verb.filter(asks).and_then(|verb| tree.head(verb)) else { return Vec::new() };
    let is_letter = |word: &usize| lexicon().is_party("letter", tree.lemma(*word));
    // The clause hangs on the letter, or on the verb that says that somebody wrote or sent one.
    let letter = if tree.is_verb(above) { tree.kid(above, "obj").filter(is_letter) } else { Some(above) };
    let writes = tree.is_verb(above) && lexicon().is_party("write", tree.lemma(above));
    let carrier = letter.filter(is_letter).and_then(|letter| tree.head(letter));
    let direct = [Some(above).filter(|_| writes), carrier].into_iter().flatten();
    let told = direct.clone().find_map(|verb| {
        let object = tree.kid(verb, "obj").filter(|object| writes && !is_letter(object));
        tree.kid(verb, "iobj").or(object)
    });
    let sites = letter.filter(is_letter).into_iter().chain(direct);
    let posted = |w: usize| lexicon().is_party("platform", tree.lemma(w));
    let sent = || sites.clone().find_map(|site| obliques(tree, site, "to").find(|&w| !posted(w)));
    told.or_else(sent).map_or_else(Vec::new, |word| parties.direct(word))
}
