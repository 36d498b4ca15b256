//! What nouns say of the clauses that belong to them: whether these are told as facts.

use super::{
    arguments::Sides,
    lexicon::lexicon,
    pair::head,
    status::{governed, infinitive, opened_by, own},
    tree::Tree,
};
use wirefold_report::{Party, Status};

/// What a noun says of the deed behind it: "the hope of meeting", "no intention of yielding", "little interest in meeting",
/// "no part in killing".
pub(super) fn thought(tree: &Tree<'_>, noun: usize, clause: usize) -> Status {
    // "No small role" is a great one.
    let much = tree.has_kid(noun, "amod", &["small", "minor", "mean"]);
    let none = tree.has_kid(noun, "det", &["no"]) && !much || tree.has_kid(noun, "amod", &["little"]);
    let said = if is_supposition(tree, noun) { Status::Hypothetical } else { governed(tree, noun) };
    let told = |class| lexicon().is_status(class, tree.lemma(noun));
    match said {
        // Whoever sees "no risk in leaving" may leave.
        _ if none && told("hazard") && tree.relation(noun) == "obj" && opened_by(tree, clause, &["in"]) => {
            Status::Happened
        }
        Status::Happened if told("proof") && is_missing(tree, noun) => Status::Hypothetical,
        // Whoever has "no regrets about leaving" left, whoever had "no part in" it did not do it.
        Status::Happened if none && told("share") => Status::Denied,
        said if none && said != Status::Happened => Status::Denied,
        said => said,
    }
}

/// What the noun says of a clause that tells its content: "the fear that …", "no evidence that …", but "no doubt that …",
/// "the fact that …". The clause may stand behind a participle: "no evidence produced that …".
pub(super) fn claimed(tree: &Tree<'_>, clause: usize) -> Status {
    let head = tree.head(clause).filter(|_| opened_by(tree, clause, &["that"]));
    let noun = match head {
        Some(head) if tree.relation(clause) == "acl" => Some(head),
        Some(head) if tree.deprel(head) == "acl" && tree.xpos(head) == "VBN" => tree.head(head),
        _ => None,
    };
    let unproved = |n: usize| lexicon().is_status("proof", tree.lemma(n)) && is_missing(tree, n);
    match noun {
        Some(noun) if is_supposition(tree, noun) || unproved(noun) => Status::Hypothetical,
        _ => Status::Happened,
    }
}

/// What a clause owes to being an aim or a guess: "the aim is to free them", "the fear is that they were killed".
pub(super) fn aim(tree: &Tree<'_>, verb: usize) -> Option<Status> {
    let outer = tree.kids(verb).find(|&k| tree.deprel(k) == "nsubj:outer")?;
    let content = infinitive(tree, verb) || opened_by(tree, verb, &["that"]);
    (content && (is_supposition(tree, outer) || governed(tree, outer) != Status::Happened))
        .then_some(Status::Hypothetical)
}

/// Whether any people do it to others time and again: "migrants are usually detained".
pub(super) fn is_custom(tree: &Tree<'_>, verb: usize, sides: &Sides) -> bool {
    let many = |w: usize| tree.xpos(w) == "NNS" && !tree.has_kid(w, "det", &["the"]);
    let any = |party: &Party| party.entity.is_none() && head(tree, &[party.span]).is_some_and(many);
    is_habit(tree, verb) && sides.actors.iter().chain(&sides.recipients).all(any)
}

/// Whether a verb tells what is done time and again, and not what was done: "are *usually* detained", "meet *every week*".
fn is_habit(tree: &Tree<'_>, verb: usize) -> bool {
    let now = |w: usize| matches!(tree.xpos(w), "VBP" | "VBZ");
    let often = |k: usize| match tree.relation(k) {
        "advmod" => lexicon().is_status("generality", tree.lemma(k)),
        "obl" if tree.lemma(k) == "basis" => {
            tree.kids(k).any(|a| lexicon().is_status("recurring", tree.lemma(a)))
        }
        "obl" => tree.has_kid(k, "det", &["every", "each"]) && lexicon().is_party("calendar", tree.lemma(k)),
        _ => false,
    };
    let is = |k: usize| tree.relation(k) == "aux" && now(k) && tree.lemma(k) == "be";
    let present = now(verb) || tree.xpos(verb) == "VBN" && tree.kids(verb).any(is);
    present && tree.kids(verb).any(often)
}

fn is_supposition(tree: &Tree<'_>, noun: usize) -> bool {
    lexicon().is_status("supposition", tree.lemma(noun))
}

/// Whether a clause says that there is none of something: "no evidence", "there was never any proof", "did not see signs".
fn is_missing(tree: &Tree<'_>, noun: usize) -> bool {
    let negated = |w: usize| {
        tree.kids(w).any(|k| {
            let negation = lexicon().is_status("negation", tree.lemma(k));
            matches!(tree.relation(k), "advmod" | "det") && negation
        })
    };
    let verb = || tree.head(noun).filter(|_| matches!(tree.relation(noun), "obj" | "nsubj" | "obl"));
    negated(noun)
        || tree.has_kid(noun, "amod", &["little", "scant"])
        || verb().is_some_and(|v| {
            negated(v) && lexicon().is_status("finding", tree.lemma(v)) || tree.lemma(v) == "lack"
        })
}

/// Whether a verb tells what somebody is free or able to do, or hardly ever does: "police can arrest", "its power to expel",
/// "rarely visits". That tells of no deed.
pub(super) fn is_mere_power(tree: &Tree<'_>, verb: usize) -> bool {
    // What somebody can no longer do is told of them.
    let can = |k: usize| {
        let able = tree.relation(k) == "aux" && matches!(tree.form(k), "can" | "Can");
        able && own(tree, verb).0 != Status::Denied
    };
    let seldom = |k: usize| is_seldom(tree, k) && !is_turned(tree, verb);
    let power = || {
        let noun = tree.head(verb).filter(|_| tree.deprel(verb) == "acl" && infinitive(tree, verb));
        let used = |n: usize| tree.head(n).is_some_and(|v| lexicon().is_status("means", tree.lemma(v)));
        noun.is_some_and(|n| lexicon().is_status("power", tree.lemma(n)) && !used(n))
    };
    tree.kids(verb).any(|k| can(k) || seldom(k)) || power()
}

/// Whether a word says that something is hardly ever done.
fn is_seldom(tree: &Tree<'_>, word: usize) -> bool {
    tree.relation(word) == "advmod" && matches!(tree.lemma(word), "rarely" | "seldom")
}

/// Whether "rarely" turns a clause about, which tells of the one time: "rarely has it so openly condemned them".
pub(super) fn is_turned(tree: &Tree<'_>, verb: usize) -> bool {
    let subject = tree.kid(verb, "aux").zip(tree.own_subject(verb));
    subject.is_some_and(|(aux, subject)| aux < subject) && tree.kids(verb).any(|k| is_seldom(tree, k))
}
