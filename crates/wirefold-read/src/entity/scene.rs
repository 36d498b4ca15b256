//! What a report says of where it plays, by its names and its dateline.

use super::{name::Name, page::Page};
use crate::place::{Scene, is_clash, is_dateline};
use wirefold_report::EntityKind;

/// Which countries and divisions the report speaks of, what stands beside its places, and where it is datelined.
pub(super) fn scene(page: &Page<'_>, names: &[Name]) -> Scene {
    let told = |n: &&Name| n.kind != EntityKind::Person && !is_clash(n.span.of(page.text));
    let mut scene = Scene::of(names.iter().filter(told).filter_map(|n| n.country.map(|c| c.code)));
    let places = || names.iter().filter(|n| n.kind == EntityKind::Place);
    for name in places() {
        let (whole, after) = (name.span.of(page.text), &page.text[name.span.range().end..]);
        scene.note_place(whole);
        scene.note_kind(whole, after);
    }
    for name in places() {
        let (before, after) = around(page.text, name);
        scene.note(name.span.of(page.text), before, after);
    }
    if let Some((name, after)) = page.dateline.and_then(dateline) {
        scene.note(name, "", after);
        scene.set_dateline(name);
    } else if let Some(first) = places().find(|n| is_dateline(page.text, n.span)) {
        scene.set_dateline(first.span.of(page.text));
    }
    scene
}

/// The text before and behind a name.
pub(super) fn around<'a>(text: &'a str, name: &Name) -> (&'a str, &'a str) {
    (&text[..name.span.range().start], &text[name.span.range().end..])
}

/// The place of a dateline and what follows it: "OSLO, Norway (Northwire) —".
fn dateline(lead: &str) -> Option<(&str, &str)> {
    let lead = lead.trim();
    let end = lead.find([',', '(', '—', '–', '/']).or_else(|| lead.find(" -")).unwrap_or(lead.len());
    let name = lead[..end].trim();
    (!name.is_empty()).then_some((name, &lead[end..]))
}
