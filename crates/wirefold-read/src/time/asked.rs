//! What verbs of the past put ahead: "invited them to talks on Tuesday" dates the
//! talks, not the invitation.

use wirefold_report::Upos;

use super::lexicon::{self, Led};
use super::meaning::Tense;
use super::tense::Tree;

impl Tree<'_> {
    /// The tense of a date below the verb of the past at `verb`, where it dates what the
    /// verb asks for. `first` is the date's first word, `above` what the date hangs on.
    pub(super) fn asked(&self, verb: usize, first: usize, above: Option<usize>) -> Option<Tense> {
        let words = &self.sentence.words;
        let asks = |class| lexicon::leads(class, &words[verb].lemma.to_lowercase());
        let fixes = asks(Led::Fixes);
        // "Postponed the summit to Friday", "summoned them for Friday".
        let deferred = asks(Led::Defers) && matches!(self.before(first).as_str(), "to" | "for");
        let summoned = asks(Led::Invites) && self.before(first) == "for";
        if verb < first && above == Some(verb) && (deferred || summoned) {
            return Some(Tense::Due);
        }
        // "On Tuesday, he invited them"; "he had invited them": that day he did so.
        let other = verb >= first || self.near_children(verb).any(|k| self.lower(k) == "had");
        // "An apology for a raid on Monday": that is not what was asked for.
        let hangs = |on: usize| {
            on == verb
                || words[on].upos == Upos::Propn
                || lexicon::leads(Led::Meeting, &words[on].lemma.to_lowercase())
        };
        if other || !fixes && !asks(Led::Invites) || !above.is_some_and(hangs) {
            return None;
        }
        if fixes && self.before(first) == "for" {
            return Some(Tense::Due);
        }
        let between = |k: &usize| (verb..first).contains(k);
        let noun = |k: usize| {
            let noun = !matches!(words[k].relation(), "nsubj" | "nmod:poss");
            noun && lexicon::leads(Led::Meeting, &words[k].lemma.to_lowercase())
        };
        let meeting = self.near_children(verb).filter(between).any(noun);
        let invited =
            !fixes && (verb + 1..first).any(|k| words[k].relation() == "case" && self.lower(k) == "to");
        (meeting || invited).then_some(Tense::Asked)
    }

    fn before(&self, word: usize) -> String {
        word.checked_sub(1).map_or_else(String::new, |before| self.lower(before))
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tense::tests::executed;

    #[test]
    fn what_is_asked_for_is_not_when_it_was_asked() {
        executed(include_str!("cases/asked.conllu"));
    }
}
