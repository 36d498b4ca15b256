//! An attribution while it is put together, in words of one sentence.

use crate::entity::tree::Tree;
use wirefold_report::{Span, Upos};

/// What one sentence attributes: sorted word indices of its three parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attribution {
    pub(super) sentence: usize,
    pub(super) content: Vec<usize>,
    pub(super) cue: Vec<usize>,
    pub(super) source: Vec<usize>,
    /// The word through which the source hangs in the tree.
    pub(super) speaker: Option<usize>,
    /// Whether the verb reports speech, so that a quotation beside it is its own.
    pub(super) speech: bool,
}

impl Attribution {
    /// Whether it has a content.
    pub(super) fn is_whole(&self) -> bool {
        !self.content.is_empty()
    }

    /// Whether the word is part of it, in whatever way.
    pub(super) fn holds(&self, word: usize) -> bool {
        [&self.cue, &self.source, &self.content].iter().any(|part| part.contains(&word))
    }

    /// Whether all of its content, but not its cue, stands in the larger content
    /// of another: a relative clause elsewhere in the sentence then has it from there.
    pub(super) fn repeats(&self, other: &Self, tree: &Tree<'_>) -> bool {
        let inside = |w: &usize| other.content.binary_search(w).is_ok();
        self.content.len() < other.content.len()
            && self.content.iter().all(inside)
            && !self.cue.iter().any(inside)
            && self.cue.iter().any(|&w| tree.is(w, &["acl:relcl"]))
    }
}

/// Runs of neighbouring words as spans, without the punctuation at their ends
/// (quotation marks stay).
pub(super) fn runs(text: &str, tree: &Tree<'_>, words: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for &i in words {
        if run.last().is_some_and(|&last| i > last + 1 && !only_marks(text, tree, last + 1..i)) {
            spans.extend(trimmed(text, tree, &run));
            run.clear();
        }
        run.push(i);
    }
    spans.extend(trimmed(text, tree, &run));
    spans
}

/// Whether nothing but punctuation stands among the words.
fn only_marks(text: &str, tree: &Tree<'_>, mut words: std::ops::Range<usize>) -> bool {
    words.all(|i| {
        tree.words[i].upos == Upos::Punct && !tree.words[i].span.of(text).contains(char::is_alphanumeric)
    })
}

fn trimmed(text: &str, tree: &Tree<'_>, run: &[usize]) -> Option<Span> {
    let bare = |&&i: &&usize| {
        let word = tree.words[i].span.of(text);
        word.chars()
            .all(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '-' | '–' | '—' | '…' | '(' | ')'))
    };
    let first = run.iter().find(|i| !bare(i))?;
    let last = run.iter().rev().find(|i| !bare(i) || closes(text, tree, run, **i))?;
    Some(tree.words[*first].span.cover(tree.words[*last].span))
}

/// Whether word `i` closes a bracket that the run opened.
fn closes(text: &str, tree: &Tree<'_>, run: &[usize], i: usize) -> bool {
    let is = |w: usize, sign: &str| tree.words[w].span.of(text) == sign;
    let open = run.iter().rev().skip_while(|&&w| w >= i).find(|&&w| is(w, "(") || is(w, ")"));
    is(i, ")") && open.is_some_and(|&w| is(w, "("))
}
