//! What somebody is said to have to do.

use super::{
    arguments::Sides, content::mark, lexicon::lexicon, party::same, sentence::Reader, status::standing,
    toll::Toll, tree::Tree, trigger::Trigger,
};
use wirefold_report::{Event, EventType, Party, Status};

/// Whether a clause says what somebody must, should or has to do.
fn is_duty(tree: &Tree<'_>, clause: usize) -> bool {
    let needs = matches!(tree.lemma(clause), "need" | "have")
        && tree.kid(clause, "obj").is_none()
        && tree.kid(clause, "xcomp").is_some();
    tree.relation(clause) == "ccomp"
        && !tree.has_kid(clause, "advmod", &["inevitably"])
        // "Should not have flown" is blamed, not asked.
        && !tree.has_kid(clause, "aux", &["have"])
        && (tree.kid(clause, "cop").is_none() || tree.completion(clause).is_some())
        && !tree.passive(tree.kid(clause, "xcomp").filter(|_| needs).unwrap_or(clause))
        // Whoever "does not have to" is free to.
        && !(needs && standing(tree, clause).status == Status::Denied)
        // "Has yet to act" is no demand.
        && !tree.has_kid(clause, "advmod", &["yet"])
        && (needs || tree.has_kid(clause, "aux", &["must", "should", "ought"]))
}

impl Reader<'_> {
    /// "Kenya said that Uganda must …" is a demand on Uganda.
    pub(super) fn duties(&self, content: &mut [bool]) -> Vec<Event> {
        let mut found = Vec::new();
        for clause in (0..self.tree.len()).filter(|&w| is_duty(self.tree, w)) {
            let event = (!content[clause]).then(|| self.duty(clause)).flatten();
            if let Some(event) = event {
                found.push(event);
                mark(self.tree, clause, content);
            }
        }
        found
    }

    fn duty(&self, clause: usize) -> Option<Event> {
        let tree = self.tree;
        let says = tree.head(clause).filter(|&h| lexicon().is_status("reporting", tree.lemma(h)))?;
        let actors = self.parties.of(tree.subject(says)?, false);
        let recipients = self.parties.direct(tree.own_subject(clause)?);
        let country = |p: &Party| p.entity.and_then(|e| self.context.entities.get(e.0)?.country.as_deref());
        let own = recipients
            .iter()
            .any(|r| actors.iter().any(|a| same(a, r) || country(a).is_some() && country(a) == country(r)));
        if own
            || actors.is_empty()
            || recipients.is_empty()
            || standing(tree, says).status != Status::Happened
        {
            return None;
        }
        let frame = lexicon().verbs.get("demand")?.last()?.frame;
        let trigger = Trigger { frame, word: clause, verb: Some(clause), noun: None, carried: false };
        let event = self.record(
            &trigger,
            Sides { actors, recipients },
            (EventType::Request, None, Status::Happened),
            Toll::default(),
        );
        Some(event)
    }
}
