//! What one report says.

use crate::{Block, Event, Meaning, Sentence, Span, TimeExpression, Whereabouts};
use jiff::civil::Date;
use std::sync::Arc;

/// Everything that was read in one report. All spans are in that report's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// The report's day.
    pub date: DocumentDate,
    /// Paragraphs, headings and furniture.
    pub blocks: Vec<Block>,
    /// Sentences of the body, with words and trees.
    pub sentences: Arc<[Sentence]>,
    /// What each sentence says as a whole; empty where nobody asked or the weights can't tell.
    pub meanings: Arc<[Meaning]>,
    /// Names (and pronouns or descriptions that were resolved), in order.
    pub mentions: Vec<Mention>,
    /// Who and what the mentions speak of. Indexed by [`EntityId`].
    pub entities: Vec<Entity>,
    /// Whom and what pronouns speak of that is never named, in order of first mention.
    pub unnamed: Vec<Chain>,
    /// Time expressions, in order.
    pub times: Vec<TimeExpression>,
    /// Quantities, in order.
    pub quantities: Vec<Quantity>,
    /// Quotes and other attributions, in order.
    pub quotes: Vec<Quote>,
    /// Events, in order.
    pub events: Vec<Event>,
}

/// The day that a report's relative times count from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentDate {
    /// The day, if known.
    pub value: Option<Date>,
    /// How it is known.
    pub basis: DateBasis,
    /// What in the text it was inferred from.
    pub evidence: Vec<Span>,
}

/// How a document date is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateBasis {
    /// The source states it.
    Metadata,
    /// The text pins it down.
    Inferred,
    /// Taken over from the story's other reports.
    Story,
    /// It is not known.
    #[default]
    None,
}

impl DateBasis {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Inferred => "inferred",
            Self::Story => "story",
            Self::None => "none",
        }
    }
}

/// Index of an [`Entity`] in its [`Annotation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// A stretch of text that names or describes an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What kind of thing it names here.
    pub kind: EntityKind,
    /// Whom or what it speaks of.
    pub entity: EntityId,
    /// A name (`true`), or a pronoun or description resolved to a name.
    pub named: bool,
}

/// Expressions of a report that speak of one person or thing which it never names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Phrases and pronouns, in order.
    pub mentions: Vec<Span>,
    /// Whether it is a person, as far as the words tell.
    pub person: bool,
}

/// Somebody or something that mentions speak of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its fullest name in the text.
    pub name: String,
    /// Its other names in the text, in order of first use.
    pub aliases: Vec<String>,
    /// What the text says that it is.
    pub roles: Vec<Role>,
    /// ISO 3166-1 alpha-3 of the country that it belongs to (a person's by role,
    /// a place's by location, a government's own).
    pub country: Option<String>,
    /// PLOVER sector ("GOV", "MIL", "REB" …).
    pub sector: Option<String>,
    /// Where it lies; empty unless it is a place that the gazetteer knows.
    pub whereabouts: Whereabouts,
}

/// An office or occupation, as the text states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// "president", "foreign minister", "expert in international relations".
    pub role: String,
    /// ISO 3166-1 alpha-3 of the country that the office serves.
    pub country: Option<String>,
    /// Where the office is held, if not in a government.
    pub organization: Option<String>,
    /// Where the text says so.
    pub evidence: Vec<Span>,
}

/// Kinds of entities, as in the output contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EntityKind {
    Person,
    Organization,
    Place,
    Group,
    Product,
    Event,
    Work,
    Other,
}

impl EntityKind {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
            Self::Product => "product",
            Self::Event => "event",
            Self::Work => "work",
            Self::Other => "other",
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        const ALL: [EntityKind; 8] = [
            EntityKind::Person,
            EntityKind::Organization,
            EntityKind::Place,
            EntityKind::Group,
            EntityKind::Product,
            EntityKind::Event,
            EntityKind::Work,
            EntityKind::Other,
        ];
        ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A number with what it counts or measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where it stands: number, bound words and unit.
    pub span: Span,
    /// Its value, or the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// How exact it is.
    pub bound: Bound,
    /// Whether it is a change rather than a level.
    pub change: Option<Change>,
    /// What it is a number of: "percent", "metre", "mile per hour", an ISO 4217
    /// code for money ("USD"), a rate of it in words ("dollar per barrel"), and
    /// for a count the noun that it counts, in the singular ("country", "Liverpool
    /// fan"). `None` for bare numbers, factors ("sixfold") and shares ("two-thirds").
    /// After the CQE scheme (Almasian et al. 2023).
    pub unit: Option<String>,
    /// The ISO 4217 code of an amount of money, or of a rate of money.
    pub currency: Option<&'static str>,
    /// The words of the noun that is counted, if it is a count: "small countries".
    pub counted: Option<Span>,
    /// What it is said of: who has or does what is counted ("Ford has 13,000
    /// workers"), what measures so much ("shares rose 6.5%"), the group of a share
    /// ("60% of workers"). `None` where the sentence names nothing.
    pub of: Option<Span>,
}

impl Quantity {
    /// The unit of a measure; `None` for counts and bare numbers.
    #[must_use]
    pub fn measure(&self) -> Option<&str> {
        self.unit.as_deref().filter(|_| self.counted.is_none())
    }

    /// The words that name the things: what is counted or, of a measure, what it
    /// is said of.
    #[must_use]
    pub fn things(&self) -> Option<Span> {
        self.counted.or(self.of)
    }
}

/// How a stated number relates to the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// "130"
    Exact,
    /// "more than 130"
    More,
    /// "at least 130"
    AtLeast,
    /// "fewer than 130"
    Less,
    /// "up to 130"
    AtMost,
    /// "about 130"
    About,
}

impl Bound {
    /// The sign in the output contract.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exact => "=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::About => "~",
        }
    }
}

/// Direction of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Change {
    Up,
    Down,
}

impl Change {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// Something that the report attributes to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// What was said; several spans where it is interrupted.
    pub content: Vec<Span>,
    /// The word that says that it was said.
    pub cue: Vec<Span>,
    /// Who said it, as the sentence puts it; empty where nobody is named.
    pub source: Vec<Span>,
    /// Who that is.
    pub speaker: Option<EntityId>,
}

/// How a quote gives the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// All of the content stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

impl QuoteKind {
    /// The name in the output contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}
