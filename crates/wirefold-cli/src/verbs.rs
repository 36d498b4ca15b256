//! What each verb does with what was typed.

use crate::args::{
    Annotate, AnnotateFormat, ColorArg, Compare, DepthArg, Face, Group, GroupFormat, Read, ReadFormat,
};
use crate::args::{Input, Merging, Reading};
use crate::bar::Bar;
use crate::grow::{grow, show};
use crate::input::{Taken, take};
use crate::output::{Outcome, print, print_bytes, stdout, tell};
use crate::table::table;
use anyhow::{Context as _, bail};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Serialize, Serializer as _};
use std::collections::HashMap;
use std::convert::identity;
use std::env;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, IsTerminal as _, Write};
use std::path::Path;
use wirefold::contract::{AnnotationLine, RecordOut, SkippedOut};
use wirefold::export;
use wirefold::render::{self, Style};
use wirefold::{Comparing, Depth, FoldOptions, Options, Pipeline, Recorded, Report, Window};

/// Reports annotated at a time, and the bytes of text after which no more are taken: enough to fill every core's
/// batches, few enough to bound memory.
const CHUNK: usize = 512;
const CHUNK_TEXT: usize = 1 << 21;

/// `wirefold read`
pub(crate) fn read(args: &Read, quiet: bool) -> anyhow::Result<Outcome> {
    let Some(taken) = gather(&args.input, Taken::in_english)? else { return Ok(Outcome::Failed) };
    let outcome = tell(&taken);
    let pipeline = Pipeline::open(merging(&args.merging, &args.reading))?;
    let mut recorded = pipeline.read(&taken.reports, &Bar::new(quiet))?;
    recorded.record.skipped = taken.problems.iter().map(SkippedOut::from).collect();
    if let Some(file) = &args.mentions {
        fs::write(file, export::gdelt_mentions(&recorded)).with_context(|| file.display().to_string())?;
    }
    print_record(&recorded, args.format.unwrap_or_else(default_format), &args.face)?;
    Ok(outcome)
}

/// Prints a whole record in the formats that `read` and `compare` share.
fn print_record(recorded: &Recorded, format: ReadFormat, face: &Face) -> anyhow::Result<()> {
    match format {
        ReadFormat::Digest => print(&render::digest(recorded, &style(face))),
        ReadFormat::Json => print_json(&recorded.record),
        ReadFormat::Jsonl => print_lines(&recorded.record.stories),
        ReadFormat::Md => print(&render::markdown(recorded)),
        ReadFormat::Html => print(&render::html(recorded)),
        ReadFormat::Csv => print(&export::csv(recorded)),
        ReadFormat::Parquet if io::stdout().is_terminal() => {
            bail!("a Parquet file is no text: redirect it, as in --format parquet > events.parquet")
        }
        ReadFormat::Parquet => print_bytes(&export::parquet(recorded)),
        ReadFormat::Polecat => print(&export::polecat(recorded)),
        ReadFormat::Gdelt => print_bytes(export::gdelt_events(recorded).as_bytes()),
        ReadFormat::Plover => print_bytes(export::plover(recorded).as_bytes()),
        ReadFormat::JsonLd => print(&export::json_ld(recorded)),
    }
}

/// `wirefold group`
pub(crate) fn group(args: &Group, quiet: bool) -> anyhow::Result<Outcome> {
    if let (Some(folder), Some(id)) = (&args.index, &args.story) {
        return show(args, folder, id, quiet);
    }
    if let Some(folder) = &args.index {
        refuse_terminal(&args.input)?;
        return grow(args, folder, quiet);
    }
    let Some(taken) = gather(&args.input, identity)? else { return Ok(Outcome::Failed) };
    let outcome = tell(&taken);
    if let Some(file) = &args.candidates {
        print_lines(Pipeline::judge(&taken.reports, &candidates(file, &taken.reports)?))?;
        return Ok(outcome);
    }
    let options = FoldOptions {
        stories: !args.no_stories,
        window: window(args),
        explain: args.told.explain,
        ..FoldOptions::default()
    };
    let grouping = Pipeline::group(&taken.reports, &options, &Bar::new(quiet));
    if let Some(file) = &args.pairs {
        let mut out = BufWriter::new(File::create(file).with_context(|| file.display().to_string())?);
        grouping.write_pairs(&taken.reports, &mut out)?;
        out.flush()?;
    }
    if let Some(file) = &args.told.log {
        write_lines(file, grouping.log())?;
    }
    if let Some(file) = &args.told.stories {
        write_lines(file, grouping.stories(&taken.reports))?;
    }
    let lines = || grouping.lines(&taken.reports).collect::<Vec<_>>();
    let terminal = io::stdout().is_terminal();
    match args.format.unwrap_or(if terminal { GroupFormat::Table } else { GroupFormat::Jsonl }) {
        GroupFormat::Table => print(&table(&lines()))?,
        GroupFormat::Jsonl => {
            let mut out = stdout();
            grouping.write_lines(&taken.reports, &mut out)?;
            out.flush()?;
        }
        GroupFormat::Json => print_json(&lines())?,
    }
    // The process ends now: to give back millions of pieces one by one would only take time.
    std::mem::forget((taken, grouping));
    Ok(outcome)
}

/// `wirefold annotate`
pub(crate) fn annotate(args: &Annotate, quiet: bool) -> anyhow::Result<Outcome> {
    let Some(taken) = gather(&args.input, Taken::in_english)? else { return Ok(Outcome::Failed) };
    let outcome = tell(&taken);
    let pipeline = Pipeline::open(options(&args.reading))?;
    let bar = Bar::new(quiet);
    let mut out = stdout();
    let said = |put: &mut dyn FnMut(&AnnotationLine) -> anyhow::Result<()>| {
        chunks(&taken.reports).try_for_each(|chunk| {
            let said = pipeline.annotate(chunk, &bar)?;
            chunk.iter().zip(said).try_for_each(|(report, said)| put(&pipeline.line(report, &said)))
        })
    };
    match args.format {
        AnnotateFormat::Jsonl => said(&mut |line| write_line(&mut out, line))?,
        AnnotateFormat::Json => {
            let mut json = serde_json::Serializer::pretty(&mut out);
            let mut all = json.serialize_seq(None)?;
            said(&mut |line| Ok(all.serialize_element(line)?))?;
            SerializeSeq::end(all)?;
            out.write_all(b"\n")?;
        }
        AnnotateFormat::Conllu => {
            for chunk in chunks(&taken.reports) {
                let documents = pipeline.conllu(chunk, &bar)?;
                documents.iter().try_for_each(|document| out.write_all(document.as_bytes()))?;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// Parts of the reports, in order, that are annotated one after the other.
fn chunks(mut reports: &[Report]) -> impl Iterator<Item = &[Report]> {
    std::iter::from_fn(move || {
        let mut text = 0;
        let fits = |report: &&Report| {
            let has_room = text < CHUNK_TEXT;
            text += report.text.len();
            has_room
        };
        let chunk = reports.split_off(..reports.iter().take(CHUNK).take_while(fits).count());
        chunk.filter(|chunk| !chunk.is_empty())
    })
}

/// `wirefold compare`
pub(crate) fn compare(args: &Compare, quiet: bool) -> anyhow::Result<Outcome> {
    let (a, b) = (one(&args.a)?, one(&args.b)?);
    let mut both = [a, b];
    if both[0].id == both[1].id {
        both[1].id.push_str("#2");
    }
    let pipeline = Pipeline::open(merging(&args.merging, &args.reading))?;
    let comparing: Comparing = pipeline.compare(&both[0], &both[1], &Bar::new(quiet))?;
    match args.format.unwrap_or_else(default_format) {
        ReadFormat::Digest => print(&render::side_by_side(&comparing, &style(&args.face)))?,
        ReadFormat::Json => print_json(&comparing.comparison)?,
        ReadFormat::Jsonl => print_lines([&comparing.comparison])?,
        ReadFormat::Html => print(&render::comparison_html(&comparing))?,
        other => print_record(&as_recorded(comparing), other, &args.face)?,
    }
    Ok(Outcome::Done)
}

/// Two reports as the one story of a record.
fn as_recorded(comparing: Comparing) -> Recorded {
    let record = RecordOut { stories: vec![comparing.comparison.story], skipped: Vec::new() };
    Recorded { record, sources: comparing.sources.into() }
}

/// Reads the inputs; `keep` says what of them. `None`: there was nothing to read, and stderr says why.
fn gather(input: &Input, keep: fn(Taken) -> Taken) -> anyhow::Result<Option<Taken>> {
    refuse_terminal(input)?;
    let taken = keep(take(&input.inputs));
    if taken.reports.is_empty() {
        tell(&taken);
        return Ok(None);
    }
    Ok(Some(taken))
}

/// Nobody means to type reports in.
fn refuse_terminal(input: &Input) -> anyhow::Result<()> {
    if input.inputs.iter().any(|i| i.as_os_str() == "-") && io::stdin().is_terminal() {
        bail!("no input: name files or folders, or pipe reports in (wirefold --help tells more)");
    }
    Ok(())
}

/// The one report of a file.
fn one(path: &Path) -> anyhow::Result<Report> {
    let mut taken = take(&[path.to_owned()]).in_english();
    if let Some(problem) = taken.problems.first() {
        bail!("{}: {}", problem.input, problem.reason);
    }
    match taken.reports.len() {
        1 => Ok(taken.reports.remove(0)),
        n => bail!("{}: holds {n} reports; compare takes two files of one report each", path.display()),
    }
}

fn options(reading: &Reading) -> Options {
    Options {
        depth: match reading.depth {
            DepthArg::Lead => Depth::Lead,
            DepthArg::Full => Depth::Full,
        },
        threads: reading.threads.map(usize::from),
        document_date: reading.document_date,
        least_sure: None,
    }
}

fn merging(merging: &Merging, reading: &Reading) -> Options {
    Options { least_sure: Some(merging.least_sure), ..options(reading) }
}

fn default_format() -> ReadFormat {
    if io::stdout().is_terminal() { ReadFormat::Digest } else { ReadFormat::Json }
}

/// Colour only on a terminal that wants it (<https://no-color.org>); the terminal's width.
fn style(face: &Face) -> Style {
    let wanted = env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        && env::var_os("TERM").is_none_or(|t| t != "dumb");
    let color = match face.color {
        ColorArg::Auto => io::stdout().is_terminal() && wanted,
        ColorArg::Always => true,
        ColorArg::Never => false,
    };
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = face.width.map(usize::from).or_else(terminal).unwrap_or(80);
    Style { color, width, evidence: face.evidence }
}

#[derive(Deserialize)]
struct Candidate {
    a: Id,
    b: Id,
}

/// An id as reports may have it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// The pairs of a candidates file, as indices.
fn candidates(path: &Path, reports: &[Report]) -> anyhow::Result<Vec<(usize, usize)>> {
    let index: HashMap<&str, usize> = reports.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut pairs = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let at = || format!("{}:{}", path.display(), number + 1);
        let line = line.with_context(at)?;
        if line.trim().is_empty() {
            continue;
        }
        let pair: Candidate = serde_json::from_str(&line).with_context(at)?;
        let find = |id: &str| {
            index.get(id).copied().with_context(|| format!("{}: no report has the id {id:?}", at()))
        };
        pairs.push((find(&pair.a.to_string())?, find(&pair.b.to_string())?));
    }
    Ok(pairs)
}

/// How long stories stay open.
pub(crate) fn window(args: &Group) -> Window {
    Window { days: args.window, reports: args.window_reports }
}

/// Writes one JSON object a line to a file.
fn write_lines<T: Serialize>(path: &Path, lines: impl IntoIterator<Item = T>) -> anyhow::Result<()> {
    let file = File::create(path).with_context(|| path.display().to_string())?;
    let mut out = BufWriter::new(file);
    for line in lines {
        write_line(&mut out, &line)?;
    }
    Ok(out.flush()?)
}

pub(crate) fn write_line(out: &mut impl Write, line: &impl Serialize) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    Ok(out.write_all(b"\n")?)
}

fn print_lines<T: Serialize>(lines: impl IntoIterator<Item = T>) -> anyhow::Result<()> {
    let mut out = stdout();
    for line in lines {
        write_line(&mut out, &line)?;
    }
    Ok(out.flush()?)
}

pub(crate) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = stdout();
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, CHUNK_TEXT, chunks};
    use wirefold::Report;

    fn lengths(reports: &[Report]) -> Vec<usize> {
        chunks(reports).map(<[Report]>::len).collect()
    }

    #[test]
    fn chunks_hold_so_many_reports_and_so_much_text() {
        let reports = |count: usize, text: usize| vec![Report::new("r", "x".repeat(text)); count];
        assert_eq!(lengths(&[]), [0; 0]);
        assert_eq!(lengths(&reports(CHUNK + 3, 10)), [CHUNK, 3]);
        assert_eq!(lengths(&reports(5, CHUNK_TEXT / 2)), [2, 2, 1]);
        assert_eq!(lengths(&reports(2, 2 * CHUNK_TEXT)), [1, 1], "a long one stands alone");
    }
}
