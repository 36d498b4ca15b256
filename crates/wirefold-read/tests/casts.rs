//! Who did what a word tells, and to whom, with the real weights: parties that stand where no rule looks for them, and
//! those that stand where rules do.

#![allow(clippy::unwrap_used)] // helpers of tests fail by panicking

use wirefold_read::{Depth, Queue, Reader, interpret};
use wirefold_report::{Party, Report};

/// Who acts, who is acted upon, the word that tells it, and the sentence; one a line of `casts.txt`.
const CASES: &str = include_str!("cases/casts.txt");

#[test]
fn words_tell_of_who_stands_in_their_sentence() {
    let cases: Vec<Vec<&str>> =
        CASES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(" | ").collect()).collect();
    let reports: Vec<Report> =
        cases.iter().map(|case| Report { text: case[3].to_owned(), ..Report::default() }).collect();
    let readings = Reader::open(1).unwrap().read(Queue::of(&reports, Depth::Full), &|_| {}).unwrap();
    for ((case, report), reading) in cases.iter().zip(&reports).zip(&readings) {
        let side = |parties: &[Party]| match parties {
            [] => "-".to_owned(),
            all => all.iter().map(|p| p.span.of(&report.text)).collect::<Vec<_>>().join(", "),
        };
        let told: Vec<[String; 3]> = interpret(report, reading, None)
            .events
            .iter()
            .map(|e| [side(&e.actors), side(&e.recipients), e.trigger.of(&report.text).to_owned()])
            .collect();
        assert!(told.iter().any(|event| *event == case[..3]), "{case:?}: {told:?}");
    }
}
