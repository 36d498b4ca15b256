//! Words in, readings out: part of speech, lemma, dependency tree, mentions, quotes and likeness of each sentence,
//! and types of events for pairs of its parties.
//!
//! One small transformer, fine-tuned for all of these at once, reads a sentence at a time. This crate cuts words
//! into pieces, runs the network and decodes its scores; it knows no news.
//!
//! ```
//! # fn main() -> Result<(), wirefold_encoder::EncoderError> {
//! let encoder = wirefold_encoder::Encoder::open(&wirefold_models::ENGLISH, 1)?;
//! let sentence = ["Ministers", "met", "in", "Ankara", "."];
//! let readings = encoder.read(&[&sentence])?;
//! let ministers = &readings[0].words[0];
//! assert_eq!((ministers.upos.name(), ministers.relation.name(), ministers.head), ("NOUN", "nsubj", 2));
//! assert_eq!(ministers.lemma, "minister");
//! assert_eq!(readings[0].mentions[0].kind, "place");
//! # Ok(()) }
//! ```
//!
//! # What holds
//! - The same words give the same reading, to the last bit: whatever is read with them, whatever the number of
//!   threads, and whatever the processor. Each row of activations is quantised by its own range; products of 8-bit
//!   numbers are exact integers; floats are summed in a fixed order and without any function of the system's library
//!   that is not rounded correctly. `tests/company.rs` and the tests of the network hold it to that.
//! - No text makes it fail. A word of more than [`pieces::MAX_WORD_PIECES`] pieces is read by its first ones; a
//!   sentence of more than 250 pieces is read in parts, each with a tree of its own, the later roots hung from
//!   the first as `parataxis`.
//! - Memory grows with the number of words asked for at once (the readings), not with the network's tables: a
//!   thread needs about 8 MB for those.
//! - Loading packs the matrices for the products (10 MB); the table of words is read where it lies in the binary.

pub mod bio;
mod cast;
mod encoder;
mod error;
mod heads;
mod labels;
pub mod lemma;
mod likeness;
mod network;
mod pair;
pub mod pieces;
mod quotes;
mod reading;
pub mod rows;
mod sense;
pub mod shape;
pub mod tree;
mod window;

pub use cast::{Cast, Casts};
pub use encoder::{Asking, Encoder, Proposing};
pub use error::EncoderError;
pub use labels::Labels;
pub use likeness::Direction;
pub use pair::{Pair, Parties};
pub use reading::{Mention, Quote, Reading, Word};
pub use sense::Sense;
