//! Political events in the words of PLOVER 2.0.

use crate::{EntityId, Span, Whereabouts};

/// One event as one sentence tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What was done.
    pub kind: EventType,
    /// PLOVER's mode for that type ("visit", "aerial").
    pub mode: Option<String>,
    /// PLOVER's contexts, alphabetical ("diplomatic", "military").
    pub contexts: Vec<String>,
    /// The word that tells it.
    pub trigger: Span,
    /// Who acts.
    pub actors: Vec<Party>,
    /// Who is acted upon.
    pub recipients: Vec<Party>,
    /// TIMEX3 value of its day or period.
    pub date: Option<String>,
    /// Where it happened.
    pub place: Option<Place>,
    /// Whether it happened.
    pub status: Status,
    /// Who says so, where the report does not say it in its own voice.
    pub according_to: Option<EntityId>,
    /// Deaths that it caused.
    pub killed: Option<u64>,
    /// Injuries that it caused.
    pub injured: Option<u64>,
    /// Index of the sentence that tells it.
    pub sentence: usize,
    /// Calibrated share of such events that are right, 0 to 1.
    pub confidence: f64,
}

/// An actor or recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Party {
    /// Where the sentence names it.
    pub span: Span,
    /// Who that is, or whose: of "Turkish police" the state.
    pub entity: Option<EntityId>,
    /// PLOVER sector that its own words tell ("Turkish *police*", "three *villagers*").
    pub sector: Option<&'static str>,
}

impl Party {
    /// A party whose words tell no sector.
    #[must_use]
    pub const fn new(span: Span, entity: Option<EntityId>) -> Self {
        Self { span, entity, sector: None }
    }
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where the text names the place.
    pub span: Span,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// What that name means.
    pub whereabouts: Whereabouts,
}

/// Whether a told event took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is told as a fact, by the report or by the one it is attributed to.
    Happened,
    /// It is still ahead.
    Future,
    /// It could, might, should happen, or is only asked for.
    Hypothetical,
    /// It is said not to have happened.
    Denied,
}

impl Status {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
        }
    }
}

/// The 16 event types of PLOVER.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of PLOVER")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl EventType {
    /// All of them, from verbal cooperation to material conflict.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// The name in PLOVER: "CONSULT".
    #[must_use]
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 16] = [
            "AGREE",
            "CONSULT",
            "SUPPORT",
            "CONCEDE",
            "COOPERATE",
            "AID",
            "RETREAT",
            "REQUEST",
            "ACCUSE",
            "REJECT",
            "THREATEN",
            "PROTEST",
            "SANCTION",
            "MOBILIZE",
            "COERCE",
            "ASSAULT",
        ];
        NAMES[self as usize]
    }

    /// The type of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// PLOVER's quad: 1 verbal cooperation, 2 material cooperation, 3 verbal
    /// conflict, 4 material conflict.
    #[must_use]
    pub fn quad(self) -> u8 {
        match self as usize {
            0..=3 => 1,
            4..=6 => 2,
            7..=10 => 3,
            _ => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EventType;

    #[test]
    fn quads_are_those_of_plover() {
        let quads: Vec<u8> = EventType::ALL.iter().map(|t| t.quad()).collect();
        assert_eq!(quads, [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4]);
        assert_eq!(EventType::from_name("AID"), Some(EventType::Aid));
    }
}
