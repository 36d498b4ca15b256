//! What stands inside a promise, demand, refusal, threat or charge.

use super::{status::infinitive, tree::Tree, trigger::Trigger};
use wirefold_report::EventType;

/// Words inside the content of a promise, demand, refusal, threat or charge:
/// what is told there is not told as a deed.
pub(super) fn content(tree: &Tree<'_>, triggers: &[Trigger]) -> Vec<bool> {
    use EventType::{Accuse, Agree, Coerce, Concede, Reject, Request, Sanction, Support, Threaten};
    let mut inside = vec![false; tree.len()];
    for trigger in triggers {
        if !matches!(
            trigger.frame.kind,
            Accuse | Agree | Coerce | Concede | Reject | Request | Sanction | Support | Threaten
        ) {
            continue;
        }
        let object = trigger.verb.and_then(|v| tree.kid(v, "obj"));
        for site in trigger.sites().chain(object) {
            for top in tree.kids(site).filter(|&k| is_content(tree, k)) {
                mark(tree, top, &mut inside);
            }
        }
    }
    inside
}

fn is_content(tree: &Tree<'_>, clause: usize) -> bool {
    match tree.relation(clause) {
        "xcomp" | "ccomp" => true,
        "acl" => tree.deprel(clause) == "acl" && (infinitive(tree, clause) || has_preposition(tree, clause)),
        "advcl" => infinitive(tree, clause) || has_preposition(tree, clause),
        _ => false,
    }
}

/// "for not signing", "of supporting".
fn has_preposition(tree: &Tree<'_>, clause: usize) -> bool {
    tree.kids(clause).any(|k| {
        matches!(tree.relation(k), "mark" | "case")
            && matches!(tree.lemma(k), "for" | "of" | "from" | "over" | "about" | "that")
    })
}

pub(super) fn mark(tree: &Tree<'_>, top: usize, inside: &mut [bool]) {
    let mut open = vec![top];
    while let Some(word) = open.pop() {
        if std::mem::replace(&mut inside[word], true) {
            continue;
        }
        open.extend(tree.kids(word).filter(|&k| tree.deprel(k) != "acl:relcl"));
    }
}
