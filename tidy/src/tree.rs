//! The files of the repository.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is built or kept by tools, not written: folders, and in a second work tree of git a file.
const BUILT: [&str; 5] = [".git", "target", "__pycache__", ".venv", "node_modules"];
/// Longest file whose text is looked at.
const TEXT_LIMIT: u64 = 4 << 20;

/// All files below a root, in order of their paths.
#[derive(Debug)]
pub(crate) struct Tree {
    root: PathBuf,
    pub(crate) files: Vec<File>,
}

/// A file of the repository.
#[derive(Debug)]
pub(crate) struct File {
    /// Relative to the root, with `/` on every system.
    pub(crate) path: String,
    pub(crate) size: u64,
    /// Its text; `None` if it is very long or not UTF-8.
    pub(crate) text: Option<String>,
}

impl Tree {
    /// Reads the files below `root`.
    pub(crate) fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self { root: root.to_owned(), files: Vec::new() };
        tree.read_folder("")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    fn read_folder(&mut self, folder: &str) -> io::Result<()> {
        for entry in fs::read_dir(self.root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let kind = entry.file_type()?;
            if BUILT.contains(&name.as_str()) {
                continue;
            }
            if kind.is_dir() {
                self.read_folder(&path)?;
            } else if kind.is_file() {
                self.read_file(path)?;
            }
        }
        Ok(())
    }

    fn read_file(&mut self, path: String) -> io::Result<()> {
        let full = self.root.join(&path);
        let size = fs::metadata(&full)?.len();
        let text = if size > TEXT_LIMIT { None } else { String::from_utf8(fs::read(&full)?).ok() };
        self.files.push(File { path, size, text });
        Ok(())
    }

    /// The file at that path.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| &self.files[at])
    }

    /// Whether there is a file or a folder of that path.
    pub(crate) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        path.is_empty()
            || self.file(path).is_some()
            || self.files.iter().any(|file| file.path.starts_with(&folder))
    }

    /// The bytes of a file, however long.
    pub(crate) fn bytes(&self, file: &File) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(&file.path))
    }

    /// The files that have a text, with it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&File, &str)> {
        self.files.iter().filter_map(|file| Some((file, file.text.as_deref()?)))
    }
}

impl File {
    /// The part of the name after the last dot.
    pub(crate) fn ending(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder that it lies in; empty for the root.
    pub(crate) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}
