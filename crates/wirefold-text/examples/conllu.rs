//! Sentences and words as skeleton CoNLL-U: `conllu [--all] < reports.jsonl`.
//!
//! Reads `{"id","text"}` lines. `--all` splits headings and other blocks too, as
//! a treebank does. Tags are dummies and every tree is flat.

#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::io::BufRead;
use wirefold_report::Span;
use wirefold_text::{Split, split, split_whole};

fn main() -> std::io::Result<()> {
    let all = std::env::args().any(|argument| argument == "--all");
    for line in std::io::stdin().lock().lines() {
        let report: serde_json::Value = serde_json::from_str(&line?).map_err(std::io::Error::other)?;
        let field = |name: &str| report[name].as_str().unwrap_or_default();
        let text = field("text");
        let lay_out = if all { split_whole } else { split };
        let layout = lay_out(report["title"].as_str(), text);
        println!("# newdoc id = {}", field("id"));
        let points = code_points(text);
        for sentence in &layout.sentences {
            print(text, sentence, &points);
        }
    }
    Ok(())
}

/// Number of code points before each byte.
fn code_points(text: &str) -> Vec<usize> {
    let mut count = 0;
    let mut points = Vec::with_capacity(text.len() + 1);
    for c in text.chars() {
        points.extend(std::iter::repeat_n(count, c.len_utf8()));
        count += 1;
    }
    points.push(count);
    points
}

fn print(text: &str, sentence: &Split, points: &[usize]) {
    println!("# text = {}", sentence.span.of(text).replace(['\n', '\r'], " "));
    for (i, word) in sentence.words.iter().enumerate() {
        let head = usize::from(i > 0);
        let form = word.of(text);
        let misc = misc(sentence, i, points, *word);
        println!("{}\t{form}\t_\tX\t_\t_\t{head}\tdep\t_\t{misc}", i + 1);
    }
    println!();
}

fn misc(sentence: &Split, i: usize, points: &[usize], word: Span) -> String {
    let (start, end) = (points[word.start as usize], points[word.end as usize]);
    let joined = sentence.words.get(i + 1).is_some_and(|next| next.start == word.end);
    let space = if joined { "SpaceAfter=No|" } else { "" };
    format!("{space}start_char={start}|end_char={end}")
}
