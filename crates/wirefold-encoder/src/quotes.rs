//! Attributions: which words report speech or thought (cues), and for each cue whose (source) and what (content).
//!
//! Cues are tagged by a small network over a word and its neighbours. A cue's source and content are tagged by another
//! over the cue, the word and how far apart they stand, after the joint tagging of PolNeAR (Newell, Margolin and Ruths 2018).

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
    cues: Cues,
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
            cues: Cues::load(tensors, width)?,
            cue: tensors.sized_linear("heads.quote.cue", width, Some(2 * size))?,
            word: tensors.sized_linear("heads.quote.word", width, Some(2 * size))?,
            source: tensors.sized_linear("heads.quote.source", size, Some(PART.len()))?,
            content: tensors.sized_linear("heads.quote.content", size, Some(PART.len()))?,
            distance,
            tags: TagSet::new(&PART),
        })
    }

    /// The attributions among some rows of the states; places are counted from the first of the rows.
    pub(crate) fn read(
        &self,
        cpu: Processor,
        states: &WordStates,
        rows: Range<usize>,
        room: &mut Room,
    ) -> Vec<Quote> {
        let width = states.table.width;
        let states = &states.table.values[rows.start * width..rows.end * width];
        let cues = self.parts(&self.cues.scores(cpu, states, room));
        if cues.is_empty() {
            return Vec::new();
        }
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

/// The head for words that report.
#[derive(Debug)]
struct Cues {
    /// What a word says of itself, of the word behind it and of the one before it.
    hidden: Linear,
    tags: Linear,
}

impl Cues {
    fn load(tensors: &Tensors, width: usize) -> Result<Self, EncoderError> {
        let tags = tensors.linear("heads.quote.cues.tags")?;
        let size = tags.inputs();
        Ok(Self {
            hidden: tensors.sized_linear("heads.quote.cues.hidden", width, Some(3 * size))?,
            tags: tensors.sized_linear("heads.quote.cues.tags", size, Some(PART.len()))?,
        })
    }

    /// Scores of [`PART`] for each word, from the states of neighbouring words.
    fn scores(&self, cpu: Processor, states: &[f32], room: &mut Room) -> Vec<f32> {
        let said = through(&self.hidden, cpu, states, Finish::Plain, room);
        let mut mixed = vec![0.0; said.values.len() / 3];
        cpu.run(Neighbours { said: &said, to: &mut mixed });
        through(&self.tags, cpu, &mixed, Finish::Plain, room).values
    }
}

/// What a word and its neighbours say of it put together.
struct Neighbours<'a> {
    said: &'a Table,
    to: &'a mut [f32],
}

impl Step for Neighbours<'_> {
    #[inline(always)]
    fn run(self) {
        let size = self.said.width / 3;
        let words = self.to.len() / size;
        for (word, to) in self.to.chunks_exact_mut(size).enumerate() {
            to.copy_from_slice(&self.said.row(word)[..size]);
            let before = word.checked_sub(1).map(|before| &self.said.row(before)[size..2 * size]);
            let behind = (word + 1 < words).then(|| &self.said.row(word + 1)[2 * size..]);
            for beside in before.into_iter().chain(behind) {
                to.iter_mut().zip(beside).for_each(|(sum, x)| *sum += x);
            }
            to.iter_mut().for_each(|x| *x = gelu(*x));
        }
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
