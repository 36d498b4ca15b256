//! What the text says that people are.
//!
//! Word order is read rather than the tree: it is the same in all of the ways of
//! saying so, and trees of long name phrases are the least reliable. [`place`]
//! knows where a role may stand beside a name ("Danish Prime Minister X", "X,
//! director of the Y Centre,", "the Danish envoy for Z, X,", "X, who became mayor
//! of Z"), [`phrase`] reads the noun phrase that stands there, [`line`] is the
//! sentence as both see it.

mod constituency;
mod counterpart;
mod description;
mod land;
mod line;
mod phrase;
mod place;

use super::{
    cast::{Cast, FoundRole},
    page::Page,
};
pub(crate) use line::Scene;
use wirefold_report::EntityKind;

/// Gives people the roles that stand beside their names.
pub(crate) fn assign(page: &Page<'_>, cast: &mut Cast) {
    let scene = Scene::new(page, cast);
    let mut found: Vec<(usize, FoundRole)> = Vec::new();
    for said in cast.said.iter().filter(|s| s.kind == EntityKind::Person && s.named) {
        let Some((sentence, first, last)) = said.place else { continue };
        let roles = place::beside(&scene.line(sentence), first, last);
        found.extend(roles.into_iter().map(|role| (said.draft, role)));
    }
    for (draft, role) in found {
        cast.add_role(draft, role);
    }
    counterpart::assign(page, &scene, cast);
    constituency::assign(page, cast);
    description::assign(page, &scene, cast);
}
