//! Tells the signs by which sentence pairs are compared, for learning what each counts for: lines `{"id","a","b"}` on
//! stdin to `{"id","words","held",…}` on stdout.

use std::io::BufRead as _;

use serde_json::{Map, Value};
use wirefold_fold::align::{Signs, Statement};
use wirefold_read::Reader;
use wirefold_report::Span;
use wirefold_text::normal::Normaliser;

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lines: Vec<String> = std::io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let pairs: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let text = |pair: &'_ Value, side: &str| pair[side].as_str().unwrap_or_default().to_owned();
    let texts: Vec<String> = pairs.iter().flat_map(|pair| [text(pair, "a"), text(pair, "b")]).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let meanings = Reader::open(2)?.meanings(&texts)?;
    let mut normaliser = Normaliser::default();
    let mut statement = |at: usize| {
        let span = Span::new(0, texts[at].len());
        Statement::new(texts[at], span, meanings[at].as_ref(), &mut normaliser)
    };
    for (at, pair) in pairs.iter().enumerate() {
        let signs = Signs::of(&statement(2 * at), &statement(2 * at + 1));
        let mut row: Map<String, Value> =
            signs.named().map(|(name, value)| (name.to_owned(), value.into())).collect();
        row.insert("id".into(), pair["id"].clone());
        println!("{}", Value::Object(row));
    }
    Ok(())
}
