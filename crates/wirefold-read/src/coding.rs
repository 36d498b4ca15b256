//! The reading model for those who bring their own parties or sentences.

use crate::event::{self, Coded, Given, Shares, may_act, may_tell, propose};
use crate::reader::{Shelf, meaning, reading, words};
use crate::time::Days;
use crate::{ReadError, Reader, Reading};
use wirefold_encoder::{Asking, Parties};
use wirefold_report::{Meaning, Report, Span};
use wirefold_text::{Layout, split_blocks};

/// A text and two parties in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// One or a few sentences.
    pub text: String,
    /// Who acts.
    pub actor: Vec<Span>,
    /// Who is acted upon; may be empty.
    pub recipient: Vec<Span>,
}

/// A longer text is judged by the sentences that hold the parties.
const MOST_WORDS: usize = 160;

impl Reader {
    /// What the first party does to the second, text by text.
    ///
    /// # Errors
    /// If the model cannot be run.
    pub fn code(&self, asked: &[Asked]) -> Result<Vec<Coded>, ReadError> {
        let mut batch = Batch::of(asked);
        let sentences: Vec<&[&str]> = batch.sentences.iter().map(|s| s.words.as_slice()).collect();
        let pairs = |at: usize, part: std::ops::Range<usize>, read: &wirefold_encoder::Reading| {
            let given = batch.sentences[at].given.as_ref();
            given.map_or_else(|| propose(read), |given| given.inside(&part).into_iter().collect())
        };
        let read = self.encoder.read_asked(
            &sentences,
            Asking { pairs: &pairs, senses: &may_tell, casts: &may_act, ..Asking::NOTHING },
            &|_| {},
        )?;
        let labels = self.encoder.labels();
        let shares: Vec<Option<Shares>> = batch
            .whole
            .iter()
            .map(|&at| read[at].pairs.first().and_then(|pair| Shares::new(&labels.roots, &pair.roots)))
            .collect();
        let mut shelf = Shelf::new(read, &batch.places);
        let layouts = std::mem::take(&mut batch.layouts).into_iter().zip(&batch.places);
        let readings = layouts.map(|(layout, places)| reading(layout, places, &mut shelf, labels, false));
        Ok(asked.iter().zip(readings).zip(&shares).map(|((a, r), s)| coded(a, &r, s.as_ref())).collect())
    }

    /// What sentences say as a whole; `None` for one without words.
    ///
    /// # Errors
    /// If the model cannot be run.
    pub fn meanings(&self, texts: &[&str]) -> Result<Vec<Option<Meaning>>, ReadError> {
        let words: Vec<Vec<&str>> = texts
            .iter()
            .map(|text| {
                let layout = split_blocks(text);
                layout.sentences.iter().flat_map(|s| &s.words).map(|w| w.of(text)).collect()
            })
            .collect();
        let sentences: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
        let asking = Asking { direction: &|_| true, ..Asking::NOTHING };
        let read = self.encoder.read_asked(&sentences, asking, &|_| {})?;
        Ok(read.into_iter().map(|reading| reading.direction.map(meaning)).collect())
    }
}

fn coded(asked: &Asked, reading: &Reading, shares: Option<&Shares>) -> Coded {
    let report = Report { text: asked.text.clone(), ..Report::default() };
    let said = crate::interpret(&report, reading, None);
    let days = Days::default();
    let context = crate::context(&report.text, reading, &said, &days);
    event::code(&context, Given { actor: &asked.actor, recipient: &asked.recipient }, shares)
}

/// Texts cut into sentences; a text of several is also read as one, as the head for pairs was taught.
struct Batch<'a> {
    layouts: Vec<Layout>,
    sentences: Vec<ToRead<'a>>,
    /// For each text the indices of its sentences, and that of what is judged.
    places: Vec<Vec<usize>>,
    whole: Vec<usize>,
}

struct ToRead<'a> {
    words: Vec<&'a str>,
    given: Option<Parties>,
}

impl<'a> Batch<'a> {
    fn of(asked: &'a [Asked]) -> Self {
        let mut batch =
            Self { layouts: Vec::new(), sentences: Vec::new(), places: Vec::new(), whole: Vec::new() };
        for one in asked {
            let layout = split_blocks(&one.text);
            let first = batch.sentences.len();
            let plain = layout.sentences.iter().map(|s| ToRead { words: words(&one.text, s), given: None });
            batch.sentences.extend(plain);
            batch.places.push((first..batch.sentences.len()).collect());
            let judged = stretch(&layout, one);
            let given = Some(parties(&judged, one));
            if layout.sentences.len() == 1 {
                batch.sentences[first].given = given;
                batch.whole.push(first);
            } else {
                let words = judged.iter().map(|w| w.of(&one.text)).collect();
                batch.whole.push(batch.sentences.len());
                batch.sentences.push(ToRead { words, given });
            }
            batch.layouts.push(layout);
        }
        batch
    }
}

/// The words by which a pair is judged.
fn stretch(layout: &Layout, asked: &Asked) -> Vec<Span> {
    let all: usize = layout.sentences.iter().map(|s| s.words.len()).sum();
    let sides = || asked.actor.iter().chain(&asked.recipient);
    let holds = |at: &usize| sides().any(|span| span.overlaps(layout.sentences[*at].span));
    let within = (0..layout.sentences.len()).filter(holds);
    let (from, to) = if all <= MOST_WORDS {
        (0, layout.sentences.len())
    } else {
        within.fold((usize::MAX, 0), |(from, to), at| (from.min(at), to.max(at + 1)))
    };
    layout.sentences.get(from..to).unwrap_or_default().iter().flat_map(|s| &s.words).copied().collect()
}

fn parties(words: &[Span], asked: &Asked) -> Parties {
    let touched = |spans: &[Span]| {
        let inside = |word: &Span| spans.iter().any(|span| span.overlaps(*word));
        words.iter().enumerate().filter(|(_, word)| inside(word)).map(|(at, _)| at).collect()
    };
    Parties { actor: touched(&asked.actor), recipient: touched(&asked.recipient) }
}
