//! Sentences that the measure of words alone leaves without a partner.
//!
//! A sentence told in quite other words still names the same people, numbers and
//! hours. Where two reports share their text, what is left over on both sides is
//! looked at again: what two sentences name in common is added to how alike their
//! words are, and less is asked of those that stand at the same place between
//! aligned neighbours.

use std::collections::BTreeSet;

use super::{Link, Links, Pair, Sign};
use crate::{
    entity::Entities,
    story::{SentenceId, Story},
};
use rayon::prelude::*;
use wirefold_fold::align::similarity;

/// What two sentences must reach together.
const ENOUGH: f64 = 0.55;
/// What less is asked for at the same place of both reports.
const SAME_PLACE: f64 = 0.15;
/// Added for each entity, and for each number or time, that both name.
const ENTITY: f64 = 0.08;
const FIGURE: f64 = 0.16;
/// Entities and figures that are counted, at most, each.
const MOST_COUNTED: usize = 2;
/// Words must be at least this alike, whatever is named.
const LEAST_ALIKE: f64 = 0.2;
/// Sentences of a report that are looked at again.
const MOST_LEFT: usize = 80;

impl Links {
    /// Adds what is found on a second look, now that entities are known.
    pub(crate) fn refine(self, story: &Story<'_>, entities: &Entities) -> Self {
        let related: Vec<Pair> = self.compared.iter().copied().filter(|p| p.related).collect();
        let more: Vec<Vec<Link>> =
            related.par_iter().map(|&pair| self.second_look(story, entities, pair)).collect();
        let Self { mut all, compared, .. } = self;
        all.extend(more.concat());
        Self::new(story, compared, all)
    }

    fn second_look(&self, story: &Story<'_>, entities: &Entities, pair: Pair) -> Vec<Link> {
        let known = self.between(pair);
        let left_a = left(story, entities, pair.a, &known.iter().map(|l| l.a.sentence).collect());
        let left_b = left(story, entities, pair.b, &known.iter().map(|l| l.b.sentence).collect());
        let mut found: Vec<(f64, Link)> = Vec::new();
        for one in &left_a {
            for other in &left_b {
                found.extend(scored(story, known, one, other));
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b))));
        let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
        let mut taken = Vec::new();
        for (_, link) in found {
            if !used_a.contains(&link.a) && !used_b.contains(&link.b) {
                used_a.insert(link.a);
                used_b.insert(link.b);
                taken.push(link);
            }
        }
        taken
    }
}

/// A sentence without partner, with what it names.
struct Left {
    id: SentenceId,
    entities: BTreeSet<usize>,
    figures: BTreeSet<String>,
}

fn left(story: &Story<'_>, entities: &Entities, report: usize, aligned: &BTreeSet<usize>) -> Vec<Left> {
    let telling = &story.tellings[report];
    let alone = (0..telling.tokens.len()).filter(|s| !aligned.contains(s)).take(MOST_LEFT);
    let mut left: Vec<Left> = alone
        .map(|sentence| Left {
            id: SentenceId { report, sentence },
            entities: BTreeSet::new(),
            figures: BTreeSet::new(),
        })
        .collect();
    let find = |span, left: &mut Vec<Left>| -> Option<usize> {
        let sentence = telling.sentence_at(span)?;
        left.binary_search_by_key(&sentence, |l| l.id.sentence).ok()
    };
    for mention in &telling.annotation.mentions {
        if let Some(at) = find(mention.span, &mut left) {
            left[at].entities.extend(entities.of(report, mention.entity));
        }
    }
    for quantity in &telling.annotation.quantities {
        if let Some(at) = find(quantity.span, &mut left) {
            left[at].figures.insert(quantity.value.to_string());
        }
    }
    for time in &telling.annotation.times {
        if let Some(at) = find(time.span, &mut left) {
            left[at].figures.insert(time.value.clone());
        }
    }
    left
}

fn scored(story: &Story<'_>, known: &[Link], one: &Left, other: &Left) -> Option<(f64, Link)> {
    let shared = |n: usize| n.min(MOST_COUNTED) as f64;
    let named = ENTITY * shared(one.entities.intersection(&other.entities).count())
        + FIGURE * shared(one.figures.intersection(&other.figures).count());
    let placed = is_between(known, one.id, other.id);
    let asked = if placed { ENOUGH - SAME_PLACE } else { ENOUGH };
    if named < FIGURE && !placed {
        return None;
    }
    let text = |id| story.text(story.evidence(id));
    let alike = similarity(text(one.id), text(other.id));
    let score = (alike + named).min(1.0);
    let link = Link { a: one.id, b: other.id, similarity: score, by: Sign::Words };
    (alike >= LEAST_ALIKE && score >= asked).then_some((score, link))
}

/// Whether two sentences stand between the same aligned neighbours.
fn is_between(known: &[Link], a: SentenceId, b: SentenceId) -> bool {
    let before = known.iter().filter(|l| l.a.sentence < a.sentence).max_by_key(|l| l.a.sentence);
    let after = known.iter().filter(|l| l.a.sentence > a.sentence).min_by_key(|l| l.a.sentence);
    (before.is_some() || after.is_some())
        && before.is_none_or(|l| l.b.sentence < b.sentence && b.sentence - l.b.sentence <= 2)
        && after.is_none_or(|l| l.b.sentence > b.sentence && l.b.sentence - b.sentence <= 2)
}
