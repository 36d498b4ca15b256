//! A number as the value of an attribute of something.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::{
    Known, befallen, comparable,
    measure::{self, dimension},
    number::{Counted, counted, is_count, is_vague, stems},
    step,
    time::times_in,
};
use super::{
    ahead::{is_ahead, is_guess},
    apart::{Way, is_of_long_ago, is_whole, sort, way},
    plural::plural,
};
use crate::{
    story::{SentenceId, Story},
    token::Token,
    tree::{Tree, relation},
};
use wirefold_fold::align::Weights;
use wirefold_report::{EntityKind, SiteKind, Span, TimeKind, Upos};

/// Numbers of a report that are compared.
const MOST_STATED: usize = 400;

/// What numbers tell of, under many names.
struct Attribute {
    name: &'static str,
    kind: &'static str,
    words: BTreeSet<u64>,
}

impl Attribute {
    /// Its name in an explanation: "the depth", "the number of jobs".
    fn told(&self) -> String {
        let of = if self.kind == "count" && self.name.ends_with('s') { "the number of " } else { "the " };
        format!("{of}{}", self.name)
    }
}

static ATTRIBUTES: LazyLock<Vec<Attribute>> = LazyLock::new(|| {
    let rows = include_str!("attributes.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some(Attribute { name: cells.next()?, kind: cells.next()?, words: stems(cells.next()?) })
    };
    rows.filter_map(row).collect()
});

static MOVING: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("moving.txt")));

/// The kind of number that tells how old somebody is.
pub(super) const AGE: &str = "year of age";

/// Stems with what each says, ordered.
pub(super) type Weighed = Vec<(u64, f64)>;

/// A number of a report, with what is said of it.
pub(super) struct Statement<'s, 'a> {
    pub(super) counted: Counted<'s, 'a>,
    pub(super) id: SentenceId,
    /// "count", "bare", "share", "money", "year of age" or what its unit measures.
    pub(super) kind: &'a str,
    /// What is counted.
    pub(super) noun: Option<u64>,
    pub(super) verb: Option<u64>,
    /// Stems of what the number hangs on and of what hangs on it.
    pub(super) near: BTreeSet<u64>,
    /// Lines of the table of attributes whose words stand near it, and those whose words stand in its clause.
    pub(super) attributes: BTreeSet<usize>,
    pub(super) attributes_of_clause: BTreeSet<usize>,
    pub(super) clause: Weighed,
    pub(super) sentence: Weighed,
    /// Of whom its sentence speaks, those left aside who only say so, as the story counts them.
    pub(super) named: BTreeSet<usize>,
    /// Whose number it is.
    pub(super) owner: Option<usize>,
    pub(super) is_of_person: bool,
    /// Stems of what tells the things that are counted from others of their name.
    pub(super) restricted: BTreeSet<u64>,
    /// Where in its report it stands, 0 to 1.
    pub(super) place: f64,
    /// Whether it is told of what is wanted or lies ahead.
    pub(super) is_ahead: bool,
    /// Whether it is a guess at what may come.
    pub(super) is_guess: bool,
    pub(super) is_quoted: bool,
    /// Whether it is told of a market.
    pub(super) moves: bool,
    /// Whether it is told of two sorts of things at once.
    pub(super) is_of_several: bool,
    /// Whether it says by how much something changed.
    pub(super) is_difference: bool,
    /// What befell those whom it counts.
    pub(super) toll: Option<&'static str>,
    /// The cities that its sentence names.
    pub(super) cities: BTreeSet<usize>,
    /// The place that the subject of its clause names.
    pub(super) seat: Option<usize>,
    /// Whether it is some of more: "three of the six".
    pub(super) is_some: bool,
    /// Whether it is told of every day or year.
    pub(super) is_repeated: bool,
    /// Whether its subject is of a time long ago: "last winter's storm".
    pub(super) is_of_then: bool,
    /// Whether its clause says that it is of a time long ago.
    pub(super) is_of_long_ago: bool,
    /// Which way what it counts went.
    pub(super) way: Option<Way>,
    /// Stems of the words that say of which sort the things are.
    pub(super) sort: BTreeSet<u64>,
    /// Whether only some of what it counts are spoken of.
    pub(super) is_whole: bool,
    /// Whether something is done to just those that it counts: "won 140 delegates".
    pub(super) is_object: bool,
}

/// The numbers of a report that may be held against others'.
pub(super) fn of_report<'s, 'a>(known: &Known<'s, 'a>, report: usize) -> Vec<Statement<'s, 'a>> {
    let sentences = 0..known.story.tellings[report].tokens.len();
    let all = sentences.flat_map(|sentence| {
        let id = SentenceId { report, sentence };
        counted(known.story, id).into_iter().map(move |counted| (id, counted))
    });
    let plain = all.filter(|(_, c)| is_plain(known.story, c)).take(MOST_STATED);
    plain.map(|(id, counted)| Statement::new(known, id, counted)).collect()
}

/// Whether a number tells how much something is, and nothing but that.
fn is_plain(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    !comparable::is_beside_others(counted)
        && !step::is_step(story, counted)
        && !is_vague(story.text(counted.evidence))
        && !is_marker(story, counted)
        && !comparable::is_in_tally(counted)
        && !comparable::is_of_before(counted)
        && counted.quantity.value != 0.0
}

/// Whether a number only counts the items of a list: "5) The report that …".
fn is_marker(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    let (text, span) = (&story.tellings[counted.evidence.report].report.text, counted.evidence.span);
    let before = text.get(..span.start as usize).unwrap_or_default();
    let behind = text.get(span.end as usize..).unwrap_or_default();
    behind.starts_with(')') && !before.ends_with('(')
}

/// Whether a number is told of two sorts of things at once: "25 drones and missiles".
fn is_of_several(tree: Tree<'_, '_>, things: &Token<'_>) -> bool {
    let bare = |t: &&Token<'_>| !tree.kids(t).any(|kid| matches!(relation(kid), "nummod" | "det"));
    let sort = |t: &&Token<'_>| relation(t) == "conj" && t.word.upos == Upos::Noun;
    tree.kids(things).any(|kid| sort(&kid) && bare(&kid))
}

/// Whether a number says by how much something changed: "depressed growth by 34,000 jobs".
fn is_difference(tree: Tree<'_, '_>, top: &Token<'_>) -> bool {
    matches!(relation(top), "obl" | "nmod")
        && tree.kids(top).any(|kid| relation(kid) == "case" && kid.lemma == "by")
}

impl<'s, 'a> Statement<'s, 'a> {
    fn new(known: &Known<'s, 'a>, id: SentenceId, counted: Counted<'s, 'a>) -> Self {
        let story = known.story;
        let tree = Tree(counted.sentence);
        let things = counted.quantity.counted.and_then(|things| tree.top_of(things));
        let top = things.or_else(|| tree.top_of(counted.evidence.span));
        let verb = top.and_then(|top| tree.verb_above(top));
        let kind = kind(&counted);
        let owner = owner(known, id, &counted);
        let noun = things.filter(|t| t.word.upos == Upos::Noun && !is_count(&t.lemma)).map(|t| t.term);
        let mut near = top.map(|top| near(tree, top, counted.evidence.span)).unwrap_or_default();
        // "A 6.2-magnitude quake": the attribute stands in the number's own words.
        let own_words = counted.sentence.iter().filter(|t| counted.evidence.span.contains(t.span()));
        near.extend(own_words.filter(|t| kind == "bare" && t.word.upos == Upos::Noun).map(|t| t.term));
        let clause_words = verb.map_or_else(|| counted.sentence.iter().collect(), |verb| clause(tree, verb));
        let mut arguments: BTreeSet<u64> = clause_words.iter().map(|t| t.term).collect();
        if kind == "bare" && clause_words.iter().any(|t| is_count(&t.lemma)) {
            arguments.extend(said_before(story, id));
        }
        let proper = counted.sentence.iter().filter(|t| t.word.upos == Upos::Propn);
        let proper: BTreeSet<u64> = proper.map(|t| t.term).collect();
        let named = |words: &BTreeSet<u64>| -> BTreeSet<usize> {
            let words: BTreeSet<u64> = words.difference(&proper).copied().collect();
            let all = ATTRIBUTES.iter().enumerate();
            all.filter(|(_, a)| fits(a.kind, kind) && !a.words.is_disjoint(&words)).map(|(i, _)| i).collect()
        };
        let own = |t: &Token<'_>| !counted.evidence.span.contains(t.span());
        Self {
            id,
            kind,
            noun,
            verb: verb.map(|verb| verb.term),
            attributes: named(&near),
            attributes_of_clause: named(&arguments),
            near,
            clause: weighed(clause_words.iter().copied().filter(|t| own(t))),
            sentence: weighed(counted.sentence.iter().filter(|t| own(t))),
            named: named_in(known, id),
            is_of_person: owner.is_some_and(|o| known.entities.all[o].kind == EntityKind::Person),
            owner,
            restricted: top.map(|top| restricted(tree, top)).unwrap_or_default(),
            place: id.sentence as f64 / story.tellings[id.report].tokens.len().max(1) as f64,
            is_ahead: top.is_some_and(|top| is_ahead(tree, top)),
            is_guess: top.is_some_and(|top| is_guess(tree, top)),
            is_quoted: story.tellings[id.report].is_quoted(counted.evidence.span),
            moves: counted.sentence.iter().any(|t| MOVING.contains(&t.term)),
            is_some: is_some(&counted),
            is_repeated: is_repeated(story, id, &counted),
            is_of_several: things.is_some_and(|things| is_of_several(tree, things)),
            is_difference: top.is_some_and(|top| is_difference(tree, top)),
            cities: cities_in(known, id),
            seat: seat(known, id, &counted),
            toll: befallen::toll(&counted),
            is_of_long_ago: top.is_some_and(|top| is_of_long_ago(story, id, tree, top)),
            way: things.and_then(|things| way(tree, things, verb)),
            sort: things.map(|things| sort(tree, things)).unwrap_or_default(),
            is_whole: is_whole(&counted),
            is_object: things.is_some_and(|things| relation(things) == "obj")
                && verb.is_some_and(|verb| verb.lemma != "have"),
            is_of_then: comparable::is_recalled(story, &counted)
                && verb.or(top).is_some_and(|verb| has_possessed_subject(tree, verb)),
            counted,
        }
    }

    /// Whether it counts, with the noun that it counts or without.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, "count" | "bare")
    }

    /// Whether it says what befell those whom it counts.
    pub(super) fn has_toll(&self) -> bool {
        self.toll.is_some()
    }

    /// Whether both say what befell those whom they count.
    pub(super) fn shares_toll(&self, other: &Self) -> bool {
        self.toll.is_some() && self.toll == other.toll
    }

    /// Whether both count things of one name.
    pub(super) fn shares_noun(&self, other: &Self) -> bool {
        self.noun.is_some() && self.noun == other.noun
    }

    /// Whether both say how old one person is.
    pub(super) fn is_age_of_one(&self, other: &Self) -> bool {
        self.kind == AGE && other.kind == AGE && self.owner.is_some() && self.owner == other.owner
    }

    /// How far both tell one attribute by name: 1 where the words stand near both, 0 where nothing names one.
    pub(super) fn shares_attribute(&self, other: &Self) -> f64 {
        if self.shares_toll(other)
            || self.is_age_of_one(other)
            || !self.attributes.is_disjoint(&other.attributes)
        {
            1.0
        } else if !self.attributes.is_disjoint(&other.attributes_of_clause)
            || !self.attributes_of_clause.is_disjoint(&other.attributes)
        {
            0.5
        } else {
            0.0
        }
    }

    /// What both are numbers of, in the words of an explanation; `None` where no word that they share says it.
    pub(super) fn subject(&self, other: &Self) -> Option<String> {
        let shared = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| a.intersection(b).next().copied();
        let attribute = shared(&self.attributes, &other.attributes)
            .or_else(|| shared(&self.attributes, &other.attributes_of_clause))
            .or_else(|| shared(&self.attributes_of_clause, &other.attributes));
        let noun = |term: u64| {
            let word = self.counted.sentence.iter().find(|t| t.term == term)?;
            Some(if word.word.xpos == "NN" { plural(&word.form) } else { word.form.clone() })
        };
        if let Some(toll) = self.toll.filter(|_| self.shares_toll(other)) {
            return Some(format!("the number of {}", toll.trim_start_matches("the ")));
        }
        if let Some(counted) = self.noun.filter(|_| self.shares_noun(other)).and_then(noun) {
            return Some(format!("the number of {counted}"));
        }
        if self.is_age_of_one(other) {
            return Some("the age of one person".to_owned());
        }
        attribute.map(|at| ATTRIBUTES[at].told())
    }

    /// Whether a number of the same report might be meant as well.
    pub(super) fn rivals(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.counted.quantity.value != other.counted.quantity.value
            && (!self.is_number() || self.shares_noun(other) || self.shares_attribute(other) > 0.0)
    }
}

/// Whether "a year" or "every week" stands with a number, or not far from it.
fn is_repeated(story: &Story<'_>, id: SentenceId, counted: &Counted<'_, '_>) -> bool {
    const CLOSE: u32 = 60;
    let number = counted.evidence.span;
    let beside = |span: Span| span.start < number.end + CLOSE && number.start < span.end + CLOSE;
    times_in(story, id).iter().any(|time| time.kind == TimeKind::Set && beside(time.span))
}

/// Stems of the sentence before: "Thousands marched. Police put the number at 45,000."
fn said_before(story: &Story<'_>, id: SentenceId) -> BTreeSet<u64> {
    let before = id.sentence.checked_sub(1).map(|sentence| SentenceId { sentence, ..id });
    let words = before.into_iter().flat_map(|id| story.tokens(id));
    words.filter(|t| matches!(t.word.upos, Upos::Noun | Upos::Verb)).map(|t| t.term).collect()
}

/// Whether a number is followed by what it is some of.
fn is_some(counted: &Counted<'_, '_>) -> bool {
    let next = counted.sentence.iter().find(|t| t.span().start >= counted.evidence.span.end);
    counted.quantity.measure().is_none() && next.is_some_and(|t| t.form == "of")
}

/// Whether a subject belongs to somebody or to a time.
fn has_possessed_subject(tree: Tree<'_, '_>, verb: &Token<'_>) -> bool {
    let subjects = tree.kids(verb).filter(|kid| relation(kid) == "nsubj");
    subjects.flat_map(|subject| tree.kids(subject)).any(|kid| kid.word.deprel == "nmod:poss")
}

/// Whom the mentions of a report within `span` speak of, as the story counts them.
fn mentioned(known: &Known<'_, '_>, report: usize, span: Span) -> impl Iterator<Item = (Span, usize)> {
    let mentions = known.story.tellings[report].annotation.mentions.iter();
    let inside = mentions.filter(move |m| span.contains(m.span));
    inside.filter_map(move |m| Some((m.span, known.entities.of(report, m.entity)?)))
}

/// The cities that a sentence names.
fn cities_in(known: &Known<'_, '_>, id: SentenceId) -> BTreeSet<usize> {
    let city = |&entity: &usize| {
        let site = known.entities.all[entity].whereabouts.site.as_ref();
        site.is_some_and(|site| site.kind == SiteKind::City)
    };
    mentioned(known, id.report, known.story.sentence(id).span)
        .map(|(_, entity)| entity)
        .filter(city)
        .collect()
}

fn named_in(known: &Known<'_, '_>, id: SentenceId) -> BTreeSet<usize> {
    let quotes = &known.story.tellings[id.report].annotation.quotes;
    let is_source = |span: Span| quotes.iter().any(|q| q.source.iter().any(|s| s.overlaps(span)));
    let all = mentioned(known, id.report, known.story.sentence(id).span);
    all.filter(|(span, _)| !is_source(*span)).map(|(_, entity)| entity).collect()
}

/// Whose number it is: to whom it is done ("sentenced him to six years"), else who stands in what it is said of, else who is
/// the subject of its verb.
fn owner(known: &Known<'_, '_>, id: SentenceId, counted: &Counted<'_, '_>) -> Option<usize> {
    let tree = Tree(counted.sentence);
    if kind(counted) == AGE {
        return aged(known, id, counted);
    }
    let verb = tree.top_of(counted.evidence.span).and_then(|top| tree.verb_above(top));
    let argument = |names: &[&str]| {
        let kid = tree.kids(verb?).find(|kid| names.contains(&relation(kid)))?;
        let words = tree.below(kid);
        let apart = words.iter().all(|t| !counted.evidence.span.contains(t.span()));
        let is_within = |span: Span| words.iter().any(|t| span.contains(t.span()));
        let all = mentioned(known, id.report, known.story.sentence(id).span);
        all.filter(|(span, _)| apart && is_within(*span)).last()
    };
    let of = || mentioned(known, id.report, counted.quantity.of?).last();
    argument(&["obj", "iobj"]).or_else(of).or_else(|| argument(&["nsubj"])).map(|(_, entity)| entity)
}

/// The place that the subject of the clause around a number names.
fn seat(known: &Known<'_, '_>, id: SentenceId, counted: &Counted<'_, '_>) -> Option<usize> {
    let subject = comparable::subject_above(counted)?;
    let places = mentioned(known, id.report, known.story.sentence(id).span);
    let named = |(span, entity): &(Span, usize)| {
        span.contains(subject.span()) && known.entities.all[*entity].kind == EntityKind::Place
    };
    places.filter(named).map(|(_, entity)| entity).next()
}

/// Whose age it is: "Ana Ruiz, 41,", "41-year-old Ana Ruiz", "Ana Ruiz is 41".
fn aged(known: &Known<'_, '_>, id: SentenceId, counted: &Counted<'_, '_>) -> Option<usize> {
    let (tree, age) = (Tree(counted.sentence), counted.evidence.span);
    let text = &known.story.tellings[id.report].report.text;
    let persons: Vec<(Span, usize)> = mentioned(known, id.report, known.story.sentence(id).span)
        .filter(|(_, entity)| known.entities.all[*entity].kind == EntityKind::Person)
        .collect();
    let adjoins = |span: Span| {
        let between = text.get(span.end as usize..age.start as usize);
        between.is_some_and(|t| !t.is_empty() && !t.contains(char::is_alphanumeric))
    };
    let at = |word: &Token<'_>| persons.iter().find(|(span, _)| span.contains(word.span()));
    let before = || persons.iter().find(|(span, _)| adjoins(*span));
    let after = || {
        let (top, head) = tree.top_of(age).and_then(|top| Some((top, tree.head(top)?)))?;
        let leads = head.index > top.index && matches!(relation(top), "nummod" | "amod" | "compound");
        // "The 41-year-old driver Ana Ruiz".
        let beside =
            |kid: &&Token<'_>| matches!(relation(kid), "flat" | "appos" | "compound") && at(kid).is_some();
        leads.then(|| at(head).or_else(|| tree.kids(head).find(beside).and_then(at))).flatten()
    };
    let subject = || {
        let top = tree.top_of(age)?;
        let is_predicate = tree.kids(top).any(|kid| relation(kid) == "cop");
        let subject = tree.kids(top).find(|kid| relation(kid) == "nsubj");
        // "She was 19 when she joined" tells no age of today.
        let is_of_then = tree.kids(top).any(|kid| relation(kid) == "advcl");
        subject.filter(|_| is_predicate && !is_of_then).and_then(at)
    };
    before().or_else(after).or_else(subject).map(|(_, who)| *who)
}

/// Whether an attribute is told by such numbers: a crowd is counted with its noun or without.
fn fits(attribute: &str, kind: &str) -> bool {
    attribute == kind
        || attribute == "count" && kind == "bare"
        || attribute == "bare" && kind == "count"
        || kind.starts_with(attribute)
}

fn kind<'a>(counted: &Counted<'_, 'a>) -> &'a str {
    let quantity = counted.quantity;
    let Some(unit) = quantity.unit.as_deref() else { return "bare" };
    if quantity.counted.is_some() {
        // "A magnitude 6.4 earthquake" counts no earthquakes.
        return if quantity.value.fract() == 0.0 || quantity.value > 1000.0 { "count" } else { "bare" };
    }
    if unit == "people" {
        return "count";
    }
    if unit == "magnitude" {
        return "bare";
    }
    if unit == "percent" {
        return "share";
    }
    if quantity.currency == Some(unit) {
        return "money";
    }
    dimension(measure::without_period(unit)).unwrap_or(unit)
}

/// Stems of the words that a word hangs on up to its verb, of those that hang on it, and of the subject where there is no
/// verb but "be".
fn near<'a>(tree: Tree<'_, 'a>, top: &Token<'a>, span: Span) -> BTreeSet<u64> {
    let Some(top) = tree.0.iter().find(|t| t.index == top.index) else { return BTreeSet::new() };
    let mut near = tree.said_with(top);
    let own = |t: &&Token<'a>| t.is_content() && t.word.upos != Upos::Num && !span.contains(t.span());
    near.extend(tree.kids(top).filter(own).map(|t| t.term));
    // "The crowd numbered 40,000", "put the magnitude at 6.2".
    let verb = tree.verb_above(top);
    let arguments = verb.into_iter().flat_map(|verb| tree.kids(verb));
    let nominal = arguments.filter(|t| matches!(relation(t), "nsubj" | "obj"));
    near.extend(nominal.filter(own).map(|t| t.term));
    near.extend((top.word.upos == Upos::Noun).then_some(top.term));
    near
}

/// Stems of the clauses and phrases that hang on what is counted: "senators *who voted against it*", "pages *of emails*".
fn restricted(tree: Tree<'_, '_>, top: &Token<'_>) -> BTreeSet<u64> {
    let kids = tree.kids(top).filter(|kid| matches!(relation(kid), "acl" | "nmod"));
    let content = |t: &&Token<'_>| t.is_content() && t.word.upos != Upos::Num;
    kids.flat_map(|kid| tree.below(kid)).filter(content).map(|t| t.term).collect()
}

/// The words below a verb, those of clauses of their own left aside.
fn clause<'s, 'a>(tree: Tree<'s, 'a>, verb: &'s Token<'a>) -> Vec<&'s Token<'a>> {
    let mut words = vec![verb];
    let mut next = 0;
    while next < words.len() && words.len() <= tree.0.len() {
        let own = tree.kids(words[next]).filter(|kid| {
            !matches!(relation(kid), "conj" | "parataxis" | "advcl" | "ccomp") || kid.word.upos != Upos::Verb
        });
        words.extend(own);
        next += 1;
    }
    words
}

fn weighed<'s, 'a: 's>(words: impl Iterator<Item = &'s Token<'a>>) -> Weighed {
    let content = words.filter(|t| t.is_content() && t.word.upos != Upos::Num && t.term != 0);
    let terms: BTreeSet<u64> = content.map(|t| t.term).collect();
    terms.into_iter().map(|term| (term, Weights::general().of_stem(term))).collect()
}
