//! What verbs of the present look back on or wait for: "denies killing them on Monday"
//! dates the killing, not the denial.

use wirefold_report::Upos;

use super::lexicon::{self, Led};
use super::meaning::Tense;
use super::tense::Tree;

impl Tree<'_> {
    /// The tense of a date below the verb of the present at `verb`, where it dates what the verb speaks of.
    /// `first` is the date's first word, `top` its topmost.
    pub(super) fn spoken_of(&self, verb: usize, first: usize, top: usize) -> Option<Tense> {
        let is = |class| self.is_of(class, verb);
        // "Polls show the party winning on Sunday".
        let foresees = || is(Led::Foresees) || self.near_children(verb).any(|k| self.foretells(k));
        // "On Monday the army denies it": that day it does so.
        if first <= verb || foresees() {
            return None;
        }
        let between = || (verb + 1..first).filter(|&k| self.belongs(k, verb));
        let done = |k: usize| self.is_done(k) || self.is_gerund(k);
        let is_meeting = |k: usize| self.sentence.words[k].upos == Upos::Noun && self.is_of(Led::Meeting, k);
        let awaits = is(Led::Awaits) && between().any(is_meeting);
        if awaits {
            return (!between().any(done)).then_some(Tense::Future);
        }
        let hangs_on_it = self.up(top, verb).any(|k| self.is_done(k));
        let after_it = || self.is_state(verb) && between().any(|k| self.is_done(k) && self.is_after(k));
        let is_it = || self.is_state(verb) && self.is_done(verb);
        let back = hangs_on_it || is_it() || after_it() || is(Led::Back) && between().any(done);
        back.then_some(Tense::Past)
    }

    /// Whether an infinitive says what somebody did something for: "crossed the border to attack a village".
    pub(super) fn is_purpose(&self, i: usize) -> bool {
        let words = &self.sentence.words;
        let did = words[i].head.filter(|_| words[i].relation() == "advcl" && words[i].xpos != "VBG");
        did.is_some_and(|verb| self.predicate(verb) == Some(Tense::Past) && !self.is_planned(verb))
    }

    /// Whether somebody told what was going on or would be: "said he was cancelling rallies this weekend".
    pub(super) fn is_told_as_going_on(&self, i: usize) -> bool {
        let word = &self.sentence.words[i];
        let told = word.head.filter(|_| word.relation() == "ccomp" && word.xpos == "VBG");
        let was = || self.near_children(i).any(|k| matches!(self.lower(k).as_str(), "was" | "were"));
        told.is_some_and(|verb| self.predicate(verb) == Some(Tense::Past)) && was()
    }

    /// Whether a clause without a tense of its own went with what the verb above it tells, or before:
    /// "after taking office in January, he signed".
    pub(super) fn went_along(&self, i: usize) -> bool {
        const WITH: [&str; 5] = ["after", "since", "when", "while", "upon"];
        let word = &self.sentence.words[i];
        let mut marks = self.near_children(i).filter(|&k| self.sentence.words[k].relation() == "mark");
        word.xpos == "VBG"
            && word.relation() == "advcl"
            && marks.all(|mark| WITH.contains(&self.lower(mark).as_str()))
    }

    /// The words from `from` up to `to`, without `to`.
    fn up(&self, from: usize, to: usize) -> impl Iterator<Item = usize> + '_ {
        const HIGHEST: usize = 12;
        let words = &self.sentence.words;
        let steps = std::iter::successors(words[from].head, move |&at| words[at].head);
        steps.take(HIGHEST).take_while(move |&at| at != to)
    }

    /// Whether a word lies below the verb with no other predicate on the way.
    fn belongs(&self, word: usize, verb: usize) -> bool {
        let is_predicate = |k: usize| self.predicate(k).is_some();
        let mut way = self.up(word, verb);
        let reaches = self.sentence.words[word].head == Some(verb)
            || self.up(word, verb).last().is_some_and(|last| self.sentence.words[last].head == Some(verb));
        reaches && !is_predicate(word) && !way.any(is_predicate)
    }

    fn is_done(&self, k: usize) -> bool {
        self.sentence.words[k].upos == Upos::Noun && lexicon::leads(Led::Done, &self.lower(k))
    }

    /// Whether a word is of that class by its lemma.
    fn is_of(&self, class: Led, k: usize) -> bool {
        lexicon::leads(class, &self.sentence.words[k].lemma.to_lowercase())
    }

    fn foretells(&self, k: usize) -> bool {
        self.sentence.words[k].relation() == "nsubj" && self.is_of(Led::Foresees, k)
    }

    fn is_gerund(&self, k: usize) -> bool {
        let word = &self.sentence.words[k];
        word.xpos == "VBG" && matches!(word.relation(), "xcomp" | "ccomp" | "advcl")
    }

    /// Whether the verb "to be" tells of a word, so that nobody does anything that day.
    fn is_state(&self, word: usize) -> bool {
        self.near_children(word).any(|k| self.sentence.words[k].relation() == "cop")
    }

    fn is_after(&self, noun: usize) -> bool {
        let is_case = |&k: &usize| self.sentence.words[k].relation() == "case";
        self.near_children(noun)
            .filter(is_case)
            .any(|k| matches!(self.lower(k).as_str(), "after" | "following" | "since"))
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tense::tests::executed;

    #[test]
    fn what_is_spoken_of_lies_behind_or_ahead() {
        executed(include_str!("cases/present.conllu"));
    }
}
