//! One report to its [`Annotation`](wirefold_report::Annotation).
//!
//! A report is read in two steps. [`Reading`] is what the encoder saw: words,
//! trees and names. It is dear and depends on nothing but the text.
//! [`interpret`] decides with it, and can be asked again when more is known (a
//! story lends its day to a report that names none).

mod base;
mod coding;
mod context;
pub mod date;
pub mod entity;
pub mod event;
mod judged;
mod layout;
mod mended;
mod place;
pub mod quantity;
pub mod quote;
mod reader;
mod scan;
pub mod time;

pub use coding::Asked;
pub use context::Context;
pub use reader::{Depth, Queue, ReadError, Reader};

use std::sync::Arc;
use time::Days;
use wirefold_report::{Annotation, Block, EntityKind, Meaning, Report, Sentence, Span};

/// What the encoder saw in one report, decoded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Paragraphs, headings and furniture.
    pub blocks: Vec<Block>,
    /// Sentences of the body, with words and trees.
    pub sentences: Arc<[Sentence]>,
    /// What each sentence says as a whole; empty where nobody asked or the weights can't tell.
    pub meanings: Arc<[Meaning]>,
    /// Names, in order, not overlapping.
    pub names: Vec<(Span, EntityKind)>,
    /// What the sentences attribute: index of the sentence, and the words of the parts.
    /// Absent where the weights were trained on no attributions.
    pub quotes: Option<Vec<(usize, wirefold_encoder::Quote)>>,
    /// What the encoder says of pairs of parties, in the order of the sentences.
    pub pairs: Vec<event::Judged>,
    /// What the encoder says that words tell, in the order of the sentences and words.
    pub senses: Vec<event::Sense>,
    /// Who the encoder says acts and is acted upon in what words tell, in the order of the sentences.
    pub casts: Vec<event::Casts>,
    /// The title, where the text repeats it.
    pub title: TitleReading,
}

/// What the encoder saw in a title: it says who said what, but is no sentence of the report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TitleReading {
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What they attribute, as in [`Reading::quotes`].
    pub quotes: Vec<(usize, wirefold_encoder::Quote)>,
}

/// Decides what a report says. `lent` is the day of its story, used only if the
/// report neither states nor pins down one of its own.
#[must_use]
pub fn interpret(report: &Report, reading: &Reading, lent: Option<jiff::civil::Date>) -> Annotation {
    let text = report.text.as_str();
    let sentences = &reading.sentences;
    let found = time::recognise(text, sentences);
    let mut date = date::infer(report, &found);
    if let Some(story) = lent.filter(|_| date.value.is_none()) {
        date = date::lend(story, &found);
    }
    let entity::Resolved { mut mentions, entities, mut unnamed } =
        entity::resolve(text, &reading.blocks, sentences, &reading.names);
    let days = Days::of(text, date.value, report.published.as_ref());
    let times = time::resolve(text, sentences, &found, &date, &days, &mentions, &entities);
    let quantities = quantity::find(text, sentences, &times);
    let mut quotes = quote::find(text, sentences, reading.quotes.as_deref(), &mentions, &entities);
    quotes.extend(quote::in_title(text, &reading.title, &entities));
    quotes.sort_by_key(|q| (q.content.first().copied(), q.cue.first().copied()));
    quote::attribute(text, sentences, &quotes, &entities, &mut mentions, &mut unnamed);
    let mut said = Annotation {
        date,
        blocks: reading.blocks.clone(),
        sentences: reading.sentences.clone(),
        meanings: reading.meanings.clone(),
        mentions,
        entities,
        unnamed,
        times,
        quantities,
        quotes,
        events: Vec::new(),
    };
    said.events = event::find(&context(text, reading, &said, &days));
    quote::describe(text, &mut said);
    said
}

/// What each event of an annotation shows, its signs of confidence among it, for learning what they weigh.
#[must_use]
pub fn events_shown(report: &Report, reading: &Reading, said: &Annotation) -> Vec<event::Shown> {
    let days = Days::of(&report.text, said.date.value, report.published.as_ref());
    event::shown(&context(&report.text, reading, said, &days), &said.events)
}

/// All that events are decided with.
fn context<'a>(text: &'a str, reading: &'a Reading, said: &'a Annotation, days: &'a Days) -> Context<'a> {
    Context {
        text,
        date: said.date.value,
        days,
        sentences: &reading.sentences,
        mentions: &said.mentions,
        entities: &said.entities,
        times: &said.times,
        quantities: &said.quantities,
        quotes: &said.quotes,
        pairs: &reading.pairs,
        senses: &reading.senses,
        casts: &reading.casts,
    }
}
