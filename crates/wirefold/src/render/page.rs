//! Lines for a terminal: wrapped to its width, coloured where it wants colour.

use super::Style;
use std::fmt::Write as _;
use textwrap::core::display_width;

/// Rows of a section that are shown without `evidence`.
const GLANCE: usize = 12;

/// How a line is coloured.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Plain,
    Strong,
    Soft,
    Bad,
    Warn,
    Good,
    Accent,
}

impl Tone {
    /// The ANSI code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Soft => "2",
            Self::Bad => "31",
            Self::Warn => "33",
            Self::Good => "32",
            Self::Accent => "36",
        }
    }
}

/// What has been written so far.
pub(super) struct Page<'a> {
    pub(super) style: &'a Style,
    pub(super) text: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(style: &'a Style) -> Self {
        Self { style, text: String::new() }
    }

    /// How many rows of a section are shown.
    pub(super) fn most(&self) -> usize {
        if self.style.evidence { usize::MAX } else { GLANCE }
    }

    pub(super) fn more(&mut self, all: usize) {
        if all > self.most() {
            self.line(Tone::Soft, 2, &format!("… and {} more (--evidence shows all)", all - self.most()));
        }
    }

    pub(super) fn section(&mut self, title: &str, note: &str) {
        self.blank();
        let note = if note.is_empty() { String::new() } else { format!(" · {note}") };
        self.line(Tone::Strong, 0, &format!("{title}{note}"));
    }

    pub(super) fn item(&mut self, mark: &str, tone: Tone, text: &str) {
        self.item_at(2, mark, tone, text);
    }

    /// A marked line whose continuation lines stand under its text.
    pub(super) fn item_at(&mut self, indent: usize, mark: &str, tone: Tone, text: &str) {
        let first = format!("{}{mark} ", " ".repeat(indent));
        let rest = " ".repeat(display_width(&first));
        self.wrapped(tone, &first, &rest, text);
    }

    pub(super) fn line(&mut self, tone: Tone, indent: usize, text: &str) {
        let lead = " ".repeat(indent);
        self.wrapped(tone, &lead, &lead, text);
    }

    pub(super) fn wrapped(&mut self, tone: Tone, first: &str, rest: &str, text: &str) {
        // A date or an id must not be cut at its hyphens.
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let clean: String = text.chars().filter(|c| !c.is_control()).collect();
        for line in textwrap::wrap(&clean, options) {
            let line = line.trim_end();
            if self.style.color && !tone.code().is_empty() {
                let _ = writeln!(self.text, "\u{1b}[{}m{line}\u{1b}[0m", tone.code());
            } else {
                let _ = writeln!(self.text, "{line}");
            }
        }
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn rule(&mut self) {
        let _ = writeln!(self.text, "\n{}\n", "─".repeat(self.style.width.min(60)));
    }
}
