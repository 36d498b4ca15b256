//! Two reports on a terminal: where their text comes from, what differs, what only one
//! of them says, then both in full, side by side where the terminal is wide enough.

use super::Style;
use super::columns::Ink;
use super::page::{Page, Tone};
use super::rows::{Anchors, Row};
use super::view::{count, letter, moment, standing};
use crate::Comparing;
use crate::contract::{Comparison, EvidenceOut, ReportOut, StoryOut};
use wirefold_text::one_line;

/// The first report's own words, and the second's.
const INKS: [Ink; 2] =
    [Ink { plain: Tone::Plain, changed: Tone::Accent }, Ink { plain: Tone::Plain, changed: Tone::Warn }];
/// Sentences that the other report has not.
const LONE: [Ink; 2] =
    [Ink { plain: Tone::Accent, changed: Tone::Accent }, Ink { plain: Tone::Warn, changed: Tone::Warn }];

/// Two reports: what differs first, then what only one says, then both side by side.
#[must_use]
pub fn side_by_side(comparing: &Comparing, style: &Style) -> String {
    let mut page = Page::new(style);
    let compared = &comparing.comparison;
    let story = &compared.story;
    for report in &story.reports {
        page.report_head(story, report);
    }
    page.relation(compared);
    page.differences(story);
    for (letter, only) in [("A", &compared.only.a), ("B", &compared.only.b)] {
        page.only(letter, only);
    }
    page.both(comparing);
    page.text
}

impl Page<'_> {
    fn report_head(&mut self, story: &StoryOut, report: &ReportOut) {
        let title = one_line(report.title.as_deref().unwrap_or(&report.id));
        self.item_at(0, &letter(story, &report.id), Tone::Strong, &title);
        let by = [report.outlet.clone(), report.published.as_deref().map(moment)];
        let mut facts: Vec<String> = by.into_iter().flatten().collect();
        facts.extend(report.title.as_ref().map(|_| report.id.clone()));
        facts.extend(Some(standing(story, report)).filter(|s| !s.is_empty()));
        if !facts.is_empty() {
            self.line(Tone::Soft, 2, &facts.join(" · "));
        }
    }

    /// How the two texts relate, and where both are likely to come from.
    fn relation(&mut self, compared: &Comparison) {
        let related = match compared.relation.as_deref() {
            Some("copy") => "One is a copy of the other",
            Some(_) => "One is a rewrite of the other",
            None => "No shared text",
        };
        let pairs = compared.story.alignment.len();
        let mut facts = vec![related.to_owned(), format!("similarity {:.2}", compared.similarity)];
        facts.push(count(pairs, "aligned pair of sentences", "aligned pairs of sentences"));
        self.blank();
        self.line(Tone::Plain, 0, &facts.join(" · "));
        let origin = match &compared.origin {
            Some(origin) => format!("Likely common origin: {}", origin.name),
            None if compared.relation.is_some() => {
                "Likely common origin: not named in either report".to_owned()
            }
            None => return,
        };
        self.line(Tone::Accent, 0, &origin);
    }

    fn only(&mut self, letter: &str, only: &[EvidenceOut]) {
        if only.is_empty() {
            return;
        }
        self.section(&format!("Only in {letter}"), &count(only.len(), "sentence", "sentences"));
        for sentence in only.iter().take(self.most()) {
            self.item_at(2, letter, Tone::Plain, &one_line(&sentence.span.text));
        }
        self.more(only.len());
    }

    /// Both texts whole, in the first one's order.
    fn both(&mut self, comparing: &Comparing) {
        let story = &comparing.comparison.story;
        let Some(pair) = Anchors::over(0, story, &comparing.sources).pairs(story).into_iter().next() else {
            return;
        };
        let shared = "shared sentences share a row";
        let note = if self.style.color {
            format!("{shared}; changed words are coloured")
        } else {
            shared.to_owned()
        };
        self.section("Side by side", &note);
        if self.is_wide() {
            let head = |letter: &str, name: &str| vec![(format!("{letter} {name}"), false)];
            let heads = [head(&pair.letter_a, &pair.name_a), head(&pair.letter_b, &pair.name_b)];
            let strong = Ink { plain: Tone::Strong, changed: Tone::Strong };
            self.columns([&heads[0], &heads[1]], [strong, strong]);
        }
        for row in &pair.rows {
            self.row(row, [&pair.letter_a, &pair.letter_b]);
        }
    }

    fn row(&mut self, row: &Row, letters: [&str; 2]) {
        let lone = row.a.is_none() || row.b.is_none();
        let inks = if lone { LONE } else { INKS };
        let cells = [&row.a, &row.b].map(|side| side.as_ref().map_or(&[][..], |s| s.pieces.as_slice()));
        if self.is_wide() {
            self.columns([&[], &[]], inks);
            return self.columns(cells, inks);
        }
        for ((cell, letter), ink) in cells.into_iter().zip(letters).zip(inks) {
            self.marked(letter, cell, ink);
        }
        self.blank();
    }
}
