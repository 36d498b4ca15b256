//! What can go wrong.

/// Why the encoder could not be opened or run. With the embedded weights this is a defect of the build:
/// no text makes the encoder fail.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// The weights are no graph this build can run.
    #[error("the weights can't be loaded: {0}")]
    Load(String),
    /// A graph lacks an input or output.
    #[error("the graph has no node `{node}`")]
    Node {
        /// The node's name.
        node: &'static str,
    },
    /// The vocabulary lacks a mark.
    #[error("the vocabulary lacks `{piece}`")]
    Vocabulary {
        /// The missing piece.
        piece: &'static str,
    },
    /// The label lists can't be read.
    #[error("the label lists can't be read: {0}")]
    Labels(String),
    /// The graph ran and failed.
    #[error("the graph can't be run: {0}")]
    Run(String),
    /// The graph's answer has another shape than its labels and inputs ask for.
    #[error("the graph's `{output}` has shape {shape:?}")]
    Shape {
        /// The output's name.
        output: &'static str,
        /// The shape it came in.
        shape: Vec<usize>,
    },
}
