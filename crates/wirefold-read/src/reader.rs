//! Text to [`Reading`]s: the dear step, done once for each different sentence.

use crate::Reading;
use std::collections::HashMap;
use wirefold_encoder::{Encoder, EncoderError};
use wirefold_report::{EntityKind, Report, Sentence, Span, Upos, Word};
use wirefold_text::{Layout, Split, split, split_whole};

/// How much of each report is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// The first sentences: enough for who, what and where.
    Lead,
    /// All of the running text.
    #[default]
    Full,
    /// Headings, by-lines and furniture as well: what a treebank would hold.
    Whole,
}

/// Sentences that [`Depth::Lead`] reads.
const LEAD: usize = 3;

/// The reading model could not be opened or run: a fault of the build, never of a text.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ReadError(#[from] EncoderError);

/// The reading model, loaded.
#[derive(Debug)]
pub struct Reader {
    encoder: Encoder,
}

/// A batch of reports, laid out: each different sentence stands once in the queue,
/// however many reports carry it.
#[derive(Debug)]
pub struct Queue<'a> {
    layouts: Vec<Layout>,
    sentences: Vec<Vec<&'a str>>,
    /// For each report the queue's index of each of its sentences.
    places: Vec<Vec<usize>>,
}

impl<'a> Queue<'a> {
    /// Lays out a batch.
    #[must_use]
    pub fn of(reports: &'a [Report], depth: Depth) -> Self {
        let mut queue = Self { layouts: Vec::new(), sentences: Vec::new(), places: Vec::new() };
        let mut seen: HashMap<Vec<&'a str>, usize> = HashMap::new();
        for report in reports {
            let lay_out = if depth == Depth::Whole { split_whole } else { split };
            let mut layout = lay_out(report.title.as_deref(), &report.text);
            if depth == Depth::Lead {
                layout.sentences.truncate(LEAD);
            }
            let places =
                layout.sentences.iter().map(|s| queue.place(&mut seen, words(&report.text, s))).collect();
            queue.places.push(places);
            queue.layouts.push(layout);
        }
        queue
    }

    /// How many different sentences there are to read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    fn place(&mut self, seen: &mut HashMap<Vec<&'a str>, usize>, words: Vec<&'a str>) -> usize {
        *seen.entry(words).or_insert_with_key(|words| {
            self.sentences.push(words.clone());
            self.sentences.len() - 1
        })
    }
}

fn words<'a>(text: &'a str, sentence: &Split) -> Vec<&'a str> {
    sentence.words.iter().map(|w| w.of(text)).collect()
}

impl Reader {
    /// Opens the embedded model. `threads` read at a time.
    ///
    /// # Errors
    /// If the embedded weights cannot be loaded.
    pub fn open(threads: usize) -> Result<Self, ReadError> {
        Ok(Self { encoder: Encoder::open(&wirefold_models::ENGLISH, threads)? })
    }

    /// Reads a batch: one reading a report, in order. `progress` is told how many
    /// sentences were just read, from the thread that read them.
    ///
    /// # Errors
    /// If the model cannot be run.
    pub fn read(
        &self,
        queue: Queue<'_>,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Reading>, ReadError> {
        let sentences: Vec<&[&str]> = queue.sentences.iter().map(Vec::as_slice).collect();
        let read = self.encoder.read_with(&sentences, progress)?;
        let mut read = Shelf::new(read, &queue.places);
        let reports = queue.layouts.into_iter().zip(&queue.places);
        Ok(reports.map(|(layout, places)| reading(layout, places, &mut read)).collect())
    }
}

/// What the encoder read, given out once for each report that wants it: the last one
/// gets it whole, so that a long text does not lie in memory twice.
struct Shelf {
    read: Vec<wirefold_encoder::Reading>,
    wanted: Vec<usize>,
}

impl Shelf {
    fn new(read: Vec<wirefold_encoder::Reading>, places: &[Vec<usize>]) -> Self {
        let mut wanted = vec![0; read.len()];
        places.iter().flatten().for_each(|&place| wanted[place] += 1);
        Self { read, wanted }
    }

    fn take(&mut self, place: usize) -> wirefold_encoder::Reading {
        self.wanted[place] -= 1;
        match self.wanted[place] {
            0 => std::mem::take(&mut self.read[place]),
            _ => self.read[place].clone(),
        }
    }
}

fn reading(layout: Layout, places: &[usize], shelf: &mut Shelf) -> Reading {
    let mut reading = Reading { blocks: layout.blocks, ..Reading::default() };
    let mut sentences = Vec::with_capacity(places.len());
    for (split, &place) in layout.sentences.into_iter().zip(places) {
        let read = shelf.take(place);
        reading.names.extend(read.mentions.iter().map(|m| (covered(&split.words, &m.words), kind(m.kind))));
        if let Some(quotes) = read.quotes {
            let here = quotes.into_iter().map(|quote| (sentences.len(), quote));
            reading.quotes.get_or_insert_default().extend(here);
        }
        let words = split.words.iter().zip(read.words).map(|(&span, word)| decoded(span, word)).collect();
        sentences.push(Sentence { span: split.span, block: split.block, words });
    }
    reading.sentences = sentences.into();
    reading
}

fn decoded(span: Span, word: wirefold_encoder::Word) -> Word {
    Word {
        span,
        lemma: word.lemma,
        upos: Upos::from_name(word.upos).unwrap_or(Upos::X),
        xpos: word.xpos.into(),
        features: word.features,
        head: word.head.checked_sub(1),
        deprel: word.relation.into(),
    }
}

/// From the first to the last of some words.
fn covered(words: &[Span], range: &std::ops::Range<usize>) -> Span {
    words[range.start].cover(words[range.end - 1])
}

fn kind(name: &str) -> EntityKind {
    EntityKind::from_name(name).unwrap_or(EntityKind::Other)
}
