//! From a nominal in the tree to the parties it names.

use super::{lexicon::lexicon, tree::Tree};
use crate::Context;
use wirefold_report::{EntityId, EntityKind, Mention, Party, Span, TimeKind, Upos};

/// Finds parties in one sentence.
pub(super) struct Parties<'a> {
    context: &'a Context<'a>,
    pub(super) tree: &'a Tree<'a>,
    /// The mention that covers each word.
    mentions: Vec<Option<usize>>,
    /// Whether a word belongs to a date.
    dated: Vec<bool>,
}

/// How deep "the death of the son of the leader of …" is followed.
const DEPTH: usize = 4;

impl<'a> Parties<'a> {
    pub(super) fn new(context: &'a Context<'a>, tree: &'a Tree<'a>) -> Self {
        let n = tree.len();
        let (mut mentions, mut dated) = (vec![None; n], vec![false; n]);
        let within = tree.sentence.span;
        let from = context.mentions.partition_point(|m| m.span.end <= within.start);
        for (i, mention) in context.mentions.iter().enumerate().skip(from) {
            if mention.span.start >= within.end {
                break;
            }
            for word in words_in(tree, mention.span) {
                let better = mentions[word].is_none_or(|old: usize| prefer(mention, &context.mentions[old]));
                if better {
                    mentions[word] = Some(i);
                }
            }
        }
        let from = context.times.partition_point(|t| t.span.end <= within.start);
        for time in context.times.iter().skip(from).take_while(|t| t.span.start < within.end) {
            for word in words_in(tree, time.span) {
                dated[word] = time.kind != TimeKind::Duration;
            }
        }
        Self { context, tree, mentions, dated }
    }

    /// Whether two parties are one and the same. Two nominals that merely belong
    /// to one country ("Turkish police", "the Turkish head of …") are not.
    pub(super) fn same(&self, a: &Party, b: &Party) -> bool {
        let name = |p: &Party| self.context.mentions.binary_search_by_key(&p.span, |m| m.span).is_ok();
        a.span.overlaps(b.span) || a.entity.is_some() && a.entity == b.entity && name(a) && name(b)
    }

    /// Whether one party is spoken of as the other's own ("its embassy").
    pub(super) fn is_own(&self, whole: &Party, part: &Party) -> bool {
        let text = part.span.of(self.context.text);
        let first = text.split(' ').next().unwrap_or_default();
        let possessed =
            matches!(first, "its" | "his" | "her" | "their" | "our" | "my") && text.len() > first.len();
        possessed && part.entity == whole.entity
    }

    /// The mention that covers a word.
    pub(super) fn mention(&self, word: usize) -> Option<&'a Mention> {
        self.mentions[word].map(|i| &self.context.mentions[i])
    }

    /// Who is behind a nominal that does something: of "a bomb in the capital"
    /// nobody.
    pub(super) fn behind(&self, word: usize) -> Vec<Party> {
        let tree = self.tree;
        let word = tree.antecedent(word);
        let located =
            |w: usize| tree.owner(w).is_none() && self.nations(w).is_empty() && self.made_by(w).is_none();
        if self.stands_for_somebody(word) || !located(word) { self.of(word, false) } else { Vec::new() }
    }

    fn made_by(&self, word: usize) -> Option<usize> {
        let tree = self.tree;
        let by = |k: &usize| matches!(tree.preposition(*k), Some("by" | "of" | "from" | "between"));
        let reduced = |k: &usize| tree.relation(*k) == "acl" && tree.by_agent(*k).is_some();
        tree.kids(word).find(|k| by(k) || reduced(k))
    }

    fn stands_for_somebody(&self, word: usize) -> bool {
        let lemma = self.tree.lemma(word);
        self.naming(word).is_some()
            || self.tree.upos(word) != Upos::Noun
            || lexicon().is_party("actor", lemma)
            || lexicon().is_party("place", lemma)
    }

    /// Like [`of`](Self::of), without looking inside nominals that name nobody.
    pub(super) fn direct(&self, word: usize) -> Vec<Party> {
        let word = self.tree.antecedent(word);
        if self.stands_for_somebody(word) { self.of(word, false) } else { Vec::new() }
    }

    /// The parties that a nominal and its conjuncts name. With `any`, a nominal
    /// that names nobody stands for itself.
    pub(super) fn of(&self, word: usize, any: bool) -> Vec<Party> {
        let mut all = Vec::new();
        for conjunct in self.tree.conjuncts(self.tree.antecedent(word)) {
            for party in self.one(conjunct, any, DEPTH) {
                if !all.iter().any(|p| same(p, &party)) {
                    all.push(party);
                }
            }
        }
        all
    }

    fn one(&self, word: usize, any: bool, depth: usize) -> Vec<Party> {
        let tree = self.tree;
        if depth == 0 || self.is_date(word) || !(tree.is_nominal(word) || self.mentions[word].is_some()) {
            return Vec::new();
        }
        if tree.upos(word) == Upos::Pron {
            let found = self.pronoun(word, depth);
            let person = matches!(tree.form(word), "him" | "them" | "her" | "who" | "whom");
            let unknown = found.is_empty() && any && person;
            return if unknown { vec![Party { span: tree.span(word), entity: None }] } else { found };
        }
        if let Some(mention) = self.naming(word) {
            return vec![Party { span: mention.span, entity: Some(mention.entity) }];
        }
        let actor = lexicon().is_party("actor", tree.lemma(word));
        if actor || lexicon().is_party("place", tree.lemma(word)) {
            return self.described(word, depth);
        }
        if tree.upos(word) == Upos::Propn && !self.names_no_party(word) {
            return vec![Party { span: tree.core(word), entity: None }];
        }
        let inside = self.descend(word, depth);
        if inside.is_empty() && any {
            return vec![Party { span: tree.core(word), entity: None }];
        }
        inside
    }

    fn is_date(&self, word: usize) -> bool {
        self.dated[word] || lexicon().is_party("calendar", self.tree.lemma(word))
    }

    fn names_no_party(&self, word: usize) -> bool {
        self.mention(word).is_some_and(|m| !can_act(m.kind))
    }

    /// The mention that names the nominal itself: on its head, on a name that
    /// follows a title, or on an apposition.
    fn naming(&self, word: usize) -> Option<&'a Mention> {
        let tree = self.tree;
        let acting = |w: usize| self.mention(w).filter(|m| can_act(m.kind));
        if let Some(mention) = acting(word) {
            return Some(mention);
        }
        tree.kids(word)
            .filter(|&k| k > word && (word + 1..k).all(|w| !tree.is_verb(w)))
            .filter(|&k| match tree.relation(k) {
                "flat" => true,
                "nmod" | "compound" => {
                    let bare = tree.preposition(k).is_none() && tree.deprel(k) != "nmod:poss";
                    bare && (word + 1..k).all(|w| tree.upos(w) != Upos::Adp || tree.lemma(w) == "of")
                }
                _ => false,
            })
            .find_map(acting)
            .or_else(|| {
                let described =
                    tree.upos(word) == Upos::Noun && lexicon().is_party("actor", tree.lemma(word));
                let renamed = tree.kids(word).filter(|&k| tree.relation(k) == "appos").filter_map(acting);
                renamed.into_iter().find(|m| described || m.kind == EntityKind::Person)
            })
    }

    /// "Turkish police", "the authorities of Kenya", "protesters".
    fn described(&self, word: usize, depth: usize) -> Vec<Party> {
        let tree = self.tree;
        let nations = self.nations(word);
        if nations.len() > 1 {
            return nations;
        }
        let core = tree.core(word);
        if let Some(nation) = nations.first() {
            return vec![Party { span: core, entity: nation.entity }];
        }
        if let Some(owner) = tree.owner(word) {
            let owners = self.one(owner, false, depth - 1);
            let entity = owners.first().and_then(|p| p.entity).filter(|&e| self.is_body(e));
            return vec![Party { span: core, entity }];
        }
        let below = |k: &usize| {
            tree.relation(*k) == "nmod" && matches!(tree.preposition(*k), Some("of" | "from" | "in" | "for"))
        };
        if let Some(part) = tree.kids(word).find(below) {
            let inside: Vec<Party> =
                tree.conjuncts(part).iter().flat_map(|&w| self.one(w, false, depth - 1)).collect();
            if tree.preposition(part) == Some("of") && lexicon().is_party("part", tree.lemma(word)) {
                if inside.len() > 1 {
                    return inside;
                }
                if let [only] = inside.as_slice() {
                    return vec![Party {
                        span: core.cover(only.span),
                        entity: only.entity.filter(|&e| self.is_body(e)),
                    }];
                }
            }
            let entity = inside.first().and_then(|p| p.entity).filter(|&e| self.is_body(e));
            return vec![Party { span: core, entity }];
        }
        vec![Party { span: core, entity: None }]
    }

    /// Whether a nominal without a name is a place, which acts only where it
    /// stands for somebody ("the village", but not "the Polish embassy").
    pub(super) fn is_mere_place(&self, word: usize) -> bool {
        let lemma = self.tree.lemma(word);
        self.naming(word).is_none()
            && lexicon().is_party("place", lemma)
            && !lexicon().is_party("actor", lemma)
    }

    /// Whether a nominal is somebody who travels in office.
    pub(super) fn is_official(&self, word: usize) -> bool {
        let tree = self.tree;
        let word = if self.mentions[word].is_none() { self.referent(word).unwrap_or(word) } else { word };
        let title = |w: usize| lexicon().is_party("official", tree.lemma(w));
        let entity = self.mention(word).and_then(|m| self.context.entities.get(m.entity.0));
        let office = |role: &str| role.split(' ').any(|w| lexicon().is_party("official", w));
        title(word)
            || tree.kids(word).any(title)
            || entity.is_some_and(|e| e.roles.iter().any(|role| office(&role.role)))
            || tree.conjuncts(word).iter().skip(1).any(|&w| title(w))
    }

    /// Whether an entity is a state, a body or a people rather than a person.
    fn is_body(&self, entity: EntityId) -> bool {
        self.context.entities.get(entity.0).is_some_and(|e| can_act(e.kind) && e.kind != EntityKind::Person)
    }

    /// Nationalities and names of bodies that stand before a noun.
    pub(super) fn nations(&self, word: usize) -> Vec<Party> {
        let tree = self.tree;
        let mut all: Vec<Party> = Vec::new();
        let before = |k: &usize| *k < word && matches!(tree.relation(*k), "amod" | "compound" | "nmod");
        for (first, kid) in
            tree.kids(word).filter(before).flat_map(|k| tree.conjuncts(k).into_iter().map(move |c| (k, c)))
        {
            let apart = kid == first && !all.is_empty() && tree.kid(kid, "cc").is_none();
            if tree.preposition(kid).is_some() || apart {
                continue;
            }
            let body = self.mention(kid).filter(|m| can_act(m.kind) && m.kind != EntityKind::Person);
            let party = match body {
                Some(mention) => Party { span: mention.span, entity: Some(mention.entity) },
                None if tree.upos(kid) == Upos::Noun && lexicon().is_party("actor", tree.lemma(kid)) => {
                    match self.nations(kid).first() {
                        Some(nation) => *nation,
                        None => continue,
                    }
                }
                None if self.is_demonym(kid) => Party { span: tree.span(kid), entity: None },
                None => continue,
            };
            if !all.iter().any(|p| same(p, &party)) {
                all.push(party);
            }
        }
        all
    }

    fn is_demonym(&self, word: usize) -> bool {
        let form = self.tree.form(word);
        form.starts_with(char::is_uppercase)
            && (wirefold_gazetteer::country_of_demonym(form).is_some()
                || wirefold_gazetteer::country_named(form).is_some()
                || wirefold_gazetteer::government_seat(form).is_some())
    }

    /// The parties inside a nominal that is none itself ("the decision of …").
    fn descend(&self, word: usize, depth: usize) -> Vec<Party> {
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
            for kid in tree.kids(word).filter(|&k| tree.relation(k) == "nmod") {
                if tree.preposition(kid) == Some(preposition) {
                    let parties: Vec<Party> =
                        tree.conjuncts(kid).iter().flat_map(|&w| self.one(w, false, depth - 1)).collect();
                    if !parties.is_empty() {
                        return parties;
                    }
                }
            }
        }
        Vec::new()
    }

    fn pronoun(&self, word: usize, depth: usize) -> Vec<Party> {
        if let Some(mention) = self.mention(word).filter(|m| can_act(m.kind)) {
            return vec![Party { span: mention.span, entity: Some(mention.entity) }];
        }
        match self.referent(word) {
            Some(referent) => self.one(referent, false, depth - 1),
            None => Vec::new(),
        }
    }

    /// A third-person pronoun without a resolved mention stands for the subject
    /// of the clause above its own ("Kenya said it will …").
    fn referent(&self, word: usize) -> Option<usize> {
        let tree = self.tree;
        if !matches!(tree.lemma(word), "it" | "its" | "they" | "their" | "he" | "his" | "she" | "her") {
            return None;
        }
        let clause = |w: usize| tree.is_verb(w) || tree.kid(w, "cop").is_some();
        let own = tree.ancestors(word).find(|&a| clause(a))?;
        let possessive = tree.deprel(word) == "nmod:poss";
        if possessive
            && !tree.passive(own)
            && let Some(nearer) = self.nearer(word, own)
        {
            return matches!(tree.lemma(word), "it" | "its" | "they" | "their").then_some(nearer);
        }
        let mut at = if possessive { own } else { tree.ancestors(own).find(|&a| clause(a))? };
        for _ in 0..DEPTH {
            let subject = tree.subject(at).filter(|&s| s != word && !tree.ancestors(word).any(|a| a == s));
            if let Some(subject) = subject.filter(|&s| tree.upos(s) != Upos::Pron) {
                return Some(subject);
            }
            at = tree.ancestors(at).find(|&a| clause(a))?;
        }
        None
    }
}

impl Parties<'_> {
    /// The last named party between a verb and a possessive behind it: "sanctions
    /// on Iraq over its invasion".
    fn nearer(&self, pronoun: usize, verb: usize) -> Option<usize> {
        let tree = self.tree;
        (verb + 1..pronoun).rev().find(|&w| {
            let named = self.mention(w).is_some_and(|m| can_act(m.kind));
            named && self.naming(w).is_some() && matches!(tree.relation(w), "obj" | "obl" | "nmod" | "iobj")
        })
    }
}

/// The words that a span covers, in order.
pub(super) fn words_in<'t>(tree: &'t Tree<'_>, span: Span) -> impl Iterator<Item = usize> + use<'t> {
    let words = &tree.sentence.words;
    let from = words.partition_point(|w| w.span.end <= span.start);
    (from..words.len()).take_while(move |&i| words[i].span.start < span.end)
}

/// Whether two parties are one.
pub(super) fn same(a: &Party, b: &Party) -> bool {
    a.span.overlaps(b.span) || a.entity.is_some() && a.entity == b.entity
}

fn can_act(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Place | EntityKind::Group)
}

/// Which of two mentions of one word says more about it.
fn prefer(new: &Mention, old: &Mention) -> bool {
    (new.named, new.span.len()) > (old.named, old.span.len())
}
