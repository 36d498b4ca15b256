//! The weight files are those that `MODELS.md` names, by SHA-256.
//!
//! A row of a table in `MODELS.md` begins with the file's name in backticks and
//! holds its hash: ``| `words.onnx` | … | 64 hexadecimal digits |``.

use crate::finding::Finding;
use crate::tree::{File, Tree};
use sha2::{Digest, Sha256};

/// Endings of files that hold weights.
const WEIGHTS: [&str; 5] = ["rten", "onnx", "bin", "safetensors", "pt"];
const PAGE: &str = "MODELS.md";

/// Checks every `MODELS.md` against the files beside and below it, and every
/// weight file against the page.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let pages: Vec<(&File, &str)> = tree.texts().filter(|(file, _)| file.name() == PAGE).collect();
    let mut findings: Vec<Finding> =
        pages.iter().flat_map(|(page, text)| check_page(tree, page, text)).collect();
    for file in tree.files.iter().filter(|file| WEIGHTS.contains(&file.ending())) {
        let named = pages
            .iter()
            .any(|(page, text)| lies_under(file, page) && rows(text).any(|row| row.file == file.name()));
        if !named {
            let what =
                format!("no row in {PAGE} names it: add its origin and SHA-256 ({})", hash(tree, file));
            findings.push(Finding::violation(&file.path, 0, what));
        }
    }
    findings
}

fn check_page(tree: &Tree, page: &File, text: &str) -> Vec<Finding> {
    rows(text)
        .filter_map(|row| Some(Finding::violation(&page.path, row.line, check_row(tree, page, &row)?)))
        .collect()
}

fn check_row(tree: &Tree, page: &File, row: &Row<'_>) -> Option<String> {
    let Some(file) = tree.files.iter().find(|file| lies_under(file, page) && file.name() == row.file) else {
        return Some(format!("{} is not there: remove the row, or bring the file", row.file));
    };
    let found = hash(tree, file);
    (found != row.hash)
        .then(|| format!("{} has SHA-256 {found}: is it the file that is described here?", row.file))
}

fn lies_under(file: &File, page: &File) -> bool {
    file.path.starts_with(page.folder())
}

struct Row<'a> {
    line: usize,
    file: &'a str,
    hash: &'a str,
}

/// The rows that name a file and a hash.
fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines().enumerate().filter_map(|(at, line)| {
        let (file, rest) = line.strip_prefix("| `")?.split_once("` |")?;
        let hash = rest.split(|c: char| !c.is_ascii_hexdigit()).find(|word| word.len() == 64)?;
        Some(Row { line: at + 1, file, hash })
    })
}

fn hash(tree: &Tree, file: &File) -> String {
    match tree.bytes(file) {
        Ok(bytes) => Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        Err(error) => format!("unknown: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::checks::testing::said;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn weights_are_those_of_the_page() {
        let page = format!("| file | sha256 |\n|---|---|\n| `w.onnx` | {ABC} |\n");
        let files = [("crates/m/MODELS.md", page.as_str()), ("crates/m/weights/w.onnx", "abc")];
        assert_eq!(said(check, &files), Vec::<String>::new());
    }

    #[test]
    fn other_weights_are_named() {
        let page = format!("| `w.onnx` | {ABC} |\n| `gone.onnx` | {ABC} |\n");
        let files = [
            ("crates/m/MODELS.md", page.as_str()),
            ("crates/m/weights/w.onnx", "abd"),
            ("crates/m/weights/new.rten", "abc"),
        ];
        let said = said(check, &files);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].starts_with("crates/m/MODELS.md:1: w.onnx has SHA-256 a52d159f"), "{said:?}");
        assert!(said[1].starts_with("crates/m/MODELS.md:2: gone.onnx is not there"), "{said:?}");
        assert!(said[2].starts_with("crates/m/weights/new.rten: no row in MODELS.md names it"), "{said:?}");
    }
}
