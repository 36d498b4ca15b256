//! Whether a number is told of what is wished for or foreseen, and not of what is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::number::listed;
use crate::{
    token::Token,
    tree::{Tree, relation},
};
use wirefold_report::Upos;

type Words = BTreeSet<&'static str>;

/// Whether a number is told of what is wanted or lies ahead.
pub(in crate::difference) fn is_ahead(tree: Tree<'_, '_>, top: &Token<'_>) -> bool {
    static AHEAD: LazyLock<Words> = LazyLock::new(|| listed(include_str!("ahead.txt")).collect());
    is_said_of(tree, top, &AHEAD)
}

/// Whether a number is a guess at what may come.
pub(super) fn is_guess(tree: Tree<'_, '_>, top: &Token<'_>) -> bool {
    static GUESSED: LazyLock<Words> = LazyLock::new(|| listed(include_str!("guessed.txt")).collect());
    is_said_of(tree, top, &GUESSED)
}

/// Whether the words above a number, or what goes with them, are of a list.
fn is_said_of(tree: Tree<'_, '_>, top: &Token<'_>, list: &Words) -> bool {
    const CLIMB: usize = 4;
    let says = |t: &Token<'_>| list.contains(t.lemma.as_str());
    let goes_with =
        |t: &Token<'_>| matches!(relation(t), "aux" | "mark" | "nsubj" | "amod" | "advmod" | "compound");
    let mut at = tree.0.iter().find(|t| t.index == top.index);
    // "Many might be excused for thinking that it has 476 pages": what is said of a verb further up is not said of these.
    let mut is_own = true;
    for _ in 0..CLIMB {
        let Some(word) = at else { break };
        if says(word) || is_own && tree.kids(word).any(|kid| goes_with(kid) && says(kid)) {
            return true;
        }
        is_own &= word.word.upos != Upos::Verb || relation(word) == "xcomp";
        // "Up to 600 of the 2,300 jobs could go" says nothing of the 2,300; "gusts of 140 are expected" does of the 140.
        let part = relation(word) == "nmod";
        at = tree.head(word);
        let is_counted =
            |t: &Token<'_>| t.word.upos == Upos::Num || tree.kids(t).any(|kid| relation(kid) == "nummod");
        if part && at.is_some_and(is_counted) {
            return at.is_some_and(says);
        }
    }
    false
}
