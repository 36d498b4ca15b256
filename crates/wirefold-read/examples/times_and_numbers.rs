//! Reads times and quantities of JSON lines, for measuring: `{"id","published","title","text"}`
//! in, `{"id","date","times","quantities"}` out, offsets in code points.
//!
//! `--without-trees` leaves the model out: what the grammars see of the words alone.
//! `--found` shows the time expressions before they are anchored.

use serde_json::{Value, json};
use std::io::{BufRead, Write};
use wirefold_read::{Depth, Queue, Reader, Reading, interpret};
use wirefold_report::{Annotation, Change, DateBasis, Published, Report, Span, TimeMod};

/// What the layout of a report shows without the model.
fn bare(report: &Report) -> Reading {
    Reading::without_model(&report.text, wirefold_text::split(report.title.as_deref(), &report.text))
}

fn row(report: &Report, read: &Annotation) -> Value {
    let text = report.text.as_str();
    let mut point = vec![0; text.len() + 1];
    for (count, (byte, _)) in text.char_indices().enumerate() {
        point[byte] = count;
    }
    point[text.len()] = text.chars().count();
    let span =
        |s: Span| json!({"start": point[s.start as usize], "end": point[s.end as usize], "text": s.of(text)});
    let with = |s: Span, rest: Value| {
        let mut object = span(s);
        if let (Some(object), Value::Object(rest)) = (object.as_object_mut(), rest) {
            object.extend(rest);
        }
        object
    };
    let times = read.times.iter().map(|t| {
        let (kind, modifier, utc) =
            (t.kind.name(), t.modifier.map(TimeMod::name), t.utc.map(|u| u.to_string()));
        with(t.span, json!({"type": kind, "value": t.value, "mod": modifier, "utc": utc}))
    });
    let quantities = read.quantities.iter().map(|q| {
        let change = q.change.map(|c| if c == Change::Up { "up" } else { "down" });
        let rest = json!({"value": q.value, "high": q.high, "bound": q.bound.sign(), "change": change, "unit": q.unit, "currency": q.currency, "counted": q.counted.map(span), "of": q.of.map(span)});
        with(q.span, rest)
    });
    json!({
        "id": report.id,
        "date": {
            "value": read.date.value.map(|d| d.to_string()),
            "inferred": read.date.basis == DateBasis::Inferred,
            "evidence": read.date.evidence.iter().map(|s| span(*s)).collect::<Vec<_>>(),
        },
        "times": times.collect::<Vec<_>>(),
        "quantities": quantities.collect::<Vec<_>>(),
    })
}

fn report(line: &str) -> Result<Report, serde_json::Error> {
    let row: Value = serde_json::from_str(line)?;
    let field = |name: &str| row[name].as_str().map(str::to_owned);
    let mut report = Report::new(field("id").unwrap_or_default(), field("text").unwrap_or_default());
    report.title = field("title");
    report.published = field("published").and_then(|source| {
        let date = source.get(..10)?.parse().ok()?;
        Some(Published { date, instant: None, source })
    });
    Ok(report)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let reports: Vec<Report> = lines.iter().map(|line| report(line)).collect::<Result<_, _>>()?;
    let readings = if std::env::args().any(|a| a == "--without-trees") {
        reports.iter().map(bare).collect()
    } else {
        Reader::open(1)?.read(Queue::of(&reports, Depth::Full), &|_| {})?
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (report, reading) in reports.iter().zip(&readings) {
        if std::env::args().any(|a| a == "--found") {
            for found in wirefold_read::time::recognise(&report.text, &reading.sentences) {
                writeln!(out, "{:?}\t{found:?}", found.span.of(&report.text))?;
            }
            continue;
        }
        writeln!(out, "{}", row(report, &interpret(report, reading, None)))?;
    }
    Ok(())
}
