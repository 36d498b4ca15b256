//! The words of a sentence as a tree, as far as numbers, times and events ask for it.

use crate::token::Token;
use std::collections::BTreeSet;
use wirefold_report::{Span, Upos};

/// Words above a number or time that are looked at, at most.
const CLIMB: usize = 6;

/// The relation of a word to its head, without subtype.
pub(crate) fn relation<'w>(word: &'w Token<'_>) -> &'w str {
    word.word.deprel.split(':').next().unwrap_or_default()
}

/// A sentence without its marks; the words are in order.
#[derive(Clone, Copy)]
pub(crate) struct Tree<'s, 'a>(pub(crate) &'s [Token<'a>]);

impl<'s, 'a> Tree<'s, 'a> {
    pub(crate) fn head(self, word: &Token<'_>) -> Option<&'s Token<'a>> {
        let head = word.word.head?;
        self.0.binary_search_by_key(&head, |t| t.index).ok().map(|i| &self.0[i])
    }

    pub(crate) fn kids(self, word: &Token<'_>) -> impl Iterator<Item = &'s Token<'a>> + use<'s, 'a> {
        let head = word.index;
        self.0.iter().filter(move |t| t.word.head == Some(head))
    }

    /// The last word of a span whose head lies outside of it.
    pub(crate) fn top_of(self, span: Span) -> Option<&'s Token<'a>> {
        let is_top = |t: &&Token<'_>| self.head(t).is_none_or(|head| !span.contains(head.span()));
        self.0.iter().filter(|t| span.contains(t.span())).rfind(is_top)
    }

    /// A word and all below it.
    pub(crate) fn below(self, word: &'s Token<'a>) -> Vec<&'s Token<'a>> {
        let mut all = vec![word];
        let mut next = 0;
        while next < all.len() && all.len() <= self.0.len() {
            all.extend(self.kids(all[next]));
            next += 1;
        }
        all
    }

    /// The nearest verb above a word.
    pub(crate) fn verb_above(self, word: &'s Token<'a>) -> Option<&'s Token<'a>> {
        let above = std::iter::successors(self.head(word), |at| self.head(at)).take(CLIMB);
        above.into_iter().find(|at| at.word.upos == Upos::Verb)
    }

    /// Stems of the words that a word hangs on, up to the first verb: what is said with it. Of what hangs on nothing, its
    /// subject's.
    pub(crate) fn said_with(self, word: &'s Token<'a>) -> BTreeSet<u64> {
        let mut said = BTreeSet::new();
        let mut at = word;
        for _ in 0..CLIMB {
            let Some(head) = self.head(at) else { break };
            said.insert(head.term);
            if head.word.upos == Upos::Verb {
                return said;
            }
            at = head;
        }
        said.extend(self.kids(at).filter(|kid| relation(kid) == "nsubj").map(|kid| kid.term));
        said
    }
}
