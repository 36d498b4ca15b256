//! What all the reports of one story say together.
//!
//! Reports are named by their index in the story's own list.

use crate::{
    DateBasis, EntityId, EntityKind, Event, Origin, QuoteKind, RelationKind, Role, Span, Whereabouts,
};
use jiff::civil::Date;

/// The record of one story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The title or sentence that stands for the story.
    pub title: String,
    /// What the story says in short: sentences of its reports, in order.
    pub summary: Vec<Evidence>,
    /// The story's day.
    pub date: Option<Date>,
    /// How it is known.
    pub date_basis: DateBasis,
    /// Its reports.
    pub reports: Vec<StoryReport>,
    /// Number of different outlets named; `None` where no report names one.
    pub outlets: Option<usize>,
    /// Number of independent origins of the texts.
    pub origins: usize,
    /// Everybody and everything named, most often named first.
    pub entities: Vec<StoryEntity>,
    /// Each event once.
    pub events: Vec<StoryEvent>,
    /// Each utterance once.
    pub quotes: Vec<StoryQuote>,
    /// From the past to what lies ahead.
    pub timeline: Vec<TimelineEntry>,
    /// Where the reports differ, what matters most first.
    pub differences: Vec<Difference>,
    /// Sentences that say the same in two reports.
    pub alignment: Vec<Alignment>,
}

/// A span in one report of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// Index in [`Record::reports`].
    pub report: usize,
    /// Where it stands in that report's text.
    pub span: Span,
}

/// A report's place in its story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryReport {
    /// Index in [`Record::reports`] of the report that it shares its text with.
    pub copy_of: Option<usize>,
    /// How it relates to that.
    pub relation: Option<RelationKind>,
    /// Index in [`Record::reports`] of the one of the same house of which it is a later version.
    pub version_of: Option<usize>,
    /// Where its text was first written.
    pub origin: Option<Origin>,
    /// Share of its text that no earlier report of the story has, 0 to 1.
    pub own_share: f64,
    /// The stretches of its text outside of all passages that it shares with earlier reports of the story; a few words
    /// that were changed within a passage count as reworded. `None` where it shares its text with none of them.
    pub own_text: Option<Vec<Span>>,
}

/// An entity of the story, joined over the reports.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryEntity {
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Whether a report names it; else reports only describe it ("a senior official").
    pub named: bool,
    /// Its fullest name, or how it is described.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What the reports say that it is, and where; a role's own `evidence` is empty.
    pub roles: Vec<(Role, Vec<Evidence>)>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Where it lies; empty unless it is a place that the gazetteer knows.
    pub whereabouts: Whereabouts,
    /// The reports that name it and its id there.
    pub members: Vec<(usize, EntityId)>,
    /// Where it is named.
    pub evidence: Vec<Evidence>,
}

/// An event of the story, told once.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryEvent {
    /// The fullest telling, with ids and spans of report `report`.
    pub event: Event,
    /// Index of the report whose telling that is.
    pub report: usize,
    /// Actors; none where nobody says who did it.
    pub actors: Vec<StoryParty>,
    /// Recipients.
    pub recipients: Vec<StoryParty>,
    /// Who says so, as an index in [`Record::entities`].
    pub according_to: Option<usize>,
    /// The reports that tell it.
    pub reports: Vec<usize>,
    /// How many independent origins tell it.
    pub origins: usize,
    /// The sentences that tell it.
    pub evidence: Vec<Evidence>,
    /// Indices in [`Record::differences`] of what differs about it.
    pub differs: Vec<usize>,
}

/// An actor or recipient of an event of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryParty {
    /// Who that is, or whose ("Turkish police"), as an index in [`Record::entities`]; `None` where not resolved.
    pub entity: Option<usize>,
    /// Whether it belongs to that place, body or people rather than being it.
    pub belongs: bool,
    /// PLOVER sector that its own words tell.
    pub sector: Option<&'static str>,
    /// Where it is named.
    pub evidence: Evidence,
}

/// An utterance, with the words that each report gives for it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryQuote {
    /// Who said it, as an index in [`Record::entities`].
    pub speaker: Option<usize>,
    /// How each report words it.
    pub variants: Vec<QuoteVariant>,
}

/// One report's wording of an utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteVariant {
    /// Whether it gives the words or their sense.
    pub kind: QuoteKind,
    /// Where the report says who spoke, in words that say more than "he".
    pub source: Vec<Evidence>,
    /// Where the words stand; several where interrupted.
    pub content: Vec<Evidence>,
    /// Whom this report gives them to.
    pub speaker: Option<usize>,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// TIMEX3 value.
    pub when: String,
    /// One line; words of the reports or a fixed form over an event's parts.
    pub what: String,
    /// Index in [`Record::events`], if it tells an event.
    pub event: Option<usize>,
    /// Whether it lies ahead of the story's day.
    pub ahead: bool,
    /// Where it is told.
    pub evidence: Vec<Evidence>,
}

/// Something that reports of the story say differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What differs.
    pub kind: DifferenceKind,
    /// What that means.
    pub status: DifferenceStatus,
    /// What each report says.
    pub items: Vec<DifferenceItem>,
    /// One plain English sentence.
    pub explanation: String,
}

/// What one report says in a [`Difference`].
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceItem {
    /// Where.
    pub evidence: Evidence,
    /// The normalised value or the words compared.
    pub value: String,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum DifferenceKind {
    Number,
    Time,
    Place,
    Name,
    QuoteWording,
    QuoteSpeaker,
    Hedging,
    Tense,
    Omission,
    Addition,
}

impl DifferenceKind {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Time => "time",
            Self::Place => "place",
            Self::Name => "name",
            Self::QuoteWording => "quote_wording",
            Self::QuoteSpeaker => "quote_speaker",
            Self::Hedging => "hedging",
            Self::Tense => "tense",
            Self::Omission => "omission",
            Self::Addition => "addition",
        }
    }
}

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceStatus {
    /// Both cannot be true.
    Conflict,
    /// The later report knows more.
    Update,
    /// The same words put differently.
    Wording,
    /// Both can be true.
    Compatible,
}

impl DifferenceStatus {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Update => "update",
            Self::Wording => "wording",
            Self::Compatible => "compatible",
        }
    }
}

/// Two sentences of different reports that say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alignment {
    /// In the one report.
    pub a: Evidence,
    /// In the other.
    pub b: Evidence,
    /// 0 to 1; 1 where they are the same word for word.
    pub similarity: f64,
}
