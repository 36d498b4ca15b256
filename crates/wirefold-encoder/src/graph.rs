//! The two graphs: from pieces to scores of words and arcs, and from pairs of words to relations.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView, op_registry};

use crate::EncoderError;
use crate::window::Batch;

/// The scores of a batch: for each window a row for `[CLS]` and for each word.
#[derive(Debug)]
pub(crate) struct Outputs {
    pub(crate) upos: Table,
    pub(crate) xpos: Table,
    pub(crate) lemma: Table,
    pub(crate) mention: Table,
    pub(crate) arcs: Table,
    pub(crate) dependant: Table,
    pub(crate) head: Table,
}

/// An output: `rows` rows a window, each `width` wide.
#[derive(Debug)]
pub(crate) struct Table {
    rows: usize,
    pub(crate) width: usize,
    values: Vec<f32>,
}

impl Table {
    pub(crate) fn row(&self, window: usize, word: usize) -> &[f32] {
        &self.values[(window * self.rows + word) * self.width..][..self.width]
    }

    /// The rows of consecutive words.
    pub(crate) fn slice(&self, window: usize, words: std::ops::Range<usize>) -> &[f32] {
        let start = window * self.rows;
        &self.values[(start + words.start) * self.width..(start + words.end) * self.width]
    }
}

pub(crate) struct Graphs {
    words: Model,
    inputs: [NodeId; 4],
    outputs: [NodeId; 7],
    relations: Model,
    pair: [NodeId; 2],
    scores: NodeId,
}

const OUTPUTS: [&str; 7] = ["upos", "xpos", "lemma", "mention", "arcs", "dependant", "head"];

impl Graphs {
    pub(crate) fn load(words: &'static [u8], relations: &'static [u8]) -> Result<Self, EncoderError> {
        let (words, relations) = (load(words)?, load(relations)?);
        let inputs = nodes(&words, ["ids", "shapes", "mask", "first"])?;
        let outputs = nodes(&words, OUTPUTS)?;
        let pair = nodes(&relations, ["dependant", "head"])?;
        let [scores] = nodes(&relations, ["scores"])?;
        Ok(Self { words, inputs, outputs, relations, pair, scores })
    }

    pub(crate) fn read(&self, batch: &Batch, pool: &Arc<ThreadPool>) -> Result<Outputs, EncoderError> {
        let [ids, shapes, mask, first] = self.inputs;
        let shape = [batch.windows.len(), batch.length];
        let inputs = vec![
            (ids, value(shape, batch.padded(batch.length, |w| &w.ids))),
            (shapes, value(shape, batch.padded(batch.length, |w| &w.shapes))),
            (mask, value(shape, batch.mask())),
            (first, value([shape[0], batch.words], batch.first())),
        ];
        let found = self.words.run_n(inputs, self.outputs, options(pool)).map_err(run_error)?;
        let mut tables =
            found.into_iter().zip(OUTPUTS).map(|(v, name)| table(v, name, [shape[0], batch.words]));
        let mut next = || tables.next().expect("seven outputs");
        let (upos, xpos, lemma, mention) = (next()?, next()?, next()?, next()?);
        Ok(Outputs { upos, xpos, lemma, mention, arcs: next()?, dependant: next()?, head: next()? })
    }

    /// A row of relation scores for each pair of states; `width` is that of a state.
    pub(crate) fn relations(
        &self,
        dependants: Vec<f32>,
        heads: Vec<f32>,
        width: usize,
        pool: &Arc<ThreadPool>,
    ) -> Result<Table, EncoderError> {
        let pairs = dependants.len() / width.max(1);
        if pairs == 0 {
            return Ok(Table { rows: 0, width: 0, values: Vec::new() });
        }
        let inputs = vec![
            (self.pair[0], value([pairs, width], dependants)),
            (self.pair[1], value([pairs, width], heads)),
        ];
        let [found] = self.relations.run_n(inputs, [self.scores], options(pool)).map_err(run_error)?;
        let (shape, values) = found.into_shape_vec::<f32, 2>().map_err(run_error)?;
        if shape[0] != pairs {
            return Err(EncoderError::Shape { output: "scores", shape: shape.to_vec() });
        }
        Ok(Table { rows: pairs, width: shape[1], values })
    }
}

/// Only the operators that the graphs use, so that the linker drops the others.
fn load(bytes: &'static [u8]) -> Result<Model, EncoderError> {
    let registry = op_registry!(
        Add,
        Cast,
        Concat,
        ConstantOfShape,
        Div,
        Erf,
        Gather,
        Gemm,
        Identity,
        LayerNormalization,
        MatMul,
        MatMulInteger,
        Mul,
        QuantizeLinear,
        Range,
        Reshape,
        Shape,
        Slice,
        Softmax,
        Split,
        Squeeze,
        Sub,
        Transpose,
        Unsqueeze
    );
    let mut options = ModelOptions::with_ops(registry);
    options.prepack_weights(true);
    options.load_static_slice(bytes).map_err(|e| EncoderError::Load(e.to_string()))
}

fn nodes<const N: usize>(model: &Model, names: [&'static str; N]) -> Result<[NodeId; N], EncoderError> {
    let mut found = Vec::with_capacity(N);
    for node in names {
        found.push(model.find_node(node).ok_or(EncoderError::Node { node })?);
    }
    Ok(found.try_into().expect("one id a name"))
}

fn value<T, const N: usize>(shape: [usize; N], values: Vec<T>) -> ValueOrView<'static>
where
    Value: From<rten_tensor::NdTensor<T, N>>,
{
    ValueOrView::Value(Value::from(rten_tensor::NdTensor::from_data(shape, values)))
}

fn table(value: Value, output: &'static str, rows: [usize; 2]) -> Result<Table, EncoderError> {
    let (shape, values) = value.into_shape_vec::<f32, 3>().map_err(run_error)?;
    if shape[..2] != rows || output == "arcs" && shape[2] != rows[1] {
        return Err(EncoderError::Shape { output, shape: shape.to_vec() });
    }
    Ok(Table { rows: shape[1], width: shape[2], values })
}

fn options(pool: &Arc<ThreadPool>) -> Option<RunOptions> {
    Some(RunOptions::default().with_thread_pool(Some(Arc::clone(pool))))
}

fn run_error(error: impl std::fmt::Display) -> EncoderError {
    EncoderError::Run(error.to_string())
}
