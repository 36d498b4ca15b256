//! The network: a BERT (Devlin et al. 2019) with layer norm after each part, as MiniLM is one.
//!
//! Sentences lie one after the other without padding: products run over all rows, attention within each sentence.
//! Weights have eight bits, and each row of activations is quantised by its own range, so that a sentence's states
//! depend on nothing but the sentence. States, norms and attention are 32-bit floats.

mod attention;
mod branch;
mod lanes;
mod linear;
mod norm;
mod packed;
mod processor;
mod tensors;

use std::ops::Range;

pub(crate) use branch::Branch;
pub(crate) use lanes::{dot, exp, gelu};
use linear::Prepared;
pub(crate) use linear::{Finish, Linear, Room};
pub(crate) use processor::{Processor, Step};
pub(crate) use tensors::Tensors;

use crate::EncoderError;
use attention::Attend;
use norm::{AddNorm, Norm};
use tensors::Table;

/// Embeddings and layers.
#[derive(Debug)]
pub(crate) struct Network {
    embedding: Embedding,
    layers: Vec<Layer>,
    heads: usize,
    width: usize,
}

#[derive(Debug)]
struct Embedding {
    words: Table,
    positions: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
}

#[derive(Debug)]
struct Layer {
    qkv: Linear,
    out: Linear,
    after_attention: Norm,
    up: Linear,
    down: Linear,
    after_feed_forward: Norm,
}

/// What a run needs of memory; kept from run to run.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    states: Vec<f32>,
    /// The states that are kept for a branch.
    kept: Vec<f32>,
    qkv: Vec<f32>,
    context: Vec<f32>,
    wide: Vec<f32>,
    deep: Prepared,
    narrow: Vec<f32>,
    attention: attention::Room,
    pub(crate) linear: Room,
}

/// Sentences as pieces, one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    pub(crate) ids: &'a [i32],
    pub(crate) shapes: &'a [i32],
    /// The pieces of each sentence.
    pub(crate) sentences: &'a [Range<usize>],
    /// The pieces whose last states are asked for, in their order.
    pub(crate) asked: &'a [usize],
}

/// What a branch starts from: the states of some sentences above the lowest layers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept<'a> {
    pub(crate) layers: usize,
    pub(crate) sentences: &'a [Range<usize>],
}

impl Kept<'_> {
    /// Keeps none.
    pub(crate) const NOTHING: Self = Self { layers: 0, sentences: &[] };
}

impl Network {
    /// Takes the tensors under `encoder.`.
    pub(crate) fn load(tensors: &Tensors) -> Result<Self, EncoderError> {
        let words = tensors.table("encoder.word")?;
        let (width, heads) = (words.width, tensors.number("attention_heads")?);
        if heads == 0 || !width.is_multiple_of(heads * lanes::LANES) {
            return Err(EncoderError::Tensor("attention_heads".into()));
        }
        let embedding = Embedding {
            positions: tensors.floats("encoder.position.weight")?,
            shapes: tensors.floats("encoder.shape.weight")?,
            norm: tensors.norm("encoder.norm", width)?,
            words,
        };
        Ok(Self { embedding, layers: Layer::stack(tensors, "encoder", width)?, heads, width })
    }

    /// The width of a state.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// How many word pieces, positions and word shapes there are.
    pub(crate) fn sizes(&self) -> [usize; 3] {
        let Embedding { words, positions, shapes, .. } = &self.embedding;
        [words.scale.len(), positions.len() / self.width, shapes.len() / self.width]
    }

    /// The last states of the pieces that are asked for, a row each; those that a branch starts from stay in the
    /// scratch. What the last layer makes of the other pieces is never computed beyond their keys and values.
    pub(crate) fn states<'s>(
        &self,
        cpu: Processor,
        input: Input<'_>,
        kept: Kept<'_>,
        scratch: &'s mut Scratch,
    ) -> &'s [f32] {
        let rows = input.ids.len();
        scratch.states.resize(rows * self.width, 0.0);
        scratch.kept.clear();
        cpu.run(Embed { embedding: &self.embedding, input, to: &mut scratch.states });
        for (below, layer) in self.layers.iter().enumerate() {
            if below == kept.layers {
                scratch.keep(kept.sentences, self.width);
            }
            layer.attend(cpu, input.sentences, self.heads, scratch);
            if below + 1 == self.layers.len() {
                scratch.narrow_to(input.asked, self.width);
            }
            layer.feed_forward(cpu, scratch);
        }
        &scratch.states
    }
}

impl Scratch {
    fn keep(&mut self, sentences: &[Range<usize>], width: usize) {
        let rows = |pieces: &Range<usize>| pieces.start * width..pieces.end * width;
        sentences.iter().for_each(|pieces| self.kept.extend_from_slice(&self.states[rows(pieces)]));
    }

    /// Leaves the states of some rows, given in their order, and what they looked at.
    fn narrow_to(&mut self, rows: &[usize], width: usize) {
        for table in [&mut self.states, &mut self.context] {
            for (to, &from) in rows.iter().enumerate() {
                table.copy_within(from * width..(from + 1) * width, to * width);
            }
            table.truncate(rows.len() * width);
        }
    }
}

impl Layer {
    /// As many layers as the file has under a name.
    fn stack(tensors: &Tensors, name: &str, width: usize) -> Result<Vec<Self>, EncoderError> {
        let names = (0..).map(|i| format!("{name}.layers.{i}"));
        let there = names.take_while(|name| tensors.has(&format!("{name}.qkv.bias")));
        there.map(|name| Self::load(tensors, &name, width)).collect()
    }

    fn load(tensors: &Tensors, name: &str, width: usize) -> Result<Self, EncoderError> {
        let name = |part| format!("{name}.{part}");
        let up = tensors.sized_linear(&name("up"), width, None)?;
        Ok(Self {
            qkv: tensors.sized_linear(&name("qkv"), width, Some(3 * width))?,
            out: tensors.sized_linear(&name("out"), width, Some(width))?,
            after_attention: tensors.norm(&name("norm1"), width)?,
            down: tensors.sized_linear(&name("down"), up.outputs(), Some(width))?,
            up,
            after_feed_forward: tensors.norm(&name("norm2"), width)?,
        })
    }

    /// From states to states.
    fn run(&self, cpu: Processor, sentences: &[Range<usize>], heads: usize, scratch: &mut Scratch) {
        self.attend(cpu, sentences, heads, scratch);
        self.feed_forward(cpu, scratch);
    }

    /// What each row looks at in its sentence.
    fn attend(&self, cpu: Processor, sentences: &[Range<usize>], heads: usize, scratch: &mut Scratch) {
        let Scratch { states, qkv, context, attention, linear, .. } = scratch;
        qkv.resize(states.len() * 3, 0.0);
        context.resize(states.len(), 0.0);
        self.qkv.apply(cpu, states, Finish::Plain, linear, qkv);
        let width = self.out.outputs();
        cpu.run(Attend { cpu, rows: qkv, sentences, heads, width, room: attention, to: context });
    }

    /// New states of rows, from the old ones and what they looked at. All rows go up before any goes down again, as
    /// bytes, so that only one of the two large matrices is wanted in the near caches at a time.
    fn feed_forward(&self, cpu: Processor, scratch: &mut Scratch) {
        let Scratch { states, context, wide, deep, narrow, linear, .. } = scratch;
        let (width, rows) = (self.out.outputs(), cpu.rows());
        wide.resize(rows * self.up.outputs(), 0.0);
        narrow.resize(rows * width, 0.0);
        deep.clear();
        for (states, context) in states.chunks_mut(rows * width).zip(context.chunks(rows * width)) {
            let narrow = &mut narrow[..states.len()];
            self.out.apply(cpu, context, Finish::Plain, linear, narrow);
            cpu.run(AddNorm { norm: &self.after_attention, rows: states, added: narrow });
        }
        for states in states.chunks(rows * width) {
            let wide = &mut wide[..states.len() / width * self.up.outputs()];
            self.up.apply(cpu, states, Finish::Gelu, linear, wide);
            self.down.prepare(cpu, wide, deep);
        }
        for (at, states) in states.chunks_mut(rows * width).enumerate() {
            let narrow = &mut narrow[..states.len()];
            self.down.apply_prepared(cpu, deep, at * rows, Finish::Plain, &mut linear.sums, narrow);
            cpu.run(AddNorm { norm: &self.after_feed_forward, rows: states, added: narrow });
        }
    }
}

/// Pieces to their first states.
struct Embed<'a> {
    embedding: &'a Embedding,
    input: Input<'a>,
    to: &'a mut [f32],
}

impl Step for Embed<'_> {
    #[inline(always)]
    fn run(self) {
        let (Embedding { words, positions, shapes, norm }, width) =
            (self.embedding, self.embedding.words.width);
        for sentence in self.input.sentences {
            for (position, piece) in sentence.clone().enumerate() {
                let id = usize::try_from(self.input.ids[piece]).expect("ids are places in the vocabulary");
                let shape = usize::try_from(self.input.shapes[piece]).expect("shapes are small");
                let row = &mut self.to[piece * width..][..width];
                let scale = words.scale[id];
                let values = words.values[id * width..][..width].iter();
                let added =
                    positions[position * width..][..width].iter().zip(&shapes[shape * width..][..width]);
                for ((x, &value), (position, shape)) in row.iter_mut().zip(values).zip(added) {
                    *x = f32::from(value.cast_signed()) * scale + position + shape;
                }
                norm.apply(row);
            }
        }
    }
}
