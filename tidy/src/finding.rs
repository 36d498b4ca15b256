//! What a check has to say.

use std::fmt;

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The file, relative to the root.
    pub(crate) file: String,
    /// Counted from 1; 0 for the whole file.
    pub(crate) line: usize,
    pub(crate) level: Level,
    pub(crate) text: String,
}

/// Whether a finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Violation,
    Hint,
}

impl Finding {
    pub(crate) fn violation(file: &str, line: usize, text: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, level: Level::Violation, text: text.into() }
    }

    pub(crate) fn hint(file: &str, line: usize, text: impl Into<String>) -> Self {
        Self { level: Level::Hint, ..Self::violation(file, line, text) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        let mark = if self.level == Level::Hint { " (hint)" } else { "" };
        write!(f, ": {}{mark}", self.text)
    }
}
