//! When something was done that answers something else: "declared war after gunmen crossed the border on Monday".
//!
//! A sentence that dates the deed alone dates the answer too, as far as it goes: it came after the deed, and before the
//! report. The interval says that and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::Told;
use crate::{
    story::{SentenceId, Story},
    token::Token,
    tree::{Tree, relation},
    when::Days,
};
use wirefold_report::{Event, EventType, Span, Status};

/// Words between what answers and what is answered, at most.
const CLIMB: usize = 8;

/// Words behind which stands what is answered.
static ANSWERING: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("answering.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// The interval in which each event that has no date took place, where it answers one that has.
pub(super) fn dates(story: &Story<'_>, events: &[Vec<Told<'_>>]) -> Vec<Option<String>> {
    let mut homes: BTreeMap<(usize, Span), usize> = BTreeMap::new();
    for (event, tellings) in events.iter().enumerate() {
        homes.extend(tellings.iter().map(|told| ((told.report, told.event.trigger), event)));
    }
    let answered = |told: &Told<'_>| {
        let of = |deed: &Event| Some(&events[*homes.get(&(told.report, deed.trigger))?]);
        let deeds = story.tellings[told.report].annotation.events.iter();
        let deeds = deeds.filter(|deed| deed.sentence == told.event.sentence && answers(story, told, deed));
        deeds.filter_map(of).find_map(|deed| since(story, told, deed))
    };
    let undated = |tellings: &[Told<'_>]| tellings.iter().all(|told| told.date.is_none());
    events.iter().map(|event| event.iter().filter(|_| undated(event)).find_map(answered)).collect()
}

/// From the day of the deed to that of the report.
fn since(story: &Story<'_>, told: &Told<'_>, deed: &[Told<'_>]) -> Option<String> {
    let dated = deed.iter().filter_map(|told| Some((told.days?, told.date?)));
    let (days, date): (Days, &str) = dated.min_by_key(|(days, _)| days.length())?;
    let lent = story.tellings[told.report].annotation.date.value;
    let today = story.day(told.report).or(lent).filter(|today| days.last < *today)?;
    let first = date.split('/').next().unwrap_or(date);
    Some(format!("{first}/{today}"))
}

/// Whether an event is told as an answer to a deed of its sentence.
fn answers(story: &Story<'_>, told: &Told<'_>, deed: &Event) -> bool {
    let happened = told.event.status == Status::Happened && deed.status == Status::Happened;
    let Some(id) = told.sentence.filter(|_| happened && deed.trigger != told.event.trigger) else {
        return false;
    };
    // Whoever calls for talks answers none.
    told.event.kind != EventType::Request && leads_to(story, id, told.event.trigger, deed.trigger)
}

/// Whether the deed hangs on the answer by a word that says so.
fn leads_to(story: &Story<'_>, id: SentenceId, answer: Span, deed: Span) -> bool {
    let tree = Tree(story.tokens(id));
    let word = |span: Span| story.tokens(id).iter().find(|token| token.span().overlaps(span));
    let (Some(answer), Some(deed)) = (word(answer), word(deed)) else { return false };
    let mut at = deed;
    for _ in 0..CLIMB {
        let Some(head) = tree.head(at) else { return false };
        if head.index == answer.index {
            return matches!(relation(at), "obl" | "advcl" | "nmod") && opens_so(tree, at);
        }
        at = head;
    }
    false
}

/// Whether a phrase or clause begins with such a word; the tree may hang "after" on the subject behind it.
fn opens_so(tree: Tree<'_, '_>, clause: &Token<'_>) -> bool {
    let opening = |kid: &Token<'_>| matches!(relation(kid), "case" | "mark");
    let opens =
        |word: &Token<'_>| tree.kids(word).any(|kid| opening(kid) && ANSWERING.contains(kid.lemma.as_str()));
    opens(clause) || tree.kids(clause).any(|kid| relation(kid) == "nsubj" && opens(kid))
}
