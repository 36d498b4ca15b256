//! What a quantity is said of: who has what is counted, what measures so much.
//!
//! "Ford has 13,000 workers" counts workers and says it of Ford; "shares rose
//! 6.5%" says it of shares; in "a 51% stake" and "60% of workers" it is the noun
//! beside the number. A pronoun is passed over for the clause above that names
//! somebody; where none does, the quantity is said of nothing named.

use super::counted::Noun;
use super::lexicon::{Tells, is_toll};
use super::tree::{Place, Tree};
use wirefold_report::{Change, Span, Upos};

/// What kind of measure is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Money or a percentage: "$52,000 for the roof" is of the roof.
    Amount,
    /// A length of time: nothing that is done to lasts so long.
    Time,
    Other,
}

/// How many steps a search climbs.
const STEPS: usize = 8;

impl Tree<'_> {
    /// What a count is said of.
    pub(super) fn holder(&self, noun: &Noun) -> Option<Span> {
        let anchor = noun.anchor;
        if anchor == noun.head {
            let of = self.phrase_with(noun.head, "of", noun.head + 1);
            if let Some(of) = of.filter(|&k| self.names(k) && !is_time(&self.lower(k))) {
                return Some(self.phrase(of));
            }
        } else if self.lower(anchor) == "one" {
            return None;
        }
        match (self.relation(anchor), self.head(anchor)) {
            // Who kills or arrests so many does not have them.
            ("obj", Some(verb)) if is_toll(&self.words[verb].lemma) => None,
            _ if self.subject(anchor).is_some() => {
                self.subject(anchor).filter(|&k| self.names(k)).map(|k| self.phrase(k))
            }
            ("compound" | "amod", Some(head)) if self.names(head) => Some(self.phrase(head)),
            _ => self.climb(anchor).map(|k| self.phrase(k)),
        }
    }

    /// What a measure is said of.
    pub(super) fn measured(&self, place: Place, kind: Kind) -> Option<Span> {
        let of = (place.first..place.end).find_map(|i| self.phrase_with(i, "of", place.end));
        let of = of.filter(|&k| self.names(k) && !is_time(&self.lower(k)));
        let meant =
            || self.named_in_front(place).or_else(|| self.meant_for(place).filter(|_| kind != Kind::Other));
        of.or_else(meant).or_else(|| self.beside(place.top, kind, 0)).map(|k| self.phrase(k))
    }

    /// "Jane Doe (15.3 points)": the name in front of the bracket that the number opens.
    fn named_in_front(&self, place: Place) -> Option<usize> {
        let bracket = place.first.checked_sub(1).filter(|&k| self.form(k) == "(")?;
        let mut name = bracket.checked_sub(1).filter(|&k| self.names(k) && !self.is_counted(k))?;
        if (place.end..self.words.len()).next().is_some_and(|k| self.names(k)) {
            return None;
        }
        while matches!(self.relation(name), "flat" | "compound")
            && self.head(name).is_some_and(|h| self.names(h) && h < bracket)
        {
            name = self.head(name)?;
        }
        Some(name)
    }

    /// "$52,000 for the roof", "one per cent for men": what the amount is for.
    fn meant_for(&self, place: Place) -> Option<usize> {
        (place.end < self.words.len() && self.lower(place.end) == "for").then_some(())?;
        self.head(place.end).filter(|&k| self.names(k) && !is_time(&self.lower(k)))
    }

    /// What a measure is said of, by what it does in its clause.
    fn beside(&self, top: usize, kind: Kind, steps: usize) -> Option<usize> {
        let Some(head) = self.head(top).filter(|_| steps < STEPS) else { return self.clause(top, top, kind) };
        match self.relation(top) {
            // A measure beside another ("8 miles (13 kilometres)") is of the same thing.
            "nmod" | "appos" | "conj" | "list" | "parataxis" | "dep" | "nummod" | "compound"
                if self.is_numeric(head) =>
            {
                self.phrase_with(head, "of", head).or_else(|| self.beside(head, kind, steps + 1))
            }
            "nmod" | "appos" if is_sum(&self.lower(head)) => self.beside(head, kind, steps + 1),
            "nmod" | "appos" | "compound" | "nummod" | "amod" | "det" | "advmod" if self.is_noun(head) => {
                (self.upos(head) != Upos::Pron).then_some(head)
            }
            "conj" | "parataxis" | "list" if self.subject(top).is_none() && !self.is_verb(head) => {
                self.beside(head, kind, steps + 1)
            }
            "conj" | "parataxis" | "list" if self.subject(top).is_some() => self.clause(top, top, kind),
            _ => self.clause(head, top, kind),
        }
    }

    /// The subject of the clause at `at`, or of the one above it that it shares;
    /// what is done to, where a pronoun does it ("I paid $9 for a roof").
    fn clause(&self, from: usize, top: usize, kind: Kind) -> Option<usize> {
        let object = |verb| self.object(verb, top).filter(|_| kind != Kind::Time);
        let mut at = from;
        for _ in 0..STEPS {
            if let Some(subject) = self.subject(at).filter(|&k| k != top) {
                let named = self.named_subject(subject, at);
                if named.is_some() || self.is_numeric(subject) {
                    return named;
                }
                let object = object(from).or_else(|| object(at));
                if object.is_some() || !self.is_third(subject) {
                    return object;
                }
            }
            let Some(above) = self.head(at) else { break };
            if let Some(controller) = self.controller(at, above) {
                return Some(controller);
            }
            // A participle on a noun says it of that noun; but what is measured is
            // no measure itself: "fell 0.4 per cent to 13,176".
            let says = self.relation(at) == "acl" && !self.is_infinitive(at)
                || self.is_noun(at) && self.relation(at) == "nmod";
            if says && self.names(above) {
                return Some(above);
            }
            at = above;
        }
        object(from).or_else(|| object(at))
    }

    /// The subject as a noun: itself, what "each of" it is, or what a relative pronoun stands for.
    fn named_subject(&self, subject: usize, verb: usize) -> Option<usize> {
        if self.names(subject) {
            return Some(subject);
        }
        let each = || self.phrase_with(subject, "of", subject).filter(|&k| self.names(k));
        self.antecedent(subject, verb).or_else(each)
    }

    /// Who does what an infinitive says: "it caused sea levels to rise", "he expects sales to grow".
    fn controller(&self, verb: usize, above: usize) -> Option<usize> {
        (self.relation(verb) == "xcomp").then_some(())?;
        self.kids(above)
            .find(|&k| k > above && k < verb && self.relation(k) == "obj" && self.names(k))
            .filter(|_| self.is_infinitive(verb))
    }

    /// "grow sales by 35%": the change that the verb above "by" says.
    pub(super) fn changed_by(&self, core: Span) -> Option<Change> {
        let place = self.place(core)?;
        let verb = self.head(place.top).filter(|&h| self.is_verb(h) && self.with_case(place.top, "by"))?;
        super::bound::change_of(&self.lower(verb))
    }

    /// The noun that a relative pronoun stands for.
    fn antecedent(&self, subject: usize, verb: usize) -> Option<usize> {
        let relative = matches!(self.lower(subject).as_str(), "which" | "who" | "that");
        let noun = self.head(verb).filter(|_| relative && self.relation(verb) == "acl")?;
        self.names(noun).then_some(noun)
    }

    /// Whether a pronoun may stand for what the clause above names.
    fn is_third(&self, subject: usize) -> bool {
        matches!(self.lower(subject).as_str(), "it" | "he" | "she" | "they")
    }

    /// What is done to: "it took a 51% stake", "I paid $9 for a roof".
    fn object(&self, verb: usize, top: usize) -> Option<usize> {
        let thing = |k: &usize| *k != top && self.names(*k);
        let object = self.kids(verb).filter(thing).find(|&k| self.relation(k) == "obj");
        let target = || {
            self.kids(verb)
                .filter(thing)
                .find(|&k| self.relation(k) == "obl" && k > verb && self.with_case(k, "for"))
        };
        object.or_else(target)
    }

    /// Who has or does what is counted at `at`.
    fn climb(&self, at: usize) -> Option<usize> {
        let mut at = at;
        for _ in 0..STEPS {
            let above = self.head(at)?;
            match self.relation(at) {
                "nsubj" | "csubj" => return None,
                "acl" if !self.is_infinitive(at) => return self.names(above).then_some(above),
                // Nobody in the sentence has what its members are told of.
                "nmod" if Tells::Member.is_told_by(&self.lower(above)) => return None,
                "nmod"
                    if self.names(above)
                        && !self.is_counted(above)
                        && !is_sum(&self.lower(above))
                        && self.kid(above, "cop").is_none() =>
                {
                    return Some(above);
                }
                _ => {}
            }
            if let Some(controller) = self.controller(at, above) {
                return Some(controller);
            }
            if let Some(subject) = self.subject(above).filter(|&k| k != at) {
                let named = self.named_subject(subject, above);
                if named.is_some() {
                    return named;
                }
                if !self.is_third(subject) || !matches!(self.relation(above), "ccomp" | "advcl") {
                    return None;
                }
            }
            at = above;
        }
        None
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        self.kids(verb).any(|k| self.relation(k) == "mark" && self.lower(k) == "to")
    }
}

/// Nouns that only say how much: "a total of 200", "the age of 21".
fn is_sum(word: &str) -> bool {
    Tells::Sum.is_told_by(word)
}

/// "$5 for the year", "9 litres of a year": when, not of what.
fn is_time(word: &str) -> bool {
    crate::time::is_unit(word) || Tells::Time.is_told_by(word)
}
