//! The events of a corpus with the signs of their confidence, for learning what the signs weigh: JSON lines
//! `{"id","text","published"}` in; `{"report","start","type","mode","status","date","confidence","actor","recipient",
//! "sentence","signs","told","stands","words","parts","lemmas","heads","relations","trigger","actor_words",
//! "recipient_words"}` out, one event a line, `start` in code points, `told` the type of the lexicon's entry, `stands` the
//! status that the grammar gives it (none where it tells a refusal), `words` as the encoder reads them, with their parts of speech, lemmas and tree, those
//! of the event by their numbers.

mod input;

use serde_json::{Value, json};
use std::io::Write as _;
use wirefold_read::{Depth, Queue, Reader, event::Shown, events_shown, interpret};
use wirefold_report::{Annotation, Event, EventType, Party, Report, Span};

const BATCH: usize = 32;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::open(2)?;
    let reports = input::reports()?;
    let mut out = std::io::stdout().lock();
    for batch in reports.chunks(BATCH) {
        let readings = reader.read(Queue::of(batch, Depth::Full), &|_| {})?;
        for (report, reading) in batch.iter().zip(&readings) {
            let said = interpret(report, reading, None);
            let all = events_shown(report, reading, &said);
            for (event, shows) in said.events.iter().zip(all) {
                writeln!(out, "{}", line(report, &said, event, &shows))?;
            }
        }
    }
    Ok(())
}

fn line(report: &Report, said: &Annotation, event: &Event, shows: &Shown) -> Value {
    let text = report.text.as_str();
    let (sentence, at) = (said.sentences[event.sentence].span, event.trigger);
    let side = |parties: &[Party]| -> Vec<String> {
        let name = |p: &Party| p.entity.map_or("-", |e| said.entities[e.0].name.as_str());
        parties.iter().map(|p| format!("{} [{}]", p.span.of(text), name(p))).collect()
    };
    let (before, after) = (sentence.start as usize, sentence.end as usize);
    let marked =
        format!("{}«{}»{}", &text[before..at.start as usize], at.of(text), &text[at.end as usize..after]);
    let words = &said.sentences[event.sentence].words;
    let those = |span: Span| (0..words.len()).filter(move |&w| words[w].span.overlaps(span));
    let all = |parties: &[Party]| -> Vec<usize> { parties.iter().flat_map(|p| those(p.span)).collect() };
    json!({
        "report": report.id, "start": text[..at.start as usize].chars().count(), "type": event.kind.name(),
        "mode": event.mode, "status": format!("{:?}", event.status).to_lowercase(), "date": event.date,
        "confidence": event.confidence, "actor": side(&event.actors), "recipient": side(&event.recipients),
        "sentence": marked, "signs": shows.signs, "told": shows.told.map(EventType::name),
        "stands": shows.stands.map(|status| format!("{status:?}").to_lowercase()),
        "words": words.iter().map(|w| w.span.of(text)).collect::<Vec<_>>(),
        "parts": words.iter().map(|w| w.upos.name()).collect::<Vec<_>>(),
        "heads": words.iter().map(|w| w.head).collect::<Vec<_>>(),
        "relations": words.iter().map(|w| &*w.deprel).collect::<Vec<_>>(),
        "lemmas": words.iter().map(|w| w.lemma.as_str()).collect::<Vec<_>>(),
        "trigger": those(at).collect::<Vec<_>>(), "actor_words": all(&event.actors),
        "recipient_words": all(&event.recipients),
    })
}
