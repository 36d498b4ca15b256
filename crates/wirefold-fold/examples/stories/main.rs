//! Stories on reports whose stories are known, and on streams of any length.
//!
//! ```text
//! stories signs CASES SERIES LINKED REPORTS KEY …     a pair a line: where it is from, whether both tell one story, each sign
//! stories scores CASES REPORTS.jsonl.gz KEY.jsonl …   BCubed F1 of each set, as it is and with something missing
//! stories speed REPORTS.jsonl.gz                      reports a CPU second
//! stories churn REPORTS.jsonl.gz                      how many reports change their story once they are placed
//! stories growth REPORTS.jsonl.gz N …                 CPU seconds and memory of a stream made from these, up to N
//! ```
//!
//! `CASES` is the folder of hard cases (`crates/wirefold-cli/tests/stories`), each streamed by itself; `signs` leaves out
//! those of `kept.md`, from which nothing is learnt. From `SERIES` (`train/series`) and from `LINKED`
//! (`crates/wirefold-cli/tests/alignment`) further sets are made. `KEY.jsonl` says `{"id","story"}`.

mod linked;
mod scores;
mod series;
mod sets;
mod signs;
mod stream;

pub(crate) type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage: stories signs CASES SERIES LINKED (REPORTS KEY)… | stories scores CASES (REPORTS KEY)… | stories speed REPORTS | stories churn REPORTS | stories growth REPORTS N…";

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["signs", cases, series, linked, ref pairs @ ..] => signs::print(cases, series, linked, pairs),
        ["scores", cases, ref pairs @ ..] => scores::print(cases, pairs),
        ["speed", reports] => stream::speed(reports),
        ["churn", reports] => stream::churn(reports),
        ["growth", reports, ref sizes @ ..] => stream::growth(reports, sizes),
        _ => Err(USAGE.into()),
    }
}
