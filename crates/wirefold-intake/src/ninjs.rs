//! ninjs (IPTC): a news item as a JSON object, versions 1.0 to 3.1. Names are compared in small letters, as versions
//! differ in them.

use serde_json::{Map, Value};
use wirefold_report::Report;

use crate::html;
use crate::withdrawn::withdrawn;
use crate::{line_ends, parse_published};

/// Whether an object without `text` has a text as ninjs has it.
pub(crate) fn is_item(fields: &Map<String, Value>) -> bool {
    fields.keys().any(|name| is_body(name))
        && (get(fields, "uri").is_some() || get(fields, "headlines").is_some())
}

fn is_body(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "bodies" || name.starts_with("body_")
}

/// The item's report, called `name` where it has no `uri`; what is not used here goes to `extra`.
pub(crate) fn report(name: &str, mut fields: Map<String, Value>) -> Result<Report, String> {
    if let Some(reason) = get(&fields, "pubstatus").and_then(Value::as_str).and_then(withdrawn) {
        return Err(reason);
    }
    let text = text(&mut fields).ok_or("no text in this item")?;
    let uri = take(&mut fields, "uri");
    let headline = get(&fields, "headlines").and_then(first_value);
    let source = get(&fields, "infosources").and_then(|sources| sources.get(0)).and_then(named);
    let mut report = Report::new(uri.clone().unwrap_or_else(|| name.to_owned()), text);
    report.title = take(&mut fields, "headline").or(headline);
    report.url = uri.filter(|uri| uri.starts_with("http"));
    report.outlet = take(&mut fields, "copyrightholder");
    report.credit = source.or_else(|| ["byline", "by"].into_iter().find_map(|name| take(&mut fields, name)));
    report.language = take(&mut fields, "language");
    let dates = ["versioncreated", "firstcreated", "contentcreated"];
    report.published = dates.into_iter().find_map(|name| parse_published(get(&fields, name)?.as_str()?));
    report.extra = fields;
    Ok(report)
}

/// The plain body, or else the one with markup, taken out with all others.
fn text(fields: &mut Map<String, Value>) -> Option<String> {
    let names: Vec<String> = fields.keys().filter(|name| is_body(name)).cloned().collect();
    let mut bodies: Vec<(bool, String)> = Vec::new();
    for name in names {
        match fields.shift_remove(&name) {
            Some(Value::String(text)) => bodies.push((!name.to_ascii_lowercase().ends_with("text"), text)),
            Some(Value::Array(items)) => bodies.extend(items.iter().filter_map(body)),
            _ => {}
        }
    }
    bodies.sort_by_key(|(is_marked, _)| *is_marked);
    let texts = bodies.into_iter().map(|(is_marked, text)| {
        if is_marked { html::fragment(&text) } else { line_ends(text.trim()).into_owned() }
    });
    { texts }.find(|text| !text.is_empty())
}

/// One of several bodies: whether it is marked up, and its text.
fn body(item: &Value) -> Option<(bool, String)> {
    let fields = item.as_object()?;
    let kind = get(fields, "contenttype").and_then(Value::as_str).unwrap_or_default();
    let text = get(fields, "value")?.as_str()?;
    let is_marked = if kind.is_empty() { text.contains("</") } else { kind != "text/plain" };
    Some((is_marked, text.to_owned()))
}

/// The first headline's words.
fn first_value(items: &Value) -> Option<String> {
    Some(get(items.get(0)?.as_object()?, "value")?.as_str()?.to_owned())
}

fn named(source: &Value) -> Option<String> {
    let fields = source.as_object()?;
    ["name", "literal"].into_iter().find_map(|name| Some(get(fields, name)?.as_str()?.to_owned()))
}

fn get<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Takes a field out that is a string with something in it.
fn take(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    let is_stated = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    let key =
        fields.iter().find(|(key, value)| key.eq_ignore_ascii_case(name) && is_stated(value))?.0.clone();
    fields.shift_remove(&key)?.as_str().map(str::to_owned)
}
