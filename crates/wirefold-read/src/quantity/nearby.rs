//! What a number counts or measures where no tree was read: the nearest words
//! that can be it.

use super::number::{Number, Scan, is_small};
use crate::scan::{Gap, Shape};
use wirefold_report::{Sentence, Span};

/// The words behind a number that it counts: "of" and what follows, or the noun that follows.
pub(super) fn counted(scan: &Scan<'_>, sentence: &Sentence, number: &Number) -> Option<Span> {
    let of = scan.word(number.end) == "of";
    chunk(scan, number.end + usize::from(of), sentence)
}

/// The words that a measure is said of.
pub(super) fn measured(scan: &Scan<'_>, sentence: &Sentence, number: &Number) -> Option<Span> {
    let end = number.end;
    if scan.word(end) == "of" {
        return chunk(scan, end + 1, sentence);
    }
    let noun = (scan.counts(end) && scan.tokens[end].gap == Gap::Space).then(|| chunk(scan, end, sentence));
    noun.flatten().or_else(|| opening(scan, sentence, number))
}
/// Words from token `i` on that can be one name of things.
fn chunk(scan: &Scan<'_>, i: usize, sentence: &Sentence) -> Option<Span> {
    let mut at = i;
    while matches!(
        scan.word(at),
        "the" | "a" | "an" | "its" | "their" | "his" | "her" | "all" | "these" | "those"
    ) {
        at += 1;
    }
    let start = at;
    while let Some(token) = scan.tokens.get(at) {
        let fits = token.shape == Shape::Word
            && !is_small(&token.lower)
            && token.end() <= sentence.span.end as usize
            || at > start && token.lower == "-" && scan.glued(at) && scan.glued(at + 1);
        if !fits || token.gap == Gap::Break || at - start >= 4 {
            break;
        }
        at += 1;
        if scan.tokens[at - 1].lower.ends_with('s')
            && at > start
            && !scan.tokens[at - 1].lower.ends_with("ss")
        {
            break;
        }
    }
    (at > start).then(|| Span::new(scan.tokens[start].start, scan.tokens[at - 1].end()))
}

/// The first words of the sentence, up to the first that can be no name.
fn opening(scan: &Scan<'_>, sentence: &Sentence, number: &Number) -> Option<Span> {
    let start = scan.tokens.partition_point(|t| t.start < sentence.span.start as usize);
    let mut at = start;
    while at < number.start && matches!(scan.word(at), "the" | "a" | "an" | "its" | "\"")
        || at == start && is_small(&scan.tokens[at].lower)
    {
        at += 1;
    }
    let first = at;
    while at < number.start && at - first < 4 {
        let token = &scan.tokens[at];
        if token.shape != Shape::Word || is_small(&token.lower) {
            break;
        }
        at += 1;
    }
    (at > first).then(|| Span::new(scan.tokens[first].start, scan.tokens[at - 1].end()))
}
