//! Who is said to speak, and whether two reports may mean one speaker.

use crate::{entity::Entities, story::Story, tree::Tree};
use std::collections::BTreeSet;
use wirefold_report::{EntityKind, Evidence, Quote, StoryEntity, Upos};

/// Who a report says has spoken.
#[derive(Debug)]
pub(crate) struct Voice {
    /// The speaker, where known.
    pub entity: Option<usize>,
    /// Stems of the words that say who it was, but for those that fit many.
    terms: BTreeSet<u64>,
    /// Whether those words say who it was at all: not "he" or "who".
    is_told: bool,
    /// Whether the words fit many: "officials", "a spokesman".
    is_unspecific: bool,
}

impl Voice {
    pub(crate) fn of(story: &Story<'_>, entities: &Entities, report: usize, quote: &Quote) -> Self {
        let telling = &story.tellings[report];
        let mut voice = Self {
            entity: quote.speaker.and_then(|id| entities.of(report, id)),
            terms: BTreeSet::new(),
            is_told: false,
            is_unspecific: false,
        };
        for &span in &quote.source {
            for sentence in telling.sentences_in(span) {
                let tokens = &telling.tokens[sentence];
                for token in tokens.iter().filter(|t| span.contains(t.span())) {
                    let names = matches!(token.word.upos, Upos::Adj | Upos::Noun | Upos::Propn);
                    voice.is_told |= names;
                    if names && !is_unspecific(&token.lemma) {
                        voice.terms.insert(token.term);
                    }
                }
            }
            let id = story.sentence_at(Evidence { report, span });
            let top = id.and_then(|id| Tree(story.tokens(id)).top_of(span));
            voice.is_unspecific |= top.is_some_and(|top| is_unspecific(&top.lemma));
        }
        voice
    }

    /// Whether anything says who spoke.
    pub(crate) fn is_known(&self) -> bool {
        self.is_told || self.entity.is_some()
    }

    /// Whether another report's words are of somebody else: what two say of one thing is not one utterance.
    pub(crate) fn is_other_than(&self, other: &Self, entities: &Entities) -> bool {
        let known = |voice: &Self| voice.entity.map(|e| &entities.all[e]);
        if self.entity.is_some() && self.entity == other.entity {
            return false;
        }
        let (one, two) = (known(self), known(other));
        if let (Some(a), Some(b)) = (one, two)
            && (are_apart(a, b) || is_person(a) && is_person(b))
        {
            return true;
        }
        if !self.is_told || !other.is_told || !self.terms.is_disjoint(&other.terms) {
            return false;
        }
        let country = |entity: Option<&StoryEntity>| entity.and_then(|e| e.country.clone());
        let (ours, theirs) = (country(one), country(two));
        // "A French official" is not the minister of whose country nothing is said.
        if ours.is_some() != theirs.is_some() {
            return true;
        }
        let of_one_state = ours.is_some() || one.zip(two).is_some_and(|(a, b)| is_state(a) && is_state(b));
        !(of_one_state || self.is_unspecific || other.is_unspecific)
    }
}

fn is_person(entity: &StoryEntity) -> bool {
    entity.kind == EntityKind::Person
}

fn is_state(entity: &StoryEntity) -> bool {
    entity.sector.as_deref() == Some("GOV")
}

/// Whether two belong to two countries, or to two services of one: the police are not the army, but the government may
/// speak for both.
fn are_apart(one: &StoryEntity, other: &StoryEntity) -> bool {
    let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    differ(&one.country, &other.country)
        || differ(&one.sector, &other.sector) && !is_state(one) && !is_state(other)
}

/// Whether a word fits any speaker.
fn is_unspecific(lemma: &str) -> bool {
    let mut words = include_str!("unspecific.txt").lines().filter(|line| !line.starts_with('#'));
    words.any(|word| word == lemma)
}
