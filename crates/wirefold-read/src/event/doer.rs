//! Whose deed a noun names: "the *rebels'* raid", "a *Kenyan* strike", "killings by *police*".

use super::{lexicon::lexicon, party::Parties, tree::Tree, trigger::obliques};
use wirefold_report::{Party, Upos};

/// Whether a noun tells a hostile deed of its own: "condemned the *shelling* of the town".
pub(super) fn is_deed(tree: &Tree<'_>, noun: usize) -> bool {
    let told = lexicon().nouns.get(tree.lemma(noun));
    told.is_some_and(|entries| entries.iter().any(|e| e.before.is_empty() && e.frame.kind.quad() == 4))
}

/// Whoever did what is blamed or praised; the deed itself where nobody is named, and not whom it struck.
pub(super) fn doer_or_deed(parties: &Parties<'_>, noun: usize, any: bool) -> Vec<Party> {
    let found = doers(parties, noun);
    if found.is_empty() && any { vec![Party::new(parties.tree.core(noun), None)] } else { found }
}

/// Whose deed a noun names.
pub(super) fn doers(parties: &Parties<'_>, noun: usize) -> Vec<Party> {
    let tree = parties.tree;
    // "The nation's *deadliest* attack" is told of where it was.
    let extreme = tree.kids(noun).any(|k| tree.relation(k) == "amod" && tree.xpos(k) == "JJS");
    let owner = tree.owner(noun).filter(|_| !extreme && undergoer(parties, noun).is_none());
    let owner = owner.map(|w| parties.of(w, false)).unwrap_or_default();
    if !owner.is_empty() {
        return owner;
    }
    let nations = parties.nations(noun);
    if !nations.is_empty() {
        return nations;
    }
    if let Some(claimed) = claimants(parties, noun).filter(|found| !found.is_empty()) {
        return claimed;
    }
    let reduced = tree.kids(noun).filter(|&k| tree.relation(k) == "acl" && tree.passive(k));
    let reduced = reduced.filter(|&k| !lexicon().is_light("mediates", tree.lemma(k)));
    let agents = reduced.filter_map(|k| tree.by_agent(k)).collect::<Vec<_>>();
    let made = agents.into_iter().chain(obliques(tree, noun, "by"));
    let made = made.map(|w| parties.of(w, false)).find(|p| !p.is_empty());
    made.or_else(|| kind_of_doer(parties, noun)).unwrap_or_default()
}

/// Whom a deed befell that is called theirs: "her arrest".
pub(super) fn undergoer(parties: &Parties<'_>, noun: usize) -> Option<usize> {
    let tree = parties.tree;
    let entries = lexicon().nouns.get(tree.lemma(noun))?;
    let undergone = entries.iter().any(|entry| entry.before.is_empty() && entry.frame.undergone);
    tree.owner(noun).filter(|_| undergone && obliques(tree, noun, "of").next().is_none())
}

/// Those who "claimed responsibility for" a deed.
fn claimants(parties: &Parties<'_>, deed: usize) -> Option<Vec<Party>> {
    let tree = parties.tree;
    let above = tree.head(deed).filter(|_| tree.preposition(deed) == Some("for"))?;
    let verb = if tree.lemma(above) == "responsibility" { tree.head(above)? } else { above };
    let object = tree.kid(verb, "obj").filter(|&o| tree.lemma(o) == "responsibility");
    let claims = tree.is_verb(verb) && matches!(tree.lemma(verb), "claim" | "take" | "accept");
    object.filter(|_| claims).and_then(|_| tree.agent(verb)).map(|w| parties.of(w, false))
}

/// "Police killings", "militant attacks", but no "school shooting".
fn kind_of_doer(parties: &Parties<'_>, deed: usize) -> Option<Vec<Party>> {
    let tree = parties.tree;
    let armed = |k: &usize| {
        let is = |class| lexicon().is_party(class, tree.lemma(*k));
        let fights = is("armed") && !is("harmless") || tree.lemma(*k) == "coalition";
        // A "terrorist attack" is of a kind, an "insurgent ambush" of insurgents.
        let people =
            tree.upos(*k) == Upos::Noun || matches!(tree.lemma(*k), "insurgent" | "rebel" | "guerrilla");
        people && is("actor") && fights
    };
    let before = tree.kids(deed).filter(|&k| k < deed && matches!(tree.relation(k), "compound" | "amod"));
    let doer = before.filter(armed).last().filter(|_| is_deed(tree, deed))?;
    Some(vec![Party::new(tree.span(doer), None)])
}
