//! The English that every face of the record shares.

use crate::contract::{
    DifferenceOut, EvidenceOut, OriginOut, ReportOut, StoryEntityOut, StoryEventOut, StoryOut, StoryPartyOut,
    StoryQuoteOut, TimelineOut,
};
use jiff::civil::Date;
use std::collections::BTreeSet;
use wirefold_report::{Origin, OriginBasis};
use wirefold_text::one_line;

/// How many items of a kind the story has, in words: "2 reports", "1 report".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The letter that stands for a report in its story: A to Z, then A2, B2 ….
pub(crate) fn letter(story: &StoryOut, report: &str) -> String {
    let at = story.reports.iter().position(|r| r.id == report).unwrap_or(0);
    let letter = char::from(b'A' + u8::try_from(at % 26).expect("below 26"));
    if at < 26 { letter.to_string() } else { format!("{letter}{}", at / 26 + 1) }
}

/// The letters of several reports: "A B".
pub(crate) fn letters(story: &StoryOut, reports: &[String]) -> String {
    reports.iter().map(|r| letter(story, r)).collect::<Vec<_>>().join(" ")
}

/// "17 October 2023" for a whole date; other TIMEX3 values as they are.
pub(crate) fn day(value: &str) -> String {
    value.parse::<Date>().map_or_else(|_| value.to_owned(), |d| d.strftime("%-d %B %Y").to_string())
}

/// "Tuesday 17 October 2023"
pub(crate) fn weekday(value: &str) -> String {
    value.parse::<Date>().map_or_else(|_| value.to_owned(), |d| d.strftime("%A %-d %B %Y").to_string())
}

/// "2 reports · outlets not named · 1 independent origin (AFP)"
pub(crate) fn counts(story: &StoryOut) -> [String; 3] {
    let outlets = match story.counts.outlets {
        Some(n) => count(n, "outlet", "outlets"),
        None => "outlets not named".to_owned(),
    };
    let names = origins(story);
    let named = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    let origins = count(story.counts.origins, "independent origin", "independent origins");
    [count(story.counts.reports, "report", "reports"), outlets, format!("{origins}{named}")]
}

/// The names of the story's known origins, each once.
pub(crate) fn origins(story: &StoryOut) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let all = story.reports.iter().filter_map(|r| r.origin.as_ref());
    for name in all.flat_map(|origin| origin.name.split(Origin::JOINT)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// "rewrite of A · later version of C · origin AFP (“told AFP”) · 4 % of the text is its own"
pub(crate) fn standing(story: &StoryOut, report: &ReportOut) -> String {
    let mut parts = Vec::new();
    if let (Some(relation), Some(of)) = (&report.relation, &report.copy_of) {
        parts.push(format!("{relation} of {}", letter(story, of)));
    }
    if let Some(earlier) = &report.version_of {
        parts.push(format!("later version of {}", letter(story, earlier)));
    }
    if let Some(origin) = &report.origin {
        let why = match origin.evidence.first().filter(|_| origin.basis != OriginBasis::SharedText.name()) {
            Some(span) => format!("“{}”", one_line(&span.text)),
            None => by_field(origin).unwrap_or_else(|| origin.basis.replace('_', " ")),
        };
        parts.push(format!("origin {} ({why})", origin.name));
    }
    if report.relation.is_some() {
        parts.push(format!("{} % of the text is its own", percent(report.share_of_own_text)));
    }
    parts.join(" · ")
}

/// "credit “Ana Ruiz, AFP”": the field of the metadata that names an origin.
fn by_field(origin: &OriginOut) -> Option<String> {
    let stated = origin.stated_in.as_ref()?;
    Some(format!("{} “{}”", stated.field, short(&stated.text, LONGEST_FIELD)))
}

/// Characters of what a field holds that are shown.
const LONGEST_FIELD: usize = 60;

/// A share as a whole per cent.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// "12 March 2024, 19:40 (+02:00)" for a moment in ISO 8601; other spellings as they are.
pub(crate) fn moment(published: &str) -> String {
    let Some((date, clock)) = published.split_once('T') else { return day(published) };
    let Ok(date) = date.parse::<Date>() else { return published.to_owned() };
    let (time, zone) = clock.split_at(clock.find(['Z', '+', '-']).unwrap_or(clock.len()));
    let zone = match zone {
        "" => String::new(),
        "Z" => " (UTC)".to_owned(),
        offset => format!(" ({offset})"),
    };
    format!("{}, {}{zone}", day(&date.to_string()), time.get(..5).unwrap_or(time))
}

/// The people whom reports name.
pub(crate) fn people(story: &StoryOut) -> impl Iterator<Item = &StoryEntityOut> {
    story.people.iter().filter(|person| person.named)
}

/// The sentences of the summary that say more than the title.
pub(crate) fn in_short(story: &StoryOut) -> impl Iterator<Item = &EvidenceOut> {
    let title = one_line(&story.title);
    let title = title.trim_end_matches('…').trim_end().to_owned();
    story.summary.iter().filter(move |told| !one_line(&told.span.text).starts_with(&title))
}

/// What a kind of difference is called; of two reports, which one left out or added.
pub(crate) fn difference_title(story: &StoryOut, difference: &DifferenceOut) -> String {
    let told = difference.items.first().map(|item| item.evidence.report.as_str());
    let [one, other] = story.reports.as_slice() else { return kind_title(difference).to_owned() };
    let silent = if Some(one.id.as_str()) == told { other } else { one };
    match (difference.kind.as_str(), told) {
        ("omission", Some(_)) => format!("Left out of {}", letter(story, &silent.id)),
        ("addition", Some(told)) => format!("Added in {}", letter(story, told)),
        _ => kind_title(difference).to_owned(),
    }
}

fn kind_title(difference: &DifferenceOut) -> &'static str {
    match difference.kind.as_str() {
        "number" => "Number",
        "time" => "Time",
        "place" => "Place",
        "name" => "Name",
        "quote_wording" => "Quote",
        "quote_speaker" => "Who said it",
        "hedging" => "How sure",
        "tense" => "Tense",
        "omission" => "Left out",
        _ => "Added",
    }
}

/// The status where it tells something: omissions and additions have none.
pub(crate) fn difference_status(difference: &DifferenceOut) -> &str {
    match difference.kind.as_str() {
        "omission" | "addition" => &difference.kind,
        _ => &difference.status,
    }
}

/// "1 conflict, 4 wordings, 4 compatible, 1 omission"
pub(crate) fn difference_counts(story: &StoryOut) -> String {
    const ORDER: [(&str, &str, &str); 6] = [
        ("conflict", "conflict", "conflicts"),
        ("update", "update", "updates"),
        ("wording", "wording", "wordings"),
        ("compatible", "compatible", "compatible"),
        ("omission", "omission", "omissions"),
        ("addition", "addition", "additions"),
    ];
    let number = |status: &str| story.differences.iter().filter(|d| difference_status(d) == status).count();
    let parts = ORDER.iter().filter_map(|&(status, one, many)| match number(status) {
        0 => None,
        n => Some(count(n, one, many)),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// "CONSULT · visit"
pub(crate) fn event_type(event: &StoryEventOut) -> String {
    match &event.mode {
        Some(mode) => format!("{} · {mode}", event.kind),
        None => event.kind.clone(),
    }
}

/// "Anna Berg (NOR) → Chile"; "Norway ↔ Chile" where both act on each other.
pub(crate) fn event_parties(event: &StoryEventOut) -> String {
    let names = |parties: &[StoryPartyOut]| parties.iter().map(party).collect::<Vec<_>>();
    let (actors, recipients) = (names(&event.actor), names(&event.recipient));
    let mutual = !actors.is_empty()
        && actors.len() == recipients.len()
        && actors.iter().all(|a| recipients.contains(a));
    match (actors.is_empty(), recipients.is_empty()) {
        _ if mutual => actors.join(" ↔ "),
        (_, true) => actors.join(", "),
        (true, false) => format!("unknown → {}", recipients.join(", ")),
        (false, false) => format!("{} → {}", actors.join(", "), recipients.join(", ")),
    }
}

/// A party with its country.
fn party(party: &StoryPartyOut) -> String {
    match &party.country {
        Some(country) => format!("{} ({country})", one_line(&party.name)),
        None => one_line(&party.name),
    }
}

/// "happened, according to Moscow · 12 killed"
pub(crate) fn event_status(story: &StoryOut, event: &StoryEventOut) -> String {
    let mut status = if event.status == "future" { "ahead".to_owned() } else { event.status.clone() };
    if let Some(name) = event.according_to.as_deref().and_then(|id| entity_name(story, id)) {
        status.push_str(&format!(", according to {name}"));
    }
    for (number, what) in [(event.killed, "killed"), (event.injured, "injured")] {
        if let Some(number) = number {
            status.push_str(&format!(" · {number} {what}"));
        }
    }
    status
}

/// The utterances that a report gives in the speaker's own words, wholly or in part.
/// What is only reported indirectly stays in the JSON.
pub(crate) fn own_words(story: &StoryOut) -> Vec<&StoryQuoteOut> {
    story.quotes.iter().filter(|q| q.variants.iter().any(|v| v.kind != "indirect")).collect()
}

/// The timeline, each line once: one sentence may tell several events of a day.
pub(crate) fn timeline(story: &StoryOut) -> Vec<&TimelineOut> {
    let bare = |entry: &TimelineOut| one_line(&entry.what).trim_end_matches(['.', '…', ' ']).to_owned();
    let mut shown = BTreeSet::new();
    story.timeline.iter().filter(|entry| shown.insert((entry.when.as_str(), bare(entry)))).collect()
}

/// The name of an entity of the story.
pub(crate) fn entity_name<'a>(story: &'a StoryOut, id: &str) -> Option<&'a str> {
    let all = [&story.people, &story.organizations, &story.places, &story.others];
    all.into_iter().flatten().find(|e| e.id == id).map(|e| e.name.as_str())
}

/// "president, RUS; director, Carnegie Center"
pub(crate) fn roles(entity: &StoryEntityOut) -> String {
    let one = |role: &crate::contract::StoryRoleOut| {
        let whose = role.organization.as_ref().or(role.country.as_ref());
        whose.map_or_else(|| role.role.clone(), |of| format!("{}, {of}", role.role))
    };
    entity.roles.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// At most so many characters, with an ellipsis where something is cut.
pub(crate) fn short(text: &str, most: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_in_words() {
        for (published, expected) in [
            ("2024-03-12T19:40:00+02:00", "12 March 2024, 19:40 (+02:00)"),
            ("2024-03-12T14:10Z", "12 March 2024, 14:10 (UTC)"),
            ("2024-03-12T14:10:05", "12 March 2024, 14:10"),
            ("2024-03-12", "12 March 2024"),
            ("Tue, 12 Mar 2024", "Tue, 12 Mar 2024"),
            ("", ""),
            ("2024-03-12T", "12 March 2024, "),
        ] {
            assert_eq!(moment(published), expected);
        }
    }
}
