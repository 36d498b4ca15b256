//! Who says that a deed was theirs: "the group claimed responsibility for the attack".
//!
//! A report tells in its first sentences what happened, by whom nobody knows, and further down who claims it. Where the claim
//! names a place or a day that the deed's sentence does not, it is of another deed.

use super::{
    lexicon::lexicon,
    party::Parties,
    status,
    tree::Tree,
    trigger::{WIDE, obliques},
    unknown::is_means,
};
use crate::Context;
use wirefold_report::{EntityKind, Event, EventType, Party, Status};

/// Sentences in which a report tells its news.
const LEAD: usize = 3;

/// Those who claim a deed in a sentence.
pub(super) struct Claim<'a> {
    sentence: usize,
    claimants: Vec<Party>,
    /// The names and days that the claim gives the deed.
    told: Vec<&'a str>,
}

/// Who claims the deed of a report in a sentence of it, if anybody does.
pub(super) fn claim<'a>(
    context: &Context<'a>,
    parties: &Parties<'_>,
    tree: &Tree<'a>,
    sentence: usize,
) -> Option<Claim<'a>> {
    let verb = (0..tree.len()).find(|&w| is_claim(tree, w) && is_the_reports(tree, w))?;
    let passive = tree.passive(verb);
    let deed = claimed(tree, verb)?;
    let who = if passive { tree.by_agent(verb) } else { tree.agent(verb) }?;
    let negated = tree.kids(who).any(|k| matches!(tree.lemma(k), "no" | "neither" | "nor"));
    let is_band = |p: &Party| {
        let entity = p.entity.and_then(|id| context.entities.get(id.0));
        entity.is_some_and(|e| matches!(e.kind, EntityKind::Organization | EntityKind::Group))
    };
    let claimants = parties.of(who, false);
    let told = deed.map_or_else(Vec::new, |deed| {
        let below = tree.below(deed, WIDE).into_iter();
        let names = |w: &usize| tree.form(*w).starts_with(char::is_uppercase);
        below.filter(|w| *w != deed && names(w)).map(|w| tree.form(w)).collect()
    });
    let fits = !negated && !claimants.is_empty() && claimants.iter().all(is_band);
    fits.then_some(Claim { sentence, claimants, told })
}

/// Whether a word says that somebody claims something, and not that somebody might have or that it is denied. (Officials "take
/// responsibility" for what they did not prevent.)
fn is_claim(tree: &Tree<'_>, verb: usize) -> bool {
    let false_one = |k: usize| matches!(tree.lemma(k), "falsely" | "wrongly" | "neither" | "nor");
    tree.is_verb(verb)
        && tree.lemma(verb) == "claim"
        && status::standing(tree, verb).status == Status::Happened
        && !tree.kids(verb).any(false_one)
        && !tree.ancestors(verb).any(|w| lexicon().is_status("denial", tree.lemma(w)))
}

/// The deed that is claimed, if the words name one: "claimed responsibility (for the *attack*)", "claimed the *attack*", "the
/// *attack* was claimed by". `None` of what else may be claimed.
fn claimed(tree: &Tree<'_>, verb: usize) -> Option<Option<usize>> {
    if tree.passive(verb) {
        return tree.subject(verb).filter(|&deed| is_deed(tree, deed)).map(Some);
    }
    let object = tree.kid(verb, "obj")?;
    if tree.lemma(object) != "responsibility" {
        return is_deed(tree, object).then_some(Some(object));
    }
    let mut what = [verb, object].into_iter().flat_map(|site| obliques(tree, site, "for"));
    match what.next() {
        Some(deed) => is_deed(tree, deed).then_some(Some(deed)),
        None => Some(None),
    }
}

/// A violent deed, one and no more.
fn is_deed(tree: &Tree<'_>, word: usize) -> bool {
    let named = matches!(tree.lemma(word), "blast" | "explosion" | "killing" | "kidnapping" | "abduction");
    tree.xpos(word) != "NNS" && (is_means(tree, word) || named)
}

/// Whether a claim is of what the report tells, and of no other time: "a similar attack", "last year's bombing".
fn is_the_reports(tree: &Tree<'_>, verb: usize) -> bool {
    const OTHER: [&str; 8] = ["other", "similar", "previous", "earlier", "past", "several", "many", "recent"];
    const LONG: [&str; 4] = ["year", "month", "week", "decade"];
    let is_year = |w: usize| tree.form(w).len() == 4 && tree.form(w).bytes().all(|b| b.is_ascii_digit());
    let is_apart = |w: usize| OTHER.contains(&tree.lemma(w)) || LONG.contains(&tree.lemma(w)) || is_year(w);
    !tree.below(verb, WIDE).into_iter().any(is_apart)
}

/// Gives the deed that a report tells by nobody to those who claim it, where all who do are the same.
pub(super) fn own(context: &Context<'_>, claims: &[Claim<'_>], events: &mut [Event]) {
    let Some(first) = claims.first() else { return };
    let who = |claim: &Claim<'_>| claim.claimants.iter().map(|p| p.entity).collect::<Vec<_>>();
    if claims.iter().any(|claim| who(claim) != who(first)) {
        return;
    }
    let says = |e: &Event| {
        let said = context.sentences[e.sentence].span.of(context.text);
        e.sentence == first.sentence || first.told.iter().all(|name| said.contains(name))
    };
    let is_open = |e: &&mut Event| {
        let open = e.kind == EventType::Assault && e.status == Status::Happened && e.actors.is_empty();
        open && e.sentence <= first.sentence
    };
    let mut open: Vec<&mut Event> = events.iter_mut().filter(is_open).collect();
    let of_the_lead = open.iter().position(|e| e.sentence < LEAD);
    let Some(at) = of_the_lead.or_else(|| open.len().checked_sub(1)) else { return };
    let deed = &mut open[at];
    if says(deed) {
        deed.actors.clone_from(&first.claimants);
        deed.according_to = deed.according_to.or(first.claimants[0].entity);
    }
}
