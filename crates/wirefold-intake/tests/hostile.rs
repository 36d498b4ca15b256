//! Inputs that were made to hurt.

use proptest::prelude::*;
use std::time::{Duration, Instant};
use wirefold_intake::{Intake, Options, read};

fn quickly(name: &str, bytes: &[u8]) -> Intake {
    let start = Instant::now();
    let intake = read(name, bytes, &Options::default());
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    intake
}

#[test]
fn deep_pages_give_their_text() {
    let deep =
        format!("<html><body>{}<p>At the bottom.</p>{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(quickly("deep.html", deep.as_bytes()).reports[0].text, "At the bottom.");
    let fonts = format!("<html><body>{}{}", "<font size=1><i x=1>".repeat(20_000), "<p>word ".repeat(50_000));
    assert!(quickly("fonts.html", fonts.as_bytes()).reports[0].text.starts_with("word\n\nword"));
    let at_the_bound =
        format!("<html><body>{}<p>Text{}", "<div>".repeat(400), "<p>more text, and more".repeat(2_000));
    assert!(quickly("bound.html", at_the_bound.as_bytes()).reports[0].text.contains("more text"));
}

#[test]
fn unclosed_things_end_with_the_page() {
    for opening in
        ["<!--", "<script>", "<p title=\"", "<![CDATA[", "<a href='", "&#x", "<table><tr>", "<", "</"]
    {
        let page = format!("<html><body><p>Before it.</p>{}", opening.repeat(50_000));
        let intake = quickly("open.html", page.as_bytes());
        assert!(intake.reports[0].text.starts_with("Before it."), "{opening}");
    }
}

#[test]
fn deep_json_is_a_problem_of_its_line() {
    let lines = format!("{}\n{{\"id\":\"b\",\"text\":\"Fine.\"}}\n", "{\"text\":".repeat(100_000));
    let intake = quickly("deep.jsonl", lines.as_bytes());
    assert_eq!((intake.reports.len(), intake.problems.len()), (1, 1));
    assert!(
        intake.problems[0].input.ends_with(":1") && intake.problems[0].reason.contains("recursion limit")
    );
}

#[test]
fn long_text_and_odd_characters_are_kept() {
    let text = "\u{202E}e\u{301}\u{200D}👩‍👩‍👧 “never closed ".repeat(100_000);
    assert_eq!(quickly("odd.txt", text.as_bytes()).reports[0].given_text(), text);
}

#[test]
fn files_that_are_not_text_are_named() {
    for (bytes, what) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "a PNG image"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"\x7fELF\x02\x01\x01", "an ELF program"),
        (b"%PDF-1.4\n", "a PDF"),
        (b"text\0\0\0\0\0\0\0\0", "control characters"),
    ] {
        let intake = read("x.txt", bytes, &Options::default());
        assert!(intake.reports.is_empty());
        assert!(intake.problems[0].reason.contains(what), "{}", intake.problems[0].reason);
    }
}

#[test]
fn packed_lines_are_read_like_lines() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(b"{\"text\":\"Packed.\"}\n{\"text\":\"Too.\"}\n").unwrap();
    let packed = encoder.finish().unwrap();
    let intake = read("in.jsonl.gz", &packed, &Options::default());
    assert_eq!(
        intake.reports.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
        ["in.jsonl.gz:1", "in.jsonl.gz:2"]
    );
    let cut = read("in.jsonl.gz", &packed[..packed.len() - 6], &Options::default());
    assert_eq!(cut.reports.len(), 2);
    assert!(cut.problems[0].reason.starts_with("gzip data breaks off"));
}

#[test]
fn broken_bytes_stay_with_their_line() {
    let intake = read(
        "in.jsonl",
        b"{\"id\":\"a\",\"text\":\"Caf\xE9\"}\n{\"id\":\"b\",\"text\":\"Fine.\"}\n",
        &Options::default(),
    );
    let ids: Vec<&str> = intake.reports.iter().map(|r| r.id.as_str()).collect();
    assert!(ids == ["a", "b"] || (ids == ["b"] && intake.problems[0].input == "in.jsonl:1"), "{intake:?}");
}

/// Pieces that formats are made of, so that arbitrary inputs come near them.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "<html>",
        "<p>",
        "</p>",
        "<div class=\"a\">",
        "</div>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<table><td>",
        "<svg/>",
        "&amp;",
        "&#xffff;",
        "{\"text\":\"",
        "\"}",
        "[",
        "]",
        "\n",
        "\r",
        "\u{FEFF}",
        "é",
        "𝕏",
        "\u{202E}",
        "<meta charset=x>",
        "<h1>",
        "<br>",
        "<figure>",
        "\\ud800",
        "\u{1f}\u{8b}\u{8}",
        "<?xml ?>",
        "text of a report, ",
    ]);
    prop_oneof![
        3 => known.prop_map(|s| s.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..12),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(pieces in prop::collection::vec(piece(), 0..60), name in "(a|b/c)\\.(txt|html|json|jsonl|gz|)") {
        let bytes = pieces.concat();
        let intake = read(&name, &bytes, &Options::default());
        prop_assert!(!intake.reports.is_empty() || !intake.problems.is_empty() || bytes.trim_ascii() == b"[]",
            "an input is either read or a problem");
        let again = read(&name, &bytes, &Options::default());
        prop_assert_eq!(intake, again);
    }

    #[test]
    fn text_of_json_is_kept(text in "\\PC*[a-z]\\PC*") {
        let line = serde_json::json!({ "id": "x", "text": text }).to_string();
        let intake = read("x.jsonl", line.as_bytes(), &Options::default());
        prop_assert_eq!(intake.reports[0].given_text(), &text);
    }

    #[test]
    fn dates_never_panic(source in "\\PC{0,40}") {
        let _ = wirefold_intake::parse_published(&source);
    }

    #[test]
    fn dates_of_near_shapes_never_panic(source in "[0-9 :/+TZ.,amp-]{0,25}|[0-9]{1,2} (Oct|May|March) [0-9]{4} [0-9:]{0,8} ?(gmt|utc|[+-])[0-9:é]{0,6}") {
        let _ = wirefold_intake::parse_published(&source);
    }
}

#[test]
fn a_file_of_a_mark_alone_is_empty() {
    for name in ["a.jsonl", "a.txt", "a.html"] {
        let intake = read(name, b"\xEF\xBB\xBF", &Options::default());
        assert_eq!(intake.problems.len(), 1, "{name}");
        assert_eq!(intake.problems[0].reason, "empty", "{name}");
    }
}

#[test]
fn deep_and_swelling_xml_ends_soon() {
    let deep = format!("<rss><channel><item><description>{}x", "<b>".repeat(200_000));
    assert_eq!(quickly("deep.xml", deep.as_bytes()).problems.len(), 1);
    let deep = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{}At the bottom.{}</content></entry></feed>",
        "<b>".repeat(20_000),
        "</b>".repeat(20_000)
    );
    let intake = quickly("deep.xml", deep.as_bytes());
    assert_eq!(intake.reports.len() + intake.problems.len(), 1);
    let levels: String =
        (1..40).map(|n| format!("<!ENTITY e{n} '&e{0};&e{0};&e{0};&e{0};'>", n - 1)).collect();
    let swelling = format!(
        "<!DOCTYPE rss [<!ENTITY e0 'rain'>{levels}]><rss><channel><item><description>&e39;</description></item></channel></rss>"
    );
    let intake = quickly("swelling.xml", swelling.as_bytes());
    assert!(intake.reports.iter().all(|report| report.text.len() < 100));
}

#[test]
fn many_boxes_days_and_reports_take_no_longer_than_their_length() {
    let story = "<p>Rain fell on the pier, and it went on to fall on the town behind it for days.</p>";
    let nested = format!("{}{story}{}", "<div class=more>".repeat(30), "</div>".repeat(30));
    let glued = "It rained.The mayor said &lt;p&gt; &amp;quot;no&amp;quot; ".repeat(50_000);
    let stated = |body: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"Report\",\"articleBody\":\"{body}\"}}</script>"
        )
    };
    for page in [
        format!("<h1>x</h1>{}{}", "<div class='related promo' id=share>".repeat(400), story.repeat(2_000)),
        format!("<article><h1>x</h1>{}</article>", "<time datetime=2020-01-01>1 Jan</time>".repeat(50_000)),
        format!(
            "<article><h1>x</h1>{}",
            "<p class=date>Read more: <a>x</a> March 4, 2024 maybe</p>".repeat(50_000)
        ),
        "<article><h1>x</h1><p>y z</p></article>".repeat(30_000),
        format!("<section>{}</section>", nested.repeat(300)),
        format!("{}{}", stated(&glued), story.repeat(2_000)),
        stated(&"Rain ".repeat(200_000)).repeat(3) + story,
        format!("<pre>{}</pre>", "  line\n\n x\n".repeat(200_000)),
        format!("<article>{}<h1>x</h1>{}", "<header>".repeat(400), story.repeat(2_000)),
    ] {
        assert!(!quickly("page.html", page.as_bytes()).reports.is_empty());
    }
}

#[test]
fn broken_arrays_end_soon() {
    for (text, reports) in [
        ("[\n".to_owned() + &"{\"a\":[0,\n".repeat(100_000), 0),
        ("[".to_owned() + &"{\"text\":\"x\"},".repeat(50_000), 50_000),
        ("[\n".to_owned() + &"{\"text\":\"\\ud800\"},\n".repeat(50_000), 50_000),
        ("[\n".to_owned() + &"{\"text\":\"\n\"},\n".repeat(50_000), 0),
        ("{\n".repeat(100_000), 0),
    ] {
        let intake = quickly("a.json", text.as_bytes());
        assert_eq!(intake.reports.len(), reports);
        assert!(!intake.problems.is_empty());
    }
}
