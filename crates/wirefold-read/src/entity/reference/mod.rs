//! Pronouns and descriptions that speak of somebody named.
//!
//! A report is walked from its first word to its last with a memory of who was
//! spoken of. Preferences are those of centering (Grosz, Joshi & Weinstein 1995)
//! and of the pronoun heuristics of Lappin & Leass (1994): near before far,
//! subjects before objects, no object of a verb is its subject. A candidate must
//! win clearly; otherwise the question stays open.

mod description;
mod history;
mod pronoun;

use super::{
    cast::{Cast, Said},
    page::Page,
};
use history::{History, Seen};

/// Adds the mentions that are no names.
pub(crate) fn resolve(page: &Page<'_>, cast: &mut Cast) {
    cast.sort();
    let mut history = History::default();
    let mut added: Vec<Said> = Vec::new();
    let named = cast.said.clone();
    let mut next = named.iter().filter(|s| s.place.is_some()).peekable();
    for sentence in 0..page.sentences.len() {
        let mut until = 0;
        for word in 0..page.sentences[sentence].words.len() {
            while let Some(said) =
                next.next_if(|s| s.place.is_some_and(|(s, f, _)| (s, f) <= (sentence, word)))
            {
                until = until.max(said.place.map_or(0, |(_, _, last)| last + 1));
                history.push(page, seen(page, said));
            }
            if word < until {
                continue;
            }
            let here = Here { page, sentence, word };
            let found = pronoun::at(here, cast, &history).or_else(|| description::at(here, cast, &history));
            for said in found.unwrap_or_default() {
                history.push(page, seen(page, &said));
                added.push(said);
            }
        }
    }
    cast.said.extend(added);
    cast.sort();
}

/// The word that is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Here<'p, 'a> {
    pub(crate) page: &'p Page<'a>,
    pub(crate) sentence: usize,
    pub(crate) word: usize,
}

impl Here<'_, '_> {
    /// A mention from word `first` to word `last` of this sentence.
    pub(crate) fn said(self, first: usize, last: usize, draft: usize, cast: &Cast) -> Said {
        Said {
            span: self.page.trees[self.sentence].span(first, last),
            kind: cast.drafts[draft].kind,
            draft,
            named: false,
            place: Some((self.sentence, first, last)),
        }
    }
}

fn seen(page: &Page<'_>, said: &Said) -> Seen {
    let (sentence, first, last) = said.place.unwrap_or_default();
    let top = page.trees[sentence].top_of(first..=last);
    Seen { sentence, first, top, draft: said.draft, kind: said.kind, named: said.named }
}
