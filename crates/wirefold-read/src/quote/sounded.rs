//! Verbs that report speech because they stand beside a quotation: “…,” booms X.

use super::{attribution::Attribution, clause::Clause, marks::Part};
use wirefold_report::Upos;

/// How far behind the quotation the verb may stand.
const REACH: usize = 12;

impl Clause<'_> {
    /// The quotation at the head of this sentence, if it ends as speech does and runs into a
    /// verb and its subject with nothing else between.
    pub(super) fn sounded(&self) -> Option<Attribution> {
        let words = self.tree.words;
        let whole = words.first()?.span.cover(words.last()?.span);
        let (_, part) = self.marks.touching(whole).next()?;
        let before = self.text.get(whole.start as usize..part.outer.start as usize).unwrap_or_default();
        let heads = !before.contains(char::is_alphanumeric);
        (heads && self.runs_on(part)).then(|| self.sounded_after(part)).flatten()
    }

    /// Whether a quotation ends with a comma or a mark that lets the sentence go on.
    fn runs_on(&self, part: &Part) -> bool {
        let last = part.inner.of(self.text).trim_end().chars().next_back();
        let behind = self.text[part.outer.end as usize..].trim_start().chars().next();
        matches!(last, Some(',' | '!' | '?' | '—' | '–')) || behind == Some(',')
    }

    fn sounded_after(&self, part: &Part) -> Option<Attribution> {
        let words = self.tree.words;
        let inside = |w: usize| part.outer.contains(words[w].span);
        let behind = (0..words.len()).find(|&w| words[w].span.start >= part.outer.end)?;
        let first = (behind..words.len()).find(|&w| words[w].upos != Upos::Punct)?;
        let verb = (first..words.len().min(first + REACH)).find(|&w| self.is_sounding(w, part))?;
        let subject =
            self.tree.child(verb, &["nsubj"]).filter(|&s| s >= first && !words[s].xpos.starts_with('W'))?;
        let source = self.source(subject);
        let cue = self.verb_group(verb);
        let (&from, &to) = (source.first()?, source.last()?);
        let near = if from > verb { from == verb + 1 } else { from == first && to + 1 >= cue[0] };
        let content: Vec<usize> = (0..words.len()).filter(|&w| inside(w)).collect();
        (near && !content.is_empty()).then_some(Attribution {
            sentence: self.sentence,
            content,
            cue,
            source,
            speaker: Some(subject),
            speech: true,
        })
    }

    /// Whether a finite verb has no other object than what is quoted.
    fn is_sounding(&self, verb: usize, part: &Part) -> bool {
        let words = self.tree.words;
        let finite = matches!(words[verb].xpos.as_ref(), "VBD" | "VBZ" | "VBP");
        let outside = |w: usize| !part.outer.contains(words[w].span);
        let objects = ["obj", "ccomp", "xcomp", "iobj"];
        let other = self.tree.children(verb).iter().any(|&c| self.tree.is(c, &objects) && outside(c));
        words[verb].upos == Upos::Verb && finite && !other && !self.is_passive(verb)
    }
}
