//! What the reports together say of one entity.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Draft, name::near};
use crate::story::Story;
use wirefold_report::{Entity, EntityId, EntityKind, Evidence, Role, StoryEntity, Whereabouts};
use wirefold_text::normal::fold;

pub(crate) fn of(story: &Story<'_>, draft: &Draft) -> StoryEntity {
    let mut members = draft.members.clone();
    members.sort_unstable();
    let told: Vec<(usize, &Entity)> =
        members.iter().map(|&(r, id)| (r, &story.tellings[r].annotation.entities[id])).collect();
    let name = fullest(told.iter().map(|(_, e)| bare(&e.name)));
    StoryEntity {
        named: members.iter().any(|&(report, id)| story.tellings[report].names(id)),
        kind: kind(&told).unwrap_or(draft.kind),
        aliases: aliases(&told, &name),
        name,
        roles: roles(&told),
        country: most_common(told.iter().filter_map(|(_, e)| e.country.clone())),
        sector: most_common(told.iter().filter_map(|(_, e)| e.sector.clone())),
        whereabouts: whereabouts(&told),
        evidence: evidence(story, &members),
        members: members.into_iter().map(|(report, id)| (report, EntityId(id))).collect(),
    }
}

/// What most reports take it for; where as many take it for a person as for a thing, a thing.
fn kind(told: &[(usize, &Entity)]) -> Option<EntityKind> {
    let things = || told.iter().map(|(_, e)| e.kind).filter(|kind| *kind != EntityKind::Person);
    let is_person = things().count() * 2 < told.len();
    if is_person { Some(EntityKind::Person) } else { most_common(things()) }
}

/// What most reports that settle it take a place for; else what it can mean.
fn whereabouts(told: &[(usize, &Entity)]) -> Whereabouts {
    let places = || told.iter().map(|(_, e)| &e.whereabouts).filter(|w| !w.is_empty());
    let key = |w: &Whereabouts| w.site.as_ref().map(|s| (s.country.clone(), s.name.clone(), s.geonames));
    let settled = most_common(places().filter_map(key));
    places().find(|w| key(w) == settled).cloned().unwrap_or_default()
}

/// The name of most words; of several, that of most reports; then the first.
fn fullest<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counted.iter_mut().find(|(n, _)| *n == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let rank = |name: &str, count: usize| (name.split_whitespace().count(), count);
    let best = counted.iter().rev().max_by_key(|(name, count)| rank(name, *count));
    best.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

/// A name without marks that belong to the sentence around it.
fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '“' | '”' | '"'))
}

fn aliases(told: &[(usize, &Entity)], name: &str) -> Vec<String> {
    let mut aliases: Vec<String> = Vec::new();
    for (_, entity) in told {
        for alias in std::iter::once(&entity.name).chain(&entity.aliases) {
            let alias = bare(alias);
            if alias != name && !aliases.iter().any(|a| a == alias) {
                aliases.push(alias.to_owned());
            }
        }
    }
    aliases
}

/// The value that most name; of several the first named.
fn most_common<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, (usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
    for (at, value) in values.enumerate() {
        counts.entry(value).or_insert((0, std::cmp::Reverse(at))).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, rank)| *rank).map(|(value, _)| value)
}

fn evidence(story: &Story<'_>, members: &[(usize, usize)]) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = Vec::new();
    for &(report, id) in members {
        let mentions = &story.tellings[report].annotation.mentions;
        let own = || mentions.iter().filter(|m| m.entity == EntityId(id));
        let named: Vec<_> = own().filter(|m| m.named).collect();
        let shown = if named.is_empty() { own().collect() } else { named };
        all.extend(shown.iter().map(|m| Evidence { report, span: m.span }));
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn roles(told: &[(usize, &Entity)]) -> Vec<(Role, Vec<Evidence>)> {
    let mut joined: Vec<(Role, Vec<Evidence>)> = Vec::new();
    for &(report, entity) in told {
        for role in &entity.roles {
            let evidence = role.evidence.iter().map(|&span| Evidence { report, span });
            match joined.iter_mut().find(|(known, _)| one_office(known, role)) {
                Some((known, all)) => {
                    known.country = known.country.take().or_else(|| role.country.clone());
                    known.organization = known.organization.take().or_else(|| role.organization.clone());
                    if is_cut(&known.role) && !is_cut(&role.role) {
                        known.role.clone_from(&role.role);
                    }
                    all.extend(evidence);
                }
                None => joined.push((Role { evidence: Vec::new(), ..role.clone() }, evidence.collect())),
            }
        }
    }
    for (_, evidence) in &mut joined {
        evidence.sort_unstable();
        evidence.dedup();
    }
    joined
}

fn one_office(one: &Role, other: &Role) -> bool {
    let fits = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => fold(a) == fold(b),
        _ => true,
    };
    fits(&one.country, &other.country)
        && fits(&one.organization, &other.organization)
        && same_words(&fold(&one.role), &fold(&other.role))
}

static IN_FULL: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("offices.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

fn in_full(word: &str) -> &str {
    let bare = word.trim_end_matches('.');
    IN_FULL.get(bare).copied().unwrap_or(bare)
}

/// Whether a word of the office is cut: "Lt. Gov."
fn is_cut(role: &str) -> bool {
    role.split_whitespace().any(|w| IN_FULL.contains_key(fold(w).trim_end_matches('.')))
}

/// "diplomatic adviser" and "diplomatic advisor" are one office, and "Sen." and "senator".
fn same_words(one: &str, other: &str) -> bool {
    let words = |office| str::split_whitespace(office).map(in_full);
    let (mut a, mut b) = (words(one), words(other));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if near(a, b) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_cut, same_words};

    #[test]
    fn an_office_is_one_however_it_is_cut() {
        for (one, other) in [("lt. gov.", "lieutenant governor"), ("sen.", "senator"), ("adviser", "advisor")]
        {
            assert!(same_words(one, other) && same_words(other, one), "{one}, {other}");
        }
        assert!(!same_words("gen.", "governor") && !same_words("gov.", "lieutenant governor"));
        assert!(is_cut("Lt. Gov.") && !is_cut("lieutenant governor"));
    }
}
