//! Pronouns that nobody has resolved.

use super::{DEPTH, Parties, can_act};
use wirefold_report::{EntityKind, Mention, Party, Upos};

impl Parties<'_> {
    /// "Each other", "one another": the other side, whoever that is.
    pub(in crate::event) fn is_reciprocal(&self, word: usize) -> bool {
        let tree = self.tree;
        let pair = |first: usize, second: usize| {
            second < tree.len()
                && matches!((tree.lemma(first), tree.lemma(second)), ("each", "other") | ("one", "another"))
        };
        pair(word, word + 1) || word > 0 && pair(word - 1, word)
    }

    pub(super) fn pronoun(&self, word: usize, depth: usize) -> Vec<Party> {
        if let Some(punished) = self.punished(word) {
            return self.one(punished, false, depth - 1);
        }
        let neuter = matches!(self.tree.lemma(word), "it" | "its");
        let fits = |m: &&Mention| can_act(m.kind) && !(neuter && m.kind == EntityKind::Person);
        if let Some(mention) = self.mention(word).filter(fits) {
            return self.all_of(mention).into_iter().map(|party| self.in_words(word, party)).collect();
        }
        match self.referent(word) {
            Some(referent) => self.one(referent, false, depth - 1),
            None => Vec::new(),
        }
    }

    /// In "fined by the league over its raid" the deed is theirs to whom something is done for it, whatever name stands
    /// nearer.
    fn punished(&self, pronoun: usize) -> Option<usize> {
        let tree = self.tree;
        let third = matches!(tree.form(pronoun), "its" | "their" | "his" | "her");
        if !third || tree.deprel(pronoun) != "nmod:poss" {
            return None;
        }
        let deed = tree.head(pronoun)?;
        let verb = tree.head(deed).filter(|&v| tree.relation(deed) == "obl" && tree.is_verb(v))?;
        let blamed = matches!(tree.preposition(deed), Some("for" | "over" | "because" | "after"));
        if !blamed || !tree.passive(verb) || tree.by_agent(verb).is_none() {
            return None;
        }
        tree.subject(verb).filter(|&s| s != pronoun && tree.upos(s) != Upos::Pron)
    }

    /// A body that a pronoun takes up from its own sentence is shown by the words
    /// there, which tell more than "it"; so is whom a relative pronoun speaks of.
    fn in_words(&self, pronoun: usize, party: Party) -> Party {
        let tree = self.tree;
        let relative = tree.xpos(pronoun).starts_with('W');
        if !relative && !matches!(tree.lemma(pronoun), "it" | "its" | "they" | "their") {
            return party;
        }
        let shown = (0..pronoun).rev().filter(|&w| tree.upos(w) != Upos::Pron);
        let said = shown.filter_map(|w| self.mention(w)).find(|m| Some(m.entity) == party.entity);
        said.map_or(party, |mention| Party { span: mention.span, ..party })
    }

    /// A third-person pronoun without a resolved mention stands for the subject
    /// of the clause above its own ("Kenya said it will …").
    pub(super) fn referent(&self, word: usize) -> Option<usize> {
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

    /// The last named party between a verb and a possessive behind it: "sanctions
    /// on Iraq over its invasion".
    pub(super) fn nearer(&self, pronoun: usize, verb: usize) -> Option<usize> {
        let tree = self.tree;
        (verb + 1..pronoun).rev().find(|&w| {
            let named = self.mention(w).is_some_and(|m| can_act(m.kind));
            named && self.naming(w).is_some() && matches!(tree.relation(w), "obj" | "obl" | "nmod" | "iobj")
        })
    }
}
