//! What holds for any text whatever.

use proptest::prelude::*;
use std::time::Instant;
use wirefold_report::{BlockKind, Span};
use wirefold_text::quote::{quotations, quoted};
use wirefold_text::{split, split_blocks, split_whole};

/// Most words of one sentence.
const MOST_WORDS: usize = 160;

fn in_order(spans: &[Span], text: &str, whole: Span) {
    for span in spans {
        assert!(!span.is_empty() && whole.contains(*span), "{span:?} lies in {whole:?}");
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
    }
    for pair in spans.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?} are in order");
    }
}

fn check(title: Option<&str>, text: &str) {
    let whole = Span::new(0, text.len());
    for (layout, body) in
        [(split(title, text), true), (split_whole(title, text), false), (split_blocks(text), true)]
    {
        let blocks: Vec<Span> = layout.blocks.iter().map(|b| b.span).collect();
        in_order(&blocks, text, whole);
        let sentences: Vec<Span> = layout.sentences.iter().map(|s| s.span).collect();
        in_order(&sentences, text, whole);
        for sentence in &layout.sentences {
            let block = layout.blocks[sentence.block];
            assert!(block.kind == BlockKind::Body || !body);
            assert!(block.span.contains(sentence.span));
            assert!(!sentence.words.is_empty() && sentence.words.len() <= MOST_WORDS);
            in_order(&sentence.words, text, sentence.span);
            assert_eq!(sentence.span, sentence.words[0].cover(*sentence.words.last().expect("has words")));
        }
        for block in &blocks {
            let found: Vec<Span> = quoted(text, *block).iter().map(|q| q.outer).collect();
            in_order(&found, text, *block);
            assert!(quoted(text, *block).iter().all(|q| q.outer.contains(q.inner) && !q.inner.is_empty()));
        }
        let parts: Vec<Span> = quotations(text, &blocks).iter().flatten().map(|q| q.outer).collect();
        in_order(&parts, text, whole);
    }
}

/// Nothing but white space and datelines is left out where all is body.
fn words_cover(text: &str) {
    let layout = split_blocks(text);
    let mut covered = vec![false; text.len()];
    for word in layout.sentences.iter().flat_map(|s| &s.words) {
        covered[word.range()].fill(true);
    }
    let left: String =
        text.char_indices().filter(|(i, c)| !covered[*i] && !c.is_whitespace()).map(|(_, c)| c).collect();
    assert_eq!(left, "", "{text:?}");
}

fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "Mr.",
        "U.S.",
        "a.m.",
        "the",
        "The",
        "Jane",
        "said",
        "\"",
        "“",
        "”",
        "‘",
        "’",
        "'",
        "'s",
        "n't",
        "(",
        ")",
        "[",
        "]",
        "…",
        "...",
        ".",
        "?",
        "!",
        ",",
        ":",
        ";",
        "—",
        "--",
        "-",
        "$5",
        "5%",
        "3.5",
        "10km",
        "e-mail",
        "and/or",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "  ",
        "\t",
        "###",
        "•",
        "*",
        "1.",
        "OSLO (AP) —",
        "By Jane Doe",
        "http://a.b/c",
        "a@b.org",
        "é",
        "日本",
        "🇺🇸",
        "\u{301}",
        "\u{200d}",
        "\u{2028}",
        "«",
        "»",
        "``",
        "''",
        "_____",
        ":)",
        "No",
        "5",
    ];
    proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_laid_out(text in any::<String>(), title in any::<Option<String>>()) {
        check(title.as_deref(), &text);
    }

    #[test]
    fn any_mixture_of_news_is_laid_out(parts in prop::collection::vec((piece(), prop::bool::ANY), 0..60)) {
        let text: String = parts.iter().map(|(p, gap)| if *gap { format!("{p} ") } else { p.clone() }).collect();
        check(Some("Jane said the"), &text);
    }

    #[test]
    fn no_word_is_lost(parts in prop::collection::vec(piece(), 0..40)) {
        let kept = parts.iter().filter(|p| !p.contains(['#', '(', '—', '-']));
        words_cover(&kept.cloned().collect::<Vec<_>>().join(" "));
    }
}

/// Text that would be slow if anything looked at it more than once a place.
#[test]
fn hostile_text_is_laid_out_in_linear_time() {
    let units = [
        "a", ".", "“", "(", "\"", "'", "a.", "A.", "a@", "a-", "x/", "‘a ", "” ", ". ", "? ", "“a. ", "\n",
        "a\n", "###", "Mr. ", "www.", "[1] ", "_", "a'", "’ s ", "A ", "a b\n", "- ", "— A ", "http://",
        ":) ",
    ];
    let addresses = [("a--", "b@"), ("A--", "b.com"), ("a,", "a@b.c"), ("a.--", "b.x")];
    let repeated = |unit: &str| unit.repeat(400_000 / unit.len());
    let ended = addresses.map(|(unit, end)| (unit, repeated(unit) + end));
    let texts = units.map(|unit| (unit, repeated(unit))).into_iter().chain(ended);
    for (unit, text) in texts {
        let start = Instant::now();
        let layout = split(Some("A title of some words"), &text);
        let blocks: Vec<Span> = layout.blocks.iter().map(|b| b.span).collect();
        let _ = quotations(&text, &blocks);
        let spent = start.elapsed();
        assert!(spent.as_secs() < 20, "{unit:?} took {spent:?}");
        assert!(layout.sentences.iter().all(|s| s.words.len() <= MOST_WORDS));
    }
}
