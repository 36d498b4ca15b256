use super::{by_copies, group};
use wirefold_report::{Published, Report};

fn report(title: &str, text: &str, day: Option<&str>) -> Report {
    let mut report = Report::new(title, text);
    report.title = Some(title.to_owned());
    report.published =
        day.map(|day| Published { date: day.parse().unwrap(), instant: None, source: day.to_owned() });
    report
}

#[test]
fn reports_of_one_event_make_a_story() {
    let reports = [
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
    ];
    assert_eq!(group(&reports, &[]), [0, 1, 0, 1]);
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
    assert_eq!(group(&[told(Some("2023-05-03")), again(Some("2023-05-04"))], &[]), [0, 0]);
    assert_eq!(group(&[told(Some("2023-05-03")), again(Some("2024-10-20"))], &[]), [0, 1]);
}

#[test]
fn nothing_makes_no_story() {
    assert!(group(&[], &[]).is_empty());
    assert_eq!(group(&[Report::default(), Report::default()], &[]), [0, 1]);
}

#[test]
fn without_events_a_story_is_a_text_and_what_goes_back_to_it() {
    assert_eq!(by_copies(&[None, None, Some(0), Some(2), None, Some(1)]), [0, 1, 0, 0, 2, 1]);
    assert_eq!(by_copies(&[Some(1), None]), [0, 0], "the first need not come first in the input");
}
