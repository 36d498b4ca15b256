//! Countries inside the names that a role phrase holds.

use super::super::lexicon::sector_of_name;
use super::line::{Line, NameAt};
use wirefold_gazetteer::{Country, country_named, country_of_demonym};
use wirefold_report::EntityKind;

/// The country that opens the name of one of its parts, and the rest.
pub(super) fn part_of_country(name: &str) -> Option<(&'static Country, &str)> {
    let (country, rest) = name.split_once(' ')?;
    let short = country_named(country).filter(|_| country.chars().all(|c| c.is_uppercase() || c == '.'));
    short.map(|found| (found, rest))
}

/// The country, if the phrase is one and nothing else.
pub(super) fn whole_country(line: &Line<'_>, core: usize, end: usize) -> Option<&'static Country> {
    let name = line.name_at(core).filter(|name| name.last + 1 >= end && name.first <= core);
    let text = line.tree().span(core, end - 1).of(line.page().text);
    country_named(text)
        .or_else(|| name.filter(|n| country_named(text).is_some() || is_country(n, text))?.country)
}

fn is_country(name: &NameAt, text: &str) -> bool {
    name.kind == EntityKind::Place && name.country.is_some_and(|country| country_named(text) == Some(country))
}

/// A body's name without a country's adjective or possessive before it, and the country that the name holds.
pub(super) fn without_country(name: &str) -> (Option<&'static Country>, &str) {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let mut rest = name;
    let mut country = None;
    for words in [3, 2, 1] {
        let end = name.match_indices(' ').map(|(i, _)| i).nth(words - 1).unwrap_or(name.len());
        let lead = &name[..end];
        let bare = lead.trim_end_matches(['s']).trim_end_matches(['\'', '’']);
        let possessive = lead.ends_with("'s") || lead.ends_with("’s");
        let lead = if possessive { bare } else { lead };
        country = country_named(lead).or_else(|| country_of_demonym(lead));
        if country.is_some() && end < name.len() {
            let own_name = !possessive
                && (country_of_demonym(lead).is_none() && lead.chars().count() > 2 || is_brand(name, end));
            rest = if own_name { name } else { name[end..].trim_start() };
            break;
        }
    }
    let named_after = || {
        let (before, after) = rest.rsplit_once(" of ")?;
        country_named(after).map(|country| (country, before))
    };
    match named_after() {
        Some((found, before)) if before.contains(' ') => (country.or(Some(found)), before),
        Some((found, _)) => (country.or(Some(found)), rest),
        None => (country, rest),
    }
}

/// Whether a name of two words begins with its country as brands do ("British Airways"), not as what a state has ("Danish
/// Navy"): `end` is where the country ends.
fn is_brand(name: &str, end: usize) -> bool {
    let rest = name[end..].trim_start();
    let single = !rest.contains(' ') && rest.starts_with(char::is_uppercase);
    single && sector_of_name(std::iter::once(rest.to_lowercase().as_str())) == Some("BUS")
}
