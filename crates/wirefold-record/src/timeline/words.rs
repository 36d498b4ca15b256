//! One line for an entry of the timeline.
//!
//! Either the words of a report or a fixed form over an event's parts; nothing is
//! worded anew.

use crate::{
    entity::Entities,
    story::{SentenceId, Story},
};
use wirefold_report::{Evidence, Sentence, Span, StoryEvent, StoryParty, Upos, Word};
use wirefold_text::one_line;

/// Longer lines are cut.
const LONGEST: usize = 160;

/// Words above a date that are looked at, at most.
const CLIMB: usize = 8;

/// The words of the report: the clause that tells the event, what its noun
/// governs, or the sentence. Only an event without a sentence is told by its parts.
pub(super) fn of_event(story: &Story<'_>, entities: &Entities, event: &StoryEvent) -> String {
    let id = SentenceId { report: event.report, sentence: event.event.sentence };
    if story.tellings[id.report].annotation.sentences.get(id.sentence).is_none() {
        return parts(story, entities, event);
    }
    let word = story.sentence(id).words.iter().position(|w| w.span.overlaps(event.event.trigger));
    word.and_then(|word| clause(story.sentence(id), word))
        .and_then(|span| shown(story, id, span))
        .or_else(|| phrase(story, id, event))
        .unwrap_or_else(|| around(story, id, event.event.trigger))
}

/// "Name → Name: CONSULT (visit)".
fn parts(story: &Story<'_>, entities: &Entities, event: &StoryEvent) -> String {
    let names = |parties: &[StoryParty]| -> String {
        let name = |party: &StoryParty| {
            let known = party.entity.filter(|_| !party.belongs);
            known.map_or_else(|| one_line(story.text(party.evidence)), |e| entities.name(e).to_owned())
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

/// The words of the report for a date that no event has: the sentence or, of a long one, what it
/// states of that date in the report's own name. `None` where the date only tells one thing from
/// another ("last year's campaign", "the 1994 ban"): that tells nothing of what happened then.
pub(super) fn of_date(story: &Story<'_>, id: SentenceId, time: Span) -> Option<String> {
    let sentence = story.sentence(id);
    if !states(sentence) {
        return None;
    }
    let Some(top) = top_of(sentence, time) else { return Some(around(story, id, time)) };
    let word = &sentence.words[top];
    let tells_apart = matches!(word.deprel.as_ref(), "nmod:poss" | "compound" | "amod" | "nummod");
    let measures = is_measured_from(sentence, top) || is_measure(story, id, time);
    if tells_apart || is_supposed(sentence, top) || measures {
        return None;
    }
    if let Some(line) = aside(sentence, top).and_then(|span| shown(story, id, span)) {
        return Some(line);
    }
    let stated = word.head.filter(|&verb| sentence.words[verb].head.is_none() && is_long(sentence));
    let stated = stated.filter(|_| !is_said(story, id, time)).and_then(|verb| clause(sentence, verb));
    let line = stated.filter(|span| span.contains(time)).and_then(|span| shown(story, id, span));
    Some(line.unwrap_or_else(|| around(story, id, time)))
}

/// The topmost word of a date.
fn top_of(sentence: &Sentence, time: Span) -> Option<usize> {
    let inside = |i: &usize| sentence.words[*i].span.overlaps(time);
    let top = |i: &usize| inside(i) && sentence.words[*i].head.is_none_or(|head| !inside(&head));
    (0..sentence.words.len()).rfind(top)
}

/// Whether a date is only what something is held against: "lower than in 2019", "as in the same period of 2019".
fn is_measure(story: &Story<'_>, id: SentenceId, time: Span) -> bool {
    let sentence = story.sentence(id);
    let first = sentence.words.partition_point(|word| word.span.end <= time.start);
    let before = |far: usize| {
        let word = first.checked_sub(far).map(|i| &sentence.words[i]);
        word.map(|word| story.text(Evidence { report: id.report, span: word.span }).to_lowercase())
    };
    let compares = |far: usize| {
        before(far).is_some_and(|form| matches!(form.as_str(), "than" | "unlike" | "compared" | "versus"))
    };
    let opens = before(1).is_some_and(|form| matches!(form.as_str(), "in" | "on" | "at" | "with" | "to"));
    // "As in the same period of 2022".
    let same = |far: usize| before(far).as_deref() == Some("same");
    compares(1) || opens && compares(2) || before(1).as_deref() == Some("of") && same(3)
}

/// What a clause beside the main one tells of a date, with the subject that it is told of: "The bridge, which was built in
/// 1977" of a sentence on its collapse.
fn aside(sentence: &Sentence, top: usize) -> Option<Span> {
    let words = &sentence.words;
    let is_clause = |verb: &usize| {
        let word = &words[*verb];
        word.deprel == "acl:relcl" || word.relation() == "acl" && word.xpos == "VBN"
    };
    let verb = words[top].head.filter(is_clause)?;
    let noun = words[verb].head.filter(|&noun| noun < verb && words[noun].relation() == "nsubj")?;
    let is_main = words[noun].head.is_some_and(|main| words[main].head.is_none());
    let is_named = is_main && matches!(words[noun].upos, Upos::Noun | Upos::Propn);
    let last = sentence.subtree(verb).into_iter().rfind(|&i| words[i].upos != Upos::Punct)?;
    let span = Span { start: words[leftmost(sentence, noun)?].span.start, end: words[last].span.end };
    (is_named && last >= top).then_some(span)
}

/// Whether the beginning of a report tells its news with that date: "A quake struck the island on Tuesday". Who said something
/// on the day of the report is no news.
pub(super) fn is_news(story: &Story<'_>, id: SentenceId, time: Span) -> bool {
    const LEAD: usize = 3;
    let sentence = story.sentence(id);
    let verb = top_of(sentence, time).and_then(|top| sentence.words[top].head);
    let main = verb.filter(|&verb| sentence.words[verb].head.is_none() && id.sentence < LEAD);
    main.is_some_and(|verb| clause(sentence, verb).is_some()) && !is_said(story, id, time)
}

/// Whether a sentence says that something happened: "Updates from Lima, 7 April 2024." does not. One without a verb
/// ("Two dead in blast on 4 May.") says more than a place and a kind of text.
fn states(sentence: &Sentence) -> bool {
    const FEWEST: usize = 5;
    let has_verb = sentence.words.iter().any(|word| matches!(word.upos, Upos::Verb | Upos::Aux));
    let tells = |word: &&Word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv);
    has_verb || sentence.words.is_empty() || sentence.words.iter().filter(tells).count() >= FEWEST
}

/// Whether a word stands in a clause of what is only supposed or asked: "if it were to end tomorrow".
fn is_supposed(sentence: &Sentence, word: usize) -> bool {
    const SUPPOSING: [&str; 3] = ["if", "whether", "unless"];
    let supposes = |&child: &usize| {
        let word = &sentence.words[child];
        word.relation() == "mark" && SUPPOSING.iter().any(|open| word.lemma.eq_ignore_ascii_case(open))
    };
    let above = std::iter::successors(Some(word), |&at| sentence.words[at].head).take(CLIMB);
    above.into_iter().any(|at| sentence.children(at).any(|child| supposes(&child)))
}

/// Whether a date only says how long something had not been so: "the lowest since 2015", "for the first time since May".
fn is_measured_from(sentence: &Sentence, word: usize) -> bool {
    const NEAR: usize = 6;
    let words = &sentence.words;
    let since = (word.saturating_sub(NEAR)..word).rfind(|&i| words[i].lemma.eq_ignore_ascii_case("since"));
    let utmost = |word: &Word| matches!(word.xpos.as_ref(), "JJS" | "RBS") || word.lemma == "first";
    since.is_some_and(|since| words[since.saturating_sub(NEAR)..since].iter().any(utmost))
}

/// Whether that is the words of somebody else, who must not be cut off.
fn is_said(story: &Story<'_>, id: SentenceId, time: Span) -> bool {
    let quotes = &story.tellings[id.report].annotation.quotes;
    quotes.iter().any(|quote| quote.content.iter().any(|content| content.overlaps(time)))
}

fn is_long(sentence: &Sentence) -> bool {
    sentence.span.len() > LONGEST
}

/// The main words of the clause around a verb or its subject: its subject and what the
/// verb governs, without relative clauses and what follows them. Of a verb that tells
/// what was said or thought these words would tell nothing.
fn clause(sentence: &Sentence, word: usize) -> Option<Span> {
    let verb = match sentence.words[word].upos {
        Upos::Verb => word,
        _ if sentence.words[word].relation() == "nsubj" => sentence.words[word].head?,
        _ => return None,
    };
    let child = |relation: &str| sentence.children(verb).find(|&i| sentence.words[i].relation() == relation);
    let subject = child("nsubj").filter(|_| child("ccomp").is_none())?;
    if matches!(sentence.words[subject].upos, Upos::Pron | Upos::Det) || subject > verb {
        return None;
    }
    let start = sentence.words[leftmost(sentence, subject)?].span.start;
    let end = end_of_core(sentence, verb)?;
    (sentence.words[subject].span.end <= end).then_some(Span { start, end })
}

/// A noun that tells an event with what it governs: "the siege of the town in
/// May", if that says more than the noun.
fn phrase(story: &Story<'_>, id: SentenceId, event: &StoryEvent) -> Option<String> {
    const FEWEST: usize = 3;
    let sentence = story.sentence(id);
    let noun = sentence.words.iter().position(|w| w.span.overlaps(event.event.trigger))?;
    if sentence.words[noun].upos != Upos::Noun {
        return None;
    }
    let is_word = |&&i: &&usize| !matches!(sentence.words[i].upos, Upos::Adp | Upos::Punct | Upos::Sconj);
    let below = sentence.subtree(noun);
    let first = *below.iter().find(is_word).filter(|&&i| i <= noun)?;
    let span = Span { start: sentence.words[first].span.start, end: end_of_core(sentence, noun)? };
    let says = |w: &&Word| span.contains(w.span) && matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Num);
    shown(story, id, span).filter(|_| sentence.words.iter().filter(says).count() >= FEWEST)
}

fn shown(story: &Story<'_>, id: SentenceId, span: Span) -> Option<String> {
    let line = one_line(story.text(Evidence { report: id.report, span }));
    let open = |mark: char| line.matches(mark).count();
    let is_whole = open('“') == open('”') && open('"').is_multiple_of(2);
    (span.start < span.end && span.len() <= LONGEST && is_whole).then_some(line)
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
        // The hyphen of "two-day" parts nothing.
        let joins = matches!(word.lemma.as_str(), "-" | "‑")
            && end == Some(word.span.start)
            && sentence.words.get(i + 1).is_some_and(|next| next.span.start == word.span.end);
        let breaks = (word.upos == Upos::Punct && !joins && !matches!(word.xpos.as_ref(), "``" | "''"))
            || (i > verb && matches!(word.xpos.as_ref(), "WDT" | "WP" | "WRB" | "WP$"))
            || (i > verb && word.upos == Upos::Sconj);
        if breaks || end.is_some_and(|e: u32| word.span.start > e + 2) {
            break;
        }
        end = Some(word.span.end);
    }
    end
}

/// The sentence, or the part of it around a date: as many of its parts between
/// commas and dashes as fit, or words where one of these is too long.
fn around(story: &Story<'_>, id: SentenceId, time: Span) -> String {
    let sentence = story.sentence(id);
    if !is_long(sentence) || sentence.words.is_empty() {
        return one_line(story.text(story.evidence(id)));
    }
    let parts = clause_parts(sentence);
    let words: Vec<Span> = sentence.words.iter().map(|w| w.span).collect();
    let line = |span: Span| one_line(story.text(Evidence { report: id.report, span }));
    let span = widest(&parts, time).or_else(|| widest(&words, time)).unwrap_or(time);
    let spoken = |s: Span| line(s).chars().any(char::is_alphanumeric);
    let before = spoken(Span { start: sentence.span.start, end: span.start });
    let after = spoken(Span { start: span.end, end: sentence.span.end });
    let (before, after) = (if before { "… " } else { "" }, if after { " …" } else { "" });
    cut(&format!("{before}{}{after}", line(span)))
}

/// The stretches of a sentence between punctuation that separates.
fn clause_parts(sentence: &Sentence) -> Vec<Span> {
    let separates =
        |w: &Word| w.upos == Upos::Punct && matches!(w.lemma.as_str(), "," | ";" | ":" | "–" | "—");
    let runs = sentence.words.split(separates).filter(|run| !run.is_empty());
    runs.map(|run| run[0].span.cover(run[run.len() - 1].span)).collect()
}

/// The most neighbouring stretches around `time` that fit on a line together.
fn widest(stretches: &[Span], time: Span) -> Option<Span> {
    let at = stretches.iter().position(|s| s.end > time.start)?;
    let (mut first, mut last) = (at, at);
    let fits = |first: usize, last: usize| stretches[first].cover(stretches[last]).len() <= LONGEST;
    if !fits(at, at) {
        return None;
    }
    loop {
        let right = last + 1 < stretches.len() && fits(first, last + 1);
        last += usize::from(right);
        let left = first > 0 && fits(first - 1, last);
        first -= usize::from(left);
        if !left && !right {
            return Some(stretches[first].cover(stretches[last]));
        }
    }
}

fn cut(line: &str) -> String {
    if line.chars().count() <= LONGEST + 10 {
        return line.to_owned();
    }
    let short: String = line.chars().take(LONGEST).collect();
    format!("{} …", short.rsplit_once(' ').map_or(short.as_str(), |(head, _)| head))
}
