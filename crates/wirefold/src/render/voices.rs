//! Whose mouth each report puts an utterance into.

use super::view::entity_name;
use super::wordings::marks;
use crate::contract::{EvidenceOut, StoryOut, StoryQuoteOut, VariantOut};
use wirefold_text::one_line;

/// What stands where nobody says who spoke.
const NOT_NAMED: &str = "speaker not named";

/// Somebody who spoke, and the reports that say it was they.
#[derive(Debug, PartialEq)]
pub(crate) struct Voice<'a> {
    /// The speaker's name, or the words for one who has none; `None` where the reports are silent.
    pub(crate) name: Option<String>,
    /// The entity's id in the story.
    pub(crate) entity: Option<&'a str>,
    /// The wordings of these reports, in the record's order.
    pub(crate) variants: Vec<&'a VariantOut>,
}

impl Voice<'_> {
    /// The name, or words that say that there is none.
    pub(crate) fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(NOT_NAMED)
    }

    /// "A B": the reports that have this speaker.
    pub(crate) fn marks(&self, story: &StoryOut) -> String {
        let told: Vec<&EvidenceOut> = self.variants.iter().map(|v| &v.evidence).collect();
        marks(story, &told)
    }
}

/// Who spoke by the story: one voice, unless the reports name different speakers.
pub(crate) fn of_story<'a>(story: &'a StoryOut, quote: &'a StoryQuoteOut) -> Vec<Voice<'a>> {
    let mut named: Vec<&str> = quote.variants.iter().filter_map(|v| v.speaker.as_deref()).collect();
    named.sort_unstable();
    named.dedup();
    if named.len() > 1 {
        return of_reports(story, quote);
    }
    let variants = quote.variants.iter().collect();
    vec![Voice { name: quote.speaker_name.clone(), entity: quote.speaker.as_deref(), variants }]
}

/// Who spoke by each report: nobody is given a speaker that only another report names.
pub(crate) fn of_reports<'a>(story: &'a StoryOut, quote: &'a StoryQuoteOut) -> Vec<Voice<'a>> {
    let mut voices: Vec<Voice<'a>> = Vec::new();
    for variant in &quote.variants {
        let entity = variant.speaker.as_deref();
        let name = entity.and_then(|id| entity_name(story, id)).map(str::to_owned);
        let name = name.or_else(|| source(variant));
        match voices.iter_mut().find(|v| v.entity == entity && v.name == name) {
            Some(known) => known.variants.push(variant),
            None => voices.push(Voice { name, entity, variants: vec![variant] }),
        }
    }
    voices
}

/// The report's own words for who spoke. Between two of them stands what is no part of it.
fn source(variant: &VariantOut) -> Option<String> {
    let words: Vec<String> = variant.source.iter().map(|span| one_line(&span.text)).collect();
    (!words.is_empty()).then(|| words.join(" … "))
}

/// "Ana Ruiz"; where the reports differ "Ana Ruiz (A), Tom Berg (B)".
pub(crate) fn line(story: &StoryOut, quote: &StoryQuoteOut, emphasis: impl Fn(&str) -> String) -> String {
    let voices = of_story(story, quote);
    if let [only] = voices.as_slice() {
        return emphasis(only.title());
    }
    let one = |voice: &Voice<'_>| format!("{} ({})", emphasis(voice.title()), voice.marks(story));
    voices.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{line, of_reports};
    use crate::contract::{
        CountsOut, EvidenceOut, SpanOut, StoryEntityOut, StoryOut, StoryQuoteOut, VariantOut,
    };

    fn span(text: &str) -> SpanOut {
        SpanOut { start: 0, end: text.chars().count(), text: text.to_owned() }
    }

    fn variant(report: &str, speaker: Option<&str>, source: Option<&str>) -> VariantOut {
        VariantOut {
            evidence: EvidenceOut { report: report.to_owned(), span: span("“Not yet”") },
            kind: "direct".to_owned(),
            content: vec![span("“Not yet”")],
            speaker: speaker.map(str::to_owned),
            source: source.map(span).into_iter().collect(),
        }
    }

    fn person(id: &str, name: &str) -> StoryEntityOut {
        StoryEntityOut {
            id: id.to_owned(),
            kind: "person".to_owned(),
            named: true,
            name: name.to_owned(),
            aliases: Vec::new(),
            roles: Vec::new(),
            country: None,
            sector: None,
            whereabouts: None,
            reports: Vec::new(),
            evidence: Vec::new(),
        }
    }

    fn story(quote: StoryQuoteOut) -> StoryOut {
        let report = |id: &str| crate::contract::ReportOut {
            id: id.to_owned(),
            title: None,
            url: None,
            outlet: None,
            published: None,
            copy_of: None,
            relation: None,
            version_of: None,
            origin: None,
            share_of_own_text: 1.0,
            own_text: None,
        };
        StoryOut {
            id: "s1".to_owned(),
            title: String::new(),
            summary: Vec::new(),
            first_seen: None,
            date: None,
            date_basis: String::new(),
            counts: CountsOut { reports: 3, outlets: None, origins: 3 },
            reports: ["r1", "r2", "r3"].map(report).into(),
            people: vec![person("e1", "Ana Ruiz"), person("e2", "Tom Berg")],
            organizations: Vec::new(),
            places: Vec::new(),
            others: Vec::new(),
            events: Vec::new(),
            quotes: vec![quote],
            timeline: Vec::new(),
            differences: Vec::new(),
            alignment: Vec::new(),
        }
    }

    fn quote(variants: Vec<VariantOut>) -> StoryQuoteOut {
        StoryQuoteOut { speaker: Some("e1".to_owned()), speaker_name: Some("Ana Ruiz".to_owned()), variants }
    }

    fn lines(variants: Vec<VariantOut>) -> (String, Vec<Option<String>>) {
        let story = story(quote(variants));
        let shown = line(&story, &story.quotes[0], str::to_owned);
        (shown, of_reports(&story, &story.quotes[0]).into_iter().map(|v| v.name).collect())
    }

    #[test]
    fn each_report_keeps_its_speaker() {
        let told = vec![
            variant("r1", Some("e1"), None),
            variant("r2", Some("e2"), None),
            variant("r3", None, Some("a clerk")),
        ];
        assert_eq!(lines(told).0, "Ana Ruiz (A), Tom Berg (B), a clerk (C)");
    }

    #[test]
    fn one_name_stands_for_all_who_name_no_other() {
        let (shown, by_report) = lines(vec![
            variant("r1", Some("e1"), None),
            variant("r2", Some("e1"), None),
            variant("r3", None, None),
        ]);
        assert_eq!(shown, "Ana Ruiz");
        assert_eq!(by_report, [Some("Ana Ruiz".to_owned()), None], "the third report names nobody");
    }
}
