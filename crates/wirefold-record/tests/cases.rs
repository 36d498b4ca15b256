//! Whole stories, one file each: see `support` for how they are written.

#![expect(clippy::unwrap_used, reason = "a case that is written wrongly shall fail")]

mod support;

use std::sync::Arc;
use support::{Case, render};

fn check(name: &str, file: &str) {
    let case = Case::parse(file);
    assert!(!case.expected.is_empty(), "{name} expects something");
    let record = case.record();
    let mut wrong = String::new();
    for (part, expected) in &case.expected {
        let lines = render::lines(&record, &case.reports, part);
        if lines != *expected {
            wrong.push_str(&format!("== {part}\n{}\n", lines.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{name} came out otherwise:\n{wrong}");
    assert_eq!(record, case.record(), "{name} comes out the same twice");
}

macro_rules! cases {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), include_str!(concat!("cases/", stringify!($name), ".txt")));
        }
    )*};
}

cases! {
    rewrite_of_one_agency_text
    two_speakers_of_one_name
    a_surname_without_its_mark
    toll_grows
    independent_reports
    tense_and_hedging
    measures_and_tolls
    the_next_day
    numbers_set_against_others
    one_value_after_another
    recalled_and_ahead
    what_is_answered
    what_is_no_conflict
    who_belongs_to_whom
    dates_that_tell_nothing
    each_tells_of_its_own
    what_another_answers
    two_fates
    dates_told_aside
}

/// A story of `copies` copies of one report and one report of its own.
fn story_of(copies: usize) -> Case {
    let (mut file, mut fold) = (String::new(), "== fold\n".to_owned());
    for i in 0..copies {
        let toll = 40 + i % 3;
        file.push_str(&format!(
            "== report c{i}\nThe ferry Havfru hit a pier in Moss on Monday and {toll} people were hurt.\n\
             Captain Ola Vik said “the engine simply stopped”.\n\
             == read c{i}\nplace Moss country=NOR\nperson Ola Vik\ntime Monday value=2031-03-03\n\
             quantity {toll} people value={toll} of=people\n\
             quote the engine simply stopped cue=said source=Ola Vik\n\
             event ASSAULT trigger=hit actor=Ola Vik recipient=Moss date=2031-03-03\n"
        ));
        if i > 0 {
            fold.push_str(&format!("copy c{i} of c0\n"));
        }
    }
    file.push_str(
        "== report own\nIn Moss, pupils planted forty trees.\n== read own\nplace Moss country=NOR\n",
    );
    Case::parse(&(file + &fold))
}

#[test]
fn a_hundred_copies_are_told_once() {
    const COPIES: usize = 100;
    let record = story_of(COPIES).record();
    assert_eq!((record.origins, record.events.len(), record.quotes.len()), (2, 1, 1));
    assert_eq!((record.events[0].reports.len(), record.events[0].origins), (COPIES, 1));
    assert_eq!(record.quotes[0].variants.len(), COPIES);
    assert_eq!(record.differences.len(), 1, "one number differs: {:?}", record.differences);
    assert!(record.alignment.len() < 2 * 3 * COPIES, "pairs are not compared all with all");
}

#[test]
fn what_points_nowhere_is_left_out() {
    let mut case = story_of(2);
    let annotation = &mut case.annotations[1];
    annotation.events[0].sentence = 99;
    annotation.mentions[0].entity = wirefold_report::EntityId(99);
    annotation.quotes[0].speaker = Some(wirefold_report::EntityId(99));
    annotation.quotes[0].content.clear();
    Arc::make_mut(&mut annotation.sentences)[1].words.clear();
    case.annotations[0].sentences = [].into();
    let record = case.record();
    assert_eq!(record.reports.len(), 3);
    assert_eq!(record.alignment, []);
}
