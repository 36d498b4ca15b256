//! JSON that is not a line each: an array of reports, an object over several lines, or several of these.

use crate::jsonl::in_line;
use crate::object::from_value;
use crate::{Problem, Report, loose};
use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};
use std::borrow::Cow;

/// Places of one text behind a broken item at which reading goes on.
const MOST_BROKEN: usize = 16;

/// What stands at one place of a text: its name, and the report.
type Item = (String, Result<Report, Problem>);

/// A text's reports and problems, in order, and what is worth a line though it was read. What is whole before the text
/// breaks off is read.
pub(crate) fn read(name: &str, text: &str) -> (Vec<Item>, Option<String>) {
    let (text, mut found) = loose::whole_characters(text.trim_start_matches('\u{FEFF}'));
    let is_json =
        |text: &str| Deserializer::from_str(text).into_iter::<IgnoredAny>().all(|value| value.is_ok());
    let text = match loose::mended(&text) {
        (mended, controls) if controls.controls > 0 && is_json(&mended) => {
            found.controls = controls.controls;
            Cow::Owned(mended.into_owned())
        }
        _ => text,
    };
    let mut reading = Reading { name, text: &text, at: 0, items: Vec::new(), broken: 0 };
    reading.all();
    (reading.items, found.remark())
}

struct Reading<'t> {
    name: &'t str,
    text: &'t str,
    /// Byte that comes next.
    at: usize,
    items: Vec<Item>,
    broken: usize,
}

impl Reading<'_> {
    fn all(&mut self) {
        while let Some(next) = self.next() {
            if next == b'[' {
                self.at += 1;
                self.array();
            } else if !self.value() {
                return;
            }
        }
    }

    /// The next byte that is not white space.
    fn next(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text.as_bytes().get(self.at).copied()
    }

    /// The items of an array up to its end.
    fn array(&mut self) {
        while let Some(next) = self.next() {
            match next {
                b']' => {
                    self.at += 1;
                    return;
                }
                b',' => self.at += 1,
                _ if !self.value() => return,
                _ => {}
            }
        }
        self.problem("the array breaks off here");
    }

    /// Reads one value; tells whether it can go on behind it.
    fn value(&mut self) -> bool {
        let mut values = Deserializer::from_str(&self.text[self.at..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                let length = values.byte_offset();
                let is_all = self.items.is_empty() && self.text[self.at + length..].trim().is_empty();
                let place = if is_all && self.at_start() { self.name.to_owned() } else { self.place() };
                self.at += length;
                let report = from_value(&place, value);
                self.items.push((place, report));
                true
            }
            Some(Err(error)) => {
                let line = self.text[..self.at].matches('\n').count() + error.line();
                let what = if error.is_eof() { "the text breaks off in this report" } else { "not JSON" };
                self.problem(&format!("{what} (line {line}: {})", in_line(&error)));
                self.skip()
            }
            None => false,
        }
    }

    /// Whether nothing but white space stands before.
    fn at_start(&self) -> bool {
        self.text[..self.at].trim().is_empty()
    }

    fn place(&self) -> String {
        format!("{}[{}]", self.name, self.items.len())
    }

    fn problem(&mut self, reason: &str) {
        let input = self.place();
        self.items.push((input.clone(), Err(Problem { input, reason: reason.to_owned() })));
    }

    /// Goes on behind a broken value where the next one begins like it, on a line of its own; tells whether there is one.
    fn skip(&mut self) -> bool {
        self.broken += 1;
        let start = self.text[..self.at].rfind('\n').map_or(0, |line| line + 1);
        let indent = &self.text[start..self.at];
        let may_go_on = self.broken <= MOST_BROKEN && indent.trim().is_empty();
        let next = self.text[self.at..].find(&format!("\n{indent}{{")).filter(|_| may_go_on);
        self.at = next.map_or(self.text.len(), |next| self.at + next);
        next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    /// Ids of reports and inputs of problems.
    fn check(text: &str, want: &[&str]) {
        let found: Vec<String> = read("a.json", text)
            .0
            .into_iter()
            .map(|(_, item)| item.map_or_else(|problem| format!("! {}", problem.input), |report| report.id))
            .collect();
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn what_is_whole_is_read() {
        check("[{\"id\":1,\"text\":\"x\"},{\"text\":\"y\"}]", &["1", "a.json[1]"]);
        check("[{\"id\":1,\"text\":\"x\"},\n {\"id\":2,\"te", &["1", "! a.json[1]"]);
        check("[{\"id\":1,\"text\":\"x\"},", &["1", "! a.json[1]"]);
        check("[{\"id\":1,\"text\":\"x\"},]", &["1"]);
        check("[]", &[]);
        check("[", &["! a.json[0]"]);
        check("{\n\"text\":\"x\"}", &["a.json"]);
    }

    #[test]
    fn one_broken_report_does_not_hide_the_next() {
        check(
            "[\n  {\"id\":1,\"text\":\"x\"},\n  {\"id\":2,\"text\":\"y},\n  {\"id\":3,\"text\":\"z\"}\n]",
            &["1", "! a.json[1]", "3"],
        );
        check("{\n\"id\":1,\n\"text\":\"x\"\n}\n{\n\"id\":2,\n\"text\":\"y\"\n}", &["1", "2"]);
    }

    #[test]
    fn a_line_says_where_it_broke() {
        let (items, _) = read("a.json", "[\n{\"id\":1,\"text\":\"x\"},\n{\"id\":2,\n\"text\":\"Rain fe");
        let problem = items[1].1.as_ref().expect_err("it breaks off");
        assert!(problem.reason.starts_with("the text breaks off in this report (line 4: EOF"), "{problem:?}");
    }

    #[test]
    fn sloppy_strings_are_put_right_where_that_makes_it_whole() {
        let (items, remark) = read("a.json", "[{\"text\":\"one\ntwo \\ud800\"},{\"text\":\"x\"}]");
        assert_eq!(items[0].1.as_ref().expect("read").text, "one\ntwo \u{fffd}");
        assert!(items.len() == 2 && remark.is_some());
        check("[{\"id\":1,\"text\":\"\\udfff\"},{\"text\":\"x", &["1", "! a.json[1]"]);
    }

    #[test]
    fn many_broken_reports_end_it() {
        let (items, _) = read("a.json", &format!("[\n{}", "{\"a\":[0,\n".repeat(20_000)));
        assert_eq!(items.len(), 17);
    }
}
