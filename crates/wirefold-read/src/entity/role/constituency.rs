//! The country of those who hold office in a part of one: whom lawmakers sit for ("Sen. NAME (R-Texas)", "Rep. NAME,
//! Democrat of Ohio"), and where the place lies that an office is called by ("Ontario premier", "mayor of Atlanta"). The
//! role itself states no country.

use super::super::{
    cast::{Cast, FoundRole},
    page::Page,
};
use wirefold_gazetteer::{Region, region, state_abbreviated};
use wirefold_report::{EntityKind, Span};

/// How far behind a name it may end, in characters.
const REACH: usize = 48;

/// The sectors of those who act for a part of a state where they are; soldiers serve anywhere.
const OFFICIAL: [&str; 4] = ["GOV", "LEG", "JUD", "COP"];

/// Gives people the country of the state that they sit for, or of the place that they hold office in.
pub(crate) fn assign(page: &Page<'_>, cast: &mut Cast) {
    sitting(page, cast);
    in_office(page, cast);
}

/// People whose office is called by a place, of which the report tells where it lies.
fn in_office(page: &Page<'_>, cast: &mut Cast) {
    let places: Vec<(Span, &'static str)> = cast
        .said
        .iter()
        .filter(|said| said.named && said.kind == EntityKind::Place)
        .filter_map(|said| Some((said.span, cast.drafts[said.draft].country?)))
        .collect();
    for draft in cast.drafts.iter_mut().filter(|draft| draft.kind == EntityKind::Person) {
        let stated = draft.country.or_else(|| draft.roles.iter().find_map(|role| role.country));
        let offices = || draft.roles.iter().filter(|role| role.sector.is_some_and(|s| OFFICIAL.contains(&s)));
        if stated.is_none() {
            draft.country = offices().find_map(|role| seat_of(page.text, role, &places));
        }
    }
}

/// The country of the place that an office is called by: before its noun, or behind "of". Where an envoy is sent tells
/// nothing of his country.
fn seat_of(text: &str, office: &FoundRole, places: &[(Span, &'static str)]) -> Option<&'static str> {
    let own = office.organization.is_none();
    let called = |phrase: &Span, place: &Span| {
        let mut before = text[phrase.range().start..place.range().start].split_whitespace();
        !before.any(|word| matches!(word, "to" | "for" | "in" | "on" | "from" | "at" | "with"))
    };
    let country = |phrase: &Span| {
        let from = places.partition_point(|(place, _)| place.start < phrase.start);
        let inside = places[from..].iter().take_while(|(place, _)| place.start < phrase.end);
        { inside }
            .find(|(place, _)| phrase.contains(*place) && called(phrase, place))
            .map(|(_, country)| *country)
    };
    office.evidence.iter().filter(|_| own).find_map(country)
}

/// Lawmakers, by the state that stands behind their names with the letter or the name of a party.
fn sitting(page: &Page<'_>, cast: &mut Cast) {
    let mut found: Vec<(usize, &'static str, bool)> = Vec::new();
    for said in cast.said.iter().filter(|s| s.kind == EntityKind::Person && s.named) {
        let after = &page.text[said.span.range().end..];
        found.extend(state_behind(after).map(|(state, sits)| (said.draft, state.country.code, sits)));
    }
    for (draft, country, sits) in found {
        let entity = &mut cast.drafts[draft];
        entity.country = entity.country.or(Some(country));
        if sits && entity.roles.iter().all(|role| role.sector.is_none()) {
            entity.sector = entity.sector.or(Some("LEG"));
        }
    }
}

/// The state behind a name, and whether the letter of a party stands before it, as of those who sit for it: "(R-Texas)",
/// ", D-N.Y.,", ", Democrat of Ohio", ", a Republican from Iowa".
fn state_behind(after: &str) -> Option<(&'static Region, bool)> {
    let after = &after[..after.char_indices().nth(REACH).map_or(after.len(), |(at, _)| at)];
    let rest = after.trim_start();
    let rest = rest.strip_prefix(['(', ','])?.trim_start();
    let lettered = rest.strip_prefix(['R', 'D', 'I']).and_then(|rest| rest.strip_prefix(['-', '–', '‑']));
    let place = lettered.or_else(|| {
        let rest = rest.strip_prefix("a ").or_else(|| rest.strip_prefix("an ")).unwrap_or(rest);
        let rest =
            ["Democrat", "Republican", "independent"].iter().find_map(|party| rest.strip_prefix(party))?;
        rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" from "))
    })?;
    let end = place.find([',', ')', ';', '\n', '—']).unwrap_or(place.len());
    let mut words: Vec<&str> = place[..end].split_whitespace().take(3).collect();
    while !words.is_empty() {
        let name = words.join(" ");
        let bare = name.trim_end_matches('.');
        let state = region(bare).or_else(|| state_abbreviated(&name)).or_else(|| state_abbreviated(bare));
        if let Some(state) = state.filter(|state| state.country.code == "USA") {
            return Some((state, lettered.is_some()));
        }
        words.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::state_behind;

    #[test]
    fn states_behind_names() {
        for (after, state) in [
            (" (R-Texas) voted", Some("Texas")),
            (", D-N.Y., voted", Some("New York")),
            (" (D-Calif.) voted", Some("California")),
            (" (R-TX)", Some("Texas")),
            (", Democrat of Ohio, voted", Some("Ohio")),
            (", a Republican from North Dakota who voted", Some("North Dakota")),
            (", a farmer from Iowa", None),
            (" (R-Oslo)", None),
            (" voted", None),
        ] {
            assert_eq!(state_behind(after).map(|(region, _)| region.name), state, "{after}");
        }
    }
}
