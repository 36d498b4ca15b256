//! What people do who are nobody in politics, in words that tell politics elsewhere.

use super::{
    arguments::Sides,
    lexicon::lexicon,
    pair,
    party::Parties,
    tree::Tree,
    trigger::{Trigger, obliques},
};
use wirefold_report::{Entity, EventType, Party, Upos};

/// Sectors of those whose talks are politics.
const POLITICAL: [&str; 8] = ["GOV", "LEG", "MIL", "PTY", "OPP", "REB", "IGO", "SPY"];

/// Whether what a trigger tells is no political deed, for those who do it or how they do.
pub(super) fn is_private(
    entities: &[Entity],
    parties: &Parties<'_>,
    trigger: &Trigger,
    sides: &Sides,
) -> bool {
    let tree = parties.tree;
    let Some(verb) = trigger.verb else { return false };
    is_polled(tree, verb)
        || trigger.frame.kind == EventType::Request && asks_for_comment(tree, verb)
        || trigger.frame.kind == EventType::Reject && is_nobodys_refusal(tree, sides)
        || trigger.frame.kind == EventType::Consult
            && (is_trade(parties, verb)
                || lexicon().is_status("talking", tree.lemma(verb))
                    && is_small_talk(entities, parties, sides))
}

/// "The driver refused to stop": told to nobody, and by whoever holds no office.
fn is_nobodys_refusal(tree: &Tree<'_>, sides: &Sides) -> bool {
    let private = |p: &Party| {
        let word = pair::head(tree, &[p.span]).filter(|&w| p.entity.is_none() && tree.upos(w) == Upos::Noun);
        word.is_some_and(|w| lexicon().is_party("private", tree.lemma(w)))
    };
    sides.recipients.is_empty() && sides.actors.iter().all(private)
}

/// "53 percent of voters blame": what people are found to think is nobody's deed; what a share of them did is.
fn is_polled(tree: &Tree<'_>, verb: usize) -> bool {
    let share = |&agent: &usize| matches!(tree.lemma(agent), "percent" | "%" | "pct");
    let in_office = |agent: usize| {
        tree.kids(agent).any(|k| tree.relation(k) == "nmod" && lexicon().is_party("official", tree.lemma(k)))
    };
    matches!(tree.xpos(verb), "VBP" | "VBZ")
        && lexicon().is_status("opinion", tree.lemma(verb))
        && tree.agent(verb).filter(share).is_some_and(|agent| !in_office(agent))
}

/// "Asked her to comment", "told them not to expect an answer": nothing is asked of them.
fn asks_for_comment(tree: &Tree<'_>, verb: usize) -> bool {
    let idle = |clause: usize| matches!(tree.lemma(clause), "comment" | "elaborate" | "expect" | "worry");
    tree.completion(verb).is_some_and(idle)
}

/// "A pollster who consults with lawmakers": what somebody does for a living, if neither in office nor on a day.
fn is_trade(parties: &Parties<'_>, verb: usize) -> bool {
    let tree = parties.tree;
    let someone = |head: usize| tree.has_kid(head, "det", &["a", "an"]) && !parties.is_official(head);
    let dated = |k: usize| tree.relation(k) == "obl" && lexicon().is_party("calendar", tree.lemma(k));
    tree.deprel(verb) == "acl:relcl"
        && matches!(tree.xpos(verb), "VBZ" | "VBP")
        && !tree.kids(verb).any(dated)
        && tree.head(verb).is_some_and(someone)
}

/// Whether those who talk are known to hold no office, or one side is there to ask questions. Nobody knows that of a name.
fn is_small_talk(entities: &[Entity], parties: &Parties<'_>, sides: &Sides) -> bool {
    let tree = parties.tree;
    let such = |class, w: usize| lexicon().is_party(class, tree.lemma(w));
    let of_politics = |e: &Entity| {
        let sector = e.sector.as_deref().is_some_and(|s| POLITICAL.contains(&s));
        sector || e.country.is_some()
    };
    let plain = |p: &Party| {
        pair::head(tree, &[p.span]).filter(|&w| {
            tree.upos(w) == Upos::Noun
                && !parties.is_official(w)
                && !p.entity.and_then(|e| entities.get(e.0)).is_some_and(of_politics)
        })
    };
    let word = |p: &Party| pair::head(tree, &[p.span]).filter(|&w| tree.upos(w) == Upos::Noun);
    let is = |class, p: &Party| word(p).is_some_and(|w| such(class, w));
    // "Two cooks", "students", but neither elders nor judges.
    let apart = |p: &Party| {
        let private = |w| ["private", "crowd", "questioning"].iter().any(|class| such(class, w));
        plain(p).is_some_and(|w| private(w) || !such("actor", w))
    };
    let (ours, theirs) = (&sides.actors, &sides.recipients);
    let asked = |ones: &[Party], others: &[Party]| {
        ones.iter().all(|p| is("questioning", p)) && others.iter().all(apart)
    };
    ours.iter().chain(theirs).any(|p| is("press", p))
        || asked(ours, theirs)
        || asked(theirs, ours)
        || ours.iter().chain(theirs).all(apart)
}

/// "Declined to comment", "declined to give details": a reporter's formula, and nobody's proposal. Whoever refuses to talk with
/// somebody refuses *them*, and so does whoever declines a request.
pub(super) fn keeps_silent(tree: &Tree<'_>, verb: usize, alone: bool) -> bool {
    let detail = |clause: usize| {
        let object = tree.kid(clause, "obj").map(|o| tree.lemma(o));
        lexicon().is_status("telling", tree.lemma(clause))
            && object.is_some_and(|o| {
                // Whoever refuses information keeps a secret.
                lexicon().is_party("detail", o) && (o != "information" || tree.lemma(verb) == "decline")
            })
    };
    // "Declined to go *into detail*".
    let detailed = |clause: usize| {
        matches!(tree.lemma(clause), "go" | "get")
            && obliques(tree, clause, "into").any(|w| tree.lemma(w) == "detail")
    };
    tree.completion(verb).is_some_and(|clause| {
        let told = |class| lexicon().is_status(class, tree.lemma(clause));
        let sorry = tree.has_kid(clause, "xcomp", &["sorry"]) || tree.has_kid(clause, "obj", &["sorry"]);
        let is_formula = told("reticence") && !sorry && tree.kid(verb, "obj").is_none();
        is_formula || alone && (told("unspoken") || detail(clause) || detailed(clause))
    })
}
