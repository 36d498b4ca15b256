//! "X did not vote. The 51-year-old nurse …": a description in the sentence after a name.

use super::super::{
    cast::{Cast, FoundRole},
    page::Page,
};
use super::line::{Line, Scene};
use super::phrase::Phrase;
use wirefold_report::{EntityKind, Upos};

/// Gives the one person of a sentence, if the report says nothing else of what he is,
/// the trade by which the next sentence goes on to speak of him. Offices ("the local
/// police chief") are mostly somebody else's and are left.
pub(crate) fn assign(page: &Page<'_>, scene: &Scene<'_>, cast: &mut Cast) {
    let mut people: Vec<Vec<usize>> = vec![Vec::new(); page.sentences.len()];
    for said in cast.said.iter().filter(|s| s.kind == EntityKind::Person && s.named) {
        let Some((sentence, ..)) = said.place else { continue };
        if !people[sentence].contains(&said.draft) {
            people[sentence].push(said.draft);
        }
    }
    for sentence in 1..page.sentences.len() {
        let (&[draft], []) = (people[sentence - 1].as_slice(), people[sentence].as_slice()) else { continue };
        if cast.drafts[draft].roles.is_empty()
            && let Some(role) = described(&scene.line(sentence))
        {
            cast.add_role(draft, role);
        }
    }
}

/// The subject of the sentence, if it is "the" and a trade that something narrows.
fn described(line: &Line<'_>) -> Option<FoundRole> {
    let tree = line.tree();
    (0..line.len()).filter(|&i| line.is(i, &["the"])).find_map(|start| {
        let phrase = Phrase::starting(line, start, line.len())?;
        let (head, noun) = (phrase.head.last, phrase.head.noun);
        let subject = tree.is(head, &["nsubj"]);
        let narrowed =
            (start + 1..phrase.head.first).any(|i| line.upos(i) != Upos::Punct) || phrase.head.first < head;
        let trade = noun.is_none_or(|noun| !noun.office);
        (subject && narrowed && trade && !line.plural(head)).then(|| phrase.role(line, false))
    })
}
