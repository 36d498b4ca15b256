//! `wirefold group --index`: adds the input to the reports of earlier runs.

use crate::args::{Group, GroupFormat};
use crate::bar::Bar;
use crate::index::Index;
use crate::input::{Taken, take};
use crate::output::{Outcome, complain, print, stdout, tell};
use crate::verbs::{print_json, table, write_line};
use anyhow::Context as _;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use wirefold::contract::GroupLine;
use wirefold::{Ongoing, Report, Shelf as _, in_order, intake};

/// Reports added at a time; a long file of lines is read in such parts.
const PART: usize = 50_000;

/// Adds all inputs, part by part, and prints their lines.
pub(crate) fn grow(args: &Group, folder: &Path, quiet: bool) -> anyhow::Result<Outcome> {
    let bar = Bar::new(quiet);
    let (mut index, remembered) = Index::open(folder, args.forget_before)?;
    let mut ongoing = Ongoing::restored(&index, remembered, &bar);
    index.check()?;
    let mut pairs = args.pairs.as_deref().map(created).transpose()?;
    let terminal = io::stdout().is_terminal();
    let format = args.format.unwrap_or(if terminal { GroupFormat::Table } else { GroupFormat::Jsonl });
    let (mut out, mut all, mut outcomes) = (stdout(), Vec::new(), Vec::new());
    for_parts(&args.input.inputs, &mut |taken| {
        outcomes.push(tell(&taken));
        for line in add(&mut index, &mut ongoing, taken.reports, pairs.as_mut(), &bar)? {
            match format {
                GroupFormat::Jsonl => write_line(&mut out, &line)?,
                _ => all.push(line),
            }
        }
        Ok(())
    })?;
    out.flush()?;
    drop(out);
    match format {
        GroupFormat::Table => print(&table(&all))?,
        GroupFormat::Json => print_json(&all)?,
        GroupFormat::Jsonl => {}
    }
    if let Some(mut file) = pairs {
        file.flush()?;
    }
    Ok(ending(&outcomes))
}

fn created(path: &Path) -> anyhow::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| path.display().to_string())?))
}

/// Skipped if any part was not read whole; failed if none gave a report.
fn ending(outcomes: &[Outcome]) -> Outcome {
    if outcomes.iter().all(|outcome| *outcome == Outcome::Failed) {
        Outcome::Failed
    } else if outcomes.iter().all(|outcome| *outcome == Outcome::Done) {
        Outcome::Done
    } else {
        Outcome::Skipped
    }
}

/// Hands on the inputs: files of lines in parts, all others one by one.
fn for_parts(inputs: &[PathBuf], each: &mut dyn FnMut(Taken) -> anyhow::Result<()>) -> anyhow::Result<()> {
    for input in inputs {
        let name = input.display().to_string();
        let lines = input.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson");
        match File::open(input) {
            Ok(file) if lines => {
                let mut lines =
                    intake::JsonLines::new(&name, BufReader::with_capacity(1 << 20, file)).peekable();
                while lines.peek().is_some() {
                    each(part(&mut lines))?;
                }
            }
            _ => each(take(std::slice::from_ref(input)))?,
        }
    }
    Ok(())
}

fn part(lines: &mut impl Iterator<Item = Result<Report, wirefold::Problem>>) -> Taken {
    let mut taken = Taken::default();
    for line in lines.take(PART) {
        match line {
            Ok(report) => taken.reports.push(report),
            Err(problem) => taken.problems.push(problem),
        }
    }
    let mut ids = intake::UniqueIds::default();
    for report in &mut taken.reports {
        report.id = ids.claim(std::mem::take(&mut report.id));
    }
    taken
}

/// Adds reports in order of publication; returns their lines in the order given. A report that the index
/// holds already, with its id and its text, is not added again.
fn add(
    index: &mut Index,
    ongoing: &mut Ongoing,
    mut reports: Vec<Report>,
    pairs: Option<&mut BufWriter<File>>,
    bar: &Bar,
) -> anyhow::Result<Vec<GroupLine>> {
    let mut known = 0;
    let mut fresh = Vec::new();
    for report in &mut reports {
        if claim(index, ongoing, report) {
            known += 1;
        } else {
            fresh.push(report.clone());
        }
    }
    if known > 0 {
        complain(&format!("{known} of {} reports were in the index already", reports.len()));
    }
    let fresh: Vec<Report> = in_order(&fresh).into_iter().map(|i| fresh[i].clone()).collect();
    let added = index.add(ongoing, fresh, bar)?;
    if let Some(file) = pairs {
        for pair in added.iter().flat_map(|added| &added.pairs) {
            write_line(file, pair)?;
        }
    }
    Ok(reports.into_iter().filter_map(|report| line(ongoing, report)).collect())
}

/// Whether the index holds this report. Another report of its id makes it `id#2`, `id#3` …
fn claim(index: &Index, ongoing: &Ongoing, report: &mut Report) -> bool {
    let mut id = report.id.clone();
    for n in 2_usize.. {
        match ongoing.find(&id) {
            None => break,
            Some((number, _)) if index.report(number).text == report.text => {
                report.id = id;
                return true;
            }
            Some(_) => id = format!("{}#{n}", report.id),
        }
    }
    report.id = id;
    false
}

fn line(ongoing: &Ongoing, report: Report) -> Option<GroupLine> {
    let (_, line) = ongoing.find(&report.id)?;
    Some(GroupLine { extra: report.extra, ..line.clone() })
}
