//! Parties that stand beside a deed and have no part in it: where it is done, who is sent to do it, and one's own.

use super::{lexicon::lexicon, pair, party::Parties, trigger::Trigger};
use crate::entity::lexicon::body;
use wirefold_report::{EventType, Party, Upos};

/// Whether a party is but where something is done: the town in which people march or confer ("against Moscow" is no town
/// there), and the town of one's own to which somebody is brought ("Turkey offered to fly them to *Ankara*").
pub(super) fn is_but_where(
    parties: &Parties<'_>,
    trigger: &Trigger,
    party: &Party,
    actors: &[Party],
) -> bool {
    let kind = trigger.frame.kind;
    let behind = pair::head(parties.tree, &[party.span]).and_then(|word| parties.tree.preposition(word));
    let within = matches!(behind, Some("in" | "at" | "to" | "into" | "through" | "around" | "outside"));
    let sent = kind == EventType::Mobilize && is_sent(parties, trigger, party);
    let march = kind == EventType::Protest && trigger.frame.mode == Some("demo");
    let confer = kind == EventType::Consult && trigger.frame.mode.is_none() && !trigger.frame.mutual;
    sent || parties.is_town(party)
        && (march && behind != Some("against")
            || within && confer && !parties.is_state(party)
            || within && kind.quad() <= 2 && parties.is_seat_of(party, actors))
}

/// Whether a party is whoever is sent: "dispatched *soldiers*" is done to others.
fn is_sent(parties: &Parties<'_>, trigger: &Trigger, party: &Party) -> bool {
    let word = pair::head(parties.tree, &[party.span]);
    party.entity.is_none()
        && word.is_some()
        && trigger.verb.and_then(|verb| parties.tree.patient(verb)) == word
}

/// Whether a party is a body or a land that whoever acts calls theirs: "defended *his government's* record" praises nobody else.
pub(super) fn is_own_body(parties: &Parties<'_>, party: &Party, actors: &[Party]) -> bool {
    let Some(word) = pair::head(parties.tree, &[party.span]) else { return false };
    let owner = parties.tree.owner(word).filter(|&o| parties.tree.upos(o) == Upos::Pron);
    let owned = owner.map_or_else(Vec::new, |owner| parties.of(owner, false));
    let mine = owned.iter().any(|p| p.entity.is_some() && actors.iter().any(|a| a.entity == p.entity));
    let lemma = parties.tree.lemma(word);
    mine && (lexicon().is_party("homeland", lemma) || body(lemma).is_some())
}
