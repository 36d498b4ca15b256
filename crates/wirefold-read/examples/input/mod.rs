//! The reports that an example reads: JSON lines `{"id","text"}`, perhaps with `published`, on standard input.

use std::error::Error;
use std::io::BufRead;

use serde_json::Value;
use wirefold_report::{Published, Report};

/// All of them, in order.
///
/// # Errors
/// If a line can't be read or is no JSON.
pub(crate) fn reports() -> Result<Vec<Report>, Box<dyn Error>> {
    std::io::stdin().lock().lines().map(|line| Ok(report(&serde_json::from_str(&line?)?))).collect()
}

fn report(row: &Value) -> Report {
    let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let source = field("published");
    let date = source.get(..10).and_then(|day| day.parse().ok());
    let published = date.map(|date| Published { date, instant: None, source });
    Report { id: field("id"), text: field("text"), published, ..Report::default() }
}
