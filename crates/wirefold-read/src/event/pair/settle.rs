//! Type, mode and status where the encoder's word decides over the lexicon's.

use super::shares::{Root, Shares};
use super::{Judged, top};
use crate::event::{
    lexicon::lexicon,
    ontology::shift,
    party::words_in,
    status::Standing,
    tree::Tree,
    trigger::{Trigger, triggers},
};
use wirefold_report::{EventType, Party, Span, Status};

/// The verb that two parties hang on; without a recipient that of the actor.
pub(crate) fn predicate(tree: &Tree<'_>, actor: &[Span], recipient: &[Span]) -> Option<usize> {
    let path = |word: usize| std::iter::once(word).chain(tree.ancestors(word));
    let actor = head(tree, actor)?;
    let recipient = head(tree, recipient).unwrap_or(actor);
    let above: Vec<usize> = path(recipient).collect();
    let met = path(actor).find(|word| above.contains(word))?;
    path(met).find(|&word| tree.is_verb(word))
}

/// The word on which those of some spans hang.
pub(crate) fn head(tree: &Tree<'_>, spans: &[Span]) -> Option<usize> {
    let words: Vec<usize> = spans.iter().flat_map(|&span| words_in(tree, span)).collect();
    top(&words, |word| tree.head(word))
}

/// What the encoder says of two sides: the mean over their parties that it was asked about.
pub(crate) fn between(
    judged: &[Judged],
    tree: &Tree<'_>,
    actors: &[Party],
    recipients: &[Party],
) -> Option<Shares> {
    let heads = |side: &[Party]| -> Vec<usize> {
        side.iter().filter_map(|party| head(tree, &[party.span])).collect()
    };
    let (actors, recipients) = (heads(actors), heads(recipients));
    let asked = judged.iter().filter(|j| actors.contains(&j.actor) && recipients.contains(&j.recipient));
    Shares::mean(asked.map(|judged| &judged.shares))
}

/// Type, mode and status of a deed of that root and standing which `verb` tells.
pub(crate) fn settle(
    tree: &Tree<'_>,
    root: Root,
    verb: Option<usize>,
    standing: Standing,
) -> (EventType, Option<&'static str>, Status) {
    let told = nearest(tree, root, verb);
    let kind = root.kind().unwrap_or_else(|| match &told {
        Some(trigger) => trigger.frame.kind,
        None => yielding(tree, verb, standing.status),
    });
    let mode = told.and_then(|trigger| trigger.frame.mode);
    // What it calls a conflict, or a refusal, the encoder was taught on such sentences: that stands as it is.
    let standing = Standing { unwilling: false, ..standing };
    if kind.quad() < 3 { shift(kind, mode, standing) } else { (kind, mode, standing.status) }
}

/// What is yielded in words alone is conceded.
fn yielding(tree: &Tree<'_>, verb: Option<usize>, status: Status) -> EventType {
    let in_words = verb.is_some_and(|verb| lexicon().is_status("reporting", tree.lemma(verb)));
    if in_words || status != Status::Happened { EventType::Concede } else { EventType::Retreat }
}

/// The lexicon's trigger of that type which stands nearest to the verb.
fn nearest(tree: &Tree<'_>, root: Root, verb: Option<usize>) -> Option<Trigger> {
    let of_type = triggers(tree).into_iter().filter(|trigger| Root::of(trigger.frame.kind) == root);
    of_type.min_by_key(|trigger| verb.map_or(0, |verb| trigger.word.abs_diff(verb)))
}
