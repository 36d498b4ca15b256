//! The tree of a sentence, with the words that figures take marked.

use super::Found;
use wirefold_report::{Sentence, Span, Upos, Word};

/// How far around a word its dependents are looked for, in words.
const REACH: usize = 40;

/// How many words a noun phrase reaches to the left or right of its head.
const WIDTH: usize = 14;

/// The words of a sentence and what hangs on what.
pub(super) struct Tree<'a> {
    pub(super) words: &'a [Word],
    text: &'a str,
    /// Words that a quantity of the sentence takes, its unit included.
    numeric: Vec<bool>,
    /// Nouns that a number counts.
    counted: Vec<bool>,
}

/// The words that one number takes, and the highest of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) top: usize,
}

impl<'a> Tree<'a> {
    /// `None` where the reader gave no tree.
    pub(super) fn new(text: &'a str, sentence: &'a Sentence, found: &[Found]) -> Option<Self> {
        let words = sentence.words.as_slice();
        words.iter().take(REACH).any(|w| w.head.is_some()).then_some(())?;
        let marks = vec![false; words.len()];
        let mut tree = Self { words, text, numeric: marks.clone(), counted: marks };
        for quantity in found {
            let (first, end) = tree.range(quantity.core);
            tree.numeric[first..end].fill(true);
        }
        Some(tree)
    }

    fn range(&self, span: Span) -> (usize, usize) {
        let first = self.words.partition_point(|w| w.span.end <= span.start);
        (first, self.words.partition_point(|w| w.span.start < span.end).max(first))
    }

    /// Where a number stands in the tree.
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        let (first, end) = self.range(span);
        let outside = |i: &usize| self.words[*i].head.is_none_or(|h| !(first..end).contains(&h));
        let top = (first..end).find(outside)?;
        Some(Place { first, end, top })
    }

    /// Notes the nouns that the numbers count.
    pub(super) fn note_counted(&mut self, found: &[Found]) {
        for noun in found.iter().filter_map(|f| f.noun.as_ref()) {
            self.counted[noun.head] = true;
        }
    }

    pub(super) fn is_counted(&self, i: usize) -> bool {
        self.counted[i]
    }

    pub(super) fn is_numeric(&self, i: usize) -> bool {
        self.numeric[i]
    }

    pub(super) fn upos(&self, i: usize) -> Upos {
        self.words[i].upos
    }

    /// Whether a word can name a thing; pronouns can.
    pub(super) fn is_noun(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::X | Upos::Adj | Upos::Pron | Upos::Sym)
    }

    /// Whether a word names a thing and is no figure.
    pub(super) fn names(&self, i: usize) -> bool {
        !self.numeric[i] && matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::X | Upos::Adj)
    }

    pub(super) fn is_verb(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Verb | Upos::Aux)
    }

    pub(super) fn relation(&self, i: usize) -> &str {
        self.words[i].relation()
    }

    pub(super) fn head(&self, i: usize) -> Option<usize> {
        self.words[i].head
    }

    pub(super) fn form(&self, i: usize) -> &'a str {
        self.words[i].span.of(self.text)
    }

    /// Whether the word `i` follows the one before it without a space.
    pub(super) fn glued(&self, i: usize) -> bool {
        i > 0 && self.words[i - 1].span.end == self.words[i].span.start
    }

    pub(super) fn lower(&self, i: usize) -> String {
        self.form(i).to_lowercase()
    }

    /// The words that hang on `head`, in order.
    pub(super) fn kids(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let range = head.saturating_sub(REACH)..(head + REACH).min(self.words.len());
        range.filter(move |&i| self.words[i].head == Some(head))
    }

    pub(super) fn kid(&self, head: usize, relation: &str) -> Option<usize> {
        self.kids(head).find(|&k| self.relation(k) == relation)
    }

    /// Whether `case` stands before the noun `i` as its preposition.
    pub(super) fn with_case(&self, i: usize, case: &str) -> bool {
        self.kids(i).any(|c| self.relation(c) == "case" && self.lower(c) == case)
    }

    /// The noun of the phrase with `case` under `i`, behind word `after`: "60% of workers".
    pub(super) fn phrase_with(&self, i: usize, case: &str, after: usize) -> Option<usize> {
        self.kids(i).find(|&k| {
            k >= after && !self.numeric[k] && self.relation(k) == "nmod" && self.with_case(k, case)
        })
    }

    /// The subject of the predicate `i`; clauses are none.
    pub(super) fn subject(&self, i: usize) -> Option<usize> {
        self.kid(i, "nsubj")
    }

    /// Whether `i` hangs on `head` by such relations alone.
    fn hangs(&self, i: usize, head: usize, fits: fn(&str) -> bool) -> bool {
        let mut at = i;
        for _ in 0..8 {
            if !fits(self.relation(at)) {
                return false;
            }
            match self.head(at) {
                Some(above) if above == head => return true,
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    }

    /// A noun with the words that go with it, without figures before it,
    /// determiners and clauses: "industrial workers in Ghana" ends before "who".
    pub(super) fn phrase(&self, head: usize) -> Span {
        let before = |relation: &str| {
            matches!(
                relation,
                "amod"
                    | "compound"
                    | "flat"
                    | "nmod"
                    | "goeswith"
                    | "fixed"
                    | "advmod"
                    | "punct"
                    | "conj"
                    | "cc"
                    | "case"
                    | "det"
                    | "nummod"
                    | "obl"
            )
        };
        let after = |relation: &str| {
            matches!(
                relation,
                "flat"
                    | "compound"
                    | "goeswith"
                    | "fixed"
                    | "amod"
                    | "nmod"
                    | "case"
                    | "det"
                    | "conj"
                    | "cc"
                    | "punct"
                    | "nummod"
                    | "appos"
            )
        };
        let mut low = (head.saturating_sub(WIDTH)..head)
            .rev()
            .take_while(|&k| !self.numeric[k] && self.hangs(k, head, before))
            .last()
            .unwrap_or(head);
        while low < head && self.is_edge(low) {
            low += 1;
        }
        let mut high = (head + 1..(head + WIDTH).min(self.words.len()))
            .take_while(|&k| {
                !self.numeric[k]
                    && self.hangs(k, head, after)
                    && !matches!(self.form(k), "," | ";" | ":" | "—" | "–" | "(")
            })
            .last()
            .unwrap_or(head);
        while high > head && self.is_edge(high) {
            high -= 1;
        }
        self.words[low].span.cover(self.words[high].span)
    }

    /// Whether a word at the edge of a phrase says nothing of the thing.
    fn is_edge(&self, i: usize) -> bool {
        matches!(
            self.upos(i),
            Upos::Det | Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Part | Upos::Adv | Upos::Pron
        )
    }
}
