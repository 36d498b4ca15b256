use super::{by_copies, numbered};
use crate::{Change, FoldOptions, Ledger, Placed, Reason, Stories, Window, fold};
use jiff::civil::Date;
use std::collections::BTreeSet;
use wirefold_report::{Published, Report};

fn report(title: &str, text: &str, day: Option<&str>) -> Report {
    let mut report = Report::new(title, text);
    report.title = Some(title.to_owned());
    report.published =
        day.map(|day| Published { date: day.parse().unwrap(), instant: None, source: day.to_owned() });
    report
}

fn group(reports: &[Report]) -> Vec<usize> {
    fold(reports, &FoldOptions { copies: false, ..FoldOptions::default() }, &mut |_| {}).story
}

/// An earthquake and a bank, told in turn.
fn two_events() -> [Report; 4] {
    [
        report(
            "Quake shakes Izmir",
            "An earthquake of magnitude 6.1 damaged the harbour of Izmir. Governor Demir closed schools.",
            None,
        ),
        report(
            "Bank of Chile cuts rates",
            "Chile's central bank cut its main rate by half a point on Tuesday, citing weak copper prices.",
            None,
        ),
        report(
            "Schools shut after Izmir earthquake",
            "Governor Demir shut all schools in Izmir after an earthquake damaged the harbour.",
            None,
        ),
        report(
            "Rates fall in Chile",
            "Weak copper prices led the central bank of Chile to cut rates by half a point.",
            None,
        ),
    ]
}

#[test]
fn reports_of_one_event_make_a_story() {
    assert_eq!(group(&two_events()), [0, 1, 0, 1]);
}

#[test]
fn a_year_later_it_is_another_event() {
    let told = |day| {
        report(
            "Flood in Ravenna",
            "The river Savio flooded the west of Ravenna. Mayor Rossi asked for boats.",
            day,
        )
    };
    let again = |day| {
        report(
            "Ravenna under water",
            "In Ravenna the river Savio rose over its banks, and Mayor Rossi spoke of losses.",
            day,
        )
    };
    assert_eq!(group(&[told(Some("2023-05-03")), again(Some("2023-05-04"))]), [0, 0]);
    assert_eq!(group(&[told(Some("2023-05-03")), again(Some("2024-10-20"))]), [0, 1]);
}

#[test]
fn nothing_makes_no_story() {
    assert!(group(&[]).is_empty());
    assert_eq!(group(&[Report::default(), Report::default()]), [0, 1]);
}

#[test]
fn without_events_a_story_is_a_text_and_what_goes_back_to_it() {
    assert_eq!(by_copies(&[None, None, Some(0), Some(2), None, Some(1)]), [0, 1, 0, 0, 2, 1]);
    assert_eq!(by_copies(&[Some(1), None]), [0, 0], "the first need not come first in the input");
    assert_eq!(numbered([7, 3, 7].into_iter()), [0, 1, 0]);
}

/// Four events, each told five times over some days in words of its own and of the others.
fn stream() -> Vec<Report> {
    const EVENTS: [[&str; 6]; 4] = [
        ["Izmir", "earthquake", "harbour", "Demir", "schools", "magnitude"],
        ["Kalmar", "ferry", "tugs", "Berg", "lorries", "rudder"],
        ["Ghent", "bakers", "flour", "Maes", "guild", "shops"],
        ["Ravenna", "flood", "Savio", "Rossi", "boats", "dikes"],
    ];
    let told = |n: usize| {
        let [place, what, with, who, whom, how] = EVENTS[n * 7 % 4];
        let lines = [
            format!("{place} counts losses after {what}. {who} spoke of {whom} and {how} on the third day."),
            format!("The {what} at {place} hit {with} and {whom}, said {who}, who asked for help."),
            format!("{who} told {place} that the {what} would be looked into: {how}, {with}, all of it."),
            format!("In {place} the {with} and the {whom} suffered from the {what}. {who} blamed {how}."),
            format!("After the {what} of {place}: {whom} return, {who} thanks all, {with} open again."),
        ];
        let text = lines[n % 5].clone();
        let day = format!("2031-03-{:02}", 1 + n / 4);
        report(
            &format!("{what} in {place}: {}", [with, whom, how][n % 3]),
            &text,
            (n % 6 != 5).then_some(&day),
        )
    };
    (0..40).map(told).collect()
}

/// Adds the stream's reports in parts.
fn added(parts: &[usize], window: Window) -> (Vec<Placed>, Stories) {
    let reports = stream();
    let shelf: Vec<&Report> = reports.iter().collect();
    let mut stories = Stories::new(window);
    let mut placed = Vec::new();
    for &end in parts {
        let part = vec![Vec::new(); end - stories.ledger().len()];
        placed.extend(stories.add(shelf.as_slice(), &part));
    }
    (placed, stories)
}

#[test]
fn reports_come_to_the_same_in_whatever_parts_they_are_added() {
    let (at_once, stories) = added(&[40], Window::default());
    assert_eq!(added(&[1, 2, 3, 17, 17, 40], Window::default()).0, at_once);
    assert_eq!(added(&(1..=40).collect::<Vec<_>>(), Window::default()).0, at_once);
    let told: BTreeSet<usize> = (0..40).map(|report| stories.ledger().story_of(report)).collect();
    assert!(told.len() < 8, "reports join: {:?}", stories.ledger());
}

#[test]
fn restored_stories_go_on_where_they_were() {
    let small = Window { days: 3, reports: 6 };
    let reports = stream();
    let shelf: Vec<&Report> = reports.iter().collect();
    let days: Vec<Option<Date>> =
        reports.iter().map(|report| report.published.as_ref().map(|published| published.date)).collect();
    for window in [Window::default(), small] {
        let (at_once, whole) = added(&[40], window);
        for stop in [1, 13, 29] {
            let (_, part) = added(&[stop], window);
            let mut again = Stories::restored(window, part.ledger().clone(), &days[..stop], shelf.as_slice());
            assert_eq!(again.add(shelf.as_slice(), &vec![Vec::new(); 40 - stop]), at_once[stop..]);
            assert_eq!(again.ledger(), whole.ledger());
        }
    }
}

#[test]
fn a_text_in_common_makes_one_story_while_it_is_open() {
    let told = |day| report("Diary", "Notes from the reading room.", Some(day));
    let reports = [told("2031-03-01"), told("2031-03-09"), told("2031-05-09")];
    let shelf: Vec<&Report> = reports.iter().collect();
    let mut stories = Stories::new(Window::default());
    let placed = stories.add(shelf.as_slice(), &[vec![], vec![0], vec![0, 1]]);
    assert_eq!(placed[1].reason, Reason::SharedText(0));
    assert_eq!(placed[1].changes, [Change::Joined { story: 0 }]);
    assert_eq!(placed[2].reason, Reason::New, "the story was closed long before");
    assert_eq!(placed[2].changes, [Change::Created { story: 1 }]);
}

#[test]
fn merged_stories_lead_to_what_they_became_part_of() {
    let mut ledger = Ledger::of(&[0, 1, 2], 3);
    for change in [Change::Merged { story: 2, into: 1 }, Change::Merged { story: 1, into: 0 }] {
        ledger.note(change);
    }
    assert_eq!((ledger.resolve(2), ledger.story_of(2)), (0, 0));
    ledger.note(Change::Split { story: 3, founder: 1, from: 0 });
    ledger.note(Change::Moved { report: 1, into: 3 });
    assert_eq!((ledger.story_of(1), ledger.story_of(2), ledger.resolve(1)), (3, 0, 0));
    ledger.note(Change::Created { story: 4 });
    assert_eq!((ledger.len(), ledger.stories(), ledger.story_of(3)), (4, 5, 4));
}

/// Made-up names, each of its own.
fn name(n: usize) -> String {
    const FIRST: [&str; 12] =
        ["Bar", "Kol", "Mer", "Tav", "Ost", "Lin", "Dra", "Pel", "Vos", "Hag", "Sim", "Ruk"];
    const LAST: [&str; 11] =
        ["ovan", "esti", "ardu", "inko", "ulma", "etra", "obis", "agne", "ikku", "orro", "ewitz"];
    format!("{}{}", FIRST[n % 12], LAST[n % 11])
}

/// How many reports the largest story holds.
fn largest(stories: &[usize]) -> usize {
    stories.iter().map(|one| stories.iter().filter(|other| *other == one).count()).max().unwrap_or(0)
}

#[test]
fn a_long_chain_of_half_related_reports_does_not_melt_into_one() {
    const DONE: [[&str; 3]; 6] = [
        ["opened", "a bridge", "tolls"],
        ["sued", "a newspaper", "pictures"],
        ["sold", "a vineyard", "debts"],
        ["joined", "a strike", "wages"],
        ["left", "a choir", "rehearsals"],
        ["bought", "a shipyard", "cranes"],
    ];
    let told = |n: usize| {
        let [did, what, about] = DONE[n % 6];
        let (one, other, place) = (name(n), name(n + 1), name(500 + n * 5));
        let day = format!("2031-03-{:02}", 1 + n / 8);
        report(
            &format!("{one} {did} {what} in {place}"),
            &format!(
                "{one} {did} {what} in {place} and spoke of {about}. The mayor thanked {one}. A week ago {one} had met {other}, who was not in {place}."
            ),
            Some(&day),
        )
    };
    let stories = group(&(0..120).map(told).collect::<Vec<_>>());
    assert!(largest(&stories) <= 4, "the largest holds {} reports", largest(&stories));
}

#[test]
fn a_third_report_shows_that_two_have_another_event() {
    let reports = two_events();
    let shelf: Vec<&Report> = reports.iter().collect();
    let wrong = Ledger::of(&[0, 0], 1);
    let mut stories = Stories::restored(Window::default(), wrong, &[None, None], shelf.as_slice());
    let placed = stories.add(shelf.as_slice(), &[Vec::new()]);
    assert_eq!(placed[0].changes[0], Change::Joined { story: 0 });
    let of = |report: usize| stories.ledger().story_of(report);
    assert!(of(0) == of(2) && of(0) != of(1), "{:?}", stories.ledger());
}
