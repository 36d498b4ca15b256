//! Time expressions: an executed grammar and a resolver.
//!
//! [`recognise`] reads what a text says of time, in TIMEX3's sense, without
//! knowing the report's day. [`resolve`] anchors it: weekdays and bare months by
//! the tense that governs them, "the following day" by the time told of, clock
//! times by day, zone and place.
//!
//! The types and values are those of TimeML 1.2.1 (Saurí et al. 2006).

mod asked;
mod entry;
#[cfg(test)]
mod fuzz;
mod grammar;
mod instant;
mod lexicon;
mod meaning;
mod open;
mod point;
mod present;
mod resolve;
mod tense;

pub use entry::Days;
pub use lexicon::Unit;
pub use meaning::{Clock, Counted, Found, From, Lead, Meaning, Stated, Tense, Year, Zone};

use crate::scan::{Token, passages, tokens_within};
use wirefold_report::{DocumentDate, Entity, Mention, Sentence, Span, TimeExpression};

/// Finds the time expressions of a text, in order, not overlapping. Headings and
/// by-lines are read too; what stands there belongs to no sentence.
#[must_use]
pub fn recognise(text: &str, sentences: &[Sentence]) -> Vec<Found> {
    let mut out = Vec::new();
    for passage in passages(text) {
        recognise_within(text, sentences, &tokens_within(text, passage), &mut out);
    }
    out
}

fn recognise_within(text: &str, sentences: &[Sentence], tokens: &[Token<'_>], out: &mut Vec<Found>) {
    let mut i = 0;
    while i < tokens.len() {
        if let Some(end) = grammar::title(tokens, i) {
            i = end;
            continue;
        }
        let Some(found) = grammar::read(tokens, i) else {
            i += 1;
            continue;
        };
        let span = Span::new(tokens[found.start].start, tokens[found.end - 1].end());
        let sentence = sentence_at(sentences, span);
        i = found.end;
        let tense = sentence.map_or(Tense::Unknown, |s| tense::tense(text, &sentences[s], span));
        // "He was soon released" tells of nothing ahead.
        if tense == Tense::Past && span.of(text).eq_ignore_ascii_case("soon") {
            continue;
        }
        out.push(Found {
            span,
            meaning: found.meaning,
            modifier: found.modifier,
            sentence,
            tense,
            lead: tense::lead(text, span),
        });
    }
}

fn sentence_at(sentences: &[Sentence], span: Span) -> Option<usize> {
    let index = sentences.partition_point(|s| s.span.end <= span.start);
    sentences.get(index).filter(|s| s.span.overlaps(span)).map(|_| index)
}

/// Gives them their values, counted from the report's day or from that of the entry that they stand in.
#[must_use]
pub fn resolve(
    text: &str,
    sentences: &[Sentence],
    found: &[Found],
    date: &DocumentDate,
    days: &Days,
    mentions: &[Mention],
    entities: &[Entity],
) -> Vec<TimeExpression> {
    let places = instant::Places { text, sentences, mentions, entities };
    resolve::resolve(found, date.value, days, &places)
}

/// Whether a word names a unit of time ("years").
pub(crate) fn is_unit(word: &str) -> bool {
    lexicon::is_unit(word)
}
