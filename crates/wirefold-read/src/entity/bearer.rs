//! Who is called by a family name alone.
//!
//! Reporters name somebody in full once and go on with the family name. Others of the
//! family are named in full, or by the given name, wherever they come up, and do not take
//! the bare name over.

use super::{
    kin,
    lexicon::{Gender, honorific, longest, role},
    name::Name,
    page::Page,
    same::skeleton,
    standing::{Standing, is_aged},
};
use std::collections::{BTreeMap, BTreeSet};
use wirefold_report::EntityKind;
use wirefold_text::person::PersonName;

/// After so many sentences without its holder a family name is free again.
const FADES: usize = 12;

/// A family name that was said of somebody so often is not given up for who is new, and a word
/// that stands alone so often before a name begins with it may be another name.
const OFTEN: usize = 3;

/// So many people of one given name are told apart.
const MOST: usize = 64;

/// Whom a bare family name speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// This one.
    Known(usize),
    /// Somebody whom the report never names in full, or of two the one or the other.
    Open,
}

/// Whose a family name is at a place of the report.
#[derive(Clone, Copy, Debug)]
struct Holder {
    draft: usize,
    /// How often the bare name was said of him.
    times: usize,
    /// The last sentence that named him.
    sentence: usize,
    /// How his last full name stands.
    standing: Standing,
    /// Whether another of the family is joined to that name, and neither is foremost.
    shared: bool,
}

/// What a report tells of somebody whom it names in full.
#[derive(Debug, Default)]
struct Told {
    /// How often it names him so.
    times: usize,
    /// The first of these names.
    first: usize,
    /// Named as one of somebody's family.
    kin: bool,
    /// What the noun for that tells.
    gender: Option<Gender>,
    /// Called by the given name as well.
    familiar: bool,
    /// Marked as one of several of that name ("Jr.").
    marked: bool,
    /// How often the first word of the name stands alone, and how often it did before.
    alone: usize,
    early: usize,
}

impl Told {
    fn note(&mut self, kin: Option<Option<Gender>>) {
        self.kin |= kin.is_some();
        self.gender = self.gender.or(kin.flatten());
    }
}

/// Those who share the family names of a report.
#[derive(Default)]
pub(super) struct Bearers {
    told: BTreeMap<usize, Told>,
    /// The offices that stand right before names.
    office_at: BTreeMap<usize, String>,
    offices: BTreeMap<usize, BTreeSet<String>>,
    holders: BTreeMap<String, Holder>,
    /// How the full names stand.
    standings: BTreeMap<usize, Standing>,
    /// Who of each family was named in full last.
    latest: BTreeMap<String, (usize, bool)>,
    /// The words that stand alone as names of any kind.
    alone: BTreeSet<String>,
    /// The lone names behind which an age stands.
    aged: BTreeSet<usize>,
    /// The lone names in headings.
    headings: BTreeSet<usize>,
    /// The first of the lone names of a family that stand in sentences, and whether any has a title.
    lone: BTreeMap<String, (usize, bool)>,
    /// The sentence that was come to.
    at: usize,
}

impl Bearers {
    /// Takes note of the full names, whose drafts are `of`.
    pub(super) fn new(page: &Page<'_>, names: &[Name], of: &BTreeMap<usize, usize>) -> Self {
        let mut bearers = Self::default();
        let people = || names.iter().enumerate().filter(|(_, name)| name.kind == EntityKind::Person);
        bearers.office_at = people().filter_map(|(i, name)| Some((i, office_before(page, name)?))).collect();
        let alone = names.iter().filter_map(|name| name.parts.first().filter(|_| name.parts.len() == 1));
        bearers.alone = alone.cloned().collect();
        let mut given: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (&i, &draft) in of {
            let own = PersonName::of(&names[i].parts);
            bearers.standings.insert(i, Standing::of(page, names, i));
            let told = bearers.told.entry(draft).or_insert_with(|| Told { first: i, ..Told::default() });
            told.times += 1;
            told.note(kin::beside(page, &names[i]));
            told.marked |= own.generation.is_some();
            let alike = given.entry(own.words.first().map_or("", String::as_str)).or_default();
            if alike.len() < MOST && !alike.contains(&draft) {
                alike.push(draft);
            }
            bearers.learn_office(i, draft);
        }
        for (i, name) in people().filter(|(_, name)| name.parts.len() == 1) {
            bearers.note_lone(page, i, name);
            let kin = kin::beside(page, name);
            let quoted =
                name.place.is_some_and(|(sentence, word, _)| page.quote_at(sentence, word).is_some());
            for draft in given.get(name.parts[0].as_str()).into_iter().flatten() {
                let told = bearers.told.entry(*draft).or_default();
                told.familiar |= !quoted;
                told.note(kin);
                told.early += usize::from(i < told.first);
                told.alone += 1;
            }
        }
        bearers
    }

    /// What stands beside a lone name.
    fn note_lone(&mut self, page: &Page<'_>, i: usize, name: &Name) {
        let titled = name.gender.is_some() || self.office_at.contains_key(&i);
        let seen = self.lone.entry(skeleton(&name.parts[0])).or_insert((usize::MAX, false));
        seen.1 |= titled;
        if name.place.is_none() {
            self.headings.insert(i);
        } else {
            seen.0 = seen.0.min(i);
        }
        if is_aged(page, name) {
            self.aged.insert(i);
        }
    }

    fn learn_office(&mut self, i: usize, draft: usize) {
        if let Some(office) = self.office_at.get(&i) {
            self.offices.entry(draft).or_default().insert(office.clone());
        }
    }

    /// What the nouns for relatives tell of genders, by draft.
    pub(super) fn genders(&self) -> impl Iterator<Item = (usize, Gender)> + '_ {
        self.told.iter().filter_map(|(&draft, told)| Some((draft, told.gender?)))
    }

    /// Whether the report names somebody as one of another's family.
    pub(super) fn is_kin(&self, draft: usize) -> bool {
        self.is(draft, |told| told.kin)
    }

    fn is(&self, draft: usize, what: impl Fn(&Told) -> bool) -> bool {
        self.told.get(&draft).is_some_and(what)
    }

    fn times(&self, draft: usize) -> usize {
        self.told.get(&draft).map_or(0, |told| told.times)
    }

    /// Full name `i`, of this draft, ends with `surname`.
    pub(super) fn named(&mut self, i: usize, name: &Name, surname: String, draft: usize) {
        self.come_to(name);
        let standing = self.standings.get(&i).copied().unwrap_or_default();
        let fresh = Holder { standing, ..self.holder(draft) };
        let next = match self.holders.get(&surname).copied() {
            None => fresh,
            Some(holder) if holder.draft == draft => Holder { times: holder.times, ..fresh },
            Some(holder) if self.is_shared(&fresh, &holder) => Holder { shared: true, ..fresh },
            Some(holder) if self.takes_over(i, &fresh, &holder) => fresh,
            Some(holder) => holder,
        };
        self.latest.insert(surname.clone(), (draft, standing.aged));
        self.holders.insert(surname, next);
    }

    fn come_to(&mut self, name: &Name) {
        self.at = name.place.map_or(self.at, |(sentence, ..)| sentence);
    }

    /// Somebody who was just named, as a holder.
    fn holder(&self, draft: usize) -> Holder {
        Holder { draft, times: 0, sentence: self.at, standing: Standing::default(), shared: false }
    }

    /// Whether two are named together and neither is foremost.
    fn is_shared(&self, next: &Holder, holder: &Holder) -> bool {
        holder.times == 0
            && next.standing.is_joined(&holder.standing)
            && self.times(next.draft) == self.times(holder.draft)
            && self.is_kin(next.draft) == self.is_kin(holder.draft)
    }

    /// Whether the bare name goes over to somebody who is named in full, as name `i`, after it
    /// was another's.
    fn takes_over(&self, i: usize, next: &Holder, holder: &Holder) -> bool {
        let only = |what: fn(&Told) -> bool| self.is(next.draft, what) && !self.is(holder.draft, what);
        let Standing { subject, object, aged, owner, kin, followed, .. } = next.standing;
        if only(|told| told.marked) || owner {
            return false;
        }
        if next.sentence > holder.sentence + FADES {
            return true;
        }
        let kept = only(|told| told.kin) || only(|told| told.familiar);
        if holder.times > 0 {
            // Whom the report never names in full is called by the bare name only.
            let others = self.told.get(&holder.draft).map_or(holder.times, |told| told.times);
            let newcomer = holder.times < OFTEN && !kin && followed && (subject || object && aged);
            return !kept && (newcomer || self.times(next.draft) > others);
        }
        // Of two in one sentence the subject comes first.
        if holder.sentence == next.sentence && holder.standing.subject && !subject {
            return false;
        }
        if kin || only(|told| told.kin) {
            let news = (subject || object) && (aged || self.office_at.contains_key(&i));
            return holder.standing.owner || news;
        }
        !kept
    }

    /// Whom name `i`, a bare family name, speaks of; `candidates` are those whom the report names so in full, in order.
    pub(super) fn of(
        &self,
        i: usize,
        surname: &str,
        candidates: &[usize],
        agrees: impl Fn(usize) -> bool,
    ) -> Option<Bearer> {
        let holder = self.holders.get(surname).filter(|holder| agrees(holder.draft));
        if let Some(titled) = self.titled(i, holder, candidates) {
            return Some(titled);
        }
        let aged = self.newly_aged(i, surname, candidates);
        if aged.is_some() {
            return aged;
        }
        match holder {
            Some(holder) if holder.shared && candidates.len() > 1 => Some(Bearer::Open),
            Some(holder) => Some(Bearer::Known(holder.draft)),
            // Nobody of that name was named so far.
            None if !candidates.is_empty() && !self.holders.contains_key(surname) => {
                Some(self.announced(i, surname, candidates).unwrap_or_else(|| self.foremost(candidates)))
            }
            None => None,
        }
    }

    /// Whom a heading calls by the family name: the only one whom the report then names before it
    /// goes on with the bare name, though as a relative, unless that has a title.
    fn announced(&self, i: usize, surname: &str, candidates: &[usize]) -> Option<Bearer> {
        let &(lone, titled) = self.lone.get(surname).filter(|_| self.headings.contains(&i))?;
        let mut before = candidates.iter().filter(|&&d| self.is(d, |told| told.first < lone));
        let only = before.next().filter(|_| !titled && before.next().is_none())?;
        Some(Bearer::Known(*only))
    }

    /// Who of the family was just named, if an age stands behind the bare name `i` as none did before.
    fn newly_aged(&self, i: usize, surname: &str, candidates: &[usize]) -> Option<Bearer> {
        let &(draft, aged) = self.latest.get(surname).filter(|_| self.aged.contains(&i))?;
        (!aged && candidates.contains(&draft)).then_some(Bearer::Known(draft))
    }

    /// Whom the office before name `i` tells: who has it, or somebody else than a relative without it.
    fn titled(&self, i: usize, holder: Option<&Holder>, candidates: &[usize]) -> Option<Bearer> {
        let office = self.office_at.get(&i)?;
        let has = |&d: &usize| {
            self.offices.get(&d).is_some_and(|all| all.iter().any(|other| is_one(other, office)))
        };
        let holder = holder?;
        if let Some(known) = std::iter::once(holder.draft).chain(candidates.iter().copied()).find(has) {
            return Some(Bearer::Known(known));
        }
        let others: Vec<usize> = candidates.iter().copied().filter(|&d| d != holder.draft).collect();
        self.is_kin(holder.draft).then(|| self.foremost(&others))
    }

    /// Of those whom the report names in full, in this order, who is called by the bare name before:
    /// no relative, and the first unless another is named far more often.
    fn foremost(&self, candidates: &[usize]) -> Bearer {
        let mut best: Option<usize> = None;
        for &draft in candidates.iter().filter(|&&d| !self.is_kin(d)) {
            let more = |known: usize| self.times(draft) > 2 * self.times(known);
            best = if best.is_none_or(more) { Some(draft) } else { best };
        }
        best.map_or(Bearer::Open, Bearer::Known)
    }

    /// Whether the lone words before this one's only name may be no given name of theirs, or, where
    /// they are `very` many in the report, are none.
    pub(super) fn is_late(&self, draft: usize, very: bool) -> bool {
        let least = if very { 3 * OFTEN } else { OFTEN };
        let late = |told: &Told| told.times == 1 && told.early >= OFTEN && told.alone >= least;
        self.is(draft, late) && !self.offices.contains_key(&draft)
    }

    /// Whether whoever is called by this word alone has a title somewhere.
    pub(super) fn has_title(&self, word: &str) -> bool {
        self.lone.get(&skeleton(word)).is_some_and(|&(_, titled)| titled)
    }

    /// Whether the report calls anybody or anything by this word alone.
    pub(super) fn is_alone(&self, word: &str) -> bool {
        self.alone.contains(word)
    }

    /// Name `i` was found to be a bare one of this person.
    pub(super) fn called(&mut self, i: usize, name: &Name, surname: String, draft: usize) {
        self.learn_office(i, draft);
        self.come_to(name);
        let fresh = self.holder(draft);
        // "Mrs. NAME" is still the wife in passing.
        let kin = self.is_kin(draft) && (name.gender.is_some() || self.office_at.contains_key(&i));
        let holder = self.holders.entry(surname).or_insert(fresh);
        let aged = self.aged.contains(&i);
        let passing = kin && holder.draft != draft;
        if holder.draft == draft || aged || holder.times == 0 && !passing {
            let before = if holder.draft == draft { holder.times } else { 0 };
            *holder = Holder { times: before + 1, ..fresh };
        }
    }
}

/// Whether two offices are one, perhaps shortened ("Sen", "Senator").
fn is_one(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// The office in capitals right before a name: "President NAME", "Sen. NAME".
fn office_before(page: &Page<'_>, name: &Name) -> Option<String> {
    const LONGEST: usize = 4;
    let (sentence, first, _) = name.place?;
    let words = &page.sentences[sentence].words;
    let form = |i: usize| words[i].span.of(page.text);
    let end = if first > 0 && form(first - 1) == "." { first - 1 } else { first };
    let last = end.checked_sub(1).filter(|&i| form(i).starts_with(char::is_uppercase))?;
    let short = honorific(form(last)).filter(|title| title.gender.is_none() && title.sector.is_some());
    if short.is_some() {
        return Some(form(last).trim_end_matches('.').to_lowercase());
    }
    if end == first && kin::is_clerical(page, sentence, last) {
        return Some(page.lower(sentence, last));
    }
    let before = page.lowers(sentence, end.saturating_sub(LONGEST)..end);
    let (n, noun) = longest(&before, role)?;
    noun.office.then(|| before[before.len() - n..].join(" "))
}
