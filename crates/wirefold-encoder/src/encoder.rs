//! The encoder: sentences in, readings out, on as many threads as asked for.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rten::ThreadPool;
use wirefold_models::Weights;

use crate::bio::TagSet;
use crate::graph::{Graphs, Outputs, Table};
use crate::pieces::Pieces;
use crate::reading::{Mention, Reading, Word};
use crate::rows::{Rows, best, probability};
use crate::window::{Batch, Window, batches, windows};
use crate::{EncoderError, Labels, lemma, tree};

/// A relation's name for the parts of a sentence that is too long for one tree.
const BESIDE: &str = "parataxis";

/// Reads sentences. Can be shared between threads; see the [crate's documentation](crate) for an example.
pub struct Encoder {
    graphs: Graphs,
    pieces: Pieces,
    labels: Labels,
    tags: TagSet,
    root: usize,
    beside: &'static str,
    pools: Vec<Arc<ThreadPool>>,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder").field("threads", &self.pools.len()).finish_non_exhaustive()
    }
}

/// One window, read and decoded.
struct Part {
    sentence: usize,
    start: usize,
    reading: Reading,
}

impl Encoder {
    /// Loads the weights. `threads` run batches side by side, one model run each; 0 counts as 1.
    ///
    /// # Errors
    /// When the weights, the vocabulary or the labels can't be read, or don't belong together.
    pub fn open(weights: &Weights, threads: usize) -> Result<Self, EncoderError> {
        let labels = Labels::from_json(weights.labels)?;
        let place = |name| labels.relations.iter().position(|relation| *relation == name);
        let root = place("root").ok_or_else(|| EncoderError::Labels("no `root`".into()))?;
        Ok(Self {
            graphs: Graphs::load(weights.words, weights.relations)?,
            pieces: Pieces::new(weights.vocabulary)?,
            tags: TagSet::new(&labels.mention_tags),
            root,
            beside: place(BESIDE).map_or("dep", |i| labels.relations[i]),
            labels,
            pools: (0..threads.max(1)).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect(),
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
        let cut = sentences.iter().enumerate().flat_map(|(i, words)| windows(i, words, &self.pieces));
        let batches = batches(cut.collect());
        let mut parts = self.run(&batches, sentences, progress)?;
        parts.sort_by_key(|part| (part.sentence, part.start));
        let mut readings = vec![Reading::default(); sentences.len()];
        for part in parts {
            readings[part.sentence].append(part.reading, self.beside);
        }
        Ok(readings)
    }

    /// Runs the batches on all threads; the parts come in no fixed order.
    fn run(
        &self,
        batches: &[Batch],
        sentences: &[&[&str]],
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Part>, EncoderError> {
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Ok(Vec::new())));
        let work = |pool: &Arc<ThreadPool>| {
            while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                let found = self.read_batch(batch, sentences, pool);
                let finished = batch.windows.iter().filter(|w| w.words.start == 0).count();
                let mut all = done.lock().unwrap_or_else(PoisonError::into_inner);
                match (&mut *all, found) {
                    (Ok(parts), Ok(found)) => parts.extend(found),
                    (all, Err(error)) => *all = Err(error),
                    (Err(_), Ok(_)) => return,
                }
                drop(all);
                progress(finished);
            }
        };
        let workers = &self.pools[..self.pools.len().min(batches.len())];
        std::thread::scope(|scope| {
            for pool in workers.iter().skip(1) {
                scope.spawn(|| pool.run(|| work(pool)));
            }
            if let Some(pool) = workers.first() {
                pool.run(|| work(pool));
            }
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_batch(
        &self,
        batch: &Batch,
        sentences: &[&[&str]],
        pool: &Arc<ThreadPool>,
    ) -> Result<Vec<Part>, EncoderError> {
        let outputs = self.graphs.read(batch, pool)?;
        let trees: Vec<Vec<usize>> =
            batch.windows.iter().enumerate().map(|(i, w)| heads(&outputs, i, w)).collect();
        let relations = self.relations(batch, &outputs, &trees, pool)?;
        let mut row = 0;
        let mut parts = Vec::with_capacity(trees.len());
        for (i, (window, heads)) in batch.windows.iter().zip(&trees).enumerate() {
            let words = &sentences[window.sentence][window.words.clone()];
            let read = words.iter().enumerate().map(|(word, form)| {
                let place = Place {
                    window: i,
                    row: window.context + 1 + word,
                    context: window.context,
                    columns: window.first.len(),
                };
                row += 1;
                self.word(&outputs, &place, form, heads[word], relations.row(0, row - 1))
            });
            let reading = Reading { words: read.collect(), mentions: self.mentions(&outputs, i, window) };
            parts.push(Part { sentence: window.sentence, start: window.words.start, reading });
        }
        Ok(parts)
    }

    /// Scores of the relations of all chosen arcs of a batch, in the order of windows and words.
    fn relations(
        &self,
        batch: &Batch,
        outputs: &Outputs,
        trees: &[Vec<usize>],
        pool: &Arc<ThreadPool>,
    ) -> Result<Table, EncoderError> {
        let (mut dependants, mut states) = (Vec::new(), Vec::new());
        for (i, (window, heads)) in batch.windows.iter().zip(trees).enumerate() {
            for (word, &head) in heads.iter().enumerate() {
                dependants.extend_from_slice(outputs.dependant.row(i, window.context + 1 + word));
                states.extend_from_slice(outputs.head.row(i, column(head, window.context)));
            }
        }
        let table = self.graphs.relations(dependants, states, outputs.head.width, pool)?;
        let pairs: usize = trees.iter().map(Vec::len).sum();
        if pairs > 0 && table.width != self.labels.relations.len() {
            return Err(EncoderError::Shape { output: "scores", shape: vec![pairs, table.width] });
        }
        Ok(table)
    }

    fn word(&self, outputs: &Outputs, place: &Place, form: &str, head: usize, relations: &[f32]) -> Word {
        let pick = |table: &Table| best(table.row(place.window, place.row));
        let scripts = outputs.lemma.row(place.window, place.row);
        let relation = if head == 0 { self.root } else { best_but(relations, self.root) };
        let arcs = &outputs.arcs.row(place.window, place.row)[..place.columns];
        let sure_of_relation = if head == 0 { 1.0 } else { probability(relations, relation) };
        Word {
            upos: self.labels.upos[pick(&outputs.upos)],
            xpos: self.labels.xpos[pick(&outputs.xpos)],
            lemma: lemma::choose(scripts, &self.labels.lemma_scripts, form, |word| self.pieces.knows(word)),
            head,
            relation: self.labels.relations[relation],
            certainty: probability(arcs, column(head, place.context)) * sure_of_relation,
        }
    }

    fn mentions(&self, outputs: &Outputs, i: usize, window: &Window) -> Vec<Mention> {
        let scores = outputs.mention.slice(i, rows(window));
        let spans = self.tags.decode(Rows::new(outputs.mention.width, scores));
        let kind = |kind: usize| self.tags.kinds[kind];
        spans
            .into_iter()
            .map(|span| Mention { words: span.words, kind: kind(span.kind), certainty: span.probability })
            .collect()
    }
}

/// Where a word's rows are.
struct Place {
    window: usize,
    row: usize,
    context: usize,
    /// Columns of the arc scores that are no padding.
    columns: usize,
}

/// The rows of a window's own words; row 0 is the root's.
fn rows(window: &Window) -> std::ops::Range<usize> {
    let start = window.context + 1;
    start..start + window.words.len()
}

/// The column of a head that counts from the window's own words.
fn column(head: usize, context: usize) -> usize {
    if head == 0 { 0 } else { head + context }
}

/// The best tree over a window's own words.
fn heads(outputs: &Outputs, i: usize, window: &Window) -> Vec<usize> {
    let own = rows(window);
    let mut arcs = Vec::with_capacity(own.len() * (own.len() + 1));
    for word in own.clone() {
        let row = outputs.arcs.row(i, word);
        arcs.push(row[0]);
        arcs.extend_from_slice(&row[own.clone()]);
    }
    tree::decode(Rows::new(own.len() + 1, &arcs))
}

fn best_but(row: &[f32], barred: usize) -> usize {
    let allowed = (0..row.len()).filter(|&i| i != barred);
    allowed.reduce(|a, b| if row[b] > row[a] { b } else { a }).unwrap_or(barred)
}
