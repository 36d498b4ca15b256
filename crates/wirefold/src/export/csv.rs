//! Our own table as CSV (RFC 4180, UTF-8, a header, lines that end in LF).

use super::columns::{COLUMNS, Cell};
use super::fact::facts;
use crate::Recorded;

/// All events of a record as CSV.
#[must_use]
pub fn csv(recorded: &Recorded) -> String {
    let mut out = String::new();
    line(&mut out, COLUMNS.iter().map(|c| c.name.to_owned()));
    for fact in facts(recorded) {
        line(&mut out, COLUMNS.iter().map(|c| written((c.cell)(&fact))));
    }
    out
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Text(value) => value,
        Cell::Whole(value) => value.map(|n| n.to_string()),
        Cell::Real(value) => value.map(|n| n.to_string()),
        Cell::Day(value) => value.map(|d| d.to_string()),
    }
    .unwrap_or_default()
}

fn line(out: &mut String, fields: impl Iterator<Item = String>) {
    for (i, field) in fields.enumerate() {
        if i > 0 {
            out.push(',');
        }
        push(out, &field);
    }
    out.push('\n');
}

fn push(out: &mut String, field: &str) {
    if !field.contains([',', '"', '\n', '\r']) {
        out.push_str(field);
        return;
    }
    out.push('"');
    out.push_str(&field.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let mut out = String::new();
        line(&mut out, ["plain", "a, b", "say \"no\"", "", "two\nlines"].into_iter().map(str::to_owned));
        assert_eq!(out, "plain,\"a, b\",\"say \"\"no\"\"\",,\"two\nlines\"\n");
    }
}
