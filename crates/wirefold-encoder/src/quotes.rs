//! Attributions: which words report speech or thought (cues), and for each cue whose (source) and what (content).
//!
//! Cues are tagged like mentions. A cue's source and content are tagged by a small network over the cue, the word
//! and how far apart they stand, after the joint tagging of PolNeAR (Newell, Margolin and Ruths 2018).

use std::ops::Range;

use crate::EncoderError;
use crate::bio::TagSet;
use crate::heads::{Table, WordStates, through};
use crate::network::{Finish, Linear, Processor, Room, Step, Tensors, gelu};
use crate::reading::Quote;
use crate::rows::Rows;

/// Tags of a part: outside, begins, goes on.
const PART: [&str; 3] = ["O", "B-part", "I-part"];

/// The head for attributions.
#[derive(Debug)]
pub(crate) struct Quotes {
    cue: Linear,
    word: Linear,
    /// A row for each distance between word and cue, from the farthest before to the farthest behind.
    distance: Vec<f32>,
    source: Linear,
    content: Linear,
    tags: TagSet,
}

impl Quotes {
    /// Takes the tensors under `heads.quote.`; `width` is that of a word's state.
    pub(crate) fn load(tensors: &Tensors, width: usize) -> Result<Self, EncoderError> {
        let source = tensors.linear("heads.quote.source")?;
        let size = source.inputs();
        let distance = tensors.floats("heads.quote.distance.weight")?;
        if distance.len() / (2 * size) % 2 == 0 {
            return Err(EncoderError::Tensor("heads.quote.distance".into()));
        }
        Ok(Self {
            cue: tensors.sized_linear("heads.quote.cue", width, Some(2 * size))?,
            word: tensors.sized_linear("heads.quote.word", width, Some(2 * size))?,
            source: tensors.sized_linear("heads.quote.source", size, Some(PART.len()))?,
            content: tensors.sized_linear("heads.quote.content", size, Some(PART.len()))?,
            distance,
            tags: TagSet::new(&PART),
        })
    }

    /// The attributions among some rows of the states, given the rows' scores as parts of a cue; places are counted
    /// from the first of the rows.
    pub(crate) fn read(
        &self,
        cpu: Processor,
        states: &WordStates,
        rows: Range<usize>,
        cue_scores: &[f32],
        room: &mut Room,
    ) -> Vec<Quote> {
        let cues: Vec<Range<usize>> = self.parts(cue_scores);
        if cues.is_empty() {
            return Vec::new();
        }
        let width = states.table.width;
        let states = &states.table.values[rows.start * width..rows.end * width];
        let as_cue = through(&self.cue, cpu, states, Finish::Plain, room);
        let as_word = through(&self.word, cpu, states, Finish::Plain, room);
        let mut read = |cue: Range<usize>| {
            let size = self.source.inputs();
            let (mut source, mut content) = (vec![0.0; rows.len() * size], vec![0.0; rows.len() * size]);
            let to = [&mut source[..], &mut content[..]];
            cpu.run(Mix {
                cue: &as_cue.mean(cue.clone()),
                words: &as_word,
                first: cue.start,
                distance: &self.distance,
                to,
            });
            let tag = |layer, mixed: &[f32], room: &mut Room| {
                through(layer, cpu, mixed, Finish::Plain, room).values
            };
            let (source, content) = (tag(&self.source, &source, room), tag(&self.content, &content, room));
            Quote { cue, source: self.parts(&source), content: self.parts(&content) }
        };
        cues.into_iter().map(&mut read).collect()
    }

    fn parts(&self, scores: &[f32]) -> Vec<Range<usize>> {
        self.tags.decode(Rows::new(PART.len(), scores)).into_iter().map(|span| span.words).collect()
    }
}

/// Cue, word and distance put together: the first half of the columns is for the source, the second for the content.
struct Mix<'a> {
    cue: &'a [f32],
    words: &'a Table,
    first: usize,
    distance: &'a [f32],
    to: [&'a mut [f32]; 2],
}

impl Step for Mix<'_> {
    #[inline(always)]
    fn run(mut self) {
        let (width, size) = (self.words.width, self.words.width / 2);
        let reach = self.distance.len() / width / 2;
        for (word, row) in self.words.values.chunks_exact(width).enumerate() {
            let place = (word + reach).saturating_sub(self.first).min(2 * reach);
            let distance = &self.distance[place * width..][..width];
            for (half, to) in self.to.iter_mut().map(|to| &mut to[word * size..][..size]).enumerate() {
                let part = half * size..(half + 1) * size;
                let sums = self.cue[part.clone()].iter().zip(&row[part.clone()]).zip(&distance[part]);
                for (to, ((cue, word), distance)) in to.iter_mut().zip(sums) {
                    *to = gelu(cue + word + distance);
                }
            }
        }
    }
}
