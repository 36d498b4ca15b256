//! What the encoder's head for pairs says: the type of what one party does to another.
//!
//! The head knows sentences, not reports, and is asked while a sentence is read ([`propose`]); what it said is kept
//! by the two words that head the parties ([`Judged`]), so that whoever the report takes them for finds it again.

mod code;
mod propose;
mod settle;
mod shares;
mod weigh;

pub use code::Coded;
pub(crate) use code::{Given, code};
pub(crate) use propose::{propose, top};
pub(crate) use settle::{between, head, settle};
pub(crate) use shares::Root;
pub use shares::Shares;
pub(crate) use weigh::weigh_beside;

/// What the head says of two parties of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Index of the sentence.
    pub sentence: usize,
    /// The word that heads the acting party.
    pub actor: usize,
    /// The word that heads the party acted upon.
    pub recipient: usize,
    /// How probable each type is.
    pub shares: Shares,
}

/// What was judged of one sentence; all is in the order of the sentences.
pub(crate) fn of_sentence(all: &[Judged], sentence: usize) -> &[Judged] {
    let start = all.partition_point(|judged| judged.sentence < sentence);
    let end = all.partition_point(|judged| judged.sentence <= sentence);
    &all[start..end]
}
