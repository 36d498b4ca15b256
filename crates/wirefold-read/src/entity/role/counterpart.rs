//! "His Turkish counterpart, X": the role of whom he is set against, for another country.

use super::super::{
    cast::{Cast, FoundRole},
    page::Page,
};
use super::line::{Line, Scene};
use wirefold_gazetteer::Country;
use wirefold_report::EntityKind;

/// Gives counterparts and predecessors the role of the person named last before them.
pub(crate) fn assign(page: &Page<'_>, scene: &Scene<'_>, cast: &mut Cast) {
    let mut found = Vec::new();
    for (place, said) in cast.said.iter().enumerate().filter(|(_, s)| s.kind == EntityKind::Person && s.named)
    {
        let Some((sentence, first, _)) = said.place else { continue };
        let line = scene.line(sentence);
        let Some(tie) = Tie::before(&line, first) else { continue };
        let other = cast.said[..place].iter().rev().take(12).find(|s| {
            s.named
                && s.kind == EntityKind::Person
                && s.draft != said.draft
                && !cast.drafts[s.draft].roles.is_empty()
        });
        let Some(role) = other.and_then(|s| office(&cast.drafts[s.draft].roles)) else { continue };
        let name = role.role.strip_prefix("former ").unwrap_or(&role.role);
        found.push((
            said.draft,
            FoundRole {
                role: if tie.past { format!("former {name}") } else { name.to_owned() },
                country: if tie.past { role.country } else { tie.country.map(|c| c.code) },
                organization: None,
                sector: role.sector,
                gender: None,
                evidence: vec![page.trees[sentence].span(tie.first, tie.last)],
            },
        ));
    }
    for (draft, role) in found {
        cast.add_role(draft, role);
    }
}

/// The role that a counterpart shares: the first that names a country, or the first.
fn office(roles: &[FoundRole]) -> Option<&FoundRole> {
    roles.iter().find(|role| role.country.is_some()).or_else(|| roles.first())
}

/// The words that set a name against another.
struct Tie {
    first: usize,
    last: usize,
    country: Option<&'static Country>,
    past: bool,
}

impl Tie {
    /// "his Turkish counterpart, " or "her New Zealand counterpart " right before the name;
    /// of "counterparts, X and Y" the countries stand in the same order.
    fn before(line: &Line<'_>, name: usize) -> Option<Self> {
        const REACH: usize = 16;
        const LONGEST: usize = 8;
        let noun = (name.saturating_sub(REACH)..name)
            .rev()
            .find(|&i| line.is(i, &["counterpart", "counterparts", "predecessor", "opposite"]))?;
        let many = line.is(noun, &["counterparts"]);
        let between = noun + 1..name;
        let people =
            between.clone().filter(|&i| line.is_person(i)).filter_map(|i| line.name_at(i)).map(|n| n.first);
        let mut people: Vec<usize> = people.collect();
        people.dedup();
        let plain = |i: usize| line.is(i, &[",", "and", "–", "("]) || many && line.is_person(i);
        if !between.clone().all(plain) || !many && !people.is_empty() {
            return None;
        }
        let owner = (noun.saturating_sub(LONGEST)..noun)
            .rev()
            .find(|&i| line.is(i, &["his", "her", "its", "their"]) || line.clitic(i));
        // "German Chancellor X and French counterpart Y".
        let bare = || noun.checked_sub(2).filter(|&i| line.is(i, &["and", "with"]));
        let owner = owner.or_else(bare)?;
        let mut countries: Vec<(usize, &'static Country)> = Vec::new();
        for i in owner + 1..noun {
            if let Some(country) = line.country_at(i) {
                let first = line.name_at(i).map_or(i, |n| n.first);
                if countries.last().is_none_or(|&(before, _)| before != first) {
                    countries.push((first, country));
                }
            }
        }
        let country = countries.get(if many { people.len() } else { 0 }).map(|&(_, country)| country);
        let past = line.is(noun, &["predecessor"]);
        (past || country.is_some()).then_some(Self { first: owner, last: noun, country, past })
    }
}
