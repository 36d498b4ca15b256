//! Data only: the weights that [`wirefold-encoder`] runs, with the vocabulary and label lists they were trained for.
//!
//! Where the weights come from, under which licences, how they were made and how well they do stands in
//! `MODELS.md` beside this crate's manifest; a test holds its hashes against the embedded files.
//!
//! ```
//! let model = wirefold_models::ENGLISH;
//! assert!(model.vocabulary.lines().count() > 30_000);
//! ```
//!
//! [`wirefold-encoder`]: https://github.com/wirefold/wirefold

/// Everything that makes up one trained model. The files are named in `MODELS.md`.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// The network's tensors in the `safetensors` format, named as in training: matrices in 8 bits with a scale for
    /// each row, all else in 32-bit floats.
    pub reader: &'static [u8],
    /// Word pieces, one a line; the line number is the piece's id.
    pub vocabulary: &'static str,
    /// The labels that the columns of the scores stand for, as JSON.
    pub labels: &'static str,
}

/// English: parts of speech, lemmas, dependency trees and mentions.
pub const ENGLISH: Weights = Weights {
    reader: include_bytes!("../weights/reader.safetensors"),
    vocabulary: include_str!("../weights/vocabulary.txt"),
    labels: include_str!("../weights/labels.json"),
};
