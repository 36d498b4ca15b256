//! A record in lines, as the cases expect it.

use wirefold_report::{Evidence, Record, Report, StoryParty};

pub(crate) fn lines(record: &Record, reports: &[Report], part: &str) -> Vec<String> {
    match part {
        "differences" => differences(record),
        "explanations" => record.differences.iter().map(|d| d.explanation.clone()).collect(),
        "events" => events(record, reports),
        "entities" => entities(record, reports),
        "quotes" => quotes(record, reports),
        "timeline" => timeline(record),
        "alignment" => alignment(record, reports),
        "story" => story(record),
        part => panic!("nothing to expect: {part}"),
    }
}

fn words(reports: &[Report], evidence: Evidence) -> &str {
    evidence.span.of(&reports[evidence.report].text)
}

fn ids(reports: &[Report], which: impl Iterator<Item = usize>) -> String {
    which.map(|r| reports[r].id.clone()).collect::<Vec<_>>().join(" ")
}

fn differences(record: &Record) -> Vec<String> {
    let shown = record.differences.iter().map(|d| {
        let values: Vec<&str> = d.items.iter().map(|i| i.value.as_str()).collect();
        format!("{} {}: {}", d.kind.name(), d.status.name(), values.join(" | "))
    });
    shown.collect()
}

fn events(record: &Record, reports: &[Report]) -> Vec<String> {
    let parties = |list: &[StoryParty]| {
        let name = |party: &StoryParty| match party.entity.filter(|_| !party.belongs) {
            Some(e) => record.entities[e].name.clone(),
            None => format!("“{}”", words(reports, party.evidence)),
        };
        list.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let shown = record.events.iter().map(|e| {
        let mode = e.event.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
        let killed = e.event.killed.map(|n| format!(" killed {n}")).unwrap_or_default();
        let according = e.according_to.map(|a| format!(" according to {}", record.entities[a].name));
        let differs = if e.differs.is_empty() { "" } else { " differs" };
        format!(
            "{}{mode}: {} > {} {} {}{killed}{} in {} origins {}{differs}",
            e.event.kind.name(),
            parties(&e.actors),
            parties(&e.recipients),
            e.event.date.as_deref().unwrap_or("-"),
            e.event.status.name(),
            according.unwrap_or_default(),
            ids(reports, e.reports.iter().copied()),
            e.origins,
        )
    });
    shown.collect()
}

fn entities(record: &Record, reports: &[Report]) -> Vec<String> {
    let shown = record.entities.iter().map(|e| {
        let aliases =
            if e.aliases.is_empty() { String::new() } else { format!(" ({})", e.aliases.join(", ")) };
        let country = e.country.as_ref().map(|c| format!(" {c}")).unwrap_or_default();
        let roles = e.roles.iter().map(|(r, evidence)| format!(", {} x{}", r.role, evidence.len()));
        let roles: String = roles.collect();
        let members = ids(reports, e.members.iter().map(|(r, _)| *r));
        format!("{} {}{aliases}{country}{roles} in {members}", e.kind.name(), e.name)
    });
    shown.collect()
}

fn quotes(record: &Record, reports: &[Report]) -> Vec<String> {
    let shown = record.quotes.iter().map(|q| {
        let speaker = q.speaker.map_or("?", |s| record.entities[s].name.as_str());
        let variant = |v: &wirefold_report::QuoteVariant| {
            let content: Vec<&str> = v.content.iter().map(|e| words(reports, *e)).collect();
            format!("{} {}", reports[v.content[0].report].id, content.join(" … "))
        };
        format!("{speaker}: {}", q.variants.iter().map(variant).collect::<Vec<_>>().join(" | "))
    });
    shown.collect()
}

fn timeline(record: &Record) -> Vec<String> {
    let ahead = |ahead| if ahead { " (ahead)" } else { "" };
    record.timeline.iter().map(|t| format!("{}{}: {}", t.when, ahead(t.ahead), t.what)).collect()
}

fn alignment(record: &Record, reports: &[Report]) -> Vec<String> {
    let opening = |e: Evidence| {
        let first: Vec<&str> = words(reports, e).split_whitespace().take(4).collect();
        format!("{} {}", reports[e.report].id, first.join(" "))
    };
    record.alignment.iter().map(|l| format!("{} ~ {}", opening(l.a), opening(l.b))).collect()
}

fn story(record: &Record) -> Vec<String> {
    let date = record.date.map_or("no date".to_owned(), |d| d.to_string());
    let outlets = record.outlets.map_or("unknown".to_owned(), |n| n.to_string());
    vec![
        record.title.clone(),
        format!("{date}, {} reports, {outlets} outlets, {} origins", record.reports.len(), record.origins),
    ]
}
