//! Speech that goes beyond the clause in which it is attributed.

use super::{
    lexicon,
    marks::{Marks, Part},
};
use wirefold_report::{Quote, QuoteKind, Sentence, Span};

/// A content span that reaches into a quotation takes in all of it, unless the
/// cue stands inside.
pub(super) fn over_quotation(marks: &Marks, content: &mut Vec<Span>, cue: &[Span]) {
    for span in content.iter_mut() {
        let outers = marks.touching(*span).map(|(_, part)| part.outer);
        let whole = outers.filter(|outer| !cue.iter().any(|c| c.overlaps(*outer))).fold(*span, Span::cover);
        *span = whole;
    }
    content.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(content.len());
    for &span in content.iter() {
        match joined.last_mut().filter(|last| last.end >= span.start) {
            Some(last) => *last = last.cover(span),
            None => joined.push(span),
        }
    }
    *content = joined;
}

/// Quotations that no cue of their own sentence takes: a sentence that is nothing
/// but quotation goes on with the quote before it.
pub(super) fn over_sentences(text: &str, sentences: &[Sentence], marks: &Marks, quotes: &mut Vec<Quote>) {
    let mut taken: Vec<Span> = quotes.iter().flat_map(|q| q.content.iter().copied()).collect();
    taken.sort_unstable();
    quotes.sort_by_key(last_end);
    let (found, mut next, mut latest) = (quotes.len(), 0, None);
    for part in marks.all().map(|(_, part)| *part).filter(|part| !is_taken(&taken, part.outer)) {
        while next < found && last_end(&quotes[next]) <= part.outer.start {
            latest = Some(next);
            next += 1;
        }
        let Some(at) = sentence_at(sentences, part.outer) else { continue };
        if alone(text, &sentences[at], part.outer) {
            latest = latest.and_then(|before| go_on(sentences, at, part, before, quotes)).or(latest);
        } else if is_speech(text, sentences[at].span, &part) {
            quotes.push(unattributed(part));
        }
    }
}

fn unattributed(part: Part) -> Quote {
    Quote {
        kind: QuoteKind::Direct,
        content: vec![part.outer],
        cue: Vec::new(),
        source: Vec::new(),
        speaker: None,
    }
}

/// Whether some content covers most of the quotation. `taken` is sorted by start.
fn is_taken(taken: &[Span], outer: Span) -> bool {
    const OVERLAPPING: usize = 16;
    let after = taken.partition_point(|t| t.start < outer.end);
    taken[after.saturating_sub(OVERLAPPING)..after]
        .iter()
        .any(|t| t.intersection(outer).is_some_and(|i| 2 * i.len() >= outer.len()))
}

fn sentence_at(sentences: &[Sentence], span: Span) -> Option<usize> {
    sentences.partition_point(|s| s.span.start <= span.start).checked_sub(1)
}

/// Whether the sentence says nothing outside of the quotation.
fn alone(text: &str, sentence: &Sentence, outer: Span) -> bool {
    let says =
        |start: u32, end: u32| start < end && Span { start, end }.of(text).contains(char::is_alphanumeric);
    !says(sentence.span.start, outer.start) && !says(outer.end, sentence.span.end)
}

/// Gives a quotation without cue to who spoke last: in the same paragraph as a
/// further part of that quote, in the next one as a quote of its own. Returns the
/// number of the quote that now holds it.
fn go_on(
    sentences: &[Sentence],
    at: usize,
    part: Part,
    before: usize,
    quotes: &mut Vec<Quote>,
) -> Option<usize> {
    let end = last_end(&quotes[before]);
    let home = sentence_at(sentences, Span { start: end - 1, end })?;
    let (block, speaker) = (sentences[at].block, quotes[before].speaker);
    let near = sentences[home].block + 2 >= block;
    if sentences[home].block == block && at <= home + 1 {
        quotes[before].content.push(part.outer);
        return Some(before);
    }
    let same = near && (part.continues || speaker.is_some());
    same.then(|| {
        quotes.push(Quote { speaker, ..unattributed(part) });
        quotes.len() - 1
    })
}

fn last_end(quote: &Quote) -> u32 {
    quote.content.iter().chain(&quote.cue).chain(&quote.source).map(|s| s.end).max().unwrap_or(0)
}

/// Whether a quotation inside a sentence gives somebody's words rather than a name.
pub(super) fn is_speech(text: &str, sentence: Span, part: &Part) -> bool {
    let inner = part.inner.of(text);
    let words: Vec<&str> = inner.split_whitespace().collect();
    let capital = |w: &&&str| w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let small = |w: &&&str| w.len() <= 3 && !capital(w);
    let title = words.iter().filter(|w| !small(w)).all(|w| capital(&w));
    let before = Span { start: sentence.start.min(part.outer.start), end: part.outer.start }.of(text);
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    words.len() > 1 && !title && !lexicon::names(last.trim_matches(|c: char| !c.is_alphanumeric()))
}
