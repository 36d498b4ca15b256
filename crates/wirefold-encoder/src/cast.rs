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

/// What the encoder says of who acts, and is acted upon, in what the words of a sentence tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Casts {
    /// The words that may name a party, by their numbers in the sentence.
    pub parties: Vec<usize>,
    /// What is said of each word that was asked about, in their order.
    pub told: Vec<Cast>,
}

/// What the encoder says of who acts, and is acted upon, in what one word tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    /// The word that tells it, by its number in the sentence.
    pub word: usize,
    /// How much speaks for the one who acts, and for the one who is acted upon, being each of the parties from the one
    /// with the number `first` on: of many those that stand nearest. In natural logarithms.
    pub scores: Vec<[f32; ROLES]>,
    /// Which of the parties is the first that was scored.
    pub first: usize,
    /// How much speaks for nobody of the sentence acting, and for nobody being acted upon; in natural logarithms.
    pub nobody: [f32; ROLES],
}

impl Casts {
    /// What is said of the parties of a word: each with its scores, in their order. `None` where nobody asked.
    #[must_use]
    pub fn of(&self, word: usize) -> Option<(&Cast, impl Iterator<Item = (usize, [f32; ROLES])>)> {
        let at = self.told.binary_search_by_key(&word, |cast| cast.word).ok()?;
        let cast = &self.told[at];
        let parties = self.parties.get(cast.first..).unwrap_or_default();
        Some((cast, parties.iter().copied().zip(cast.scores.iter().copied())))
    }

    /// Puts those of a further part of the sentence behind these; the part begins with the word `offset`.
    pub(crate) fn append(&mut self, part: Self, offset: usize) {
        let before = self.parties.len();
        self.parties.extend(part.parties.into_iter().map(|word| word + offset));
        let moved = |cast: Cast| Cast { word: cast.word + offset, first: cast.first + before, ..cast };
        self.told.extend(part.told.into_iter().map(moved));
    }
}

/// The head for the casts of what words tell.
#[derive(Debug)]
pub(crate) struct CastHead {
    deed: Linear,
    party: Linear,
}

impl CastHead {
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
        (deeds, parties): (&[usize], Vec<usize>),
        room: &mut Room,
    ) -> Casts {
        if deeds.is_empty() || parties.is_empty() {
            return Casts::default();
        }
        let deeds = &deeds[..deeds.len().min(MOST)];
        let mut rows = |layer: &Linear, words: &[usize]| {
            let states: Vec<f32> =
                words.iter().flat_map(|word| states.table.row(own.start + word)).copied().collect();
            through(layer, cpu, &states, Finish::Plain, room)
        };
        let (told, named) = (rows(&self.deed, deeds), rows(&self.party, &parties));
        let of_deed = |(at, &word): (usize, &usize)| {
            let (deed, asked) = (told.row(at), nearest(&parties, word));
            let scores = asked.clone().map(|party| products(deed, named.row(party))).collect();
            Cast { word, scores, first: asked.start, nobody: own_scores(deed) }
        };
        let told = deeds.iter().enumerate().map(of_deed).collect();
        Casts { parties, told }
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
    use super::{Cast, Casts, NEAR, nearest, products};

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
    fn casts_move_with_the_words_of_their_part() {
        let part = || Casts {
            parties: vec![0, 2, 3],
            told: vec![Cast { word: 1, scores: vec![[0.5, 1.0], [2.0, 4.0]], first: 1, nobody: [0.0; 2] }],
        };
        let mut casts = part();
        casts.append(part(), 4);
        let parties = |word| casts.of(word).map(|(_, parties)| parties.collect::<Vec<_>>());
        assert_eq!(parties(1), Some(vec![(2, [0.5, 1.0]), (3, [2.0, 4.0])]));
        assert_eq!(parties(5), Some(vec![(6, [0.5, 1.0]), (7, [2.0, 4.0])]));
        assert_eq!(parties(2), None);
    }
}
