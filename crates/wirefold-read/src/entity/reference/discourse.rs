//! What was spoken of so far: every expression that a pronoun could take up, and
//! which of them are of one.

use super::{
    nominal::{Determined, Nominal, Sort},
    pronoun::Class,
};
use crate::entity::{cast::Cast, lexicon::Gender, page::Page};
use std::collections::BTreeMap;
use wirefold_report::{EntityKind, Span};

/// How many sentences back a pronoun looks.
pub(super) const WINDOW: usize = 3;
/// The same for the subject beside a quotation: sentences of quotation may stand between.
pub(super) const SPEAKER_WINDOW: usize = 5;
/// How many expressions it looks at, at most.
const MOST: usize = 60;
/// The same for "I", "we" and "you".
const DIALOGUE_WINDOW: usize = 15;
const DIALOGUE_MOST: usize = 12;
/// How many sentences later "the village" is still the village spoken of.
const NOUN_WINDOW: usize = 12;

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Name(EntityKind),
    Phrase(Determined, Sort),
    Pronoun(Class),
    Coordination,
}

/// An expression that was passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) sentence: usize,
    pub(super) first: usize,
    /// The word through which it hangs in the tree.
    pub(super) word: usize,
    pub(super) form: Form,
    pub(super) plural: bool,
    pub(super) thread: usize,
    pub(super) quote: Option<usize>,
    /// The first of its sentence.
    pub(super) leads: bool,
}

/// All expressions that speak of one person, thing or group.
#[derive(Clone, Debug, Default)]
pub(super) struct Thread {
    /// The entities that it is, if named: two for "Anna and Paul".
    pub(super) drafts: Vec<usize>,
    /// Where it is spoken of without a name, as long as it has none.
    pub(super) spans: Vec<Span>,
    pub(super) gender: Option<Gender>,
    pub(super) person: bool,
    pub(super) times: usize,
    /// Taken up by a pronoun before.
    pub(super) taken_up: bool,
}

/// The report so far.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    pub(super) candidates: Vec<Candidate>,
    pub(super) threads: Vec<Thread>,
    /// Which candidates are pronouns of dialogue.
    dialogue: Vec<usize>,
    of_draft: BTreeMap<usize, usize>,
    of_group: BTreeMap<Vec<usize>, usize>,
    /// Where a noun was used last, and for what.
    of_noun: BTreeMap<String, (usize, usize)>,
    /// The threads of this sentence's words.
    here: BTreeMap<usize, usize>,
    sentence: usize,
}

impl Discourse {
    /// Opens a sentence.
    pub(super) fn begin(&mut self, sentence: usize) {
        self.here.clear();
        self.sentence = sentence;
    }

    /// The candidates that a pronoun in this sentence may take up, nearest first.
    pub(super) fn back(&self) -> impl Iterator<Item = &Candidate> + '_ {
        self.within(WINDOW)
    }

    /// Those of the last sentences.
    pub(super) fn within(&self, window: usize) -> impl Iterator<Item = &Candidate> + '_ {
        let near = move |c: &&Candidate| c.sentence + window >= self.sentence;
        self.candidates.iter().rev().take(MOST).take_while(near)
    }

    /// The pronouns of dialogue before, nearest first.
    pub(super) fn back_in_dialogue(&self) -> impl Iterator<Item = &Candidate> + '_ {
        let near = |c: &&Candidate| c.sentence + DIALOGUE_WINDOW >= self.sentence;
        self.dialogue.iter().rev().map(|&i| &self.candidates[i]).take(DIALOGUE_MOST).take_while(near)
    }

    /// The thread of an entity that was spoken of before.
    pub(super) fn thread_of_known(&self, draft: usize) -> Option<usize> {
        self.of_draft.get(&draft).copied()
    }

    /// The thread of an entity.
    pub(super) fn thread_of(&mut self, draft: usize, cast: &Cast) -> usize {
        if let Some(&thread) = self.of_draft.get(&draft) {
            return thread;
        }
        let entity = &cast.drafts[draft];
        let person = entity.kind == EntityKind::Person;
        let thread =
            self.open(Thread { drafts: vec![draft], gender: entity.gender, person, ..Thread::default() });
        self.of_draft.insert(draft, thread);
        thread
    }

    fn open(&mut self, thread: Thread) -> usize {
        self.threads.push(thread);
        self.threads.len() - 1
    }

    /// The thread of several together.
    pub(super) fn thread_of_all(&mut self, mut members: Vec<usize>) -> usize {
        members.sort_unstable();
        members.dedup();
        if let &[only] = members.as_slice() {
            return only;
        }
        if let Some(&thread) = self.of_group.get(&members) {
            return thread;
        }
        let all_named = members.iter().all(|&m| !self.threads[m].drafts.is_empty());
        let mut drafts: Vec<usize> = members
            .iter()
            .flat_map(|&m| self.threads[m].drafts.iter().copied())
            .filter(|_| all_named)
            .collect();
        drafts.dedup();
        let person = members.iter().all(|&m| self.threads[m].person);
        let thread = self.open(Thread { drafts, person, ..Thread::default() });
        self.of_group.insert(members, thread);
        thread
    }

    /// Notes an expression.
    pub(super) fn push(
        &mut self,
        page: &Page<'_>,
        form: Form,
        at: (usize, usize),
        plural: bool,
        thread: usize,
    ) {
        let (first, word) = at;
        let quote = page.quote_at(self.sentence, first);
        let leads = self.candidates.last().is_none_or(|last| last.sentence < self.sentence);
        self.threads[thread].times += 1;
        self.here.insert(word, thread);
        let sentence = self.sentence;
        if matches!(form, Form::Pronoun(class) if class.is_of_dialogue()) {
            self.dialogue.push(self.candidates.len());
        }
        self.candidates.push(Candidate { sentence, first, word, form, plural, thread, quote, leads });
    }

    /// Notes a noun phrase without a name: what it speaks of is new, unless it
    /// points back to what the same noun spoke of before.
    pub(super) fn push_nominal(&mut self, page: &Page<'_>, nominal: &Nominal, known: Option<usize>) {
        let again = known.or_else(|| self.again(nominal));
        let thread = again.unwrap_or_else(|| {
            let person = nominal.sort == Sort::Person;
            self.open(Thread { gender: nominal.gender, person, ..Thread::default() })
        });
        self.of_noun.insert(nominal.called.clone(), (thread, self.sentence));
        if self.threads[thread].drafts.is_empty() {
            let span = page.trees[self.sentence].span(nominal.first, nominal.noun);
            self.threads[thread].spans.push(span);
        }
        let form = Form::Phrase(nominal.determined, nominal.sort);
        self.push(page, form, (nominal.first, nominal.noun), nominal.plural, thread);
    }

    /// What the same noun spoke of before.
    fn again(&self, nominal: &Nominal) -> Option<usize> {
        let &(thread, sentence) = self.of_noun.get(&nominal.called)?;
        let points = matches!(nominal.determined, Determined::Definite | Determined::Demonstrative);
        let named = nominal.capital && matches!(nominal.determined, Determined::Definite | Determined::Bare);
        let bare = nominal.first + 1 == nominal.noun && points;
        (named || bare && sentence + NOUN_WINDOW >= self.sentence).then_some(thread)
    }

    /// After the last of several joined by "and": they can be taken up together.
    pub(super) fn push_coordination(&mut self, page: &Page<'_>, word: usize) {
        let tree = &page.trees[self.sentence];
        let Some(first) = tree.head(word).filter(|&h| h < word && tree.is(word, &["conj"])) else { return };
        let conjuncts: Vec<usize> =
            tree.children(first).iter().copied().filter(|&c| tree.is(c, &["conj"])).collect();
        let joined = tree
            .child(word, &["cc"])
            .is_some_and(|c| matches!(page.lower(self.sentence, c).as_str(), "and" | "&"));
        if conjuncts.last() != Some(&word) || !joined {
            return;
        }
        let members: Option<Vec<usize>> =
            std::iter::once(first).chain(conjuncts).map(|w| self.here.get(&w).copied()).collect();
        let Some(members) = members.filter(|m| m.len() > 1) else { return };
        let start = self.candidates.iter().rev().find(|c| c.word == first && c.sentence == self.sentence);
        let start = start.map_or(first, |c| c.first);
        let thread = self.thread_of_all(members);
        if self.threads[thread].drafts.is_empty() {
            self.threads[thread].spans.push(tree.span(start, word));
        }
        let kept = self.here.get(&first).copied();
        self.push(page, Form::Coordination, (start, first), true, thread);
        self.here.extend(kept.map(|thread| (first, thread)));
    }

    /// Notes a pronoun; without an antecedent it opens a thread of its own.
    pub(super) fn push_pronoun(
        &mut self,
        page: &Page<'_>,
        class: Class,
        word: usize,
        antecedent: Option<usize>,
    ) {
        let thread = antecedent
            .unwrap_or_else(|| self.open(Thread { person: class.is_person(), ..Thread::default() }));
        let entry = &mut self.threads[thread];
        entry.gender = entry.gender.or(class.gender());
        entry.taken_up |= antecedent.is_some();
        if entry.drafts.is_empty() {
            entry.spans.push(page.sentences[self.sentence].words[word].span);
        }
        self.push(page, Form::Pronoun(class), (word, word), class == Class::They, thread);
    }

    /// What the word of this sentence speaks of.
    pub(super) fn here(&self, word: usize) -> Option<usize> {
        self.here.get(&word).copied()
    }

    /// A name that stands in apposition tells who a phrase before it is.
    pub(super) fn rename(&mut self, word: usize, thread: usize) {
        let sentence = self.sentence;
        let mut back = self.candidates.iter_mut().rev().take_while(|c| c.sentence == sentence);
        if let Some(candidate) = back.find(|c| c.word == word && matches!(c.form, Form::Phrase(..))) {
            candidate.thread = thread;
            self.here.insert(word, thread);
        }
    }

    /// The expressions without a name that speak of one, at least two and one of them a pronoun.
    pub(super) fn nameless(self) -> Vec<(Vec<Span>, bool)> {
        let told =
            self.threads.into_iter().filter(|t| t.drafts.is_empty() && t.spans.len() > 1 && t.taken_up);
        told.map(|t| (t.spans, t.person)).collect()
    }
}
