//! Who and what a report speaks of.
//!
//! Names become entities in steps, each with its own file: the encoder's names
//! are tidied and completed from the gazetteer ([`name`]), those of one person,
//! body or place are joined ([`join`]), people get the roles that stand beside
//! their names ([`role`], [`shared`]), bodies that are described rather than named
//! are added ([`collective`]), and pronouns and descriptions that clearly speak
//! of somebody named are resolved ([`reference`]). Where the text leaves it open,
//! so do we: an unresolved "he" is no mention.

mod cast;
mod collective;
#[cfg(test)]
pub(crate) mod fixture;
mod join;
mod lexicon;
mod name;
mod page;
mod reference;
mod role;
mod same;
mod shared;
pub(crate) mod tree;

use page::Page;
use wirefold_report::{Block, Entity, EntityKind, Mention, Sentence, Span};

/// Joins mentions into entities.
///
/// `names` are the encoder's name spans with their kinds. Mentions come in order
/// of the text; a description of two people ("the two men") is a mention of each.
#[must_use]
pub fn resolve(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    names: &[(Span, EntityKind)],
) -> (Vec<Mention>, Vec<Entity>) {
    let page = Page::new(text, blocks, sentences);
    let mut cast = join::join(&page, name::collect(&page, names));
    role::assign(&page, &mut cast);
    shared::assign(&page, &mut cast);
    collective::add(&page, &mut cast);
    reference::resolve(&page, &mut cast);
    cast.finish(text)
}

#[cfg(test)]
mod tests;
