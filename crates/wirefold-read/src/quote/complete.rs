//! Parts of an attribution that were cut off inside a phrase, made whole by the tree.
//!
//! A tagger decides word by word; the tree knows that "the former secretary of"
//! wants its noun, and that a source is one phrase.

use crate::entity::tree::Tree;
use wirefold_report::Upos;

/// How many words a phrase that was cut off may want to its end.
const REACH: usize = 4;

/// The three parts, as sorted words of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) cue: Vec<usize>,
    pub(super) source: Vec<usize>,
    pub(super) content: Vec<usize>,
}

impl Parts {
    /// Closes what stands open.
    pub(super) fn complete(&mut self, tree: &Tree<'_>) {
        self.source = nearest_phrase(tree, &self.source, &self.cue);
        let (source, content) = (self.source.clone(), self.content.clone());
        to_its_end(tree, &mut self.source, |w| self.cue.contains(&w) || content.contains(&w));
        bridge(&mut self.content, |w| self.cue.contains(&w) || source.contains(&w));
        to_its_end(tree, &mut self.content, |w| self.cue.contains(&w) || source.contains(&w));
        self.link(tree);
        // "said in a" wants its noun, "refused to" its verb.
        let content = &self.content;
        let taken = |w: usize| source.contains(&w) || content.contains(&w);
        to_its_end(tree, &mut self.cue, taken);
        to_its_verb(tree, &mut self.cue, taken);
    }

    /// The word that alone stands between the cue and its content belongs to the cue
    /// ("pressed *him* to go", "spoke *of* a plan"), but for whom one speaks to ("told him
    /// that").
    fn link(&mut self, tree: &Tree<'_>) {
        let Some(next) = self.cue.last().map(|&w| w + 1) else { return };
        let between = self.content.contains(&(next + 1))
            && !self.content.contains(&next)
            && !self.source.contains(&next)
            && tree.words[next].upos != Upos::Punct
            && !tree.is(next, &["iobj"]);
        if between {
            self.cue.push(next);
        }
    }
}

/// Of several runs of words the one with a noun that stands nearest to the cue: a
/// source is one phrase, and an article set apart from it is none.
fn nearest_phrase(tree: &Tree<'_>, words: &[usize], cue: &[usize]) -> Vec<usize> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for &w in words {
        match runs.last_mut().filter(|run| run.last().is_some_and(|&last| last + 1 == w)) {
            Some(run) => run.push(w),
            None => runs.push(vec![w]),
        }
    }
    let nominal = |run: &Vec<usize>| {
        run.iter().any(|&w| matches!(tree.words[w].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num))
    };
    if runs.iter().any(nominal) {
        runs.retain(nominal);
    }
    let first = cue.first().copied().unwrap_or_default();
    let distance = |run: &Vec<usize>| run.iter().map(|w| w.abs_diff(first)).min().unwrap_or_default();
    runs.into_iter().min_by_key(distance).unwrap_or_default()
}

/// Goes on from a last word that only prepares for another ("the", "of", "former")
/// up to that other, and over the rest of a name.
fn to_its_end(tree: &Tree<'_>, words: &mut Vec<usize>, taken: impl Fn(usize) -> bool) {
    const PREPARES: [&str; 7] = ["det", "amod", "compound", "nummod", "nmod:poss", "case", "flat"];
    const GOES_ON: [&str; 3] = ["flat", "compound", "fixed"];
    const STEPS: usize = 6;
    for _ in 0..STEPS {
        let Some(&last) = words.last() else { return };
        let next = last + 1;
        let head = tree.head(last).filter(|&h| h > last && h <= last + REACH && tree.is(last, &PREPARES));
        let free = |w: usize| !taken(w) && tree.words[w].upos != Upos::Punct;
        let named = next < tree.words.len()
            && tree.is(next, &GOES_ON)
            && tree.head(next).is_some_and(|h| h < next && words.contains(&h));
        match head {
            Some(head) if (next..=head).all(free) => words.extend(next..=head),
            _ if named && free(next) => words.push(next),
            _ => return,
        }
    }
}

/// Goes on from a cue that has only what stands before a verb ("often", "has not") up to
/// that verb.
fn to_its_verb(tree: &Tree<'_>, cue: &mut Vec<usize>, taken: impl Fn(usize) -> bool) {
    let before = |&w: &usize| tree.is(w, &["aux", "advmod", "cop", "mark"]);
    let Some(&last) = cue.last().filter(|_| cue.iter().all(before)) else { return };
    let verb = tree.head(last).filter(|&h| h > last && h <= last + REACH);
    let free = |w: usize| !taken(w) && tree.words[w].upos != Upos::Punct;
    if let Some(verb) = verb.filter(|&verb| (last + 1..=verb).all(free)) {
        cue.extend(last + 1..=verb);
    }
}

/// Takes in a few words that stand between others and belong to no other part.
fn bridge(words: &mut Vec<usize>, taken: impl Fn(usize) -> bool) {
    let gaps: Vec<usize> = words
        .windows(2)
        .filter(|pair| pair[1] - pair[0] <= REACH + 1)
        .flat_map(|pair| {
            let gap = pair[0] + 1..pair[1];
            let free = !gap.clone().any(&taken);
            gap.filter(move |_| free)
        })
        .collect();
    words.extend(gaps);
    words.sort_unstable();
}
