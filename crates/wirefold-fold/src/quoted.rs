//! Which stretches of a text stand in quotation marks.

use wirefold_report::Span;

/// A quotation longer than this was most likely never closed.
const LONGEST: usize = 2_000;

/// Stretches within quotation marks, in order, without the marks. Marks are
/// matched within a paragraph; one that is never closed runs to its end, as it
/// does where a quotation goes on in the next paragraph.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        let paragraph_ends = c == '\n' || c == '#';
        match open {
            Some((start, mark)) if paragraph_ends || closes(mark, c) || at - start > LONGEST => {
                if at > start && at - start <= LONGEST {
                    found.push(Span::new(start, at));
                }
                open = None;
            }
            None if matches!(c, '“' | '"' | '«' | '„' | '「') => open = Some((at + c.len_utf8(), c)),
            _ => {}
        }
    }
    if let Some((start, _)) = open.filter(|(start, _)| *start < text.len() && text.len() - start <= LONGEST) {
        found.push(Span::new(start, text.len()));
    }
    found
}

fn closes(open: char, c: char) -> bool {
    match open {
        '“' => matches!(c, '”' | '"'),
        '"' => matches!(c, '"' | '”'),
        '«' => c == '»',
        '„' => matches!(c, '“' | '”'),
        _ => c == '」',
    }
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn quotations_end_with_their_mark_or_their_paragraph() {
        let quoted = |text: &'static str| spans(text).into_iter().map(|s| s.of(text)).collect::<Vec<_>>();
        assert_eq!(quoted("He said “no” and \"maybe\" to «oui»."), ["no", "maybe", "oui"]);
        assert_eq!(quoted("“It goes on.\nNo quote here."), ["It goes on."]);
        assert_eq!(quoted("\"\" “"), [""; 0]);
    }

    #[test]
    fn a_mark_that_is_never_closed_takes_no_long_text() {
        let text = format!("\"{}", "word ".repeat(100_000));
        assert!(spans(&text).is_empty());
    }
}
