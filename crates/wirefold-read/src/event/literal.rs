//! Words that tell a political deed in other sentences, and are meant literally here.

use super::{
    lexicon::lexicon,
    tree::Tree,
    trigger::{Trigger, obliques},
};

/// Whether a verb tells nothing that one party does to another.
pub(super) fn is_no_deed(tree: &Tree<'_>, trigger: &Trigger) -> bool {
    trigger.verb.is_some_and(|verb| match tree.lemma(verb) {
        "stand" => is_posted(tree, verb),
        "sign" => is_on_behalf(tree, verb) || is_a_letter(tree, verb),
        "meet" => is_fixture(tree, verb) || is_of_the_market(tree, verb),
        _ => false,
    })
}

/// "Ten officers stood behind him", "stood behind a truck": those who are counted stand there in the flesh, and so does
/// whoever stands behind a thing.
fn is_posted(tree: &Tree<'_>, verb: usize) -> bool {
    let counted = tree.subject(verb).is_some_and(|subject| tree.kid(subject, "nummod").is_some());
    let thing = |w: usize| ["craft", "cover"].iter().any(|class| lexicon().is_party(class, tree.lemma(w)));
    obliques(tree, verb, "behind").any(|w| counted || thing(w))
}

/// "The conviction that Chad will lose": what is believed, and nobody's sentence.
pub(super) fn is_belief(tree: &Tree<'_>, noun: usize) -> bool {
    let told = |k: usize| tree.deprel(k) == "acl" && tree.has_kid(k, "mark", &["that"]);
    tree.lemma(noun) == "conviction" && tree.kids(noun).any(told)
}

/// "Signed for the government": for whom one signs is not with whom.
fn is_on_behalf(tree: &Tree<'_>, verb: usize) -> bool {
    let any = |preposition| obliques(tree, verb, preposition).next().is_some();
    tree.kid(verb, "obj").is_none() && any("for") && !any("with") && !any("to")
}

/// "Signed an open letter to the leaders": what it says of them, the signature does not tell.
fn is_a_letter(tree: &Tree<'_>, verb: usize) -> bool {
    let letter = tree.patient(verb).filter(|&o| tree.lemma(o) == "letter");
    letter.is_some_and(|letter| obliques(tree, letter, "to").next().is_some())
}

/// "Meet in the final": teams play.
fn is_fixture(tree: &Tree<'_>, verb: usize) -> bool {
    let contest =
        |w: usize| matches!(tree.xpos(w), "NN" | "NNS") && lexicon().is_party("contest", tree.lemma(w));
    let sites = [Some(verb), tree.kid(verb, "obj")];
    let within = |site| ["in", "at"].into_iter().flat_map(move |p| obliques(tree, site, p));
    sites.into_iter().flatten().flat_map(within).any(contest)
}

/// "Meet demand": what buyers want, which nobody demanded of anybody.
fn is_of_the_market(tree: &Tree<'_>, verb: usize) -> bool {
    tree.kid(verb, "obj").is_some_and(|object| {
        let whose = |k: usize| matches!(tree.deprel(k), "det" | "nmod:poss");
        tree.form(object).eq_ignore_ascii_case("demand") && !tree.kids(object).any(whose)
    })
}
