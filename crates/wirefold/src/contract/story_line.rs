//! `wirefold group --stories`: one line a story.

use super::group::GroupLine;
use super::record::EvidenceOut;
use super::span::{CodePoints, SpanOut};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use wirefold_fold::{in_order, outline};
use wirefold_record::{independent, outlets};
use wirefold_report::{Report, Span};

/// A story: what it is called, what it says in short, how it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryLine {
    pub id: String,
    pub title: Option<String>,
    /// Sentences of its reports, in order.
    pub summary: Vec<EvidenceOut>,
    /// Days of the first and the last report, and the day that has most.
    pub first_seen: Option<String>,
    pub peak: Option<String>,
    pub last_seen: Option<String>,
    pub counts: StoryCountsOut,
    /// Ids, in order of publication.
    pub reports: Vec<String>,
    /// What reports say of themselves: updates, corrections, retractions.
    pub standings: Vec<StandingOut>,
    /// Entries of live reports, by time.
    pub entries: Vec<EntryOut>,
}

/// Three counts that never mix; unknown is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryCountsOut {
    pub reports: usize,
    pub outlets: Option<usize>,
    pub origins: usize,
}

/// How a report stands to those before it, in its own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StandingOut {
    pub report: String,
    /// `update`, `correction`, `retraction`, `live`, `flash`.
    pub standing: String,
}

/// An entry of a live report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct EntryOut {
    pub report: String,
    /// As the report writes it.
    pub time: String,
    /// The report's day and the clock time: local to the report.
    pub when: Option<String>,
    #[serde(flatten)]
    pub span: SpanOut,
}

/// The line of a story with these reports, given what `group` says of each and, for each, others of them that it
/// shares text with.
#[must_use]
pub fn story_line(id: &str, reports: &[&Report], lines: &[GroupLine], related: &[Vec<usize>]) -> StoryLine {
    let owned: Vec<Report> = reports.iter().map(|&report| report.clone()).collect();
    let order = in_order(&owned);
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, &i)| place[i] = at);
    let pairs = related.iter().zip(&place).flat_map(|(all, &at)| all.iter().map(move |&other| (at, other)));
    let pairs: Vec<(usize, usize)> = pairs.map(|(at, other)| (at, place[other])).collect();
    let reports: Vec<&Report> = order.iter().map(|&i| reports[i]).collect();
    let lines: Vec<&GroupLine> = order.iter().map(|&i| &lines[i]).collect();
    let ids: BTreeSet<&str> = reports.iter().map(|report| report.id.as_str()).collect();
    let is_copy: Vec<bool> =
        lines.iter().map(|line| line.copy_of.as_deref().is_some_and(|of| ids.contains(of))).collect();
    let outline = outline::of(&reports, &is_copy, &[]);
    let summary = outline.summary.iter().map(|told| telling(reports[told.report], told.span));
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for published in reports.iter().filter_map(|report| report.published.as_ref()) {
        *days.entry(published.date.to_string()).or_default() += 1;
    }
    let peak = days.iter().rev().max_by_key(|(_, reports)| **reports);
    StoryLine {
        id: id.to_owned(),
        title: outline.heading(&reports),
        summary: summary.collect(),
        first_seen: days.keys().next().cloned(),
        peak: peak.map(|(day, _)| day.clone()),
        last_seen: days.keys().next_back().cloned(),
        counts: counts(&reports, &lines, pairs),
        reports: reports.iter().map(|report| report.id.clone()).collect(),
        standings: reports.iter().filter_map(|report| standing(report)).collect(),
        entries: entries(&reports),
    }
}

fn counts(reports: &[&Report], lines: &[&GroupLine], related: Vec<(usize, usize)>) -> StoryCountsOut {
    let origins = independent(reports.len(), related, lines.iter().map(|line| line.origin.as_deref()));
    StoryCountsOut {
        reports: reports.len(),
        outlets: outlets(reports.iter().copied()),
        origins: origins.iter().max().map_or(0, |last| last + 1),
    }
}

fn telling(report: &Report, span: Span) -> EvidenceOut {
    EvidenceOut { report: report.id.clone(), span: CodePoints::of(report).span(span) }
}

fn standing(report: &Report) -> Option<StandingOut> {
    let standing = outline::standing(report)?;
    Some(StandingOut { report: report.id.clone(), standing: standing.name().to_owned() })
}

/// By day and time; those without a day last.
fn entries(reports: &[&Report]) -> Vec<EntryOut> {
    let mut entries = Vec::new();
    for report in reports {
        for entry in outline::entries(report) {
            let (hour, minute) = entry.clock;
            entries.push(EntryOut {
                report: report.id.clone(),
                time: entry.time,
                when: entry.day.map(|day| format!("{day}T{hour:02}:{minute:02}")),
                span: CodePoints::of(report).span(entry.span),
            });
        }
    }
    entries.sort_by_key(|entry| (entry.when.is_none(), entry.when.clone()));
    entries
}
