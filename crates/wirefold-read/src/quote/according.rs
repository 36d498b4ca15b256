//! "according to X".

use super::{attribution::Attribution, clause::Clause};
use wirefold_report::Upos;

impl Clause<'_> {
    /// Whether "according to" begins at word `i`.
    pub(super) fn is_according(&self, i: usize) -> bool {
        self.lower(i) == "according" && self.tree.words.get(i + 1).is_some_and(|_| self.lower(i + 1) == "to")
    }

    /// "according to X": the rest of the clause is X's.
    pub(super) fn according(&self, i: usize) -> Option<Attribution> {
        let words = self.tree.words;
        let noun = match self.tree.head(i).filter(|_| self.tree.is(i, &["case"])) {
            Some(noun) if noun > i => noun,
            _ => self.tree.child(i, &["obl", "nmod", "obj"])?,
        };
        let mut source: Vec<usize> = self.all_below(noun).into_iter().filter(|&w| w > i + 1).collect();
        source.retain(|&w| {
            !self.tree.is(w, &["punct"]) || self.tree.head(w) != Some(noun) || w < words.len() - 1
        });
        while source.last().is_some_and(|&w| words[w].upos == Upos::Punct) {
            source.pop();
        }
        let top = if self.tree.head(i) == Some(noun) { noun } else { i };
        let clause = self.clause_above(top)?;
        let own: Vec<usize> = self.all_below(top).into_iter().filter(|&w| w >= i).collect();
        let lead_in = |w: usize| w == 0 && words[w].upos == Upos::Cconj;
        let content =
            self.all_below(clause).into_iter().filter(|w| !own.contains(w) && !lead_in(*w)).collect();
        Some(Attribution {
            sentence: self.sentence,
            content,
            cue: vec![i, i + 1],
            source,
            speaker: Some(noun),
            speech: false,
        })
    }

    /// The verb (or other predicate) whose clause word `i` belongs to.
    fn clause_above(&self, i: usize) -> Option<usize> {
        let clausal = ["root", "ccomp", "conj", "parataxis"];
        let above: Vec<usize> = self.tree.above(i).collect();
        let predicate = |h: usize| {
            let verbal = matches!(self.tree.words[h].upos, Upos::Verb | Upos::Aux)
                || self.tree.child(h, &["cop", "nsubj"]).is_some();
            verbal && self.tree.is(h, &clausal)
        };
        above.iter().copied().find(|&h| predicate(h)).or_else(|| above.last().copied())
    }
}
