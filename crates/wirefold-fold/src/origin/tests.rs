use super::{agency::Agencies, learnt, of, stated};
use wirefold_report::{OriginBasis, Report};

fn describe(text: &str) -> String {
    let report = Report::new("r", text);
    let agencies = Agencies::known().with(&learnt(&[&report]));
    stated(&report, &agencies).map_or("nobody".to_owned(), |origin| {
        let evidence: Vec<&str> = origin.evidence.iter().map(|span| span.of(text)).collect();
        format!("{} | {} | {}", origin.name, origin.basis.name(), evidence.join("; "))
    })
}

/// Every case of `cases.md`.
#[test]
fn marks_are_read_as_the_cases_say() {
    let mut text = String::new();
    let mut checked = 0;
    for line in include_str!("cases.md").lines() {
        if let Some(code) = line.strip_prefix("    ") {
            text.push_str(code);
            text.push('\n');
        } else if (line == "nobody" || line.contains(" | ")) && !text.is_empty() {
            assert_eq!(describe(text.trim_end()), line, "{text}");
            text.clear();
            checked += 1;
        }
    }
    assert!(checked >= 14, "the file holds cases: {checked}");
}

#[test]
fn metadata_come_first() {
    let mut report = Report::new("r", "TURIN (AP) — It rained.");
    report.outlet = Some("reuters.com".to_owned());
    let origin = of(&[report], &[]).remove(0).expect("the outlet is an agency");
    assert_eq!((origin.name.as_str(), origin.basis), ("Reuters", OriginBasis::Metadata));
}

#[test]
fn hostile_text_has_no_origin_and_costs_little() {
    for text in ["(".repeat(300_000), "AP ".repeat(100_000), "told ".repeat(100_000), "(A) - ".repeat(50_000)]
    {
        let _ = describe(&text);
    }
}
