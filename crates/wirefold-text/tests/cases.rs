//! Runs the readable cases of `cases/`.

use std::path::Path;
use wirefold_report::BlockKind;
use wirefold_text::one_line;
use wirefold_text::{Layout, split, split_blocks};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn words() {
    for line in read("words.tsv").lines().filter(|line| !line.starts_with("# ")) {
        let (text, want) = line.split_once('\t').expect("text, tab, words");
        let layout = split_blocks(text);
        let words = layout.sentences.iter().flat_map(|s| &s.words);
        let got: Vec<&str> = words.map(|word| word.of(text)).collect();
        assert_eq!(got.join(" "), want);
    }
}

#[test]
fn sentences() {
    for case in read("sentences.txt").split("\n\n").filter(|case| !case.starts_with('#')) {
        let (text, want) = case.split_once("\n> ").expect("a paragraph and its sentences");
        let want: Vec<&str> = want.lines().map(|line| line.trim_start_matches("> ")).collect();
        let layout = split_blocks(text);
        let got: Vec<&str> = layout.sentences.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(got, want);
    }
}

fn listing(text: &str, layout: &Layout) -> String {
    let mut lines = String::new();
    for (i, block) in layout.blocks.iter().enumerate() {
        if block.kind == BlockKind::Body {
            lines += "Body\n";
        } else {
            lines += &format!("{:?} {}\n", block.kind, one_line(block.span.of(text)));
        }
        for sentence in layout.sentences.iter().filter(|s| s.block == i) {
            lines += &format!("> {}\n", one_line(sentence.span.of(text)));
        }
    }
    lines
}

#[test]
fn blocks() {
    for name in ["headings", "titles", "page", "wrapped", "one-line", "end-mark", "wire"] {
        let case = read(&format!("blocks/{name}.txt"));
        let (input, want) = case.split_once("\n====\n").expect("a report and its blocks");
        let (title, text) = match input.strip_prefix("title: ").and_then(|rest| rest.split_once('\n')) {
            Some((title, text)) => (Some(title), text),
            None => (None, input),
        };
        assert_eq!(listing(text, &split(title, text)), want, "{name}");
    }
}
