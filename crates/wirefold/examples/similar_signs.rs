//! Tells the signs by which sentence pairs are compared, for learning what each counts for: lines `{"id","a","b"}` on
//! stdin to `{"id","words","held",…}` on stdout.

use std::io::BufRead as _;

use serde_json::{Map, Value};
use wirefold_fold::align::Signs;
use wirefold_read::Reader;

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let pairs: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let text = |pair: &'_ Value, side: &str| pair[side].as_str().unwrap_or_default().to_owned();
    let texts: Vec<String> = pairs.iter().flat_map(|pair| [text(pair, "a"), text(pair, "b")]).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let directions = Reader::open(2)?.directions(&texts)?;
    for ((pair, texts), directions) in pairs.iter().zip(texts.chunks(2)).zip(directions.chunks(2)) {
        let meaning = directions[0].as_ref().zip(directions[1].as_ref()).map_or(0.0, |(a, b)| a.likeness(b));
        let signs = Signs::of(texts[0], texts[1], meaning);
        let mut row: Map<String, Value> =
            signs.named().map(|(name, value)| (name.to_owned(), value.into())).collect();
        row.insert("id".into(), pair["id"].clone());
        println!("{}", Value::Object(row));
    }
    Ok(())
}
