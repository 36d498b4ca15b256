//! How well the day of a report is inferred: JSON lines `{"id","published","title","text"}` in,
//! each inferred day with the known one and the evidence out, precision and coverage at the end.
//!
//! The stated day is withheld. A text without any full date pins down no day, so that
//! only the others are read with the model.

use serde_json::Value;
use std::io::{BufRead, Write};
use wirefold_read::{Depth, Queue, Reader, Reading, date, time};
use wirefold_report::{DocumentDate, Report};

const BATCH: usize = 32;

/// A report without its day, and the day.
struct Dated {
    report: Report,
    published: jiff::civil::Date,
}

fn dated(line: &str) -> Option<Dated> {
    let row: Value = serde_json::from_str(line).ok()?;
    let field = |name: &str| row[name].as_str().map(str::to_owned);
    let published = field("published")?.get(..10)?.parse().ok()?;
    let mut report = Report::new(field("id")?, field("text")?);
    report.title = field("title");
    Some(Dated { report, published })
}

fn has_full_date(dated: &Dated) -> bool {
    let Report { title, text, .. } = &dated.report;
    let reading = Reading::without_model(text, wirefold_text::split(title.as_deref(), text));
    time::recognise(text, &reading.sentences).iter().any(|f| f.meaning.full_day().is_some())
}

#[derive(Default)]
struct Tally {
    reports: usize,
    inferred: usize,
    exact: usize,
    within_a_day: usize,
}

impl Tally {
    fn add(&mut self, day: jiff::civil::Date, known: jiff::civil::Date) {
        let away = (day - known).get_days().abs();
        self.inferred += 1;
        self.exact += usize::from(away == 0);
        self.within_a_day += usize::from(away <= 1);
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let all: Vec<Dated> = lines.iter().filter_map(|line| dated(line)).collect();
    let mut tally = Tally { reports: all.len(), ..Tally::default() };
    let (asked, known): (Vec<Report>, Vec<_>) =
        all.into_iter().filter(has_full_date).map(|d| (d.report, d.published)).unzip();
    let reader = Reader::open(1)?;
    let mut out = std::io::stdout().lock();
    for (reports, known) in asked.chunks(BATCH).zip(known.chunks(BATCH)) {
        let readings = reader.read(Queue::of(reports, Depth::Full), &|_| {})?;
        for ((report, reading), known) in reports.iter().zip(&readings).zip(known) {
            let found = time::recognise(&report.text, &reading.sentences);
            let DocumentDate { value: Some(day), evidence, .. } = date::infer(report, &found) else {
                continue;
            };
            tally.add(day, *known);
            let evidence: Vec<&str> = evidence.iter().map(|s| s.of(&report.text)).collect();
            writeln!(out, "{}\tknown {known}\tinferred {day}\t{}", report.id, evidence.join(" | "))?;
        }
    }
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    writeln!(
        out,
        "{} reports, {} with a full date; inferred: {} ({:.2} %), exact {:.1} %, within a day {:.1} %",
        tally.reports,
        asked.len(),
        tally.inferred,
        share(tally.inferred, tally.reports),
        share(tally.exact, tally.inferred),
        share(tally.within_a_day, tally.inferred)
    )?;
    Ok(())
}
