//! Whom lawmakers sit for: "Sen. NAME (R-Texas)", "Rep. NAME, Democrat of Ohio". It is no role, but it tells their country.

use super::super::{cast::Cast, page::Page};
use wirefold_gazetteer::{Region, region, state_abbreviated};
use wirefold_report::EntityKind;

/// How far behind a name it may end, in characters.
const REACH: usize = 48;

/// Gives people the country of the state that stands behind their names with the letter or the name of a party.
pub(crate) fn assign(page: &Page<'_>, cast: &mut Cast) {
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
