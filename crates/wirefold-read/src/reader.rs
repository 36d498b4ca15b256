//! Text to [`Reading`]s: the dear step, done once for each different sentence.

use crate::event::{Casts, Judged, Sense, Shares, may_act, may_tell, propose, top};
use crate::{Reading, TitleReading, mended};
use std::collections::HashMap;
use wirefold_encoder::{Asking, Direction, Encoder, EncoderError, Labels, Pair};
use wirefold_report::{BlockKind, EntityKind, Meaning, Report, Sentence, Span, Upos, Word};
use wirefold_text::{Layout, Split, split_whole};

/// How much of each report is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// The first sentences: enough for who, what and where.
    Lead,
    /// All of the running text, what a title attributes, and the names in headings, by-lines, lists and captions.
    #[default]
    Full,
    /// Headings, by-lines and furniture read like running text: what a treebank would hold.
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
    pub(crate) encoder: Encoder,
}

/// A batch of reports, laid out: each different sentence stands once in the queue,
/// however many reports carry it.
#[derive(Debug)]
pub struct Queue<'a> {
    depth: Depth,
    layouts: Vec<Layout>,
    sentences: Vec<Vec<&'a str>>,
    /// For each sentence whether it is to be held against others.
    compared: Vec<bool>,
    /// For each report the queue's index of each of its sentences.
    places: Vec<Vec<usize>>,
}

impl<'a> Queue<'a> {
    /// Lays out a batch.
    #[must_use]
    pub fn of(reports: &'a [Report], depth: Depth) -> Self {
        let mut queue = Self {
            depth,
            layouts: Vec::new(),
            sentences: Vec::new(),
            compared: Vec::new(),
            places: Vec::new(),
        };
        let mut seen: HashMap<Vec<&'a str>, usize> = HashMap::new();
        for report in reports {
            let mut layout = split_whole(report.title.as_deref(), &report.text);
            if depth == Depth::Lead {
                keep_lead(&mut layout);
            }
            let places =
                layout.sentences.iter().map(|s| queue.place(&mut seen, words(&report.text, s))).collect();
            queue.places.push(places);
            queue.layouts.push(layout);
        }
        queue
    }

    /// Asks what the sentences of some reports mean as well, so that they can be held against those of others. It
    /// takes memory, and most reports are alone.
    #[must_use]
    pub fn compared(mut self, report: impl Fn(usize) -> bool) -> Self {
        self.compared = vec![false; self.sentences.len()];
        for places in self.places.iter().enumerate().filter(|(at, _)| report(*at)).map(|(_, places)| places) {
            places.iter().for_each(|&place| self.compared[place] = true);
        }
        self
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

/// The title and the first sentences of the body.
fn keep_lead(layout: &mut Layout) {
    let mut body = 0;
    layout.sentences.retain(|sentence| match layout.blocks[sentence.block].kind {
        BlockKind::Title => true,
        BlockKind::Body => {
            body += 1;
            body <= LEAD
        }
        _ => false,
    });
}

pub(crate) fn words<'a>(text: &'a str, sentence: &Split) -> Vec<&'a str> {
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
        let asking = Asking {
            pairs: &|_, _, reading| propose(reading),
            senses: &may_tell,
            casts: &may_act,
            direction: &|at| queue.compared.get(at) == Some(&true),
        };
        let read = self.encoder.read_asked(&sentences, asking, progress)?;
        let mut read = Shelf::new(read, &queue.places);
        let reports = queue.layouts.into_iter().zip(&queue.places);
        let (labels, whole) = (self.encoder.labels(), queue.depth == Depth::Whole);
        Ok(reports.map(|(layout, places)| reading(layout, places, &mut read, labels, whole)).collect())
    }
}

/// What the encoder read, given out once for each report that wants it: the last one
/// gets it whole, so that a long text does not lie in memory twice.
pub(crate) struct Shelf {
    read: Vec<wirefold_encoder::Reading>,
    wanted: Vec<usize>,
}

impl Shelf {
    pub(crate) fn new(read: Vec<wirefold_encoder::Reading>, places: &[Vec<usize>]) -> Self {
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

/// Outside of running text only names are read, and of a title what it attributes, unless the `whole` is wanted: a
/// heading or a list has few sentences.
pub(crate) fn reading(
    layout: Layout,
    places: &[usize],
    shelf: &mut Shelf,
    labels: &Labels,
    whole: bool,
) -> Reading {
    let mut reading = Reading { blocks: layout.blocks, ..Reading::default() };
    let mut sentences = Vec::with_capacity(places.len());
    let mut meanings = Vec::with_capacity(places.len());
    for (split, &place) in layout.sentences.into_iter().zip(places) {
        let mut read = shelf.take(place);
        reading.names.extend(read.mentions.iter().map(|m| (covered(&split.words, &m.words), kind(m.kind))));
        match reading.blocks[split.block].kind {
            BlockKind::Title if !whole => {
                reading.title.add(&split, read);
                continue;
            }
            kind if kind != BlockKind::Body && !whole => continue,
            _ => {}
        }
        if let Some(quotes) = read.quotes.take() {
            let here = quotes.into_iter().map(|quote| (sentences.len(), quote));
            reading.quotes.get_or_insert_default().extend(here);
        }
        let at = sentences.len();
        reading.pairs.extend(judged(at, &read.words, std::mem::take(&mut read.pairs), &labels.roots));
        reading.senses.extend(read.senses.iter().filter_map(|sense| Sense::new(at, &labels.senses, sense)));
        let casts = Some(std::mem::take(&mut read.casts)).filter(|casts| !casts.told.is_empty());
        reading.casts.extend(casts.map(|casts| Casts { sentence: at, casts }));
        meanings.push(read.direction.take().map(meaning));
        sentences.push(sentence(&split, read));
    }
    reading.sentences = sentences.into();
    reading.meanings = meanings.into_iter().collect::<Option<_>>().unwrap_or_default();
    reading
}

/// What a sentence means, as the record knows it.
pub(crate) fn meaning(direction: Direction) -> Meaning {
    Meaning(direction.into_values())
}

impl TitleReading {
    fn add(&mut self, split: &Split, mut read: wirefold_encoder::Reading) {
        let quotes = read.quotes.take().unwrap_or_default();
        self.quotes.extend(quotes.into_iter().map(|quote| (self.sentences.len(), quote)));
        self.sentences.push(sentence(split, read));
    }
}

fn sentence(split: &Split, read: wirefold_encoder::Reading) -> Sentence {
    let decode = |(&span, word)| decoded(span, word);
    let mut words: Vec<Word> = split.words.iter().zip(read.words).map(decode).collect();
    mended::mend(&mut words);
    Sentence { span: split.span, block: split.block, words }
}

/// What was said of a sentence's pairs, by the words that head the parties.
fn judged<'a>(
    sentence: usize,
    words: &'a [wirefold_encoder::Word],
    pairs: Vec<Pair>,
    roots: &'a [&'static str],
) -> impl Iterator<Item = Judged> + 'a {
    let head = |word: usize| words[word].head.checked_sub(1);
    pairs.into_iter().filter_map(move |Pair { parties, roots: figures }| {
        let (actor, recipient) = (top(&parties.actor, head)?, top(&parties.recipient, head)?);
        Some(Judged { sentence, actor, recipient, shares: Shares::new(roots, &figures)? })
    })
}

fn decoded(span: Span, word: wirefold_encoder::Word) -> Word {
    Word {
        span,
        lemma: word.lemma,
        upos: Upos::from_name(&word.upos).unwrap_or(Upos::X),
        xpos: word.xpos,
        features: word.features,
        head: word.head.checked_sub(1),
        deprel: word.relation,
    }
}

/// From the first to the last of some words.
fn covered(words: &[Span], range: &std::ops::Range<usize>) -> Span {
    words[range.start].cover(words[range.end - 1])
}

fn kind(name: &str) -> EntityKind {
    EntityKind::from_name(name).unwrap_or(EntityKind::Other)
}
