//! Files that would be written over: an output that is an input as well, or two outputs that are one file.

use crate::input::{STDIN, files};
use std::fs;
use std::path::{Path, PathBuf};

/// An option that names a file to be written, and that file if it was given.
pub(crate) type Output<'a> = (&'static str, Option<&'a PathBuf>);

/// What a file is, whatever path leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Identity {
    /// A file that is there, by the numbers that the system gives it: links to it have the same.
    #[cfg(unix)]
    There(u64, u64),
    /// The path of one that is there, or will be.
    Path(PathBuf),
}

/// Why these outputs cannot be written, if so.
pub(crate) fn clash(inputs: &[PathBuf], index: &[PathBuf], outputs: &[Output<'_>]) -> Option<String> {
    let outputs: Vec<(&str, &PathBuf, Identity)> =
        outputs.iter().filter_map(|(option, path)| Some((*option, (*path)?, identity((*path)?)?))).collect();
    if outputs.is_empty() {
        return None;
    }
    twice(&outputs)
        .or_else(|| over(&files(inputs), "input", &outputs))
        .or_else(|| over(index, "index", &outputs))
}

fn twice(outputs: &[(&str, &PathBuf, Identity)]) -> Option<String> {
    let printed = identity(Path::new("/dev/stdout"));
    outputs.iter().enumerate().find_map(|(at, (option, path, identity))| {
        let same = outputs[..at].iter().find(|(_, _, other)| other == identity);
        let path = path.display();
        match same {
            Some((other, _, _)) => {
                Some(format!("{other} and {option} both name {path}: each needs a file of its own"))
            }
            None if printed.as_ref() == Some(identity) => Some(format!(
                "{option} names {path}, where the results go already: it needs a file of its own"
            )),
            None => None,
        }
    })
}

fn over(read: &[PathBuf], what: &str, outputs: &[(&str, &PathBuf, Identity)]) -> Option<String> {
    read.iter().find_map(|input| {
        let read = identity(input)?;
        let (option, path, _) = outputs.iter().find(|(_, _, written)| *written == read)?;
        let also = match input.to_str() {
            Some(STDIN) => " (standard input)".to_owned(),
            _ if *path == input => String::new(),
            _ => format!(" ({})", input.display()),
        };
        Some(format!("{option} would write over the {what} {}{also}: name another file", path.display()))
    })
}

/// What a path leads to; `None` for what is no file (a terminal, a pipe, the null device) or cannot be told.
fn identity(path: &Path) -> Option<Identity> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => None,
        #[cfg(unix)]
        Ok(found) => {
            use std::os::unix::fs::MetadataExt as _;
            Some(Identity::There(found.dev(), found.ino()))
        }
        #[cfg(not(unix))]
        Ok(_) => fs::canonicalize(path).ok().map(Identity::Path),
        Err(_) => target(path).map(Identity::Path),
    }
}

/// The path of a file that is not there yet, without links.
fn target(path: &Path) -> Option<PathBuf> {
    const MOST_LINKS: usize = 16;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A folder that is not there yet is made before what lies in it.
        let whole = fs::canonicalize(folder).ok().or_else(|| target(folder))?.join(path.file_name()?);
        match fs::read_link(&whole) {
            Ok(next) => path = whole.parent()?.join(next),
            Err(_) => return Some(whole),
        }
    }
    None
}
