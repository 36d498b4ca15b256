//! Names: of the party itself, of an office's holder, of the nation before a noun.

use super::{Parties, can_act, same};
use crate::{
    entity::lexicon::{body, person},
    event::lexicon::lexicon,
};
use wirefold_report::{EntityId, EntityKind, Mention, Party, Upos};

impl<'a> Parties<'a> {
    /// Everybody whom a stretch speaks of: "the two men" are two mentions.
    pub(super) fn all_of(&self, mention: &Mention) -> Vec<Party> {
        let mentions = self.context.mentions;
        let from = mentions.partition_point(|m| m.span.start < mention.span.start);
        mentions[from..]
            .iter()
            .take_while(|m| m.span.start == mention.span.start)
            .filter(|m| m.span == mention.span && can_act(m.kind))
            .map(|m| Party::new(m.span, Some(m.entity)))
            .collect()
    }

    /// The mention that names the nominal itself: on its head, on a name that
    /// follows a title, or on an apposition.
    pub(in crate::event) fn naming(&self, word: usize) -> Option<&'a Mention> {
        let tree = self.tree;
        let acting = |w: usize| self.mention(w).filter(|m| can_act(m.kind));
        if let Some(mention) = acting(word) {
            return Some(mention);
        }
        let named = tree
            .kids(word)
            .filter(|&k| k > word && (word + 1..k).all(|w| !tree.is_verb(w) && !tree.opens_clause(w)))
            .filter(|&k| match tree.relation(k) {
                "flat" => true,
                "nmod" | "compound" => {
                    let bare = tree.preposition(k).is_none() && tree.deprel(k) != "nmod:poss";
                    bare && (word + 1..k).all(|w| tree.upos(w) != Upos::Adp || tree.lemma(w) == "of")
                }
                _ => false,
            })
            .find_map(acting);
        let body = named.is_some_and(|m| m.kind != EntityKind::Person);
        // "The president of the republic Ana Ruiz" is she, and no republic.
        let holder = self.holder(word).filter(|_| body || named.is_none());
        holder.or(named).or_else(|| {
            let described = tree.upos(word) == Upos::Noun && lexicon().is_party("actor", tree.lemma(word));
            let renamed = tree.kids(word).filter(|&k| tree.relation(k) == "appos").filter_map(acting);
            // "The head of the league, a *body* of …" is the league's apposition.
            let whose = |m: &Mention| {
                let before = |k: usize| tree.relation(k) == "nmod" && tree.span(k).end <= m.span.start;
                let of = |k: usize| matches!(tree.preposition(k), Some("of" | "for" | "at" | "from"));
                tree.kids(word).any(|k| before(k) && of(k) && acting(k).is_some())
            };
            let led = |m: &Mention| person(tree.lemma(word)).is_some() && whose(m);
            renamed.into_iter().find(|m| m.kind == EntityKind::Person || described && !led(m))
        })
    }

    /// Whom a description stands beside: "Ana Ruiz, an *envoy* who met …", "the Farmers' League, a *group* that …".
    pub(super) fn renaming(&self, word: usize) -> Option<&'a Mention> {
        let tree = self.tree;
        let named = tree.head(word).filter(|_| tree.relation(word) == "appos")?;
        if tree.is_in_a_row(named, word) {
            return None;
        }
        // "Ana Ruiz, head of the league, a *group* that …".
        let kind = match body(tree.lemma(word)) {
            Some(_) => EntityKind::Organization,
            None => EntityKind::Person,
        };
        self.naming(named).filter(|m| m.kind == kind && m.named)
    }

    /// Who holds an office that is told before the name, however long it is:
    /// "the secretary of state of Chad Ali Adoum".
    pub(super) fn holder(&self, office: usize) -> Option<&'a Mention> {
        const LONGEST: usize = 9;
        let tree = self.tree;
        if !lexicon().is_party("official", tree.lemma(office)) {
            return None;
        }
        let title = |w: usize| match tree.upos(w) {
            Upos::Adp => tree.lemma(w) == "of",
            upos => matches!(upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part),
        };
        (office + 1..tree.len().min(office + LONGEST))
            .take_while(|&w| title(w))
            .find_map(|w| self.mention(w).filter(|m| m.kind == EntityKind::Person && m.named))
    }

    /// Whether a nominal without a name is a place, which acts only where it
    /// stands for somebody ("the village", but not "the Polish embassy").
    pub(in crate::event) fn is_mere_place(&self, word: usize) -> bool {
        let lemma = self.tree.lemma(word);
        self.naming(word).is_none()
            && lexicon().is_party("place", lemma)
            && !lexicon().is_party("actor", lemma)
    }

    /// Whether a nominal is somebody who travels in office.
    pub(in crate::event) fn is_official(&self, word: usize) -> bool {
        let tree = self.tree;
        let word = if self.mentions[word].is_none() { self.referent(word).unwrap_or(word) } else { word };
        let title = |w: usize| lexicon().is_party("official", tree.lemma(w));
        let entity = self.mention(word).and_then(|m| self.context.entities.get(m.entity.0));
        let office = |role: &str| role.split(' ').any(|w| lexicon().is_party("official", w));
        title(word)
            || tree.kids(word).any(title)
            || entity.is_some_and(|e| e.roles.iter().any(|role| office(&role.role)))
            || tree.conjuncts(word).iter().skip(1).any(|&w| title(w))
    }

    /// Nationalities and names of bodies that stand before a noun.
    pub(in crate::event) fn nations(&self, word: usize) -> Vec<Party> {
        let tree = self.tree;
        let mut all: Vec<Party> = Vec::new();
        let before = |k: &usize| *k < word && matches!(tree.relation(*k), "amod" | "compound" | "nmod");
        for (first, kid) in
            tree.kids(word).filter(before).flat_map(|k| tree.conjuncts(k).into_iter().map(move |c| (k, c)))
        {
            // "Chad and South Korean officials": the conjunction may hang on any word of the name.
            let joined = tree.below(kid, 4).into_iter().any(|w| tree.relation(w) == "cc");
            let apart = kid == first && !all.is_empty() && !joined;
            if tree.preposition(kid).is_some() || apart || self.is_fought_there(word, kid) {
                continue;
            }
            let body = self.mention(kid).filter(|m| {
                let name = m.span.of(self.context.text);
                can_act(m.kind) && m.kind != EntityKind::Person && name.starts_with(char::is_uppercase)
            });
            let party = match body {
                Some(mention) => Party::new(mention.span, Some(self.state_of(mention))),
                None if tree.upos(kid) == Upos::Noun && lexicon().is_party("actor", tree.lemma(kid)) => {
                    match self.nations(kid).first() {
                        Some(nation) => *nation,
                        None => continue,
                    }
                }
                None if self.is_demonym(kid) => Party::new(tree.span(kid), None),
                None => continue,
            };
            if !all.iter().any(|p| same(p, &party)) {
                all.push(party);
            }
        }
        all
    }

    /// Whether a name before a noun says but where people fought or were struck: "the Chadian civil war", "the Lima shooting".
    fn is_fought_there(&self, deed: usize, name: usize) -> bool {
        let is = |class| lexicon().is_party(class, self.tree.lemma(deed));
        let place = || {
            let named = self.mention(name).filter(|m| m.kind == EntityKind::Place);
            let town = named.is_some_and(|m| self.is_town(&Party::new(m.span, Some(m.entity))));
            town && !self.is_people(name)
        };
        let land = || {
            let mention = self.mention(name);
            self.is_people(name)
                || mention.is_some_and(|m| matches!(m.kind, EntityKind::Place | EntityKind::Group))
        };
        // "The Kenyan war on Chad" is Kenya's.
        let aimed = |k: usize| matches!(self.tree.preposition(k), Some("on" | "against" | "in" | "with"));
        is("strife") && land() && !self.tree.kids(deed).any(aimed) || is("violence") && place()
    }

    /// Whether a thing is called by a place where it is or holds ("the Lima measure", "the Chad intervention"), or a paper by
    /// the house that has it before it ("the Senate bill").
    pub(in crate::event) fn is_called_by_a_place(&self, thing: usize) -> bool {
        let tree = self.tree;
        // "The US proposal", "the Moscow decision" are of governments.
        let rules = |mention: &Mention| {
            let name = mention.span.of(self.context.text);
            let short = !name.chars().any(char::is_lowercase);
            short || wirefold_gazetteer::government_seat(name).is_some()
        };
        let place = |k: usize| {
            k < thing
                && tree.relation(k) == "compound"
                && !self.is_people(k)
                && self.mention(k).is_some_and(|m| m.kind == EntityKind::Place && m.named && !rules(m))
        };
        let drawn_up = |k: usize| {
            k < thing
                && tree.relation(k) == "compound"
                && lexicon().is_party("house", &tree.form(k).to_lowercase())
                && lexicon().is_party("draft", tree.lemma(thing))
        };
        tree.upos(thing) == Upos::Noun
            && tree.owner(thing).is_none()
            && !self.stands_for_somebody(thing)
            && tree.kids(thing).any(|k| place(k) || drawn_up(k))
    }

    /// Whether a party is but the place where people meet ("Geneva talks", "a town hall meeting"): a place that is no state
    /// and seat of none, and stands there without "'s".
    pub(in crate::event) fn is_venue(&self, party: &Party) -> bool {
        let tree = self.tree;
        let place = party.entity.and_then(|e| self.context.entities.get(e.0));
        let place = place.is_some_and(|e| e.kind == EntityKind::Place) && !self.is_state(party);
        let word = super::words_in(tree, party.span).last();
        place && word.is_some_and(|w| matches!(tree.relation(w), "compound" | "amod"))
    }

    /// Whether a party is a country by name.
    pub(in crate::event) fn is_country(&self, party: &Party) -> bool {
        let entity = party.entity.and_then(|e| self.context.entities.get(e.0));
        entity.is_some_and(|e| wirefold_gazetteer::country_named(&e.name).is_some())
    }

    /// Whether a party is a place by name, and no country.
    pub(in crate::event) fn is_town(&self, party: &Party) -> bool {
        let entity = party.entity.and_then(|e| self.context.entities.get(e.0));
        let named = party.span.of(self.context.text);
        let own = entity.is_some_and(|e| {
            e.kind == EntityKind::Place && (e.name == named || e.aliases.iter().any(|a| a == named))
        });
        own && !self.is_country(party)
    }

    /// Whether a party is a place in the country that one of the others is: "Turkey … to *Ankara*".
    pub(in crate::event) fn is_seat_of(&self, party: &Party, others: &[Party]) -> bool {
        let entity = |p: &Party| p.entity.and_then(|e| self.context.entities.get(e.0));
        let place = entity(party).filter(|e| e.kind == EntityKind::Place && !self.is_country(party));
        let Some(country) = place.and_then(|e| e.country.as_deref()) else { return false };
        others.iter().any(|other| {
            self.is_country(other) && entity(other).is_some_and(|e| e.country.as_deref() == Some(country))
        })
    }

    /// Whether a party is named like a state or the seat of its government.
    pub(in crate::event) fn is_state(&self, party: &Party) -> bool {
        let state = |name: &str| {
            wirefold_gazetteer::country_named(name).is_some()
                || wirefold_gazetteer::country_of_demonym(name).is_some()
                || wirefold_gazetteer::government_seat(name).is_some()
        };
        let entity = party.entity.and_then(|e| self.context.entities.get(e.0));
        state(party.span.of(self.context.text)) || entity.is_some_and(|e| state(&e.name))
    }

    /// The state whose adjective a mention is ("Chilean troops"), if the report
    /// names that state; otherwise whoever the mention speaks of.
    fn state_of(&self, mention: &Mention) -> EntityId {
        let name = mention.span.of(self.context.text);
        let country = wirefold_gazetteer::country_of_demonym(name)
            .filter(|c| mention.kind == EntityKind::Group && c.people.contains(&name));
        country.and_then(|c| self.states.get(c.code).copied()).unwrap_or(mention.entity)
    }

    /// Whether a word is a country's adjective.
    fn is_people(&self, word: usize) -> bool {
        wirefold_gazetteer::country_of_demonym(self.tree.form(word)).is_some()
    }

    pub(super) fn is_demonym(&self, word: usize) -> bool {
        let form = self.tree.form(word);
        form.starts_with(char::is_uppercase)
            && (self.is_people(word)
                || wirefold_gazetteer::country_named(form).is_some()
                || wirefold_gazetteer::government_seat(form).is_some())
    }
}
