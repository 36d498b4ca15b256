//! What a word tells in its sentence, with the real weights: the same words as deeds and as talk.

#![allow(clippy::unwrap_used)] // helpers of tests fail by panicking

use wirefold_read::{Depth, Queue, Reader, interpret};
use wirefold_report::Report;

/// A sentence, the word that tells its event, and the type; one a line of `senses.txt`.
const CASES: &str = include_str!("cases/senses.txt");

#[test]
fn words_tell_what_their_sentence_says() {
    let cases: Vec<Vec<&str>> =
        CASES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(" | ").collect()).collect();
    let reports: Vec<Report> =
        cases.iter().map(|case| Report { text: case[2].to_owned(), ..Report::default() }).collect();
    let readings = Reader::open(1).unwrap().read(Queue::of(&reports, Depth::Full), &|_| {}).unwrap();
    for ((case, report), reading) in cases.iter().zip(&reports).zip(&readings) {
        let said = interpret(report, reading, None);
        let told: Vec<(&str, &str)> =
            said.events.iter().map(|e| (e.kind.name(), e.trigger.of(&report.text))).collect();
        assert!(told.contains(&(case[0], case[1])), "{case:?}: {told:?}");
    }
}
