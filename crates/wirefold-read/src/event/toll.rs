//! How many people an event killed or injured.

use super::{
    lexicon::lexicon,
    party::words_in,
    tree::{CLIMB, Tree},
    trigger::Trigger,
};
use crate::Context;
use wirefold_report::Quantity;

const KILLED: [&str; 22] = [
    "kill",
    "massacre",
    "murder",
    "slaughter",
    "execute",
    "slay",
    "assassinate",
    "behead",
    "lynch",
    "butcher",
    "die",
    "death",
    "dead",
    "fatality",
    "life",
    "claim",
    "killing",
    "shoot",
    "gun",
    "fatal",
    "victim",
    "martyr",
];
const INJURED: [&str; 8] = ["wound", "injure", "injury", "wounded", "injured", "maim", "hurt", "casualty"];

/// Whether a verb says that people were killed or hurt.
pub(super) fn is_harm(lemma: &str) -> bool {
    KILLED.contains(&lemma) || INJURED.contains(&lemma)
}

/// Deaths and injuries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Toll {
    pub(super) killed: Option<u64>,
    pub(super) injured: Option<u64>,
}

/// The numbers that hang on the trigger or on the clause it stands in.
pub(super) fn toll(context: &Context<'_>, tree: &Tree<'_>, trigger: &Trigger) -> Toll {
    let mut toll = Toll::default();
    let within = tree.sentence.span;
    let from = context.quantities.partition_point(|q| q.span.end <= within.start);
    for quantity in context.quantities.iter().skip(from).take_while(|q| q.span.start < within.end) {
        let Some(count) = people(quantity) else { continue };
        let span = quantity.things().map_or(quantity.span, |of| of.cover(quantity.span));
        let Some((harm, fatal)) = words_in(tree, span).find_map(|w| harm(tree, w)) else { continue };
        if belongs(tree, trigger, harm) {
            let slot = if fatal { &mut toll.killed } else { &mut toll.injured };
            slot.get_or_insert(count);
        }
    }
    toll
}

fn people(quantity: &Quantity) -> Option<u64> {
    let whole = quantity.measure().is_none()
        && quantity.value >= 1.0
        && quantity.value < 1e9
        && quantity.value.fract() == 0.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a small whole number"
    )]
    whole.then_some(quantity.value as u64)
}

/// The nearest word above (or beside) a number that says what befell the people
/// it counts, and whether they died.
fn harm(tree: &Tree<'_>, number: usize) -> Option<(usize, bool)> {
    let beside = |w: usize| {
        let told =
            |k: usize| !matches!(tree.relation(k), "advcl" | "nmod" | "obl" | "parataxis" | "compound");
        tree.kids(w).filter(|&k| k != number && told(k)).find_map(|k| class(tree, k))
    };
    let mut at = number;
    for _ in 0..6 {
        if let Some(found) = class(tree, at).or_else(|| beside(at)) {
            return Some(found);
        }
        at = tree.head(at).filter(|&head| is_of_them(tree, at, head))?;
    }
    None
}

/// Whether a word says that people died or were hurt, and which of the two.
fn class(tree: &Tree<'_>, word: usize) -> Option<(usize, bool)> {
    match tree.lemma(word) {
        lemma if KILLED.contains(&lemma) => Some((word, true)),
        lemma if INJURED.contains(&lemma) => Some((word, false)),
        _ => None,
    }
}

/// Whether what is said of the head is said of those counted below it: of "the killer of two men" it is not.
fn is_of_them(tree: &Tree<'_>, word: usize, head: usize) -> bool {
    let counts = lexicon().is_party("part", tree.lemma(head)) || class(tree, head).is_some();
    tree.relation(word) != "nmod" || counts
}

/// "After rebels killed 40": another deed, told in a clause of its own.
fn is_told_before(tree: &Tree<'_>, clause: usize) -> bool {
    tree.relation(clause) == "advcl" && tree.has_kid(clause, "mark", &["after", "since", "because", "when"])
}

/// Whether the harm is the trigger, or below it, or done by it.
fn belongs(tree: &Tree<'_>, trigger: &Trigger, harm: usize) -> bool {
    let own = |w: usize| w == trigger.word || Some(w) == trigger.verb;
    let within = std::iter::once(harm)
        .chain(tree.ancestors(harm))
        .take(CLIMB)
        .take_while(|&w| !is_told_before(tree, w));
    if own(harm) || within.filter_map(|w| tree.head(w)).any(own) {
        return true;
    }
    let subject_of = tree
        .head(trigger.word)
        .filter(|_| matches!(tree.relation(trigger.word), "nsubj" | "obl") && trigger.is_nominal());
    subject_of.is_some_and(|verb| harm == verb || tree.ancestors(harm).any(|a| a == verb))
}
