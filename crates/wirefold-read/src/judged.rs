//! Whose "its" is behind a word of judgement: in "Kenya fined the firm for its raid" the raid is the firm's.
//!
//! Whoever is blamed, punished, thanked or praised for a deed did it, however near the one who judges stands: control by
//! the object. Names in a row of deeds go on in the same way ("Kenya's raid and its war").

use crate::base::bases;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};
use wirefold_report::{Upos, Word};

/// How far from a word those that hang on it are looked for.
const NEAR: usize = 40;
/// How many conjuncts are followed to the first.
const CLIMB: usize = 4;

static WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../data/entity/judged.txt").lines();
    let classes = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    classes.map(|(class, words)| (class, words.split(", ").collect())).collect()
});

/// A sentence's words, for asking who is judged in it.
#[derive(Clone, Copy)]
pub(crate) struct Judgement<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
}

impl Judgement<'_> {
    /// The word for whoever a possessive ("its", "their", "his") means, where grammar settles it.
    pub(crate) fn owner(self, possessive: usize) -> Option<usize> {
        let own = self.lower(possessive);
        if self.words[possessive].deprel != "nmod:poss"
            || !matches!(own.as_str(), "its" | "their" | "his" | "her")
        {
            return None;
        }
        let deed = self.head(possessive)?;
        let joined = self.owner_beside(deed).filter(|_| own == "its");
        joined.or_else(|| self.judged(deed)).or_else(|| self.told(deed)).filter(|&w| w != possessive)
    }

    /// The word for whoever is judged for a deed, which is a noun or a participle ("for *invading*").
    pub(crate) fn judged(self, deed: usize) -> Option<usize> {
        let top = self.first(deed);
        let over = self.opening(top)?;
        let above = self.head(top)?;
        self.by_verb(above, top, &over)
            .or_else(|| self.by_noun(above, top, &over))
            .or_else(|| self.is_judged_itself(above, &over).then_some(above))
            .filter(|&found| found < top)
            .or_else(|| self.led(above).filter(|_| matches!(&*over, "for" | "over" | "because")))
    }

    /// "Thanked Kenya *for* …", "imposed sanctions on Kenya *over* …".
    fn by_verb(self, verb: usize, deed: usize, over: &str) -> Option<usize> {
        if self.words[verb].upos != Upos::Verb {
            return None;
        }
        let blames = self.is(verb, "judge") && matches!(over, "for" | "over" | "because");
        if blames || self.is(verb, "ask") && matches!(over, "about" | "over" | "on") {
            return self.patient(verb).or_else(|| self.struck(verb));
        }
        let after = over == "after" && self.is(deed, "deed");
        let penalty = |k: &usize| {
            matches!(self.words[*k].relation(), "obj" | "nsubj") && self.is(*k, "penalty") && *k < deed
        };
        let penalty = self.kids(verb).find(penalty).or_else(|| {
            self.head(verb).filter(|&h| self.words[verb].deprel == "acl" && self.is(h, "penalty"))
        })?;
        let found = self.struck(penalty).or_else(|| self.struck(verb));
        found.filter(|_| after || matches!(over, "for" | "over" | "because"))
    }

    /// "Sanctions on Kenya *for* …", "bombed Kenya in revenge *for* …".
    fn by_noun(self, noun: usize, deed: usize, over: &str) -> Option<usize> {
        if self.is(noun, "penalty") && (matches!(over, "for" | "over" | "because") || self.is(deed, "deed")) {
            let carrier = self.head(noun).filter(|&v| self.words[v].upos == Upos::Verb);
            return self.struck(noun).or_else(|| self.struck(carrier?));
        }
        if !self.is(noun, "answer") || !matches!(over, "for" | "to") {
            return None;
        }
        let verb = self.head(noun).filter(|&v| self.words[v].upos == Upos::Verb && v < noun)?;
        let found = self.struck(noun).or_else(|| self.struck(verb)).or_else(|| self.patient(verb));
        found.filter(|&w| self.words[w].upos == Upos::Propn)
    }

    /// Where the tree hangs the deed on whoever is judged for it.
    fn is_judged_itself(self, word: usize, over: &str) -> bool {
        let above = self.head(word).filter(|_| matches!(over, "for" | "over"));
        let object = matches!(self.words[word].relation(), "obj" | "iobj");
        let on = self.opening(word).is_some_and(|p| falls_on(&p));
        above.is_some_and(|h| object && self.is(h, "judge") || on && self.is(h, "penalty"))
    }

    /// "Told Kenya that its war *must* end": whoever is told is meant.
    fn told(self, deed: usize) -> Option<usize> {
        let clause = self.head(deed).filter(|_| self.words[deed].relation() == "nsubj")?;
        let says = self.head(clause).filter(|_| self.words[clause].relation() == "ccomp")?;
        let must = |k: usize| {
            self.words[k].relation() == "aux" && matches!(self.lower(k).as_str(), "must" | "should")
        };
        let demands = self.is(says, "tell") && self.kids(clause).any(must);
        self.patient(says).filter(|&w| demands && w < deed)
    }

    /// "*Kenya*'s raid and its war".
    fn owner_beside(self, deed: usize) -> Option<usize> {
        let first = self.first(deed);
        let named = |k: &usize| {
            self.words[*k].deprel == "nmod:poss" && self.words[*k].upos == Upos::Propn && *k < first
        };
        self.kids(first).find(named).filter(|_| first < deed)
    }

    /// "Sanctioned by the West because of its raid, *Kenya* has …".
    fn led(self, verb: usize) -> Option<usize> {
        let leads =
            self.words[verb].xpos == "VBN" && self.words[verb].deprel == "advcl" && self.is(verb, "judge");
        let main = self.head(verb).filter(|&main| leads && verb < main)?;
        let subject = |k: &usize| matches!(&*self.words[*k].deprel, "nsubj" | "nsubj:pass");
        self.kids(main).find(subject).map(|subject| self.antecedent(subject))
    }

    /// To whom a verb is done, or one that it is joined to: "was arrested and *fined* for his …".
    fn patient(self, verb: usize) -> Option<usize> {
        let first = || Some(self.first(verb)).filter(|&v| v < verb && self.words[verb].xpos == "VBN");
        self.own_patient(verb).or_else(|| self.own_patient(first()?))
    }

    /// A verb's object, or the subject of a passive.
    fn own_patient(self, verb: usize) -> Option<usize> {
        let within = |relations: &[&str], k: usize| relations.contains(&&*self.words[k].deprel);
        let passive = self.kids(verb).any(|k| within(&["nsubj:pass", "aux:pass"], k));
        let reduced = !passive
            && self.words[verb].xpos == "VBN"
            && self.words[verb].deprel == "acl"
            && self.kids(verb).all(|k| self.words[k].relation() != "nsubj");
        if reduced {
            return self.head(verb);
        }
        let found = if passive {
            self.kids(verb).find(|&k| within(&["nsubj:pass", "nsubj"], k))
        } else {
            let object = |relation: &str| {
                self.kids(verb).find(|&k| self.words[k].relation() == relation && self.opening(k).is_none())
            };
            // The tree may take an object for a second subject.
            let late = || self.kids(verb).find(|&k| k > verb && self.words[k].deprel == "nsubj");
            object("iobj").or_else(|| object("obj")).or_else(late)
        };
        found.map(|word| self.antecedent(word))
    }

    /// Upon whom something falls: "*on* Kenya", "*against* Kenya", and if it is a name "*of* Kenya".
    fn struck(self, word: usize) -> Option<usize> {
        let hangs = |k: &usize| matches!(self.words[*k].relation(), "obl" | "nmod" | "obj" | "iobj");
        let named = |k: usize| self.words[k].upos == Upos::Propn;
        self.kids(word)
            .filter(hangs)
            .find(|&k| self.opening(k).is_some_and(|p| k > word && (falls_on(&p) || p == "of" && named(k))))
    }

    /// What "which" or "who" stands for.
    fn antecedent(self, word: usize) -> usize {
        let relative = self.words[word].xpos.starts_with('W');
        let clause = self.head(word).filter(|&v| relative && self.words[v].deprel == "acl:relcl");
        clause.and_then(|v| self.head(v)).unwrap_or(word)
    }

    /// The first of those that a word is joined to.
    fn first(self, word: usize) -> usize {
        let joined = |&w: &usize| self.head(w).filter(|&h| self.words[w].relation() == "conj" && h < w);
        std::iter::successors(Some(word), joined).take(CLIMB).last().unwrap_or(word)
    }

    /// The preposition or conjunction that opens a phrase.
    fn opening(self, word: usize) -> Option<String> {
        let opens = |k: &usize| matches!(self.words[*k].relation(), "case" | "mark") && *k < word;
        self.kids(word).find(opens).map(|k| self.lower(k)).filter(|form| form != "to" || self.is_noun(word))
    }

    fn is_noun(self, word: usize) -> bool {
        matches!(self.words[word].upos, Upos::Noun | Upos::Propn)
    }

    fn is(self, word: usize, class: &str) -> bool {
        let Some(words) = WORDS.get(class) else { return false };
        let form = self.lower(word);
        words.contains(&*self.words[word].lemma) || bases(&form).iter().any(|base| words.contains(&**base))
    }

    fn lower(self, word: usize) -> String {
        self.words[word].span.of(self.text).to_lowercase()
    }

    fn head(self, word: usize) -> Option<usize> {
        self.words[word].head.filter(|&head| head < self.words.len() && head != word)
    }

    fn kids(self, word: usize) -> impl Iterator<Item = usize> {
        let near = word.saturating_sub(NEAR)..self.words.len().min(word + NEAR);
        near.filter(move |&k| self.words[k].head == Some(word))
    }
}

fn falls_on(preposition: &str) -> bool {
    matches!(preposition, "on" | "against" | "upon" | "at")
}
