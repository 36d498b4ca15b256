//! What the weights of the ranker are learnt from.

use super::{antecedent::Pronoun, cue::Cue, discourse::Candidate, ranker::COLUMNS};
use wirefold_report::Span;

/// One decision that the ranker faces: a pronoun, what it could take up, and the
/// signs for each. The script `train/antecedents.py` learns from such.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Where the pronoun stands.
    pub pronoun: Span,
    /// The two columns of the table of weights that count for it.
    pub columns: [&'static str; 2],
    /// The signs for there being no antecedent.
    pub open: Vec<&'static str>,
    /// The word through which each candidate hangs in the tree, the thread that
    /// it was put in, and its signs.
    pub candidates: Vec<(Span, usize, Vec<&'static str>)>,
}

impl Choice {
    pub(super) fn new(pronoun: &Pronoun<'_, '_>, open: &[Cue], found: &[(Candidate, Vec<Cue>)]) -> Self {
        let page = pronoun.here.page;
        let names = |cues: &[Cue]| cues.iter().map(|&cue| Cue::ALL[cue as usize].1).collect();
        let word = |sentence: usize, word: usize| page.sentences[sentence].words[word].span;
        Self {
            pronoun: word(pronoun.here.sentence, pronoun.here.word),
            columns: [COLUMNS[pronoun.class.column()], COLUMNS[pronoun.function.column()]],
            open: names(open),
            candidates: found
                .iter()
                .map(|(c, cues)| (word(c.sentence, c.word), c.thread, names(cues)))
                .collect(),
        }
    }
}
