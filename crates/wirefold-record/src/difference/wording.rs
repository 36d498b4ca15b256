//! Other words between the same quotation marks.
//!
//! Two translators of one utterance choose other words; the reader who wants the
//! wording needs to know. Quoted stretches of sentences that say the same are
//! paired by their words, and what differs is shown with the nearest word that
//! both have.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Known, paraphrase, two};
use crate::{
    align::Knot,
    changes::{Change, changes},
    story::{SentenceId, Story, Telling},
    token::Token,
};
use wirefold_report::{Difference, DifferenceKind, DifferenceStatus, Evidence, Span, Upos};

/// Changes with no more words than this between them are shown as one.
const NEAR: usize = 1;
/// A change that makes one side this many words longer is a cut, not a wording.
const CUT: usize = 8;
/// Stretches worded wholly otherwise must have this share of their content in
/// common to be one utterance.
const SAME_UTTERANCE: f64 = 0.22;
/// Sentences must be this alike for one to tell what the other quotes.
const ALIKE_ENOUGH_TO_PARAPHRASE: f64 = 0.5;
/// Stretches that the sentences of a knot are read for, and words of each.
const MOST_STRETCHES: usize = 64;
const MOST_WORDS: usize = 400;
/// An editor's bracket is no longer than this.
const LONGEST_BRACKET: usize = 200;
/// Stretches are paired from this likeness on.
const ALIKE: f64 = 0.3;

/// The words of one quoted stretch that stand in the sentences of a knot.
struct Stretch<'s, 'a> {
    report: usize,
    words: Vec<&'s Token<'a>>,
    /// Stems of the content words just before and after it.
    beside: BTreeSet<u64>,
}

pub(super) fn find(known: &Known<'_, '_>, knot: &Knot, found: &mut Vec<Difference>) {
    let (a, b) = (stretches(known.story, &knot.a), stretches(known.story, &knot.b));
    let pairs = paired(&a, &b);
    for &(i, j) in &pairs {
        compare(known.story, &a[i], &b[j], knot.related, found);
    }
    if knot.similarity >= ALIKE_ENOUGH_TO_PARAPHRASE {
        let alone = |i: &usize, of: fn(&(usize, usize)) -> usize| !pairs.iter().any(|p| of(p) == *i);
        for i in (0..a.len()).filter(|i| alone(i, |p| p.0)) {
            found.extend(told_otherwise(known.story, &a[i], &knot.b));
        }
        for j in (0..b.len()).filter(|j| alone(j, |p| p.1)) {
            found.extend(told_otherwise(known.story, &b[j], &knot.a));
        }
    }
}

/// The same where one utterance stands in sentences that otherwise say two things.
pub(super) fn find_said(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    for members in &known.quotes.members {
        let Some((&first, others)) = members.split_first() else { continue };
        for &other in others.iter().filter(|other| other.0 != first.0) {
            let ids = [first, other].map(|(report, index)| sentences(known.story, report, index));
            let is_aligned = ids[0].iter().any(|&a| ids[1].iter().any(|&b| known.links.aligned(a, b)));
            if is_aligned || ids.iter().any(Vec::is_empty) {
                continue;
            }
            let (a, b) = (stretches(known.story, &ids[0]), stretches(known.story, &ids[1]));
            for (i, j) in paired(&a, &b) {
                compare(known.story, &a[i], &b[j], false, found);
            }
        }
    }
}

/// The sentences in which a quote of a report stands.
fn sentences(story: &Story<'_>, report: usize, index: usize) -> Vec<SentenceId> {
    let telling = &story.tellings[report];
    let within =
        |span: &Span| telling.sentences_in(*span).map(move |sentence| SentenceId { report, sentence });
    let mut ids: Vec<SentenceId> = telling.annotation.quotes[index].content.iter().flat_map(within).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn told_otherwise(story: &Story<'_>, quoted: &Stretch<'_, '_>, ids: &[SentenceId]) -> Option<Difference> {
    let words = &quoted.words;
    let told = paraphrase::of(story, words, ids)?;
    let span = words[0].span().cover(words[words.len() - 1].span());
    let quote = Evidence { report: quoted.report, span };
    let explanation = "Quoted by one report, told in words of its own by the other.".to_owned();
    let mut items = [(quote, story.text(quote).to_owned()), (told, story.text(told).to_owned())];
    items.sort_by_key(|(evidence, _)| *evidence);
    Some(two(DifferenceKind::QuoteWording, DifferenceStatus::Wording, items, explanation))
}

fn stretches<'s, 'a>(story: &'s Story<'a>, ids: &[SentenceId]) -> Vec<Stretch<'s, 'a>> {
    let mut words: BTreeMap<usize, Vec<&Token<'a>>> = BTreeMap::new();
    for &id in ids {
        let telling = &story.tellings[id.report];
        for token in story.tokens(id) {
            let stretch = telling.quoted_around(token.span());
            if let Some(stretch) = stretch.filter(|&s| !in_brackets(telling, s, token.span())) {
                let words = words.entry(stretch).or_default();
                if words.len() < MOST_WORDS {
                    words.push(token);
                }
            }
        }
    }
    let report = ids[0].report;
    let beside = |words: &[&Token<'_>]| beside(story, ids, words);
    let words = words.into_values().take(MOST_STRETCHES);
    words.map(|words| Stretch { report, beside: beside(&words), words }).collect()
}

/// What stands in brackets within a quote is the editor's.
fn in_brackets(telling: &Telling<'_>, stretch: usize, word: Span) -> bool {
    let quoted = telling.quoted[stretch];
    let near = (word.start as usize).saturating_sub(LONGEST_BRACKET).max(quoted.start as usize);
    let text = &telling.report.text;
    let before = &text[text.ceil_char_boundary(near)..word.start as usize];
    let open = before.rfind(['(', '[']);
    open.is_some_and(|at| !before[at..].contains([')', ']']))
}

fn beside(story: &Story<'_>, ids: &[SentenceId], words: &[&Token<'_>]) -> BTreeSet<u64> {
    let (first, last) = (words[0].span(), words[words.len() - 1].span());
    let all = || ids.iter().flat_map(|&id| story.tokens(id)).filter(|t| t.is_content());
    let before = all().rfind(|t| t.span().end <= first.start);
    let after = all().find(|t| t.span().start >= last.end);
    before.into_iter().chain(after).map(|t| t.term).collect()
}

/// Pairs stretches by their words, best first; then those left over that stand
/// beside the same words.
fn paired(a: &[Stretch<'_, '_>], b: &[Stretch<'_, '_>]) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (i, one) in a.iter().enumerate() {
        for (j, other) in b.iter().enumerate() {
            let neighbours = if one.beside.is_disjoint(&other.beside) { 0.0 } else { 0.1 };
            scored.push((likeness(one, other) + neighbours, i, j));
        }
    }
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut pairs = Vec::new();
    for (score, i, j) in scored {
        let short = a[i].words.len().max(b[j].words.len()) <= 3;
        let enough = score > ALIKE || (score > 0.0 && short);
        if enough && !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

/// Share of the words of the shorter stretch that are akin to one of the other.
fn likeness(one: &Stretch<'_, '_>, other: &Stretch<'_, '_>) -> f64 {
    let (few, many) = if one.words.len() <= other.words.len() {
        (&one.words, &other.words)
    } else {
        (&other.words, &one.words)
    };
    let content: Vec<_> = few.iter().filter(|t| t.is_content()).collect();
    let compared: Vec<_> = if content.is_empty() { few.iter().collect() } else { content };
    let akin = compared.iter().filter(|t| many.iter().any(|m| t.akin(m))).count();
    akin as f64 / compared.len().max(1) as f64
}

fn compare(
    story: &Story<'_>,
    one: &Stretch<'_, '_>,
    other: &Stretch<'_, '_>,
    related: bool,
    found: &mut Vec<Difference>,
) {
    let (a, b) = (&one.words, &other.words);
    let all = changes(a, b, |x, y| x.same(y));
    let changed: usize = all.iter().map(|c| c.a.len() + c.b.len()).sum();
    let kept = (a.len() + b.len() - changed) / 2;
    if !related && kept * 2 < a.len().max(b.len()) {
        return; // who was quoted by two reporters said more than one thing
    }
    let cut = |c: &Change| is_cut(story, one, &c.a) || is_cut(story, other, &c.b);
    let told: Vec<Change> = all.into_iter().filter(|c| matters(a, b, c) && !cut(c)).collect();
    let whole = Change { a: 0..a.len(), b: 0..b.len() };
    let reworded = told.len() > 1 && changed * 2 > a.len() + b.len();
    let told = match reworded {
        true if shared_content(a, b) < SAME_UTTERANCE => return,
        true => vec![whole],
        false => near_ones_joined(told),
    };
    for change in told {
        let x = Evidence { report: one.report, span: shown(a, &change.a) };
        let y = Evidence { report: other.report, span: shown(b, &change.b) };
        let items = [(x, story.text(x).to_owned()), (y, story.text(y).to_owned())];
        let explanation =
            "One utterance in two wordings, between quotation marks in both reports.".to_owned();
        found.push(two(DifferenceKind::QuoteWording, DifferenceStatus::Wording, items, explanation));
    }
}

/// Whether a report marks words as left out where the other has some.
fn is_cut(story: &Story<'_>, stretch: &Stretch<'_, '_>, changed: &Range<usize>) -> bool {
    let words = &stretch.words;
    if !changed.is_empty() || changed.start == 0 || changed.start == words.len() {
        return false;
    }
    let gap = Span { start: words[changed.start - 1].span().end, end: words[changed.start].span().start };
    let gap = story.text(Evidence { report: stretch.report, span: gap });
    gap.contains('…') || gap.contains("..")
}

/// Share of the content words of both that the other has, too (Dice).
fn shared_content(a: &[&Token<'_>], b: &[&Token<'_>]) -> f64 {
    let content = |words: &[&Token<'_>]| words.iter().filter(|t| t.is_content()).count();
    let akin = a.iter().filter(|t| t.is_content() && b.iter().any(|o| o.is_content() && t.akin(o))).count();
    2.0 * akin as f64 / (content(a) + content(b)).max(1) as f64
}

/// Whether a change is one of wording: no cut at an end, no mere article.
fn matters(a: &[&Token<'_>], b: &[&Token<'_>], change: &Change) -> bool {
    let (x, y) = (&a[change.a.clone()], &b[change.b.clone()]);
    let at_an_end = change.a.start == 0 || change.a.end == a.len();
    if (x.is_empty() || y.is_empty()) && at_an_end {
        return false;
    }
    if x.len().abs_diff(y.len()) >= CUT || letters(x) == letters(y) {
        return false;
    }
    let light = |t: &&Token<'_>| {
        let closed = matches!(t.word.upos, Upos::Det | Upos::Adp | Upos::Part | Upos::Cconj | Upos::Sconj);
        (closed || t.word.xpos.starts_with('W')) && !t.is_negation()
    };
    let only_added = x.is_empty() || y.is_empty();
    let light_added = |t: &&Token<'_>| light(t) || (t.word.upos == Upos::Aux && only_added);
    !x.iter().chain(y).all(light_added)
}

/// "U.S." and "US" are one word.
fn letters(words: &[&Token<'_>]) -> String {
    words.iter().flat_map(|t| t.form.chars()).filter(|c| c.is_alphanumeric()).collect()
}

fn near_ones_joined(all: Vec<Change>) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    for change in all {
        match joined.last_mut() {
            Some(last) if change.a.start - last.a.end <= NEAR => {
                last.a.end = change.a.end;
                last.b.end = change.b.end;
            }
            _ => joined.push(change),
        }
    }
    joined
}

/// The changed words with what stands beside them: the nearest content word on
/// the left, and all up to a noun or verb near by on the right.
fn shown(words: &[&Token<'_>], changed: &Range<usize>) -> Span {
    const REACH: usize = 4;
    let rest = &words[changed.end..];
    let heavy = |t: &&Token<'_>| matches!(t.word.upos, Upos::Noun | Upos::Propn | Upos::Verb);
    let noun = rest.iter().take(REACH).position(heavy);
    let after = noun.or_else(|| rest.iter().position(|t| t.is_content()));
    let start = words[..changed.start].iter().rposition(|t| t.is_content()).unwrap_or(changed.start);
    let end = after.map_or(words.len(), |p| changed.end + p + 1);
    words[start.min(words.len() - 1)].span().cover(words[end - 1].span())
}
