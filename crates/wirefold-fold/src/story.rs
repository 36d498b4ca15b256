//! Which reports tell one event, decided as they come.
//!
//! Reports of one event share its names, its rare words and the phrases of its title and lead, and are published within
//! days of one another. [`profile`] turns a report into counted features; [`seen`] knows how rare each is, from general
//! English and from the reports in sight; [`near`] finds the earlier reports that might tell the same event;
//! [`likeness`] judges pairs of reports by several signs ([`sums`] of what they share, [`weekday`]s, [`slot`]s, [`frame`]s
//! that titles and openings fill, the [`form`] of a report, the past [`years`] that it names, what kind of thing was
//! [`happening`], in which [`sentence`]s what is shared stands), weighed each by itself and together ([`trees`]),
//! for few reports in sight and for many, as [`lesson`]s taught; [`place`] lets a report join the story whose reports are like
//! it on average ([`home`]), or open one; [`repair`] puts right what a new report shows to be wrong, by average linkage over the
//! few stories that it touches ([`linkage`]); [`change`] is the log of all that. Reports that share their text tell one
//! story as long as it is open, unless it is one mould that was filled twice.
//!
//! Nothing depends on what is yet to come, nor on what has left the window: a stream and a batch agree, and cost and
//! memory are bounded by what is in sight.

mod change;
mod form;
mod frame;
mod frequency;
mod happening;
mod home;
mod lesson;
mod likeness;
mod linkage;
mod near;
mod phrase;
mod place;
mod profile;
mod repair;
mod seen;
mod sentence;
mod slot;
mod sums;
mod trees;
mod weekday;
mod years;

use rustc_hash::FxHashMap;

pub use change::{Change, Ledger};
pub use likeness::{SIGN_NAMES as SIGNS, Signs};
pub use place::{ASKED, Compared, Considered, Placed, Reason, Stories, Window};

/// Numbers in the order in which they first occur.
pub(crate) fn numbered(stories: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    stories
        .map(|story| {
            let next = numbers.len();
            *numbers.entry(story).or_insert(next)
        })
        .collect()
}

/// Index of each report's story where a story is a text and all that goes back to it.
pub(crate) fn by_copies(copy_of: &[Option<usize>]) -> Vec<usize> {
    let root =
        |report: usize| std::iter::successors(Some(report), |&at| copy_of[at]).last().unwrap_or(report);
    numbered((0..copy_of.len()).map(root))
}

#[cfg(test)]
mod tests;
