//! Who and what a report speaks of.
//!
//! Names become entities in steps, each with its own file: the encoder's names
//! are tidied and completed from the gazetteer ([`name`]), those of one person,
//! body or place are joined ([`join`]), people get the roles that stand beside
//! their names ([`role`], [`shared`]), bodies that are described rather than named
//! are added ([`collective`]), and pronouns and descriptions that clearly speak
//! of somebody named are resolved ([`reference`]). Where the text leaves it open,
//! so do we: an unresolved "he" is no mention.

mod bearer;
mod cast;
mod collective;
#[cfg(test)]
pub(crate) mod fixture;
mod join;
mod kin;
mod kind;
pub(crate) mod lexicon;
mod name;
mod page;
mod pieces;
mod reference;
mod role;
mod same;
mod scene;
mod shared;
mod standing;
pub(crate) mod tree;

use page::Page;
pub use reference::Choice;
use wirefold_report::{Block, Chain, Entity, EntityKind, Mention, Sentence, Span};

/// Who and what a report speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Names, and what was resolved to them, in order of the text; a description
    /// of two people ("the two men") is a mention of each.
    pub mentions: Vec<Mention>,
    /// Whom the mentions speak of.
    pub entities: Vec<Entity>,
    /// Whom and what the report speaks of without ever naming it.
    pub unnamed: Vec<Chain>,
}

/// Joins mentions into entities. `names` are the encoder's name spans with their
/// kinds.
#[must_use]
pub fn resolve(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    names: &[(Span, EntityKind)],
) -> Resolved {
    walk(text, blocks, sentences, names, None)
}

/// The decisions that the ranker of antecedents faced in a report.
#[must_use]
pub fn choices(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    names: &[(Span, EntityKind)],
) -> Vec<Choice> {
    let mut choices = Vec::new();
    walk(text, blocks, sentences, names, Some(&mut choices));
    choices
}

fn walk(
    text: &str,
    blocks: &[Block],
    sentences: &[Sentence],
    names: &[(Span, EntityKind)],
    choices: Option<&mut Vec<Choice>>,
) -> Resolved {
    let page = Page::new(text, blocks, sentences);
    let mut cast = join::join(&page, name::collect(&page, names));
    role::assign(&page, &mut cast);
    shared::assign(&page, &mut cast);
    collective::add(&page, &mut cast);
    let nameless = reference::resolve(&page, &mut cast, choices);
    let unnamed = nameless.into_iter().map(|(mentions, person)| Chain { mentions, person }).collect();
    let (mentions, entities) = cast.finish(text);
    Resolved { mentions, entities, unnamed }
}

#[cfg(test)]
mod tests;
