//! A story of hundreds of reports: a disaster that the world's press follows for ten days, from many sides, beside
//! other events of the same places, people and kind. The files of `large_story/` say what is reported: events, each
//! with sides; `= ` begins a title, other items are sentences, `days` says when a side is reported.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

use std::collections::BTreeMap;

use wirefold_fold::{FoldOptions, Stories, Window, fold};
use wirefold_report::{Published, Report};

/// An event and its sides, the first of which every report may recall.
struct Event {
    reports: usize,
    sides: Vec<Side>,
}

struct Side {
    days: (usize, usize),
    titles: Vec<String>,
    sentences: Vec<String>,
}

fn events(text: &str) -> Vec<Event> {
    let text = format!("\n{text}");
    text.split("\n# ").skip(1).map(event).collect()
}

fn event(text: &str) -> Event {
    let (head, sides) = text.split_once("\n\n## ").expect("an event has sides");
    let reports = field(head, "reports: ").parse().expect("a number of reports");
    Event { reports, sides: sides.split("\n## ").map(side).collect() }
}

fn field<'t>(text: &'t str, name: &str) -> &'t str {
    text.lines().find_map(|line| line.strip_prefix(name)).expect("the field is there")
}

fn side(text: &str) -> Side {
    let (first, last) = field(text, "days: ").split_once('-').expect("from one day to another");
    let (titles, sentences): (Vec<&str>, Vec<&str>) =
        text.lines().filter_map(|line| line.strip_prefix("- ")).partition(|item| item.starts_with("= "));
    Side {
        days: (first.parse().expect("a day"), last.parse().expect("a day")),
        titles: titles.iter().map(|title| title.trim_start_matches("= ").to_owned()).collect(),
        sentences: sentences.into_iter().map(str::to_owned).collect(),
    }
}

/// A number that looks like chance (splitmix64).
fn mixed(seed: u64) -> usize {
    let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let seed = (seed ^ seed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let seed = (seed ^ seed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((seed ^ seed >> 31) >> 8).expect("56 bits")
}

/// How the reports of a test are made.
#[derive(Clone, Copy)]
struct Form {
    dates: bool,
    titles: bool,
}

/// The reports of an event: each has a side of its day, told in two or three of its sentences, then one or two of
/// another side and, as a rule, one of the first.
fn told(event: &Event, seed: u64, form: Form) -> Vec<Report> {
    let begins = event.sides.iter().map(|side| side.days.0).min().unwrap_or(0);
    let ends = event.sides.iter().map(|side| side.days.1).max().unwrap_or(0);
    let one = |n: usize| {
        let day = begins + n * (ends + 1 - begins) / event.reports;
        let mut draws = 0;
        let mut chance = |below: usize| {
            draws += 1;
            mixed(seed << 40 | (n as u64) << 8 | draws) % below
        };
        let open: Vec<&Side> =
            event.sides.iter().filter(|side| (side.days.0..=side.days.1).contains(&day)).collect();
        let (main, other) = (open[chance(open.len())], open[chance(open.len())]);
        let mut sentences: Vec<&str> = Vec::new();
        let (first, step) = (chance(main.sentences.len()), 1 + chance(2));
        for k in 0..2 + chance(2) {
            sentences.push(&main.sentences[(first + k * step) % main.sentences.len()]);
        }
        for _ in 0..1 + chance(2) {
            sentences.push(&other.sentences[chance(other.sentences.len())]);
        }
        if chance(6) > 0 {
            sentences.push(&event.sides[0].sentences[chance(event.sides[0].sentences.len())]);
        }
        let mut kept: Vec<&str> = Vec::new();
        for sentence in sentences {
            if !kept.contains(&sentence) {
                kept.push(sentence);
            }
        }
        let counted = |text: &str| {
            text.replace("{dead}", &(31 + day * 17).to_string())
                .replace("{injured}", &(400 + day * 230).to_string())
        };
        let mut report = Report::new(format!("{seed}-{n}"), counted(&kept.join(" ")));
        report.title = form.titles.then(|| counted(&main.titles[chance(main.titles.len())]));
        let date = jiff::civil::date(2031, 3, 2).checked_add(jiff::Span::new().days(day as i64));
        let date = date.expect("a day of March");
        report.published = form.dates.then(|| Published { date, instant: None, source: date.to_string() });
        report
    };
    (0..event.reports).map(one).collect()
}

/// All reports as they come, each with the number of its event: in order of publication or, without dates, in none.
fn stream(form: Form) -> Vec<(usize, Report)> {
    let mut all = events(include_str!("large_story/blast.md"));
    all.extend(events(include_str!("large_story/others.md")));
    let mut reports: Vec<(usize, Report)> = Vec::new();
    for (at, event) in all.iter().enumerate() {
        reports.extend(told(event, at as u64 + 1, form).into_iter().map(|report| (at, report)));
    }
    let chance =
        |report: &Report| mixed(report.id.bytes().fold(7, |hash: u64, byte| hash * 31 + u64::from(byte)));
    reports.sort_by_key(|(_, report)| (report.published.as_ref().map(|day| day.date), chance(report)));
    reports
}

/// For each event: its reports, how many of them the largest story holds, how many others that story holds.
fn grouped(form: Form) -> Vec<(usize, usize, usize)> {
    let (of, reports): (Vec<usize>, Vec<Report>) = stream(form).into_iter().unzip();
    let stories = fold(&reports, &FoldOptions { copies: false, ..FoldOptions::default() }, &mut |_| {}).story;
    let held = |event: usize| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (story, _) in stories.iter().zip(&of).filter(|(_, of)| **of == event) {
            *counts.entry(*story).or_default() += 1;
        }
        let (largest, own) =
            counts.into_iter().max_by_key(|(_, count)| *count).expect("an event has reports");
        let all = stories.iter().filter(|story| **story == largest).count();
        (of.iter().filter(|of| **of == event).count(), own, all - own)
    };
    let found: Vec<_> = (0..=of.iter().copied().max().unwrap_or(0)).map(held).collect();
    println!("reports, in one story, others there: {found:?}");
    found
}

fn check(form: Form, share: f64) {
    for (reports, own, others) in grouped(form) {
        assert!(own as f64 >= share * reports as f64, "{own} of {reports} reports are in one story");
        assert_eq!(others, 0, "others stay out");
    }
}

#[test]
fn a_story_of_hundreds_of_reports_holds_together_and_others_stay_out() {
    check(Form { dates: true, titles: true }, 0.95);
}

#[test]
fn it_does_so_without_dates() {
    check(Form { dates: false, titles: true }, 0.95);
}

#[test]
fn it_does_so_without_titles() {
    check(Form { dates: true, titles: false }, 0.95);
}

#[test]
fn it_does_so_with_texts_alone() {
    check(Form { dates: false, titles: false }, 0.95);
}

#[test]
fn a_stream_that_is_cut_goes_on_as_if_it_had_not_been() {
    let reports: Vec<Report> =
        stream(Form { dates: true, titles: true }).into_iter().map(|(_, report)| report).collect();
    let shelf: Vec<&Report> = reports.iter().collect();
    let days: Vec<_> = reports.iter().map(|report| report.published.as_ref().map(|day| day.date)).collect();
    let none = vec![Vec::new(); reports.len()];
    for window in [Window::default(), Window { days: 2, reports: 150 }] {
        let mut whole = Stories::new(window);
        let at_once = whole.add(shelf.as_slice(), &none);
        for stop in [200, 500] {
            let mut part = Stories::new(window);
            part.add(shelf.as_slice(), &none[..stop]);
            let mut again = Stories::restored(window, part.ledger().clone(), &days[..stop], shelf.as_slice());
            assert!(part.add(shelf.as_slice(), &none[stop..]) == at_once[stop..], "in parts");
            assert!(again.add(shelf.as_slice(), &none[stop..]) == at_once[stop..], "read again");
            assert!(again.ledger() == whole.ledger(), "the same stories");
        }
    }
}
