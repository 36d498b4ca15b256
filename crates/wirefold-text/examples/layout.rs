//! Blocks and sentences of texts, readable: `layout < reports.jsonl` or
//! `layout FILE.txt…`.

#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::io::BufRead;
use wirefold_text::split;

fn main() -> std::io::Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    for file in &files {
        println!("==== {file}");
        print(None, &std::fs::read_to_string(file)?);
    }
    if files.is_empty() {
        for line in std::io::stdin().lock().lines() {
            let report: serde_json::Value = serde_json::from_str(&line?).map_err(std::io::Error::other)?;
            println!("==== {}", report["id"]);
            print(report["title"].as_str(), report["text"].as_str().unwrap_or_default());
        }
    }
    Ok(())
}

fn print(title: Option<&str>, text: &str) {
    let layout = split(title, text);
    let mut sentences = layout.sentences.iter().peekable();
    for (i, block) in layout.blocks.iter().enumerate() {
        println!("[{:?}] {}", block.kind, block.span.of(text).chars().take(120).collect::<String>());
        while let Some(sentence) = sentences.next_if(|s| s.block == i) {
            let words: Vec<&str> = sentence.words.iter().map(|w| w.of(text)).collect();
            println!("    {}", words.join("·"));
        }
    }
}
