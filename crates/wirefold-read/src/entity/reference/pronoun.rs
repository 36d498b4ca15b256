//! "he", "her", "they", "its".

use super::{
    Here,
    antecedent::Pronoun,
    cue::Cue,
    discourse::{Candidate, Discourse, Form, SPEAKER_WINDOW, WINDOW},
    history::{History, gender_fit},
    learn::Choice,
    nominal::Sort,
    ranker,
};
use crate::entity::{cast::Cast, lexicon::Gender, page::Page};
use wirefold_report::{EntityKind, Upos};

/// Pronouns that take up one kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    He,
    She,
    It,
    They,
    I,
    We,
    You,
}

impl Class {
    /// Of a word in lower case.
    pub(super) fn of(form: &str) -> Option<Self> {
        match form {
            "he" | "him" | "his" | "himself" => Some(Self::He),
            "she" | "her" | "hers" | "herself" => Some(Self::She),
            "it" | "its" | "itself" => Some(Self::It),
            "they" | "them" | "their" | "theirs" | "themselves" | "themself" | "'em" | "’em" | "em" => {
                Some(Self::They)
            }
            "i" | "me" | "my" | "mine" | "myself" => Some(Self::I),
            "we" | "us" | "our" | "ours" | "ourselves" => Some(Self::We),
            "you" | "your" | "yours" | "yourself" | "yourselves" => Some(Self::You),
            _ => None,
        }
    }

    pub(super) fn gender(self) -> Option<Gender> {
        match self {
            Self::He => Some(Gender::Male),
            Self::She => Some(Gender::Female),
            _ => None,
        }
    }

    /// Whether it speaks of a person.
    pub(super) fn is_person(self) -> bool {
        matches!(self, Self::He | Self::She | Self::I)
    }

    /// Whether it is for those who speak and listen.
    pub(super) fn is_of_dialogue(self) -> bool {
        matches!(self, Self::I | Self::We | Self::You)
    }

    /// Its column in the table of weights.
    pub(super) fn column(self) -> usize {
        match self {
            Self::He | Self::She => 0,
            Self::It => 1,
            Self::They => 2,
            Self::I => 7,
            Self::We => 8,
            Self::You => 9,
        }
    }
}

/// What a pronoun does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

impl Function {
    pub(super) fn of(page: &Page<'_>, sentence: usize, word: usize) -> Self {
        let tree = &page.trees[sentence];
        let form = page.sentences[sentence].words[word].span.of(page.text);
        if form.ends_with("self") || form.ends_with("selves") {
            Self::Reflexive
        } else if tree.is(word, &["nmod:poss"]) {
            Self::Possessive
        } else if tree.is(word, &["nsubj", "expl"]) {
            Self::Subject
        } else {
            Self::Object
        }
    }

    /// Its column in the table of weights.
    pub(super) fn column(self) -> usize {
        match self {
            Self::Subject => 3,
            Self::Object => 4,
            Self::Possessive => 5,
            Self::Reflexive => 6,
        }
    }
}

/// What is known when a pronoun is met.
pub(super) struct State<'s> {
    pub(super) cast: &'s mut Cast,
    pub(super) history: &'s History,
    pub(super) discourse: &'s mut Discourse,
    /// Where the choices go when weights are learnt.
    pub(super) choices: Option<&'s mut Vec<Choice>>,
}

/// The kind of the pronoun at this word, if it is one.
pub(super) fn class_at(here: Here<'_, '_>) -> Option<Class> {
    let word = &here.page.sentences[here.sentence].words[here.word];
    (word.upos == Upos::Pron).then(|| Class::of(&here.page.lower(here.sentence, here.word))).flatten()
}

/// Whom "who" or "which" goes on about: the thread of the noun that its clause hangs on.
/// For "X and Y, who praised each other" it is that of both.
pub(super) fn relative(here: Here<'_, '_>, discourse: &mut Discourse) -> Option<usize> {
    let tree = &here.page.trees[here.sentence];
    let word = &tree.words[here.word];
    let form = here.page.lower(here.sentence, here.word);
    if !word.xpos.starts_with('W') || !matches!(form.as_str(), "who" | "whom" | "whose" | "which") {
        return None;
    }
    let clause =
        std::iter::once(here.word).chain(tree.above(here.word)).find(|&w| tree.is(w, &["acl:relcl"]))?;
    let noun = tree.head(clause).filter(|&head| head < here.word)?;
    let thread = discourse.here(noun)?;
    let first = tree.head(noun).filter(|_| tree.is(noun, &["conj"])).unwrap_or(noun);
    let joined = tree.children(first).iter().copied().filter(|&c| tree.is(c, &["conj"]) && c < here.word);
    let members: Option<Vec<usize>> =
        std::iter::once(first).chain(joined).map(|w| discourse.here(w)).collect();
    let members = members.filter(|members| members.len() > 1 && is_mutual(here, clause));
    Some(members.map_or(thread, |members| discourse.thread_of_all(members)))
}

/// Whether a clause tells what some do to "each other".
fn is_mutual(here: Here<'_, '_>, clause: usize) -> bool {
    let tree = &here.page.trees[here.sentence];
    let form = |w: usize| here.page.lower(here.sentence, w);
    tree.below(clause, |_| false).windows(2).any(|pair| {
        matches!(form(pair[0]).as_str(), "each" | "one")
            && matches!(form(pair[1]).as_str(), "other" | "another")
    })
}

/// The thread that a pronoun takes up, if the text settles it.
pub(super) fn antecedent(here: Here<'_, '_>, class: Class, state: &mut State<'_>) -> Option<usize> {
    if let Some(gender) = class.gender() {
        let sure = beside(here, state.cast, gender).or_else(|| ahead(here, state.cast, gender));
        if let Some(draft) = sure {
            return Some(state.discourse.thread_of(draft, state.cast));
        }
    }
    let pronoun = Pronoun::new(here, class, Function::of(here.page, here.sentence, here.word));
    if let Some(thread) =
        pronoun.own_subject(state.discourse).or_else(|| pronoun.whoever_is_judged(state.discourse))
    {
        return Some(thread);
    }
    let found = subject_before(&pronoun, state)
        .or_else(|| subject_beside(&pronoun, state))
        .or_else(|| ranked(&pronoun, state));
    found.or_else(|| {
        let drafts = match class {
            Class::He | Class::She => country_as_person(here, state.history).map(|d| vec![d]),
            Class::It => subject_ahead(here, state.cast).map(|d| vec![d]),
            Class::They => pair(here, state),
            Class::I | Class::We | Class::You => None,
        };
        let threads = drafts?.into_iter().map(|d| state.discourse.thread_of(d, state.cast)).collect();
        Some(state.discourse.thread_of_all(threads))
    })
}

/// The thread that wins by the signs that speak for it.
fn ranked(pronoun: &Pronoun<'_, '_>, state: &mut State<'_>) -> Option<usize> {
    let found = pronoun.candidates(state.discourse, WINDOW);
    let open = pronoun.open(&found);
    if let Some(choices) = &mut state.choices {
        choices.push(Choice::new(pronoun, &open, &found));
    }
    let choose = |found: Vec<(Candidate, Vec<Cue>)>, open: Option<&[Cue]>| {
        let candidates: Vec<_> = found.into_iter().map(|(c, cues)| (c.thread, cues)).collect();
        ranker::choose(pronoun.class, pronoun.function, open, &candidates)
    };
    if !speaks(pronoun) {
        return choose(found, Some(&open));
    }
    let others = |found| without_the_spoken_of(pronoun, found);
    let wider = || choose(others(pronoun.candidates(state.discourse, SPEAKER_WINDOW)), None);
    choose(others(found), None).or_else(wider)
}

/// "“…,” she said": the person whom the sentence before is about, named as its subject.
fn subject_before(pronoun: &Pronoun<'_, '_>, state: &State<'_>) -> Option<usize> {
    let Here { page, sentence, .. } = pronoun.here;
    let gender = pronoun.class.gender().filter(|_| speaks(pronoun))?;
    let before = sentence.checked_sub(1).filter(|&before| page.same_section(before, sentence))?;
    let tree = &page.trees[before];
    let root = (0..tree.words.len()).find(|&i| tree.head(i).is_none())?;
    let subject = tree.child(root, &["nsubj"])?;
    // "another member, NAME, said"
    let apposed = tree.children(subject).iter().copied().filter(|&c| tree.is(c, &["appos"]));
    let person = |w: usize| state.cast.said_at(before, w).filter(|s| s.kind == EntityKind::Person);
    let said = std::iter::once(subject).chain(apposed).find_map(person)?;
    let quoted = |w: usize| page.quote_at(before, w).is_some();
    let fits = gender_fit(state.cast, said.draft, Some(gender)).is_some() && !quoted(subject);
    // What a pronoun among the quoted words stands for is a guess.
    let beside =
        |c: &&Candidate| c.sentence == sentence && c.quote.is_some() && matches!(c.form, Form::Name(_));
    let thread = state.discourse.thread_of_known(said.draft).filter(|_| fits)?;
    let told_of = state.discourse.back().filter(beside).any(|c| c.thread == thread);
    (!told_of).then_some(thread)
}

/// The person named as the subject of the clause that a pronoun's own goes on from or completes ("Ruiz praised Paz, but she
/// also …", "Ruiz said that she …"), or in which a possessive stands ("that Ruiz embraced in her talks"). Only a second
/// subject is sure where somebody else is named between.
fn subject_beside(pronoun: &Pronoun<'_, '_>, state: &State<'_>) -> Option<usize> {
    let Here { page, sentence, word } = pronoun.here;
    let gender = pronoun.class.gender()?;
    let tree = &page.trees[sentence];
    let own = tree.head(word)?;
    let fronted = || tree.children(own).iter().copied().find(|&c| c < word && tree.is(c, &["advcl"]));
    let (clause, joined) = match pronoun.function {
        Function::Subject if tree.is(own, &["conj"]) => (tree.head(own)?, true),
        Function::Subject if tree.is(own, &["ccomp"]) => (tree.head(own)?, false),
        // "When Ruiz came home, she …".
        Function::Subject => (fronted()?, false),
        Function::Possessive => (tree.above(own).find(|&w| tree.words[w].upos == Upos::Verb)?, false),
        _ => return None,
    };
    let subject = tree.child(clause, &["nsubj"]).filter(|&s| s < word)?;
    let person = |w: usize| state.cast.said_at(sentence, w).filter(|s| s.kind == EntityKind::Person);
    let said = person(subject).filter(|s| s.named)?;
    // Whom a clause or phrase of the subject's own names ("Ruiz, who like Paz …") stands aside.
    let outside = |w: &usize| !tree.above(*w).any(|a| a == subject);
    let between =
        (subject + 1..word).filter(outside).filter_map(person).any(|other| other.draft != said.draft);
    let heard = page.quote_at(sentence, word) == page.quote_at(sentence, subject);
    let fits = gender_fit(state.cast, said.draft, Some(gender)).is_some();
    (heard && fits && (joined || !between)).then(|| state.discourse.thread_of_known(said.draft)).flatten()
}

/// Leaves out whom the quotation beside the pronoun speaks of by name or as "he" or
/// "she": nobody speaks so of himself.
fn without_the_spoken_of(
    pronoun: &Pronoun<'_, '_>,
    mut found: Vec<(Candidate, Vec<Cue>)>,
) -> Vec<(Candidate, Vec<Cue>)> {
    let beside = |c: &Candidate| c.quote.is_some() && c.sentence == pronoun.here.sentence;
    let told: Vec<usize> = found.iter().filter(|(c, _)| beside(c)).map(|(c, _)| c.thread).collect();
    found.retain(|(c, _)| !told.contains(&c.thread));
    found
}

/// "“…,” she said": the subject beside a quotation is somebody who was spoken of,
/// however far the paragraphs of quotation push them apart.
fn speaks(pronoun: &Pronoun<'_, '_>) -> bool {
    let Here { page, sentence, word } = pronoun.here;
    let people = pronoun.class.gender().is_some() || pronoun.class == Class::They;
    people
        && pronoun.function == Function::Subject
        && page.quote_at(sentence, word).is_none()
        && (0..page.sentences[sentence].words.len()).any(|w| page.quote_at(sentence, w).is_some())
}

/// "NAME and his ally": the one whom the pronoun's noun is joined to.
fn beside(here: Here<'_, '_>, cast: &Cast, gender: Gender) -> Option<usize> {
    let tree = &here.page.trees[here.sentence];
    let noun = tree.head(here.word).filter(|_| tree.is(here.word, &["nmod:poss"]))?;
    let first = tree.head(noun).filter(|_| tree.is(noun, &["conj"]))?;
    let said = cast.said_at(here.sentence, first).filter(|s| s.kind == EntityKind::Person)?;
    gender_fit(cast, said.draft, Some(gender)).map(|_| said.draft)
}

/// "After his speech, NAME left": the subject of the clause that is still to come.
fn ahead(here: Here<'_, '_>, cast: &Cast, gender: Gender) -> Option<usize> {
    let tree = &here.page.trees[here.sentence];
    let above: Vec<usize> = tree.above(here.word).collect();
    let fronted = above.iter().chain([&here.word]).find(|&&i| tree.is(i, &["advcl", "obl"]))?;
    let verb = tree.head(*fronted)?;
    let subject = tree.child(verb, &["nsubj"]).filter(|&s| s > here.word && *fronted < s)?;
    if here.page.quote_at(here.sentence, here.word) != here.page.quote_at(here.sentence, subject) {
        return None;
    }
    let said = cast.said_at(here.sentence, subject).filter(|s| s.kind == EntityKind::Person)?;
    gender_fit(cast, said.draft, Some(gender)).map(|_| said.draft)
}

/// Where nobody is in sight, "him" can be a country in a careless translation.
fn country_as_person(here: Here<'_, '_>, history: &History) -> Option<usize> {
    let mut near = history
        .back(here.sentence, 1)
        .filter(|(seen, _)| here.page.same_section(seen.sentence, here.sentence));
    let quoted = here.page.quote_at(here.sentence, here.word).is_some();
    let people = history.back(here.sentence, super::history::WINDOW).any(|(seen, _)| {
        seen.kind == EntityKind::Person && here.page.same_section(seen.sentence, here.sentence)
    });
    let acts = |kind| matches!(kind, EntityKind::Place | EntityKind::Organization);
    let subject =
        near.find(|(seen, prominence)| prominence.main && acts(seen.kind) && seen.sentence < here.sentence)?;
    (!people && !quoted).then_some(subject.0.draft)
}

/// "they" after just two people in the same sentence, and nobody else whom it
/// could be.
fn pair(here: Here<'_, '_>, state: &State<'_>) -> Option<Vec<usize>> {
    let mut people: Vec<usize> = Vec::new();
    for (seen, _) in state.history.back(here.sentence, 0) {
        let heard =
            here.page.quote_at(here.sentence, here.word) == here.page.quote_at(seen.sentence, seen.first);
        if seen.kind == EntityKind::Person && heard && !people.contains(&seen.draft) {
            people.push(seen.draft);
        }
    }
    let other = |c: &Candidate| {
        c.sentence == here.sentence
            && (c.plural
                || matches!(c.form, Form::Phrase(_, Sort::Body) | Form::Name(EntityKind::Organization)))
    };
    people.reverse();
    (people.len() == 2 && !state.discourse.back().any(other)).then_some(people)
}

/// "Because of its war, NAME pays": a body named as the subject further on.
fn subject_ahead(here: Here<'_, '_>, cast: &Cast) -> Option<usize> {
    if !here.page.lower(here.sentence, here.word).starts_with("its") {
        return None;
    }
    let tree = &here.page.trees[here.sentence];
    let root = (0..tree.words.len()).find(|&i| tree.head(i).is_none())?;
    let subject = tree.child(root, &["nsubj"]).filter(|&s| s > here.word)?;
    let inside = tree.above(here.word).any(|h| h == subject);
    let said = cast
        .said_at(here.sentence, subject)
        .filter(|s| matches!(s.kind, EntityKind::Place | EntityKind::Organization))?;
    (!inside).then_some(said.draft)
}
