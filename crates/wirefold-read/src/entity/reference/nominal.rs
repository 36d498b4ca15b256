//! Noun phrases that name nobody: what a pronoun can take up beside names.

use crate::entity::{
    lexicon::{self, Gender, body, longest, singulars},
    page::Page,
};
use wirefold_report::Upos;

/// How a phrase is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determined {
    Definite,
    Demonstrative,
    Possessed,
    Indefinite,
    Bare,
}

/// What a phrase can be about, as far as its noun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Body,
    Time,
    Open,
}

/// A noun phrase without a name.
#[derive(Clone, Debug)]
pub(super) struct Nominal {
    /// Its first word (of what stands before the noun) and its noun.
    pub(super) first: usize,
    pub(super) noun: usize,
    pub(super) determined: Determined,
    pub(super) sort: Sort,
    pub(super) plural: bool,
    pub(super) gender: Option<Gender>,
    /// The noun in lower case, with what stands before it if it is capitalised.
    pub(super) called: String,
    /// Written like a name.
    pub(super) capital: bool,
}

/// The phrase whose noun is this word, if it is one.
pub(super) fn at(page: &Page<'_>, sentence: usize, noun: usize) -> Option<Nominal> {
    const PARTS: [&str; 6] = ["compound", "flat", "fixed", "goeswith", "nmod:desc", "nmod:unmarked"];
    let tree = &page.trees[sentence];
    let word = &tree.words[noun];
    if !matches!(word.upos, Upos::Noun | Upos::Propn) || tree.is(noun, &PARTS) {
        return None;
    }
    let first = leftmost(page, sentence, noun);
    let determined = determined(page, sentence, first, noun);
    let start = if determined == Determined::Bare { first } else { first + 1 };
    let lowers = page.lowers(sentence, start.min(noun)..noun + 1);
    let last = lowers.last()?;
    let plural = matches!(word.xpos.as_ref(), "NNS" | "NNPS") || matches!(last.as_str(), "people" | "police");
    let (sort, gender) = sort(page, sentence, noun, &lowers);
    let capital = word.upos == Upos::Propn;
    let called = if capital { lowers.join(" ") } else { last.clone() };
    Some(Nominal { first, noun, determined, sort, plural, gender, called, capital })
}

/// The first word of what stands before the noun as part of its phrase.
fn leftmost(page: &Page<'_>, sentence: usize, noun: usize) -> usize {
    const BEFORE: [&str; 7] = ["det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:desc"];
    let tree = &page.trees[sentence];
    let before = tree.children(noun).iter().copied().find(|&c| c < noun && tree.is(c, &BEFORE));
    let mut first = before.unwrap_or(noun);
    for _ in 0..4 {
        match tree.children(first).first().filter(|&&c| c < first) {
            Some(&further) => first = further,
            None => break,
        }
    }
    let broken = |i: usize| matches!(tree.words[i].upos, Upos::Verb | Upos::Aux | Upos::Punct);
    if (first..noun).any(broken) { noun } else { first }
}

fn determined(page: &Page<'_>, sentence: usize, first: usize, noun: usize) -> Determined {
    let tree = &page.trees[sentence];
    if tree.child(noun, &["nmod:poss"]).is_some() {
        return Determined::Possessed;
    }
    match page.lower(sentence, first).as_str() {
        "the" | "both" => Determined::Definite,
        "this" | "that" | "these" | "those" | "such" => Determined::Demonstrative,
        "a" | "an" | "some" | "any" | "another" | "every" | "each" | "no" | "one" => Determined::Indefinite,
        _ if tree.child(noun, &["nummod"]).is_some() => Determined::Indefinite,
        _ => Determined::Bare,
    }
}

/// What the noun can be about; whom "who" goes on about is a person.
fn sort(page: &Page<'_>, sentence: usize, noun: usize, lowers: &[String]) -> (Sort, Option<Gender>) {
    const TIMES: [&str; 13] = [
        "day", "week", "month", "year", "decade", "century", "hour", "minute", "second", "morning",
        "evening", "night", "time",
    ];
    let Some(last) = lowers.last() else { return (Sort::Open, None) };
    if let Some((_, gender)) = longest(lowers, lexicon::person) {
        return (Sort::Person, gender);
    }
    if singulars(last).any(|noun| TIMES.contains(&noun.as_str())) {
        return (Sort::Time, None);
    }
    let sort = match () {
        () if who_follows(page, sentence, noun) => Sort::Person,
        () if longest(lowers, body).is_some() => Sort::Body,
        () => Sort::Open,
    };
    (sort, None)
}

/// Whether a relative clause with "who" hangs on the noun.
fn who_follows(page: &Page<'_>, sentence: usize, noun: usize) -> bool {
    let tree = &page.trees[sentence];
    let clause = tree.child(noun, &["acl:relcl"]);
    clause.is_some_and(|verb| {
        let near = noun + 1..verb.min(noun + 4);
        near.clone().any(|i| matches!(page.lower(sentence, i).as_str(), "who" | "whom" | "whose"))
    })
}
