//! Who does what a word tells, and to whom: scores of the words of a sentence that was just read as its cast.
//!
//! Two layers give the word that tells and each word that may name a party a row for either side; how much speaks for
//! the party is the product of both and what its own row says. That nobody in the sentence is on a side is scored by the
//! word that tells. The states of words are gone once a batch is read, so that all this is asked while it is at hand: see
//! [`Encoder::read_asked`].
//!
//! [`Encoder::read_asked`]: crate::Encoder::read_asked

use std::ops::Range;

use crate::EncoderError;
use crate::heads::{WordStates, through};
use crate::network::{Finish, Linear, Processor, Room, Tensors};

/// Who acts, and who is acted upon.
const ROLES: usize = 2;
/// Words that are asked about, of lists and tables the first; and the parties nearest to each that are scored.
const MOST: usize = 32;
const NEAR: usize = 24;

/// What the encoder says of who acts, and is acted upon, in what a word tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    /// The word that tells it, by its number in the sentence.
    pub word: usize,
    /// The words that were asked about, in their order; of many those that stand nearest.
    pub parties: Vec<Player>,
    /// How much speaks for nobody of the sentence acting, and for nobody being acted upon; in natural logarithms.
    pub nobody: [f32; ROLES],
}

/// A word that may name a party.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Player {
    /// Its number in the sentence.
    pub word: usize,
    /// How much speaks for the one who acts, and for the one who is acted upon; in natural logarithms.
    pub scores: [f32; ROLES],
}

impl Cast {
    /// The same, `by` words further on.
    pub(crate) fn moved(mut self, by: usize) -> Self {
        self.word += by;
        self.parties.iter_mut().for_each(|player| player.word += by);
        self
    }
}

/// The head for the casts of what words tell.
#[derive(Debug)]
pub(crate) struct Casts {
    deed: Linear,
    party: Linear,
}

impl Casts {
    /// Takes the tensors under `heads.cast.`; `width` is that of a word's state.
    pub(crate) fn load(tensors: &Tensors, width: usize) -> Result<Self, EncoderError> {
        let deed = tensors.sized_linear("heads.cast.deed", width, None)?;
        if deed.outputs() <= ROLES || !deed.outputs().is_multiple_of(ROLES) {
            return Err(EncoderError::Tensor("heads.cast.deed".into()));
        }
        let party = tensors.sized_linear("heads.cast.party", width, Some(deed.outputs()))?;
        Ok(Self { deed, party })
    }

    /// Scores words of a sentence, or of its part, which has the rows `own` of the states.
    pub(crate) fn read(
        &self,
        cpu: Processor,
        states: &WordStates,
        own: Range<usize>,
        (deeds, parties): (&[usize], &[usize]),
        room: &mut Room,
    ) -> Vec<Cast> {
        if deeds.is_empty() || parties.is_empty() {
            return Vec::new();
        }
        let deeds = &deeds[..deeds.len().min(MOST)];
        let mut rows = |layer: &Linear, words: &[usize]| {
            let states: Vec<f32> =
                words.iter().flat_map(|word| states.table.row(own.start + word)).copied().collect();
            through(layer, cpu, &states, Finish::Plain, room)
        };
        let (told, named) = (rows(&self.deed, deeds), rows(&self.party, parties));
        let player = |word: usize, row: &[f32], deed: &[f32]| Player { word, scores: products(deed, row) };
        let of_deed = |(at, &word): (usize, &usize)| {
            let deed = told.row(at);
            let asked = nearest(parties, word).map(|at| player(parties[at], named.row(at), deed));
            Cast { word, parties: asked.collect(), nobody: own_scores(deed) }
        };
        deeds.iter().enumerate().map(of_deed).collect()
    }
}

/// The places of the words of a list that stand nearest to another word, as many before it as behind it where there are.
fn nearest(words: &[usize], to: usize) -> Range<usize> {
    let before = words.partition_point(|&word| word < to).saturating_sub(NEAR / 2);
    let first = before.min(words.len().saturating_sub(NEAR));
    first..words.len().min(first + NEAR)
}

/// What a row says for either side by itself: its last numbers.
fn own_scores(row: &[f32]) -> [f32; ROLES] {
    std::array::from_fn(|role| row[row.len() - ROLES + role])
}

/// How much speaks for a party on either side. Summed in order, so that all machines say the same.
fn products(deed: &[f32], party: &[f32]) -> [f32; ROLES] {
    let rank = (deed.len() - ROLES) / ROLES;
    let own = own_scores(party);
    std::array::from_fn(|role| {
        let part = role * rank..(role + 1) * rank;
        deed[part.clone()].iter().zip(&party[part]).fold(own[role], |sum, (a, b)| sum + a * b)
    })
}

#[cfg(test)]
mod tests {
    use super::{Cast, NEAR, Player, nearest, products};

    #[test]
    fn a_party_is_scored_by_both_rows_and_its_own() {
        let (deed, party) = ([1.0, 2.0, 3.0, -1.0, 9.0, 9.0], [4.0, 0.5, 2.0, 2.0, 0.25, -0.5]);
        assert_eq!(products(&deed, &party), [1.0 * 4.0 + 2.0 * 0.5 + 0.25, 3.0 * 2.0 - 2.0 - 0.5]);
    }

    #[test]
    fn of_many_parties_the_nearest_are_asked_about() {
        let words: Vec<usize> = (0..100).map(|at| 2 * at).collect();
        assert_eq!(nearest(&words[..5], 3), 0..5);
        assert_eq!(nearest(&words, 0), 0..NEAR);
        assert_eq!(nearest(&words, 100), 50 - NEAR / 2..50 + NEAR / 2);
        assert_eq!(nearest(&words, 199), 100 - NEAR..100);
        assert_eq!(nearest(&[], 7), 0..0);
    }

    #[test]
    fn a_cast_moves_with_its_words() {
        let player = |word| Player { word, scores: [0.0, 1.0] };
        let cast = |word, party| Cast { word, parties: vec![player(party)], nobody: [0.0, 0.0] };
        assert_eq!(cast(1, 0).moved(4), cast(5, 4));
    }
}
