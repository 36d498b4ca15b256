//! What was typed.

use crate::clash::clash;
use crate::index::Index;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const AFTER: &str = "\
Inputs are files, folders, globs or - for standard input; their content tells what they are:
plain text, HTML, JSONL with one report a line ({\"id\",\"text\"}, optional \"title\", \"url\",
\"outlet\", \"published\", \"language\", \"credit\"), RSS, Atom, ninjs, NewsML-G2, NITF or WARC, each
also gzip-compressed. What is not in English is skipped, but by group.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were skipped.";

/// Reads news reports, folds copies and rewrites of one text, and writes the record: who did
/// what to whom, when, where, according to whom, and where the reports differ.
#[derive(Debug, Parser)]
#[command(name = "wirefold", version, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Typed {
    #[command(subcommand)]
    pub(crate) verb: Verb,

    /// Say nothing on stderr but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Write the record of the stories that the reports tell
    Read(Read),
    /// Tell who copies whom and which reports tell one story
    Group(Group),
    /// Tell what each report says
    Annotate(Annotate),
    /// Lay two reports side by side
    Compare(Compare),
    /// Tell what the first party does to the second, both given
    ///
    /// Takes JSON lines {"id","text","actor":[{"start","end"}…],"recipient":[…]}, offsets in code points, and
    /// prints {"id","type","mode","quad","status","confidence"} for each, in PLOVER's words.
    Code(Lines),
    /// Tell how far two sentences state the same
    ///
    /// Takes JSON lines {"id","a","b"} and prints {"id","score"} for each, 0 (nothing in common) to 1 (the same).
    Similar(Lines),
}

impl Verb {
    /// Why the files that are to be written cannot be, if so.
    pub(crate) fn clash(&self) -> Option<String> {
        match self {
            Self::Read(read) => clash(&read.input.inputs, &[], &[("--mentions", read.mentions.as_ref())]),
            Self::Group(group) => {
                let outputs = [
                    ("--pairs", group.pairs.as_ref()),
                    ("--log", group.told.log.as_ref()),
                    ("--stories", group.told.stories.as_ref()),
                ];
                let index = group.index.as_deref().map(Index::files).unwrap_or_default();
                clash(&group.input.inputs, &index, &outputs)
            }
            _ => None,
        }
    }
}

/// Options of `code` and `similar`.
#[derive(Debug, Args)]
pub(crate) struct Lines {
    /// A file of JSON lines, or - for standard input
    #[arg(value_name = "JSONL", default_value = "-")]
    pub(crate) input: PathBuf,

    /// Threads to read with [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// Where reports come from.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files, folders, globs, or - for standard input
    #[arg(value_name = "INPUT", default_value = "-")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// How reports are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// How much of each report to read
    #[arg(long, value_enum, default_value_t = DepthArg::Full)]
    pub(crate) depth: DepthArg,

    /// The day of reports that state none (YYYY-MM-DD): relative times count from it
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) document_date: Option<jiff::civil::Date>,

    /// Threads to read with [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// How much of each report is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DepthArg {
    /// The first sentences
    Lead,
    /// All of it
    Full,
}

/// Options of `read`.
#[derive(Debug, Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) input: Input,

    /// What to print [default: a digest on a terminal, json elsewhere]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReadFormat>,

    /// Also write the table of mentions that belongs to the events of --format gdelt
    #[arg(long, value_name = "FILE")]
    pub(crate) mentions: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) merging: Merging,

    #[command(flatten)]
    pub(crate) face: Face,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What of the reports goes into the record.
#[derive(Debug, Args)]
pub(crate) struct Merging {
    /// Leave out events less sure than this, 0 to 1
    #[arg(long, value_name = "CONFIDENCE", value_parser = share, default_value_t = wirefold::LEAST_SURE)]
    pub(crate) least_sure: f64,
}

fn day(given: &str) -> Result<jiff::civil::Date, String> {
    given.parse().map_err(|_| "not a day of the calendar, as in 2024-04-08".to_owned())
}

fn share(given: &str) -> Result<f64, String> {
    let value: f64 = given.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("not between 0 and 1".to_owned()) }
}

/// How the digest looks.
#[derive(Debug, Args)]
pub(crate) struct Face {
    /// Show the evidence under every line of the digest
    #[arg(long, short)]
    pub(crate) evidence: bool,

    /// Colour the digest
    #[arg(long, value_enum, default_value_t = ColorArg::Auto, value_name = "WHEN")]
    pub(crate) color: ColorArg,

    /// Columns of the digest [default: the terminal's, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=500))]
    pub(crate) width: Option<u16>,
}

/// Formats of `read` and `compare`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For people on a terminal
    Digest,
    /// The whole record, one JSON object
    Json,
    /// One JSON object a story
    Jsonl,
    /// Markdown
    Md,
    /// One self-contained page
    Html,
    /// The events as a table of our own columns
    Csv,
    /// The same as an Apache Parquet file
    Parquet,
    /// The events in POLECAT's 40 columns, then ours
    Polecat,
    /// The events in the 61 columns of GDELT 2.0, without a header
    Gdelt,
    /// The events as PLOVER 2.0 records, one JSON object a line
    Plover,
    /// Reports, claims, quotations and their evidence as JSON-LD
    JsonLd,
}

/// When the digest is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Options of `group`.
#[derive(Debug, Args)]
pub(crate) struct Group {
    #[command(flatten)]
    pub(crate) input: Input,

    /// What to print [default: a table on a terminal, jsonl elsewhere]
    #[arg(long, value_enum)]
    pub(crate) format: Option<GroupFormat>,

    /// Look for shared text only: a story is then a text and all that goes back to it
    #[arg(long)]
    pub(crate) no_stories: bool,

    /// Also write every related pair, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) pairs: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) told: Told,

    /// Days that a story stays open: dated reports join it up to so many days before or after its own
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    pub(crate) window: u32,

    /// Latest reports that stay in memory to be joined, however old they are: those without a date only leave it
    /// when so many came after them
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    pub(crate) window_reports: usize,

    /// Go on from the reports of earlier runs, kept in this folder, and add the input to them; prints the
    /// input's lines only
    #[arg(long, value_name = "FOLDER", conflicts_with = "candidates")]
    pub(crate) index: Option<PathBuf>,

    /// Add nothing; print the story of the index that this id, new or old, stands for now
    #[arg(long, value_name = "ID", requires = "index", conflicts_with_all = ["pairs", "log", "explain", "stories"])]
    pub(crate) story: Option<String>,

    /// First take reports published before this day (YYYY-MM-DD) out of the index; the input may be empty then
    #[arg(long, value_name = "DATE", requires = "index", value_parser = day)]
    pub(crate) forget_before: Option<jiff::civil::Date>,

    /// Judge these pairs instead ({"a","b"} a line) and print one line for each. Given pairs are taken to tell of one
    /// matter: that they have more in common than one passage is asked of pairs that are looked for, not of them
    #[arg(long, value_name = "FILE", conflicts_with = "pairs")]
    pub(crate) candidates: Option<PathBuf>,
}

/// What `group` tells of stories.
#[derive(Debug, Args)]
pub(crate) struct Told {
    /// Tell of each report why it was put into its story
    #[arg(long, conflicts_with_all = ["no_stories", "candidates"])]
    pub(crate) explain: bool,

    /// Also write what became of stories, one JSON object a line: created, joined, merged, split, moved
    #[arg(long, value_name = "FILE", conflicts_with_all = ["no_stories", "candidates"])]
    pub(crate) log: Option<PathBuf>,

    /// Also write each story, one JSON object a line: title, summary, first and last seen, reports
    #[arg(long, value_name = "FILE", conflicts_with = "candidates")]
    pub(crate) stories: Option<PathBuf>,
}

/// Formats of `group`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupFormat {
    /// For people on a terminal
    Table,
    /// One JSON object a report
    Jsonl,
    /// One JSON array
    Json,
}

/// Options of `annotate`.
#[derive(Debug, Args)]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub(crate) input: Input,

    /// What to print
    #[arg(long, value_enum, default_value_t = AnnotateFormat::Jsonl)]
    pub(crate) format: AnnotateFormat,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// Formats of `annotate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// One JSON object a report
    Jsonl,
    /// One JSON array
    Json,
    /// CoNLL-U: words, tags and trees
    Conllu,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// A file with one report
    pub(crate) a: PathBuf,

    /// A file with one report
    pub(crate) b: PathBuf,

    /// What to print [default: a digest on a terminal, json elsewhere]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReadFormat>,

    #[command(flatten)]
    pub(crate) merging: Merging,

    #[command(flatten)]
    pub(crate) face: Face,

    #[command(flatten)]
    pub(crate) reading: Reading,
}
