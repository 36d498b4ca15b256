//! What stands in quotation marks.
//!
//! The reader's quotes say who speaks; the marks alone say which words are
//! given as said. They are paired within a block, so that one that was never
//! closed spoils no more than its paragraph.

use wirefold_report::{Annotation, QuoteKind, Span};

/// The insides of all pairs of quotation marks, and the direct quotes that the
/// reader found by other signs, in order and without overlap.
pub(crate) fn stretches(text: &str, annotation: &Annotation) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for block in &annotation.blocks {
        scan(text, block.span, &mut found);
    }
    if annotation.blocks.is_empty() {
        scan(text, Span::new(0, text.len()), &mut found);
    }
    let direct = annotation.quotes.iter().filter(|q| q.kind == QuoteKind::Direct);
    let mut more: Vec<Span> = direct.flat_map(|q| &q.content).map(|&s| bare(text, s)).collect();
    found.sort_unstable();
    more.retain(|span| !span.is_empty() && !overlaps_any(&found, *span));
    found.append(&mut more);
    found.sort_unstable();
    found.dedup_by(|later, earlier| earlier.overlaps(*later));
    found
}

fn overlaps_any(sorted: &[Span], span: Span) -> bool {
    let at = sorted.partition_point(|s| s.end <= span.start);
    sorted.get(at).is_some_and(|s| s.overlaps(span))
}

/// The span without quotation marks at its ends.
fn bare(text: &str, span: Span) -> Span {
    let mark = |c: char| c.is_whitespace() || "“”„«»\"‘’'".contains(c);
    let inside = span.of(text).trim_end_matches(mark);
    let end = span.start as usize + inside.len();
    Span::new(end - inside.trim_start_matches(mark).len(), end)
}

fn scan(text: &str, block: Span, found: &mut Vec<Span>) {
    let mut open: Option<(&[char], usize)> = None;
    for (i, c) in block.of(text).char_indices() {
        let at = block.start as usize + i;
        match open {
            Some((closers, start)) if closers.contains(&c) => {
                if start < at {
                    found.push(Span::new(start, at));
                }
                open = None;
            }
            Some(_) => {}
            None => open = closers_of(c).map(|closers| (closers, at + c.len_utf8())),
        }
    }
}

fn closers_of(c: char) -> Option<&'static [char]> {
    match c {
        '“' => Some(&['”']),
        '„' => Some(&['“', '”']),
        '«' => Some(&['»']),
        '"' => Some(&['"']),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::stretches;
    use wirefold_report::{Annotation, Block, BlockKind, Span};

    fn quoted(text: &str) -> Vec<&str> {
        let mut annotation = Annotation::default();
        let mut start = 0;
        for line in text.split('\n') {
            annotation
                .blocks
                .push(Block { span: Span::new(start, start + line.len()), kind: BlockKind::Body });
            start += line.len() + 1;
        }
        stretches(text, &annotation).iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn marks_are_paired_within_a_block() {
        assert_eq!(quoted("He “left” \"early\" «today» and „gone“."), ["left", "early", "today", "gone"]);
        assert_eq!(quoted("An “open one\nA “closed” one"), ["closed"]);
        assert_eq!(quoted("“” \"\" ” “"), [""; 0]);
    }
}
