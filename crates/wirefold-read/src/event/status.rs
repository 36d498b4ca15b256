//! Whether a clause is told as a fact.

use super::{
    lexicon::lexicon,
    purpose::{is_means, is_voiced},
    supposed::{aim, claimed, is_turned, thought},
    tree::{CLIMB, Tree},
    trigger::{Trigger, noun_entry, obliques},
};
use wirefold_report::{EventType, Status};

/// What the words around a predicate say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) status: Status,
    /// "will not": a refusal rather than a report that nothing happened.
    pub(super) unwilling: bool,
}

/// The standing of what a trigger tells.
pub(super) fn of(tree: &Tree<'_>, trigger: &Trigger) -> Standing {
    let told = match trigger.verb {
        Some(verb) => standing(tree, verb),
        None => {
            let status = both(nominal(tree, trigger.word), purpose(tree, trigger));
            Standing { status, unwilling: false }
        }
    };
    // "Called a *summit* of leaders": it is to come.
    let meets = trigger.carried && trigger.frame.kind == EventType::Consult;
    let called = trigger.verb.is_some_and(|verb| meets && tree.lemma(verb) == "call");
    match told.status {
        Status::Happened if trigger.frame.ahead || called => Standing { status: Status::Future, ..told },
        _ => told,
    }
}

/// "Will travel to Chad for *talks*": they are as far off as the journey.
fn purpose(tree: &Tree<'_>, trigger: &Trigger) -> Status {
    let aim = trigger.frame.kind == EventType::Consult && tree.preposition(trigger.word) == Some("for");
    let verb = tree.head(trigger.word).filter(|&verb| aim && tree.is_verb(verb));
    verb.map_or(Status::Happened, |verb| standing(tree, verb).status)
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
            "xcomp" if is_thwarted(tree, head) => Status::Denied,
            "xcomp" => both(governed(tree, head), own(tree, head).0),
            "ccomp" if tree.lemma(head) == "tell" && !infinitive(tree, at) => Status::Happened,
            // "The fear is that …", "the hope was that …".
            "ccomp" if tree.lemma(head) == "be" && tree.own_subject(head).is_some_and(|s| s < head) => {
                tree.own_subject(head).map_or(Status::Happened, |subject| governed(tree, subject))
            }
            // "It appears that …", but whoever "appears to agree" does.
            "ccomp" if tree.lemma(head) == "appear" => Status::Hypothetical,
            "ccomp" if lexicon().is_status("factive", tree.lemma(head)) => break,
            "ccomp" => both(governed(tree, head), claimed(tree, at)),
            "acl" if tree.deprel(at) == "acl" && infinitive(tree, at) => inner(tree, head),
            "acl" if tree.deprel(at) == "acl" && opened_by(tree, at, &["that"]) => claimed(tree, at),
            "acl"
                if tree.deprel(at) == "acl"
                    && opened_by(tree, at, &["of", "for", "in", "on", "at", "about"]) =>
            {
                thought(tree, head, at)
            }
            "acl" if tree.deprel(at) == "acl" && is_frowned_on(tree, at, head) => Status::Hypothetical,
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

/// Whether the words leave no doubt about what became of it, whatever else is heard in them.
pub(super) fn is_settled(tree: &Tree<'_>, verb: usize) -> bool {
    let thwarted = |head: usize| tree.relation(verb) == "xcomp" && is_thwarted(tree, head);
    let frowned_on = |head: usize| tree.deprel(verb) == "acl" && is_frowned_on(tree, verb, head);
    is_announced(tree, verb) || tree.head(verb).is_some_and(|head| thwarted(head) || frowned_on(head))
}

/// "Chad *to expel* Kenyan envoys": a title's way to tell what lies ahead.
fn is_announced(tree: &Tree<'_>, verb: usize) -> bool {
    let finite = |k: usize| matches!(tree.relation(k), "aux" | "cop") && tree.lemma(k) != "to";
    tree.head(verb).is_none()
        && tree.xpos(verb) == "VB"
        && infinitive(tree, verb)
        && tree.own_subject(verb).is_some_and(|subject| subject < verb)
        && !tree.kids(verb).any(finite)
}

/// Whether a try came to nothing: "tried to kidnap them *but failed*", "but were stopped by guards".
fn is_thwarted(tree: &Tree<'_>, tries: usize) -> bool {
    let but = |k: usize| tree.relation(k) == "conj" && tree.has_kid(k, "cc", &["but", "yet"]);
    let such = |class: &str, w: usize| lexicon().is_status(class, tree.lemma(w));
    such("trying", tries) && tree.kids(tries).any(|k| but(k) && such("thwarted", k))
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

/// "A precedent against *criticizing* Chad", "a rule against envoys *leaving*": what is not done.
fn is_frowned_on(tree: &Tree<'_>, clause: usize, noun: usize) -> bool {
    let norm = |w: usize| lexicon().is_status("norm", tree.lemma(w));
    let by_others = || tree.preposition(noun) == Some("against") && tree.head(noun).is_some_and(norm);
    tree.xpos(clause) == "VBG" && (opened_by(tree, clause, &["against"]) && norm(noun) || by_others())
}

/// "Too ill to travel", but neither "only too happy to go" nor "too quick to blame".
fn is_too_much(tree: &Tree<'_>, head: usize) -> bool {
    let too = head.checked_sub(1).filter(|&w| tree.lemma(w) == "too");
    let only = |w: usize| w > 0 && matches!(tree.lemma(w - 1), "only" | "all" | "not" | "never");
    too.is_some_and(|w| !only(w)) && !lexicon().is_status("willing", tree.lemma(head))
}

/// Whether one of these words opens a clause.
pub(super) fn opened_by(tree: &Tree<'_>, clause: usize, words: &[&str]) -> bool {
    tree.has_kid(clause, "mark", words) || tree.has_kid(clause, "case", words)
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
pub(super) fn own(tree: &Tree<'_>, verb: usize) -> (Status, bool) {
    let lexicon = lexicon();
    let has = |class: &str, relations: &[&str]| {
        tree.kids(verb)
            .any(|k| relations.contains(&tree.relation(k)) && lexicon.is_status(class, tree.lemma(k)))
    };
    let negated = has("negation", &["advmod", "cc", "det"]) && !is_turned(tree, verb)
        || no_argument(tree, verb)
        // "Voted for the bill rather than *back* the rebels".
        || tree.has_kid(verb, "cc", &["rather"])
        || tree.kids(verb).any(|k| is_clipped_not(tree.form(k)) || no_longer(tree, k));
    let reported = matches!(tree.relation(verb), "ccomp" | "conj")
        && (tree.has_kid(verb, "aux", &["would", "'d"]) || clipped_would(tree, verb));
    let future = has("future-aux", &["aux"])
        || reported
        || going_to(tree, verb)
        || is_to(tree, verb)
        || is_due(tree, verb)
        || is_on_the_way(tree, verb)
        || is_announced(tree, verb);
    let status = if has("hypothetical-mark", &["mark", "advmod"]) {
        Status::Hypothetical
    } else if negated {
        Status::Denied
    } else if let Some(aim) = aim(tree, verb) {
        aim
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

/// "Is coming to Peru": a journey that is told so has yet to be made.
fn is_on_the_way(tree: &Tree<'_>, verb: usize) -> bool {
    let now = |k: usize| tree.relation(k) == "aux" && matches!(tree.xpos(k), "VBZ" | "VBP");
    tree.xpos(verb) == "VBG"
        && matches!(tree.lemma(verb), "come" | "go")
        && tree.completion(verb).is_none()
        && !has_particle(tree, verb, "on")
        && tree.kids(verb).any(|k| now(k) && tree.lemma(k) == "be")
}

/// What a governing verb says of its complement.
pub(super) fn governed(tree: &Tree<'_>, head: usize) -> Status {
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
        let gerund = tree.xpos(verb) == "VBG";
        // "Talked *about* leaving", "dreamt *of* ruling".
        let mused = lexicon().is_status("musing", tree.lemma(head)) && !is_of_the_past(tree, verb);
        if gerund && mused && opened_by(tree, verb, &["about", "of"]) {
            return Status::Hypothetical;
        }
        // "Called *for* cutting", "insisted *on* meeting": what is asked for or aimed at, or not done. "In blaming Chad, she
        // failed to …" blames.
        let aimed = gerund
            && (opened_by(tree, verb, &["for", "on", "about", "at", "of", "from", "against"])
                || verb > head && opened_by(tree, verb, &["in"]));
        return if aimed { both(governed(tree, head), own(tree, head).0) } else { own(tree, head).0 };
    }
    if !tree.is_verb(head) {
        return both(governed(tree, head), own(tree, head).0);
    }
    if is_means(tree, head) || is_voiced(tree, verb, head) {
        return own(tree, head).0;
    }
    let counted = tree.patient(verb).is_some_and(|p| tree.kid(p, "nummod").is_some());
    if counted && own(tree, head).0 == Status::Happened && tree.xpos(head) == "VBD" {
        Status::Happened
    } else {
        Status::Hypothetical
    }
}

/// "Visiting Chad *last year*".
fn is_of_the_past(tree: &Tree<'_>, verb: usize) -> bool {
    tree.kids(verb)
        .any(|k| matches!(tree.lemma(k), "ago" | "yesterday") || tree.has_kid(k, "amod", &["last"]))
}

/// Whether a clause is told as past of its own, whatever is still to come or denied around it: "will resign after police
/// killed …", "has not met them, though it met …", "not since May, when rebels killed …".
fn is_over(tree: &Tree<'_>, clause: usize) -> bool {
    let past = |w: usize| tree.xpos(w) == "VBD";
    let told = past(clause)
        || tree.kids(clause).any(|k| tree.relation(k) == "aux" && past(k) && tree.lemma(k) != "will");
    // "As if it had attacked", "as though": likened to what was not.
    let likened = tree.kids(clause).any(|k| tree.has_kid(k, "fixed", &["if", "though"]));
    let opens = ["after", "since", "because", "as", "though", "although", "whereas"];
    // "Would lift the ban when Chad freed them" foresees both; "did not call when it met them" tells of a meeting.
    let beside = || {
        opened_by(tree, clause, &["while"])
            || tree.has_kid(clause, "advmod", &["when"])
            || tree.has_kid(clause, "obl", &["day", "week", "hour", "month"])
    };
    told && !likened && (opened_by(tree, clause, &opens) || beside() && is_undone(tree, clause))
}

/// Whether a clause hangs on what "did not" happen or "has not", or happened to nothing ("made *no* mention of it when …").
fn is_undone(tree: &Tree<'_>, clause: usize) -> bool {
    tree.head(clause).is_some_and(|head| {
        // "Found no day when rebels killed anybody" knows of no such deed.
        let when = |w: usize| {
            let lemma = tree.lemma(w);
            lexicon().is_party("calendar", lemma) || lexicon().is_status("occasion", lemma) || lemma == "case"
        };
        let nothing = || no_argument(tree, head) && !tree.kid(head, "obj").is_some_and(when);
        let undone = || tree.has_kid(head, "aux", &["do", "have"]) || nothing();
        own(tree, head).0 == Status::Denied && undone()
    })
}

/// Whether a noun's copula says which deed of many this was, and not whether it was one: "not the first attack", "not merely
/// a visit", "may be the biggest attack".
fn is_ranked(tree: &Tree<'_>, noun: usize) -> bool {
    let most = |k: usize| tree.xpos(k) == "JJS" || tree.has_kid(k, "advmod", &["most"]);
    let ranks = |k: usize| match tree.relation(k) {
        "amod" => most(k) || lexicon().is_status("ordinal", tree.lemma(k)),
        "advmod" => matches!(tree.lemma(k), "only" | "merely" | "just" | "simply"),
        _ => false,
    };
    let perhaps = |k: usize| matches!(tree.lemma(k), "may" | "might") && tree.kids(noun).any(most);
    let is_foreseen = tree.kids(noun).any(|k| tree.relation(k) == "aux" && !perhaps(k));
    !is_foreseen && tree.kids(noun).any(ranks)
}

/// What a noun that tells an event owes to the words around it.
pub(super) fn nominal(tree: &Tree<'_>, noun: usize) -> Status {
    let told = |class: &str, w: usize| lexicon().is_status(class, tree.lemma(w));
    let modified =
        |class: &str| tree.kids(noun).any(|k| matches!(tree.relation(k), "amod" | "det") && told(class, k));
    if modified("ahead") {
        return Status::Future;
    }
    // "The number of attacks doubled" tells of none.
    let counted = |head: usize| {
        let how_many = matches!(tree.lemma(head), "number" | "rate" | "frequency");
        tree.relation(noun) == "nmod" && how_many && tree.has_kid(head, "det", &["the"])
    };
    if modified("doubted") || tree.head(noun).is_some_and(counted) {
        return Status::Hypothetical;
    }
    if tree.has_kid(noun, "case", &["without"]) {
        return Status::Denied;
    }
    // "Ahead of his visit"; an invasion of which people speak so is long past.
    let arranged = |kind| matches!(kind, EventType::Consult | EventType::Agree | EventType::Cooperate);
    let ahead_of = |k: usize| {
        tree.relation(k) == "case" && tree.lemma(k) == "of" && k > 0 && tree.form(k - 1) == "ahead"
    };
    if tree.kids(noun).any(ahead_of) && noun_entry(tree, noun).is_some_and(|e| arranged(e.frame.kind)) {
        return Status::Future;
    }
    // "It will be the first meeting", "this was no attack".
    if tree.kid(noun, "cop").is_some() {
        return if is_ranked(tree, noun) { Status::Happened } else { standing(tree, noun).status };
    }
    let Some(head) = tree.head(noun) else { return Status::Happened };
    // Whoever does not take part in "the talks between Kenya and Chad" does not undo them.
    let between_others = obliques(tree, noun, "between").next().is_some();
    let meets = noun_entry(tree, noun).is_some_and(|e| e.frame.kind == EventType::Consult);
    let planned = |verb: usize| tree.is_verb(verb) && told("planned", verb);
    match tree.relation(noun) {
        // "Planned several assassinations", "the meeting is expected to cover …".
        "obj" if planned(head) => Status::Future,
        "nsubj" if planned(head) && tree.passive(head) => Status::Future,
        // "Will go ahead with the drill", "ready to engage in talks": it is as its verb is.
        "obl"
            if (told("pursuing", head) || told("attending", head) && !between_others)
                && matches!(tree.preposition(noun), Some("with" | "in" | "into")) =>
        {
            standing(tree, head).status
        }
        // "Looks forward to his meeting with Chad", "his visit on Monday will be short".
        "obl" | "nmod" if meets && is_looked_forward_to(tree, head) => Status::Future,
        "nsubj" if meets && own(tree, head).0 == Status::Future => Status::Future,
        "obj" | "obl" | "nmod" => governed(tree, head),
        _ => Status::Happened,
    }
}

fn is_looked_forward_to(tree: &Tree<'_>, verb: usize) -> bool {
    tree.lemma(verb) == "look" && tree.has_kid(verb, "advmod", &["forward"])
}
