//! Tells what encoder and lexicon say of given pairs, for learning how to weigh them: lines
//! `{"id","text","actor":[{"start","end"}…],"recipient":[…]}` (code points) on stdin to
//! `{"id","lexical","shares":{type: share}}` on stdout.

use std::io::BufRead as _;

use serde_json::{Value, json};
use wirefold_read::{Asked, Reader};
use wirefold_report::Span;

fn spans(row: &Value, side: &str, text: &str) -> Vec<Span> {
    let byte = |points: &Value| {
        let points = usize::try_from(points.as_u64().unwrap_or(0)).unwrap_or(usize::MAX);
        text.char_indices().nth(points).map_or(text.len(), |(at, _)| at)
    };
    let all = row[side].as_array().into_iter().flatten();
    all.map(|span| Span::new(byte(&span["start"]), byte(&span["end"]))).collect()
}

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let rows: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let asked = |row: &Value| {
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let (actor, recipient) = (spans(row, "actor", &text), spans(row, "recipient", &text));
        Asked { text, actor, recipient }
    };
    let coded = Reader::open(2)?.code(&rows.iter().map(asked).collect::<Vec<_>>())?;
    for (row, coded) in rows.iter().zip(coded) {
        let shares: Option<serde_json::Map<String, Value>> =
            coded.shares.map(|s| s.named().map(|(name, share)| (name.to_owned(), share.into())).collect());
        let lexical = coded.lexical.map(wirefold_report::EventType::name);
        println!("{}", json!({"id": row["id"], "lexical": lexical, "shares": shares}));
    }
    Ok(())
}
