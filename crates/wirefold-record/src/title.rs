//! What a story is called, and its day.

use std::collections::BTreeMap;

use crate::story::Story;
use jiff::civil::Date;
use wirefold_report::DateBasis;

/// A lead sentence is cut to about this many characters.
const LONGEST: usize = 180;

/// The title of the report that most others go back to; of those that have none,
/// the first sentence.
pub(crate) fn of(story: &Story<'_>) -> String {
    let central = by_centrality(story);
    let title = |r: &usize| {
        let title = story.tellings[*r].report.title.as_deref().map(one_line);
        title.filter(|t| !t.is_empty())
    };
    let lead = |r: &usize| {
        let telling = &story.tellings[*r];
        telling.annotation.sentences.first().map(|s| cut(&one_line(s.span.of(&telling.report.text))))
    };
    let named = central.iter().find_map(title).or_else(|| central.iter().find_map(lead));
    named.unwrap_or_default()
}

/// Reports by the number of others that go back to them, then in story order.
fn by_centrality(story: &Story<'_>) -> Vec<usize> {
    let mut copies = vec![0_usize; story.len()];
    for earliest in story.fold.copy_of.iter().flatten().filter(|e| **e < story.len()) {
        copies[*earliest] += 1;
    }
    let mut order: Vec<usize> = (0..story.len()).collect();
    order.sort_by_key(|&r| (std::cmp::Reverse(copies[r]), r));
    order
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(line: &str) -> String {
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let short: String = line.chars().take(LONGEST).collect();
    let end = short.rfind([',', ';']).filter(|at| *at > LONGEST / 3).or_else(|| short.rfind(' '));
    format!("{} …", &short[..end.unwrap_or(short.len())])
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
