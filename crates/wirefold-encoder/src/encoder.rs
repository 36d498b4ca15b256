//! The encoder: sentences in, readings out, on as many threads as asked for.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use wirefold_models::Weights;
use wirefold_report::Label;

use crate::bio::TagSet;
use crate::heads::{Heads, Scores, Table, WordStates};
use crate::likeness::Asked;
use crate::network::{Kept, Network, Processor, Scratch, Tensors};
use crate::pieces::Pieces;
use crate::reading::{Mention, Reading, Word};
use crate::rows::{Rows, best};
use crate::window::{Batch, LONGEST, Window, batches, windows};
use crate::{Direction, EncoderError, Labels, Parties, lemma, shape, tree};

/// Which pairs of parties to judge in a part of a sentence: told the sentence's place in the caller's list, the part's
/// words and what was read of them, from which all words are counted. A sentence of usual length is one part.
pub type Proposing<'a> = dyn Fn(usize, Range<usize>, &Reading) -> Vec<Parties> + Sync + 'a;

/// What is asked of sentences besides what is read of all.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// Which pairs of parties to judge.
    pub pairs: &'a Proposing<'a>,
    /// Of which words to tell what they tell.
    pub senses: &'a (dyn Fn(&Word) -> bool + Sync),
    /// Which words to weigh as who acts or is acted upon in what those tell.
    pub casts: &'a (dyn Fn(&Word) -> bool + Sync),
    /// Whether to tell what a sentence says as a whole, by its place in the caller's list.
    pub direction: &'a (dyn Fn(usize) -> bool + Sync),
}

impl Asking<'_> {
    /// Asks for nothing more.
    pub const NOTHING: Self =
        Self { pairs: &|_, _, _| Vec::new(), senses: &|_| false, casts: &|_| false, direction: &|_| false };
}

/// A relation's name for the parts of a sentence that is too long for one tree.
const BESIDE: &str = "parataxis";

/// Reads sentences. Can be shared between threads; see the [crate's documentation](crate) for an example.
pub struct Encoder {
    cpu: Processor,
    network: Network,
    heads: Heads,
    pieces: Pieces,
    labels: Labels,
    tags: TagSet,
    root: usize,
    beside: Label,
    threads: usize,
    /// Memory of earlier runs, for the next ones.
    scratches: Mutex<Vec<Scratch>>,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder")
            .field("cpu", &self.cpu)
            .field("threads", &self.threads)
            .finish_non_exhaustive()
    }
}

impl Encoder {
    /// Loads the weights. `threads` read batches side by side; 0 counts as 1.
    ///
    /// # Errors
    /// When the weights, the vocabulary or the labels can't be read, or don't belong together.
    pub fn open(weights: &Weights, threads: usize) -> Result<Self, EncoderError> {
        let labels = Labels::from_json(weights.labels)?;
        let place = |name| labels.relations.iter().position(|relation| *relation == name);
        let root = place("root").ok_or_else(|| EncoderError::Labels("no `root`".into()))?;
        let pieces = Pieces::new(weights.vocabulary)?;
        let tensors = Tensors::open(weights.reader)?;
        let network = Network::load(&tensors)?;
        let [words, positions, shapes] = network.sizes();
        if words < pieces.count() || positions < LONGEST || shapes < shape::COUNT {
            return Err(EncoderError::Tensor("encoder.word, encoder.position or encoder.shape".into()));
        }
        Ok(Self {
            cpu: Processor::best(),
            heads: Heads::load(&tensors, &labels, &network)?,
            network,
            pieces,
            tags: TagSet::new(&labels.mention_tags),
            root,
            beside: place(BESIDE).map_or_else(|| "dep".into(), |i| labels.relations[i]),
            labels,
            threads: threads.max(1),
            scratches: Mutex::default(),
        })
    }

    /// The inventories of labels that readings draw from.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Reads sentences, given as words; the readings come in the same order.
    ///
    /// # Errors
    /// Only when the weights are at fault, never on account of a text.
    pub fn read(&self, sentences: &[&[&str]]) -> Result<Vec<Reading>, EncoderError> {
        self.read_with(sentences, &|_| {})
    }

    /// Like [`read`](Self::read), and tells after each batch how many sentences it read, from the thread that did.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_with(
        &self,
        sentences: &[&[&str]],
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Reading>, EncoderError> {
        self.read_asked(sentences, Asking::NOTHING, progress)
    }

    /// Like [`read_with`](Self::read_with), and tells what `asking` wants to know, while the sentence is at hand.
    /// Weights without the heads for it tell nothing of it.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_asked(
        &self,
        sentences: &[&[&str]],
        asking: Asking<'_>,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Reading>, EncoderError> {
        let cut = sentences.iter().enumerate().flat_map(|(i, words)| windows(i, words, &self.pieces));
        let cut: Vec<Window> = cut.collect();
        let batches = batches(&cut, self.threads);
        let mut readings = vec![Reading::default(); sentences.len()];
        let parts = self.run(&batches, sentences, asking, progress);
        for (window, reading) in cut.iter().zip(parts.into_iter().flatten()) {
            readings[window.sentence].append(reading, self.beside);
        }
        Ok(readings)
    }

    /// What the last layer makes of the words of a sentence, a row each: what heads read, for those who teach one on
    /// finished weights. A sentence that is read in parts has none.
    #[must_use]
    pub fn states(&self, sentence: &[&str]) -> Option<Vec<f32>> {
        let cut = windows(0, sentence, &self.pieces);
        let [window] = cut.as_slice() else { return None };
        let batch = Batch::new(&cut, &[sentence], &self.pieces);
        let mut scratch = locked(&self.scratches).pop().unwrap_or_default();
        let (states, _) = self.states_of(batch, &cut, &[false], &mut scratch);
        locked(&self.scratches).push(scratch);
        let (width, own) = (states.table.width, window.own_rows());
        Some(states.table.values[own.start * width..own.end * width].to_vec())
    }

    /// Reads the batches on all threads; the readings come in the order of the batches, one for each window.
    fn run(
        &self,
        batches: &[&[Window]],
        sentences: &[&[&str]],
        asking: Asking<'_>,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Vec<Vec<Reading>> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(vec![Vec::new(); batches.len()]);
        let work = || {
            let mut scratch = locked(&self.scratches).pop().unwrap_or_default();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(windows) = batches.get(at) else { break };
                let found = self.read_batch(windows, sentences, asking, &mut scratch);
                locked(&done)[at] = found;
                progress(windows.iter().filter(|w| w.words.start == 0).count());
            }
            locked(&self.scratches).push(scratch);
        };
        std::thread::scope(|scope| {
            for _ in 1..self.threads.min(batches.len()) {
                scope.spawn(work);
            }
            work();
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_batch(
        &self,
        windows: &[Window],
        sentences: &[&[&str]],
        asking: Asking<'_>,
        scratch: &mut Scratch,
    ) -> Vec<Reading> {
        let wanted: Vec<bool> = windows.iter().map(|window| (asking.direction)(window.sentence)).collect();
        let batch = Batch::new(windows, sentences, &self.pieces);
        let (states, directions) = self.states_of(batch, windows, &wanted, scratch);
        let scores = self.heads.scores(self.cpu, &states, &mut scratch.linear);
        let parsed: Vec<Parsed> = windows
            .iter()
            .zip(&states.windows)
            .map(|(w, rows)| self.parse(&scores, w, rows.clone()))
            .collect();
        let pairs = parsed.iter().flat_map(Parsed::pairs);
        let relations = self.heads.relations(self.cpu, &scores, pairs, &mut scratch.linear);
        let mut relations = relations.values.chunks_exact(relations.width);
        let (mut directions, mut wanted) = (directions.into_iter(), wanted.into_iter());
        let mut read = |(window, parsed): (&Window, &Parsed)| {
            let forms = sentences[window.sentence][window.words.clone()].iter();
            let rows = parsed.own.clone().zip(&parsed.heads).zip(relations.by_ref());
            let words = forms.zip(rows).map(|(form, ((row, &head), relations))| {
                self.word(scores.tags.row(row), form, head, relations)
            });
            let (words, own) = (words.collect(), parsed.own.clone());
            let head = self.heads.quotes.as_ref();
            let quotes = head.map(|head| head.read(self.cpu, &states, own.clone(), &mut scratch.linear));
            let mentions = self.mentions(&scores, own);
            let direction = if wanted.next() == Some(true) { directions.next() } else { None };
            let mut reading = Reading { words, mentions, quotes, direction, ..Reading::default() };
            let those = |which: &dyn Fn(&Word) -> bool| -> Vec<usize> {
                (0..reading.words.len()).filter(|&at| which(&reading.words[at])).collect()
            };
            let (telling, parties) = (those(asking.senses), those(asking.casts));
            if let Some(head) = &self.heads.senses {
                let own = parsed.own.clone();
                reading.senses = head.read(self.cpu, &states, own, &telling, &mut scratch.linear);
            }
            if let Some(head) = &self.heads.casts {
                let (own, asked) = (parsed.own.clone(), (telling.as_slice(), parties));
                reading.casts = head.read(self.cpu, &states, own, asked, &mut scratch.linear);
            }
            if let Some(head) = &self.heads.pairs {
                let asked = (asking.pairs)(window.sentence, window.words.clone(), &reading);
                let rows = (parsed.seen.clone(), parsed.own.clone());
                reading.pairs = head.read(self.cpu, &states, rows, asked, &mut scratch.linear);
            }
            reading
        };
        windows.iter().zip(&parsed).map(&mut read).collect()
    }

    /// The states of a batch's words, and what each window that is wanted says by its own words: nothing where the
    /// weights can't tell.
    fn states_of(
        &self,
        batch: Batch,
        windows: &[Window],
        wanted: &[bool],
        scratch: &mut Scratch,
    ) -> (WordStates, Vec<Direction>) {
        let mut asked = Asked::default();
        for (at, window) in windows.iter().enumerate().filter(|(at, _)| wanted[*at]) {
            asked.push(batch.sentences[at].clone(), &batch.first[batch.rows[at].clone()][window.own_rows()]);
        }
        let (width, head) = (self.network.width(), self.heads.likeness.as_ref());
        let kept = head.map_or(Kept::NOTHING, |head| head.needs(&asked));
        let states = self.network.states(self.cpu, batch.input(), kept, scratch);
        let values = states.to_vec();
        let directions = head.map_or_else(Vec::new, |head| head.read(self.cpu, &asked, scratch));
        (WordStates { table: Table { width, values }, windows: batch.rows }, directions)
    }

    /// The best tree over a window's own words, whose root and words have the given rows of the scores.
    fn parse(&self, scores: &Scores, window: &Window, rows: Range<usize>) -> Parsed {
        let (arcs, own) = (scores.arcs(self.cpu, rows.clone()), window.own_rows());
        let mut table = Vec::with_capacity(own.len() * (own.len() + 1));
        for word in own.clone() {
            let row = arcs.row(word);
            table.push(row[0]);
            table.extend_from_slice(&row[own.clone()]);
        }
        let heads = tree::decode(Rows::new(own.len() + 1, &table));
        Parsed { heads, seen: rows.clone(), own: rows.start + own.start..rows.start + own.end }
    }

    fn word(&self, tags: &[f32], form: &str, head: usize, relations: &[f32]) -> Word {
        let slices = &self.heads.slices;
        let scripts = &tags[slices.lemma.clone()];
        let relation = if head == 0 { self.root } else { best_but(relations, self.root) };
        let xpos = self.labels.xpos[best(&tags[slices.xpos.clone()])];
        let inflected = lemma::is_inflected(form, &xpos);
        let known = |word: &str| self.pieces.knows(word);
        Word {
            upos: self.labels.upos[best(&tags[slices.upos.clone()])],
            xpos,
            features: self.labels.features[best(&tags[slices.features.clone()])],
            lemma: lemma::choose(scripts, &self.labels.lemma_scripts, form, inflected, known).into(),
            head,
            relation: self.labels.relations[relation],
        }
    }

    fn mentions(&self, scores: &Scores, rows: Range<usize>) -> Vec<Mention> {
        let columns = &self.heads.slices.mention;
        let found = scores.columns(rows, columns);
        let spans = self.tags.decode(Rows::new(columns.len(), &found)).into_iter();
        let kind = |kind: usize| self.tags.kinds[kind];
        spans.map(|s| Mention { words: s.words, kind: kind(s.kind) }).collect()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The tree of a window.
struct Parsed {
    /// The rows of the root and of all words that the window shows.
    seen: Range<usize>,
    /// The rows of the words.
    own: Range<usize>,
    /// Each word's head, counted from the window's own words.
    heads: Vec<usize>,
}

impl Parsed {
    /// The rows of dependant and head of each arc.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let row = |head| if head == 0 { self.seen.start } else { self.own.start + head - 1 };
        self.own.clone().zip(self.heads.iter().map(move |&head| row(head)))
    }
}

fn best_but(row: &[f32], barred: usize) -> usize {
    let allowed = (0..row.len()).filter(|&i| i != barred);
    allowed.reduce(|a, b| if row[b] > row[a] { b } else { a }).unwrap_or(barred)
}
