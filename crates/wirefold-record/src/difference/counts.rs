//! Another number of the same things, in sentences that are not aligned.
//!
//! Reporters tell one thing in sentences of their own: "took the 35-word oath", "the oath of 38 words was administered by".
//! Where each of two reports has but one number of some noun, and what is said of it names the same in the same words,
//! the two numbers are held against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Known, befallen, comparable,
    number::{Counted, counted, differing},
};
use crate::{story::SentenceId, tree::Tree};
use wirefold_report::{Bound, Difference, DifferenceStatus, Upos};

/// Content words that two sentences have in common, at least, beside what is counted.
const FEWEST_SHARED: usize = 4;
/// Numbers of a report that are compared.
const MOST_COMPARED: usize = 400;

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    let lone: Vec<BTreeMap<u64, Counted<'_, '_>>> = (0..known.story.len()).map(|r| lone(known, r)).collect();
    for pair in &known.links.compared {
        for (noun, one) in &lone[pair.a] {
            let Some(other) = lone[pair.b].get(noun) else { continue };
            if one.quantity.value != other.quantity.value && is_one_thing(one, other, *noun) {
                let told = differing(known.story, one, other);
                let grave = |d: &Difference| d.status != DifferenceStatus::Compatible;
                found.extend(told.filter(grave));
            }
        }
    }
}

/// The numbers of a report by the stem of what they count, where it has one number of it.
fn lone<'s, 'a>(known: &Known<'s, 'a>, report: usize) -> BTreeMap<u64, Counted<'s, 'a>> {
    let mut by_noun: BTreeMap<u64, Option<Counted<'s, 'a>>> = BTreeMap::new();
    let sentences = 0..known.story.tellings[report].tokens.len();
    let all = sentences.flat_map(|sentence| counted(known.story, SentenceId { report, sentence }));
    for number in all.filter(|number| number.quantity.measure().is_none()).take(MOST_COMPARED) {
        let Some(noun) = head(&number) else { continue };
        match by_noun.get_mut(&noun) {
            Some(Some(first)) if first.quantity.value == number.quantity.value => {}
            Some(several) => *several = None,
            None => {
                by_noun.insert(noun, Some(number));
            }
        }
    }
    by_noun.into_iter().filter_map(|(noun, number)| Some((noun, number.filter(is_count)?))).collect()
}

/// Whether a number tells how many there are, and nothing but that.
fn is_count(number: &Counted<'_, '_>) -> bool {
    matches!(number.quantity.bound, Bound::Exact | Bound::About)
        && number.quantity.high.is_none()
        && number.quantity.change.is_none()
        && befallen::toll(number).is_none()
        && !comparable::is_beside_others(number)
}

/// The stem of the noun that is counted.
fn head(number: &Counted<'_, '_>) -> Option<u64> {
    let noun = Tree(number.sentence).top_of(number.quantity.counted?)?;
    (noun.word.upos == Upos::Noun).then_some(noun.term)
}

/// Whether two sentences say the same of what they count: they name somebody in common, and much else.
fn is_one_thing(one: &Counted<'_, '_>, other: &Counted<'_, '_>, noun: u64) -> bool {
    let terms = |number: &Counted<'_, '_>, named: bool| -> BTreeSet<u64> {
        let words = number.sentence.iter().filter(|t| t.is_content() && t.word.upos != Upos::Num);
        let such = words.filter(|t| !named || t.word.upos == Upos::Propn);
        such.map(|t| t.term).filter(|term| *term != noun).collect()
    };
    let shared = |named| terms(one, named).intersection(&terms(other, named)).count();
    shared(true) > 0 && shared(false) >= FEWEST_SHARED
}
