//! CoNLL-U 2: words, tags and trees for tools that read treebanks.
//!
//! Format: <https://universaldependencies.org/format.html>.

use crate::contract::CodePoints;
use std::fmt::Write as _;
use wirefold_read::Reading;
use wirefold_report::{BlockKind, Report, Sentence, Word};
use wirefold_text::one_line;

/// One report as a CoNLL-U document. Columns that wirefold does not fill are `_`;
/// MISC holds the word's code points in the report's text. A comment names the
/// block of a sentence that is not running text: `# block = heading`.
#[must_use]
pub(crate) fn document(report: &Report, read: &Reading) -> String {
    let points = CodePoints::of(report);
    let mut out = format!("# newdoc id = {}\n", one_line(&report.id));
    let mut block = None;
    for (i, sentence) in read.sentences.iter().enumerate() {
        if block.replace(sentence.block) != Some(sentence.block) {
            out.push_str("# newpar\n");
        }
        let kind = read.blocks[sentence.block].kind;
        if kind != BlockKind::Body {
            let _ = writeln!(out, "# block = {}", kind.name());
        }
        let text = one_line(sentence.span.of(&report.text));
        let _ = writeln!(out, "# sent_id = {}-{}\n# text = {text}", one_line(&report.id), i + 1);
        write_words(&mut out, report, sentence, &points);
        out.push('\n');
    }
    out
}

fn write_words(out: &mut String, report: &Report, sentence: &Sentence, points: &CodePoints<'_>) {
    for (i, word) in sentence.words.iter().enumerate() {
        let form = one_line(word.span.of(&report.text));
        let head = word.head.map_or(0, |h| h + 1);
        let glued = sentence.words.get(i + 1).is_some_and(|next| next.span.start == word.span.end);
        let _ = writeln!(
            out,
            "{}\t{form}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{}",
            i + 1,
            filled(&word.lemma),
            word.upos.name(),
            filled(&word.xpos),
            filled(&word.features),
            filled(&word.deprel),
            misc(word, points, glued),
        );
    }
}

fn misc(word: &Word, points: &CodePoints<'_>, glued: bool) -> String {
    let range = word.span.range();
    let (start, end) = (points.before(range.start), points.before(range.end));
    let space = if glued { "SpaceAfter=No|" } else { "" };
    format!("{space}start_char={start}|end_char={end}")
}

/// A field of the format is never empty.
fn filled(field: &str) -> String {
    if field.is_empty() { "_".to_owned() } else { one_line(field) }
}

#[cfg(test)]
mod tests {
    use super::document;
    use wirefold_read::Reading;
    use wirefold_report::{Block, BlockKind, Report, Sentence, Span, Upos, Word};

    fn word(start: usize, end: usize, head: Option<usize>, deprel: &str) -> Word {
        let (lemma, xpos) = ("x".into(), "".into());
        Word {
            span: Span::new(start, end),
            lemma,
            upos: Upos::X,
            xpos,
            features: "Number=Sing".into(),
            head,
            deprel: deprel.into(),
        }
    }

    #[test]
    fn a_document_has_ten_columns_and_code_points() {
        let report = Report::new("r 1", "Zoë left.");
        let words =
            vec![word(0, 4, Some(1), "nsubj"), word(5, 9, None, "root"), word(9, 10, Some(1), "punct")];
        let sentence = Sentence { span: Span::new(0, 10), block: 0, words };
        let blocks = vec![Block { span: Span::new(0, 10), kind: BlockKind::Heading }];
        let read = Reading { blocks, sentences: [sentence].into(), ..Reading::default() };
        let expect = "# newdoc id = r 1\n# newpar\n# block = heading\n# sent_id = r 1-1\n# text = Zoë left.\n\
            1\tZoë\tx\tX\t_\tNumber=Sing\t2\tnsubj\t_\tstart_char=0|end_char=3\n\
            2\tleft\tx\tX\t_\tNumber=Sing\t0\troot\t_\tSpaceAfter=No|start_char=4|end_char=8\n\
            3\t.\tx\tX\t_\tNumber=Sing\t2\tpunct\t_\tstart_char=8|end_char=9\n\n";
        assert_eq!(document(&report, &read), expect);
    }
}
