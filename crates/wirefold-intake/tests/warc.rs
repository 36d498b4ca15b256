//! Web archives: records of pages among others, packed or not, cut or damaged.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use wirefold_intake::{Options, read, read_from};

const PAGE: &str = "<html><head><title>Ferry runs aground</title></head><body><article><p>The ferry Astrid ran aground off \
    Kalmar on Tuesday night with ninety lorries aboard.</p><p>Two tugs pulled the ship free at dawn, and no one was \
    hurt.</p></article></body></html>";

fn record(kind: &str, address: &str, content: &str) -> String {
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-03-04T10:00:00Z\r\n\
         content-length: {}\r\n\r\n{content}\r\n\r\n",
        content.len()
    )
}

fn response(address: &str, status: &str, kind: &str, body: &str) -> String {
    record("response", address, &format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}"))
}

fn records() -> Vec<String> {
    let feed = "<rss version='2.0'><channel><title>Post</title><item><guid>g1</guid><description>Rain fell.</description>\
        </item><item><guid>g2</guid><description>It stopped.</description></item></channel></rss>";
    vec![
        record("warcinfo", "", "software: test"),
        record("request", "https://post.example/ferry", "GET /ferry HTTP/1.1\r\n\r\n"),
        response("https://post.example/ferry", "200 OK", "text/html; charset=utf-8", PAGE),
        response("https://post.example/logo", "200 OK", "image/png", "not a page"),
        response("https://post.example/gone", "404 Not Found", "text/html", PAGE),
        response("https://post.example/feed", "200 OK", "application/rss+xml", feed),
        record("conversion", "https://post.example/plain", "Bakers in Ghent close their shops for a day.\n"),
    ]
}

fn packed(records: &[String]) -> Vec<u8> {
    // A member for each record, as the standard recommends.
    let pack = |record: &String| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(record.as_bytes()).expect("memory can be written to");
        packer.finish().expect("memory can be written to")
    };
    records.iter().flat_map(pack).collect()
}

#[test]
fn pages_feeds_and_texts_are_read_and_the_rest_is_counted() {
    let plain = read("a.warc", records().concat().as_bytes(), &Options::default());
    let ids: Vec<&str> = plain.reports.iter().map(|report| report.id.as_str()).collect();
    assert_eq!(ids, ["https://post.example/ferry", "g1", "g2", "https://post.example/plain"]);
    let page = &plain.reports[0];
    assert_eq!(page.url.as_deref(), Some("https://post.example/ferry"));
    assert_eq!((page.title.as_deref(), page.published.as_ref()), (Some("Ferry runs aground"), None));
    assert!(page.text.starts_with("The ferry Astrid") && page.text.ends_with("no one was hurt."));
    assert_eq!((plain.problems.len(), plain.notes.len()), (0, 1));
    assert!(plain.notes[0].reason.ends_with("errors of servers …): 2"), "{}", plain.notes[0].reason);
    let gz = packed(&records());
    assert_eq!(read("a.warc", &gz, &Options::default()), plain);
    assert_eq!(read_from("a.warc", gz.as_slice(), &Options::default()).expect("bytes can be read"), plain);
}

#[test]
fn what_comes_before_a_damaged_place_is_kept() {
    let all = records().concat();
    let cut = read("a.warc", &all.as_bytes()[..all.len() - 30], &Options::default());
    assert_eq!(cut.reports.len(), 3);
    assert_eq!(cut.problems[0].reason, "the archive breaks off: the last record is cut");
    let damaged = read("a.warc", (records()[2].clone() + "oops\r\n\r\n").as_bytes(), &Options::default());
    assert_eq!(damaged.reports.len(), 1);
    assert_eq!(damaged.problems[0].reason, "the archive breaks off: what follows is no record");
    let lying = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example\r\nContent-Length: 99999999999\r\n\r\n";
    assert_eq!(read("a.warc", lying.as_bytes(), &Options::default()).problems.len(), 1);
}

proptest! {
    #[test]
    fn no_archive_panics(cut in 0usize..2000, at in 0usize..2000, byte in any::<u8>()) {
        let mut bytes = records().concat().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let cut = cut % bytes.len();
        let _ = read("a.warc", &bytes[cut..], &Options::default());
        let mut gz = packed(&records());
        let at = at % gz.len();
        gz[at] = byte;
        let _ = read("a.warc", &gz, &Options::default());
    }
}
