//! Which reports are not in English.

use whatlang::Lang;
use wirefold_report::Report;

/// Characters from the start of a text that its language is told by.
const LOOK: usize = 2000;
/// With fewer letters than this a text's language is not told: names and headings are of any.
const LEAST: usize = 120;

/// The language of a report that is not in English: its name, or the tag that the report states. `None` for English,
/// and where neither the text nor the report tells.
///
/// A report that says it is in English is taken at its word. Otherwise its letters tell, by their trigrams
/// ([whatlang](https://docs.rs/whatlang)), if they do so reliably; pages often state another language than theirs.
///
/// ```
/// use wirefold_intake::foreign_language;
/// use wirefold_report::Report;
///
/// let text = "Die Polizei hat am Montag im Hafen von Rostock drei Männer festgenommen, wie ein Sprecher mitteilte. \
///             Die Staatsanwaltschaft ermittelt gegen sie wegen Schmuggels.";
/// assert_eq!(foreign_language(&Report::new("hafen", text)), Some("German"));
/// assert_eq!(foreign_language(&Report::new("port", "Police arrested three men in Rostock.")), None);
/// ```
#[must_use]
pub fn foreign_language(report: &Report) -> Option<&str> {
    let stated = report.language.as_deref();
    if stated.is_some_and(is_english) {
        return None;
    }
    match told(&report.text) {
        Some(Lang::Eng) => None,
        Some(other) => Some(other.eng_name()),
        None => stated,
    }
}

/// Whether a BCP 47 tag is one of English.
fn is_english(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

/// The language that a text's letters tell.
fn told(text: &str) -> Option<Lang> {
    let end = text.char_indices().nth(LOOK).map_or(text.len(), |(end, _)| end);
    let start = &text[..end];
    if start.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return None;
    }
    whatlang::detect(start).filter(whatlang::Info::is_reliable).map(|found| found.lang())
}

#[cfg(test)]
mod tests {
    use super::foreign_language;
    use wirefold_report::Report;

    const SPANISH: &str = "El ministro de Pesca visitó el puerto el martes y prometió ayudas a las familias de los \
                           marineros desaparecidos tras el temporal que azotó la costa durante la noche.";
    const ENGLISH: &str = "The fisheries minister visited the harbour on Tuesday and promised help for the families \
                           of the sailors who have been missing since the storm that hit the coast overnight.";

    fn report(text: &str, language: Option<&str>) -> Report {
        Report { language: language.map(str::to_owned), ..Report::new("r", text) }
    }

    #[test]
    fn the_text_tells_more_than_the_tag() {
        assert_eq!(foreign_language(&report(SPANISH, None)), Some("Spanish"));
        assert_eq!(foreign_language(&report(ENGLISH, None)), None);
        assert_eq!(foreign_language(&report(ENGLISH, Some("es"))), None, "a template of another language");
    }

    #[test]
    fn english_is_taken_at_its_word_and_short_texts_at_their_tag() {
        assert_eq!(foreign_language(&report(SPANISH, Some("en-GB"))), None);
        assert_eq!(foreign_language(&report("Sturm über Rügen", Some("de"))), Some("de"));
        assert_eq!(foreign_language(&report("Sturm über Rügen", None)), None);
    }
}
