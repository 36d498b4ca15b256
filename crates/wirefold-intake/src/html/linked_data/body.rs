//! The text of a report that stands in its page's JSON-LD: `articleBody`, and the entries of a live report.

use crate::html::{entities, fragment};
use serde_json::{Map, Value};
use wirefold_text::live::stated_clock;

/// Markup may have been escaped more than once.
const MOST_ESCAPED: usize = 3;

/// Elements that part lines; without any of them line ends do.
const PARTING: [&str; 9] = ["<p", "</p", "<br", "<div", "<li", "<h2", "<h3", "<section", "<blockquote"];

/// The report's text, paragraphs parted by empty lines.
pub(super) fn of(report: &Map<String, Value>) -> Option<String> {
    let body = text(report.get("articleBody")).unwrap_or_default();
    let entries = entries(report);
    let longest = if entries.len() > body.len() { entries } else { body };
    (!longest.is_empty()).then_some(longest)
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(raw) => Some(plain(raw)),
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().filter_map(|part| part.as_str().map(plain)).collect();
            Some(parts.join("\n\n"))
        }
        _ => None,
    }
}

/// The entries of a live report, each with its time; above the first of a day stands the day.
fn entries(report: &Map<String, Value>) -> String {
    let updates = report.get("liveBlogUpdate").map(|updates| match updates {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    });
    let mut parts: Vec<String> = Vec::new();
    let mut last_day = None;
    for entry in updates.unwrap_or_default().iter().filter_map(Value::as_object) {
        let Some(said) = text(entry.get("articleBody")).filter(|said| !said.is_empty()) else { continue };
        let stated = entry.get("datePublished").and_then(Value::as_str).and_then(crate::parse_published);
        if let Some(stated) = stated {
            let day = Some(stated.date);
            if last_day != day {
                parts.push(stated.date.strftime("%A, %B %-d, %Y").to_string());
                last_day = day;
            }
            parts.extend(clock(&stated.source));
        }
        let headline = entry.get("headline").and_then(Value::as_str).map(plain);
        parts
            .extend(headline.filter(|headline| !headline.is_empty() && !said.starts_with(headline.as_str())));
        parts.push(said);
    }
    parts.join("\n\n")
}

/// The clock time of a date, as it stands over entries.
pub(in crate::html) fn clock(source: &str) -> Option<String> {
    stated_clock(source).map(|(hours, minutes)| format!("{hours:02}:{minutes:02}"))
}

/// Text without the markup that stands in it, be it escaped.
fn plain(raw: &str) -> String {
    let mut html = raw.to_owned();
    for _ in 0..MOST_ESCAPED {
        let unescaped = || entities::unescaped(&html);
        match () {
            () if is_marked(&html) => return fragment(&parted(&html)),
            () if html.contains("&lt;") && html.contains("&gt;") || html.contains("&amp;lt;") => {
                html = unescaped();
            }
            () => break,
        }
    }
    apart(&lines(&entities::decoded_lines(&html)))
}

/// Whether a text holds an end tag, or an empty element as texts have them.
fn is_marked(text: &str) -> bool {
    text.contains("</") || ["<br", "<p>", "<p "].iter().any(|tag| text.contains(tag))
}

/// HTML whose line ends part lines where no element does.
fn parted(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    if PARTING.iter().any(|tag| lower.contains(tag)) { html.to_owned() } else { html.replace('\n', "<br>\n") }
}

/// Lines without white space around them, runs of empty ones as one.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_apart = false;
    for line in crate::line_ends(text).lines() {
        let line = wirefold_text::one_line(line);
        if !out.is_empty() {
            is_apart |= line.is_empty();
            if !line.is_empty() {
                out.push_str(if is_apart { "\n\n" } else { "\n" });
            }
        }
        is_apart &= line.is_empty();
        out.push_str(&line);
    }
    out
}

/// Some pages join their paragraphs with nothing between them ("… on Monday.The mayor …"): a text without any line
/// end in which that happens again and again has paragraphs there.
fn apart(text: &str) -> String {
    const OFTEN: usize = 2;
    const LONG: usize = 400;
    if text.len() < LONG || text.contains('\n') {
        return text.to_owned();
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let is_joint = |four: &&[(usize, char)]| {
        let [(_, before), (_, mark), (_, first), (_, second)] = four else { return false };
        let ends = matches!(mark, '.' | '!' | '?') && (before.is_lowercase() || matches!(before, '”' | '"'))
            || matches!(mark, '”' | '"') && matches!(before, '.' | '!' | '?');
        ends && first.is_uppercase() && (second.is_lowercase() || *second == ' ')
    };
    let joints: Vec<usize> = characters.windows(4).filter(is_joint).map(|four| four[2].0).collect();
    if joints.len() < OFTEN {
        return text.to_owned();
    }
    let ends = joints.iter().copied().chain([text.len()]);
    let starts = [0].into_iter().chain(joints.iter().copied());
    starts.zip(ends).map(|(start, end)| &text[start..end]).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{apart, of, plain};
    use serde_json::json;

    #[test]
    fn markup_goes_and_paragraphs_stay() {
        for (raw, want) in [
            ("<p>Rain fell.</p><p>It stopped.</p>", "Rain fell.\n\nIt stopped."),
            (
                "&lt;p&gt;Rain &amp;amp; wind.&lt;/p&gt;&lt;p&gt;It stopped.&lt;/p&gt;",
                "Rain & wind.\n\nIt stopped.",
            ),
            ("&amp;lt;p&amp;gt;Rain fell.&amp;lt;/p&amp;gt;", "Rain fell."),
            ("Rain fell in <b>Oslo</b>.\nIt stopped.", "Rain fell in Oslo.\nIt stopped."),
            (
                "Rain fell.\n\n\n It &quot;stopped&quot; at 5 &lt; 6.\r\nWind.",
                "Rain fell.\n\nIt \"stopped\" at 5 < 6.\nWind.",
            ),
            ("Rain fell &amp;&#32;it&nbsp;stopped.", "Rain fell & it stopped."),
            ("A<br/>B", "A\nB"),
            ("2 < 3 and AT&T", "2 < 3 and AT&T"),
        ] {
            assert_eq!(plain(raw), want, "{raw}");
        }
    }

    #[test]
    fn joined_paragraphs_are_parted() {
        let text =
            format!("{}It rained on Monday.The mayor said “Go.”Nobody went.", "It was late. ".repeat(40));
        assert!(apart(&text).ends_with("It rained on Monday.\n\nThe mayor said “Go.”\n\nNobody went."));
        let text = format!("{}She buys at Shop.Com.", "It was late. ".repeat(40));
        assert_eq!(apart(&text), text);
    }

    #[test]
    fn entries_have_their_times_and_days() {
        let report = json!({"liveBlogUpdate": [
            {"headline": "Fences", "datePublished": "2031-06-05T00:10:00+02:00", "articleBody": "<p>They stand.</p>"},
            {"datePublished": "2031-06-04T23:50:00+02:00", "articleBody": "They come."},
            {"articleBody": ""},
        ]});
        assert_eq!(
            of(report.as_object().expect("an object")).expect("a text"),
            "Thursday, June 5, 2031\n\n00:10\n\nFences\n\nThey stand.\n\nWednesday, June 4, 2031\n\n23:50\n\nThey come."
        );
    }
}
