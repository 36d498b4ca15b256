//! A branch: layers of its own on top of the lower layers of the network.
//!
//! What the top layers have unlearnt for the sake of trees and names, a branch can still tell from the states beneath
//! them. Only sentences of which it is asked pay for it.

use std::ops::Range;

use super::{Layer, Network, Processor, Scratch, Tensors};
use crate::EncoderError;

/// The layers of a branch.
#[derive(Debug)]
pub(crate) struct Branch {
    /// How many layers of the network lie beneath.
    above: usize,
    layers: Vec<Layer>,
    heads: usize,
}

impl Branch {
    /// Takes the tensors under `NAME.layers.`; the header tells under `NAME.above` what they stand on.
    pub(crate) fn load(tensors: &Tensors, name: &str, network: &Network) -> Result<Self, EncoderError> {
        let key = format!("{name}.above");
        let above = tensors.number(&key)?;
        if above >= network.layers.len() {
            return Err(EncoderError::Tensor(key));
        }
        Ok(Self { above, layers: Layer::stack(tensors, name, network.width)?, heads: network.heads })
    }

    /// How many layers of the network lie beneath.
    pub(crate) fn above(&self) -> usize {
        self.above
    }

    /// The states of all pieces of the sentences that were kept, a row each; `sentences` are their places there.
    pub(crate) fn states<'s>(
        &self,
        cpu: Processor,
        sentences: &[Range<usize>],
        scratch: &'s mut Scratch,
    ) -> &'s [f32] {
        std::mem::swap(&mut scratch.states, &mut scratch.kept);
        self.layers.iter().for_each(|layer| layer.run(cpu, sentences, self.heads, scratch));
        &scratch.states
    }
}
