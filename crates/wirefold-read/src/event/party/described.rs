//! Parties without a name of their own, and those inside nominals that are none.

use super::Parties;
use crate::event::lexicon::lexicon;
use wirefold_report::{EntityId, EntityKind, Party};

impl Parties<'_> {
    pub(super) fn made_by(&self, word: usize) -> Option<usize> {
        let tree = self.tree;
        // "The bombing *of* a church" is nobody's there.
        let befalls = lexicon().befalls(tree.lemma(word));
        let by = |k: &usize| match tree.preposition(*k) {
            Some("of") => !befalls,
            preposition => matches!(preposition, Some("by" | "from" | "between")),
        };
        // "The march, watched over by soldiers, …": what a comma parts is but said by the way.
        let apart = |k: usize| (word + 1..k).any(|w| tree.form(w) == ",");
        let reduced = |k: &usize| tree.relation(*k) == "acl" && tree.by_agent(*k).is_some() && !apart(*k);
        tree.kids(word).find(|k| by(k) || reduced(k))
    }

    /// "Turkish police", "the authorities of Kenya", "protesters".
    pub(super) fn described(&self, word: usize, depth: usize) -> Vec<Party> {
        let tree = self.tree;
        let nations = self.nations(word);
        let core = tree.core(word);
        if nations.len() > 1 {
            // "Russian and Chinese ministers" are of two lands, "Republican and Democratic lawmakers" just lawmakers.
            let partisan =
                nations.iter().all(|nation| nation.entity.is_some_and(|e| self.is_mere_adjective(e)));
            return if partisan { vec![Party::new(core, None)] } else { nations };
        }
        if let Some(nation) = nations.first() {
            // "Western leaders" are more than "Western".
            let entity = nation.entity.filter(|&e| !self.is_mere_adjective(e));
            return vec![Party::new(core, entity)];
        }
        if let Some(owner) = tree.owner(word) {
            let owners = self.one(owner, false, depth - 1);
            let entity = owners.first().and_then(|p| p.entity).filter(|&e| self.is_body(e));
            return vec![Party::new(core, entity)];
        }
        let below = |k: &usize| {
            tree.relation(*k) == "nmod" && matches!(tree.preposition(*k), Some("of" | "from" | "in" | "for"))
        };
        if let Some(part) = tree.kids(word).find(below) {
            let inside: Vec<Party> =
                tree.conjuncts(part).iter().flat_map(|&w| self.one(w, false, depth - 1)).collect();
            let is = |class: &str| lexicon().is_party(class, tree.lemma(word));
            // "A series of blunders" is no more somebody than the blunders are.
            if is("part") && !is("actor") && inside.is_empty() && tree.preposition(part) == Some("of") {
                return Vec::new();
            }
            if let [first, others @ ..] = inside.as_slice()
                && tree.preposition(part) == Some("of")
                && lexicon().is_party("follower", tree.lemma(word))
                && !others.is_empty()
                && !first.entity.is_some_and(|e| self.is_body(e))
            {
                // "Between supporters of Ana Ruiz and the police": the second are the other side.
                let own = Party::new(core.cover(first.span), None);
                let sides = tree.preposition(word) == Some("between");
                return std::iter::once(own).chain(others.iter().filter(|_| sides).copied()).collect();
            }
            let shown = matches!(tree.preposition(part), Some("of" | "from"));
            if shown && lexicon().is_party("part", tree.lemma(word)) {
                let speak = || lexicon().is_party("official", tree.lemma(word));
                if inside.len() > 1 && (tree.preposition(part) == Some("of") || speak()) {
                    return inside;
                }
                if let [only] = inside.as_slice() {
                    // "All of Chad's claims" are Chad, "the head of its *army's wing*" leads no whole army.
                    let whose = tree.owner(part).filter(|_| !only.span.contains(tree.span(part)));
                    if whose.is_some() && !is("actor") && !self.stands_for_somebody(part) {
                        return inside;
                    }
                    let whole = if whose.is_some() { tree.core(part) } else { only.span };
                    let body = self.belonging(word).filter(|_| only.entity.is_none());
                    let joined = Party::new(core.cover(whole), only.entity.filter(|&e| self.is_body(e)));
                    return vec![body.unwrap_or(joined)];
                }
            }
            let entity = inside.first().and_then(|p| p.entity).filter(|&e| self.is_body(e));
            return vec![Party::new(core, entity)];
        }
        vec![Party::new(core, None)]
    }

    /// Whether an entity is but a people without a country of its own.
    fn is_mere_adjective(&self, entity: EntityId) -> bool {
        let known = self.context.entities.get(entity.0);
        known.is_some_and(|e| e.kind == EntityKind::Group && e.country.is_none())
    }

    /// The body that "waves of fighters from …" belong to.
    pub(super) fn belonging(&self, word: usize) -> Option<Party> {
        let tree = self.tree;
        let from =
            tree.kids(word).find(|&k| tree.relation(k) == "nmod" && tree.preposition(k) == Some("from"))?;
        self.of(from, false).first().copied().filter(|p| p.entity.is_some_and(|e| self.is_body(e)))
    }

    /// The parties inside a nominal that is none itself ("the decision of …").
    pub(super) fn descend(&self, word: usize, depth: usize) -> Vec<Party> {
        let tree = self.tree;
        if let Some(owner) = tree.owner(word) {
            let owners = self.one(owner, false, depth - 1);
            if !owners.is_empty() {
                return owners;
            }
        }
        let nations = self.nations(word);
        if !nations.is_empty() {
            return nations;
        }
        let reduced = tree.kids(word).filter(|&k| tree.relation(k) == "acl" && tree.xpos(k) == "VBN");
        for agent in reduced.filter_map(|k| tree.by_agent(k)) {
            let parties = self.one(agent, false, depth - 1);
            if !parties.is_empty() {
                return parties;
            }
        }
        for preposition in ["by", "of", "between", "from", "against", "on", "to", "in", "for", "with"] {
            // "A witch hunt in American *history*" is nobody's.
            let aside = matches!(preposition, "from" | "on" | "to" | "in" | "for" | "with");
            let somebodys = |w: usize| tree.owner(w).is_some() || self.made_by(w).is_some();
            let meant = |w: &&usize| !aside || self.stands_for_somebody(**w) || somebodys(**w);
            for kid in tree.kids(word).filter(|&k| tree.relation(k) == "nmod") {
                if tree.preposition(kid) == Some(preposition) {
                    let conjuncts = tree.conjuncts(kid);
                    let meant = conjuncts.iter().filter(meant);
                    let parties: Vec<Party> = meant.flat_map(|&w| self.one(w, false, depth - 1)).collect();
                    if !parties.is_empty() {
                        return parties;
                    }
                }
            }
        }
        Vec::new()
    }
}
