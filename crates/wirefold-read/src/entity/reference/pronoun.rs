//! "he", "her", "they", "its".

use super::{
    Here,
    history::{History, Seen, gender_fit},
};
use crate::entity::{
    cast::{Cast, Said},
    lexicon::Gender,
};
use wirefold_report::EntityKind;

/// How clearly the best candidate must lead.
const MARGIN: f64 = 0.25;

/// Resolves the pronoun at this word, if it is one and the text settles it.
pub(super) fn at(here: Here<'_, '_>, cast: &mut Cast, history: &History) -> Option<Vec<Said>> {
    let form = here.page.lower(here.sentence, here.word);
    let one = |draft: usize, cast: &Cast| vec![here.said(here.word, here.word, draft, cast)];
    match form.as_str() {
        "he" | "him" | "his" | "himself" => person(here, cast, history, Gender::Male).map(|d| one(d, cast)),
        "she" | "her" | "hers" | "herself" => {
            person(here, cast, history, Gender::Female).map(|d| one(d, cast))
        }
        "they" | "their" | "them" | "themselves" => pair(here, cast, history),
        "its" | "it" | "itself" => body(here, cast, history).map(|d| one(d, cast)),
        _ => None,
    }
}

fn person(here: Here<'_, '_>, cast: &mut Cast, history: &History, gender: Gender) -> Option<usize> {
    let draft = beside(here, cast, gender)
        .or_else(|| ahead(here, cast, gender))
        .or_else(|| behind(here, cast, history, gender))
        .or_else(|| country_as_person(here, history))?;
    let entity = &mut cast.drafts[draft];
    if entity.kind == EntityKind::Person {
        entity.gender = entity.gender.or(Some(gender));
    }
    Some(draft)
}

/// "NAME and his ally": the one whom the pronoun's noun is joined to.
fn beside(here: Here<'_, '_>, cast: &Cast, gender: Gender) -> Option<usize> {
    let tree = &here.page.trees[here.sentence];
    let noun = tree.head(here.word).filter(|_| tree.is(here.word, &["nmod:poss"]))?;
    let first = tree.head(noun).filter(|_| tree.is(noun, &["conj"]))?;
    let said = cast.said_at(here.sentence, first).filter(|s| s.kind == EntityKind::Person)?;
    gender_fit(cast, said.draft, Some(gender)).map(|_| said.draft)
}

/// Somebody spoken of before.
fn behind(here: Here<'_, '_>, cast: &Cast, history: &History, gender: Gender) -> Option<usize> {
    let quote = here.page.quote_at(here.sentence, here.word);
    let barred: Vec<usize> = history
        .back(here.sentence, 0)
        .filter(|(seen, _)| bound(here, seen))
        .map(|(seen, _)| seen.draft)
        .collect();
    history.winner(here.sentence, MARGIN, |seen| {
        let spoken = here.page.quote_at(seen.sentence, seen.first);
        let heard = quote.is_none() || quote == spoken;
        let fits = seen.kind == EntityKind::Person && heard && !barred.contains(&seen.draft);
        fits.then(|| gender_fit(cast, seen.draft, Some(gender))).flatten()
    })
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

/// An object, or a word on the same verb, is not that verb's subject.
fn bound(here: Here<'_, '_>, seen: &Seen) -> bool {
    let tree = &here.page.trees[here.sentence];
    let reflexive = here.page.lower(here.sentence, here.word).ends_with("self");
    let object = tree.is(here.word, &["obj", "iobj", "obl", "nsubj"]);
    seen.sentence == here.sentence && object && !reflexive && tree.head(here.word) == tree.head(seen.top)
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

/// "they" after just two people in the same sentence.
fn pair(here: Here<'_, '_>, cast: &Cast, history: &History) -> Option<Vec<Said>> {
    let mut people: Vec<usize> = Vec::new();
    for (seen, _) in history.back(here.sentence, 0) {
        let heard =
            here.page.quote_at(here.sentence, here.word) == here.page.quote_at(seen.sentence, seen.first);
        if seen.kind == EntityKind::Person && heard && !people.contains(&seen.draft) {
            people.push(seen.draft);
        }
    }
    let plural_between = here.page.plural_subject(here.sentence, 0..here.word);
    people.reverse();
    (people.len() == 2 && !plural_between)
        .then(|| people.into_iter().map(|d| here.said(here.word, here.word, d, cast)).collect())
}

/// "its": the body or country that is the subject of the sentence so far.
fn body(here: Here<'_, '_>, cast: &Cast, history: &History) -> Option<usize> {
    if !here.page.lower(here.sentence, here.word).starts_with("its") {
        return None;
    }
    let quote = here.page.quote_at(here.sentence, here.word);
    let found = history.back(here.sentence, 0).find(|(seen, prominence)| {
        let acts = matches!(seen.kind, EntityKind::Place | EntityKind::Organization | EntityKind::Product);
        acts && prominence.subject
            && (quote.is_none() || quote == here.page.quote_at(seen.sentence, seen.first))
    });
    asked(here, cast).or_else(|| found.map(|(seen, _)| seen.draft)).or_else(|| subject_ahead(here, cast))
}

/// "X asked NAME to open its border": the one who is asked does it.
fn asked(here: Here<'_, '_>, cast: &Cast) -> Option<usize> {
    let tree = &here.page.trees[here.sentence];
    let verb = tree.above(here.word).find(|&h| tree.is(h, &["xcomp", "ccomp", "advcl"]))?;
    let object = tree.head(verb).and_then(|asks| tree.child(asks, &["obj"])).filter(|&o| o < verb)?;
    let said = cast.said_at(here.sentence, object)?;
    matches!(said.kind, EntityKind::Place | EntityKind::Organization).then_some(said.draft)
}

/// "Because of its war, NAME pays": a body named as the subject further on.
fn subject_ahead(here: Here<'_, '_>, cast: &Cast) -> Option<usize> {
    let tree = &here.page.trees[here.sentence];
    let root = (0..tree.words.len()).find(|&i| tree.head(i).is_none())?;
    let subject = tree.child(root, &["nsubj"]).filter(|&s| s > here.word)?;
    let inside = tree.above(here.word).any(|h| h == subject);
    let said = cast
        .said_at(here.sentence, subject)
        .filter(|s| matches!(s.kind, EntityKind::Place | EntityKind::Organization))?;
    (!inside).then_some(said.draft)
}
