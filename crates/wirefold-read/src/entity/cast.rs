//! Entities while they are put together.

use super::lexicon::Gender;
use std::collections::HashMap;
use wirefold_gazetteer::known_body;
use wirefold_report::{Entity, EntityId, EntityKind, Mention, Role, Span, Whereabouts};

/// A mention of a draft.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) span: Span,
    pub(crate) kind: EntityKind,
    pub(crate) draft: usize,
    pub(crate) named: bool,
    /// Sentence, first and last word; `None` outside of the body.
    pub(crate) place: Option<(usize, usize, usize)>,
}

/// A role that the text gives to somebody.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundRole {
    pub(crate) role: String,
    pub(crate) country: Option<&'static str>,
    pub(crate) organization: Option<String>,
    pub(crate) sector: Option<&'static str>,
    pub(crate) gender: Option<Gender>,
    /// Where the text says so, in order.
    pub(crate) evidence: Vec<Span>,
}

/// An entity in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: EntityKind,
    /// The folded words of its fullest name.
    pub(crate) parts: Vec<String>,
    pub(crate) name: String,
    pub(crate) roles: Vec<FoundRole>,
    pub(crate) country: Option<&'static str>,
    pub(crate) sector: Option<&'static str>,
    pub(crate) gender: Option<Gender>,
    pub(crate) whereabouts: Whereabouts,
}

/// All entities of a report in the making, with their mentions in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) said: Vec<Said>,
    /// Index of the named mention that covers a word, by sentence and word.
    covers: HashMap<(usize, usize), usize>,
    /// Evidence of all roles, in order.
    role_spans: Vec<Span>,
}

impl Cast {
    pub(crate) fn new(drafts: Vec<Draft>, said: Vec<Said>) -> Self {
        let mut cast = Self { drafts, said, covers: HashMap::new(), role_spans: Vec::new() };
        cast.sort();
        cast
    }

    /// Brings the mentions into the order of the text.
    pub(crate) fn sort(&mut self) {
        self.said.sort_by_key(|s| (s.span.start, std::cmp::Reverse(s.span.end), s.draft));
        self.covers.clear();
        for (i, said) in self.said.iter().enumerate().filter(|(_, said)| said.named) {
            let Some((sentence, first, last)) = said.place else { continue };
            self.covers.extend((first..=last).map(|word| ((sentence, word), i)));
        }
        self.role_spans = self
            .drafts
            .iter()
            .flat_map(|d| d.roles.iter().flat_map(|r| r.evidence.iter().copied()))
            .collect();
        self.role_spans.sort_unstable();
    }

    /// The named mention that covers a word.
    pub(crate) fn said_at(&self, sentence: usize, word: usize) -> Option<&Said> {
        self.covers.get(&(sentence, word)).map(|&i| &self.said[i])
    }

    /// Whether the span lies in the evidence of some role.
    pub(crate) fn in_role(&self, span: Span) -> bool {
        const OVERLAPPING: usize = 8;
        let after = self.role_spans.partition_point(|r| r.start <= span.start);
        self.role_spans[after.saturating_sub(OVERLAPPING)..after].iter().any(|r| r.contains(span))
    }

    /// Adds a role, joining it with one that says the same.
    pub(crate) fn add_role(&mut self, draft: usize, role: FoundRole) {
        let draft = &mut self.drafts[draft];
        draft.gender = draft.gender.or(role.gender);
        let known = draft.roles.iter_mut().find(|r| r.role == role.role && agree(r.country, role.country));
        match known {
            Some(known) => {
                known.country = known.country.or(role.country);
                known.organization = known.organization.take().or(role.organization);
                known.sector = known.sector.or(role.sector);
                known.evidence.extend(role.evidence);
            }
            None => draft.roles.push(role),
        }
    }

    /// The finished entities in order of first mention, and their mentions.
    pub(crate) fn finish(mut self, text: &str) -> (Vec<Mention>, Vec<Entity>) {
        self.sort();
        let mut number: Vec<Option<usize>> = vec![None; self.drafts.len()];
        let mut order = Vec::new();
        for said in &self.said {
            if number[said.draft].is_none() {
                number[said.draft] = Some(order.len());
                order.push(said.draft);
            }
        }
        let mut entities: Vec<Entity> = order.iter().map(|&d| entity(&self.drafts[d])).collect();
        let mut mentions = Vec::with_capacity(self.said.len());
        for said in &self.said {
            let Some(id) = number[said.draft] else { continue };
            mentions.push(Mention {
                span: said.span,
                kind: said.kind,
                entity: EntityId(id),
                named: said.named,
            });
            let (name, entity) = (said.span.of(text), &mut entities[id]);
            if said.named && name != entity.name && !entity.aliases.iter().any(|alias| alias == name) {
                entity.aliases.push(name.to_owned());
            }
        }
        (mentions, entities)
    }
}

fn entity(draft: &Draft) -> Entity {
    let role = |found: &FoundRole| {
        let mut evidence = found.evidence.clone();
        evidence.sort_unstable();
        evidence.dedup();
        Role {
            role: found.role.clone(),
            country: found.country.map(str::to_owned),
            organization: found.organization.clone(),
            evidence,
        }
    };
    let body = |role: &FoundRole| known_body(role.organization.as_deref()?)?.country.map(|c| c.code);
    let office = draft.roles.iter().find_map(|role| role.country.or_else(|| body(role)));
    Entity {
        kind: draft.kind,
        name: draft.name.clone(),
        aliases: Vec::new(),
        roles: draft.roles.iter().map(role).collect(),
        country: draft.country.or(office).map(str::to_owned),
        sector: draft.sector.or_else(|| draft.roles.iter().find_map(|role| role.sector)).map(str::to_owned),
        whereabouts: draft.whereabouts.clone(),
    }
}

/// Whether two countries do not contradict each other.
fn agree(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_none() || b.is_none() || a == b
}
