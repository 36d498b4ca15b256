//! What can go wrong.

/// Why the encoder could not be opened. With the embedded weights this is a defect of the build: no text makes the
/// encoder fail.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// The weights are no file of tensors.
    #[error("the weights can't be loaded: {0}")]
    Load(String),
    /// The weights lack a tensor, or it has another type or shape than the others and the labels ask for.
    #[error("the weights have no fitting `{0}`")]
    Tensor(String),
    /// The vocabulary lacks a mark.
    #[error("the vocabulary lacks `{piece}`")]
    Vocabulary {
        /// The missing piece.
        piece: &'static str,
    },
    /// The label lists can't be read.
    #[error("the label lists can't be read: {0}")]
    Labels(String),
}
