//! Words in quotation marks inside a sentence that no verb of the lists takes.

use super::{attribution::Attribution, clause::Clause, spread::is_speech};
use wirefold_report::Upos;

impl Clause<'_> {
    /// Words in quotation marks inside a sentence, which no verb of the lists takes,
    /// are taken by whatever verb governs them.
    pub(super) fn fragments(&self, found: &[Attribution]) -> Vec<Attribution> {
        let words = self.tree.words;
        let mut taken = vec![false; words.len()];
        found.iter().flat_map(|a| &a.content).for_each(|&w| taken[w] = true);
        let mut made = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((_, part)) = self.marks.around(words[at].span) else {
                at += 1;
                continue;
            };
            let end =
                (at..words.len()).find(|&w| words[w].span.start >= part.outer.end).unwrap_or(words.len());
            let speech = is_speech(self.text, words[0].span, part);
            // Before a name it describes somebody ("his “old friend” X").
            let epithet = words.get(end).is_some_and(|w| w.upos == Upos::Propn);
            if speech && !epithet && !taken[at..end].contains(&true) {
                made.extend(self.fragment(at, end));
            }
            at = end;
        }
        made
    }

    /// The quotation from word `first` to before `end` as part of what its governing verb tells.
    fn fragment(&self, first: usize, end: usize) -> Option<Attribution> {
        let top = self.tree.top_of(first..=end - 1);
        let mut below = top;
        let verb = self.tree.above(top).find(|&h| {
            let governs =
                !(first..end).contains(&h) && self.tree.words[h].upos == Upos::Verb && !self.is_bare(h);
            let complement = self.tree.is(below, &["obj", "obl", "ccomp", "xcomp"]) && below > h;
            if !(governs && complement) {
                below = h;
            }
            governs && complement
        })?;
        let subject = self.subject(verb, self.is_passive(verb))?;
        let source = self.source(subject);
        let cue = self.verb_group(verb);
        let mut content = self.all_below(below);
        if self.tree.is(below, &["obl"]) {
            let case =
                self.tree.children(below).iter().copied().filter(|&c| self.tree.is(c, &["case"])).max();
            content.retain(|&w| case.is_none_or(|case| w > case));
        }
        content.retain(|w| !source.contains(w) && !cue.contains(w));
        let whole = source.iter().all(|&w| !(first..end).contains(&w));
        (whole && !content.is_empty()).then_some(Attribution {
            sentence: self.sentence,
            content,
            cue,
            source,
            speaker: Some(subject),
            speech: false,
        })
    }
}
