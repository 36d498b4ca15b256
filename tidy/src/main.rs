//! Checks of the house that no compiler makes. Run as `cargo run -p tidy`.
//!
//! Every violation is one line: the file (and line), what is wrong, and what to do.
//! The exit status is 1 if there is any. Hints are printed but do not count.
//!
//! - [`checks::manifests`]: dependencies point down (`data/edges.txt`); every crate
//!   inherits the workspace's edition, licence and lints.
//! - [`checks::links`]: relative links and anchors in Markdown lead somewhere.
//! - [`checks::sources`]: no file is too long; no word of `data/words.tsv` stands
//!   where it does not belong; no large files.
//! - [`checks::weights`]: the weight files are those that `MODELS.md` names.

mod checks;
mod finding;
mod tree;

use finding::{Finding, Level};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = std::env::args_os().nth(1).map_or_else(workspace, PathBuf::from);
    let tree = match tree::Tree::read(&root) {
        Ok(tree) => tree,
        Err(error) => {
            return report(&[Finding::violation(
                &root.display().to_string(),
                0,
                format!("cannot be read: {error}"),
            )]);
        }
    };
    report(&checks::all(&tree))
}

/// The workspace that this program was built in.
fn workspace() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or(own.clone(), PathBuf::from)
}

fn report(findings: &[Finding]) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let lines: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
    let violations = findings.iter().filter(|finding| finding.level == Level::Violation).count();
    let summary = if violations == 0 {
        "tidy: all is well\n".to_owned()
    } else {
        format!("tidy: {violations} to fix\n")
    };
    // A closed pipe does not change the verdict.
    let _ = out.write_all((lines + &summary).as_bytes());
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
