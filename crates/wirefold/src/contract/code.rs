//! `wirefold code`: what the first party does to the second, both given.

use crate::{Problem, intake};
use serde::{Deserialize, Serialize};
use wirefold_read::{Asked, event::Coded};
use wirefold_report::{Report, Span};

/// One line that `code` takes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct CodeAsk {
    #[serde(default, deserialize_with = "super::given_id")]
    pub id: Option<String>,
    pub text: String,
    pub actor: Option<Vec<GivenSpan>>,
    pub recipient: Option<Vec<GivenSpan>>,
}

/// A span as somebody else names it; its text, if there, is held against what it covers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct GivenSpan {
    pub start: usize,
    pub end: usize,
    pub text: Option<String>,
}

/// One line that `code` prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct CodeLine {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub mode: Option<String>,
    pub quad: Option<u8>,
    pub status: Option<String>,
    pub confidence: f64,
}

impl CodeAsk {
    /// The question with spans in bytes; a line without an `id` is called by its `place`.
    ///
    /// # Errors
    /// If a span does not lie in the text, covers nothing or not what it says.
    pub fn resolve(self, place: &str) -> Result<(String, Asked), Problem> {
        let problem = |reason| Problem { input: place.to_owned(), reason };
        let ends: Vec<usize> = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let spans = |side: &str, given: Option<Vec<GivenSpan>>| -> Result<Vec<Span>, Problem> {
            let all = given.unwrap_or_default().into_iter().map(|span| span.resolve(&self.text, &ends));
            all.collect::<Result<_, _>>().map_err(|reason| problem(format!("\"{side}\": {reason}")))
        };
        let (actor, recipient) = (spans("actor", self.actor)?, spans("recipient", self.recipient)?);
        let id = self.id.unwrap_or_else(|| place.to_owned());
        let Report { text, given, .. } = intake::mend(Report::new("", self.text));
        let found = |span: Span| given.as_ref().map_or(span, |given| given.found(span, &text));
        let found = |spans: Vec<Span>| spans.into_iter().map(found).collect();
        let (actor, recipient) = (found(actor), found(recipient));
        Ok((id, Asked { text, actor, recipient }))
    }
}

impl GivenSpan {
    fn resolve(self, text: &str, ends: &[usize]) -> Result<Span, String> {
        let Self { start, end, text: said } = self;
        let (Some(&from), Some(&to)) = (ends.get(start), ends.get(end).filter(|_| start < end)) else {
            let length = ends.len() - 1;
            return Err(format!("{start}..{end} is no span of a text of {length} characters"));
        };
        let span = Span::new(from, to);
        match said.filter(|said| said != span.of(text)) {
            Some(said) => Err(format!("{start}..{end} covers {:?}, not {said:?}", span.of(text))),
            None => Ok(span),
        }
    }
}

/// The line for a coded pair.
#[must_use]
pub fn code_line(id: String, coded: &Coded) -> CodeLine {
    CodeLine {
        id,
        kind: coded.kind.map(|kind| kind.name().to_owned()),
        mode: coded.mode.clone(),
        quad: coded.kind.map(wirefold_report::EventType::quad),
        status: coded.status.map(|status| status.name().to_owned()),
        confidence: (coded.confidence * 1000.0).round() / 1000.0,
    }
}

#[cfg(test)]
mod tests {
    use super::CodeAsk;

    fn resolve(line: &str) -> Result<(String, super::Asked), super::Problem> {
        serde_json::from_str::<CodeAsk>(line).expect("the test's line is JSON").resolve("in:1")
    }

    #[test]
    fn code_points_become_bytes() {
        let line = r#"{"text":"Šid a Čad jednají.","actor":[{"start":0,"end":3,"text":"Šid"}],"recipient":[{"start":6,"end":9}]}"#;
        let (id, asked) = resolve(line).unwrap();
        let shown: Vec<&str> =
            asked.actor.iter().chain(&asked.recipient).map(|s| s.of(&asked.text)).collect();
        assert_eq!((id.as_str(), shown), ("in:1", vec!["Šid", "Čad"]));
    }

    #[test]
    fn spans_of_a_broken_encoding_are_found_in_the_text_put_right() {
        let line = r#"{"text":"CafÃ© Peña met Niñosâ€¦","actor":[{"start":0,"end":5}],"recipient":[{"start":16,"end":22}]}"#;
        let (_, asked) = resolve(line).unwrap();
        assert_eq!(asked.text, "Café Peña met Niños…");
        assert_eq!((asked.actor[0].of(&asked.text), asked.recipient[0].of(&asked.text)), ("Café", "Niños"));
    }

    #[test]
    fn spans_that_are_none_are_problems() {
        for (spans, told) in [
            (r#"[{"start":2,"end":9}]"#, "no span"),
            (r#"[{"start":2,"end":2}]"#, "no span"),
            (r#"[{"start":3,"end":1}]"#, "no span"),
            (r#"[{"start":0,"end":1,"text":"Mali"}]"#, "covers"),
        ] {
            let problem = resolve(&format!(r#"{{"id":"x","text":"Mali","actor":{spans}}}"#)).unwrap_err();
            assert!(problem.reason.contains(told) && problem.reason.contains("actor"), "{problem:?}");
        }
    }
}
