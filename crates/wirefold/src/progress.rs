//! How far a long run has come.

/// The steps of a run that can take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding copies, origins and stories.
    Fold,
    /// Reading the reports' sentences.
    Read,
    /// Merging each story's annotations.
    Merge,
}

impl Stage {
    /// What its items are, for people: "reports".
    #[must_use]
    pub fn items(self) -> &'static str {
        match self {
            Self::Fold => "reports",
            Self::Read => "sentences",
            Self::Merge => "stories",
        }
    }

    /// What it does, for people: "folding".
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Fold => "folding",
            Self::Read => "reading",
            Self::Merge => "merging",
        }
    }
}

/// Is told how far a run has come, from whichever thread does the work.
pub trait Progress: Sync {
    /// A stage begins that will handle `total` items.
    fn begin(&self, stage: Stage, total: usize);
    /// So many of them are done.
    fn done(&self, items: usize);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _: Stage, _: usize) {}
    fn done(&self, _: usize) {}
}
