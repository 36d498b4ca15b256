//! What the tests of the grammars share.

use wirefold_read::{Reading, interpret};
use wirefold_report::{Annotation, Published, Report};

/// Reads a text without a model: the grammars see its words alone.
pub(crate) fn annotate(text: &str, day: Option<&str>) -> Annotation {
    let mut report = Report::new("case", text);
    report.published = day.map(|source| Published {
        date: source.parse().expect("a day"),
        instant: None,
        source: source.to_owned(),
    });
    interpret(&report, &Reading::without_model(text, wirefold_text::split_blocks(text)), None)
}
