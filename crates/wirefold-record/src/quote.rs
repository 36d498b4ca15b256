//! Utterances, joined through their rewordings.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    align::Links,
    entity::Entities,
    groups::Groups,
    story::{SentenceId, Story, Telling},
    token::Token,
    utterance::{is_answer, is_verbatim},
    voice::Voice,
};
use wirefold_report::{Evidence, Quote, QuoteKind, QuoteVariant, Span, StoryQuote, Upos, Word};

/// Quotes of one report beyond this number are not compared with those of
/// sentences that are not aligned.
const MOST_COMPARED: usize = 200;

/// An indirect quote, or one within a quote, of fewer content words is no utterance ("he thanked them"),
/// unless it is a clause of its own ("he would appeal").
const FEWEST_WORDS: usize = 4;
/// A clause of fewer content words says too little, too.
const FEWEST_OF_CLAUSE: usize = 2;

/// How alike two quotes must be that give the sense alone, where one does not say whose words they are.
const BY_NOBODY: f64 = 0.6;

/// The utterances of a story with the quotes of its reports that give them.
pub(crate) struct Quotes {
    pub all: Vec<StoryQuote>,
    /// Report and index of the quote in its annotation, for each utterance.
    pub members: Vec<Vec<(usize, usize)>>,
}

impl Quotes {
    pub(crate) fn join(story: &Story<'_>, links: &Links, entities: &Entities) -> Self {
        let told = told(story, entities);
        let mut groups = Groups::new(told.len());
        let mut giving: Vec<Vec<usize>> = (0..told.len()).map(|quote| vec![quote]).collect();
        for (_, a, b) in candidates(story, entities, &told, links) {
            let (one, other) = (groups.of(a), groups.of(b));
            if one != other && may_be_one(story, entities, &told, &giving[one], &giving[other]) {
                groups.join(one, other);
                let moved = std::mem::take(&mut giving[one.max(other)]);
                giving[one.min(other)].extend(moved);
            }
        }
        let mut members: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        let mut telling = BTreeSet::new();
        for (told, group) in told.iter().zip(groups.numbered()) {
            members.entry(group).or_default().push((told.report, told.index));
            if told.says_something {
                telling.insert(group);
            }
        }
        members.retain(|group, _| telling.contains(group));
        let members: Vec<_> = members.into_values().collect();
        let all = members.iter().map(|m| utterance(story, entities, m)).collect();
        Self { all, members }
    }
}

/// One quote of one report.
struct Told {
    report: usize,
    index: usize,
    sentences: Vec<SentenceId>,
    /// Stems of its content words, sorted.
    terms: Vec<u64>,
    /// Whether it gives the sense alone.
    is_indirect: bool,
    /// Whether it gives words as said, or enough of their sense.
    says_something: bool,
    /// Who is said to have said it.
    voice: Voice,
    /// Stems of its content words between quotation marks, sorted.
    quoted: Vec<u64>,
}

fn told(story: &Story<'_>, entities: &Entities) -> Vec<Told> {
    let mut all = Vec::new();
    for (report, telling) in story.tellings.iter().enumerate() {
        let nested = nested(&telling.annotation.quotes);
        for (index, quote) in telling.annotation.quotes.iter().enumerate() {
            let mut sentences = Vec::new();
            let (mut terms, mut quoted) = (Vec::new(), Vec::new());
            for &span in &quote.content {
                for sentence in telling.sentences_in(span) {
                    sentences.push(SentenceId { report, sentence });
                    let tokens = &telling.tokens[sentence];
                    let inside = || tokens.iter().filter(|t| t.is_content() && span.contains(t.span()));
                    terms.extend(inside().map(|t| t.term));
                    quoted.extend(inside().filter(|t| telling.is_quoted(t.span())).map(|t| t.term));
                }
            }
            sentences.dedup();
            terms.sort_unstable();
            quoted.sort_unstable();
            let voice = Voice::of(story, entities, report, quote);
            let is_told = quote.kind == QuoteKind::Indirect || nested[index];
            let by_somebody = quote.speaker.is_some() || !quote.source.is_empty();
            let fewest = if is_clause(telling, quote) { FEWEST_OF_CLAUSE } else { FEWEST_WORDS };
            let says_something = !is_told || (by_somebody && terms.len() >= fewest);
            let is_indirect = quote.kind == QuoteKind::Indirect;
            all.push(Told { report, index, sentences, terms, is_indirect, says_something, voice, quoted });
        }
    }
    all
}

/// Whether a quote has a subject with its verb.
fn is_clause(telling: &Telling<'_>, quote: &Quote) -> bool {
    let within = |span: Span| {
        let sentences = telling.sentences_in(span).map(|s| &telling.annotation.sentences[s].words);
        sentences.into_iter().any(|words| {
            let inside = |w: &Word| span.contains(w.span);
            words.iter().any(|w| {
                inside(w) && w.deprel.starts_with("nsubj") && w.head.is_some_and(|head| inside(&words[head]))
            })
        })
    };
    quote.content.iter().copied().any(within)
}

/// Which quotes stand within another ("she said he had called it off").
fn nested(quotes: &[Quote]) -> Vec<bool> {
    let cover = |q: &Quote| q.content.iter().copied().reduce(Span::cover).unwrap_or_default();
    let mut order: Vec<(Span, usize)> = quotes.iter().map(cover).zip(0..).collect();
    order.sort_by_key(|(span, index)| (span.start, std::cmp::Reverse(span.end), *index));
    let mut nested = vec![false; quotes.len()];
    let mut reach = 0;
    for (span, index) in order {
        nested[index] = span.end <= reach;
        reach = reach.max(span.end);
    }
    nested
}

/// Whether the quotes of two groups are of as many reports, and no two of them of two speakers.
fn may_be_one(story: &Story<'_>, entities: &Entities, told: &[Told], one: &[usize], other: &[usize]) -> bool {
    let mut pairs = one.iter().flat_map(|&a| other.iter().map(move |&b| (&told[a], &told[b])));
    pairs.all(|(a, b)| a.report != b.report && !are_two_sayings(story, entities, a, b))
}

/// Pairs of quotes that may be one utterance, most alike first.
fn candidates(
    story: &Story<'_>,
    entities: &Entities,
    told: &[Told],
    links: &Links,
) -> Vec<(f64, usize, usize)> {
    let mut by_report: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, quote) in told.iter().enumerate() {
        by_report.entry(quote.report).or_default().push(i);
    }
    let of = |report: usize| by_report.get(&report).map_or(&[][..], Vec::as_slice);
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for pair in &links.compared {
        for &a in of(pair.a).iter().take(MOST_COMPARED) {
            for &b in of(pair.b).iter().take(MOST_COMPARED) {
                if is_of_one_topic(&told[a], &told[b]) {
                    continue;
                }
                let (whole, part) = likeness(&told[a].terms, &told[b].terms);
                let is_like = whole.max(part) >= threshold(&told[a], &told[b], links)
                    && (whole >= BY_NOBODY || !is_by_nobody(story, &told[a], &told[b]));
                if (is_like || is_said_again(&told[a], &told[b]))
                    && !are_two_sayings(story, entities, &told[a], &told[b])
                {
                    found.push((whole, a, b));
                }
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    found
}

/// Whether one person is quoted twice with mostly the same words, wherever that stands: "a painful but necessary step", "the law
/// was a painful but unavoidable step".
fn is_said_again(a: &Told, b: &Told) -> bool {
    const FEWEST: usize = 3;
    const MOSTLY: f64 = 0.6;
    let (whole, _) = likeness(&a.quoted, &b.quoted);
    let is_one = a.voice.entity.is_some() && a.voice.entity == b.voice.entity;
    is_one && shared(&a.quoted, &b.quoted) >= FEWEST && whole >= MOSTLY
}

/// Whether two speakers say another thing in like words: what independent reports give to two is one utterance only where
/// they quote it word by word.
fn are_two_sayings(story: &Story<'_>, entities: &Entities, a: &Told, b: &Told) -> bool {
    let independent = story.origin_of[a.report] != story.origin_of[b.report];
    if !independent || !a.voice.is_other_than(&b.voice, entities) {
        return false;
    }
    let (one, other) = (words(story, a.report, a.index), words(story, b.report, b.index));
    a.is_indirect || b.is_indirect || !is_verbatim(&one, &other) || is_answer(&one, &other)
}

/// Words of a quote that are compared.
const MOST_WORDS: usize = 300;

/// The words of a quote of a report, in order.
pub(crate) fn words<'s, 'a>(story: &'s Story<'a>, report: usize, index: usize) -> Vec<&'s Token<'a>> {
    let telling = &story.tellings[report];
    let content = telling.annotation.quotes[index].content.iter();
    let tokens = content.flat_map(|&span| {
        let sentences = telling.sentences_in(span).flat_map(|sentence| &telling.tokens[sentence]);
        sentences.filter(move |t| span.contains(t.span()))
    });
    tokens.take(MOST_WORDS).collect()
}

/// How alike two quotes must be to be one utterance.
fn threshold(a: &Told, b: &Told, links: &Links) -> f64 {
    let aligned = a.sentences.iter().any(|&s| b.sentences.iter().any(|&t| links.aligned(s, t)));
    match (aligned, a.terms.len().min(b.terms.len())) {
        (true, 0..=3) => 0.33,
        (true, _) => 0.4,
        (false, 0..=3) => f64::INFINITY,
        (false, _) => 0.8,
    }
}

/// Whether independent reports tell only the sense of what was said, and one does not say by whom.
fn is_by_nobody(story: &Story<'_>, a: &Told, b: &Told) -> bool {
    story.origin_of[a.report] != story.origin_of[b.report]
        && (a.is_indirect || b.is_indirect)
        && !(a.voice.is_known() && b.voice.is_known())
}

/// Whether all that ties words that are only reported to others is one of several: "praised the patience of
/// her team", "her team had been tired".
fn is_of_one_topic(a: &Told, b: &Told) -> bool {
    let several = a.terms.len().min(b.terms.len()) > 1;
    (a.is_indirect || b.is_indirect) && several && shared(&a.terms, &b.terms) < 2
}

/// How many terms two sorted lists have in common.
fn shared(one: &[u64], other: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared
}

/// Dice's coefficient ("Measures of the amount of ecologic association between
/// species", 1945) of two sorted lists; and, for a long quote that holds a cut
/// one, somewhat less than the share of the cut one that it holds.
fn likeness(one: &[u64], other: &[u64]) -> (f64, f64) {
    let shared = shared(one, other) as f64;
    let (n, m) = (one.len() as f64, other.len() as f64);
    let dice = 2.0 * shared / (n + m).max(1.0);
    let contained = if n.min(m) >= 4.0 { 0.85 * shared / n.min(m) } else { 0.0 };
    (dice, contained)
}

fn utterance(story: &Story<'_>, entities: &Entities, members: &[(usize, usize)]) -> StoryQuote {
    let variants: Vec<QuoteVariant> = members.iter().map(|&(r, q)| variant(story, entities, r, q)).collect();
    StoryQuote { speaker: speaker(&variants), variants }
}

fn variant(story: &Story<'_>, entities: &Entities, report: usize, quote: usize) -> QuoteVariant {
    let quote: &Quote = &story.tellings[report].annotation.quotes[quote];
    QuoteVariant {
        kind: quote.kind,
        content: quote.content.iter().map(|&span| Evidence { report, span }).collect(),
        speaker: quote.speaker.and_then(|id| entities.of(report, id)),
        source: source(story, report, quote),
    }
}

/// Where a quote says who spoke; nothing where that is only "he", "who" or "it".
fn source(story: &Story<'_>, report: usize, quote: &Quote) -> Vec<Evidence> {
    let telling = &story.tellings[report];
    let named = quote.source.iter().any(|&span| {
        let within = telling.sentences_in(span).flat_map(|sentence| &telling.tokens[sentence]);
        within.filter(|t| span.contains(t.span())).any(|t| t.word.upos != Upos::Pron && t.is_content())
    });
    let all = quote.source.iter().map(|&span| Evidence { report, span });
    all.filter(|_| named).collect()
}

/// The speaker that most reports name; of several the one named first.
fn speaker(variants: &[QuoteVariant]) -> Option<usize> {
    let mut named: Vec<(usize, usize)> = Vec::new();
    for speaker in variants.iter().filter_map(|v| v.speaker) {
        match named.iter_mut().find(|(known, _)| *known == speaker) {
            Some((_, count)) => *count += 1,
            None => named.push((speaker, 1)),
        }
    }
    named.iter().rev().max_by_key(|(_, count)| *count).map(|(speaker, _)| *speaker)
}
