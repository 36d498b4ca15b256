//! Attributions that the tree of a sentence shows.

use super::{
    attribution::Attribution,
    lexicon::{self, Frames},
    marks::Marks,
};
use crate::entity::tree::{Tree, lower};
use wirefold_report::Upos;

/// A sentence on the way to its attributions.
pub(super) struct Clause<'a> {
    pub(super) text: &'a str,
    pub(super) tree: &'a Tree<'a>,
    pub(super) marks: &'a Marks,
    pub(super) sentence: usize,
}

/// No sentence of a report is longer; what is (tables, encoded data) has no tree
/// worth reading.
const LONGEST: usize = 600;

/// The attributions of one sentence, in order of their cues.
pub(super) fn attributions(clause: &Clause<'_>) -> Vec<Attribution> {
    let words = clause.tree.words;
    if words.len() > LONGEST {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let lemma = word.lemma.to_lowercase();
        let one = match word.upos {
            _ if clause.is_according(i) => clause.according(i),
            Upos::Verb => lexicon::verb(&lemma, &clause.lower(i)).and_then(|frames| clause.verb(i, frames)),
            Upos::Noun if lexicon::is_noun(&lemma) => clause.noun(i),
            _ => None,
        };
        found.extend(one.filter(|a| !a.content.is_empty()));
    }
    let sounded = clause.sounded();
    let known = |a: &Attribution| found.iter().any(|f| f.cue.iter().any(|w| a.cue.contains(w)));
    let sounded = sounded.filter(|a| !known(a));
    found.extend(sounded);
    let loose = clause.fragments(&found);
    found.extend(loose);
    found
}

impl Clause<'_> {
    pub(super) fn lower(&self, i: usize) -> String {
        lower(self.text, &self.tree.words[i])
    }

    fn is(&self, i: usize, sign: &str) -> bool {
        self.tree.words[i].span.of(self.text) == sign
    }

    pub(super) fn all_below(&self, i: usize) -> Vec<usize> {
        self.tree.below(i, |_| false)
    }

    /// A verb with what it attributes to its subject.
    fn verb(&self, i: usize, frames: &Frames) -> Option<Attribution> {
        if let Some(tag) = self.tag(i, frames) {
            return Some(tag);
        }
        if frames.unowned {
            return self.unowned(i);
        }
        let passive = self.is_passive(i);
        if passive && frames.naming {
            return None;
        }
        let (mut content, mut cue_end) = self.content(i, frames, passive)?;
        self.drop_circumstances(i, &mut content);
        let subject = self.subject(i, passive);
        let mut source = subject.map(|s| self.source(s)).unwrap_or_default();
        source.retain(|&w| !content.contains(&w) && subject.is_some_and(|s| (w < i) == (s < i)));
        let mut cue = self.verb_group(i);
        if cue_end < i {
            cue_end = i;
        }
        cue.extend((i + 1..=cue_end).filter(|w| !content.contains(w) && !source.contains(w)));
        cue.retain(|w| !source.contains(w) && !content.contains(w));
        let speaker = subject.filter(|_| !source.is_empty());
        Some(Attribution { sentence: self.sentence, content, cue, source, speaker, speech: frames.speech })
    }

    /// "X seems to win": nobody says so but the report.
    fn unowned(&self, i: usize) -> Option<Attribution> {
        let rest = self.tree.child(i, &["xcomp"]).filter(|&x| x > i)?;
        let subject = self.tree.child(i, &["nsubj"])?;
        let mut content = self.source(subject);
        content.extend(self.all_below(rest));
        let cue = self.verb_group(i);
        content.retain(|w| !cue.contains(w));
        Some(Attribution { sentence: self.sentence, content, cue, ..Attribution::default() })
    }

    pub(super) fn is_passive(&self, i: usize) -> bool {
        self.tree.child(i, &["aux:pass", "nsubj:pass"]).is_some()
            || (self.tree.words[i].xpos == "VBN"
                && self.tree.is(i, &["acl"])
                && self.tree.child(i, &["aux", "nsubj"]).is_none())
    }

    /// What the verb attributes, and the last word of its cue.
    fn content(&self, i: usize, frames: &Frames, passive: bool) -> Option<(Vec<usize>, usize)> {
        if passive {
            return self.passive(i, frames).map(|content| (content, i));
        }
        let complement = self.tree.child(i, &["ccomp"]);
        if let Some(c) = complement.filter(|_| frames.clause && (frames.speech || !self.is_bare(i))) {
            return Some((self.clause_words(c), i));
        }
        if let Some(content) = self.around(i).filter(|_| frames.speech) {
            return Some((content, i));
        }
        if let Some((content, last)) = self.prepositional(i, frames) {
            return Some((content, last));
        }
        let infinitive = self.tree.child(i, &["xcomp"]).filter(|&x| self.is_infinitive(x));
        let object = self.tree.child(i, &["obj"]).filter(|&o| o > i);
        if let Some(x) = infinitive.filter(|_| frames.infinitive || frames.addressee) {
            // "urged X to stop" is about X; "told X to stop" is said to X.
            let asked = object.filter(|&o| o < x && (frames.request || !frames.addressee));
            let mut content = asked.map(|o| self.all_below(o)).unwrap_or_default();
            content.extend(self.all_below(x));
            return Some((content, i));
        }
        if self.is_bare(i) {
            return None;
        }
        let object = object.filter(|&o| {
            frames.object && !self.is_mere_name(i, o) || frames.quoted && self.holds_quotation(i, o)
        });
        if let Some(o) = object {
            return Some((self.object(i, o), i));
        }
        (frames.speech).then(|| self.beside(i)).flatten().map(|content| (content, i))
    }

    /// A clause without the conjunction that joins it to one before.
    fn clause_words(&self, c: usize) -> Vec<usize> {
        let words = self.all_below(c);
        let joined = words.first().is_some_and(|&w| self.tree.is(w, &["cc"]));
        words.into_iter().skip(usize::from(joined)).collect()
    }

    /// Whether the verb is an infinitive: what somebody is to say is seldom what they say.
    pub(super) fn is_bare(&self, i: usize) -> bool {
        self.tree.words[i].xpos == "VB" && self.tree.child(i, &["aux"]).is_none()
    }

    fn is_infinitive(&self, x: usize) -> bool {
        self.tree.children(x).iter().any(|&c| self.lower(c) == "to" && self.tree.is(c, &["mark"]))
    }

    /// "X was accused of lying", "X is expected to win": the subject and what is said of it.
    fn passive(&self, i: usize, frames: &Frames) -> Option<Vec<usize>> {
        if let Some(c) = self.tree.child(i, &["ccomp", "csubj"]).filter(|_| frames.clause) {
            return Some(self.all_below(c));
        }
        if frames.addressee {
            return None;
        }
        let subject =
            self.tree.child(i, &["nsubj:pass"]).filter(|&s| self.tree.words[s].upos != Upos::Pron)?;
        let rest = self.tree.child(i, &["xcomp"]);
        if !(frames.object || (frames.infinitive && rest.is_some())) {
            return None;
        }
        let mut content = self.all_below(subject);
        content.extend(rest.map(|r| self.all_below(r)).unwrap_or_default());
        Some(content)
    }

    /// The clause that the verb stands in as a parenthesis: "It rained, X said, all day."
    fn around(&self, i: usize) -> Option<Vec<usize>> {
        let head = self.tree.head(i)?;
        let bare = self.tree.child(i, &["obj", "ccomp", "xcomp"]).is_none();
        let as_clause = self.tree.is(i, &["advcl"])
            && self
                .tree
                .children(i)
                .iter()
                .any(|&c| self.tree.is(c, &["mark", "advmod"]) && self.lower(c) == "as");
        let aside = self.tree.is(i, &["parataxis"]) || (self.tree.is(i, &["ccomp"]) && self.inverted(i));
        if !bare || !(aside || as_clause) {
            return None;
        }
        Some(self.tree.below(head, |c| c == i))
    }

    /// After a quotation and its verb, what stands outside of the marks tells how
    /// and when it was said.
    fn drop_circumstances(&self, i: usize, content: &mut Vec<usize>) {
        let quoted = |w: usize| self.marks.around(self.tree.words[w].span).is_some();
        let before =
            content.iter().rev().find(|&&w| w < i && self.tree.words[w].upos != Upos::Punct).copied();
        if before.is_some_and(quoted) {
            content.retain(|&w| w < i || quoted(w));
        }
    }

    /// Whether the subject follows the verb.
    fn inverted(&self, i: usize) -> bool {
        self.tree.child(i, &["nsubj"]).is_some_and(|s| s > i)
    }

    /// "called for X", "accused Y of X": the object of the preposition. The cue
    /// reaches up to the preposition.
    fn prepositional(&self, i: usize, frames: &Frames) -> Option<(Vec<usize>, usize)> {
        let fits = |c: usize| frames.prepositions.contains(&self.lower(c).as_str());
        for &o in self
            .tree
            .children(i)
            .iter()
            .filter(|&&o| o > i && self.tree.is(o, &["obl", "advcl", "xcomp", "nmod"]))
        {
            let Some(case) = self
                .tree
                .children(o)
                .iter()
                .copied()
                .find(|&c| self.tree.is(c, &["case", "mark"]) && fits(c))
            else {
                continue;
            };
            let mut content: Vec<usize> = self.all_below(o).into_iter().filter(|&w| w > case).collect();
            content.extend(self.tail(i, o));
            content.sort_unstable();
            content.dedup();
            let last = if case == i + 1 { case } else { i };
            return Some((content, last));
        }
        None
    }

    /// An infinitive that completes an object: "called on X to stop".
    fn tail(&self, i: usize, o: usize) -> Vec<usize> {
        let next =
            self.tree.children(i).iter().copied().find(|&c| c > o && self.tree.is(c, &["xcomp", "advcl"]));
        next.filter(|&x| self.is_infinitive(x)).map(|x| self.all_below(x)).unwrap_or_default()
    }

    /// The object with what completes it: "described X as Y", "blamed X for Y".
    fn object(&self, i: usize, o: usize) -> Vec<usize> {
        let completes = |c: usize| {
            let case = self.tree.children(c).iter().copied().find(|&k| self.tree.is(k, &["case", "mark"]));
            let word = case.map(|k| self.lower(k)).unwrap_or_default();
            match self.tree.words[c].relation() {
                "xcomp" | "obj" | "ccomp" => true,
                "obl" | "advcl" => matches!(word.as_str(), "as" | "for" | "of" | "with"),
                _ => false,
            }
        };
        let mut content = self.all_below(o);
        for &c in self.tree.children(i).iter().filter(|&&c| c > o && completes(c)) {
            content.extend(self.all_below(c));
        }
        content.sort_unstable();
        content.dedup();
        content
    }

    /// Whether a quotation stands in the object or in what completes it.
    fn holds_quotation(&self, i: usize, o: usize) -> bool {
        self.object(i, o).iter().any(|&w| self.marks.around(self.tree.words[w].span).is_some())
    }

    /// Whether the object is somebody's name and no more, told by the way: "Chad,
    /// which supports Mali" has not said "Mali".
    fn is_mere_name(&self, i: usize, o: usize) -> bool {
        let named = self.tree.words[o].upos == Upos::Propn;
        let aside = self.tree.words[i].xpos == "VBG" || self.tree.is(i, &["acl:relcl"]);
        named && aside && !self.holds_quotation(i, o) && self.object(i, o).len() == self.all_below(o).len()
    }

    /// Words of this sentence in a quotation that the verb itself is not part of:
    /// where the tree does not join them, their neighbourhood does.
    fn beside(&self, i: usize) -> Option<Vec<usize>> {
        let words = self.tree.words;
        let own = self.marks.around(words[i].span).map(|(n, _)| n);
        let quoted: Vec<usize> = (0..words.len())
            .filter(|&w| self.marks.around(words[w].span).is_some_and(|(n, _)| Some(n) != own))
            .collect();
        (own.is_none() && quoted.len() > 1).then_some(quoted)
    }

    /// Who says it: the subject, the agent of a passive, or the subject of the
    /// verb that this one depends on ("he spoke, saying …", "he left and said …").
    pub(super) fn subject(&self, i: usize, passive: bool) -> Option<usize> {
        if passive {
            return self.tree.child(i, &["obl:agent"]).or_else(|| self.by_phrase(i));
        }
        let subjects = |&c: &usize| self.tree.is(c, &["nsubj", "csubj"]);
        let nearest =
            self.tree.children(i).iter().copied().filter(subjects).min_by_key(|&c| (c > i, c.abs_diff(i)));
        if nearest.is_some() {
            return nearest;
        }
        let mut at = i;
        for _ in 0..4 {
            let head = self.tree.head(at)?;
            if self.tree.is(at, &["acl"]) {
                return Some(head);
            }
            if !self.tree.is(at, &["conj", "xcomp", "advcl"]) {
                return None;
            }
            let object = self.tree.child(head, &["obj"]).filter(|_| self.tree.is(at, &["xcomp"]));
            if let Some(subject) = object.or_else(|| self.tree.child(head, &["nsubj"])) {
                return Some(subject);
            }
            at = head;
        }
        None
    }

    fn by_phrase(&self, i: usize) -> Option<usize> {
        let by = |o: usize| {
            self.tree.children(o).iter().any(|&c| self.tree.is(c, &["case"]) && self.lower(c) == "by")
        };
        self.tree.children(i).iter().copied().find(|&o| self.tree.is(o, &["obl"]) && by(o))
    }

    /// The whole noun phrase of a source, without its preposition.
    pub(super) fn source(&self, s: usize) -> Vec<usize> {
        let clausal = |c: usize| self.tree.is(c, &["case", "cc", "parataxis", "acl:relcl", "cop", "punct"]);
        let mut words =
            self.tree.below(s, |c| self.tree.head(c) == Some(s) && clausal(c) && !self.closes(s, c));
        while words
            .last()
            .is_some_and(|&w| w > s && self.tree.words[w].upos == Upos::Punct && !self.is(w, ")"))
        {
            words.pop();
        }
        // The name after a title may hang elsewhere.
        while let Some(next) = words.last().map(|&w| w + 1).filter(|&w| self.is_name_after(s, w)) {
            words.push(next);
        }
        words
    }

    fn is_name_after(&self, s: usize, w: usize) -> bool {
        let common = self.tree.words[s].upos == Upos::Noun && w > s;
        common && self.tree.words.get(w).is_some_and(|word| word.upos == Upos::Propn)
    }

    /// Punctuation inside the phrase stays ("X, the mayor, said").
    fn closes(&self, s: usize, c: usize) -> bool {
        self.tree.is(c, &["punct"]) && c > s
    }

    /// The verb with its auxiliaries and the adverbs between them.
    pub(super) fn verb_group(&self, i: usize) -> Vec<usize> {
        let part =
            |c: usize| self.tree.is(c, &["aux", "aux:pass", "advmod", "compound:prt"]) || self.is_negation(c);
        let mut first = i;
        while first > 0 && self.tree.head(first - 1) == Some(i) && part(first - 1) && first - 1 < i {
            first -= 1;
        }
        let mut last = i;
        while last + 1 < self.tree.words.len() && self.tree.is(last + 1, &["compound:prt"]) {
            last += 1;
        }
        (first..=last).collect()
    }

    fn is_negation(&self, c: usize) -> bool {
        matches!(self.lower(c).as_str(), "not" | "n't" | "n’t" | "never")
    }

    /// "his claim that …".
    fn noun(&self, i: usize) -> Option<Attribution> {
        let that = |c: usize| {
            self.tree.is(c, &["acl", "ccomp"])
                && !self.tree.is(c, &["acl:relcl"])
                && self
                    .tree
                    .children(c)
                    .iter()
                    .any(|&m| self.tree.is(m, &["mark"]) && self.lower(m) == "that")
        };
        let c = self.tree.children(i).iter().copied().find(|&c| c > i && that(c))?;
        let owner = self.tree.child(i, &["nmod:poss"]);
        let mut source = owner.map(|o| self.source(o)).unwrap_or_default();
        source.retain(|&w| !matches!(self.lower(w).as_str(), "'s" | "’s" | "'" | "’"));
        Some(Attribution {
            sentence: self.sentence,
            content: self.all_below(c),
            cue: vec![i],
            source,
            speaker: owner,
            speech: false,
        })
    }
}
