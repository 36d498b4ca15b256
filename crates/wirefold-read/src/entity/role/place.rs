//! Where a role may stand beside a name.

use super::super::{
    cast::FoundRole,
    lexicon::{body, doer, honorific, is_rank, of_known_body, relation, sector_of_name},
};
use super::line::{Line, REACH};
use super::phrase::Phrase;
use wirefold_report::{EntityKind, Upos};
use wirefold_text::{calendar::WEEKDAYS, one_line};

/// All roles that stand beside the name from word `first` to word `last`.
pub(crate) fn beside(line: &Line<'_>, first: usize, last: usize) -> Vec<FoundRole> {
    let name = without_title(line, first, last);
    let (rank, lead) = rank_before(line, name);
    let mut found: Vec<FoundRole> = Vec::new();
    found.extend(before(line, lead, last));
    found.extend(rank);
    let start = phrase_before(line, lead).map_or(lead, |phrase| phrase.start);
    found.extend(apposed(line, start, last));
    found.extend(after(line, last));
    found.extend(told(line, last));
    found.extend(heads(line, last));
    found
}

/// "NAME, who heads the ministry of health": of a body, not of a kiosk.
fn heads(line: &Line<'_>, last: usize) -> Option<FoundRole> {
    let who = if line.is(last + 1, &[","]) { last + 2 } else { last + 1 };
    let verb = who + 1;
    let object = verb + 1;
    if !line.is(who, &["who"]) || object >= line.len() || line.upos(verb) != Upos::Verb {
        return None;
    }
    let noun = doer(&line.tree().words[verb].lemma)?;
    let article = usize::from(line.upos(object) == Upos::Det);
    let (organization, end) = body_at(line, object + article)?;
    let past = if line.tree().words[verb].xpos == "VBD" { "former " } else { "" };
    let told = sector_of_name(organization.to_lowercase().split_whitespace());
    Some(FoundRole {
        role: format!("{past}{noun}"),
        country: None,
        sector: of_known_body(&organization, told).or(told),
        organization: Some(organization),
        gender: None,
        evidence: vec![line.tree().span(verb, end)],
    })
}

/// The body that begins at word `start` and its last word: a name of one, or "ministry of health".
fn body_at(line: &Line<'_>, start: usize) -> Option<(String, usize)> {
    let text = |last: usize| one_line(line.tree().span(start, last).of(line.page().text));
    if let Some(name) = line.name_at(start).filter(|name| name.first == start) {
        return (name.kind == EntityKind::Organization).then(|| (text(name.last), name.last));
    }
    let noun = (start..line.len().min(start + 4)).take_while(|&i| line.nominal(i)).last()?;
    body(&line.lower(noun)).filter(|_| line.upos(noun) == Upos::Noun)?;
    let of =
        line.is(noun + 1, &["of"]).then(|| (noun + 2..line.len()).take_while(|&i| line.nominal(i)).last());
    let last = of.flatten().unwrap_or(noun);
    Some((text(last), last))
}

/// Where the name proper begins, if the encoder took a title into it ("President X").
fn without_title(line: &Line<'_>, first: usize, last: usize) -> usize {
    let title = |i: usize| line.role_at(i, first).is_some() || is_address(line, i);
    (first..last).rev().find(|&i| title(i)).map_or(first, |i| i + 1)
}

fn is_address(line: &Line<'_>, i: usize) -> bool {
    line.capital(i) && honorific(line.form(i)).is_some() && !is_rank(&line.lower(i))
}

/// A rank right before the name, where something else stands before it ("army
/// spokesman Maj. Gen. X"); and where what stands before begins to end.
fn rank_before(line: &Line<'_>, name: usize) -> (Option<FoundRole>, usize) {
    let mut start = name;
    while start > 0 && is_address(line, start - 1) {
        start -= 1;
    }
    let ranks = start;
    while start > 0 && is_rank(&line.lower(start - 1)) && (line.capital(start - 1) || start == ranks) {
        start -= 1;
    }
    let whole = ranks > 0 && line.role_ending(ranks - 1, 0).is_some_and(|role| role.first < start);
    if start == ranks || whole {
        return (None, ranks); // no rank, or one that is part of an office ("secretary general")
    }
    let beside = start > 0 && (line.is(start - 1, &[",", "–", "—"]) || own_role(line, start));
    let found = || Phrase::starting(line, start, ranks).map(|phrase| phrase.role(line, false));
    match beside || start == 0 {
        true => (found(), start),
        false => (None, ranks),
    }
}

/// Whether a role ends right before word `end`: a noun that is not part of the rank after it.
fn own_role(line: &Line<'_>, end: usize) -> bool {
    line.role_at(end - 1, 0).is_some() && line.name_at(end - 1).is_none()
}

/// "Danish Prime Minister NAME", "President of the Czech Republic NAME"; also "A and B NAME".
fn before(line: &Line<'_>, lead: usize, last: usize) -> Vec<FoundRole> {
    let Some(phrase) = phrase_before(line, lead) else { return Vec::new() };
    let mut role = phrase.role(line, false);
    let of = last + 1;
    if role.country.is_none() && line.is(of, &["of"]) && of + 1 < line.len() {
        role.country = line.country_at(of + 1).map(|country| country.code);
    }
    let other = (phrase.start > 1 && line.is(phrase.start - 1, &["and"]))
        .then(|| phrase_before(line, phrase.start - 1))
        .flatten()
        .map(|phrase| phrase.role(line, false));
    if let Some(other) = &other {
        role.country = role.country.or(other.country);
    }
    std::iter::once(role).chain(other).collect()
}

/// The role phrase that ends right before word `end`.
fn phrase_before(line: &Line<'_>, end: usize) -> Option<Phrase> {
    if end == 0 || line.is_person(end - 1) {
        return None;
    }
    let start = chunk_start(line, end);
    let mut starts = (start..end).filter(|&s| s == start || cuts(line, s));
    let phrase = starts.find_map(|s| {
        let phrase = Phrase::starting(line, s, end).filter(|p| p.end == end)?;
        (!line.plural(phrase.head.last)).then_some(phrase)
    });
    phrase.or_else(|| open_noun(line, start, end))
}

/// Places where a phrase may begin inside a run of nouns: after "and", a comma.
fn cuts(line: &Line<'_>, s: usize) -> bool {
    s > 0 && (line.is(s - 1, &["and", ",", "&"]) || line.upos(s - 1) == Upos::Adp)
}

/// A singular noun that the tree ties to the name right after it ("goatherd NAME"):
/// in this place it can be nothing but a role, whatever noun it is.
fn open_noun(line: &Line<'_>, start: usize, end: usize) -> Option<Phrase> {
    let noun = end - 1;
    let start = (start..end).rev().find(|&i| line.upos(i) == Upos::Adp).map_or(start, |i| i + 1);
    let tree = line.tree();
    let tied = |a: usize, b: usize| {
        tree.head(a) == Some(b) && tree.is(a, &["compound", "flat", "appos", "nmod:desc"])
    };
    let plain = line.upos(noun) == Upos::Noun
        && tree.words[noun].xpos == "NN"
        && relation(&line.lower(noun)).is_none();
    let name = (end..line.len()).find(|&i| line.is_person(i)).filter(|&i| i == end)?;
    let name = line.name_at(name)?;
    let linked = (name.first..=name.last).any(|i| tied(noun, i) || tied(i, noun));
    let living = super::super::lexicon::may_be_person(&line.lower(noun)) && !line.is(noun, &WEEKDAYS);
    let head = super::line::RoleAt { first: noun, last: noun, noun: None };
    (plain && linked && living).then_some(Phrase { start, head, end })
}

/// The first word of the noun phrase that ends before word `end`, including
/// what follows a role noun in it ("special envoy for Haiti NAME").
fn chunk_start(line: &Line<'_>, end: usize) -> usize {
    let mut start = end;
    let least = end.saturating_sub(REACH);
    while start > least {
        let i = start - 1;
        let joins = line.upos(i) == Upos::Adp && i > least && line.role_at(i - 1, least).is_some()
            || line.is(i, &["of"]) && i > least && line.nominal(i - 1);
        let article = line.upos(i) == Upos::Det && i > least && line.upos(i - 1) == Upos::Adp;
        let inside = line.nominal(i) || line.name_at(i).is_some() || joins || article;
        // "A memo *former* director Ana Ruiz wrote".
        let afresh = start < end && line.is(start, &["former", "ex"]) && line.upos(i) == Upos::Noun;
        if !inside || line.is_person(i) || afresh {
            break;
        }
        start = i;
    }
    while start < end && (line.clitic(start) || line.is(start, &["and", ",", "-"])) {
        start += 1;
    }
    start
}

const OPENING: [&str; 5] = [",", "(", "–", "—", "-"];
const CLOSING: [&str; 8] = [",", ".", ";", ")", "–", "—", "-", ":"];

fn closed(line: &Line<'_>, i: usize) -> bool {
    i >= line.len() || line.is(i, &CLOSING)
}

/// "the Y envoy for Z, NAME,", "Hungary's ombudsman – NAME –", "The bishop of Z is NAME".
fn apposed(line: &Line<'_>, lead: usize, last: usize) -> Option<FoundRole> {
    let comma = lead.checked_sub(1)?;
    let is = line.is(comma, &["is", "was"]);
    if !(is || line.is(comma, &OPENING) && !line.hyphen(comma)) || !closed(line, last + 1) {
        return None;
    }
    let phrase = introduced(line, comma)?;
    Some(phrase.role(line, false))
}

/// The longest role phrase that ends before word `end` and begins with an article,
/// a possessive or a name.
pub(crate) fn introduced(line: &Line<'_>, end: usize) -> Option<Phrase> {
    let mut least = end.saturating_sub(REACH);
    least = (least..end).rev().find(|&i| breaks(line, i)).map_or(least, |i| i + 1);
    (least..end).find_map(|start| {
        let opens = line.upos(start) == Upos::Det
            || start > least && line.clitic(start - 1) && line.is_person(start.saturating_sub(2))
            || line.is(start, &["his", "her", "its", "their"])
            || line.country_at(start).is_some()
            || line.name_at(start).is_some_and(|name| name.first == start)
            || line.capital(start) && start == 0;
        if !opens || line.person_in(start..end) {
            return None;
        }
        let phrase = Phrase::starting(line, start, end).filter(|p| p.end == end)?;
        (!line.plural(phrase.head.last)).then_some(phrase)
    })
}

/// Whether a phrase of nouns and prepositions cannot go on over word `i`.
fn breaks(line: &Line<'_>, i: usize) -> bool {
    let possessive = line.is(i, &["his", "her", "its", "their"]);
    matches!(line.upos(i), Upos::Verb | Upos::Aux | Upos::Sconj) && !line.nominal(i)
        || line.upos(i) == Upos::Pron && !possessive
        || line.upos(i) == Upos::Punct && !line.hyphen(i) && !line.nominal(i)
}

/// "NAME, 27, the director of the Y Centre,", "NAME (director of …)", "NAME (Greens), the mayor of Z,".
fn after(line: &Line<'_>, last: usize) -> Vec<FoundRole> {
    let mut at = last + 1;
    if line.is(at, &["("]) && Phrase::starting(line, at + 1, line.len()).is_none() {
        at = (at..line.len().min(at + 6)).find(|&i| line.is(i, &[")"])).map_or(at, |i| i + 1);
    }
    if line.is(at, &[","]) && at + 2 < line.len() && line.upos(at + 1) == Upos::Num && line.is(at + 2, &[","])
    {
        at += 2;
    }
    if !line.is(at, &OPENING) || line.hyphen(at) {
        return Vec::new();
    }
    chain(line, at + 1, false)
}

/// The role phrase that begins at word `start`, and those that "and" or a comma add to it.
fn chain(line: &Line<'_>, start: usize, past: bool) -> Vec<FoundRole> {
    let mut found: Vec<FoundRole> = Vec::new();
    let mut at = start;
    while let Some(phrase) = Phrase::starting(line, at, line.len()) {
        let next = phrase.end;
        // "After firing Ana Ruiz, president calls …": whoever acts there is somebody else.
        let acts = line.tree().is(phrase.head.last, &["nsubj", "nsubj:pass"]);
        let verb = next < line.len() && matches!(line.upos(next), Upos::Verb | Upos::Aux);
        let new_clause = verb && (acts || !found.is_empty());
        let apposes = line.is(next, &[","]) && line.person_in(next + 1..next + 2) && at != start;
        if line.plural(phrase.head.last) || next < line.len() && line.is_person(next) || new_clause || apposes
        {
            break;
        }
        found.push(phrase.role(line, past));
        if !line.is(next, &["and"]) {
            break;
        }
        at = next + 1;
    }
    if line.person_in(at..at + 1) {
        found.clear();
    }
    found
}

/// "NAME is the mayor of Z", "NAME, who became Y's chief prosecutor", "NAME has been appointed minister".
fn told(line: &Line<'_>, last: usize) -> Vec<FoundRole> {
    let mut at = last + 1;
    if line.is(at, &[","]) && line.is(at + 1, &["who"]) {
        at += 2;
    } else if line.is(at, &["who"]) {
        at += 1;
    }
    let Some((start, past)) = saying_so(line, at) else { return Vec::new() };
    chain(line, start, past)
}

/// The verbs between a name and what it is said to be: where they end, and
/// whether they put it into the past.
fn saying_so(line: &Line<'_>, start: usize) -> Option<(usize, bool)> {
    const LONGEST: usize = 6;
    let (mut at, mut linked, mut made, mut past) = (start, false, false, false);
    while at < line.len().min(start + LONGEST) {
        if line.is_lemma(at, &["be", "become", "remain"]) {
            past = !linked && line.is(at, &["was", "were"]);
            made |= line.is_lemma(at, &["become"]);
            linked = true;
        } else if line.is_lemma(at, &["appoint", "name", "elect", "reappoint", "re-elect"]) && linked {
            made = true;
        } else if line.is_lemma(at, &["serve", "work"]) && line.is(at + 1, &["as"]) {
            past = line.tree().words[at].xpos == "VBD";
            linked = true;
        } else if !(line.is_lemma(at, &["have"])
            || line.is(at, &["also", "now", "once", "as", "then", "currently"]))
        {
            break;
        }
        at += 1;
    }
    linked.then_some((at, past && !made))
}
