//! What a story is called, what it says in short, and its day.

use std::collections::BTreeMap;

use crate::story::Story;
use jiff::civil::Date;
use wirefold_fold::outline;
use wirefold_report::{DateBasis, Evidence, Report};

/// The most central of the titles (of reports that have none, the most central sentence), and the most central
/// sentences.
pub(crate) fn of(story: &Story<'_>) -> (String, Vec<Evidence>) {
    let reports: Vec<&Report> = story.tellings.iter().map(|telling| telling.report).collect();
    let is_copy: Vec<bool> = story.fold.copy_of.iter().map(Option::is_some).collect();
    let outline = outline::of(&reports, &is_copy);
    let title = outline.heading(&reports).unwrap_or_default();
    let summary = outline.summary.iter().map(|told| Evidence { report: told.report, span: told.span });
    (title, summary.collect())
}

/// The day that most reports have, and how it is best known; of several the
/// earliest. Reports that were lent their day have no say.
pub(crate) fn date(story: &Story<'_>) -> (Option<Date>, DateBasis) {
    let days = || story.tellings.iter().map(|t| &t.annotation.date);
    let mut votes: BTreeMap<Date, usize> = BTreeMap::new();
    for day in days() {
        if let Some(value) = day.value {
            *votes.entry(value).or_default() += usize::from(day.basis != DateBasis::Story);
        }
    }
    let date = votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(date, _)| date);
    let bases = || days().filter(|d| date.is_some() && d.value == date).map(|d| d.basis);
    let best = [DateBasis::Metadata, DateBasis::Inferred, DateBasis::Story];
    let basis = best.into_iter().find(|basis| bases().any(|b| b == *basis));
    (date, basis.unwrap_or_default())
}

/// The day of the latest report: what lies behind it is past.
pub(crate) fn latest(story: &Story<'_>) -> Option<Date> {
    story.tellings.iter().filter_map(|t| t.annotation.date.value).max()
}
