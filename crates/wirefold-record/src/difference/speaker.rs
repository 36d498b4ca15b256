//! One utterance, given to two speakers.

use super::Known;
use crate::{
    entity::{Likeness, Name},
    quote::words,
    story::Story,
    token::Token,
    tree::Tree,
    utterance::{FEWEST_WORDS, content, is_answer, is_one_utterance, is_verbatim},
};
use wirefold_report::{
    Difference, DifferenceItem, DifferenceKind, DifferenceStatus, EntityKind, Evidence, QuoteKind, Span,
    StoryEntity, Upos,
};
use wirefold_text::normal::fold;

pub(super) fn find(known: &Known<'_, '_>, found: &mut Vec<Difference>) {
    for (quote, members) in known.quotes.all.iter().zip(&known.quotes.members) {
        let mut speakers: Vec<(usize, Evidence)> = Vec::new();
        let mut said: Vec<Vec<&Token<'_>>> = Vec::new();
        for (variant, &(report, index)) in quote.variants.iter().zip(members) {
            let stated =
                |speaker: &usize| is_stated(known, report, index) && is_named(known, report, index, *speaker);
            let Some(speaker) = variant.speaker.filter(stated) else { continue };
            let here = (speaker, named_at(known, report, index));
            let is_another = |&there: &(usize, Evidence)| {
                are_two(known, there.0, speaker)
                    && is_apart(known, here, there)
                    && fold(known.story.text(here.1)) != fold(known.story.text(there.1))
                    && !may_be_one(known, here, there)
                    && ![there.0, speaker].iter().any(|&one| is_member(known, one))
            };
            let words = in_marks(known.story, report, index);
            let phrase = || content(&words).len() < FEWEST_WORDS;
            if is_title(known.story, report, &words) || is_partly_quoted(known, report, index) && phrase() {
                continue;
            }
            let is_one = |(there, other): (&(usize, Evidence), &Vec<&Token<'_>>)| {
                let origin = |report: usize| known.story.origin_of[report];
                let related = origin(there.1.report) == origin(report);
                let given_twice = || is_verbatim(&words, other) && !is_answer(&words, other);
                is_one_utterance(&words, other) && (related || given_twice())
            };
            if speakers.iter().all(is_another) && speakers.iter().zip(&said).all(is_one) {
                speakers.push(here);
                said.push(words);
            }
        }
        if let [first, rest @ ..] = speakers.as_slice() {
            let elsewhere = rest.iter().any(|(_, e)| e.report != first.1.report);
            found.extend(elsewhere.then(|| difference(known, &speakers)));
        }
    }
}

/// The words of a quote; where a report quotes but some of them, those: what it tells in its own words of the matter, others
/// tell of it, too.
fn in_marks<'s, 'a>(story: &'s Story<'a>, report: usize, index: usize) -> Vec<&'s Token<'a>> {
    let all = words(story, report, index);
    let quote = &story.tellings[report].annotation.quotes[index];
    if quote.kind != QuoteKind::Mixed {
        return all;
    }
    let text = &story.tellings[report].report.text;
    let marked = |token: &&&Token<'_>| {
        let inside = quote.content.iter().find(|span| span.contains(token.span()));
        let before = inside.and_then(|span| text.get(span.start as usize..token.span().start as usize));
        before.is_some_and(is_open)
    };
    let quoted: Vec<&Token<'_>> = all.iter().filter(marked).copied().collect();
    if quoted.is_empty() { all } else { quoted }
}

/// Whether a report quotes but some words of a quote.
fn is_partly_quoted(known: &Known<'_, '_>, report: usize, index: usize) -> bool {
    known.story.tellings[report].annotation.quotes[index].kind == QuoteKind::Mixed
}

/// Whether a quotation mark is open at the end of some text.
fn is_open(text: &str) -> bool {
    const MARKS: [(&str, &str); 3] = [("“", "”"), ("``", "''"), ("‘", "’ ")];
    let curly = MARKS.iter().any(|(open, close)| text.rfind(open) > text.rfind(close));
    curly || text.matches('"').count() % 2 == 1
}

/// Whether a quote is the title of something: "A Safer Harbour for Everybody".
fn is_title(story: &Story<'_>, report: usize, words: &[&Token<'_>]) -> bool {
    let content = content(words);
    let is_capital = |t: &&Token<'_>| {
        let word = story.text(Evidence { report, span: t.span() });
        // What is shouted is no title.
        word.starts_with(|c: char| !c.is_lowercase()) && word.contains(char::is_lowercase)
    };
    content.len() >= FEWEST_WORDS && content.iter().all(is_capital)
}

/// Whether the report says in so many words who spoke, and quotes it: whom "he", "who" or "the president" takes up is a
/// guess too weak to disagree by, and what is told in a report's own words may be another's saying of the same thing.
fn is_stated(known: &Known<'_, '_>, report: usize, index: usize) -> bool {
    let telling = &known.story.tellings[report];
    let annotation = telling.annotation;
    let quote = &annotation.quotes[index];
    let names = |span: &Span| {
        let words = annotation.sentences[telling.sentences_in(*span)].iter().flat_map(|s| &s.words);
        words.filter(|word| span.contains(word.span)).any(|word| word.upos == Upos::Propn)
    };
    quote.kind != QuoteKind::Indirect && quote.source.iter().any(names) && !is_owner(known, report, index)
}

/// "The agency's account", of which only the agency was taken for the source.
fn is_owner(known: &Known<'_, '_>, report: usize, index: usize) -> bool {
    let telling = &known.story.tellings[report];
    let last = telling.annotation.quotes[index].source.last();
    let rest = last.and_then(|span| telling.report.text.get(span.end as usize..)).unwrap_or_default();
    let rest = rest.trim_start_matches(' ');
    ["'s ", "’s ", "' ", "’ "].iter().any(|mark| rest.starts_with(mark))
}

/// Whether the words that say who spoke end in the speaker's name: an adviser of Ruiz is not Ruiz, nor a ministry its
/// filing; and a group ("the Lima liberal") may be anybody in it.
fn is_named(known: &Known<'_, '_>, report: usize, index: usize, speaker: usize) -> bool {
    let annotation = known.story.tellings[report].annotation;
    let span = annotation.quotes[index].source.first().copied().unwrap_or_default();
    let said = known.story.text(Evidence { report, span });
    let said = said.split(',').next().unwrap_or_default();
    // "Aisha Romero of the club": what follows the name says who she is.
    let said = Name::new(said.split_once(" of ").map_or(said, |(name, _)| name));
    let entity = &known.entities.all[speaker];
    let names = std::iter::once(&entity.name).chain(&entity.aliases).map(|name| Name::new(name));
    let last = said.parts.iter().rev().find(|part| part.as_str() != "s");
    let named = known.story.tellings[report].annotation.quotes[index].speaker;
    entity.kind != EntityKind::Group
        && !is_described(known, report, span, entity.kind)
        && !is_adherent(known, report, span, entity.kind)
        && !is_relayed(known, report, index, entity.kind)
        && (entity.kind == EntityKind::Person || !says_i(known, report, index))
        && entity.sector.as_deref() != Some("JRN")
        && named.is_some_and(|own| known.story.tellings[report].names(own.0))
        && last.is_some_and(|last| names.into_iter().any(|name| name.parts.contains(last)))
}

/// Whether a body's name is the singular of what the story has in the plural: "the Arden Socialist" is somebody of the
/// Socialists.
fn is_member(known: &Known<'_, '_>, speaker: usize) -> bool {
    let entity = &known.entities.all[speaker];
    let last = entity.name.split_whitespace().next_back().unwrap_or_default();
    let many = format!("{}s", fold(last));
    let mut words = known.story.tellings.iter().flat_map(|telling| &telling.tokens).flatten();
    entity.kind != EntityKind::Person && words.any(|word| word.word.upos != Upos::Verb && word.form == many)
}

/// Whether a quote speaks as one person: no body says "I".
fn says_i(known: &Known<'_, '_>, report: usize, index: usize) -> bool {
    let content = &known.story.tellings[report].annotation.quotes[index].content;
    let words =
        content.iter().flat_map(|&span| known.story.text(Evidence { report, span }).split_whitespace());
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .any(|word| matches!(word, "I" | "I'm" | "I’m"))
}

/// "The Lima liberal", "a committee chairman": an article before what is no body says that somebody is described.
fn is_described(known: &Known<'_, '_>, report: usize, source: Span, kind: EntityKind) -> bool {
    let evidence = Evidence { report, span: source };
    let Some(id) = known.story.sentence_at(evidence) else { return false };
    let tree = Tree(known.story.tokens(id));
    let text = known.story.text(evidence);
    let said = Span { end: source.start + text.split(',').next().unwrap_or_default().len() as u32, ..source };
    let Some(head) = tree.top_of(said) else { return false };
    let has_article = tree.kids(head).any(|kid| kid.word.upos == Upos::Det);
    head.word.upos != Upos::Propn || has_article && kind == EntityKind::Person
}

/// "The Lima Democrat": a word for those who belong to a party stands for one of them, though the name was taken for a body's.
fn is_adherent(known: &Known<'_, '_>, report: usize, source: Span, kind: EntityKind) -> bool {
    let said = fold(known.story.text(Evidence { report, span: source }));
    let name = said.split(',').next().unwrap_or_default();
    kind != EntityKind::Person && name.starts_with("the ") && ends_in_adherent(name)
}

fn ends_in_adherent(name: &str) -> bool {
    let mut endings = include_str!("adherents.txt").lines().filter(|line| !line.starts_with('#'));
    let last = name.split_whitespace().next_back().unwrap_or_default();
    endings.any(|ending| last.ends_with(ending))
}

/// "According to the Times", "the Times reported", which tell what others say.
fn is_relayed(known: &Known<'_, '_>, report: usize, index: usize, kind: EntityKind) -> bool {
    let cue = &known.story.tellings[report].annotation.quotes[index].cue;
    let first = cue.first().map(|&span| known.story.text(Evidence { report, span })).unwrap_or_default();
    let first = first.to_lowercase();
    kind != EntityKind::Person
        && (first.starts_with("according") || first == "reported" || first == "reports")
}

/// Whether neither sentence names the speaker of the other: where one names both, who of them spoke is a matter of how
/// it is read.
fn is_apart(known: &Known<'_, '_>, here: (usize, Evidence), there: (usize, Evidence)) -> bool {
    let names = |evidence: Evidence, speaker: usize| {
        let Some(sentence) = known.story.sentence_at(evidence) else { return false };
        let within = known.story.sentence(sentence).span;
        let mentions = &known.story.tellings[evidence.report].annotation.mentions;
        let from = mentions.partition_point(|m| m.span.end <= within.start);
        let mut inside = mentions[from..].iter().take_while(|m| m.span.start < within.end);
        inside.any(|m| known.entities.of(evidence.report, m.entity) == Some(speaker))
    };
    !names(here.1, there.0) && !names(there.1, here.0)
}

/// Whether the words that name one speaker name the other too, or two people of one surname may be one, "Ash" and "Ashley
/// Hill": they are two where a report names both, and each sentence its own in full.
fn may_be_one(known: &Known<'_, '_>, here: (usize, Evidence), there: (usize, Evidence)) -> bool {
    let parts = |speaker: usize| Name::new(known.entities.name(speaker)).parts;
    let (a, b) = (parts(here.0), parts(there.0));
    // "Ana Ruiz, the head of Helvion's press office" speaks for Helvion.
    let says =
        |evidence: Evidence, other: usize| has_words(known.story.text(evidence), known.entities.name(other));
    if says(here.1, there.0) || says(there.1, here.0) {
        return true;
    }
    let ([first, .., last], [given, .., surname]) = (a.as_slice(), b.as_slice()) else { return false };
    let named =
        |evidence: Evidence, given: &String| Name::new(known.story.text(evidence)).parts.contains(given);
    let reports = |speaker: usize| known.entities.all[speaker].members.iter().map(|(report, _)| *report);
    let in_one_report = reports(here.0).any(|report| reports(there.0).any(|other| other == report));
    last == surname && (!in_one_report || !named(here.1, first) || !named(there.1, given))
}

/// Whether a text has these words, and not only their letters: "Ashley" has no "Ash".
fn has_words(text: &str, words: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_whole = |(at, found): (usize, &str)| {
        !joins(text[..at].chars().next_back()) && !joins(text[at + found.len()..].chars().next())
    };
    !words.is_empty() && text.match_indices(words).any(is_whole)
}

/// Whether two entities are two speakers: not two names for one government.
fn are_two(known: &Known<'_, '_>, one: usize, other: usize) -> bool {
    let (a, b) = (&known.entities.all[one], &known.entities.all[other]);
    let one_name = Name::new(&a.name).likeness(&Name::new(&b.name), a.kind) != Likeness::None
        || is_part(&a.name, &b.name)
        || is_part(&b.name, &a.name);
    let persons = [a, b].iter().any(|e| e.kind == EntityKind::Person);
    one != other && !one_name && (persons || a.country.is_none() || a.country != b.country)
}

/// Whether a name says nothing that the other does not say too ("Ruiz" beside "Ana Ruiz Jr.").
fn is_part(short: &str, long: &str) -> bool {
    let words: Vec<&str> = long.split_whitespace().collect();
    short.split_whitespace().all(|word| words.contains(&word))
}

/// The words that name the speaker; the quote itself where none do.
fn named_at(known: &Known<'_, '_>, report: usize, index: usize) -> Evidence {
    let quote = &known.story.tellings[report].annotation.quotes[index];
    let span = quote.source.first().or(quote.content.first()).copied().unwrap_or_default();
    Evidence { report, span }
}

fn difference(known: &Known<'_, '_>, speakers: &[(usize, Evidence)]) -> Difference {
    let item = |&(speaker, evidence): &(usize, Evidence)| DifferenceItem {
        evidence,
        value: known.entities.name(speaker).to_owned(),
    };
    let (a, b) = (&known.entities.all[speakers[0].0], &known.entities.all[speakers[1].0]);
    let mut explanation = format!("The same words are given to {} and to {}.", a.name, b.name);
    let mut status = DifferenceStatus::Conflict;
    if let Some((person, body)) = speaks_for(a, b).or_else(|| speaks_for(b, a)) {
        if is_voice(person) || is_of(person, body) {
            status = DifferenceStatus::Compatible;
        }
        explanation.push_str(&format!(" {} may have spoken for {}.", person.name, body.name));
    }
    Difference {
        kind: DifferenceKind::QuoteSpeaker,
        status,
        items: speakers.iter().map(item).collect(),
        explanation,
    }
}

/// A person and the state or organisation that the person belongs to.
fn speaks_for<'e>(
    one: &'e StoryEntity,
    other: &'e StoryEntity,
) -> Option<(&'e StoryEntity, &'e StoryEntity)> {
    let is_person = |e: &StoryEntity| e.kind == EntityKind::Person;
    if !is_person(one) || is_person(other) {
        return None;
    }
    // Whoever speaks for the navy speaks for its fleet.
    let voice = is_voice(one) && (one.country.is_none() || other.country.is_none());
    let national = one.country.is_some() && one.country == other.country;
    (voice || national || is_of(one, other)).then_some((one, other))
}

/// Whether a person has an office of a body: the head of the police says what the police say. The office's own words
/// may name the body ("state police superintendent").
fn is_of(person: &StoryEntity, body: &StoryEntity) -> bool {
    let names: Vec<String> =
        std::iter::once(&body.name).chain(&body.aliases).map(|name| fold(name)).collect();
    person.roles.iter().any(|(role, _)| {
        let (office, organization) = (fold(&role.role), role.organization.as_deref().map(fold));
        // "New York State police superintendent", of whom "New York State" was taken for the body.
        let whole = organization.as_ref().map(|whole| format!("{whole} {office}"));
        let names_body = |name: &String| {
            is_part(name, whole.as_ref().unwrap_or(&office))
                || organization.as_ref().is_some_and(|whole| is_part(name, whole) || is_part(whole, name))
        };
        names.iter().any(names_body)
    })
}

/// Whether an office is to speak for others.
fn speaks_for_others(office: &str) -> bool {
    let office = format!(" {}", fold(office));
    let mut voices = include_str!("voices.txt").lines().filter(|line| !line.starts_with('#'));
    voices.any(|voice| office.contains(&format!(" {voice}")))
}

/// Whether it is somebody's office to speak for others.
fn is_voice(person: &StoryEntity) -> bool {
    person.roles.iter().any(|(role, _)| speaks_for_others(&role.role))
}

#[cfg(test)]
mod tests {
    use super::{ends_in_adherent, has_words, speaks_for_others};

    #[test]
    fn words_are_found_as_words() {
        for text in ["Ana Ash said", "Ash’s aide", "an aide of Ash"] {
            assert!(has_words(text, "Ash"), "{text}");
        }
        for text in ["Ashley Hill", "Nash", "ash"] {
            assert!(!has_words(text, "Ash"), "{text}");
        }
    }

    #[test]
    fn words_for_those_of_a_party_are_told_from_bodies() {
        for name in
            ["the lima democrat", "the norwegian labourite", "the veteran socialist", "the arden liberal"]
        {
            assert!(ends_in_adherent(name), "{name}");
        }
        for name in
            ["the third fleet", "the senate", "the ministry of trade", "the rescue corps", "the kremlin"]
        {
            assert!(!ends_in_adherent(name), "{name}");
        }
    }

    #[test]
    fn some_offices_are_to_speak_for_others() {
        for office in
            ["spokeswoman", "White House Press Secretary", "police press officer", "Fleet spokesperson"]
        {
            assert!(speaks_for_others(office), "{office}");
        }
        for office in ["outspoken critic", "secretary", "press baron", "officer"] {
            assert!(!speaks_for_others(office), "{office}");
        }
    }
}
