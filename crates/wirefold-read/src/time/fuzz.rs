//! Hostile texts: whatever stands where, nothing panics and spans are right.

use super::{Days, recognise, resolve};
use wirefold_report::{DateBasis, DocumentDate, Sentence, Span, Upos, Word};

/// Pieces that the grammars look for, glued in every order.
const PIECES: &[&str] = &[
    "last ",
    "week ",
    "the ",
    "year",
    "-",
    "ago ",
    "1998",
    " ",
    "May ",
    "5",
    ", ",
    "'",
    "s ",
    "9:30 ",
    "a.m. ",
    "GMT ",
    "(local time) ",
    "two ",
    "half ",
    "a ",
    "quarter ",
    "of ",
    "every ",
    "Tuesday ",
    "morning ",
    "early ",
    "mid-",
    "end of ",
    "BC ",
    "century ",
    "twenty-",
    "first ",
    "$",
    "%",
    "million ",
    "to ",
    "between ",
    "and ",
    "one ",
    "in ",
    "five ",
    "per ",
    "hundreds ",
    "dozens ",
    "m ",
    ".",
    "/",
    "00",
    "99999999999999999999",
    "½",
    "é",
    "\n\n",
    "“",
    "Christmas ",
    "years ",
    "old ",
    "more than ",
    "up ",
    "by ",
    "minus ",
    "until ",
    "31 ",
    "February ",
    "Paris time ",
    "—",
];

/// A small fixed generator, so that a failure can be repeated.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn one_sentence(text: &str) -> Vec<Sentence> {
    let layout = wirefold_text::split_blocks(text);
    let word = |span: Span| Word {
        span,
        lemma: "".into(),
        upos: Upos::X,
        xpos: "".into(),
        features: "_".into(),
        head: None,
        deprel: "".into(),
    };
    let sentence = |s: wirefold_text::Split| Sentence {
        span: s.span,
        block: s.block,
        words: s.words.into_iter().map(word).collect(),
    };
    layout.sentences.into_iter().map(sentence).collect()
}

#[test]
fn pieces_in_any_order_never_panic() {
    let mut state = 7;
    for round in 0..6000 {
        let text: String = (0..1 + round % 12).map(|_| PIECES[next(&mut state) % PIECES.len()]).collect();
        let sentences = one_sentence(&text);
        let found = recognise(&text, &sentences);
        for day in [
            None,
            jiff::civil::Date::new(2023, 10, 17).ok(),
            Some(jiff::civil::Date::MIN),
            Some(jiff::civil::Date::MAX),
        ] {
            let date = DocumentDate { value: day, basis: DateBasis::Metadata, evidence: Vec::new() };
            let days = Days::of(&text, day, None);
            let times = resolve(&text, &sentences, &found, &date, &days, &[], &[]);
            assert!(times.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{text:?}");
            assert!(
                times.iter().all(|t| !t.span.of(&text).trim().is_empty() && !t.value.is_empty()),
                "{text:?}"
            );
            let quantities = crate::quantity::find(&text, &sentences, &times);
            assert!(quantities.iter().all(|q| q.value.is_finite() && !q.span.is_empty()), "{text:?}");
        }
        let _ = crate::date::infer(&wirefold_report::Report::new("r", text.clone()), &found);
    }
}
