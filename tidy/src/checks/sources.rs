//! Files are short, and hold no words that do not belong there (`data/words.tsv`).

use crate::finding::Finding;
use crate::tree::{File, Tree};

/// Longest source file, and the length from which on a split is worth a thought.
const LINES: usize = 500;
const MANY_LINES: usize = 400;
/// Largest file outside the weights' crate.
const SIZE: u64 = 25 << 20;
/// Where weights may lie.
const WEIGHTS: &str = "crates/wirefold-models/";
/// The list of words itself.
const WORDS: &str = "tidy/data/words.tsv";
/// The only folder that may hold `unsafe`.
const UNSAFE: &str = "crates/wirefold-encoder/src/network/processor/";
/// The facade and what stands above it; all other crates are below.
const ABOVE: [&str; 3] = ["crates/wirefold/", "crates/wirefold-cli/", "crates/wirefold-server/"];

/// Checks every file.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let large = tree.files.iter().filter(|file| file.size > SIZE && !file.path.starts_with(WEIGHTS));
    let mut findings: Vec<Finding> = large
        .map(|file| {
            Finding::violation(&file.path, 0, format!("{} MiB: keep large files elsewhere", file.size >> 20))
        })
        .collect();
    for (file, text) in tree.texts().filter(|(file, _)| file.path != WORDS) {
        findings.extend(check_length(file, text));
        findings.extend(check_words(file, text));
    }
    findings
}

fn is_source(file: &File) -> bool {
    matches!(file.ending(), "rs" | "py")
}

fn check_length(file: &File, text: &str) -> Option<Finding> {
    let lines = text.lines().count();
    match lines {
        _ if !is_source(file) || lines <= MANY_LINES => None,
        _ if lines > LINES => Some(Finding::violation(
            &file.path,
            lines,
            format!("{lines} lines: split it by concept (at most {LINES})"),
        )),
        _ => Some(Finding::hint(&file.path, lines, format!("{lines} lines: is it still one concept?"))),
    }
}

struct Word<'a> {
    place: &'a str,
    word: &'a str,
    why: &'a str,
}

fn words() -> impl Iterator<Item = Word<'static>> {
    include_str!("../../data/words.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        Some(Word { place: fields.next()?, word: fields.next()?, why: fields.next()? })
    })
}

fn check_words(file: &File, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for word in words().filter(|word| applies(word.place, file)) {
        let whole = word.place == "path";
        for (at, line) in lines_of(text, word.place) {
            let found = if whole { has_path(line, word.word) } else { has_word(line, word.word) };
            if found {
                findings.push(Finding::violation(&file.path, at, format!("`{}`: {}", word.word, word.why)));
            }
        }
    }
    findings
}

fn applies(place: &str, file: &File) -> bool {
    match place {
        "source" => file.ending() == "rs",
        "below" => file.ending() == "rs" && is_below(&file.path),
        "safe" => file.ending() == "rs" && !file.path.starts_with(UNSAFE),
        _ => true,
    }
}

/// Whether a file is part of a crate below the facade; its tests, examples and
/// benches are not.
fn is_below(path: &str) -> bool {
    path.starts_with("crates/")
        && path.contains("/src/")
        && !ABOVE.iter().any(|above| path.starts_with(above))
}

/// The lines that a word is looked for in. Comments speak of things, and tests may
/// use the clock.
fn lines_of<'a>(text: &'a str, place: &str) -> Vec<(usize, &'a str)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    match place {
        "path" => numbered.collect(),
        "below" => {
            numbered.take_while(|(_, line)| !line.starts_with("#[cfg(test)]")).filter(is_code).collect()
        }
        _ => numbered.filter(is_code).collect(),
    }
}

fn is_code((_, line): &(usize, &str)) -> bool {
    !line.trim_start().starts_with("//")
}

/// Whether a word stands in a line, and not as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let part_of = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let open = word.ends_with(part_of) && line[at + word.len()..].starts_with(part_of);
        !line[..at].ends_with(part_of) && !open
    })
}

/// Whether an absolute path stands in a line; inside an address or a relative path
/// the same letters mean nothing.
fn has_path(line: &str, path: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '~' | '*' | '}' | ']');
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::{check, words};
    use crate::checks::testing::said;

    /// The words are put together here so that this file may hold them.
    fn word(place: &str, start: &str) -> &'static str {
        words().find(|w| w.place == place && w.word.starts_with(start)).expect("the list has it").word
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let list = include_str!("../../data/words.tsv");
        assert_eq!(words().count(), list.lines().filter(|line| !line.starts_with('#')).count());
        assert!(words().all(|w| ["source", "below", "safe", "path"].contains(&w.place)));
    }

    #[test]
    fn long_files_are_split() {
        let (fine, many, too_many) = ("x\n".repeat(400), "x\n".repeat(450), "x\n".repeat(501));
        let files = [("a.rs", fine.as_str()), ("b.rs", &many), ("c.py", &too_many), ("d.tsv", &too_many)];
        assert_eq!(
            said(check, &files),
            [
                "b.rs:450: 450 lines: is it still one concept? (hint)",
                "c.py:501: 501 lines: split it by concept (at most 500)"
            ]
        );
    }

    #[test]
    fn unfinished_code_is_named() {
        let unfinished = word("source", "to");
        let source = format!(
            "// {unfinished} in a comment\nfn f() {{ {unfinished}() }}\nfn not_{unfinished}() {{}}\n"
        );
        let said = said(check, &[("crates/wirefold-cli/src/main.rs", source.as_str())]);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("crates/wirefold-cli/src/main.rs:2: "), "{said:?}");
    }

    #[test]
    fn only_what_is_above_the_facade_reads_the_clock() {
        let (clock, place) = (word("below", "Inst"), "use std::fmt;\n");
        let source = format!(
            "{place}let t = {clock}::now();\n{clock}ly();\n#[cfg(test)]\nmod tests {{ use x::{clock}; }}\n"
        );
        let text = source.as_str();
        let files = [
            ("crates/wirefold-fold/src/a.rs", text),
            ("crates/wirefold-fold/tests/a.rs", text),
            ("crates/wirefold-cli/src/a.rs", text),
        ];
        let said = said(check, &files);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("crates/wirefold-fold/src/a.rs:2: "), "{said:?}");
    }

    #[test]
    fn paths_of_a_machine_are_named() {
        let path = word("path", "/ro");
        let text = format!("see https://a.example{path}x and ..{path}x\ncd {path}x\n");
        let said = said(check, &[("docs/a.md", text.as_str())]);
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("docs/a.md:2: "), "{said:?}");
    }
}
