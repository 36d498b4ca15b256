//! One line for an entry of the timeline.
//!
//! Either the words of a report or a fixed form over an event's parts; nothing is
//! worded anew.

use crate::{
    entity::Entities,
    story::{SentenceId, Story},
};
use wirefold_report::{Evidence, Sentence, Span, StoryEvent, Upos};

/// Longer lines are cut.
const LONGEST: usize = 140;

/// The clause that tells the event, if it names who acts; else its parts.
pub(super) fn of_event(story: &Story<'_>, entities: &Entities, event: &StoryEvent) -> String {
    clause(story, event).unwrap_or_else(|| parts(story, entities, event))
}

/// "Name → Name: CONSULT (visit)".
fn parts(story: &Story<'_>, entities: &Entities, event: &StoryEvent) -> String {
    let names = |parties: &[(Option<usize>, Evidence)]| -> String {
        let name = |(entity, evidence): &(Option<usize>, Evidence)| {
            entity.map_or_else(|| one_line(story.text(*evidence)), |e| entities.name(e).to_owned())
        };
        parties.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (actors, recipients) = (names(&event.actors), names(&event.recipients));
    let arrow = if actors.is_empty() || recipients.is_empty() { "" } else { " → " };
    let mode = event.event.mode.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
    let kind = event.event.kind.name();
    let colon = if actors.is_empty() && recipients.is_empty() { "" } else { ": " };
    cut(&format!("{actors}{arrow}{recipients}{colon}{kind}{mode}"))
}

/// The main words of the clause around the trigger: its subject and what the
/// verb governs, without relative clauses and what follows them.
fn clause(story: &Story<'_>, event: &StoryEvent) -> Option<String> {
    let report = event.report;
    let id = SentenceId { report, sentence: event.event.sentence };
    let sentence = story.tellings[report].annotation.sentences.get(id.sentence)?;
    let verb = sentence.words.iter().position(|w| w.span.overlaps(event.event.trigger))?;
    if sentence.words[verb].upos != Upos::Verb {
        return None;
    }
    let subject = sentence.children(verb).find(|&i| sentence.words[i].relation() == "nsubj")?;
    let named = event.actors.iter().chain(&event.recipients).filter(|(_, e)| e.report == report);
    let is_named = named.clone().any(|(_, e)| covers(sentence, subject, e.span));
    if !is_named || matches!(sentence.words[subject].upos, Upos::Pron | Upos::Det) {
        return None;
    }
    let start = sentence.words[leftmost(sentence, subject)?].span.start;
    let end = end_of_core(sentence, verb)?;
    let span = Span { start, end };
    (start < end && span.len() <= LONGEST).then(|| one_line(story.text(Evidence { report, span })))
}

fn covers(sentence: &Sentence, word: usize, span: Span) -> bool {
    sentence.subtree(word).iter().any(|&i| sentence.words[i].span.overlaps(span))
}

fn leftmost(sentence: &Sentence, word: usize) -> Option<usize> {
    sentence.subtree(word).into_iter().next()
}

/// Where the core of a clause ends: before the first comma or subordinate clause
/// after the verb.
fn end_of_core(sentence: &Sentence, verb: usize) -> Option<u32> {
    let below = sentence.subtree(verb);
    let mut end = None;
    for i in below.into_iter().filter(|&i| i >= verb) {
        let word = &sentence.words[i];
        let breaks = word.upos == Upos::Punct
            || (i > verb && matches!(word.xpos.as_str(), "WDT" | "WP" | "WRB" | "WP$"))
            || (i > verb && word.upos == Upos::Sconj);
        if breaks || end.is_some_and(|e: u32| word.span.start > e + 2) {
            break;
        }
        end = Some(word.span.end);
    }
    end
}

/// The sentence, or the part of it around a date.
pub(super) fn around(story: &Story<'_>, id: SentenceId, time: Span) -> String {
    let sentence = story.sentence(id);
    if sentence.span.len() <= LONGEST || sentence.words.is_empty() {
        return one_line(story.text(story.evidence(id)));
    }
    let words = &sentence.words;
    let at = words.iter().position(|w| w.span.end > time.start).unwrap_or(0);
    let (mut first, mut last) = (at, at);
    let length = |first: usize, last: usize| (words[last].span.end - words[first].span.start) as usize;
    loop {
        let left = first > 0 && length(first - 1, last) <= LONGEST;
        first -= usize::from(left);
        let right = last + 1 < words.len() && length(first, last + 1) <= LONGEST;
        last += usize::from(right);
        if !left && !right {
            break;
        }
    }
    let span = words[first].span.cover(words[last].span);
    let text = one_line(story.text(Evidence { report: id.report, span }));
    let (before, after) = (if first > 0 { "… " } else { "" }, if last + 1 < words.len() { " …" } else { "" });
    cut(&format!("{before}{text}{after}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(line: &str) -> String {
    if line.chars().count() <= LONGEST + 10 {
        return line.to_owned();
    }
    let short: String = line.chars().take(LONGEST).collect();
    format!("{} …", short.rsplit_once(' ').map_or(short.as_str(), |(head, _)| head))
}
