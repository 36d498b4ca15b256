//! The exports, read back by other people's readers: `readers.py` compares what pandas,
//! pyarrow and rdflib find in them with the record. `check.sh` installs these into
//! `target/readers`; without them Python's own csv and json read.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn wirefold(args: &[&str]) -> Vec<u8> {
    let mut command = Command::cargo_bin("wirefold").expect("the program was built");
    let out = command.current_dir(root()).args(args).output().expect("the program starts");
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

/// Writes the record of the examples in all formats.
fn export(folder: &Path) {
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("it is written");
    for (format, name) in [
        ("json", "record.json"),
        ("polecat", "polecat.tsv"),
        ("plover", "plover.jsonl"),
        ("csv", "events.csv"),
        ("parquet", "events.parquet"),
        ("json-ld", "record.jsonld"),
    ] {
        write(name, &wirefold(&["read", "--format", format, "examples/reports"]));
    }
    let mentions = folder.join("mentions.tsv");
    let mentions = mentions.to_str().expect("a path of ours");
    let told = wirefold(&["read", "--format", "gdelt", "--mentions", mentions, "examples/reports"]);
    write("gdelt.tsv", &told);
    write("annotations.jsonl", &wirefold(&["annotate", "examples/reports"]));
}

#[test]
fn other_readers_find_the_record_in_every_export() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path());
    let installed = root().join("target/readers/bin/python");
    let python = if installed.exists() { installed } else { PathBuf::from("python3") };
    let script = root().join("crates/wirefold-cli/tests/exports/readers.py");
    let out = Command::new(python).arg(script).arg(folder.path()).output().expect("Python starts");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(out.status.success(), "{}{}", said(&out.stdout), said(&out.stderr));
    assert!(said(&out.stdout).starts_with("read back with"));
}

#[test]
fn the_same_input_gives_the_same_file() {
    for format in ["parquet", "gdelt", "json-ld"] {
        let args = |threads| ["read", "--format", format, "--threads", threads, "examples/reports"];
        assert!(wirefold(&args("1")) == wirefold(&args("3")), "{format} depends on the number of threads");
    }
}
