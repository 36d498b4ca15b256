//! Each event once, however often it is told.
//!
//! Events are placed one after the other: with an event that is the same, else
//! by themselves. Only events that share a party, or whose sentences are
//! aligned, are compared.

mod answer;
mod background;
mod same;
mod telling;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    align::Links,
    entity::Entities,
    story::{SentenceId, Story},
    when::Days,
};
use same::{Match, same};
use wirefold_gazetteer::{country_named, country_of_demonym, government_seat};
use wirefold_report::{EntityKind, Event, Evidence, Mention, Party, Span, StoryEvent};

/// An event less sure than this, by its surest telling, stays out of the record; the annotation has it. Of what is found in
/// news about three of five are left out; `--least-sure` is for those who want more, or fewer that are surer (`train/README.md` has
/// the share that is right above each limit).
pub const LEAST_SURE: f64 = 0.5;

/// Tellings of an event that a further one is compared with.
const MOST_COMPARED: usize = 8;

/// Events kept under one key: a text full of one party shall not make the work
/// grow with its square.
const MOST_ON_A_SHELF: usize = 200;

/// One telling of an event.
pub(crate) struct Told<'a> {
    pub report: usize,
    pub event: &'a Event,
    pub sentence: Option<SentenceId>,
    pub actors: Vec<PartyKey>,
    pub recipients: Vec<PartyKey>,
    /// TIMEX3 value of its day or period, and the days that this covers.
    pub date: Option<&'a str>,
    pub days: Option<Days>,
    /// Stem of the word that tells it.
    pub trigger: Option<u64>,
    /// Stems of what else its sentence says, parties and that word left aside.
    pub beside: BTreeSet<u64>,
}

/// A party as events compare it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PartyKey {
    pub entity: Option<usize>,
    pub country: Option<String>,
    /// Whether it is a country or its government, not somebody of it.
    pub is_state: bool,
    /// Whether it is a person by name.
    pub is_person: bool,
    /// Whether it belongs to the entity ("Turkish police") rather than being it.
    pub belongs: bool,
    /// Whether what it belongs to is a place or a people, and not a body.
    pub of_land: bool,
    pub sector: Option<&'static str>,
    /// Stems of its words, where nobody is known to be meant; of one that belongs to an entity, of its own words.
    pub terms: BTreeSet<u64>,
}

impl PartyKey {
    /// A pronoun that could not be resolved names nobody.
    fn says_something(&self) -> bool {
        self.entity.is_some() || self.country.is_some() || !self.terms.is_empty()
    }
}

/// The events of a story, in order of their first telling.
pub(crate) fn join(
    story: &Story<'_>,
    links: &Links,
    entities: &Entities,
    least_sure: f64,
) -> Vec<StoryEvent> {
    let mut shelves = Shelves::default();
    for told in all_told(story, entities) {
        shelves.place(told, links);
    }
    background::join(story, &mut shelves.events);
    let answered = answer::dates(story, &shelves.events);
    let told = shelves.events.iter().zip(answered).map(|(tellings, answered)| {
        let mut told = telling::of(story, entities, tellings);
        told.event.date = told.event.date.or(answered);
        told
    });
    told.filter(|story_event| story_event.event.confidence >= least_sure).collect()
}

fn all_told<'a>(story: &Story<'a>, entities: &Entities) -> Vec<Told<'a>> {
    let mut all = Vec::new();
    for (report, telling) in story.tellings.iter().enumerate() {
        for event in &telling.annotation.events {
            let sentence = Some(SentenceId { report, sentence: event.sentence })
                .filter(|s| s.sentence < telling.annotation.sentences.len());
            let keys = |parties: &[Party]| -> Vec<PartyKey> {
                let keys = parties.iter().map(|p| party(story, entities, report, *p));
                keys.filter(PartyKey::says_something).collect()
            };
            let spoken = |s: SentenceId| {
                story.tokens(s).iter().find(|t| t.span().overlaps(event.trigger)).map(|t| t.term)
            };
            let beside = |s: SentenceId| {
                let parties = event.actors.iter().chain(&event.recipients).map(|party| party.span);
                let told: Vec<Span> = parties.chain([event.trigger]).collect();
                let tokens = story.tokens(s).iter();
                let else_said =
                    tokens.filter(|t| t.is_content() && !told.iter().any(|span| span.overlaps(t.span())));
                else_said.map(|t| t.term).collect()
            };
            let date = event.date.as_deref();
            all.push(Told {
                report,
                event,
                sentence,
                actors: keys(&event.actors),
                recipients: keys(&event.recipients),
                date,
                days: date.and_then(Days::of),
                trigger: sentence.and_then(spoken),
                beside: sentence.map(beside).unwrap_or_default(),
            });
        }
    }
    all
}

fn party(story: &Story<'_>, entities: &Entities, report: usize, party: Party) -> PartyKey {
    let told = Evidence { report, span: party.span };
    let sector = party.sector;
    let Some(index) = party.entity.and_then(|id| entities.of(report, id)) else {
        let country = country_named(story.text(told)).map(|c| c.code.to_owned());
        let (is_state, terms) = (country.is_some(), terms(story, told, None));
        return PartyKey {
            entity: None,
            country,
            is_state,
            is_person: false,
            belongs: false,
            of_land: false,
            sector,
            terms,
        };
    };
    let known = &entities.all[index];
    let is_government =
        known.sector.as_deref() == Some("GOV") || known.country.as_deref() == state_named(&known.name);
    let is_state = known.kind != EntityKind::Person && known.country.is_some() && is_government;
    let belongs = telling::belongs(story, entities, report, party);
    let terms = if belongs { terms(story, told, Some((entities, index))) } else { BTreeSet::new() };
    let of_land = belongs && matches!(known.kind, EntityKind::Place | EntityKind::Group);
    PartyKey {
        entity: Some(index),
        country: known.country.clone(),
        is_state,
        is_person: known.kind == EntityKind::Person && !belongs,
        of_land,
        belongs,
        sector,
        terms,
    }
}

/// Stems of what a party is called by, the name of the entity that it belongs to left aside.
fn terms(story: &Story<'_>, told: Evidence, home: Option<(&Entities, usize)>) -> BTreeSet<u64> {
    let mentions = &story.tellings[told.report].annotation.mentions;
    let from = mentions.partition_point(|m| m.span.end <= told.span.start);
    let inside = || mentions[from..].iter().take_while(|m| m.span.start < told.span.end);
    let is_home = |span: Span| {
        home.is_some_and(|(entities, home)| {
            let of_home = |m: &&Mention| entities.of(told.report, m.entity) == Some(home);
            inside().filter(of_home).any(|m| m.span.contains(span))
        })
    };
    let words = story.sentence_at(told).map_or(&[][..], |s| story.tokens(s));
    let content = words.iter().filter(|t| t.is_content() && told.span.contains(t.span()));
    content.filter(|t| !is_home(t.span())).map(|t| t.term).collect()
}

fn state_named(name: &str) -> Option<&'static str> {
    country_named(name).or_else(|| government_seat(name)).or_else(|| country_of_demonym(name)).map(|c| c.code)
}

/// What an event can be found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Shelf {
    Entity(usize),
    Word(u64),
    Class(usize),
}

#[derive(Default)]
struct Shelves<'a> {
    events: Vec<Vec<Told<'a>>>,
    by: BTreeMap<Shelf, Vec<usize>>,
    countries: BTreeMap<String, Vec<usize>>,
}

impl<'a> Shelves<'a> {
    fn place(&mut self, told: Told<'a>, links: &Links) {
        let home = self.home(&told, links).unwrap_or_else(|| {
            self.events.push(Vec::new());
            self.events.len() - 1
        });
        for shelf in shelves(&told, links) {
            keep(self.by.entry(shelf).or_default(), home);
        }
        for country in states(&told) {
            keep(self.countries.entry(country.clone()).or_default(), home);
        }
        self.events[home].push(told);
    }

    fn home(&self, told: &Told<'a>, links: &Links) -> Option<usize> {
        let shelved = shelves(told, links).into_iter().filter_map(|shelf| self.by.get(&shelf));
        let of_countries = states(told).filter_map(|country| self.countries.get(country));
        let near: BTreeSet<usize> = shelved.chain(of_countries).flatten().copied().collect();
        let mut best: Option<(Match, usize)> = None;
        for index in near {
            if let Some(found) = self.fits(index, told, links) {
                let better = best.is_none_or(|(known, _)| found > known);
                best = if better { Some((found, index)) } else { best };
            }
        }
        best.map(|(_, index)| index)
    }

    /// How surely a telling belongs to an event: as to the telling nearest to it,
    /// if none of the others speaks against it.
    fn fits(&self, index: usize, told: &Told<'a>, links: &Links) -> Option<Match> {
        let known = self.events[index].iter().take(MOST_COMPARED);
        let mut best = None;
        for other in known {
            match same(other, told, links) {
                Match::Contradicts => return None,
                Match::Unknown => {}
                found => best = best.max(Some(found)),
            }
        }
        best
    }
}

fn shelves(told: &Told<'_>, links: &Links) -> BTreeSet<Shelf> {
    let parties = told.actors.iter().chain(&told.recipients);
    let mut all: BTreeSet<Shelf> = parties.clone().filter_map(|p| p.entity).map(Shelf::Entity).collect();
    all.extend(parties.flat_map(|p| &p.terms).map(|&term| Shelf::Word(term)));
    all.extend(told.sentence.map(|s| Shelf::Class(links.class(s))));
    all
}

fn states<'t>(told: &'t Told<'_>) -> impl Iterator<Item = &'t String> {
    told.actors.iter().chain(&told.recipients).filter_map(|p| p.country.as_ref())
}

fn keep(shelf: &mut Vec<usize>, event: usize) {
    if shelf.last() != Some(&event) && shelf.len() < MOST_ON_A_SHELF && !shelf.contains(&event) {
        shelf.push(event);
    }
}
