//! What the tests of the grammars share.

use wirefold_read::{Reading, interpret};
use wirefold_report::{Annotation, Published, Report, Sentence, Span, Upos, Word};

/// Reads a text without a model: the grammars see its words alone.
pub(crate) fn annotate(text: &str, day: Option<&str>) -> Annotation {
    let mut report = Report::new("case", text);
    report.published = day.map(|source| Published {
        date: source.parse().expect("a day"),
        instant: None,
        source: source.to_owned(),
    });
    let layout = wirefold_text::split_blocks(text);
    let word = |span: Span| Word {
        span,
        lemma: span.of(text).to_owned(),
        upos: Upos::X,
        xpos: "".into(),
        features: "_",
        head: None,
        deprel: "".into(),
    };
    let sentences = layout
        .sentences
        .into_iter()
        .map(|s| Sentence { span: s.span, block: s.block, words: s.words.into_iter().map(word).collect() })
        .collect();
    interpret(&report, &Reading { blocks: layout.blocks, sentences, ..Reading::default() }, None)
}
