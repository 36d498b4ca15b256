//! Whose turn it still is: "he said" after a quote of somebody goes on with that one,
//! as long as nobody else has spoken in between.

use super::{speaker::Speakers, spread::Told};
use wirefold_report::{EntityId, Sentence};

/// How many paragraphs further on the turn still lasts.
const REACH: usize = 2;

/// Gives the quotes whose source is "he" or "she", left open by the report's
/// references, to the person who spoke last. `told` is in order of the text.
pub(super) fn keep(text: &str, sentences: &[Sentence], speakers: &Speakers<'_>, told: &mut [Told]) {
    let mut last: Option<(EntityId, usize)> = None;
    for told in told {
        let block = sentences[told.sentence].block;
        let quote = &mut told.quote;
        let source = match quote.source.as_slice() {
            [one] => one.of(text).to_lowercase(),
            _ => String::new(),
        };
        let pronoun = matches!(source.as_str(), "he" | "she");
        if pronoun && quote.speaker.is_none() {
            let near = last.filter(|&(_, before)| before + REACH >= block);
            quote.speaker = near.map(|(id, _)| id).filter(|&id| speakers.may_be(id, &source));
        }
        last = match quote.speaker {
            Some(id) if speakers.is_person(id) => Some((id, block)),
            _ if source.is_empty() && quote.cue.is_empty() => last,
            _ => None,
        };
    }
}
