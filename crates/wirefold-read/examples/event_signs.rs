//! The events of a corpus with the signs of their confidence, for learning what the signs weigh: JSON lines
//! `{"id","text","published"}` in; `{"report","start","type","mode","status","date","confidence","actor","recipient",
//! "sentence","signs"}` out, one event a line, `start` in code points.

mod input;

use serde_json::{Value, json};
use std::io::Write as _;
use wirefold_read::{Depth, Queue, Reader, event::Signs, event_signs, interpret};
use wirefold_report::{Annotation, Event, Party, Report};

const BATCH: usize = 32;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::open(2)?;
    let reports = input::reports()?;
    let mut out = std::io::stdout().lock();
    for batch in reports.chunks(BATCH) {
        let readings = reader.read(Queue::of(batch, Depth::Full), &|_| {})?;
        for (report, reading) in batch.iter().zip(&readings) {
            let said = interpret(report, reading, None);
            let all = event_signs(report, reading, &said);
            for (event, signs) in said.events.iter().zip(all) {
                writeln!(out, "{}", shown(report, &said, event, &signs))?;
            }
        }
    }
    Ok(())
}

fn shown(report: &Report, said: &Annotation, event: &Event, signs: &Signs) -> Value {
    let text = report.text.as_str();
    let (sentence, at) = (said.sentences[event.sentence].span, event.trigger);
    let side = |parties: &[Party]| -> Vec<String> {
        let name = |p: &Party| p.entity.map_or("-", |e| said.entities[e.0].name.as_str());
        parties.iter().map(|p| format!("{} [{}]", p.span.of(text), name(p))).collect()
    };
    let (before, after) = (sentence.start as usize, sentence.end as usize);
    let marked =
        format!("{}«{}»{}", &text[before..at.start as usize], at.of(text), &text[at.end as usize..after]);
    json!({
        "report": report.id, "start": text[..at.start as usize].chars().count(), "type": event.kind.name(),
        "mode": event.mode, "status": format!("{:?}", event.status).to_lowercase(), "date": event.date,
        "confidence": event.confidence, "actor": side(&event.actors), "recipient": side(&event.recipients),
        "sentence": marked, "signs": signs,
    })
}
