//! Who does what in a clause, whatever its voice and however it is embedded.

use super::{
    lexicon::lexicon,
    toll::is_harm,
    tree::{CLIMB, Tree},
    unknown::is_means,
};
use crate::entity::lexicon::{body, person};
use wirefold_report::Upos;

impl Tree<'_> {
    /// Whether the verb stands in the passive, so that its subject is acted upon.
    pub(super) fn passive(&self, verb: usize) -> bool {
        let mut at = verb;
        for _ in 0..CLIMB {
            if self.kids(at).any(|k| matches!(self.deprel(k), "nsubj:pass" | "aux:pass" | "csubj:pass")) {
                return true;
            }
            if self.is_clipped_passive(at) {
                return true;
            }
            if self.xpos(at) != "VBN" || self.has_kid(at, "aux", &["have"]) || self.kid(at, "obj").is_some() {
                return false;
            }
            match (self.relation(at), self.head(at)) {
                ("acl", _) if self.deprel(at) == "acl" => return true,
                ("advcl" | "xcomp" | "amod", _) => return true,
                ("conj", Some(head)) if self.own_subject(at).is_none() => at = head,
                _ => return false,
            }
        }
        false
    }

    /// "Said when *asked* about it": a participle that the tagger takes for a past.
    fn is_clipped_passive(&self, verb: usize) -> bool {
        self.xpos(verb) == "VBD"
            && self.relation(verb) == "advcl"
            && self.own_subject(verb).is_none()
            && self.kid(verb, "obj").is_none()
            && self.kids(verb).any(|k| {
                matches!(self.relation(k), "advmod" | "mark")
                    && matches!(self.lemma(k), "when" | "if" | "once" | "until")
            })
    }

    /// The subject that stands on the verb itself.
    pub(super) fn own_subject(&self, verb: usize) -> Option<usize> {
        self.kids(verb).find(|&k| matches!(self.deprel(k), "nsubj" | "nsubj:pass"))
    }

    /// The verb's subject, its own or the one it shares or is controlled by.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..CLIMB {
            if let Some(own) = self.own_subject(at).filter(|&s| s >= self.dateline) {
                return Some(self.antecedent(own));
            }
            if let Some(subject) = self.behind_dateline(at).or_else(|| self.bare_before(at)) {
                return Some(subject);
            }
            let head = self.head(at)?;
            // "Thanked Kenya for *freeing* …": Kenya did.
            if let Some(judged) = self.judged_for(at).or_else(|| self.judged_before(at, head)) {
                return Some(self.antecedent(judged));
            }
            if let Some(before) = self.stranded(at, head) {
                return Some(before);
            }
            if self.needs_subject(at) {
                return None;
            }
            match self.relation(at) {
                // "Pressed Kenya *into* opening …": Kenya opens.
                "advcl" | "xcomp" if self.is_led_into(at) => return self.patient(head),
                "xcomp" => {
                    if let Some(object) = self.kid(head, "obj").or_else(|| self.kid(head, "iobj")) {
                        return Some(self.antecedent(object));
                    }
                }
                "conj" | "ccomp" | "advcl" => {}
                "acl" if self.has_kid(at, "mark", &["to"]) && !self.relative(at) => {
                    return self
                        .owner(head)
                        .or_else(|| self.head(head).and_then(|above| self.subject(above)));
                }
                "acl" => return Some(head),
                _ => return None,
            }
            if self.is_nominal(head) && self.kid(head, "cop").is_none() && self.own_subject(head).is_none() {
                return self.owner(head);
            }
            at = head;
        }
        None
    }

    /// "Into opening …".
    fn is_led_into(&self, verb: usize) -> bool {
        let into = |k: usize| matches!(self.relation(k), "mark" | "case") && self.lemma(k) == "into";
        self.xpos(verb) == "VBG" && self.kids(verb).any(into)
    }

    /// "Accused Kenya of raiding a town, *killing* 20": what came of that is Kenya's, too.
    fn judged_before(&self, verb: usize, above: usize) -> Option<usize> {
        let clause = self.xpos(verb) == "VBG" && self.relation(verb) == "advcl";
        let opened = self.kids(verb).any(|k| matches!(self.relation(k), "mark" | "case"));
        let of = || (above..verb).any(|w| self.form(w) == "of");
        let charged = matches!(self.lemma(above), "accuse" | "suspect") && clause && !opened && of();
        self.kid(above, "obj").filter(|_| charged)
    }

    /// Whoever is judged for what a participle tells.
    fn judged_for(&self, verb: usize) -> Option<usize> {
        let clause = self.xpos(verb) == "VBG" && matches!(self.relation(verb), "advcl" | "acl" | "obl");
        clause.then(|| self.judgement().judged(verb)).flatten()
    }

    /// The subject of "after rebels crossed …" where the tree takes "after rebels"
    /// for a phrase of its own beside a finite verb that has no subject.
    fn stranded(&self, verb: usize, head: usize) -> Option<usize> {
        let finite = matches!(self.xpos(verb), "VBD" | "VBZ" | "VBP") && self.relation(verb) == "advcl";
        let joins = |k: usize| matches!(self.relation(k), "mark" | "cc" | "advmod");
        if !finite || self.kids(verb).any(joins) {
            return None;
        }
        let opens =
            |k: &usize| matches!(self.preposition(*k), Some("after" | "before" | "since" | "as" | "until"));
        self.kids(head).filter(|&k| k < verb && self.relation(k) == "obl").filter(opens).last()
    }

    /// Whether a verb cannot share the subject of the clause above: one in the past
    /// behind "after", "before" or "since".
    fn needs_subject(&self, verb: usize) -> bool {
        self.relation(verb) == "advcl"
            && self.xpos(verb) == "VBD"
            && !self.passive(verb)
            && self.kids(verb).any(|k| {
                matches!(self.relation(k), "mark" | "case")
                    && matches!(self.lemma(k), "after" | "before" | "since" | "because" | "when" | "while")
            })
    }

    /// The subject of a finite verb that the tree takes for an adjunct: a nominal
    /// before it that is no day and has no preposition, or for one the conjunction
    /// of the clause ("after").
    fn bare_before(&self, verb: usize) -> Option<usize> {
        let marked = self.kid(verb, "mark").is_some();
        let finite = matches!(self.xpos(verb), "VBD" | "VBZ" | "VBP");
        let opens = |k: usize| match self.preposition(k) {
            None => marked,
            Some(word) => {
                !marked && self.relation(verb) == "advcl" && matches!(word, "after" | "before" | "since")
            }
        };
        let bare = |k: &usize| {
            *k < verb
                && self.deprel(*k) == "obl"
                && matches!(self.upos(*k), Upos::Noun | Upos::Propn)
                && opens(*k)
                && !lexicon().is_party("calendar", self.lemma(*k))
        };
        if !finite || self.own_subject(verb).is_some() {
            return None;
        }
        self.kids(verb).filter(bare).last()
    }

    /// The possessor of a noun.
    pub(super) fn owner(&self, noun: usize) -> Option<usize> {
        self.kids(noun).find(|&k| self.deprel(k) == "nmod:poss")
    }

    /// The subject that stands behind a dateline which the tree takes for it
    /// ("LAGOS -- A court freed …").
    fn behind_dateline(&self, verb: usize) -> Option<usize> {
        let start = self.own_subject(verb).filter(|&s| s < self.dateline)?;
        let free = |k: &usize| {
            *k >= self.dateline
                && *k < verb
                && self.is_nominal(*k)
                && self.preposition(*k).is_none()
                && matches!(
                    self.relation(*k),
                    "nsubj" | "appos" | "parataxis" | "conj" | "nmod" | "list" | "dep" | "dislocated" | "obl"
                )
        };
        [verb, start].into_iter().flat_map(|w| self.below(w, 40)).find(free)
    }

    fn relative(&self, verb: usize) -> bool {
        self.deprel(verb) == "acl:relcl"
    }

    /// What a relative pronoun stands for; any other word for itself.
    pub(super) fn antecedent(&self, word: usize) -> usize {
        if !matches!(self.lemma(word), "who" | "which" | "that" | "whom") || self.upos(word) != Upos::Pron {
            return word;
        }
        let Some(clause) = self.ancestors(word).find(|&a| self.relative(a)) else { return word };
        let Some(noun) = self.head(clause) else { return word };
        let counted = || self.counted_with(noun, clause);
        self.body_led(noun, word)
            .or_else(|| self.deed_before(noun, word))
            .or_else(counted)
            .or_else(|| self.of_one(noun, word))
            .or_else(|| self.named_beside(noun, word))
            .unwrap_or(noun)
    }

    /// "The *union* of 700 guards, which has sued": a verb in the singular speaks of what those in the plural belong to.
    fn of_one(&self, noun: usize, pronoun: usize) -> Option<usize> {
        let several = |w: usize| self.xpos(w) == "NNS";
        let verb = self.head(pronoun).filter(|_| self.deprel(pronoun) == "nsubj")?;
        let singular = std::iter::once(verb)
            .chain(self.kids(verb).filter(|&k| self.relation(k) == "aux"))
            .any(|w| self.xpos(w) == "VBZ");
        let above = |w: usize| self.head(w).filter(|_| self.relation(w) == "nmod");
        std::iter::successors(Some(noun).filter(|&w| singular && several(w)), |&w| above(w))
            .take(CLIMB)
            .find(|&w| matches!(self.xpos(w), "NN" | "NNP"))
    }

    /// "The *20 pupils* and six teachers who died": both numbers are of those who did.
    fn counted_with(&self, noun: usize, clause: usize) -> Option<usize> {
        let first = self.head(noun).filter(|_| self.relation(noun) == "conj")?;
        let counted = |w: usize| self.xpos(w) == "NNS" && self.kid(w, "nummod").is_some();
        let open = self.kids(first).all(|k| !self.relative(k)) && self.relation(clause) == "acl";
        // "Two officers and three gunmen *who stormed* …" are no five gunmen.
        let befell = self.passive(clause) || matches!(self.lemma(clause), "die" | "perish");
        Some(first).filter(|&first| befell && open && counted(first) && counted(noun))
    }

    /// "Ana Ruiz, director of the *league*, which sued", "an aide of the *league* that sued": where the tree hangs the clause
    /// on a person, "which" and "that" speak of the body.
    fn body_led(&self, noun: usize, pronoun: usize) -> Option<usize> {
        let subject = self.relation(pronoun) == "nsubj";
        if !subject || !matches!(self.lemma(pronoun), "which" | "that") {
            return None;
        }
        let apposed = self.kids(noun).filter(|&k| self.relation(k) == "appos");
        let mut told = std::iter::once(noun).chain(apposed).filter(|&w| w < pronoun);
        let somebody = told.find(|&w| self.upos(w) == Upos::Noun && person(self.lemma(w)).is_some())?;
        let bodies = self.kids(somebody).filter(|&k| {
            (somebody..pronoun).contains(&k)
                && self.relation(k) == "nmod"
                && matches!(self.preposition(k), Some("of" | "for"))
        });
        // "A teacher of English that …", "the director of the film that …": neither does anything.
        let named = |w: usize| self.upos(w) == Upos::Propn && self.lemma(pronoun) == "which";
        bodies
            .last()
            .filter(|&w| person(self.lemma(w)).is_none() && (named(w) || body(self.lemma(w)).is_some()))
    }

    /// "The force and Ana *Ruiz*, who criticised …": "who" is nobody's that is no person.
    fn named_beside(&self, noun: usize, pronoun: usize) -> Option<usize> {
        let body = self.xpos(noun) == "NN" && person(self.lemma(noun)).is_none();
        let beside = |k: usize| {
            self.relation(k) == "conj"
                && self.xpos(k) == "NNP"
                && k < pronoun
                && (k + 1..pronoun).all(|w| self.form(w) == "," || self.relation(w) == "flat")
        };
        let who = matches!(self.lemma(pronoun), "who" | "whom");
        self.kids(noun).find(|&k| who && body && beside(k))
    }

    /// "The *attack* on the base that killed two": what killed is the deed, and not whom or what it struck.
    fn deed_before(&self, noun: usize, pronoun: usize) -> Option<usize> {
        let harms =
            self.deprel(pronoun) == "nsubj" && self.head(pronoun).is_some_and(|v| is_harm(self.lemma(v)));
        // "The attack *by rebels* that killed two": the rebels did it.
        let struck = !matches!(self.preposition(noun), Some("by" | "between"));
        let above = |w: usize| self.head(w).filter(|_| struck && self.relation(w) == "nmod");
        std::iter::successors(above(noun), |&w| above(w))
            .take(CLIMB)
            .find(|&w| harms && !matches!(self.lemma(pronoun), "who" | "whom") && is_means(self, w))
    }

    /// Who does what the verb says.
    pub(super) fn agent(&self, verb: usize) -> Option<usize> {
        if self.passive(verb) { self.by_agent(verb) } else { self.subject(verb) }
    }

    /// The agent that a passive names, or one that it is joined to: "was shot and killed *by rebels*".
    pub(super) fn by_agent(&self, verb: usize) -> Option<usize> {
        let own = |verb: usize| {
            self.kids(verb).find(|&k| match self.preposition(k) {
                Some("by") => self.relation(k) == "obl",
                // "According to" names whoever says it, whatever the tree takes that for.
                Some(_) => false,
                None => self.deprel(k) == "obl:agent",
            })
        };
        let joined = |k: &usize| {
            *k > verb
                && self.relation(*k) == "conj"
                && self.xpos(*k) == "VBN"
                && self.own_subject(*k).is_none()
                // "Captured and *later* freed by the army": two deeds, of which the second is the army's.
                && is_harm(self.lemma(verb)) == is_harm(self.lemma(*k))
                && !self.kids(*k).any(|a| matches!(self.relation(a), "aux" | "obj" | "advmod"))
        };
        own(verb).or_else(|| self.kids(verb).filter(joined).find_map(own))
    }

    /// To whom it is done.
    pub(super) fn patient(&self, verb: usize) -> Option<usize> {
        if self.passive(verb) {
            return self
                .subject(verb)
                .filter(|_| self.kid(verb, "obj").is_none())
                .or_else(|| self.kid(verb, "obj"));
        }
        if let Some(object) = self.kid(verb, "obj") {
            return Some(self.antecedent(object));
        }
        if let Some(name) = self.unmarked_object(verb).or_else(|| self.second_subject(verb)) {
            return Some(name);
        }
        let gap = self.relative(verb) && self.own_subject(verb).is_some_and(|s| self.antecedent(s) == s);
        self.head(verb).filter(|_| gap).map(|noun| self.said_to_be(noun).unwrap_or(noun))
    }

    /// Whoever is said to be what a noun tells: "*Chad* is the third country that she visited".
    fn said_to_be(&self, noun: usize) -> Option<usize> {
        self.kid(noun, "cop")?;
        self.own_subject(noun).filter(|&s| self.upos(s) == Upos::Propn)
    }

    /// A nominal behind the verb that the tree takes for its subject (or for that of a
    /// clause below), though one stands before the verb already.
    fn second_subject(&self, verb: usize) -> Option<usize> {
        let before = self.kids(verb).any(|k| k < verb && self.relation(k) == "nsubj");
        let behind = self.kids(verb).find(|&k| k > verb && matches!(self.relation(k), "nsubj" | "iobj"));
        behind.filter(|_| before)
    }

    /// A nominal behind the verb that the tree takes for an adjunct without a
    /// preposition.
    fn unmarked_object(&self, verb: usize) -> Option<usize> {
        self.kids(verb).find(|&k| {
            k > verb
                && matches!(self.upos(k), Upos::Propn | Upos::Noun)
                && matches!(self.deprel(k), "obl" | "xcomp")
                && self.preposition(k).is_none()
                && !lexicon().is_party("calendar", self.lemma(k))
        })
    }

    /// The clause that completes the verb itself.
    pub(super) fn complement(&self, verb: usize) -> Option<usize> {
        let object = self.kid(verb, "obj");
        self.completion(verb).filter(|&c| self.relation(c) != "acl" || object != self.head(c))
    }

    /// The clause that completes a verb or its object ("agreed to …",
    /// "expressed readiness to …").
    pub(super) fn completion(&self, verb: usize) -> Option<usize> {
        let of = |word: usize, relations: &[&str]| {
            self.kids(word).find(|&k| relations.contains(&self.relation(k)) && !self.relative(k))
        };
        let purpose = |word: usize| {
            self.kids(word)
                .find(|&k| self.relation(k) == "advcl" && self.has_kid(k, "mark", &["to"]) && k > word)
        };
        of(verb, &["xcomp", "ccomp"])
            .or_else(|| purpose(verb))
            .or_else(|| self.kid(verb, "obj").and_then(|object| of(object, &["acl"])))
            .or_else(|| self.kids(verb).filter(|&k| self.relation(k) == "obl").find_map(|k| of(k, &["acl"])))
    }
}
