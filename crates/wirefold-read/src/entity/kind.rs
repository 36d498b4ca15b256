//! What kind of thing a name is of, where the encoder takes it for a person's.

use super::lexicon::given_name;
use super::name::{Name, is_its_own};
use super::page::Page;
use crate::scan::table;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;
use wirefold_gazetteer::{cities, country_named, known_body, seat};
use wirefold_report::{EntityKind, Upos};

/// A city of so many inhabitants is meant where its whole name of several words stands.
const LARGE: u32 = 300_000;

/// Nouns that tell the kind of a name beside them, and of one that they end.
static NOUNS: LazyLock<HashMap<&'static str, (EntityKind, bool)>> = LazyLock::new(|| {
    let rows = table(include_str!("../../data/entity/kinds.tsv"));
    rows.filter_map(|row| Some((row[0], (kind(row.get(1)?)?, row.get(2) == Some(&"ends"))))).collect()
});

fn kind(name: &str) -> Option<EntityKind> {
    Some(match name {
        "organization" => EntityKind::Organization,
        "place" => EntityKind::Place,
        "product" => EntityKind::Product,
        "event" => EntityKind::Event,
        _ => return None,
    })
}

/// Gives all mentions of one name one kind: what most of them have (on a tie, what the first has),
/// unless that is a person and the name or a noun beside it tells otherwise.
pub(super) fn settle(page: &Page<'_>, names: &mut [Name]) {
    let voted = vote(names);
    let mut told: BTreeMap<Vec<String>, EntityKind> = BTreeMap::new();
    for name in names.iter().filter(|n| voted[&n.parts] == EntityKind::Person && may_be_thing(n)) {
        if let Some(kind) = of_itself(page, name).or_else(|| by_noun(page, name)) {
            told.entry(name.parts.clone()).or_insert(kind);
        }
    }
    let heads = heads_of_organizations(names, &voted);
    let capitals = capitals(page, names, &voted);
    let two = called_alike(page, names);
    for name in names {
        if two.contains(&name.parts) {
            continue; // "Jordan" the player and Jordan the kingdom
        }
        let headed = || heads.contains(&name.parts).then_some(EntityKind::Organization);
        let capital = || capitals.contains(&name.parts).then_some(EntityKind::Place);
        let told = told.get(&name.parts).copied().or_else(headed).or_else(capital);
        name.kind = told.or_else(|| voted.get(&name.parts).copied()).unwrap_or(name.kind);
    }
}

/// Names of countries that the encoder takes for persons' in some places of the report, not in others.
fn called_alike(page: &Page<'_>, names: &[Name]) -> BTreeSet<Vec<String>> {
    let lands = names.iter().filter(|n| n.parts.len() == 1 && country_named(n.span.of(page.text)).is_some());
    let (persons, places): (Vec<&Name>, Vec<&Name>) = lands.partition(|n| n.kind == EntityKind::Person);
    let places: BTreeSet<&Vec<String>> = places.iter().map(|n| &n.parts).collect();
    persons.iter().filter(|n| places.contains(&n.parts)).map(|n| n.parts.clone()).collect()
}

/// "Norvik" in a report of Norvik Airlines where nobody is called so: taken for a person's name.
fn heads_of_organizations(
    names: &[Name],
    voted: &BTreeMap<Vec<String>, EntityKind>,
) -> BTreeSet<Vec<String>> {
    let bodies = names.iter().filter(|n| n.parts.len() > 1 && voted[&n.parts] == EntityKind::Organization);
    let firsts: BTreeSet<Vec<String>> = bodies.map(|n| n.parts[..1].to_vec()).collect();
    let headed = |name: &&&Name| firsts.contains(&name.parts);
    lone_persons(names, voted).iter().filter(headed).map(|n| n.parts.clone()).collect()
}

/// Names of one word that are taken for persons', where nothing says so and nobody of a longer name is called so.
fn lone_persons<'n>(names: &'n [Name], voted: &BTreeMap<Vec<String>, EntityKind>) -> Vec<&'n Name> {
    let (long, lone): (Vec<&Name>, Vec<&Name>) =
        names.iter().filter(|n| voted[&n.parts] == EntityKind::Person).partition(|n| n.parts.len() > 1);
    let persons: BTreeSet<&String> = long.iter().flat_map(|n| &n.parts).collect();
    let own = |n: &&Name| n.parts.first().is_some_and(|part| !persons.contains(part)) && may_be_thing(n);
    lone.into_iter().filter(own).collect()
}

/// "Minsk denied the claim": capitals taken for persons, where nobody is called so and it is no given name.
fn capitals(
    page: &Page<'_>,
    names: &[Name],
    voted: &BTreeMap<Vec<String>, EntityKind>,
) -> BTreeSet<Vec<String>> {
    let is_seat = |name: &&&Name| {
        let whole = name.span.of(page.text);
        seat(whole).is_some_and(|seat| is_its_own(whole, seat.country))
            && given_name(&name.parts[0]).is_none()
    };
    lone_persons(names, voted).iter().filter(is_seat).map(|n| n.parts.clone()).collect()
}

fn vote(names: &[Name]) -> BTreeMap<Vec<String>, EntityKind> {
    let mut votes: BTreeMap<Vec<String>, Vec<(EntityKind, usize)>> = BTreeMap::new();
    for name in names {
        let kinds = votes.entry(name.parts.clone()).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == name.kind) {
            Some((_, n)) => *n += 1,
            None => kinds.push((name.kind, 1)),
        }
    }
    let most = |kinds: Vec<(EntityKind, usize)>| {
        let most = kinds.iter().map(|&(_, n)| n).max().unwrap_or(0);
        kinds.into_iter().find(|&(_, n)| n == most).map(|(kind, _)| kind)
    };
    votes.into_iter().filter_map(|(parts, kinds)| Some((parts, most(kinds)?))).collect()
}

/// "Anna Lines" has a given name; "Mr. Lines" a title.
fn may_be_thing(name: &Name) -> bool {
    name.gender.is_none()
        && name.parts.first().is_some_and(|first| name.parts.len() == 1 || given_name(first).is_none())
}

/// "Norvik Airlines", "Addis Ababa": what a name of several words tells by itself.
fn of_itself(page: &Page<'_>, name: &Name) -> Option<EntityKind> {
    let whole = name.span.of(page.text);
    if known_body(whole).is_some_and(|body| body.sector != "PTY") {
        return Some(EntityKind::Organization);
    }
    let last = name.parts.last().filter(|_| name.parts.len() > 1)?;
    let is_city = || seat(whole).is_some() || cities(whole).iter().any(|city| city.population >= LARGE);
    let ended = NOUNS.get(last.as_str()).filter(|(_, ends)| *ends).map(|&(kind, _)| kind);
    ended.or_else(|| is_city().then_some(EntityKind::Place))
}

/// "the militant group Harak", "Harak, a militant group", "the capital, Merk,".
fn by_noun(page: &Page<'_>, name: &Name) -> Option<EntityKind> {
    let (sentence, first, last) = name.place?;
    let words = &page.sentences[sentence].words;
    let form = |i: usize| words[i].span.of(page.text);
    let noun = |i: usize| {
        let plain = words[i].upos == Upos::Noun && !form(i).starts_with(char::is_uppercase);
        NOUNS.get(form(i)).filter(|_| plain).map(|&(kind, _)| kind)
    };
    let tied = |i: usize| {
        let inside = |word: Option<usize>| word.is_some_and(|w| (first..=last).contains(&w));
        inside(words[i].head) || (first..=last).any(|w| words[w].head == Some(i))
    };
    let comma = |i: usize| words.get(i).is_some_and(|_| form(i) == ",");
    let before = first.checked_sub(1).and_then(|i| if comma(i) { i.checked_sub(1) } else { Some(i) });
    // "by the shipbuilder X": the parser may hang both on one word.
    let beside = |i: usize| i + 1 == first && words[i].head.is_some() && words[i].head == words[first].head;
    let before = before.filter(|&i| tied(i) || beside(i)).and_then(noun);
    let after = || {
        let from = last + 2;
        let article = words.get(from).is_some_and(|w| w.upos == Upos::Det);
        let until = (from + 4).min(words.len());
        (from..until).filter(|_| comma(last + 1) && article).find(|&i| tied(i)).and_then(noun)
    };
    // "the Lake Province of X"
    let of = || {
        let noun = first.checked_sub(2).filter(|&i| form(i + 1) == "of")?;
        let told = NOUNS.get(form(noun).to_lowercase().as_str()).map(|&(kind, _)| kind);
        told.filter(|&kind| kind == EntityKind::Place)
    };
    before.or_else(after).or_else(of)
}

#[cfg(test)]
mod tests {
    use super::NOUNS;
    use crate::scan::table;

    #[test]
    fn every_row_of_the_table_tells_a_kind() {
        let rows: Vec<_> = table(include_str!("../../data/entity/kinds.tsv")).collect();
        assert!(rows.len() > 50, "the file is read whole");
        for row in rows {
            assert!(NOUNS.contains_key(row[0]), "{row:?}");
        }
    }
}
