//! Results to stdout, complaints to stderr, and the exit status.

use crate::input::Taken;
use std::io::{self, BufWriter, StdoutLock, Write as _};
use std::process::ExitCode;

/// How a run ended. The numbers are part of the output contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All inputs were read.
    Done,
    /// Nothing could be read, or the run failed.
    Failed,
    /// What was typed cannot be done.
    Misused,
    /// Done, but some inputs were skipped.
    Skipped,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::Misused => 2,
            Outcome::Skipped => 3,
        })
    }
}

/// One line on stderr.
#[expect(clippy::print_stderr, reason = "the one place that complains")]
pub(crate) fn complain(line: &str) {
    eprintln!("wirefold: {line}");
}

/// Names each note and problem on stderr and tells how the run ends: with no report at all
/// it has failed.
pub(crate) fn tell(taken: &Taken) -> Outcome {
    for said in taken.notes.iter().chain(&taken.problems) {
        complain(&format!("{}: {}", said.input, said.reason));
    }
    match (taken.problems.is_empty(), taken.reports.len()) {
        (true, 1..) => Outcome::Done,
        (false, 1..) => Outcome::Skipped,
        (false, 0) => Outcome::Failed,
        (true, 0) => {
            complain("the input holds no report");
            Outcome::Failed
        }
    }
}

/// Buffered stdout.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Prints a text that ends in a line break.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(text.as_bytes())?;
    if text.ends_with('\n') { Ok(()) } else { print_bytes(b"\n") }
}

/// Prints what may be empty or no text at all.
pub(crate) fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = stdout();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Whether the reader of our output has gone ("| head"): no failure of ours.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|e| e.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
