//! JSONL: one report a line.

use crate::loose::Loose;
use crate::object::from_value;
use crate::{Problem, Report, decode, loose};
use encoding_rs::{Encoding, UTF_8};
use rayon::prelude::*;
use serde_json::{Deserializer, Value};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::Display;
use std::io::{self, Read};
use std::ops::Range;

/// Bytes that are read, and their lines parsed on all threads, at a time.
pub(crate) const BLOCK: usize = 4 << 20;

/// Lines that one thread parses at a time.
const TOGETHER: usize = 32;

/// Reads a block of lines at a time, so that a file need not fit into memory.
///
/// A line is a JSON object with `text`, and optionally `id`, `title`, `url`,
/// `outlet`, `published`, `language` and `credit`; every other field goes to
/// [`Report::extra`], and so does one of these whose value cannot be used. A
/// report without `id` is called `name:line`. The text is kept byte for byte
/// ([`Report::given`] where it had to be put right): other people's offsets count in it. Empty lines are passed over. Ids are as
/// they stand; [`make_unique`](crate::make_unique) tells repeated ones apart. The first block that is not plain ASCII
/// decides the encoding of the file.
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
    input: R,
    /// What was read and not yet parsed.
    rest: Vec<u8>,
    /// What is being parsed, and room for what is read next.
    block: Vec<u8>,
    /// Lines parsed and not yet handed on.
    ready: VecDeque<Line>,
    /// None as long as all was ASCII.
    encoding: Option<&'static Encoding>,
    /// Lines parsed so far, and their bytes.
    lines: usize,
    bytes: usize,
    /// How the input ended, once it has.
    end: Option<io::Result<()>>,
    finished: bool,
}

/// What a line holds.
#[derive(Debug)]
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: usize,
    pub(crate) read: Result<Report, Problem>,
    /// What is worth a line though it was read.
    pub(crate) remark: Option<String>,
}

impl<R: Read> JsonLines<R> {
    /// A reader of `input`; `name` is used in ids and problems only.
    pub fn new(name: &str, input: R) -> Self {
        Self::going_on(name, Vec::new(), input)
    }

    /// The same where the first bytes have been read already.
    pub(crate) fn going_on(name: &str, rest: Vec<u8>, input: R) -> Self {
        Self {
            name: name.to_owned(),
            input,
            rest,
            block: Vec::new(),
            ready: VecDeque::new(),
            encoding: None,
            lines: 0,
            bytes: 0,
            end: None,
            finished: false,
        }
    }

    /// The next line that is not empty.
    pub(crate) fn next_line(&mut self) -> Option<Line> {
        while self.ready.is_empty() && !self.finished {
            self.fill();
        }
        self.ready.pop_front()
    }

    /// How many lines an input of so many bytes is likely to hold, and a few more.
    pub(crate) fn expected(&mut self, length: u64) -> usize {
        const MORE: f64 = 1.1;
        while self.lines == 0 && !self.finished {
            self.fill();
        }
        (MORE * length as f64 * self.lines as f64 / self.bytes.max(1) as f64) as usize
    }

    /// Parses the whole lines of what was read, and reads the next block meanwhile.
    fn fill(&mut self) {
        let whole = self.whole();
        self.bytes += whole;
        self.block.clear();
        self.block.extend_from_slice(&self.rest[whole..]);
        std::mem::swap(&mut self.block, &mut self.rest);
        let Self { name, input, rest, block, ready, encoding, lines, end, .. } = self;
        let read = rayon::in_place_scope(|scope| {
            scope.spawn(|_| *lines += parse_all(ready, encoding, (name, *lines), &block[..whole]));
            end.is_none().then(|| read_on(input, rest))
        });
        match read {
            Some(Ok(true)) => {}
            Some(Ok(false)) => self.end = Some(Ok(())),
            Some(Err(error)) => self.end = Some(Err(error)),
            None => self.finish(),
        }
    }

    /// How much of what was read is whole lines: the last need not end with a line's end.
    fn whole(&self) -> usize {
        if matches!(self.end, Some(Ok(()))) {
            return self.rest.len();
        }
        memchr::memrchr(b'\n', &self.rest).map_or(0, |end| end + 1)
    }

    fn finish(&mut self) {
        self.finished = true;
        if let Some(Err(error)) = self.end.take() {
            self.stop(&error);
        }
    }

    fn stop(&mut self, error: &io::Error) {
        let number = self.lines + 1;
        let input = format!("{}:{number}", self.name);
        let read = Err(Problem { input, reason: format!("reading stopped here: {error}") });
        self.ready.push_back(Line { number, read, remark: None });
    }
}

impl<R: Read> Iterator for JsonLines<R> {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_line().map(|line| line.read)
    }
}

/// Reads a block, or more if what was read before is more and holds no line's end; tells whether there may be more.
fn read_on(input: &mut impl Read, rest: &mut Vec<u8>) -> io::Result<bool> {
    let wanted = BLOCK.saturating_sub(rest.len()).max(rest.len());
    rest.reserve(wanted);
    let read = input.take(wanted as u64).read_to_end(rest)?;
    Ok(read == wanted)
}

/// Parses whole lines, on all threads; tells how many there were. `before` lines of the file came before.
fn parse_all(
    ready: &mut VecDeque<Line>,
    encoding: &mut Option<&'static Encoding>,
    (name, before): (&str, usize),
    whole: &[u8],
) -> usize {
    let text = in_utf8(encoding, whole);
    let lines = lines(&text);
    let parse = |(part, of_part): (usize, &[Range<usize>])| {
        let first = before + part * TOGETHER + 1;
        parse_part(name, first, &text, of_part)
    };
    ready.par_extend(lines.par_chunks(TOGETHER).enumerate().flat_map_iter(parse));
    lines.len()
}

/// Parses lines that follow one another; `first` is the number of the first. One parser goes on over all of them,
/// so that it makes room for a long text once. From a line that is more or less than one value on, each is parsed by
/// itself.
fn parse_part(name: &str, first: usize, text: &[u8], lines: &[Range<usize>]) -> Vec<Line> {
    let whole = lines.first().map_or(0, |line| line.start)..lines.last().map_or(0, |line| line.end);
    let start = whole.start;
    let mut values = Some(Deserializer::from_slice(&text[whole]).into_iter::<Value>());
    let mut parsed = Vec::with_capacity(lines.len());
    for (number, line) in (first..).zip(lines).filter(|(_, line)| !line.is_empty()) {
        let place = format_args!("{name}:{number}");
        let next = values.as_mut().and_then(|values| {
            let value = values.next()?.ok()?;
            (start + values.byte_offset() == line.end).then_some(value)
        });
        let (read, remark) = if let Some(value) = next {
            (from_value(&place, value), None)
        } else {
            values = None;
            parse(&place, &text[line.clone()])
        };
        parsed.push(Line { number, read, remark });
    }
    parsed
}

/// The report that one line holds, called `name` where it has no id.
///
/// # Errors
/// If the line holds none.
pub fn read_line(name: &str, line: &[u8]) -> Result<Report, Problem> {
    parse(&name, content(line)).0
}

/// Whole lines in UTF-8. Where those before were all ASCII, these may decide the encoding.
fn in_utf8<'b>(encoding: &mut Option<&'static Encoding>, lines: &'b [u8]) -> Cow<'b, [u8]> {
    if encoding.is_none() && !lines.is_ascii() {
        *encoding = Some(decode::encoding(lines));
    }
    match encoding {
        Some(other) if *other != UTF_8 => {
            Cow::Owned(other.decode_without_bom_handling(lines).0.into_owned().into_bytes())
        }
        _ => Cow::Borrowed(lines),
    }
}

/// Where the lines of some bytes are, without what stands around their objects; the last need not end with a line's
/// end.
fn lines(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut start = 0;
    let last = (!bytes.is_empty() && !bytes.ends_with(b"\n")).then_some(bytes.len());
    let ends = memchr::memchr_iter(b'\n', bytes).chain(last);
    let lines = ends.map(|end| {
        let from = std::mem::replace(&mut start, end + 1);
        let line = &bytes[from..end];
        // Behind its content stand blanks.
        let end = from + line.trim_ascii_end().len();
        end - content(line).len()..end
    });
    lines.collect()
}

/// A line without what stands around its object.
fn content(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii()
}

/// The report of a line, and a remark where its JSON had to be put right first.
fn parse(place: &impl Display, line: &[u8]) -> (Result<Report, Problem>, Option<String>) {
    match value(line) {
        Ok((value, loose)) => {
            let read = from_value(place, value);
            let remark = loose.remark().filter(|_| read.is_ok());
            (read, remark)
        }
        Err(error) => {
            let reason = format!("not JSON: {}", in_line(&error));
            (Err(Problem { input: place.to_string(), reason }), None)
        }
    }
}

/// The value that some bytes are, if need be once they are put right.
fn value(json: &[u8]) -> serde_json::Result<(Value, Loose)> {
    serde_json::from_slice(json).map(|value| (value, Loose::default())).or_else(|error| {
        let mended = str::from_utf8(json).map(loose::mended);
        let Some((mended, found)) = mended.ok().filter(|(_, found)| *found != Loose::default()) else {
            return Err(error);
        };
        Ok((serde_json::from_str(&mended)?, found))
    })
}

/// The error without its "at line 1 column …": the line is the file's.
pub(crate) fn in_line(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text).to_owned();
    if error.line() > 0 { format!("{what} at column {}", error.column()) } else { what }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, JsonLines};
    use crate::{Options, read, read_from};
    use std::io::{self, Read};

    fn line(id: usize, length: usize) -> String {
        format!("{{\"id\":\"{id}\",\"text\":\"{}\"}}\r\n", "rain ".repeat(length / 5))
    }

    #[test]
    fn author_and_source_are_its_credit_and_stay_what_they_are() {
        let line = r#"{"text":"It rained.","author":"Jane Miller","source":"AFP"}"#;
        let report = &read("a.jsonl", line.as_bytes(), &Options::default()).reports[0];
        assert_eq!(report.credit.as_deref(), Some("Jane Miller; Source: AFP"));
        assert_eq!(
            (&report.extra["author"], &report.extra["source"]),
            (&"Jane Miller".into(), &"AFP".into())
        );
    }

    #[test]
    fn lines_are_the_same_in_whatever_parts_they_are_read() {
        let mut lines: String = (0..3).map(|id| line(id, BLOCK / 2)).collect();
        lines.push_str("\n{\"id\":3}\n");
        lines.push_str(&line(4, 3 * BLOCK));
        lines.push_str("{\"text\":\"The last line ends with the file.\"}");
        let whole = read("a.jsonl", lines.as_bytes(), &Options::default());
        assert_eq!(whole.problems[0].input, "a.jsonl:5");
        let ids: Vec<&str> = whole.reports.iter().map(|report| report.id.as_str()).collect();
        assert_eq!(ids, ["0", "1", "2", "4", "a.jsonl:7"]);
        assert_eq!(
            read_from("a.jsonl", lines.as_bytes(), &Options::default()).expect("bytes can be read"),
            whole
        );
    }

    #[test]
    fn a_line_is_one_value_whatever_stands_around_it() {
        let good = "{\"id\":\"a\",\"text\":\"It rained.\"}";
        let odd = [
            format!("{good}{good}"),
            "{\"id\":\"b\",".to_owned(),
            "\"text\":\"It snowed.\"}".to_owned(),
            format!("\u{feff} {good} \t"),
            String::new(),
            format!("\u{c}{good}"),
            "[".to_owned(),
            good.to_owned(),
            "]".to_owned(),
        ];
        let mixed = |from: usize| {
            let lines = (0..100).map(|at| odd.get((at * from) % 30).map_or(good, String::as_str));
            lines.collect::<Vec<_>>().join("\n")
        };
        for from in 1..30 {
            let lines = mixed(from);
            let told: Vec<_> = JsonLines::new("a.jsonl", lines.as_bytes()).collect();
            let alone = (1..).zip(lines.lines()).filter(|(_, line)| !line.is_empty());
            let alone: Vec<_> = alone
                .map(|(number, line)| super::read_line(&format!("a.jsonl:{number}"), line.as_bytes()))
                .collect();
            assert_eq!(told, alone, "{from}");
            assert!(told.iter().any(Result::is_ok) && told.iter().any(Result::is_err));
        }
    }

    #[test]
    fn what_is_no_file_of_lines_is_read_whole() {
        let options = Options::default();
        let text = "It rained.\n".repeat(BLOCK / 8);
        for name in ["a.txt", "a.jsonl"] {
            let whole = read(name, text.as_bytes(), &options);
            assert_eq!(read_from(name, text.as_bytes(), &options).expect("bytes can be read"), whole);
        }
    }

    #[test]
    fn an_old_encoding_shows_late() {
        let mut lines = line(0, BLOCK).into_bytes();
        lines.extend(
            b"{\"id\":\"1\",\"text\":\"Le pr\xE9sident a \xE9t\xE9 re\xE7u \xE0 l'\xC9lys\xE9e.\"}\n",
        );
        lines.extend(line(2, BLOCK).into_bytes());
        lines.extend(b"{\"id\":\"3\",\"text\":\"O\xF9 il a d\xE9jeun\xE9.\"}\n");
        let read = read_from("a.jsonl", lines.as_slice(), &Options::default()).expect("bytes can be read");
        assert_eq!(read.problems, []);
        assert_eq!(read.reports[1].text, "Le président a été reçu à l'Élysée.");
        assert_eq!(read.reports[3].text, "Où il a déjeuné.");
    }

    #[test]
    fn how_many_lines_there_are_is_told_from_the_first() {
        let lines: String = (0..3_000).map(|id| line(id, 5_000)).collect();
        let mut reader = JsonLines::new("a.jsonl", lines.as_bytes());
        assert!((3_000..3_600).contains(&reader.expected(lines.len() as u64)));
        assert_eq!(reader.count(), 3_000);
        assert_eq!(JsonLines::new("a.jsonl", [].as_slice()).expected(0), 0);
    }

    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }

    #[test]
    fn an_error_is_told_after_the_lines_before_it() {
        let lines = line(0, 20) + "{\"id\":\"1\",\"te";
        let told: Vec<_> = JsonLines::new("a.jsonl", lines.as_bytes().chain(Broken)).collect();
        assert_eq!(told.len(), 2);
        let problem = told[1].as_ref().expect_err("reading stopped");
        assert_eq!(
            (problem.input.as_str(), problem.reason.as_str()),
            ("a.jsonl:2", "reading stopped here: the disk is gone")
        );
        assert!(read_from("a.jsonl", Broken, &Options::default()).is_err());
    }
}
