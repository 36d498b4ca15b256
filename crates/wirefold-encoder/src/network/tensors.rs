//! The weights' file: named tensors in the `safetensors` format.
//!
//! Names are those of the PyTorch modules. A matrix `NAME.weight` of type `I8` has its scales beside it, one a row,
//! in `NAME.scale`; all else is `F32`. See <https://github.com/huggingface/safetensors> for the format.

use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::linear::Linear;
use super::norm::Norm;
use crate::EncoderError;

/// The tensors of a file.
pub(crate) struct Tensors {
    file: SafeTensors<'static>,
    metadata: Vec<(String, String)>,
}

/// A table of 8-bit rows with a scale each, read where it lies.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) width: usize,
    pub(crate) values: &'static [u8],
    pub(crate) scale: Vec<f32>,
}

impl Tensors {
    /// Reads the header of a file.
    pub(crate) fn open(bytes: &'static [u8]) -> Result<Self, EncoderError> {
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|e| EncoderError::Load(e.to_string()))?;
        let metadata = header.metadata().clone().unwrap_or_default().into_iter().collect();
        let file = SafeTensors::deserialize(bytes).map_err(|e| EncoderError::Load(e.to_string()))?;
        Ok(Self { file, metadata })
    }

    /// A number that the header tells.
    pub(crate) fn number(&self, key: &str) -> Result<usize, EncoderError> {
        let found = self.metadata.iter().find(|(name, _)| name == key);
        found.and_then(|(_, value)| value.parse().ok()).ok_or_else(|| EncoderError::Tensor(key.to_owned()))
    }

    /// Whether there is a tensor of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.file.tensor(name).is_ok()
    }

    fn view(&self, name: &str, dtype: Dtype) -> Result<TensorView<'static>, EncoderError> {
        let found = self.file.tensor(name).ok().filter(|view| view.dtype() == dtype);
        found.ok_or_else(|| EncoderError::Tensor(name.to_owned()))
    }

    /// All values of a tensor of floats.
    pub(crate) fn floats(&self, name: &str) -> Result<Vec<f32>, EncoderError> {
        let bytes = self.view(name, Dtype::F32)?.data();
        let values = bytes.chunks_exact(4);
        Ok(values.map(|b| f32::from_le_bytes(b.try_into().expect("four bytes"))).collect())
    }

    /// Floats of a tensor that must have a certain length.
    pub(crate) fn vector(&self, name: &str, length: usize) -> Result<Vec<f32>, EncoderError> {
        let found = self.floats(name)?;
        if found.len() == length && length > 0 {
            Ok(found)
        } else {
            Err(EncoderError::Tensor(name.to_owned()))
        }
    }

    /// A table of 8-bit rows.
    pub(crate) fn table(&self, name: &str) -> Result<Table, EncoderError> {
        let view = self.view(&format!("{name}.weight"), Dtype::I8)?;
        let &[rows, width] = view.shape() else { return Err(EncoderError::Tensor(name.to_owned())) };
        let scale = self.vector(&format!("{name}.scale"), rows)?;
        Ok(Table { width, values: view.data(), scale })
    }

    /// A linear layer with as many inputs as its weights are wide, quantised where the file says so.
    pub(crate) fn linear(&self, name: &str) -> Result<Linear, EncoderError> {
        let bias = self.floats(&format!("{name}.bias"))?;
        let weight = format!("{name}.weight");
        let fits = |length: usize| !bias.is_empty() && length > 0 && length.is_multiple_of(bias.len());
        if self.has(&format!("{name}.scale")) {
            let table = self.table(name)?;
            let values: Vec<i8> = table.values.iter().map(|b| b.cast_signed()).collect();
            let small = values.iter().all(|w| (-63..=63).contains(w));
            return if fits(values.len()) && table.scale.len() == bias.len() && small {
                Ok(Linear::quantised(&values, &table.scale, &bias))
            } else {
                Err(EncoderError::Tensor(weight))
            };
        }
        let values = self.floats(&weight)?;
        if fits(values.len()) { Ok(Linear::full(&values, &bias)) } else { Err(EncoderError::Tensor(weight)) }
    }

    /// A linear layer of known size; `None` stands for any number of outputs.
    pub(crate) fn sized_linear(
        &self,
        name: &str,
        inputs: usize,
        outputs: Option<usize>,
    ) -> Result<Linear, EncoderError> {
        let found = self.linear(name)?;
        if found.inputs() == inputs && outputs.is_none_or(|outputs| found.outputs() == outputs) {
            Ok(found)
        } else {
            Err(EncoderError::Tensor(format!("{name}.weight")))
        }
    }

    /// A layer norm.
    pub(crate) fn norm(&self, name: &str, width: usize) -> Result<Norm, EncoderError> {
        let part = |part| self.vector(&format!("{name}.{part}"), width);
        Ok(Norm { weight: part("weight")?, bias: part("bias")? })
    }
}
