//! What a report leaves out of the text that it shares, and what it adds.
//!
//! Only reports that share their text are asked: of two independent reports
//! neither leaves anything out. Neighbouring sentences without a counterpart make
//! one section. The earlier report is the measure; where no order is known, the
//! longer one.

use std::collections::{BTreeMap, BTreeSet};

use super::Known;
use crate::align::Pair;
use wirefold_gazetteer::country_of_demonym;
use wirefold_report::{Difference, DifferenceItem, DifferenceKind, DifferenceStatus, Evidence, Span};

/// A single sentence must have this many words, or a number, to be missed.
const FEWEST_WORDS: usize = 8;
/// Sections told of a pair of reports: the weightiest.
const MOST_SECTIONS: usize = 3;
/// Names that an explanation lists.
const MOST_NAMES: usize = 4;

/// Sentences in a row that one report has and others have not.
struct Section {
    evidence: Evidence,
    sentences: Vec<usize>,
    kind: DifferenceKind,
    missing_in: BTreeSet<usize>,
}

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    let mut sections: BTreeMap<(Evidence, DifferenceKind), Section> = BTreeMap::new();
    for &pair in known.links.compared.iter().filter(|p| p.related && is_source(known, **p)) {
        let (base, other) = order(known, pair);
        let mut of_pair = sections_of(known, pair, base, other, DifferenceKind::Omission);
        of_pair.extend(sections_of(known, pair, other, base, DifferenceKind::Addition));
        of_pair.sort_by_cached_key(|s| std::cmp::Reverse(weight(known, s)));
        for section in of_pair.into_iter().take(MOST_SECTIONS) {
            let Section { evidence, kind, ref missing_in, .. } = section;
            let missing_in = missing_in.clone();
            sections.entry((evidence, kind)).or_insert(section).missing_in.extend(missing_in);
        }
    }
    let mut sections: Vec<Section> = sections.into_values().collect();
    sections.sort_by_cached_key(|s| (std::cmp::Reverse(weight(known, s)), s.evidence));
    found.extend(sections.iter().map(|s| difference(known, s)));
}

/// A report is measured against the one that it goes back to, not against every
/// other copy of that.
fn is_source(known: &Known<'_, '_>, pair: Pair) -> bool {
    let related = |r: usize| known.story.fold.kind.get(r).is_some_and(Option::is_some);
    let source = |r: usize| known.story.fold.copy_of.get(r).copied().flatten().filter(|_| related(r));
    source(pair.a) == Some(pair.b) || source(pair.b) == Some(pair.a)
}

/// The report to measure by, and the other.
fn order(known: &Known<'_, '_>, pair: Pair) -> (usize, usize) {
    match known.story.later(pair.a, pair.b) {
        Some(later) if later == pair.a => (pair.b, pair.a),
        Some(_) => (pair.a, pair.b),
        None => {
            let words = |r: usize| known.story.tellings[r].tokens.iter().map(Vec::len).sum::<usize>();
            if words(pair.a) >= words(pair.b) { (pair.a, pair.b) } else { (pair.b, pair.a) }
        }
    }
}

fn sections_of(
    known: &Known<'_, '_>,
    pair: Pair,
    with: usize,
    without: usize,
    kind: DifferenceKind,
) -> Vec<Section> {
    let covered = covered(known, pair, with);
    let telling = &known.story.tellings[with];
    let alone: Vec<usize> = (0..covered.len()).filter(|&s| !covered[s]).collect();
    let runs = alone.chunk_by(|a, b| a + 1 == *b);
    runs.filter(|run| is_worth_telling(known, with, run))
        .map(|run| {
            let sentences = &telling.annotation.sentences;
            let span = sentences[run[0]].span.cover(sentences[run[run.len() - 1]].span);
            Section {
                evidence: Evidence { report: with, span },
                sentences: run.to_vec(),
                kind,
                missing_in: BTreeSet::from([without]),
            }
        })
        .collect()
}

/// Which sentences of a report have a counterpart in the other of the pair: an
/// aligned sentence, or a passage that the fold found shared.
fn covered(known: &Known<'_, '_>, pair: Pair, report: usize) -> Vec<bool> {
    let sentences = &known.story.tellings[report].annotation.sentences;
    let mut covered = vec![false; sentences.len()];
    for link in known.links.between(pair) {
        let end = if link.a.report == report { link.a } else { link.b };
        covered[end.sentence] = true;
    }
    if let Some(relation) = known.story.fold.relation(pair.a, pair.b) {
        let side = |p: &wirefold_report::SharedPassage| if relation.a == report { p.a } else { p.b };
        let shared: Vec<Span> = relation.shared.iter().map(side).collect();
        for (sentence, covered) in sentences.iter().zip(&mut covered) {
            let common = shared.iter().filter_map(|p| p.intersection(sentence.span)).map(Span::len);
            *covered |= common.sum::<usize>() * 2 > sentence.span.len();
        }
    }
    covered
}

fn is_worth_telling(known: &Known<'_, '_>, report: usize, run: &[usize]) -> bool {
    let tokens = &known.story.tellings[report].tokens;
    run.len() > 1 || tokens[run[0]].len() >= FEWEST_WORDS || numbers(known, report, run) > 0
}

fn numbers(known: &Known<'_, '_>, report: usize, run: &[usize]) -> usize {
    let telling = &known.story.tellings[report];
    let sentences = &telling.annotation.sentences;
    let (start, end) = (sentences[run[0]].span.start, sentences[run[run.len() - 1]].span.end);
    let quantities = &telling.annotation.quantities;
    let before = |at: u32| quantities.partition_point(|q| q.span.start < at);
    before(end).saturating_sub(before(start))
}

/// Story entities named in a section, most often named first.
fn named(known: &Known<'_, '_>, section: &Section) -> Vec<usize> {
    let report = section.evidence.report;
    let mentions = &known.story.tellings[report].annotation.mentions;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let start = mentions.partition_point(|m| m.span.start < section.evidence.span.start);
    let inside = mentions[start..].iter().take_while(|m| m.span.start < section.evidence.span.end);
    for mention in inside.filter(|m| m.named) {
        let entity = known.entities.of(report, mention.entity);
        if let Some(entity) = entity.filter(|&e| country_of_demonym(known.entities.name(e)).is_none()) {
            *counts.entry(entity).or_default() += 1;
        }
    }
    let mut named: Vec<(usize, usize)> = counts.into_iter().collect();
    named.sort_by_key(|(entity, count)| (std::cmp::Reverse(*count), *entity));
    named.into_iter().map(|(entity, _)| entity).collect()
}

/// Words, with numbers and names counting extra.
fn weight(known: &Known<'_, '_>, section: &Section) -> usize {
    let report = section.evidence.report;
    let tokens = &known.story.tellings[report].tokens;
    let words: usize = section.sentences.iter().map(|&s| tokens[s].len()).sum();
    words + 10 * numbers(known, report, &section.sentences) + 5 * named(known, section).len()
}

fn difference(known: &Known<'_, '_>, section: &Section) -> Difference {
    let value = opening(known, section);
    Difference {
        kind: section.kind,
        status: DifferenceStatus::Compatible,
        items: vec![DifferenceItem { evidence: section.evidence, value }],
        explanation: explanation(known, section),
    }
}

/// The first words of a section.
fn opening(known: &Known<'_, '_>, section: &Section) -> String {
    const WORDS: usize = 14;
    let text = known.story.text(section.evidence);
    let words: Vec<&str> = text.split_whitespace().take(WORDS + 1).collect();
    let shown = words[..words.len().min(WORDS)].join(" ");
    if words.len() > WORDS { shown + " …" } else { shown }
}

fn explanation(known: &Known<'_, '_>, section: &Section) -> String {
    let count = match section.sentences.len() {
        1 => "One sentence".to_owned(),
        n => format!("{n} sentences"),
    };
    let names: Vec<&str> =
        named(known, section).into_iter().take(MOST_NAMES).map(|e| known.entities.name(e)).collect();
    let about = if names.is_empty() { String::new() } else { format!(", naming {},", listed(&names)) };
    let verb = if section.sentences.len() == 1 { "stands" } else { "stand" };
    format!("{count}{about} {verb} in {}.", whereabouts(known, section))
}

/// Which report has a section, and which has not. Of two reports the items show
/// which is which.
fn whereabouts(known: &Known<'_, '_>, section: &Section) -> String {
    let own = known.story.label(section.evidence.report);
    match section.missing_in.iter().copied().collect::<Vec<_>>().as_slice() {
        [_] if known.story.len() == 2 => {
            "the one report but not in the other, which shares its text".to_owned()
        }
        [one] => format!("{own} but not in {}, which shares its text", known.story.label(*one)),
        many => format!("{own} but not in {} reports that share its text", many.len()),
    }
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
