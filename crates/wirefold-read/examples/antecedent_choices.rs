//! The decisions of the ranker of antecedents, to learn its weights from: JSON
//! lines `{"id","text"}` in, one line a report out, offsets in code points.

mod input;

use serde_json::{Value, json};
use std::io::Write;
use wirefold_read::{Depth, Queue, Reader, entity};
use wirefold_report::Span;

const BATCH: usize = 32;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::open(1)?;
    let reports = input::reports()?;
    for batch in reports.chunks(BATCH) {
        let readings = reader.read(Queue::of(batch, Depth::Full), &|_| {})?;
        for (report, reading) in batch.iter().zip(&readings) {
            let choices = entity::choices(&report.text, &reading.blocks, &reading.sentences, &reading.names);
            let rows: Vec<Value> = choices.iter().map(|c| row(&report.text, c)).collect();
            writeln!(std::io::stdout(), "{}", json!({"id": report.id, "choices": rows}))?;
        }
    }
    Ok(())
}

fn row(text: &str, choice: &entity::Choice) -> Value {
    let points = |byte: u32| text[..byte as usize].chars().count();
    let span = |s: Span| json!([points(s.start), points(s.end)]);
    let candidates: Vec<Value> =
        choice.candidates.iter().map(|(word, thread, cues)| json!([span(*word), thread, cues])).collect();
    json!({"pronoun": span(choice.pronoun), "columns": choice.columns, "open": choice.open, "candidates": candidates})
}
