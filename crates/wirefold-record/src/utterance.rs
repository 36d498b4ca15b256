//! Whether two quotes give one utterance.

use crate::{changes::changes, token::Token};

/// Share of the content words of the shorter of two quotes that the longer has in the same order, at least: of one thing two
/// people speak with the same words, but seldom in the same order.
const ONE_UTTERANCE: f64 = 0.6;
/// Share of all words of the shorter of two quotes that the longer has in the same order and form, at least, where the
/// reports share no text: two who make one demand use many of the same words.
const VERBATIM: f64 = 0.8;
/// Content words without which a quote may be a phrase that many use.
pub(crate) const FEWEST_WORDS: usize = 3;
/// Whether two quotes give one utterance: content words of the one in the order of the other.
pub(crate) fn is_one_utterance(one: &[&Token<'_>], other: &[&Token<'_>]) -> bool {
    let (a, b) = (content(one), content(other));
    kept(&a, &b, |x, y| x.akin(y)) >= ONE_UTTERANCE * a.len().min(b.len()) as f64
}

pub(crate) fn content<'w, 'a>(words: &[&'w Token<'a>]) -> Vec<&'w Token<'a>> {
    words.iter().copied().filter(|t| t.is_content()).collect()
}

/// Whether two quotes have the same words, and more than a phrase of them.
pub(crate) fn is_verbatim(one: &[&Token<'_>], other: &[&Token<'_>]) -> bool {
    let few = one.len().min(other.len()) as f64;
    content(one).len().min(content(other).len()) >= FEWEST_WORDS
        && kept(one, other, |x, y| x.same(y)) >= VERBATIM * few
}

/// Whether a quote says another thing in the words of the other: "we will not accept", "the game was lost" where the other
/// has "won". Of much that is said a word may have been heard otherwise.
pub(crate) fn is_answer(one: &[&Token<'_>], other: &[&Token<'_>]) -> bool {
    const LITTLE: usize = 8;
    const NONE: [&str; 5] = ["not", "n't", "n’t", "never", "no"];
    let is_little = content(one).len().min(content(other).len()) <= LITTLE;
    changes(one, other, |x, y| x.same(y)).iter().any(|change| {
        let (a, b) = (&one[change.a.clone()], &other[change.b.clone()]);
        let denies = |words: &[&Token<'_>]| words.iter().any(|t| NONE.contains(&t.lemma.as_str()));
        let says = |words: &[&Token<'_>]| words.iter().any(|t| t.is_content());
        // What only the longer quote has may be the rest of it.
        let is_beside = a.len() + b.len() <= 2;
        is_beside && denies(a) != denies(b) || is_little && says(a) && says(b) && !akin(a, b)
    })
}

/// Whether two stretches have content words in common, in whatever form.
fn akin(one: &[&Token<'_>], other: &[&Token<'_>]) -> bool {
    one.iter().filter(|t| t.is_content()).any(|x| other.iter().any(|y| x.akin(y)))
}

/// How many of the parts of two lists are the same and in one order.
fn kept<T>(one: &[T], other: &[T], same: impl Fn(&T, &T) -> bool) -> f64 {
    let all = changes(one, other, same);
    let changed: usize = all.iter().map(|change| change.a.len() + change.b.len()).sum();
    (one.len() + other.len() - changed) as f64 / 2.0
}
