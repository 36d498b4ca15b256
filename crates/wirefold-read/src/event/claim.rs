//! Who says that a deed was theirs: "the group claimed responsibility for the attack".
//!
//! A report tells in its first sentences what happened, by whom nobody knows, and further down who claims it.

use super::{party::Parties, tree::Tree, trigger::WIDE, trigger::obliques, unknown::is_means};
use wirefold_report::{Event, EventType, Party, Status};

/// Sentences in which a report tells its news.
const LEAD: usize = 3;

/// Those who claim a deed in a sentence.
pub(super) struct Claim {
    pub(super) sentence: usize,
    claimants: Vec<Party>,
}

/// Who claims the deed of a report in a sentence of it, if anybody does.
pub(super) fn claim(parties: &Parties<'_>, sentence: usize) -> Option<Claim> {
    let tree = parties.tree;
    let claimant = |verb: usize| -> Option<Vec<Party>> {
        let who = if is_claimed(tree, verb) {
            tree.by_agent(verb)
        } else {
            claimed(tree, verb)?;
            tree.agent(verb)
        }?;
        let named = parties.of(who, false).into_iter().filter(|p| p.entity.is_some()).collect::<Vec<_>>();
        (!named.is_empty() && !tree.has_kid(who, "det", &["no"])).then_some(named)
    };
    let claimants = (0..tree.len()).filter(|&w| is_claim(tree, w)).find_map(claimant)?;
    Some(Claim { sentence, claimants })
}

/// Whether a word may say that somebody claims something, and not that nobody did. (Officials "take responsibility" for what
/// they did not prevent.)
fn is_claim(tree: &Tree<'_>, verb: usize) -> bool {
    tree.is_verb(verb)
        && tree.lemma(verb) == "claim"
        && tree.xpos(verb) != "VB"
        && !tree.has_kid(verb, "advmod", &["not", "never", "n't"])
}

/// "Claimed responsibility", "claimed responsibility for the attack", "claimed the attack".
fn claimed(tree: &Tree<'_>, verb: usize) -> Option<()> {
    let object = tree.kid(verb, "obj")?;
    let is_its = match tree.lemma(object) {
        "responsibility" => {
            let deeds =
                [verb, object].into_iter().flat_map(|site| obliques(tree, site, "for").collect::<Vec<_>>());
            deeds.into_iter().all(|deed| is_the_reports(tree, deed))
        }
        _ => is_deed(tree, object) && is_the_reports(tree, object),
    };
    is_its.then_some(())
}

/// "The attack was claimed by …".
fn is_claimed(tree: &Tree<'_>, verb: usize) -> bool {
    let deed = tree.subject(verb).filter(|_| tree.passive(verb));
    deed.is_some_and(|deed| is_deed(tree, deed) && is_the_reports(tree, deed))
}

fn is_deed(tree: &Tree<'_>, word: usize) -> bool {
    is_means(tree, word)
        || matches!(tree.lemma(word), "blast" | "explosion" | "killing" | "kidnapping" | "abduction")
}

/// Whether a deed is the one that the report tells, and none of another time: "a similar attack", "last year's bombing".
fn is_the_reports(tree: &Tree<'_>, deed: usize) -> bool {
    const OTHER: [&str; 8] = ["other", "similar", "previous", "earlier", "past", "several", "many", "recent"];
    const LONG: [&str; 4] = ["year", "month", "week", "decade"];
    let is_year = |w: usize| tree.form(w).len() == 4 && tree.form(w).bytes().all(|b| b.is_ascii_digit());
    let is_apart = |w: usize| OTHER.contains(&tree.lemma(w)) || LONG.contains(&tree.lemma(w)) || is_year(w);
    tree.xpos(deed) != "NNS" && !tree.below(deed, WIDE).into_iter().filter(|&w| w != deed).any(is_apart)
}

/// Gives the deed that a report tells by nobody to those who claim it, where all who do are the same.
pub(super) fn own(claims: &[Claim], events: &mut [Event]) {
    let Some(first) = claims.first() else { return };
    let who = |claim: &Claim| claim.claimants.iter().map(|p| p.entity).collect::<Vec<_>>();
    if claims.iter().any(|claim| who(claim) != who(first)) {
        return;
    }
    let is_open = |e: &&mut Event| {
        e.kind == EventType::Assault
            && e.status == Status::Happened
            && e.actors.is_empty()
            && e.sentence <= first.sentence
    };
    let mut open: Vec<&mut Event> = events.iter_mut().filter(is_open).collect();
    let of_the_lead = open.iter().position(|e| e.sentence < LEAD);
    let Some(at) = of_the_lead.or_else(|| open.len().checked_sub(1)) else { return };
    let deed = &mut open[at];
    deed.actors.clone_from(&first.claimants);
    deed.according_to = deed.according_to.or(first.claimants[0].entity);
}
