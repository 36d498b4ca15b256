//! The record as Markdown, to paste into a desk's notes.

use super::view::{
    self, counts, day, difference_counts, difference_status, difference_title, event_parties, event_status,
    event_type, in_short, letter, own_words, roles, standing, weekday,
};
use super::voices;
use super::wordings;
use crate::Recorded;
use crate::contract::{EvidenceOut, StoryOut};
use std::fmt::Write as _;
use wirefold_text::one_line;

/// All stories, one after the other.
#[must_use]
pub fn markdown(recorded: &Recorded) -> String {
    let stories: Vec<String> = recorded.record.stories.iter().map(story).collect();
    let mut text = stories.join("\n---\n\n");
    if !recorded.record.skipped.is_empty() {
        text.push_str("\n## Skipped\n\n");
        for skipped in &recorded.record.skipped {
            let _ = writeln!(text, "- {}: {}", escape(&skipped.input), escape(&skipped.reason));
        }
    }
    text
}

fn story(story: &StoryOut) -> String {
    let mut out = format!("# {}\n\n", escape(&one_line(&story.title)));
    let date = story.date.as_deref().map_or("date not known".to_owned(), weekday);
    let inferred = if story.date_basis == "inferred" { " (inferred)" } else { "" };
    let _ = writeln!(out, "{date}{inferred} · {}\n", counts(story).join(" · "));
    short(&mut out, story);
    reports(&mut out, story);
    differences(&mut out, story);
    events(&mut out, story);
    timeline(&mut out, story);
    quotes(&mut out, story);
    people(&mut out, story);
    out
}

fn short(out: &mut String, story: &StoryOut) {
    for told in in_short(story) {
        let _ = writeln!(out, "- {} {}", letter(story, &told.report), escape(&one_line(&told.span.text)));
    }
    if in_short(story).next().is_some() {
        out.push('\n');
    }
}

fn reports(out: &mut String, story: &StoryOut) {
    out.push_str("| | Report | Outlet | Published | Where its text comes from |\n|---|---|---|---|---|\n");
    for report in &story.reports {
        let cell = |text: Option<&str>| escape(text.unwrap_or("–"));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            letter(story, &report.id),
            escape(&report.id),
            cell(report.outlet.as_deref()),
            cell(report.published.as_deref()),
            escape(&standing(story, report)),
        );
    }
}

fn differences(out: &mut String, story: &StoryOut) {
    if story.differences.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## Where they differ\n\n{}.\n", difference_counts(story));
    for difference in &story.differences {
        let _ = writeln!(
            out,
            "- **{}** ({})",
            difference_title(story, difference),
            difference_status(difference)
        );
        for wording in wordings::of_difference(difference) {
            let _ = writeln!(out, "  - {}: {}", wording.marks(story), escape(&wording.words));
        }
        let _ = writeln!(out, "  - *{}*", escape(&difference.explanation));
    }
}

fn events(out: &mut String, story: &StoryOut) {
    if story.events.is_empty() {
        return;
    }
    out.push_str("\n## Who did what to whom\n\n| Event | Parties | When | Status | Origins | Evidence |\n");
    out.push_str("|---|---|---|---|---|---|\n");
    for event in &story.events {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            event_type(event),
            escape(&event_parties(event)),
            event.date.as_deref().map_or("–".to_owned(), day),
            escape(&event_status(story, event)),
            event.origins,
            proofs(story, &event.evidence),
        );
    }
}

fn proofs(story: &StoryOut, evidence: &[EvidenceOut]) -> String {
    let one = |e: &EvidenceOut| {
        let (from, to) = (e.span.start, e.span.end);
        format!("{} {from}–{to}: “{}”", letter(story, &e.report), escape(&one_line(&e.span.text)))
    };
    evidence.iter().map(one).collect::<Vec<_>>().join("<br>")
}

fn timeline(out: &mut String, story: &StoryOut) {
    if story.timeline.is_empty() {
        return;
    }
    out.push_str("\n## What happened, and when\n\n");
    for entry in view::timeline(story) {
        let ahead = if entry.ahead { " (ahead)" } else { "" };
        let _ = writeln!(out, "- {}{ahead}: {}", entry.when, escape(&one_line(&entry.what)));
    }
}

fn quotes(out: &mut String, story: &StoryOut) {
    let quotes = own_words(story);
    if quotes.is_empty() {
        return;
    }
    out.push_str("\n## Who said what\n\n");
    for quote in quotes {
        let _ = writeln!(out, "- {}", voices::line(story, quote, |name| format!("**{}**", escape(name))));
        for wording in wordings::of_quote(quote) {
            let _ = writeln!(out, "  - {}: {}", wording.marks(story), escape(&wording.words));
        }
    }
}

fn people(out: &mut String, story: &StoryOut) {
    if view::people(story).next().is_none() {
        return;
    }
    out.push_str("\n## People\n\n");
    for person in view::people(story) {
        let roles = roles(person);
        let roles = if roles.is_empty() { String::new() } else { format!(": {}", escape(&roles)) };
        let also = match person.aliases.join("”, “") {
            names if names.is_empty() => names,
            names => format!(" (also “{}”)", escape(&names)),
        };
        let _ = writeln!(out, "- **{}**{roles}{also}", escape(&person.name));
    }
}

/// Takes the meaning from characters that Markdown gives one to.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_of_reports_cannot_become_markup() {
        assert_eq!(escape("a|b <b>_x_"), r"a\|b \<b\>\_x\_");
    }
}
