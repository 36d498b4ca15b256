//! The weights in the binary are those that `MODELS.md` describes.

use sha2::{Digest, Sha256};
use wirefold_models::ENGLISH;

fn check(file: &str, bytes: &[u8]) {
    let hash = Sha256::digest(bytes);
    let hex: String = hash.iter().map(|b| format!("{b:02x}")).collect();
    let row = include_str!("../MODELS.md")
        .lines()
        .find(|line| line.starts_with(&format!("| `{file}` |")))
        .unwrap_or_else(|| panic!("MODELS.md has no row for {file}"));
    assert!(row.contains(&hex), "{file} is {hex}, MODELS.md says {row}");
}

#[test]
fn every_embedded_file_is_the_one_named_in_models_md() {
    check("reader.safetensors", ENGLISH.reader);
    check("vocabulary.txt", ENGLISH.vocabulary.as_bytes());
    check("labels.json", ENGLISH.labels.as_bytes());
}
