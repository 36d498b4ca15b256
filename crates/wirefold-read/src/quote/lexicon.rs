//! The words that attribute.

use crate::base::bases;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// How a verb attributes: its frames, as `data/quote/verbs.tsv` explains them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frames {
    pub(super) speech: bool,
    pub(super) clause: bool,
    pub(super) infinitive: bool,
    pub(super) object: bool,
    pub(super) addressee: bool,
    pub(super) request: bool,
    /// What somebody seems to do is not said by them.
    pub(super) unowned: bool,
    pub(super) quoted: bool,
    /// Its passive gives a thing its name ("called", "dubbed").
    pub(super) naming: bool,
    pub(super) prepositions: Vec<&'static str>,
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn frames(row: &'static str) -> Option<(&'static str, Frames)> {
    let mut fields = row.split('\t');
    let (lemma, letters) = (fields.next()?, fields.next()?);
    let has = |letter| letters.contains(letter);
    let frames = Frames {
        speech: has('s'),
        clause: has('c') || has('s'),
        infinitive: has('i'),
        object: has('o'),
        addressee: has('a'),
        request: has('r'),
        unowned: has('u'),
        quoted: has('q'),
        naming: has('n'),
        prepositions: fields.next().unwrap_or_default().split(' ').filter(|p| !p.is_empty()).collect(),
    };
    Some((lemma, frames))
}

/// The frames of a verb that attributes, by its lemma or else by the bases that
/// its form (lower case) can have: a reader's lemmas are not always right.
pub(super) fn verb(lemma: &str, form: &str) -> Option<&'static Frames> {
    of_base(&lemma.to_lowercase()).or_else(|| bases(form).iter().find_map(|base| of_base(base)))
}

fn of_base(lemma: &str) -> Option<&'static Frames> {
    static VERBS: OnceLock<HashMap<&'static str, Frames>> = OnceLock::new();
    VERBS
        .get_or_init(|| lines(include_str!("../../data/quote/verbs.tsv")).filter_map(frames).collect())
        .get(lemma)
}

/// Whether the noun's clause is what somebody says.
pub(super) fn is_noun(lemma: &str) -> bool {
    static NOUNS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    NOUNS.get_or_init(|| lines(include_str!("../../data/quote/nouns.txt")).collect()).contains(lemma)
}

/// What speaks for somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// A writing: its author speaks.
    Text,
    /// Somebody whose trade it is to speak for a body.
    Spokesman,
}

/// Whether the noun (its lemma) gives the words of somebody who stands beside it.
pub(super) fn voice(lemma: &str) -> Option<Voice> {
    static VOICES: OnceLock<HashMap<&'static str, Voice>> = OnceLock::new();
    let row = |line: &'static str| {
        let (noun, sort) = line.split_once('\t')?;
        Some((noun, if sort == "text" { Voice::Text } else { Voice::Spokesman }))
    };
    VOICES
        .get_or_init(|| lines(include_str!("../../data/quote/voices.tsv")).filter_map(row).collect())
        .get(lemma.to_lowercase().as_str())
        .copied()
}

/// Whether a verb (its lemma) makes a text public.
pub(super) fn publishes(lemma: &str) -> bool {
    static VERBS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    VERBS.get_or_init(|| lines(include_str!("../../data/quote/publishing.txt")).collect()).contains(lemma)
}

/// Whether a quotation after this word is a name.
pub(super) fn names(word: &str) -> bool {
    static TITLES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    TITLES.get_or_init(|| lines(include_str!("../../data/quote/titles.txt")).collect()).contains(word)
}

#[cfg(test)]
mod tests {
    use super::{lines, of_base, verb};

    #[test]
    fn forms_lead_to_verbs() {
        for form in ["urged", "denies", "denied", "admitting", "blames", "announcing", "telling", "wishes"] {
            assert!(verb("?", form).is_some(), "{form}");
        }
        for form in ["", "s", "sing", "ed", "walked"] {
            assert!(verb("?", form).is_none(), "{form}");
        }
    }

    #[test]
    fn every_verb_has_a_frame() {
        for row in lines(include_str!("../../data/quote/verbs.tsv")) {
            let lemma = row.split('\t').next().unwrap_or_default();
            let frames = of_base(lemma).unwrap_or_else(|| panic!("{row}"));
            let any = frames.clause
                || frames.infinitive
                || frames.object
                || frames.addressee
                || frames.quoted
                || frames.unowned;
            assert!(any || !frames.prepositions.is_empty(), "{row}");
        }
    }
}
