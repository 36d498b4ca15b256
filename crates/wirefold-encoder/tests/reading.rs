//! What comes back for texts plain and odd.

#![allow(clippy::unwrap_used)] // helpers of tests fail by panicking

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use wirefold_encoder::{Encoder, Reading};
use wirefold_models::ENGLISH;

fn encoder() -> &'static Encoder {
    static ENCODER: OnceLock<Encoder> = OnceLock::new();
    ENCODER.get_or_init(|| Encoder::open(&ENGLISH, 2).unwrap())
}

fn read(text: &str) -> Reading {
    let words: Vec<&str> = text.split(' ').collect();
    encoder().read(&[&words]).unwrap().remove(0)
}

/// Exactly one root, `root` at it alone, and no cycle.
fn is_tree(reading: &Reading) -> bool {
    let words = &reading.words;
    let reaches_root = |word: usize| {
        let mut path = std::iter::successors(Some(words[word].head), |&head| {
            if head == 0 { None } else { Some(words[head - 1].head) }
        });
        path.by_ref().take(words.len() + 1).any(|head| head == 0)
    };
    words.iter().filter(|w| w.head == 0).count() == 1
        && words.iter().all(|w| (w.head == 0) == (w.relation == "root"))
        && (0..words.len()).all(reaches_root)
}

#[test]
fn a_news_sentence_is_read() {
    let reading = read("Protesters in Nairobi were dispersed by police on 25 June , Reuters reported .");
    let arcs: Vec<_> = reading.words.iter().map(|w| (w.lemma.as_str(), w.head, w.relation.name())).collect();
    assert_eq!(arcs[0], ("protester", 5, "nsubj:pass"));
    assert_eq!(arcs[4].0, "disperse");
    assert_eq!(arcs[6], ("police", 5, "obl:agent"));
    let named: Vec<_> = reading.mentions.iter().map(|m| (m.words.clone(), m.kind)).collect();
    assert_eq!(named, [(2..3, "place"), (11..12, "organization")]);
}

#[test]
fn no_sentences_and_no_words_are_no_trouble() {
    assert!(encoder().read(&[]).unwrap().is_empty());
    let readings = encoder().read(&[&[], &["Rain", "."], &[]]).unwrap();
    assert_eq!(readings.iter().map(|r| r.words.len()).collect::<Vec<_>>(), [0, 2, 0]);
}

#[test]
fn a_sentence_without_end_is_read_in_parts() {
    let reading = read(&["The mayor of Lyon visited a school in Toulouse and"; 150].join(" "));
    assert_eq!(reading.words.len(), 1500);
    assert!(is_tree(&reading));
    assert!(reading.mentions.len() > 225, "{}", reading.mentions.len());
}

#[test]
fn progress_counts_every_sentence() {
    let sentences: Vec<Vec<&str>> = (1..90).map(|n| vec!["word"; n * 5]).collect();
    let sentences: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
    let seen = AtomicUsize::new(0);
    encoder()
        .read_with(&sentences, &|n| {
            seen.fetch_add(n, Ordering::Relaxed);
        })
        .unwrap();
    assert_eq!(seen.into_inner(), sentences.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_words_give_a_tree(words in prop::collection::vec(any::<String>(), 1..40)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let reading = encoder().read(&[&words]).unwrap().remove(0);
        prop_assert_eq!(reading.words.len(), words.len());
        prop_assert!(is_tree(&reading));
        prop_assert!(reading.mentions.iter().all(|m| m.words.end <= words.len() && m.words.start < m.words.end));
    }
}
