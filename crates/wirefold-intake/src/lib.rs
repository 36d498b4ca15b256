//! Bytes to reports.
//!
//! [`read`] takes one input whole (a file, a pipe) and tells by its content what
//! it is: plain text, an HTML page, a feed (RSS, Atom), JSONL, a JSON array or object, a ninjs, NewsML-G2 or NITF
//! item, a web archive (WARC), or any of these packed with gzip. It returns the reports that it could read and, for the rest,
//! one line each that says what is wrong. It never panics and never gives up on
//! the whole for the sake of a part. [`JsonLines`] reads JSONL in parts,
//! for files that do not fit into memory.
//!
//! ```
//! use wirefold_intake::{Options, read};
//!
//! let intake = read("notes/strike.txt", b"Dockers in Gdynia walked out.\r\n", &Options::default());
//! assert_eq!(intake.reports[0].id, "strike");
//! assert_eq!(intake.reports[0].text, "Dockers in Gdynia walked out.\n");
//!
//! let intake = read("scan.txt", b"%PDF-1.7 ...", &Options::default());
//! assert_eq!(intake.problems[0].reason, "not text: looks like a PDF; convert it to text first");
//! ```
//!
//! **Invariants.** No file, network or clock is touched; names are labels. The text
//! of a JSON report is kept byte for byte, since other people's offsets count in
//! it; where its encoding is broken ("donâ€™t") it lies in [`Report::given`], and
//! [`Report::text`] is put right. In plain text only line ends are changed
//! (`\r\n` and `\r` become `\n`). The text of a page is made here: paragraphs
//! parted by empty lines.

mod decode;
mod format;
mod gzip;
mod html;
mod http;
mod ids;
mod json;
mod jsonl;
mod language;
mod loose;
mod magic;
mod mojibake;
mod ninjs;
mod object;
mod published;
mod questions;
mod rendition;
mod warc;
mod withdrawn;
mod xml;

pub use ids::make_unique;
pub use jsonl::{JsonLines, read_line};
pub use language::foreign_language;
pub use mojibake::mend;
pub use published::parse_published;
pub use questions::{meant, plain_lines};

use format::Format;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Read};
use wirefold_report::{BlockKind, Problem, Report};
use wirefold_text::one_line;

/// Bounds of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Most bytes that a packed input may unpack to; what lies past them is left
    /// out, with a problem.
    pub unpacked_limit: u64,
    /// Bytes of the input, where that is known: room is made for as many reports as it is likely to hold.
    pub length: Option<u64>,
}

impl Default for Options {
    /// 4 GiB unpacked, of a length that is not known.
    fn default() -> Self {
        Self { unpacked_limit: 4 << 30, length: None }
    }
}

/// What one input held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// The reports, in the order of the input. Ids are unique within it: the second
    /// report `a` is called `a#2`.
    pub reports: Vec<Report>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// What is worth a line though it was read: an id that came twice, a date of
    /// publication that is none, characters that could not be decoded.
    pub notes: Vec<Problem>,
}

/// Reads one input. `name` is used for ids (a text's or page's is the name without
/// folder and ending), in problems, and as a hint where the content leaves doubt.
#[must_use]
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Intake {
    let mut intake = Intake::default();
    if warc::is_warc(&gzip::beginning(bytes)) {
        warc::read(&mut intake, name, gzip::opened(bytes));
    } else if gzip::is_gzip(bytes) {
        let (unpacked, missing) = gzip::unpack(bytes, options.unpacked_limit);
        if !unpacked.is_empty() || missing.is_none() {
            intake.read_unpacked(name, &unpacked);
        }
        intake.problems.extend(missing.map(|reason| Problem { input: name.to_owned(), reason }));
    } else {
        intake.read_unpacked(name, bytes);
    }
    intake.make_ids_unique();
    intake
}

/// The same from a reader. A file of lines is read in parts, so that only its reports are held in memory; it is told
/// from other files by its first megabytes, its encoding by the first that are not ASCII.
///
/// # Errors
/// If `input` can't be read.
pub fn read_from(name: &str, mut input: impl Read, options: &Options) -> io::Result<Intake> {
    let mut head = Vec::new();
    input.by_ref().take(jsonl::BLOCK as u64).read_to_end(&mut head)?;
    if warc::is_warc(&gzip::beginning(&head)) {
        let mut intake = Intake::default();
        warc::read(&mut intake, name, gzip::opened(head.as_slice().chain(input)));
        intake.make_ids_unique();
        return Ok(intake);
    }
    if head.len() == jsonl::BLOCK && format::begins_lines(name, &head) {
        let mut intake = Intake::default();
        let mut lines = JsonLines::going_on(name, head, input);
        intake.make_room(&mut lines, options);
        intake.read_lines(name, lines);
        intake.make_ids_unique();
        return Ok(intake);
    }
    input.read_to_end(&mut head)?;
    Ok(read(name, &head, options))
}

impl Intake {
    fn read_unpacked(&mut self, name: &str, bytes: &[u8]) {
        if let Some(reason) = self.try_read(name, bytes).err() {
            self.problems.push(Problem { input: name.to_owned(), reason });
        }
    }

    fn try_read(&mut self, name: &str, bytes: &[u8]) -> Result<(), String> {
        if bytes.trim_ascii().is_empty() {
            return Err("empty".to_owned());
        }
        if let Some(reason) = magic::not_text(bytes) {
            return Err(reason);
        }
        if gzip::is_gzip(bytes) {
            return Err("packed with gzip twice; unpack it first".to_owned());
        }
        let decoded = decode::decode(bytes)?;
        let format = format::of(name, &decoded.text);
        // Broken characters in a line of JSON are that line's problem.
        if format == Format::JsonLines && decoded.remark.is_some() {
            self.read_lines(name, JsonLines::new(name, bytes));
            return Ok(());
        }
        self.notes.extend(decoded.remark.map(|reason| Problem { input: name.to_owned(), reason }));
        self.read_text(name, format, &decoded.text)
    }

    fn read_text(&mut self, name: &str, format: Format, text: &str) -> Result<(), String> {
        match format {
            _ if text.trim().is_empty() => return Err("empty".to_owned()),
            Format::Plain => self.reports.push(plain(name, text)?),
            Format::Html => self.reports.push(html::read(stem(name), text)?),
            Format::JsonLines => self.read_lines(name, JsonLines::new(name, text.as_bytes())),
            Format::Json => self.read_json(name, text),
            Format::Xml => self.read_items(name, xml::read(stem(name), text)?),
            Format::Table => {
                return Err("a table (CSV), which is not read: make each row a line of JSON with \"id\" and \"text\" first".to_owned());
            }
        }
        Ok(())
    }

    /// Makes room for the reports at once: where they move while they become more, all of them are copied.
    fn make_room(&mut self, lines: &mut JsonLines<impl Read>, options: &Options) {
        const LARGEST_PART: usize = 4;
        let Some(length) = options.length else { return };
        // Short lines at the beginning must not take much more memory than there are bytes.
        let most = usize::try_from(length).unwrap_or(usize::MAX) / LARGEST_PART / size_of::<Report>();
        // A file may be called longer than memory; then room is made as it is read.
        let _ = self.reports.try_reserve(lines.expected(length).min(most));
    }

    fn read_lines(&mut self, name: &str, mut lines: JsonLines<impl Read>) {
        while let Some(jsonl::Line { number, read, remark }) = lines.next_line() {
            let place = format_args!("{name}:{number}");
            self.notes.extend(remark.map(|reason| Problem { input: place.to_string(), reason }));
            self.take(&place, read);
        }
    }

    fn read_json(&mut self, name: &str, text: &str) {
        let (items, remark) = json::read(name, text);
        self.notes.extend(remark.map(|reason| Problem { input: name.to_owned(), reason }));
        for (place, outcome) in items {
            self.take(&place, outcome);
        }
    }

    fn read_items(&mut self, name: &str, items: xml::Items) {
        for (id, outcome) in items {
            match outcome {
                // The text is made here: nobody's offsets count in what it was before.
                Ok(report) => self.reports.push(Report { given: None, ..mojibake::mend(report) }),
                Err(reason) => self.problems.push(Problem { input: format!("{name}: {id}"), reason }),
            }
        }
    }

    fn take(&mut self, place: &impl Display, outcome: Result<Report, Problem>) {
        match outcome {
            Err(problem) => self.problems.push(problem),
            Ok(report) => {
                if let Some(date) = report.extra.get("published") {
                    let reason = format!("\"published\" is not a date that is understood: {}", shown(date));
                    self.notes.push(Problem { input: place.to_string(), reason });
                }
                self.reports.push(report);
            }
        }
    }

    fn make_ids_unique(&mut self) {
        for (at, wanted) in ids::make_unique(&mut self.reports) {
            let reason = format!("this id came before; the report is called {}", self.reports[at].id);
            self.notes.push(Problem { input: wanted, reason });
        }
    }
}

fn plain(name: &str, text: &str) -> Result<Report, String> {
    let report = mojibake::mend(Report::new(stem(name), line_ends(text)));
    Ok(Report { title: headline(&report.text), ..report })
}

/// The title that a text begins with, on a paragraph of its own. It stays in the text, where offsets count.
fn headline(text: &str) -> Option<String> {
    const FEWEST: usize = 3;
    const HEAD: usize = 4096;
    let text = &text[..text.floor_char_boundary(HEAD)];
    let layout = wirefold_text::split(None, text);
    let first = layout.blocks.first().filter(|block| block.kind == BlockKind::Title)?;
    let title = one_line(first.span.of(text));
    (title.split(' ').count() >= FEWEST).then_some(title)
}

/// All line ends as `\n`.
fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// The last part of a name, without its ending (and a `.gz` after it).
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let file = file.strip_suffix(".gz").unwrap_or(file);
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 6 && !ending.contains(' ') => stem,
        _ => file,
    }
}

/// A value in at most a line.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 60 { text.chars().take(60).chain(['…']).collect() } else { text }
}
