//! The office that a description asks for, and whether a role is that office: "the former Danish minister" is no
//! minister of today, "the president" no vice president, "the police chief" not the chief of the fire brigade.

use super::{Here, description::Phrase};
use crate::entity::{
    cast::{Cast, FoundRole},
    lexicon::Offices,
};
use wirefold_gazetteer::{Country, country_named, country_of_demonym, folded};
use wirefold_report::{EntityKind, Upos};

/// What a description says of the office that somebody has.
pub(super) struct Office {
    /// Its noun, in lower case.
    noun: String,
    pub(super) country: Option<&'static Country>,
    past: bool,
    /// Whether it is a lesser one: "the *deputy* mayor".
    below: bool,
    /// Names of bodies and parties before the noun, folded.
    bodies: Vec<String>,
    /// Common nouns before it: "the *police* chief".
    kinds: Vec<String>,
}

impl Office {
    /// What a phrase asks for whose last `n` words are the office's noun; `None` if it speaks of somebody still to come
    /// or gone before ("the next president").
    pub(super) fn asked(
        here: Here<'_, '_>,
        cast: &Cast,
        phrase: Phrase,
        n: usize,
        country: Option<&'static Country>,
    ) -> Option<Self> {
        let Here { page, sentence, .. } = here;
        let noun = page.lowers(sentence, phrase.noun + 1 - n..phrase.noun + 1).join(" ");
        let mut asked =
            Self { noun, country, past: false, below: false, bodies: Vec::new(), kinds: Vec::new() };
        for word in phrase.first + 1..phrase.noun + 1 - n {
            let lower = page.lower(sentence, word);
            if Offices::Another.has(&lower) {
                return None;
            }
            let given = &page.sentences[sentence].words[word];
            let form = given.span.of(page.text);
            let named = cast.said_at(sentence, word).map(|said| said.kind);
            if Offices::Past.has(&lower) {
                asked.past = true;
            } else if Offices::Below.has(&lower) {
                asked.below = true;
            } else if country_of_demonym(form).or_else(|| country_named(form)).is_some() {
                // The country is known.
            } else if matches!(named, Some(EntityKind::Organization | EntityKind::Group)) {
                asked.bodies.push(folded(form));
            } else if given.upos == Upos::Noun {
                asked.kinds.push(lower);
            }
        }
        Some(asked)
    }

    /// Whether a role is this office, as far as both are told.
    pub(super) fn is_held_by(&self, role: &FoundRole) -> bool {
        let served = self.country.is_none_or(|country| role.country == Some(country.code));
        served
            && self.fits(role)
            && (self.is_named_by(role) || self.is_led_by(role) || self.is_served_by(role))
    }

    /// Whether a role is this office and no more.
    pub(super) fn is_just(&self, role: &FoundRole) -> bool {
        let own = role.country;
        let served = own.is_none() || self.country.is_none_or(|country| own == Some(country.code));
        let told = if self.past { format!("former {}", self.noun) } else { self.noun.clone() };
        served && role.role == told && !self.below && self.fits(role)
    }

    /// Whether the words before the noun leave room for the role.
    fn fits(&self, role: &FoundRole) -> bool {
        let past = role.role.split(' ').any(|word| Offices::Past.has(word));
        let body = role.organization.as_deref().map(folded);
        let one_body = body.is_none_or(|body| {
            self.bodies.is_empty() || self.bodies.iter().any(|name| body.split(' ').any(|word| word == name))
        });
        past == self.past && one_body
    }

    fn is_named_by(&self, role: &FoundRole) -> bool {
        let role = role.role.strip_prefix("former ").unwrap_or(&role.role);
        let (before, scope) = match role.split_once(self.noun.as_str()) {
            Some((before, scope)) if before.is_empty() || before.ends_with(' ') => (before.trim_end(), scope),
            _ => return false,
        };
        let whole = scope.is_empty() || before.is_empty() && scope.starts_with(' ');
        let words = || before.split(' ').chain(scope.split(' ')).filter(|word| !word.is_empty());
        let narrowed = words().next().is_some() && !self.kinds.is_empty();
        whole
            && words().any(|word| Offices::Below.has(word)) == self.below
            && (!narrowed || self.kinds.iter().any(|kind| words().any(|word| word == kind)))
    }

    /// "The leader", of a head of state or government.
    fn is_led_by(&self, role: &FoundRole) -> bool {
        Offices::Leader.has(&self.noun) && self.is_bare() && Offices::Head.has(&role.role)
    }

    /// "The official", of somebody who serves a country and does not lead it.
    fn is_served_by(&self, role: &FoundRole) -> bool {
        let leads = Offices::Head.has(&role.role) || role.role.ends_with("minister");
        Offices::Servant.has(&self.noun) && self.is_bare() && role.country.is_some() && !leads
    }

    fn is_bare(&self) -> bool {
        self.bodies.is_empty() && self.kinds.is_empty() && !self.below
    }
}
