//! The report's own title, repeated in its text.
//!
//! Sites repeat a headline with its kicker ("Live …") run into it, with words
//! added, and with a second line under it. All of them stand before the text
//! begins, without a full stop, and share most of their words.

use super::shape::{Shape, words};
use crate::word::lists;
use std::collections::BTreeSet;

/// A headline has at most so many words.
const LONGEST: usize = 30;
/// So much of the shorter one's words must be in the other.
const SHARED: f64 = 0.6;

/// The words of the titles met so far.
#[derive(Default)]
pub(super) struct Titles {
    stated: BTreeSet<String>,
    met: BTreeSet<String>,
}

/// Whether a word tells a title from others.
fn tells(word: &str) -> bool {
    (word.starts_with(char::is_uppercase) || word.chars().count() > 2) && !lists::is_starter(word)
}

fn bag<'w>(words: impl Iterator<Item = &'w str>) -> BTreeSet<String> {
    words.filter(|word| tells(word)).map(str::to_lowercase).collect()
}

fn shared(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let common = a.intersection(b).count();
    common as f64 / a.len().max(1) as f64
}

impl Titles {
    /// Knows the title that the source states, if it states one.
    pub(super) fn new(title: Option<&str>) -> Self {
        let stated = bag(title.into_iter().flat_map(|t| words(t).take(2 * LONGEST)));
        Self { met: stated.clone(), stated }
    }

    /// Whether a block among those that stand `before` the text begins is a title.
    pub(super) fn claim(&mut self, shape: &Shape<'_>, before: bool) -> bool {
        if shape.words.len() > LONGEST {
            return false;
        }
        let may_repeat = self.may_repeat(shape);
        let may_be_new = before && !shape.is_closed() && !shape.text.ends_with(':');
        if !may_repeat && !may_be_new {
            return false;
        }
        let words = bag(shape.words.iter().copied());
        if may_repeat && self.repeats(&words) {
            return true;
        }
        if !may_be_new || words.is_empty() {
            return false;
        }
        let like = shared(&words, &self.met) >= SHARED || shared(&self.met, &words) >= SHARED;
        let is_title = self.met.is_empty() || (like && self.met.len() > 1);
        if is_title {
            self.met.extend(words);
        }
        is_title
    }

    /// Whether a glance leaves it open that the block repeats the stated title: a
    /// word or two that the title has not are no more than it allows.
    fn may_repeat(&self, shape: &Shape<'_>) -> bool {
        let mut others: BTreeSet<String> = BTreeSet::new();
        self.stated.len() > 1
            && shape.words.iter().all(|word| {
                if tells(word) {
                    let word = word.to_lowercase();
                    if !self.stated.contains(&word) {
                        others.insert(word);
                    }
                }
                2 * others.len() <= self.stated.len()
            })
    }

    /// The stated title again, anywhere, with a full stop or without.
    fn repeats(&self, words: &BTreeSet<String>) -> bool {
        let alike = shared(words, &self.stated).min(shared(&self.stated, words));
        self.stated.len() > 1 && alike >= 0.8
    }
}
