//! "I" inside a quotation is whoever is quoted.

use super::marks::Marks;
use std::collections::BTreeMap;
use wirefold_report::{Chain, Entity, EntityId, EntityKind, Mention, Quote, Sentence, Span, Upos};

/// Adds the mentions in which the quoted speak of themselves, and takes them out of
/// the chains without a name. `mentions` stay in the order of the text.
pub fn attribute(
    text: &str,
    sentences: &[Sentence],
    quotes: &[Quote],
    entities: &[Entity],
    mentions: &mut Vec<Mention>,
    unnamed: &mut Vec<Chain>,
) {
    let marks = Marks::new(text, sentences);
    let mut spoken = by_quote(text, sentences, quotes, entities, &marks);
    for chain in unnamed.iter_mut() {
        let speakers: Vec<EntityId> =
            chain.mentions.iter().filter_map(|s| spoken.get(s).copied().flatten()).collect();
        let only = speakers.first().filter(|&first| speakers.iter().all(|s| s == first));
        let quoted = chain.mentions.iter().all(|&s| marks.around(s).is_some());
        if let Some(&speaker) = only.filter(|_| quoted) {
            spoken.extend(chain.mentions.iter().map(|&s| (s, Some(speaker))));
        }
        chain.mentions.retain(|s| spoken.get(s).copied().flatten().is_none());
    }
    unnamed.retain(|chain| chain.mentions.len() > 1);
    mentions.retain(|m| !is_he(text, m) || !says(quotes, &marks, m));
    mentions.extend(spoken.into_iter().filter_map(|(span, speaker)| {
        Some(Mention { span, kind: EntityKind::Person, entity: speaker?, named: false })
    }));
    mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.entity.0));
}

fn is_he(text: &str, mention: &Mention) -> bool {
    let form = mention.span.of(text).to_lowercase();
    matches!(form.as_str(), "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself")
}

/// Whether a mention stands in the words of the one it speaks of: nobody calls
/// himself "he".
fn says(quotes: &[Quote], marks: &Marks, mention: &Mention) -> bool {
    const LONGEST: usize = 40;
    if marks.around(mention.span).is_none() {
        return false;
    }
    let after = quotes.partition_point(|q| q.content.first().is_some_and(|c| c.start <= mention.span.start));
    quotes[after.saturating_sub(LONGEST)..after].iter().any(|quote| {
        let own = quote.speaker == Some(mention.entity);
        own && quote.content.iter().any(|c| c.contains(mention.span))
    })
}

/// The pronouns of the first person in the words of a person, with that person;
/// `None` where two quotes claim one.
fn by_quote(
    text: &str,
    sentences: &[Sentence],
    quotes: &[Quote],
    entities: &[Entity],
    marks: &Marks,
) -> BTreeMap<Span, Option<EntityId>> {
    let mut spoken: BTreeMap<Span, Option<EntityId>> = BTreeMap::new();
    for quote in quotes {
        let person = |id: &EntityId| entities.get(id.0).is_some_and(|e| e.kind == EntityKind::Person);
        let Some(speaker) = quote.speaker.filter(person) else { continue };
        for &span in &quote.content {
            for own in first_persons(text, sentences, span).filter(|&own| marks.around(own).is_some()) {
                let entry = spoken.entry(own).or_insert(Some(speaker));
                *entry = entry.filter(|&known| known == speaker);
            }
        }
    }
    spoken
}

/// "I", "me", "my" within a span.
fn first_persons<'a>(
    text: &'a str,
    sentences: &'a [Sentence],
    span: Span,
) -> impl Iterator<Item = Span> + use<'a> {
    let from = sentences.partition_point(|s| s.span.end <= span.start);
    let near = sentences[from..].iter().take_while(move |s| s.span.start < span.end);
    let own = move |form: &str| matches!(form.to_lowercase().as_str(), "i" | "me" | "my" | "mine" | "myself");
    near.flat_map(|s| &s.words)
        .filter(move |w| w.upos == Upos::Pron && span.contains(w.span) && own(w.span.of(text)))
        .map(|w| w.span)
}
