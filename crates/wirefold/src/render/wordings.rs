//! What several reports say in the same words, shown once.

use super::view::letter;
use crate::contract::{DifferenceOut, EvidenceOut, StoryOut, StoryQuoteOut};
use wirefold_text::one_line;

/// So many reports are named beside their words; of the rest only how many they are.
const NAMED: usize = 6;

/// Words, and the reports that have them.
pub(crate) struct Wording<'a> {
    pub(crate) words: String,
    /// One a report, in the record's order. Never empty.
    pub(crate) told: Vec<&'a EvidenceOut>,
}

impl<'a> Wording<'a> {
    /// The evidence of the reports that are named, and how many are not.
    pub(crate) fn named(&self) -> (&[&'a EvidenceOut], usize) {
        named(&self.told)
    }

    /// "A B"; "A B C D E F +34".
    pub(crate) fn marks(&self, story: &StoryOut) -> String {
        marks(story, &self.told)
    }
}

fn named<'t, 'a>(told: &'t [&'a EvidenceOut]) -> (&'t [&'a EvidenceOut], usize) {
    // A count of one takes as much room as the name.
    let named = if told.len() > NAMED + 1 { NAMED } else { told.len() };
    (&told[..named], told.len() - named)
}

/// The letters of the reports that tell something: "A B"; "A B C D E F +34".
pub(crate) fn marks(story: &StoryOut, told: &[&EvidenceOut]) -> String {
    let (named, rest) = named(told);
    let mut marks: Vec<String> = named.iter().map(|told| letter(story, &told.report)).collect();
    marks.extend((rest > 0).then(|| format!("+{rest}")));
    marks.join(" ")
}

/// The wordings of an utterance.
pub(crate) fn of_quote(quote: &StoryQuoteOut) -> Vec<Wording<'_>> {
    let said = quote.variants.iter().map(|variant| {
        let parts: Vec<String> = variant.content.iter().map(|span| one_line(&span.text)).collect();
        (&variant.evidence, parts.join(" … "))
    });
    together(said)
}

/// What the reports say of that in which they differ.
pub(crate) fn of_difference(difference: &DifferenceOut) -> Vec<Wording<'_>> {
    together(difference.items.iter().map(|item| (&item.evidence, one_line(&item.value))))
}

fn together<'a>(said: impl Iterator<Item = (&'a EvidenceOut, String)>) -> Vec<Wording<'a>> {
    let mut keys: Vec<String> = Vec::new();
    let mut all: Vec<Wording<'a>> = Vec::new();
    for (evidence, words) in said {
        let key = bare(&words);
        match keys.iter().position(|known| *known == key) {
            Some(at) if all[at].told.iter().any(|told| told.report == evidence.report) => {}
            Some(at) => all[at].told.push(evidence),
            None => {
                keys.push(key);
                all.push(Wording { words, told: vec![evidence] });
            }
        }
    }
    all
}

/// Without the marks around words that are the paper's, not the speaker's.
fn bare(words: &str) -> String {
    let straight = words.replace(['‘', '’'], "'").replace(['“', '”', '«', '»', '„'], "\"");
    straight.trim_matches(|c: char| matches!(c, '"' | '\'' | ',' | '.' | ' ')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::together;
    use crate::contract::{EvidenceOut, SpanOut};

    fn told(report: usize, words: &str) -> (EvidenceOut, String) {
        let span = SpanOut { start: 0, end: words.chars().count(), text: words.to_owned() };
        (EvidenceOut { report: report.to_string(), span }, words.to_owned())
    }

    #[test]
    fn the_same_words_stand_once() {
        let said = [told(0, "\"No comment,\""), told(1, "\"None\""), told(2, "“No comment.”")];
        let all = together(said.iter().map(|(evidence, words)| (evidence, words.clone())));
        let shown: Vec<(&str, usize)> = all.iter().map(|w| (w.words.as_str(), w.told.len())).collect();
        assert_eq!(shown, [("\"No comment,\"", 2), ("\"None\"", 1)]);
    }

    #[test]
    fn of_many_reports_some_are_named() {
        for (reports, named, rest) in [(1, 1, 0), (7, 7, 0), (8, 6, 2), (40, 6, 34)] {
            let said: Vec<_> = (0..reports).map(|report| told(report, "No comment")).collect();
            let all = together(said.iter().map(|(evidence, words)| (evidence, words.clone())));
            let (shown, others) = all[0].named();
            assert_eq!((shown.len(), others), (named, rest));
        }
    }
}
