//! How many people an event killed or injured.

use super::{
    lexicon::lexicon,
    setting::top_of,
    tree::{CLIMB, Tree},
    trigger::Trigger,
    victims::dying,
};
use crate::{
    Context,
    entity::lexicon::{is_occupation, person},
};
use wirefold_report::{Quantity, Span, Upos};

const KILLED: [&str; 20] = [
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
    "fatal",
    "victim",
    "martyr",
];
const INJURED: [&str; 8] = ["wound", "injure", "injury", "wounded", "injured", "maim", "hurt", "casualty"];
/// Whoever is shot may live.
const SHOT: [&str; 2] = ["shoot", "gun"];

/// Whether a verb says that people were killed or hurt.
pub(super) fn is_harm(lemma: &str) -> bool {
    KILLED.contains(&lemma) || INJURED.contains(&lemma) || SHOT.contains(&lemma)
}

/// Deaths and injuries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Toll {
    pub(super) killed: Option<u64>,
    pub(super) injured: Option<u64>,
}

/// How many a trigger tells of: by numbers, or as "a woman".
pub(super) fn toll(context: &Context<'_>, tree: &Tree<'_>, trigger: &Trigger) -> Toll {
    let mut toll = counted(context, tree, trigger, tree.sentence.span);
    let one = trigger.verb.filter(|&verb| toll.killed.is_none() && KILLED.contains(&tree.lemma(verb)));
    toll.killed = toll
        .killed
        .or_else(|| one.and_then(|verb| tree.patient(verb)).and_then(|w| is_one(tree, w).then_some(1)));
    toll
}

/// The numbers of a stretch that hang on the trigger or on the clause it stands in.
pub(super) fn counted(context: &Context<'_>, tree: &Tree<'_>, trigger: &Trigger, within: Span) -> Toll {
    let mut toll = Toll::default();
    let mut first: [Option<usize>; 2] = [None; 2];
    let from = context.quantities.partition_point(|q| q.span.end <= within.start);
    for quantity in context.quantities.iter().skip(from).take_while(|q| q.span.start < within.end) {
        let Some((number, count)) = people(tree, quantity) else { continue };
        let Some((harm, fatal)) = harm(tree, number) else { continue };
        if belongs(tree, trigger, harm) {
            let slot = if fatal { &mut toll.killed } else { &mut toll.injured };
            let first = &mut first[usize::from(fatal)];
            match (*first, *slot) {
                (Some(first), Some(known)) if is_joined(tree, first, number) => *slot = Some(known + count),
                _ => {
                    slot.get_or_insert(count);
                    first.get_or_insert(number);
                }
            }
        }
    }
    toll
}

/// "One soldier and *three* policemen": people of two sorts, joined.
fn is_joined(tree: &Tree<'_>, first: usize, next: usize) -> bool {
    let noun = |number: usize| match tree.relation(number) {
        "nummod" => tree.head(number).unwrap_or(number),
        _ => number,
    };
    let (first, next) = (noun(first), noun(next));
    let people = |w: usize| tree.upos(w) == Upos::Noun && is_somebody(tree, w);
    first != next
        && tree.relation(next) == "conj"
        && tree.head(next) == Some(first)
        && people(first)
        && people(next)
        && !tree.has_kid(next, "case", &["including", "among"])
}

/// A word for people.
fn is_somebody(tree: &Tree<'_>, word: usize) -> bool {
    let lemma = tree.lemma(word);
    person(lemma).is_some() || is_occupation(lemma) || lexicon().is_party("actor", lemma)
}

/// "A *woman*", and nobody beside her.
fn is_one(tree: &Tree<'_>, word: usize) -> bool {
    tree.xpos(word) == "NN"
        && tree.has_kid(word, "det", &["a", "an"])
        && person(tree.lemma(word)).is_some()
        && !tree.kids(word).any(|k| tree.relation(k) == "conj")
}

/// The word for a number, and how many it says. "Dozens" and "hundreds" say none.
fn people(tree: &Tree<'_>, quantity: &Quantity) -> Option<(usize, u64)> {
    let whole = quantity.measure().is_none()
        && quantity.value >= 1.0
        && quantity.value < 1e9
        && quantity.value.fract() == 0.0;
    let number = top_of(tree, quantity.span).filter(|&w| whole && tree.xpos(w) != "NNS")?;
    // "Shot down 4 of 15 missiles".
    let counted = quantity.counted.and_then(|things| top_of(tree, things));
    let machine =
        |w: usize| ["weapon", "craft"].into_iter().any(|class| lexicon().is_party(class, tree.lemma(w)));
    let parts = counted.into_iter().chain(tree.head(number)).chain(tree.kids(number)).chain([number]);
    if parts.into_iter().any(machine) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a small whole number"
    )]
    Some((number, quantity.value as u64))
}

/// How many words above a number say what befell those whom it counts.
const STEPS: usize = 6;

/// The nearest word above (or beside) a number that says what befell the people
/// it counts, and whether they died.
fn harm(tree: &Tree<'_>, number: usize) -> Option<(usize, bool)> {
    // "Twelve were killed and 30 *wounded*": the second verb is left out.
    let next = Some(number + 1).filter(|&w| w < tree.len() && tree.relation(number) != "nummod");
    if let Some(found) = next.filter(|&w| matches!(tree.xpos(w), "VBN" | "JJ")).and_then(|w| class(tree, w)) {
        return Some(found);
    }
    let mut at = number;
    for _ in 0..STEPS {
        if let Some(found) = class(tree, at).or_else(|| beside(tree, at)) {
            return Some(found);
        }
        at = tree.head(at).filter(|&head| is_of_them(tree, at, head))?;
    }
    None
}

/// What a word below another says of it: "30 *wounded*", "left 30 *dead*", "claimed 30 *lives*". What is joined to a verb has
/// people of its own, unless it needs them: "were shot and *wounded*".
fn beside(tree: &Tree<'_>, word: usize) -> Option<(usize, bool)> {
    let open = SHOT.contains(&tree.lemma(word));
    let told = |k: usize| match tree.relation(k) {
        "advcl" | "nmod" | "obl" | "parataxis" | "compound" => false,
        "conj" if tree.is_verb(word) => open && tree.kid(k, "obj").is_none() && tree.own_subject(k).is_none(),
        _ => true,
    };
    tree.kids(word).filter(|&k| told(k)).find_map(|k| class(tree, k))
}

/// Whether a word says that people died or were hurt, and which of the two: shot *dead*, gunned *down*.
fn class(tree: &Tree<'_>, word: usize) -> Option<(usize, bool)> {
    let lemma = tree.lemma(word);
    let downed = || {
        SHOT.contains(&lemma)
            && (tree.has_kid(word, "compound", &["down"])
                || word + 1 < tree.len() && tree.form(word + 1) == "dead")
    };
    match lemma {
        lemma if KILLED.contains(&lemma) => Some((word, true)),
        lemma if INJURED.contains(&lemma) => Some((word, false)),
        _ => downed().then_some((word, true)),
    }
}

/// Whether what is said of the head is said of those counted below it: of "the killer of two men" it is not, nor of those who
/// "killed a guard with three shots", "killed him as the two fled" or "killed most of the 50".
fn is_of_them(tree: &Tree<'_>, word: usize, head: usize) -> bool {
    let harm = class(tree, head).is_some();
    match tree.relation(word) {
        "nmod" => {
            let part = lexicon().is_party("part", tree.lemma(head)) && tree.xpos(head) != "JJS";
            (harm || part) && !matches!(tree.lemma(head), "some" | "many" | "half" | "majority" | "rest")
        }
        "nsubj" if harm && tree.is_verb(head) => {
            tree.passive(head) || tree.xpos(head) == "VBN" || tree.kid(head, "obj").is_none()
        }
        "obl" | "advcl" | "acl" | "ccomp" | "parataxis" | "dep" | "vocative" => false,
        _ => !tree.is_verb(word) || matches!(tree.relation(word), "xcomp"),
    }
}

/// "After rebels killed 40", "for killing 40": another deed, told in a clause of its own.
fn is_told_before(tree: &Tree<'_>, clause: usize) -> bool {
    matches!(tree.relation(clause), "advcl" | "acl")
        && tree.has_kid(clause, "mark", &["after", "since", "because", "when", "for", "of"])
}

/// Whether a clause tells what another deed did: "to avenge a strike *that killed 40*", of which the raid killed nobody.
fn is_of_another(tree: &Tree<'_>, trigger: &Trigger, clause: usize) -> bool {
    let tells =
        tree.deprel(clause) == "acl:relcl" || tree.relation(clause) == "acl" && tree.xpos(clause) == "VBG";
    let described = tree.head(clause).filter(|_| tells);
    let own = |noun: usize| {
        let mut above = std::iter::once(noun).chain(tree.ancestors(noun)).take_while(|&w| !tree.is_verb(w));
        above.any(|w| w == trigger.word || Some(w) == trigger.noun)
    };
    described.is_some_and(|noun| !own(noun))
}

/// Whether the harm is the trigger, or below it, or done by it.
fn belongs(tree: &Tree<'_>, trigger: &Trigger, harm: usize) -> bool {
    let own = |w: usize| w == trigger.word || Some(w) == trigger.verb;
    let within = std::iter::once(harm)
        .chain(tree.ancestors(harm))
        .take(CLIMB)
        .take_while(|&w| !is_told_before(tree, w) && !is_of_another(tree, trigger, w));
    if own(harm) || within.filter_map(|w| tree.head(w)).any(own) {
        return true;
    }
    if trigger.verb.and_then(|verb| dying(tree, verb)) == Some(harm) {
        return true;
    }
    let subject_of = tree
        .head(trigger.word)
        .filter(|_| matches!(tree.relation(trigger.word), "nsubj" | "obl") && trigger.is_nominal());
    subject_of.is_some_and(|verb| harm == verb || tree.ancestors(harm).any(|a| a == verb))
}
