//! One name in several spellings.

use std::collections::{BTreeMap, BTreeSet};

use super::Known;
use crate::entity::{Likeness, Name};
use wirefold_report::{
    Difference, DifferenceItem, DifferenceKind, DifferenceStatus, EntityKind, Evidence, StoryEntity,
};
use wirefold_text::normal::fold;

/// Reports whose spelling is shown.
const MOST_SHOWN: usize = 12;

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    found.extend(known.entities.all.iter().filter_map(|entity| of(known, entity)));
}

/// What one report calls an entity.
struct Called {
    report: usize,
    fullest: Name,
    all: BTreeSet<String>,
}

fn of(known: &Known<'_, '_>, entity: &StoryEntity) -> Option<Difference> {
    let called = called(known, entity);
    let first = called.first()?;
    let mut spellings: BTreeMap<String, ()> = BTreeMap::new();
    let mut items: Vec<DifferenceItem> = Vec::new();
    let mut likeness = Likeness::None;
    for other in &called[1..] {
        let Some(like) = spelled_apart(first, other, entity) else { continue };
        likeness = likeness.max(like);
        if items.is_empty() {
            items.extend(item(known, entity, first));
        }
        if items.len() < MOST_SHOWN && spellings.insert(other.fullest.written.clone(), ()).is_none() {
            items.extend(item(known, entity, other));
        }
    }
    let explanation = match likeness {
        _ if items.len() < 2 => return None,
        Likeness::Acronym => "One name, in full and as an acronym.",
        _ => "One name in two spellings.",
    };
    let (kind, status) = (DifferenceKind::Name, DifferenceStatus::Compatible);
    Some(Difference { kind, status, items, explanation: explanation.to_owned() })
}

fn called(known: &Known<'_, '_>, entity: &StoryEntity) -> Vec<Called> {
    let mut called: Vec<Called> = Vec::new();
    for &(report, id) in &entity.members {
        let told = &known.story.tellings[report].annotation.entities[id.0];
        let all = std::iter::once(&told.name).chain(&told.aliases).map(|n| plain(n));
        match called.last_mut().filter(|c| c.report == report) {
            Some(same) => same.all.extend(all),
            None => called.push(Called { report, fullest: Name::new(&told.name), all: all.collect() }),
        }
    }
    called
}

/// The letters of a name, without regard to case and punctuation.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "the");
    words.collect::<Vec<_>>().join(" ")
}

/// "Republicans" is no other spelling of "Republican".
fn singular(plain: &str) -> &str {
    plain.strip_suffix('s').unwrap_or(plain)
}

/// How two reports' names relate, if neither report uses the other's.
fn spelled_apart(one: &Called, other: &Called, entity: &StoryEntity) -> Option<Likeness> {
    let (a, b) = (plain(&one.fullest.written), plain(&other.fullest.written));
    let numbers = entity.kind != EntityKind::Person && singular(&a) == singular(&b);
    if numbers || other.all.contains(&a) || one.all.contains(&b) {
        return None;
    }
    let like = one.fullest.likeness(&other.fullest, entity.kind);
    let one_country = like == Likeness::Same && one.fullest.parts != other.fullest.parts;
    (like >= Likeness::Acronym && !one_country).then_some(like)
}

fn item(known: &Known<'_, '_>, entity: &StoryEntity, called: &Called) -> Option<DifferenceItem> {
    let name = &called.fullest.written;
    let own = || entity.evidence.iter().filter(|e| e.report == called.report);
    let written = own().find(|e| fold(known.story.text(**e)).contains(&fold(name)));
    let evidence: Evidence = written.or_else(|| own().next()).copied()?;
    Some(DifferenceItem { evidence, value: name.clone() })
}
