//! Whom a report names as one of somebody's family: "his wife, NAME", "NAME, the minister's son".

use super::{
    lexicon::{Gender, clerical, kin},
    name::Name,
    page::Page,
    tree::Tree,
};
use std::ops::RangeInclusive;
use wirefold_report::{Upos, Word};

/// How far from a name the noun may stand.
const REACH: usize = 7;

/// What the words beside a name tell of a relative: his or her gender, if that is told.
pub(super) fn beside(page: &Page<'_>, name: &Name) -> Option<Option<Gender>> {
    let (sentence, first, last) = name.place?;
    let tree = &page.trees[sentence];
    let line = Line { page, sentence, tree, words: tree.words };
    let top = tree.top_of(first..=last);
    let beside = line.before(first, top).or_else(|| line.after(first..=last));
    beside.or_else(|| line.titled(first, top)).or_else(|| line.among(top))
}

/// Whether a name tells whose relative somebody is: "NAME's son".
pub(super) fn owns(page: &Page<'_>, name: &Name) -> bool {
    let Some((sentence, first, last)) = name.place else { return false };
    let tree = &page.trees[sentence];
    let line = Line { page, sentence, tree, words: tree.words };
    let top = tree.top_of(first..=last);
    tree.is(top, &["nmod:poss"])
        && tree.head(top).is_some_and(|noun| noun > last && line.ending(noun + 1).is_some())
}

/// Whether "Father NAME" is a priest rather than somebody's father.
pub(super) fn is_clerical(page: &Page<'_>, sentence: usize, noun: usize) -> bool {
    let tree = &page.trees[sentence];
    let line = Line { page, sentence, tree, words: tree.words };
    let form = tree.words[noun].span.of(page.text);
    form.starts_with(char::is_uppercase) && clerical(&line.lower(noun)) && !line.owned(noun)
}

struct Line<'l> {
    page: &'l Page<'l>,
    sentence: usize,
    tree: &'l Tree<'l>,
    words: &'l [Word],
}

impl Line<'_> {
    fn lower(&self, i: usize) -> String {
        self.words[i].span.of(self.page.text).to_lowercase()
    }

    fn is(&self, i: usize, forms: &[&str]) -> bool {
        i < self.words.len() && forms.contains(&self.lower(i).as_str())
    }

    /// The kin noun that ends right before word `end`: where it begins, and its gender.
    fn ending(&self, end: usize) -> Option<(usize, Option<Gender>)> {
        const LONGEST: usize = 5;
        (end.saturating_sub(LONGEST)..end).find_map(|start| {
            let phrase: Vec<String> = (start..end).map(|i| self.lower(i)).collect();
            let joined = phrase.join(" ").replace(" - ", "-");
            kin(&joined).map(|gender| (start, gender))
        })
    }

    /// The plural of a kin noun that ends right before word `end`.
    fn plural(&self, end: usize) -> Option<(usize, Option<Gender>)> {
        let noun = end.checked_sub(1).filter(|&i| self.words[i].xpos == "NNS")?;
        kin(&self.words[noun].lemma.to_lowercase()).map(|gender| (noun, gender))
    }

    /// "his wife, NAME", "first lady NAME", "the son of NAME".
    fn before(&self, first: usize, top: usize) -> Option<Option<Gender>> {
        let comma = first > 0 && self.is(first - 1, &[","]);
        let end = if comma { first - 1 } else { first };
        if let Some((start, gender)) = self.ending(end).or_else(|| self.plural(end)) {
            let told = if comma {
                self.owned(start) && self.tied(end - 1, top)
            } else {
                start + 1 != end || !is_clerical(self.page, self.sentence, start)
            };
            return told.then_some(gender);
        }
        let of = self.title_start(first).checked_sub(1).filter(|&i| self.is(i, &["of", "to"]))?;
        self.ending(of).map(|_| None)
    }

    /// Whether the tree takes a noun and the name behind it for one ("After the death of her
    /// husband, NAME moved" has two).
    fn tied(&self, noun: usize, top: usize) -> bool {
        const ONE: [&str; 4] = ["appos", "flat", "compound", "nmod:desc"];
        self.tree.head(top) == Some(noun) && self.tree.is(top, &ONE)
            || self.tree.head(noun) == Some(top) && self.tree.is(noun, &ONE)
    }

    /// "her husband, Senator NAME".
    fn titled(&self, first: usize, top: usize) -> Option<Option<Gender>> {
        let noun = self.tree.head(top).filter(|&noun| noun < first && self.tree.is(top, &["appos"]))?;
        let (start, gender) = self.ending(noun + 1)?;
        self.owned(start).then_some(gender)
    }

    /// "her sons, A and NAME".
    fn among(&self, top: usize) -> Option<Option<Gender>> {
        let chief = self.tree.head(top).filter(|&chief| chief < top && self.tree.is(top, &["conj"]))?;
        let end = if chief > 0 && self.is(chief - 1, &[","]) { chief - 1 } else { chief };
        self.plural(end)?;
        self.before(chief, chief)
    }

    /// Where the titles before a name begin.
    fn title_start(&self, first: usize) -> usize {
        let least = first.saturating_sub(REACH);
        let title = |&i: &usize| {
            matches!(self.words[i].upos, Upos::Propn | Upos::Adj | Upos::Noun | Upos::Det)
                || self.is(i, &["."])
        };
        (least..first).rev().take_while(title).last().unwrap_or(first)
    }

    /// "NAME, his wife", "NAME, the minister's son".
    fn after(&self, name: RangeInclusive<usize>) -> Option<Option<Gender>> {
        let last = *name.end();
        let apposed = self.tree.children(self.tree.top_of(name)).iter().copied();
        let mut apposed = apposed.filter(|&noun| noun > last && self.tree.is(noun, &["appos"]));
        apposed.find_map(|noun| {
            self.tree.child(noun, &["nmod:poss"])?;
            self.ending(noun + 1).map(|(_, gender)| gender)
        })
    }

    /// Whether a possessive stands before the noun that begins at `start`.
    fn owned(&self, start: usize) -> bool {
        const OWNERS: [&str; 7] = ["his", "her", "their", "my", "our", "'s", "’s"];
        let inner =
            |&i: &usize| matches!(self.words[i].upos, Upos::Adj | Upos::Num | Upos::Punct | Upos::Noun);
        let owner = |i: usize| self.is(i, &OWNERS) || self.words[i].xpos == "POS";
        let before = start.checked_sub(1);
        before.is_some_and(owner)
            || (0..start)
                .rev()
                .take(3)
                .take_while(inner)
                .last()
                .and_then(|i| i.checked_sub(1))
                .is_some_and(owner)
    }
}
