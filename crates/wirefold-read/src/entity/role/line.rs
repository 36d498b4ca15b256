//! A sentence as the reading of roles sees it.

use super::super::{
    cast::Cast,
    lexicon::{self, RoleNoun, longest},
    page::Page,
};
use wirefold_gazetteer::{Country, country_named, country_of_demonym};
use wirefold_report::{EntityKind, Upos};

/// Longest stretch of words that is searched for a role on either side of a name.
pub(crate) const REACH: usize = 20;

/// A role noun in a sentence: its first and last word, and what the lexicon says of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoleAt {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Absent where only the form of the word or its place tells that it is a role.
    pub(crate) noun: Option<RoleNoun>,
}

/// A name in its sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameAt {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) kind: EntityKind,
    pub(crate) country: Option<&'static Country>,
    /// Called like a country, without being known for it: "Georgia".
    pub(crate) doubtful: bool,
}

/// The names of a report by sentence.
pub(crate) struct Scene<'a> {
    page: &'a Page<'a>,
    names: Vec<Vec<NameAt>>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(page: &'a Page<'a>, cast: &Cast) -> Self {
        let mut names = vec![Vec::new(); page.sentences.len()];
        for said in cast.said.iter().filter(|s| s.named) {
            let Some((sentence, first, last)) = said.place else { continue };
            let draft = &cast.drafts[said.draft];
            let country = draft.country.and_then(wirefold_gazetteer::country);
            let own = country_named(&draft.name).filter(|_| said.kind == EntityKind::Place);
            let doubtful = own.is_some_and(|own| Some(own.code) != draft.country);
            names[sentence].push(NameAt { first, last, kind: said.kind, country, doubtful });
        }
        for line in &mut names {
            line.sort_by_key(|name| (name.first, name.last));
        }
        Self { page, names }
    }

    /// The sentence with these names.
    pub(crate) fn line(&'a self, sentence: usize) -> Line<'a> {
        Line { scene: self, sentence }
    }
}

/// One sentence, read for roles.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    scene: &'a Scene<'a>,
    sentence: usize,
}

impl<'a> Line<'a> {
    pub(crate) fn page(&self) -> &'a Page<'a> {
        self.scene.page
    }

    pub(crate) fn tree(&self) -> &'a super::super::tree::Tree<'a> {
        &self.scene.page.trees[self.sentence]
    }

    pub(crate) fn len(&self) -> usize {
        self.tree().words.len()
    }

    pub(crate) fn upos(&self, i: usize) -> Upos {
        self.tree().words[i].upos
    }

    pub(crate) fn form(&self, i: usize) -> &'a str {
        self.tree().words[i].span.of(self.page().text)
    }

    pub(crate) fn lower(&self, i: usize) -> String {
        self.form(i).to_lowercase()
    }

    pub(crate) fn is(&self, i: usize, words: &[&str]) -> bool {
        i < self.len() && words.contains(&self.lower(i).as_str())
    }

    pub(crate) fn is_lemma(&self, i: usize, lemmas: &[&str]) -> bool {
        lemmas.contains(&self.tree().words[i].lemma.as_str())
    }

    pub(crate) fn capital(&self, i: usize) -> bool {
        i < self.len() && self.form(i).starts_with(char::is_uppercase)
    }

    /// The name that covers word `i`.
    pub(crate) fn name_at(&self, i: usize) -> Option<NameAt> {
        let names = &self.scene.names[self.sentence];
        let after = names.partition_point(|name| name.first <= i);
        names[..after].last().filter(|name| i <= name.last).copied()
    }

    pub(crate) fn is_person(&self, i: usize) -> bool {
        self.name_at(i).is_some_and(|name| name.kind == EntityKind::Person)
    }

    pub(crate) fn person_in(&self, words: std::ops::Range<usize>) -> bool {
        words.into_iter().any(|i| i < self.len() && self.is_person(i))
    }

    /// The country that word `i` or the name over it tells, without those that stand for a government.
    pub(crate) fn country_at(&self, i: usize) -> Option<&'static Country> {
        let name = self.name_at(i).filter(|n| !n.doubtful);
        let named = name.filter(|n| n.kind != EntityKind::Organization).and_then(|n| n.country);
        named.or_else(|| country_of_demonym(self.form(i))).or_else(|| {
            (self.upos(i) == Upos::Propn && self.name_at(i).is_none()).then(|| country_named(self.form(i)))?
        })
    }

    /// The last country named in the two sentences before.
    pub(crate) fn country_of_sentence_before(&self) -> Option<&'static Country> {
        (self.sentence.saturating_sub(2)..self.sentence).rev().find_map(|sentence| {
            let line = Line { sentence, ..*self };
            (0..line.len()).rev().find_map(|i| line.country_at(i))
        })
    }

    /// Whether word `i` can stand inside a noun phrase before its head.
    pub(crate) fn nominal(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X | Upos::Num)
            || self.clitic(i)
            || self.hyphen(i)
            || self.is(i, &["ex", "then", "acting", "ousted", "retired", "late", "former"])
                && !self.goes_on(i)
            || self.between_capitals(i)
            || i > 0 && self.hyphen(i - 1) && self.is(i, &super::phrase::BOUND)
            || i > 0 && self.hyphen(i - 1) && self.is(i, &["elect", "designate"])
    }

    /// "Then Colonel Ba appeared": the story goes on; "then-Colonel Ba" is one no more.
    fn goes_on(&self, i: usize) -> bool {
        let verb = |head: usize| matches!(self.upos(head), Upos::Verb | Upos::Aux);
        i == 0 && self.is(i, &["then"]) && !self.hyphen(i + 1) && self.tree().words[i].head.is_some_and(verb)
    }

    pub(crate) fn clitic(&self, i: usize) -> bool {
        self.is(i, &["'s", "’s", "'", "’"])
    }

    /// A hyphen that two words are written together with.
    pub(crate) fn hyphen(&self, i: usize) -> bool {
        self.is(i, &["-", "‑"]) && i > 0 && self.glued(i - 1) && self.glued(i)
    }

    /// Whether no space stands between word `i` and the next.
    pub(crate) fn glued(&self, i: usize) -> bool {
        let words = self.tree().words;
        words.get(i + 1).is_some_and(|next| next.span.start == words[i].span.end)
    }

    /// The commas and "and" of "Economy, Trade and Industry Minister".
    fn between_capitals(&self, i: usize) -> bool {
        let plain = |i: usize| self.capital(i) && self.name_at(i).is_none() && self.upos(i) != Upos::Det;
        self.is(i, &[",", "and", "&"]) && i > 0 && plain(i - 1) && plain(i + 1) && !self.role_before(i)
    }

    /// Whether a role noun ends right before word `i`: what follows an "and" is then another role.
    fn role_before(&self, i: usize) -> bool {
        self.role_ending(i - 1, 0).is_some()
    }

    /// The longest role noun of the lexicon that ends at word `i` and does not begin before `least`.
    pub(crate) fn role_ending(&self, i: usize, least: usize) -> Option<RoleAt> {
        let start = least.max((i + 1).saturating_sub(5));
        let words = self.scene.page.lowers(self.sentence, start..i + 1);
        let (n, noun) = longest(&words, lexicon::role)?;
        Some(RoleAt { first: i + 1 - n, last: i, noun: Some(noun) })
    }

    /// A role that ends at word `i`: one of the lexicon, or a noun that by its form names a person.
    pub(crate) fn role_at(&self, i: usize, least: usize) -> Option<RoleAt> {
        let known = self.role_ending(i, least).or_else(|| self.chosen_ending(i, least));
        known.or_else(|| self.rank_ending(i, least)).or_else(|| {
            let noun = matches!(self.upos(i), Upos::Noun | Upos::Propn) && self.name_at(i).is_none();
            let person = noun && lexicon::is_occupation(&self.lower(i));
            person.then_some(RoleAt { first: i, last: i, noun: None })
        })
    }

    /// An office that somebody was chosen for and does not have yet, ending at word `i`: "president-elect",
    /// "prime minister-designate".
    fn chosen_ending(&self, i: usize, least: usize) -> Option<RoleAt> {
        const CHOSEN: [&str; 3] = ["elect", "designate", "nominate"];
        if self.is(i, &CHOSEN) && i > least + 1 && self.hyphen(i - 1) {
            let office = self.role_ending(i - 2, least).or_else(|| self.rank_ending(i - 2, least))?;
            return Some(RoleAt { last: i, ..office });
        }
        let form = self.lower(i);
        let (office, chosen) = form.rsplit_once('-')?;
        let start = least.max((i + 1).saturating_sub(5));
        let mut words = self.scene.page.lowers(self.sentence, start..i);
        words.push(office.to_owned());
        let (n, noun) = longest(&words, lexicon::role).filter(|_| CHOSEN.contains(&chosen))?;
        Some(RoleAt { first: i + 1 - n, last: i, noun: Some(noun) })
    }

    /// A run of ranks that ends at word `i`: "Maj. Gen.".
    fn rank_ending(&self, i: usize, least: usize) -> Option<RoleAt> {
        let rank = |&j: &usize| self.capital(j) && lexicon::is_rank(&self.lower(j));
        let first = (least..=i).rev().take_while(rank).last()?;
        Some(RoleAt { first, last: i, noun: None })
    }

    /// Whether the role noun that ends at word `i` speaks of several people.
    pub(crate) fn plural(&self, i: usize) -> bool {
        let word = &self.tree().words[i];
        let plain = lexicon::role(&self.lower(i)).is_none() && !lexicon::is_occupation(&self.lower(i));
        match word.xpos.as_ref() {
            "NNS" | "NNPS" => plain || self.lower(i).ends_with('s'),
            _ => plain && self.lower(i).ends_with('s'),
        }
    }

    /// The words as they stand, in lower case but for names and abbreviations.
    pub(crate) fn written(&self, first: usize, last: usize, names: bool) -> String {
        let mut out = String::new();
        for i in first..=last {
            let form = self.form(i);
            let letters = form.chars().filter(|c| c.is_alphabetic());
            let abbreviation = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
            let name = names && (self.upos(i) == Upos::Propn || self.name_at(i).is_some());
            match abbreviation || name {
                true => out.push_str(form),
                false => out.push_str(&form.to_lowercase()),
            }
            if i < last && !self.glued(i) {
                out.push(' ');
            }
        }
        out
    }
}
