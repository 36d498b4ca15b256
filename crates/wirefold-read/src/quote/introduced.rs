//! Who is about to speak: quotations that the sentence before, or the words before a
//! colon, lead up to.

use super::{lexicon, marks::Part, spread::Page};
use crate::entity::tree::Tree;
use wirefold_report::{EntityId, EntityKind, Span, Upos};

/// How many sentences may stand between two parts of what somebody says in one paragraph.
const LONGEST_ASIDE: usize = 2;

impl Page<'_> {
    /// “NAME: “…””, "NAME was blunt:" and then the quotation: whom the words before the
    /// colon are about.
    pub(super) fn before_colon(&self, at: usize, part: Part) -> Option<EntityId> {
        let (sentence, lead) = self.lead(at, part)?;
        let text = lead.of(self.text).trim_end().strip_suffix(':')?.trim_end();
        let lead = Span { start: lead.start, end: lead.start + u32::try_from(text.len()).ok()? };
        let own = |id: &EntityId| !self.names(part, *id);
        let within = || self.speakers.within(lead).filter(|m| own(&m.entity));
        let people = || within().filter(|m| m.kind == EntityKind::Person);
        let bodies = || within().filter(|m| m.named && m.kind == EntityKind::Organization);
        let last = || people().chain(bodies()).find(|m| m.named && m.span.end == lead.end);
        let found = self.subject(sentence, lead).filter(own).or_else(|| last().map(|m| m.entity));
        found.or_else(|| match people().next() {
            Some(_) => only(people().map(|m| m.entity)),
            None => only(bodies().filter(|m| self.is_source(sentence, m.span)).map(|m| m.entity)),
        })
    }

    /// Whether the words stand where a sentence names what it has from elsewhere: "as X
    /// reported", "according to X", "this from X".
    fn is_source(&self, sentence: usize, span: Span) -> bool {
        let tree = &self.trees[sentence];
        let mut words = (0..tree.words.len()).filter(|&i| span.contains(tree.words[i].span));
        words.any(|i| {
            let outside = tree.head(i).is_none_or(|h| !span.contains(tree.words[h].span));
            outside && tree.is(i, &["nsubj", "obl", "nmod"]) && !tree.is(i, &["nmod:poss"])
        })
    }

    /// What stands before a quotation in its sentence, or the sentence before it.
    fn lead(&self, at: usize, part: Part) -> Option<(usize, Span)> {
        let own = Span { start: self.sentences[at].span.start, end: part.outer.start };
        if own.start < own.end && !self.is_blank(own.start, own.end) {
            return Some((at, own));
        }
        let before = at.checked_sub(1)?;
        let near = self.sentences[before].block + 1 >= self.sentences[at].block;
        near.then(|| (before, self.sentences[before].span))
    }

    /// The entity that the main clause within some words of a sentence is about.
    fn subject(&self, sentence: usize, within: Span) -> Option<EntityId> {
        let tree = &self.trees[sentence];
        let inside = |i: usize| within.contains(tree.words[i].span);
        let root = (0..tree.words.len())
            .filter(|&i| inside(i))
            .find(|&i| tree.head(i).is_none_or(|h| !inside(h)))?;
        self.speakers.of_word(tree, tree.child(root, &["nsubj"])?)
    }

    /// Whom a quotation of whole sentences is by: the person whom the sentence before it
    /// tells of, or the body that has made a statement there.
    pub(super) fn told_of_before(&self, at: usize, part: Part) -> Option<EntityId> {
        let before = at.checked_sub(1)?;
        let near = self.sentences[before].block + 1 >= self.sentences[at].block;
        let tree = &self.trees[before];
        let root = (0..tree.words.len()).find(|&i| tree.head(i).is_none()).filter(|_| near)?;
        let told = self.marks.around(tree.words[root].span).is_none() && self.ends_as_sentence(part);
        let subject = tree.child(root, &["nsubj"]).filter(|_| told)?;
        let subject = self.speakers.of_word(tree, subject).filter(|&id| !self.names(part, id))?;
        let stated = || tree.child(root, &["obj"]).is_some_and(|o| is_statement(tree, root, o));
        (self.speakers.is_person(subject) || stated()).then_some(subject)
    }

    fn ends_as_sentence(&self, part: Part) -> bool {
        part.inner.of(self.text).trim_end().ends_with(['.', '!', '?', '…'])
    }

    /// Whether a quotation speaks of somebody by name, as nobody does of himself.
    pub(super) fn names(&self, part: Part, id: EntityId) -> bool {
        self.speakers.within(part.outer).any(|m| m.named && m.entity == id)
    }

    /// Whether the few sentences between two others speak of nobody else by name.
    pub(super) fn nobody_between(&self, first: usize, last: usize, but: Option<EntityId>) -> bool {
        let mut between = self.sentences[(first + 1).min(last)..last].iter();
        let other = |span: Span| {
            self.speakers
                .within(span)
                .any(|m| m.named && m.kind == EntityKind::Person && Some(m.entity) != but)
        };
        last - first <= LONGEST_ASIDE + 1 && between.all(|s| !other(s.span))
    }
}

/// "released a statement", "issued a letter": what follows is what it says.
fn is_statement(tree: &Tree<'_>, verb: usize, object: usize) -> bool {
    let made = lexicon::publishes(&tree.words[verb].lemma) && tree.words[verb].upos == Upos::Verb;
    made && lexicon::voice(&tree.words[object].lemma) == Some(lexicon::Voice::Text)
}

/// The one that all of them are.
fn only(mut all: impl Iterator<Item = EntityId>) -> Option<EntityId> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
