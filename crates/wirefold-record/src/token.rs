//! Words of a sentence in comparable form.

use wirefold_report::{Sentence, Span, Upos, Word};
use wirefold_text::normal::{Normaliser, fold};

/// A word with what comparison needs of it.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    pub word: &'a Word,
    /// Its index in the sentence.
    pub index: usize,
    /// Its form, folded.
    pub form: String,
    /// Its dictionary form, folded.
    pub lemma: String,
    /// Equal for words of one stem.
    pub term: u64,
}

impl Token<'_> {
    pub(crate) fn span(&self) -> Span {
        self.word.span
    }

    /// The same word, inflected or not.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.form == other.form || self.lemma == other.lemma
    }

    /// Words of one stem: "dependent", "dependence".
    pub(crate) fn akin(&self, other: &Self) -> bool {
        self.same(other)
            || self.term == other.term
            || (self.is_content() && shares_stem(&self.form, &other.form))
    }

    /// Whether it says something of the subject.
    pub(crate) fn is_content(&self) -> bool {
        matches!(self.word.upos, Upos::Adj | Upos::Adv | Upos::Noun | Upos::Num | Upos::Propn | Upos::Verb)
    }

    /// Whether it turns a statement round.
    pub(crate) fn is_negation(&self) -> bool {
        matches!(self.lemma.as_str(), "not" | "n't" | "never" | "no" | "without" | "neither" | "nor")
    }
}

/// Whether two words have a long beginning in common. Derivations of one
/// root ("unprecedented", "unprecedentedly") mostly do.
fn shares_stem(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let longer = one.chars().count().max(other.chars().count());
    shared >= 5 && shared * 5 >= longer * 3
}

/// The words of a sentence that are not punctuation.
pub(crate) fn of_sentence<'a>(
    text: &str,
    sentence: &'a Sentence,
    normaliser: &mut Normaliser,
) -> Vec<Token<'a>> {
    let spoken = |w: &Word| w.upos != Upos::Punct && w.span.of(text).contains(char::is_alphanumeric);
    let words = sentence.words.iter().enumerate().filter(|(_, w)| spoken(w));
    words
        .map(|(index, word)| {
            let form = word.span.of(text);
            let term = normaliser.tokens(form).first().map_or(0, |t| t.term);
            Token { word, index, form: fold(form), lemma: fold(&word.lemma), term }
        })
        .collect()
}
