//! Speech verbs that stand behind what is said and before who says it.
//!
//! "…," explained the Danish envoy X. "…, believes in this matter X, a Y expert."
//! Parsers often take the subject of the speech for that of the verb, so word
//! order decides here.

use super::{attribution::Attribution, clause::Clause, lexicon::Frames};
use wirefold_report::Upos;

impl Clause<'_> {
    /// The attribution of an inverted verb at word `i`.
    pub(super) fn tag(&self, i: usize, frames: &Frames) -> Option<Attribution> {
        if !frames.clause || !self.is_finite(i) || !self.closes_speech(i) || !self.lacks_subject(i) {
            return None;
        }
        let (first, last) = self.phrase_after(i)?;
        let mut content: Vec<usize> = (0..self.speech_end(i)).collect();
        content.retain(|&w| !self.is_lead_in(w));
        let source: Vec<usize> = (first..=self.with_apposition(first, last)).collect();
        Some(Attribution {
            sentence: self.sentence,
            content,
            cue: vec![i],
            source,
            speaker: Some(last),
            speech: frames.speech,
        })
    }

    fn is_finite(&self, i: usize) -> bool {
        matches!(self.tree.words[i].xpos.as_ref(), "VBD" | "VBZ" | "VBP")
    }

    /// "And", "But" at the start belong to the report.
    fn is_lead_in(&self, w: usize) -> bool {
        w == 0 && self.tree.words[w].upos == Upos::Cconj
    }

    /// One past the last word of what is said before the verb.
    fn speech_end(&self, i: usize) -> usize {
        let verb = |w: usize| {
            self.tree.words[w].upos == Upos::Verb
                && super::lexicon::verb(&self.tree.words[w].lemma, &self.lower(w)).is_some()
        };
        (0..i).rev().find(|&w| !verb(w)).map_or(0, |w| w + 1)
    }

    /// Whether a comma or closing mark stands before the verb (or before another
    /// verb of speech beside it, as careless translations have it).
    fn closes_speech(&self, i: usize) -> bool {
        let Some(before) = self.speech_end(i).checked_sub(1) else { return false };
        let word = self.tree.words[before].span.of(self.text);
        matches!(word, "," | "”" | "\"" | "''" | "’" | "»" | "'" | "!" | "?" | "–" | "—")
    }

    /// Whether the verb has no subject before it, or one that another finite verb follows.
    fn lacks_subject(&self, i: usize) -> bool {
        let Some(subject) =
            self.tree.children(i).iter().copied().find(|&c| c < i && self.tree.is(c, &["nsubj"]))
        else {
            return self.tree.child(i, &["aux", "aux:pass"]).is_none()
                && !self.tree.is(i, &["conj", "advcl", "acl", "acl:relcl", "xcomp"]);
        };
        let own = self.tree.below(subject, |_| false);
        (subject + 1..i).any(|w| {
            let finite = matches!(self.tree.words[w].xpos.as_ref(), "VBD" | "VBZ" | "VBP" | "MD");
            finite && own.binary_search(&w).is_err()
        })
    }

    /// The noun phrase after the verb, past a prepositional phrase.
    fn phrase_after(&self, i: usize) -> Option<(usize, usize)> {
        const REACH: usize = 8;
        let words = self.tree.words;
        let mut at = i + 1;
        while at < words.len() && matches!(words[at].upos, Upos::Adp | Upos::Adv) {
            let head = self.tree.head(at).filter(|&h| h > at && words[at].upos == Upos::Adp);
            at = head.map_or(at + 1, |h| h + 1);
        }
        let nominal = |w: usize| {
            matches!(words[w].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det)
                || (words[w].upos == Upos::Part && words[w].xpos == "POS")
        };
        if at > i + REACH || at >= words.len() {
            return None;
        }
        if words[at].upos == Upos::Pron {
            return matches!(words[at].xpos.as_ref(), "PRP").then_some((at, at));
        }
        let end = (at..words.len()).find(|&w| !nominal(w)).unwrap_or(words.len());
        let head = (at..end).rev().find(|&w| matches!(words[w].upos, Upos::Noun | Upos::Propn))?;
        let clause = (end..words.len()).any(|w| {
            matches!(words[w].xpos.as_ref(), "VBD" | "VBZ" | "VBP" | "MD")
                && self.tree.child(w, &["nsubj"]).is_some_and(|s| (at..end).contains(&s))
        });
        (!clause).then_some((at, head))
    }

    /// Where the source ends with the phrases that belong to it.
    fn with_apposition(&self, first: usize, last: usize) -> usize {
        let belongs = |c: usize| self.tree.is(c, &["appos", "nmod", "acl:relcl", "flat", "conj"]) && c > last;
        let mut end = last;
        for w in first..=last {
            for &c in self.tree.children(w).iter().filter(|&&c| belongs(c)) {
                end = end.max(self.tree.below(c, |_| false).last().copied().unwrap_or(c));
            }
        }
        while end > last
            && self.tree.words[end].upos == Upos::Punct
            && self.tree.words[end].span.of(self.text) != ")"
        {
            end -= 1;
        }
        end
    }
}
