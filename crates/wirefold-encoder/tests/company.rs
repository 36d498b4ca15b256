//! A sentence's reading depends neither on the others read with it nor on the number of threads.

#![allow(clippy::unwrap_used)] // helpers of tests fail by panicking

use wirefold_encoder::{Asking, Encoder, Reading};
use wirefold_models::ENGLISH;

const TEXT: [&str; 9] = [
    "Ministers from eleven countries met in Ankara on Tuesday to discuss the grain corridor .",
    "“ We will not sign , ” the envoy told reporters .",
    "Floods .",
    "The company said its profit rose 14 % to $ 2.3 billion , beating forecasts .",
    "At least 12 people were killed and dozens wounded when a bus overturned near Lahore , police said .",
    "UN CALLS FOR CEASEFIRE",
    "She was elected by a narrow margin , according to the commission 's final tally published on Monday night .",
    "¿ Qué ? \u{200B} 🥰 漢字",
    "The court that tried the former president , whom prosecutors accuse of taking bribes , adjourned until May .",
];

fn words() -> Vec<Vec<&'static str>> {
    TEXT.iter().map(|sentence| sentence.split(' ').collect()).collect()
}

fn read(threads: usize, sentences: &[Vec<&str>]) -> Vec<Reading> {
    read_asked(threads, sentences, &|_| true)
}

fn read_asked(
    threads: usize,
    sentences: &[Vec<&str>],
    direction: &(dyn Fn(usize) -> bool + Sync),
) -> Vec<Reading> {
    let sentences: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
    let asking = Asking { direction, ..Asking::NOTHING };
    Encoder::open(&ENGLISH, threads).unwrap().read_asked(&sentences, asking, &|_| {}).unwrap()
}

#[test]
fn alone_or_in_company_a_sentence_reads_the_same() {
    let together = read(1, &words());
    for (sentence, reading) in words().into_iter().zip(together) {
        assert_eq!(read(1, std::slice::from_ref(&sentence)), [reading], "{sentence:?}");
    }
}

#[test]
fn threads_change_nothing() {
    let many: Vec<_> = (0..20).flat_map(|_| words()).collect();
    assert_eq!(read(1, &many), read(3, &many));
}

#[test]
fn order_changes_nothing_but_the_order() {
    let mut backwards = words();
    backwards.reverse();
    let mut readings = read(2, &backwards);
    readings.reverse();
    assert_eq!(readings, read(2, &words()));
}

#[test]
fn what_a_sentence_says_does_not_depend_on_who_else_is_asked() {
    let all = read(1, &words());
    assert!(all.iter().all(|reading| reading.direction.is_some()));
    let some = read_asked(1, &words(), &|sentence| sentence % 3 == 1);
    for (at, (mut reading, some)) in all.into_iter().zip(some).enumerate() {
        if at % 3 != 1 {
            reading.direction = None;
        }
        assert_eq!(some, reading);
    }
}
