//! The sides of what people do together: who meets, and who meets whom.

use super::{
    arguments::{Sides, fill},
    lexicon::{Slot, lexicon},
    party::Parties,
    trigger::{Trigger, obliques},
};
use wirefold_report::{EventType, Party, Upos};

/// "Declared the talks *between* Kenya and Chad dead": whoever says so of others has no part in it.
pub(super) fn told_of_others(parties: &Parties<'_>, trigger: &Trigger) -> Option<Vec<Party>> {
    let between = Slot::Preposition("between");
    let tells = |verb: usize| lexicon().is_light("tells", parties.tree.lemma(verb));
    let told = trigger.carried && trigger.verb.is_some_and(tells);
    let meets = told && trigger.frame.mutual && trigger.frame.actor.contains(&between);
    meets.then(|| fill(parties, trigger, &between, false)).filter(|both| both.len() > 1)
}

/// "Egyptian mediation *between* the two sides": whoever mediates acts on both.
pub(super) fn brought_together(parties: &Parties<'_>, trigger: &Trigger) -> Option<Sides> {
    let tree = parties.tree;
    let noun = trigger.noun.filter(|&noun| trigger.is_nominal() && tree.lemma(noun) == "mediation")?;
    let owned = tree.owner(noun).map(|owner| parties.of(owner, false)).filter(|found| !found.is_empty());
    let actors = owned.unwrap_or_else(|| parties.nations(noun));
    let recipients = fill(parties, trigger, &Slot::Preposition("between"), false);
    (!actors.is_empty() && !recipients.is_empty()).then_some(Sides { actors, recipients })
}

/// Whether the words name those *with* whom one meets or agrees, so that they are one side and not both.
pub(super) fn is_met(parties: &Parties<'_>, trigger: &Trigger) -> bool {
    let tree = parties.tree;
    let people = |w: usize| !parties.is_reciprocal(w) && !lexicon().is_party("calendar", tree.lemma(w));
    let mut met = trigger.sites().flat_map(|site| obliques(tree, site, "with").collect::<Vec<_>>());
    trigger.frame.mutual && met.any(people)
}

/// "Kenya mediated talks between …", where the tree takes the verb for an adjective and who mediates for a part of the
/// noun.
pub(super) fn go_between(parties: &Parties<'_>, trigger: &Trigger) -> Vec<Party> {
    let tree = parties.tree;
    let noun = trigger.word;
    let verb = tree.kids(noun).find(|&k| tree.relation(k) == "amod" && tree.xpos(k) == "VBN");
    let verb = verb.filter(|&v| {
        trigger.is_nominal()
            && trigger.frame.kind == EventType::Consult
            && tree.head(noun).is_none()
            && lexicon().is_light("mediates", tree.lemma(v))
    });
    let name = |v: usize| (v > 0 && [Some(noun), Some(v)].contains(&tree.head(v - 1))).then(|| v - 1);
    let mention = verb.and_then(name).and_then(|w| parties.mention(w)).filter(|m| m.named);
    mention.map_or_else(Vec::new, |m| vec![Party::new(m.span, Some(m.entity))])
}

/// Of "in talks with Chad, Ana Ruiz said …" the other side is whoever the clause tells of.
pub(super) fn told_beside(parties: &Parties<'_>, trigger: &Trigger) -> Vec<Party> {
    let tree = parties.tree;
    let beside = trigger.frame.kind == EventType::Consult
        && trigger.is_nominal()
        && tree.relation(trigger.word) == "obl"
        && tree.preposition(trigger.word).is_some_and(|p| lexicon().is_small("beside", p));
    let verb = tree.head(trigger.word).filter(|&verb| beside && tree.is_verb(verb) && !tree.passive(verb));
    verb.and_then(|verb| tree.subject(verb)).map_or_else(Vec::new, |w| parties.direct(w))
}

/// Whose counterpart or partner is met: "talks with *its* neighbour".
pub(super) fn counterpart(parties: &Parties<'_>, trigger: &Trigger) -> Vec<Party> {
    let tree = parties.tree;
    let met = trigger.sites().flat_map(|site| obliques(tree, site, "with").collect::<Vec<_>>());
    let owners = met.filter_map(|w| tree.owner(w)).filter(|&o| tree.upos(o) == Upos::Pron);
    owners.map(|o| parties.of(o, false)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Whether the deed falls on "each other".
pub(super) fn on_each_other(parties: &Parties<'_>, trigger: &Trigger) -> bool {
    let tree = parties.tree;
    let sites = trigger.sites().flat_map(|site| tree.kids(site));
    let mut sides = sites.filter(|&k| matches!(tree.relation(k), "obj" | "iobj" | "obl" | "nmod"));
    sides.any(|k| parties.is_reciprocal(k))
}
