//! Two who are named beside one sentence: each says the clause beside them.

use super::attribution::Attribution;
use crate::entity::tree::Tree;

/// Parts what two attributions of a sentence both take for theirs: "Five thousand came, the unions said, and 22 were held,
/// according to the ministry".
pub(super) fn part(tree: &Tree<'_>, found: &mut [Attribution]) {
    found.sort_by_key(|a| a.cue.first().copied());
    for later in 1..found.len() {
        let (before, after) = found.split_at_mut(later);
        let (one, other) = (&mut before[later - 1], &mut after[0]);
        let cues = (one.cue.first().copied(), one.cue.last().copied(), other.cue.first().copied());
        let (Some(first), Some(last), Some(next)) = cues else { continue };
        let opens = |w: &usize| (last..next).contains(w) && opens_clause(tree, *w);
        let Some(joint) = (last..next).find(opens) else { continue };
        let goes_on = one.content.iter().any(|&w| w < first) && one.content.iter().any(|&w| w > joint);
        if goes_on && other.content.iter().any(|&w| w > joint) {
            one.content.retain(|&w| w < first);
            other.content.retain(|&w| w > joint);
        }
    }
}

/// Whether a conjunction opens a clause that has a subject.
fn opens_clause(tree: &Tree<'_>, word: usize) -> bool {
    let clause = tree.head(word).filter(|_| tree.is(word, &["cc"]));
    clause.is_some_and(|c| tree.is(c, &["conj"]) && tree.child(c, &["nsubj"]).is_some())
}
