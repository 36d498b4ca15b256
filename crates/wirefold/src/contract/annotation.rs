//! `wirefold annotate`: what one report says, one JSON object a line.

use super::site::{WhereaboutsOut, whereabouts};
use super::span::{CodePoints, SpanOut};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wirefold_report::{
    Annotation, Chain, Entity, EntityId, EntityKind, Event, Mention, Party, Place, Quantity, Quote, Report,
    Role, Sentence, Span, TimeExpression,
};

/// One line of `annotate --format jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct AnnotationLine {
    pub id: String,
    pub model: String,
    pub stages: Vec<String>,
    pub language: Option<String>,
    pub published: Option<String>,
    pub date: DateOut,
    pub title: Option<String>,
    pub text: String,
    pub sentences: Vec<SentenceOut>,
    pub mentions: Vec<MentionOut>,
    /// Pronouns and descriptions resolved to an entity; names stand in `mentions`.
    pub references: Vec<MentionOut>,
    pub entities: Vec<EntityOut>,
    /// Whom and what pronouns speak of that is never named.
    pub unnamed: Vec<ChainOut>,
    pub times: Vec<TimeOut>,
    pub quantities: Vec<QuantityOut>,
    pub quotes: Vec<QuoteOut>,
    pub events: Vec<EventOut>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// The report's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct DateOut {
    pub value: Option<String>,
    pub basis: String,
    pub evidence: Vec<SpanOut>,
}

/// Where a sentence stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct SentenceOut {
    pub start: usize,
    pub end: usize,
}

/// A name, or a pronoun or description resolved to one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct MentionOut {
    #[serde(flatten)]
    pub span: SpanOut,
    pub kind: String,
    pub entity: String,
    pub head: Option<SpanOut>,
}

/// Phrases and pronouns that speak of one person or thing without a name. `kind` is
/// "person", or null where the words do not tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct ChainOut {
    pub kind: Option<String>,
    pub references: Vec<ReferenceOut>,
}

/// A phrase or pronoun with the word that governs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct ReferenceOut {
    #[serde(flatten)]
    pub span: SpanOut,
    pub head: Option<SpanOut>,
}

/// Whom or what mentions speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct EntityOut {
    pub id: String,
    pub kind: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub roles: Vec<RoleOut>,
    pub country: Option<String>,
    pub sector: Option<String>,
    /// Of places that the gazetteer knows.
    #[serde(flatten)]
    pub whereabouts: Option<WhereaboutsOut>,
}

/// What a text says that somebody is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct RoleOut {
    pub role: String,
    pub country: Option<String>,
    pub organization: Option<String>,
    pub evidence: Vec<SpanOut>,
}

/// A TIMEX3.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct TimeOut {
    #[serde(flatten)]
    pub span: SpanOut,
    #[serde(rename = "type")]
    pub kind: String,
    pub value: String,
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    pub utc: Option<String>,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct QuantityOut {
    #[serde(flatten)]
    pub span: SpanOut,
    pub value: Value,
    pub high: Option<Value>,
    pub bound: String,
    pub change: Option<String>,
    pub unit: Option<String>,
    pub currency: Option<String>,
    pub counted: Option<SpanOut>,
    pub of: Option<SpanOut>,
}

/// Something said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct QuoteOut {
    pub kind: String,
    pub content: Vec<SpanOut>,
    pub cue: Vec<SpanOut>,
    pub source: Vec<SpanOut>,
    pub speaker: Option<String>,
}

/// A PLOVER event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct EventOut {
    #[serde(rename = "type")]
    pub kind: String,
    pub mode: Option<String>,
    pub quad: u8,
    pub contexts: Vec<String>,
    pub trigger: SpanOut,
    pub actor: Vec<PartyOut>,
    pub recipient: Vec<PartyOut>,
    pub date: Option<String>,
    pub place: Option<PlaceOut>,
    pub status: String,
    pub according_to: Option<String>,
    pub killed: Option<u64>,
    pub injured: Option<u64>,
    pub sentence: usize,
    pub confidence: f64,
}

/// An actor or recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct PartyOut {
    #[serde(flatten)]
    pub span: SpanOut,
    pub entity: Option<String>,
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct PlaceOut {
    #[serde(flatten)]
    pub span: SpanOut,
    pub country: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// What it is taken for, and what else the name can mean.
    #[serde(flatten)]
    pub whereabouts: WhereaboutsOut,
}

/// The contract's shape of what one report says. `model` names the weights and
/// `stages` what ran.
#[must_use]
pub fn annotation_line(report: &Report, said: &Annotation, model: &str, stages: &[&str]) -> AnnotationLine {
    let points = CodePoints::of(report);
    let mentions = |named| {
        let wanted = said.mentions.iter().filter(move |m| m.named == named);
        wanted.map(|m| mention(&points, m, &said.sentences)).collect()
    };
    AnnotationLine {
        id: report.id.clone(),
        model: model.to_owned(),
        stages: stages.iter().map(ToString::to_string).collect(),
        language: report.language.clone(),
        published: report.published.as_ref().map(|p| p.source.clone()),
        date: DateOut {
            value: said.date.value.map(|d| d.to_string()),
            basis: said.date.basis.name().to_owned(),
            evidence: points.spans(&said.date.evidence),
        },
        title: report.title.clone(),
        text: report.given_text().to_owned(),
        sentences: said.sentences.iter().map(|s| sentence(&points, s)).collect(),
        mentions: mentions(true),
        references: mentions(false),
        entities: said.entities.iter().enumerate().map(|(i, e)| entity(&points, EntityId(i), e)).collect(),
        unnamed: said.unnamed.iter().map(|c| chain(&points, c, &said.sentences)).collect(),
        times: said.times.iter().map(|t| time(&points, t)).collect(),
        quantities: said.quantities.iter().map(|q| quantity(&points, q)).collect(),
        quotes: said.quotes.iter().map(|q| quote(&points, q)).collect(),
        events: said.events.iter().map(|e| event(&points, e)).collect(),
        extra: report.extra.clone(),
    }
}

/// "e3": an entity's name in the output.
pub(super) fn entity_name(id: EntityId) -> String {
    format!("e{}", id.0)
}

fn sentence(points: &CodePoints<'_>, sentence: &Sentence) -> SentenceOut {
    let range = sentence.span.range();
    SentenceOut { start: points.before(range.start), end: points.before(range.end) }
}

fn mention(points: &CodePoints<'_>, mention: &Mention, sentences: &[Sentence]) -> MentionOut {
    MentionOut {
        span: points.span(mention.span),
        kind: mention.kind.name().to_owned(),
        entity: entity_name(mention.entity),
        head: head_word(mention.span, sentences).map(|s| points.span(s)),
    }
}

fn chain(points: &CodePoints<'_>, chain: &Chain, sentences: &[Sentence]) -> ChainOut {
    let reference = |&span: &Span| ReferenceOut {
        span: points.span(span),
        head: head_word(span, sentences).map(|s| points.span(s)),
    };
    ChainOut {
        kind: chain.person.then(|| EntityKind::Person.name().to_owned()),
        references: chain.mentions.iter().map(reference).collect(),
    }
}

/// The word of the span that governs the others: the one whose own governor lies
/// outside.
fn head_word(span: Span, sentences: &[Sentence]) -> Option<Span> {
    let at = sentences.partition_point(|s| s.span.end <= span.start);
    let words = &sentences.get(at)?.words;
    let inside = |i: usize| span.contains(words[i].span);
    (0..words.len()).find(|&i| inside(i) && words[i].head.is_none_or(|h| !inside(h))).map(|i| words[i].span)
}

fn entity(points: &CodePoints<'_>, id: EntityId, entity: &Entity) -> EntityOut {
    EntityOut {
        id: entity_name(id),
        kind: entity.kind.name().to_owned(),
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        roles: entity.roles.iter().map(|r| role(points, r)).collect(),
        country: entity.country.clone(),
        sector: entity.sector.clone(),
        whereabouts: whereabouts(&entity.whereabouts),
    }
}

fn role(points: &CodePoints<'_>, role: &Role) -> RoleOut {
    RoleOut {
        role: role.role.clone(),
        country: role.country.clone(),
        organization: role.organization.clone(),
        evidence: points.spans(&role.evidence),
    }
}

fn time(points: &CodePoints<'_>, time: &TimeExpression) -> TimeOut {
    TimeOut {
        span: points.span(time.span),
        kind: time.kind.name().to_owned(),
        value: time.value.clone(),
        modifier: time.modifier.map(|m| m.name().to_owned()),
        utc: time.utc.map(instant),
    }
}

/// An instant to the minute, in UTC: "2023-10-17T01:30Z".
pub(super) fn instant(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%MZ").to_string()
}

fn quantity(points: &CodePoints<'_>, quantity: &Quantity) -> QuantityOut {
    QuantityOut {
        span: points.span(quantity.span),
        value: number(quantity.value),
        high: quantity.high.map(number),
        bound: quantity.bound.sign().to_owned(),
        change: quantity.change.map(|c| c.name().to_owned()),
        unit: quantity.unit.clone(),
        currency: quantity.currency.map(str::to_owned),
        counted: quantity.counted.map(|s| points.span(s)),
        of: quantity.of.map(|s| points.span(s)),
    }
}

/// A whole number without a point, as people write it; others as they are.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        return Value::from(value as i64);
    }
    Value::from(value)
}

fn quote(points: &CodePoints<'_>, quote: &Quote) -> QuoteOut {
    QuoteOut {
        kind: quote.kind.name().to_owned(),
        content: points.spans(&quote.content),
        cue: points.spans(&quote.cue),
        source: points.spans(&quote.source),
        speaker: quote.speaker.map(entity_name),
    }
}

fn event(points: &CodePoints<'_>, event: &Event) -> EventOut {
    EventOut {
        kind: event.kind.name().to_owned(),
        mode: event.mode.clone(),
        quad: event.kind.quad(),
        contexts: event.contexts.clone(),
        trigger: points.span(event.trigger),
        actor: event.actors.iter().map(|p| party(points, p)).collect(),
        recipient: event.recipients.iter().map(|p| party(points, p)).collect(),
        date: event.date.clone(),
        place: event.place.as_ref().map(|p| place(points, p)),
        status: event.status.name().to_owned(),
        according_to: event.according_to.map(entity_name),
        killed: event.killed,
        injured: event.injured,
        sentence: event.sentence,
        confidence: event.confidence,
    }
}

fn party(points: &CodePoints<'_>, party: &Party) -> PartyOut {
    PartyOut { span: points.span(party.span), entity: party.entity.map(entity_name) }
}

pub(super) fn place(points: &CodePoints<'_>, place: &Place) -> PlaceOut {
    let (latitude, longitude) = place.whereabouts.position().unzip();
    PlaceOut {
        span: points.span(place.span),
        country: place.country.clone(),
        latitude,
        longitude,
        whereabouts: (&place.whereabouts).into(),
    }
}
