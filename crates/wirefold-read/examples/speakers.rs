//! Who speaks in the direct quotes of a corpus: JSON lines `{"id","text"}` in, every
//! direct quote out with its surroundings, the shares left open at the end.

mod input;

use std::io::Write;
use wirefold_read::{Depth, Queue, Reader, interpret};
use wirefold_report::{Annotation, Quote, QuoteKind, Report, Span};

const BATCH: usize = 32;
/// How many bytes are shown around a quote.
const AROUND: usize = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::open(1)?;
    let reports = input::reports()?;
    let mut out = std::io::stdout().lock();
    let (mut all, mut open, mut unsourced) = (0_u32, 0_u32, 0_u32);
    for batch in reports.chunks(BATCH) {
        let readings = reader.read(Queue::of(batch, Depth::Full), &|_| {})?;
        for (report, reading) in batch.iter().zip(&readings) {
            let said = interpret(report, reading, None);
            for quote in said.quotes.iter().filter(|q| q.kind == QuoteKind::Direct) {
                all += 1;
                open += u32::from(quote.speaker.is_none());
                unsourced += u32::from(quote.speaker.is_none() && is_unsourced(&report.text, quote));
                writeln!(out, "{}", shown(report, &said, quote))?;
            }
        }
    }
    let share = |part: u32| 100.0 * f64::from(part) / f64::from(all.max(1));
    writeln!(
        out,
        "{all} direct quotes; no entity speaks: {open} ({:.1} %); nor does the text say who: {unsourced} ({:.1} %)",
        share(open),
        share(unsourced)
    )?;
    Ok(())
}

/// Whether not even a description ("a senior official") tells who speaks.
fn is_unsourced(text: &str, quote: &Quote) -> bool {
    const PRONOUNS: [&str; 8] = ["he", "she", "it", "they", "who", "i", "we", "you"];
    let source = quote.source.iter().map(|s| s.of(text).to_lowercase()).collect::<String>();
    source.is_empty() || PRONOUNS.contains(&source.as_str())
}

fn shown(report: &Report, said: &Annotation, quote: &Quote) -> String {
    let text = report.text.as_str();
    let name = quote.speaker.map_or("-", |id| said.entities[id.0].name.as_str());
    let parts = quote.content.iter().chain(&quote.cue).chain(&quote.source).copied();
    let whole = parts.reduce(Span::cover).unwrap_or_default();
    let start = text.floor_char_boundary((whole.start as usize).saturating_sub(AROUND));
    let end = text.ceil_char_boundary((whole.end as usize + AROUND).min(text.len()));
    format!("{}\t{name}\t{}", report.id, text[start..end].replace('\n', "¶"))
}
