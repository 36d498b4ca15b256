//! Scores sentence pairs: lines `{"id","a","b"}` on stdin to `{"id","score"}` on stdout.

use std::io::BufRead as _;

use serde_json::{Value, json};

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lock().lines() {
        let pair: Value = serde_json::from_str(&line?)?;
        let sentence = |key: &str| pair[key].as_str().unwrap_or_default().to_owned();
        let score = wirefold_fold::align::similarity(&sentence("a"), &sentence("b"));
        println!("{}", json!({"id": pair["id"], "score": score}));
    }
    Ok(())
}
