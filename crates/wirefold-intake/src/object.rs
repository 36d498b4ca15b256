//! The report that a JSON object is.

use crate::{Problem, Report, mojibake, ninjs, parse_published};
use serde_json::{Map, Value};
use std::fmt::Display;

/// The report that a JSON object is. `place` names it where it has no id.
pub(crate) fn from_value(place: &impl Display, value: Value) -> Result<Report, Problem> {
    let problem = |reason| Problem { input: place.to_string(), reason };
    let Value::Object(mut fields) = value else {
        return Err(problem(format!("a report is a JSON object, and this is {}", kind(&value))));
    };
    if !fields.contains_key("text") && ninjs::is_item(&fields) {
        return ninjs::report(&place.to_string(), fields).map(mojibake::mend).map_err(problem);
    }
    let text = match fields.shift_remove("text") {
        Some(Value::String(text)) if text.trim().is_empty() => {
            return Err(problem("\"text\" is empty".to_owned()));
        }
        Some(Value::String(text)) => text,
        Some(other) => return Err(problem(format!("\"text\" is not a string but {}", kind(&other)))),
        None => return Err(problem(format!("no \"text\" in this report (it has: {})", names(&fields)))),
    };
    let id = take_id(&mut fields).unwrap_or_else(|| place.to_string());
    let mut report = Report::new(id, text);
    report.title = take_string(&mut fields, "title");
    report.url = take_string(&mut fields, "url");
    report.outlet = take_string(&mut fields, "outlet");
    report.credit = take_string(&mut fields, "credit").or_else(|| credit(&fields));
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

/// What other fields say of who wrote it: "author" ("byline"), and "source", which may be no more than the outlet.
/// They stay among the fields that wirefold does not know.
fn credit(fields: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| fields.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty());
    let source = text("source").map(|source| format!("Source: {source}"));
    let author = text("author").or_else(|| text("byline")).map(str::to_owned);
    let parts: Vec<String> = author.into_iter().chain(source).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
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
