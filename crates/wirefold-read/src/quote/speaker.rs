//! Who the words of a source speak of.

use super::attribution::Attribution;
use crate::entity::tree::Tree;
use std::collections::BTreeMap;
use wirefold_report::{Entity, EntityId, EntityKind, Mention, Span, Upos};

/// The mentions of a report, to be found by where they stand.
pub(super) struct Speakers<'a> {
    mentions: &'a [Mention],
    entities: &'a [Entity],
    by_start: BTreeMap<u32, Vec<usize>>,
    longest: u32,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(mentions: &'a [Mention], entities: &'a [Entity]) -> Self {
        let mut by_start: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, mention) in mentions.iter().enumerate() {
            by_start.entry(mention.span.start).or_default().push(i);
        }
        let longest = mentions.iter().map(|m| m.span.end - m.span.start).max().unwrap_or(0);
        Self { mentions, entities, by_start, longest: longest.min(400) }
    }

    /// The mentions that cover the span, people first, then the shortest.
    fn covering(&self, span: Span) -> Option<&'a Mention> {
        let from = span.start.saturating_sub(self.longest);
        let near = self.by_start.range(from..=span.start).flat_map(|(_, all)| all);
        let covering = near.map(|&i| &self.mentions[i]).filter(|m| m.span.contains(span));
        covering.min_by_key(|m| (m.kind != EntityKind::Person, !m.named, m.span.len()))
    }

    /// The entity that a source speaks of: the one that its head word names, or
    /// that a name tied to the head by apposition does.
    pub(super) fn of(&self, tree: &Tree<'_>, attribution: &Attribution) -> Option<EntityId> {
        let head = antecedent(tree, attribution.speaker?);
        let mut best: Option<&Mention> = None;
        let after = attribution.source.iter().copied().filter(|&w| w > head);
        let name =
            after.zip(head + 1..).take_while(|&(w, next)| w == next && tree.words[w].upos == Upos::Propn);
        for w in tied(tree, head).into_iter().chain(name.map(|(w, _)| w)) {
            let Some(mention) = self.covering(tree.words[w].span) else { continue };
            let better =
                best.is_none_or(|b| b.kind != EntityKind::Person && mention.kind == EntityKind::Person);
            let own = w == head
                || mention.kind == EntityKind::Person
                || mention.span.contains(tree.words[head].span);
            if own && better {
                best = Some(mention);
            }
        }
        best.map(|m| m.entity).filter(|id| id.0 < self.entities.len())
    }
}

/// What "who" or "which" stands for: the noun that its clause hangs on.
fn antecedent(tree: &Tree<'_>, word: usize) -> usize {
    let relative = tree.words[word].upos == Upos::Pron && tree.words[word].xpos.starts_with('W');
    if !relative {
        return word;
    }
    let clause = std::iter::once(word).chain(tree.above(word)).find(|&w| tree.is(w, &["acl:relcl"]));
    clause.and_then(|c| tree.head(c)).unwrap_or(word)
}

/// The head and the words tied to it as parts or other names of the same.
fn tied(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let loose = |c: usize| !tree.is(c, &["appos", "flat", "compound", "nmod:desc", "nmod:unmarked"]);
    let mut words = tree.below(head, loose);
    words.retain(|&w| w != head);
    words.insert(0, head);
    words
}
