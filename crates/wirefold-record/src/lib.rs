//! The annotations of one story, merged into one [`Record`].
//!
//! What one report says is an [`Annotation`]; what the reports of a story say
//! together, each thing once and with everybody who says it, is a record. It is
//! made in stages, each a file or folder of its own:
//!
//! 1. `entity`: who is who across spellings and acronyms;
//! 2. `align`: which sentences say the same, by the measure of
//!    [`wirefold_fold::align`], by what they name in common and by what they mean;
//! 3. `event`: each event once, with the number of independent origins that tell
//!    it; `origin` counts these;
//! 4. `quote`: each utterance once, with the wording of each report;
//! 5. `difference`: where the reports differ, and what that means;
//! 6. `timeline` and `title`.
//!
//! ```
//! use wirefold_record::{LEAST_SURE, StoryFold, merge};
//! use wirefold_report::{Annotation, Report};
//!
//! let (one, other) = (Report::new("1", "Rain fell."), Report::new("2", "It rained."));
//! let nothing = Annotation::default();
//! let record = merge(&[&one, &other], &[&nothing, &nothing], &StoryFold::unrelated(2), LEAST_SURE);
//! assert_eq!((record.reports.len(), record.origins, record.outlets), (2, 2, None));
//! ```
//!
//! **Invariants.** The work grows with the number of reports, not with that of
//! their pairs (see `align::pairs`). The same input gives the same record: no
//! order comes from a hash map. Nothing is stated that no report states: a line
//! of the record is a report's words or a fixed form over an event's parts.

mod align;
mod changes;
mod difference;
mod entity;
mod event;
mod fold;
mod groups;
mod origin;
mod quote;
mod quoted;
mod story;
mod timeline;
mod title;
mod token;
mod tree;
mod utterance;
mod version;
mod voice;
pub mod when;

pub use event::LEAST_SURE;
pub use fold::StoryFold;
pub use origin::{independent, outlets};

use align::Links;
use entity::Entities;
use quote::Quotes;
use story::Story;
use wirefold_report::{Annotation, Evidence, Record, Report, Span, StoryReport};

/// Merges what the reports of one story say. `annotations` belong to `reports`
/// one by one; both, and `fold`, are in the story's order. Events less sure than
/// `least_sure`, between 0 and 1, by their surest telling are left out.
#[must_use]
pub fn merge(reports: &[&Report], annotations: &[&Annotation], fold: &StoryFold, least_sure: f64) -> Record {
    let story = Story::new(reports, annotations, fold);
    let entities = Entities::join(&story);
    let links = Links::measure(&story).refine(&story, &entities).reword(&story);
    assemble(&story, &links, entities, least_sure)
}

/// What two numbers of a story that may be values of one attribute look like, for learning what each sign counts for.
#[derive(Clone, Debug)]
pub struct NumberSigns {
    /// Where the numbers stand.
    pub evidence: [Evidence; 2],
    /// Whether a rule says that they are of two things, whatever their signs.
    pub ruled_out: bool,
    /// Whether both values can be true.
    pub compatible: bool,
    /// The signs with their names.
    pub signs: Vec<(&'static str, f64)>,
}

/// The signs of all numbers of a story's reports that may be values of one attribute; as for [`merge`].
#[must_use]
pub fn number_signs(reports: &[&Report], annotations: &[&Annotation], fold: &StoryFold) -> Vec<NumberSigns> {
    let story = Story::new(reports, annotations, fold);
    let entities = Entities::join(&story);
    let links = Links::measure(&story).refine(&story, &entities).reword(&story);
    let quotes = Quotes::join(&story, &links, &entities);
    let (links, entities, quotes) = (&links, &entities, &quotes);
    let known = difference::Known { story: &story, links, entities, quotes, events: &[], versions: &[] };
    difference::number_signs(&known)
}

fn assemble(story: &Story<'_>, links: &Links, entities: Entities, least_sure: f64) -> Record {
    let versions = version::versions(story);
    let (date, date_basis) = title::date(story);
    let mut events = event::join(story, links, &entities, least_sure);
    let quotes = Quotes::join(story, links, &entities);
    let known = difference::Known {
        story,
        links,
        entities: &entities,
        quotes: &quotes,
        events: &events,
        versions: &versions,
    };
    let differences = difference::find(&known);
    difference::mark(&mut events, &differences);
    let (title, summary) = title::of(story, &versions, &differences);
    Record {
        title,
        summary,
        date,
        date_basis,
        reports: places_in_story(story, &versions),
        outlets: outlets(story.tellings.iter().map(|telling| telling.report)),
        origins: story.origins(0..story.len()),
        timeline: timeline::of(story, &events, &entities, title::latest(story)),
        alignment: links.record(story),
        entities: entities.all,
        events,
        quotes: quotes.all,
        differences,
    }
}

fn places_in_story(story: &Story<'_>, versions: &[Option<usize>]) -> Vec<StoryReport> {
    let fold = story.fold;
    let place = |(report, taken): (usize, Option<Vec<Span>>)| StoryReport {
        copy_of: fold.copy_of.get(report).copied().flatten(),
        relation: fold.kind.get(report).copied().flatten(),
        version_of: versions[report],
        origin: fold.origin.get(report).cloned().flatten(),
        own_share: fold.own_share.get(report).copied().unwrap_or(1.0),
        own_text: taken.map(|taken| fold::between(&taken, &story.tellings[report].report.text)),
    };
    fold.taken(story.len()).into_iter().enumerate().map(place).collect()
}
