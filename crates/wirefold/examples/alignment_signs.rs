//! Tells what speaks for the sentences of two reports to say the same, for learning what each sign counts for: lines
//! `{"name","a","b"}` of two texts on stdin, to `{"name","a","b","worded","pairs"}` on stdout: the sentences of either
//! text as byte spans, the pairs that words alone link, and what is known of each pair that is worth a look.

use std::io::BufRead as _;

use serde_json::{Map, Value, json};
use wirefold_fold::align::{self, Company, Side, Statement};
use wirefold_read::{Depth, Queue, Reader, Reading};
use wirefold_report::{Report, Span};
use wirefold_text::normal::Normaliser;

/// Words link two sentences of independent reports that are this much alike (`wirefold-record`, `align/measured.rs`).
const WORDED: f64 = 0.55;

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let pairs: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let text = |pair: &'_ Value, side: &str| pair[side].as_str().unwrap_or_default().to_owned();
    let reports = pairs.iter().flat_map(|pair| ["a", "b"].map(|side| Report::new(side, text(pair, side))));
    let reports: Vec<Report> = reports.collect();
    let queue = Queue::of(&reports, Depth::Full).compared(|_| true);
    let readings = Reader::open(2)?.read(queue, &|_| {})?;
    for ((pair, reports), readings) in pairs.iter().zip(reports.chunks(2)).zip(readings.chunks(2)) {
        println!("{}", line(&pair["name"], reports, readings));
    }
    Ok(())
}

fn line(name: &Value, reports: &[Report], readings: &[Reading]) -> Value {
    let mut normaliser = Normaliser::default();
    let spans = |side: usize| -> Vec<Span> { readings[side].sentences.iter().map(|s| s.span).collect() };
    let sentences = [spans(0), spans(1)];
    let [a, b] = [0, 1].map(|side| -> Vec<Statement<'_>> {
        let (text, meanings) = (&reports[side].text, readings[side].meanings.iter());
        let all = sentences[side].iter().zip(meanings);
        all.map(|(&span, said)| Statement::new(text, span, Some(said), &mut normaliser)).collect()
    });
    let side = |at: usize| Side { text: &reports[at].text, sentences: &sentences[at] };
    let worded = align::sentences(&side(0), &side(1)).into_iter().filter(|l| l.similarity >= WORDED);
    let told = |side: usize| sentences[side].iter().map(|s| [s.start, s.end]).collect::<Vec<_>>();
    json!({
        "name": name,
        "a": told(0),
        "b": told(1),
        "worded": worded.map(|l| [l.a, l.b]).collect::<Vec<_>>(),
        "pairs": align::companies(&a, &b).iter().map(figures).collect::<Vec<_>>(),
    })
}

fn figures(pair: &Company) -> Value {
    let mut row: Map<String, Value> =
        pair.named().map(|(name, value)| (name.to_owned(), value.into())).collect();
    row.insert("a".into(), pair.a.into());
    row.insert("b".into(), pair.b.into());
    Value::Object(row)
}
