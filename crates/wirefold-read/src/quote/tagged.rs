//! Attributions as the encoder tags them, tied to the tree.

use super::{attribution::Attribution, lexicon};
use crate::entity::tree::{Tree, lower};
use std::ops::Range;
use wirefold_encoder::Quote;

/// The attribution that the encoder saw in a sentence; nothing without content.
pub(super) fn attribution(
    text: &str,
    tree: &Tree<'_>,
    sentence: usize,
    quote: &Quote,
) -> Option<Attribution> {
    let inside = |part: &Range<usize>| part.end <= tree.words.len();
    let words = |parts: &[Range<usize>]| {
        parts.iter().filter(|p| inside(p)).cloned().flatten().collect::<Vec<usize>>()
    };
    let (source, mut content) = (words(&quote.source), words(&quote.content));
    let cue: Vec<usize> = words(std::slice::from_ref(&quote.cue));
    content.retain(|word| !cue.contains(word) && !source.contains(word));
    let longest = quote.source.iter().filter(|p| inside(p) && !p.is_empty()).max_by_key(|part| part.len());
    let speaker = longest.map(|part| tree.top_of(part.start..=part.end - 1));
    let speech = cue.iter().any(|&i| {
        let word = &tree.words[i];
        lexicon::verb(&word.lemma.to_lowercase(), &lower(text, word)).is_some_and(|frames| frames.speech)
    });
    (!content.is_empty() && !cue.is_empty()).then_some(Attribution {
        sentence,
        content,
        cue,
        source,
        speaker,
        speech,
    })
}
