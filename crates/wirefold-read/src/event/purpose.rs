//! What is done so that something else may be done, and whether that was done too.

use super::{
    arguments::Sides,
    lexicon::{Frame, Slot, lexicon},
    pair::head,
    party::words_in,
    status::infinitive,
    tree::Tree,
    trigger::{Trigger, obliques, verb_trigger},
};
use wirefold_report::EventType;

/// Whether somebody used or took something, so that what it was for was done.
pub(super) fn is_means(tree: &Tree<'_>, verb: usize) -> bool {
    let occasion = || tree.kid(verb, "obj").is_some_and(|k| lexicon().is_status("occasion", tree.lemma(k)));
    let used = |lemma| {
        let told = tree.xpos(verb) == "VBD" || tree.kids(verb).any(|k| tree.deprel(k) == "aux:pass");
        told && lexicon().is_status("means", lemma)
    };
    let lemma = tree.lemma(verb);
    used(lemma) || tree.xpos(verb) == "VBD" && lexicon().is_status("taking", lemma) && occasion()
}

/// Whether words were the purpose of what people came together for, or from where they spoke: "gathered to demand", "took to
/// the radio to condemn". What they gathered to *do* may never have been done.
pub(super) fn is_voiced(tree: &Tree<'_>, purpose: usize, verb: usize) -> bool {
    is_of_words(tree, purpose) && (is_gathering(tree, verb) || is_from_a_platform(tree, verb))
}

/// Whether many stand or march somewhere to say what they say: "hundreds gathered to call on the mayor to …". Of ministers
/// who gather only the words are told, and so of words to nobody. `is_crowd`: no single person and no place acts.
pub(super) fn is_protest(tree: &Tree<'_>, trigger: &Trigger, sides: &Sides, is_crowd: bool) -> bool {
    let spoken = match trigger.frame.kind {
        EventType::Request => true,
        EventType::Accuse => trigger.frame.mode == Some("disapprove"),
        _ => false,
    };
    let aim = |verb: &usize| {
        tree.relation(*verb) == "advcl" && (infinitive(tree, *verb) || tree.xpos(*verb) == "VBG")
    };
    let people =
        || sides.actors.iter().all(|party| head(tree, &[party.span]).is_some_and(|w| is_civil(tree, w)));
    let many = || {
        let mut words = sides.actors.iter().flat_map(|party| words_in(tree, party.span));
        let counted = |w: usize| tree.lemma(w) == "people" && tree.kid(w, "nummod").is_some();
        words.any(|w| lexicon().is_party("crowd", tree.lemma(w)) || counted(w))
    };
    let above = trigger.verb.filter(aim).and_then(|verb| tree.head(verb));
    let marches = |verb| is_procession(tree, verb) && is_crowd || is_gathering(tree, verb) && many();
    // What those who gathered to protest ask for is their protest, of whomever they ask it.
    let protests = |verb| verb_trigger(tree, verb).is_some_and(|t| t.frame.kind == EventType::Protest);
    let voiced =
        above.is_some_and(|verb| protests(verb) || (!sides.recipients.is_empty() || many()) && marches(verb));
    spoken && voiced && people()
}

/// Whether those whom a word tells, or counts ("dozens of *ministers*"), neither hold an office nor bear arms.
fn is_civil(tree: &Tree<'_>, word: usize) -> bool {
    let told = |class, w: usize| lexicon().is_party(class, tree.lemma(w));
    let counts = told("measure", word) || matches!(tree.lemma(word), "crowd" | "score" | "ten");
    let who = obliques(tree, word, "of").next().filter(|_| counts).unwrap_or(word);
    let uniformed = tree.has_kid(who, "compound", &["police", "army"]);
    !uniformed && !told("official", who) && (!told("armed", who) || told("harmless", who))
}

/// Whether people come together in public.
fn is_gathering(tree: &Tree<'_>, verb: usize) -> bool {
    // "Thousands turned out in the streets".
    let turns_out = tree.lemma(verb) == "turn"
        && tree.has_kid(verb, "compound", &["out"])
        && tree.kid(verb, "obj").is_none();
    turns_out || is_procession(tree, verb) || lexicon().is_status("gathering", tree.lemma(verb))
}

/// Whether people march or stand in the streets, which is to protest.
fn is_procession(tree: &Tree<'_>, verb: usize) -> bool {
    let street = |k: usize| {
        matches!(tree.relation(k), "obj" | "obl")
            && matches!(tree.lemma(k), "street" | "streets")
            && tree.preposition(k).is_none_or(|p| matches!(p, "to" | "into"))
    };
    // Who rallies others or behind somebody helps, who marches on a town conquers it.
    let otherwise = || match tree.lemma(verb) {
        "rally" => tree.kid(verb, "obj").is_some() || obliques(tree, verb, "behind").next().is_some(),
        "march" => obliques(tree, verb, "on").any(|k| !lexicon().is_party("calendar", tree.lemma(k))),
        _ => false,
    };
    lexicon().is_status("marching", tree.lemma(verb)) && !otherwise()
        || lexicon().is_status("flocking", tree.lemma(verb)) && tree.kids(verb).any(street)
}

/// "Took to Twitter", "held a press conference", "issued a statement".
fn is_from_a_platform(tree: &Tree<'_>, verb: usize) -> bool {
    let platform =
        |k: usize| matches!(tree.relation(k), "obj" | "obl") && lexicon().is_party("platform", tree.lemma(k));
    lexicon().is_status("voicing", tree.lemma(verb)) && tree.kids(verb).any(platform)
}

/// Whether a verb tells, as it stands, what is done with words alone.
fn is_of_words(tree: &Tree<'_>, verb: usize) -> bool {
    use EventType::{Accuse, Protest, Request, Support, Threaten};
    let words = |frame: &Frame| match frame.kind {
        Accuse => frame.mode == Some("disapprove"),
        // Who is praised is praised in words; what is approved, elected or signed takes more.
        Support => !frame.strict && frame.recipient == [Slot::Object],
        kind => matches!(kind, Protest | Request | Threaten),
    };
    verb_trigger(tree, verb).is_some_and(|trigger| words(trigger.frame))
}
