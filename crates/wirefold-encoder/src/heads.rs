//! The heads: scores of words, arcs and relations from the states of words.
//!
//! A word's state is that of its first piece; the state of `[CLS]` stands for the root and comes first in a window.
//! Arcs are scored by a biaffine product without a term for the head (Dozat and Manning 2017), relations by a small
//! network over both words' states and their product, for chosen arcs only.
//!
//! Another head is another [`Linear`] here, loaded by the name it has in training and held against its labels, and
//! another table in [`Scores`]; more labels of the words themselves are another stretch of [`Slices`].

use std::ops::Range;

use crate::cast::CastHead;
use crate::likeness::Likeness;
use crate::network::{Finish, Linear, Network, Processor, Room, Step, Tensors, dot};
use crate::pair::Pairs;
use crate::quotes::Quotes;
use crate::sense::Senses;
use crate::{EncoderError, Labels};

/// Rows of equal width, in one piece.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) width: usize,
    pub(crate) values: Vec<f32>,
}

impl Table {
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.width..][..self.width]
    }

    /// The mean of some rows; noughts where there are none.
    pub(crate) fn mean(&self, rows: impl ExactSizeIterator<Item = usize>) -> Vec<f32> {
        mean(&self.values, self.width, rows)
    }
}

/// The mean of some of the rows of `values`; noughts where there are none.
pub(crate) fn mean(values: &[f32], width: usize, rows: impl ExactSizeIterator<Item = usize>) -> Vec<f32> {
    let (count, mut mean) = (rows.len(), vec![0.0; width]);
    for row in rows {
        mean.iter_mut().zip(&values[row * width..][..width]).for_each(|(sum, x)| *sum += x);
    }
    #[expect(clippy::cast_precision_loss, reason = "a window has few words")]
    mean.iter_mut().for_each(|sum| *sum /= count.max(1) as f32);
    mean
}

/// The states of the words of some windows.
#[derive(Debug)]
pub(crate) struct WordStates {
    /// A row for each window's `[CLS]` and for each of its words.
    pub(crate) table: Table,
    /// The rows of each window.
    pub(crate) windows: Vec<Range<usize>>,
}

/// The columns of the tags' scores that belong to each inventory of labels.
#[derive(Clone, Debug)]
pub(crate) struct Slices {
    pub(crate) upos: Range<usize>,
    pub(crate) xpos: Range<usize>,
    pub(crate) features: Range<usize>,
    pub(crate) lemma: Range<usize>,
    pub(crate) mention: Range<usize>,
}

impl Slices {
    /// The columns in the order in which the training lays them out, and how many there are.
    fn of(labels: &Labels) -> (Self, usize) {
        let mut end = 0;
        let mut next = |length: usize| {
            end += length;
            end - length..end
        };
        let slices = Self {
            upos: next(labels.upos.len()),
            xpos: next(labels.xpos.len()),
            features: next(labels.features.len()),
            lemma: next(labels.lemma_scripts.len()),
            mention: next(labels.mention_tags.len()),
        };
        (slices, end)
    }
}

/// All heads.
#[derive(Debug)]
pub(crate) struct Heads {
    pub(crate) slices: Slices,
    tags: Linear,
    ways: Linear,
    arc: Linear,
    hidden: Linear,
    label: Linear,
    /// Absent from weights that were trained on no attributions.
    pub(crate) quotes: Option<Quotes>,
    /// Absent from weights that were trained on no pairs of parties.
    pub(crate) pairs: Option<Pairs>,
    /// Absent from weights that were trained on no words that tell events.
    pub(crate) senses: Option<Senses>,
    /// Absent from weights that were trained on no casts of events.
    pub(crate) casts: Option<CastHead>,
    /// Absent from weights that were trained on no pairs of sentences.
    pub(crate) likeness: Option<Likeness>,
}

/// What the heads say of some windows' words.
#[derive(Debug)]
pub(crate) struct Scores {
    /// A row of tags' scores for each row of the states.
    pub(crate) tags: Table,
    /// What each word says of itself as a dependant (bent by the biaffine's matrix) and as a head.
    ways: Table,
    bent: Table,
}

impl Heads {
    /// Takes the tensors under `heads.` and holds their sizes against the labels'.
    pub(crate) fn load(tensors: &Tensors, labels: &Labels, network: &Network) -> Result<Self, EncoderError> {
        let width = network.width();
        let (slices, columns) = Slices::of(labels);
        let (arc, hidden) = (tensors.linear("heads.arc")?, tensors.linear("heads.relation.hidden")?);
        if arc.inputs() != arc.outputs() || hidden.inputs() != 3 * hidden.outputs() {
            return Err(EncoderError::Tensor("heads.arc or heads.relation.hidden".into()));
        }
        let (ways, relations) = (2 * arc.outputs() + 2 * hidden.outputs(), labels.relations.len());
        Ok(Self {
            tags: tensors.sized_linear("heads.tags", width, Some(columns))?,
            ways: tensors.sized_linear("heads.ways", width, Some(ways))?,
            label: tensors.sized_linear("heads.relation.label", hidden.outputs(), Some(relations))?,
            quotes: tensors.has("heads.quote.cue.bias").then(|| Quotes::load(tensors, width)).transpose()?,
            pairs: tensors
                .has("heads.pair.root.bias")
                .then(|| Pairs::load(tensors, width, labels.roots.len()))
                .transpose()?,
            senses: tensors
                .has("heads.sense.bias")
                .then(|| Senses::load(tensors, width, labels.senses.len()))
                .transpose()?,
            casts: tensors.has("heads.cast.deed.bias").then(|| CastHead::load(tensors, width)).transpose()?,
            likeness: tensors
                .has("heads.likeness.bias")
                .then(|| Likeness::load(tensors, network))
                .transpose()?,
            slices,
            arc,
            hidden,
        })
    }

    /// Scores of all words.
    pub(crate) fn scores(&self, cpu: Processor, states: &WordStates, room: &mut Room) -> Scores {
        let tags = through(&self.tags, cpu, &states.table.values, Finish::Plain, room);
        let ways = through(&self.ways, cpu, &states.table.values, Finish::Gelu, room);
        let children: Vec<f32> =
            ways.values.chunks(ways.width).flat_map(|row| &row[..self.arc.inputs()]).copied().collect();
        Scores { tags, bent: through(&self.arc, cpu, &children, Finish::Plain, room), ways }
    }

    /// Scores of relations, a row for each pair of a dependant's and a head's row.
    pub(crate) fn relations(
        &self,
        cpu: Processor,
        scores: &Scores,
        pairs: impl Iterator<Item = (usize, usize)>,
        room: &mut Room,
    ) -> Table {
        let size = self.label.inputs();
        let start = scores.ways.width - 2 * size;
        let mut both = Vec::new();
        for (dependant, head) in pairs {
            let dependant = &scores.ways.row(dependant)[start..start + size];
            let head = &scores.ways.row(head)[start + size..];
            both.extend_from_slice(dependant);
            both.extend_from_slice(head);
            both.extend(dependant.iter().zip(head).map(|(a, b)| a * b));
        }
        let hidden = through(&self.hidden, cpu, &both, Finish::Gelu, room);
        through(&self.label, cpu, &hidden.values, Finish::Plain, room)
    }
}

impl Scores {
    /// Some columns of the tags' scores of some rows, row after row.
    pub(crate) fn columns(&self, rows: Range<usize>, columns: &Range<usize>) -> Vec<f32> {
        rows.flat_map(|row| &self.tags.row(row)[columns.clone()]).copied().collect()
    }

    /// Scores of the arcs between some rows: a row for each as a dependant, a column for each as a head.
    pub(crate) fn arcs(&self, cpu: Processor, rows: Range<usize>) -> Table {
        let mut values = vec![0.0; rows.len() * rows.len()];
        cpu.run(Arcs { scores: self, rows: rows.clone(), to: &mut values });
        Table { width: rows.len(), values }
    }
}

/// Rows through a layer, into a table of their own.
pub(crate) fn through(
    layer: &Linear,
    cpu: Processor,
    rows: &[f32],
    finish: Finish,
    room: &mut Room,
) -> Table {
    let mut values = vec![0.0; rows.len() / layer.inputs() * layer.outputs()];
    layer.apply(cpu, rows, finish, room, &mut values);
    Table { width: layer.outputs(), values }
}

struct Arcs<'a> {
    scores: &'a Scores,
    rows: Range<usize>,
    to: &'a mut [f32],
}

impl Step for Arcs<'_> {
    #[inline(always)]
    fn run(self) {
        let Scores { ways, bent, .. } = self.scores;
        let size = bent.width;
        for (dependant, to) in self.rows.clone().zip(self.to.chunks_exact_mut(self.rows.len())) {
            let dependant = bent.row(dependant);
            for (head, score) in self.rows.clone().zip(to) {
                *score = dot(dependant, &ways.row(head)[size..2 * size]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn the_mean_of_some_rows() {
        let table = Table { width: 2, values: vec![1.0, 2.0, 3.0, 4.0, 5.0, 8.0] };
        assert_eq!(table.mean([0, 2].into_iter()), [3.0, 5.0]);
        assert_eq!(table.mean(0..0), [0.0, 0.0]);
    }
}
