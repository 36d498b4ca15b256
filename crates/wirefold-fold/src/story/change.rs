//! What becomes of stories: the log, and where old names lead.

use rustc_hash::FxHashMap;

/// A change that a report brought about. Reports are numbered in the order in which they came, stories in the order
/// in which they came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The report opened a story.
    Created {
        /// The new story.
        story: usize,
    },
    /// The report joined a story.
    Joined {
        /// The story that it joined.
        story: usize,
    },
    /// A story turned out to tell the event of another: it leads there from now on.
    Merged {
        /// The story that is no more.
        story: usize,
        /// The one that it became part of.
        into: usize,
    },
    /// Reports of a story turned out to tell another event.
    Split {
        /// The new story.
        story: usize,
        /// Its earliest report.
        founder: usize,
        /// The story that this report was part of.
        from: usize,
    },
    /// An earlier report was put into another story.
    Moved {
        /// The report.
        report: usize,
        /// The story that it is now part of.
        into: usize,
    },
}

/// Which story each report is part of, and where stories lead that are no more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    story_of: Vec<u32>,
    stories: usize,
    merged: FxHashMap<u32, u32>,
}

impl Ledger {
    /// The ledger of reports that are part of these stories, of so many that there are.
    #[must_use]
    pub fn of(story_of: &[usize], stories: usize) -> Self {
        Self { story_of: story_of.iter().copied().map(number).collect(), stories, ..Self::default() }
    }

    /// How many reports it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.story_of.len()
    }

    /// Whether it knows no report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.story_of.is_empty()
    }

    /// How many stories there ever were.
    #[must_use]
    pub fn stories(&self) -> usize {
        self.stories
    }

    /// The story of a report.
    ///
    /// # Panics
    /// If there is no such report.
    #[must_use]
    pub fn story_of(&self, report: usize) -> usize {
        self.resolve(self.story_of[report] as usize)
    }

    /// The story that a story is part of now: itself, unless it was merged into another.
    #[must_use]
    pub fn resolve(&self, story: usize) -> usize {
        let mut at = number(story);
        while let Some(into) = self.merged.get(&at) {
            at = *into;
        }
        at as usize
    }

    /// Takes down what the next report, or the last one, brought about.
    pub(crate) fn note(&mut self, change: Change) {
        match change {
            Change::Created { story } => {
                self.stories = story + 1;
                self.story_of.push(number(story));
            }
            Change::Joined { story } => self.story_of.push(number(story)),
            Change::Merged { story, into } => {
                self.merged.insert(number(story), number(into));
            }
            Change::Split { story, .. } => self.stories = story + 1,
            Change::Moved { report, into } => self.story_of[report] = number(into),
        }
    }
}

pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer reports than 2^32 are told apart")
}
