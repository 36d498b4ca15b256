//! JSONL: one report a line.

use crate::{Problem, Report, mojibake, parse_published};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::io::{self, BufRead};

/// Reads a line at a time, so that a file need not fit into memory.
///
/// A line is a JSON object with `text`, and optionally `id`, `title`, `url`,
/// `outlet`, `published`, `language` and `credit`; every other field goes to
/// [`Report::extra`], and so does one of these whose value cannot be used. A
/// report without `id` is called `name:line`. The text is kept byte for byte
/// ([`Report::given`] where it had to be put right): other people's offsets count in it. Empty lines are passed over. Ids are as
/// they stand; [`UniqueIds`](crate::UniqueIds) tells repeated ones apart.
///
/// ```
/// let lines = "{\"id\":\"a\",\"text\":\"Rain fell.\"}\n{\"id\":\"b\"}\n";
/// let mut reader = wirefold_intake::JsonLines::new("in.jsonl", lines.as_bytes());
/// assert_eq!(reader.next().unwrap().unwrap().text, "Rain fell.");
/// let problem = reader.next().unwrap().unwrap_err();
/// assert_eq!((problem.input.as_str(), problem.reason.as_str()), ("in.jsonl:2", "no \"text\" in this report (it has: id)"));
/// assert!(reader.next().is_none());
/// ```
#[derive(Debug)]
pub struct JsonLines<R> {
    name: String,
    lines: R,
    line: usize,
    buffer: Vec<u8>,
    broken: bool,
}

impl<R: BufRead> JsonLines<R> {
    /// A reader of `lines`; `name` is used in ids and problems only.
    pub fn new(name: &str, lines: R) -> Self {
        Self { name: name.to_owned(), lines, line: 0, buffer: Vec::new(), broken: false }
    }

    /// Number of the line that was read last, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    fn fill(&mut self) -> io::Result<usize> {
        self.buffer.clear();
        self.lines.read_until(b'\n', &mut self.buffer)
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.broken {
            self.line += 1;
            match self.fill() {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.broken = true;
                    let input = format!("{}:{}", self.name, self.line);
                    return Some(Err(Problem { input, reason: format!("reading stopped here: {error}") }));
                }
            }
            let line = content(&self.buffer);
            if !line.is_empty() {
                return Some(parse(&format!("{}:{}", self.name, self.line), line));
            }
        }
        None
    }
}

/// All lines of bytes at hand, with their places, read on all threads.
pub(crate) fn read_all(name: &str, bytes: &[u8]) -> Vec<(String, Result<Report, Problem>)> {
    let ends = memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|end| end + 1));
    let lines: Vec<(usize, &[u8])> =
        starts.zip(ends).map(|(start, end)| content(&bytes[start..end])).enumerate().collect();
    let read = |&(at, line): &(usize, &[u8])| {
        let place = format!("{name}:{}", at + 1);
        let report = parse(&place, line);
        (place, report)
    };
    lines.par_iter().filter(|(_, line)| !line.is_empty()).map(read).collect()
}

/// A line without what stands around its object.
fn content(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii()
}

fn parse(place: &str, line: &[u8]) -> Result<Report, Problem> {
    let problem = |reason| Problem { input: place.to_owned(), reason };
    let value =
        serde_json::from_slice(line).map_err(|error| problem(format!("not JSON: {}", in_line(&error))))?;
    from_value(place, value)
}

/// The error without its "at line 1 column …": the line is the file's.
fn in_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text).to_owned();
    if error.line() > 0 { format!("{what} at column {}", error.column()) } else { what }
}

/// The report that a JSON object is. `place` names it where it has no id.
pub(crate) fn from_value(place: &str, value: Value) -> Result<Report, Problem> {
    let problem = |reason| Problem { input: place.to_owned(), reason };
    let Value::Object(mut fields) = value else {
        return Err(problem(format!("a report is a JSON object, and this is {}", kind(&value))));
    };
    let text = match fields.shift_remove("text") {
        Some(Value::String(text)) if text.trim().is_empty() => {
            return Err(problem("\"text\" is empty".to_owned()));
        }
        Some(Value::String(text)) => text,
        Some(other) => return Err(problem(format!("\"text\" is not a string but {}", kind(&other)))),
        None => return Err(problem(format!("no \"text\" in this report (it has: {})", names(&fields)))),
    };
    let id = take_id(&mut fields).unwrap_or_else(|| place.to_owned());
    let mut report = Report::new(id, text);
    report.title = take_string(&mut fields, "title");
    report.url = take_string(&mut fields, "url");
    report.outlet = take_string(&mut fields, "outlet");
    report.credit = take_string(&mut fields, "credit");
    report.language = take_string(&mut fields, "language");
    report.published = match fields.get("published") {
        Some(Value::String(date)) => parse_published(date),
        Some(Value::Number(seconds)) => parse_published(&seconds.to_string()),
        _ => None,
    };
    if report.published.is_some() || fields.get("published").is_some_and(is_missing) {
        fields.shift_remove("published");
    }
    report.extra = fields;
    Ok(mojibake::mend(report))
}

fn take_id(fields: &mut Map<String, Value>) -> Option<String> {
    let id = match fields.get("id")? {
        Value::String(id) if !id.trim().is_empty() => Some(id.clone()),
        Value::Number(number) => Some(number.to_string()),
        other if is_missing(other) => None,
        _ => return None,
    };
    fields.shift_remove("id");
    id
}

/// Takes a field out if it is a string or missing; leaves it for `extra` if it is
/// anything else.
fn take_string(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    if !fields.get(name).is_some_and(|value| value.is_string() || is_missing(value)) {
        return None;
    }
    match fields.shift_remove(name) {
        Some(Value::String(value)) if !value.trim().is_empty() => Some(value),
        _ => None,
    }
}

fn is_missing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|s| s.trim().is_empty())
}

fn names(fields: &Map<String, Value>) -> String {
    let names: Vec<&str> = fields.keys().map(String::as_str).take(12).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
