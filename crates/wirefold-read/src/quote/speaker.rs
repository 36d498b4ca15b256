//! Who the words of a source speak of.

use super::{
    attribution::Attribution,
    lexicon::{self, Voice},
};
use crate::entity::{
    self,
    lexicon::Gender,
    tree::{Tree, lower},
};
use std::collections::{BTreeMap, HashMap};
use wirefold_report::{Entity, EntityId, EntityKind, Mention, Span, Upos};

/// The mentions of a report, to be found by where they stand.
pub(super) struct Speakers<'a> {
    text: &'a str,
    mentions: &'a [Mention],
    entities: &'a [Entity],
    by_start: BTreeMap<u32, Vec<usize>>,
    longest: u32,
    names: Names<'a>,
    /// Which of "he" and "she" the report calls people, by entity.
    called: BTreeMap<EntityId, Gender>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(text: &'a str, mentions: &'a [Mention], entities: &'a [Entity]) -> Self {
        let mut by_start: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, mention) in mentions.iter().enumerate() {
            by_start.entry(mention.span.start).or_default().push(i);
        }
        let longest = mentions.iter().map(|m| m.span.end - m.span.start).max().unwrap_or(0);
        let called =
            mentions.iter().filter_map(|m| Some((m.entity, gender(&m.span.of(text).to_lowercase())?)));
        let (longest, called) = (longest.min(400), called.collect());
        Self { text, mentions, entities, by_start, longest, names: Names::new(entities), called }
    }

    pub(super) fn is_person(&self, id: EntityId) -> bool {
        self.entities.get(id.0).is_some_and(|e| e.kind == EntityKind::Person)
    }

    /// Whether a person can be meant by "he" or "she".
    pub(super) fn may_be(&self, id: EntityId, pronoun: &str) -> bool {
        let name = || self.entities.get(id.0)?.name.split_whitespace().next().map(str::to_lowercase);
        let known = self.called.get(&id).copied();
        let known = known.or_else(|| entity::lexicon::given_name(&name()?));
        self.is_person(id) && known.is_none_or(|known| gender(pronoun) == Some(known))
    }

    /// The mentions that cover the span, people first, then the shortest.
    fn covering(&self, span: Span) -> Option<&'a Mention> {
        let from = span.start.saturating_sub(self.longest);
        let near = self.by_start.range(from..=span.start).flat_map(|(_, all)| all);
        let covering = near.map(|&i| &self.mentions[i]).filter(|m| m.span.contains(span));
        covering.min_by_key(|m| (m.kind != EntityKind::Person, !m.named, m.span.len()))
    }

    /// The name that begins at a place in the text, the longest of several.
    pub(super) fn named_at(&self, start: usize) -> Option<&'a Mention> {
        let all = self.by_start.get(&u32::try_from(start).ok()?)?;
        let named = all.iter().map(|&i| &self.mentions[i]).filter(|m| m.named);
        named.max_by_key(|m| m.span.len())
    }

    /// The mentions that stand within a stretch of text, in order.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = &'a Mention> + '_ {
        let starting = self.by_start.range(span.start..span.end.max(span.start)).flat_map(|(_, all)| all);
        starting.map(|&i| &self.mentions[i]).filter(move |m| span.contains(m.span))
    }

    /// The entity that a source speaks of: the one that its head word names, or
    /// that a name tied to the head by apposition does.
    pub(super) fn of(&self, tree: &Tree<'_>, attribution: &Attribution) -> Option<EntityId> {
        let head = antecedent(tree, attribution.speaker?);
        let after = attribution.source.iter().copied().filter(|&w| w > head);
        let name =
            after.zip(head + 1..).take_while(|&(w, next)| w == next && tree.words[w].upos == Upos::Propn);
        let found = self.among(tree, head, name.map(|(w, _)| w));
        found
            .map(|id| self.led(tree, &attribution.source, id).unwrap_or(id))
            .or_else(|| self.titled(tree, &attribution.source))
            .or_else(|| self.alike(tree, head, &attribution.source))
    }

    /// The only entity that is called as the source is, where the name was not seen in
    /// this place: a name that is the head of the source or another name for it.
    fn alike(&self, tree: &Tree<'_>, head: usize, source: &[usize]) -> Option<EntityId> {
        let proper = |w: &usize| tree.words[*w].upos == Upos::Propn;
        let own = tied(tree, head);
        let names = source.chunk_by(|a, b| a + 1 == *b && proper(a) && proper(b));
        let last = source.last()?;
        let tied = |name: &&[usize]| {
            proper(&name[0])
                && (name.contains(last)
                    || name.iter().any(|w| *w == head || tree.is(*w, &["appos"]) && own.contains(w)))
        };
        let of = |from: usize, to: usize| tree.words[from].span.cover(tree.words[to].span).of(self.text);
        // "the envoy to NAME": a place that a person has to do with does not speak.
        let beside = |name: &[usize]| {
            let (Some(&first), Some(&last)) = (name.first(), name.last()) else { return false };
            tree.words[head].upos == Upos::Noun
                && first > head
                && tree.is(tree.top_of(first..=last), &["nmod"])
        };
        names.filter(tied).find_map(|name| {
            let (&first, &end) = (name.first()?, name.last()?);
            let person = |id: &EntityId| self.is_person(*id);
            let whole = self.names.called(of(first, end)).filter(|id| person(id) || !beside(name));
            whole.or_else(|| self.names.called(of(end, end)).filter(person))
        })
    }

    /// Who speaks for a body that stands before their title: "Helvion Ministry spokesman *Ana Ruiz*", whatever the tree makes
    /// of the row of nouns.
    fn led(&self, tree: &Tree<'_>, source: &[usize], body: EntityId) -> Option<EntityId> {
        if self.is_person(body) {
            return None;
        }
        let first = source.iter().position(|&w| {
            self.covering(tree.words[w].span).is_some_and(|m| m.kind == EntityKind::Person && m.named)
        })?;
        let person = self.covering(tree.words[source[first]].span)?;
        let own = |w: usize| self.covering(tree.words[w].span).is_some_and(|m| m.entity == body);
        let last = source[..first].iter().rposition(|&w| own(w))?;
        let titles = &source[last + 1..first];
        let noun = |&w: &usize| matches!(tree.words[w].upos, Upos::Noun | Upos::Propn | Upos::Adj);
        (!titles.is_empty() && titles.iter().all(noun)).then_some(person.entity)
    }

    /// The person whose name ends a source after a title that the tree took for its head.
    fn titled(&self, tree: &Tree<'_>, source: &[usize]) -> Option<EntityId> {
        let last = tree.words[*source.last()?].span;
        let person = self.covering(last).filter(|m| m.kind == EntityKind::Person && m.named)?;
        let before = source.iter().rev().find(|&&w| tree.words[w].span.start < person.span.start)?;
        let title = matches!(tree.words[*before].upos, Upos::Noun | Upos::Propn | Upos::Adj);
        (title && person.span.end == last.end).then_some(person.entity)
    }

    /// The entity that the phrase of a word speaks of.
    pub(super) fn of_word(&self, tree: &Tree<'_>, word: usize) -> Option<EntityId> {
        self.among(tree, antecedent(tree, word), std::iter::empty())
    }

    fn among(&self, tree: &Tree<'_>, head: usize, more: impl Iterator<Item = usize>) -> Option<EntityId> {
        let mut best: Option<&Mention> = None;
        for w in tied(tree, head).into_iter().chain(more) {
            let Some(mention) = self.covering(tree.words[w].span) else { continue };
            let better =
                best.is_none_or(|b| b.kind != EntityKind::Person && mention.kind == EntityKind::Person);
            let own = w == head
                || mention.kind == EntityKind::Person
                || mention.span.contains(tree.words[head].span);
            if own && better {
                best = Some(mention);
            }
        }
        let found = best.or_else(|| self.behind(tree, head));
        found.map(|m| m.entity).filter(|id| id.0 < self.entities.len())
    }

    /// Whose words a text or a spokesman gives: "the ministry's statement", "a report by
    /// NAME", "a spokeswoman for the company".
    fn behind(&self, tree: &Tree<'_>, head: usize) -> Option<&'a Mention> {
        let voice = lexicon::voice(&tree.words[head].lemma)?;
        let speaks = |kind| match voice {
            Voice::Text => kind != EntityKind::Place || self.is_owner(tree, head),
            Voice::Spokesman => matches!(kind, EntityKind::Organization | EntityKind::Place),
        };
        // "a statement released by NAME"
        let made =
            tree.children(head).iter().copied().filter(|&c| voice == Voice::Text && tree.is(c, &["acl"]));
        let makers =
            made.flat_map(|verb| tree.children(verb).iter().copied()).filter(|&c| self.is_by(tree, c));
        let beside = tree.children(head).iter().copied().filter(|&c| self.stands_behind(tree, c, voice));
        let behind = beside.chain(makers);
        let mentions = behind.filter_map(|c| self.covering(tree.words[c].span));
        mentions.into_iter().find(|m| speaks(m.kind))
    }

    /// "by NAME".
    fn is_by(&self, tree: &Tree<'_>, word: usize) -> bool {
        let case = tree.child(word, &["case"]).map(|c| lower(self.text, &tree.words[c]));
        tree.is(word, &["obl"]) && case.is_some_and(|case| case == "by")
    }

    /// Whether a possessor hangs on the noun.
    fn is_owner(&self, tree: &Tree<'_>, head: usize) -> bool {
        tree.child(head, &["nmod:poss"]).is_some()
    }

    fn stands_behind(&self, tree: &Tree<'_>, word: usize, voice: Voice) -> bool {
        let case = || tree.child(word, &["case"]).map(|c| lower(self.text, &tree.words[c]));
        let prepositions: &[&str] = match voice {
            Voice::Text => &["by", "from", "of"],
            Voice::Spokesman => &["for", "of", "at"],
        };
        tree.is(word, &["nmod:poss", "compound"])
            || tree.is(word, &["nmod"]) && case().is_some_and(|c| prepositions.contains(&c.as_str()))
    }
}

/// Who is called how, in one report. `None` where a name is that of several.
pub(super) struct Names<'a> {
    whole: HashMap<&'a str, Option<EntityId>>,
    last: HashMap<&'a str, Option<EntityId>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(entities: &'a [Entity]) -> Self {
        let mut names = Self { whole: HashMap::new(), last: HashMap::new() };
        for (i, entity) in entities.iter().enumerate() {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                note(&mut names.whole, name, EntityId(i));
            }
            if let Some(last) = entity.name.split_whitespace().next_back() {
                note(&mut names.last, last, EntityId(i));
            }
        }
        names
    }

    /// The only entity that is called so: by one of its names, or else by the last word
    /// of its name.
    pub(super) fn called(&self, name: &str) -> Option<EntityId> {
        self.whole.get(name).or_else(|| self.last.get(name)).copied().flatten()
    }
}

fn note<'a>(names: &mut HashMap<&'a str, Option<EntityId>>, name: &'a str, id: EntityId) {
    let known = names.entry(name).or_insert(Some(id));
    *known = known.filter(|&known| known == id);
}

fn gender(pronoun: &str) -> Option<Gender> {
    match pronoun {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// What "who" or "which" stands for: the noun that its clause hangs on.
fn antecedent(tree: &Tree<'_>, word: usize) -> usize {
    let relative = tree.words[word].upos == Upos::Pron && tree.words[word].xpos.starts_with('W');
    if !relative {
        return word;
    }
    let clause = std::iter::once(word).chain(tree.above(word)).find(|&w| tree.is(w, &["acl:relcl"]));
    clause.and_then(|c| tree.head(c)).unwrap_or(word)
}

/// The head and the words tied to it as parts or other names of the same.
fn tied(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let loose = |c: usize| !tree.is(c, &["appos", "flat", "compound", "nmod:desc", "nmod:unmarked"]);
    let mut words = tree.below(head, loose);
    words.retain(|&w| w != head);
    words.insert(0, head);
    words
}
