//! ninjs (IPTC): a news item as a JSON object, versions 1.0 to 3.1. Names are compared in small letters, as versions
//! differ in them.

use serde_json::{Map, Value};
use wirefold_report::Report;

use crate::html;
use crate::rendition::{is_aside, is_much_fuller};
use crate::withdrawn::withdrawn;
use crate::{line_ends, parse_published};

/// Whether an object without `text` has a text as ninjs has it: a body, or a description below a headline.
pub(crate) fn is_item(fields: &Map<String, Value>) -> bool {
    const OWN: [&str; 6] = ["uri", "headlines", "versioncreated", "firstcreated", "pubstatus", "altids"];
    let has = |is_such: fn(&str) -> bool| fields.keys().any(|name| is_such(name));
    let is_headed = ["headline", "headlines"].iter().any(|name| get(fields, name).is_some());
    (has(is_body) || is_headed && has(is_description)) && OWN.iter().any(|name| get(fields, name).is_some())
}

fn is_body(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "bodies" || name.starts_with("body_")
}

fn is_description(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "descriptions" || name.starts_with("description_")
}

/// The item's report, called `name` where it has no `uri`; what is not used here goes to `extra`.
pub(crate) fn report(name: &str, mut fields: Map<String, Value>) -> Result<Report, String> {
    if let Some(reason) = get(&fields, "pubstatus").and_then(Value::as_str).and_then(withdrawn) {
        return Err(reason);
    }
    let body = take_text(&mut fields, is_body);
    // A caption is no report.
    let is_picture = get(&fields, "type").and_then(Value::as_str).is_some_and(|kind| kind != "text");
    let described = if body.is_none() && !is_picture { take_text(&mut fields, is_description) } else { None };
    let text = body.or(described).ok_or("no text in this item")?;
    let uri = take(&mut fields, "uri");
    let headline = get(&fields, "headlines").and_then(main_value).or_else(|| take(&mut fields, "title"));
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

/// One of several texts of an item.
struct Rendition {
    /// Whether it is said to be something else than the whole: a summary, a caption.
    is_aside: bool,
    is_marked: bool,
    text: String,
}

/// The text of the main rendition among the fields that are such, which are taken out: the plain one, unless one with
/// markup has much more.
fn take_text(fields: &mut Map<String, Value>, is_such: fn(&str) -> bool) -> Option<String> {
    let names: Vec<String> = fields.keys().filter(|name| is_such(name)).cloned().collect();
    let mut all: Vec<Rendition> = Vec::new();
    for name in names {
        match fields.shift_remove(&name) {
            Some(Value::String(text)) => {
                let is_marked = !name.to_ascii_lowercase().ends_with("text");
                all.push(Rendition { is_aside: false, is_marked, text });
            }
            Some(Value::Array(items)) => all.extend(items.iter().filter_map(rendition)),
            _ => {}
        }
    }
    all.sort_by_key(|one| (one.is_aside, one.is_marked));
    let texts = all.into_iter().map(|one| {
        let text =
            if one.is_marked { html::fragment(&one.text) } else { line_ends(one.text.trim()).into_owned() };
        (one.is_aside, text)
    });
    fullest(texts)
}

/// The first text, or a later one that has much more; one that is aside only where there is no other.
fn fullest(texts: impl Iterator<Item = (bool, String)>) -> Option<String> {
    let mut best: Option<(bool, String)> = None;
    for (is_aside, text) in texts.filter(|(_, text)| !text.is_empty()) {
        let is_better =
            best.as_ref().is_none_or(|(aside, known)| *aside == is_aside && is_much_fuller(&text, known));
        if is_better {
            best = Some((is_aside, text));
        }
    }
    best.map(|(_, text)| text)
}

fn rendition(item: &Value) -> Option<Rendition> {
    let fields = item.as_object()?;
    let kind = get(fields, "contenttype").and_then(Value::as_str).unwrap_or_default();
    let text = get(fields, "value")?.as_str()?;
    let is_marked = if kind.is_empty() { text.contains("</") } else { kind != "text/plain" };
    let is_aside = get(fields, "role").and_then(Value::as_str).is_some_and(is_aside);
    Some(Rendition { is_aside, is_marked, text: text.to_owned() })
}

/// The words of the main headline.
fn main_value(items: &Value) -> Option<String> {
    let items = items.as_array()?.iter().filter_map(Value::as_object);
    let stated = items.filter_map(|fields| {
        let role = get(fields, "role").and_then(Value::as_str).unwrap_or_default();
        Some((is_aside(role) || role.to_ascii_lowercase().contains("sub"), get(fields, "value")?.as_str()?))
    });
    stated.min_by_key(|(is_aside, _)| *is_aside).map(|(_, words)| words.to_owned())
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

#[cfg(test)]
mod tests {
    use super::is_item;

    #[test]
    fn a_description_alone_makes_no_item() {
        let cases = [
            (r#"{"id":"1","content":"Rain.","description_text":"Rain","firstcreated":"2031-03-04"}"#, false),
            (r#"{"uri":"x","headline":"Rain","description_text":"It fell."}"#, true),
            (r#"{"firstcreated":"2031-03-04","body_text":"Rain fell."}"#, true),
            (r#"{"body_text":"Rain fell."}"#, false),
        ];
        for (item, want) in cases {
            assert_eq!(is_item(&serde_json::from_str(item).expect("an object")), want, "{item}");
        }
    }
}
