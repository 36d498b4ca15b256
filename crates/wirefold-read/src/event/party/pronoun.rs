//! Pronouns that nobody has resolved.

use super::{DEPTH, Parties, can_act};
use crate::{entity::lexicon::person, event::lexicon::lexicon};
use wirefold_report::{EntityKind, Mention, Party, Quote, QuoteKind, Upos};

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
        // The deed is theirs who are judged for it, whatever name stands nearer.
        if let Some(judged) = self.tree.judgement().owner(word).filter(|&w| self.may_have_done(w, word)) {
            return self.one(judged, false, depth - 1);
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

    /// Whether whoever is judged may have done the deed of a pronoun: "his" is a person's, "its" is none's, and what
    /// somebody undergoes ("her arrest") others did.
    fn may_have_done(&self, judged: usize, pronoun: usize) -> bool {
        let tree = self.tree;
        let is_person = self.mention(judged).map(|mention| mention.kind == EntityKind::Person);
        let fits = match tree.lemma(pronoun) {
            "its" | "it" => is_person != Some(true),
            "his" | "her" | "he" | "she" => is_person != Some(false),
            _ => true,
        };
        let frames = tree.head(pronoun).and_then(|deed| lexicon().nouns.get(tree.lemma(deed)));
        let undergone = frames.is_some_and(|all| all.iter().any(|entry| entry.frame.undergone));
        tree.upos(judged) != Upos::Pron && fits && !undergone
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
            // "The envoy said they will …": whoever speaks for others is meant with them.
            let told = tree.own_subject(own) == Some(word) && tree.relation(own) == "ccomp";
            let speaks =
                told && tree.head(own) == Some(at) && lexicon().is_status("reporting", tree.lemma(at));
            let for_others = speaks && matches!(tree.lemma(word), "it" | "they");
            let fits = |&s: &usize| tree.upos(s) != Upos::Pron && (for_others || self.may_be(word, s));
            if let Some(subject) = subject.filter(fits) {
                return Some(subject);
            }
            at = tree.ancestors(at).find(|&a| clause(a))?;
        }
        None
    }

    /// Whether number, kind and quotation let a pronoun stand for a nominal: "they" is no judge where others are spoken of, "it" no named person, "he" no
    /// court, and not whoever says so in a quotation.
    fn may_be(&self, pronoun: usize, nominal: usize) -> bool {
        let tree = self.tree;
        let kind = self.mention(nominal).map(|m| m.kind);
        let plural = |w: usize| tree.xpos(w).ends_with('S');
        let several = plural(nominal) || tree.conjuncts(nominal).len() > 1;
        // "A nurse was fired after they sued": nobody else is spoken of.
        let alone = || !(0..pronoun).any(|w| w != nominal && tree.is_nominal(w) && plural(w));
        let somebody = kind == Some(EntityKind::Person)
            || kind.is_none() && tree.upos(nominal) == Upos::Noun && person(tree.lemma(nominal)).is_some();
        match tree.lemma(pronoun) {
            "they" | "their" => several || !somebody || alone(),
            // "The inspector said it will …": an office may be meant.
            "it" | "its" => kind.map_or(!several, |k| k != EntityKind::Person),
            _ => {
                // "The minister and his aide left after he …": one of them; "the Nigerian" is one, too.
                !plural(nominal)
                    && kind.is_none_or(|k| matches!(k, EntityKind::Person | EntityKind::Group))
                    && !self.is_quoted_apart(pronoun, nominal)
            }
        }
    }

    /// Whether a word stands in quotation marks in which another does not.
    fn is_quoted_apart(&self, word: usize, other: usize) -> bool {
        const NESTED: usize = 8;
        let (own, other) = (self.tree.span(word), self.tree.span(other));
        let opens = |q: &Quote| q.content.first().is_none_or(|c| c.start <= own.start);
        let quotes = &self.context.quotes[..self.context.quotes.partition_point(opens)];
        let direct = quotes.iter().rev().take(NESTED).filter(|q| q.kind == QuoteKind::Direct);
        direct.flat_map(|q| &q.content).any(|c| c.contains(own) && !c.contains(other))
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
