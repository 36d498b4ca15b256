//! Which names are of one person, body or place.

use super::{
    bearer::{Bearer, Bearers},
    cast::{Cast, Draft, Said},
    lexicon::{Gender, given_name, of_known_body, sector_of_name},
    name::Name,
    page::Page,
    same::{initials, letters, same_person, same_word, skeleton},
    scene::{around, scene},
};
use crate::place::{Beside, Found, Scene, is_clash};
use std::collections::{BTreeMap, BTreeSet};
use wirefold_gazetteer::{
    Country, country_named, country_of_demonym, folded, international, known_body, seat, state_abbreviated,
};
use wirefold_report::{EntityKind, Whereabouts};
use wirefold_text::person::{PersonName, is_short_form};

/// Joins the names of a report.
pub(crate) fn join(page: &Page<'_>, mut names: Vec<Name>) -> Cast {
    let mut joiner = Joiner { scene: scene(page, &names), ..Joiner::default() };
    lend_kind(page.text, &mut names);
    let nicknames: BTreeMap<&String, usize> =
        names.iter().enumerate().filter_map(|(i, name)| Some((name.nickname.as_ref()?, i))).collect();
    let nicked =
        |i: usize, name: &Name| nicknames.get(&name.parts.join(" ")).copied().filter(|&known| known != i);
    for (i, name) in names.iter().enumerate() {
        if name.kind == EntityKind::Person && is_full(name) && nicked(i, name).is_none() {
            joiner.person(page.text, i, name);
        }
    }
    joiner.titled = titled(&names);
    joiner.bearers = Bearers::new(page, &names, &joiner.of);
    for (draft, gender) in joiner.bearers.genders() {
        let known = &mut joiner.drafts[draft].gender;
        *known = known.or(Some(gender));
    }
    for (i, name) in names.iter().enumerate() {
        if let Some(&draft) = nicked(i, name).and_then(|known| joiner.of.get(&known)) {
            joiner.of.insert(i, draft);
            continue;
        }
        match name.kind {
            EntityKind::Person if is_full(name) => joiner.full_again(i, name),
            EntityKind::Person => joiner.short_person(page.text, i, name),
            _ => joiner.other(page.text, i, name),
        }
    }
    joiner.join_abbreviations(page.text, &names);
    joiner.finish(&names)
}

/// A lone surname takes the kind of the full names that end with it, and a lone
/// name of another kind that a person has is that person's. Their family ("the Bergs") is a group.
fn lend_kind(text: &str, names: &mut [Name]) {
    let full: Vec<Vec<String>> = names
        .iter()
        .filter(|n| n.kind == EntityKind::Person && is_full(n))
        .map(|n| n.parts.clone())
        .collect();
    let surnames: BTreeSet<&str> = full.iter().filter_map(|parts| surname(parts)).collect();
    for name in names {
        let [only] = name.parts.as_slice() else { continue };
        let lead = text[..name.span.range().start].trim_end();
        let family = only.strip_suffix("es").into_iter().chain(only.strip_suffix('s'));
        if surnames.contains(only.as_str()) {
            // "Hamilton, Ontario"
            let after = &text[name.span.range().end..];
            let placed = || Beside::around("", after).is_some_and(|beside| beside.sure);
            if name.kind == EntityKind::Place && placed() {
                continue;
            }
            if name.country.is_none() || name.gender.is_some() {
                name.kind = EntityKind::Person;
            }
        } else if (lead.ends_with(" the") || lead.ends_with("The"))
            && family.clone().any(|one| surnames.contains(one))
        {
            name.kind = EntityKind::Group;
        }
    }
}

/// What titles tell of the genders of those who are called by a lone word.
fn titled(names: &[Name]) -> BTreeMap<String, Option<Gender>> {
    let mut told: BTreeMap<String, Option<Gender>> = BTreeMap::new();
    for name in names.iter().filter(|n| n.kind == EntityKind::Person && !is_full(n)) {
        let own = PersonName::of(&name.parts);
        if let (Some(word), Some(gender)) = (own.words.first(), name.gender) {
            let known = told.entry(word.clone()).or_insert(Some(gender));
            *known = known.filter(|&g| g == gender);
        }
    }
    told
}

/// Whether the name has a given name and a family name.
fn is_full(name: &Name) -> bool {
    PersonName::of(&name.parts).words.len() > 1
}

fn surname(parts: &[String]) -> Option<&str> {
    PersonName::of(parts).words.last().map(String::as_str)
}

#[derive(Default)]
struct Joiner {
    drafts: Vec<Draft>,
    /// Draft of each name, by index of the name.
    of: BTreeMap<usize, usize>,
    /// Drafts of people by last and by first word, to find them fast.
    people: BTreeMap<String, Vec<usize>>,
    keys: BTreeMap<String, usize>,
    /// The gender that titles tell of whoever is called by one word; `None` where they tell both.
    titled: BTreeMap<String, Option<Gender>>,
    bearers: Bearers,
    scene: Scene,
    /// Which of several places of one name was spoken of last, by that name.
    place: BTreeMap<String, usize>,
}

impl Joiner {
    /// A full name in the order of the text.
    fn full_again(&mut self, i: usize, name: &Name) {
        if let (Some(&draft), Some(last)) = (self.of.get(&i), surname(&name.parts)) {
            self.bearers.named(i, name, skeleton(last), draft);
        }
    }

    fn draft(&mut self, text: &str, name: &Name) -> usize {
        self.drafts.push(Draft {
            kind: name.kind,
            parts: name.parts.clone(),
            name: title_less(text, name),
            roles: Vec::new(),
            country: None,
            sector: None,
            gender: name.gender,
            whereabouts: Whereabouts::default(),
        });
        self.drafts.len() - 1
    }

    fn person(&mut self, text: &str, i: usize, name: &Name) {
        let near = self.near(name);
        let known = near.into_iter().find(|&d| {
            same_person(&self.drafts[d].parts, &name.parts) && agree(self.drafts[d].gender, name.gender)
        });
        let draft = known.unwrap_or_else(|| self.draft(text, name));
        for word in PersonName::of(&name.parts).words {
            let bucket = self.people.entry(skeleton(word)).or_default();
            if !bucket.contains(&draft) {
                bucket.push(draft);
            }
        }
        let entity = &mut self.drafts[draft];
        entity.gender = entity.gender.or(name.gender);
        if name.parts.len() > entity.parts.len() {
            entity.parts.clone_from(&name.parts);
            entity.name = title_less(text, name);
        }
        self.of.insert(i, draft);
    }

    /// People who share a word with the name, the latest first.
    fn near(&self, name: &Name) -> Vec<usize> {
        const MOST: usize = 64;
        let mut near: Vec<usize> = name
            .parts
            .iter()
            .filter_map(|word| self.people.get(&skeleton(word)))
            .flat_map(|bucket| bucket.iter().rev().take(MOST).copied())
            .collect();
        near.sort_unstable();
        near.dedup();
        near.reverse();
        near
    }

    /// A lone word of a person's name: the person of that surname (or else of
    /// that given name) who was named last, or who is named next; "Oduya Jr." is
    /// nobody but the one so marked, "Oduya" rather the one without a mark.
    fn short_person(&mut self, text: &str, i: usize, name: &Name) {
        let own = PersonName::of(&name.parts);
        let Some(word) = own.words.first() else { return };
        let near = self.near(name);
        let gender = self.told_gender(i, name, word, &near);
        let near: Vec<usize> = near.into_iter().filter(|&d| agree(self.drafts[d].gender, gender)).collect();
        let by_surname =
            |parts: &[String]| parts.len() > 1 && surname(parts).is_some_and(|last| same_word(last, word));
        let given = |parts: &[String]| {
            parts.first().is_some_and(|first| same_word(first, word) || is_short_form(first, word))
        };
        let familiar = |d: usize| given_name(word).is_some() || !self.is_another(d, word, &near);
        let like = |fits: &dyn Fn(&[String]) -> bool, marked: bool| -> Vec<usize> {
            let is_marked = |d: usize| PersonName::of(&self.drafts[d].parts).generation == own.generation;
            near.iter().copied().filter(|&d| fits(&self.drafts[d].parts) && is_marked(d) == marked).collect()
        };
        let key = skeleton(word);
        let (bearer, called) = self.bearer(i, &key, like(&by_surname, true), gender);
        let same = match bearer {
            Some(Bearer::Known(known)) => Some(known),
            Some(Bearer::Open) => None,
            None => self.nearest(i, &called).or_else(|| {
                let familiar: Vec<usize> = like(&given, true).into_iter().filter(|&d| familiar(d)).collect();
                self.nearest(i, &self.without_kin(familiar))
            }),
        };
        // Whom a report opens with is not the son whom it names further on.
        let other = || {
            let known = self.nearest_before(i, &like(&by_surname, false));
            known.or_else(|| self.nearest_before(i, &like(&given, false)))
        };
        let open = own.generation.is_none() && bearer != Some(Bearer::Open);
        let draft = same.or_else(|| if open { other() } else { None });
        let draft = draft.or_else(|| self.by_first_surname(i, word, &near).filter(|_| open));
        let draft = draft.unwrap_or_else(|| {
            let draft = self.draft(text, name);
            self.drafts[draft].gender = gender.or_else(|| given_name(word));
            draft
        });
        let bucket = self.people.entry(skeleton(word)).or_default();
        if !bucket.contains(&draft) {
            bucket.push(draft);
        }
        self.drafts[draft].gender = self.drafts[draft].gender.or(name.gender);
        if surname(&self.drafts[draft].parts).is_some_and(|last| same_word(last, word)) {
            self.bearers.called(i, name, key, draft);
        }
        self.of.insert(i, draft);
    }

    /// Whoever has this word as the first of two family names ("Ana Ruiz Soto", who is "Ruiz" as well), named before.
    fn by_first_surname(&self, i: usize, word: &str, near: &[usize]) -> Option<usize> {
        let has = |&d: &usize| {
            let words = PersonName::of(&self.drafts[d].parts).words;
            words.len() > 2 && same_word(&words[words.len() - 2], word)
        };
        let [only] = near.iter().copied().filter(has).collect::<Vec<_>>()[..] else { return None };
        let full_name = given_name(word).is_none() && word.chars().count() > 2;
        self.nearest_before(i, &[only]).filter(|_| full_name)
    }

    /// Those who are not named as somebody's relatives, if there are such.
    fn without_kin(&self, drafts: Vec<usize>) -> Vec<usize> {
        let others: Vec<usize> = drafts.iter().copied().filter(|&d| !self.bearers.is_kin(d)).collect();
        if others.is_empty() { drafts } else { others }
    }

    /// Whether this person, whose name begins with `word`, is not called so: the word stood alone before,
    /// and either very often, or with a title, or it is part of another name of those who are `near`, or
    /// the rest of the name is one.
    fn is_another(&self, draft: usize, word: &str, near: &[usize]) -> bool {
        let others = near.iter().filter(|&&d| d != draft && self.drafts[d].parts.len() > 1);
        let shares = |&d: &usize| self.drafts[d].parts.iter().any(|part| same_word(part, word));
        let own = PersonName::of(&self.drafts[draft].parts);
        let known = |part: &String| given_name(part).is_some() || self.bearers.is_alone(part);
        let rest = || own.words.iter().skip(1).any(known);
        let against = || others.copied().any(|d| shares(&d)) || rest() || self.bearers.has_title(word);
        self.bearers.is_late(draft, true) || self.bearers.is_late(draft, false) && against()
    }

    /// The gender of whoever is called by this lone word, as far as titles tell it; `near` are those who share the word.
    fn told_gender(&self, i: usize, name: &Name, word: &str, near: &[usize]) -> Option<Gender> {
        // "President Ruiz", whom the report goes on to call "Mr. Ruiz", is not Ana Ruiz.
        let opens = || self.nearest_before(i, near).is_none();
        let titled = || self.titled.get(word).copied().flatten().filter(|_| opens());
        // But "Mrs. Ruiz" may be his wife.
        let wife = |gender: &Gender| {
            near.iter().any(|&d| self.bearers.is_kin(d) && self.drafts[d].gender == Some(*gender))
        };
        name.gender.or_else(|| titled().filter(|gender| !wife(gender)))
    }

    /// Whose the family name `i` is of those who are `called` so, and who of these it may be.
    fn bearer(
        &self,
        i: usize,
        key: &str,
        mut called: Vec<usize>,
        gender: Option<Gender>,
    ) -> (Option<Bearer>, Vec<usize>) {
        called.sort_unstable();
        // "Mrs. Ruiz" is the wife rather than who may be a woman.
        let known = |d: usize| gender.is_some() && self.drafts[d].gender == gender;
        let wife =
            gender == Some(Gender::Female) && called.iter().any(|&d| known(d) && self.bearers.is_kin(d));
        called.retain(|&d| !wife || known(d));
        let fits = |d: usize| agree(self.drafts[d].gender, gender) && (!wife || known(d));
        (self.bearers.of(i, key, &called, fits), called)
    }

    /// Which of the drafts has the last mention before name `i`, or else the first after it.
    fn nearest(&self, i: usize, drafts: &[usize]) -> Option<usize> {
        if let [only] = drafts {
            return Some(*only);
        }
        let behind = || self.of.range(i..).find(|(_, d)| drafts.contains(d)).map(|(_, &d)| d);
        self.nearest_before(i, drafts).or_else(behind)
    }

    /// Which of the drafts has the last mention before name `i`.
    fn nearest_before(&self, i: usize, drafts: &[usize]) -> Option<usize> {
        self.of.range(..i).rev().find(|(_, d)| drafts.contains(d)).map(|(_, &d)| d)
    }

    fn other(&mut self, text: &str, i: usize, name: &Name) {
        let which = self.which(text, name);
        let key = match which {
            0 => key(text, name),
            which => format!("{} {which}", key(text, name)),
        };
        let draft = match self.keys.get(&key) {
            Some(&draft) => {
                self.call_in_full(text, draft, name);
                draft
            }
            None => {
                let draft = self.draft(text, name);
                self.keys.insert(key, draft);
                self.describe(text, draft, name, which);
                draft
            }
        };
        self.of.insert(i, draft);
    }

    /// "Virginia" rather than "Va.", "Oslo" rather than the dateline's "OSLO".
    fn call_in_full(&mut self, text: &str, draft: usize, name: &Name) {
        let (known, whole) = (&self.drafts[draft].name, name.span.of(text));
        let shouted = |name: &str| name.len() > 3 && !name.chars().any(char::is_lowercase);
        let short = known.ends_with('.') && !whole.ends_with('.') || shouted(known) && !shouted(whole);
        if short && name.kind == EntityKind::Place && country_named(known).is_none() {
            self.drafts[draft].name = title_less(text, name);
        }
    }

    /// Which of several places of one name this is: those that stand beside different lands are two.
    fn which(&mut self, text: &str, name: &Name) -> usize {
        if name.kind != EntityKind::Place {
            return 0;
        }
        let whole = name.span.of(text);
        let last = self.place.get(whole).copied().unwrap_or_default();
        let (before, after) = around(text, name);
        let which = self.scene.which(whole, before, after, last);
        if which != last {
            self.place.insert(whole.to_owned(), which);
        }
        which
    }

    /// Country and sector, as far as the name itself tells them.
    fn describe(&mut self, text: &str, draft: usize, name: &Name, which: usize) {
        let whole = name.span.of(text);
        match name.kind {
            EntityKind::Place => {
                let found = self.scene.find(whole, which);
                let own =
                    country_named(whole).filter(|_| !is_clash(whole)).or_else(|| country_of_demonym(whole));
                // "Lebanon, Pennsylvania" lies in no country of that name.
                let site = found.whereabouts.site.as_ref();
                let own = own.filter(|own| site.is_none_or(|site| site.country == own.code));
                let known = || name.country.filter(|_| found == Found::default());
                self.drafts[draft].country =
                    own.map(|c| c.code).or(found.country).or_else(|| Some(known()?.code));
                self.drafts[draft].whereabouts = found.whereabouts;
            }
            EntityKind::Group => {
                let known = known_body(whole);
                let country = name.country.or_else(|| known?.country);
                self.drafts[draft].country = country.map(|c| c.code);
                self.drafts[draft].sector = known.map(|body| body.sector);
            }
            EntityKind::Organization => {
                let entity = &mut self.drafts[draft];
                let known = known_body(whole).and_then(|body| body.country);
                entity.country = name.country.or(known).or_else(|| country_within(whole)).map(|c| c.code);
                let told = sector_of_name(name.parts.iter().map(String::as_str));
                entity.sector = of_known_body(whole, told).or(seat(whole).map(|s| s.sector)).or(told);
            }
            _ => {}
        }
    }

    /// Joins "World Food Programme" and "WFP".
    fn join_abbreviations(&mut self, text: &str, names: &[Name]) {
        let is_body = |kind| matches!(kind, EntityKind::Organization | EntityKind::Other | EntityKind::Group);
        let mut long: BTreeMap<String, usize> = BTreeMap::new();
        let mut short: BTreeSet<(String, usize)> = BTreeSet::new();
        for (&i, &draft) in self.of.iter().filter(|&(_, &draft)| is_body(self.drafts[draft].kind)) {
            let name = names[i].span.of(text);
            match letters(name) {
                Some(letters) => {
                    short.insert((letters, draft));
                }
                None => initials(name).into_iter().for_each(|made| {
                    long.entry(made).or_insert(draft);
                }),
            }
        }
        // "EU" is no Emerson University.
        let other = |one: usize, long: usize| {
            let known = international(&self.drafts[one].name).filter(|body| body.sector == "IGO");
            let (one, long) = (&self.drafts[one].name, &self.drafts[long].name);
            let told =
                || text.contains(&format!("{long} ({one})")) || text.contains(&format!("{long} ( {one} )"));
            known.is_some_and(|body| international(long) != Some(body)) && !told()
        };
        let same = short.into_iter().filter_map(|(letters, draft)| Some((draft, *long.get(&letters)?)));
        let mut same: BTreeMap<usize, usize> = same.filter(|&(draft, long)| !other(draft, long)).collect();
        for i in (1..names.len()).filter(|&i| is_glossed(text, &names[i - 1], &names[i])) {
            let (Some(&long), Some(&draft)) = (self.of.get(&(i - 1)), self.of.get(&i)) else { continue };
            if long != draft && [long, draft].iter().all(|&d| is_body(self.drafts[d].kind)) {
                same.entry(draft).or_insert(long);
            }
        }
        for draft in self.of.values_mut() {
            *draft = same.get(draft).copied().unwrap_or(*draft);
        }
    }

    fn finish(self, names: &[Name]) -> Cast {
        let said = self.of.iter().map(|(&i, &draft)| Said {
            span: names[i].span,
            kind: self.drafts[draft].kind,
            draft,
            named: true,
            place: names[i].place,
        });
        Cast::new(self.drafts.clone(), said.collect())
    }
}

/// "National Liberation Army (ELN)": letters in brackets behind a name of several words, whatever language they are of.
fn is_glossed(text: &str, long: &Name, short: &Name) -> bool {
    let (from, to) = (long.span.range().end, short.span.range());
    let opened = text.get(from..to.start).is_some_and(|between| between.trim() == "(");
    let bracketed = opened && text[to.end..].trim_start().starts_with(')');
    bracketed && long.parts.len() > 1 && short.country.is_none() && letters(short.span.of(text)).is_some()
}

fn agree<T: PartialEq + Copy>(a: Option<T>, b: Option<T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// The name as it stands, without forms of address.
fn title_less(text: &str, name: &Name) -> String {
    let words: Vec<&str> = name.span.of(text).split_whitespace().collect();
    let nick = name.nickname.as_ref().map_or(0, |nick| nick.split(' ').count());
    let kept = match name.kind {
        EntityKind::Person => (name.parts.len() + nick).clamp(1, words.len()),
        _ => words.len(),
    };
    words[words.len() - kept..].join(" ")
}

/// The country whose adjective stands in an organization's name, or whose name
/// ends it ("Bank of Japan"): "Russia" inside another name is what it deals with.
fn country_within(name: &str) -> Option<&'static Country> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let adjective =
        [2, 1].into_iter().find_map(|n| words.windows(n).find_map(|w| country_of_demonym(&w.join(" "))));
    let of = words.iter().position(|&w| w == "of").map(|at| words[at + 1..].join(" "));
    adjective.or_else(|| of.and_then(|rest| country_named(&rest)))
}

/// The same for all names of one thing.
fn key(text: &str, name: &Name) -> String {
    let kind = name.kind.name();
    let whole = name.span.of(text);
    let country = match name.kind {
        EntityKind::Place => country_named(whole),
        EntityKind::Group => country_of_demonym(whole).filter(|country| calls(country, whole)),
        _ => None,
    };
    let state = state_abbreviated(whole).filter(|_| name.kind == EntityKind::Place && whole.ends_with('.'));
    match (country, state) {
        (Some(country), _) => format!("{kind} ={}", country.code),
        (None, Some(state)) => format!("{kind} {}", skeletons(folded(state.name).split(' '))),
        (None, None) => format!("{kind} {}", spelt(name)),
    }
}

/// Whether the word is for the country's people, not for those of a region of it.
fn calls(country: &Country, word: &str) -> bool {
    let word = folded(word);
    country.people.iter().map(|p| folded(p)).any(|p| word == p || word.strip_suffix('s') == Some(p.as_str()))
}

/// The words of a name without an article or legal form.
fn spelt(name: &Name) -> String {
    let small = |w: &&String| !matches!(w.as_str(), "the" | "inc" | "ltd" | "llc" | "plc" | "corp" | "gmbh");
    skeletons(name.parts.iter().filter(small).map(String::as_str))
}

fn skeletons<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(skeleton).collect::<Vec<_>>().join(" ")
}
