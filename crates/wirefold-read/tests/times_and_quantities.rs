//! Readable cases: a sentence with the expression in brackets, and what it says.

mod common;

use common::annotate;
use wirefold_report::Change;

/// The text without its brackets, and what stood in them.
fn unbracketed(marked: &str) -> (String, Option<String>) {
    let inside = marked
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(inside, _)| inside.to_owned());
    (marked.replace(['[', ']'], ""), inside)
}

fn cases(source: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    source.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

#[test]
fn times() {
    let mut wrong = Vec::new();
    for case in cases(include_str!("cases/times.tsv")) {
        let &[day, marked, kind, value, modifier] = case.as_slice() else { panic!("five columns: {case:?}") };
        let (text, inside) = unbracketed(marked);
        let read = annotate(&text, (day != "-").then_some(day));
        let found: Vec<String> = read
            .times
            .iter()
            .map(|t| {
                let modifier = t.modifier.map_or("-", |m| m.name());
                format!("{}\t{}\t{}\t{modifier}", t.span.of(&text), t.kind.name(), t.value)
            })
            .collect();
        let expected: Vec<String> =
            inside.map(|i| format!("{i}\t{kind}\t{value}\t{modifier}")).into_iter().collect();
        if found != expected {
            wrong.push(format!("{marked}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quantities() {
    let mut wrong = Vec::new();
    for case in cases(include_str!("cases/quantities.tsv")) {
        let &[marked, value, high, bound, change, unit, counted, of] = case.as_slice() else {
            panic!("eight columns: {case:?}")
        };
        let (text, inside) = unbracketed(marked);
        let found: Vec<String> = annotate(&text, None)
            .quantities
            .iter()
            .map(|q| {
                let high = q.high.map_or("-".to_owned(), |h| h.to_string());
                let change = q.change.map_or("-", |c| if c == Change::Up { "up" } else { "down" });
                let unit = q.unit.as_deref().unwrap_or("-");
                let counted = q.counted.map_or("-", |s| s.of(&text));
                let of = if of == "*" { "*" } else { q.of.map_or("-", |s| s.of(&text)) };
                let said = q.span.of(&text).to_owned();
                format!("{said}\t{}\t{high}\t{}\t{change}\t{unit}\t{counted}\t{of}", q.value, q.bound.sign())
            })
            .collect();
        let row = [value, high, bound, change, unit, counted, of].join("\t");
        let expected: Vec<String> = inside.map(|i| format!("{i}\t{row}")).into_iter().collect();
        if found != expected {
            wrong.push(format!("{marked}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_take_over_the_unit_of_the_one_before() {
    let mut wrong = Vec::new();
    for case in cases(include_str!("cases/carried.tsv")) {
        let &[marked, units] = case.as_slice() else { panic!("two columns: {case:?}") };
        let text = marked.replace(['[', ']'], "");
        let marks = marked.split('[').skip(1).filter_map(|rest| rest.split(']').next());
        let expected: Vec<String> =
            marks.zip(units.split("; ")).map(|(said, unit)| format!("{said}: {unit}")).collect();
        let read = annotate(&text, None).quantities;
        let unit = |unit: &Option<String>| unit.clone().unwrap_or_default();
        let found: Vec<String> =
            read.iter().map(|q| format!("{}: {}", q.span.of(&text), unit(&q.unit))).collect();
        if found != expected {
            wrong.push(format!("{marked}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_clock_time_in_two_zones_is_one_instant() {
    let text = "On 4 May 2023 the ship left the port at 7:15 p.m. (1:15 p.m. Paris time).";
    let read = annotate(text, None);
    let instants: Vec<String> = read.times.iter().filter_map(|t| t.utc).map(|t| t.to_string()).collect();
    assert_eq!(instants, ["2023-05-04T11:15:00Z", "2023-05-04T11:15:00Z"]);
}
