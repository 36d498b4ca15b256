//! Pronouns and descriptions that speak of somebody named.
//!
//! A report is walked from its first word to its last with a memory of who was
//! spoken of. Preferences are those of centering (Grosz, Joshi & Weinstein 1995)
//! and of the pronoun heuristics of Lappin & Leass (1994): near before far,
//! subjects before objects, no object of a verb is its subject. A candidate must
//! win clearly; otherwise the question stays open.

mod antecedent;
mod cue;
mod description;
mod discourse;
mod history;
mod learn;
mod nominal;
mod office;
mod pronoun;
mod ranker;

use super::{
    cast::{Cast, Said},
    page::Page,
};
use discourse::{Discourse, Form};
use history::{History, Seen};
pub use learn::Choice;
use nominal::{Determined, Nominal, Sort};
use pronoun::State;
use wirefold_report::{EntityKind, Span};

/// Adds the mentions that are no names. What has no name at all comes back: the
/// expressions that speak of one, and whether that is a person. `choices` takes
/// what the ranker decided on, for those who learn its weights.
pub(crate) fn resolve(
    page: &Page<'_>,
    cast: &mut Cast,
    choices: Option<&mut Vec<Choice>>,
) -> Vec<(Vec<Span>, bool)> {
    cast.sort();
    let named = cast.said.clone();
    let mut walk = Walk {
        page,
        cast,
        history: History::default(),
        discourse: Discourse::default(),
        added: Vec::new(),
        choices,
    };
    let mut next = named.iter().filter(|s| s.place.is_some()).peekable();
    for sentence in 0..page.sentences.len() {
        let mut until = 0;
        walk.discourse.begin(sentence);
        for word in 0..page.sentences[sentence].words.len() {
            while let Some(said) =
                next.next_if(|s| s.place.is_some_and(|(s, f, _)| (s, f) <= (sentence, word)))
            {
                until = until.max(said.place.map_or(0, |(_, _, last)| last + 1));
                walk.name(said);
            }
            if word >= until {
                walk.word(Here { page, sentence, word });
            }
        }
    }
    let (added, nameless) = (walk.added, walk.discourse.nameless());
    cast.said.extend(added);
    cast.sort();
    nameless
}

/// The way through a report.
struct Walk<'w, 'a> {
    page: &'w Page<'a>,
    cast: &'w mut Cast,
    history: History,
    discourse: Discourse,
    added: Vec<Said>,
    choices: Option<&'w mut Vec<Choice>>,
}

impl Walk<'_, '_> {
    fn name(&mut self, said: &Said) {
        let seen = seen(self.page, said);
        self.history.push(self.page, seen);
        let thread = self.discourse.thread_of(said.draft, self.cast);
        let form = match said.named {
            true => Form::Name(said.kind),
            false => Form::Phrase(Determined::Definite, Sort::Body),
        };
        let tree = &self.page.trees[seen.sentence];
        let xpos = tree.words[seen.top].xpos.as_ref();
        let plural = said.kind == EntityKind::Group || matches!(xpos, "NNS" | "NNPS");
        if let Some(head) = tree.head(seen.top).filter(|_| tree.is(seen.top, &["appos"])) {
            self.discourse.rename(head, thread);
        }
        self.discourse.push(self.page, form, (seen.first, seen.top), plural, thread);
        self.discourse.push_coordination(self.page, seen.top);
    }

    fn word(&mut self, here: Here<'_, '_>) {
        if let Some(class) = pronoun::class_at(here) {
            let mut state = State {
                cast: self.cast,
                history: &self.history,
                discourse: &mut self.discourse,
                choices: self.choices.as_deref_mut(),
            };
            let thread = pronoun::antecedent(here, class, &mut state);
            self.pronoun(here, class, thread);
        } else if let Some(thread) = pronoun::relative(here, &mut self.discourse) {
            self.add(here, thread);
        } else {
            self.phrase(here);
        }
        self.discourse.push_coordination(self.page, here.word);
    }

    fn pronoun(&mut self, here: Here<'_, '_>, class: pronoun::Class, thread: Option<usize>) {
        self.discourse.push_pronoun(self.page, class, here.word, thread);
        let Some(thread) = thread else { return };
        for &draft in &self.discourse.threads[thread].drafts {
            let entity = &mut self.cast.drafts[draft];
            if entity.kind == EntityKind::Person {
                entity.gender = entity.gender.or(class.gender());
            }
        }
        self.add(here, thread);
    }

    /// Notes that this word speaks of whom the thread names.
    fn add(&mut self, here: Here<'_, '_>, thread: usize) {
        for &draft in &self.discourse.threads[thread].drafts {
            let said = here.said(here.word, here.word, draft, self.cast);
            self.history.push(self.page, seen(self.page, &said));
            self.added.push(said);
        }
    }

    /// A noun phrase, or "the latter".
    fn phrase(&mut self, here: Here<'_, '_>) {
        let described = description::at(here, self.cast, &self.history).unwrap_or_default();
        let threads: Vec<usize> =
            described.iter().map(|s| self.discourse.thread_of(s.draft, self.cast)).collect();
        let known = (!threads.is_empty()).then(|| self.discourse.thread_of_all(threads));
        let nominal = nominal::at(here.page, here.sentence, here.word);
        match (nominal, known) {
            (Some(nominal), _) => self.nominal(here, &nominal, known),
            (None, Some(thread)) => {
                let form = Form::Phrase(Determined::Definite, Sort::Open);
                self.discourse.push(self.page, form, (here.word, here.word), false, thread);
            }
            (None, None) => {}
        }
        for said in described {
            self.history.push(self.page, seen(self.page, &said));
            self.added.push(said);
        }
    }

    fn nominal(&mut self, here: Here<'_, '_>, nominal: &Nominal, known: Option<usize>) {
        let tree = &self.page.trees[here.sentence];
        let renamed = tree.head(here.word).filter(|&h| h < here.word && tree.is(here.word, &["appos"]));
        let subject = tree.child(here.word, &["nsubj"]).filter(|_| tree.child(here.word, &["cop"]).is_some());
        let tied = renamed.or(subject).and_then(|w| self.discourse.here(w));
        match (known, tied) {
            (None, Some(thread)) => {
                let form = Form::Phrase(nominal.determined, nominal.sort);
                self.discourse.push(self.page, form, (nominal.first, nominal.noun), nominal.plural, thread);
            }
            _ => self.discourse.push_nominal(self.page, nominal, known),
        }
    }
}

/// The word that is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Here<'p, 'a> {
    pub(crate) page: &'p Page<'a>,
    pub(crate) sentence: usize,
    pub(crate) word: usize,
}

impl Here<'_, '_> {
    /// A mention from word `first` to word `last` of this sentence.
    pub(crate) fn said(self, first: usize, last: usize, draft: usize, cast: &Cast) -> Said {
        Said {
            span: self.page.trees[self.sentence].span(first, last),
            kind: cast.drafts[draft].kind,
            draft,
            named: false,
            place: Some((self.sentence, first, last)),
        }
    }
}

fn seen(page: &Page<'_>, said: &Said) -> Seen {
    let (sentence, first, last) = said.place.unwrap_or_default();
    let top = page.trees[sentence].top_of(first..=last);
    Seen { sentence, first, top, draft: said.draft, kind: said.kind, named: said.named }
}
