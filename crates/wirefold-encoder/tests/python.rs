//! Training (Python) and reading (Rust) must see the same pieces, shapes and lemmas. `train/fixtures.py` wrote the
//! fixtures.

#![allow(clippy::unwrap_used)] // helpers of tests fail by panicking

use wirefold_encoder::pieces::Pieces;
use wirefold_encoder::{lemma, shape::shape_of};

/// The fields of a fixture's lines.
fn rows(file: &str) -> Vec<Vec<String>> {
    let path = format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    text.split_terminator('\n').map(|line| line.split('\t').map(unescape).collect()).collect()
}

/// Undoes `\u{HEX}`.
fn unescape(field: &str) -> String {
    let mut parts = field.split("\\u{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_once('}').unwrap();
        text.push(char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap());
        text.push_str(rest);
    }
    text
}

#[test]
fn pieces_and_shapes_are_those_of_the_training() {
    let pieces = Pieces::new(wirefold_models::ENGLISH.vocabulary).unwrap();
    let mut wrong = Vec::new();
    for row in rows("pieces.tsv") {
        let [word, shape, ids] = &row[..] else { panic!("three fields: {row:?}") };
        let found: Vec<String> = pieces.of_word(word).iter().map(ToString::to_string).collect();
        if (shape_of(word).to_string(), found.join(" ")) != (shape.clone(), ids.clone()) {
            wrong.push(format!("{word:?} {} {} for {shape} {ids}", shape_of(word), found.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn lemmas_are_those_of_the_training() {
    for row in rows("lemmas.tsv") {
        let [form, expected, script] = &row[..] else { panic!("three fields: {row:?}") };
        assert_eq!(lemma::apply(script, form), *expected, "{script} on {form:?}");
    }
}
