//! The record on a terminal: what happened, how many independent origins say so,
//! who said what, what differs. The evidence is a flag away.

use super::Style;
use super::page::{Page, Tone};
use super::view::{
    count, counts, day, difference_counts, difference_status, difference_title, event_parties, event_status,
    event_type, in_short, letter, letters, own_words, people, roles, short, standing, timeline, weekday,
};
use super::voices;
use super::wordings;
use crate::Recorded;
use crate::contract::{DifferenceOut, EvidenceOut, StoryEventOut, StoryOut, StoryQuoteOut};
use std::fmt::Write as _;
use wirefold_text::one_line;

/// The whole record, story by story.
#[must_use]
pub fn digest(recorded: &Recorded, style: &Style) -> String {
    let mut page = Page::new(style);
    let record = &recorded.record;
    for (i, story) in record.stories.iter().enumerate() {
        if i > 0 {
            page.rule();
        }
        page.story(story);
    }
    page.blank();
    let reports = record.stories.iter().map(|s| s.counts.reports).sum();
    let mut last = format!(
        "{}, {}",
        count(record.stories.len(), "story", "stories"),
        count(reports, "report", "reports")
    );
    if !record.skipped.is_empty() {
        let _ = write!(last, ", {} skipped", count(record.skipped.len(), "input", "inputs"));
    }
    page.line(Tone::Soft, 0, &last);
    page.text
}

impl Page<'_> {
    fn story(&mut self, story: &StoryOut) {
        self.line(Tone::Strong, 0, &one_line(&story.title));
        let when = match (&story.date, story.date_basis.as_str()) {
            (Some(date), "inferred") => format!("{} (inferred)", weekday(date)),
            (Some(date), _) => weekday(date),
            (None, _) => "date not known".to_owned(),
        };
        self.line(Tone::Soft, 0, &when);
        self.line(Tone::Accent, 0, &counts(story).join(" · "));
        self.short(story);
        self.reports(story);
        self.differences(story);
        self.events(story);
        self.timeline(story);
        self.quotes(story);
        self.people(story);
    }

    fn short(&mut self, story: &StoryOut) {
        let told: Vec<&EvidenceOut> = in_short(story).collect();
        if told.is_empty() {
            return;
        }
        self.section("In short", "");
        for told in told {
            self.item(&letter(story, &told.report), Tone::Plain, &one_line(&told.span.text));
        }
    }

    fn reports(&mut self, story: &StoryOut) {
        self.section("Reports", "");
        for report in story.reports.iter().take(self.most()) {
            let by = match (&report.outlet, &report.published) {
                (Some(outlet), Some(at)) => format!("{outlet}, {at}"),
                (Some(one), None) | (None, Some(one)) => one.clone(),
                (None, None) => String::new(),
            };
            let name =
                [report.id.clone(), by].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
            self.item(&letter(story, &report.id), Tone::Plain, &name);
            let standing = standing(story, report);
            if !standing.is_empty() {
                self.line(Tone::Soft, 4, &standing);
            }
            let own = report.own_text.iter().flatten();
            let own = own.map(|span| EvidenceOut { report: report.id.clone(), span: span.clone() });
            self.proofs(story, &own.collect::<Vec<_>>());
        }
        self.more(story.reports.len());
    }

    pub(super) fn differences(&mut self, story: &StoryOut) {
        if story.differences.is_empty() {
            return;
        }
        self.section("Where they differ", &difference_counts(story));
        for difference in story.differences.iter().take(self.most()) {
            self.difference(story, difference);
        }
        self.more(story.differences.len());
    }

    fn difference(&mut self, story: &StoryOut, difference: &DifferenceOut) {
        let status = difference_status(difference);
        let tone = match status {
            "conflict" => Tone::Bad,
            "update" | "wording" => Tone::Warn,
            "compatible" => Tone::Good,
            _ => Tone::Soft,
        };
        self.line(tone, 2, &format!("{} · {status}", difference_title(story, difference)));
        for wording in wordings::of_difference(difference) {
            self.item_at(4, &wording.marks(story), Tone::Plain, &short(&wording.words, 300));
            for told in wording.told.iter().filter(|_| self.style.evidence) {
                if one_line(&told.span.text) != wording.words {
                    self.proof(8, story, told);
                }
            }
        }
        self.line(Tone::Soft, 4, &difference.explanation);
    }

    fn events(&mut self, story: &StoryOut) {
        if story.events.is_empty() {
            return;
        }
        self.section("Who did what to whom", &count(story.events.len(), "event", "events"));
        for event in story.events.iter().take(self.most()) {
            self.event(story, event);
        }
        self.more(story.events.len());
    }

    fn event(&mut self, story: &StoryOut, event: &StoryEventOut) {
        let tone = match event.quad {
            1 | 2 => Tone::Good,
            3 => Tone::Warn,
            _ => Tone::Bad,
        };
        let head = format!("{}  {}", event_type(event), event_parties(event));
        self.line(tone, 2, head.trim_end());
        let mut facts = vec![event_status(story, event)];
        facts.extend(event.date.as_deref().map(day));
        facts.extend(event.place.as_ref().map(|p| one_line(&p.span.text)));
        facts.push(count(event.origins, "origin", "origins"));
        facts.push(letters(story, &event.reports));
        self.line(Tone::Soft, 4, &facts.join(" · "));
        self.proofs(story, &event.evidence);
    }

    fn timeline(&mut self, story: &StoryOut) {
        let timeline = timeline(story);
        if timeline.is_empty() {
            return;
        }
        self.section("What happened, and when", "");
        for entry in timeline.iter().take(self.most()) {
            let ahead = if entry.ahead { " (ahead)" } else { "" };
            self.line(Tone::Plain, 2, &format!("{}{ahead}  {}", entry.when, one_line(&entry.what)));
            self.proofs(story, &entry.evidence);
        }
        self.more(timeline.len());
    }

    fn quotes(&mut self, story: &StoryOut) {
        let quotes = own_words(story);
        if quotes.is_empty() {
            return;
        }
        self.section("Who said what", "");
        for quote in quotes.iter().take(self.most()) {
            self.quote(story, quote);
        }
        self.more(quotes.len());
    }

    fn quote(&mut self, story: &StoryOut, quote: &StoryQuoteOut) {
        self.line(Tone::Plain, 2, &voices::line(story, quote, str::to_owned));
        for wording in wordings::of_quote(quote) {
            self.item_at(4, &wording.marks(story), Tone::Soft, &short(&wording.words, 300));
        }
    }

    fn people(&mut self, story: &StoryOut) {
        let all = people(story).count();
        if all == 0 {
            return;
        }
        self.section("People", "");
        for person in people(story).take(self.most()) {
            let mut parts = vec![person.name.clone()];
            parts.extend(Some(roles(person)).filter(|r| !r.is_empty()));
            if !person.aliases.is_empty() {
                parts.push(format!("also “{}”", person.aliases.join("”, “")));
            }
            self.line(Tone::Plain, 2, &parts.join(" · "));
        }
        self.more(all);
    }

    fn proofs(&mut self, story: &StoryOut, evidence: &[EvidenceOut]) {
        if self.style.evidence {
            for proof in evidence {
                self.proof(6, story, proof);
            }
        }
    }

    fn proof(&mut self, indent: usize, story: &StoryOut, proof: &EvidenceOut) {
        let at = format!("{} {}–{}", letter(story, &proof.report), proof.span.start, proof.span.end);
        self.line(Tone::Soft, indent, &format!("{at}: “{}”", one_line(&proof.span.text)));
    }
}
