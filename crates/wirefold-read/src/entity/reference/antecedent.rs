//! The signs between a pronoun and what it could take up.

use super::{
    Here,
    cue::Cue,
    discourse::{Candidate, Discourse, Form, Thread},
    nominal::{Determined, Sort},
    pronoun::{Class, Function},
};
use crate::{
    entity::{page::Page, tree::Tree},
    judged::Judgement,
};
use wirefold_report::{EntityKind, Upos};

/// A pronoun and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Pronoun<'p, 'a> {
    pub(super) here: Here<'p, 'a>,
    pub(super) class: Class,
    pub(super) function: Function,
    quote: Option<usize>,
    /// The verb or other predicate of its clause.
    clause: Option<usize>,
    /// The subject of that predicate, perhaps shared with one before.
    subject: Option<usize>,
}

impl<'p, 'a> Pronoun<'p, 'a> {
    pub(super) fn new(here: Here<'p, 'a>, class: Class, function: Function) -> Self {
        let quote = here.page.quote_at(here.sentence, here.word);
        let tree = &here.page.trees[here.sentence];
        let clause = clause_of(tree, here.word);
        let subject = clause.and_then(|verb| subject_of(tree, verb)).filter(|&s| s != here.word);
        Self { here, class, function, quote, clause, subject }
    }

    fn tree(&self) -> &'p Tree<'a> {
        &self.here.page.trees[self.here.sentence]
    }

    /// The candidates that are not ruled out, each with its signs, the nearest first.
    pub(super) fn candidates(&self, discourse: &Discourse, window: usize) -> Vec<(Candidate, Vec<Cue>)> {
        let mut passed: Vec<usize> = Vec::new();
        let barred: Vec<usize> = discourse.back().filter(|c| self.is_bound(c)).map(|c| c.thread).collect();
        let mut found = Vec::new();
        let back: Vec<&Candidate> = match self.class.is_of_dialogue() {
            true => discourse.back_in_dialogue().collect(),
            false => discourse.within(window).collect(),
        };
        for candidate in back {
            let thread = &discourse.threads[candidate.thread];
            if barred.contains(&candidate.thread) || !self.fits(candidate, thread) {
                continue;
            }
            let between = passed.len();
            if !passed.contains(&candidate.thread) {
                passed.push(candidate.thread);
            }
            found.push((*candidate, self.cues(candidate, thread, between)));
        }
        found
    }

    /// Principle A of binding: whom a reflexive takes up is the subject of its own clause.
    pub(super) fn own_subject(&self, discourse: &Discourse) -> Option<usize> {
        if self.function != Function::Reflexive {
            return None;
        }
        let here = discourse.candidates.iter().rev().take_while(|c| c.sentence == self.here.sentence);
        let subject = here.into_iter().find(|c| Some(c.word) == self.subject)?;
        self.fits(subject, &discourse.threads[subject.thread]).then_some(subject.thread)
    }

    /// Whoever is judged for the deed that a possessive says is theirs.
    pub(super) fn whoever_is_judged(&self, discourse: &Discourse) -> Option<usize> {
        let Here { page, sentence, word } = self.here;
        let judged = Judgement { text: page.text, words: self.tree().words }.owner(word)?;
        let here = discourse.candidates.iter().rev().take_while(|c| c.sentence == sentence);
        let found = here.into_iter().find(|c| c.word == judged)?;
        self.fits(found, &discourse.threads[found.thread]).then_some(found.thread)
    }

    /// Whether number, gender and kind allow it.
    fn fits(&self, candidate: &Candidate, thread: &Thread) -> bool {
        if self.class.is_of_dialogue() && !self.is_one_speech(candidate) {
            return false;
        }
        if self.function == Function::Reflexive && candidate.sentence != self.here.sentence {
            return false;
        }
        let gender = self.class.gender().is_none_or(|asked| thread.gender.is_none_or(|known| known == asked));
        let fits = match (self.class, candidate.form) {
            (Class::He | Class::She, Form::Name(kind)) => kind == EntityKind::Person,
            (Class::He | Class::She, Form::Phrase(_, sort)) => {
                !candidate.plural && matches!(sort, Sort::Person | Sort::Open)
            }
            (Class::It, Form::Name(kind)) => kind != EntityKind::Person,
            (Class::It, Form::Phrase(_, sort)) => !candidate.plural && sort != Sort::Person,
            (Class::They, Form::Name(kind)) => kind != EntityKind::Person,
            (Class::They, Form::Phrase(determined, sort)) => {
                candidate.plural
                    || sort == Sort::Body
                    || sort == Sort::Person && determined == Determined::Indefinite
            }
            (class, Form::Pronoun(other)) => class == other,
            (class, Form::Coordination) => class == Class::They,
            _ => false,
        };
        gender && fits
    }

    /// Whether "I" here can be "I" there: in the words of the report, or within one
    /// paragraph in quotation marks or after one label of a transcript.
    fn is_one_speech(&self, candidate: &Candidate) -> bool {
        let page = self.here.page;
        let sentences = page.sentences;
        let together = sentences[candidate.sentence].block == sentences[self.here.sentence].block;
        self.quote.is_some() == candidate.quote.is_some()
            && (together || self.quote.is_none() && !page.is_transcript())
    }

    /// Principle B of binding: an object is not the subject of its own verb, nor
    /// one object another.
    fn is_bound(&self, candidate: &Candidate) -> bool {
        if candidate.sentence != self.here.sentence
            || self.class.is_of_dialogue()
            || matches!(self.function, Function::Reflexive | Function::Possessive)
        {
            return false;
        }
        let tree = self.tree();
        let argument = |w: usize| tree.is(w, &["obj", "iobj", "obl", "nsubj"]);
        let (own, other) = (self.here.word, top(tree, candidate.word));
        argument(own) && argument(other) && tree.head(own) == tree.head(other)
    }

    fn cues(&self, candidate: &Candidate, thread: &Thread, between: usize) -> Vec<Cue> {
        let mut cues = Vec::with_capacity(16);
        self.place(candidate, between, &mut cues);
        self.what(candidate, thread, &mut cues);
        self.function(candidate, &mut cues);
        if candidate.sentence == self.here.sentence {
            self.ties(candidate, &mut cues);
        }
        if self.quote.is_some() && self.quote == candidate.quote {
            cues.push(Cue::SameQuotation);
        } else if self.quote.is_some() {
            cues.push(Cue::OutOfQuotation);
        } else if candidate.quote.is_some() {
            cues.push(Cue::IntoQuotation);
        }
        cues.push(match thread.times {
            0 | 1 => Cue::Once,
            2 => Cue::Twice,
            _ => Cue::Often,
        });
        if thread.taken_up {
            cues.push(Cue::TakenUp);
        }
        cues
    }

    fn place(&self, candidate: &Candidate, between: usize, cues: &mut Vec<Cue>) {
        let page = self.here.page;
        cues.push(match self.here.sentence - candidate.sentence {
            0 => Cue::SameSentence,
            1 => Cue::SentenceBefore,
            2 => Cue::TwoSentencesBefore,
            3..=5 => Cue::Farther,
            _ => Cue::VeryFar,
        });
        match page.sentences[self.here.sentence]
            .block
            .saturating_sub(page.sentences[candidate.sentence].block)
        {
            0 => {}
            1 => cues.push(Cue::OtherParagraph),
            _ => cues.push(Cue::FartherParagraph),
        }
        cues.push(match between {
            0 => Cue::Nearest,
            1 => Cue::SecondNearest,
            2 => Cue::ThirdNearest,
            3..=5 => Cue::FewBetween,
            _ => Cue::ManyBetween,
        });
    }

    fn what(&self, candidate: &Candidate, thread: &Thread, cues: &mut Vec<Cue>) {
        match candidate.form {
            Form::Name(kind) => cues.push(match kind {
                EntityKind::Person => Cue::PersonName,
                EntityKind::Organization => Cue::OrganizationName,
                EntityKind::Place => Cue::PlaceName,
                EntityKind::Group => Cue::GroupName,
                _ => Cue::OtherName,
            }),
            Form::Phrase(determined, sort) => {
                cues.push(match determined {
                    Determined::Definite => Cue::Definite,
                    Determined::Demonstrative => Cue::Demonstrative,
                    Determined::Possessed => Cue::Possessed,
                    Determined::Indefinite => Cue::Indefinite,
                    Determined::Bare => Cue::Bare,
                });
                match sort {
                    Sort::Person => cues.push(Cue::PersonNoun),
                    Sort::Body => cues.push(Cue::BodyNoun),
                    Sort::Time => cues.push(Cue::TimeNoun),
                    Sort::Open => {}
                }
            }
            Form::Pronoun(_) => {
                let page = self.here.page;
                let same = page.lower(candidate.sentence, candidate.word)
                    == page.lower(self.here.sentence, self.here.word);
                cues.push(if same { Cue::SamePronoun } else { Cue::PronounOfClass });
            }
            Form::Coordination => cues.push(Cue::Coordination),
        }
        if self.class == Class::They && !candidate.plural {
            cues.push(Cue::SingularForPlural);
        }
        if self.class.gender().is_some() && thread.gender == self.class.gender() {
            cues.push(Cue::GenderTold);
        }
    }

    fn function(&self, candidate: &Candidate, cues: &mut Vec<Cue>) {
        let tree = &self.here.page.trees[candidate.sentence];
        let word = top(tree, candidate.word);
        let distance = self.here.sentence - candidate.sentence;
        let (subject, main) = (tree.is(word, &["nsubj"]), is_main(tree, word));
        cues.push(match tree.words[word].relation() {
            "nsubj" if main => Cue::MainSubject,
            "nsubj" => Cue::Subject,
            "obj" | "iobj" => Cue::Object,
            "obl" => Cue::Oblique,
            "nmod" if tree.is(word, &["nmod:poss"]) => Cue::Possessor,
            "nmod" | "compound" | "amod" => Cue::Modifier,
            "root" => Cue::Predicate,
            _ if tree.child(word, &["cop"]).is_some() => Cue::Predicate,
            _ => Cue::OtherRole,
        });
        if candidate.leads {
            cues.push(Cue::FirstOfSentence);
        }
        if Function::of(self.here.page, candidate.sentence, word) == self.function {
            cues.push(Cue::SameFunction);
        }
        if subject && distance == 0 {
            cues.push(Cue::SubjectInSentence);
        }
        if main && distance == 1 {
            cues.push(Cue::MainSubjectBefore);
        }
    }

    /// What the tree says of two in one sentence.
    fn ties(&self, candidate: &Candidate, cues: &mut Vec<Cue>) {
        let tree = self.tree();
        let word = top(tree, candidate.word);
        let inside = tree.above(self.here.word).any(|w| w == candidate.word);
        let relative = |from: usize| {
            std::iter::once(from).chain(tree.above(from)).find(|&w| tree.is(w, &["acl:relcl", "acl"]))
        };
        if inside {
            let clause = relative(self.here.word).and_then(|clause| tree.head(clause));
            cues.push(if clause == Some(candidate.word) { Cue::InRelative } else { Cue::Inside });
        } else if relative(word).is_some_and(|c| !tree.above(self.here.word).any(|w| w == c)) {
            cues.push(Cue::Aside);
        }
        if tree.is(word, &["nsubj"])
            && let Some(verb) = tree.head(word)
        {
            if self.subject == Some(word) {
                cues.push(Cue::OwnSubject);
            } else if tree.above(self.here.word).any(|w| w == verb) {
                cues.push(Cue::Governs);
            }
        }
        let asked = self.clause.filter(|&c| tree.is(c, &["xcomp"])).and_then(|c| tree.head(c));
        if asked.is_some() && tree.is(word, &["obj", "iobj"]) && tree.head(word) == asked {
            cues.push(Cue::Asked);
        }
    }

    /// The signs for there being nothing that the pronoun takes up.
    pub(super) fn open(&self, found: &[(Candidate, Vec<Cue>)]) -> Vec<Cue> {
        let mut cues = vec![Cue::Open];
        let tree = self.tree();
        if self.class == Class::It {
            if tree.is(self.here.word, &["expl"]) {
                cues.push(Cue::Expletive);
            }
            cues.extend(empty(self.here.page, self.here.sentence, self.here.word));
        }
        if self.here.sentence < 2 {
            cues.push(Cue::FirstSentences);
        }
        if self.quote.is_some() {
            cues.push(Cue::OpenQuoted);
        }
        let sentences = self.here.page.sentences;
        let own = &sentences[self.here.sentence];
        if self.here.sentence.checked_sub(1).is_none_or(|before| sentences[before].block != own.block) {
            cues.push(Cue::ParagraphOpens);
        }
        if own.span.of(self.here.page.text).ends_with('?') {
            cues.push(Cue::Asks);
        }
        if self.function == Function::Reflexive
            && !found.iter().any(|(_, cues)| cues.contains(&Cue::OwnSubject))
        {
            cues.push(Cue::OpenReflexive);
        }
        if !found.iter().any(|(c, _)| c.sentence + 1 >= self.here.sentence) {
            cues.push(Cue::NoneNear);
        }
        cues
    }
}

/// "It rains", "it is late", "it seems that", "it is hard to": what fills the
/// place of a subject and speaks of nothing.
fn empty(page: &Page<'_>, sentence: usize, word: usize) -> Option<Cue> {
    const WEATHER: [&str; 9] =
        ["rain", "snow", "hail", "thunder", "freeze", "late", "early", "dark", "o'clock"];
    const SEEMING: [&str; 8] = ["seem", "appear", "turn", "happen", "take", "matter", "follow", "emerge"];
    let tree = &page.trees[sentence];
    let predicate = tree.head(word).filter(|_| tree.is(word, &["nsubj", "expl"]))?;
    let lemma = tree.words[predicate].lemma.as_str();
    if WEATHER.contains(&lemma) {
        return Some(Cue::Weather);
    }
    let clause = tree.child(predicate, &["csubj", "ccomp", "xcomp", "advcl"]).is_some_and(|c| c > predicate);
    let copular = tree.child(predicate, &["cop"]).is_some() && tree.words[predicate].upos == Upos::Adj;
    (clause && (copular || SEEMING.contains(&lemma))).then_some(Cue::Pleonastic)
}

/// The word that tells what a coordinated or renamed expression does.
fn top(tree: &Tree<'_>, word: usize) -> usize {
    let mut top = word;
    for _ in 0..8 {
        match tree.head(top).filter(|_| tree.is(top, &["conj", "appos", "flat"])) {
            Some(head) => top = head,
            None => break,
        }
    }
    top
}

/// Whether a word is the subject of its sentence, not of a clause in it.
fn is_main(tree: &Tree<'_>, word: usize) -> bool {
    tree.is(word, &["nsubj"]) && tree.head(word).is_some_and(|verb| tree.head(verb).is_none())
}

/// The subject of a verb, or of the one that it is joined to, or whom a relative
/// clause or participle is about.
fn subject_of(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    const CLIMBS: usize = 4;
    let mut at = verb;
    for _ in 0..CLIMBS {
        let subject = tree.child(at, &["nsubj"]);
        let clause = tree.is(at, &["acl"]);
        if let Some(subject) = subject {
            let relative = clause && tree.words[subject].xpos.starts_with('W');
            return if relative { tree.head(at) } else { Some(subject) };
        }
        if clause {
            return tree.head(at);
        }
        at = tree.head(at).filter(|_| tree.is(at, &["conj", "xcomp", "advcl"]))?;
    }
    None
}

/// The nearest word above that has a subject or is a verb.
fn clause_of(tree: &Tree<'_>, word: usize) -> Option<usize> {
    tree.above(word).find(|&h| tree.words[h].upos == Upos::Verb || tree.child(h, &["nsubj", "cop"]).is_some())
}
