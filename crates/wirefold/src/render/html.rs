//! The record as one self-contained page: no scripts to fetch, no fonts, no network.

use super::diff::{Piece, changed};
use super::origins::Drawing;
use super::rows::{Anchors, PairView, TextView};
use super::view::{
    count, counts, day, difference_counts, difference_status, difference_title, event_parties, event_status,
    event_type, in_short, letter, moment, own_words, people, roles, short, standing, timeline, weekday,
};
use super::voices::{self, Voice};
use super::wordings::{self, Wording};
use crate::contract::{
    DifferenceOut, EvidenceOut, RecordOut, ReportOut, StoryEntityOut, StoryEventOut, StoryOut, StoryQuoteOut,
    TimelineOut,
};
use crate::{Comparing, Recorded};
use askama::Template;
use wirefold_text::one_line;

/// The whole record as a page that can be mailed around.
#[must_use]
pub fn html(recorded: &Recorded) -> String {
    page(recorded, false)
}

/// Two reports as a page: what differs first, then both side by side, then the rest of
/// their record.
#[must_use]
pub fn comparison_html(comparing: &Comparing) -> String {
    let record = RecordOut { stories: vec![comparing.comparison.story.clone()], skipped: Vec::new() };
    page(&Recorded { record, sources: comparing.sources.to_vec() }, true)
}

fn page(recorded: &Recorded, comparing: bool) -> String {
    let record = &recorded.record;
    let stories: Vec<StoryView> =
        record.stories.iter().enumerate().map(|(i, s)| StoryView::of(i, s, recorded)).collect();
    let reports: usize = record.stories.iter().map(|s| s.counts.reports).sum();
    let told = count(stories.len(), "story", "stories");
    let page = Page {
        version: env!("CARGO_PKG_VERSION"),
        css: include_str!("../../templates/page.css"),
        comparing,
        title: match stories.as_slice() {
            [only] => only.title.clone(),
            _ => told.clone(),
        },
        summary: format!("{told} from {}", count(reports, "report", "reports")),
        stories,
        skipped: record.skipped.iter().map(|s| (s.input.clone(), s.reason.clone())).collect(),
    };
    page.render().expect("writing to a string cannot fail")
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    version: &'static str,
    css: &'static str,
    /// Whether the two texts matter more than what they tell.
    comparing: bool,
    title: String,
    summary: String,
    stories: Vec<StoryView>,
    skipped: Vec<(String, String)>,
}

struct StoryView {
    anchor: String,
    title: String,
    brief: String,
    date: String,
    inferred: bool,
    short: Vec<ProofView>,
    counts: Vec<(String, String, bool)>,
    drawing: Option<Drawing>,
    reports: Vec<ReportView>,
    difference_counts: String,
    differences: Vec<DifferenceView>,
    timeline: Vec<EntryView>,
    quotes: Vec<QuoteView>,
    people: Vec<PersonView>,
    events: Vec<EventView>,
    pairs: Vec<PairView>,
    texts: Vec<TextView>,
}

struct ReportView {
    letter: String,
    anchor: String,
    name: String,
    href: String,
    by: String,
    standing: String,
}

struct DifferenceView {
    title: String,
    status: String,
    items: Vec<WordsView>,
    explanation: String,
}

/// Words of reports, the changed ones marked.
struct WordsView {
    tags: Vec<TagView>,
    /// Reports that have them and no tag.
    others: usize,
    place: String,
    pieces: Vec<Piece>,
}

/// A report's letter, which leads to its words.
struct TagView {
    letter: String,
    anchor: String,
}

struct EntryView {
    class: &'static str,
    when: String,
    what: String,
    letter: String,
    anchor: String,
}

struct QuoteView {
    voices: Vec<VoiceView>,
    variants: Vec<WordsView>,
}

/// Somebody who spoke, and where the reports differ, which of them say so.
struct VoiceView {
    name: String,
    role: String,
    marks: String,
}

struct PersonView {
    name: String,
    roles: String,
    aliases: String,
}

struct EventView {
    kind: String,
    quad: u8,
    parties: String,
    when: String,
    status: String,
    origins: usize,
    hover: String,
    proof_count: String,
    proofs: Vec<ProofView>,
}

struct ProofView {
    text: String,
    letter: String,
    anchor: String,
    place: String,
}

impl StoryView {
    fn of(at: usize, story: &StoryOut, recorded: &Recorded) -> Self {
        let anchors = Anchors::over(at, story, &recorded.sources);
        let date = story.date.as_deref().map_or_else(|| "Date not known".to_owned(), weekday);
        let [reports, _, origins] = counts(story);
        Self {
            anchor: format!("story-{}", at + 1),
            title: one_line(&story.title),
            brief: format!("{reports}, {origins}"),
            date: date.clone(),
            inferred: story.date_basis == "inferred",
            short: in_short(story).map(|told| proof(story, told, &anchors)).collect(),
            counts: big_counts(story),
            drawing: Drawing::of(story),
            reports: story.reports.iter().map(|r| report(story, r, &anchors)).collect(),
            difference_counts: difference_counts(story),
            differences: story.differences.iter().map(|d| difference(story, d, &anchors)).collect(),
            timeline: timeline(story).into_iter().map(|t| entry(story, t, &anchors)).collect(),
            quotes: own_words(story).into_iter().map(|q| quote(story, q, &anchors)).collect(),
            people: people(story).map(person).collect(),
            events: story.events.iter().map(|e| event(story, e, &anchors)).collect(),
            pairs: anchors.pairs(story),
            texts: anchors.texts(story),
        }
    }
}

/// The numbers at the top: how many, what, whether it is the one that matters.
fn big_counts(story: &StoryOut) -> Vec<(String, String, bool)> {
    let plural = |n: usize, one: &str, many: &str| (if n == 1 { one } else { many }).to_owned();
    let c = story.counts;
    let conflicts = story.differences.iter().filter(|d| d.status == "conflict").count();
    let mut counts = vec![(c.reports.to_string(), plural(c.reports, "report", "reports"), false)];
    counts.push(match c.outlets {
        Some(n) => (n.to_string(), plural(n, "outlet", "outlets"), false),
        None => ("–".to_owned(), "outlets not named".to_owned(), false),
    });
    counts.push((
        c.origins.to_string(),
        plural(c.origins, "independent origin", "independent origins"),
        true,
    ));
    counts.push((conflicts.to_string(), plural(conflicts, "conflict", "conflicts"), false));
    let events = story.events.len();
    counts.push((events.to_string(), plural(events, "event", "events"), false));
    counts
}

fn report(story: &StoryOut, report: &ReportOut, anchors: &Anchors<'_>) -> ReportView {
    let by = [report.outlet.clone(), report.published.as_deref().map(moment)];
    let web = |url: &&String| url.starts_with("http://") || url.starts_with("https://");
    ReportView {
        letter: letter(story, &report.id),
        anchor: anchors.first(&report.id),
        name: one_line(report.title.as_deref().unwrap_or(&report.id)),
        href: report.url.as_ref().filter(web).cloned().unwrap_or_default(),
        by: by.into_iter().flatten().collect::<Vec<_>>().join(", "),
        standing: standing(story, report),
    }
}

fn difference(story: &StoryOut, difference: &DifferenceOut, anchors: &Anchors<'_>) -> DifferenceView {
    let mut said = wordings::of_difference(difference);
    said.iter_mut().for_each(|wording| wording.words = short(&wording.words, 400));
    DifferenceView {
        title: difference_title(story, difference),
        status: difference_status(difference).to_owned(),
        items: words(story, &said, anchors),
        explanation: difference.explanation.clone(),
    }
}

/// The texts with the words marked that differ from the first one's (for the first:
/// from the second's).
fn compared(texts: &[String]) -> Vec<Vec<Piece>> {
    let other = |i: usize| texts.get(usize::from(i == 0));
    let one = |(i, text): (usize, &String)| match other(i) {
        Some(other) => changed(text, other),
        None => vec![(text.clone(), false)],
    };
    texts.iter().enumerate().map(one).collect()
}

fn words(story: &StoryOut, said: &[Wording<'_>], anchors: &Anchors<'_>) -> Vec<WordsView> {
    let texts: Vec<String> = said.iter().map(|wording| wording.words.clone()).collect();
    let one = |(wording, pieces): (&Wording<'_>, Vec<Piece>)| {
        let (named, others) = wording.named();
        let tag =
            |told: &&EvidenceOut| TagView { letter: letter(story, &told.report), anchor: anchors.at(told) };
        WordsView { tags: named.iter().map(tag).collect(), others, place: place(wording.told[0]), pieces }
    };
    said.iter().zip(compared(&texts)).map(one).collect()
}

/// "characters 10–40: …", shown on hover.
fn place(evidence: &EvidenceOut) -> String {
    format!("characters {}–{}: {}", evidence.span.start, evidence.span.end, one_line(&evidence.span.text))
}

fn entry(story: &StoryOut, entry: &TimelineOut, anchors: &Anchors<'_>) -> EntryView {
    let first = entry.evidence.first();
    EntryView {
        class: match (entry.ahead, story.date.as_deref() == Some(entry.when.get(..10).unwrap_or(&entry.when)))
        {
            (true, _) => "ahead",
            (false, true) => "now",
            (false, false) => "",
        },
        when: if entry.ahead { format!("{}, ahead", day(&entry.when)) } else { day(&entry.when) },
        what: one_line(&entry.what),
        letter: first.map_or_else(String::new, |e| letter(story, &e.report)),
        anchor: first.map_or_else(String::new, |e| anchors.at(e)),
    }
}

fn quote(story: &StoryOut, quote: &StoryQuoteOut, anchors: &Anchors<'_>) -> QuoteView {
    let voices = voices::of_story(story, quote);
    let differ = voices.len() > 1;
    let one = |voice: &Voice<'_>| {
        let person = voice.entity.and_then(|id| story.people.iter().find(|p| p.id == id));
        VoiceView {
            name: voice.title().to_owned(),
            role: person.map(roles).unwrap_or_default(),
            marks: if differ { voice.marks(story) } else { String::new() },
        }
    };
    QuoteView {
        voices: voices.iter().map(one).collect(),
        variants: words(story, &wordings::of_quote(quote), anchors),
    }
}

fn person(person: &StoryEntityOut) -> PersonView {
    PersonView { name: person.name.clone(), roles: roles(person), aliases: person.aliases.join("”, “") }
}

fn proof(story: &StoryOut, evidence: &EvidenceOut, anchors: &Anchors<'_>) -> ProofView {
    ProofView {
        text: one_line(&evidence.span.text),
        letter: letter(story, &evidence.report),
        anchor: anchors.at(evidence),
        place: place(evidence),
    }
}

fn event(story: &StoryOut, event: &StoryEventOut, anchors: &Anchors<'_>) -> EventView {
    let proofs: Vec<ProofView> = event.evidence.iter().map(|e| proof(story, e, anchors)).collect();
    EventView {
        kind: event_type(event),
        quad: event.quad,
        parties: event_parties(event),
        when: event.date.as_deref().map_or_else(|| "–".to_owned(), day),
        status: event_status(story, event),
        origins: event.origins,
        hover: proofs.first().map_or_else(String::new, |p| p.text.clone()),
        proof_count: count(proofs.len(), "sentence", "sentences"),
        proofs,
    }
}
