//! `wirefold group --index`: adds the input to the reports of earlier runs.

use crate::args::{Group, GroupFormat};
use crate::bar::Bar;
use crate::index::Index;
use crate::input::{Taken, take};
use crate::output::{Outcome, complain, print, stdout, tell};
use crate::table::table;
use crate::verbs::{print_json, window, write_line};
use anyhow::{Context as _, bail};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, BufRead as _, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use wirefold::contract::{GroupLine, StoryLine, WhyOut, story_line};
use wirefold::{Added, Ongoing, OngoingOptions, Report, Shelf as _, in_order, intake};

/// Reports added at a time; a long file of lines is read in such parts.
const PART: usize = 16_384;

/// Files that are written beside stdout.
struct Files {
    pairs: Option<BufWriter<File>>,
    log: Option<BufWriter<File>>,
}

/// An index, the reports that it knows, and what is told of those that are added.
struct Growing {
    index: Index,
    ongoing: Ongoing,
    files: Files,
    bar: Bar,
}

/// Adds all inputs, part by part, and prints their lines.
pub(crate) fn grow(args: &Group, folder: &Path, quiet: bool) -> anyhow::Result<Outcome> {
    let mut growing = open(args, folder, quiet)?;
    // Who only has reports forgotten needs no input.
    let from_stdin = args.input.inputs.iter().all(|input| input.as_os_str() == "-");
    if args.forget_before.is_some() && from_stdin && io::stdin().lock().fill_buf()?.is_empty() {
        return Ok(Outcome::Done);
    }
    let terminal = io::stdout().is_terminal();
    let format = args.format.unwrap_or(if terminal { GroupFormat::Table } else { GroupFormat::Jsonl });
    let (mut out, mut all, mut outcomes) = (stdout(), Vec::new(), Vec::new());
    let mut touched = BTreeSet::new();
    for_parts(&args.input.inputs, &mut |taken| {
        outcomes.push(tell(&taken));
        for line in growing.add(taken.reports)? {
            if args.told.stories.is_some() {
                touched.insert(line.story.clone());
            }
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
    for file in [&mut growing.files.pairs, &mut growing.files.log].into_iter().flatten() {
        file.flush()?;
    }
    if let Some(path) = &args.told.stories {
        growing.write_stories(path, &touched)?;
    }
    Ok(ending(&outcomes))
}

/// Prints what an id of a story stands for now.
pub(crate) fn show(args: &Group, folder: &Path, id: &str, quiet: bool) -> anyhow::Result<Outcome> {
    if !Index::is_in(folder) {
        bail!("{}: holds no index", folder.display());
    }
    let growing = open(args, folder, quiet)?;
    let Some((now, numbers)) = growing.ongoing.stories([id]).pop_first() else {
        bail!("{}: no story has the id {id:?}", folder.display())
    };
    let story = growing.story(&now, &numbers);
    growing.index.check()?;
    print_json(&story)?;
    Ok(Outcome::Done)
}

fn open(args: &Group, folder: &Path, quiet: bool) -> anyhow::Result<Growing> {
    let bar = Bar::new(quiet);
    let (index, earlier) = Index::open(folder, !args.no_stories, args.forget_before)?;
    let options =
        OngoingOptions { window: (!args.no_stories).then(|| window(args)), explain: args.told.explain };
    let ongoing = Ongoing::restored(&index, earlier, options, &bar)
        .with_context(|| format!("{}: a report of this index is in no story", folder.display()))?;
    index.check()?;
    let files = Files {
        pairs: args.pairs.as_deref().map(created).transpose()?,
        log: args.told.log.as_deref().map(created).transpose()?,
    };
    Ok(Growing { index, ongoing, files, bar })
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
                let mut lines = intake::JsonLines::new(&name, intake::plain_lines(file)?).peekable();
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
    taken
}

/// The same in order of publication.
fn as_published(reports: Vec<Report>) -> Vec<Report> {
    let order = in_order(&reports);
    let mut reports: Vec<Option<Report>> = reports.into_iter().map(Some).collect();
    order.into_iter().filter_map(|i| reports[i].take()).collect()
}

impl Growing {
    /// Adds reports in order of publication; returns their lines in the order given. A report that was added
    /// already, with its id, text and outlet, is not added again.
    fn add(&mut self, reports: Vec<Report>) -> anyhow::Result<Vec<GroupLine>> {
        let mut asked = Vec::with_capacity(reports.len());
        let (mut fresh, mut places) = (Vec::new(), HashMap::new());
        for mut report in reports {
            let among_fresh = |id: &str| places.get(id).map(|&place: &usize| &fresh[place]);
            let is_known = self.claim(&mut report, among_fresh);
            asked.push((report.id.clone(), std::mem::take(&mut report.extra)));
            if !is_known {
                places.insert(report.id.clone(), fresh.len());
                fresh.push(report);
            }
        }
        let known = asked.len() - fresh.len();
        if known > 0 {
            complain(&format!("{known} of {} reports were in the index already", asked.len()));
        }
        let added = self.index.add(&mut self.ongoing, as_published(fresh), &self.bar)?;
        self.files.write(&added)?;
        let whys = added.into_iter().filter_map(|added| Some((added.remembered.line.id, added.why?)));
        let mut whys: HashMap<String, WhyOut> = whys.collect();
        let line = |(id, extra): (String, _)| {
            let (_, line) = self.ongoing.find(&id)?;
            Some(GroupLine { why: whys.remove(&id), extra, ..line })
        };
        Ok(asked.into_iter().filter_map(line).collect())
    }

    /// Whether the index holds this report, or what is added with it does: its id, text and outlet. Another report of
    /// its id makes it `id#2`, `id#3` …
    fn claim<'a>(&self, report: &mut Report, among_fresh: impl Fn(&str) -> Option<&'a Report>) -> bool {
        let mut id = report.id.clone();
        for n in 2_usize.. {
            let held = self.ongoing.find(&id).map(|(number, _)| self.index.report(number));
            let Some(held) = held.or_else(|| among_fresh(&id).map(Cow::Borrowed)) else { break };
            if held.text == report.text && held.outlet == report.outlet {
                report.id = id;
                return true;
            }
            id = format!("{}#{n}", report.id);
        }
        report.id = id;
        false
    }

    /// A story with these of the index's reports.
    fn story(&self, id: &str, numbers: &[usize]) -> StoryLine {
        let reports: Vec<Report> =
            numbers.iter().map(|&number| self.index.report(number).into_owned()).collect();
        let lines: Vec<GroupLine> =
            reports.iter().filter_map(|report| Some(self.ongoing.find(&report.id)?.1)).collect();
        story_line(id, &reports.iter().collect::<Vec<_>>(), &lines, &self.ongoing.related(numbers))
    }

    /// Writes the stories of these ids, one a line.
    fn write_stories(&self, path: &Path, ids: &BTreeSet<String>) -> anyhow::Result<()> {
        let mut out = created(path)?;
        for (id, numbers) in self.ongoing.stories(ids.iter().map(String::as_str)) {
            write_line(&mut out, &self.story(&id, &numbers))?;
        }
        self.index.check()?;
        Ok(out.flush()?)
    }
}

impl Files {
    fn write(&mut self, added: &[Added]) -> anyhow::Result<()> {
        if let Some(file) = &mut self.pairs {
            for pair in added.iter().flat_map(|added| &added.pairs) {
                write_line(file, pair)?;
            }
        }
        if let Some(file) = &mut self.log {
            for line in added.iter().flat_map(|added| &added.remembered.log) {
                write_line(file, line)?;
            }
        }
        Ok(())
    }
}
