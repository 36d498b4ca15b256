//! An index on disk: reports of earlier runs and what was said of them.
//!
//! A folder holds `reports.jsonl`: a line that tells the version, then a line for each report in the order in which
//! they were added, with what it did to the stories. It only ever grows at its end; what a broken run left
//! half-written there is cut off by the next one. Texts are read from it when they are needed, so that memory holds
//! none. What forgotten reports did to stories goes to `stories.jsonl` beside it, so that old names still lead to
//! their story.

use crate::output::complain;
use anyhow::{Context as _, bail};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use wirefold::contract::LogLine;
use wirefold::{Earlier, Ongoing, Progress, Remembered, Report, Shelf, intake};

const VERSION: u32 = 1;
const FILE: &str = "reports.jsonl";
const LOG: &str = "stories.jsonl";

#[derive(Serialize, Deserialize)]
struct Head {
    wirefold_index: u32,
    /// Whether reports are grouped by event.
    #[serde(default)]
    stories: bool,
}

/// A report as it lies on disk.
#[derive(Serialize)]
struct Kept<'r> {
    id: &'r str,
    text: &'r str,
    title: Option<&'r str>,
    url: Option<&'r str>,
    outlet: Option<&'r str>,
    published: Option<&'r str>,
    credit: Option<&'r str>,
    language: Option<&'r str>,
    remembered: &'r Remembered,
}

/// The part of it that is held in memory, and the day that it may be forgotten by.
#[derive(Deserialize)]
struct Held<'r> {
    #[serde(borrow)]
    published: Option<Cow<'r, str>>,
    remembered: Remembered,
}

/// An open index and the reports that are about to be added to it.
pub(crate) struct Index {
    path: PathBuf,
    stories: bool,
    file: File,
    /// Where each report's line begins, and the end of the last.
    starts: Vec<u64>,
    fresh: Vec<Report>,
    failure: Mutex<Option<io::Error>>,
}

impl Index {
    /// Whether a folder holds an index, or what may be one.
    pub(crate) fn is_in(folder: &Path) -> bool {
        folder.join(FILE).is_file()
    }

    /// The files of a folder's index.
    pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
        [FILE, LOG].iter().map(|name| folder.join(name)).collect()
    }

    /// Opens a folder's index, or begins one. Reports published before `forget` are taken out first.
    /// `stories`: whether reports are grouped by event, which an index does from its first report on or never.
    pub(crate) fn open(
        folder: &Path,
        stories: bool,
        forget: Option<Date>,
    ) -> anyhow::Result<(Self, Earlier)> {
        let path = folder.join(FILE);
        let at = || path.display().to_string();
        if folder.is_file() {
            bail!("{}: a file; an index is a folder", folder.display());
        }
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let mut index = Self::locked(&path, stories).with_context(at)?;
        let mut earlier = index.load().with_context(at)?;
        if let Some(day) = forget {
            index.write_without(day).with_context(at)?;
            index = Self::locked(&path, stories).with_context(at)?;
            earlier = index.load().with_context(at)?;
        }
        earlier.log = logged(&folder.join(LOG))?;
        Ok((index, earlier))
    }

    fn locked(path: &Path, stories: bool) -> anyhow::Result<Self> {
        loop {
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
            if file.try_lock().is_err() {
                bail!("another run is using this index");
            }
            // A run that forgets reports puts a new file in the place of the one that was opened here.
            if is_at(&file, path)? {
                let (path, starts, fresh) = (path.to_owned(), Vec::new(), Vec::new());
                return Ok(Self { path, stories, file, starts, fresh, failure: Mutex::default() });
            }
        }
    }

    /// Fails if a text could not be read since the last time that this was asked.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        match self.failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(error) => Err(error).with_context(|| self.path.display().to_string()),
            None => Ok(()),
        }
    }

    /// Reads the lines; cuts off what has no line end.
    fn load(&mut self) -> anyhow::Result<Earlier> {
        let mut lines = BufReader::with_capacity(1 << 20, self.file.try_clone()?);
        let (mut at, mut line, mut earlier) = (0, Vec::new(), Earlier::default());
        while lines.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
            if at == 0 {
                self.check_head(&line)?;
            } else {
                let held: Held<'_> = serde_json::from_slice(&line)
                    .with_context(|| format!("line {}: not a report of an index", self.starts.len() + 2))?;
                earlier.days.push(held.day());
                earlier.remembered.push(held.remembered);
                self.starts.push(at);
            }
            at += line.len() as u64;
            line.clear();
        }
        if at == 0 && !line.is_empty() {
            self.check_head(&line)?;
        } else if !line.is_empty() {
            complain(&format!(
                "{}: the last run broke off while it wrote; its last report is left out",
                self.path.display()
            ));
        }
        self.file.set_len(at)?;
        if at == 0 {
            at = self.begin()?;
        }
        self.starts.push(at);
        Ok(earlier)
    }

    fn check_head(&self, line: &[u8]) -> anyhow::Result<()> {
        match serde_json::from_slice::<Head>(line) {
            Ok(Head { wirefold_index: VERSION, stories }) if stories == self.stories => Ok(()),
            Ok(Head { wirefold_index: VERSION, stories: true }) => {
                bail!("this index groups reports by event; go on with it without --no-stories")
            }
            Ok(Head { wirefold_index: VERSION, .. }) => {
                bail!("this index knows shared text only; go on with it with --no-stories, or begin another")
            }
            Ok(head) => {
                bail!("index of version {}; this wirefold reads version {VERSION}", head.wirefold_index)
            }
            Err(_) => bail!("not an index of wirefold"),
        }
    }

    fn begin(&mut self) -> anyhow::Result<u64> {
        let mut head = serde_json::to_vec(&Head { wirefold_index: VERSION, stories: self.stories })?;
        head.push(b'\n');
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&head)?;
        Ok(head.len() as u64)
    }

    /// Reports on disk.
    fn saved(&self) -> usize {
        self.starts.len() - 1
    }

    /// Adds reports to those remembered and writes them down; tells what was added, in the order given.
    pub(crate) fn add(
        &mut self,
        ongoing: &mut Ongoing,
        reports: Vec<Report>,
        progress: &dyn Progress,
    ) -> anyhow::Result<Vec<wirefold::Added>> {
        self.fresh = reports;
        let added = ongoing.add(&*self, self.saved() + self.fresh.len(), progress);
        self.check()?;
        let at = self.path.display().to_string();
        self.write(&added).context(at)?;
        Ok(added)
    }

    fn write(&mut self, added: &[wirefold::Added]) -> anyhow::Result<()> {
        let mut at = *self.starts.last().expect("an open index has an end");
        self.file.seek(SeekFrom::Start(at))?;
        let mut out = BufWriter::with_capacity(1 << 20, &self.file);
        for (report, added) in self.fresh.iter().zip(added) {
            let mut line = serde_json::to_vec(&kept(report, &added.remembered))?;
            line.push(b'\n');
            out.write_all(&line)?;
            at += line.len() as u64;
            self.starts.push(at);
        }
        out.flush()?;
        drop(out);
        self.file.sync_data()?;
        self.fresh.clear();
        Ok(())
    }

    /// Writes the file anew without the reports published before a day. Those without a date stay.
    fn write_without(&self, day: Date) -> anyhow::Result<()> {
        let anew = self.path.with_extension("new");
        let mut out = BufWriter::new(File::create(&anew)?);
        let mut log = logged(&self.path.with_file_name(LOG))?;
        let mut forgotten = 0_usize;
        for (number, line) in BufReader::new(File::open(&self.path)?).split(b'\n').enumerate() {
            let line = line?;
            if number > 0 {
                let held: Held<'_> = serde_json::from_slice(&line)?;
                if held.day().is_some_and(|published| published < day) {
                    forgotten += 1;
                    log.extend(held.remembered.log);
                    continue;
                }
            }
            out.write_all(&line)?;
            out.write_all(b"\n")?;
        }
        out.into_inner()?.sync_all()?;
        self.write_log(&log)?;
        fs::rename(&anew, &self.path)?;
        complain(&format!("{}: forgot {forgotten} reports published before {day}", self.path.display()));
        Ok(())
    }

    /// Keeps what forgotten reports did to stories. A line that was kept already is not kept twice.
    fn write_log(&self, log: &[LogLine]) -> anyhow::Result<()> {
        if log.is_empty() {
            return Ok(());
        }
        let path = self.path.with_file_name(LOG);
        let anew = path.with_extension("new");
        let mut out = BufWriter::new(File::create(&anew)?);
        let mut before: Option<&LogLine> = None;
        for line in log {
            if before != Some(line) {
                serde_json::to_writer(&mut out, line)?;
                out.write_all(b"\n")?;
            }
            before = Some(line);
        }
        out.into_inner()?.sync_all()?;
        Ok(fs::rename(&anew, &path)?)
    }

    fn read(&self, number: usize) -> io::Result<Report> {
        let (start, end) = (self.starts[number], self.starts[number + 1]);
        let mut line = vec![0; usize::try_from(end - start).map_err(io::Error::other)?];
        read_at(&self.file, &mut line, start)?;
        intake::read_line(FILE, &line)
            .map_err(|_| io::Error::other(format!("line {}: not a report any more", number + 2)))
    }
}

impl Shelf for Index {
    /// A text that can't be read any more comes back empty, and the run fails before anything is written.
    fn report(&self, number: usize) -> Cow<'_, Report> {
        if let Some(fresh) = number.checked_sub(self.saved()) {
            return Cow::Borrowed(&self.fresh[fresh]);
        }
        Cow::Owned(self.read(number).unwrap_or_else(|error| {
            self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            Report::default()
        }))
    }
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let place = |found: &fs::Metadata| (found.dev(), found.ino());
    match fs::metadata(path) {
        Ok(found) => Ok(place(&found) == place(&file.metadata()?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The same where no file is replaced while it is open.
#[cfg(windows)]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Reads where a number says, from any thread.
#[cfg(unix)]
fn read_at(file: &File, line: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, line, start)
}

#[cfg(windows)]
fn read_at(file: &File, line: &mut [u8], start: u64) -> io::Result<()> {
    let mut read = 0;
    while read < line.len() {
        match std::os::windows::fs::FileExt::seek_read(file, &mut line[read..], start + read as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            more => read += more,
        }
    }
    Ok(())
}

/// The log that forgotten reports left.
fn logged(path: &Path) -> anyhow::Result<Vec<LogLine>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened.with_context(|| path.display().to_string())?,
    };
    let mut lines = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let at = || format!("{}:{}", path.display(), number + 1);
        lines.push(serde_json::from_str(&line.with_context(at)?).with_context(at)?);
    }
    Ok(lines)
}

fn kept<'r>(report: &'r Report, remembered: &'r Remembered) -> Kept<'r> {
    Kept {
        id: &report.id,
        text: report.given_text(),
        title: report.title.as_deref(),
        url: report.url.as_deref(),
        outlet: report.outlet.as_deref(),
        published: report.published.as_ref().map(|published| published.source.as_str()),
        credit: report.credit.as_deref(),
        language: report.language.as_deref(),
        remembered,
    }
}

impl Held<'_> {
    fn day(&self) -> Option<Date> {
        let published = self.published.as_deref().and_then(intake::parse_published);
        published.map(|published| published.date)
    }
}
