//! Who and what the reports speak of, joined over the story.
//!
//! Longer names are placed first, so that a surname alone finds the one that it
//! can stand for; where it could stand for two, it stays by itself. Two entities
//! that one report tells apart are never joined.

mod apart;
mod name;
mod telling;

pub(crate) use name::{Likeness, Name};

use std::collections::{BTreeMap, BTreeSet};

use crate::story::Story;
use wirefold_report::{Entity, EntityId, EntityKind, StoryEntity};
use wirefold_text::person::PersonName;

/// The entities of a story and where those of its reports went.
pub(crate) struct Entities {
    pub all: Vec<StoryEntity>,
    place: Vec<Vec<usize>>,
}

impl Entities {
    pub(crate) fn join(story: &Story<'_>) -> Self {
        let mut drafts = Drafts::default();
        for (report, id) in longest_names_first(story) {
            let telling = &story.tellings[report];
            let entity = &telling.annotation.entities[id];
            match telling.names(id) {
                true => drafts.place(report, id, entity),
                false => drafts.place_described(report, id, entity, story.origin_of[report]),
            }
        }
        let mut told: Vec<(StoryEntity, Vec<(usize, usize)>)> =
            drafts.all.iter().map(|d| (telling::of(story, d), d.members.clone())).collect();
        told.sort_by_key(|(entity, _)| (std::cmp::Reverse(entity.evidence.len()), first_place(entity)));
        let mut place: Vec<Vec<usize>> =
            story.tellings.iter().map(|t| vec![usize::MAX; t.annotation.entities.len()]).collect();
        for (index, (_, members)) in told.iter().enumerate() {
            for &(report, id) in members {
                place[report][id] = index;
            }
        }
        Self { all: told.into_iter().map(|(entity, _)| entity).collect(), place }
    }

    /// The story's entity for one of a report.
    pub(crate) fn of(&self, report: usize, id: EntityId) -> Option<usize> {
        self.place.get(report)?.get(id.0).copied().filter(|&i| i < self.all.len())
    }

    pub(crate) fn name(&self, entity: usize) -> &str {
        &self.all[entity].name
    }
}

fn first_place(entity: &StoryEntity) -> (usize, u32, usize, EntityId) {
    let (report, start) = entity.evidence.first().map_or((usize::MAX, 0), |e| (e.report, e.span.start));
    let (member, id) = entity.members[0];
    (report, start, member, id)
}

fn longest_names_first(story: &Story<'_>) -> Vec<(usize, usize)> {
    let mut order: Vec<(std::cmp::Reverse<usize>, usize, usize)> = Vec::new();
    for (report, telling) in story.tellings.iter().enumerate() {
        for (id, entity) in telling.annotation.entities.iter().enumerate() {
            order.push((std::cmp::Reverse(Name::new(&entity.name).parts.len()), report, id));
        }
    }
    order.sort();
    order.into_iter().map(|(_, report, id)| (report, id)).collect()
}

/// An entity of the story in the making.
pub(crate) struct Draft {
    kind: EntityKind,
    names: Vec<Name>,
    country: Option<String>,
    /// What the reports say that somebody is.
    roles: BTreeSet<String>,
    /// Report and index of the entity in its annotation.
    pub members: Vec<(usize, usize)>,
    reports: BTreeSet<usize>,
}

#[derive(Default)]
struct Drafts {
    all: Vec<Draft>,
    by_name: BTreeMap<(bool, String), Vec<usize>>,
    by_key: BTreeMap<String, Vec<usize>>,
    /// Those without a name, by the origin of the reports that describe them, and how they do.
    described: BTreeMap<(usize, String), usize>,
}

/// No more drafts are kept under one key: a text full of made-up names shall not
/// make the work grow with its square.
const MOST_UNDER_A_KEY: usize = 128;

impl Drafts {
    fn place(&mut self, report: usize, id: usize, entity: &Entity) {
        let name = Name::new(&entity.name);
        let aliases: Vec<Name> = entity.aliases.iter().map(|a| Name::new(a)).collect();
        let key = (entity.kind == EntityKind::Person, name.parts.join(" "));
        let home = self.by_exact_name(&key, report, entity);
        let home = home.or_else(|| self.of_other_kind(&key, report, entity));
        let home = home.or_else(|| self.nearest(report, entity, &name, &aliases));
        let home = home.unwrap_or_else(|| self.found(entity));
        let draft = &mut self.all[home];
        draft.members.push((report, id));
        draft.reports.insert(report);
        draft.roles.extend(entity.roles.iter().map(|r| r.role.clone()));
        draft.country = draft.country.take().or_else(|| entity.country.clone());
        let mut keys: Vec<String> = Vec::new();
        for name in std::iter::once(name).chain(aliases) {
            if !draft.names.iter().any(|n| n.written == name.written) {
                keys.extend(name.keys());
                draft.names.push(name);
            }
        }
        keep(self.by_name.entry(key).or_default(), home);
        for key in keys {
            keep(self.by_key.entry(key).or_default(), home);
        }
    }

    /// Somebody without a name: "a senior official" is the same one only where reports go back to one text.
    fn place_described(&mut self, report: usize, id: usize, entity: &Entity, origin: usize) {
        let key = (origin, Name::new(&entity.name).parts.join(" "));
        let known = self.described.get(&key).copied();
        let home = known.filter(|&home| !self.all[home].reports.contains(&report));
        let home = home.unwrap_or_else(|| self.found(entity));
        self.described.insert(key, home);
        self.all[home].members.push((report, id));
        self.all[home].reports.insert(report);
    }

    fn found(&mut self, entity: &Entity) -> usize {
        let (kind, country) = (entity.kind, entity.country.clone());
        self.all.push(Draft {
            kind,
            names: Vec::new(),
            country,
            roles: BTreeSet::new(),
            members: Vec::new(),
            reports: BTreeSet::new(),
        });
        self.all.len() - 1
    }

    fn by_exact_name(&self, key: &(bool, String), report: usize, entity: &Entity) -> Option<usize> {
        let free = |i: &&usize| !self.all[**i].reports.contains(&report);
        let known = || self.by_name.get(key).into_iter().flatten().filter(free);
        known().find(|i| self.all[**i].kind == entity.kind).or_else(|| known().next()).copied()
    }

    /// One name, taken for a person in one report and for a thing in another: a person of that name would
    /// have a given name or a role.
    fn of_other_kind(&self, key: &(bool, String), report: usize, entity: &Entity) -> Option<usize> {
        let mut known = self.by_name.get(&(!key.0, key.1.clone())).into_iter().flatten().copied();
        let is_unknown = |draft: &Draft| {
            let whole = draft.names.first().is_some_and(|full| full.parts.join(" ") == key.1);
            whole && entity.roles.is_empty() && draft.roles.is_empty() && !draft.reports.contains(&report)
        };
        known.find(|&i| is_unknown(&self.all[i]))
    }

    fn nearest(&self, report: usize, entity: &Entity, name: &Name, aliases: &[Name]) -> Option<usize> {
        let keys = std::iter::once(name).chain(aliases).flat_map(Name::keys);
        let near: BTreeSet<usize> = keys.filter_map(|key| self.by_key.get(&key)).flatten().copied().collect();
        let mut best: Option<(Likeness, bool, usize)> = None;
        let mut rivals = 0;
        for index in near {
            let draft = &self.all[index];
            let Some((like, agree)) = draft.likeness(report, entity, name, aliases) else { continue };
            match best.map(|(l, a, _)| (like, agree).cmp(&(l, a))) {
                Some(std::cmp::Ordering::Less) => {}
                Some(std::cmp::Ordering::Equal) => rivals += 1,
                _ => (best, rivals) = (Some((like, agree, index)), 0),
            }
        }
        best.filter(|(like, ..)| rivals == 0 || *like > Likeness::Part).map(|(.., index)| index)
    }
}

fn keep(drafts: &mut Vec<usize>, draft: usize) {
    if !drafts.contains(&draft) && drafts.len() < MOST_UNDER_A_KEY {
        drafts.push(draft);
    }
}

impl Draft {
    /// How near an entity of `report` is, and whether their countries agree.
    fn likeness(
        &self,
        report: usize,
        entity: &Entity,
        name: &Name,
        aliases: &[Name],
    ) -> Option<(Likeness, bool)> {
        if !kinds_fit(self.kind, entity.kind) {
            return None;
        }
        let full = self.names.first()?;
        let like = full.likeness(name, entity.kind).max(self.by_alias(entity, name, aliases));
        let like = like.max(self.by_office(entity, name));
        let countries = (self.country.as_deref(), entity.country.as_deref());
        let apart = matches!(countries, (Some(a), Some(b)) if a != b);
        let allowed = match like {
            Likeness::None => false,
            Likeness::Part => !apart && self.kind == entity.kind,
            _ => true,
        };
        let told_apart = self.reports.contains(&report) && like != Likeness::Acronym;
        (allowed && !told_apart).then(|| (like, countries.0.is_some() && countries.0 == countries.1))
    }

    /// A name of several words that is an alias here, or an alias that is a name
    /// here.
    fn by_alias(&self, entity: &Entity, name: &Name, aliases: &[Name]) -> Likeness {
        let telling = |n: &Name| n.parts.len() > 1 || entity.kind != EntityKind::Person;
        let known = |n: &Name| telling(n) && self.names.iter().any(|own| own.parts == n.parts);
        if known(name) || aliases.iter().any(known) { Likeness::Same } else { Likeness::None }
    }
}

impl Draft {
    /// "President Okello" where another report has "President Tom Okello Jr.": the surname
    /// without its mark, in the same office.
    fn by_office(&self, entity: &Entity, name: &Name) -> Likeness {
        let Some(full) = self.names.first().map(|full| PersonName::of(&full.parts)) else {
            return Likeness::None;
        };
        let is_surname = name.parts.len() == 1 && full.words.last() == name.parts.first();
        let same_office = entity.roles.iter().any(|r| self.roles.contains(&r.role));
        let is_one = full.generation.is_some() && is_surname && same_office;
        if is_one { Likeness::Part } else { Likeness::None }
    }
}

/// Readers take one thing for an organisation here and a group or place there,
/// but hardly ever a person for anything else.
fn kinds_fit(one: EntityKind, other: EntityKind) -> bool {
    (one == EntityKind::Person) == (other == EntityKind::Person)
}
