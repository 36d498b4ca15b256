//! What the first party does to the second, both given.

use super::settle::{predicate, settle};
use super::shares::{Root, Shares};
use super::weigh::{alone, weigh};
use crate::Context;
use crate::event::{
    find,
    status::{Standing, standing},
    tree::Tree,
};
use wirefold_report::{Event, EventType, Party, Sentence, Span, Status};

/// The parties of a text, as somebody else found them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    /// Who acts.
    pub(crate) actor: &'a [Span],
    /// Who is acted upon.
    pub(crate) recipient: &'a [Span],
}

/// What one party does to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// PLOVER's type; `None` where nothing was found that one does to the other.
    pub kind: Option<EventType>,
    /// PLOVER's mode for that type.
    pub mode: Option<String>,
    /// Whether it happened; `None` without a type.
    pub status: Option<Status>,
    /// How probable the type is, 0 to 1.
    pub confidence: f64,
    /// What the lexicon alone says.
    pub lexical: Option<EventType>,
    /// What the encoder alone says.
    pub shares: Option<Shares>,
}

/// Codes a pair: the encoder's figures and the lexicon's word are weighed, and PLOVER's rules decide what is left open.
pub(crate) fn code(context: &Context<'_>, given: Given<'_>, shares: Option<&Shares>) -> Coded {
    let told = told(context, given, shares);
    let alone_said = (told.as_ref().map(|event| event.kind), shares.copied());
    let lexical = told.as_ref().map(|event| Root::of(event.kind));
    let weighed = match (shares, lexical) {
        (Some(shares), lexical) => Some(weigh(shares, lexical)),
        (None, lexical) => lexical.map(|root| (root, alone())),
    };
    let Some((root, confidence)) = weighed else {
        return Coded { kind: None, mode: None, status: None, confidence: 0.0, lexical: None, shares: None };
    };
    let (kind, mode, status) = match told.filter(|event| Root::of(event.kind) == root) {
        Some(event) => (event.kind, event.mode, event.status),
        None => unsaid(context, given, root),
    };
    let (lexical, shares) = alone_said;
    Coded { kind: Some(kind), mode, status: Some(status), confidence, lexical, shares }
}

/// The lexicon's event for these parties: of several the one that the encoder finds likeliest; where none has both
/// parties, one of the actor's that names no recipient.
fn told(context: &Context<'_>, given: Given<'_>, shares: Option<&Shares>) -> Option<Event> {
    let touches = |parties: &[Party], given: &[Span]| {
        parties.iter().any(|party| given.iter().any(|span| span.overlaps(party.span)))
    };
    let mut fitting: Vec<(bool, Event)> = find(context)
        .into_iter()
        .filter(|event| touches(&event.actors, given.actor))
        .map(|event| (touches(&event.recipients, given.recipient), event))
        .filter(|(both, event)| *both || event.recipients.is_empty())
        .collect();
    let likely = |event: &Event| shares.map_or(event.confidence, |s| s.of(Root::of(event.kind)));
    fitting.sort_by(|a, b| b.0.cmp(&a.0).then(likely(&b.1).total_cmp(&likely(&a.1))));
    fitting.into_iter().next().map(|(_, event)| event)
}

/// Type, mode and status of what only the encoder knows the type of.
fn unsaid(context: &Context<'_>, given: Given<'_>, root: Root) -> (EventType, Option<String>, Status) {
    let Some(sentence) = sentence_of(context, given) else {
        return (root.kind().unwrap_or(EventType::Retreat), None, Status::Happened);
    };
    let tree = Tree::new(context.text, sentence);
    let verb = predicate(&tree, given.actor, given.recipient);
    let fact = Standing { status: Status::Happened, unwilling: false };
    let told = verb.map_or(fact, |verb| standing(&tree, verb));
    let (kind, mode, status) = settle(&tree, root, verb, told);
    (kind, mode.map(str::to_owned), status)
}

/// The sentence that holds both parties, or else the actor.
fn sentence_of<'a>(context: &Context<'a>, given: Given<'_>) -> Option<&'a Sentence> {
    let holds = |sentence: &Sentence, spans: &[Span]| spans.iter().any(|span| sentence.span.overlaps(*span));
    let acting = || context.sentences.iter().filter(|s| holds(s, given.actor));
    acting().find(|s| holds(s, given.recipient)).or_else(|| acting().next())
}
