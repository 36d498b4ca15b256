//! Speakers whom a report describes but never names ("a senior official", "prosecutors",
//! "the memo"), and those who speak together ("they", "the two ministers"), become entities
//! of it, so that what they said can be told apart.

use super::lexicon::{self, Voice};
use crate::entity::{
    lexicon as nouns,
    tree::{Tree, lower},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};
use wirefold_gazetteer::{country_named, country_of_demonym};
use wirefold_report::{
    Annotation, Entity, EntityId, EntityKind, Event, Mention, Quote, QuoteKind, Sentence, Span, Upos,
    Whereabouts,
};

/// Gives the quotations in `said` that nobody with a name speaks to those whom the words of
/// their source describe, and the events that they tell. What is quoted in other words, and tells
/// no event, stays nobody's.
pub fn describe(text: &str, said: &mut Annotation) {
    let mut quotes = std::mem::take(&mut said.quotes);
    let tellings = tellings(&quotes, &said.events);
    let tells: HashSet<usize> = tellings.iter().copied().flatten().collect();
    let mut cast = Described::new(text, said);
    // Who spoke last, and in which paragraph.
    let mut last: Option<(EntityId, usize)> = None;
    for (at, quote) in quotes.iter_mut().enumerate() {
        let Some(source) = quote.source.iter().copied().reduce(Span::cover) else { continue };
        let block = block_at(&said.sentences, source);
        let turn = last.filter(|&(_, before)| before + TURN >= block).map(|(id, _)| id);
        let found = match quote.speaker {
            Some(_) => cast.together(source),
            None if quote.kind != QuoteKind::Indirect || tells.contains(&at) => cast.speaker(source, turn),
            None => None,
        };
        quote.speaker = found.or(quote.speaker);
        last = quote.speaker.map(|id| (id, block));
    }
    let Described { all, of_chain, first, .. } = cast;
    let mut chain = 0..;
    said.unnamed.retain(|_| chain.next().is_some_and(|chain| !of_chain.contains_key(&chain)));
    said.mentions.extend(all.iter().zip(first..).flat_map(|(one, id)| one.mentions(EntityId(id))));
    said.mentions.sort_by_key(|m| (m.span.start, Reverse(m.span.end), m.entity.0));
    said.entities.extend(all.into_iter().map(|one| one.entity));
    for (event, quote) in said.events.iter_mut().zip(tellings) {
        event.according_to = event.according_to.or_else(|| quotes.get(quote?)?.speaker);
    }
    said.quotes = quotes;
}

/// The innermost quotation around the word that tells each event.
fn tellings(quotes: &[Quote], events: &[Event]) -> Vec<Option<usize>> {
    const NESTED: usize = 32;
    let stretches = quotes.iter().enumerate().flat_map(|(i, q)| q.content.iter().map(move |&span| (span, i)));
    let mut stretches: Vec<(Span, usize)> = stretches.collect();
    stretches.sort_by_key(|(span, _)| (span.start, span.end));
    let around = |event: &Event| {
        let opened = stretches.partition_point(|(span, _)| span.start <= event.trigger.start);
        let near = stretches[..opened].iter().rev().take(NESTED);
        near.filter(|(span, _)| span.contains(event.trigger))
            .min_by_key(|(span, _)| span.len())
            .map(|&(_, i)| i)
    };
    events.iter().map(around).collect()
}

/// How many paragraphs later somebody who spoke may be called by a description.
const TURN: usize = 2;

/// The paragraph in which a span begins.
fn block_at(sentences: &[Sentence], span: Span) -> usize {
    let at = sentences.partition_point(|s| s.span.start <= span.start).saturating_sub(1);
    sentences.get(at).map_or(0, |s| s.block)
}

/// Those who were described so far, beside what the report names.
struct Described<'t> {
    text: &'t str,
    said: &'t Annotation,
    /// The number of the first of them among the entities of the report.
    first: usize,
    all: Vec<One>,
    /// Where expressions without a name stand, with their chain, by start.
    chained: BTreeMap<u32, (Span, usize)>,
    of_chain: HashMap<usize, usize>,
    of_noun: HashMap<String, usize>,
    of_name: HashMap<String, usize>,
    /// The words of all roles that the report gives to somebody.
    roles: HashSet<&'t str>,
}

struct One {
    entity: Entity,
    spans: BTreeSet<Span>,
}

impl One {
    fn mentions(&self, entity: EntityId) -> impl Iterator<Item = Mention> + '_ {
        let kind = self.entity.kind;
        self.spans.iter().map(move |&span| Mention { span, kind, entity, named: false })
    }
}

impl<'t> Described<'t> {
    fn new(text: &'t str, said: &'t Annotation) -> Self {
        let chained = said.unnamed.iter().enumerate();
        let chained = chained.flat_map(|(chain, c)| c.mentions.iter().map(move |m| (m.start, (*m, chain))));
        let roles = said.entities.iter().flat_map(|e| &e.roles).flat_map(|r| r.role.split(' '));
        Self {
            text,
            said,
            first: said.entities.len(),
            all: Vec::new(),
            chained: chained.collect(),
            of_chain: HashMap::new(),
            of_noun: HashMap::new(),
            of_name: HashMap::new(),
            roles: roles.collect(),
        }
    }

    /// Whom the words of a source describe; `turn` has spoken just before.
    fn speaker(&mut self, source: Span, turn: Option<EntityId>) -> Option<EntityId> {
        let phrase = Phrase::at(self.text, &self.said.sentences, source);
        let place = phrase.as_ref().map_or(source, |p| p.head);
        let within = self.chained.range(source.start..source.end).map(|(_, at)| at);
        let chain =
            within.into_iter().find(|(m, _)| source.contains(*m) && m.contains(place)).map(|&(_, c)| c);
        if let Some(id) = turn.filter(|&id| chain.is_none() && self.is_called(id, phrase.as_ref())) {
            return Some(id);
        }
        let span = phrase.as_ref().map_or(source, |p| p.span);
        let known = chain.and_then(|chain| self.of_chain.get(&chain));
        let again = || self.of_noun.get(&phrase.as_ref().filter(|p| p.points)?.noun);
        let at = match known.or_else(again) {
            Some(&at) => at,
            None => self.add(phrase, chain)?,
        };
        let spans = &mut self.all[at].spans;
        if !spans.iter().any(|s| s.overlaps(span)) {
            spans.insert(span);
        }
        Some(EntityId(self.first + at))
    }

    /// Somebody new, as the phrase or else the earlier words of the chain describe them.
    fn add(&mut self, phrase: Option<Phrase>, chain: Option<usize>) -> Option<usize> {
        let told = chain.map(|c| self.said.unnamed[c].mentions.as_slice()).unwrap_or_default();
        let earlier = || told.iter().find_map(|&m| Phrase::at(self.text, &self.said.sentences, m));
        let phrase = phrase.or_else(earlier)?;
        let at = self.all.len();
        let spans = told.iter().copied().collect();
        self.all.push(One { entity: phrase.entity(self.text), spans });
        self.of_noun.insert(phrase.noun, at);
        self.of_chain.extend(chain.map(|chain| (chain, at)));
        Some(at)
    }

    /// Whether a description points back to somebody: "the senator", if that person has
    /// this role, or no role is known and nobody else has it.
    fn is_called(&self, id: EntityId, phrase: Option<&Phrase>) -> bool {
        let Some(phrase) = phrase.filter(|p| p.points && p.kind == EntityKind::Person) else { return false };
        let Some(entity) = self.said.entities.get(id.0).filter(|e| e.kind == EntityKind::Person) else {
            return false;
        };
        let noun = phrase.noun.as_str();
        let has = entity.roles.iter().any(|r| r.role.split(' ').any(|word| word == noun));
        let first = entity.name.split(' ').next().map(str::to_lowercase).unwrap_or_default();
        let genders = [nouns::person(noun).flatten(), nouns::given_name(&first)];
        let agree = genders[0].is_none() || genders[1].is_none() || genders[0] == genders[1];
        let fits = has || entity.roles.is_empty() && !self.roles.contains(noun);
        fits && agree && !self.of_noun.contains_key(noun)
    }

    /// Those whom a source that is no name speaks of, if they are several.
    fn together(&mut self, source: Span) -> Option<EntityId> {
        let mentions = &self.said.mentions;
        let from = mentions.partition_point(|m| m.span.start < source.start);
        let here = mentions[from..].iter().take_while(|m| m.span.start == source.start);
        let mut members: Vec<usize> =
            here.filter(|m| m.span == source && !m.named).map(|m| m.entity.0).collect();
        members.dedup();
        let all: Vec<&Entity> = members.iter().filter_map(|&m| self.said.entities.get(m)).collect();
        let (last, before) = all.split_last().filter(|(_, before)| !before.is_empty())?;
        let names: Vec<&str> = before.iter().map(|e| e.name.as_str()).collect();
        let name = format!("{} and {}", names.join(", "), last.name);
        let country =
            last.country.clone().filter(|own| before.iter().all(|e| e.country.as_ref() == Some(own)));
        let new = self.all.len();
        let at = *self.of_name.entry(name.clone()).or_insert(new);
        if at == new {
            let entity = Entity { kind: EntityKind::Group, name, country, ..nobody() };
            self.all.push(One { entity, spans: BTreeSet::new() });
        }
        self.all[at].spans.insert(source);
        Some(EntityId(self.first + at))
    }
}

/// A noun phrase that says what somebody is.
struct Phrase {
    span: Span,
    /// The word that it is about.
    head: Span,
    /// Its noun in the singular.
    noun: String,
    kind: EntityKind,
    country: Option<&'static str>,
    sector: Option<&'static str>,
    /// Whether it points back ("the", "this").
    points: bool,
    /// Whether its first letter is large only because a sentence begins there.
    begins: bool,
}

impl Phrase {
    /// The phrase that fills a span, if its noun is one for people, bodies or texts.
    fn at(text: &str, sentences: &[Sentence], span: Span) -> Option<Self> {
        let at = sentences.partition_point(|s| s.span.start <= span.start).checked_sub(1)?;
        let tree = Tree::new(&sentences[at]);
        let words = tree.words;
        let start = words.partition_point(|w| w.span.start < span.start);
        let end = words.partition_point(|w| w.span.end <= span.end);
        let top = (start < end).then(|| tree.top_of(start..=end - 1))?;
        let first = (start..end).find(|&i| !tree.is(i, &["case", "cc"]))?;
        let head = noun_of(&tree, top).filter(|h| (first..end).contains(h))?;
        let lowers: Vec<String> = words[first..=head].iter().map(|w| lower(text, w)).collect();
        let (kind, noun) = kind(text, &tree, head, &lowers, top != head)?;
        let last = last_of(&tree, top.max(head), end);
        let small = matches!(words[first].upos, Upos::Det | Upos::Num | Upos::Pron | Upos::Adv);
        let demonym = || country_of_demonym(words[first].span.of(text)).is_some();
        let begins = small || first == 0 && words[0].upos != Upos::Propn && !demonym();
        let country = words[first..=last].iter().zip(first..).find_map(|(word, i)| {
            let next = words.get(i + 1).filter(|_| i < last).map(|next| word.span.cover(next.span));
            [next, Some(word.span)]
                .into_iter()
                .flatten()
                .map(|span| span.of(text))
                .find_map(|name| country_of_demonym(name).or_else(|| country_named(name)))
        });
        let sector =
            nouns::longest(&lowers, nouns::role).map(|(_, role)| role.sector).filter(|s| !s.is_empty());
        Some(Self {
            span: tree.span(first, last),
            head: words[head].span,
            noun,
            kind,
            country: country.map(|c| c.code),
            sector: sector.or_else(|| nouns::longest(&lowers, sector_of_body).map(|(_, sector)| sector)),
            points: matches!(lowers[0].as_str(), "the" | "this" | "that" | "these" | "those"),
            begins,
        })
    }

    fn entity(&self, text: &str) -> Entity {
        let words: Vec<&str> = self.span.of(text).split_whitespace().collect();
        let name = words.join(" ");
        let mut letters = name.chars();
        let name = match letters.next().filter(|_| self.begins) {
            Some(letter) => letter.to_lowercase().chain(letters).collect(),
            None => name,
        };
        let [country, sector] = [self.country, self.sector].map(|known| known.map(str::to_owned));
        Entity { kind: self.kind, name, country, sector, ..nobody() }
    }
}

/// An entity of whom nothing is known.
fn nobody() -> Entity {
    Entity {
        kind: EntityKind::Other,
        name: String::new(),
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        sector: None,
        whereabouts: Whereabouts::default(),
    }
}

/// The noun that a phrase is about: its head, or that of what it is one of.
fn noun_of(tree: &Tree<'_>, top: usize) -> Option<usize> {
    let noun = |i: &usize| tree.words[*i].upos == Upos::Noun;
    Some(top).filter(noun).or_else(|| {
        let counts = matches!(tree.words[top].upos, Upos::Num | Upos::Det | Upos::Adj | Upos::Pron);
        tree.child(top, &["nmod"]).filter(|i| counts && noun(i))
    })
}

/// What a noun is for, and the noun in the singular. `one` of several is a single one.
fn kind(
    text: &str,
    tree: &Tree<'_>,
    head: usize,
    lowers: &[String],
    one: bool,
) -> Option<(EntityKind, String)> {
    let last = lowers.last()?;
    let occupation = nouns::singulars(last).find(|noun| nouns::is_occupation(noun));
    let person = nouns::singulars(last).find(|noun| nouns::person(noun).is_some()).or(occupation);
    let plural = tree.words[head].xpos == "NNS" && !one;
    let people = if plural { EntityKind::Group } else { EntityKind::Person };
    let lemma = tree.words[head].lemma.to_lowercase();
    if let Some(noun) = person {
        return Some((people, noun));
    }
    if nouns::longest(lowers, nouns::body).is_some() {
        return Some((EntityKind::Organization, lemma));
    }
    match lexicon::voice(&lemma) {
        Some(Voice::Text) => Some((EntityKind::Work, lemma)),
        Some(Voice::Spokesman) => Some((EntityKind::Person, lemma)),
        None => who_follows(text, tree, head).then_some((people, lemma)),
    }
}

/// "The group" may be anybody's.
fn sector_of_body(noun: &str) -> Option<&'static str> {
    nouns::body(noun).filter(|_| !nouns::is_any_body(noun))
}

/// Whether a relative clause with "who" hangs on the noun.
fn who_follows(text: &str, tree: &Tree<'_>, noun: usize) -> bool {
    let clause = tree.child(noun, &["acl:relcl"]);
    clause.is_some_and(|verb| (noun + 1..verb).any(|i| lower(text, &tree.words[i]) == "who"))
}

/// The last word of a phrase with what belongs to it closely: no clause, no apposition.
fn last_of(tree: &Tree<'_>, head: usize, end: usize) -> usize {
    const LONGEST: usize = 8;
    let loose = ["acl", "acl:relcl", "appos", "parataxis", "punct", "conj", "cc", "dep"];
    let own = tree.below(head, |c| c > head && tree.is(c, &loose));
    let after = own.iter().copied().filter(|&w| w > head && w < end);
    let run = after.zip(head + 1..).take_while(|(w, next)| w == next).map(|(w, _)| w).last();
    run.filter(|&last| last - head <= LONGEST).unwrap_or(head)
}
