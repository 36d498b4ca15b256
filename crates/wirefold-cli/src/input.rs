//! Files, folders, globs and standard input to reports and problems.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use wirefold::intake;
use wirefold::{Problem, Report};

/// Everything that was asked for, as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) reports: Vec<Report>,
    pub(crate) problems: Vec<Problem>,
    /// What is worth a line though it was read.
    pub(crate) notes: Vec<Problem>,
}

/// Reads all inputs, in the order given; folders and globs in order of their paths.
pub(crate) fn take(inputs: &[PathBuf]) -> Taken {
    let mut taken = Taken::default();
    for input in inputs {
        if input.as_os_str() == "-" {
            taken.standard_input();
        } else {
            taken.path(input);
        }
    }
    intake::make_unique(&mut taken.reports);
    taken
}

impl Taken {
    /// Leaves out what is not in English, the only language that the reading model knows.
    pub(crate) fn in_english(mut self) -> Self {
        for report in std::mem::take(&mut self.reports) {
            match intake::foreign_language(&report) {
                Some(language) => {
                    let reason = format!("not in English but in {language}; group takes it all the same");
                    self.problem(&report.id, &reason);
                }
                None => self.reports.push(report),
            }
        }
        self
    }

    fn standard_input(&mut self) {
        match intake::read_from("stdin", io::stdin().lock(), &intake::Options::default()) {
            Ok(read) => self.add(read),
            Err(error) => self.problem("stdin", &error.to_string()),
        }
    }

    fn path(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => self.folder(path),
            Ok(_) => self.file(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.pattern(path),
            Err(error) => self.problem(&path.display().to_string(), &reason(&error)),
        }
    }

    /// A path that names no file may be a glob that the shell left alone.
    fn pattern(&mut self, path: &Path) {
        let name = path.display().to_string();
        if !name.contains(['*', '?', '[']) {
            return self.problem(&name, "no such file or folder");
        }
        let Some(paths) = matching(&name) else { return self.problem(&name, "not a valid pattern") };
        if paths.is_empty() {
            self.problem(&name, "the pattern matches no file");
        }
        for path in paths.iter().filter(|p| p.is_file()) {
            self.file(path);
        }
    }

    fn folder(&mut self, folder: &Path) {
        let mut files = Vec::new();
        if let Err((path, error)) = walk(folder, &mut files) {
            self.problem(&path.display().to_string(), &reason(&error));
        }
        if files.is_empty() {
            self.problem(&folder.display().to_string(), "the folder holds no files");
        }
        files.sort();
        for file in &files {
            self.file(file);
        }
    }

    fn file(&mut self, path: &Path) {
        let name = path.display().to_string();
        let read = File::open(path).and_then(|file| {
            let length = file.metadata().ok().map(|found| found.len());
            intake::read_from(&name, file, &intake::Options { length, ..intake::Options::default() })
        });
        match read {
            Ok(read) => self.add(read),
            Err(error) => self.problem(&name, &reason(&error)),
        }
    }

    fn add(&mut self, read: intake::Intake) {
        if self.reports.is_empty() {
            self.reports = read.reports;
        } else {
            self.reports.extend(read.reports);
        }
        self.problems.extend(read.problems);
        self.notes.extend(read.notes);
    }

    fn problem(&mut self, input: &str, reason: &str) {
        self.problems.push(Problem { input: input.to_owned(), reason: reason.to_owned() });
    }
}

/// Where standard input is found as a file.
pub(crate) const STDIN: &str = "/dev/stdin";

/// The files that these inputs are, as far as they are there.
pub(crate) fn files(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for input in inputs {
        match fs::metadata(input) {
            _ if input.as_os_str() == "-" => all.push(PathBuf::from(STDIN)),
            Ok(found) if found.is_dir() => _ = walk(input, &mut all),
            Ok(_) => all.push(input.clone()),
            Err(_) => all.extend(matching(&input.display().to_string()).unwrap_or_default()),
        }
    }
    all
}

/// What a pattern matches, in order; `None` if it is none.
fn matching(pattern: &str) -> Option<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = glob::glob(pattern).ok()?.flatten().collect();
    paths.sort();
    Some(paths)
}

/// All files below a folder, hidden ones left out. Links to folders are not followed,
/// so that a circle of links cannot hold the walk.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    let at = |error| (folder.to_owned(), error);
    for entry in fs::read_dir(folder).map_err(at)? {
        let entry = entry.map_err(at)?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type().map_err(at)?;
        match (hidden, kind.is_dir()) {
            (true, _) => {}
            (false, true) => walk(&path, files)?,
            (false, false) if path.is_file() => files.push(path),
            (false, false) => {}
        }
    }
    Ok(())
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
