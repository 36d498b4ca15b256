//! How a full name stands in its sentence, and whether the report goes on with it.

use super::{kin, name::Name, page::Page, same::skeleton, tree::Tree};
use wirefold_report::{EntityKind, Upos};
use wirefold_text::person::PersonName;

/// How the place of one full name makes somebody the one of whom the report speaks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    /// Subject of what the sentence says above all.
    pub(super) subject: bool,
    /// Object of that.
    pub(super) object: bool,
    /// An age stands beside the name.
    pub(super) aged: bool,
    /// Named only to tell whose relative somebody is.
    pub(super) owner: bool,
    /// Told as a relative here.
    pub(super) kin: bool,
    /// The next sentence goes on with the bare family name.
    pub(super) followed: bool,
    /// The first of those whom "and" joins to this name, or this one.
    chief: Option<(usize, usize)>,
}

impl Standing {
    /// How name `i` of `names` stands.
    pub(super) fn of(page: &Page<'_>, names: &[Name], i: usize) -> Self {
        let name = &names[i];
        let Some((sentence, first, last)) = name.place else { return Self::default() };
        let tree = &page.trees[sentence];
        let top = tree.top_of(first..=last);
        let told = tree.head(top).filter(|_| tree.is(top, &["appos"])).unwrap_or(top);
        let main = tree.head(told).is_some_and(|verb| tree.head(verb).is_none());
        let joined = tree.head(top).filter(|_| tree.is(top, &["conj"])).unwrap_or(top);
        Self {
            subject: main && tree.is(told, &["nsubj"]),
            object: main && tree.is(told, &["obj"]),
            aged: is_aged(page, name),
            owner: kin::owns(page, name),
            kin: kin::beside(page, name).is_some(),
            followed: followed(page, names, i),
            chief: Some((sentence, joined)),
        }
    }

    /// Whether "and" joins the two names.
    pub(super) fn is_joined(&self, other: &Self) -> bool {
        self.chief.is_some() && self.chief == other.chief
    }
}

/// Whether an age stands right behind the name: "NAME, 34,".
pub(super) fn is_aged(page: &Page<'_>, name: &Name) -> bool {
    let Some((sentence, _, last)) = name.place else { return false };
    let words = &page.sentences[sentence].words;
    let form = |i: usize| words.get(i).map_or("", |word| word.span.of(page.text));
    let number = words.get(last + 2).is_some_and(|word| word.upos == Upos::Num)
        && form(last + 2).len() < 3
        && form(last + 2).bytes().all(|b| b.is_ascii_digit());
    form(last + 1) == "," && number && matches!(form(last + 3), "," | "." | "")
}

fn family(name: &Name) -> Option<String> {
    let own = PersonName::of(&name.parts);
    own.words.last().filter(|_| name.kind == EntityKind::Person).map(|word| skeleton(word))
}

/// Whether the next of that family who is named is so in the next sentence, by the bare name.
fn followed(page: &Page<'_>, names: &[Name], i: usize) -> bool {
    let own = family(&names[i]);
    let next = names[i + 1..].iter().take(MOST).find(|name| family(name) == own);
    let (Some(next), Some((sentence, ..))) = (next, names[i].place) else { return false };
    let Some((other, first, last)) = next.place else { return false };
    let tree: &Tree<'_> = &page.trees[other];
    let subject = tree.is(tree.top_of(first..=last), &["nsubj"]);
    other == sentence + 1 && subject && next.parts.len() == 1 && next.gender.is_none()
}

/// So many names are looked at for the next of a family.
const MOST: usize = 64;
