//! Reports as the readable cases write them.

use serde_json::{Map, Value};

/// A report: its id, lines of "field: value", an empty line, its text.
pub(crate) fn report(part: &str) -> Map<String, Value> {
    let (head, text) = part.split_once("\n\n").expect("an empty line ends the fields");
    let mut lines = head.lines();
    let mut report = Map::new();
    report.insert("id".to_owned(), lines.next().unwrap_or_default().trim().into());
    for line in lines {
        let (field, value) = line.split_once(": ").expect("a field is a name and a value");
        report.insert(field.to_owned(), value.trim().into());
    }
    report.insert("text".to_owned(), text.trim().into());
    report
}
