//! What befell those whom a number counts: they died, were hurt, are missing.
//!
//! The tree says it, not the words near by: "killed 14 and wounded 30" has two
//! tolls, and the man with "four guns" who killed 14 has one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::number::{Counted, is_count};
use crate::{
    token::Token,
    tree::{Tree, relation},
};
use wirefold_report::Upos;
use wirefold_text::normal::Normaliser;

/// Words between a number and the word that says what befell those it counts, at most.
const CLIMB: usize = 6;

/// What is counted when a toll is.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Stems of the words that say so.
    words: BTreeSet<u64>,
    /// Stems of the words that say so as verbs.
    verbs: BTreeSet<u64>,
    /// Stems of what those lose whom it befell.
    lost: BTreeSet<u64>,
}

pub(super) static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let mut normaliser = Normaliser::default();
    let lines = include_str!("tolls.txt").lines().filter(|line| !line.starts_with('#'));
    let mut kind = |line: &'static str| {
        let mut stems = |words: &str| normaliser.tokens(words).iter().map(|t| t.term).collect();
        let mut cells = line.split('\t');
        let (name, words) = (cells.next()?, stems(cells.next()?));
        let (verbs, lost) =
            (stems(cells.next().unwrap_or_default()), stems(cells.next().unwrap_or_default()));
        Some(Kind { name, words, verbs, lost })
    };
    lines.filter_map(&mut kind).collect()
});

impl Kind {
    /// Whether a sentence has a word of this kind.
    pub(super) fn is_named_in(&self, sentence: &[Token<'_>]) -> bool {
        sentence.iter().any(|t| self.is_named_by(t))
    }

    fn is_named_by(&self, word: &Token<'_>) -> bool {
        let is_verb = || word.word.upos == Upos::Verb;
        self.words.contains(&word.term) || self.verbs.contains(&word.term) && is_verb()
    }
}

/// The name of the toll that a number stands for.
pub(super) fn toll(counted: &Counted<'_, '_>) -> Option<&'static str> {
    let quantity = counted.quantity;
    if quantity.measure().is_some() || quantity.change.is_some() {
        return None;
    }
    let tree = Tree(counted.sentence);
    // "Nine people died and 12 were hurt": what stands before a number has a fate of its own.
    let things = quantity.counted.filter(|things| things.end > quantity.span.start).unwrap_or(quantity.span);
    let mut at = tree.top_of(things).or_else(|| tree.top_of(quantity.span))?;
    for _ in 0..CLIMB {
        if let Some(kind) = class(at).or_else(|| tree.beside(at)) {
            return Some(kind).filter(|_| !tree.is_either(at));
        }
        at = match tree.above(at) {
            Above::Is(kind) => return Some(kind),
            Above::Said(head) => head,
            Above::Other => return None,
        };
    }
    None
}

/// The kind of toll that a word names.
fn class(word: &Token<'_>) -> Option<&'static str> {
    KINDS.iter().find(|kind| kind.is_named_by(word)).map(|kind| kind.name)
}

/// "Lost their homes", "lost their lives".
fn lost(verb: &Token<'_>, object: &Token<'_>) -> Option<&'static str> {
    KINDS.iter().find(|kind| verb.lemma == "lose" && kind.lost.contains(&object.term)).map(|kind| kind.name)
}

/// A toll without another word is of the dead.
fn alone(word: &Token<'_>) -> Option<&'static str> {
    KINDS.first().filter(|_| word.lemma == "toll").map(|kind| kind.name)
}

/// What stands above a word.
enum Above<'s, 'a> {
    /// A word of whose toll the word tells.
    Is(&'static str),
    /// A word that is said of the same things.
    Said(&'s Token<'a>),
    /// Something else.
    Other,
}

impl<'s, 'a> Tree<'s, 'a> {
    fn object(self, verb: &'s Token<'a>) -> Option<&'s Token<'a>> {
        self.kids(verb).find(|kid| relation(kid) == "obj")
    }

    /// A toll that is named below a word: "people *killed*", "left … *dead*", "the *death* toll rose to".
    fn beside(self, word: &'s Token<'a>) -> Option<&'static str> {
        self.kids(word).find_map(|kid| match relation(kid) {
            // "Fatally shot 58 people".
            "amod" | "xcomp" | "advmod" => class(kid),
            "acl" => class(kid).filter(|_| self.object(kid).is_none()),
            "nmod" if word.word.upos == Upos::Num => class(kid),
            "nsubj" if is_count(&kid.lemma) => self.named_below(kid).or_else(|| alone(kid)),
            _ if is_count(&word.lemma) => self.named_below(kid),
            _ => None,
        })
    }

    /// "Killed or injured", "dead or missing": a toll of two kinds is neither's.
    fn is_either(self, word: &'s Token<'a>) -> bool {
        let other = |kid: &&Token<'a>| {
            let is_or = self.kids(kid).any(|cc| relation(cc) == "cc" && cc.lemma == "or");
            relation(kid) == "conj" && is_or && class(kid).is_some() && class(kid) != class(word)
        };
        self.kids(word).any(|kid| other(&kid))
    }

    /// What a number without a noun is said to be in a clause that leaves its verb or noun out: "nine people were killed and
    /// 12 wounded". The parser hangs both beside the first clause's verb.
    fn gapped(self, number: &'s Token<'a>, head: &'s Token<'a>) -> Above<'s, 'a> {
        let next = self.kids(head).find(|kid| relation(kid) == "conj" && kid.index > number.index);
        next.and_then(class).map_or(Above::Other, Above::Is)
    }

    /// Whether a number is one that a count came to.
    fn is_reached(self, word: &'s Token<'a>) -> bool {
        self.kids(word).any(|kid| relation(kid) == "case" && matches!(kid.lemma.as_str(), "to" | "at"))
    }

    /// A toll named by a word or anything below it.
    fn named_below(self, word: &'s Token<'a>) -> Option<&'static str> {
        self.below(word).into_iter().find_map(class)
    }

    fn above(self, word: &'s Token<'a>) -> Above<'s, 'a> {
        let Some(head) = self.head(word) else { return Above::Other };
        let is_predicate = |t: &Token<'_>| matches!(t.word.upos, Upos::Verb | Upos::Adj);
        match relation(word) {
            "conj" if word.word.upos == Upos::Num && is_predicate(head) => self.gapped(word, head),
            // "Two died and 14 survived" are two predicates.
            "conj" if word.word.upos == Upos::Verb && is_predicate(head) => Above::Other,
            "nummod" | "conj" | "appos" | "xcomp" | "amod" | "compound" | "obj" => Above::Said(head),
            "nsubj" if word.word.deprel == "nsubj:pass" => Above::Said(head),
            "nsubj" => match self.object(head) {
                // "Twelve suffered injuries", but not "two gunmen killed 14".
                Some(object) => class(object).or_else(|| lost(head, object)).map_or(Above::Other, Above::Is),
                None => Above::Said(head),
            },
            // "Raised the death toll to 11", "put the number of dead at 11".
            "obl" if self.is_reached(word) => {
                let counts = self.object(head).filter(|object| is_count(&object.lemma));
                let named = counts.and_then(|object| self.named_below(object).or_else(|| alone(object)));
                named.or_else(|| self.beside(head)).map_or(Above::Other, Above::Is)
            }
            "obl" if class(head).is_none() => self.beside(head).map_or(Above::Other, Above::Is),
            "nmod" if is_count(&head.lemma) || class(head).is_some() => Above::Said(head),
            _ => Above::Other,
        }
    }
}
