//! What the text says that people are.
//!
//! Four ways of saying so are read: before the name ("Danish Prime Minister X"),
//! after it in apposition ("X, director of the Y Centre,"), before it in
//! apposition ("the Danish envoy for Z, X,") and with a copula ("X is the mayor of Z").
//! Word order is read rather than the tree: it is the same in all of them, and
//! trees of long name phrases are the least reliable.

use super::{
    cast::{Cast, FoundRole},
    lexicon::{RoleNoun, body, longest, role, sector_of_name},
    page::Page,
};
use wirefold_gazetteer::{Country, country_named, country_of_demonym, seat};
use wirefold_report::{EntityKind, Upos};

/// Longest stretch of words that is searched for a role on either side of a name.
const REACH: usize = 16;

/// A role noun in a sentence: its first and last word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoleAt {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) noun: RoleNoun,
}

/// Gives people the roles that stand beside their names.
pub(crate) fn assign(page: &Page<'_>, cast: &mut Cast) {
    let scene = Scene::new(page, cast);
    let mut found = Vec::new();
    for said in cast.said.iter().filter(|s| s.kind == EntityKind::Person && s.named) {
        let Some((sentence, first, last)) = said.place else { continue };
        let line = Line { scene: &scene, sentence };
        let first = line.without_title(first, last);
        let roles =
            [line.before(first), line.after(last), line.apposed(first, last), line.copula(first, last)];
        found.extend(roles.into_iter().flatten().map(|role| (said.draft, role)));
    }
    for (draft, role) in found {
        cast.add_role(draft, role);
    }
}

/// A name in its sentence: first and last word, kind, country.
type NameAt = (usize, usize, EntityKind, Option<&'static Country>);

/// The names of a report by sentence.
pub(crate) struct Scene<'a> {
    page: &'a Page<'a>,
    /// For each sentence the names in it.
    names: Vec<Vec<NameAt>>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(page: &'a Page<'a>, cast: &Cast) -> Self {
        let mut names = vec![Vec::new(); page.sentences.len()];
        for said in cast.said.iter().filter(|s| s.named) {
            let Some((sentence, first, last)) = said.place else { continue };
            let country = cast.drafts[said.draft].country.and_then(wirefold_gazetteer::country);
            names[sentence].push((first, last, said.kind, country));
        }
        for line in &mut names {
            line.sort_by_key(|&(first, last, ..)| (first, last));
        }
        Self { page, names }
    }

    /// The sentence with these names.
    pub(crate) fn line(&'a self, sentence: usize) -> Line<'a> {
        Line { scene: self, sentence }
    }
}

/// One sentence, read for roles.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    scene: &'a Scene<'a>,
    sentence: usize,
}

impl Line<'_> {
    fn len(&self) -> usize {
        self.scene.page.sentences[self.sentence].words.len()
    }

    fn upos(&self, i: usize) -> Upos {
        self.scene.page.sentences[self.sentence].words[i].upos
    }

    fn is(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(i).as_str())
    }

    fn lower(&self, i: usize) -> String {
        self.scene.page.lower(self.sentence, i)
    }

    /// The name that covers word `i`: first and last word, kind, country.
    fn name_at(&self, i: usize) -> Option<NameAt> {
        let names = &self.scene.names[self.sentence];
        let after = names.partition_point(|&(first, ..)| first <= i);
        names[..after].last().filter(|&&(_, last, ..)| i <= last).copied()
    }

    fn is_person(&self, i: usize) -> bool {
        self.name_at(i).is_some_and(|(_, _, kind, _)| kind == EntityKind::Person)
    }

    /// Where the name proper begins, if the encoder took a title into it ("President X").
    fn without_title(&self, first: usize, last: usize) -> usize {
        (first..last).rev().find(|&i| self.role_ending(i, first).is_some()).map_or(first, |i| i + 1)
    }

    /// The longest role noun that ends at word `i` and does not begin before `least`.
    pub(crate) fn role_ending(&self, i: usize, least: usize) -> Option<RoleAt> {
        let start = least.max(i.saturating_sub(4));
        let words = self.scene.page.lowers(self.sentence, start..i + 1);
        let (n, noun) = longest(&words, role)?;
        Some(RoleAt { first: i + 1 - n, last: i, noun })
    }

    /// The first role noun among the words that no further role noun of the same
    /// noun phrase follows ("deputy economy minister").
    fn role_in(&self, start: usize, end: usize) -> Option<RoleAt> {
        let first = (start..end).find_map(|i| self.role_ending(i, start))?;
        let run = (first.last + 1..end).take_while(|&i| self.nominal(i) && self.name_at(i).is_none());
        run.filter_map(|i| self.role_ending(i, start)).last().or(Some(first))
    }

    /// Whether word `i` can stand inside a noun phrase before its head.
    fn nominal(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X | Upos::Num)
            || self.is(i, &["'s", "’s", "-", "–", "ex", "then"])
    }

    /// "Danish Prime Minister NAME", "secretary of state NAME", "President of the Czech Republic NAME".
    fn before(&self, first: usize) -> Option<FoundRole> {
        let end = first.checked_sub(1)?;
        let start = self.chunk_start(first);
        let at = (start..=end).rev().find_map(|i| {
            let at = self.role_ending(i, start)?;
            (i == end || self.is(i + 1, &["of", "for"])).then_some(at)
        })?;
        if (at.last + 1..first).any(|i| self.is_person(i)) || self.plural(at.last) {
            return None;
        }
        Some(self.read(start, at, first))
    }

    /// The first word of the noun phrase that ends before word `end`, including
    /// an "of" phrase after a role noun.
    fn chunk_start(&self, end: usize) -> usize {
        let mut start = end;
        let least = end.saturating_sub(REACH);
        while start > least {
            let i = start - 1;
            let inside = self.nominal(i)
                || self.name_at(i).is_some()
                || (self.is(i, &["of", "for"]) && i > least && self.role_ending(i - 1, least).is_some())
                || (self.is(i, &["the"]) && i > least && self.is(i - 1, &["of", "for"]))
                || (self.is(i, &["and", "&"])
                    && i > least
                    && self.upos(i - 1) == Upos::Adj
                    && self.name_at(i - 1).is_none());
            if !inside || self.is_person(i) {
                break;
            }
            start = i;
        }
        start
    }

    /// "NAME, the director of the Y Centre," and "NAME (director of …)".
    fn after(&self, last: usize) -> Option<FoundRole> {
        if last + 2 >= self.len() || !self.is(last + 1, &[",", "(", "–", "—", "-"]) {
            return None;
        }
        let end = self.phrase_end(last + 2);
        let at = self.role_in(last + 2, end)?;
        let new_clause = end < self.len() && matches!(self.upos(end), Upos::Verb | Upos::Aux);
        let lead_is_nominal = (last + 2..at.first).all(|i| {
            self.nominal(i)
                || matches!(self.upos(i), Upos::Det | Upos::Adv)
                || self.is(i, &["and", "of", "the"])
        });
        if !lead_is_nominal
            || new_clause
            || self.plural(at.last)
            || (last + 2..end).any(|i| self.is_person(i))
        {
            return None;
        }
        Some(self.read(last + 2, at, end))
    }

    /// "the Y envoy for Z, NAME,".
    fn apposed(&self, first: usize, last: usize) -> Option<FoundRole> {
        let comma = first.checked_sub(1)?;
        let closed = last + 1 >= self.len() || self.is(last + 1, &[",", ".", ";", ")", "–", "—"]);
        if !self.is(comma, &[","]) || !closed {
            return None;
        }
        let mut start = comma;
        while start > comma.saturating_sub(REACH) && !self.breaks(start - 1) {
            start -= 1;
        }
        let at = self.role_in(start, comma)?;
        let introduced = (start..at.first).any(|i| self.upos(i) == Upos::Det || self.name_at(i).is_some());
        if !introduced || self.plural(at.last) || (start..comma).any(|i| self.is_person(i)) {
            return None;
        }
        let lead = (start..at.first).rev().find(|&i| !self.nominal(i)).map_or(start, |i| i + 1);
        Some(self.read(lead, at, comma))
    }

    /// "NAME is the mayor of Z".
    fn copula(&self, first: usize, last: usize) -> Option<FoundRole> {
        let tree = &self.scene.page.trees[self.sentence];
        let top = tree.top_of(first..=last);
        let head = tree.head(top).filter(|_| tree.is(top, &["nsubj"]))?;
        tree.child(head, &["cop"])?;
        if head <= last || tree.child(head, &["case"]).is_some() || self.negated(head) {
            return None;
        }
        let at = self.role_ending(head, last + 1)?;
        let start = (last + 1..at.first).rev().find(|&i| !self.nominal(i)).map_or(at.first, |i| i + 1);
        Some(self.read(start, at, self.phrase_end(at.last)))
    }

    fn negated(&self, head: usize) -> bool {
        let tree = &self.scene.page.trees[self.sentence];
        tree.children(head).iter().any(|&c| self.is(c, &["not", "n't", "no", "never", "n’t"]))
    }

    /// Whether a phrase of nouns and prepositions cannot go on over word `i`.
    fn breaks(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron)
            || (self.upos(i) == Upos::Punct && !self.is(i, &["-", "–", "'s"]))
    }

    /// One past the last word of the phrase that begins at `start`.
    fn phrase_end(&self, start: usize) -> usize {
        let limit = self.len().min(start + REACH);
        (start..limit).find(|&i| self.breaks(i)).unwrap_or(limit)
    }

    /// Whether the role noun that ends at word `i` speaks of several people.
    fn plural(&self, i: usize) -> bool {
        let word = &self.scene.page.sentences[self.sentence].words[i];
        matches!(word.xpos.as_str(), "NNS" | "NNPS")
            || (word.xpos.is_empty() && self.lower(i).ends_with('s') && role(&self.lower(i)).is_none())
    }

    /// Reads a role whose phrase goes from `start` to before `end`.
    fn read(&self, start: usize, at: RoleAt, end: usize) -> FoundRole {
        let mut reading = Reading { line: *self, words: Vec::new(), country: None, organization: None };
        reading.modifiers(start, at.first);
        reading.words.extend(at_words(self, at.first, at.last));
        let stop = reading.complement(at.last + 1, end);
        let Reading { words, country, organization, .. } = reading;
        let name = organization.as_deref().map(str::to_lowercase);
        let told = name.as_deref().and_then(|name| sector_of_name(name.split_whitespace()));
        let beside = (start..at.first).rev().find_map(|i| body(&self.lower(i)));
        let noun = at.noun;
        let sector = match (&organization, country) {
            (Some(_), None) => told.or_else(|| (!noun.office).then_some(noun.sector)),
            // "police spokesman", "army chief"
            _ => beside.or(Some(noun.sector)),
        };
        FoundRole {
            role: words.join(" "),
            country: country.filter(|_| noun.office).map(|c| c.code),
            organization,
            sector,
            gender: noun.gender,
            evidence: vec![self.scene.page.trees[self.sentence].span(start, stop.max(at.last + 1) - 1)],
        }
    }
}

fn at_words(line: &Line<'_>, first: usize, last: usize) -> Vec<String> {
    (first..=last).map(|i| line.lower(i)).collect()
}

/// A role phrase while it is read.
struct Reading<'a> {
    line: Line<'a>,
    words: Vec<String>,
    country: Option<&'static Country>,
    organization: Option<String>,
}

impl Reading<'_> {
    /// What stands before the role noun: country, body, and words that narrow the role.
    fn modifiers(&mut self, start: usize, end: usize) {
        let mut i = start;
        while i < end {
            let next = match self.line.name_at(i) {
                Some((_, last, kind, country)) if last < end => {
                    self.take_name(i, last, kind, country);
                    last + 1
                }
                _ => {
                    self.take_word(i);
                    i + 1
                }
            };
            i = next;
        }
    }

    fn take_name(&mut self, first: usize, last: usize, kind: EntityKind, country: Option<&'static Country>) {
        let page = self.line.scene.page;
        let name = page.trees[self.line.sentence].span(first, last).of(page.text);
        let acts_for = country.or_else(|| seat(name).map(|s| s.country));
        match acts_for {
            Some(country) if kind != EntityKind::Organization || seat(name).is_some() => {
                self.country = self.country.or(Some(country));
            }
            _ if kind == EntityKind::Organization => {
                self.organization.get_or_insert_with(|| name.to_owned());
            }
            _ => self.words.push(name.to_lowercase()),
        }
    }

    fn take_word(&mut self, i: usize) {
        const LEFT_OUT: [&str; 16] = [
            "the", "a", "an", "his", "her", "its", "their", "'s", "’s", "current", "fellow", "-", "–", "as",
            "one", "’",
        ];
        let word = self.line.lower(i);
        let known = country_of_demonym(&word).or_else(|| {
            (self.line.upos(i) == Upos::Propn)
                .then(|| self.line.scene.page.sentences[self.line.sentence].words[i].span)
                .and_then(|span| country_named(span.of(self.line.scene.page.text)))
        });
        match known {
            Some(country) => self.country = self.country.or(Some(country)),
            None if LEFT_OUT.contains(&word.as_str()) => {}
            None => self.words.push(word),
        }
    }

    /// What follows the role noun: "of the Y Centre", "in international
    /// relations at Z University". Returns where it ends.
    fn complement(&mut self, start: usize, end: usize) -> usize {
        let mut i = start;
        while i < end && self.line.upos(i) == Upos::Adp {
            let preposition = self.line.lower(i);
            let stop =
                (i + 1..end).find(|&j| self.line.upos(j) == Upos::Adp && self.line.name_at(j).is_none());
            let stop = stop.unwrap_or(end);
            if !self.group(&preposition, i + 1, stop) {
                break;
            }
            i = stop;
        }
        i
    }

    /// One preposition and what follows it; whether it belongs to the role.
    fn group(&mut self, preposition: &str, start: usize, end: usize) -> bool {
        let whole = start;
        let start =
            (start..end).find(|&i| !self.line.is(i, &["the", "a", "an", "his", "her", "its"])).unwrap_or(end);
        if start >= end {
            return false;
        }
        let page = self.line.scene.page;
        let name = (start..end).find_map(|i| self.line.name_at(i)).filter(|&(_, last, ..)| last < end);
        let phrase = page.trees[self.line.sentence].span(start, end - 1).of(page.text);
        match (preposition, name) {
            ("of" | "for", Some((_, _, EntityKind::Place | EntityKind::Group, Some(country))))
                if country_named(phrase).is_some() || self.country.is_none() && preposition == "of" =>
            {
                self.country = self.country.or(Some(country));
                if country_named(phrase).is_none() {
                    self.words.push(preposition.to_owned());
                    self.words.extend(at_words(&self.line, whole, end - 1));
                }
                true
            }
            ("of" | "at" | "for" | "with" | "from", Some((first, last, EntityKind::Organization, _))) => {
                let whole = page.trees[self.line.sentence].span(first.min(start), last).of(page.text);
                self.organization.get_or_insert_with(|| whole.to_owned());
                true
            }
            ("at" | "with", _) if self.line.upos(start) == Upos::Propn => {
                self.organization.get_or_insert_with(|| phrase.to_owned());
                true
            }
            ("of" | "for" | "in" | "on", _) => {
                self.words.push(preposition.to_owned());
                self.words.extend(at_words(&self.line, whole, end - 1));
                true
            }
            _ => false,
        }
    }
}
