//! What somebody is said to have to do.

use super::{status::standing, tree::Tree};
use wirefold_report::Status;

/// Whether a clause says what somebody must, should or has to do.
pub(super) fn is_duty(tree: &Tree<'_>, clause: usize) -> bool {
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
