//! Where a story's reports come from, drawn: origins on the left, reports on the right.

use super::view::{letter, percent, short};
use crate::contract::{ReportOut, StoryOut};

/// More reports than this are a list only.
const MOST: usize = 12;
const ROW: usize = 46;

/// The drawing's parts, in its own units: 320 across.
pub(crate) struct Drawing {
    pub(crate) height: usize,
    pub(crate) told: String,
    pub(crate) origins: Vec<OriginBox>,
    pub(crate) reports: Vec<ReportBox>,
    /// SVG paths from origins to reports.
    pub(crate) links: Vec<String>,
}

/// An origin that a report names.
pub(crate) struct OriginBox {
    pub(crate) name: String,
    pub(crate) y: usize,
}

/// A report.
pub(crate) struct ReportBox {
    pub(crate) letter: String,
    pub(crate) name: String,
    pub(crate) note: String,
    pub(crate) y: usize,
}

impl Drawing {
    /// A drawing, if there is an origin to draw and not too much of it.
    pub(crate) fn of(story: &StoryOut) -> Option<Self> {
        let roots: Vec<Option<String>> = story.reports.iter().map(|r| root(story, r)).collect();
        let mut names: Vec<&str> = Vec::new();
        for name in roots.iter().flatten() {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        if names.is_empty() || story.reports.len() > MOST {
            return None;
        }
        let height = story.reports.len() * ROW;
        let origin_y = |at: usize| (2 * at + 1) * height / (2 * names.len());
        let report_y = |at: usize| at * ROW + ROW / 2;
        let links = roots.iter().enumerate().filter_map(|(at, root)| {
            let origin = names.iter().position(|n| Some(*n) == root.as_deref())?;
            let (from, to) = (origin_y(origin), report_y(at));
            Some(format!("M96 {from}C136 {from} 126 {to} 166 {to}"))
        });
        Some(Self {
            height,
            told: format!("{} of {} reports", names.join(", "), story.reports.len()),
            links: links.collect(),
            origins: names
                .iter()
                .enumerate()
                .map(|(at, name)| OriginBox { name: short(name, 13), y: origin_y(at) })
                .collect(),
            reports: story.reports.iter().enumerate().map(|(at, r)| boxed(story, r, report_y(at))).collect(),
        })
    }
}

/// The origin's name; of a report that names none, that of the text it goes back to.
fn root(story: &StoryOut, report: &ReportOut) -> Option<String> {
    let mut at = report;
    for _ in 0..story.reports.len() {
        if let Some(origin) = &at.origin {
            return Some(origin.name.clone());
        }
        match story.reports.iter().find(|r| Some(&r.id) == at.copy_of.as_ref()) {
            Some(earlier) => at = earlier,
            None => break,
        }
    }
    let shared = story.reports.iter().any(|r| r.copy_of.as_ref() == Some(&at.id));
    shared.then(|| format!("text of {}", letter(story, &at.id)))
}

fn boxed(story: &StoryOut, report: &ReportOut, y: usize) -> ReportBox {
    let name = report.outlet.as_deref().unwrap_or(&report.id);
    let own = || format!("{} % of the text is its own", percent(report.share_of_own_text));
    ReportBox {
        letter: letter(story, &report.id),
        name: short(name, 16),
        note: report.relation.as_ref().map_or_else(String::new, |_| own()),
        y,
    }
}
