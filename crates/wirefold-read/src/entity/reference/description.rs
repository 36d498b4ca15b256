//! "the minister", "his Danish counterpart", "the two men", "the latter".

use super::{
    Here,
    history::{History, Seen, WINDOW, gender_fit},
    office::Office,
};
use crate::entity::{
    cast::{Cast, Said},
    lexicon::{self, Offices, RoleNoun, longest, relation, singulars},
};
use wirefold_gazetteer::{Country, country_named, country_of_demonym};
use wirefold_report::{EntityKind, Upos};

/// How clearly the best candidate must lead.
const MARGIN: f64 = 0.25;

/// How much oftener whom a report is about is spoken of than whom it names in passing.
const OFTENER: usize = 3;

/// A noun phrase: its first word, its determiner and the noun that it is about.
#[derive(Clone, Copy)]
pub(super) struct Phrase {
    pub(super) first: usize,
    pub(super) noun: usize,
}

/// Resolves the description whose noun is this word, if the text settles it.
pub(super) fn at(here: Here<'_, '_>, cast: &mut Cast, history: &History) -> Option<Vec<Said>> {
    let form = here.page.lower(here.sentence, here.word);
    if matches!(form.as_str(), "latter" | "former") {
        return ordinal(here, cast, history, form == "latter");
    }
    if form == "two" {
        return the_two(here, cast, history);
    }
    let phrase = phrase(here)?;
    if let Some(two) = both(here, phrase, cast, history) {
        return Some(two);
    }
    let one = person(here, phrase, cast, history).or_else(|| body(here, phrase, cast, history))?;
    Some(vec![here.said(phrase.first, here.word, one, cast)])
}

/// The phrase that ends with the noun at this word, if it points back
/// ("the", "this", "his") and no name follows it.
fn phrase(here: Here<'_, '_>) -> Option<Phrase> {
    const LONGEST: usize = 6;
    let words = &here.page.sentences[here.sentence].words;
    let noun = here.word;
    if words[noun].upos != Upos::Noun {
        return None;
    }
    let follows = words.get(noun + 1).map(|w| w.upos);
    if matches!(follows, Some(Upos::Noun | Upos::Propn)) {
        return None;
    }
    let inner = |i: usize| matches!(words[i].upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num);
    let mut first = noun;
    while first > noun.saturating_sub(LONGEST) && inner(first - 1) {
        first -= 1;
    }
    let before = first.checked_sub(1)?;
    let pointing = ["the", "this", "that", "both", "his", "her", "their", "its"];
    pointing
        .contains(&here.page.lower(here.sentence, before).as_str())
        .then_some(Phrase { first: before, noun })
}

fn person(here: Here<'_, '_>, phrase: Phrase, cast: &Cast, history: &History) -> Option<usize> {
    if matches!(here.page.sentences[here.sentence].words[phrase.noun].xpos.as_ref(), "NNS" | "NNPS")
        || beside_a_name(here, phrase, cast)
    {
        return None;
    }
    let words = here.page.lowers(here.sentence, phrase.first + 1..phrase.noun + 1);
    let country = country_in(here, phrase);
    if country.is_none() && complement(here, phrase).is_some() {
        return None;
    }
    if words.last().is_some_and(|noun| noun == "counterpart") {
        return counterpart(here, phrase, cast, history, country?);
    }
    if let Some((n, noun)) = longest(&words, lexicon::role) {
        let asked = Office::asked(here, cast, phrase, n, country)?;
        return holder(here, cast, history, &asked, noun);
    }
    let gender = relation(words.last()?)??;
    // "The man who …" says itself which, and in a clause of its own sentence a name is somebody else.
    // A comma before it only tells more.
    let own = &here.page.trees[here.sentence];
    let goes_on = own.words.get(phrase.noun + 1).is_some_and(|w| w.span.of(here.page.text) != ",");
    let told_apart = goes_on && own.child(phrase.noun, &["acl"]).is_some();
    let bare = words.len() == 1 && matches!(words[0].as_str(), "man" | "woman") && !told_apart;
    let fits = |draft| gender_fit(cast, draft, Some(gender));
    bare.then(|| {
        history.winner(here.sentence, MARGIN, |s| {
            let elsewhere = s.kind == EntityKind::Person && s.sentence != here.sentence;
            elsewhere.then(|| fits(s.draft)).flatten()
        })
    })
    .flatten()
}

/// Whether a name stands in apposition to the phrase, so that it needs no resolving.
fn beside_a_name(here: Here<'_, '_>, phrase: Phrase, cast: &Cast) -> bool {
    let tree = &here.page.trees[here.sentence];
    let named = |i: usize| cast.said_at(here.sentence, i).is_some_and(|s| s.kind == EntityKind::Person);
    let appos = tree.children(phrase.noun).iter().any(|&c| tree.is(c, &["appos", "flat"]) && named(c))
        || (tree.is(phrase.noun, &["appos", "flat", "compound", "nmod:desc"])
            && tree.head(phrase.noun).is_some_and(named));
    appos || cast.in_role(tree.words[phrase.noun].span)
}

fn country_in(here: Here<'_, '_>, phrase: Phrase) -> Option<&'static Country> {
    let words = &here.page.sentences[here.sentence].words;
    let named = |i: usize| {
        let word = words[i].span.of(here.page.text);
        country_of_demonym(word).or_else(|| country_named(word))
    };
    (phrase.first + 1..phrase.noun).find_map(named).or_else(|| complement(here, phrase).and_then(named))
}

/// The name in "the president of NAME", "the spokesman for NAME".
fn complement(here: Here<'_, '_>, phrase: Phrase) -> Option<usize> {
    let tree = &here.page.trees[here.sentence];
    let after = tree.children(phrase.noun).iter().copied().filter(|&c| c > phrase.noun);
    after.into_iter().find(|&c| tree.is(c, &["nmod"]) && tree.words[c].upos == Upos::Propn)
}

/// The person who has the described office.
fn holder(
    here: Here<'_, '_>,
    cast: &Cast,
    history: &History,
    asked: &Office,
    noun: RoleNoun,
) -> Option<usize> {
    let fits = |draft: usize| {
        let entity = &cast.drafts[draft];
        entity.kind == EntityKind::Person
            && entity.roles.iter().any(|role| asked.is_held_by(role))
            && gender_fit(cast, draft, noun.gender).is_some()
    };
    // "The president" without a country: whom the report is about has it as well as whoever was named in passing.
    let in_passing = |draft: usize| {
        let mut others = history.all_back().map(|(seen, _)| seen.draft).filter(|&other| other != draft);
        asked.country.is_none()
            && others.any(|other| history.times(other) >= OFTENER * history.times(draft) && fits(other))
    };
    let near = history.winner(here.sentence, MARGIN, |seen| fits(seen.draft).then_some(0.0));
    if near.is_some_and(in_passing) {
        return None;
    }
    let of_country = || history.all_back().map(|(seen, _)| seen.draft).find(|&d| fits(d));
    near.or_else(|| asked.country.and_then(|_| of_country())).or_else(|| only_holder(cast, history, asked))
}

/// The only person of the report who has just that office, if named before.
fn only_holder(cast: &Cast, history: &History, asked: &Office) -> Option<usize> {
    let holds = |draft: usize| {
        let entity = &cast.drafts[draft];
        entity.kind == EntityKind::Person && entity.roles.iter().any(|role| asked.is_just(role))
    };
    let mut holders = (0..cast.drafts.len()).filter(|&draft| holds(draft));
    let only = holders.next().filter(|_| holders.next().is_none())?;
    history.all_back().any(|(seen, _)| seen.draft == only).then_some(only)
}

/// "his Danish counterpart": somebody of that country who is not "he".
fn counterpart(
    here: Here<'_, '_>,
    phrase: Phrase,
    cast: &Cast,
    history: &History,
    country: &'static Country,
) -> Option<usize> {
    let owner = history
        .back(here.sentence, 0)
        .find(|(seen, _)| seen.first == phrase.first)
        .map(|(seen, _)| seen.draft);
    let roles = |draft: usize| cast.drafts[draft].roles.iter().map(|r| r.role.as_str());
    let fits = |draft: usize| {
        let entity = &cast.drafts[draft];
        let served = entity.roles.iter().any(|r| r.country == Some(country.code));
        let alike = owner.is_none_or(|o| {
            roles(o).next().is_none() || roles(o).any(|role| roles(draft).any(|r| r == role))
        });
        entity.kind == EntityKind::Person && Some(draft) != owner && served && alike
    };
    history.all_back().map(|(seen, _)| seen.draft).find(|&d| fits(d))
}

/// "the group", "this agency", "the country": the one spoken of last.
fn body(here: Here<'_, '_>, phrase: Phrase, cast: &Cast, history: &History) -> Option<usize> {
    const BODIES: [&str; 7] =
        ["group", "organization", "organisation", "movement", "company", "firm", "militia"];
    const LANDS: [&str; 3] = ["country", "nation", "kingdom"];
    let noun = here.page.lower(here.sentence, phrase.noun);
    let pointing = matches!(here.page.lower(here.sentence, phrase.first).as_str(), "the" | "this" | "that");
    // "The firm that it hired" says itself which.
    let tree = &here.page.trees[here.sentence];
    let told_apart = tree.child(here.word, &["acl:relcl"]).is_some();
    if !pointing || told_apart || here.page.quote_at(here.sentence, here.word).is_some() {
        return None;
    }
    if let Some(known) = called_so(cast, history, &noun) {
        return Some(known);
    }
    if noun == "capital" {
        return capital(cast, country_in(here, phrase)?);
    }
    let bare = phrase.noun == phrase.first + 1;
    let kind = if BODIES.contains(&noun.as_str()) {
        EntityKind::Organization
    } else if LANDS.contains(&noun.as_str()) && bare {
        EntityKind::Place
    } else {
        return None;
    };
    let land = |draft: usize| {
        cast.drafts[draft].country.and_then(wirefold_gazetteer::country).is_some_and(|c| {
            kind == EntityKind::Organization
                || country_named(&cast.drafts[draft].name).is_some_and(|n| n.code == c.code)
        })
    };
    // Nobody calls the police or a newspaper "the group".
    let public = |draft: usize| {
        matches!(cast.drafts[draft].sector, Some("GOV" | "COP" | "MIL" | "JUD" | "LEG" | "JRN"))
    };
    let fits = |draft: usize| match kind {
        EntityKind::Organization => {
            !public(draft) && (cast.drafts[draft].kind == kind || is_unknown_place(cast, draft))
        }
        _ => cast.drafts[draft].kind == kind && land(draft),
    };
    history.winner(here.sentence, MARGIN, |seen| {
        let quoted = here.page.quote_at(seen.sentence, seen.first).is_some();
        let near = here.sentence - seen.sentence <= 1 && !quoted && !aside(here, *seen);
        (seen.named && near && fits(seen.draft)).then_some(0.0)
    })
}

/// Whether a name that the encoder took for a place is none that anybody knows:
/// armed groups are often told like places ("strikes on …", "from …").
fn is_unknown_place(cast: &Cast, draft: usize) -> bool {
    let entity = &cast.drafts[draft];
    entity.kind == EntityKind::Place
        && entity.country.is_none()
        && entity.parts.len() == 1
        && !is_part_of_the_world(&entity.parts[0])
        && wirefold_gazetteer::cities(&entity.name).is_empty()
        && wirefold_gazetteer::region(&entity.name).is_none()
}

fn is_part_of_the_world(word: &str) -> bool {
    matches!(word, "west" | "east" | "north" | "south" | "orient" | "occident")
}

/// Whether a name stands in a relative clause of the sentence so far, or only says whose somebody is ("the paper's Ana
/// Ruiz"): what is told by the way is not what the sentence goes on about.
fn aside(here: Here<'_, '_>, seen: Seen) -> bool {
    let own = &here.page.trees[seen.sentence];
    let owned = own.head(seen.top).filter(|_| own.is(seen.top, &["nmod:poss"]));
    if owned.is_some_and(|w| own.words[w].upos == Upos::Propn) {
        return true;
    }
    if seen.sentence != here.sentence {
        return false;
    }
    let tree = &here.page.trees[here.sentence];
    let clause = tree.above(seen.top).find(|&w| tree.is(w, &["acl:relcl"]));
    clause.is_some_and(|c| !tree.above(here.word).any(|w| w == c))
}

/// The organization spoken of last whose name ends with the noun: "the institute".
fn called_so(cast: &Cast, history: &History, noun: &str) -> Option<usize> {
    if lexicon::person(noun).is_some() {
        return None;
    }
    let ends = |draft: usize| {
        let entity = &cast.drafts[draft];
        let last = entity.parts.last().is_some_and(|part| part == noun);
        entity.kind == EntityKind::Organization && entity.parts.len() > 1 && last
    };
    history.all_back().map(|(seen, _)| seen.draft).find(|&draft| ends(draft))
}

/// The capital of a country, if the report names it.
fn capital(cast: &Cast, country: &'static Country) -> Option<usize> {
    let name = wirefold_gazetteer::folded(country.capital);
    cast.drafts.iter().position(|d| {
        d.kind == EntityKind::Place && d.country == Some(country.code) && d.parts.join(" ") == name
    })
}

/// "the latter", "the former": of those in the sentence before.
fn ordinal(here: Here<'_, '_>, cast: &Cast, history: &History, latter: bool) -> Option<Vec<Said>> {
    let words = &here.page.sentences[here.sentence].words;
    let first = here.word.checked_sub(1).filter(|&i| here.page.lower(here.sentence, i) == "the")?;
    if words.get(here.word + 1).is_some_and(|w| matches!(w.upos, Upos::Noun | Upos::Adj | Upos::Propn)) {
        return None;
    }
    let own = history.back(here.sentence, 0).next().is_some();
    let sentence = if own { here.sentence } else { here.sentence.checked_sub(1)? };
    let mut drafts: Vec<(usize, EntityKind)> = Vec::new();
    for (seen, _) in history.back(here.sentence, 1).filter(|(seen, _)| seen.sentence == sentence) {
        drafts.retain(|&(d, _)| latter || d != seen.draft);
        if !drafts.iter().any(|&(d, _)| d == seen.draft) {
            drafts.push((seen.draft, seen.kind));
        }
    }
    let people: Vec<usize> =
        drafts.iter().filter(|(_, k)| *k == EntityKind::Person).map(|&(d, _)| d).collect();
    let bodies: Vec<usize> =
        drafts.iter().filter(|(_, k)| *k != EntityKind::Group).map(|&(d, _)| d).collect();
    let pool = if people.is_empty() { bodies } else { people };
    let pick = if latter { pool.first() } else { pool.last() };
    pick.map(|&draft| vec![here.said(first, here.word, draft, cast)])
}

/// "The two agreed": the only two people that this sentence and the one before speak of.
fn the_two(here: Here<'_, '_>, cast: &Cast, history: &History) -> Option<Vec<Said>> {
    let tree = &here.page.trees[here.sentence];
    let first = here.word.checked_sub(1)?;
    let acts = tree.is(here.word, &["nsubj", "nsubj:pass"]) && here.page.lower(here.sentence, first) == "the";
    let mut people: Vec<usize> = Vec::new();
    for (seen, _) in history.back(here.sentence, 1) {
        if acts && seen.kind == EntityKind::Person && !people.contains(&seen.draft) {
            people.push(seen.draft);
        }
    }
    people.reverse();
    (people.len() == 2).then(|| people.into_iter().map(|d| here.said(first, here.word, d, cast)).collect())
}

/// "the two men", "both presidents", "the two countries": the two spoken of last.
fn both(here: Here<'_, '_>, phrase: Phrase, cast: &Cast, history: &History) -> Option<Vec<Said>> {
    let words = here.page.lowers(here.sentence, phrase.first..phrase.noun + 1);
    let two = words.first().is_some_and(|w| w == "both") || words.get(1).is_some_and(|w| w == "two");
    let noun = words.last()?;
    let person = singulars(noun).any(|n| lexicon::role(&n).is_some() || relation(&n).is_some());
    let land = matches!(
        noun.as_str(),
        "countries" | "nations" | "states" | "sides" | "neighbours" | "neighbors" | "powers"
    );
    if !two || words.len() > 4 || !(person || land) || noun == singulars(noun).last()?.as_str() {
        return None;
    }
    // "The two presidents" are presidents; of "the two rivals" nothing tells.
    let office = singulars(noun).find(|n| Offices::Head.has(n));
    let holds = |draft: usize| {
        let entity = &cast.drafts[draft];
        office
            .as_ref()
            .is_none_or(|office| entity.roles.iter().any(|r| r.role.split(' ').any(|w| w == office)))
    };
    let mut drafts: Vec<usize> = Vec::new();
    for (seen, _) in history.back(here.sentence, WINDOW) {
        let fits = if person {
            seen.kind == EntityKind::Person && holds(seen.draft)
        } else {
            seen.kind == EntityKind::Place
                && seen.named
                && country_named(&cast.drafts[seen.draft].name).is_some()
        };
        if fits && !drafts.contains(&seen.draft) && drafts.len() < 2 {
            drafts.push(seen.draft);
        }
    }
    drafts.reverse();
    (drafts.len() == 2)
        .then(|| drafts.into_iter().map(|d| here.said(phrase.first, here.word, d, cast)).collect())
}
