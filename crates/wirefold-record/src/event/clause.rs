//! The date of a clause whose verb only carries the event: "On 3 May talks will
//! take place".

use crate::when::Days;
use wirefold_report::{Annotation, Event, Sentence, Span, TimeKind, Upos};

/// Longer periods say little about when something is done.
const LONGEST: i32 = 31;

/// The date that stands beside the verb of which a noun that tells an event is
/// subject or object, or opens its sentence, if there is just one.
pub(super) fn date<'a>(annotation: &'a Annotation, event: &Event) -> Option<&'a str> {
    let sentence = annotation.sentences.get(event.sentence)?;
    let noun = sentence.words.iter().position(|w| w.span.overlaps(event.trigger))?;
    let carried = matches!(sentence.words[noun].relation(), "nsubj" | "obj");
    let verb = sentence.words[noun].head.filter(|_| carried && sentence.words[noun].upos == Upos::Noun)?;
    if sentence.words.get(verb)?.upos != Upos::Verb {
        return None;
    }
    let start = annotation.times.partition_point(|t| t.span.start < sentence.span.start);
    let inside = annotation.times[start..].iter().take_while(|t| t.span.end <= sentence.span.end);
    let beside = inside
        .filter(|t| t.kind == TimeKind::Date)
        .filter(|t| modifies(sentence, t.span, verb) || opens(sentence, t.span, noun));
    let mut dates = beside.filter(|t| Days::of(&t.value).is_some_and(|d| d.length() <= LONGEST));
    let only = dates.next()?;
    dates.next().is_none().then_some(only.value.as_str())
}

/// Whether the words of `span` hang on `verb`.
fn modifies(sentence: &Sentence, span: Span, verb: usize) -> bool {
    sentence.words.iter().filter(|w| w.span.overlaps(span)).any(|w| w.head == Some(verb))
}

/// Whether `span` stands before `noun` with no verb before either.
fn opens(sentence: &Sentence, span: Span, noun: usize) -> bool {
    let is_verb = |upos| matches!(upos, Upos::Verb | Upos::Aux);
    span.end <= sentence.words[noun].span.start && !sentence.words[..noun].iter().any(|w| is_verb(w.upos))
}
