//! Who was spoken of so far.

use crate::entity::{cast::Cast, lexicon::Gender, page::Page};
use std::collections::BTreeMap;
use wirefold_report::EntityKind;

/// How many sentences back somebody stays in mind.
pub(super) const WINDOW: usize = 3;

/// A mention that was passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) sentence: usize,
    pub(super) first: usize,
    /// The word through which the mention hangs in the tree.
    pub(super) top: usize,
    pub(super) draft: usize,
    pub(super) kind: EntityKind,
    pub(super) named: bool,
}

/// The mentions passed so far, in order.
#[derive(Debug, Default)]
pub(super) struct History {
    all: Vec<(Seen, Prominence)>,
    times: BTreeMap<usize, usize>,
}

/// What makes a mention likely to be taken up again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prominence {
    pub(super) subject: bool,
    /// Subject of the sentence, not of a clause in it.
    pub(super) main: bool,
}

impl History {
    pub(super) fn push(&mut self, page: &Page<'_>, seen: Seen) {
        let tree = &page.trees[seen.sentence];
        let role = conjunct_head(page, seen);
        let subject = tree.is(role, &["nsubj"]);
        let main = subject && tree.head(role).is_some_and(|verb| tree.head(verb).is_none());
        *self.times.entry(seen.draft).or_default() += 1;
        self.all.push((seen, Prominence { subject, main }));
    }

    /// Mentions not more than `sentences` before, the latest first.
    pub(super) fn back(
        &self,
        sentence: usize,
        sentences: usize,
    ) -> impl Iterator<Item = &(Seen, Prominence)> + '_ {
        self.all_back().take_while(move |(seen, _)| seen.sentence + sentences >= sentence)
    }

    /// Mentions of the whole report, the latest first, as far as is sensible to look.
    pub(super) fn all_back(&self) -> impl Iterator<Item = &(Seen, Prominence)> + '_ {
        const MOST: usize = 400;
        self.all.iter().rev().take(MOST)
    }

    /// How often somebody was spoken of so far.
    pub(super) fn times(&self, draft: usize) -> usize {
        self.times.get(&draft).copied().unwrap_or_default()
    }

    /// How prominent a passed mention is for somebody who reads on in `sentence`.
    pub(super) fn weight(&self, seen: &Seen, prominence: Prominence, sentence: usize) -> f64 {
        const MOST: usize = 3;
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let (far, often) = ((sentence - seen.sentence) as f64, self.times[&seen.draft].min(MOST) as f64);
        let subject = if prominence.main {
            0.7
        } else if prominence.subject {
            0.5
        } else {
            0.0
        };
        subject + 0.1 * often - 0.8 * far
    }

    /// The draft that wins clearly among passed mentions.
    pub(super) fn winner(
        &self,
        sentence: usize,
        margin: f64,
        fits: impl Fn(&Seen) -> Option<f64>,
    ) -> Option<usize> {
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        for (seen, prominence) in self.back(sentence, WINDOW) {
            let Some(bonus) = fits(seen) else { continue };
            let weight = self.weight(seen, *prominence, sentence) + bonus;
            let entry = best.entry(seen.draft).or_insert(f64::NEG_INFINITY);
            *entry = entry.max(weight);
        }
        let mut ranked: Vec<(usize, f64)> = best.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        match ranked.as_slice() {
            [(draft, _)] => Some(*draft),
            [(draft, first), (_, second), ..] if first - second >= margin => Some(*draft),
            _ => None,
        }
    }
}

/// The word whose relation tells what a coordinated mention does.
fn conjunct_head(page: &Page<'_>, seen: Seen) -> usize {
    let tree = &page.trees[seen.sentence];
    let mut top = seen.top;
    for _ in 0..8 {
        match tree.head(top).filter(|_| tree.is(top, &["conj", "appos", "flat", "compound"])) {
            Some(head) => top = head,
            None => break,
        }
    }
    top
}

/// Whether somebody can be of that gender: `None` if not, else how well it fits.
pub(super) fn gender_fit(cast: &Cast, draft: usize, gender: Option<Gender>) -> Option<f64> {
    match (cast.drafts[draft].gender, gender) {
        (Some(known), Some(asked)) if known != asked => None,
        (Some(_), Some(_)) => Some(0.3),
        _ => Some(0.0),
    }
}
