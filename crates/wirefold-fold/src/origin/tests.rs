use super::{Origins, of, stated_in};
use jiff::civil::date;
use wirefold_report::{OriginBasis, Published, Relation, RelationKind, Report, SharedPassage, Span};

fn describe(text: &str) -> String {
    let report = Report::new("r", text);
    let stated = Origins::default().add([&report].as_slice(), 1).remove(0);
    stated.origin.map_or("nobody".to_owned(), |origin| {
        let evidence: Vec<&str> = origin.evidence.iter().map(|span| span.of(text)).collect();
        format!("{} | {} | {}", origin.name, origin.basis.name(), evidence.join("; "))
    })
}

/// Every case of `cases.md`.
#[test]
fn marks_are_read_as_the_cases_say() {
    let mut text = String::new();
    let (mut checked, mut wrong) = (0, Vec::new());
    for line in include_str!("cases.md").lines() {
        if let Some(code) = line.strip_prefix("    ") {
            text.push_str(code);
            text.push('\n');
        } else if (line == "nobody" || line.contains(" | ")) && !text.is_empty() {
            let found = describe(text.trim_end());
            if found != line {
                wrong.push(format!("{text}found: {found}, said: {line}"));
            }
            text.clear();
            checked += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(checked >= 60, "the file holds cases: {checked}");
}

fn named(report: Report) -> Option<String> {
    of(&[report], &[]).remove(0).map(|origin| origin.name)
}

/// Fields of the input: credit, outlet, address; text; whose it is.
#[test]
fn metadata_say_who_wrote_it() {
    let rain = "It rained in Turin all day.";
    let cases = [
        ("AFP", "", "", rain, Some("AFP")),
        ("By Jane Miller; Reuters", "", "", rain, Some("Reuters")),
        ("By AP and Reuters", "", "", rain, Some("AP, Reuters")),
        ("reuters", "", "", rain, Some("Reuters")),
        ("Photo: AFP", "", "", rain, None),
        ("Jane Miller/Reuters", "", "", rain, None),
        ("Jane Miller, former Reuters correspondent", "", "", rain, None),
        ("Jane Miller teaches and has written for the New York Times", "", "", rain, None),
        ("Source: AFP", "", "", rain, Some("AFP")),
        ("Source: CNN", "", "", rain, None),
        ("", "AP News", "", rain, Some("AP")),
        ("", "Reuters UK", "", rain, Some("Reuters")),
        ("", "https://www.reuters.com", "", rain, Some("Reuters")),
        ("", "uk.reuters.com", "", rain, Some("Reuters")),
        ("", "CNN", "https://edition.cnn.com/rain", rain, None),
        ("", "Turin Post", "https://apnews.com/article/rain", rain, Some("AP")),
        ("", "ANSA", "", "TURIN (AFP) — It rained in Turin all day.", Some("AFP")),
        ("", "ANSA", "", "It rained, the mayor told AFP.", Some("ANSA")),
        ("AP", "", "", "TURIN (AFP) — It rained in Turin all day.", Some("AP")),
    ];
    let given = |field: &str| (!field.is_empty()).then(|| field.to_owned());
    for (credit, outlet, url, text, origin) in cases {
        let report = Report {
            credit: given(credit),
            outlet: given(outlet),
            url: given(url),
            ..Report::new("r", text)
        };
        assert_eq!(named(report).as_deref(), origin, "{credit:?} {outlet:?} {url:?}: {text}");
    }
}

fn published(day: i8, text: &str) -> Report {
    let published = Published { date: date(2024, 5, day), instant: None, source: String::new() };
    Report { published: Some(published), ..Report::new(text, text) }
}

/// Related up to so many bytes of both.
fn related(a: usize, b: usize, end: usize) -> Relation {
    let shared = [(0, 4), (5, end)].map(|(start, end)| {
        let span = Span::new(start, end);
        SharedPassage { a: span, b: span, similarity: 1.0 }
    });
    Relation { a, b, kind: Some(RelationKind::Copy), similarity: 0.9, shared: shared.to_vec() }
}

#[test]
fn an_agency_off_the_list_is_known_from_its_second_place_on() {
    let told = "Bakers will strike for a day, their guild master told Northwire on Friday.";
    let oslo = "OSLO (Northwire) — The council voted on Monday to close the old fish market hall.";
    let riga = "RIGA, May 3 (Northwire) — The port was closed on Monday after a storm tore two boats away.";
    let names = |reports: &[Report]| -> Vec<Option<String>> {
        of(reports, &[]).into_iter().map(|origin| origin.map(|origin| origin.name)).collect()
    };
    let northwire = || Some("Northwire".to_owned());
    assert_eq!(names(&[published(1, oslo), published(2, told)]), [northwire(), None]);
    let all = [published(4, told), published(1, oslo), published(2, told), published(3, riga)];
    assert_eq!(names(&all), [northwire(), northwire(), None, northwire()]);
}

#[test]
fn shared_text_hands_on_an_origin_with_its_evidence() {
    let text = "A ferry ran aground off Kalmar on Monday in thick fog, the coast guard said.";
    let reports = [
        published(1, &format!("KALMAR (AFP) — {text}")),
        published(2, text),
        published(3, text),
        published(4, text),
    ];
    let relations = [related(0, 1, 30), related(1, 2, text.len()), related(1, 3, 30)];
    let origins = of(&reports, &relations);
    let by_text = |at: usize| {
        let origin: &wirefold_report::Origin = origins[at].as_ref().expect("it shares a credited text");
        (origin.name.as_str(), origin.basis, origin.evidence.clone())
    };
    let expected = |end: usize| ("AFP", OriginBasis::SharedText, vec![Span::new(5, end)]);
    assert_eq!((by_text(1), by_text(2)), (expected(30), expected(text.len())));
    assert_eq!(origins[3], None, "what it shares may be the other's own");
}

#[test]
fn a_later_report_gives_no_origin() {
    let reports = [published(2, "KALMAR (AFP) — A ferry ran aground."), published(1, "A ferry ran aground.")];
    assert_eq!(of(&reports, &[related(0, 1, 19)])[1], None);
}

#[test]
fn hostile_text_has_no_origin_and_costs_little() {
    for text in [
        "(".repeat(300_000),
        "AP ".repeat(100_000),
        "told ".repeat(100_000),
        "(A) - ".repeat(50_000),
        "told AP (AP) ".repeat(30_000),
        "By AP. ".repeat(50_000),
    ] {
        let _ = describe(&text);
    }
}

#[test]
fn the_field_that_names_an_origin_is_told() {
    let told = |credit: Option<&str>, outlet: Option<&str>, url: Option<&str>| {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let (credit, outlet, url) = (owned(credit), owned(outlet), owned(url));
        let report = Report { credit, outlet, url, ..Report::default() };
        stated_in(&report).map(|(field, text)| format!("{field}: {text}"))
    };
    let is = |text: &str| Some(text.to_owned());
    assert_eq!(told(Some("Ana Ruiz, AFP"), Some("Reuters"), None), is("credit: Ana Ruiz, AFP"));
    assert_eq!(told(Some("Ana Ruiz; Source: AFP"), Some("Daily Gull"), None), is("credit: AFP"));
    assert_eq!(told(Some("Ana Ruiz"), Some("Reuters"), None), is("outlet: Reuters"));
    let address = "https://www.reuters.com/world/1";
    assert_eq!(told(None, None, Some(address)), is("url: https://www.reuters.com/world/1"));
    assert_eq!(told(Some("Ana Ruiz"), Some("Daily Gull"), None), None);
}
