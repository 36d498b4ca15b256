//! WARC (ISO 28500): the pages of an archive, record after record.

use std::io::{self, BufRead, BufReader, Read};

use rayon::prelude::*;
use wirefold_report::Problem;

use crate::Intake;
use crate::http::answer;

/// Longest record that is read; what is longer is no page.
const LONGEST: u64 = 32 << 20;
/// Longest head of a record.
const HEAD: u64 = 64 << 10;
/// Records that are read side by side.
const TOGETHER: usize = 64;
/// Contents of an answer that may hold reports.
const PAGES: [&str; 7] = [
    "text/html",
    "application/xhtml+xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
];

/// Whether bytes begin an archive.
pub(crate) fn is_warc(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/")
}

/// A record that may hold a report.
struct Record {
    address: String,
    kind: Kind,
    content: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What a server answered.
    Response,
    /// A text made of a page (as Common Crawl's WET files have them), or a thing kept without a server's words.
    Bare,
}

/// Reads an archive, unpacked, to its end or to where it breaks off.
pub(crate) fn read(intake: &mut Intake, name: &str, input: impl Read) {
    let mut input = BufReader::new(input);
    let (mut records, mut others) = (Vec::new(), 0);
    loop {
        match next(&mut input) {
            Ok(Some(Next::Record(record))) => records.push(record),
            Ok(Some(Next::Other)) => {}
            Ok(Some(Next::TooLong(address))) => {
                intake.problems.push(Problem {
                    input: format!("{name}: {address}"),
                    reason: "longer than 32 MiB".into(),
                });
            }
            Ok(None) => break,
            Err(error) => {
                intake.problems.push(Problem {
                    input: name.to_owned(),
                    reason: format!("the archive breaks off: {error}"),
                });
                break;
            }
        }
        if records.len() == TOGETHER {
            others += read_all(intake, name, &std::mem::take(&mut records));
        }
    }
    others += read_all(intake, name, &records);
    if others > 0 {
        let reason =
            format!("passed over records that hold no page (images, scripts, errors of servers …): {others}");
        intake.notes.push(Problem { input: name.to_owned(), reason });
    }
}

/// Reads records side by side; tells how many hold no page.
fn read_all(intake: &mut Intake, name: &str, records: &[Record]) -> usize {
    let read: Vec<Option<Intake>> = records.par_iter().map(|record| page(name, record)).collect();
    let others = read.iter().filter(|page| page.is_none()).count();
    for part in read.into_iter().flatten() {
        intake.reports.extend(part.reports);
        intake.problems.extend(part.problems);
        intake.notes.extend(part.notes);
    }
    others
}

/// What one record holds; `None` if it is no page. A page's report is called by its address.
fn page(name: &str, Record { address, kind, content }: &Record) -> Option<Intake> {
    let mut intake = Intake::default();
    let place = format!("{name}: {address}");
    let unpacked;
    let body = match kind {
        Kind::Bare => content,
        Kind::Response => match answer(content, LONGEST) {
            Ok(found) if found.status != 200 || !PAGES.contains(&found.kind.as_str()) => return None,
            Ok(found) => {
                unpacked = found.body;
                &unpacked
            }
            Err(reason) => {
                intake.problems.push(Problem { input: place, reason });
                return Some(intake);
            }
        },
    };
    intake.read_unpacked(&place, body);
    if let [report] = intake.reports.as_mut_slice() {
        report.id.clone_from(address);
        report.url.get_or_insert_with(|| address.clone());
    }
    Some(intake)
}

enum Next {
    Record(Record),
    TooLong(String),
    Other,
}

/// The next record; `None` at the end.
fn next(input: &mut impl BufRead) -> io::Result<Option<Next>> {
    let Some(head) = head(input)? else { return Ok(None) };
    let field = |wanted: &str| {
        let named = head.lines().filter_map(|line| line.split_once(':'));
        { named }.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    };
    let length: u64 =
        field("Content-Length").and_then(|length| length.parse().ok()).ok_or_else(|| damaged("no length"))?;
    let address =
        field("WARC-Target-URI").map(|uri| uri.trim_matches(['<', '>']).to_owned()).unwrap_or_default();
    let kind = match field("WARC-Type") {
        Some("response") => Some(Kind::Response),
        Some("conversion" | "resource") => Some(Kind::Bare),
        _ => None,
    };
    let Some(kind) = kind.filter(|_| address.starts_with("http") && length <= LONGEST) else {
        let is_too_long = kind.is_some() && length > LONGEST;
        pass_over(input, length)?;
        return Ok(Some(if is_too_long { Next::TooLong(address) } else { Next::Other }));
    };
    let mut content = Vec::new();
    if input.by_ref().take(length).read_to_end(&mut content)? as u64 != length {
        return Err(damaged("the last record is cut"));
    }
    Ok(Some(Next::Record(Record { address, kind, content })))
}

/// The lines of a record's head; `None` at the end.
fn head(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut lines = Vec::new();
    let mut room = input.by_ref().take(HEAD);
    loop {
        let before = lines.len();
        room.read_until(b'\n', &mut lines)?;
        match lines[before..].trim_ascii() {
            // Two empty lines end the record before.
            [] if lines.len() == before => break,
            [] if before == 0 => lines.clear(),
            [] => break,
            _ => {}
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    if !is_warc(&lines) {
        return Err(damaged("what follows is no record"));
    }
    Ok(Some(String::from_utf8_lossy(&lines).into_owned()))
}

fn pass_over(input: &mut impl BufRead, length: u64) -> io::Result<()> {
    let passed = io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
    if passed == length { Ok(()) } else { Err(damaged("the last record is cut")) }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}
