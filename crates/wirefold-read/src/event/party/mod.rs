//! From a nominal in the tree to the parties it names.

mod described;
mod name;
mod pronoun;
mod sector;

pub(in crate::event) use sector::tell as tell_sectors;

use super::{lexicon::lexicon, tree::Tree};
use crate::{
    Context,
    entity::lexicon::{is_occupation, person},
};
use std::collections::BTreeMap;
use wirefold_report::{Entity, EntityId, EntityKind, Mention, Party, Span, TimeKind, Upos};

/// Finds parties in one sentence.
pub(in crate::event) struct Parties<'a> {
    context: &'a Context<'a>,
    pub(in crate::event) tree: &'a Tree<'a>,
    /// The mention that covers each word.
    mentions: Vec<Option<usize>>,
    /// Whether a word belongs to a date.
    dated: Vec<bool>,
    states: &'a States,
}

/// The states that a report names, by the code of their country.
pub(in crate::event) type States = BTreeMap<&'static str, EntityId>;

/// Finds the states that a report names.
pub(in crate::event) fn states(entities: &[Entity]) -> States {
    let named = |entity: &Entity| {
        wirefold_gazetteer::country_named(&entity.name).filter(|_| entity.kind == EntityKind::Place)
    };
    let numbered = entities.iter().enumerate();
    numbered.filter_map(|(i, entity)| Some((named(entity)?.code, EntityId(i)))).rev().collect()
}

/// How deep "the death of the son of the leader of …" is followed.
const DEPTH: usize = 4;

impl<'a> Parties<'a> {
    pub(in crate::event) fn new(context: &'a Context<'a>, tree: &'a Tree<'a>, states: &'a States) -> Self {
        let n = tree.len();
        let (mut mentions, mut dated) = (vec![None; n], vec![false; n]);
        let within = tree.sentence.span;
        let from = context.mentions.partition_point(|m| m.span.end <= within.start);
        for (i, mention) in context.mentions.iter().enumerate().skip(from) {
            if mention.span.start >= within.end {
                break;
            }
            for word in words_in(tree, mention.span) {
                let pronoun = tree.upos(word) == Upos::Pron;
                let better =
                    mentions[word].is_none_or(|old: usize| prefer(mention, &context.mentions[old], pronoun));
                if better {
                    mentions[word] = Some(i);
                }
            }
        }
        let from = context.times.partition_point(|t| t.span.end <= within.start);
        for time in context.times.iter().skip(from).take_while(|t| t.span.start < within.end) {
            for word in words_in(tree, time.span) {
                dated[word] = time.kind != TimeKind::Duration;
            }
        }
        Self { context, tree, mentions, dated, states }
    }

    /// Whether two parties are one and the same. Two nominals that merely belong
    /// to one country ("Turkish police", "the Turkish head of …") are not.
    pub(in crate::event) fn same(&self, a: &Party, b: &Party) -> bool {
        let mentions = self.context.mentions;
        let name = |p: &Party| {
            let from = mentions.partition_point(|m| m.span.start < p.span.start);
            mentions[from..].iter().take_while(|m| m.span.start == p.span.start).any(|m| m.span == p.span)
        };
        one_stretch(a, b) || a.entity.is_some() && a.entity == b.entity && name(a) && name(b)
    }

    /// Whether one party is spoken of as the other's own ("its embassy").
    pub(in crate::event) fn is_own(&self, whole: &Party, part: &Party) -> bool {
        let text = part.span.of(self.context.text);
        let first = text.split(' ').next().unwrap_or_default();
        let possessed =
            matches!(first, "its" | "his" | "her" | "their" | "our" | "my") && text.len() > first.len();
        // "The president fired his minister": somebody else, if nobody knows who either is.
        let unknown = part.entity.is_none() && matches!(first, "his" | "her" | "my");
        possessed && part.entity == whole.entity && !unknown
    }

    /// The mention that covers a word.
    pub(in crate::event) fn mention(&self, word: usize) -> Option<&'a Mention> {
        self.mentions[word].map(|i| &self.context.mentions[i])
    }

    /// Who is behind a nominal that does something: of "a bomb in the capital"
    /// nobody.
    pub(in crate::event) fn behind(&self, word: usize) -> Vec<Party> {
        let tree = self.tree;
        let word = tree.antecedent(word);
        let located =
            |w: usize| tree.owner(w).is_none() && self.nations(w).is_empty() && self.made_by(w).is_none();
        if self.stands_for_somebody(word) || !located(word) { self.of(word, false) } else { Vec::new() }
    }

    /// Whether a nominal names or describes somebody itself, and not but in what hangs on it.
    pub(in crate::event) fn stands_for_somebody(&self, word: usize) -> bool {
        let lemma = self.tree.lemma(word);
        self.naming(word).is_some()
            || self.tree.upos(word) != Upos::Noun
            || lexicon().is_party("actor", lemma)
            || lexicon().is_party("place", lemma)
            || self.are_uncounted(word)
    }

    /// "*Thousands* protested": so many people.
    fn are_uncounted(&self, word: usize) -> bool {
        let tree = self.tree;
        let of_something = |k: usize| tree.relation(k) == "nmod";
        matches!(tree.lemma(word), "dozen" | "hundred" | "thousand" | "million" | "score")
            && tree.xpos(word) == "NNS"
            && tree.relation(word) == "nsubj"
            && !tree.kids(word).any(of_something)
    }

    /// Like [`of`](Self::of), without looking inside nominals that name nobody.
    pub(in crate::event) fn direct(&self, word: usize) -> Vec<Party> {
        let word = self.tree.antecedent(word);
        if self.stands_for_somebody(word) { self.of(word, false) } else { Vec::new() }
    }

    /// The parties that a nominal and its conjuncts name. With `any`, a nominal
    /// that names nobody stands for itself.
    pub(in crate::event) fn of(&self, word: usize, any: bool) -> Vec<Party> {
        let mut all = Vec::new();
        for conjunct in self.tree.conjuncts(self.tree.antecedent(word)) {
            let found = match !all.is_empty() && self.is_of_their_kind(conjunct) {
                true => vec![Party::new(self.tree.core(conjunct), None)],
                false => self.one(conjunct, any, DEPTH),
            };
            let found = if found.is_empty() && self.is_somebody_listed(conjunct) {
                vec![Party::new(self.tree.core(conjunct), None)]
            } else {
                found
            };
            let beside = !all.is_empty() && !self.stands_for_somebody(conjunct);
            for party in found.into_iter().filter(|party| !beside || self.is_theirs(conjunct, party)) {
                if !all.iter().any(|p| same(p, &party)) {
                    all.push(party);
                }
            }
        }
        if all.len() > 1 {
            all.retain(|party| !self.is_title(party));
        }
        all
    }

    /// Whether a party is no more than what somebody is whose name follows: "commentator and *author* Ana Ruiz".
    fn is_title(&self, party: &Party) -> bool {
        let tree = self.tree;
        let last =
            words_in(tree, party.span).last().filter(|&w| party.entity.is_none() && tree.xpos(w) == "NN");
        let bare = |w: &usize| tree.kid(*w, "det").is_none() && tree.owner(*w).is_none();
        let named = |w: usize| self.mention(w).is_some_and(|m| m.kind == EntityKind::Person && m.named);
        last.filter(bare).is_some_and(|w| {
            let title =
                |at: usize| matches!(tree.upos(at), Upos::Noun | Upos::Propn | Upos::Adj) && !named(at);
            // "The manager and spokeswoman, *Ana Ruiz*, said".
            let comma = w + 2 < tree.len()
                && tree.form(w + 1) == ","
                && tree.relation(w) == "conj"
                && tree.deprel(w + 2) == "appos"
                && tree.head(w + 2) == tree.head(w);
            if comma && named(w + 2) {
                return true;
            }
            let next = w + 1;
            // "Professor and league analyst *Ana Ruiz*".
            let joined = next < tree.len() && tree.lemma(next) == "and";
            let from = if joined { next + 1 } else { next };
            (from..tree.len()).find(|&at| !title(at)).is_some_and(|at| named(at) && (joined || at == next))
        })
    }

    /// Whether a thing that is listed beside somebody is a party's own: "blamed Ruiz and *Chad's* raid", but not "Ruiz and the
    /// quarrel with *Chad*".
    fn is_theirs(&self, thing: usize, party: &Party) -> bool {
        let tree = self.tree;
        let behind = words_in(tree, party.span)
            .find(|&w| tree.head(w).is_none_or(|h| !party.span.contains(tree.span(h))));
        let within = behind.filter(|&w| w > thing).and_then(|w| tree.preposition(w));
        within.is_none_or(|p| matches!(p, "by" | "of" | "between" | "against"))
    }

    /// Whose a post or a thing is: "as the *bank's* director", and not to whom somebody is adviser.
    pub(in crate::event) fn whose(&self, word: usize) -> Vec<Party> {
        let tree = self.tree;
        let owns = |k: &usize| {
            tree.deprel(*k) == "nmod:poss"
                || tree.relation(*k) == "nmod" && tree.preposition(*k) == Some("of")
        };
        let mut found: Vec<Party> = tree.kids(word).filter(owns).flat_map(|k| self.of(k, false)).collect();
        found.retain(|party| party.entity.is_some());
        found
    }

    /// "Chad and *other importers*": such as those named before, whatever they are called.
    fn is_of_their_kind(&self, conjunct: usize) -> bool {
        let tree = self.tree;
        // Who is blamed "and other factors" is none of these.
        let acts = tree.head(conjunct).is_some_and(|first| tree.relation(first) == "nsubj");
        let somebody = tree.head(conjunct).is_some_and(|first| self.stands_for_somebody(first));
        acts && somebody
            && tree.relation(conjunct) == "conj"
            && tree.xpos(conjunct) == "NNS"
            && tree.has_kid(conjunct, "amod", &["other"])
            && !self.stands_for_somebody(conjunct)
    }

    /// "*They* and their allies", "the *shoplifter* and two suspects": beside somebody else a word for a person is one, too.
    fn is_somebody_listed(&self, word: usize) -> bool {
        let tree = self.tree;
        let joined = |k: usize| tree.relation(k) == "conj" && self.stands_for_somebody(k);
        let beside = match tree.relation(word) {
            "conj" => tree.head(word).is_some_and(|first| self.stands_for_somebody(first)),
            _ => tree.kids(word).any(joined),
        };
        let others = tree.relation(word) == "conj" && tree.form(word).eq_ignore_ascii_case("others");
        let somebody = others
            || match tree.upos(word) {
                Upos::Noun => person(tree.lemma(word)).is_some() || is_occupation(tree.lemma(word)),
                Upos::Pron => {
                    matches!(tree.form(word).to_lowercase().as_str(), "they" | "them" | "he" | "she")
                }
                _ => false,
            };
        // "…, but is not a member": that is a clause.
        beside && somebody && tree.kid(word, "cop").is_none()
    }

    /// "Ruiz's campaign urged": those who run for somebody act, and not that person; whom it is done to is the same.
    fn is_campaign_of_a_person(&self, word: usize) -> bool {
        let tree = self.tree;
        let person = |k: usize| {
            let owner =
                matches!(tree.relation(k), "nmod" | "compound") && k < word && tree.preposition(k).is_none();
            let named = self.mention(k).is_some_and(|m| m.kind == EntityKind::Person);
            owner && (named || matches!(tree.lemma(k), "he" | "his" | "she" | "her"))
        };
        // "His campaign *of* bombing" is what he does.
        let of = tree.kids(word).any(|k| tree.preposition(k) == Some("of"));
        // "Collusion between the Ruiz campaign and Chad".
        let between = tree.preposition(word) == Some("between")
            || tree.relation(word) == "conj"
                && tree.head(word).is_some_and(|h| tree.preposition(h) == Some("between"));
        tree.lemma(word) == "campaign"
            && (tree.deprel(word) == "nsubj" || between)
            && !of
            && tree.kids(word).any(person)
    }

    fn one(&self, word: usize, any: bool, depth: usize) -> Vec<Party> {
        let tree = self.tree;
        if depth == 0
            || self.is_date(word)
            || self.is_reciprocal(word)
            || self.only_joins(word)
            || tree.has_kid(word, "advmod", &["not"])
            || self.is_affiliation(word)
            || self.is_nowhere(word)
            || !(tree.is_nominal(word) || self.mentions[word].is_some())
        {
            return Vec::new();
        }
        if tree.upos(word) == Upos::Pron {
            let found = self.pronoun(word, depth);
            let person = matches!(tree.form(word), "him" | "them" | "her" | "who" | "whom");
            let unknown = found.is_empty() && (any && person || self.are_told_apart(word));
            return if unknown { vec![Party::new(tree.span(word), None)] } else { found };
        }
        if let Some(mention) = self.naming(word).or_else(|| self.renaming(word)) {
            return self.all_of(mention);
        }
        if self.is_campaign_of_a_person(word) {
            return vec![Party::new(tree.core(word), None)];
        }
        let described =
            ["actor", "part"].into_iter().any(|class| lexicon().is_party(class, tree.lemma(word)));
        // "*Russian missiles* hit the port": whose they are says who did it.
        let armed = || lexicon().is_party("weapon", tree.lemma(word)) && !self.nations(word).is_empty();
        let somebody = || person(tree.lemma(word)).is_some() && !self.nations(word).is_empty();
        if armed() && !described {
            return self.nations(word);
        }
        if described || lexicon().is_party("place", tree.lemma(word)) || somebody() {
            return self.described(word, depth);
        }
        if tree.upos(word) == Upos::Propn && !self.names_no_party(word) {
            return vec![Party::new(tree.core(word), None)];
        }
        let inside = self.descend(word, depth);
        if inside.is_empty() && any {
            return vec![Party::new(tree.core(word), None)];
        }
        inside
    }

    /// "*Those* involved in the talks": a pronoun that stands for nobody named before, but for those whom a clause tells of.
    fn are_told_apart(&self, pronoun: usize) -> bool {
        let tree = self.tree;
        let tells = |k: usize| k > pronoun && matches!(tree.relation(k), "acl" | "amod" | "nmod");
        tree.form(pronoun).eq_ignore_ascii_case("those")
            && tree.relation(pronoun) != "conj"
            && tree.kids(pronoun).any(tells)
    }

    /// "Senator Ana Ruiz, *D-Conn.*": to which party and state somebody belongs.
    fn is_affiliation(&self, word: usize) -> bool {
        let tree = self.tree;
        let form = tree.form(word);
        let joined = matches!(form, "D" | "R" | "I") && word + 1 < tree.len() && tree.form(word + 1) == "-";
        let one = ["D-", "R-", "I-"]
            .iter()
            .any(|p| form.strip_prefix(p).is_some_and(|s| s.starts_with(char::is_uppercase)));
        word > 0 && matches!(tree.form(word - 1), "," | "(") && (joined || one)
    }

    /// "Sent troops to *the area*": no more is said of it.
    fn is_nowhere(&self, word: usize) -> bool {
        let tree = self.tree;
        let bare = |k: usize| matches!(tree.relation(k), "det" | "case" | "punct");
        lexicon().is_party("nowhere", tree.lemma(word))
            && self.mentions[word].is_none()
            && tree.kids(word).all(bare)
    }

    fn is_date(&self, word: usize) -> bool {
        self.dated[word] || lexicon().is_party("calendar", self.tree.lemma(word))
    }

    /// "In retaliation for", "in part", "on behalf of": words that join clauses and phrases.
    fn only_joins(&self, word: usize) -> bool {
        let tree = self.tree;
        if tree.lemma(word) == "behalf" {
            return true;
        }
        let bare =
            !tree.kids(word).any(|k| matches!(tree.relation(k), "det" | "amod" | "nmod:poss" | "compound"));
        let singular = tree.form(word).eq_ignore_ascii_case(tree.lemma(word));
        bare && singular
            && tree.preposition(word) == Some("in")
            && lexicon().is_party("joining", tree.lemma(word))
            && tree.owner(word).is_none()
    }

    /// Whether a party is a named state, place or body.
    pub(in crate::event) fn is_body_named(&self, party: &Party) -> bool {
        party.entity.is_some_and(|entity| self.is_body(entity))
    }

    /// "*Those* who march": a pronoun that stands for nobody named, and only for whom its own clause tells of.
    pub(in crate::event) fn are_those(&self, party: &Party) -> bool {
        let tree = self.tree;
        party.entity.is_none()
            && tree.word_at(party.span).is_some_and(|word| tree.form(word).eq_ignore_ascii_case("those"))
    }

    fn names_no_party(&self, word: usize) -> bool {
        self.mention(word).is_some_and(|m| !can_act(m.kind))
    }

    /// Whether an entity is a state, a body or a people rather than a person.
    fn is_body(&self, entity: EntityId) -> bool {
        self.context.entities.get(entity.0).is_some_and(|e| can_act(e.kind) && e.kind != EntityKind::Person)
    }
}

/// The words that a span covers, in order.
pub(in crate::event) fn words_in<'t>(
    tree: &'t Tree<'_>,
    span: Span,
) -> impl Iterator<Item = usize> + use<'t> {
    let words = &tree.sentence.words;
    let from = words.partition_point(|w| w.span.end <= span.start);
    (from..words.len()).take_while(move |&i| words[i].span.start < span.end)
}

/// Whether two parties are one.
pub(in crate::event) fn same(a: &Party, b: &Party) -> bool {
    one_stretch(a, b) || a.entity.is_some() && a.entity == b.entity
}

/// Whether two parties stand on the same words; those of "the two men" do, and
/// are two.
fn one_stretch(a: &Party, b: &Party) -> bool {
    let two = a.span == b.span && a.entity.is_some() && b.entity.is_some() && a.entity != b.entity;
    a.span.overlaps(b.span) && !two
}

fn can_act(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Place | EntityKind::Group)
}

/// Which of two mentions of one word says more about it: the longer name, but of
/// a pronoun that which is just it.
fn prefer(new: &Mention, old: &Mention, pronoun: bool) -> bool {
    if pronoun {
        return new.span.len() < old.span.len();
    }
    (new.named, new.span.len()) > (old.named, old.span.len())
}
