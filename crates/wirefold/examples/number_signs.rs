//! Tells by which signs the numbers of two reports look like values of one attribute, for learning what each counts for.
//!
//! Reports come as JSONL on stdin, those of one story one after the other, with the story's name in a field "story". For each
//! two numbers a line `{"story","a":{"report","start","value"},"b":…,"ruled_out","compatible","signs":{…}}` goes to stdout.

use std::collections::HashMap;
use std::io::Read as _;

use serde_json::{Value, json};
use wirefold::intake;
use wirefold_read::{Depth, Queue, Reader, interpret};
use wirefold_record::{StoryFold, number_signs};
use wirefold_report::{Annotation, Evidence, Report};

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut lines = String::new();
    std::io::stdin().read_to_string(&mut lines)?;
    let names: HashMap<String, String> = lines
        .lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line)?;
            let cell = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            Ok((cell("id"), cell("story")))
        })
        .collect::<Result<_, serde_json::Error>>()?;
    // Rows that hold no report are left out by the intake, so stories go by ids and not by lines.
    let reports = intake::read("reports.jsonl", lines.as_bytes(), &intake::Options::default()).reports;
    let reader = Reader::open(2)?;
    let story = |report: &Report| names.get(&report.id);
    for reports in reports.chunk_by(|a, b| story(a) == story(b)) {
        tell(&reader, story(&reports[0]).map_or("", String::as_str), reports)?;
    }
    Ok(())
}

#[allow(clippy::print_stdout)]
fn tell(reader: &Reader, story: &str, reports: &[Report]) -> Result<(), Box<dyn std::error::Error>> {
    let readings = reader.read(Queue::of(reports, Depth::Full).compared(|_| true), &|_| {})?;
    let said: Vec<Annotation> = reports.iter().zip(&readings).map(|(r, s)| interpret(r, s, None)).collect();
    let fold = wirefold_fold::fold(reports, &wirefold_fold::FoldOptions::default(), &mut |_| {});
    let all: Vec<usize> = (0..reports.len()).collect();
    let fold = StoryFold::of(&fold, &all);
    let side = |e: Evidence| {
        let report = &reports[e.report];
        let start = report.text[..e.span.start as usize].chars().count();
        json!({"report": report.id, "start": start, "value": e.span.of(&report.text)})
    };
    let (own, said): (Vec<&Report>, Vec<&Annotation>) = (reports.iter().collect(), said.iter().collect());
    for pair in number_signs(&own, &said, &fold) {
        let signs: serde_json::Map<String, Value> =
            pair.signs.iter().map(|&(name, value)| (name.to_owned(), value.into())).collect();
        let [a, b] = pair.evidence.map(side);
        let row = json!({"story": story, "a": a, "b": b, "ruled_out": pair.ruled_out,
            "compatible": pair.compatible, "signs": signs});
        println!("{row}");
    }
    Ok(())
}
