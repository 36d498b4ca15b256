//! Whether a clause is told as a fact.

use super::{
    lexicon::lexicon,
    tree::{CLIMB, Tree},
};
use wirefold_report::Status;

/// What the words around a predicate say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) status: Status,
    /// "will not": a refusal rather than a report that nothing happened.
    pub(super) unwilling: bool,
}

/// The standing of the clause that `verb` heads.
pub(super) fn standing(tree: &Tree<'_>, verb: usize) -> Standing {
    let (mut status, unwilling) = own(tree, verb);
    let mut at = verb;
    for _ in 0..CLIMB {
        let Some(head) = tree.head(at) else { break };
        let next = match tree.relation(at) {
            "conj" if is_tensed_anew(tree, at, head) => Status::Happened,
            "conj" if tree.kid(at, "aux").is_none() && tree.own_subject(at).is_none() => own(tree, head).0,
            // "Too drunk to speak".
            _ if infinitive(tree, at) && is_too_much(tree, head) => Status::Denied,
            // "Went on to praise", but not "is going to".
            "xcomp" | "advcl" if tree.lemma(head) == "go" && has_particle(tree, head, "on") => {
                own(tree, head).0
            }
            "xcomp" => both(governed(tree, head), own(tree, head).0),
            "ccomp" if tree.lemma(head) == "tell" && !infinitive(tree, at) => Status::Happened,
            // "The fear is that …", "the hope was that …".
            "ccomp" if tree.lemma(head) == "be" && tree.own_subject(head).is_some_and(|s| s < head) => {
                tree.own_subject(head).map_or(Status::Happened, |subject| governed(tree, subject))
            }
            "ccomp" => governed(tree, head),
            "acl" if tree.deprel(at) == "acl" && infinitive(tree, at) => inner(tree, head),
            "acl" if tree.deprel(at) == "acl" && opened_by(tree, at, &["of", "for"]) => thought(tree, head),
            "advcl" if is_over(tree, at) => break,
            "advcl" => adverbial(tree, at, head),
            _ => break,
        };
        status = both(status, next);
        at = head;
    }
    if at_top(tree, at) && asks(tree) {
        status = both(status, Status::Hypothetical);
    }
    Standing { status, unwilling }
}

/// Whether a verb has a tense of its own beside one that an auxiliary carries: "did not attend and *met* …".
fn is_tensed_anew(tree: &Tree<'_>, verb: usize, first: usize) -> bool {
    matches!(tree.xpos(verb), "VBD" | "VBZ" | "VBP")
        && matches!(tree.xpos(first), "VB" | "VBN")
        && tree.kid(first, "aux").is_some()
}

fn has_particle(tree: &Tree<'_>, verb: usize, particle: &str) -> bool {
    tree.kids(verb).any(|k| tree.lemma(k) == particle && matches!(tree.relation(k), "compound" | "advmod"))
}

/// What a noun says of the infinitive behind it: "the first to visit" did, and so did whoever "took the chance to thank".
fn inner(tree: &Tree<'_>, noun: usize) -> Status {
    let ordinal = |k: usize| {
        matches!(tree.relation(k), "amod" | "nummod") && lexicon().is_status("ordinal", tree.lemma(k))
    };
    let taken = tree.head(noun).filter(|&verb| tree.relation(noun) == "obj" && is_means(tree, verb));
    match taken {
        Some(verb) => own(tree, verb).0,
        // "The first minister to visit" did; what "the second attempt to visit" came to is not told.
        None if lexicon().is_status("ordinal", tree.lemma(noun))
            || lexicon().is_party("actor", tree.lemma(noun)) && tree.kids(noun).any(ordinal) =>
        {
            Status::Happened
        }
        None => Status::Hypothetical,
    }
}

/// "Too ill to travel", but neither "only too happy to go" nor "too quick to blame".
fn is_too_much(tree: &Tree<'_>, head: usize) -> bool {
    let too = head.checked_sub(1).filter(|&w| tree.lemma(w) == "too");
    let only = |w: usize| w > 0 && matches!(tree.lemma(w - 1), "only" | "all" | "not" | "never");
    too.is_some_and(|w| !only(w)) && !lexicon().is_status("willing", tree.lemma(head))
}

/// Whether somebody used or took something, so that what it was for was done.
fn is_means(tree: &Tree<'_>, verb: usize) -> bool {
    let occasion = || tree.kid(verb, "obj").is_some_and(|k| lexicon().is_status("occasion", tree.lemma(k)));
    let lemma = tree.lemma(verb);
    tree.xpos(verb) == "VBD"
        && (lexicon().is_status("means", lemma) || lexicon().is_status("taking", lemma) && occasion())
}

/// Whether one of these words opens a clause.
fn opened_by(tree: &Tree<'_>, clause: usize, words: &[&str]) -> bool {
    tree.has_kid(clause, "mark", words) || tree.has_kid(clause, "case", words)
}

/// What a noun says of the deed behind it: "the hope of meeting", "no intention of yielding".
fn thought(tree: &Tree<'_>, noun: usize) -> Status {
    let none = tree.has_kid(noun, "det", &["no"]);
    if none { Status::Denied } else { governed(tree, noun) }
}

fn at_top(tree: &Tree<'_>, at: usize) -> bool {
    tree.head(at).is_none()
        || matches!(tree.relation(at), "parataxis" | "ccomp" | "nsubj" | "obj" | "obl" | "root")
}

fn asks(tree: &Tree<'_>) -> bool {
    (0..tree.len()).rev().take(4).any(|w| tree.form(w).starts_with('?'))
}

/// The inner standing with what stands around it.
fn both(inner: Status, outer: Status) -> Status {
    use Status::{Denied, Future, Happened, Hypothetical};
    match (inner, outer) {
        (Happened, other) | (other, Happened) => other,
        (Hypothetical, _) | (_, Hypothetical) => Hypothetical,
        (Denied, Denied) => Happened,
        (Denied, _) | (_, Denied) => Denied,
        (Future, Future) => Future,
    }
}

/// What the verb's own auxiliaries, particles and conjunctions say.
fn own(tree: &Tree<'_>, verb: usize) -> (Status, bool) {
    let lexicon = lexicon();
    let has = |class: &str, relations: &[&str]| {
        tree.kids(verb)
            .any(|k| relations.contains(&tree.relation(k)) && lexicon.is_status(class, tree.lemma(k)))
    };
    let negated = has("negation", &["advmod", "cc", "det"])
        || no_argument(tree, verb)
        || tree.kids(verb).any(|k| is_clipped_not(tree.form(k)) || no_longer(tree, k));
    let reported = matches!(tree.relation(verb), "ccomp" | "conj")
        && (tree.has_kid(verb, "aux", &["would", "'d"]) || clipped_would(tree, verb));
    let future = has("future-aux", &["aux"])
        || reported
        || going_to(tree, verb)
        || is_to(tree, verb)
        || is_due(tree, verb);
    let status = if has("hypothetical-mark", &["mark", "advmod"]) {
        Status::Hypothetical
    } else if negated {
        Status::Denied
    } else if future {
        Status::Future
    } else if has("hypothetical-aux", &["aux"]) {
        Status::Hypothetical
    } else {
        Status::Happened
    };
    (status, negated && (future || tree.has_kid(verb, "aux", &["would"])))
}

/// "n’t", however its apostrophe is set ("n ’ t").
fn is_clipped_not(form: &str) -> bool {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    form.chars().any(|c| matches!(c, '\'' | '’' | '‘' | '`')) && letters().eq("nt".chars())
}

/// "No longer".
fn no_longer(tree: &Tree<'_>, word: usize) -> bool {
    tree.relation(word) == "advmod"
        && tree.form(word) == "longer"
        && tree.kids(word).any(|k| tree.lemma(k) == "no")
}

/// "He'd leave", but not "he'd left".
fn clipped_would(tree: &Tree<'_>, verb: usize) -> bool {
    let clipped = |k: usize| {
        tree.relation(k) == "aux" && tree.form(k).trim_start_matches(['\'', '’', '‘', '`', ' ']) == "d"
    };
    tree.xpos(verb) == "VB" && tree.kids(verb).any(clipped)
}

/// "No country condemned", "signed no agreement".
fn no_argument(tree: &Tree<'_>, verb: usize) -> bool {
    tree.kids(verb)
        .filter(|&k| matches!(tree.relation(k), "nsubj" | "obj"))
        .any(|k| tree.has_kid(k, "det", &["no"]) || matches!(tree.lemma(k), "nobody" | "none" | "neither"))
}

/// "is to meet", where the tree takes "is" for an auxiliary or a copula.
fn is_to(tree: &Tree<'_>, verb: usize) -> bool {
    let is = |relation| tree.has_kid(verb, relation, &["be"]);
    tree.xpos(verb) == "VB" && (is("aux") || is("cop")) && infinitive(tree, verb)
}

/// "is due to meet", where the tree takes "due to" for what opens the clause.
fn is_due(tree: &Tree<'_>, verb: usize) -> bool {
    let opens = |relation| tree.has_kid(verb, relation, &["due"]);
    tree.xpos(verb) == "VB" && (opens("mark") || opens("case"))
}

fn going_to(tree: &Tree<'_>, verb: usize) -> bool {
    tree.relation(verb) == "xcomp"
        && tree.head(verb).is_some_and(|h| tree.lemma(h) == "go" && tree.xpos(h) == "VBG")
}

/// What a governing verb says of its complement.
fn governed(tree: &Tree<'_>, head: usize) -> Status {
    governed_by(tree.lemma(head))
}

/// What a word says of the clause that hangs on it.
fn governed_by(lemma: &str) -> Status {
    let lexicon = lexicon();
    if lexicon.is_status("denied", lemma) {
        Status::Denied
    } else if lexicon.is_status("future", lemma) || lemma == "be" {
        Status::Future
    } else if lexicon.is_status("hypothetical", lemma) {
        Status::Hypothetical
    } else {
        Status::Happened
    }
}

pub(super) fn infinitive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.kids(verb).any(|k| k < verb && tree.lemma(k) == "to" && matches!(tree.relation(k), "mark" | "aux"))
}

/// A clause of purpose is an aim; one that counts its victims is a report.
fn adverbial(tree: &Tree<'_>, verb: usize, head: usize) -> Status {
    if !infinitive(tree, verb) {
        if opened_by(tree, verb, &["rather", "instead", "without"]) {
            return Status::Denied;
        }
        // "Argued against sending".
        if tree.xpos(verb) == "VBG" && opened_by(tree, verb, &["against"]) {
            return Status::Hypothetical;
        }
        // "Called *for* cutting", "insisted *on* meeting": what is asked for or aimed at, or not done.
        let aimed = tree.xpos(verb) == "VBG"
            && opened_by(tree, verb, &["for", "on", "about", "at", "of", "from", "against"]);
        return if aimed { both(governed(tree, head), own(tree, head).0) } else { own(tree, head).0 };
    }
    if !tree.is_verb(head) {
        return both(governed(tree, head), own(tree, head).0);
    }
    if is_means(tree, head) {
        return own(tree, head).0;
    }
    let counted = tree.patient(verb).is_some_and(|p| tree.kid(p, "nummod").is_some());
    if counted && own(tree, head).0 == Status::Happened && tree.xpos(head) == "VBD" {
        Status::Happened
    } else {
        Status::Hypothetical
    }
}

/// Whether a clause is told as past of its own, whatever is still to come of it: "will resign after police killed …".
fn is_over(tree: &Tree<'_>, clause: usize) -> bool {
    let past = |w: usize| tree.xpos(w) == "VBD";
    let told = past(clause)
        || tree.kids(clause).any(|k| tree.relation(k) == "aux" && past(k) && tree.lemma(k) != "will");
    told && (opened_by(tree, clause, &["after", "since", "because", "as"])
        || tree.has_kid(clause, "obl", &["day", "week", "hour", "month"]))
}

/// What a noun that tells an event owes to the words around it.
pub(super) fn nominal(tree: &Tree<'_>, noun: usize) -> Status {
    let told = |class: &str, w: usize| lexicon().is_status(class, tree.lemma(w));
    let modified =
        |class: &str| tree.kids(noun).any(|k| matches!(tree.relation(k), "amod" | "det") && told(class, k));
    if modified("ahead") {
        return Status::Future;
    }
    if modified("doubted") {
        return Status::Hypothetical;
    }
    let Some(head) = tree.head(noun) else { return Status::Happened };
    let planned = |verb: usize| tree.is_verb(verb) && told("planned", verb);
    match tree.relation(noun) {
        // "Planned several assassinations", "the meeting is expected to cover …".
        "obj" if planned(head) => Status::Future,
        "nsubj" if planned(head) && tree.passive(head) => Status::Future,
        "obj" | "obl" | "nmod" => both(governed(tree, head), Status::Happened),
        _ => Status::Happened,
    }
}
